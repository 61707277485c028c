"""A register of many subjects: a table read into subjects, row by row, with every problem at its cell."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import attrs

from estate_policy.cell_facts import fact_of_cell
from estate_policy.columns import Columns, columns_of
from estate_policy.errors import FactError, Problem, TableError
from estate_policy.given import plain
from estate_policy.headings import id_words, is_id_heading
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.rows import Content, Row, is_blank
from estate_policy.schema import Field, Identity, MemberFact, TextFact, facts_of, is_event, shortened
from estate_policy.tables import Table, heading_text, read_table

_NO_ESTATE = re.compile(
    r".*(合计|小计|总计|共计)|(注|备注|说明|填表|填报|制表|审核|负责人|联系|日期|(sub|grand )?total\b).*"
)
_LISTED = 20


@attrs.frozen
class Entry:
    """A row of a register: its subject, with what could not be read unknown, or none if it cannot be told apart.

    `facts` is what could be read, also without a subject. `unknown_events` are the recorded events whose cell says that
    they are not known, says what cannot be read, or is not there.
    """

    row: int
    id: str | None
    subject: attrs.AttrsInstance | None
    problems: tuple[Problem, ...]
    unknown_events: frozenset[str] = frozenset()
    facts: Mapping[str, object] = attrs.field(factory=dict, hash=False)


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

    def is_heading(row: Row) -> bool:
        return any(is_id_heading(heading_text(cell), subject) for cell in row.cells)

    table = read_table(path, sheet, is_heading)
    if not is_heading(table.heading):
        raise _without_id(table, subject, _sheet_with_id(path, table, is_heading))
    columns = columns_of(table, subject, policy)
    read = [_entry(table, row, columns, policy, subject) for row in table.rows]
    rows: dict[object, list[int]] = {}
    for entry in read:
        rows.setdefault(_identity(entry), []).append(entry.row)
    entries = tuple(
        entry if len(rows[_identity(entry)]) == 1 else _doubled(entry, rows[_identity(entry)], table) for entry in read
    )
    empty = [] if table.rows else [Problem(Message("no-rows"), table.place(table.heading.number))]
    notes = (*columns.notes, *_other_members(table, columns, entries, policy, subject))
    return Register(table.file, entries, (*columns.problems, *empty), notes)


def _entry(table: Table, row: Row, columns: Columns, policy: Policy, subject: type) -> Entry:
    place = table.place(row.number)
    if row.defect is not None:
        return Entry(row.number, None, None, (attrs.evolve(row.defect, location=place),))
    counted = {"cells": str(len(row.cells)), "columns": str(len(table.heading.cells))}
    if len(row.cells) > len(table.heading.cells):
        return Entry(
            row.number, None, None, (Problem(Message("cells-beyond", counted), place, Message("quote-commas")),)
        )
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown_events: set[str] = set(columns.unread_events)
    for name, (field, indices) in columns.read.items():
        cells = [(index, row.cells[index] if index < len(row.cells) else None) for index in indices]
        given = _given(name, field, cells, policy)
        facts[name] = given.value
        problems += [one.at(table, row) for one in given.wrong]
        is_noted = not given.is_blank or max(indices) >= len(row.cells)
        if is_noted and given.value is None and is_event(field):
            unknown_events.add(name)
    if len(row.cells) < len(table.heading.cells):
        problems.append(Problem(Message("cells-wanting", counted), place))
    identity = facts[columns.identity]
    if identity is not None and _is_no_estate(identity, subject):
        no_estate = Problem(Message("not-an-estate", {"id": shortened(identity)}), place)
        return Entry(row.number, identity, None, (*problems, no_estate))
    made = None if identity is None else subject(**facts)
    return Entry(row.number, identity, made, tuple(problems), frozenset(unknown_events), facts)


@attrs.frozen
class _Wrong:
    """A problem of a row, or of the cell in one of its columns."""

    problem: Problem
    column: int | None = None

    def at(self, table: Table, row: Row) -> Problem:
        """The problem in its place."""
        return attrs.evolve(self.problem, location=table.place(row.number, self.column))


@attrs.frozen
class _Given:
    """What the cells of a field give for a row."""

    value: object
    wrong: tuple[_Wrong, ...]
    is_blank: bool


def _given(name: str, field: Field, cells: list[tuple[int, Content]], policy: Policy) -> _Given:
    values: list[object] = []
    wrong: list[_Wrong] = []
    for index, cell in cells:
        try:
            values += [] if is_blank(cell) else [fact_of_cell(name, field, cell, policy)]
        except FactError as error:
            wrong += [_Wrong(problem, index) for problem in error.problems]
    if len(set(values)) > 1 and not isinstance(field, TextFact):
        told = {"field": name, "values": "、".join(map(shortened, values))}
        wrong.append(_Wrong(Problem(Message("columns-differ", told))))
    if isinstance(field, Identity) and not values and not wrong:
        wrong.append(_Wrong(Problem(Message("blank", {"field": name})), cells[0][0]))
    return _Given(values[0] if values and not wrong else None, tuple(wrong), not values and not wrong)


def _is_no_estate(identity: object, subject: type) -> bool:
    """Whether an id is the word for a sum, a note or a signature, or the heading once more."""
    word = "".join(plain(str(identity)).split())
    return _NO_ESTATE.fullmatch(word) is not None or is_id_heading(str(identity), subject)


def _identity(entry: Entry) -> object:
    """By what rows are told apart; a row without a subject is like no other."""
    return entry.row if entry.subject is None else plain(str(entry.id))


def _doubled(entry: Entry, rows: list[int], table: Table) -> Entry:
    others = [str(row) for row in rows[: _LISTED + 1] if row != entry.row]
    listed = ", ".join([*others, *(["…"] if len(rows) > _LISTED + 1 else [])])
    problem = Problem(Message("doubled-id", {"id": shortened(entry.id), "rows": listed}), table.place(entry.row))
    return attrs.evolve(entry, subject=None, problems=(*entry.problems, problem))


def _other_members(
    table: Table, columns: Columns, entries: tuple[Entry, ...], policy: Policy, subject: type
) -> Iterator[Problem]:
    """A note for each fact that has members which the policy does not name."""
    for name, fact in facts_of(subject).items():
        if name not in columns.read or not isinstance(fact, MemberFact):
            continue
        named = policy.enumerations[fact.enumeration].members
        others = dict.fromkeys(
            str(entry.facts.get(name)) for entry in entries if entry.facts.get(name) not in (None, *named)
        )
        if others:
            listed = [*map(shortened, [*others][:_LISTED]), *(["…"] if len(others) > _LISTED else [])]
            message = Message("other-members", {"field": fact.term, "values": "、".join(listed)})
            yield Problem(message, table.place(table.heading.number))


def _without_id(table: Table, subject: type, sheet: str | None) -> TableError:
    read = [shortened(text) for cell in table.heading.cells if (text := heading_text(cell))]
    hint = id_words(subject) if sheet is None else Message("other-sheet", {"sheet": sheet})
    message = Message("no-id-column", {"headings": ", ".join(read[:_LISTED])})
    return TableError(Problem(message, table.place(table.heading.number), hint))


def _sheet_with_id(path: Path, table: Table, is_heading: Callable[[Row], bool]) -> str | None:
    """Another sheet whose heading has an id."""
    for name in table.other_sheets:
        try:
            if is_heading(read_table(path, name, is_heading).heading):
                return name
        except TableError:
            continue
    return None
