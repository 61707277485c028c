"""Cells of which only Python knows the types, as numbers of what they hold, so that DuckDB can count and join them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from estate_policy.row_source import file_sql, no_cell
from estate_policy.rows import Content, Defect, Merged, Row
from estate_policy.tables import Table

_OF_ONE_TYPE = frozenset({"string", "empty"})
"""What pandas calls columns of objects that DuckDB reads right."""


@attrs.frozen(eq=False)
class Coded:
    """A table with its distinct cells by column, and the numbers of these row by row."""

    table: Table
    rows: tuple[Row, ...]
    contents: dict[int, list[Content]]
    numbers: dict[int, dict[object, int]]

    def load(self, run: Callable[[str], object], folder: Path, indices: Sequence[int]) -> str:
        """Make the table of rows with the columns of some indices; its name."""
        path = folder / "cells.csv"
        width = len(self.table.heading.cells)
        with path.open("w", encoding="ascii", newline="\n") as file:
            file.writelines(f"{','.join(self._written(row, indices, width))}\n" for row in self.rows)
        names = ["row", "width", "defect", *(f"c{index}" for index in indices)]
        kinds = ["BIGINT", "INTEGER", "VARCHAR", *["INTEGER"] * len(indices)]
        read = ", ".join(f"'{name}': '{kind}'" for name, kind in zip(names, kinds, strict=True))
        source = f"read_csv({file_sql(path)}, columns={{{read}}}, header=false, auto_detect=false, delim=',')"
        run(f"CREATE TABLE cells AS SELECT * FROM {source}")
        path.unlink()
        return "cells"

    def _written(self, row: Row, indices: Sequence[int], width: int) -> list[str]:
        count = len(row.cells)
        defect = "cells-beyond" if count > width else ""
        numbers = [self._number(index, row.cells[index] if index < count else None) for index in indices]
        code = defect if row.defect is None else row.defect.code
        return [str(row.number), "" if count == width else str(count), code, *numbers]

    def _number(self, index: int, cell: Content) -> str:
        if cell is None:
            return ""
        known, contents = self.numbers.setdefault(index, {}), self.contents.setdefault(index, [])
        # Python takes 1, 1.0 and true for the same, and a defect for no key at all.
        key = id(cell) if isinstance(cell, Defect) else (type(cell), _key(cell))
        if key not in known:
            known[key] = len(contents)
            contents.append(cell)
        return str(known[key])


def coded(table: Table) -> Coded:
    """A table whose rows are at hand."""
    return Coded(attrs.evolve(table, rows=()), table.rows, {}, {})


def coded_frame(frame: Any) -> tuple[Any, dict[int, Sequence[Content]]]:  # noqa: ANN401 of pandas
    """A frame of pandas in which columns of mixed objects are numbers, and what these stand for, by column."""
    import pandas as pd  # noqa: PLC0415 whoever gives a frame has it

    named = frame.set_axis([f"c{at}" for at in range(len(frame.columns))], axis=1)
    contents: dict[int, Sequence[Content]] = {}
    for at, name in enumerate(named.columns):
        column = named[name]
        if not _is_plain(column):
            known: dict[object, int] = {}
            held: list[Content] = []
            numbers = [_numbered(value, known, held) for value in column.astype(object)]
            named = named.assign(**{name: pd.array(numbers, dtype="Int32")})
            contents[at] = held
    return named, contents


def _is_plain(column: Any) -> bool:  # noqa: ANN401 of pandas
    """Whether DuckDB has a type for a column: for one of numpy or Arrow, for text, for categories of text."""
    import pandas as pd  # noqa: PLC0415 the same

    kind = column.dtype
    if isinstance(kind, pd.CategoricalDtype):
        return isinstance(kind.categories.dtype, pd.StringDtype) or _is_plain(kind.categories.to_series())
    if str(kind) == "object":
        return pd.api.types.infer_dtype(column, skipna=True) in _OF_ONE_TYPE
    return not isinstance(kind, pd.PeriodDtype | pd.IntervalDtype | pd.SparseDtype)


def _numbered(value: Any, known: dict[object, int], held: list[Content]) -> int | None:  # noqa: ANN401 anything
    cell = _content(value)
    if cell is None:
        return None
    key = (type(cell), _key(cell))
    if key not in known:
        known[key] = len(held)
        held.append(cell)
    return known[key]


def _content(value: Any) -> Content:  # noqa: ANN401 anything
    """An object as a cell holds it; nothing for what pandas has for nothing."""
    if hasattr(value, "item") and type(value).__module__ == "numpy":
        value = value.item() if value.ndim == 0 else [*value]
    match value:
        case None:
            return None
        case bool() | str():
            return value
        case float():
            return None if value != value else value  # noqa: PLR0124 only NaN differs from itself
        case datetime() if type(value).__name__ == "NaTType":
            return None
        case datetime():
            return (
                str(value)
                if value.tzinfo is not None
                else value.to_pydatetime()
                if hasattr(value, "to_pydatetime")
                else value
            )
        case date():
            return value
        case Decimal():
            return f"{value:f}"
        case bytes() | bytearray() | list() | tuple() | dict() | set() | frozenset() | time():
            return no_cell(value)
        case _:
            if type(value).__name__ in ("NAType", "NaTType"):
                return None
            return no_cell(value) if isinstance(value, timedelta) else str(value)


def _key(cell: Content) -> object:
    """What tells a cell from others of its type."""
    if isinstance(cell, Merged):
        return type(cell.value), _key(cell.value)
    if isinstance(cell, Defect):
        return cell.problem.text()
    return repr(cell) if isinstance(cell, float) else cell
