"""Four conclusions about every estate of a register, written by hand in numpy for these alone: see `register_sql`.

A batch at a time. A truth is two masks, where it is so and where it is not; in neither it is unknown. Texts are looked
up by number: the names of the missing facts by the sum of a power of two for each.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from tests.benchmarks.register_data import BATCH, FACTS
from tests.benchmarks.register_sql import LEAST_AREA, MOST_AREA

Mask = npt.NDArray[np.bool_]
Whole = npt.NDArray[np.int64]

BITS = {name: 1 << place for place, name in enumerate(FACTS)}
NAMES = pa.array(["|".join(name for name, bit in BITS.items() if bits & bit) for bits in range(1 << len(FACTS))])
STANDINGS = pa.array(["settled", "silent", "unknown", "contested"])
SETTLED, SILENT, UNKNOWN, CONTESTED = range(4)
RULES = pa.array(["", "out_of_scope", "no_mode|out_of_scope", "professional", "no_mode", "renovated", "unrenovated"])
FORMULA = pa.array(["formula"])
TIME = ("completion_year", "completed_in_phases", "first_phase_year", "last_phase_year")


class Truth(NamedTuple):
    """Where something is so, and where it is not."""

    yes: Mask
    no: Mask

    @property
    def unknown(self) -> Mask:
        """Where neither is known."""
        return ~(self.yes | self.no)


class Ends(NamedTuple):
    """The least and the most that something can come to, under one reading."""

    low: Whole
    high: Whole


def by_numpy(register: Path, results: Path) -> None:
    """By numpy, a batch at a time."""
    file = pq.ParquetFile(register)
    batches = (_results(pl.DataFrame(batch)) for batch in file.iter_batches(BATCH))
    first = next(batches)
    with pq.ParquetWriter(results, first.schema) as writer:
        writer.write_table(first)
        for table in batches:
            writer.write_table(table)


def _results(facts: pl.DataFrame) -> pa.Table:
    gone = {name: facts[name].is_null().to_numpy() for name in FACTS}
    in_time, untold = _in_time(facts, gone)
    parts = [_truth(facts, "in_urban_area"), _truth(facts, "recognised_by_district"), in_time]
    descriptors = _truth(facts, "infrastructure_aged"), _truth(facts, "supporting_facilities_incomplete")
    scope, wider = _all(*parts, *descriptors), _all(*parts, _any(*descriptors))
    bits = _bits(facts, gone, in_time, scope)
    area = facts["gross_floor_area"].to_physical().fill_null(0).cast(pl.Int64).to_numpy()
    of_area = np.where(gone["gross_floor_area"], LEAST_AREA, area), np.where(gone["gross_floor_area"], MOST_AREA, area)
    within = _within_scope(facts)
    rates = [_rated(one, within) for one in (scope, wider)]
    monthly = [Ends(low * of_area[0], high * of_area[1]) for low, high in rates]
    yearly = [Ends(low * 12, high * 12) for low, high in monthly]
    opened = np.where(scope.unknown & untold, SILENT, UNKNOWN)
    same = (scope.yes == wider.yes) & (scope.no == wider.no)
    formula = _texts(np.zeros(len(facts), np.int8), FORMULA)
    columns: dict[str, pa.Array] = {
        "id": facts["id"].to_arrow(),
        "in_scope": pa.array(scope.yes, mask=scope.unknown),
        "in_scope_standing": _texts(np.where(scope.unknown, opened, np.where(same, SETTLED, CONTESTED)), STANDINGS),
        "in_scope_rule": formula,
        "in_scope_missing": _texts(np.where(scope.unknown, bits & ~_of(*FACTS[-3:]), 0), NAMES),
    }
    without_area = bits & ~_of("gross_floor_area")
    columns |= _told("district_subsidy_rate", rates, opened, _texts(_rule(facts, scope, rates[0]), RULES), without_area)
    columns |= _told("monthly_district_subsidy", monthly, opened, formula, bits)
    columns |= _told("yearly_district_subsidy", yearly, opened, formula, bits)
    return pa.table(columns)


def _told(name: str, readings: list[Ends], opened: Whole, rule: pa.Array, bits: Whole) -> dict[str, pa.Array]:
    """What is said of an amount under the preferred reading, given the other too."""
    (low, high), (other_low, other_high) = readings
    is_open = low != high
    contested = (low != other_low) | (high != other_high)
    standing = np.where(is_open, opened, np.where(contested, CONTESTED, SETTLED))
    return {
        name: pa.array(low, mask=is_open),
        f"{name}_standing": _texts(standing, STANDINGS),
        f"{name}_rule": rule,
        f"{name}_missing": _texts(np.where(is_open, bits, 0), NAMES),
        f"{name}_low": pa.array(np.minimum(low, other_low)),
        f"{name}_high": pa.array(np.maximum(high, other_high)),
    }


def _in_time(facts: pl.DataFrame, gone: dict[str, Mask]) -> tuple[Truth, Mask]:
    """Whether an estate was completed in time, and where the text does not say."""
    year, first, last = (facts[name].fill_null(0).to_numpy() for name in (TIME[0], TIME[2], TIME[3]))
    phased, given = _truth(facts, "completed_in_phases"), ~gone["first_phase_year"] & ~gone["last_phase_year"]
    phases = Truth(given & (last <= 1998) & (first <= last), given & (last > 1998) & (first > 1998))
    once = Truth(~gone["completion_year"] & (year <= 1998), ~gone["completion_year"] & (year > 1998))
    either = phased.unknown
    yes = (phased.yes & phases.yes) | (phased.no & once.yes) | (either & phases.yes & once.yes)
    no = (phased.yes & phases.no) | (phased.no & once.no) | (either & phases.no & once.no)
    return Truth(yes, no), phased.yes & given & phases.unknown


def _bits(facts: pl.DataFrame, gone: dict[str, Mask], in_time: Truth, scope: Truth) -> Whole:
    """The facts that keep an amount open, where it is."""
    phased = _truth(facts, "completed_in_phases")
    mode = facts["management_mode"]
    settling = (mode == "professional") | (mode == "none")
    matters = dict.fromkeys(FACTS[:8], scope.unknown) | {
        "completion_year": scope.unknown & in_time.unknown & ~phased.yes,
        "completed_in_phases": scope.unknown & in_time.unknown,
        "first_phase_year": scope.unknown & in_time.unknown & ~phased.no,
        "last_phase_year": scope.unknown & in_time.unknown & ~phased.no,
        "renovated": ~settling.fill_null(value=False).to_numpy(),
    }
    bits: Whole = np.zeros(len(facts), np.int64)
    for name, bit in BITS.items():
        bits |= np.where(gone[name] & matters.get(name, True), bit, 0)
    return bits


def _within_scope(facts: pl.DataFrame) -> Ends:
    """Between what the rate lies in scope, in tenths of a yuan."""
    mode = facts["management_mode"]
    professional, none = (_where(mode == name) for name in ("professional", "none"))
    trusted = _where(mode.is_in(["self_governance", "subdistrict_trust"]))
    renovated = _truth(facts, "renovated")
    low = np.where(professional, 1, np.where(trusted, np.where(renovated.no, 3, 1), 0))
    high = np.where(none, 0, np.where(professional | renovated.yes, 1, 3))
    return Ends(low, high)


def _rated(scope: Truth, within: Ends) -> Ends:
    return Ends(np.where(scope.yes, within.low, 0), np.where(scope.no, 0, within.high))


def _rule(facts: pl.DataFrame, scope: Truth, rate: Ends) -> npt.NDArray[np.int64]:
    """By number the rule that gives the rate."""
    mode = facts["management_mode"]
    cases = [
        (rate.low != rate.high, 0),
        (scope.no, 1),
        (scope.unknown, 2),
        (_where(mode == "professional"), 3),
        (_where(mode == "none"), 4),
        (_truth(facts, "renovated").yes, 5),
    ]
    return np.select([where for where, _ in cases], [number for _, number in cases], 6)


def _truth(facts: pl.DataFrame, name: str) -> Truth:
    return Truth(_where(facts[name]), _where(~facts[name]))


def _where(truth: pl.Series) -> Mask:
    return truth.fill_null(value=False).to_numpy()


def _all(*parts: Truth) -> Truth:
    return Truth(np.logical_and.reduce([one.yes for one in parts]), np.logical_or.reduce([one.no for one in parts]))


def _any(*parts: Truth) -> Truth:
    return Truth(np.logical_or.reduce([one.yes for one in parts]), np.logical_and.reduce([one.no for one in parts]))


def _of(*names: str) -> int:
    return sum(BITS[name] for name in names)


def _texts(numbers: npt.NDArray[np.integer], texts: pa.Array) -> pa.Array:
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int16)), texts)
