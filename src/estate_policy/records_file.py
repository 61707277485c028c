"""Records read from a workbook or a folder of CSV, with every problem at its cell."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import attrs

from estate_policy.arguments import refuse_other_policy
from estate_policy.errors import Problem, TableError
from estate_policy.facts import Estate
from estate_policy.headings import id_words
from estate_policy.history import Alteration, History
from estate_policy.law import Policy
from estate_policy.record_book import Book, book_of
from estate_policy.record_changes import all_unknown, alterations
from estate_policy.record_rows import RecordRows, record_rows, unused
from estate_policy.record_sheets import CHANGES, DECISIONS, DISTRICT_YEARS, ESTATES, EVALUATIONS, SHEETS, USES, VOUCHERS
from estate_policy.record_tables import RecordTables, Source, record_tables
from estate_policy.record_vouchers import Vouchers, vouchers_of
from estate_policy.record_years import Years, read_decisions, read_districts, read_evaluations, read_uses
from estate_policy.records import EVALUATION_EVENTS, Records, districts_of, unread
from estate_policy.register import Register, read_register
from estate_policy.shown import shortened

_UNREAD = {VOUCHERS.name: {"vouchers"}, DECISIONS.name: {"decisions"}, EVALUATIONS.name: EVALUATION_EVENTS}
"""The recorded events of which nobody knows where a sheet cannot be read."""


@attrs.frozen
class RecordsFile:
    """What a workbook or folder holds: the records, what is wrong with them, and what is worth knowing of them."""

    file: str
    records: Records
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_records(path: Path | str, policy: Policy) -> RecordsFile:
    """Read the records of a workbook, or of a folder of CSV; `TableError` if it holds no sheet of estates.

    What cannot be read is a problem of its cell, and whatever it might have said is unknown: a voucher that cannot be
    told apart may count or not, and one of no legible estate may be of any. What belongs to no estate on record,
    `settle` tells.
    """
    refuse_other_policy(policy)
    file = Path(path)
    found = record_tables(file, policy)
    register = _register(found.estates, policy)
    book = book_of(register)
    read = {
        sheet.name: record_rows(found.tables[sheet.name], sheet, policy)
        for sheet in SHEETS
        if sheet.name in found.tables
    }
    problems = [*found.problems, *register.every_problem(), *(one for each in read.values() for one in each.problems)]
    notes = [*found.notes, *register.notes, *(note for name, each in read.items() for note in _notes(name, each))]
    histories = _histories(book, read, found, policy, problems)
    vouchers = Vouchers()
    if VOUCHERS.name in read:
        vouchers, wrong = vouchers_of(read[VOUCHERS.name], book)
        problems += wrong
    years = _years(book, histories, read, found)
    problems += years.problems
    return RecordsFile(file.name, _records(histories, vouchers, years), tuple(problems), tuple(notes))


def _notes(sheet: str, read: RecordRows) -> Iterator[Problem]:
    """What is worth knowing of a sheet. Without a column, a day of a change is as unknown as in a blank cell."""
    return (note for note in read.notes if sheet != CHANGES.name or note.code != "absent-columns")


def _register(source: Source, policy: Policy) -> Register:
    try:
        return read_register(source.path, policy, Estate, source.sheet)
    except TableError as error:
        raise TableError([_without_other_sheet(problem) for problem in error.problems]) from error


def _without_other_sheet(problem: Problem) -> Problem:
    """A problem of a register; another sheet that has ids is one of records, and does not stand for it."""
    other = problem.hint is not None and problem.hint.code == "other-sheet"
    return attrs.evolve(problem, hint=id_words(Estate)) if other else problem


def _histories(
    book: Book, read: Mapping[str, RecordRows], found: RecordTables, policy: Policy, problems: list[Problem]
) -> tuple[History[Estate], ...]:
    """The estates with what changed about them; where that cannot be read, all of it may have at any time."""
    altered: Mapping[str, tuple[Alteration, ...]] = {}
    if CHANGES.name in read:
        altered, wrong = alterations(read[CHANGES.name], book, policy)
        problems += wrong
    if CHANGES.name in found.unread:
        altered = dict.fromkeys(book.every, all_unknown())
    stray = (
        [unread(unused(f"#{shortened(found.unread[ESTATES.name].name)}", book.ids))]
        if ESTATES.name in found.unread
        else []
    )
    return (*(attrs.evolve(one, alterations=altered.get(one.id, ())) for one in book.estates), *stray)


def _years(
    book: Book, histories: tuple[History[Estate], ...], read: Mapping[str, RecordRows], found: RecordTables
) -> Years:
    years = Years()
    districts = {str(name) for one in histories for name in districts_of(one) if name is not None} | {""}
    if EVALUATIONS.name in read:
        read_evaluations(read[EVALUATIONS.name], book, years)
    if DECISIONS.name in read:
        read_decisions(read[DECISIONS.name], book, years)
    if DISTRICT_YEARS.name in read:
        read_districts(read[DISTRICT_YEARS.name], years)
    if USES.name in read:
        read_uses(read[USES.name], districts, years)
    for sheet, events in _UNREAD.items():
        if sheet in found.unread:
            years.unknown(((estate, None) for estate in book.every), events)
    if USES.name in found.unread:
        years.unknown_uses |= {(district, None) for district in districts}
    untold = [one.id for one in histories if one.id not in book.every]
    years.unknown(((estate, None) for estate in untold), {"vouchers", "decisions", *EVALUATION_EVENTS})
    return years


def _records(histories: tuple[History[Estate], ...], vouchers: Vouchers, years: Years) -> Records:
    for estate, events in vouchers.unknown_events.items():
        years.unknown([(estate, None)], events)
    return Records(
        histories,
        vouchers={estate: tuple(each) for estate, each in vouchers.by_estate.items()},
        decisions={key: tuple(each) for key, each in years.decisions.items()},
        years=years.evaluations,
        districts=years.districts,
        unknown_events={key: frozenset(events) for key, events in years.unknown_events.items() if events},
        unknown_uses=frozenset(years.unknown_uses),
        places={**vouchers.places, **years.places},
    )
