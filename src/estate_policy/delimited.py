"""CSV in the encodings and with the delimiters that offices use, in which no stray quote swallows a row."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message
from estate_policy.rows import Row

ENCODINGS = ("utf-8-sig", "gb18030")
"""In the order in which they are tried."""

_DELIMITERS = (",", "\t", ";")
LARGEST_CELL = 10_000_000
"""Characters."""

_SAMPLE = 10
_FEWEST_COLUMNS = 3


def read_delimited(path: Path) -> Iterator[Row]:
    """The rows of a CSV file; one with a quote that is never closed is a row with a defect, and the next is read."""
    text = decoded(path.read_bytes(), path.name)
    # Only these three end a line of CSV; `splitlines` knows more.
    lines = list(io.StringIO(text, newline=""))
    delimiter = delimiter_of(lines)
    csv.field_size_limit(LARGEST_CELL)
    try:
        yield from _rows(lines, delimiter)
    except csv.Error as error:
        raise TableError(Problem(Message("file-unreadable", {"why": str(error)}), Cell(path.name))) from error


def delimiter_of(lines: Iterable[str]) -> str:
    """The sign that is found most in the first lines that hold something."""
    sample = "".join(islice((line for line in lines if line.strip()), _SAMPLE))
    return max(_DELIMITERS, key=sample.count)


def decoded(content: bytes, file: str) -> str:
    """The text of a file in UTF-8 or GB18030; `TableError` if it is in neither."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise TableError(Problem(Message("utf-16"), Cell(file)))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise TableError(Problem(Message("workbook-misnamed"), Cell(file)))
    for encoding in ENCODINGS:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise TableError(Problem(Message("unknown-encoding"), Cell(file)))


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[Row]:
    start = 0
    while start < len(lines):
        reader = csv.reader(islice(lines, start, None), delimiter=delimiter, strict=True)
        before = 0
        try:
            for cells in reader:
                if reader.line_num > before + 1 and swallows(cells, delimiter):
                    break
                yield Row(start + before + 1, tuple(cells))
                before = reader.line_num
            else:
                return
        except csv.Error:
            pass
        start += before
        start += 1
        yield unclosed(start, lines[start - 1], delimiter)


def unclosed(number: int, line: str, delimiter: str) -> Row:
    """A row of one line with a quote that is never closed."""
    (alone,) = csv.reader([line], delimiter=delimiter)
    return Row(number, tuple(alone), Problem(Message("quote-unclosed"), hint=Message("check-quotes")))


def swallows(cells: Sequence[str], delimiter: str) -> bool:
    """Whether a cell holds what looks like another row: a line with as many delimiters as the row itself."""
    count = len(cells) - 1
    inner = (line for cell in cells for line in cell.splitlines())
    return len(cells) >= _FEWEST_COLUMNS and any(line.count(delimiter) >= count for line in inner)
