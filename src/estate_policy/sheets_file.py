"""A workbook of formatted sheets written, as a person would hand it in."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import attrs

from estate_policy.errors import Problem, TableError
from estate_policy.messages import Message

Style = Literal["plain", "strong", "faint"]
"""How a row looks: as any other, as a total, or as a remark."""

_MOST_ROWS = 1_048_576
"""Rows of a sheet of Excel, the heading included."""
_LONGEST_CELL = 32_767
_LONGEST_LIST = 255
"""Characters of a list of choices."""
_A4, _A3 = 9, 8
_WIDE = 200
"""Characters that a sheet of A4 takes across and can still be read."""
_FILLED_IN = 5_000
"""Rows of a sheet in which choices are offered."""
_FONT = "Microsoft YaHei"
_BORDER = "#B7C0CC"
_HEADING = "#DCE6F1"
_TO_THE_FEN = "#,##0.00;[Red]-#,##0.00"
_FINER = "#,##0.00########;[Red]-#,##0.00########"


@attrs.frozen
class Column:
    """A column: its heading, its width in characters, and whether long text runs over several lines.

    `remark` is shown over its heading, `choices` are offered in its cells, and of `text` nothing is made a number.
    """

    heading: str
    width: int
    wraps: bool = False
    remark: str = ""
    choices: tuple[str, ...] = ()
    text: bool = False


@attrs.frozen
class SheetRow:
    """A row, and how it looks."""

    cells: tuple[object, ...]
    style: Style = "plain"


@attrs.frozen
class Sheet:
    """A sheet: lines of text above the table, the first of them its title, then headings and rows.

    `kept` columns at the left stay in sight.
    """

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Sequence[object] | SheetRow]
    above: tuple[str, ...] = ()
    kept: int = 0


def write_sheets(path: Path, sheets: Iterable[Sheet]) -> None:
    """Write a workbook; numbers stay numbers where Excel keeps all their digits, and are text where it would not.

    `TableError` where a sheet has more rows, or a cell more text, than Excel takes; `OSError` as files have it.
    """
    import xlsxwriter  # noqa: PLC0415 it comes with an extra, and CSV needs none

    # Put together in memory: what finds no room on a disk would complain once more when it is thrown away.
    whole = BytesIO()
    book = xlsxwriter.Workbook(whole, {"strings_to_formulas": False, "strings_to_urls": False})
    book.formats[0].set_font_name(_FONT)
    formats = _Formats(book)
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, formats)
    try:
        book.close()
    except xlsxwriter.exceptions.FileCreateError as error:
        # Its argument is the error of this process, which says why.
        raise error.args[0] from error
    # A view of it, kept by an error's traceback, would end CPython 3.12 when the two are collected.
    path.write_bytes(whole.getvalue())


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 what xlsxwriter has
        self.book = book
        self.made: dict[tuple[tuple[str, object], ...], Any] = {}

    def of(self, **settings: object) -> Any:  # noqa: ANN401 the same
        key = tuple(sorted(settings.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({"font_name": _FONT, "font_size": 10, **settings})
        return self.made[key]


def _write(page: Any, sheet: Sheet, formats: _Formats) -> None:  # noqa: ANN401 what xlsxwriter has
    top = len(sheet.above)
    for line, text in enumerate(sheet.above):
        page.write_string(line, 0, text, formats.of(bold=True, font_size=14) if line == 0 else formats.of())
    heading = formats.of(bold=True, bg_color=_HEADING, border=1, border_color=_BORDER, text_wrap=True, valign="vcenter")
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width, formats.of(num_format="@") if column.text else None)
        page.write_string(top, number, column.heading, heading)
        _prepare(page, top, number, column)
    last = top
    for last, given in enumerate(sheet.rows, top + 1):
        if last >= _MOST_ROWS:
            raise _too_large(Message("too-many-rows", {"most": f"{_MOST_ROWS:,}"}))
        row = given if isinstance(given, SheetRow) else SheetRow(tuple(given))
        for number, cell in enumerate(row.cells):
            _write_cell(page, (last, number), cell, formats, _looks(row.style, sheet.columns[number]))
    page.freeze_panes(top + 1, sheet.kept)
    page.autofilter(top, 0, last, len(sheet.columns) - 1)
    page.set_landscape()
    page.set_paper(_A4 if sum(column.width for column in sheet.columns) <= _WIDE else _A3)
    page.fit_to_pages(1, 0)
    page.set_footer("&C&P / &N")
    page.repeat_rows(top)


def _prepare(page: Any, top: int, number: int, column: Column) -> None:  # noqa: ANN401 the same
    """Have a column explain itself and offer its choices to whoever fills it in."""
    if column.remark:
        page.write_comment(top, number, column.remark, {"x_scale": 2, "y_scale": 2})
    if column.choices and len(",".join(column.choices)) <= _LONGEST_LIST:
        offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
        page.data_validation(top + 1, number, top + _FILLED_IN, number, offered)


def _looks(style: Style, column: Column) -> dict[str, object]:
    looks: dict[str, object] = {"border": 1, "border_color": _BORDER, "valign": "top"}
    if column.wraps:
        looks["text_wrap"] = True
    if style == "strong":
        looks |= {"bold": True, "top": 2}
    elif style == "faint":
        looks["font_color"] = "#666666"
    return looks


def _write_cell(
    page: Any,  # noqa: ANN401 what xlsxwriter has
    place: tuple[int, int],
    cell: object,
    formats: _Formats,
    looks: dict[str, object],
) -> None:
    number = exact_double(cell)
    if cell is None:
        page.write_blank(*place, None, formats.of(**looks))
    elif isinstance(cell, date):
        page.write_datetime(*place, cell, formats.of(**looks, num_format="yyyy-mm-dd", align="left"))
    elif number is not None:
        page.write_number(*place, number, formats.of(**looks, num_format=_number_format(cell)))
    elif page.write_string(*place, shown(cell), formats.of(**looks)):
        raise _too_large(Message("cell-too-long", {"most": f"{_LONGEST_CELL:,}"}))


def _number_format(cell: object) -> str:
    if isinstance(cell, int):
        return "0"
    return _TO_THE_FEN if isinstance(cell, Decimal) and cell == round(cell, 2) else _FINER


def _too_large(message: Message) -> TableError:
    return TableError(Problem(message, hint=Message("write-csv")))


def exact_double(cell: object) -> float | None:
    """The number as a spreadsheet keeps it, if it shows the same digits.

    >>> exact_double(Decimal("0.1")), exact_double(Decimal("12345678901234567.89"))
    (0.1, None)
    """
    if isinstance(cell, bool) or not isinstance(cell, int | Decimal):
        return None
    number = float(cell)
    return number if Decimal(repr(number)) == cell else None


def shown(cell: object) -> str:
    """A value as text, all its digits.

    >>> shown(Decimal("1E+2")), shown(True)
    ('100', 'true')
    """
    if isinstance(cell, bool):
        return str(cell).lower()
    return f"{cell:f}" if isinstance(cell, Decimal) else str(cell)
