"""Registers given as frames of any library are read as the same table in a file is, and results come back alike."""

import csv
import math
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from pyarrow import dataset, parquet

from estate_policy import Estate, TableError
from estate_policy.errors import Cell, Problem
from estate_policy.fact_columns import fact_columns, row_problems
from estate_policy.frames import kind_of, opened
from estate_policy.given_back import as_given, write_result
from estate_policy.register import read_register
from estate_policy.results_file import write_table
from tests.test_fact_columns import REGISTER, expect_the_same, policy, shown


def texts() -> pl.DataFrame:
    return pl.read_csv(REGISTER, infer_schema=False)


def parquet_file(frame: pl.DataFrame, folder: Path) -> Path:
    frame.write_parquet(folder / "r.parquet")
    return folder / "r.parquet"


def a_dataset(frame: pl.DataFrame, folder: Path) -> Any:
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
        {name: column.cast(pa.string()).dictionary_encode() for name, column in zip(frame.columns, frame.to_arrow().columns, strict=True)}
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
    "",
    "not-a-number:建筑面积|not-a-member:管理模式",
    "not-a-number:建筑面积|out-of-range:建成年份",
    "too-many-decimals:建筑面积",
    "out-of-range:建筑面积|out-of-range:建成年份|out-of-range:收费标准",
    "out-of-range:建筑面积",
    "",
    "out-of-range:建成年份|not-a-member:管理模式",
    "blank:编号",
]


@pytest.mark.parametrize("kind", ["polars", "lazy", "arrow", "reader", "dataset", "parquet", "duckdb", "arrow-backed"])
def test_what_a_typed_column_cannot_hold_is_a_problem_of_its_row_and_the_rest_goes_on(
    tmp_path: Path, kind: str
) -> None:
    with opened(KINDS[kind](TYPED, tmp_path), Estate) as register:
        facts = fact_columns(register, policy(), Estate)
        told = register.run(
            f"SELECT row, gross_floor_area, completion_year, renovated, merged, unknown_events, problems, assessed FROM {facts.relation}"  # noqa: E501, S608
        )
        each = [*row_problems(facts)]

    assert [row[1] for row in told] == [8010, None, None, None, None, None, None, 1, 30]
    assert [row[2] for row in told] == [1996, 1995, None, None, None, 1900, 2100, None, None]
    assert [row[3] for row in told] == TYPED["renovated"].to_list()
    assert [row[4] for row in told] == [True, False, False, True, False, True, False, True, False]
    assert {row[5] for row in told} == {""}
    assert [row[7] for row in told] == [False, True, True, True, True, True, True, False, False]
    assert len(each) == facts.problem_count
