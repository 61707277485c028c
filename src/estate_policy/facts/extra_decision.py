"""The facts about a decision of a district to give a household something extra."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.on_record import DecidedBy, DecidedOn, FileNumber
from estate_policy.schema import QuantityFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class ExtraDecision:
    """A decision on record about a household's extra: who decided, when, under which file number. Several add up.

    >>> from datetime import date
    >>> ExtraDecision(
    ...     file_number="亭政〔2020〕3号", decided_by="district_government", decided_on=date(2020, 3, 2), amount=120
    ... ).amount
    Decimal('120')
    """

    file_number: FileNumber
    decided_by: DecidedBy
    decided_on: DecidedOn
    amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="决定的奖补金额", en="extra that was decided"),
            unit="CNY/year",
            low=Decimal(0),
            high=Decimal(1_000_000),
            scale=2,
            question=Term(
                zh="决定每年给予多少元奖补（不予奖补的为 0）？", en="Which extra a year was decided (0 if none)?"
            ),
            headings=("奖补金额",),
            unit_words=("元", "元/年"),
        ),
    ] = None
