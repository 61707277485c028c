"""Tables whose columns hold facts as databases do, decimals and days, as the whole numbers of which rules are made.

What a column holds that the fact cannot be is unknown. Of a recorded event nothing means that none is on record, unless
the column `unknown_events` names it.
"""

from collections.abc import Collection, Iterator

from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.law import Enumeration, Policy
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Fact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TextFact,
    TruthFact,
    fields_of,
    identity_of,
    is_event,
)
from estate_policy.words_written import UNKNOWN, plain

UNKNOWN_EVENTS = "unknown_events"
"""The column that names the events of which nobody knows, with a sign between them."""

EXACT_DOUBLES = 2**51
"""Below this, whole numbers of the scale of a fact are further apart than doubles."""

FIRST_DAY = "0001-01-01"
"""The day that rules count as the first."""


def facts_query(policy: Policy, subject: type, names: Collection[str], source: str) -> str:
    """A query of facts, as rules count them, over a table in which they stand as databases have them."""
    fields = fields_of(subject)
    columns = [quoted(identity_of(subject))]
    columns += [f"{_told(name, field, policy)} AS {quoted(name)}" for name, field in fields.items() if name in names]
    return f"SELECT {', '.join(columns)} FROM {source}"


def events_among(subject: type, names: Collection[str]) -> Iterator[str]:
    """Those of some facts that are recorded events with a column."""
    fields = fields_of(subject)
    return (name for name in fields if name in names and isinstance(fields[name], Fact) and is_event(fields[name]))


def counted_sql(name: str, field: Field, policy: Policy) -> str:
    """SQL of a fact as rules count it; null where the column holds what the fact cannot be."""
    column = quoted(name)
    match field:
        case TruthFact() | ReferenceFact() | TextFact() | Identity():
            return column
        case MemberFact(enumeration=of):
            enumeration = policy.enumerations[of]
            members = f"WHEN {column} IN ({', '.join(map(sql_literal, enumeration.members))}) THEN {column}"
            others = f" WHEN LOWER(TRIM({column})) NOT IN ({', '.join(map(sql_literal, _no_others(enumeration)))})"
            return f"CASE {members}{f'{others} THEN {column}' if enumeration.open else ''} END"
        case QuantityFact(scale=scale):
            number = f"TRY_CAST({column} AS {decimal_type(field)})"
            whole = f"CAST({number} * {10**scale} AS BIGINT)" if scale else f"CAST({number} AS BIGINT)"
            # A single-precision number equals all near it; as doubles, none but the one that it is.
            same = f"{number} = {column} AND CAST({number} AS DOUBLE) = CAST({column} AS DOUBLE)"
            # What is beyond the range is never cast: PostgreSQL would stop at it.
            exactly = f"CASE WHEN {same} THEN {whole} END"
            return f"CASE WHEN {column} BETWEEN {field.low:f} AND {field.high:f} THEN {exactly} END"
        case DateFact(low=low, high=high):
            return f"CASE WHEN {column} BETWEEN DATE '{low}' AND DATE '{high}' THEN {_counted_day(field, column)} END"
        case CollectionFact():
            message = f"{name} is no column"
            raise ValueError(message)


def _no_others(enumeration: Enumeration) -> list[str]:
    """What is no further member of an open enumeration: other words for those it has, or that nobody knows."""
    members = enumeration.members.values()
    words = (word for one in members for word in (one.name, one.term.zh, one.term.en, *one.also))
    return sorted({*UNKNOWN, *map(plain, words)})


def decimal_type(field: QuantityFact) -> str:
    """The type of decimals that holds a number of a fact, and such a number as whole ones."""
    whole = max(len(f"{abs(end):.0f}") for end in (field.low, field.high))
    return f"DECIMAL({whole + 1 + field.scale}, {field.scale})"


def is_named_unknown(event: str) -> str:
    """SQL of whether an event is among those of which nobody knows."""
    return f"(STRPOS('|' || COALESCE({quoted(UNKNOWN_EVENTS)}, '') || '|', {text(f'|{event}|').text}) > 0)"


def _told(name: str, field: Field, policy: Policy) -> str:
    told = counted_sql(name, field, policy)
    if not (isinstance(field, Fact) and is_event(field)):
        return told
    absent = sql_literal(field.absent)
    return f"CASE WHEN {is_named_unknown(name)} THEN NULL WHEN {quoted(name)} IS NULL THEN {absent} ELSE {told} END"


def sql_literal(value: object) -> str:
    """A truth or a text as SQL of every system writes it."""
    return str(value).upper() if isinstance(value, bool) else text(str(value)).text


def _counted_day(field: DateFact, column: str) -> str:
    if field.counts == "days":
        return f"CAST(DATE_DIFF('day', DATE '{FIRST_DAY}', {column}) + 1 AS BIGINT)"
    return f"CAST(EXTRACT(YEAR FROM {column}) * 12 + EXTRACT(MONTH FROM {column}) - 1 AS BIGINT)"
