"""The facts about months of a year through which an estate stays as it is."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.facts.estate import Estate
from estate_policy.schema import Identity, QuantityFact, ReferenceFact, checked_facts
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class EstateStretch:
    """Months of a year through which an estate stays as it is; its state is that of the first day of each.

    >>> EstateStretch(id="1-6", months=6, estate=Estate(id="A1")).months
    6
    """

    id: Annotated[str, Identity(term=Term(zh="时段", en="stretch of months"))]
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
