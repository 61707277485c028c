"""The facts about a decision of a district to give a household something extra."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.schema import DateFact, Identity, MemberFact, QuantityFact, checked_facts
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class ExtraDecision:
    """A decision on record about a household's extra: who decided, when, under which file number. Several add up.

    >>> ExtraDecision(
    ...     file_number="亭政〔2020〕3号", decided_by="district_government", decided_on=date(2020, 3, 2), amount=120
    ... ).amount
    Decimal('120')
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
