"""One subject decided: what an answer says, and what it refuses to say."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest

from estate_policy import (
    Decision,
    FactError,
    LawInForce,
    OpenAnswerError,
    Standing,
    UnknownConclusionError,
    decide,
    load_policy,
)
from tests.harbour import POLICY, Ship

TRADER = Ship(id="A", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False)
SOUTHERN_TANKER = attrs.evolve(TRADER, flag="沙国（南部）", cargo="oil", tonnage=1000)
SCHEMA = json.loads((Path(__file__).parents[1] / "docs/schema/decision-1.json").read_text("utf-8"))


@cache
def law() -> LawInForce:
    return load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))


def decided(**changes: Any) -> Decision:
    return decide(law(), attrs.evolve(TRADER, **changes))


def test_a_settled_answer_gives_its_value_exactly() -> None:
    value = decided(tonnage=Decimal("99.9"))["monthly_due"].value

    assert value == Decimal("49.95")


def test_the_value_of_an_unknown_answer_raises_and_names_what_is_missing() -> None:
    with pytest.raises(OpenAnswerError) as caught:
        _ = decided(cargo=None)["due_rate"].value

    assert str(caught.value) == "`due_rate` is unknown; missing: cargo"
    assert caught.value.text("zh") == "`due_rate` 待查，缺：cargo"


def test_the_value_of_a_contested_answer_raises_and_its_working_value_is_readable() -> None:
    answer = decide(law(), SOUTHERN_TANKER)["due_rate"]

    with pytest.raises(OpenAnswerError, match="1 under the preferred reading, otherwise 2"):
        _ = answer.value
    assert answer.working_value == 1
    assert [(dict(one.readings), one.value) for one in answer.alternatives] == [({"south_sandland": "grain_only"}, 2)]


def test_a_delegated_answer_names_the_rule_that_leaves_it_to_an_instrument() -> None:
    answer = decided()["tide_discount"]

    assert answer.standing is Standing.DELEGATED
    with pytest.raises(OpenAnswerError, match=r"waits for an instrument \(tide_discount\.by_table\)"):
        _ = answer.value


def test_a_silent_answer_has_no_value_and_no_bounds() -> None:
    answer = decided(flag="岛国")["tide_discount"]

    assert (answer.standing, answer.working_value, answer.low, answer.high) == (Standing.SILENT, None, None, None)


def test_discretion_carries_its_bounds_into_what_is_computed_from_it() -> None:
    answer = decided(surveyed_unfit=True)["monthly_due"]

    assert answer.standing is Standing.DISCRETIONARY
    assert [answer.low, answer.high] == [0, 300]


def test_a_recorded_event_that_is_not_on_record_did_not_happen_unless_the_record_is_incomplete() -> None:
    complete, incomplete = (decide(law(), TRADER, records_complete=one)["due_rate"] for one in (True, False))

    assert (complete.value, incomplete.standing, incomplete.missing) == (
        Decimal("0.5"),
        Standing.UNKNOWN,
        ("surveyed_unfit",),
    )


def test_an_event_noted_as_unknown_is_unknown_while_the_rest_of_the_record_is_complete() -> None:
    answer = decide(law(), TRADER, unknown_events=["surveyed_unfit"])["due_rate"]

    assert (answer.standing, answer.missing) == (Standing.UNKNOWN, ("surveyed_unfit",))


def test_missing_facts_stand_in_the_order_in_which_the_subject_declares_them() -> None:
    missing = decided(cargo=None, tonnage=None, listed=None)["yearly_due"].missing

    assert missing == ("cargo", "tonnage", "listed")


def test_an_answer_names_its_rule_and_the_words_of_its_clause() -> None:
    answer = decided()["due_rate"]

    assert (answer.rules, answer.citation.clause, answer.citation.quote) == (
        ("grain",),
        "2",
        "Grain pays 0.5 crowns a ton and month, oil 2 crowns",
    )


@pytest.mark.parametrize(
    ("name", "hint"), [("due_rat", r"did you mean `due_rate`"), ("xyzzy", r"allowed: subject_to_dues, ")]
)
def test_an_unknown_conclusion_is_named_with_the_one_meant_or_those_there_are(name: str, hint: str) -> None:
    with pytest.raises(UnknownConclusionError, match=rf"`{name}` is not a conclusion .*{hint}"):
        _ = decided()[name]


def test_a_member_that_the_policy_does_not_declare_is_refused() -> None:
    with pytest.raises(FactError) as caught:
        decided(cargo="gold")

    assert str(caught.value) == "`cargo` is `gold` (hint: allowed: grain, oil, none)"


def test_an_open_enumeration_takes_a_member_that_the_policy_does_not_name() -> None:
    assert decided(flag="岛国")["due_rate"].value == Decimal("0.5")


def test_findings_are_noticed_and_change_no_value() -> None:
    decision = decided(retired=True)

    assert [finding.name for finding in decision.findings] == ["retired_with_cargo"]
    assert decision["due_rate"].value == 0


def test_the_headline_is_the_one_that_the_policy_names() -> None:
    headline = decided().headline

    assert headline is not None
    assert headline.name == "yearly_due"


@pytest.mark.parametrize(
    "ship",
    [
        TRADER,
        SOUTHERN_TANKER,
        attrs.evolve(TRADER, cargo=None),
        attrs.evolve(TRADER, flag="岛国"),
        attrs.evolve(TRADER, flag=None, tonnage=None),
        attrs.evolve(TRADER, surveyed_unfit=True),
        attrs.evolve(TRADER, retired=True, tonnage=Decimal("0.5") + 1),
    ],
    ids=["settled", "contested", "unknown", "silent", "two unknown", "discretionary", "out of scope"],
)
def test_a_decision_as_data_follows_its_schema_and_round_trips_as_json(ship: Ship) -> None:
    data = decide(law(), ship).to_dict()

    jsonschema.validate(data, SCHEMA)

    assert json.loads(json.dumps(data)) == data


def test_numbers_in_data_are_digits() -> None:
    answers = decided(tonnage=Decimal("0.1") + 99).to_dict()["answers"]

    assert isinstance(answers, Mapping)
    assert (answers["monthly_due"]["value"], answers["due_rate"]["low"]) == ("49.55", "0.5")


def test_the_data_of_a_contested_answer_settles_nothing() -> None:
    answers = decide(law(), SOUTHERN_TANKER).to_dict()["answers"]

    assert isinstance(answers, Mapping)
    rate = answers["due_rate"]
    assert (rate["standing"], rate["value"], rate["working_value"]) == ("contested", None, "1")
    assert rate["alternatives"] == [
        {
            "readings": {"south_sandland": "grain_only"},
            "value": "2",
            "low": "2",
            "high": "2",
            "possible": None,
            "missing": [],
        }
    ]


def test_figures_of_the_day_are_used() -> None:
    policy = load_policy(POLICY, (Ship,))
    rates = [decide(policy.on(day), TRADER)["due_rate"].value for day in (date(2009, 12, 31), date(2010, 1, 1))]

    assert rates == [Decimal("0.4"), Decimal("0.5")]


def test_no_fraction_is_lost() -> None:
    """A tenth of a ton at half of half a crown: 0.025 crowns."""
    southern = attrs.evolve(TRADER, flag="沙国（南部）", tonnage=Decimal("1000.1"))

    value = decide(law(), southern)["monthly_due"].value

    assert Fraction(value) == Fraction(10001, 40)
