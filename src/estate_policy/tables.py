"""Tables of cells, in and out: CSV in the encodings that offices use, and Excel."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path

import attrs

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unreadable

Value = str | float | bool | time | date | datetime | timedelta | None
"""What a cell can hold; in a CSV file, text."""

EXCEL = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
"""Endings of the workbooks that can be read."""

_ENCODINGS = ("utf-8-sig", "gb18030")
_DELIMITERS = (",", "\t", ";")
_LARGEST_CELL = 10_000_000
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
_WIDEST = 40


@attrs.frozen
class Row:
    """A row with its number in the file, which counts from 1."""

    number: int
    cells: tuple[Value, ...]


@attrs.frozen
class Table:
    """The heading of a table and the rows below it; rows without any content are left out."""

    file: str
    sheet: str | None
    heading: Row
    rows: tuple[Row, ...]

    def place(self, row: int, column: int | None = None) -> Cell:
        """The place of a row, or of a cell in it; columns count from 0."""
        if column is None:
            return Cell(self.file, self.sheet, row)
        heading = self.heading.cells[column] if column < len(self.heading.cells) else None
        return Cell(self.file, self.sheet, row, letters(column), None if heading is None else str(heading))


def read_table(path: Path, sheet: str | None = None) -> Table:
    """The table of a CSV file, or of a sheet of a workbook, the first unless named; `TableError` if there is none."""
    try:
        rows = _workbook(path, sheet) if path.suffix.lower() in EXCEL else _text(path)
        name = next(rows)
        filled = [row for row in rows if any(cell not in (None, "") for cell in row.cells)]
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    if not filled:
        raise TableError(Problem(Message("empty-table"), Cell(path.name)))
    return Table(path.name, str(name.cells[0]) if name.cells else None, filled[0], tuple(filled[1:]))


def letters(column: int) -> str:
    """How a spreadsheet names a column that counts from 0.

    >>> letters(0), letters(25), letters(26)
    ('A', 'Z', 'AA')
    """
    return (letters(column // 26 - 1) if column >= 26 else "") + chr(ord("A") + column % 26)  # noqa: PLR2004 the alphabet


def write_table(path: Path, heading: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a table as CSV or, where the name ends so, as xlsx; the file appears only when it is whole.

    Text that a spreadsheet would take for a formula stays text: in CSV an apostrophe stands before it.
    """
    if path.suffix.lower() not in (".csv", ".xlsx"):
        raise TableError(Problem(Message("unknown-ending"), Cell(path.name)))
    try:
        with _whole(path) as part:
            (_write_workbook if path.suffix.lower() == ".xlsx" else _write_csv)(part, heading, rows)
    except OSError as error:
        why = Message("table-unwritable", {"why": error.strerror or str(error)})
        raise TableError(Problem(why, Cell(str(path)))) from error


def _text(path: Path) -> Iterator[Row]:
    """The sheet's name, which a CSV file has not, then its rows."""
    text = _decoded(path, path.read_bytes())
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(_DELIMITERS, key=first.count)
    csv.field_size_limit(_LARGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    yield Row(0, ())
    number = 1
    try:
        for cells in reader:
            yield Row(number, tuple(cells))
            number = reader.line_num + 1
    except csv.Error as error:
        place = Cell(path.name, None, number)
        raise TableError(Problem(Message("file-unreadable", {"why": str(error)}), place)) from error


def _decoded(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(Problem(Message("utf-16"), Cell(path.name)))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TableError(Problem(Message("workbook-misnamed"), Cell(path.name)))
    for encoding in _ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(Problem(Message("unknown-encoding"), Cell(path.name)))


def _workbook(path: Path, sheet: str | None) -> Iterator[Row]:
    """The name of the sheet, then its rows."""
    import python_calamine  # noqa: PLC0415 it comes with an extra, and CSV needs none

    with path.open("rb"):
        pass
    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
    except python_calamine.CalamineError as error:
        raise TableError(Problem(Message("file-unreadable", {"why": str(error)}), Cell(path.name))) from error
    if sheet is not None and sheet not in book.sheet_names:
        hint = Message("expects-members", {"members": ", ".join(book.sheet_names)})
        raise TableError(Problem(Message("unknown-sheet", {"sheet": sheet}), Cell(path.name), hint))
    name = book.sheet_names[0] if sheet is None else sheet
    yield Row(0, (name,))
    for number, cells in enumerate(book.get_sheet_by_name(name).to_python(skip_empty_area=False), 1):
        yield Row(number, tuple(None if cell == "" else cell for cell in cells))


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """A file to write beside the one meant, which it becomes at the end; nothing is left of it otherwise."""
    part = path.with_name(f".{path.name}.part")
    try:
        yield part
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


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
        for column, cell in enumerate(row):
            number = _exact_double(cell)
            if number is not None:
                sheet.write_number(last, column, number)
            elif cell is not None:
                sheet.write_string(last, column, _shown(cell))
    sheet.autofilter(0, 0, last, len(heading) - 1)
    book.close()


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
