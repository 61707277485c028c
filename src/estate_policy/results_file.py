"""Results written as CSV or xlsx, whole or not at all."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unwritable
from estate_policy.sheets_file import Column, Sheet, shown, write_sheets
from estate_policy.whole_file import whole

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""At the beginning of what a spreadsheet takes for a formula."""

_WIDEST = 40


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV or, where the name ends so, as xlsx; the file appears only when it is whole.

    Text that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise TableError(Problem(Message("unknown-ending", {"endings": ".csv, .xlsx"}), Cell(path.name)))
    try:
        with whole(path) as part:
            (_write_workbook if path.suffix.lower() == ".xlsx" else _write_csv)(part, heading, rows)
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(path)))) from error


def _write_csv(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(heading)
        writer.writerows([_safe(cell) for cell in row] for row in rows)


def _write_workbook(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    columns = tuple(Column(name, min(len(name) + 2, _WIDEST)) for name in heading)
    write_sheets(path, [Sheet("Sheet1", columns, rows, kept=2)])


def _safe(cell: object) -> str:
    text = "" if cell is None else shown(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(FORMULA_SIGNS) else text
