"""Tables of cells read from CSV or Excel: a heading and the rows below it."""

from collections.abc import Callable
from itertools import islice
from pathlib import Path

import attrs

from estate_policy.delimited import read_delimited
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unreadable
from estate_policy.rows import Content, Defect, Merged, Row, is_blank
from estate_policy.shown import shortened
from estate_policy.workbook import Sheet, read_workbook, sheet_names

EXCEL = frozenset({".xlsx", ".xlsm"})
"""Endings of the workbooks that can be read."""

OTHER_WORKBOOKS = frozenset({".xls", ".xlsb", ".ods", ".et"})
"""Endings of those that cannot."""

SEARCHED = 10
"""Rows among which the heading is looked for."""


@attrs.frozen
class Table:
    """The heading of a table and the rows below and above it; rows without any content are left out."""

    file: str
    sheet: str | None
    heading: Row
    rows: tuple[Row, ...]
    other_sheets: tuple[str, ...] = ()
    above: tuple[Row, ...] = ()

    def place(self, row: int, column: int | None = None) -> Cell:
        """The place of a row, or of a cell in it; columns count from 0."""
        if column is None:
            return Cell(self.file, self.sheet, row)
        heading = heading_text(self.heading.cells[column]) if column < len(self.heading.cells) else ""
        return Cell(self.file, self.sheet, row, letters(column), shortened(heading) or None)


def read_table(path: Path, sheet: str | None = None, is_heading: Callable[[Row], bool] | None = None) -> Table:
    """The table of a CSV file, or of a sheet of a workbook, the first that is shown unless named.

    The heading is the first row, or the first of the first ten that `is_heading` knows. `TableError` if there is none.
    """
    _refuse_other_workbook(path)
    try:
        read = read_workbook(path, sheet) if path.suffix.lower() in EXCEL else _text(path, sheet)
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    return headed(path.name, read, is_heading)


def headed(file: str, read: Sheet, is_heading: Callable[[Row], bool] | None) -> Table:
    """A sheet as the table below its heading, which `read_table` explains."""
    if not read.rows:
        raise TableError(Problem(Message("empty-table"), Cell(file)))
    first = islice(enumerate(read.rows), SEARCHED)
    at = next((index for index, row in first if is_heading is not None and is_heading(row)), 0)
    heading = read.rows[at]
    if heading.defect is not None:
        raise TableError(attrs.evolve(heading.defect, location=Cell(file, read.name or None, heading.number)))
    return Table(file, read.name or None, heading, read.rows[at + 1 :], read.others, read.rows[:at])


def sheets_of(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook; `TableError` if it is none."""
    _refuse_other_workbook(path)
    try:
        return sheet_names(path)
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error


def _refuse_other_workbook(path: Path) -> None:
    if path.suffix.lower() in OTHER_WORKBOOKS:
        raise TableError(Problem(Message("other-workbook"), Cell(path.name), Message("save-as-xlsx")))


def heading_text(cell: Content) -> str:
    """What a cell of the heading says; nothing where nobody can say it."""
    value = cell.value if isinstance(cell, Merged) else cell
    return "" if value is None or isinstance(value, Defect) else str(value).strip()


def letters(column: int) -> str:
    """How a spreadsheet names a column that counts from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)  # noqa: PLR2004 the alphabet


def _text(path: Path, sheet: str | None) -> Sheet:
    if sheet is not None:
        raise TableError(Problem(Message("sheet-of-csv"), Cell(path.name)))
    rows = tuple(row for row in read_delimited(path) if not all(map(is_blank, row.cells)))
    return Sheet("", rows, ())
