"""The facts about months of a year through which an estate stays as it is."""

from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import DateFact, Identity, QuantityFact, ReferenceFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class EstateStretch:
    """Whole months of a year through which an estate stays as it is.

    >>> EstateStretch(id="1-6", first_day=date(2019, 1, 1), months=6, estate=Estate(id="A1")).months
    6
    """

    id: Annotated[str, Identity(term=Term(zh="时段", en="stretch of months"))]
    first_day: Annotated[
        date,
        DateFact(
            term=Term(zh="时段首日", en="first day of the stretch"),
            unit="day",
            counts="days",
            low=date(1990, 1, 1),
            high=date(2100, 12, 31),
            question=Term(zh="该时段从哪一天开始？", en="On which day does the stretch begin?"),
            governs=True,
            required=True,
        ),
    ]
    estate: Annotated[
        Estate | None,
        ReferenceFact(
            term=Term(zh="该时段小区状况", en="the estate in these months"),
            subject=Estate,
            question=Term(zh="该时段小区状况如何？", en="What was the estate like in these months?"),
        ),
    ] = None
    months: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="月数", en="number of months"),
            unit="month",
            low=Decimal(0),
            high=Decimal(12),
            scale=0,
            question=Term(zh="该状况持续几个整月？", en="For how many whole months did it last?"),
        ),
    ] = None
