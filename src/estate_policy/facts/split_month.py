"""The facts about a month in which an estate changes, where months are counted by days."""

from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.month_part import MonthPart
from estate_policy.schema import CollectionFact, Identity
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class SplitMonth:
    """A month that is counted by days, with the days through which an estate stays as it is.

    >>> from datetime import date
    >>> part = MonthPart(id="2020-02-11", first_day=date(2020, 2, 11), days=19, month_days=29)
    >>> SplitMonth(id="2020-02", parts=[part]).parts[0].days
    19
    """

    id: Annotated[str, Identity(term=Term(zh="按日计算的月份", en="month counted by days"))]
    parts: Annotated[
        tuple[MonthPart, ...] | None,
        CollectionFact(
            term=Term(zh="该月各时段", en="the days of that month, by state"),
            subject=MonthPart,
            question=Term(
                zh="该月各日小区状况如何？", en="What was the estate like on each of the days of that month?"
            ),
        ),
    ] = None
