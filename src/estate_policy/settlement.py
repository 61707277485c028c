"""The years of districts settled: months into instalments, instalments into years, and all of it into a ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from estate_policy.decision import Decision, decide, decision_on_member
from estate_policy.errors import NotInForceError, Problem
from estate_policy.facts import (
    DistrictYear,
    Estate,
    EstateStretch,
    EstateYear,
    Instalment,
    MonthPart,
)
from estate_policy.history import History, State, lasting
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce, Policy, covers
from estate_policy.ledger import Line, lines_of
from estate_policy.messages import Message
from estate_policy.months import FIRST_DAY, RHYTHMS, Rhythm, Stretch, last_day, months_of, stretched
from estate_policy.records import (
    Records,
    districts_of,
    of_months,
    of_other_years,
    overlapping,
    recorded_year,
    unplaced,
    unread,
)
from estate_policy.schema import shortened
from estate_policy.stretches import law_of_day, stretches
from estate_policy.vouchers_total import UnknownIn, beside_total, within_total, without_vouchers

MONTH_STATUS = "month_status"
"""The assumption by which the settlement takes the state of a month; its options are those of `months`."""


@attrs.frozen
class SettledYear:
    """A district in a year: the decision about it, those about its estates, and the ledger."""

    district: str | None
    year: int
    decision: Decision
    estates: Mapping[str, Decision]
    lines: tuple[Line, ...]


@attrs.frozen
class Settlement:
    """Years of districts, settled under one policy; `problems` are what of the records found no place.

    `records`, `of` which years, `districts` and `rhythm` are what was given to settle.
    """

    policy: Policy
    records: Records
    of: tuple[int, ...]
    districts: tuple[str, ...] | None
    rhythm: Rhythm
    years: tuple[SettledYear, ...]
    problems: tuple[Problem, ...]

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing of the records and the law, and no problem."""
        return (
            *without_law(self.policy, self.of),
            *of_other_years(self.records, self.of),
            *overlapping(self.records),
        )

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of all years and districts."""
        return tuple(line for year in self.years for line in year.lines)


Watched = Callable[[Iterable[EstateYear], int], Iterable[EstateYear]]
"""What watches work on estates: it is given them and how many they are, and gives them back one by one."""


def unwatched(estates: Iterable[EstateYear], _count: int) -> Iterable[EstateYear]:
    """The estates as they are: nobody watches."""
    return estates


def settle(  # noqa: PLR0913 what is settled, and how
    policy: Policy,
    records: Records,
    years: Sequence[int],
    *,
    districts: Sequence[str] | None = None,
    rhythm: Rhythm = "yearly",
    engine: Engine = "confirmed",
    watched: Watched = unwatched,
) -> Settlement:
    """Settle years of districts: what is due for every estate, month by month, and what the city awards.

    Without `districts`, all of them, and an estate whose district is unknown under none; since it may be of any, the
    sums of each are open for it. Where only the total of a district's vouchers is known, those of its estates are not,
    and its award is one line. A month is paid by the state of its first day, unless the policy adopts otherwise, and by
    the law of that day; months for which no law is in force are not paid. `NotInForceError` where no law is in force in
    a whole year. What no line and no sum of a district rests on is concluded, and confirmed, when it is asked for.
    `watched` is given the estates of each district and year and their number, and gives them back one by one.

    An estate that moves from one district to another within a year is settled in both, each for its months. Where a
    fact on which a whole year's award rests changes within the year, it is unknown for the year, and the award is open
    if it depends on it.
    """
    if rhythm not in RHYTHMS:
        known = f"the rhythms are {', '.join(RHYTHMS)}, not {rhythm!r}"
        raise ValueError(known)
    if isinstance(districts, str):
        several = f"districts are several names, not {districts!r}"
        raise TypeError(several)
    problems = list(unplaced(records))
    settled: list[SettledYear] = []
    years = tuple(dict.fromkeys(years))
    in_force = [year for year in years if any(_covered(policy, day) for day in months_of(year))]
    for year in in_force or years:
        of_district: dict[str | None, list[UnknownIn]] = {
            district: []
            for (district, of), recorded in records.districts.items()
            if of == year and recorded.only_total_known
        }
        strays: list[UnknownIn] = []
        whole = _Year(policy, records, year, rhythm)
        for history in records.estates:
            for district, made in whole.estate_years(history):
                of_district.setdefault(district, []).append(made)
                strays += (
                    [_doubtful(made) for _, made in whole.estate_years(unread(history.id))] if district is None else []
                )
        for district in sorted(of_district, key=lambda name: (name is None, name or "")):
            if districts is None or district in districts:
                may_be = [] if district is None else strays
                of_year, beside = whole.settled(district, of_district[district], may_be, engine, watched)
                settled.append(of_year)
                problems += beside
    wanted = None if districts is None else tuple(districts)
    problems += _not_on_record(wanted or (), settled, records)
    return Settlement(policy, records, years, wanted, rhythm, tuple(settled), tuple(problems))


def _doubtful(made: UnknownIn) -> UnknownIn:
    """An estate that may be in a district for some months alone, so that any of its vouchers may count there or not."""
    one, unknown = made
    return one, unknown | {f"vouchers[{voucher.number}].belongs_to_year" for voucher in one.vouchers or ()}


def _not_on_record(wanted: Iterable[str], settled: Iterable[SettledYear], records: Records) -> Iterator[Problem]:
    """A problem for each district that was to be settled and of which nothing is on record."""
    there = {one.district for one in settled}
    known = dict.fromkeys(str(name) for one in records.estates for name in districts_of(one) if name is not None)
    hint = Message("expects-members", {"members": ", ".join(known)}) if known else None
    for name in dict.fromkeys(wanted):
        if name not in there:
            yield Problem(Message("not-a-district-on-record", {"district": shortened(name)}), hint=hint)


class _Year:
    """One year, for which estates are put together from what is on record."""

    def __init__(self, policy: Policy, records: Records, year: int, rhythm: Rhythm) -> None:
        """Take the law of the year, and how it counts a month."""
        self.records = records
        self.year = year
        self.rhythm = rhythm
        self.law = _law_of_year(policy, year)
        status = self.law.policy.assumptions.get(MONTH_STATUS)
        self.status = FIRST_DAY if status is None or status.adopted is None else status.adopted

    def law_on(self, day: date) -> LawInForce | None:
        """The law of a day; `None` where there is none."""
        try:
            return law_of_day(self.law, day)
        except NotInForceError:
            return None

    def estate_years(self, history: History[Estate]) -> Iterator[tuple[str | None, UnknownIn]]:
        """An estate in the year, for each district that it was in, with the recorded events in it that are unknown."""
        count = RHYTHMS[self.rhythm]
        of_payments = {
            start: [
                one
                for one in stretched(history, months_of(self.year, count, start), self.status, self.law_on)
                if self.law_on(one.counted) is not None
            ]
            for start in range(1, 13, count)
        }
        every = [one for found in of_payments.values() for one in found]
        last = every[-1].state if every else history.on(date(self.year, 12, 31))
        districts = dict.fromkeys(one.state.subject.district for one in every) or {last.subject.district: None}
        if None in districts:
            # It may have been in any of them in those months, so that nothing of the year is settled for one.
            yield None, self._in_district(history.id, of_payments, last, moved=False)
            return
        for district in districts:
            here = {
                start: [one for one in found if one.state.subject.district == district]
                for start, found in of_payments.items()
            }
            yield district, self._in_district(history.id, here, last, moved=len(districts) > 1)

    def _in_district(
        self, id_: str, of_payments: Mapping[int, list[Stretch[Estate]]], last: State[Estate], *, moved: bool
    ) -> UnknownIn:
        """An estate in the months of a year in which it was in one district."""
        instalments: list[Instalment] = []
        unknown: set[str] = set()
        every: list[Stretch[Estate]] = []
        for start, paid in of_payments.items():
            if paid:
                instalment = _instalment(f"{self.year}-{start:02}", every, paid)
                instalments.append(instalment)
                unknown |= {f"instalments[{instalment.id}].{event}" for event in _unknown_events(every, paid)}
            every = [*every, *paid]
        state = lasting([one.state for one in every] or [last])
        unknown |= {f"estate.{event}" for event in state.unknown_events}
        months_paid = sum(one.months for one in every)
        recorded, not_known = recorded_year(self.records, id_, self.year)
        if moved:
            recorded, not_known = of_months(recorded, not_known, [(one.first, one.last) for one in every])
        return attrs.evolve(
            recorded,
            id=id_,
            year=self.year,
            estate=state.subject,
            instalments=tuple(instalments),
            state_changed=months_paid < len(months_of(self.year)) or any(one.state != every[-1].state for one in every),
        ), not_known | unknown

    def settled(
        self,
        district: str | None,
        estates: Sequence[UnknownIn],
        may_be: Sequence[UnknownIn],
        engine: Engine,
        watched: Watched,
    ) -> tuple[SettledYear, list[Problem]]:
        """The district decided with all its estates and those that may be, and the lines of each that is.

        With what of its records is left aside.
        """
        uses_unknown = self.records.unknown_uses_in(district or "", self.year)
        recorded = self.records.districts.get((district or "", self.year), DistrictYear(id=district or "?"))
        in_total = recorded.only_total_known is True
        made, others = (without_vouchers(part) if in_total else list(part) for part in (estates, may_be))
        every = [*made, *others]
        whole = attrs.evolve(
            recorded,
            id=f"{shortened(district or '?')}/{self.year}",
            district=district,
            year=self.year,
            # A total may be all that is known of a district; then nobody says that it has no estates.
            estates=None if in_total and not every else tuple(one for one, _ in every),
            uses=None if uses_unknown else recorded.uses,
        )
        unknown = {f"estates[{one.id}].{event}" for one, events in every for event in events}
        unknown |= {"uses"} if uses_unknown else set()
        decision = decide(self.law, whole, unknown_events=unknown, engine=engine)
        decided: dict[str, Decision] = {}
        lines: list[Line] = []
        for one in watched([one for one, _ in made], len(made)):
            decided[one.id] = decision_on_member(decision, "estates", one)
            found = self._lines_of_estate(decided[one.id], one, district)
            lines += (line for line in found if not (in_total and within_total(line)))
        days = date(self.year, 1, 1), date(self.year, 12, 31)
        lines += lines_of(decision, district, None, self.year, days)
        left_aside = list(beside_total(estates)) if in_total else []
        return SettledYear(district, self.year, decision, decided, tuple(lines)), left_aside

    def _lines_of_estate(self, decision: Decision, year: EstateYear, district: str | None) -> Iterator[Line]:
        def lines(about: Decision, first: date, last: date) -> Iterator[Line]:
            yield from lines_of(about, district, year.id, self.year, (first, last))

        for instalment in year.instalments or ():
            paid = decision_on_member(decision, "instalments", instalment)
            days: list[tuple[date, date]] = []
            for collection in ("stretches", "parts"):
                for part in getattr(instalment, collection) or ():
                    days.append(_days(part.id))
                    yield from lines(decision_on_member(paid, collection, part), *days[-1])
            yield from lines(paid, min(days)[0], max(days)[1])
        yield from lines(decision, date(self.year, 1, 1), date(self.year, 12, 31))


def without_law(policy: Policy, years: Iterable[int]) -> Iterator[Problem]:
    """The months of years in which no law is in force; worth knowing, and no problem."""
    for year in years:
        months = [f"{month:%Y-%m}" for month in months_of(year) if not _covered(policy, month)]
        if months:
            told = {"year": str(year), "count": str(len(months)), "months": ", ".join(months)}
            yield Problem(Message("months-without-law", told))


def _covered(policy: Policy, day: date) -> bool:
    return any(covers(stretch, day) for stretch in stretches(policy))


def _law_of_year(policy: Policy, year: int) -> LawInForce:
    """The law at the end of a year, or on the last first or last day of a month on which there is one."""
    days = [day for month in reversed(months_of(year)) for day in (last_day(month), month)]
    for day in days:
        try:
            return policy.on(day)
        except NotInForceError:
            continue
    raise NotInForceError(Problem(Message("not-in-force", {"day": str(year)})))


def _instalment(id_: str, earlier: Sequence[Stretch[Estate]], paid: Sequence[Stretch[Estate]]) -> Instalment:
    return Instalment(
        id=id_,
        first_month=paid[0].first,
        last_month=paid[-1].last,
        earlier=tuple(_whole(one) for one in earlier if one.months),
        stretches=tuple(_whole(one) for one in paid if one.months),
        earlier_parts=tuple(_part(one) for one in earlier if one.days),
        parts=tuple(_part(one) for one in paid if one.days),
    )


def _unknown_events(earlier: Sequence[Stretch[Estate]], paid: Sequence[Stretch[Estate]]) -> Iterator[str]:
    for found, whole, part in ((earlier, "earlier", "earlier_parts"), (paid, "stretches", "parts")):
        for one in found:
            collection = whole if one.months else part
            yield from (f"{collection}[{_id(one)}].estate.{event}" for event in one.state.unknown_events)


def _whole(stretch: Stretch[Estate]) -> EstateStretch:
    return EstateStretch(
        id=_id(stretch), first_day=stretch.counted, estate=stretch.state.subject, months=stretch.months
    )


def _part(stretch: Stretch[Estate]) -> MonthPart:
    return MonthPart(
        id=_id(stretch),
        first_day=stretch.counted,
        estate=stretch.state.subject,
        days=stretch.days,
        month_days=stretch.month_days,
    )


def _id(stretch: Stretch[Estate]) -> str:
    return f"{stretch.first}..{stretch.last}"


def _days(id_: str) -> tuple[date, date]:
    first, _, last = id_.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)
