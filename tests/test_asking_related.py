"""Which facts of other subjects to ask for, and which would have to be otherwise, checked against trying everything."""

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from estate_policy import Answer, Decision, Standing, asking, decide, next_question, smallest_sets, turns, why_not
from estate_policy.law import LawInForce
from tests.kites import DAY, DOMAINS, EVENTS, Kite
from tests.teams import Club, Team, law_of, teams, told

brisk = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

Known = Mapping[str, Any]
"""The facts of a team's kites by their places, `leader.span` or `kites[a].span`."""

KITES = ("leader", "spare", "kites[a]", "kites[b]")
ATOMS = (
    "leader.entered",
    "leader.shape == box",
    "leader.high",
    "leader.span > spare.span",
    "leader.span * spare.height > 0",
    "leader.home == spare.home",
    'spare.home == "北丘"',
    "spare.torn",
    "all(one.entered for one in kites)",
    "any(one.shape == box for one in kites)",
    "all(one.high or one.tethered for one in kites)",
    "count(one for one in kites if one.entered) == 1",
    "count(one for one in kites if one.span >= 2) > leader.span",
    "sum(one.span for one in kites if one.entered) > 1",
    "sum(one.span * one.height for one in kites if not one.torn) > leader.height",
)
HIGH = "height > 0 and span < 3"
"""What is concluded about each kite."""


def law(condition: str) -> LawInForce:
    return teams({"high": told("kite", "truth", HIGH), "asked": told("team", "truth", condition)}).on(DAY)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    forms = st.sampled_from(["{0}", "not ({0})", "({0}) and ({1})", "({0}) or ({1})", "({0}) or not ({1})"])
    return draw(forms).format(draw(st.sampled_from(ATOMS)), draw(st.sampled_from(ATOMS)))


def places(condition: str) -> list[str]:
    """The facts that a condition can read, of whichever kite."""
    named = [fact for fact in DOMAINS if re.search(rf"\b{fact}\b", condition.replace("high", HIGH))]
    return [f"{kite}.{fact}" for kite in KITES for fact in named]


def team(known: Known) -> Team:
    made = {
        kite: Kite(id=kite[-2] if kite.endswith("]") else kite, **_of(kite, known))  # kites[a] is a
        for kite in KITES
    }
    return Team(leader=made["leader"], spare=made["spare"], kites=[made["kites[a]"], made["kites[b]"]])


def _of(kite: str, known: Known) -> dict[str, Any]:
    return {place.removeprefix(f"{kite}."): value for place, value in known.items() if place.startswith(f"{kite}.")}


def answer(law: LawInForce, known: Known) -> Answer:
    return decide(law, team(known), records_complete=False, engine="exact")["asked"]


def domain(place: str) -> Sequence[Any]:
    """Every value of a fact; homes that nobody names may differ."""
    fact = place.rpartition(".")[2]
    return [*DOMAINS[fact], "他处"] if fact == "home" else DOMAINS[fact]


def enough(law: LawInForce, known: Known, asked: Sequence[str]) -> Iterator[bool]:
    """For every value of some facts, whether nothing is missing then."""
    for values in itertools.product(*(domain(place) for place in asked)):
        yield not answer(law, {**known, **dict(zip(asked, values, strict=True))}).missing


def smallest(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {one for one in sets if not any(other < one for other in sets)}


@st.composite
def cases(draw: st.DrawFn, most: int) -> tuple[str, dict[str, Any]]:
    """A condition and the facts that are known; the others can be completed in at most so many ways."""
    condition = draw(conditions())
    read = places(condition)
    known = {place: draw(st.sampled_from(list(domain(place)))) for place in read}
    left = most
    for place in draw(st.permutations(read)):
        left //= len(domain(place))
        if left:
            del known[place]
    return condition, known


@brisk
@given(cases(most=80))
def test_the_sets_are_those_that_trying_everything_finds(case: tuple[str, dict[str, Any]]) -> None:
    condition, known = case
    before = answer(law(condition), known)
    assume(before.missing)
    every = [
        (frozenset(facts), list(enough(law(condition), known, facts)))
        for size in range(len(before.missing) + 1)
        for facts in itertools.combinations(before.missing, size)
    ]
    found = smallest_sets(before)

    assert found.complete
    assert {frozenset(one) for one in found.always} == smallest([facts for facts, does in every if all(does)])
    assert {frozenset(one) for one in found.sometimes} == smallest([facts for facts, does in every if any(does)])
    for values in found.sometimes:
        assert not answer(law(condition), {**known, **values}).missing


@brisk
@given(cases(most=80))
def test_no_question_is_better_than_the_next_one(case: tuple[str, dict[str, Any]]) -> None:
    condition, known = case
    before = answer(law(condition), known)
    best = next_question(before)
    does = {fact: list(enough(law(condition), known, (fact,))) for fact in before.missing}

    assert (best is None) == (not before.missing)
    if best is not None:
        assert best.complete
        assert (best.settling == best.cells) == all(does[best.fact])
        assert (best.settling > 0) == any(does[best.fact])
        assert all(does[best.fact]) or not any(all(one) for one in does.values())
        assert any(does[best.fact]) or not any(any(one) for one in does.values())


@brisk
@given(cases(most=20), st.booleans())
def test_the_ways_are_those_that_trying_every_change_finds(case: tuple[str, dict[str, Any]], value: bool) -> None:  # noqa: FBT001
    condition, known = case
    expected = _tried(law(condition), condition, known, value)
    found = why_not(decided(law(condition), known), "asked", value)
    ways = [{one.fact: one.after for one in way} for way in found.ways]

    assert not found.ended
    if found.more:
        assert {_kind(way, known) for way in ways} < {_kind(way, known) for way in expected}
    elif expected or not ways:
        assert {_kind(way, known) for way in ways} == {_kind(way, known) for way in expected}
    else:
        assert {len(way) for way in ways} == {3}


def decided(law: LawInForce, known: Known) -> Decision:
    return decide(law, team(known), engine="exact")


def _tried(law: LawInForce, condition: str, known: Known, value: object) -> list[dict[str, Any]]:
    """Every smallest change of two facts at the most that leads to a value."""
    current = {place: EVENTS.get(place.rpartition(".")[2]) for place in places(condition)} | dict(known)
    for size in range(3):
        found = []
        for facts in itertools.combinations(places(condition), size):
            for values in itertools.product(*(domain(place) for place in facts)):
                changes = dict(zip(facts, values, strict=True))
                if not any(current[place] == to for place, to in changes.items()):
                    then = decided(law, {**known, **changes})["asked"]
                    if then.standing is Standing.SETTLED and then.value == value:
                        found.append(changes)
        if found:
            return found
    return []


def _kind(changes: Mapping[str, Any], known: Known) -> frozenset[tuple[str, Any]]:
    """A way without how far its quantities go; a home that is neither named nor given is any other."""
    others: list[str] = []
    kind = set()
    for place, value in sorted(changes.items()):
        told = None if place.endswith(("span", "height")) else value
        if place.endswith("home") and value not in ("北丘", "南湾", *known.values()):
            others += [] if value in others else [value]
            told = f"other {others.index(value)}"
        kind.add((place, told))
    return frozenset(kind)
