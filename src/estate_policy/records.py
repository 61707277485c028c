"""What is on record for a settlement, what of it nobody knows, and what of it belongs nowhere."""

import itertools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

import attrs

from estate_policy.arguments import no_year, refuse_other_class, several
from estate_policy.errors import Cell, FactError, Problem
from estate_policy.facts import DistrictYear, Estate, EstateYear, RecordedDecision, Voucher
from estate_policy.history import History
from estate_policy.messages import Message, one_of
from estate_policy.months import last_day
from estate_policy.schema import fields_of, is_event, relations_of
from estate_policy.shown import shortened

_SHOWN = 5
"""Vouchers named where there are many."""

Key = tuple[str, int | None]
"""The id of an estate or the name of a district, and a year; without one, every year."""


def _listed(estates: Iterable[History[Estate]]) -> tuple[History[Estate], ...]:
    return several("estates", estates)


@attrs.frozen
class Records:
    """What is on record about estates, and about districts: by the id of the estate or the name of the district.

    `years` and `districts` hold what is on record of a year beside the estates, vouchers and decisions: how an estate
    was evaluated, what a district budgeted. `unknown_events` are the recorded events of estates' years of which nobody
    knows whether they happened, as `decide` takes them: `decisions`, `vouchers[V-1].reversed`. For every year, they are
    those of the years of which there is no other record. `unknown_uses` are the districts' years of which nobody knows
    all uses of the award. `places` are the cells of vouchers, by estate and number, and of years, by name and year.
    """

    estates: tuple[History[Estate], ...] = attrs.field(converter=_listed)
    vouchers: Mapping[str, tuple[Voucher, ...]] = attrs.field(factory=dict)
    decisions: Mapping[tuple[str, int], tuple[RecordedDecision, ...]] = attrs.field(factory=dict)
    years: Mapping[tuple[str, int], EstateYear] = attrs.field(factory=dict)
    districts: Mapping[tuple[str, int], DistrictYear] = attrs.field(factory=dict)
    unknown_events: Mapping[Key, frozenset[str]] = attrs.field(factory=dict)
    unknown_uses: frozenset[Key] = frozenset()
    places: Mapping[tuple[str, str], Cell] = attrs.field(factory=dict, eq=False)

    def __attrs_post_init__(self) -> None:
        """Refuse what would be counted twice, or not at all."""
        for given in self.estates:
            refuse_other_class(given, History, "History(estate)")
        ids = Counter(history.id for history in self.estates)
        problems = [
            Problem(Message("doubled-member", {"field": "estates", "id": shortened(id_)}))
            for id_, count in ids.items()
            if count > 1
        ]
        for (estate, year), one in self.years.items():
            problems += [
                Problem(Message("given-elsewhere", {"field": name, "estate": shortened(estate), "year": str(year)}))
                for name in relations_of(EstateYear)
                if getattr(one, name) is not None
            ]
        problems += [*_no_years(self), *_no_events(self.unknown_events), *_years_given(self.vouchers)]
        if problems:
            raise FactError(problems)

    def unknown_in(self, estate: str, year: int) -> frozenset[str]:
        """The recorded events of an estate's year of which nobody knows."""
        in_every_year = self.unknown_events.get((estate, None), frozenset())
        if (estate, year) in self.years:
            in_every_year -= EVALUATION_EVENTS
        return in_every_year | self.unknown_events.get((estate, year), frozenset())

    def unknown_uses_in(self, district: str, year: int) -> bool:
        """Whether nobody knows all uses of a district's award in a year."""
        return not self.unknown_uses.isdisjoint({(district, year), (district, None)})


def _years_given(vouchers: Mapping[str, tuple[Voucher, ...]]) -> Iterator[Problem]:
    """The vouchers said to be of *this* year or not: of any year that is settled, so that they count twice or never."""
    for estate, those in vouchers.items():
        for one in those:
            if one.belongs_to_year is not None:
                told = {"number": one.number, "estate": shortened(estate)}
                yield Problem(Message("months-tell-year", told), hint=Message("give-months"))


def _no_years(records: Records) -> Iterator[Problem]:
    """The years that are none: nothing would be found under them. What is unknown may be so in every year."""
    of_years = [*records.decisions, *records.years, *records.districts]
    unknown = [key for key in (*records.unknown_events, *records.unknown_uses) if key[1] is not None]
    for year in dict.fromkeys(year for _, year in (*of_years, *unknown)):
        problem = no_year(year)
        if problem is not None:
            yield problem


