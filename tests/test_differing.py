"""Every kind of subject that a reform treats differently is found, and nothing else: against all cases there are."""

import itertools
import random
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from estate_policy import (
    Decision,
    Estate,
    RulesDisagreeError,
    UnknownConclusionError,
    amend,
    decide,
    kinds_text,
    load_amendment,
    load_policy,
)
from estate_policy.differing import (
    Cell,
    Differences,
    Stretch,
    Treatment,
    choosing_conclusions,
    differences,
    formulas_changed,
)
from estate_policy.differing_prose import changes_text
from estate_policy.figures import decimal_of
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.loading import shipped_policy
from estate_policy.noticing import with_findings_and_duties
from estate_policy.outcome import Known
from tests.generated import Festival, festivals
from tests.kites import DAY, DOMAINS, Kite, Tree, assumption, clause, conclusion, formula, parameter, read

ON = date(2020, 1, 1)
POLICY = load_policy()
LAW = POLICY.on(ON)


@cache
def _reformed(name: str) -> LawInForce:
    return amend(POLICY, load_amendment(shipped_policy() / "reforms" / f"{name}.yaml")).on(ON)


def _by_value(found: Differences) -> set[tuple[object, object, tuple[str, ...], tuple[str, ...]]]:
    """The kinds that are settled under both; where phases straddle, the text is silent, within other bounds."""
    settled = [one for one in found.kinds if one.before.value is not None]
    return {(one.before.value, one.after.value, one.before.rules, one.after.rules) for one in settled}


def test_a_dearer_rate_is_another_for_those_who_have_it_alone() -> None:
    found = differences(LAW, _reformed("raise-unrenovated-rate"), "district_subsidy_rate")

    assert (_by_value(found), found.complete) == (
        {(Decimal("0.3"), Decimal("0.35"), ("unrenovated",), ("unrenovated",))},
        True,
    )


def test_later_years_are_taken_in_at_the_rate_of_their_mode() -> None:
    """1999 and 2000: from nothing to 0.1 or 0.3; phases that straddled 1998 were left open, and now end in time."""
    found = differences(LAW, _reformed("take-in-1999-2000"), "district_subsidy_rate")
    settled = {(one.before.value, one.after.value) for one in found.kinds if one.after.value}
    cells = [cell for one in found.kinds for cell in one.cells if not cell["completed_in_phases"]]
    stretches = [cell["completion_year"] for cell in cells]
    years = {(one.low, one.high) for one in stretches if isinstance(one, Stretch)}

    assert settled == {(before, Decimal(rate)) for before in (Decimal(0), None) for rate in ("0.1", "0.3")}
    assert years == {(Fraction(1999), Fraction(1999)), (Fraction(2000), Fraction(2000))}


def test_a_trust_estate_of_1999_that_is_not_renovated_goes_from_nothing_to_its_rate() -> None:
    """Out of scope by 二 (1998 and before), it would have 0.3 by 五(二)2."""
    facts: dict[str, Value] = {"completed_in_phases": False, "completion_year": Fraction(1999), "renovated": False}
    facts |= {"management_mode": "subdistrict_trust", "in_urban_area": True, "recognised_by_district": True}
    facts |= {"infrastructure_aged": True, "supporting_facilities_incomplete": True}
    found = differences(LAW, _reformed("take-in-1999-2000"), "district_subsidy_rate")
    kinds = [one for one in found.kinds if any(_holds(cell, facts) for cell in one.cells)]

    assert [(one.before.value, one.after.value) for one in kinds] == [(Decimal(0), Decimal("0.3"))]


def test_the_difference_begins_where_nothing_that_is_read_differs() -> None:
    reform = _reformed("take-in-1999-2000")
    names = ("completed_in_time", "in_scope", "district_subsidy_rate")
    found = [{one.follows for one in differences(LAW, reform, name).kinds} for name in names]

    assert found == [{()}, {("completed_in_time",)}, {("in_scope",)}]


REFORMS = ["raise-unrenovated-rate", "take-in-1999-2000", "flat-rate"]
ABOUT_ESTATES = choosing_conclusions(LAW, LAW, "estate")


@cache
def _found(reform: str, name: str) -> Differences:
    return differences(LAW, _reformed(reform), name)


