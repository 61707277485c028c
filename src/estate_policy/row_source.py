"""The rows of a register as DuckDB sees them: their heading, the kinds of their columns, and how to ask for them."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Self

import attrs

from estate_policy.errors import Problem
from estate_policy.interpreters.sql_text import text
from estate_policy.messages import Message
from estate_policy.rows import Content, Defect, Row
from estate_policy.shown import shortened
from estate_policy.tables import Table

ColumnKind = Literal["text", "integer", "decimal", "double", "truth", "day", "moment", "coded", "other"]
"""What a column holds: as DuckDB types it, numbers of contents that no type of it could tell, or what no cell holds."""

Given = Literal["polars", "lazy", "pandas", "arrow", "reader", "duckdb", "path"]
"""What a register was given as."""

SPACE = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    + "".join(map(chr, range(0x2000, 0x200B)))
    + "\u2028\u2029\u202f\u205f\u3000"
)
"""What Python takes for white space."""


@attrs.frozen(eq=False)
class Opened:
    """A register that was opened: a heading, and rows that DuckDB reads when they are asked for.

    `load` makes a table of row numbers, `width`, `defect` and the columns of some indices, named as `cell_name` says,
    and gives its name. `run` runs SQL where the rows are and fetches what it gives; `relation` is for results. `prefix`
    begins the names of tables of this register; `folder` holds its temporary files until `close`. `width` is how many
    cells a row has, if not one a heading; `defect` a code. What `is_read_anew` is read quickly, and stays as it is.
    """

    table: Table
    kinds: tuple[ColumnKind, ...]
    given: Given
    run: Callable[[str], list[tuple[Any, ...]]]
    relation: Callable[[str], Any]
    load: Callable[[Sequence[int]], str]
    close: Callable[[], None]
    folder: Path
    prefix: str = ""
    decimals: Mapping[int, tuple[int, int]] = attrs.field(factory=dict)
    contents: Mapping[int, Sequence[Content]] = attrs.field(factory=dict)
    is_read_anew: bool = False

    def __enter__(self) -> Self:
        """The register itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was made for it."""
        self.close()


def cell_name(index: int) -> str:
    """How the column of an index is named in the table of rows."""
    return f"c{index}"


def literal(value: object) -> str:
    r"""A value as SQL of DuckDB writes it; text with signs that nobody sees by its bytes.

    >>> literal("it's"), literal("\n"), literal(True), literal(None)
    ("'it''s'", "decode(unhex('0a'))", 'true', 'NULL')
    """
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value).lower()
        case float():
            return f"'{value!r}'::DOUBLE"
        case _:
            written = str(value)
            return text(written).text if written.isprintable() else f"decode(unhex('{written.encode().hex()}'))"


def file_sql(path: Path) -> str:
    r"""The path of one file as SQL of DuckDB writes it, to which some signs stand for others.

    >>> file_sql(Path("register[1].csv"))
    "'register[[]1].csv'"
    """
    return literal(re.sub(r"[*?\[]", r"[\g<0>]", str(path)))


def parquet_sql(path: Path, also: str = "") -> str:
    """The rows of one Parquet file; a folder called `district=…` says nothing of them."""
    return f"read_parquet({file_sql(path)}, hive_partitioning = false{also})"


def key_sql(opened: Opened, index: int, column: str) -> str:
    """The SQL of what tells the cells of a column from one another, in a type that Python can be given."""
    match opened.kinds[index]:
        case "coded" | "text" | "double":
            return column
        case _:
            return f"CAST({column} AS VARCHAR)"


def content_of(opened: Opened, index: int, key: Any) -> Content:  # noqa: ANN401 as DuckDB gives it
    """The cell that a key stands for, typed as registers type cells."""
    if key is None:
        return None
    match opened.kinds[index]:
        case "coded":
            coded: Content = opened.contents[index][key]
            return coded
        case "truth":
            return str(key) == "true"
        case "double":
            return float(key)
        case "day":
            return _parsed(date, str(key))
        case "moment":
            return _parsed(datetime, str(key))
        case "other":
            return no_cell(key)
        case _:
            return str(key)


def no_cell(value: object) -> Defect:
    """What stands where a frame holds what no cell can: bytes, several values, a span of time."""
    return Defect(Problem(Message("no-cell", {"value": shortened(value)}), hint=Message("cast-column")))


def row_of(opened: Opened, indices: Sequence[int], told: Sequence[Any]) -> Row:
    """A row of cells from its number, width, defect and the keys of some of its columns."""
    number, width, defect, *keys = told
    if defect == "quote-unclosed":
        return Row(number, (), Problem(Message(defect), hint=Message("check-quotes")))
    cells: list[Content] = [None] * len(opened.table.heading.cells)
    for index, key in zip(indices, keys, strict=True):
        cells[index] = content_of(opened, index, key)
    if width is not None:
        cells = [*cells, *([None] * (width - len(cells)))][:width]
    return Row(number, tuple(cells))


def _parsed(class_: type[date] | type[datetime], text: str) -> date | datetime | str:
    """A day or a moment; one that Python cannot hold stays text."""
    try:
        return class_.fromisoformat(text)
    except ValueError:
        return text
