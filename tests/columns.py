"""What SQL says of subjects, and what `exact` says of the same, as rows of columns that must be equal."""

from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import Any

import attrs
import duckdb

from estate_policy.decided_cells import decided_cells
from estate_policy.decision import Decision, decide
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.interpreters.sql_text import Sql, quoted
from estate_policy.interpreters.told_columns import asked, faults, findings, otherwise, told_columns
from estate_policy.law import LawInForce
from estate_policy.schema import (
    DateFact,
    Field,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TruthFact,
    counted,
    fields_of,
    identity_of,
    is_event,
    scale_of,
    subject_name,
)

Row = Mapping[str, Any]
Facts = tuple[attrs.AttrsInstance, Collection[str]]
"""A subject, and the recorded events of which it is not known whether they happened."""

TYPES: Mapping[type[Field], str] = {
    TruthFact: "BOOLEAN",
    QuantityFact: "BIGINT",
    DateFact: "BIGINT",
    MemberFact: "VARCHAR",
    ReferenceFact: "VARCHAR",
}


def results(within: InColumns, names: Sequence[str]) -> dict[str, Sql]:
    """Everything that is told of conclusions, the findings, and whether rules contradict themselves."""
    every = [asked(within, name) for name in names]
    columns: dict[str, Sql] = {}
    for one in every:
        columns |= {**told_columns(within, one), f"{one.conclusion.name}_otherwise": otherwise(one)}
    return {**columns, "findings": findings(within), "fault": faults(every)}


def by_sql(law: LawInForce, subject: str, subjects: Sequence[Facts], names: Sequence[str] | None = None) -> list[Row]:
    """What DuckDB says of each subject, in order, with those that they refer to."""
    within = InColumns(law, subject)
    columns = results(within, about(law, subject) if names is None else names)
    connection = duckdb.connect()
    tables = _laid(connection, law, subject, subjects)
    answer = connection.execute(f"{within.query(columns, ['place'], tables)} ORDER BY place")
    heading = [column[0] for column in answer.description or ()]
    return [dict(zip(heading, row, strict=True)) for row in answer.fetchall()]


def by_exact(law: LawInForce, one: Facts, names: Sequence[str] | None = None) -> Row:
    """What `exact` says of a subject, as such a row."""
    return as_row(decide(law, one[0], unknown_events=one[1], engine="exact"), names)


def as_row(decision: Decision, names: Sequence[str] | None = None) -> Row:
    """A decision as a row of columns; which examples are behind it is not among them."""
    cells = decided_cells(decision, names or decision)
    row = {name: cell for name, cell in cells.items() if not name.endswith("_example")}
    return {**row, "fault": False}


def about(law: LawInForce, subject: str) -> list[str]:
    """The conclusions about a subject."""
    return [name for name, one in law.conclusions.items() if one.subject == subject]


def _laid(
    connection: duckdb.DuckDBPyConnection, law: LawInForce, subject: str, subjects: Sequence[Facts], table: str = "t"
) -> Tables:
    """A table of the subjects, and one of all that they refer to by each reference."""
    class_ = law.policy.subjects[subject]
    fields = {name: field for name, field in fields_of(class_).items() if type(field) in TYPES}
    typed = ", ".join(f"{quoted(name)} {TYPES[type(field)]}" for name, field in fields.items())
    connection.execute(f"CREATE TABLE {table} (place BIGINT, {quoted(identity_of(class_))} VARCHAR, {typed})")
    related: dict[str, dict[str, Facts]] = {name: {} for name, one in fields.items() if isinstance(one, ReferenceFact)}
    rows = []
    for place, (one, unknown) in enumerate(subjects):
        cells: list[object] = [place, getattr(one, identity_of(class_))]
        for name, field in fields.items():
            value = getattr(one, name)
            if isinstance(field, ReferenceFact):
                id_ = None if value is None else getattr(value, identity_of(field.subject))
                cells.append(id_)
                if id_ is not None:
                    beneath = [event.partition(".")[2] for event in unknown if event.startswith(f"{name}.")]
                    related[name][id_] = (value, beneath)
            else:
                cells.append(_cell(field, value, known=name not in unknown))
        rows.append(cells)
    if rows:
        places = ", ".join(["?"] * (len(fields) + 2))
        connection.executemany(f"INSERT INTO {table} VALUES ({places})", rows)
    beneath_tables = {
        name: _laid(connection, law, _subject_of(fields[name]), [*others.values()], f"{table}_{name}")
        for name, others in related.items()
    }
    return Tables(table, identity_of(class_), beneath_tables)


def _subject_of(field: Field) -> str:
    assert isinstance(field, ReferenceFact)
    return subject_name(field.subject)


def _cell(field: Field, value: object, *, known: bool) -> object:
    assert isinstance(field, TruthFact | QuantityFact | DateFact | MemberFact)
    if value is None and is_event(field) and known:
        value = field.absent
    if value is None:
        return None
    seen = counted(field, value)
    if isinstance(seen, Fraction):
        assert isinstance(field, QuantityFact | DateFact)
        return int(seen * 10 ** scale_of(field))
    return seen
