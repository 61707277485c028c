"""Registers given as frames of any library are read as the same table in a file is, and results come back alike."""

import csv
import math
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import dataset

from estate_policy import Estate, TableError
from estate_policy.fact_columns import fact_columns, row_problems
from estate_policy.frames import kind_of, opened
from estate_policy.given_back import as_given, write_result
from estate_policy.register import read_register
from estate_policy.results_file import write_table
from tests.test_fact_columns import REGISTER, expect_the_same, policy


def texts() -> pl.DataFrame:
    return pl.read_csv(REGISTER, infer_schema=False)


def parquet_file(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_parquet(folder / "r.parquet")
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
    "dictionaries": lambda frame, _: pa.table(
        {
            name: column.cast(pa.string()).dictionary_encode()
            for name, column in zip(frame.columns, frame.to_arrow().columns, strict=True)
        }
    ),
    "reader": lambda frame, _: frame.to_arrow().to_reader(max_chunksize=7),
    "dataset": a_dataset,
    "parquet": parquet_file,
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
    assert len(each) == facts.problem_count


RESULT = "SELECT row, CAST(1.10 AS DECIMAL(18,2)) AS amount, id, renovated FROM facts ORDER BY row"


@pytest.mark.parametrize("kind", ["polars", "lazy", "pandas", "arrow", "reader", "parquet", "duckdb"])
def test_results_come_back_as_what_was_given_exact_and_in_order(tmp_path: Path, kind: str) -> None:
    source = KINDS[kind](texts(), tmp_path)
    with opened(source, Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        back = as_given(RESULT.replace("FROM facts", f"FROM {facts.relation}"), register)
    expected = duckdb.DuckDBPyRelation if kind == "parquet" else type(source)
    whole = back.collect() if kind == "lazy" else back.read_all() if kind == "reader" else back
    rows = whole.rows() if hasattr(whole, "rows") else None
    table = whole.fetchall() if rows is None and hasattr(whole, "fetchall") else rows
    if table is None:
        table = [*zip(*(list(whole[name]) for name in ("row", "amount")), strict=True)]
    plain = [tuple(cell.as_py() if hasattr(cell, "as_py") else cell for cell in one[:2]) for one in table]

    assert isinstance(back, expected)
    assert plain == [(row, Decimal("1.10")) for row in range(2, 302)]


def test_a_result_in_csv_is_as_the_writer_of_results_writes_it(tmp_path: Path) -> None:
    query = "SELECT '=1+1' AS id, CAST(0.10 AS DECIMAL(9,2)) AS v, true AS so, NULL AS none, 'a,\"b' AS t, -1 AS n"
    with opened(REGISTER, Estate) as register:
        write_result(tmp_path / "a.csv", query, register)
    write_table(
        tmp_path / "b.csv", ["id", "v", "so", "none", "t", "n"], [["=1+1", Decimal("0.10"), True, None, 'a,"b', -1]]
    )
    read = [[*csv.reader((tmp_path / name).read_text("utf-8-sig").splitlines())] for name in ("a.csv", "b.csv")]

    assert read[0] == read[1]


def test_what_is_no_table_is_refused() -> None:
    with pytest.raises(TableError, match=r"`builtins\.int` is no table"):
        kind_of(12)
