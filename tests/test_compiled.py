"""The view of the law says of every row of a table in DuckDB what `exact` says; and its statement, what it reads."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path

import attrs
import duckdb
import pytest

from estate_policy import Estate, Household, Meeting, Voucher
from estate_policy.cli import main
from estate_policy.compiled import View, view, view_statement
from estate_policy.errors import ColumnsError
from estate_policy.loading import shipped_policy
from estate_policy.natural_columns import facts_query, is_named_unknown
from estate_policy.schema import identity_of
from tests.columns import Facts, Row, about, by_exact, by_sql
from tests.kites import DAY, Kite, clause, conclusion, formula, parameter, read
from tests.natural import laws, sample, table_of, told

OLD = Estate(id="old", in_urban_area=True, recognised_by_district=True, completion_year=1990,
             completed_in_phases=False, infrastructure_aged=True, supporting_facilities_incomplete=True,
             gross_floor_area=Decimal("80.01"), management_mode="subdistrict_trust", renovated=False)  # fmt: skip
RATE = ["in_scope", "district_subsidy_rate", "monthly_district_subsidy"]


def _in_duckdb(made: View, subjects: Mapping[type, Sequence[Facts]]) -> dict[str, Row]:
    connection = duckdb.connect()
    for subject, rows in subjects.items():
        for statement in table_of(made, subject, rows):
            connection.execute(statement)
    connection.execute(view_statement(made, "duckdb"))
    return _rows(connection, made)


def _rows(connection: duckdb.DuckDBPyConnection, made: View) -> dict[str, Row]:
    answer = connection.execute(f'SELECT * FROM "{made.name}"')
    heading = [column[0] for column in answer.description or ()]
    rows = [dict(zip(heading, row, strict=True)) for row in answer.fetchall()]
    return {row.pop("id"): row for row in rows}


@cache
def _of_sample(law: str) -> dict[str, Row]:
    """What a view of one of the laws says of the sample register."""
    return _in_duckdb(view(laws()[law], Estate, about(laws()[law], "estate")), {Estate: sample()})


@pytest.mark.parametrize("law", ["shipped", "instruments"])
def test_a_view_over_the_sample_register_says_what_is_decided(law: str) -> None:
    assert _of_sample(law) == told(laws()[law], sample())


def test_a_view_of_another_law_says_something_else() -> None:
    assert _of_sample("shipped") != told(laws()["instruments"], sample())


def test_a_view_about_households_reads_the_table_of_estates() -> None:
    law = laws()["instruments"]
    estates = [OLD, attrs.evolve(OLD, id="young", completion_year=2010), attrs.evolve(OLD, id="gap", renovated=None)]
    rows: list[Facts] = [
        (Household(id=str(place), estate=one, flat_area=Decimal("80.01"), served=True), ("vacant",) if place else ())
        for place, one in enumerate([*estates, None])
    ]
    made = view(law, Household, about(law, "household"))

    found = _in_duckdb(made, {Household: rows, Estate: [(one, ()) for one in estates]})

    assert found == told(law, rows)


def test_what_a_fact_cannot_be_is_unknown_and_nothing_on_record_is_none() -> None:
    """By hand: 0.3 yuan for 80.01 m2 is 24.003; a year of 3000 is no year; too many decimals are no area."""
    law = laws()["shipped"]
    made = view(law, Estate, RATE)
    connection = duckdb.connect()
    make, fill = table_of(made, Estate, [(OLD, ())])
    connection.execute(make.replace("NUMERIC(18, 2)", "DOUBLE").replace("NUMERIC(18, 0)", "BIGINT"))
    connection.execute(fill)
    for column, value in {
        "completion_year": "3000",
        "gross_floor_area": "80.011",
        "management_mode": "'nobody'",
    }.items():
        connection.execute(
            f"INSERT INTO estate SELECT * REPLACE ('{column}' AS id, {value} AS {column}) FROM estate WHERE id = 'old'"
        )
    connection.execute(
        "INSERT INTO estate SELECT * REPLACE ('nan' AS id, 'nan' AS gross_floor_area) FROM estate WHERE id = 'old'"
    )
    connection.execute(view_statement(made, "duckdb"))
    found = _rows(connection, made)

    assert found["old"]["monthly_district_subsidy"] == Decimal("24.003")
    assert found["completion_year"]["in_scope_missing"] == "completion_year"
    assert found["gross_floor_area"]["monthly_district_subsidy_missing"] == "gross_floor_area"
    assert found["nan"]["monthly_district_subsidy_missing"] == "gross_floor_area"
    assert found["management_mode"]["district_subsidy_rate_missing"] == "management_mode"


def test_an_event_without_a_value_did_not_happen_unless_nobody_knows() -> None:
    law = read({"1": clause(conclusions={"a": formula("truth", "torn")})}).on(DAY)
    rows: list[Facts] = [
        (Kite(id="none"), ()),
        (Kite(id="torn", torn=True), ()),
        (Kite(id="open"), ("ruling", "torn")),
    ]
    found = _in_duckdb(view(law, Kite, ["a"]), {Kite: rows})

    assert {id_: row["a"] for id_, row in found.items()} == {"none": False, "torn": True, "open": None}
    assert found["open"]["a_missing"] == "torn"


@pytest.mark.parametrize(
    ("named", "expected"), [("NULL", False), ("'torn_off|ruling'", False), ("'ruling|torn'", True)]
)
def test_an_event_is_unknown_where_its_whole_name_is_among_those_named(named: str, expected: object) -> None:
    query = f"SELECT {is_named_unknown('torn')} FROM (SELECT {named} AS unknown_events)"

    assert duckdb.execute(query).fetchall() == [(expected,)]


@pytest.mark.parametrize(
    ("subject", "name", "cell", "expected"),
    [
        (Kite, "ruling", "'upheld'", "upheld"),
        (Kite, "ruling", "NULL", "none_given"),
        (Kite, "ruling", "'nobody'", None),
        (Kite, "home", "'别处'", "别处"),
        (Kite, "home", "''", None),
        (Estate, "district", "'亭湖区'", "亭湖区"),
        (Estate, "district", "'亭湖区 '", None),
        (Estate, "district", "'Tinghu District'", None),
        (Estate, "district", "'不详'", None),
        (Estate, "district", "'经开区'", "经开区"),
        (Kite, "height", "-2", -2),
        (Kite, "height", "-3", None),
        (Estate, "gross_floor_area", "1234567.89::DOUBLE", 123456789),
        (Estate, "gross_floor_area", "1234567.89::FLOAT", None),
        (Estate, "gross_floor_area", "80.5::FLOAT", 8050),
        (Estate, "gross_floor_area", "80.00000000000000000001", None),
        (Meeting, "held_on", "DATE '1990-01-02'", 1989 * 365 + 482 + 2),
        (Meeting, "held_on", "DATE '1989-12-31'", None),
        (Voucher, "voucher_date", "DATE '1990-03-31'", 1990 * 12 + 2),
        (Voucher, "voucher_date", "DATE '2101-01-01'", None),
    ],
)
def test_a_cell_is_counted_as_rules_count_it(subject: type, name: str, cell: str, expected: object) -> None:
    """By hand: 482 of 1989 years were leap years, and months are counted from the year 0.

    The number of single precision that is nearest to 1234567.89 is 1234567.875, which is no area.
    """
    cells = f"(SELECT 'k' AS {identity_of(subject)}, {cell} AS {name}, NULL AS unknown_events)"
    policy = read({"1": clause()}) if subject is Kite else laws()["shipped"].policy
    ((_, found),) = duckdb.execute(facts_query(policy, subject, [name], cells)).fetchall()

    assert found == expected


def test_a_statement_tells_what_it_is_of_and_what_it_reads() -> None:
    law = laws()["instruments"]
    text = view_statement(view(law, Estate, RATE, "bureau.it's"), "postgres")
    head, _, statement = text.partition("CREATE VIEW")

    assert all(line.startswith("--") for line in head.splitlines())
    assert law.policy.digest in head
    assert "2020-01-01" in head
    assert "gross_floor_area: NUMERIC(10, 2), m2, 0.01–10000000, 建筑面积 gross floor area" in head
    assert "EXAMPLE" in head
    assert statement.startswith(' "bureau"."it\'s_conclusions" AS')
    assert 'FROM "bureau"."it\'s"' in statement


def test_a_name_that_postgres_would_cut_is_refused() -> None:
    law = read({"1": clause(conclusions={"a" * 60: formula("share", "height")})}).on(DAY)

    with pytest.raises(ColumnsError) as refused:
        view(law, Kite, ["a" * 60])

    assert [problem.code for problem in refused.value.problems] == ["name-too-long"]


def test_what_chooses_among_small_figures_is_not_computed_in_32_bits() -> None:
    choice = {"high": {"when": "entered", "then": "many"}, "low": {"when": "not entered", "then": "more"}}
    law = read({"1": clause(
        parameters={"many": parameter("100000"), "more": parameter("200000")},
        conclusions={"a": conclusion("share", choice), "b": formula("share", "a * a"), "c": formula("share", "b * a")},
    )}).on(DAY)  # fmt: skip
    rows: list[Facts] = [(Kite(id=str(one), entered=one), ()) for one in (None, True, False)]
    found = by_sql(law, "kite", rows)

    assert found[2]["c"] == Decimal(8_000_000_000_000_000)
    assert [by_exact(law, one) for one in rows] == [{k: v for k, v in row.items() if k != "place"} for row in found]


def test_what_64_bits_do_not_hold_is_rounded_exactly() -> None:
    law = read({"1": clause(
        parameters={"big": parameter("10000000000007"), "half": parameter("0.5")},
        conclusions={"a": formula("share", "round(height * big * big * half, 1)")},
    )}).on(DAY)  # fmt: skip
    rows: list[Facts] = [(Kite(id=str(one), height=one), ()) for one in (None, -2, -1, 0, 1, 2)]
    found = by_sql(law, "kite", rows)

    # Half of 10000000000007 squared ends in a half, which goes up.
    assert found[4]["a"] == Decimal(50000000000070000000000025)
    assert [by_exact(law, one) for one in rows] == [{k: v for k, v in row.items() if k != "place"} for row in found]


def test_the_command_writes_what_a_database_runs(tmp_path: Path) -> None:
    """0.35 yuan a month under the reform in place of 0.3, for 80.01 m2."""
    reform, out = str(shipped_policy() / "reforms" / "raise-unrenovated-rate.yaml"), tmp_path / "law.sql"
    asked = ["--on", "2020-01-01", "--amend", reform, "--conclusion", "monthly_district_subsidy", "--out", str(out)]
    with pytest.raises(SystemExit) as ended:
        main(["compile", *asked])
    connection = duckdb.connect()
    for statement in table_of(view(laws()["shipped"], Estate, RATE), Estate, [(OLD, ())]):
        connection.execute(statement)
    connection.execute(out.read_text("utf-8"))
    (row,) = connection.execute("SELECT monthly_district_subsidy FROM estate_conclusions").fetchall()

    assert ended.value.code == 0
    assert row == (Decimal("28.0035"),)


def test_a_view_of_nothing_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The policy reads what a meeting decided, and concludes nothing about it."""
    out, asked = tmp_path / "law.sql", ["--of", "meeting", "--on", "2020-01-01", "--lang", "en"]
    for more in ([], ["--conclusion", "in_scope"]):
        with pytest.raises(SystemExit) as ended:
            main(["compile", *asked, *more, "--out", str(out)])
        said = capsys.readouterr().err

        assert (ended.value.code, out.exists()) == (2, False)
        assert said.startswith("the law of 2020-01-01 concludes nothing about `meeting` (hint: allowed: estate, househ")


@pytest.mark.parametrize(("language", "words"), [("zh", "写成 SQL 视图"), ("en", "as a view of SQL")])
def test_the_command_says_what_it_is_for(language: str, words: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["compile", "--help", "--lang", language])

    assert words in capsys.readouterr().out
