"""五(三)3: more area and longer terms never take support away; a term is counted in full months."""

from datetime import date
from decimal import Decimal

import attrs
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from estate_policy import Contract, Enterprise, Estate, decide, full_months, load_policy
from estate_policy.law import LawInForce

POLICY = load_policy()
OLD = Estate(
    id="E",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1995,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
)
AREAS = st.sampled_from([1, 20_000, 25_000, Decimal("49999.99"), 50_000, 50_001])
TERMS = st.sampled_from([0, 12, 35, 36, 37])
CONTRACTS = st.lists(st.tuples(AREAS, TERMS), min_size=1, max_size=3)


def law_with(option: str) -> LawInForce:
    """The law of a day under which area and term go together so."""
    adopted = attrs.evolve(POLICY.assumptions["area_and_term_together"], adopted=option)
    changed = attrs.evolve(POLICY, assumptions={**POLICY.assumptions, adopted.name: adopted})
    return changed.on(date(2019, 7, 1))


LAWS = {option: law_with(option) for option in POLICY.assumptions["area_and_term_together"].options}


def supported(law: LawInForce, contracts: list[tuple[Decimal | int, int]]) -> object:
    """Whether an enterprise with contracts of these areas and months is to be supported."""
    held = tuple(
        Contract(id=str(number), estate=OLD, area_taken_over=area, months=months, voluntary=True)
        for number, (area, months) in enumerate(contracts)
    )
    enterprise = Enterprise(id="P", kind="property_service_enterprise", contracts=held)
    return decide(law, enterprise, engine="exact")["to_be_supported"].value


@pytest.mark.parametrize("option", LAWS)
@given(contracts=CONTRACTS, more_area=st.sampled_from([0, 1, 30_000]), more_months=st.sampled_from([0, 1, 24]))
@example(contracts=[(25_000, 36), (25_000, 35)], more_area=0, more_months=1)
@example(contracts=[(Decimal("49999.99"), 36)], more_area=1, more_months=0)
def test_more_area_and_longer_terms_never_take_support_away(
    option: str, contracts: list[tuple[Decimal | int, int]], more_area: int, more_months: int
) -> None:
    (area, months), *rest = contracts
    more = supported(LAWS[option], [(area + more_area, months + more_months), *rest])

    assert more or not supported(LAWS[option], contracts)


@given(contracts=CONTRACTS)
def test_areas_of_contracts_of_thirty_six_months_add_up(contracts: list[tuple[Decimal | int, int]]) -> None:
    long = sum(area for area, months in contracts if months >= 36)

    assert supported(LAWS["sum_of_long_contracts"], contracts) is (long >= 50_000)


@pytest.mark.parametrize(
    ("contracts", "together"),
    [
        ([(50_000, 36)], {"sum_of_long_contracts", "largest_contract", "sum_of_all_contracts"}),
        ([(25_000, 36), (25_000, 36)], {"sum_of_long_contracts", "sum_of_all_contracts"}),
        ([(25_000, 36), (25_000, 35)], {"sum_of_all_contracts"}),
        ([(50_000, 35)], set()),
    ],
)
def test_what_the_other_ways_to_put_area_and_term_together_give(
    contracts: list[tuple[Decimal | int, int]], together: set[str]
) -> None:
    assert {option for option, law in LAWS.items() if supported(law, contracts)} == together


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2020, 1, 1), date(2022, 12, 31), 36),
        (date(2020, 1, 1), date(2022, 12, 30), 35),
        (date(2020, 1, 1), date(2023, 1, 1), 36),
        (date(2020, 3, 15), date(2023, 3, 14), 36),
        (date(2020, 3, 15), date(2023, 3, 13), 35),
        (date(2020, 2, 29), date(2023, 2, 28), 36),
    ],
)
def test_a_term_has_its_first_and_its_last_day(first: date, last: date, months: int) -> None:
    assert full_months(first, last) == months
