"""Which facts would have to be otherwise, checked against trying every change."""

import itertools
import random
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import (
    Change,
    Estate,
    FactError,
    LawInForce,
    Standing,
    UnknownConclusionError,
    decide,
    load_policy,
    turns,
    why_not,
)
from estate_policy.answer import Given
from estate_policy.kinds import Kind, Member, Quantity
from estate_policy.otherwise import value_from_text
from estate_policy.outcome import Missing
from tests.generated import Festival, festivals, kites
from tests.kites import DAY, DOMAINS, EVENTS, QUOTE, SAID, Kite, Tree, clause, formula, read, reading
from tests.teams import Team, teams
from tests.teams import told as teams_told

brisk = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
LAW = load_policy().on(date(2019, 7, 1))
ESTATE: dict[str, Any] = {
    "id": "A",
    "in_urban_area": True,
    "recognised_by_district": True,
    "completion_year": 1999,
    "completed_in_phases": False,
    "infrastructure_aged": True,
    "supporting_facilities_incomplete": True,
    "gross_floor_area": 10000,
    "management_mode": "self_governance",
    "renovated": False,
}


def tried(law: LawInForce, known: Mapping[str, Any], name: str, value: object) -> list[dict[str, Any]]:
    """Every smallest change that leads to a value."""
    for size in range(4):
        found = list(_changes(law, known, name, value, size))
        if found:
            return found
    return []


def _changes(
    law: LawInForce, known: Mapping[str, Any], name: str, value: object, size: int
) -> Iterator[dict[str, Any]]:
    current = {**EVENTS, **known}
    for facts in itertools.combinations(DOMAINS, size):
        for values in itertools.product(*(DOMAINS[fact] for fact in facts)):
            changes = dict(zip(facts, values, strict=True))
            if any(current.get(fact) == to for fact, to in changes.items()):
                continue
            found = decide(law, Kite(**{**known, **changes}), engine="exact")[name]
            if found.standing is Standing.SETTLED and found.value == value:
                yield changes


def values_of(kind: Kind, number: int) -> list[bool | int | str]:
    match kind:
        case Member(enumeration=enumeration):
            return list(DOMAINS[enumeration])
        case Quantity():
            return [number]
        case _:
            return [True, False]


def told(changes: Mapping[str, Any]) -> frozenset[tuple[str, Any]]:
    """A way without how far its quantities go; whoever is not named is anybody."""
    return frozenset(
        (fact, None if fact in {"span", "height"} else "别处" if value == "…" else value)
        for fact, value in changes.items()
    )


@brisk
@given(festivals(3), kites(most=30), st.randoms(use_true_random=False), st.sampled_from([-1, 0, 1, 2, 7]))
def test_the_ways_are_those_that_trying_every_change_finds(
    festival: Festival, kite: tuple[Any, Any], chance: random.Random, number: int
) -> None:
    _, known = kite
    name = chance.choice(list(festival.law.conclusions))
    value = chance.choice(values_of(festival.law.conclusions[name].kind, number))
    expected = tried(festival.law, known, name, value)
    found = why_not(decide(festival.law, Kite(**known), engine="exact"), name, value)
    ways = [{one.fact: one.after for one in way} for way in found.ways]

    assert found.complete
    if found.more:
        assert {told(way) for way in ways} < {told(way) for way in expected}
    else:
        assert {told(way) for way in ways} == {told(way) for way in expected}
    for way in ways:
        alike = [one for one in expected if told(one) == told(way)]
        moved = [fact for fact in way if fact in {"span", "height"}]
        if len(moved) == 1 and moved[0] in known:
            fact = moved[0]
            nearest = min(abs(one[fact] - known[fact]) for one in alike)
            assert abs(way[fact] - known[fact]) == nearest


def law_of(condition: str) -> LawInForce:
    clauses: Tree = clause(conclusions={"c": formula("truth", condition)}, readings={"q0": reading("a", "b")})
    return read({"1": clauses}).on(DAY)


@pytest.mark.parametrize(
    ("condition", "known", "ways"),
    [
        ("entered", {"entered": False}, [[("entered", False, True)]]),
        ("entered", {}, [[("entered", None, True)]]),
        ("span >= 2", {"span": 0}, [[("span", 0, 2)]]),
        ("span < 2", {"span": 3}, [[("span", 3, 1)]]),
        ("span != 2", {"span": 2}, [[("span", 2, 1)]]),
        ("height > 0", {}, [[("height", None, 1)]]),
        # Of two quantities together, the one declared first is moved as little as it can be.
        ("span + height > 4", {"span": 0, "height": 0}, [[("span", 0, 3), ("height", 0, 2)]]),
        ("shape != box", {"shape": "box"}, [[("shape", "box", "delta")], [("shape", "box", "dragon")]]),
        ('home not in ("北丘", "南湾")', {"home": "北丘"}, [[("home", "北丘", "…")]]),
        # None recorded is what it has until one is.
        ("torn", {}, [[("torn", False, True)]]),
        ("not torn", {"torn": True}, [[("torn", True, False)]]),
        ("entered or (tethered and torn)", {"entered": False, "tethered": False}, [[("entered", False, True)]]),
        # Under the other reading it would still be otherwise, so that it would not be settled.
        ("entered or (q0 == a and tethered)", {"tethered": False, "entered": False}, [[("entered", False, True)]]),
        ("entered and not entered", {}, []),
        ("torn and not torn", {}, []),
        ("entered", {"entered": True}, [[]]),
        ("entered and tethered and torn and span == 3", {}, []),
    ],
)
def test_the_nearest_change_is_told(
    condition: str, known: dict[str, Any], ways: list[list[tuple[str, Given | int | None, Given | int]]]
) -> None:
    found = why_not(decide(law_of(condition), Kite(**known)), "c", value=True)

    assert [list(way) for way in found.ways] == [[Change(Missing(one[0]), *one[1:]) for one in way] for way in ways]


