"""A register in one pass: the same columns by this library, by hand in DuckDB, polars and numpy; amounts by peers.

    pip install duckdb numpy polars pyarrow pyspark
    python -m tests.benchmarks.register --check
    python -m tests.benchmarks.register 1 1000 220000 5000000 --peer-python PYTHON --chart docs/benchmarks-register.svg

PYTHON is an interpreter with openfisca-core, policyengine-core and polars, which need not go together with the rest.
Every measurement is a process of its own, from Parquet to Parquet; of Spark one without its start, and with the memory
of its Java. Before anything is reported, the columns written by hand are compared with each other, all rows of
them; `--check` holds them to `decide`.
"""

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from tests.benchmarks.measuring import Measured, command, done, measured

SIZES = (1, 1_000, 220_000, 5_000_000)
OURS = {
    "`assess`": "tests.benchmarks.register_ours:ours",
    "`assess`, amounts alone": "tests.benchmarks.register_ours:our_amounts",
}
ON_SPARK = {"`assess` on Spark": "tests.benchmarks.register_spark:ours_on_spark"}
BY_HAND = {
    "DuckDB by hand": "tests.benchmarks.register_sql:by_duckdb",
    "polars by hand": "tests.benchmarks.register_polars:by_polars",
    "numpy by hand": "tests.benchmarks.register_numpy:by_numpy",
}
AMOUNTS_BY_HAND = {"DuckDB by hand, amounts alone": "tests.benchmarks.register_sql:amounts_by_duckdb"}
PEERS = {"OpenFisca, amounts alone": "openfisca_core", "PolicyEngine, amounts alone": "policyengine_core"}
FASTEST = ("DuckDB by hand", "polars by hand")
"""Of these the faster one is what the others are compared with."""

HEADINGS = (
    "estates",
    "by",
    "s",
    "× the faster by hand",
    "rows a second",
    "s, process",
    "MB",
    "off by a fen",
    "paid though open",
)


def main(arguments: Sequence[str]) -> None:
    """Print a table in Markdown, or check what is measured."""
    given = _arguments(arguments)
    if given.check:
        found = done("tests.benchmarks.register_check:checked")
        sys.stdout.write(f"{found}\n")
        return
    if given.peer_python is None:
        sys.stderr.write(
            "OpenFisca and PolicyEngine are not measured: `--peer-python` names no interpreter that has them\n"
        )
    _write(HEADINGS)
    _write(["---:", "---", *["---:"] * (len(HEADINGS) - 2)])
    every = []
    for rows in given.sizes or SIZES:
        with tempfile.TemporaryDirectory(dir=given.folder) as folder:
            every += _sized(rows, Path(folder), given.peer_python, given.rounds)
    if given.chart is not None:
        from tests.benchmarks.register_chart import write_chart  # noqa: PLC0415 only where it is asked for

        write_chart(every, given.chart)


def _arguments(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, help="how many estates; several sizes are measured in turn")
    parser.add_argument("--check", action="store_true", help="hold what is written by hand to `decide`")
    parser.add_argument("--peer-python", help="an interpreter with openfisca-core, policyengine-core and polars")
    parser.add_argument(
        "--rounds", type=int, default=3, help="processes of each measurement, of which the median counts"
    )
    parser.add_argument("--folder", type=Path, help="where registers are written, instead of the temporary folder")
    parser.add_argument("--chart", type=Path, help="where to write a chart of the table")
    return parser.parse_args(arguments)


def _sized(rows: int, folder: Path, peer_python: str | None, rounds: int) -> list[Measured]:
    """All ways for one size, a line of the table each."""
    register = folder / "estates.parquet"
    done("tests.benchmarks.register_data:write_estates", rows, register)
    by_name = {**OURS, **ON_SPARK, **BY_HAND, **AMOUNTS_BY_HAND}
    to_start = {way: command(work, register, _results(folder, way)) for way, work in by_name.items()}
    for way, package in (PEERS if peer_python else {}).items():
        to_start[way] = _peer_command(str(peer_python), package, register, _results(folder, way))
    found = [one for way, each in to_start.items() if (one := _measured(way, rows, each, rounds)) is not None]
    expected, *others = [_results(folder, way) for way in (*BY_HAND, *AMOUNTS_BY_HAND)]
    for other in others:
        assert done("tests.benchmarks.register_compared:rows_that_differ", expected, other) == "0", other
    on_spark = _results(folder, next(iter(ON_SPARK)))
    for mine in (_results(folder, next(iter(OURS))), *([on_spark / "*.parquet"] if on_spark.exists() else [])):
        assert done("tests.benchmarks.register_compared:ours_that_differ", expected, mine) == "0", mine
    fastest = min(one.seconds for one in found if one.way in FASTEST)
    for one in found:
        _write(
            [*_cells(one, fastest), *(_wrong(expected, _results(folder, one.way)) if one.way in PEERS else ("", ""))]
        )
    return found


def _wrong(expected: Path, peer: Path) -> Iterator[str]:
    counted = done("tests.benchmarks.register_compared:wrong_amounts", expected, peer)
    return (f"{count:,}" for count in json.loads(counted))


def _peer_command(python: str, package: str, register: Path, results: Path) -> list[str]:
    script = Path(__file__).with_name("register_peers.py")
    return [python, str(script), package, str(register), str(results)]


def _results(folder: Path, way: str) -> Path:
    return folder / f"{''.join(letter for letter in way if letter.isalnum())}.parquet"


def _measured(way: str, rows: int, to_start: Sequence[str], rounds: int) -> Measured | None:
    found = measured(way, rows, to_start, rounds)
    if found is None:
        sys.stderr.write(f"{way}: not there to be measured\n")
    return found


def _cells(one: Measured, fastest: float) -> Iterator[str]:
    yield from (f"{one.rows:,}", one.way, f"{one.seconds:.3f}", f"{one.seconds / fastest:.2f}")
    yield from (f"{one.rows / one.seconds:,.0f}", f"{one.whole:.2f}", f"{one.memory:,.0f}")


def _write(cells: Iterable[str]) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(sys.argv[1:])
