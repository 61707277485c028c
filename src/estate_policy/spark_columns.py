"""The columns of a frame of Spark as SQL: the facts that they give, counted as rules count them, and what is wrong."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import attrs

from estate_policy.checked import allowed
from estate_policy.columns import Columns
from estate_policy.errors import Problem, TableError
from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.natural_columns import EXACT_DOUBLES, counted_sql, decimal_type, sql_literal
from estate_policy.row_source import SPACE, cell_name
from estate_policy.schema import CollectionFact, DateFact, Field, MemberFact, QuantityFact, TruthFact
from estate_policy.shown import shortened
from estate_policy.spark_words import Words
from estate_policy.tables import Table, heading_text

_LARGEST_DOUBLE = "1.7976931348623157e308"

_WHOLE = ("tinyint", "smallint", "int", "bigint")
_DOUBLES = ("float", "double")
_SPACE = text(SPACE).text


@attrs.frozen
class Given:
    """A frame whose columns are named by their places, with what they are headed, their types and their words."""

    table: Table
    columns: Columns
    types: Sequence[str]
    words: Mapping[int, Words]
    policy: Policy
    subject: type

    def heading(self, index: int) -> str:
        """What a column is headed, as problems show it."""
        return shortened(heading_text(self.table.heading.cells[index]))


@attrs.frozen
class Column:
    """SQL of a fact, null where it is unknown, of the codes of what is wrong, and of whether nothing is given."""

    value: str
    wrong: str
    blank: str


def column_of(given: Given, name: str) -> Column:
    """What the columns of a fact, or of the id, give."""
    field, indices = given.columns.read[name]
    return _united([_column(given, index, name, field) for index in indices])


def _united(columns: Sequence[Column]) -> Column:
    """What columns of one fact give: the first value of those that are filled, and nothing where they differ."""
    if len(columns) == 1:
        return columns[0]
    pairs = " OR ".join(f"({one.value} <> {other.value})" for one, other in combinations(columns, 2))
    codes = [*(one.wrong for one in columns), f"CASE WHEN {pairs} THEN 'columns-differ' END"]
    wrong = f"NULLIF(CONCAT_WS('|', {', '.join(codes)}), '')"
    value = f"CASE WHEN {wrong} IS NULL THEN COALESCE({', '.join(one.value for one in columns)}) END"
    return Column(value, wrong, f"({' AND '.join(one.blank for one in columns)})")


def _column(given: Given, index: int, name: str, field: Field) -> Column:
    column, type_, heading = cell_name(index), given.types[index], given.heading(index)
    match field:
        case MemberFact() | TruthFact() if index in given.words:
            return _worded(column, given.words[index], heading, kind_of(field))
        case TruthFact() if type_ == "boolean":
            return Column(quoted(column), "NULL", _is_null(column))
        case QuantityFact() if type_ in _DOUBLES:
            return _double(column, field, heading)
        case QuantityFact() if type_ in _WHOLE or type_.startswith("decimal"):
            return _number(column, field, heading, type_)
        case DateFact() if type_ == "date":
            value = counted_sql(column, field, given.policy)
            return Column(value, _wrong(column, heading, [(f"{value} IS NULL", "out-of-range")]), _is_null(column))
        case CollectionFact():
            return Column("NULL", _wrong(column, heading, [("TRUE", "not-related")]), _is_null(column))
        case TruthFact() | QuantityFact() | MemberFact() | DateFact():
            raise _mistyped(name, field, type_)
        case _ if type_ in ("string", *_WHOLE):
            value = _trimmed(quoted(column))
            return Column(value, "NULL", f"({value} IS NULL)")
        case _:
            raise _mistyped(name, field, type_)


def _mistyped(name: str, field: Field, type_: str) -> TableError:
    return TableError(Problem(Message("column-of-type", {"name": name, "type": type_}), hint=allowed(field)))


def _trimmed(column: str) -> str:
    return f"NULLIF(TRIM(CAST({column} AS VARCHAR), {_SPACE}), '')"


def _is_null(column: str) -> str:
    return f"({quoted(column)} IS NULL)"


def _worded(column: str, words: Words, heading: str, kind: str) -> Column:
    """A member or a truth by its words; a word that was not there when these were read is wrong."""
    blank = f"({_trimmed(quoted(column))} IS NULL)"
    named = [(value, _among(column, each)) for value, each in words.given.items() if value is not None]
    whens = " ".join(f"WHEN {among} THEN {sql_literal(value)}" for value, among in named)
    value = f"CASE {whens} END"
    codes = " ".join(f"WHEN {_among(column, each)} THEN {text(code).text}" for code, each in words.wrong.items())
    unread = text(f"{'not-a-member' if kind == 'VARCHAR' else 'not-a-truth'}:{heading}").text
    read = _among(column, [each for every in words.given.values() for each in every])
    return Column(value, f"CASE WHEN {blank} OR {read} THEN NULL {codes} ELSE {unread} END", blank)


def _among(column: str, words: Sequence[str]) -> str:
    return f"({quoted(column)} IN ({', '.join(text(word).text for word in words)}))"


def _number(column: str, field: QuantityFact, heading: str, type_: str) -> Column:
    name, within = quoted(column), _within(column, field)
    number = f"TRY_CAST({name} AS {decimal_type(field)})"
    # Compared in the column's own type, in which no digit of it is lost.
    same = f"TRY_CAST({number} AS {type_.upper()}) = {name}"
    value = f"CASE WHEN {within} THEN CASE WHEN {same} THEN CAST({number} * {10**field.scale} AS BIGINT) END END"
    codes = [(f"NOT ({within})", "out-of-range"), (f"{value} IS NULL", "too-many-decimals")]
    return Column(value, _wrong(column, heading, codes), _is_null(column))


def _double(column: str, field: QuantityFact, heading: str) -> Column:
    """Of a double, the number of the scale to which it is the nearest."""
    name, within, one = (
        f"CAST({quoted(column)} AS DOUBLE)",
        _within(column, field),
        f"CAST({10**field.scale} AS DOUBLE)",
    )
    number = f"ROUND({name} * {one})"
    nearest = f"ABS({number}) < {EXACT_DOUBLES} AND {number} / {one} = {name}"
    value = f"CASE WHEN {within} THEN CASE WHEN {nearest} THEN TRY_CAST({number} AS BIGINT) END END"
    endless = f"ISNAN({name}) OR ABS({name}) > {_LARGEST_DOUBLE}"
    codes = [(endless, "not-finite"), (f"NOT ({within})", "out-of-range"), (f"{value} IS NULL", "too-many-decimals")]
    return Column(value, _wrong(column, heading, codes), _is_null(column))


def _within(column: str, field: QuantityFact) -> str:
    return f"{quoted(column)} BETWEEN {field.low:f} AND {field.high:f}"


def _wrong(column: str, heading: str, codes: Sequence[tuple[str, str]]) -> str:
    whens = " ".join(f"WHEN {when} THEN {text(f'{code}:{heading}').text}" for when, code in codes)
    return f"CASE WHEN {_is_null(column)} THEN NULL {whens} END"


def kind_of(field: Field) -> str:
    """The type in which rules count a fact."""
    match field:
        case TruthFact():
            return "BOOLEAN"
        case QuantityFact() | DateFact():
            return "BIGINT"
        case _:
            return "VARCHAR"
