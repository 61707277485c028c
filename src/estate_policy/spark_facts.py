"""The facts in a frame of Spark as SQL: counted as rules count them, and what is wrong with them by its code."""

from collections.abc import Mapping

import attrs

from estate_policy.errors import Problem, TableError
from estate_policy.given import plain
from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.natural_columns import (
    UNKNOWN_EVENTS,
    counted_sql,
    decimal_type,
    is_named_unknown,
    sql_literal,
)
from estate_policy.schema import (
    DateFact,
    Fact,
    Field,
    MemberFact,
    QuantityFact,
    TruthFact,
    allowed,
    fields_of,
    identity_of,
    is_event,
)

_EXACT_DOUBLES = 2**51
"""Below this, whole numbers of the scale are further apart than doubles."""

_LARGEST_DOUBLE = "1.7976931348623157e308"

_WHOLE = ("tinyint", "smallint", "int", "bigint")
_DOUBLES = ("float", "double")


@attrs.frozen
class Column:
    """SQL of a fact, null where it is unknown, and of the code of what is wrong with it, null where nothing is."""

    value: str
    wrong: str


def facts_query(policy: Policy, subject: type, names: list[str], types: Mapping[str, str], frame: str) -> str:
    """A query of facts over a frame whose columns have certain types: the id, `problems` and `assessed` with them.

    A fact of which there is no column is unknown, an event of which there is none has not happened. `TableError` where
    no column tells subjects apart, or one has a type that the fact cannot have.
    """
    identity = identity_of(subject)
    if identity not in types:
        raise TableError(Problem(Message("no-column-of-ids", {"name": identity})))
    fields = fields_of(subject)
    read = {name: _column(name, fields[name], types[name], policy) for name in names if name in types}
    id_ = f"NULLIF(TRIM(CAST({quoted(identity)} AS VARCHAR)), '')"
    columns = [f"{id_} AS {quoted(identity)}", f"COUNT(*) OVER (PARTITION BY LOWER({id_})) AS same_id"]
    for name in names:
        value = read[name].value if name in read else f"CAST(NULL AS {_kind(fields[name])})"
        columns.append(f"{_told(name, fields[name], value, types)} AS {quoted(name)}")
    wrong = ", ".join([one.wrong for one in read.values() if one.wrong != "NULL"] or ["NULL"])
    columns.append(f"CONCAT_WS('|', {wrong}) AS wrong")
    doubled = f"{quoted(identity)} IS NOT NULL AND same_id > 1"
    codes = [
        "NULLIF(wrong, '')",
        f"CASE WHEN {quoted(identity)} IS NULL THEN {text(f'blank:{identity}').text} END",
        f"CASE WHEN {doubled} THEN 'doubled-id' END",
    ]
    listed = ", ".join(map(quoted, [identity, *names]))
    assessed = f"{quoted(identity)} IS NOT NULL AND same_id = 1 AS assessed"
    inner = f"SELECT {', '.join(columns)} FROM {frame}"
    return f"SELECT {listed}, CONCAT_WS('|', {', '.join(codes)}) AS problems, {assessed} FROM ({inner}) AS told"


def _told(name: str, field: Field, value: str, types: Mapping[str, str]) -> str:
    """The value of a column, or what none on record means of an event."""
    if not (isinstance(field, Fact) and is_event(field)):
        return value
    absent = sql_literal(field.absent)
    given = f"CASE WHEN {quoted(name)} IS NULL THEN {absent} ELSE {value} END" if name in types else absent
    return f"CASE WHEN NOT {is_named_unknown(name)} THEN {given} END" if UNKNOWN_EVENTS in types else given


def _kind(field: Field) -> str:
    match field:
        case TruthFact():
            return "BOOLEAN"
        case QuantityFact() | DateFact():
            return "BIGINT"
        case _:
            return "VARCHAR"


