"""The tables of a workbook or a folder of CSV by the sheets of records that they are, and what is none."""

import difflib
from collections.abc import Iterator
from pathlib import Path

import attrs

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.headings import meant
from estate_policy.law import Policy
from estate_policy.messages import Message, one_of, unreadable
from estate_policy.record_sheets import ESTATES, SHEETS, UNREAD_SHEETS, RecordSheet
from estate_policy.rows import Row
from estate_policy.shown import shortened
from estate_policy.tables import EXCEL, OTHER_WORKBOOKS, Table, heading_text, read_table, sheets_of
from estate_policy.terms import Term
from estate_policy.words_written import plain

_CSV = ".csv"
_TABLES = EXCEL | OTHER_WORKBOOKS | {_CSV, ".tsv", ".txt"}
_ALIKE = 0.6
_SHORTEST_PART = 2


@attrs.frozen
class Source:
    """Where a table stands: a file, and in a workbook a sheet of it."""

    path: Path
    sheet: str | None
    name: str

    @property
    def place(self) -> Cell:
        """The place of the whole table."""
        return Cell(self.path.name, self.sheet)


@attrs.frozen
class RecordTables:
    """The tables by the name of their sheet.

    `unread` are the sheets of which there are tables that cannot be read or are misnamed; what they say is unknown.
    """

    estates: Source
    tables: dict[str, Table]
    unread: dict[str, Source]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def record_tables(path: Path, policy: Policy) -> RecordTables:
    """Find the sheets of records; `TableError` if there is none of estates, or one stands there twice."""
    found: dict[str, Source] = {}
    unread: dict[str, Source] = {}
    tables: dict[str, Table] = {}
    problems: list[Problem] = []
    for source in _sources(path):
        known = next((one for one in SHEETS if _folded(source.name) in map(_folded, one.names)), None)
        if known is None or (path.is_dir() and source.path.suffix.lower() != _CSV):
            problem, resembled = _unknown(source, known)
            problems += problem
            if resembled is not None:
                unread[resembled] = source
            continue
        if known.name in found:
            told = {"first": found[known.name].name, "second": source.name}
            raise TableError(Problem(Message("sheet-twice", told), source.place, Message("merge-sheets")))
        found[known.name] = source
        if known is not ESTATES:
            try:
                table = _table(source, known, policy)
            except TableError as error:
                problems += error.problems
                unread[known.name] = source
                continue
            if table is not None:
                tables[known.name] = table
    if ESTATES.name not in found:
        raise TableError([Problem(Message("no-estates"), Cell(path.name), _names(ESTATES)), *problems])
    notes = [_absent(one, path) for one in SHEETS if one.name not in {*found, *unread}]
    return RecordTables(found[ESTATES.name], tables, unread, tuple(problems), tuple(notes))


def holds_records(path: Path) -> bool:
    """Whether a file is a folder, or a workbook in which a sheet of records stands beside the estates."""
    if path.is_dir():
        return True
    others = {_folded(name) for sheet in SHEETS if sheet is not ESTATES for name in sheet.names}
    return path.suffix.lower() in EXCEL and path.exists() and any(_folded(name) in others for name in sheets_of(path))


def _sources(path: Path) -> Iterator[Source]:
    if not path.is_dir():
        if path.suffix.lower() not in EXCEL | OTHER_WORKBOOKS and path.exists():
            raise TableError(Problem(Message("no-records"), Cell(path.name)))
        yield from (Source(path, name, name) for name in sheets_of(path))
        return
    try:
        files = sorted(one for one in path.iterdir() if one.suffix.lower() in _TABLES and one.name[0] not in ".~")
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    yield from (Source(one, None, one.stem) for one in files)


def _table(source: Source, sheet: RecordSheet, policy: Policy) -> Table | None:
    """The table of a sheet; `None` where there is nothing in it."""

    def is_heading(row: Row) -> bool:
        return any(meant(heading_text(cell), sheet.row, policy.units).field in sheet.keys for cell in row.cells)

    try:
        table = read_table(source.path, source.sheet, is_heading)
    except TableError as error:
        if [problem.code for problem in error.problems] == ["empty-table"]:
            return None
        raise
    if is_heading(table.heading):
        return table
    listed = ", ".join(shortened(text) for cell in table.heading.cells if (text := heading_text(cell)))
    place = table.place(table.heading.number)
    raise TableError(Problem(Message("no-key-heading", {"headings": listed}), place, key_words(sheet, sheet.keys)))


def key_words(sheet: RecordSheet, keys: tuple[str, ...]) -> Message:
    """What columns of a sheet are headed, in words."""
    terms = [sheet.fields[key].term for key in keys]
    told = Term("、".join(term.zh for term in terms), ", ".join(term.en for term in terms))
    return Message("key-headings", {"headings": told})


def _unknown(source: Source, known: RecordSheet | None) -> tuple[list[Problem], str | None]:
    """What is wrong with a table that is no sheet, and the sheet that it resembles."""
    if known is not None:
        return [Problem(Message("not-csv"), source.place, Message("save-as-csv"))], known.name
    if _folded(source.name).startswith(UNREAD_SHEETS) or _is_empty(source):
        return [], None
    resembled = _resembled(source.name)
    if resembled is None and source.sheet is None and source.path.suffix.lower() != _CSV:
        return [], None
    told = Message("no-such-sheet", {"sheet": shortened(source.name)})
    if resembled is None:
        names = Term("、".join(one.term.zh for one in SHEETS), ", ".join(one.term.en for one in SHEETS))
        return [Problem(told, source.place, Message("sheets-there-are", {"members": names}))], None
    word, sheet = resembled
    return [Problem(told, source.place, Message("resembled-sheet", {"name": word}))], sheet.name


def _is_empty(source: Source) -> bool:
    try:
        read_table(source.path, source.sheet)
    except TableError as error:
        return [problem.code for problem in error.problems] == ["empty-table"]
    return False


def _resembled(name: str) -> tuple[str, RecordSheet] | None:
    folded = _folded(name)
    known = {_folded(word): (word, sheet) for sheet in SHEETS for word in sheet.names}
    parts = sorted((word for word in known if len(word) >= _SHORTEST_PART and word in folded), key=len)
    close = difflib.get_close_matches(folded, known, n=1, cutoff=_ALIKE)
    return known[parts[-1] if parts else close[0]] if parts or close else None


def _names(sheet: RecordSheet) -> Message:
    return one_of(dict.fromkeys(sheet.names))


def _absent(sheet: RecordSheet, path: Path) -> Problem:
    """What a sheet that is not there leaves unknown, or none on record."""
    code = "absent-list" if sheet.lists else "absent-sheet"
    return Problem(Message(code, {"sheet": sheet.term}), Cell(path.name))


def _folded(name: str) -> str:
    """A name as names are compared: without width, case, space and joints."""
    return "".join(plain(name).split()).replace("_", "").replace("-", "")
