"""Results written as CSV or xlsx, whole or not at all."""

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unwritable
from estate_policy.whole_file import whole

_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 40
_MOST_ROWS = 1_048_576
"""Rows of a sheet of Excel, the heading included."""
_LONGEST_CELL = 32_767


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV or, where the name ends so, as xlsx; the file appears only when it is whole.

    Text that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise TableError(Problem(Message("unknown-ending"), Cell(path.name)))
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
    import xlsxwriter  # noqa: PLC0415 it comes with an extra, and CSV needs none

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False})
    sheet = book.add_worksheet()
    sheet.freeze_panes(1, 2)
    for column, name in enumerate(heading):
        sheet.set_column(column, column, min(len(name) + 2, _WIDEST))
    sheet.write_row(0, 0, heading, book.add_format({"bold": True}))
    last = 0
    for last, row in enumerate(rows, 1):
        if last >= _MOST_ROWS:
            raise _too_large(Message("too-many-rows", {"most": f"{_MOST_ROWS:,}"}))
        for column, cell in enumerate(row):
            number = _exact_double(cell)
            if number is not None:
                sheet.write_number(last, column, number)
            elif cell is not None and sheet.write_string(last, column, _shown(cell)):
                raise _too_large(Message("cell-too-long", {"most": f"{_LONGEST_CELL:,}"}))
    sheet.autofilter(0, 0, last, len(heading) - 1)
    book.close()


def _too_large(message: Message) -> TableError:
    return TableError(Problem(message, hint=Message("write-csv")))


def _exact_double(cell: object) -> float | None:
    """The number as a spreadsheet keeps it, if it shows the same digits."""
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return None
    number = float(cell)
    return number if Decimal(repr(number)) == cell else None


def _safe(cell: object) -> str:
    text = "" if cell is None else _shown(cell)
    return f"'{text}" if isinstance(cell, str) and text.startswith(_FORMULA_SIGNS) else text


def _shown(cell: object) -> str:
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
