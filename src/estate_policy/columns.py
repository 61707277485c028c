"""Which columns of a table hold which facts, and what is wrong with its heading or worth knowing of it."""

from collections.abc import Iterable, Mapping

import attrs

from estate_policy.errors import Problem
from estate_policy.headings import Meant, meant
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.rows import is_blank
from estate_policy.schema import Field, TextFact, fields_of, is_event
from estate_policy.shown import shortened
from estate_policy.stated_units import StatedUnit, measured, stated_units
from estate_policy.tables import Table, heading_text, letters
from estate_policy.terms import Term


@attrs.frozen
class Columns:
    """The columns in which each field is read.

    `unread_events` are recorded events whose column cannot be read, `other_units` what is measured in another unit than
    it should be, so that no column of it is read.
    """

    read: Mapping[str, tuple[Field, tuple[int, ...]]]
    unread_events: frozenset[str]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]
    other_units: frozenset[str] = frozenset()


def columns_of(table: Table, subject: type, policy: Policy) -> Columns:
    """The columns of a table. A heading that resembles a known one is a problem, another a note.

    Where another unit stands above the table, no quantity that may be counted in it is read.
    """
    fields = fields_of(subject)
    headings = [heading_text(cell) for cell in table.heading.cells]
    meanings = [meant(heading, subject, policy.units) for heading in headings]
    indices: dict[str, list[int]] = {}
    for index, meaning in enumerate(meanings):
        if meaning.field is not None:
            indices.setdefault(meaning.field, []).append(index)
    number = table.heading.number
    problems = [
        Problem(meaning.problem, table.place(number, index), meaning.hint)
        for index, meaning in enumerate(meanings)
        if meaning.problem is not None
    ]
    stated = [*stated_units(table, subject, policy.units)]
    other_units = frozenset[str]().union(*(one.measures for one in stated))
    problems += [
        problem for one in stated if (problem := _in_other_unit(one, table, indices, subject, policy)) is not None
    ]
    unread = {one.resembled for one in meanings if one.resembled is not None and one.resembled not in indices}
    return Columns(
        {
            name: (fields[name], tuple(found))
            for name, found in indices.items()
            if other_units.isdisjoint(measured(fields[name], policy.units))
        },
        frozenset(name for name in unread if is_event(fields[name])),
        tuple(problems),
        (
            *_doubled(table, fields, indices, headings),
            *_unused(table, headings, meanings),
            *_absent(table, fields, indices, unread),
        ),
        other_units,
    )


def _in_other_unit(
    stated: StatedUnit, table: Table, indices: Mapping[str, list[int]], subject: type, policy: Policy
) -> Problem | None:
    """That columns are not read for a unit that stands above the table."""
    fields = fields_of(subject)
    names = [name for name in indices if not stated.measures.isdisjoint(measured(fields[name], policy.units))]
    told: dict[str, str | Term] = {
        "text": shortened(stated.text),
        "fields": _listed(fields[name].term for name in names),
    }
    place = table.place(stated.row)
    return Problem(Message("other-unit-above", told), place, own_units(stated.measures, policy)) if names else None


def own_units(measures: frozenset[str], policy: Policy) -> Message:
    """In what units, of what these measure, numbers should stand."""
    units = _listed(unit.term for unit in policy.units.values() if unit.measures in measures)
    return Message("convert-to-unit", {"units": units})


def _listed(terms: Iterable[Term]) -> Term:
    each = [*terms]
    return Term("、".join(term.zh for term in each), ", ".join(term.en for term in each))


def _doubled(
    table: Table, fields: Mapping[str, Field], indices: Mapping[str, list[int]], headings: list[str]
) -> list[Problem]:
    notes = []
    for name, (first, *others) in indices.items():
        for other in others:
            called = Term(fields[name].term.zh, name)
            told: dict[str, str | Term] = {
                "heading": shortened(headings[other]),
                "first": shortened(headings[first]),
                "field": called,
            }
            notes.append(Problem(Message("doubled-heading", told), table.place(table.heading.number, other)))
    return notes


def _unused(table: Table, headings: list[str], meanings: list[Meant]) -> list[Problem]:
    number = table.heading.number
    unused = [index for index, one in enumerate(meanings) if headings[index] and one == Meant()]
    unheaded = [
        index
        for index, heading in enumerate(headings)
        if not heading and any(index < len(row.cells) and not is_blank(row.cells[index]) for row in table.rows)
    ]
    notes = []
    if unused:
        listed = ", ".join(shortened(headings[index]) for index in unused)
        notes.append(Problem(Message("unused-columns", {"headings": listed}), table.place(number)))
    if unheaded:
        listed = ", ".join(map(letters, unheaded))
        notes.append(Problem(Message("unheaded-columns", {"columns": listed}), table.place(number)))
    for index, one in enumerate(meanings):
        if one.problem is None and one.hint is not None:
            message = Message("unused-heading", {"heading": shortened(headings[index])})
            notes.append(Problem(message, table.place(number, index), one.hint))
    return notes


def _absent(
    table: Table, fields: Mapping[str, Field], given: Mapping[str, list[int]], unread: set[str]
) -> list[Problem]:
    absent = [name for name, field in fields.items() if name not in given and not isinstance(field, TextFact)]
    presumed = [name for name in absent if is_event(fields[name]) and name not in unread]
    notes = []
    unknown = [name for name in absent if name not in presumed]
    for code, names in (("absent-columns", unknown), ("absent-events", presumed)):
        if names:
            listed = _listed(fields[name].term for name in names)
            notes.append(Problem(Message(code, {"fields": listed}), table.place(table.heading.number)))
    return notes
