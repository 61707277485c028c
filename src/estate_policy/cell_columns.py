"""The facts of a column of cells as SQL: plain cells by a formula, other distinct cells read once as registers do."""

from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

import attrs

from estate_policy.cell_facts import fact_of_cell
from estate_policy.errors import FactError
from estate_policy.given import Days
from estate_policy.law import Policy
from estate_policy.row_source import Opened, cell_name, content_of, key_sql
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
from estate_policy.whole_lines import quoted

_MOST_CASES = 24
"""Distinct cells that are told apart in a formula; more of them stand in a table."""

_EXACT_DOUBLES = 2**51
"""Below this, whole numbers of the scale are further apart than doubles."""

_MOST_DIGITS = 18
"""Of a number that fits in 64 bits."""

LONGEST_PLAIN = 200
PLAIN_TEXT = '[ -"$-~\\x{3001}-\\x{301E}\\x{4E00}-\\x{9FFF}\\x{FF08}\\x{FF09}\\x{FF0C}]+'
"""Text of signs that are all seen; `#` begins what Excel writes for an error."""

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

    `join` brings in the table of its distinct cells, if it needs one.
    """

    values: tuple[str, ...]
    wrong: str
    is_blank: str
    join: str = ""


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


def cell_column(opened: Opened, rows: str, cells: Cells, policy: Policy) -> CellColumn:
    """The SQL for a column of a table of rows, read as a field."""
    index, field = cells.index, cells.field
    column = f"t.{cell_name(index)}"
    plain = plain_cells(opened, index, field, column)
    key = key_sql(opened, index, column)
    apart = "" if plain is None else f" AND NOT coalesce({plain[0]}, false)"
    distinct = opened.run(f"SELECT DISTINCT {key} FROM {rows} AS t WHERE {column} IS NOT NULL{apart}")
    told = {each: reading(opened, each, cells, policy) for (each,) in distinct}
    types = value_types(field)
    made = _cases(key, told, types) if len(told) <= _MOST_CASES else _joined(opened, index, key, told, types)
    blank = f"({column} IS NULL OR {made.is_blank})"
    if plain is None:
        return attrs.evolve(made, is_blank=blank)
    condition, formulas = plain
    values = tuple(
        f"CASE WHEN {condition} THEN {formula} ELSE {other} END"
        for formula, other in zip(formulas, made.values, strict=True)
    )
    return attrs.evolve(made, values=values, is_blank=blank)


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


def plain_cells(opened: Opened, index: int, field: Field, column: str) -> tuple[str, tuple[str, ...]] | None:
    """Which cells of a column are plain, as SQL, and the values of those."""
    kind = opened.kinds[index]
    match field:
        case TruthFact() if kind == "truth":
            return f"{column} IS NOT NULL", (column,)
        case QuantityFact() if kind == "text":
            return _plain_digits(field, column)
        case QuantityFact() if kind in ("integer", "decimal"):
            return _plain_number(field, column, opened.decimals.get(index, (38, 0)))
        case QuantityFact() if kind == "double":
            return _plain_double(field, column)
        case DateFact() if kind == "day":
            return _plain_day(field, column)
        case TextFact() | Identity() if kind == "text":
            words = f"trim({column})"
            seen = f"length({column}) <= {LONGEST_PLAIN} AND regexp_full_match({column}, {quoted(PLAIN_TEXT)})"
            return f"{seen} AND {words} <> ''", (words,)
        case Identity() if kind == "integer":
            return f"{column} IS NOT NULL", (f"CAST({column} AS VARCHAR)",)
        case _:
            return None


def scaled_ends(field: QuantityFact) -> tuple[int, int]:
    """The least and the most that a number can be, in units of its last decimal."""
    one = 10**field.scale
    return ceil(Fraction(field.low) * one), floor(Fraction(field.high) * one)


def _plain_digits(field: QuantityFact, column: str) -> tuple[str, tuple[str, ...]]:
    decimals = f"(?:\\.[0-9]{{1,{field.scale}}})?" if field.scale else ""
    plain = f"regexp_full_match({column}, '[0-9]{{1,{_whole_digits(field)}}}{decimals}')"
    return _within(field, plain, _scaled(field, f"TRY_CAST({column} AS {_decimal(field)})"))


def _plain_number(field: QuantityFact, column: str, digits: tuple[int, int]) -> tuple[str, tuple[str, ...]]:
    # Nothing beyond the range is multiplied: it might overflow, and that would stop all rows.
    near = f"CAST({column} AS DOUBLE) BETWEEN {floor(field.low) - 1} AND {ceil(field.high) + 1}"
    number = f"TRY_CAST(CASE WHEN {near} THEN {column} END AS {_decimal(field)})"
    exact = f"{number} IS NOT NULL"
    if digits[1] > field.scale:
        exact += f" AND {column} = TRY_CAST({number} AS DECIMAL({digits[0]},{digits[1]}))"
    return _within(field, exact, _scaled(field, number))


def _whole_digits(field: QuantityFact) -> int:
    return len(str(max(abs(floor(field.low)), abs(ceil(field.high)), 1)))


def _decimal(field: QuantityFact) -> str:
    """A type in which numbers near the range can be multiplied by the scale."""
    fits = _whole_digits(field) + 1 + 2 * field.scale <= _MOST_DIGITS
    return f"DECIMAL({_MOST_DIGITS if fits else 38},{field.scale})"


def _scaled(field: QuantityFact, number: str) -> str:
    return f"CAST({number} * {10**field.scale} AS BIGINT)" if field.scale else f"CAST({number} AS BIGINT)"


def _plain_double(field: QuantityFact, column: str) -> tuple[str, tuple[str, ...]]:
    one = f"{float(10**field.scale)!r}::DOUBLE"
    number = f"round({column} * {one})"
    # A quotient of whole doubles is the double nearest to the number that it stands for.
    nearest = f"isfinite({column}) AND abs({number}) < {_EXACT_DOUBLES} AND {number} / {one} = {column}"
    return _within(field, nearest, f"TRY_CAST({number} AS BIGINT)")


def _plain_day(field: DateFact, column: str) -> tuple[str, tuple[str, ...]]:
    within = f"{column} BETWEEN DATE '{field.low}' AND DATE '{field.high}'"
    days, months = f"({column} - DATE '0001-01-01') + 1", f"year({column}) * 12 + month({column}) - 1"
    number = f"CAST({days if field.counts == 'days' else months} AS BIGINT)"
    return within, (number,) * len(value_types(field))


def _within(field: QuantityFact, condition: str, number: str) -> tuple[str, tuple[str, ...]]:
    low, high = scaled_ends(field)
    return f"({condition} AND {number} BETWEEN {low} AND {high})", (number,)


def _cases(key: str, told: dict[Any, Reading], types: Sequence[Kind]) -> CellColumn:
    values = tuple(
        _case(key, ((each, literal(one.values[at])) for each, one in told.items() if one.values[at] is not None), kind)
        for at, kind in enumerate(types)
    )
    wrong = _case(key, ((each, quoted(one.wrong)) for each, one in told.items() if one.wrong is not None), "VARCHAR")
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
    read = ", ".join(f"{quoted(name)}: {quoted(kind)}" for name, kind in kinds.items())
    chosen = ", ".join(
        f"decode(unhex(substr({name}, 2))) AS {name}" if kind == "VARCHAR" else name for name, kind in columns.items()
    )
    source = f"read_csv({quoted(str(path))}, columns={{{read}}}, header=false, auto_detect=false, delim=',')"
    opened.run(f"CREATE TEMP TABLE {table} AS SELECT {chosen} FROM {source}")
    path.unlink()


def literal(value: object) -> str:
    """A value as SQL writes it."""
    match value:
        case None:
            return "NULL"
        case bool() | int():
            return str(value).lower()
        case float():
            return f"{quoted(repr(value))}::DOUBLE"
        case _:
            return quoted(str(value))


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
