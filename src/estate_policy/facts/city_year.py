"""The facts about the city in a year: its fund, and the districts that it awards."""

from decimal import Decimal
from typing import Annotated

import attrs

from estate_policy.checked import checked_facts
from estate_policy.facts.district_year import DistrictYear
from estate_policy.schema import CollectionFact, Identity, QuantityFact, TruthFact
from estate_policy.terms import Term


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class CityYear:
    """The city in a year of the award.

    >>> CityYear(id="2019", year=2019, districts=[DistrictYear(id="亭湖区/2019")]).districts[0].id
    '亭湖区/2019'
    """

    id: Annotated[str, Identity(term=Term(zh="市年度编号", en="id of the city's year"))]
    year: Annotated[
        int | None,
        QuantityFact(
            term=Term(zh="年度", en="year"),
            unit="calendar_year",
            low=Decimal(1990),
            high=Decimal(2100),
            scale=0,
            question=Term(zh="是哪一年度？", en="Which year is it?"),
        ),
    ] = None
    districts: Annotated[
        tuple[DistrictYear, ...] | None,
        CollectionFact(
            term=Term(zh="各区", en="the districts"),
            subject=DistrictYear,
            question=Term(zh="有哪些区（管委会）？", en="Which districts are there?"),
        ),
    ] = None
    fund_set_up: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="已设立以奖代补资金", en="award fund set up"),
            negated=Term(zh="未设立以奖代补资金", en="no award fund"),
            question=Term(zh="市政府是否已设立以奖代补资金？", en="Has the city government set up the award fund?"),
        ),
    ] = None
    evaluation_measures_made: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="考核评价办法已制定", en="evaluation measures made"),
            negated=Term(zh="考核评价办法未制定", en="evaluation measures not made"),
            question=Term(zh="市级考核、评价办法是否已制定？", en="Have the evaluation measures been made?"),
        ),
    ] = None
    award_budget_applied_for: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="以奖代补资金预算已申报", en="budget of the award applied for"),
            negated=Term(zh="以奖代补资金预算未申报", en="budget of the award not applied for"),
            question=Term(zh="以奖代补资金预算是否已申报？", en="Has the budget of the award been applied for?"),
        ),
    ] = None
    award_budget_amount: Annotated[
        Decimal | int | None,
        QuantityFact(
            term=Term(zh="以奖代补资金预算金额", en="budget of the award"),
            unit="CNY",
            low=Decimal(0),
            high=Decimal(100_000_000_000),
            scale=2,
            question=Term(zh="以奖代补资金预算安排了多少元？", en="What amount was budgeted for the award?"),
        ),
    ] = None
    award_budget_arranged: Annotated[
        bool | None,
        TruthFact(
            term=Term(zh="以奖代补资金预算已安排", en="budget of the award arranged"),
            negated=Term(zh="以奖代补资金预算未安排", en="budget of the award not arranged"),
            question=Term(zh="以奖代补资金预算是否已安排？", en="Has the budget of the award been arranged?"),
        ),
    ] = None
