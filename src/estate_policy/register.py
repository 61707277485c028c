"""A register of many subjects: a table read into subjects, row by row, with every problem at its cell."""

import difflib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import attrs

from estate_policy.errors import FactError, Problem, TableError
from estate_policy.given import fact_from_text
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.schema import Field, Identity, QuantityFact, TextFact, fields_of, is_event
from estate_policy.tables import Row, Table, Value, read_table
from estate_policy.terms import Term

_SIMILAR = 0.8


@attrs.frozen
class Entry:
    """A row of a register: its subject, with what could not be read unknown, or none if it cannot be told apart.

    `unknown_events` are the recorded events whose cell says that they are not known, or says what cannot be read.
    """

    row: int
    id: str | None
    subject: attrs.AttrsInstance | None
    problems: tuple[Problem, ...]
    unknown_events: frozenset[str] = frozenset()


@attrs.frozen
class Register:
    """What a table holds: its entries in order, the problems of the table itself, and what is worth knowing of it."""

    file: str
    entries: tuple[Entry, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def every_problem(self) -> Iterator[Problem]:
        """The problems of the table and of its rows, in order."""
        yield from self.problems
        for entry in self.entries:
            yield from entry.problems


def read_register(path: Path, policy: Policy, subject: type, sheet: str | None = None) -> Register:
    """Read the subjects of a table; `TableError` if there is no table, or none that names its subjects.

    A cell that gives no fact is a problem of that cell, and the fact is unknown. A row without an id, and every row of
    an id that stands in several, has no subject: nobody could say which of them a payment belongs to.
    """
    table = read_table(path, sheet)
    columns, problems, notes = _columns(table, fields_of(subject))
    if not any(isinstance(field, Identity) for _, field in columns.values()):
        raise TableError(Problem(Message("no-id-column"), table.place(table.heading.number), _id_hint(subject)))
    entries = [_entry(table, row, columns, policy, subject) for row in table.rows]
    counts = Counter(entry.id for entry in entries if entry.id is not None)
    doubled = {name for name, count in counts.items() if count > 1}
    return Register(
        table.file,
        tuple(_told_apart(entry, doubled, entries, table) for entry in entries),
        tuple(problems),
        tuple(notes),
    )


def _columns(
    table: Table, fields: Mapping[str, Field]
) -> tuple[dict[int, tuple[str, Field]], list[Problem], list[Problem]]:
    """Which column holds which field; headings that are doubled or misspelt are problems, unused ones are notes."""
    known = {_folded(word): name for name, field in fields.items() for word in _words(name, field)}
    columns: dict[int, tuple[str, Field]] = {}
    problems: list[Problem] = []
    unused: list[str] = []
    number = table.heading.number
    for index, cell in enumerate(table.heading.cells):
        heading = "" if cell is None else str(cell).strip()
        name = known.get(_folded(heading)) or known.get(_without_bracket(_folded(heading)))
        if name is None:
            similar = difflib.get_close_matches(_without_bracket(_folded(heading)), known, n=1, cutoff=_SIMILAR)
            if heading and similar:
                hint = Message("did-you-mean", {"name": similar[0]})
                place = table.place(number, index)
                problems.append(Problem(Message("unknown-heading", {"heading": heading}), place, hint))
            elif heading:
                unused.append(heading)
        elif name in (other for other, _ in columns.values()):
            doubled = Message("doubled-heading", {"heading": heading, "field": name})
            problems.append(Problem(doubled, table.place(number, index)))
        else:
            columns[index] = (name, fields[name])
    return columns, problems, _notes(table, unused, fields, columns)


def _notes(
    table: Table, unused: list[str], fields: Mapping[str, Field], columns: Mapping[int, tuple[str, Field]]
) -> list[Problem]:
    given = {name for name, _ in columns.values()}
    absent = {name for name, field in fields.items() if name not in given and not isinstance(field, TextFact)}
    events = {name for name, field in fields.items() if is_event(field)}
    place = table.place(table.heading.number)
    notes = []
    if unused:
        notes.append(Problem(Message("unused-columns", {"headings": ", ".join(unused)}), place))
    for code, names in (("absent-columns", [*absent - events]), ("absent-events", [*absent & events])):
        if names:
            terms = [fields[name].term for name in fields if name in names]
            listed = Term("、".join(term.zh for term in terms), ", ".join(term.en for term in terms))
            notes.append(Problem(Message(code, {"fields": listed}), place))
    return notes


def _entry(table: Table, row: Row, columns: Mapping[int, tuple[str, Field]], policy: Policy, subject: type) -> Entry:
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown_events: set[str] = set()
    for index, (name, field) in columns.items():
        cell = row.cells[index] if index < len(row.cells) else None
        try:
            facts[name] = _fact(name, field, cell, policy)
        except FactError as error:
            place = table.place(row.number, index)
            problems += [Problem(one.message, place, one.hint) for one in error.problems]
        if facts.get(name) is None and is_event(field) and cell not in (None, ""):
            unknown_events.add(name)
    beyond = [cell for cell in row.cells[len(table.heading.cells) :] if cell not in (None, "")]
    if beyond:
        problems.append(Problem(Message("cells-beyond", {"count": str(len(beyond))}), table.place(row.number)))
    if len(row.cells) < len(table.heading.cells):
        details = {"cells": str(len(row.cells)), "columns": str(len(table.heading.cells))}
        problems.append(Problem(Message("cells-wanting", details), table.place(row.number)))
    identity = next(name for name, field in columns.values() if isinstance(field, Identity))
    if facts.get(identity) is None:
        return Entry(row.number, None, None, tuple(problems))
    return Entry(row.number, facts[identity], subject(**facts), tuple(problems), frozenset(unknown_events))


def _told_apart(entry: Entry, doubled: set[str], entries: list[Entry], table: Table) -> Entry:
    if entry.id not in doubled:
        return entry
    rows = ", ".join(str(other.row) for other in entries if other.id == entry.id and other is not entry)
    problem = Problem(Message("doubled-id", {"id": entry.id, "rows": rows}), table.place(entry.row))
    return attrs.evolve(entry, subject=None, problems=(*entry.problems, problem))


def _fact(name: str, field: Field, cell: Value, policy: Policy) -> object:
    return fact_from_text(name, field, _written(name, field, cell), policy.enumerations, policy.units)


def _written(name: str, field: Field, cell: Value) -> str:
    """What a cell says, as text. A double counts as a number only if it is the nearest one to a number of the scale."""
    match cell:
        case None:
            return ""
        case bool():
            return str(cell).lower()
        case float():
            scale = field.scale if isinstance(field, QuantityFact) else 0
            digits = f"{Decimal(cell):.{scale}f}"
            return digits if float(digits) == cell else repr(cell)
        case datetime() | date():
            if isinstance(field, QuantityFact):
                raise FactError(Problem(Message("date-for-number", {"field": name, "value": cell.isoformat()})))
            return cell.isoformat()
        case _:
            return str(cell)


def _id_hint(subject: type) -> Message:
    words = next(_words(name, field) for name, field in fields_of(subject).items() if isinstance(field, Identity))
    return Message("expects-members", {"members": ", ".join(dict.fromkeys(words))})


def _words(name: str, field: Field) -> tuple[str, ...]:
    """What a column of the field may be headed."""
    return (name, field.term.zh, field.term.en, *field.headings)


def _folded(heading: str) -> str:
    """A heading as headings are compared: without width, case and space."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split())


def _without_bracket(folded: str) -> str:
    """A heading without a unit or remark in brackets at its end."""
    return folded[: folded.rfind("(")] if folded.endswith(")") and folded.rfind("(") > 0 else folded
