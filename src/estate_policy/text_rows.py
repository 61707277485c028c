"""CSV of any length as rows in DuckDB: encoded and headed as registers are, and split where it is regular."""

import codecs
import csv
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import attrs

from estate_policy.delimited import ENCODINGS
from estate_policy.row_source import cell_name, file_sql, literal
from estate_policy.rows import Row, is_blank
from estate_policy.tables import EXCEL, OTHER_WORKBOOKS, SEARCHED, Table, headed
from estate_policy.whole_lines import MARK, Record, cells_sql, head, is_empty, is_odd, resolved
from estate_policy.workbook import Sheet

_CHUNK = 1 << 22
_LONGEST_LINES = (2_000_000, 50_000_000)
"""Bytes: of lines that are read at once, and of those that take more memory."""

Run = Callable[[str], list[tuple[Any, ...]]]


@attrs.frozen
class TextFile:
    """A CSV file that DuckDB can read line by line: in UTF-8, with one way to end lines.

    `last` is the last line of the heading. `original` is the file that was given, and `path` perhaps a copy.
    """

    table: Table
    path: Path
    newline: str
    delimiter: str
    last: int
    has_quotes: bool
    original: Path
    encoding: str


@attrs.frozen
class _Signs:
    """What a file holds that says how to read it."""

    encoding: str
    has_mark: bool
    has_quotes: bool
    newline: str | None


def text_file(path: Path, folder: Path, is_heading: Callable[[Row], bool]) -> TextFile | None:
    """A CSV file opened; `None` where only the reader of small files knows what to make of it, or to say of it."""
    if path.suffix.lower() in EXCEL | OTHER_WORKBOOKS:
        return None
    try:
        signs = _signs(path)
    except OSError:
        return None
    if signs is None or signs.has_mark:
        return None
    read, newline = path, signs.newline
    if newline is None or signs.encoding != "utf-8-sig":
        read, newline = folder / "text.csv", "\n"
        _copy(path, read, signs.encoding)
    try:
        found, delimiter = head(path, signs.encoding, SEARCHED)
    except csv.Error:
        return None
    table = headed(path.name, Sheet("", tuple(one.row for one in found), ()), is_heading)
    last = next(one.last for one in found if one.row is table.heading)
    return TextFile(
        attrs.evolve(table, rows=()), read, newline, delimiter, last, signs.has_quotes, path, signs.encoding
    )


def text_rows(run: Run, text: TextFile, folder: Path, indices: Sequence[int]) -> str:
    """Make the table of rows of a CSV file with the columns of some indices; its name."""
    try:
        _make(run, text, folder, indices, _LONGEST_LINES[0])
    except Exception as error:
        if "max_line_size" not in str(error):
            raise
        _make(run, text, folder, indices, _LONGEST_LINES[1])
    return "cells"


def _make(run: Run, text: TextFile, folder: Path, indices: Sequence[int], longest: int) -> None:
    ends = "\\n" if text.newline == "\n" else "\\r\\n"
    read = (
        f"read_csv({file_sql(text.path)}, columns={{'line': 'VARCHAR'}}, delim='{MARK}', quote='', escape='',"
        f" header=false, auto_detect=false, strict_mode=false, new_line='{ends}', max_line_size={longest})"
    )
    lines = f"SELECT row_number() OVER () AS row, line FROM {read}"
    odd = f"SELECT row FROM ({lines}) WHERE row > {text.last} AND {is_odd(text.delimiter)}"
    numbers = [number for (number,) in run(odd)] if text.has_quotes else []
    width = len(text.table.heading.cells)
    chosen = "".join(f", nullif(p[{index + 1}], '') AS {cell_name(index)}" for index in indices)
    regular = (
        f"SELECT row, {cells_sql(text.delimiter) if text.has_quotes else _split(text.delimiter)} AS p FROM ({lines})"
        f" WHERE row > {text.last} AND NOT {is_empty(text.delimiter)}"
    )
    told = f"CASE WHEN len(p) <> {width} THEN len(p) END AS width"
    told += f", CASE WHEN len(p) > {width} THEN 'cells-beyond' END AS defect"
    if not numbers:
        run(f"CREATE OR REPLACE TABLE cells AS SELECT row, {told}{chosen} FROM ({regular})")
        return
    records = resolved(text.original, text.encoding, text.delimiter, numbers)
    _store_odd(run, folder / "odd.csv", records, indices, width)
    regular += " AND row NOT IN (SELECT unnest(range(row, last + 1)) FROM odd_lines)"
    names = "".join(f", {cell_name(index)}" for index in indices)
    run(
        f"CREATE OR REPLACE TABLE cells AS SELECT row, {told}{chosen} FROM ({regular}) UNION ALL"
        f" SELECT row, width, defect{names} FROM odd_lines WHERE NOT blank ORDER BY row"
    )


