"""The facts about days of one month through which an estate stays as it is."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import DateFact, Identity, QuantityFact, ReferenceFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class MonthPart:
    """Days of one month through which an estate stays as it is, where a month is counted by its days.

    >>> MonthPart(id="2020-02-11", first_day=date(2020, 2, 11), days=19, month_days=29, estate=Estate(id="A1")).days
    19
    """

    id: Annotated[str, Identity(term=Term(zh="月内时段", en="days of a month"))]
    first_day: Annotated[
        date,
        DateFact(
            term=Term(zh="时段首日", en="first of the days"),
            unit="day",
            counts="days",
            low=date(1990, 1, 1),
            high=date(2100, 12, 31),
            question=Term(zh="该时段从哪一天开始？", en="Which is the first of the days?"),
            governs=True,
            required=True,
        ),
    ]
    estate: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="该时段小区状况", en="the estate on these days"),
            subject=Estate,
            question=Term(zh="该时段小区状况如何？", en="What was the estate like on these days?"),
        ),
    ] = None
    days: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="天数", en="number of days"),
            unit="day_of_month",
            low=Decimal(1),
            high=Decimal(31),
            scale=0,
            question=Term(zh="该状况在该月持续几天？", en="For how many days of the month did it last?"),
        ),
    ] = None
    month_days: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="当月天数", en="days of that month"),
            unit="day_of_month",
            low=Decimal(28),
            high=Decimal(31),
            scale=0,
            question=Term(zh="该月共有几天？", en="How many days has that month?"),
        ),
    ] = None
