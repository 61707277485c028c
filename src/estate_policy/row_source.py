"""The rows of a register as DuckDB sees them: their heading, the kinds of their columns, and how to ask for them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any, Literal, Self

import attrs

from estate_policy.errors import Problem
from estate_policy.messages import Message
from estate_policy.rows import Content, Row
from estate_policy.tables import Table

ColumnKind = Literal["text", "integer", "decimal", "double", "truth", "day", "moment", "coded"]
"""What a column holds: as DuckDB types it, or numbers of the contents of cells that no type of DuckDB could tell."""

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
    cells a row has, if not one a heading; `defect` a code.
    """

    table: Table
    kinds: tuple[ColumnKind, ...]
    given: Given
    connection: Any
    run: Callable[[str], list[tuple[Any, ...]]]
    relation: Callable[[str], Any]
    load: Callable[[Sequence[int]], str]
    close: Callable[[], None]
    folder: Path
    prefix: str = ""
    decimals: Mapping[int, tuple[int, int]] = attrs.field(factory=dict)
    contents: Mapping[int, Sequence[Content]] = attrs.field(factory=dict)

    def __enter__(self) -> Self:
        """The register itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was made for it."""
        self.close()


def cell_name(index: int) -> str:
    """How the column of an index is named in the table of rows."""
    return f"c{index}"


def key_sql(opened: Opened, index: int, column: str) -> str:
    """The SQL of what tells the cells of a column from one another, in a type that Python can be given."""
    match opened.kinds[index]:
        case "coded" | "text":
            return column
        case "double":
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
        case _:
            return str(key)


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
