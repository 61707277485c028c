"""What changed about estates: the rows of the sheet of changes as alterations, by estate."""

from collections.abc import Iterator, Mapping
from datetime import date

import attrs

from estate_policy.columns import own_units
from estate_policy.errors import FactError, Problem
from estate_policy.facts import Estate
from estate_policy.headings import meant
from estate_policy.history import Alteration, History
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.record_book import Book
from estate_policy.record_rows import RecordRow, RecordRows
from estate_policy.row_facts import cells_of, given_in_row, in_terms
from estate_policy.rows import is_blank
from estate_policy.schema import Identity, facts_of, fields_of
from estate_policy.shown import shortened
from estate_policy.stated_units import measured
from estate_policy.terms import Term
from estate_policy.words_written import plain

Altered = Mapping[str, tuple[Alteration, ...]]
"""Alterations by the id of the estate."""


@attrs.frozen
class _Change:
    """A row with what it says; what it does not say is not known."""

    row: RecordRow
    estates: list[str]
    facts: tuple[str, ...]
    value: object
    days: tuple[date | None, date | None]
    sound: bool


def alterations(read: RecordRows, book: Book, policy: Policy) -> tuple[Altered, list[Problem]]:
    """What changed about each estate, and what is wrong with the rows that say so.

    Where a row does not say of which estate, every one may have changed, and where it does not say which fact, any that
    can have such a value; a value that cannot be read is unknown from then on, and a fact without a day at all times.
    """
    problems: list[Problem] = []
    changes: dict[tuple[str, str], list[_Change]] = {}
    for row in read.rows:
        refused = book.refused(read, row) or _of_nobody(read, row, book)
        if refused is not None:
            problems.append(refused)
            continue
        change = _change(row, read, book, policy, problems)
        for estate in change.estates:
            for fact in change.facts:
                changes.setdefault((estate, fact), []).append(change)
    found: dict[str, list[Alteration]] = {}
    for (estate, fact), each in changes.items():
        found.setdefault(estate, []).extend(_ordered(estate, fact, each, problems))
    return {estate: tuple(each) for estate, each in found.items()}, problems


def all_unknown() -> tuple[Alteration, ...]:
    """That every fact of an estate may have changed at any time."""
    return tuple(Alteration(fact, None, None, None) for fact in facts_of(Estate))


def _of_nobody(read: RecordRows, row: RecordRow, book: Book) -> Problem | None:
    if row["estate"] is None or plain(row["estate"]) in book.ids:
        return None
    return Problem(Message("change-of-nobody", {"estate": shortened(row["estate"])}), read.place(row, "estate"))


def _change(row: RecordRow, read: RecordRows, book: Book, policy: Policy, problems: list[Problem]) -> _Change:
    facts, wrong = _facts(row, read, policy)
    named = row["fact"] is not None and not wrong
    value, wrong_value = _value(row, read, facts[0], policy) if named else (None, [])
    days, wrong_days = _days(row, read)
    known = {(problem.code, problem.location) for problem in row.problems}
    problems += [one for one in (*wrong, *wrong_value, *wrong_days) if (one.code, one.location) not in known]
    sound = row["estate"] is not None and named and not (row.problems or wrong_value or wrong_days)
    # Of which estate it is, is not known: any may be as before.
    value = value if row["estate"] is not None else None
    return _Change(row, book.meant(row), facts, value, days, sound)


def _facts(row: RecordRow, read: RecordRows, policy: Policy) -> tuple[tuple[str, ...], list[Problem]]:
    """The fact that a row names, as a heading of the register would; of one that cannot be read, those it may be."""
    word = row["fact"]
    if word is None:
        return _fitting(row, read, policy), []
    meaning = meant(word, Estate, policy.units)
    if meaning.field is not None and not isinstance(fields_of(Estate)[meaning.field], Identity):
        return (meaning.field,), []
    message = Message("unknown-fact", {"field": shortened(word), "subject": "estate"})
    problem = Problem(message, read.place(row, "fact"), meaning.hint)
    resembled = meaning.resembled
    if resembled is not None and resembled in facts_of(Estate):
        return (resembled,), [problem]
    return _fitting(row, read, policy), [problem]


def _fitting(row: RecordRow, read: RecordRows, policy: Policy) -> tuple[str, ...]:
    """The facts that can have what the row gives as a value; all, where it fits none."""
    fitting = tuple(
        fact
        for fact in facts_of(Estate)
        if row["value"] is not None
        and (_is_in_other_unit(fact, read, policy) or not _value(row, read, fact, policy)[1])
    )
    return fitting or tuple(facts_of(Estate))


def _value(row: RecordRow, read: RecordRows, fact: str, policy: Policy) -> tuple[object, list[Problem]]:
    """The value that a row gives, read as a cell of the register would be."""
    if "value" not in read.columns.read:
        return None, []
    field = fields_of(Estate)[fact]
    given = given_in_row(fact, field, cells_of(row.row, read.columns.read["value"][1]), policy)
    wrong = [one.at(read.table, row.row) for one in given.wrong]
    if given.value is None or not _is_in_other_unit(fact, read, policy):
        return given.value, wrong
    told: dict[str, str | Term] = {"field": field.term, "value": shortened(row["value"])}
    hint = own_units(read.columns.other_units, policy)
    return None, [*wrong, Problem(Message("value-in-other-unit", told), read.place(row, "value"), hint)]


def _is_in_other_unit(fact: str, read: RecordRows, policy: Policy) -> bool:
    """Whether a fact is counted in a unit in place of which another one stands above the table."""
    return not read.columns.other_units.isdisjoint(measured(fields_of(Estate)[fact], policy.units))


def _days(row: RecordRow, read: RecordRows) -> tuple[tuple[date | None, date | None], list[Problem]]:
    """Between which days it changed; of a month or a year any is meant. Where one cannot be read, nobody knows when."""
    names = ("day", "not_before", "not_after")
    day, not_before, not_after = (row[name] for name in names)
    if any(_is_unread(row, read, name) for name in names) or not row.told.facts:
        return (None, None), []
    if day is not None and (not_before is not None or not_after is not None):
        return (None, None), [Problem(Message("day-and-range"), read.place(row, "day"))]
    if day is not None:
        return (day.first, day.last), []
    first, last = not_before and not_before.first, not_after and not_after.last
    if first is not None and last is not None and last < first:
        told = {"first": str(first), "last": str(last)}
        return (None, None), [Problem(Message("days-reversed", told), read.place(row, "not_after"))]
    return (first, last), []


def _is_unread(row: RecordRow, read: RecordRows, name: str) -> bool:
    """Whether a cell holds something of which nobody can say what it is."""
    if name not in read.columns.read:
        return False
    _, indices = read.columns.read[name]
    places = [read.table.place(row.row.number, index) for index in indices]
    filled = any(not is_blank(cell) for _, cell in cells_of(row.row, indices))
    return filled and row[name] is None and any(problem.location in places for problem in row.problems)


def _ordered(estate: str, fact: str, changes: list[_Change], problems: list[Problem]) -> Iterator[Alteration]:
    """The alterations of a fact; where nobody can say which came first, it is unknown from the earliest day on."""
    found = [Alteration(fact, one.value, *one.days) for one in changes]
    try:
        yield from History(Estate(id=estate), found).alterations
    except FactError as error:
        if all(one.sound for one in changes):
            place, field = changes[-1].row.place, fields_of(Estate)[fact]
            problems += [attrs.evolve(in_terms(problem, field), location=place) for problem in error.problems]
        starts = [one.days[0] for one in changes]
        yield Alteration(fact, None, None if None in starts else min(filter(None, starts)), None)