@pytest.mark.parametrize("name", ABOUT_ESTATES)
@pytest.mark.parametrize("reform", REFORMS)
def test_what_is_told_of_a_witness_is_what_it_gets(reform: str, name: str) -> None:
    found = _found(reform, name)
    told = [[(one.rules, one.outcome) for one in (kind.before, kind.after)] for kind in found.kinds]
    witnesses = [_estate(kind.witness) for kind in found.kinds]
    decided = [[decide(law, witness)[name] for law in found.laws] for witness in witnesses]

    assert told == [[(one.rules, one.outcome) for one in answers] for answers in decided]


def test_there_are_witnesses_to_be_confirmed() -> None:
    """The rate alone differs under two reforms; 23 conclusions read under the third when an estate was completed."""
    differing = [sum(bool(_found(reform, name).kinds) for name in ABOUT_ESTATES) for reform in REFORMS]

    assert differing == [1, 23, 1]


@pytest.mark.parametrize("sort", ["finding", "duty"])
@pytest.mark.parametrize("reform", REFORMS)
def test_of_findings_and_duties_too_a_witness_is_told_what_it_gets(reform: str, sort: str) -> None:
    """A finding is made, and a duty arises, where that is known to be so."""
    laws = (LAW, _reformed(reform))
    baseline, reformed = with_findings_and_duties(*laws)
    names = [name for name in choosing_conclusions(baseline, reformed, "estate") if name.startswith(f"{sort}:")]
    kinds = [kind for name in names for kind in differences(baseline, reformed, name).kinds]
    told = [[one.value is True for one in (kind.before, kind.after)] for kind in kinds]
    noticed = [[_noticed(decide(law, _estate(kind.witness))) for law in laws] for kind in kinds]

    assert told == [[kind.conclusion in one for one in answers] for kind, answers in zip(kinds, noticed, strict=True)]
    assert bool(kinds) == (reform == "take-in-1999-2000")


def _estate(witness: Mapping[str, Value]) -> Estate:
    facts: dict[str, Any] = {
        fact: decimal_of(value) if isinstance(value, Fraction) else value for fact, value in witness.items()
    }
    return Estate(id="w", **facts)


def _noticed(decision: Decision) -> set[str]:
    """The findings and the duties that arise, by the names that they have beside conclusions."""
    duties = {f"duty:{one.name}" for one in decision.duties if one.arises}
    return {f"finding:{one.name}" for one in decision.findings} | duties


def test_a_finding_of_one_law_alone_appears_or_vanishes() -> None:
    """What only one law notices is `False` under the other, and so is that a duty arises which only one law knows."""
    without = {name: evolve(one, duty=None) for name, one in LAW.conclusions.items()}
    fewer = evolve(LAW, findings={}, conclusions=without)
    for sort, name in (("finding", "recognised_though_late"), ("duty", "required_body_formed")):
        changes = [
            {(kind.before.value, kind.after.value) for kind in differences(*laws, f"{sort}:{name}").kinds}
            for laws in (with_findings_and_duties(fewer, LAW), with_findings_and_duties(LAW, fewer))
        ]

        assert ((False, True) in changes[0], (True, False) in changes[1]) == (True, True)


def test_what_is_no_conclusion_is_refused_with_the_nearest() -> None:
    with pytest.raises(UnknownConclusionError, match="did you mean `in_scope`"):
        differences(LAW, LAW, "in_scop")


def test_a_change_is_told_once_however_many_kinds_make_it() -> None:
    found = differences(LAW, _reformed("take-in-1999-2000"), "in_scope")

    assert changes_text(found, "en") == "“in scope”: not determined → yes; no → yes; no → not determined"
    assert changes_text(found, "zh") == "“属于实施范围”：尚不能认定 → 是；否 → 是；否 → 尚不能认定"


def test_what_no_reform_touches_differs_for_nobody() -> None:
    found = differences(LAW, _reformed("flat-rate"), "completed_in_time")

    assert (found.kinds, found.complete) == ((), True)


def test_what_reads_other_subjects_is_not_called_searched() -> None:
    """A household in an estate of 1999 may be entitled; which estate that is, is not searched."""
    assert not differences(LAW, _reformed("take-in-1999-2000"), "relief_entitled").complete


def test_what_reads_other_subjects_alike_is_known_to_differ_for_nobody() -> None:
    found = differences(LAW, _reformed("flat-rate"), "relief_entitled")

    assert (found.kinds, found.complete) == ((), True)


def test_formulas_of_amounts_choose_nothing() -> None:
    names = choosing_conclusions(LAW, LAW, "estate")

    assert "district_subsidy_rate" in names
    assert "yearly_district_subsidy" not in names


