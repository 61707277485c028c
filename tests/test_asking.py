"""Which facts to ask for, checked against trying everything."""

import itertools
import random
import time
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from estate_policy import (
    Answer,
    Estate,
    LawInForce,
    asking,
    decide,
    inquire,
    load_policy,
    next_question,
    settling,
    smallest_sets,
)
from tests.generated import Festival, festivals, kites
from tests.kites import DAY, DOMAINS, QUOTE, SAID, SILENT, Kite, Tree, clause, conclusion, formula, read
from tests.teams import Team, asked, teams, told

LAST: Tree = {"last": {"term": SAID, "unit": "day", "quote": QUOTE, "values": {"always": "2020-12-31"}}}
brisk = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


def answer(law: LawInForce, name: str, facts: Mapping[str, Any]) -> Answer:
    return decide(law, Kite(**facts), records_complete=False, engine="exact")[name]


def enough(law: LawInForce, name: str, facts: Mapping[str, Any], asked: tuple[str, ...]) -> Iterator[bool]:
    """For every value of some facts, whether nothing is missing then."""
    for values in itertools.product(*(DOMAINS[fact] for fact in asked)):
        yield not answer(law, name, {**facts, **dict(zip(asked, values, strict=True))}).missing


def smallest(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {one for one in sets if not any(other < one for other in sets)}


@brisk
@given(festivals(), kites(most=60), st.randoms(use_true_random=False))
def test_the_sets_are_those_that_trying_everything_finds(
    festival: Festival, kite: tuple[Any, Any], chance: random.Random
) -> None:
    _, known = kite
    name = chance.choice(list(festival.law.conclusions))
    before = answer(festival.law, name, known)
    assume(before.missing)
    every = [
        (frozenset(facts), list(enough(festival.law, name, known, facts)))
        for size in range(len(before.missing) + 1)
        for facts in itertools.combinations(before.missing, size)
    ]
    found = smallest_sets(before)

    assert found.complete
    assert {frozenset(one) for one in found.always} == smallest([facts for facts, does in every if all(does)])
    assert {frozenset(one) for one in found.sometimes} == smallest([facts for facts, does in every if any(does)])
    for values in found.sometimes:
        assert not answer(festival.law, name, {**known, **values}).missing


@brisk
@given(festivals(), kites(most=60), st.randoms(use_true_random=False))
def test_no_question_is_better_than_the_next_one(
    festival: Festival, kite: tuple[Any, Any], chance: random.Random
) -> None:
    _, known = kite
    name = chance.choice(list(festival.law.conclusions))
    before = answer(festival.law, name, known)
    asked = next_question(before)
    does = {fact: list(enough(festival.law, name, known, (fact,))) for fact in before.missing}

    assert (asked is None) == (not before.missing)
    if asked is not None:
        assert (asked.settling == asked.cells) == all(does[asked.fact])
        assert (asked.settling > 0) == any(does[asked.fact])
        assert all(does[asked.fact]) or not any(all(one) for one in does.values())
        assert any(does[asked.fact]) or not any(any(one) for one in does.values())


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        ("entered", "无论如何回答，均不再缺其他事实", "whatever the answer, nothing more is missing then"),
        (
            "entered and tethered",
            "回答分 2 种情形，其中 1 种不再缺其他事实",
            "its answers fall into 2 cases; in 1 of them nothing more is missing",
        ),
        ("span < height", "无论如何回答，仍须再查明其他事实", "whatever the answer, more must be asked after it"),
    ],
)
def test_it_is_said_how_far_the_first_question_leads(condition: str, zh: str, en: str) -> None:
    asked = inquire(answer(law_of(c=formula("truth", condition)), "c", {}))
    first = [asked.explain("zh").splitlines()[1], asked.explain("en").splitlines()[1]]

    assert [line[line.rindex(sign) + 1 : -1] for line, sign in zip(first, "（(", strict=True)] == [zh, en]


def law_of(**conclusions: Tree) -> LawInForce:
    return read({"1": clause(conclusions=conclusions)}).on(DAY)