def _split(delimiter: str) -> str:
    return f"string_split(line, {literal(delimiter)})"


def _store_odd(run: Run, path: Path, records: Iterator[Record], indices: Sequence[int], width: int) -> None:
    """Make a table of rows that Python has read, with the last line that each takes."""
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.writelines(_written(one, indices, width) for one in records)
    names = [cell_name(index) for index in indices]
    kinds = {"row": "BIGINT", "last": "BIGINT", "blank": "BOOLEAN", "width": "INTEGER", "defect": "VARCHAR"}
    columns = ", ".join(f"'{name}': '{kind}'" for name, kind in (kinds | dict.fromkeys(names, "VARCHAR")).items())
    cells = "".join(f", decode(unhex(substr({name}, 2))) AS {name}" for name in names)
    run(
        f"CREATE OR REPLACE TABLE odd_lines AS SELECT row, last, blank, width, defect{cells} FROM"
        f" read_csv({file_sql(path)}, columns={{{columns}}}, header=false, auto_detect=false, delim=',')"
    )
    path.unlink()


def _written(one: Record, indices: Sequence[int], width: int) -> str:
    cells = one.row.cells
    hexed = [f"x{str(cells[index]).encode().hex()}" if index < len(cells) else "" for index in indices]
    defect = "cells-beyond" if len(cells) > width else ""
    code = defect if one.row.defect is None else one.row.defect.code
    blank = "true" if all(map(is_blank, cells)) else "false"
    count = "" if len(cells) == width else str(len(cells))
    return ",".join([str(one.row.number), str(one.last), blank, count, code, *hexed]) + "\n"


def _signs(path: Path) -> _Signs | None:
    """What a file holds, read from end to end; `None` if it is in no encoding that is known."""
    mark = quotes = False
    ends, feeds, pairs, before = 0, 0, 0, b""
    with path.open("rb") as file:
        if file.read(4).startswith((b"\xff\xfe", b"\xfe\xff", b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
            return None
        file.seek(0)
        while chunk := file.read(_CHUNK):
            mark, quotes = mark or MARK.encode() in chunk, quotes or b'"' in chunk
            ends, feeds = ends + chunk.count(b"\r"), feeds + chunk.count(b"\n")
            pairs += chunk.count(b"\r\n") + (before == b"\r" and chunk.startswith(b"\n"))
            before = chunk[-1:]
    encoding = next((one for one in ENCODINGS if _decodes(path, one)), None)
    newline = "\n" if not ends else "\r\n" if ends == feeds == pairs else None
    return None if encoding is None else _Signs(encoding, mark, quotes, newline)


def _decodes(path: Path, encoding: str) -> bool:
    """Whether a file is in an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _copy(path: Path, into: Path, encoding: str) -> None:
    """Write a file in UTF-8, its lines ended alike."""
    with path.open(encoding=encoding) as source, into.open("w", encoding="utf-8", newline="\n") as copy:
        while text := source.read(_CHUNK):
            copy.write(text)
