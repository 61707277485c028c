"""Invented registers: old residential estates, and the households in them, written to Parquet a batch at a time.

The columns are named and typed as the facts are. A register is the same for the same number of rows, and no more than
a batch of it is ever in memory. Years, areas and fees lie near what the rules compare them with.
"""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow.parquet as pq

BATCH = 250_000
"""Rows made and written at a time."""

MISSING = 0.05
"""The share of each fact that nobody has given."""

DISTRICTS = {"亭湖区": 0.45, "盐都区": 0.3, "大丰区": 0.15, "市开发区": 0.1}
MODES = {"self_governance": 0.35, "subdistrict_trust": 0.35, "professional": 0.2, "none": 0.1}
HARDSHIP = {
    "none": 0.9,
    "dibao": 0.04,
    "tekun_person": 0.02,
    "tekun_worker": 0.01,
    "dibao_marginal": 0.02,
    "other": 0.01,
}
FACTS = (
    "in_urban_area",
    "recognised_by_district",
    "completion_year",
    "completed_in_phases",
    "first_phase_year",
    "last_phase_year",
    "infrastructure_aged",
    "supporting_facilities_incomplete",
    "gross_floor_area",
    "management_mode",
    "renovated",
)
"""What the conclusions of the benchmark rest on, in the order in which an estate declares them."""

Drawn = np.random.Generator
Made = Callable[[Drawn, int, int], pl.DataFrame]
"""Some rows of a register: drawn from this, beginning with this row, so many."""


def write_estates(rows: int, path: Path) -> None:
    """A register of so many estates."""
    _write(_estates, rows, path)


def write_households(rows: int, estates: int, path: Path) -> None:
    """A register of so many households, each in one of so many estates, but for some of which nobody knows which."""
    _write(lambda drawn, start, count: _households(drawn, start, count, estates), rows, path)


def write_rows(frame: pl.DataFrame, path: Path) -> None:
    """A frame as Parquet, with decimals as whole numbers, which every reader here reads the fastest."""
    table = frame.to_arrow()
    with pq.ParquetWriter(path, table.schema, store_decimal_as_integer=True) as writer:
        writer.write_table(table)


def _write(made: Made, rows: int, path: Path) -> None:
    schema = made(np.random.default_rng(0), 0, 1).to_arrow().schema
    with pq.ParquetWriter(path, schema, store_decimal_as_integer=True) as writer:
        for start in range(0, rows, BATCH):
            drawn = np.random.default_rng([rows, start])
            writer.write_table(made(drawn, start, min(BATCH, rows - start)).to_arrow().cast(schema))


def _estates(drawn: Drawn, start: int, count: int) -> pl.DataFrame:
    """Nine in ten were completed at one time, and years of phases are on record for few of these."""
    phased = drawn.random(count) < 0.1
    first = drawn.integers(1990, 2001, count)
    last = first + drawn.integers(-1, 7, count)
    at_once = ~phased & (drawn.random(count) < 0.9)
    truths = {
        "in_urban_area": 0.97,
        "recognised_by_district": 0.95,
        "infrastructure_aged": 0.92,
        "supporting_facilities_incomplete": 0.92,
        "renovated": 0.4,
    }
    facts = {name: pl.Series(drawn.random(count) < share) for name, share in truths.items()}
    facts |= {
        "completion_year": pl.Series(drawn.integers(1985, 2002, count)),
        "completed_in_phases": pl.Series(phased),
        "first_phase_year": _without(pl.Series(first), at_once),
        "last_phase_year": _without(pl.Series(last), at_once),
        "gross_floor_area": _decimals(drawn.integers(100_000, 12_000_000, count)),
        "management_mode": _members(drawn, MODES, count),
    }
    given = {name: _some_missing(drawn, facts[name]) for name in FACTS}
    frame = pl.DataFrame({"id": _ids("E", start, count), "district": _members(drawn, DISTRICTS, count), **given})
    return frame.cast({name: pl.Int32 for name in FACTS if name.endswith("_year")})


def _households(drawn: Drawn, start: int, count: int, estates: int) -> pl.DataFrame:
    """Fees of a year lie about 600 yuan, above which the sample schedule relieves nothing."""
    within = drawn.integers(0, estates, count)
    facts = {
        "flat_area": _decimals(drawn.integers(3_000, 15_000, count)),
        "served": pl.Series(drawn.random(count) < 0.9),
        "vacant": pl.Series(drawn.random(count) < 0.08),
        "hardship": _members(drawn, HARDSHIP, count),
        "certificate_presented": pl.Series(drawn.random(count) < 0.8),
        "receipt_presented": pl.Series(drawn.random(count) < 0.8),
        "fee_paid": _decimals(drawn.integers(0, 120_000, count)),
    }
    given = {name: _some_missing(drawn, one) for name, one in facts.items()}
    estate = _without(_numbered("E", within), drawn.random(count) < 0.005)
    return pl.DataFrame({"id": _ids("H", start, count), "estate": estate, **given})


def _ids(letter: str, start: int, count: int) -> pl.Series:
    return _numbered(letter, np.arange(start, start + count))


def _numbered(letter: str, numbers: npt.NDArray[np.int64]) -> pl.Series:
    texts = pl.Series(numbers).cast(pl.String).str.zfill(8)
    return pl.select(pl.lit(letter) + texts).to_series()


def _members(drawn: Drawn, shares: dict[str, float], count: int) -> pl.Series:
    return pl.Series(list(shares)).gather(drawn.choice(len(shares), count, p=list(shares.values())))


def _decimals(hundredths: npt.NDArray[np.int64]) -> pl.Series:
    """Numbers of two decimals; a quotient would be a float."""
    whole = pl.Series(hundredths).cast(pl.Decimal(14, 0))
    return pl.select((whole * pl.lit("0.01").cast(pl.Decimal(4, 2))).cast(pl.Decimal(12, 2))).to_series()


def _some_missing(drawn: Drawn, given: pl.Series) -> pl.Series:
    return _without(given, drawn.random(len(given)) < MISSING)


def _without(given: pl.Series, gone: npt.NDArray[np.bool_]) -> pl.Series:
    return pl.select(pl.when(~pl.Series(gone)).then(given)).to_series()