@pytest.mark.parametrize(
    ("condition", "always", "sometimes", "asked"),
    [
        ("entered and tethered", [{"entered", "tethered"}], [{"entered"}, {"tethered"}], ("entered", 1, 2)),
        ("(entered or tethered) and entered", [{"entered"}], [{"entered"}], ("entered", 2, 2)),
        # Either tautology does.
        (
            "(entered or not entered) or (tethered or not tethered)",
            [{"entered"}, {"tethered"}],
            [{"entered"}, {"tethered"}],
            ("entered", 2, 2),
        ),
        # Two of three members settle; one of two truths does.
        ("entered and shape == box", [{"entered", "shape"}], [{"entered"}, {"shape"}], ("shape", 2, 3)),
        # Below and at the threshold it is settled, above it is not.
        ("entered and height > 1", [{"entered", "height"}], [{"entered"}, {"height"}], ("height", 2, 3)),
        # Nought makes the other factor irrelevant; a span is nought or more, a height also less.
        ("span * height == 0", [{"height", "span"}], [{"span"}, {"height"}], ("span", 1, 2)),
        # Only together, and only where they are so, do they spare the third.
        (
            "span > height and entered",
            [{"entered", "height", "span"}],
            [{"entered"}, {"height", "span"}],
            ("entered", 1, 2),
        ),
        # Nothing tells spans apart while the height is not known.
        ("span < height", [{"height", "span"}], [{"height", "span"}], ("span", 0, 1)),
    ],
)
def test_a_question_is_the_better_the_more_often_its_answer_settles(
    condition: str, always: list[set[str]], sometimes: list[set[str]], asked: tuple[str, int, int]
) -> None:
    law = law_of(c=formula("truth", condition))
    before = answer(law, "c", {})
    found, best = smallest_sets(before), next_question(before)

    assert best is not None
    assert [set(one) for one in found.always] == always
    assert [set(one) for one in found.sometimes] == sometimes
    assert (best.fact, best.settling, best.cells) == asked


def test_of_questions_that_never_settle_alone_that_is_asked_which_leaves_least_to_ask() -> None:
    rules: Tree = {"one": {"when": "torn", "then": "span + height"}, "two": {"when": "not torn", "then": "span"}}
    best = next_question(answer(law_of(c=conclusion("share", rules)), "c", {}))

    assert best is not None
    assert (best.fact, best.settling) == ("torn", 0)


def test_where_two_rules_give_the_same_height_nothing_more_is_asked() -> None:
    rules: Tree = {"one": {"when": "entered", "then": "height"}, "two": {"when": "not entered", "then": "0"}}
    found = smallest_sets(answer(law_of(c=conclusion("share", rules)), "c", {}))

    assert found.sometimes == ({"entered": False}, {"height": Decimal(0)})


def test_where_the_text_is_silent_no_fact_is_asked_for() -> None:
    rules: Tree = {"said": {"when": "entered", "then": "true"}, "unsaid": {"when": "not entered", **_silent()}}
    law = law_of(c=conclusion("truth", rules))

    assert smallest_sets(answer(law, "c", {})).always == (("entered",),)
    assert smallest_sets(answer(law, "c", {"entered": False})) == asking.SettlingSets((), ())
    assert next_question(answer(law, "c", {"entered": False})) is None


def _silent() -> Mapping[str, Tree]:
    assert isinstance(SILENT, Mapping)
    return SILENT


def test_a_search_that_is_too_large_says_so_and_claims_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settling, "LARGEST_SEARCH", 3)
    before = answer(law_of(c=formula("truth", "entered and tethered and torn")), "c", {})
    found, best = smallest_sets(before), next_question(before)

    assert (found.always, found.ended, found.complete) == ((), True, False)
    assert best is not None
    assert (best.fact, best.complete) == ("entered", False)


def test_of_an_estate_of_which_nothing_is_known_the_sets_are_found_in_a_moment() -> None:
    decision = decide(load_policy().on(date(2019, 7, 1)), Estate(id="A"), engine="exact")
    yearly = decision["yearly_district_subsidy"]
    started = time.process_time()
    found = smallest_sets(yearly)

    assert time.process_time() - started < 5
    assert found.complete
    assert found.always == (yearly.missing,)
    assert {"management_mode": "none"} in found.sometimes
    best = next_question(yearly)
    assert best is not None
    assert best.question.zh == "小区是否位于市区？"


def test_a_date_is_asked_for_like_a_number_once_other_subjects_are_known() -> None:
    law = teams({"asked": told("team", "truth", "landed <= last and leader.entered")}, parameters=LAST).on(DAY)
    found = asked(law, Team(leader=Kite(entered=True)))
    best = next_question(found)

    assert smallest_sets(found).always == (("landed",),)
    assert best is not None
    assert (best.fact, best.settling, best.cells) == ("landed", 3, 3)
