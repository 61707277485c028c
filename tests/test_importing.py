"""The library as other systems hold it: in mappings, logs, pools and caches, with arguments that nobody checked."""

import copy
import pickle
import subprocess
import sys
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest

import estate_policy
from estate_policy import (
    ArgumentError,
    Decision,
    EstatePolicyError,
    FactError,
    LawInForce,
    decide,
    differences,
    inquire,
    kinds_text,
    load_policy,
    write_template,
)
from estate_policy.errors import Problem
from estate_policy.messages import Message
from estate_policy.terms import Language
from tests.harbour import POLICY, Ship

TRADER = Ship(id="A", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False)
ERRORS = [
    getattr(estate_policy, name)
    for name in estate_policy.__all__
    if isinstance(getattr(estate_policy, name), type) and issubclass(getattr(estate_policy, name), EstatePolicyError)
]


@cache
def law() -> LawInForce:
    return load_policy(str(POLICY), (Ship,)).on(date(2020, 1, 1))


def decided() -> Decision:
    return decide(law(), TRADER)


def test_a_decision_is_a_mapping_of_the_names_of_its_conclusions() -> None:
    decision = decided()

    assert list(decision) == list(law().conclusions)
    assert "due_rate" in decision
    assert decision.get("due") is None
    assert {name: answer.name for name, answer in decision.items()} == {name: name for name in law().conclusions}


def test_equal_facts_under_equal_laws_make_equal_decisions() -> None:
    again = decide(load_policy(POLICY, (Ship,)).on(date(2020, 1, 1)), TRADER)

    assert decided() == again
    assert decided() != decide(law(), Ship(id="B"))
    assert decided() != decide(load_policy(POLICY, (Ship,)).on(date(2020, 1, 2)), TRADER)


def test_an_answer_is_no_truth() -> None:
    with pytest.raises(TypeError, match="neither true nor false"):
        bool(decided()["due_rate"])


def test_logs_stay_readable() -> None:
    decision = decided()

    assert repr(decision["due_rate"]) == "<Answer due_rate: settled, 0.5>"
    assert repr(decide(law(), Ship(id="A"))["due_rate"]).startswith("<Answer due_rate: unknown, (Decimal('0')")
    assert [len(repr(one)) < 500 for one in (decision, law(), law().policy)] == [True, True, True]


@pytest.mark.parametrize("again", [lambda one: pickle.loads(pickle.dumps(one)), copy.deepcopy])
def test_policy_law_and_decision_survive_the_way_to_another_process(again: Callable[[Any], Any]) -> None:
    decision = decided()
    there = again(decision)

    assert there == decision
    assert there.explain("en") == decision.explain("en")
    assert there.to_dict() == decision.to_dict()
    assert decide(again(law()), TRADER) == decision
    assert again(law().policy) == law().policy


@pytest.mark.parametrize("kind", ERRORS)
def test_errors_survive_the_way_to_another_process(kind: type[EstatePolicyError]) -> None:
    error = kind([Problem(Message("no-quote")), Problem(Message("empty-file"))])
    again = pickle.loads(pickle.dumps(error))

    assert (type(again), again.problems, str(again)) == (kind, error.problems, str(error))


@pytest.mark.parametrize("subject", [{"id": "A"}, [TRADER], None])
def test_what_the_policy_is_not_about_is_refused(subject: object) -> None:
    with pytest.raises(FactError) as caught:
        decide(law(), cast("Ship", subject))

    assert str(caught.value) == f"nothing is decided about a {type(subject).__name__} (hint: allowed: Ship)"


@pytest.mark.parametrize("names", [["surveyed_unfitt"], ["tonnage"]])
def test_only_recorded_events_can_be_named_as_unknown(names: list[str]) -> None:
    with pytest.raises(FactError, match=r"is not a recorded event \(hint: allowed: surveyed_unfit\)"):
        decide(law(), TRADER, unknown_events=names)


@pytest.mark.parametrize("day", ["2020-01-01", datetime(2020, 1, 1, 12), None])  # noqa: DTZ001 no time is meant
def test_the_law_is_that_of_a_day(day: date) -> None:
    with pytest.raises(ArgumentError, match=r"the law is that of a `datetime\.date`, not of `"):
        law().policy.on(day)


OTHER = cast("Language", "fr")
SPOKEN: dict[str, Callable[[Path], object]] = {
    "a decision": lambda _: decided().explain(OTHER),
    "an inquiry": lambda _: inquire(decided()["due_rate"]).explain(OTHER),
    "differences": lambda _: kinds_text(differences(law(), law(), "due_rate"), OTHER),
    "a template": lambda folder: write_template(folder / "t.xlsx", law().policy, OTHER),
}


@pytest.mark.parametrize("told", SPOKEN.values(), ids=SPOKEN)
def test_other_languages_are_refused(told: Callable[[Path], object], tmp_path: Path) -> None:
    with pytest.raises(ArgumentError, match=r"`language` is `fr` \(hint: allowed: zh, en\)"):
        told(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_the_testing_package_can_be_imported_first() -> None:
    """Hypothesis calls it back while it is itself being imported."""
    code = (
        "import estate_policy.testing; from hypothesis import strategies as st, find; from estate_policy import Estate"
    )
    code += "; print(type(find(st.from_type(Estate), lambda _: True)).__name__)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("Estate\n", "")