def _column(name: str, field: Field, type_: str, policy: Policy) -> Column:
    match field:
        case QuantityFact() if type_ in _DOUBLES:
            return _double(name, field)
        case QuantityFact() if type_ in _WHOLE or type_.startswith("decimal"):
            return _number(name, field, type_)
        case MemberFact() if type_ == "string":
            return _member(name, field, policy)
        case DateFact() if type_ == "date":
            return _ranged(name, counted_sql(name, field, policy), "out-of-range")
        case TruthFact() if type_ == "boolean":
            return Column(quoted(name), "NULL")
        case TruthFact() | QuantityFact() | MemberFact() | DateFact():
            raise _mistyped(name, field, type_)
        case _ if type_ in ("string", *_WHOLE):
            return Column(f"NULLIF(TRIM(CAST({quoted(name)} AS VARCHAR)), '')", "NULL")
        case _:
            raise _mistyped(name, field, type_)


def _mistyped(name: str, field: Field, type_: str) -> TableError:
    return TableError(Problem(Message("column-of-type", {"name": name, "type": type_}), hint=allowed(field)))


def _ranged(name: str, value: str, code: str) -> Column:
    given = f"{quoted(name)} IS NOT NULL AND {value} IS NULL"
    return Column(value, f"CASE WHEN {given} THEN {text(f'{code}:{name}').text} END")


def _number(name: str, field: QuantityFact, type_: str) -> Column:
    column, within = quoted(name), _within(name, field)
    number = f"TRY_CAST({column} AS {decimal_type(field)})"
    # Compared in the column's own type, in which no digit of it is lost.
    same = f"TRY_CAST({number} AS {type_.upper()}) = {column}"
    value = f"CASE WHEN {within} THEN CASE WHEN {same} THEN CAST({number} * {10**field.scale} AS BIGINT) END END"
    return Column(value, _wrong(name, [(f"NOT ({within})", "out-of-range"), (f"{value} IS NULL", "too-many-decimals")]))


def _double(name: str, field: QuantityFact) -> Column:
    """Of a double, the number of the scale to which it is the nearest."""
    column, within, one = f"CAST({quoted(name)} AS DOUBLE)", _within(name, field), f"CAST({10**field.scale} AS DOUBLE)"
    number = f"ROUND({column} * {one})"
    nearest = f"ABS({number}) < {_EXACT_DOUBLES} AND {number} / {one} = {column}"
    value = f"CASE WHEN {within} THEN CASE WHEN {nearest} THEN TRY_CAST({number} AS BIGINT) END END"
    endless = f"ISNAN({column}) OR ABS({column}) > {_LARGEST_DOUBLE}"
    codes = [(endless, "not-finite"), (f"NOT ({within})", "out-of-range"), (f"{value} IS NULL", "too-many-decimals")]
    return Column(value, _wrong(name, codes))


def _within(name: str, field: QuantityFact) -> str:
    return f"{quoted(name)} BETWEEN {field.low:f} AND {field.high:f}"


def _member(name: str, field: MemberFact, policy: Policy) -> Column:
    """A member by its name, its words, or what registers also call it; of an open enumeration any other word."""
    enumeration = policy.enumerations[field.enumeration]
    word = f"LOWER(TRIM({quoted(name)}))"
    whens = []
    for one in enumeration.members.values():
        known = dict.fromkeys(plain(each) for each in (one.name, one.term.zh, one.term.en, *one.also))
        whens.append(f"WHEN {word} IN ({', '.join(map(sql_literal, known))}) THEN {sql_literal(one.name)}")
    other = f" ELSE NULLIF(TRIM({quoted(name)}), '')" if enumeration.open else ""
    value = f"CASE {' '.join(whens)}{other} END"
    return Column(value, _wrong(name, [(f"TRIM({quoted(name)}) <> '' AND {value} IS NULL", "not-a-member")]))


def _wrong(name: str, codes: list[tuple[str, str]]) -> str:
    whens = " ".join(f"WHEN {when} THEN {text(f'{code}:{name}').text}" for when, code in codes)
    return f"CASE WHEN {quoted(name)} IS NULL THEN NULL {whens} END"
