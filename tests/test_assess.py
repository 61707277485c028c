"""A register in columns: what `assess` gives for a frame or file is what `decide` gives for each of its rows."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

import attrs
import duckdb
import openpyxl
import polars as pl
import pyarrow as pa
import pytest

from estate_policy import (
    Amounts,
    ArgumentError,
    Assessment,
    ComparisonError,
    Department,
    EnginesDisagreeError,
    Estate,
    FactError,
    Household,
    Standing,
    TableError,
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
from estate_policy.checked import checked_facts
from estate_policy.duck_facts import DuckFacts
from estate_policy.errors import Cell
from estate_policy.interpreters.sql_text import text
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from estate_policy.schema import Identity, QuantityFact
from tests.columns import as_row
from tests.kites import DAY, QUOTE, SAID, WORDS, Kite, Tree, clause, conclusion, discretion, read, reading
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
    with pytest.raises(FactError, match="there is no row or id 9999"):
        sample.explain(9999)


def test_a_row_that_is_nothing_to_be_decided_is_not_confirmed(sample: Assessment) -> None:
    with pytest.raises(FactError, match="there is no row or id 9999"):
        sample.confirm([5, 9999])


def test_what_names_no_row_is_refused_in_words(sample: Assessment) -> None:
    others: list[Any] = [None, True, 1.5, "\ud800", ["x"], b"TH-001"]
    for row in others:
        for ask in (sample.explain, sample.decision, lambda one: sample.confirm([one])):
            with pytest.raises(FactError, match=r"names no row \(hint: give the number of a row, or an id as text\)"):
                ask(row)


def test_a_sample_of_no_rows_is_refused(sample: Assessment) -> None:
    others: list[Any] = [0, -1, None, "3", 1.5]
    for count in others:
        with pytest.raises(FactError, match=f"so many rows as `{count}` cannot be"):
            sample.sample(count)


def test_rows_are_named_by_the_numbers_of_numpy_too(sample: Assessment) -> None:
    (number,) = sample.frame.filter("id = 'TH-004'").fetchnumpy()["row"]

    assert sample.explain(number, "en") == sample.explain(5, "en")


def test_rows_are_confirmed_by_number_or_by_id(sample: Assessment) -> None:
    sample.confirm([5, "TH-004"])
    sample.confirm([])


@pytest.mark.parametrize("id_", ["th-004", "ＴＨ-００４", " th-004 ", "TH-004"])
def test_a_row_is_found_by_its_id_in_any_case_and_width(sample: Assessment, id_: str) -> None:
    sample.confirm([id_, "TH-004", 5])

    assert sample.explain(id_, "en") == sample.explain(5, "en")


def test_an_id_that_only_python_can_fold_is_found_in_any_way_of_writing_it() -> None:
    estates = pl.DataFrame([{**OLD, "id": id_} for id_ in ("Ⅳ-1", "Ｂ２", "c3", "C3")])
    with assess(LAW, estates, conclusions=["in_scope"]) as assessed:
        assessed.confirm(["iv-1", "ⅳ－１", "b2"])
        for id_ in ("c3", "Ｃ3"):
            with pytest.raises(FactError, match=r"the id `[cC]3` stands in row [45] too"):
                assessed.decision(id_)


def test_a_household_is_decided_with_the_estate_that_the_columns_join_it_to() -> None:
    """One that is written in another case is not in the register, as a problem says."""
    estates = pl.DataFrame([{**OLD, "charged_rate": "0.35"}])
    households = pl.DataFrame({"id": ["1"], "estate": ["a1"], "flat_area": ["80.01"], "served": [True]})
    names = ["household_fee"]
    with (
        assess(LAW, estates) as of_estates,
        assess(LAW, households, Household, conclusions=names, related={"estate": of_estates}) as assessed,
    ):
        assessed.confirm(["1"])

        assert assessed.decision("1")["household_fee"].missing == ("estate",)


@pytest.mark.parametrize("kind", ["polars", "duckdb"])
def test_what_is_asked_of_a_closed_assessment_is_refused(kind: str) -> None:
    with assess(LAW, KINDS[kind][0](few()), conclusions=["in_scope"]) as assessed:
        pass
    asks: list[Callable[[], object]] = [
        lambda: assessed.frame,
        lambda: assessed.problem_count,
        lambda: [*assessed.row_problems()],
        lambda: assessed.explain(2),
        lambda: assessed.write(Path("closed.csv")),
        lambda: standings(assessed),
    ]
    for ask in asks:
        with pytest.raises(TableError, match="the assessment is closed"):
            ask()
    assessed.close()


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
            other.confirm(["A1"])


@pytest.mark.parametrize("part", ["otherwise", "findings", "example"])
def test_all_that_columns_tell_is_compared(part: str) -> None:
    """With other words in the place of what is told of other readings, of findings and of examples."""
    with assess(LAWS["examples"], SAMPLE, otherwise=True) as assessed:
        rows = assessed.sample(20)
        assessed.confirm(rows)
        told = assessed._results  # noqa: SLF001 what the columns are made of
        wrong = {name: text("none") for name in told if name.endswith(part)}
        object.__setattr__(assessed, "_results", {**told, **wrong})
        with pytest.raises(EnginesDisagreeError, match=f"{part}` is none"):
            assessed.confirm(rows)


def test_amounts_add_up_as_one_by_one(sample: Assessment) -> None:
    found = list(one_by_one(LAW, read_register(SAMPLE, LAW.policy, Estate), engine="exact"))
    expected = [
        Amounts(one.key, one.rows, one.standings, one.known, one.low, one.high, one.unmeasured, one.unassessed)
        for one in summarise(found, ("district", "management_mode"))
    ]
    told = amounts(sample, by=["district", "management_mode"])

    assert told == expected


def test_an_amount_that_nothing_bounds_in_any_row_is_unmeasured_in_every_row(sample: Assessment) -> None:
    """Without a price table there is no price: 85 silent, 159 delegated, 53 unknown, and 3 rows not assessed."""
    (whole,) = amounts(sample, "guidance_base_price")

    assert (whole.low, whole.high, whole.unmeasured, whole.unassessed) == (None, Fraction(0), 85 + 159 + 53, 3)
    assert amounts(sample, "guidance_base_price", by=["district"])[-1] == whole


CHOSEN: Tree = {
    "sure": {"when": "shape == box", "then": "span"},
    "once": {"when": "shape == delta and q == a", "then": "span"},
    "twice": {"when": "shape == delta and q == b", "then": "span * 2"},
    "free": {"when": "shape == dragon and entered", **discretion()},
    "bound": {"when": "shape == dragon and not entered", "then": "span"},
}


def test_what_is_contested_is_not_known_and_what_nothing_bounds_has_no_least_together_with_others() -> None:
    """Boxes of 1 and of 0 to 3, a delta of 1 or 2 by the reading, two dragons of which judges make what they like."""
    law = read({"1": clause(readings={"q": reading("a", "b")}, conclusions={"a": conclusion("share", CHOSEN)})}).on(DAY)
    shapes = ["box", "box", "delta", "dragon", "dragon"]
    kites = pl.DataFrame(
        {"id": [*"12345"], "shape": shapes, "span": [1, None, 1, 1, 1], "entered": [*[True] * 4, None]}
    )
    with assess(law, kites, Kite) as assessed:
        sums = [[one.key, one.known, one.low, one.high, one.unmeasured] for one in amounts(assessed, "a", ["shape"])]
        collected = [attrs.astuple(one)[1:] for one in facts_to_collect(assessed, "a")]
        rules = [(one.rule, one.rows) for one in fired(assessed)]

    assert sums == [
        [("box",), 1, 1, 4, 0],
        [("delta",), 0, 1, 2, 0],
        [("dragon",), 0, None, 0, 2],
        [(), 1, None, 6, 2],
    ]
    assert collected == [("span", 3, 1, 0, 0, 0), ("entered", 0, 0, 0, 0, 1)]
    assert rules == [("", 1), ("free", 1), ("once", 1), ("sure", 2)]


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Sail:
    """What another reading alone asks the size of."""

    id: Annotated[str, Identity()]
    age: Annotated[
        int | None, QuantityFact(term=WORDS, unit="month", low=Decimal(0), high=Decimal(9), scale=0, question=WORDS)
    ] = None


def test_an_amount_whose_size_is_missing_under_another_reading_is_unmeasured() -> None:
    """One month, or as many as nobody knows: at least none, and the 9 that can be typed are no most."""
    rules: Tree = {"one": {"when": "q == a", "then": "month_of_it"}, "age": {"when": "q == b", "then": "age"}}
    cited: Mapping[str, Tree] = {"term": SAID, "quote": QUOTE, "unit": "month"}
    clauses = clause(
        readings={"q": reading("a", "b")},
        parameters={"month_of_it": {**cited, "values": {"always": "1"}}},
        conclusions={"a": {"of": "sail", **cited, "rules": rules}},
    )
    with assess(read({"1": clauses}, Sail).on(DAY), pl.DataFrame({"id": ["1"]}), Sail) as assessed:
        (whole,) = amounts(assessed, "a")

    assert [whole.known, whole.low, whole.high, whole.unmeasured] == [0, 0, 0, 1]


def test_rows_that_are_not_assessed_are_counted_under_nothing() -> None:
    """The second row is no estate, for want of an id."""
    unsure = {**OLD, "renovated": None}
    with assess(LAW, pl.DataFrame([unsure, {**unsure, "id": None}]), conclusions=FOUR) as assessed:
        counted = [sum(one.rows.values()) for one in standings(assessed, ["district"])]

        assert counted == [1] * len(FOUR)
        assert [one.rows for one in fired(assessed)] == [1] * len(FOUR)
        assert [(one.fact, one.alone_rows) for one in facts_to_collect(assessed)] == [("renovated", 1)]


def test_where_nothing_is_concluded_nothing_is_counted() -> None:
    with assess(LAW, pl.DataFrame([OLD]), conclusions=[]) as assessed:
        assert (standings(assessed), fired(assessed)) == ([], [])


def test_rows_are_grouped_by_words_that_no_rule_reads() -> None:
    estates = pl.DataFrame([{**OLD, "subdistrict": "五星街道"}, {**OLD, "id": "A2", "subdistrict": None}])
    with assess(LAW, estates, conclusions=["in_scope"]) as assessed:
        found = standings(assessed, by=["subdistrict"])

    assert [one.key for one in found] == [("五星街道",), (None,)]


def test_standings_and_rules_are_counted_by_district() -> None:
    with assess(LAW, few(), conclusions=["in_scope"]) as assessed:
        (counted,) = standings(assessed, by=["district"])
        rules = fired(assessed, by=["district"])

    assert (counted.key, counted.rows) == (("亭湖区",), {Standing.SETTLED: 3, Standing.UNKNOWN: 1})
    assert {(one.rule, one.clause, one.rows) for one in rules} == {("formula", "二", 4)}


def test_rows_are_grouped_by_facts_as_the_estates_have_them() -> None:
    with assess(LAW, few(), conclusions=FOUR) as assessed:
        keys = [one.key for one in standings(assessed, by=["gross_floor_area", "completion_year"])]

    assert [*dict.fromkeys(keys)] == [
        (Decimal("100.01"), Decimal(1996)),
        (Decimal("100.01"), Decimal(1999)),
        (Decimal("100.01"), None),
        (None, Decimal(1996)),
    ]


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
    with pytest.raises(UnknownConclusionError, match="did you mean `yearly_district_subsidy`"):
        amounts(sample, "yearly_subsidy")


@pytest.mark.parametrize("kind", ["lazy", "path"])
def test_the_folder_of_temporary_files_may_be_called_as_a_pattern(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    folder = tmp_path / "of[1]" / "row=7"
    folder.mkdir(parents=True)
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    given: Any = SAMPLE if kind == "path" else pl.read_csv(SAMPLE, infer_schema=False).lazy()
    with assess(LAW, given, conclusions=["in_scope"]) as assessed:
        frame: Any = assessed.frame
        rows = frame.collect().rows() if kind == "lazy" else frame.fetchall()

    assert [row[0] for row in rows] == [*range(2, 302)]


def test_rows_are_in_their_order_whatever_the_owner_of_a_connection_calls_order() -> None:
    connection = duckdb.connect()
    connection.execute("SET default_order = 'DESC'")
    given = connection.sql("SELECT 'A' || range AS id, 'x' AS 建成年份 FROM range(1500)")
    with assess(LAW, given, conclusions=["in_scope"]) as assessed:
        rows = [row for (row,) in assessed.frame.select("row").fetchall()]
        wrong = [problem.location.row for problem in assessed.row_problems() if isinstance(problem.location, Cell)]
        sample = assessed.sample(3)

    assert rows == wrong == [*range(2, 1502)]
    assert sample == [2, 502, 1002]


@pytest.mark.parametrize(
    ("name", "subject", "text"),
    [
        ("estat", Estate, "`estat` is nothing that a household refers to (hint: did you mean `estate`?)"),
        ("estate", Household, "`estate` in `related` is not the assessment of a register of `estate`"),
    ],
)
def test_a_register_of_others_than_are_referred_to_is_refused(name: str, subject: type, text: str) -> None:
    one = pl.DataFrame({"id": ["A"]})
    with assess(LAW, one, subject) as other, pytest.raises(ArgumentError) as refused:
        assess(LAW, one, Household, related={name: other})

    assert refused.value.text("en") == text


def test_sums_of_a_conclusion_that_was_not_asked_for_say_so() -> None:
    departments = pl.DataFrame({"id": ["1"]})
    with assess(LAW, few(), conclusions=["in_scope"]) as assessed, assess(LAW, departments, Department) as others:
        with pytest.raises(UnknownConclusionError, match="`yearly_district_subsidy` is not among the conclusions asse"):
            facts_to_collect(assessed)
        with pytest.raises(UnknownConclusionError, match="`department` has no headline: name a conclusion"):
            amounts(others)


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


def test_estates_for_which_the_disk_has_no_room_beside_households_say_so() -> None:
    households = pl.DataFrame({"id": ["1"], "estate": ["A1"]})
    with (
        assess(LAW, few(), conclusions=[]) as of_estates,
        assess(LAW, households, Household, conclusions=[]) as assessed,
    ):
        facts, theirs = assessed.facts, of_estates.facts
        assert isinstance(facts, DuckFacts)
        assert isinstance(theirs, DuckFacts)
        (facts.columns.opened.folder / "estate.parquet").symlink_to("/dev/full")
        with pytest.raises(TableError, match=r"estate\.parquet: it cannot be written: the disk is full"):
            facts.beneath(assessed.within, {"estate": theirs})


def test_households_without_a_register_of_estates_are_open_for_want_of_their_estate() -> None:
    households = pl.DataFrame({"id": ["1"], "estate": ["A1"], "flat_area": ["80.01"], "served": [True]})
    with assess(LAW, households, Household, conclusions=["household_fee"]) as assessed:
        (told,) = assessed.frame.to_dicts()
        assessed.confirm([2])

    assert (told["household_fee"], told["household_fee_missing"]) == (None, "estate")