def test_formulas_of_amounts_that_are_changed_themselves_are_named() -> None:
    """The total follows from the amount, which is written otherwise or names another figure; `c` has two rules."""

    def law(amount: str, factor: str) -> LawInForce:
        rules: dict[str, Tree] = {
            "wide": {"when": "span > limit", "then": "1"},
            "other": {"when": "not span > limit", "then": "0"},
        }
        conclusions = {
            "c": conclusion("share", rules),
            "amount": formula("share", amount),
            "total": formula("share", "amount + amount"),
        }
        figures = {"limit": parameter("2"), "factor": parameter(factor)}
        return read({"A": clause(parameters=figures, conclusions=conclusions)}).on(DAY)

    plain = law("c * factor", "2")

    assert formulas_changed(plain, law("c * factor", "2")) == ()
    assert formulas_changed(plain, law("c * factor * factor", "2")) == ("amount",)
    assert formulas_changed(plain, law("c * factor", "3")) == ("amount",)


def test_a_conclusion_that_ends_otherwise_differs() -> None:
    rules: dict[str, Tree] = {
        "wide": {"when": "span > limit", "then": "1"},
        "narrow": {"when": "not span > limit", "then": "0"},
    }
    silent: dict[str, Tree] = {
        "wide": rules["wide"],
        "narrow": {"when": "not span > limit", "silent": {"zh": "风筝", "en": "kite"}},
    }
    laws = [
        read({"1": clause(parameters={"limit": parameter("2")}, conclusions={"c": conclusion("share", one)})}).on(DAY)
        for one in (rules, silent)
    ]
    (kind,) = differences(laws[0], laws[1], "c").kinds

    assert (kind.before.value, kind.after.value) == (Decimal(0), None)
    assert [cell["span"] for cell in kind.cells] == [
        Stretch(Fraction(0), Fraction(1)),
        Stretch(Fraction(2), Fraction(2)),
    ]
    assert kind.before == Treatment(("narrow",), Known(Fraction(0)))


@pytest.mark.parametrize(("figure", "options"), [("0", "fg"), ("1", "fg"), ("3", "fg"), ("2", "gf")])
@given(festival=festivals(3), chosen=st.randoms())
@settings(max_examples=5)
def test_the_kinds_are_just_the_cases_that_differ(
    figure: str, options: str, festival: Festival, chosen: random.Random
) -> None:
    first: dict[str, Any] = dict(festival.clauses["1"])  # type: ignore[arg-type]
    changed = {
        "parameters": {**first["parameters"], "p0": parameter(figure)},
        "assumptions": {"s0": assumption(*options)},
    }
    clauses = {**festival.clauses, "1": {**first, **changed}}
    baseline, reform = festival.law, read(clauses).on(DAY)
    name = chosen.choice(sorted(baseline.conclusions))
    found = differences(baseline, reform, name)
    cells = [cell for kind in found.kinds for cell in kind.cells]
    every = list(itertools.product(*DOMAINS.values()))
    for values in chosen.sample(every, 120):
        told: dict[str, Any] = dict(zip(DOMAINS, values, strict=True))
        kite = Kite(**told)
        kinds = [cell for cell in cells if all(_is(told[fact], value) for fact, value in cell.items())]
        try:
            before, after = (decide(law, kite, engine="exact")[name].outcome for law in (baseline, reform))
        except RulesDisagreeError:
            continue
        if found.complete:
            assert (before != after) == bool(kinds), (told, kinds)


def _is(given: object, value: object) -> bool:
    """Whether a value is in a cell: named members are themselves, any other stands for all that are not named."""
    if isinstance(value, Stretch):
        return isinstance(given, int | Fraction) and value.low <= given <= value.high
    return given == value or (str(value).startswith("…") and given not in ("北丘", "南湾"))


def _holds(cell: Cell, facts: Mapping[str, Value]) -> bool:
    return all(fact in facts and _is(facts[fact], part) for fact, part in cell.items())


def _law(limit: str, then: str = "1") -> LawInForce:
    rules: dict[str, Tree] = {
        "wide": {"when": "entered and span > limit", "then": then},
        "narrow": {"when": "not (entered and span > limit)", "then": "0"},
    }
    return read(
        {"1": clause(parameters={"limit": parameter(limit)}, conclusions={"c": conclusion("share", rules)})}
    ).on(DAY)


