"""The facts about a decision of an authority on an estate's award."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.schema import DateFact, Identity, MemberFact, QuantityFact, checked_facts
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class RecordedDecision:
    """A decision on record: who decided, when, under which file number. Several on one estate's award add up.

    >>> RecordedDecision(
    ...     file_number="盐房〔2020〕7号", decided_by="city_housing_with_finance", decided_on=date(2020, 3, 2),
    ...     kind="deduct_share", share=Decimal("0.2"),
    ... ).share
    Decimal('0.2')
    """

    file_number: Annotated[str, Identity(term=Term(zh="文号", en="file number"), headings=("决定文号", "文件编号"))]
    decided_by: Annotated[
        str,
        MemberFact(
            term=Term(zh="决定单位", en="deciding body"),
            enumeration="body",
            question=Term(zh="由哪个单位作出决定？", en="Which body decided?"),
            required=True,
            headings=("作出决定单位",),
        ),
    ]
    decided_on: Annotated[
        date,
        DateFact(
            term=Term(zh="决定日期", en="day of the decision"),
            unit="day",
            counts="days",
            low=date(1990, 1, 1),
            high=date(2100, 12, 31),
            question=Term(zh="决定于哪一天作出？", en="On which day was it decided?"),
            required=True,
            headings=("作出决定日期",),
        ),
    ]
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
