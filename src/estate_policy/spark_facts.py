"""The facts in a frame of Spark as SQL: counted as rules count them, and what is wrong with them by its code."""

from collections.abc import Iterator, Mapping, Sequence

from estate_policy.headings import words
from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.natural_columns import UNKNOWN_EVENTS, is_named_unknown, sql_literal
from estate_policy.row_facts import REMARK
from estate_policy.row_source import SPACE
from estate_policy.schema import CollectionFact, Fact, Identity, fields_of, identity_of, is_event, is_required
from estate_policy.spark_columns import Column, Given, column_of, kind_of
from estate_policy.tables import heading_text


def id_of(given: Given) -> str:
    """SQL of the id of a row, null where there is none."""
    return column_of(given, identity_of(given.subject)).value


def folded(id_: str) -> str:
    """SQL of an id as ids are compared: without case and width."""
    return f"({id_} COLLATE UNICODE_CI)"


def facts_query(given: Given, frame: str) -> str:
    """A query of the id, every fact, `problems` and `assessed` of each row of a frame.

    A fact of which there is no column is unknown, an event of which there is none has not happened. `TableError` where
    a column has a type that its fact cannot have.
    """
    identity, fields = identity_of(given.subject), fields_of(given.subject)
    read = {name: column_of(given, name) for name in given.columns.read}
    facts = [name for name, field in fields.items() if name != identity and not isinstance(field, CollectionFact)]
    told = [f"{read[identity].value} AS {quoted(identity)}"]
    told += [f"{_told(given, name, read.get(name))} AS {quoted(name)}" for name in facts]
    told.append(f"CONCAT_WS('|', {', '.join(one.wrong for one in read.values())}) AS wrong")
    told.append(f"CONCAT_WS('|', {', '.join([*_lacking(given, read), 'NULL'])}) AS lacking")
    apart = f"SELECT *, {_is_remark(given)} AS remark FROM (SELECT {', '.join(told)} FROM {frame}) AS told"
    # What stands in a row of sums or notes is nobody's. Nothing is computed above the window: Spark would write it anew
    # wherever a rule reads it.
    theirs = [f"CASE WHEN NOT remark THEN {quoted(name)} END AS {quoted(name)}" for name in facts]
    theirs += ["wrong", "lacking", "remark", f"COUNT(*) OVER (PARTITION BY {folded(quoted(identity))}) AS same_id"]
    counted = f"SELECT {quoted(identity)}, {', '.join(theirs)} FROM ({apart}) AS apart"
    return f"SELECT {', '.join(_outer(given, facts))} FROM ({counted}) AS counted"


def _outer(given: Given, facts: Sequence[str]) -> Iterator[str]:
    identity = quoted(identity_of(given.subject))
    yield from (identity, *map(quoted, facts))
    blank = f"blank:{given.heading(given.columns.read[identity_of(given.subject)][1][0])}"
    codes = [
        "NULLIF(wrong, '')",
        f"CASE WHEN {identity} IS NULL THEN {text(blank).text} END",
        f"CASE WHEN {identity} IS NOT NULL AND NOT remark THEN NULLIF(lacking, '') END",
        "CASE WHEN remark THEN 'not-an-estate' END",
        f"CASE WHEN {identity} IS NOT NULL AND NOT remark AND same_id > 1 THEN 'doubled-id' END",
    ]
    yield f"CONCAT_WS('|', {', '.join(codes)}) AS problems"
    known = "".join(f" AND {quoted(name)} IS NOT NULL" for name in _required(given))
    yield f"{identity} IS NOT NULL AND NOT remark AND same_id = 1{known} AS assessed"


def _required(given: Given) -> list[str]:
    """The facts beside the id that a row must have."""
    fields = fields_of(given.subject)
    return [name for name, field in fields.items() if is_required(field) and not isinstance(field, Identity)]


def _lacking(given: Given, read: Mapping[str, Column]) -> Iterator[str]:
    """SQL of the code of each fact that a row must have and does not; what cannot be read is a problem already."""
    for name in _required(given):
        if name not in read:
            yield "'blank'"
            continue
        code = text(f"blank:{given.heading(given.columns.read[name][1][0])}").text
        yield f"CASE WHEN {read[name].value} IS NULL AND {read[name].wrong} IS NULL THEN {code} END"


def _is_remark(given: Given) -> str:
    """SQL of whether an id is the word for a sum or a note, or the heading once more."""
    name = identity_of(given.subject)
    word = f"LOWER(TRANSLATE({quoted(name)}, {text(SPACE).text}, ''))"
    headed = {"".join(one.casefold().split()) for one in words(name, fields_of(given.subject)[name])}
    listed = ", ".join(text(one).text for one in sorted(headed))
    return f"COALESCE(REGEXP_MATCHES({word}, {text(f'^({REMARK})$').text}) OR {word} IN ({listed}), FALSE)"


def _told(given: Given, name: str, column: Column | None) -> str:
    """The value of a fact, or what none on record means of an event."""
    field = fields_of(given.subject)[name]
    nothing = f"CAST(NULL AS {kind_of(field)})"
    if not (isinstance(field, Fact) and is_event(field)):
        return nothing if column is None else column.value
    if name in given.columns.unread_events:
        return nothing
    absent = sql_literal(field.absent)
    value = absent if column is None else f"CASE WHEN {column.blank} THEN {absent} ELSE {column.value} END"
    is_noted = any(heading_text(cell) == UNKNOWN_EVENTS for cell in given.table.heading.cells)
    return f"CASE WHEN NOT {is_named_unknown(name)} THEN {value} END" if is_noted else value
