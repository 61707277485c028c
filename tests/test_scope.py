"""Scope where what is recorded about phases is wanting or contradicts itself: 二 of the Opinion, and G-20."""

from datetime import date
from typing import Any

import attrs
import pytest

from estate_policy import Estate, Standing, decide, load_policy
from estate_policy.expr import FactRef
from estate_policy.schema import facts_of
from estate_policy.walk import expressions, nodes

LAW = load_policy().on(date(2019, 7, 1))


def estate(**phases: Any) -> Estate:
    """A trust, not renovated, in scope but for what is given here."""
    whole = Estate(
        id="A1",
        in_urban_area=True,
        recognised_by_district=True,
        infrastructure_aged=True,
        supporting_facilities_incomplete=True,
        gross_floor_area=10_000,
        management_mode="subdistrict_trust",
        renovated=False,
    )
    return attrs.evolve(whole, **phases)


@pytest.mark.parametrize(("first", "last"), [(2001, 1990), (1999, 1997), (1997, 1990)])
def test_nothing_is_payable_where_the_years_of_phases_contradict_each_other(first: int, last: int) -> None:
    decision = decide(LAW, estate(completed_in_phases=True, first_phase_year=first, last_phase_year=last))

    actual = [decision[name].standing for name in ("in_scope", "yearly_district_subsidy")]

    assert [finding.name for finding in decision.findings] == ["phases_in_wrong_order"]
    assert actual == [Standing.SILENT, Standing.SILENT]


@pytest.mark.parametrize("years", [{}, {"first_phase_year": 1990, "last_phase_year": 2005}])
def test_whether_there_were_phases_is_asked_and_never_presumed(years: dict[str, int]) -> None:
    answer = decide(LAW, estate(completion_year=1995, **years))["yearly_district_subsidy"]

    assert answer.standing is Standing.UNKNOWN
    assert answer.missing[0] == "completed_in_phases"


def test_no_conclusion_rests_on_what_is_presumed_where_nothing_is_recorded() -> None:
    events = {name for name, fact in facts_of(Estate).items() if fact.absent is not None}
    tops = [top for conclusion in LAW.conclusions.values() for top in expressions(conclusion)]
    read = {node.name for top in tops for node in nodes(top) if isinstance(node, FactRef)}

    assert events & read == set()
