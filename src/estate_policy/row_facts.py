"""The facts that the cells of a row give, by the columns of its table."""

import re
from collections.abc import Mapping
from typing import Any

import attrs

from estate_policy.cell_facts import fact_of_cell
from estate_policy.columns import Columns
from estate_policy.errors import FactError, Problem
from estate_policy.headings import is_id_heading
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.rows import Content, Row, is_blank
from estate_policy.schema import Field, Identity, TextFact, is_event
from estate_policy.shown import shortened
from estate_policy.tables import Table
from estate_policy.terms import Term
from estate_policy.words_written import plain

SUMS = "合计|小计|总计|共计"
"""Words at the end of what stands in place of an id beside a sum."""

NOTES = "注|备注|说明|填表|填报|制表|审核|负责人|联系|日期"
"""Words at the beginning of a note or a signature."""

REMARK = rf".*({SUMS})|({NOTES}|(sub|grand)?total\b).*"
"""What stands in place of an id where a row is no subject, without space and as words are compared."""


@attrs.frozen
class RowFacts:
    """What a row gives: facts, `None` where it gives none, the recorded events that are unknown, the problems.

    There is no fact at all where nobody can say which cell belongs under which heading.
    """

    facts: Mapping[str, Any]
    unknown_events: frozenset[str]
    problems: tuple[Problem, ...]


def facts_of_row(table: Table, row: Row, columns: Columns, policy: Policy) -> RowFacts:
    """Read a row. A cell that gives no fact is a problem of that cell, and the fact is unknown."""
    place = table.place(row.number)
    if row.defect is not None:
        return RowFacts({}, frozenset(), (attrs.evolve(row.defect, location=place),))
    counted = {"cells": str(len(row.cells)), "columns": str(len(table.heading.cells))}
    if len(row.cells) > len(table.heading.cells):
        return RowFacts({}, frozenset(), (Problem(Message("cells-beyond", counted), place, Message("quote-commas")),))
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown_events: set[str] = set(columns.unread_events)
    for name, (field, indices) in columns.read.items():
        given = given_in_row(name, field, cells_of(row, indices), policy)
        facts[name] = given.value
        problems += [one.at(table, row) for one in given.wrong]
        is_noted = not given.is_blank or max(indices) >= len(row.cells)
        if is_noted and given.value is None and is_event(field):
            unknown_events.add(name)
    if len(row.cells) < len(table.heading.cells):
        problems.append(Problem(Message("cells-wanting", counted), place))
    return RowFacts(facts, frozenset(unknown_events), tuple(problems))


def cells_of(row: Row, indices: tuple[int, ...]) -> list[tuple[int, Content]]:
    """The cells of a row in some columns, with their columns; nothing stands beyond the end of a short row."""
    return [(index, row.cells[index] if index < len(row.cells) else None) for index in indices]


def is_remark(word: str, subject: type) -> bool:
    """Whether an id is the word for a sum, a note or a signature, or the heading once more."""
    return re.fullmatch(REMARK, "".join(plain(word).split())) is not None or is_id_heading(word, subject)


@attrs.frozen
class Wrong:
    """A problem of a row, or of the cell in one of its columns."""

    problem: Problem
    column: int | None = None

    def at(self, table: Table, row: Row) -> Problem:
        """The problem in its place."""
        return attrs.evolve(self.problem, location=table.place(row.number, self.column))


@attrs.frozen
class Given:
    """What the cells of a field give for a row."""

    value: object
    wrong: tuple[Wrong, ...]
    is_blank: bool


def given_in_row(name: str, field: Field, cells: list[tuple[int, Content]], policy: Policy) -> Given:
    """What cells give for a field; where they differ, nothing."""
    called = Term(field.term.zh, name)
    values: list[object] = []
    wrong: list[Wrong] = []
    for index, cell in cells:
        try:
            values += [] if is_blank(cell) else [fact_of_cell(name, field, cell, policy)]
        except FactError as error:
            wrong += [Wrong(in_terms(problem, field), index) for problem in error.problems]
    if len(set(values)) > 1 and not isinstance(field, TextFact):
        told: dict[str, str | Term] = {"field": called, "values": "、".join(map(shortened, values))}
        wrong.append(Wrong(Problem(Message("columns-differ", told))))
    if isinstance(field, Identity) and not values and not wrong:
        wrong.append(Wrong(Problem(Message("blank", {"field": called})), cells[0][0]))
    return Given(values[0] if values and not wrong else None, tuple(wrong), not values and not wrong)


def in_terms(problem: Problem, field: Field) -> Problem:
    """A problem of a field that calls it by its term in Chinese, and by its name in English.

    >>> from estate_policy.facts import Voucher
    >>> from estate_policy.schema import fields_of
    >>> blank = Problem(Message("blank", {"field": "amount"}))
    >>> print(in_terms(blank, fields_of(Voucher)["amount"]).text("zh"))
    `凭证金额` 为空
    """
    details = problem.message.details
    if not isinstance(details.get("field"), str):
        return problem
    called = Term(field.term.zh, str(details["field"]))
    return attrs.evolve(problem, message=attrs.evolve(problem.message, details={**details, "field": called}))
