"""Sheets of Excel workbooks, with the failed formulas and merged cells that would otherwise look blank."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import IO, Any, TypeVar
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import attrs

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, one_of
from estate_policy.rows import Content, Defect, Merged, Row, is_blank

_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_PER_LETTER = 26

Read = TypeVar("Read")

_Place = tuple[int, int]
"""Row and column, both counted from 0."""


@attrs.frozen
class Sheet:
    """A sheet that was read: its name, its rows that hold something, and the names of the other sheets."""

    name: str
    rows: tuple[Row, ...]
    others: tuple[str, ...]


def read_workbook(path: Path, name: str | None) -> Sheet:
    """The sheet of a name, or the first that is shown; `TableError` if there is none or the file is damaged."""
    return _guarded(lambda: _sheet(path, name), path)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets, hidden ones too; `TableError` if the file is damaged."""
    return _guarded(lambda: tuple(_opened(path)[1]), path)


def _guarded(read: Callable[[], Read], path: Path) -> Read:
    with path.open("rb"):
        pass
    try:
        return read()
    except (TableError, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:  # the readers raise what they like, and one of them panics
        why = Message("workbook-damaged", {"why": str(error) or type(error).__name__})
        raise TableError(Problem(why, Cell(path.name))) from error


def _opened(path: Path) -> tuple[Any, list[str], list[str]]:
    """A workbook, the names of its sheets, and of those the ones that are shown."""
    import python_calamine  # noqa: PLC0415 it comes with an extra, and CSV needs none

    book = python_calamine.CalamineWorkbook.from_path(str(path))
    sheets = [one for one in book.sheets_metadata if one.typ == python_calamine.SheetTypeEnum.WorkSheet]
    shown = [one.name for one in sheets if one.visible == python_calamine.SheetVisibleEnum.Visible]
    return book, [one.name for one in sheets], shown


def _sheet(path: Path, name: str | None) -> Sheet:
    book, names, shown = _opened(path)
    if name is not None and name not in names:
        hint = one_of(names)
        raise TableError(Problem(Message("unknown-sheet", {"sheet": name}), Cell(path.name), hint))
    if not names:
        raise TableError(Problem(Message("empty-table"), Cell(path.name)))
    chosen = name or (shown or names)[0]
    sheet = book.get_sheet_by_name(chosen)
    defects = _defects(path, chosen)
    cells: dict[int, list[Content]] = {}
    for row, values in enumerate(sheet.to_python(skip_empty_area=False)):
        told: list[Content] = [defects.get((row, column), value) for column, value in enumerate(values)]
        if not all(map(is_blank, told)):
            cells[row] = told
    for first, last in sheet.merged_cell_ranges or []:
        _spread(cells, first, last)
    rows = tuple(Row(number + 1, tuple(told)) for number, told in cells.items())
    return Sheet(chosen, rows, tuple(one for one in names if one != chosen))


def _spread(cells: dict[int, list[Content]], first: _Place, last: _Place) -> None:
    """Fill the rows of a merged range downwards in its first column; what its other columns hold, nobody can say."""
    (top, left), (bottom, right) = first, last
    value = cells[top][left] if top in cells else None
    for row in [row for row in cells if top <= row <= bottom]:
        if isinstance(value, Defect):
            cells[row][left] = value
        elif bottom > top and not isinstance(value, Merged):
            cells[row][left] = Merged(value)
        for column in range(left + 1, min(right + 1, len(cells[row]))):
            cells[row][column] = Defect(Problem(Message("merged-across")))


def _defects(path: Path, name: str) -> Mapping[_Place, Defect]:
    """The cells of a sheet that show an error, or whose formula nobody has computed."""
    with ZipFile(path) as book:
        workbook = next(part for kind, part in _relations(book, "").values() if kind == "officeDocument")
        parts = _relations(book, workbook)
        for element in _parsed(book, workbook).iter():
            if _tag(element) == "sheet" and element.get("name") == name:
                identity = element.get(_RELATION) or element.get(_STRICT_RELATION) or ""
                with book.open(parts[identity][1]) as sheet:
                    return dict(_defective(sheet))
    raise KeyError(name)


def _defective(sheet: IO[bytes]) -> Iterator[tuple[_Place, Defect]]:
    row = column = -1
    for event, element in ET.iterparse(sheet, ("start", "end")):  # noqa: S314 see `_parsed`
        match event, _tag(element):
            case "start", "row":
                row, column = int(element.get("r", row + 2)) - 1, -1
            case "start", "c":
                place = element.get("r")
                column = column + 1 if place is None else _column(place)
            case "end", "c":
                defect = _defect(element)
                if defect is not None:
                    yield (row, column), Defect(defect)
            case "end", "row":
                element.clear()
            case _:
                pass


def _defect(cell: "ET.Element[Any]") -> Problem | None:
    children = {_tag(child): child.text for child in cell}
    value = children.get("v")
    if cell.get("t") == "e":
        return Problem(Message("cell-error", {"value": value or "#"}))
    if "f" in children and not value and cell.get("t") != "str":
        return Problem(Message("formula-uncomputed"), hint=Message("save-in-excel"))
    return None


def _relations(book: ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """The kinds and paths of the parts to which a part refers, by the names that it gives them."""
    folder, _, file = part.rpartition("/")
    root = _parsed(book, join(folder, "_rels", f"{file}.rels"))
    return {
        one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _within(dirname(part), one.get("Target", "")))
        for one in root
        if one.get("TargetMode") != "External"
    }


def _parsed(book: ZipFile, part: str) -> "ET.Element[Any]":
    return ET.fromstring(book.read(part))  # noqa: S314 expat bounds what entities expand to, and fetches none


def _within(folder: str, target: str) -> str:
    return normpath(target if target.startswith("/") else join(folder, target)).lstrip("/")


def _column(place: str) -> int:
    """The column of a place like `AB12`, counted from 0."""
    column = 0
    for letter in place:
        if letter.isalpha():
            column = column * _PER_LETTER + ord(letter.upper()) - ord("A") + 1
    return column - 1


def _tag(element: "ET.Element[Any]") -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]