@pytest.mark.parametrize("end", [-2, 2])
def test_a_value_at_the_end_of_what_is_possible_is_found(end: int) -> None:
    law = read({"1": clause(conclusions={"c": formula("share", "height")})}).on(DAY)
    found = why_not(decide(law, Kite(height=0)), "c", end)

    assert found.ways == ((Change(Missing("height"), 0, end),),)


def test_a_date_is_changed_to_the_nearest_one() -> None:
    last: Tree = {"last": {"term": SAID, "unit": "day", "quote": QUOTE, "values": {"always": "2020-12-31"}}}
    law = teams({"asked": teams_told("team", "truth", "landed <= last")}, parameters=last).on(DAY)
    found = why_not(decide(law, Team(landed=date(2021, 3, 1))), "asked", value=True)

    assert found.ways == ((Change(Missing("landed"), date(2021, 3, 1), date(2020, 12, 31)),),)
    assert found.to_dict()["ways"] == [[{"fact": "landed", "before": "2021-03-01", "after": "2020-12-31"}]]
    assert found.explain("en").endswith("  · kite: 2021-03-01 → 2020-12-31")


def test_of_many_ways_the_first_are_told_and_that_there_are_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "MOST_WAYS", 2)
    found = why_not(decide(law_of("entered or tethered or torn"), Kite(entered=False, tethered=False)), "c", value=True)

    assert ([way[0].fact for way in found.ways], found.more) == (["entered", "tethered"], True)
    assert found.explain("en").endswith("there are more of that size, not listed.")


def test_a_search_that_is_too_large_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "LARGEST_SEARCH", 2)
    found = why_not(decide(law_of("entered and tethered"), Kite(entered=False, tethered=False)), "c", value=True)

    assert (found.ways, found.complete) == ((), False)
    assert "not every case was searched" in found.explain("en")


def test_an_estate_of_1999_would_be_in_scope_had_it_been_completed_in_1998() -> None:
    """二: 1998年前建成（含1998年）."""
    found = why_not(decide(LAW, Estate(**ESTATE)), "in_scope", value=True)

    assert found.ways == ((Change(Missing("completion_year"), 1999, 1998),),)
    assert found.explain("en").splitlines()[1:] == ["  · completion year: 1999 → 1998"]
    assert found.explain("zh").splitlines()[1:] == ["  · 建成年份：1999 年 → 1998 年"]


def test_two_facts_are_changed_where_one_does_not_do() -> None:
    """五(二)2: professional, or renovated, 0.1."""
    found = why_not(decide(LAW, Estate(**ESTATE)), "district_subsidy_rate", Decimal("0.1"))

    assert [[one.fact for one in way] for way in found.ways] == [
        ["completion_year", "management_mode"],
        ["completion_year", "renovated"],
    ]
    assert found.complete


def test_an_amount_that_no_case_comes_to_is_not_said_to_be_impossible() -> None:
    found = why_not(decide(LAW, Estate(**ESTATE)), "yearly_district_subsidy", 7)

    assert (found.ways, found.complete) == ((), False)
    assert found.explain("zh").startswith("没有查到改变 3 项以内的事实能使“全年区级补贴”成为 7.00 元/年")


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("in_scope", "是", True),
        ("in_scope", "no", False),
        ("yearly_district_subsidy", "36,000.00", Decimal(36000)),
        ("mode_pointed_to", "专业化管理模式", "professional"),
    ],
)
def test_a_value_is_read_as_registers_write_it(name: str, text: str, value: object) -> None:
    assert value_from_text(decide(LAW, Estate(id="A")), name, text) == value


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("in_scope", 1, "`in_scope` is never `1` (hint: allowed: true, false, or nothing if unknown)"),
        (
            "yearly_district_subsidy",
            Decimal("NaN"),
            "`yearly_district_subsidy` is never `NaN` (hint: allowed: a number",
        ),
        ("yearly_district_subsidy", True, "`yearly_district_subsidy` is never `True` (hint: allowed: a number"),
        ("mode_pointed_to", "car", "`mode_pointed_to` is never `car` (hint: allowed: "),
    ],
)
def test_a_value_that_a_conclusion_never_has_is_refused(name: str, value: Given | int, message: str) -> None:
    with pytest.raises(FactError) as refused:
        why_not(decide(LAW, Estate(id="A")), name, value)

    assert str(refused.value).startswith(message)


@pytest.mark.parametrize("text", ["", "many", "1e3"])
def test_text_that_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(FactError, match="is never"):
        value_from_text(decide(LAW, Estate(id="A")), "yearly_district_subsidy", text)


def test_of_a_conclusion_that_there_is_not_nothing_is_told() -> None:
    with pytest.raises(UnknownConclusionError):
        why_not(decide(LAW, Estate(id="A")), "scope", value=True)
