"""What is of another sort than a function means is refused in words, wherever it is given."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from estate_policy import (
    ArgumentError,
    Assessment,
    Estate,
    FactError,
    History,
    Records,
    UnknownConclusionError,
    amend,
    amounts,
    assess,
    close,
    compare,
    decide,
    differences,
    facts_to_collect,
    fired,
    load_policy,
    next_question,
    read_records,
    read_subject,
    receipt,
    redact,
    replay,
    replay_closed,
    settle,
    smallest_sets,
    standings,
    subject_of_json,
    why_not,
    write_template,
)
from estate_policy.compiled import view

LAW = load_policy().on(date(2020, 1, 1))
ONE = pl.DataFrame({"id": ["A1"]})


@pytest.fixture
def sample() -> Iterator[Assessment]:
    with assess(LAW, ONE, conclusions=["in_scope", "yearly_district_subsidy"]) as assessed:
        yield assessed


def test_what_lists_can_be_read_once_lists_all_the_same(sample: Assessment) -> None:
    """It was used up by a check, and then named nothing: no fact was redacted, no event unknown."""

    def once(*names: str) -> Any:  # noqa: ANN401 a generator where a list is meant
        return (name for name in names)

    decided = decide(LAW, Estate(id="1", renovated=True), unknown_events=once("mode_imposed"))
    redacted = redact(receipt(decided), once("renovated"))
    compared = compare(LAW, LAW, [Estate(id=id_) for id_ in "12"], conclusions=once("monthly_district_subsidy"))
    with assess(LAW, ONE, conclusions=once("in_scope", "yearly_district_subsidy")) as assessed:
        told = assessed.conclusions

    assert told == sample.conclusions
    assert decided.unknown_events == {"mode_imposed"}
    assert redacted.redacted == ("renovated",)
    assert [one.conclusion for one in compared.changes] == ["monthly_district_subsidy"] * 2
    assert [ask(sample, by=once("district")) for ask in (standings, fired, amounts, facts_to_collect)] == [
        ask(sample, by=["district"]) for ask in (standings, fired, amounts, facts_to_collect)
    ]


def test_one_text_in_the_place_of_a_list_is_refused(sample: Assessment) -> None:
    asks: Mapping[str, Callable[[], object]] = {
        'conclusions=["in_scope"]': lambda: assess(LAW, ONE, conclusions="in_scope"),
        'by=["district"]': lambda: [ask(sample, by="district") for ask in (standings, fired, amounts)],
        'by=["completion_year"]': lambda: facts_to_collect(sample, by="completion_year"),
        'rows=["TH-001"]': lambda: sample.confirm("TH-001"),
        "rows=[5]": lambda: sample.confirm(5),  # type: ignore[arg-type]
        'names=["in_scope"]': lambda: view(LAW, Estate, "in_scope"),
        'unknown_events=["merged"]': lambda: decide(LAW, Estate(id="1"), unknown_events="merged"),
        'conclusions=["monthly"]': lambda: compare(LAW, LAW, [], conclusions="monthly"),
    }
    for written, ask in asks.items():
        with pytest.raises(ArgumentError) as refused:
            ask()
        (problem,) = refused.value.problems

        assert problem.hint is not None
        assert problem.hint.text("en") == f"write {written}"


def test_what_is_no_law_of_a_day_is_refused() -> None:
    """A policy has one for every day; the hint says how to name it."""
    asks: list[Callable[[Any], object]] = [
        lambda law: assess(law, ONE),
        lambda law: view(law, Estate, ["in_scope"]),
        lambda law: decide(law, Estate(id="1")),
        lambda law: compare(LAW, law, []),
        lambda law: differences(law, LAW, "in_scope"),
    ]
    for ask in asks:
        with pytest.raises(ArgumentError, match=r"given is a policy where the law of a day is meant.*policy\.on"):
            ask(LAW.policy)
        with pytest.raises(ArgumentError, match="given is `None` where the law of a day is meant"):
            ask(None)


def test_the_law_of_a_day_is_no_policy() -> None:
    asks: list[Callable[[Any], object]] = [
        lambda policy: settle(policy, Records(()), [2019]),
        amend,
        lambda policy: replay(receipt(decide(LAW, Estate(id="1"))), policy),
        lambda policy: replay_closed(close(settle(LAW.policy, Records(()), [2020])), policy),
        lambda policy: read_records(Path("none"), policy),
        lambda policy: write_template("none", policy),
    ]
    for ask in asks:
        with pytest.raises(ArgumentError, match=r"given is the law of a day where a policy is meant.*law\.policy"):
            ask(LAW)


def test_what_is_settled_are_records() -> None:
    """What was read of a file holds them; nobody need know that from an error of Python."""
    others: list[Any] = [read_records("examples/settlement", LAW.policy), "examples/settlement"]
    for given in others:
        with pytest.raises(ArgumentError, match=r"where Records is meant .*read_records\(path, policy\)\.records"):
            settle(LAW.policy, given, [2019])


def test_the_estates_on_record_are_a_list() -> None:
    one: Any = History(Estate(id="1"))
    with pytest.raises(ArgumentError, match=r"`estates` is `History.*, and no list"):
        Records(one)

    assert Records(each for each in [one]).estates == (one,)


def test_a_subject_is_read_from_a_path_given_as_text() -> None:
    found = read_subject("examples/estate.yaml", LAW.policy, Estate)
    law: Any = LAW

    assert found.problems == ()
    with pytest.raises(ArgumentError, match=r"law\.policy"):
        read_subject("examples/estate.yaml", law, Estate)


def test_a_subject_of_json_is_read_from_text() -> None:
    """A mapping may hold binary floats, in which digits are lost."""
    facts: Any = {"id": "A1", "gross_floor_area": 80.1}

    with pytest.raises(ArgumentError, match=r"where str is meant .*json\.dumps\(facts\)"):
        subject_of_json(facts, LAW.policy, Estate)


def test_a_register_is_of_subjects_that_the_policy_is_about() -> None:
    others: list[Any] = [int, "estate", LAW]
    for subject in others:
        asks: list[Callable[[Any], object]] = [
            lambda one: assess(LAW, ONE, one),
            lambda one: view(LAW, one, ["in_scope"]),
        ]
        for ask in asks:
            with pytest.raises(FactError, match=r"nothing is decided about a .*allowed: Estate"):
                ask(subject)


def test_a_path_or_one_for_the_other_is_refused_with_how_to_come_by_what_is_meant() -> None:
    decision = decide(LAW, Estate(id="1"))
    answer: Any = decision["in_scope"]
    path: Any = "made.json"
    other: Any = decision
    asks: Mapping[str, Callable[[], object]] = {
        "load_amendment(path)": lambda: amend(LAW.policy, path),
        "read_receipt(path)": lambda: replay(path, LAW.policy),
        "decide(law, subject)": lambda: receipt(answer),
        "decision[conclusion]": lambda: smallest_sets(other),
    }
    for written, ask in asks.items():
        with pytest.raises(ArgumentError) as refused:
            ask()

        assert f"(hint: write `{written}`)" in str(refused.value)


@pytest.mark.parametrize(
    "ask",
    [lambda path: redact(path, []), lambda path: why_not(path, "c", 1), next_question],
    ids=["redact", "why_not", "next_question"],
)
def test_each_is_refused_by_itself(ask: Callable[[Any], object]) -> None:
    with pytest.raises(ArgumentError, match=r"given is `made\.json`, of type str, where"):
        ask("made.json")


def test_what_is_compared_are_subjects() -> None:
    one: Any = Estate(id="1")
    facts: Any = [{"id": "1"}]

    with pytest.raises(ArgumentError, match=r"`subjects` is `.*`, and no list"):
        compare(LAW, LAW, one)
    with pytest.raises(FactError, match="nothing is decided about a dict"):
        compare(LAW, LAW, facts)


def test_a_name_that_is_no_text_is_no_conclusion() -> None:
    name: Any = 3

    with pytest.raises(UnknownConclusionError, match="`3` is not a conclusion about this subject"):
        decide(LAW, Estate(id="1"))[name]
