"""A whole country: households joined to their estates, relief and budget by district, by this library and by hand.

    pip install duckdb numpy polars pyarrow
    python -m tests.benchmarks.country --check
    python -m tests.benchmarks.country 39000000 220000

Every measurement is a process of its own, from Parquet to Parquet. `--check` holds what is written by hand to `decide`.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.benchmarks.measuring import command, done, measured

HOUSEHOLDS, ESTATES = 39_000_000, 220_000
BY_HAND = "DuckDB by hand"
WAYS = {
    BY_HAND: "tests.benchmarks.country_sql:country_by_duckdb",
    "`assess`": "tests.benchmarks.register_ours:ours_country",
}
HEADINGS = ("households", "estates", "by", "s", "× by hand", "households a second", "s, process", "MB")


def main(arguments: Sequence[str]) -> None:
    """Print a table in Markdown, or check what is measured."""
    parser = argparse.ArgumentParser()
    parser.add_argument("households", nargs="?", type=int, default=HOUSEHOLDS)
    parser.add_argument("estates", nargs="?", type=int, default=ESTATES)
    parser.add_argument("--check", action="store_true", help="hold what is written by hand to `decide`")
    parser.add_argument(
        "--rounds", type=int, default=3, help="processes of each measurement, of which the median counts"
    )
    parser.add_argument("--folder", type=Path, help="where registers are written, instead of the temporary folder")
    given = parser.parse_args(arguments)
    if given.check:
        sys.stdout.write(f"{done('tests.benchmarks.country_check:checked')}\n")
        return
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        _table(given.households, given.estates, Path(folder), given.rounds)


def _table(households: int, estates: int, folder: Path, rounds: int) -> None:
    registers = folder / "estates.parquet", folder / "households.parquet"
    done("tests.benchmarks.register_data:write_estates", estates, registers[0])
    done("tests.benchmarks.register_data:write_households", households, estates, registers[1])
    _write(HEADINGS)
    _write(["---:", "---:", "---", *["---:"] * (len(HEADINGS) - 3)])
    by_hand = 0.0
    for number, (name, work) in enumerate(WAYS.items()):
        one = measured(name, households, command(work, *registers, folder / f"results-{number}.parquet"), rounds)
        if one is None:
            sys.stderr.write(f"{name}: not there to be measured\n")
            continue
        by_hand = by_hand or one.seconds
        figures = (f"{one.seconds:.2f}", f"{one.seconds / by_hand:.2f}", f"{households / one.seconds:,.0f}")
        _write([f"{households:,}", f"{estates:,}", name, *figures, f"{one.whole:.2f}", f"{one.memory:,.0f}"])


def _write(cells: Iterable[str]) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
