"""A register of many subjects: a table read into subjects, row by row, with every problem at its cell."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

import attrs

from estate_policy.columns import Columns, columns_of
from estate_policy.errors import Problem, TableError
from estate_policy.headings import id_words, is_id_heading
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.row_facts import cells_of, facts_of_row, given_in_row, is_remark
from estate_policy.rows import Row
from estate_policy.schema import MemberFact, facts_of, fields_of, identity_of, is_required
from estate_policy.shown import shortened
from estate_policy.tables import Table, heading_text, read_table
from estate_policy.terms import Term
from estate_policy.words_written import plain

LISTED = 20
"""Rows, members or headings that a message lists."""


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

    A cell that gives no fact is a problem of that cell, and the fact is unknown. A row has no subject without an id, or
    without another fact that a subject must have, or if its id stands in several rows: nobody could say which of them a
    payment belongs to.
    """
    table = table_of_subjects(path, subject, sheet)
    columns = columns_of(table, subject, policy)
    read = [entry_of_row(table, row, columns, policy, subject) for row in table.rows]
    rows: dict[object, list[int]] = {}
    for entry in read:
        rows.setdefault(_identity(entry), []).append(entry.row)
    entries = tuple(
        entry if len(rows[_identity(entry)]) == 1 else doubled(entry, rows[_identity(entry)], table) for entry in read
    )
    empty = [] if table.rows else [no_rows(table)]
    notes = (*columns.notes, *_other_members(table, columns, entries, policy, subject))
    return Register(table.file, entries, (*columns.problems, *empty), notes)


def table_of_subjects(path: Path, subject: type, sheet: str | None = None) -> Table:
    """The table of a file that names its subjects; `TableError` if there is none."""

    def is_heading(row: Row) -> bool:
        return names_subjects(row, subject)

    table = read_table(path, sheet, is_heading)
    if not is_heading(table.heading):
        raise without_id(table, subject, _sheet_with_id(path, table, is_heading))
    return table


def names_subjects(row: Row, subject: type) -> bool:
    """Whether a row is a heading of which a column holds ids."""
    return any(is_id_heading(heading_text(cell), subject) for cell in row.cells)


def no_rows(table: Table) -> Problem:
    """That nothing stands below the heading."""
    return Problem(Message("no-rows"), table.place(table.heading.number))


def entry_of_row(table: Table, row: Row, columns: Columns, policy: Policy, subject: type) -> Entry:
    """What a row holds, as far as the row alone tells."""
    told = facts_of_row(table, row, columns, policy)
    identity = told.facts.get(identity_of(subject))
    if not isinstance(identity, str):
        return Entry(row.number, None, None, told.problems, told.unknown_events, told.facts)
    if is_remark(identity, subject):
        no_estate = Problem(Message("not-an-estate", {"id": shortened(identity)}), table.place(row.number))
        return Entry(row.number, identity, None, (*told.problems, no_estate))
    required = [name for name, field in fields_of(subject).items() if is_required(field)]
    if any(told.facts.get(name) is None for name in required):
        blank = (one for name in required for one in _blank(name, table, row, columns, policy, subject))
        return Entry(row.number, identity, None, (*told.problems, *blank), told.unknown_events, told.facts)
    made = subject(**told.facts)
    return Entry(row.number, identity, made, told.problems, told.unknown_events, told.facts)


def _blank(  # noqa: PLR0913, PLR0917 what a row and its table are
    name: str, table: Table, row: Row, columns: Columns, policy: Policy, subject: type
) -> Iterator[Problem]:
    """That a row does not have what a subject cannot be without; a cell that cannot be read is a problem already."""
    field, indices = columns.read.get(name, (fields_of(subject)[name], ()))
    given = given_in_row(name, field, cells_of(row, indices), policy)
    if given.value is None and not given.wrong:
        yield Problem(Message("blank", {"field": Term(field.term.zh, name)}), table.place(row.number, *indices[:1]))


def names_one(entry: Entry) -> bool:
    """Whether a row has an id, which no other may have; a sum or a note has none."""
    return entry.id is not None and bool(entry.facts)


def _identity(entry: Entry) -> object:
    """By what rows are told apart; a row without an id is like no other."""
    return plain(str(entry.id)) if names_one(entry) else entry.row


def doubled(entry: Entry, rows: Sequence[int], table: Table) -> Entry:
    """A row whose id stands in several rows, of which the first few are enough, has no subject."""
    others = [str(row) for row in rows[: LISTED + 1] if row != entry.row]
    listed = ", ".join([*others, *(["…"] if len(rows) > LISTED + 1 else [])])
    problem = Problem(Message("doubled-id", {"id": shortened(entry.id), "rows": listed}), table.place(entry.row))
    return attrs.evolve(entry, subject=None, problems=(*entry.problems, problem))


def _other_members(
    table: Table, columns: Columns, entries: tuple[Entry, ...], policy: Policy, subject: type
) -> Iterator[Problem]:
    for name, fact in facts_of(subject).items():
        if name not in columns.read or not isinstance(fact, MemberFact):
            continue
        named = policy.enumerations[fact.enumeration].members
        others = dict.fromkeys(
            str(entry.facts.get(name)) for entry in entries if entry.facts.get(name) not in (None, *named)
        )
        if others:
            yield other_members(fact, [*others], table)


def other_members(fact: MemberFact, others: Sequence[str], table: Table) -> Problem:
    """A note of members which the policy does not name, in the order in which they are found."""
    listed = [*map(shortened, others[:LISTED]), *(["…"] if len(others) > LISTED else [])]
    message = Message("other-members", {"field": fact.term, "values": "、".join(listed)})
    return Problem(message, table.place(table.heading.number))


def without_id(table: Table, subject: type, sheet: str | None) -> TableError:
    """That no column holds an id; another sheet may have one."""
    read = [shortened(text) for cell in table.heading.cells if (text := heading_text(cell))]
    hint = id_words(subject) if sheet is None else Message("other-sheet", {"sheet": sheet})
    message = Message("no-id-column", {"headings": ", ".join(read[:LISTED])})
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
