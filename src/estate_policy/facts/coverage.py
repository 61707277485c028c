"""The facts about how many old estates have basic property services on a day."""

from datetime import date
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate import Estate
from estate_policy.schema import CollectionFact, DateFact, Identity, TextFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Coverage:
    """The estates of the city or of a part of it, as they are on a day. `None` is unknown."""

    id: Annotated[str, Identity(term=Term(zh="统计编号", en="id of the count"))]
    area: Annotated[str | None, TextFact(term=Term(zh="统计范围", en="what is counted"))] = None
    as_of: Annotated[
        date | None,
        DateFact(
            term=Term(zh="统计日期", en="day of the count"),
            unit="day",
            counts="days",
            low=date(1990, 1, 1),
            high=date(2100, 12, 31),
            question=Term(zh="所报是哪一天的情况？", en="Of which day is this the situation?"),
        ),
    ] = None
    estates: Annotated[
        tuple[Estate, ...] | None,
        CollectionFact(
            term=Term(zh="小区", en="estates"),
            subject=Estate,
            question=Term(zh="统计范围内有哪些小区？", en="Which estates are there?"),
        ),
    ] = None
