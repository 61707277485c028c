"""What is on record of years, of estates and of districts: evaluations, decisions, budgets, uses of the award."""

from collections.abc import Iterable
from typing import Any

import attrs

from estate_policy.errors import Cell, Problem
from estate_policy.facts import AwardUse, DistrictYear, EstateYear, RecordedDecision
from estate_policy.record_book import Book
from estate_policy.record_rows import RecordRow, RecordRows, doubled, doubled_problem
from estate_policy.records import EVALUATION_EVENTS, Key
from estate_policy.schema import Identity, Relation, fields_of, is_required
from estate_policy.shown import shortened
from estate_policy.words_written import plain

_Year = tuple[str, int]


@attrs.define
class Years:
    """What is on record of years, the recorded events in them that are unknown, and where each stands."""

    evaluations: dict[_Year, EstateYear] = attrs.field(factory=dict)
    decisions: dict[_Year, list[RecordedDecision]] = attrs.field(factory=dict)
    districts: dict[_Year, DistrictYear] = attrs.field(factory=dict)
    unknown_events: dict[Key, set[str]] = attrs.field(factory=dict)
    unknown_uses: set[Key] = attrs.field(factory=set)
    places: dict[tuple[str, str], Cell] = attrs.field(factory=dict)
    problems: list[Problem] = attrs.field(factory=list)

    def unknown(self, keys: Iterable[Key], events: Iterable[str]) -> None:
        """Take recorded events of years for unknown."""
        for key in keys:
            self.unknown_events.setdefault(key, set()).update(events)


def read_evaluations(read: RecordRows, book: Book, years: Years) -> None:
    """Evaluations, a row an estate and year. One that cannot be placed may be of any that has no other."""
    placed, others = _placed(read, book, years, "doubled-evaluation")
    for key, row in placed:
        years.evaluations[key] = EstateYear(id=key[0], **_facts(row, EstateYear))
        years.unknown([key], row.told.unknown_events)
    for row in others:
        years.unknown((key for key in _keys(row, book) if key not in years.evaluations), EVALUATION_EVENTS)


def read_decisions(read: RecordRows, book: Book, years: Years) -> None:
    """Decisions. Where one cannot be read, nobody knows all that were made on the awards it may be about."""
    placed, others = _placed(read, book, years, "doubled-decision", "file_number")
    required = [name for name, field in fields_of(RecordedDecision).items() if is_required(field)]
    for key, row in placed:
        if all(row[name] is not None for name in required):
            decision = RecordedDecision(file_number=row["file_number"], **_facts(row, RecordedDecision))
            years.decisions.setdefault(key, []).append(decision)
        else:
            years.unknown([key], {"decisions"})
    for row in others:
        years.unknown(_keys(row, book), {"decisions"})


def read_districts(read: RecordRows, years: Years) -> None:
    """Districts' years, a row a district and year; where one cannot be read, its facts are unknown."""
    several = doubled((_district_year(row), row) for row in read.rows if _district_year(row) is not None)
    for row in read.rows:
        key, rows = _district_year(row), several.get(row.row.number)
        if key is None:
            continue
        years.places[key[0], str(key[1])] = read.place(row, "district")
        if rows is None:
            years.districts[key] = _district(key, **_facts(row, DistrictYear))
        else:
            told = {"district": shortened(key[0]), "year": str(key[1])}
            years.problems.append(doubled_problem(row, rows, "doubled-district", **told))


def read_uses(read: RecordRows, districts: Iterable[str], years: Years) -> None:
    """Uses of the award. Where one cannot be read, nobody knows all uses of the districts and years it may be of."""
    several = doubled(
        ((*key, plain(row["id"])), row)
        for row in read.rows
        if row["id"] is not None and (key := _district_year(row)) is not None
    )
    for row in read.rows:
        key, rows = _district_year(row), several.get(row.row.number)
        if rows is not None:
            years.problems.append(doubled_problem(row, rows, "doubled-use", id=shortened(row["id"])))
        if key is None or row["id"] is None or rows is not None:
            of = districts if row["district"] is None else [row["district"]]
            years.unknown_uses |= {(district, row["year"]) for district in of}
            continue
        whole = years.districts.get(key, _district(key))
        use = AwardUse(id=row["id"], **_facts(row, AwardUse))
        years.districts[key] = attrs.evolve(whole, uses=(*(whole.uses or ()), use))
        years.places.setdefault((key[0], str(key[1])), read.place(row, "district"))


def _placed(
    read: RecordRows, book: Book, years: Years, code: str, *more: str
) -> tuple[list[tuple[_Year, RecordRow]], list[RecordRow]]:
    """The rows of which is known what they are about, and those that may be about others."""
    rows: list[RecordRow] = []
    for row in read.rows:
        refused = book.refused(read, row)
        years.problems += [] if refused is None else [refused]
        rows += [row] if refused is None else []
    whole = [row for row in rows if all(row[name] is not None for name in ("estate", "year", *more))]
    keys = {row.row.number: (book.meant(row)[0], row["year"]) for row in whole}
    several = doubled(((keys[row.row.number], *(plain(row[name]) for name in more)), row) for row in whole)
    for row in whole:
        estate, year = keys[row.row.number]
        years.places.setdefault((estate, str(year)), read.place(row, "estate"))
        if row.row.number in several:
            told = {"estate": shortened(estate), "year": str(year), **{name: shortened(row[name]) for name in more}}
            years.problems.append(doubled_problem(row, several[row.row.number], code, **told))
    placed = [row for row in whole if row.row.number not in several]
    numbers = {row.row.number for row in placed}
    return [(keys[row.row.number], row) for row in placed], [row for row in rows if row.row.number not in numbers]


def _keys(row: RecordRow, book: Book) -> list[Key]:
    """The estates' years of which a row may be."""
    return [(estate, row["year"]) for estate in book.meant(row)]


def _district_year(row: RecordRow) -> _Year | None:
    return None if row["district"] is None or row["year"] is None else (row["district"], row["year"])


def _district(key: _Year, **facts: Any) -> DistrictYear:
    return DistrictYear(**{"id": f"{shortened(key[0])}/{key[1]}", "district": key[0], "year": key[1], **facts})


def _facts(row: RecordRow, subject: type) -> dict[str, Any]:
    """What a row says of a subject, without what tells it from others and what leads to further ones."""
    fields = fields_of(subject)
    return {name: row[name] for name, field in fields.items() if not isinstance(field, Identity | Relation)}