def _no_events(unknown: Mapping[Key, frozenset[str]]) -> Iterator[Problem]:
    """What is said to be unknown and is no recorded event of an estate's year, nor of a part of it."""
    known = {name for name, field in fields_of(EstateYear).items() if is_event(field)}
    for event in sorted({event for events in unknown.values() for event in events}):
        if event.partition("[")[0] not in known:
            yield Problem(Message("not-an-event", {"name": shortened(event)}), hint=one_of(sorted(known)))


def recorded_year(records: Records, estate: str, year: int) -> tuple[EstateYear, frozenset[str]]:
    """What is on record of an estate's year, with the recorded events in it that are unknown."""
    found, doubtful = _vouchers_of(records, estate, year)
    recorded = attrs.evolve(
        records.years.get((estate, year), EstateYear(id=estate)),
        vouchers=found,
        decisions=records.decisions.get((estate, year), ()),
    )
    unknown = records.unknown_in(estate, year) | {f"vouchers[{number}].belongs_to_year" for number in doubtful}
    whole = [event for event in unknown if "." not in event]
    numbers = () if "vouchers" in whole else tuple(f"vouchers[{one.number}]." for one in found)
    none: dict[str, Any] = dict.fromkeys(whole)
    return attrs.evolve(recorded, **none), frozenset(
        event for event in unknown if event in whole or event.startswith(numbers)
    )


def of_months(
    year: EstateYear,
    unknown: frozenset[str],
    spans: Sequence[tuple[date, date]],
    elsewhere: Sequence[tuple[date, date]],
) -> tuple[EstateYear, frozenset[str]]:
    """An estate's year as far as its vouchers are for some spans of months; one that is for others too may not be.

    One for months neither of these spans nor of those `elsewhere` may be of either.
    """
    found: list[Voucher] = []
    doubtful: set[str] = set()
    without_gap = _joined(spans)
    for voucher in year.vouchers or ():
        first = voucher.service_from or date.min
        last = date.max if voucher.service_to is None else last_day(voucher.service_to)
        here, there = (any(start <= last and first <= end for start, end in any_of) for any_of in (spans, elsewhere))
        if here or not there:
            found.append(voucher)
            if not any(start <= first and last <= end for start, end in without_gap):
                doubtful.add(f"vouchers[{voucher.number}].belongs_to_year")
    left = {one.number for one in year.vouchers or ()} - {one.number for one in found}
    known = {event for event in unknown if not any(event.startswith(f"vouchers[{number}].") for number in left)}
    vouchers = None if year.vouchers is None else tuple(found)
    return attrs.evolve(year, vouchers=vouchers), frozenset(known | doubtful)


