"""The vouchers of a sheet by estate, and of which of them nobody can say whether they are of it."""

from collections.abc import Mapping
from datetime import date

import attrs

from estate_policy.errors import Cell, Problem
from estate_policy.facts import Voucher
from estate_policy.record_book import Book
from estate_policy.record_rows import RecordRow, RecordRows, doubled_problem, unused
from estate_policy.schema import fields_of
from estate_policy.shown import shortened
from estate_policy.words_written import plain


@attrs.define
class Vouchers:
    """Vouchers by estate, with the recorded events of each estate that are unknown, and where each stands."""

    by_estate: dict[str, list[Voucher]] = attrs.field(factory=dict)
    unknown_events: dict[str, set[str]] = attrs.field(factory=dict)
    places: dict[tuple[str, str], Cell] = attrs.field(factory=dict)


def vouchers_of(read: RecordRows, book: Book) -> tuple[Vouchers, list[Problem]]:
    """The vouchers of a sheet, and what is wrong with them.

    One number may pay for several estates, and for several stretches of months or purposes of one. One that stands
    twice for the same, or whose number cannot be read, may be one that is there already, and one whose estate cannot be
    read may be of any: whether it belongs there is unknown, and what it pays may count or not.
    """
    problems: list[Problem] = []
    found = Vouchers()
    numbers = {plain(row["number"]) for row in read.rows if row["number"] is not None}
    taken: set[tuple[str, str]] = set()
    several = _standing_twice(read)
    for row in read.rows:
        rows = several.get(row.row.number)
        if rows is not None:
            problems.append(doubled_problem(row, rows, "doubled-voucher", number=shortened(row["number"])))
        refused = book.refused(read, row)
        if refused is not None:
            problems.append(refused)
            continue
        label = unused(f"{shortened(row['number'] or '')}{row.label}", numbers)
        is_doubtful = rows is not None or row["number"] is None or row["estate"] is None
        events = row.told.unknown_events | ({"belongs_to_year"} if is_doubtful else set())
        facts = {name: row[name] for name in fields_of(Voucher) if name != "number"}
        for estate in book.meant(row):
            # An estate's year has vouchers of different numbers alone.
            number = label if is_doubtful or (estate, plain(row["number"])) in taken else row["number"]
            taken.add((estate, plain(number)))
            found.by_estate.setdefault(estate, []).append(Voucher(number=number, **facts))
            found.places[estate, number] = read.place(row, "estate")
            found.unknown_events.setdefault(estate, set()).update(f"vouchers[{number}].{event}" for event in events)
    return found, problems


def _standing_twice(read: RecordRows) -> Mapping[int, list[int]]:
    """The rows that may be one voucher: the numbers of all that each may be, its own among them, by its number."""
    by_number: dict[str, dict[str | None, list[RecordRow]]] = {}
    for row in read.rows:
        if row["number"] is not None:
            by_number.setdefault(plain(row["number"]), {}).setdefault(_estate(row), []).append(row)
    several: dict[int, list[int]] = {}
    for by_estate in by_number.values():
        for estate, rows in by_estate.items():
            # A row of no legible estate may be of any.
            whose = by_estate if estate is None else [one for one in (estate, None) if one in by_estate]
            others = [other for one in whose for other in by_estate[one]]
            for row in rows:
                same = sorted(other.row.number for other in others if other is row or _may_be_one(row, other))
                several |= {row.row.number: same} if len(same) > 1 else {}
    return several


def _estate(row: RecordRow) -> str | None:
    return None if row["estate"] is None else plain(row["estate"])


def _may_be_one(row: RecordRow, other: RecordRow) -> bool:
    """Whether two rows of one number and estate may be the same payment: for one purpose and common months."""
    if None not in (row["purpose"], other["purpose"]) and row["purpose"] != other["purpose"]:
        return False
    (start, end), (other_start, other_end) = _months(row), _months(other)
    return start <= other_end and other_start <= end


def _months(row: RecordRow) -> tuple[date, date]:
    """The months that a row pays for, as far as they are known; all, where they are the wrong way round."""
    start, end = row["service_from"] or date.min, row["service_to"] or date.max
    return (start, end) if start <= end else (date.min, date.max)
