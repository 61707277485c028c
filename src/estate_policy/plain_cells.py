"""Which cells of a typed column are plain, as SQL: those whose facts a formula gives, and columns of nothing else."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

import attrs

from estate_policy.natural_columns import EXACT_DOUBLES
from estate_policy.row_source import Opened, cell_name, literal
from estate_policy.schema import DateFact, Field, Identity, QuantityFact, TextFact, TruthFact

_MOST_DIGITS = 18
"""Of a number that fits in 64 bits."""

_LONGEST = 200
_TEXT = '[ -"$-~\\x{3001}-\\x{301E}\\x{4E00}-\\x{9FFF}\\x{FF08}\\x{FF09}\\x{FF0C}]+'
"""Text of signs that are all seen; `#` begins what Excel writes for an error."""

_SIGN = "[A-Za-z0-9_./-]"
_ID = f"(?:[A-FH-RU-Za-fh-ru-z0-9_./-]{_SIGN}*|[A-Za-z]{{1,2}}[_./-]?)?[0-9]{_SIGN}*"
"""Ids with a digit that begin as no word for a sum or a note does, and that folding changes in nothing but case."""


@attrs.frozen
class Plain:
    """SQL of whether a cell is plain, and of the values of one that is.

    `bare` are the values where all cells are `bare_if`, which never stop at any cell of such a column.
    """

    condition: str
    values: tuple[str, ...]
    bare_if: str
    bare: tuple[str, ...]


@attrs.frozen
class Seen:
    """What a look at all cells told: which columns hold only plain ones, and which of these that are ids have no blank.

    `is_even` where every row has a cell for every heading.
    """

    plain: frozenset[int]
    filled: frozenset[int]
    is_even: bool


def seen_cells(opened: Opened, rows: str, columns: Sequence[tuple[int, Field]]) -> Seen:
    """Look at all cells of some columns at once."""
    asked = {"is_even": "t.width IS NOT NULL OR t.defect IS NOT NULL"}
    for index, field in columns:
        plain, column = plain_cells(opened, index, field), _column(index)
        if plain is not None:
            asked[f"plain{index}"] = f"{column} IS NOT NULL AND NOT coalesce({plain.bare_if}, false)"
        if plain is not None and isinstance(field, Identity):
            asked[f"filled{index}"] = f"{column} IS NULL"
    counts = ", ".join(f"count(*) FILTER ({otherwise})" for otherwise in asked.values())
    (counted,) = opened.run(f"SELECT {counts} FROM {rows} AS t")
    true = {name for name, count in zip(asked, counted, strict=True) if not count}
    plain_ones = frozenset(index for index, _ in columns if f"plain{index}" in true)
    return Seen(plain_ones, frozenset(one for one in plain_ones if f"filled{one}" in true), "is_even" in true)


def plain_cells(opened: Opened, index: int, field: Field) -> Plain | None:
    """What is plain in a column of a table `t`; `None` where every distinct cell must be read."""
    column, kind = _column(index), opened.kinds[index]
    match field:
        case TruthFact() if kind == "truth":
            return _always(column, column)
        case QuantityFact() if kind == "text":
            return _digits(field, column)
        case QuantityFact() if kind in ("integer", "decimal"):
            return _number(field, column, opened.decimals.get(index, (38, 0)))
        case QuantityFact() if kind == "double":
            return _double(field, column)
        case DateFact() if kind == "day":
            return _day(field, column)
        case TextFact() if kind == "text":
            return _text(column)
        case Identity() if kind == "text":
            is_id = f"length({column}) <= {_LONGEST} AND regexp_full_match({column}, {literal(_ID)})"
            return attrs.evolve(_text(column), bare_if=is_id, bare=(column,))
        case Identity() if kind == "integer":
            return _always(column, f"CAST({column} AS VARCHAR)")
        case _:
            return None


def scaled_ends(field: QuantityFact) -> tuple[int, int]:
    """The least and the most that a number can be, in units of its last decimal."""
    one = 10**field.scale
    return ceil(Fraction(field.low) * one), floor(Fraction(field.high) * one)


def _column(index: int) -> str:
    return f"t.{cell_name(index)}"


def _always(column: str, value: str) -> Plain:
    return Plain(f"{column} IS NOT NULL", (value,), "true", (value,))


def _text(column: str) -> Plain:
    words = f"trim({column})"
    seen = f"length({column}) <= {_LONGEST} AND regexp_full_match({column}, {literal(_TEXT)}) AND {words} <> ''"
    return Plain(seen, (words,), seen, (words,))


def _digits(field: QuantityFact, column: str) -> Plain:
    decimals = f"(?:\\.[0-9]{{1,{field.scale}}})?" if field.scale else ""
    plain = f"regexp_full_match({column}, '[0-9]{{1,{_whole_digits(field)}}}{decimals}')"
    return _within(field, plain, f"TRY_CAST({column} AS {_decimal(field)})", column)


def _number(field: QuantityFact, column: str, digits: tuple[int, int]) -> Plain:
    # Nothing beyond the range is multiplied: it might overflow, and that would stop all rows.
    near = f"CAST({column} AS DOUBLE) BETWEEN {floor(field.low) - 1} AND {ceil(field.high) + 1}"
    number = f"TRY_CAST(CASE WHEN {near} THEN {column} END AS {_decimal(field)})"
    if digits[1] > field.scale:
        same = f"{column} = TRY_CAST({number} AS DECIMAL({digits[0]},{digits[1]}))"
        return _within(field, f"{number} IS NOT NULL AND {same}", number, column)
    # Compared with numbers of as many decimals, so that no cell is brought to more, for which it may be too large.
    one = 10 ** digits[1]
    low, high = (Decimal(end) / one for end in (ceil(Fraction(field.low) * one), floor(Fraction(field.high) * one)))
    within = f"{column} BETWEEN {low:.{digits[1]}f} AND {high:.{digits[1]}f}"
    return attrs.evolve(_within(field, within, number, column), condition=within, bare_if=within)


def _double(field: QuantityFact, column: str) -> Plain:
    one = f"{float(10**field.scale)!r}::DOUBLE"
    number = f"round({column} * {one})"
    # A quotient of whole doubles is the double nearest to the number that it stands for.
    nearest = f"isfinite({column}) AND abs({number}) < {EXACT_DOUBLES} AND {number} / {one} = {column}"
    low, high = scaled_ends(field)
    whole = f"TRY_CAST({number} AS BIGINT)"
    plain = f"({nearest} AND {whole} BETWEEN {low} AND {high})"
    return Plain(plain, (whole,), plain, (f"CAST({number} AS BIGINT)",))


def _day(field: DateFact, column: str) -> Plain:
    within = f"{column} BETWEEN DATE '{field.low}' AND DATE '{field.high}'"
    days, months = f"({column} - DATE '0001-01-01') + 1", f"year({column}) * 12 + month({column}) - 1"
    number = f"CAST({days if field.counts == 'days' else months} AS BIGINT)"
    values = (number, number) if field.loose else (number,)
    return Plain(within, values, within, values)


def _within(field: QuantityFact, condition: str, number: str, column: str) -> Plain:
    """Numbers that meet a condition and are in the range."""
    low, high = scaled_ends(field)
    value = _scaled(field, number)
    plain = f"({condition} AND {value} BETWEEN {low} AND {high})"
    bare = _scaled(field, f"CAST({column} AS {_decimal(field)})") if field.scale else f"CAST({column} AS BIGINT)"
    return Plain(plain, (value,), plain, (bare,))


def _whole_digits(field: QuantityFact) -> int:
    return len(str(max(abs(floor(field.low)), abs(ceil(field.high)), 1)))


def _decimal(field: QuantityFact) -> str:
    """A type in which numbers near the range can be multiplied by the scale."""
    fits = _whole_digits(field) + 1 + 2 * field.scale <= _MOST_DIGITS
    return f"DECIMAL({_MOST_DIGITS if fits else 38},{field.scale})"


def _scaled(field: QuantityFact, number: str) -> str:
    return f"CAST({number} * {10**field.scale} AS BIGINT)" if field.scale else f"CAST({number} AS BIGINT)"