def test_the_kinds_are_told_in_english() -> None:
    assert kinds_text(differences(_law("2"), _law("0"), "c"), "en").splitlines() == [
        "“kite” comes out differently; kinds of subject: 1",
        "  · 0% (narrow) → 100% (wide)",
        "    in common: kite; kite: 100% to 200%",
        "    for example (one cell of 2): kite; kite: 100%",
    ]


def test_the_kinds_are_told_in_chinese() -> None:
    assert kinds_text(differences(_law("2"), _law("0"), "c"), "zh").splitlines() == [
        "“风筝”认定不同，共 1 种情形：",
        "  · 0%（narrow） → 100%（wide）",
        "    共同之处：风筝；风筝：100% 至 200%",
        "    例如（共 2 格之一）：风筝；风筝：100%",
    ]


def test_that_nobody_is_treated_differently_is_told() -> None:
    assert kinds_text(differences(_law("2"), _law("2"), "c"), "en") == "“kite” comes out differently for nobody."


def test_a_search_that_was_not_complete_says_so() -> None:
    """The household's estate would be another subject."""
    found = differences(LAW, _reformed("take-in-1999-2000"), "relief_entitled")

    assert kinds_text(found, "en").endswith("not every case was searched.")


def test_amounts_computed_from_more_numbers_than_can_be_tried_are_not_called_searched() -> None:
    """Of an amount for each square metre some areas were tried; of kites, which have few spans, all."""
    found = differences(LAW, _reformed("flat-rate"), "yearly_district_subsidy")

    assert (bool(found.kinds), found.complete) == (True, False)
    assert differences(_law("2", "span"), _law("0", "span"), "c").complete


def test_what_other_subjects_have_by_another_reading_is_not_called_searched() -> None:
    readings = dict(POLICY.readings)
    readings["descriptors"] = evolve(readings["descriptors"], preferred="any")
    reform = evolve(POLICY, readings=readings).on(ON)

    assert not differences(LAW, reform, "relief_entitled").complete


def test_a_number_that_is_compared_with_another_stands_for_its_place_alone() -> None:
    found = differences(LAW, _reformed("take-in-1999-2000"), "completed_in_time")
    cells = [cell for one in found.kinds for cell in one.cells if cell["completed_in_phases"]]

    assert {type(cell["first_phase_year"]) for cell in cells} == {Fraction}
    assert "first phase" not in kinds_text(found, "en").partition("in common:")[2].partition("\n")[0]


SAID: Tree = {"zh": "风筝", "en": "kite"}
QUIET: Mapping[str, Tree] = {
    "silent_truth": conclusion("truth", {"quiet": {"when": "true", "silent": SAID}}),
    "silent_number": conclusion("share", {"quiet": {"when": "true", "silent": SAID}}),
}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # What is open less itself is not nought: nobody knows that it is the same both times.
        (formula("share", "silent_number - silent_number"), formula("share", "0")),
        # Which rule holds is open; that keeps the conclusion so, though both come to the same figure.
        (
            conclusion(
                "share",
                {
                    "one": {"when": "silent_truth", "then": "silent_number"},
                    "other": {"when": "not silent_truth", "then": "silent_number + 0"},
                },
            ),
            formula("share", "silent_number"),
        ),
    ],
)
def test_what_is_open_for_other_reasons_differs(before: Tree, after: Tree) -> None:
    laws = [read({"1": clause(conclusions={**QUIET, "c": one})}).on(DAY) for one in (before, after)]
    outcomes = [decide(law, Kite())["c"].outcome for law in laws]
    (kind,) = differences(laws[0], laws[1], "c").kinds

    assert [kind.before.outcome, kind.after.outcome] == outcomes


def test_few_numbers_that_are_compared_with_others_are_told_one_by_one() -> None:
    laws = []
    for limit in ("0", "2"):
        told = clause(
            parameters={"p0": parameter(limit)},
            conclusions={"c": formula("truth", "span < p0 and height < span")},
        )
        laws.append(read({"1": told}).on(DAY))
    (kind,) = differences(laws[0], laws[1], "c").kinds
    pairs = {(int(span), int(height)) for span in range(2) for height in range(-2, span)}

    assert {(cell["span"], cell["height"]) for cell in kind.cells} == pairs


def test_nothing_differs_from_itself() -> None:
    rule = formula("truth", "entered and span > limit")
    law = read({"1": clause(parameters={"limit": parameter("1")}, conclusions={"c": rule})}).on(DAY)

    assert differences(law, evolve(law), "c") == Differences("c", (), complete=True, laws=(law, law))
