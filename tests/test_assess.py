"""A register in columns: what `assess` gives for a frame or file is what `decide` gives for each of its rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import duckdb
import openpyxl
import polars as pl
import pyarrow as pa
import pytest

from estate_policy import (
    Amounts,
    Assessment,
    ComparisonError,
    EnginesDisagreeError,
    Estate,
    FactError,
    Household,
    Standing,
    UnknownConclusionError,
    amend,
    amounts,
    assess,
    decide,
    facts_to_collect,
    fired,
    load_amendment,
    load_policy,
    standings,
)
from estate_policy.assessed_sums import resting_on_examples
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from tests.columns import as_row
from tests.one_by_one import assess as one_by_one
from tests.one_by_one import columns, result, summarise

SAMPLE = Path(__file__).parents[1] / "examples" / "register-2019.csv"
LAW = load_policy().on(date(2020, 1, 1))
EXAMPLES = (
    "instruments/sample-adoption",
    "instruments/guidance-price-table",
    "reforms/take-in-1999-2000",
    "reforms/raise-unrenovated-rate",
)
AMENDED = amend(LAW.policy, *(load_amendment(shipped_policy() / f"{one}.yaml") for one in EXAMPLES))
LAWS = {"shipped": LAW, "examples": AMENDED.on(date(2020, 1, 1))}
OLD: Mapping[str, Any] = {
    "id": "A1",
    "district": "亭湖区",
    "in_urban_area": True,
    "recognised_by_district": True,
    "completion_year": 1996,
    "completed_in_phases": False,
    "infrastructure_aged": True,
    "supporting_facilities_incomplete": True,
    "gross_floor_area": Decimal("100.01"),
    "management_mode": "self_governance",
    "renovated": False,
}
FOUR = ("in_scope", "district_subsidy_rate", "monthly_district_subsidy", "yearly_district_subsidy")


@pytest.fixture(scope="module")
def sample() -> Iterator[Assessment]:
    with assess(LAW, SAMPLE, otherwise=True) as assessed:
        yield assessed


def few() -> pl.DataFrame:
    """An estate, the same with an unknown year, one of 1999, and one whose area cannot be."""
    rows = [
        OLD,
        {**OLD, "id": "A2", "completion_year": None},
        {**OLD, "id": "A3", "completion_year": 1999},
        {**OLD, "id": "A4", "gross_floor_area": Decimal("0.00")},
    ]
    return pl.DataFrame(rows, schema_overrides={"gross_floor_area": pl.Decimal(12, 2)})


KINDS: Mapping[str, tuple[Callable[[pl.DataFrame], Any], Callable[[Any], list[dict[str, Any]]]]] = {
    "polars": (lambda frame: frame, lambda frame: frame.to_dicts()),
    "lazy": (lambda frame: frame.lazy(), lambda frame: frame.collect().to_dicts()),
    "pandas": (lambda frame: frame.to_pandas(), lambda frame: pa.Table.from_pandas(frame).to_pylist()),
    "arrow": (lambda frame: frame.to_arrow(), lambda frame: frame.to_pylist()),
    "duckdb": (
        lambda frame: duckdb.connect().from_arrow(frame.to_arrow()),
        lambda frame: frame.to_arrow_table().to_pylist(),
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_frame_comes_back_with_the_same_figures(kind: str) -> None:
    """100.01 m2 at 0.3 yuan a month is 30.003 a month and 360.036 a year."""
    made, read = KINDS[kind]
    given = made(few())
    with assess(LAW, given, conclusions=FOUR) as assessed:
        told = read(assessed.frame)

    assert type(assessed.frame) is type(given)
    assert [row["yearly_district_subsidy"] for row in told] == [Decimal("360.036"), None, Decimal(0), None]
    assert [row["yearly_district_subsidy_high"] for row in told][:2] == [Decimal("360.036"), Decimal("360.036")]
    assert [row["in_scope_missing"] for row in told] == ["", "completion_year", "", ""]
    assert [row["in_scope_standing"] for row in told] == ["settled", "unknown", "settled", "settled"]
    assert [row["problems"] for row in told] == ["", "", "", "out-of-range:gross_floor_area"]


def test_the_sample_register_comes_out_as_decided_one_by_one(sample: Assessment) -> None:
    """Row for row, also those that are not assessed, with findings and problems."""
    rows = {row["row"]: row for row in sample.frame.to_arrow_table().to_pylist()}
    found = list(one_by_one(LAW, read_register(SAMPLE, LAW.policy, Estate), engine="exact"))

    assert list(rows) == [one.entry.row for one in found]
    for one in found:
        told = rows[one.entry.row]
        if one.decision is None:
            assert told["in_scope_standing"] is None
            assert told["problems"]
            continue
        expected = {name: cell for name, cell in as_row(one.decision).items() if name != "fault"}

        assert {name: told[name] for name in expected} == expected


def test_any_row_is_explained_as_decide_explains_it(sample: Assessment) -> None:
    entry = next(one for one in read_register(SAMPLE, LAW.policy, Estate).entries if one.row == 5)
    assert entry.subject is not None
    expected = decide(LAW, entry.subject, unknown_events=entry.unknown_events)

    assert sample.explain(5, "en") == expected.explain("en")
    assert sample.explain(5, "zh", "in_scope") == expected.explain("zh", "in_scope")


def test_a_row_that_is_nothing_to_be_decided_has_no_explanation(sample: Assessment) -> None:
    with pytest.raises(FactError, match="there is no row 9999"):
        sample.explain(9999)


def test_columns_that_say_anything_else_than_decide_are_an_error() -> None:
    """The law of another year in the place of this one: the figures differ in one row of two."""
    with assess(LAW, few(), conclusions=["completed_in_time"]) as assessed:
        every = assessed.every
        (one,) = every
        rules = tuple(attrs.evolve(rule, id=f"{rule.id}_other") for rule in one.settled.rules)
        wrong = attrs.evolve(one, settled=attrs.evolve(one.settled, rules=rules))
        other = attrs.evolve(assessed, every=(wrong,))
        assessed.confirm([2, 3])
        with pytest.raises(EnginesDisagreeError, match="in columns `completed_in_time_rule` is single_other"):
            other.confirm([2, 3])


def test_amounts_add_up_as_one_by_one(sample: Assessment) -> None:
    found = list(one_by_one(LAW, read_register(SAMPLE, LAW.policy, Estate), engine="exact"))
    expected = [
        Amounts(one.key, one.rows, one.standings, one.known, one.low, one.high, one.unmeasured, one.unassessed)
        for one in summarise(found, ("district", "management_mode"))
    ]
    told = amounts(sample, by=["district", "management_mode"])

    assert told == expected


def test_standings_and_rules_are_counted_by_district() -> None:
    with assess(LAW, few(), conclusions=["in_scope"]) as assessed:
        (counted,) = standings(assessed, by=["district"])
        rules = fired(assessed, by=["district"])

    assert (counted.key, counted.rows) == (("亭湖区",), {Standing.SETTLED: 3, Standing.UNKNOWN: 1})
    assert {(one.rule, one.clause, one.rows) for one in rules} == {("formula", "二", 4)}


def test_the_fact_that_settles_the_most_yuan_comes_first() -> None:
    """The year of 100 m2 is unknown (360 yuan), that of 10 m2 (36), year and mode of 50 m2 (180), and an area."""

    def estate(id_: str, area: str | None, **changes: object) -> dict[str, Any]:
        return {**OLD, "id": id_, "gross_floor_area": area and Decimal(area), **changes}

    rows = [
        estate("1", "100", completion_year=None),
        estate("2", "10", completion_year=None, district="盐都区"),
        estate("3", "50", completion_year=None, management_mode=None),
        estate("4", None),
    ]
    frame = pl.DataFrame(rows, schema_overrides={"gross_floor_area": pl.Decimal(12, 2), "completion_year": pl.Int64})
    with assess(LAW, frame, conclusions=FOUR) as assessed:
        told = [attrs.astuple(one)[1:] for one in facts_to_collect(assessed)]
        by_district = [(one.key, one.fact, one.alone) for one in facts_to_collect(assessed, by=["district"])]

    assert told == [
        ("completion_year", Fraction(396), 2, Fraction(180), 1, 0),
        ("management_mode", Fraction(0), 0, Fraction(180), 1, 0),
        ("gross_floor_area", Fraction(0), 0, Fraction(0), 0, 1),
    ]
    assert by_district[0] == (("亭湖区",), "completion_year", Fraction(360))
    assert by_district[-1] == (("盐都区",), "completion_year", Fraction(36))


def test_what_is_asked_for_and_is_not_there_is_refused(sample: Assessment) -> None:
    with pytest.raises(UnknownConclusionError, match="did you mean `in_scope`"):
        assess(LAW, few(), conclusions=["in_scop"])
    with pytest.raises(ComparisonError, match="there is no fact `colour`"):
        amounts(sample, by=["colour"])
    with pytest.raises(ComparisonError, match="`in_scope` is no amount"):
        amounts(sample, "in_scope")


@pytest.mark.parametrize("law", LAWS)
def test_a_written_file_has_the_columns_and_cells_of_rows_decided_one_by_one(tmp_path: Path, law: str) -> None:
    """Also which examples of instruments an answer rests on."""
    in_force = LAWS[law]
    with assess(in_force, SAMPLE, otherwise=True) as assessed:
        assessed.write(tmp_path / "results.parquet")
    frame = pl.read_parquet(tmp_path / "results.parquet")
    found = list(one_by_one(in_force, read_register(SAMPLE, LAW.policy, Estate), engine="exact"))
    rows = [[_written(cell) for cell in result(in_force, Estate, one)] for one in found]

    assert frame.columns == columns(in_force, Estate)
    assert [[_written(cell) for cell in row] for row in frame.rows()] == rows


def test_rows_that_rest_on_examples_are_counted() -> None:
    with assess(LAWS["examples"], SAMPLE) as assessed:
        count = resting_on_examples(assessed)
    found = one_by_one(LAWS["examples"], read_register(SAMPLE, LAW.policy, Estate), engine="exact")
    decisions = [one.decision for one in found if one.decision is not None]

    assert count == sum(any(answer.examples for answer in one.values()) for one in decisions)


def _written(cell: object) -> str:
    """A cell as text, numbers without noughts at their end."""
    if cell is None or isinstance(cell, bool):
        return "" if cell is None else str(cell).lower()
    return f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell)


def _sheet(path: Path) -> dict[str, list[object]]:
    book = openpyxl.load_workbook(path)
    heading, *rows = book[book.sheetnames[0]].values
    return {str(name): [row[at] for row in rows] for at, name in enumerate(heading)}


@pytest.mark.parametrize("ending", [".csv", ".parquet", ".xlsx"])
def test_results_are_written_to_a_file(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"results{ending}"
    with assess(LAW, few(), conclusions=["yearly_district_subsidy"]) as assessed:
        assessed.write(path)
    readers: Mapping[str, Any] = {".csv": pl.read_csv, ".parquet": pl.read_parquet, ".xlsx": _sheet}
    read = readers[ending](path)

    assert list(read["yearly_district_subsidy_standing"]) == ["settled", "unknown", "settled", "unknown"]


def test_households_are_assessed_beside_their_estates() -> None:
    """80.01 m2 at 0.35 yuan a month are 28.0035; one estate is not in the register, one household names none."""
    estates = pl.DataFrame([{**OLD, "charged_rate": "0.35"}, {**OLD, "id": "A2", "completion_year": None}])
    households = pl.DataFrame(
        {
            "id": ["1", "2", "3", "4"],
            "estate": ["A1", "nowhere", None, "A2"],
            "flat_area": ["80.01"] * 4,
            "served": [True] * 4,
        }
    )
    names = ["household_fee"]
    with (
        assess(LAW, estates) as of_estates,
        assess(LAW, households, Household, conclusions=names, related={"estate": of_estates}) as assessed,
    ):
        told = assessed.frame.to_dicts()
        assessed.confirm([2, 3, 4, 5])
        problems = [problem.text() for problem in assessed.row_problems()]
        sums = amounts(assessed, "household_fee", by=["estate.district"])

    assert [row["household_fee"] for row in told] == [Decimal("28.0035"), None, None, None]
    assert [row["household_fee_missing"] for row in told] == [
        "",
        "estate",
        "estate",
        "estate.charged_rate|estate.completion_year",
    ]
    assert [row["problems"] for row in told] == ["", "no-such-subject", "", ""]
    assert [(one.key, one.rows, one.known) for one in sums] == [
        (("亭湖区",), 2, Fraction("28.0035")),
        ((None,), 2, Fraction(0)),
        ((), 4, Fraction("28.0035")),
    ]
    assert problems == ["frame:3: `estate` names nowhere, which is not in the register given"]
