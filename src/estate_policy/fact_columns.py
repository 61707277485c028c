"""The facts of a register as typed columns in DuckDB, read as `register` reads them, without a step for every row."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

import attrs

from estate_policy.cells_read import Read, id_query, told_fields
from estate_policy.columns import Columns, columns_of
from estate_policy.errors import Problem
from estate_policy.fact_queries import make_facts
from estate_policy.id_columns import Ids, doubled_rows, ids_of
from estate_policy.law import Policy
from estate_policy.register import LISTED, Entry, doubled, entry_of_row, names_one, no_rows, other_members
from estate_policy.row_source import Opened, cell_name, content_of, key_sql, literal, row_of
from estate_policy.rows import Row, is_blank
from estate_policy.schema import MemberFact, ReferenceFact, TextFact
from estate_policy.tables import Table, heading_text
from estate_policy.words_written import plain

_PAGE = 1000
"""Rows whose problems are told at a time."""


@attrs.frozen(eq=False)
class FactColumns:
    """The facts of a register: the name of their table, and what is to be known of it as a whole.

    Its columns: `row`; the id; one a fact, as `value_types` says, scaled and counted; `unknown_events`; `problems`;
    `assessed`. What is unknown is null; a recorded event that is not among the unknown ones is as if none is on record.
    """

    opened: Opened
    policy: Policy
    subject: type
    table: Table
    columns: Columns
    indices: tuple[int, ...]
    cells: str
    relation: str
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    ids: Ids


def fact_columns(
    opened: Opened,
    policy: Policy,
    subject: type,
    references: Collection[str] = (),
) -> FactColumns:
    """Make the table of facts of an opened register.

    The columns of `references` hold the ids of other subjects, which are elsewhere.
    """
    columns = columns_of(opened.table, subject, policy)
    unheaded = _unheaded(opened.table)
    read = {index for _, indices in columns.read.values() for index in indices}
    indices = tuple(sorted(read.union(unheaded)))
    cells = opened.load(indices)
    filled = [index for index in unheaded if _is_filled(opened, cells, index)]
    if filled:
        columns = columns_of(_with_filled(opened.table, filled), subject, policy)
    read_cells = told_fields(opened, cells, _with_ids(columns, references), policy)
    are_plain = read_cells.id_of(subject).is_plain
    ids = ids_of(opened, id_query(read_cells, subject), subject, are_plain=are_plain)
    relation = make_facts(read_cells, ids, columns, subject)
    has_rows = bool(opened.run(f"SELECT row FROM {relation} LIMIT 1"))
    return FactColumns(
        opened=opened,
        policy=policy,
        subject=subject,
        table=opened.table,
        columns=_without(columns, references),
        indices=indices,
        cells=cells,
        relation=relation,
        problems=(*columns.problems, *([] if has_rows else [no_rows(opened.table)])),
        notes=(*columns.notes, *_other_members(read_cells, relation, policy)),
        ids=ids,
    )


def row_problems(facts: FactColumns) -> Iterator[Problem]:
    """The problems of rows in order, as the reader of registers has them."""
    for entry in _entries(facts, "problems <> ''"):
        yield from entry.problems


def entries_of(facts: FactColumns, rows: Iterable[int]) -> Iterator[Entry]:
    """The rows of some numbers, in order, as the reader of registers has them."""
    yield from _entries(facts, f"row IN ({', '.join(map(str, rows)) or 'NULL'})")


def _entries(facts: FactColumns, condition: str) -> Iterator[Entry]:
    """The entries of the rows that meet a condition, some at a time."""
    opened, last = facts.opened, -1
    keys = "".join(f", {key_sql(opened, index, cell_name(index))}" for index in facts.indices)
    while True:
        chosen = f"SELECT row FROM {facts.relation} WHERE {condition} AND row > {last} ORDER BY row ASC LIMIT {_PAGE}"
        rows = f"SELECT row, width, defect{keys} FROM {facts.cells} WHERE row IN ({chosen}) ORDER BY row ASC"
        page = [_entry(facts, told) for told in opened.run(rows)]
        ids = [str(one.id) for one in page if names_one(one)]
        others = {} if facts.ids.doubled is None else doubled_rows(opened, ids)
        for one in page:
            known = others.get(plain(str(one.id))) if names_one(one) else None
            yield one if known is None else doubled(one, known, facts.table)
        if len(page) < _PAGE:
            return
        last = page[-1].row


def _entry(facts: FactColumns, told: Sequence[Any]) -> Entry:
    row = row_of(facts.opened, facts.indices, told)
    return entry_of_row(facts.table, row, facts.columns, facts.policy, facts.subject)


def _with_ids(columns: Columns, references: Collection[str]) -> Columns:
    """The columns, in which ids stand for the subjects referred to."""
    read = {
        name: (TextFact(term=field.term), indices)
        if name in references and isinstance(field, ReferenceFact)
        else (field, indices)
        for name, (field, indices) in columns.read.items()
    }
    return attrs.evolve(columns, read=read)


def _without(columns: Columns, references: Collection[str]) -> Columns:
    """The columns of what a row says itself."""
    return attrs.evolve(columns, read={name: one for name, one in columns.read.items() if name not in references})


def _unheaded(table: Table) -> list[int]:
    return [index for index, cell in enumerate(table.heading.cells) if not heading_text(cell)]


def _is_filled(opened: Opened, cells: str, index: int) -> bool:
    """Whether a column holds anything."""
    keys = opened.run(f"SELECT DISTINCT {key_sql(opened, index, cell_name(index))} FROM {cells}")
    return any(not is_blank(content_of(opened, index, key)) for (key,) in keys)


def _with_filled(table: Table, filled: Collection[int]) -> Table:
    """A table with a row that holds something in some columns."""
    row = tuple("…" if index in filled else None for index in range(len(table.heading.cells)))
    return attrs.evolve(table, rows=(Row(table.heading.number, row),))


def _other_members(read: Read, relation: str, policy: Policy) -> Iterator[Problem]:
    """The notes on members that the policy does not name."""
    for one in read.told:
        if one.has_others and isinstance(one.field, MemberFact):
            named = ", ".join(map(literal, policy.enumerations[one.field.enumeration].members))
            found = read.opened.run(
                f'SELECT "{one.name}", min(row) FROM {relation} WHERE "{one.name}" NOT IN ({named})'
                f" GROUP BY 1 ORDER BY 2 ASC LIMIT {LISTED + 1}"
            )
            if found:
                yield other_members(one.field, [value for value, _ in found], read.opened.table)
