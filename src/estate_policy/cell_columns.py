"""The facts of a column of cells as SQL: plain cells by a formula, other distinct cells read once as registers do."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import attrs

from estate_policy.cell_facts import fact_of_cell
from estate_policy.days_written import Days
from estate_policy.errors import FactError
from estate_policy.law import Policy
from estate_policy.plain_cells import Seen, plain_cells
from estate_policy.row_source import Opened, cell_name, content_of, file_sql, key_sql, literal
from estate_policy.rows import is_blank
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TextFact,
    TruthFact,
    counted,
    dated,
)

_MOST_CASES = 24
"""Distinct cells that are told apart in a formula; more of them stand in a table."""

Kind = str
"""A type of DuckDB."""


@attrs.frozen
class Reading:
    """What a distinct cell gives: values as columns hold them, or problem codes, or that it is blank."""

    values: tuple[Any, ...] = ()
    wrong: str | None = None
    is_blank: bool = False


@attrs.frozen
class Cells:
    """A column of a table: its index, the field as which it is read, and its heading as problems show it."""

    index: int
    name: str
    field: Field
    heading: str


@attrs.frozen
class CellColumn:
    """SQL for what the cells of a column give: values, problems as the results name them, whether they are blank.

    `join` brings in the table of its distinct cells, if it needs one. `wrong` is nothing, and a value unknown where the
    cell is blank alone, in a column that `is_plain`. `has_others` where a member may be none that the policy names.
    """

    values: tuple[str, ...]
    wrong: str
    is_blank: str
    join: str = ""
    is_plain: bool = False
    has_others: bool = False


def value_types(field: Field) -> tuple[Kind, ...]:
    """The types of the columns of a field; of one that names no single day, the first and the last."""
    match field:
        case TruthFact():
            return ("BOOLEAN",)
        case QuantityFact():
            return ("BIGINT",)
        case DateFact():
            return ("BIGINT", "BIGINT") if field.loose else ("BIGINT",)
        case MemberFact() | TextFact() | Identity() | ReferenceFact():
            return ("VARCHAR",)
        case CollectionFact():
            return ()


def value_names(name: str, field: Field) -> tuple[str, ...]:
    """The names of the columns of a field."""
    return (name, f"{name}_last")[: len(value_types(field))]


def column_values(field: Field, value: object) -> tuple[Any, ...]:
    """A fact as its columns hold it."""
    count = len(value_types(field))
    if value is None or isinstance(field, ReferenceFact | CollectionFact):
        return (None,) * count
    if isinstance(value, Days):
        assert isinstance(field, DateFact)
        return tuple(int(dated(field.counts, day)) for day in (value.first, value.last))
    if isinstance(field, QuantityFact):
        return (int(Fraction(str(value)) * 10**field.scale),)
    if isinstance(field, DateFact):
        assert isinstance(value, date)
        return (int(Fraction(str(counted(field, value)))),)
    return (value,)


def cell_column(opened: Opened, rows: str, cells: Cells, policy: Policy, seen: Seen) -> CellColumn:
    """The SQL for a column of a table of rows, read as a field."""
    index, field = cells.index, cells.field
    column = f"t.{cell_name(index)}"
    plain = plain_cells(opened, index, field)
    blank = "false" if index in seen.filled else f"({column} IS NULL)"
    if plain is not None and index in seen.plain:
        return CellColumn(plain.bare, "NULL", blank, is_plain=True)
    key = key_sql(opened, index, column)
    apart = "" if plain is None else f" AND NOT coalesce({plain.condition}, false)"
    distinct = opened.run(f"SELECT DISTINCT {key} FROM {rows} AS t WHERE {column} IS NOT NULL{apart}")
    told = {each: reading(opened, each, cells, policy) for (each,) in distinct}
    has_others = isinstance(field, MemberFact) and any(
        one.values[0] not in (None, *policy.enumerations[field.enumeration].members) for one in told.values()
    )
    types = value_types(field)
    is_as_told = opened.kinds[index] == "text" and types == ("VARCHAR",)
    if plain is None and is_as_told and all(one.values == (each,) for each, one in told.items()):
        return CellColumn((column,), "NULL", blank, is_plain=True, has_others=has_others)
    made = _cases(key, told, types) if len(told) <= _MOST_CASES else _joined(opened, index, key, told, types)
    made = attrs.evolve(made, is_blank=f"({column} IS NULL OR {made.is_blank})", has_others=has_others)
    if plain is None:
        return made
    values = tuple(
        f"CASE WHEN {plain.condition} THEN {value} ELSE {other} END"
        for value, other in zip(plain.values, made.values, strict=True)
    )
    return attrs.evolve(made, values=values)


def reading(opened: Opened, key: object, cells: Cells, policy: Policy) -> Reading:
    """What the cell of a key gives, as the reader of registers has it."""
    cell = content_of(opened, cells.index, key)
    none = (None,) * len(value_types(cells.field))
    if is_blank(cell):
        return Reading(none, is_blank=True)
    try:
        return Reading(column_values(cells.field, fact_of_cell(cells.name, cells.field, cell, policy)))
    except FactError as error:
        codes = (f"{problem.code}:{cells.heading}" for problem in error.problems)
        return Reading(none, "|".join(codes))


def _cases(key: str, told: dict[Any, Reading], types: Sequence[Kind]) -> CellColumn:
    values = tuple(
        _case(key, ((each, literal(one.values[at])) for each, one in told.items() if one.values[at] is not None), kind)
        for at, kind in enumerate(types)
    )
    wrong = _case(key, ((each, literal(one.wrong)) for each, one in told.items() if one.wrong is not None), "VARCHAR")
    blank = [literal(each) for each, one in told.items() if one.is_blank]
    return CellColumn(values, wrong, f"coalesce({key} IN ({', '.join(blank)}), false)" if blank else "false")


def _case(key: str, cases: Iterator[tuple[Any, str]], kind: Kind) -> str:
    whens = " ".join(f"WHEN {literal(each)} THEN {value}" for each, value in cases)
    return f"CAST(CASE {key} {whens} END AS {kind})" if whens else f"CAST(NULL AS {kind})"


def _joined(opened: Opened, index: int, key: str, told: dict[Any, Reading], types: Sequence[Kind]) -> CellColumn:
    table = f"{opened.prefix}m{index}"
    key_type = {"coded": "INTEGER", "double": "DOUBLE"}.get(opened.kinds[index], "VARCHAR")
    names = [f"v{at}" for at in range(len(types))]
    stored(
        opened,
        table,
        {"k": key_type, **dict(zip(names, types, strict=True)), "wrong": "VARCHAR", "blank": "BOOLEAN"},
        ((each, *one.values, one.wrong, one.is_blank) for each, one in told.items()),
    )
    values = tuple(f"{table}.{name}" for name in names)
    join = f" LEFT JOIN {table} ON {table}.k = {key}"
    return CellColumn(values, f"{table}.wrong", f"coalesce({table}.blank, false)", join)


def stored(opened: Opened, table: str, columns: dict[str, Kind], rows: Iterator[tuple[Any, ...]]) -> None:
    """Make a table of rows that Python holds; through a file, for statements of many values are slow."""
    path = opened.folder / f"{table}.csv"
    with path.open("w", encoding="ascii", newline="\n") as file:
        file.writelines(",".join(map(_written, row)) + "\n" for row in rows)
    kinds = {name: "VARCHAR" if kind == "VARCHAR" else kind for name, kind in columns.items()}
    read = ", ".join(f"{literal(name)}: {literal(kind)}" for name, kind in kinds.items())
    chosen = ", ".join(
        f"decode(unhex(substr({name}, 2))) AS {name}" if kind == "VARCHAR" else name for name, kind in columns.items()
    )
    source = f"read_csv({file_sql(path)}, columns={{{read}}}, header=false, auto_detect=false, delim=',')"
    opened.run(f"CREATE TEMP TABLE {table} AS SELECT {chosen} FROM {source}")
    path.unlink()


def _written(value: object) -> str:
    """A value in the file of a stored table: text in hexadecimal, behind an x, so that no sign of it means anything."""
    match value:
        case None:
            return ""
        case str():
            return f"x{value.encode().hex()}"
        case bool() | int():
            return str(value).lower()
        case _:
            return repr(value)
