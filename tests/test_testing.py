"""What the strategies draw, and what must be refused."""

import subprocess
import sys
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, assume, find, given, settings
from hypothesis import strategies as st

from estate_policy import (
    ArgumentError,
    Estate,
    FactError,
    PolicyError,
    RecordedDecision,
    UnknownConclusionError,
    decide,
    load_policy,
)
from estate_policy.checked import checked
from estate_policy.given import fact_from_text
from estate_policy.schema import QuantityFact, facts_of, fields_of
from estate_policy.testing import answer_of, cell_texts, cut_points, invalid_facts, other_members, register, subjects
from estate_policy.testing.answers import alone
from tests import harbour, kites

SRC = Path(__file__).parents[1] / "src"
LAW = load_policy().on(date(2020, 1, 1))
HARBOUR = load_policy(harbour.POLICY, [harbour.Ship]).on(date(2020, 1, 1))
SEARCH = settings(max_examples=5000, database=None, derandomize=True, phases=[Phase.generate])
ESTATES = subjects(LAW)
SHIPS = subjects(HARBOUR, harbour.Ship)
DISTRICTS = LAW.policy.enumerations["district"].members
ASKED = [name for name, fact in facts_of(Estate).items() if fact.absent is None]


def test_cut_points_are_the_threshold_one_step_beside_it_and_the_ends() -> None:
    points = cut_points(LAW, Estate)

    assert points["completion_year"] == (1900, 1997, 1998, 1999, 2000, 2100)
    assert points["gross_floor_area"] == (Fraction(1, 100), 10_000_000)
    assert points["renovated"] == (True, False)
    assert set(points) == set(facts_of(Estate))


def test_cut_points_count_steps_in_the_decimals_of_the_fact() -> None:
    points = cut_points(HARBOUR, harbour.Ship)["tonnage"]

    assert points == (1, Fraction("999.9"), 1000, Fraction("1000.1"), 100_000)


def test_cut_points_include_what_findings_compare() -> None:
    rules = {"same": {"when": "entered", "then": "true"}, "not": {"when": "not entered", "then": "false"}}
    found = {"of": "kite", "when": "span >= 2", "says": kites.SAID, "quote": kites.QUOTE}
    one = kites.clause(conclusions={"c": kites.conclusion("truth", rules)}, findings={"f": found})
    law = kites.read({"1": one, "2": kites.clause(parameters={"p": kites.parameter("1")})}).on(kites.DAY)

    assert cut_points(law, kites.Kite)["span"] == (0, 1, 2, 3)


def test_a_subject_that_the_law_does_not_know_has_no_cut_points() -> None:
    with pytest.raises(PolicyError, match="`ship` is not a subject"):
        cut_points(LAW, harbour.Ship)


DRAWN: Mapping[str, Callable[[Any], bool]] = {
    "the year before the last admitted": lambda estate: estate.completion_year == 1997,
    "the last year admitted": lambda estate: estate.completion_year == 1998,
    "the year after it": lambda estate: estate.completion_year == 1999,
    "the first year there can be": lambda estate: estate.completion_year == 1900,
    "the last year there can be": lambda estate: estate.completion_year == 2100,
    "the year is unknown": lambda estate: estate.completion_year is None,
    "the year is an ordinary one": lambda estate: (
        estate.completion_year not in (None, *cut_points(LAW, Estate)["completion_year"])
    ),
    "the phases straddle the last year admitted": lambda estate: (
        estate.first_phase_year == 1998 and estate.last_phase_year == 1999
    ),
    "the phases are of one year": lambda estate: estate.first_phase_year == estate.last_phase_year is not None,
    "the area is the least": lambda estate: estate.gross_floor_area == Decimal("0.01"),
    "the area is the most": lambda estate: estate.gross_floor_area == 10_000_000,
    "the area alone is unknown": lambda estate: estate.gross_floor_area is None and estate.renovated is not None,
    "the area has decimals": lambda estate: estate.gross_floor_area is not None and estate.gross_floor_area % 1 != 0,
    "the district is unknown": lambda estate: estate.district is None,
    "the text names the district": lambda estate: estate.district in DISTRICTS,
    "the text does not name the district": lambda estate: (
        estate.district is not None and estate.district not in DISTRICTS
    ),
    "there is no mode": lambda estate: estate.management_mode == "none",
    "the mode is unknown": lambda estate: estate.management_mode is None,
    "the event is not on record": lambda estate: estate.mode_imposed is None,
    "the event is on record as not so": lambda estate: estate.mode_imposed is False,
    "the event is on record": lambda estate: estate.merged is True,
    "the member that absence means is given": lambda estate: estate.completion_basis == "not_stated",
    "there is a name": lambda estate: estate.name is not None,
    "nothing is known": lambda estate: all(getattr(estate, name) is None for name in ASKED),
    "everything is known": lambda estate: all(getattr(estate, name) is not None for name in ASKED),
    "one fact is unknown": lambda estate: [getattr(estate, name) for name in ASKED].count(None) == 1,
}


