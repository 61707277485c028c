"""The invariants hold of the shipped policy and of the subsidy worked by hand, and each fails where it is broken."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from estate_policy import Decision, Estate, LawInForce, Standing, decide, load_policy
from estate_policy.testing import (
    AMOUNT_INVARIANTS,
    BOUNDS_INVARIANTS,
    INVARIANTS,
    RATE_INVARIANTS,
    InvariantError,
    answer_of,
    bounds_of,
    figure_of,
    invariants,
    subjects,
)
from estate_policy.testing.answers import Bounds
from tests import by_hand, harbour
from tests.by_hand import Facts

LAW = load_policy().on(date(2020, 1, 1))
HARBOUR = load_policy(harbour.POLICY, [harbour.Ship]).on(date(2020, 1, 1))
ABOUT_ESTATES = sorted(name for name, one in LAW.conclusions.items() if one.subject == "estate")
RATE, MONTHLY, YEARLY = "district_subsidy_rate", "monthly_district_subsidy", "yearly_district_subsidy"

USUAL = settings().max_examples
THOROUGH = settings(max_examples=2 * USUAL)
THOUSANDS = settings(max_examples=10 * USUAL)
# A mutant that no one catches must be told from bad luck: the same estates in every run.
SEARCH = settings(max_examples=5000, database=None, derandomize=True, phases=[Phase.generate])

Invariant = Callable[[LawInForce, Any, Any], None]


def named(function: Callable[..., Any]) -> str:
    return function.__name__


@pytest.mark.parametrize("invariant", RATE_INVARIANTS, ids=named)
@given(estate=subjects(LAW))
@THOROUGH
def test_the_rate_of_the_shipped_policy_keeps(invariant: Invariant, estate: Estate) -> None:
    invariant(LAW, figure_of(LAW, RATE), estate)


@pytest.mark.parametrize("invariant", AMOUNT_INVARIANTS, ids=named)
@given(estate=subjects(LAW))
@THOROUGH
def test_the_amounts_of_the_shipped_policy_keep(invariant: Invariant, estate: Estate) -> None:
    invariant(LAW, figure_of(LAW, YEARLY), estate)


@pytest.mark.parametrize("invariant", BOUNDS_INVARIANTS, ids=named)
@given(estate=subjects(LAW), conclusion=st.sampled_from([RATE, MONTHLY, YEARLY]))
@THOROUGH
def test_the_bounds_of_the_shipped_policy_keep(invariant: Invariant, estate: Estate, conclusion: str) -> None:
    invariant(LAW, bounds_of(LAW, conclusion), estate)


@given(estate=subjects(LAW))
@THOROUGH
def test_a_later_completion_year_never_brings_into_scope(estate: Estate) -> None:
    invariants.later_completion_never_admits(LAW, SCOPE, estate)


@given(estate=subjects(LAW), conclusion=st.sampled_from(ABOUT_ESTATES))
@THOROUGH
def test_one_more_fact_about_an_estate_contradicts_no_conclusion(estate: Estate, conclusion: str) -> None:
    invariants.one_more_fact_never_contradicts(LAW, answer_of(LAW, conclusion), estate)


@given(ship=subjects(HARBOUR, harbour.Ship), conclusion=st.sampled_from(sorted(HARBOUR.conclusions)))
@THOROUGH
def test_one_more_fact_about_a_ship_contradicts_no_conclusion(ship: harbour.Ship, conclusion: str) -> None:
    invariants.one_more_fact_never_contradicts(HARBOUR, answer_of(HARBOUR, conclusion), ship)


@given(ship=subjects(HARBOUR, harbour.Ship), conclusion=st.sampled_from(["due_rate", "monthly_due", "yearly_due"]))
@THOROUGH
def test_what_a_ship_pays_lies_within_earlier_bounds(ship: harbour.Ship, conclusion: str) -> None:
    invariants.settled_within_earlier_bounds(HARBOUR, bounds_of(HARBOUR, conclusion), ship)


@pytest.mark.parametrize("invariant", RATE_INVARIANTS, ids=named)
@given(estate=subjects(LAW))
def test_the_rate_worked_by_hand_keeps(invariant: Invariant, estate: Estate) -> None:
    invariant(LAW, by_hand.settled(by_hand.rate), estate)


@pytest.mark.parametrize("invariant", AMOUNT_INVARIANTS, ids=named)
@given(estate=subjects(LAW))
def test_the_amount_worked_by_hand_keeps(invariant: Invariant, estate: Estate) -> None:
    invariant(LAW, by_hand.settled(by_hand.amount), estate)


@pytest.mark.parametrize("invariant", BOUNDS_INVARIANTS, ids=named)
@given(estate=subjects(LAW))
def test_the_bounds_worked_by_hand_keep(invariant: Invariant, estate: Estate) -> None:
    invariant(LAW, by_hand.bounds(by_hand.amount), estate)


def never_looks_at_recognition(facts: Facts, reading: str) -> Decimal | None:
    return by_hand.rate(facts._replace(recognised=True), reading)


def leaves_the_last_year_out(facts: Facts, reading: str) -> Decimal | None:
    return by_hand.rate(facts._replace(year=facts.year + 1, last=facts.last + 1), reading)


def takes_one_year_more(facts: Facts, reading: str) -> Decimal | None:
    return by_hand.rate(facts._replace(year=facts.year - 1), reading)


def pays_renovated_trusts_in_full(facts: Facts, reading: str) -> Decimal | None:
    full = facts.mode == "subdistrict_trust" and facts.renovated
    return by_hand.rate(facts._replace(renovated=False) if full else facts, reading)


def forgets_self_governance(facts: Facts, reading: str) -> Decimal | None:
    mode = "none" if facts.mode == "self_governance" else facts.mode
    return by_hand.rate(facts._replace(mode=mode), reading)


def asks_professionals_for_renovation(facts: Facts, reading: str) -> Decimal | None:
    mode = "self_governance" if facts.mode == "professional" else facts.mode
    return by_hand.rate(facts._replace(mode=mode), reading)


def admits_years_beyond_the_century(facts: Facts, reading: str) -> Decimal | None:
    return by_hand.rate(facts._replace(year=facts.year % 100 + 1900), reading)


def admits_by_the_first_phase(facts: Facts, reading: str) -> Decimal | None:
    phased = facts.phased and facts.last < 2100
    return by_hand.rate(facts._replace(phased=phased, first=2000), reading)


def rewards_renovation(facts: Facts, reading: str) -> Decimal | None:
    due = by_hand.rate(facts, reading)
    return due * 5 if due and facts.renovated and facts.mode != "professional" else due


def rewards_professionals(facts: Facts, reading: str) -> Decimal | None:
    due = by_hand.rate(facts, reading)
    return due * 5 if due and facts.mode == "professional" else due


def rounded_to_cents(facts: Facts, reading: str) -> Decimal | None:
    due = by_hand.amount(facts, reading)
    return None if due is None else due.quantize(Decimal("0.01"))


def capped(facts: Facts, reading: str) -> Decimal | None:
    due = by_hand.amount(facts, reading)
    return None if due is None else min(due, Decimal(20_000))


def at_least_a_hundred(facts: Facts, reading: str) -> Decimal | None:
    due = by_hand.amount(facts, reading)
    return max(due, Decimal(100)) if due else due


def in_floats(estate: Estate) -> float | None:
    due = by_hand.settled(by_hand.rate)(estate)
    return None if due is None else float(due)


def waits_for_the_renovation_of_professionals(estate: Estate) -> Decimal | None:
    return None if estate.renovated is None else by_hand.settled(by_hand.rate)(estate)


def waits_for_every_fact(estate: Estate) -> Decimal | None:
    return None if estate.management_mode is None else by_hand.settled(by_hand.rate)(estate)


def takes_unknown_for_not_renovated(estate: Estate) -> Decimal | None:
    return by_hand.settled(by_hand.rate)(attrs.evolve(estate, renovated=estate.renovated or False))


def takes_unknown_for_out_of_scope(estate: Estate) -> Decimal | None:
    return by_hand.settled(by_hand.rate)(estate) or Decimal(0)


def bounded_as_if_not_renovated(estate: Estate) -> Bounds:
    return by_hand.bounds(by_hand.rate)(attrs.evolve(estate, renovated=estate.renovated or False))


MUTANTS: list[tuple[Invariant, Callable[[Estate], Any]]] = [
    (invariants.out_of_scope_pays_nothing, by_hand.settled(never_looks_at_recognition)),
    (invariants.out_of_scope_pays_nothing, by_hand.settled(takes_one_year_more)),
    (invariants.out_of_scope_pays_nothing, waits_for_every_fact),
    (invariants.unrenovated_rate_where_due_alone, by_hand.settled(takes_one_year_more)),
    (invariants.unrenovated_rate_where_due_alone, by_hand.settled(leaves_the_last_year_out)),
    (invariants.unrenovated_rate_where_due_alone, by_hand.settled(pays_renovated_trusts_in_full)),
    (invariants.unrenovated_rate_where_due_alone, by_hand.settled(forgets_self_governance)),
    (invariants.unrenovated_rate_where_due_alone, takes_unknown_for_not_renovated),
    (invariants.unrenovated_rate_where_due_alone, in_floats),
    (invariants.professional_regardless_of_renovation, by_hand.settled(asks_professionals_for_renovation)),
    (invariants.professional_regardless_of_renovation, waits_for_the_renovation_of_professionals),
    (invariants.later_completion_never_admits, by_hand.settled(admits_years_beyond_the_century)),
    (invariants.later_completion_never_admits, by_hand.settled(admits_by_the_first_phase)),
    (invariants.renovating_never_raises, by_hand.settled(rewards_renovation)),
    (invariants.turning_professional_never_raises, by_hand.settled(rewards_professionals)),
    (invariants.linear_in_area, by_hand.settled(rounded_to_cents)),
    (invariants.linear_in_area, by_hand.settled(capped)),
    (invariants.linear_in_area, by_hand.settled(at_least_a_hundred)),
    (invariants.one_more_fact_never_contradicts, takes_unknown_for_not_renovated),
    (invariants.one_more_fact_never_contradicts, takes_unknown_for_out_of_scope),
    (invariants.settled_within_earlier_bounds, bounded_as_if_not_renovated),
]
ESTATES = subjects(LAW)


@pytest.mark.parametrize(("invariant", "mutant"), MUTANTS, ids=named)
def test_fails_where_it_is_broken(invariant: Invariant, mutant: Callable[[Estate], Any]) -> None:
    def broken(estate: Estate) -> bool:
        try:
            invariant(LAW, mutant, estate)
        except InvariantError as error:
            return error.invariant == named(invariant)
        return False

    find(ESTATES, broken, settings=SEARCH)


def test_every_invariant_has_a_mutant_and_cites_its_clause() -> None:
    assert set(INVARIANTS) == {invariant for invariant, _ in MUTANTS}
    assert set(INVARIANTS) == {*RATE_INVARIANTS, *AMOUNT_INVARIANTS, *BOUNDS_INVARIANTS}


def test_a_failure_tells_clause_facts_and_answers_in_both_languages() -> None:
    estate = Estate(id="A1", management_mode="professional", renovated=False)

    with pytest.raises(InvariantError) as caught:
        invariants.professional_regardless_of_renovation(LAW, lambda one: Decimal(bool(one.renovated)), estate)

    assert caught.value.text("en").splitlines()[:3] == [
        "`professional_regardless_of_renovation` does not hold: professionals are paid by renovation",
        "yancheng 五(二)2 “专业化管理模式老旧小区补贴 0.1 元/m²·月”",
        "Decimal('1') for id='A1', management_mode='professional', renovated=True",
    ]
    assert "Decimal('0') with renovated=False" in str(caught.value)
    assert caught.value.text("zh").startswith("`professional_regardless_of_renovation` 不成立：专业化管理模式的补贴")


SCOPE = answer_of(LAW, "in_scope")


@given(estate=subjects(LAW, unknown=False))
@THOUSANDS
def test_complete_estates_are_decided_as_by_hand(estate: Estate) -> None:
    (facts,) = by_hand.completions(estate)
    decision = decide(LAW, estate)

    assert decided(decision, "in_scope") == (by_hand.scope(facts, by_hand.ALL), by_hand.scope(facts, by_hand.ANY))
    assert decided(decision, RATE) == (by_hand.rate(facts, by_hand.ALL), by_hand.rate(facts, by_hand.ANY))
    assert decided(decision, YEARLY) == (by_hand.amount(facts, by_hand.ALL), by_hand.amount(facts, by_hand.ANY))


def decided(decision: Decision, name: str) -> tuple[object, object]:
    """The value under the preferred reading, and under the other; `None` where it has none."""
    answer = decision[name]
    others = [one.value for one in answer.alternatives]
    return answer.working_value, (others[0] if others else answer.working_value)


@pytest.mark.parametrize("records_complete", [True, False])
@given(estate=subjects(LAW))
@settings(max_examples=5 * USUAL)
def test_estates_with_unknowns_are_decided_as_their_completions(records_complete: bool, estate: Estate) -> None:
    decision = decide(LAW, estate, records_complete=records_complete)

    for name, by in ((RATE, by_hand.rate), (YEARLY, by_hand.amount)):
        usual, other = (by_hand.outcomes(by, estate, reading) for reading in (by_hand.ALL, by_hand.ANY))
        agrees_with(decision, name, usual, other)


def agrees_with(decision: Decision, name: str, usual: set[Decimal | None], other: set[Decimal | None]) -> None:
    answer = decision[name]
    figures = [figure for figure in usual if figure is not None]
    assert answer.standing in expected(usual, other)
    assert answer.working_value == (figures[0] if len(usual) == 1 and figures else None)
    if figures:
        assert answer.low is not None
        assert answer.high is not None
        assert answer.low <= min(figures) <= max(figures) <= answer.high
    if None not in usual:
        assert (answer.low, answer.high) == (min(figures), max(figures))


def expected(usual: set[Decimal | None], other: set[Decimal | None]) -> set[Standing]:
    """How an answer can stand whose outcomes under the two readings of 二 are these; `None` is silence."""
    if usual == {None}:
        return {Standing.SILENT}
    if len(usual) == 1:
        return {Standing.SETTLED} if usual == other else {Standing.CONTESTED}
    return {Standing.UNKNOWN} if None not in usual else {Standing.UNKNOWN, Standing.SILENT}
