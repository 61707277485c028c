"""Registers given as frames of any library are read as the same table in a file is, and results come back alike."""

import csv
import math
from collections.abc import Callable
from decimal import Decimal
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from estate_policy import Estate, TableError
from estate_policy.fact_columns import fact_columns, row_problems
from estate_policy.frames import kind_of, opened
from estate_policy.given_back import as_given, write_result
from estate_policy.register import read_register
from estate_policy.results_file import write_table
from estate_policy.row_source import literal
from tests.test_fact_columns import REGISTER, expect_the_same, policy


def texts() -> pl.DataFrame:
    return pl.read_csv(REGISTER, infer_schema=False)


def parquet_file(frame: pl.DataFrame, folder: Path, groups_of: int | None = None) -> Path:
    frame.write_parquet(folder / "r.parquet", row_group_size=groups_of)
    return folder / "r.parquet"


def a_dataset(frame: pl.DataFrame, folder: Path) -> object:
    return dataset.dataset(parquet_file(frame, folder))


KINDS: dict[str, Callable[[pl.DataFrame, Path], Any]] = {
    "polars": lambda frame, _: frame,
    "lazy": lambda frame, _: frame.lazy(),
    "categorical": lambda frame, _: frame.with_columns(pl.exclude("编号").cast(pl.Categorical)),
    "pandas": lambda frame, _: frame.to_pandas(),
    "objects": lambda frame, _: frame.to_pandas().astype(object),
    "categories": lambda frame, _: frame.to_pandas().astype("category"),
    "arrow-backed": lambda frame, _: frame.to_pandas(use_pyarrow_extension_array=True),
    "arrow": lambda frame, _: frame.to_arrow(),
    "batch": lambda frame, _: frame.to_arrow().combine_chunks().to_batches()[0],
    "dictionaries": lambda frame, _: pa.table(
        {
            name: column.cast(pa.string()).dictionary_encode()
            for name, column in zip(frame.columns, frame.to_arrow().columns, strict=True)
        }
    ),
    "reader": lambda frame, _: frame.to_arrow().to_reader(max_chunksize=7),
    "dataset": a_dataset,
    "parquet": parquet_file,
    "parquet in groups": lambda frame, folder: parquet_file(frame, folder, groups_of=5),
    "duckdb": lambda frame, _: duckdb.from_arrow(frame.to_arrow(), connection=duckdb.connect()),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_sample_register_is_read_alike_from_every_kind_of_frame(tmp_path: Path, kind: str) -> None:
    expect_the_same(read_register(REGISTER, policy(), Estate), KINDS[kind](texts(), tmp_path))


TYPED = pl.DataFrame(
    {
        "编号": ["A", "B", "C", "D", "E", "F", "G", "A", None],
        "建筑面积": [80.1, math.nan, math.inf, 1.234, -1.0, 1e9, None, 0.01, 0.3],
        "建成年份": [1996, 1995, 19, None, 2101, 1900, 2100, 0, -5],
        "renovated": [True, None, False, True, False, True, None, True, False],
        "merged": [True, None, False, True, False, True, None, True, False],
        "管理模式": ["自治", "物业", "专业化", None, "待查", "", "无", "no", "none"],
        "收费标准": pl.Series(["1.10", None, "0.35", "1.2345", "99999999", "1", "2", "3", "4"]).cast(pl.Decimal(12, 4)),
    }
)
PROBLEMS = [
    "doubled-id",
    "not-a-number:建筑面积|not-a-member:管理模式",
    "not-a-number:建筑面积|out-of-range:建成年份",
    "too-many-decimals:建筑面积",
    "out-of-range:建筑面积|out-of-range:建成年份|out-of-range:收费标准",
    "out-of-range:建筑面积",
    "",
    "out-of-range:建成年份|not-a-member:管理模式|doubled-id",
    "blank:编号|out-of-range:建成年份",
]


@pytest.mark.parametrize("kind", ["polars", "lazy", "arrow", "reader", "dataset", "parquet", "duckdb", "arrow-backed"])
def test_what_a_typed_column_cannot_hold_is_a_problem_of_its_row_and_the_rest_goes_on(
    tmp_path: Path, kind: str
) -> None:
    with opened(KINDS[kind](TYPED, tmp_path), Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(
            f"SELECT row, gross_floor_area, completion_year, renovated, merged, unknown_events, problems, assessed FROM {facts.relation}"  # noqa: E501
        )
        each = [*row_problems(facts)]

    assert [row[1] for row in told] == [8010, None, None, None, None, None, None, 1, 30]
    assert [row[2] for row in told] == [1996, 1995, None, None, None, 1900, 2100, None, None]
    assert [row[3] for row in told] == TYPED["renovated"].to_list()
    assert [row[4] for row in told] == [True, False, False, True, False, True, False, True, False]
    assert {row[5] for row in told} == {""}
    assert [row[6] for row in told] == PROBLEMS
    assert [row[7] for row in told] == [False, True, True, True, True, True, True, False, False]
    assert len(each) == sum(len(codes.split("|")) for codes in PROBLEMS if codes)


RESULT = "SELECT row, CAST(1.10 AS DECIMAL(18,2)) AS amount, id, renovated FROM facts ORDER BY row"


@pytest.mark.parametrize("kind", ["polars", "lazy", "pandas", "arrow", "reader", "parquet", "duckdb"])
def test_results_come_back_as_what_was_given_exact_and_in_order(tmp_path: Path, kind: str) -> None:
    source = KINDS[kind](texts(), tmp_path)
    with opened(source, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        back = as_given(RESULT.replace("FROM facts", f"FROM {facts.relation}"), register)
        # Of all results that of a relation alone goes with the register.
        rows = back.fetchall() if kind == "duckdb" else None
    expected = duckdb.DuckDBPyRelation if kind == "parquet" else type(source)
    whole = back.collect() if kind == "lazy" else back.read_all() if kind == "reader" else back
    rows = whole.rows() if rows is None and hasattr(whole, "rows") else rows
    table = whole.fetchall() if rows is None and hasattr(whole, "fetchall") else rows
    if table is None:
        table = [*zip(*(list(whole[name]) for name in ("row", "amount")), strict=True)]
    plain = [tuple(cell.as_py() if hasattr(cell, "as_py") else cell for cell in one[:2]) for one in table]

    assert isinstance(back, expected)
    assert plain == [(row, Decimal("1.10")) for row in range(2, 302)]


def test_a_result_in_csv_is_as_the_writer_of_results_writes_it(tmp_path: Path) -> None:
    cells = ["=1+1", "+1", "-x", "@a", "\tb", "\rc", "a=b", "", None, 'a,"b', "a\n=b", True, Decimal("0.10"), -1]
    types = ["VARCHAR"] * 11 + ["BOOLEAN", "DECIMAL(9, 2)", "INTEGER"]
    names = [f"c{place}" for place in range(len(cells))]
    typed = zip(cells, types, names, strict=True)
    query = f"SELECT {', '.join(f'CAST({literal(one)} AS {type_}) AS {name}' for one, type_, name in typed)}"
    with opened(REGISTER, Estate) as register:
        write_result(tmp_path / "a.csv", query, register)
    write_table(tmp_path / "b.csv", names, [cells])
    told, expected = (
        [*csv.reader(StringIO((tmp_path / name).read_bytes().decode("utf-8-sig"), newline=""))]
        for name in ("a.csv", "b.csv")
    )

    assert told == expected
    assert told[1][:6] == ["'=1+1", "'+1", "'-x", "'@a", "'\tb", "'\rc"]


MIXED = pd.DataFrame(
    {
        "编号": ["A", 2, 3.0, None, "E", "F"],
        "建筑面积": [100, "100.50", Decimal("7.25"), math.nan, math.inf, True],
        "建成年份": np.array([1996, math.nan, math.inf, -math.inf, 1996.5, 1997.0]),
        "renovated": [True, "是", np.bool_(False), None, pd.NA, "也许"],
        "merged": [np.nan, "待查", pd.NaT, 1, 0, "是"],
        "管理模式": ["自治", None, "无", pd.NaT, 5, "待查"],
    }
)


def test_objects_of_any_type_and_what_numpy_has_for_nothing_and_for_endless_are_read_cell_by_cell() -> None:
    """`NaN` is nothing, as pandas has it, and what is endless is no number."""
    columns = "id, gross_floor_area, completion_year, renovated, merged, management_mode, unknown_events, problems"
    with opened(MIXED, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT {columns} FROM {facts.relation}")
        texts = [problem.text() for problem in row_problems(facts)]

    assert told == [
        ("A", 10000, 1996, True, False, "self_governance", "", ""),
        ("2", 10050, None, True, None, None, "merged", ""),
        ("3", 725, None, False, False, "none", "", "not-a-number:建成年份"),
        (None, None, None, None, True, None, "", "blank:编号|not-a-number:建成年份"),
        *[
            (
                "E",
                None,
                None,
                None,
                False,
                None,
                "",
                "not-a-number:建筑面积|too-many-decimals:建成年份|not-a-member:管理模式",
            )
        ],
        ("F", None, 1997, None, True, None, "", "not-a-number:建筑面积|not-a-truth:renovated"),
    ]
    assert texts[-1] == (
        "frame:D7 renovated: `renovated` is `也许`, which is neither yes nor no"
        " (hint: allowed: true, false, or nothing if unknown)"
    )


@pytest.mark.parametrize(
    "cell",
    [
        "encode('亭湖区')",
        "['亭湖区', '盐都区']",
        "['甲', '乙']::VARCHAR[2]",
        "{'of': '甲'}",
        "MAP {'of': '甲'}",
        "INTERVAL 3 DAY",
        "TIME '03:04'",
        "TIMESTAMPTZ '2019-07-01 00:00:00+08'",
        "'101'::BIT",
    ],
)
def test_what_no_cell_can_hold_is_neither_a_name_nor_an_id(cell: str) -> None:
    source = duckdb.connect().sql(f"SELECT 'A' AS id, {cell} AS district")
    with opened(source, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT id, district, problems FROM {facts.relation}")
    with opened(source.select("id AS name, district AS id"), Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told += register.run(f"SELECT id, district, problems FROM {facts.relation}")

    assert told == [("A", None, "no-cell:district"), (None, None, "no-cell:id")]


def test_objects_that_no_cell_can_hold_are_problems_of_their_cells_and_of_no_account_elsewhere() -> None:
    """Among them what pandas reads of a list in Parquet."""
    several = [np.array([1, 2]), np.array([]), ["x"], None, b"x", {"of": 1}, pd.Timedelta(days=3)]
    frame = pd.DataFrame({"id": list("ABCDEFG"), "district": several, "tags": several})
    with opened(frame, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT id, district, problems FROM {facts.relation}")

    assert told == [(id_, None, "" if id_ == "D" else "no-cell:district") for id_ in "ABCDEFG"]


def test_no_number_is_neither_an_id_nor_a_name() -> None:
    nan = pl.DataFrame({"id": [1.0, math.nan], "name": [math.inf, 2.0], "district": [math.nan, -math.inf]})
    with opened(nan, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT id, name, district, problems FROM {facts.relation}")

    assert told == [
        ("1", None, None, "not-finite:name|not-a-member:district"),
        (None, "2", None, "not-finite:id|not-a-member:district"),
    ]


ENDS: dict[str, dict[str, tuple[int | None, int | None, str]]] = {
    "UHUGEINT": {
        "340282366920938463463374607431768211455": (None, None, "out-of-range out-of-range"),
        "0": (None, None, "out-of-range out-of-range"),
        "1900": (190000, 1900, ""),
        "10000000": (1000000000, None, "out-of-range"),
    },
    "HUGEINT": {"-170141183460469231731687303715884105727": (None, None, "out-of-range out-of-range")},
    "TINYINT": {"-128": (None, None, "out-of-range out-of-range"), "127": (12700, None, "out-of-range")},
    "BIGINT": {"2100": (210000, 2100, ""), "2101": (210100, None, "out-of-range")},
    "DECIMAL(38,0)": {"99999999999999999999999999999999999999": (None, None, "out-of-range out-of-range")},
    "DECIMAL(38,2)": {
        "999999999999999999999999999999999999.99": (None, None, "out-of-range out-of-range"),
        "1996.01": (199601, None, "too-many-decimals"),
        "10000000.00": (1000000000, None, "out-of-range"),
        "10000000.01": (None, None, "out-of-range out-of-range"),
    },
    "DECIMAL(38,37)": {"0.01": (1, None, "out-of-range"), "0.011": (None, None, "too-many-decimals out-of-range")},
    "DECIMAL(5,1)": {"1996.0": (199600, 1996, ""), "0.0": (None, None, "out-of-range out-of-range")},
    "DECIMAL(4,3)": {"1.230": (123, None, "out-of-range"), "1.234": (None, None, "too-many-decimals out-of-range")},
    "DOUBLE": {
        "1996.01": (199601, None, "too-many-decimals"),
        "1e300": (None, None, "out-of-range out-of-range"),
        "'-inf'": (None, None, "not-a-number not-a-number"),
        "10000000": (1000000000, None, "out-of-range"),
    },
    "VARCHAR": {
        "'1996'": (199600, 1996, ""),
        "'99999999999999999999'": (None, None, "out-of-range out-of-range"),
        "'10000000.00'": (1000000000, None, "out-of-range"),
    },
}


@pytest.mark.parametrize("type_", ENDS)
def test_numbers_at_and_beyond_the_ends_are_read_alike_alone_and_beside_others(type_: str) -> None:
    """A column of nothing but plain numbers is read by another formula than one that holds any other."""
    for cells in ([[one] for one in ENDS[type_]], [[*ENDS[type_]]]):
        for each in cells:
            rows = ", ".join(f"('{at}', CAST({cell} AS {type_}))" for at, cell in enumerate(each))
            source = duckdb.sql(
                f"SELECT id, v AS gross_floor_area, v AS completion_year FROM (VALUES {rows}) AS t(id, v)"
            )
            with opened(source, Estate) as register:
                facts = fact_columns(register, policy(), Estate)
                told = register.run(f"SELECT gross_floor_area, completion_year, problems FROM {facts.relation}")

            assert [(*numbers, _codes(problems)) for *numbers, problems in told] == [ENDS[type_][one] for one in each]


def _codes(problems: str) -> str:
    return " ".join(one.partition(":")[0] for one in problems.split("|") if one)


@pytest.mark.parametrize(
    ("kind", "type_"),
    [("polars", "Int128"), ("polars", "Float16"), ("lazy", "Int128"), ("lazy", "Duration"), ("arrow", "halffloat")],
)
def test_a_column_that_duckdb_cannot_be_given_is_refused_by_its_name_and_type(kind: str, type_: str) -> None:
    frame = pl.DataFrame({"id": ["A"], "建筑面积": [100]})
    if kind == "arrow":
        source: object = pa.table({"id": ["A"], "建筑面积": pa.array(np.array([100], np.float16))})
    else:
        typed = frame.with_columns(pl.col("建筑面积").cast(getattr(pl, type_)))
        source = typed.lazy() if kind == "lazy" else typed

    with pytest.raises(TableError, match=rf"^frame: the column `建筑面积` is of type {type_}.*cast it to Int64"):
        opened(source, Estate)


def test_a_frame_of_which_duckdb_can_make_nothing_is_refused_as_one_that_cannot_be_read() -> None:
    endless = pa.array([Decimal(1)], pa.decimal256(76, 2)).dictionary_encode()

    with pytest.raises(TableError, match=r"^frame: the file cannot be read: .*Decimal"):
        opened(pa.table({"id": ["A"], "建筑面积": endless}), Estate)


def test_a_parquet_file_that_is_none_or_is_cut_off_is_refused_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "none.parquet").write_bytes(b"PAR1 nothing PAR1")
    whole = parquet_file(texts(), tmp_path).read_bytes()
    (tmp_path / "cut.parquet").write_bytes(whole[: len(whole) // 2])

    for name in ("none.parquet", "cut.parquet"):
        with pytest.raises(TableError, match=f"^{name}: the file cannot be read: "):
            opened(tmp_path / name, Estate)


def test_a_parquet_file_whose_rows_are_damaged_is_refused_by_its_name(tmp_path: Path) -> None:
    """The end of the file, which says what is in it, is whole."""
    file = parquet_file(texts(), tmp_path)
    damaged = bytearray(file.read_bytes())
    damaged[100:2000] = bytes(one ^ 0x5A for one in damaged[100:2000])
    file.write_bytes(damaged)
    with (
        opened(file, Estate) as register,
        pytest.raises(TableError, match=r"^r\.parquet: the file cannot be read: "),
    ):
        fact_columns(register, policy(), Estate)


TWICE = pa.Table.from_arrays(
    [
        pa.array(["A", "B"]),
        pa.array([{"of": {"it": [1]}, "more": 2}] * 2),
        pa.array([100, 100]),
        pa.array([["x"], []]),
        pa.array([100, 99]),
    ],
    names=["id", "parts", "gross_floor_area", "list", "gross_floor_area"],
)
CASES = TWICE.rename_columns(["id", "parts", "gross_floor_area", "list", "Gross_Floor_Area"])


def _twice_in_parquet(folder: Path) -> Path:
    parquet.write_table(TWICE, folder / "r.parquet")
    return folder / "r.parquet"


@pytest.mark.parametrize(
    "given",
    [
        lambda _: TWICE,
        lambda _: TWICE.to_reader(),
        _twice_in_parquet,
        lambda _: pl.DataFrame(CASES),
        lambda _: pl.DataFrame(CASES).lazy(),
        lambda _: (
            duckdb.connect()
            .sql("SELECT * FROM (VALUES ('A', 100, 100), ('B', 100, 99)) AS t(id, gross_floor_area, other)")
            .select("id, gross_floor_area, other AS Gross_Floor_Area")
        ),
    ],
    ids=["arrow", "reader", "parquet", "polars", "lazy", "duckdb"],
)
def test_two_columns_of_one_name_are_both_read(tmp_path: Path, given: Callable[[Path], Any]) -> None:
    """DuckDB calls the second by another name, under which nothing would be read."""
    with opened(given(tmp_path), Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT id, gross_floor_area, problems FROM {facts.relation}")

    assert told == [("A", 10000, ""), ("B", None, "columns-differ")]


PLAIN = pl.DataFrame({"id": [f"E{number}" for number in range(9)], "completion_year": [*range(1990, 1998), None]})


@pytest.mark.parametrize(
    "also",
    [{}, {"file_row_number": [7] * 9}, {"File_Row_Number": [7] * 9}],
    ids=["numbered", "a column of that name", "one in capitals"],
)
def test_plain_columns_of_a_file_in_groups_give_the_same_facts_as_of_a_frame(
    tmp_path: Path, also: dict[str, list[int]]
) -> None:
    frame = PLAIN.with_columns(**{name: pl.Series(values) for name, values in also.items()})
    told = []
    for source in (frame, parquet_file(frame, tmp_path, groups_of=2)):
        with opened(source, Estate) as register:
            facts = fact_columns(register, policy(), Estate)
            told.append(register.run(f"SELECT row, id, completion_year FROM {facts.relation}"))

    assert (
        told[0]
        == told[1]
        == [(number + 2, f"E{number}", year) for number, year in enumerate([*range(1990, 1998), None])]
    )


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize(("name", "other"), [("r[1]", "r1"), ("r*", "rr"), ("r?", "rr")])
def test_a_file_is_read_and_no_other_that_its_name_would_be_a_pattern_of(
    tmp_path: Path, name: str, other: str, ending: str
) -> None:
    folder = tmp_path / "of[2]" / "completion_year=1900"
    for parent, id_ in ((folder, "A"), (tmp_path / "of2" / "completion_year=1900", "B")):
        parent.mkdir(parents=True)
        for number, called in enumerate((name, other)):
            frame = pl.DataFrame({"id": [f"{id_}{number}"], "completion_year": [1990]})
            write = frame.write_csv if ending == "csv" else frame.write_parquet
            with (parent / f"{called}.{ending}").open("wb") as file:
                write(file)
    with opened(folder / f"{name}.{ending}", Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(f"SELECT id, completion_year FROM {facts.relation}")

    assert told == [("A0", 1990)]


@pytest.mark.parametrize("becomes", [PLAIN.head(3), None], ids=["another", "gone"])
def test_a_parquet_file_that_is_changed_after_it_was_read_is_refused(
    tmp_path: Path, becomes: pl.DataFrame | None
) -> None:
    file = parquet_file(PLAIN, tmp_path, groups_of=2)
    with opened(file, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        file.unlink()
        if becomes is not None:
            becomes.write_parquet(file)

        with pytest.raises(TableError, match=r"^r\.parquet: the file has changed since it was read: assess it again$"):
            write_result(tmp_path / "out.parquet", f"SELECT * FROM {facts.relation}", register)

    assert not (tmp_path / "out.parquet").exists()


MANY = "SELECT range AS a, 'x' AS b FROM range(50000)"


@pytest.mark.parametrize("ending", ["csv", "parquet", "xlsx"])
def test_results_for_a_folder_that_is_not_there_are_refused_by_their_name(tmp_path: Path, ending: str) -> None:
    with (
        opened(texts(), Estate) as register,
        pytest.raises(TableError, match=rf"out\.{ending}: it cannot be written: there is no such folder"),
    ):
        write_result(tmp_path / "nowhere" / f"out.{ending}", MANY, register)


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_results_for_which_the_disk_has_no_room_say_so_and_leave_nothing(tmp_path: Path, ending: str) -> None:
    (tmp_path / f".out.{ending}.part").symlink_to("/dev/full")
    with (
        opened(texts(), Estate) as register,
        pytest.raises(TableError, match=rf"out\.{ending}: it cannot be written: the disk is full"),
    ):
        write_result(tmp_path / f"out.{ending}", MANY, register)

    assert [*tmp_path.iterdir()] == []


def test_nothing_is_left_on_the_connection_of_a_relation() -> None:
    """Also where there are tables of odd cells, odd ids and doubled ids, and results; or nothing was to be read."""
    connection = duckdb.connect()
    connection.execute("CREATE TABLE facts AS SELECT 1 AS mine")
    rows = pl.DataFrame({"id": ["A", "a", *map("é{}".format, range(30))], "建成年份": [*map("{}年".format, range(32))]})
    relation = duckdb.from_arrow(rows.to_arrow(), connection=connection)
    with opened(relation, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        ((count,),) = as_given(f"SELECT count(*) FROM {facts.relation}", register).fetchall()
        assert len(_names(connection)) > 1
    with pytest.raises(TableError):
        opened(connection.sql("SELECT 1 AS nothing"), Estate)

    assert (count, _names(connection)) == (32, ["facts"])


def test_a_register_may_be_closed_after_the_connection_it_was_given_on() -> None:
    connection = duckdb.connect()
    register = opened(connection.sql("SELECT 'A' AS id"), Estate)
    connection.close()

    register.close()


def _names(connection: duckdb.DuckDBPyConnection) -> list[str]:
    made = "SELECT table_name FROM duckdb_tables() UNION ALL SELECT view_name FROM duckdb_views() WHERE NOT internal"
    return [name for (name,) in connection.execute(made).fetchall()]


def test_results_for_a_file_of_another_ending_are_refused(tmp_path: Path) -> None:
    with (
        opened(texts(), Estate) as register,
        pytest.raises(TableError, match=r"that ends in: \.csv, \.parquet, \.xlsx"),
    ):
        write_result(tmp_path / "out.txt", MANY, register)


def test_a_frame_has_no_sheets() -> None:
    with pytest.raises(TableError, match="only a workbook has sheets"):
        opened(texts(), Estate, "名册")


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TableError, match=r"`builtins\.int` is no table"):
        kind_of(12)