@pytest.mark.parametrize("seen", DRAWN.values(), ids=DRAWN)
def test_subjects_are_drawn_where(seen: Callable[[Estate], bool]) -> None:
    found = find(ESTATES, seen, settings=SEARCH)

    assert seen(found)


@pytest.mark.parametrize("standing", ["settled", "unknown", "contested", "silent"])
def test_subsidies_of_every_standing_are_drawn(standing: str) -> None:
    law = alone(LAW, "district_subsidy_rate")

    def stands(estate: Estate) -> bool:
        return decide(law, estate, engine="exact")["district_subsidy_rate"].standing.value == standing

    found = find(ESTATES, stands, settings=SEARCH)

    assert stands(found)


@pytest.mark.parametrize("rate", ["0", "0.1", "0.3"])
def test_every_rate_is_drawn(rate: str) -> None:
    rate_of = answer_of(LAW, "district_subsidy_rate")

    found = find(ESTATES, lambda estate: rate_of(estate) == Decimal(rate), settings=SEARCH)

    assert rate_of(found) == Decimal(rate)


@given(estate=subjects(LAW, unknown=False))
def test_without_unknowns_everything_that_is_asked_for_is_given(estate: Estate) -> None:
    assert [name for name in ASKED if getattr(estate, name) is None] == []


@given(estate=ESTATES, name=st.sampled_from(["district", "service_grade"]))
def test_members_that_nobody_named_are_drawn_as_a_register_can_name_them(estate: Estate, name: str) -> None:
    given_ = getattr(estate, name)
    assume(given_ is not None)

    assert fact_from_text(name, fields_of(Estate)[name], given_, LAW.policy.enumerations, LAW.policy.units) == given_


@given(decision=subjects(LAW, RecordedDecision))
def test_what_no_subject_can_be_without_is_never_unknown(decision: RecordedDecision) -> None:
    assert None not in (decision.decided_by, decision.decided_on, decision.kind)


@given(estate=subjects(LAW, renovated=st.none(), completion_year=st.just(1998), id=st.just("A1")))
def test_a_fact_can_be_drawn_from_a_strategy_of_the_caller(estate: Estate) -> None:
    assert (estate.id, estate.completion_year, estate.renovated) == ("A1", 1998, None)


def test_a_strategy_for_what_is_no_fact_is_refused() -> None:
    with pytest.raises(FactError, match="`renovatd` is not a fact of `estate`"):
        subjects(LAW, renovatd=st.none())


@given(estate=ESTATES, ship=SHIPS)
def test_the_law_decides_every_subject_that_is_drawn(estate: Estate, ship: harbour.Ship) -> None:
    about_estates = {name for name, one in LAW.conclusions.items() if one.subject == "estate"}

    assert decide(LAW, estate).answers.keys() == about_estates
    assert decide(HARBOUR, ship).answers.keys() == HARBOUR.conclusions.keys()


@given(drawn=invalid_facts())
@settings(max_examples=10 * settings().max_examples)
def test_what_no_estate_can_have_is_refused(drawn: tuple[str, Any]) -> None:
    name, value = drawn

    with pytest.raises(FactError, match=f"`{name}`"):
        Estate(**{"id": "A1", name: value})


@given(drawn=invalid_facts(harbour.Ship))
def test_what_no_ship_can_have_is_refused(drawn: tuple[str, Any]) -> None:
    name, value = drawn

    with pytest.raises(FactError, match=f"`{name}`"):
        harbour.Ship(**{"id": "A1", name: value})


def _is(kind: type, seen: Callable[[Any], bool] = lambda _: True) -> Callable[[tuple[str, object]], bool]:
    return lambda drawn: type(drawn[1]) is kind and seen(drawn[1])


REFUSED: Mapping[str, Callable[[Any], bool]] = {
    "a float that is whole": _is(float, lambda value: value == 1.0),
    "a float that is no number": _is(float, lambda value: value != value),  # noqa: PLR0124 - that is what NaN is
    "no number": _is(Decimal, lambda value: value.is_nan()),
    "a signalling no number": _is(Decimal, lambda value: value.is_snan()),
    "an infinite number": _is(Decimal, lambda value: value.is_infinite()),
    "a negative number": _is(Decimal, lambda value: value.is_finite() and value < 0),
    "nought": _is(Decimal, Decimal.is_zero),
    "a year too late": lambda drawn: drawn == ("completion_year", 2101) and isinstance(drawn[1], Decimal),
    "a step too large": lambda drawn: drawn == ("gross_floor_area", Decimal("10000000.01")),
    "a decimal too many": lambda drawn: drawn[0] == "gross_floor_area" and _decimals(drawn[1]) == 3,
    "a truth for a number": lambda drawn: drawn[0] == "completion_year" and isinstance(drawn[1], bool),
    "a number for a truth": lambda drawn: drawn[0] == "renovated" and drawn[1] == 1,
    "no id": lambda drawn: drawn == ("id", None),
    "a blank id": lambda drawn: drawn[0] == "id" and drawn[1] == " ",
    "a blank member": lambda drawn: drawn[0] == "management_mode" and drawn[1] == "",
    "a text of 70,000 characters": _is(str, lambda value: len(value) == 70_000),
    "a text that turns the direction": _is(str, lambda value: "\u202e" in value),
    "a text with a control character": _is(str, lambda value: "\x00" in value),
    "bytes": _is(bytes),
    "a number that Python does not print": _is(int, lambda value: value > 10**4999),
}


