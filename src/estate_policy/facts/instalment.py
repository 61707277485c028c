"""The facts about a payment of the district subsidy: the months that it pays for, and those paid for before it."""

from datetime import date
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.estate_stretch import EstateStretch
from estate_policy.facts.split_month import SplitMonth
from estate_policy.schema import CollectionFact, DateFact, Identity, TruthFact
from estate_policy.terms import Term

_FIRST_DAY, _LAST_DAY = date(1990, 1, 1), date(2100, 12, 31)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Instalment:
    """A payment of a year's district subsidy: the whole year's, a quarter's or a month's.

    >>> stretch = EstateStretch(id="2019-07..2019-12", first_day=date(2019, 7, 1), months=6)
    >>> Instalment(id="2019-H2", stretches=[stretch]).stretches[0].months
    6
    """

    id: Annotated[str, Identity(term=Term(zh="拨付期次", en="instalment"))]
    first_month: Annotated[
        date | None,
        DateFact(
            term=Term(zh="本期起始月份", en="first month that the instalment pays for"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="本期补贴从哪一个月起？", en="From which month on does the instalment pay?"),
        ),
    ] = None
    last_month: Annotated[
        date | None,
        DateFact(
            term=Term(zh="本期截止月份", en="last month that the instalment pays for"),
            unit="calendar_month",
            counts="months",
            low=_FIRST_DAY,
            high=_LAST_DAY,
            question=Term(zh="本期补贴到哪一个月止？", en="Up to which month does the instalment pay?"),
        ),
    ] = None
    paid_by_several: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="本期由几个区分别拨付", en="several districts pay this instalment, each a part of it"),
            negated=Term(zh="本期由一个区拨付", en="one district pays this instalment"),
            question=Term(
                zh="本期各月小区是否先后属于几个区，由各区分别拨付？",
                en="Was the estate in several districts in these months, so that each pays a part of it?",
            ),
            absent=False,
        ),
    ] = None
    earlier: Annotated[
        tuple[EstateStretch, ...] | None,
        CollectionFact(
            term=Term(zh="年内前期各时段", en="the months of the year paid for before"),
            subject=EstateStretch,
            question=Term(
                zh="年内前期各次拨付对应哪些月份？", en="Which months of the year did earlier payments pay for?"
            ),
            recorded=True,
        ),
    ] = None
    stretches: Annotated[
        tuple[EstateStretch, ...] | None,
        CollectionFact(
            term=Term(zh="本期各时段", en="the months paid for, by state"),
            subject=EstateStretch,
            question=Term(zh="本期各月小区状况如何？", en="What was the estate like in each of the months?"),
        ),
    ] = None
    earlier_split_months: Annotated[
        tuple[SplitMonth, ...] | None,
        CollectionFact(
            term=Term(zh="年内前期按日计算的月份", en="the months counted by days that were paid for before"),
            subject=SplitMonth,
            question=Term(
                zh="年内前期各次拨付中，哪些月份按日计算？", en="Which months did earlier payments pay for by days?"
            ),
            recorded=True,
        ),
    ] = None
    split_months: Annotated[
        tuple[SplitMonth, ...] | None,
        CollectionFact(
            term=Term(zh="本期按日计算的月份", en="the months that this payment counts by days"),
            subject=SplitMonth,
            question=Term(zh="本期哪些月份按日计算？", en="Which months does this payment count by days?"),
            recorded=True,
        ),
    ] = None
