"""The facts about a decision of an authority on an estate's award."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.on_record import DecidedBy, DecidedOn, FileNumber
from estate_policy.schema import MemberFact, QuantityFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class RecordedDecision:
    """A decision on record: who decided, when, under which file number. Several on one estate's award add up.

    >>> from datetime import date
    >>> RecordedDecision(
    ...     file_number="盐房〔2020〕7号", decided_by="city_housing_with_finance", decided_on=date(2020, 3, 2),
    ...     kind="deduct_share", share=Decimal("0.2"),
    ... ).share
    Decimal('0.2')
    """

    file_number: FileNumber
    decided_by: DecidedBy
    decided_on: DecidedOn
    kind: Annotated[
        str,
        MemberFact(
            term=Term(zh="决定内容", en="what was decided"),
            enumeration="award_decision",
            question=Term(zh="决定的内容是什么？", en="What was decided?"),
            required=True,
            headings=("处理决定",),
        ),
    ]
    share: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="扣拨比例", en="share deducted"),
            unit="share",
            low=Decimal(0),
            high=Decimal(1),
            scale=6,
            question=Term(zh="按比例扣拨的，扣拨多大比例？", en="Which share of the award is deducted?"),
        ),
    ] = None
    amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="扣拨金额", en="amount deducted"),
            unit="CNY",
            low=Decimal(0),
            high=Decimal(1_000_000_000),
            scale=2,
            question=Term(zh="按金额扣拨的，扣拨多少元？", en="Which amount is deducted?"),
        ),
    ] = None