@pytest.mark.parametrize("seen", REFUSED.values(), ids=REFUSED)
@pytest.mark.filterwarnings("ignore:Generating overly large repr")
def test_invalid_facts_are_drawn_where(seen: Callable[[tuple[str, object]], bool]) -> None:
    found = find(invalid_facts(), seen, settings=settings(SEARCH, max_examples=20_000))

    assert seen(found)


def _decimals(value: object) -> int | None:
    exponent = value.as_tuple().exponent if isinstance(value, Decimal) else None
    return -exponent if isinstance(exponent, int) else None


@pytest.mark.parametrize("name", [name for name, fact in facts_of(Estate).items() if isinstance(fact, QuantityFact)])
def test_the_ends_of_a_range_are_not_refused(name: str) -> None:
    field = facts_of(Estate)[name]
    assert isinstance(field, QuantityFact)

    assert [checked(name, field, end) for end in (field.low, field.high)] == [field.low, field.high]


@given(drawn=other_members(LAW))
def test_the_law_refuses_members_that_it_does_not_declare(drawn: tuple[str, Any]) -> None:
    name, value = drawn
    estate = Estate(**{"id": "A1", name: value})

    with pytest.raises(FactError, match=f"`{name}`"):
        decide(LAW, estate)


@given(data=st.data(), name=st.sampled_from([name for name in fields_of(Estate) if name != "id"]))
@settings(max_examples=10 * settings().max_examples)
def test_what_clerks_write_is_read_or_refused(data: st.DataObject, name: str) -> None:
    text = data.draw(cell_texts(LAW, name))
    field = fields_of(Estate)[name]
    try:
        value = fact_from_text(name, field, text, LAW.policy.enumerations, LAW.policy.units)
    except FactError:
        return

    assert checked(name, field, value) == value


@pytest.mark.parametrize(
    ("name", "value"),
    [("renovated", True), ("renovated", None), ("management_mode", "self_governance"), ("completion_year", 1998)],
    ids=str,
)
def test_clerks_write_what_is_read_as(name: str, value: object) -> None:
    def reads(text: str) -> bool:
        try:
            read = fact_from_text(name, fields_of(Estate)[name], text, LAW.policy.enumerations, LAW.policy.units)
        except FactError:
            return False
        return read == value

    assert reads(find(cell_texts(LAW, name), reads, settings=settings(SEARCH, max_examples=20_000)))


GIVEN_A_LAW: dict[str, Callable[[Any], object]] = {
    "subjects": subjects,
    "cell_texts": lambda given: cell_texts(given, "renovated"),
    "cut_points": lambda given: cut_points(given, Estate),
    "other_members": other_members,
    "answer_of": lambda given: answer_of(given, "in_scope"),
}


@pytest.mark.parametrize("made", GIVEN_A_LAW.values(), ids=GIVEN_A_LAW)
def test_a_policy_is_not_the_law_of_a_day(made: Callable[[Any], object]) -> None:
    with pytest.raises(ArgumentError, match=r"given is a policy .* \(hint: write `policy.on\(day\)`\)"):
        made(LAW.policy)


def test_the_answer_about_no_conclusion_is_refused() -> None:
    with pytest.raises(UnknownConclusionError):
        answer_of(LAW, "district_subsidy_rat")


def test_once_registered_a_type_is_enough_to_draw_estates() -> None:
    register()

    found = find(st.from_type(Estate), lambda estate: estate.completion_year == 1998, settings=SEARCH)

    assert isinstance(found, Estate)


def test_hypothesis_draws_estates_through_the_entry_point(tmp_path: Path) -> None:
    installed = tmp_path / "estate_policy_hook-1.dist-info"
    installed.mkdir()
    (installed / "METADATA").write_text("Metadata-Version: 2.1\nName: estate-policy-hook\nVersion: 1\n")
    (installed / "entry_points.txt").write_text("[hypothesis]\nestate_policy = estate_policy.testing:register\n")
    program = (
        "from hypothesis import strategies as st\nfrom hypothesis.strategies._internal import types\n"
        "from estate_policy import Estate\nassert Estate in types._global_type_lookup"
    )

    _run(program, tmp_path)


def test_the_library_does_not_import_hypothesis() -> None:
    _run("import sys, estate_policy\nassert 'hypothesis' not in sys.modules")


def _run(program: str, *paths: Path) -> None:
    found = [str(path) for path in (*paths, SRC)]
    program = f"import sys\nsys.path[:0] = {found!r}\n{program}"
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True)
