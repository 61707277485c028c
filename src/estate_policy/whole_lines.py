"""CSV of any length: lines that stand alone are split by DuckDB, and only those with stray quotes are read here."""

import csv
from collections import deque
from collections.abc import Iterator, Sequence
from pathlib import Path

import attrs

from estate_policy.delimited import LARGEST_CELL, delimiter_of, swallows, unclosed
from estate_policy.row_source import SPACE, literal
from estate_policy.rows import Row, is_blank

MARK = "\x01"
"""Stands for a delimiter inside of quotes while a line is split; a file that has it is read otherwise."""


@attrs.frozen
class Record:
    """A row of a file with the last of the lines that it takes."""

    row: Row
    last: int


class Lines:
    """The lines of a file from the beginning, some of them ahead of where one is; `number` is of the next one."""

    def __init__(self, lines: Iterator[str]) -> None:
        """Begin at the first line."""
        self.lines = lines
        self.ahead: deque[str] = deque()
        self.number = 1

    def skip(self, count: int) -> None:
        """Go on by some lines."""
        for _ in range(count):
            if self.ahead:
                self.ahead.popleft()
            else:
                next(self.lines, None)
        self.number += count

    def from_here(self) -> Iterator[str]:
        """The next lines, without going on."""
        at = 0
        while True:
            if at == len(self.ahead):
                line = next(self.lines, None)
                if line is None:
                    return
                self.ahead.append(line)
            yield self.ahead[at]
            at += 1


def record(lines: Lines, delimiter: str) -> Record | None:
    """The row that begins at the next line, and go on past it; a quote that is never closed is a defect of its line."""
    first = next(lines.from_here(), None)
    if first is None:
        return None
    number = lines.number
    reader = csv.reader(lines.from_here(), delimiter=delimiter, strict=True)
    try:
        cells = next(reader)
        taken = reader.line_num
        row = None if taken > 1 and swallows(cells, delimiter) else Row(number, tuple(cells))
    except csv.Error:
        row = None
    if row is None:
        row, taken = unclosed(number, first, delimiter), 1
    lines.skip(taken)
    return Record(row, number + taken - 1)


def head(path: Path, encoding: str, most: int) -> tuple[list[Record], str]:
    """The first rows of a file that hold something, and its delimiter."""
    csv.field_size_limit(LARGEST_CELL)
    with path.open(encoding=encoding, newline="") as file:
        delimiter = delimiter_of(file)
    with path.open(encoding=encoding, newline="") as file:
        lines = Lines(iter(file))
        found: list[Record] = []
        while len(found) < most and (one := record(lines, delimiter)) is not None:
            if not all(map(is_blank, one.row.cells)):
                found.append(one)
    return found, delimiter


def resolved(path: Path, encoding: str, delimiter: str, odd: Sequence[int]) -> Iterator[Record]:
    """The rows that begin at odd lines, whose numbers are given in order; a line within such a row begins none."""
    with path.open(encoding=encoding, newline="") as file:
        lines = Lines(iter(file))
        for number in odd:
            if number >= lines.number:
                lines.skip(number - lines.number)
                one = record(lines, delimiter)
                if one is not None:
                    yield one


def is_odd(delimiter: str) -> str:
    """SQL for a `line` that has quotes other than around whole cells, or nothing but quotes."""
    sign = f"\\x{{{ord(delimiter):02X}}}"
    cell = f'(?:[^"{sign}]*|"(?:[^"]|"")*")'
    pattern = f"(?s){cell}(?:{sign}{cell})*"
    bare = f"trim(replace(replace(line, '\"', ''), {literal(delimiter)}, ''), {literal(SPACE)}) = ''"
    return f"contains(line, '\"') AND (NOT regexp_full_match(line, {literal(pattern)}) OR {bare})"


def is_empty(delimiter: str) -> str:
    """SQL for a `line` that holds nothing, or nothing but delimiters and space."""
    signs = "".join(f"\\x{{{ord(sign):X}}}" for sign in delimiter + SPACE)
    return f"(line IS NULL OR regexp_full_match(line, '[{signs}]*'))"


def cells_sql(delimiter: str) -> str:
    """SQL for the cells of a `line` that is not odd."""
    # Of a line split at its quotes, every second piece stood in quotes; an empty one between two was a doubled quote.
    apart = (
        f"list_transform(string_split(line, '\"'), lambda piece, nth: CASE WHEN nth % 2 = 0"
        f" THEN replace(piece, {literal(delimiter)}, chr(1)) WHEN piece = '' AND nth > 1"
        " AND nth < len(string_split(line, '\"')) THEN '\"' ELSE piece END)"
    )
    split = f"string_split(array_to_string({apart}, ''), {literal(delimiter)})"
    unmarked = f"list_transform({split}, lambda cell: replace(cell, chr(1), {literal(delimiter)}))"
    return f"CASE WHEN contains(line, '\"') THEN {unmarked} ELSE string_split(line, {literal(delimiter)}) END"
