"""The vouchers of a sheet by estate, and of which of them nobody can say whether they are of it."""

import attrs

from estate_policy.errors import Cell, Problem
from estate_policy.facts import Voucher
from estate_policy.given import plain
from estate_policy.record_book import Book
from estate_policy.record_rows import RecordRows, doubled, doubled_problem, unused
from estate_policy.schema import fields_of, shortened


@attrs.define
class Vouchers:
    """Vouchers by estate, with the recorded events of each estate that are unknown, and where each stands."""

    by_estate: dict[str, list[Voucher]] = attrs.field(factory=dict)
    unknown_events: dict[str, set[str]] = attrs.field(factory=dict)
    places: dict[tuple[str, str], Cell] = attrs.field(factory=dict)


def vouchers_of(read: RecordRows, book: Book) -> tuple[Vouchers, list[Problem]]:
    """The vouchers of a sheet, and what is wrong with them.

    One whose number stands in several rows, or cannot be read, may be one that is there already, and one whose estate
    cannot be read may be of any: whether it belongs there is unknown, and what it pays may count or not.
    """
    problems: list[Problem] = []
    found = Vouchers()
    numbers = {plain(row["number"]) for row in read.rows if row["number"] is not None}
    several = doubled((plain(row["number"]), row) for row in read.rows if row["number"] is not None)
    for row in read.rows:
        rows = several.get(row.row.number)
        if rows is not None:
            problems.append(doubled_problem(row, rows, "doubled-voucher", number=shortened(row["number"])))
        refused = book.refused(read, row)
        if refused is not None:
            problems.append(refused)
            continue
        number, events = row["number"], row.told.unknown_events
        if rows is not None or number is None or row["estate"] is None:
            number, events = unused(f"{shortened(number or '')}{row.label}", numbers), events | {"belongs_to_year"}
        facts = {name: row[name] for name in fields_of(Voucher) if name != "number"}
        for estate in book.meant(row):
            found.by_estate.setdefault(estate, []).append(Voucher(number=number, **facts))
            found.places[estate, number] = read.place(row, "estate")
            found.unknown_events.setdefault(estate, set()).update(f"vouchers[{number}].{event}" for event in events)
    return found, problems