def _joined(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Spans of days, those in one that follow one another without a day between."""
    joined: list[tuple[date, date]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1] + timedelta(days=1):
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _vouchers_of(records: Records, estate: str, year: int) -> tuple[tuple[Voucher, ...], list[str]]:
    """The vouchers for months of a year, and the numbers of those that may be: their months are unknown."""
    found: list[Voucher] = []
    doubtful: list[str] = []
    for voucher in records.vouchers.get(estate, ()):
        # Where an end is not known, it may be in any year on its side.
        first = None if voucher.service_from is None else voucher.service_from.year
        last = None if voucher.service_to is None else voucher.service_to.year
        ends = [one for one in (first, last) if one is not None]
        if first is not None and last is not None and last < first:
            first, last = last, first
        if (first is None or first <= year) and (last is None or year <= last):
            found.append(voucher)
            doubtful += [voucher.number] if None in (first, last) or set(ends) != {year} else []
    return tuple(found), doubtful


EVALUATION_EVENTS = frozenset(
    name for name, field in fields_of(EstateYear).items() if is_event(field) and name not in relations_of(EstateYear)
) - {"state_changed"}
"""The recorded events that an evaluation tells of an estate's year."""


def unread(id_: str, district: str | None = None) -> History[Estate]:
    """An estate of which nothing else is known."""
    events = frozenset(name for name, field in fields_of(Estate).items() if is_event(field))
    return History(Estate(id=id_, district=district), unknown_events=events)


def unplaced(records: Records) -> Iterator[Problem]:
    """What of the records finds no place, or not in one year or district alone."""
    known = {history.id for history in records.estates}
    told_of: set[Cell] = set()
    for estate, vouchers in records.vouchers.items():
        for voucher in vouchers:
            told = {"number": voucher.number, "estate": estate}
            place = records.places.get((estate, voucher.number))
            if estate not in known:
                yield Problem(Message("voucher-of-nobody", told), place)
            elif voucher.service_from and voucher.service_to and voucher.service_from.year != voucher.service_to.year:
                if place not in told_of:
                    yield Problem(Message("voucher-of-two-years", told), place, Message("split-voucher"))
                # One of no legible estate stands with several.
                told_of |= {place} if place is not None else set()
    for estate, year in dict.fromkeys([*records.decisions, *records.years]):
        if estate not in known:
            told = {"estate": estate, "year": str(year)}
            yield Problem(Message("year-of-nobody", told), records.places.get((estate, str(year))))
    yield from _unknown_of_nothing(records, known)
    districts = {history.id: set(districts_of(history)) for history in records.estates}
    for district, year in records.districts:
        if all(district not in those for those in districts.values()):
            told = {"district": district, "year": str(year)}
            yield Problem(Message("district-of-nobody", told), records.places.get((district, str(year))))
    for estate, those in districts.items():
        if None in those:
            yield Problem(Message("district-not-known", {"estate": estate}))


def _unknown_of_nothing(records: Records, known: Collection[str]) -> Iterator[Problem]:
    """What is said to be unknown of an estate, or of a voucher, that is not on record."""
    named = {*known, *records.vouchers, *(estate for estate, _ in (*records.decisions, *records.years))}
    for estate in dict.fromkeys(estate for estate, _ in records.unknown_events):
        if estate not in named:
            yield Problem(Message("unknown-of-nobody", {"estate": shortened(estate)}))
    for (estate, year), events in records.unknown_events.items():
        vouchers = records.vouchers.get(estate, ()) if year is None else _vouchers_of(records, estate, year)[0]
        there = tuple(f"vouchers[{one.number}]." for one in vouchers)
        for event in sorted(one for one in events if estate in named and "." in one and not one.startswith(there)):
            told = {"estate": shortened(estate), "event": shortened(event)}
            if year is None:
                yield Problem(Message("unknown-of-no-voucher", told))
            else:
                yield Problem(Message("unknown-of-no-voucher-in", {**told, "year": str(year)}))


def of_other_years(records: Records, years: Collection[int]) -> Iterator[Problem]:
    """The vouchers for months of none of some years, year by year; worth knowing, and no problem."""
    others: dict[int, list[str]] = {}
    for vouchers in records.vouchers.values():
        for voucher in vouchers:
            of = {day.year for day in (voucher.service_from, voucher.service_to) if day is not None}
            if of and of.isdisjoint(years) and not any(min(of) < year < max(of) for year in years):
                others.setdefault(min(of), []).append(voucher.number)
    for year, numbers in sorted(others.items()):
        shown = ", ".join([*numbers[:_SHOWN], *(["…"] if len(numbers) > _SHOWN else [])])
        told = {"year": str(year), "count": str(len(numbers)), "numbers": shown}
        yield Problem(Message("vouchers-of-other-years", told))


def overlapping(records: Records) -> Iterator[Problem]:
    """Vouchers for the same purpose and some of the same months of an estate; worth knowing, and no problem."""
    for estate, vouchers in records.vouchers.items():
        doubtful = records.unknown_events.get((estate, None), frozenset())
        spans = [
            (voucher, voucher.service_from, voucher.service_to)
            for voucher in vouchers
            if voucher.service_from and voucher.service_to and voucher.amount and voucher.amount > 0
            if not voucher.reversed and f"vouchers[{voucher.number}].belongs_to_year" not in doubtful
        ]
        for (one, first, last), (other, start, end) in itertools.combinations(spans, 2):
            if one.purpose == other.purpose and first <= end and start <= last:
                told = {"one": one.number, "other": other.number, "estate": estate}
                place = records.places.get((estate, other.number))
                yield Problem(Message("vouchers-overlap", told), place)


def districts_of(history: History[Estate]) -> Iterator[object]:
    """The districts to which an estate belonged at one time or other."""
    yield history.first.district
    yield from (one.value for one in history.alterations if one.fact == "district")
