"""The years of districts settled: months into instalments, instalments into years, and all of it into a ledger."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

import attrs

from estate_policy.arguments import refuse_other_class, refuse_other_policy, refuse_other_word, several, years_given
from estate_policy.decision import Decision, decide, decision_on_member
from estate_policy.errors import Problem
from estate_policy.estate_years import EstateYears, doubtful
from estate_policy.facts import DistrictYear, EstateYear, Instalment
from estate_policy.instalments import days_of
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Policy, covers
from estate_policy.ledger import Line, lines_of
from estate_policy.messages import Message, one_of
from estate_policy.months import RHYTHMS, Rhythm, months_of
from estate_policy.records import Records, districts_of, of_other_years, overlapping, unplaced, unread
from estate_policy.shown import shortened
from estate_policy.stretches import stretches
from estate_policy.vouchers_total import UnknownIn, beside_total, within_total, without_vouchers


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
    refuse_other_word("rhythm", rhythm, tuple(RHYTHMS))
    refuse_other_policy(policy)
    refuse_other_class(records, Records, "read_records(path, policy).records")
    years = tuple(dict.fromkeys(years_given(years)))
    districts = None if districts is None else several("districts", districts)
    problems = list(unplaced(records))
    settled: list[SettledYear] = []
    in_force = [year for year in years if any(_covered(policy, day) for day in months_of(year))]
    for year in in_force or years:
        of_district: dict[str | None, list[UnknownIn]] = {
            district: []
            for (district, of), recorded in records.districts.items()
            if of == year and recorded.only_total_known
        }
        strays: list[UnknownIn] = []
        whole = EstateYears(policy, records, year, rhythm)
        for history in records.estates:
            for district, made in whole.of(history):
                of_district.setdefault(district, []).append(made)
                strays += (
                    [doubtful(_decided_as(one, made)) for _, one in whole.of(unread(history.id))]
                    if district is None
                    else []
                )
        for district in sorted(of_district, key=lambda name: (name is None, name or "")):
            if districts is None or district in districts:
                may_be = [] if district is None else strays
                of_year, beside = _settled(whole, district, of_district[district], may_be, engine, watched)
                settled.append(of_year)
                problems += beside
        problems += whole.problems.values()
    problems += _not_on_record(districts or (), settled, records)
    return Settlement(policy, records, years, districts, rhythm, tuple(settled), tuple(problems))


def _decided_as(made: UnknownIn, other: UnknownIn) -> UnknownIn:
    """An estate's year with the decisions of another."""
    one, unknown = made
    return attrs.evolve(one, decisions=other[0].decisions), unknown


def _not_on_record(wanted: Iterable[str], settled: Iterable[SettledYear], records: Records) -> Iterator[Problem]:
    """A problem for each district that was to be settled and of which nothing is on record."""
    there = {one.district for one in settled}
    known = dict.fromkeys(str(name) for one in records.estates for name in districts_of(one) if name is not None)
    hint = one_of(known) if known else None
    for name in dict.fromkeys(wanted):
        if name not in there:
            yield Problem(Message("not-a-district-on-record", {"district": shortened(name)}), hint=hint)


def _settled(  # noqa: PLR0913, PLR0917 what is known of a district
    whole: EstateYears,
    district: str | None,
    estates: Sequence[UnknownIn],
    may_be: Sequence[UnknownIn],
    engine: Engine,
    watched: Watched,
) -> tuple[SettledYear, list[Problem]]:
    """The district decided with all its estates and those that may be, and the lines of each that is.

    With what of its records is left aside.
    """
    uses_unknown = whole.records.unknown_uses_in(district or "", whole.year)
    recorded = whole.records.districts.get((district or "", whole.year), DistrictYear(id=district or "?"))
    in_total = recorded.only_total_known is True
    unseen = in_total or (district is None and whole.totals)
    made, others = (without_vouchers(part) if unseen else list(part) for part in (estates, may_be))
    # A total may be all that is known of a district; then nobody says that it has no estates, or one that may be.
    nobody_known = in_total and not made
    every = [] if nobody_known else [*made, *others]
    of_year = attrs.evolve(
        recorded,
        id=f"{shortened(district or '?')}/{whole.year}",
        district=district,
        year=whole.year,
        estates=None if nobody_known else tuple(one for one, _ in every),
        uses=None if uses_unknown else recorded.uses,
    )
    unknown = {f"estates[{one.id}].{event}" for one, events in every for event in events}
    unknown |= {"uses"} if uses_unknown else set()
    decision = decide(whole.law, of_year, unknown_events=unknown, engine=engine)
    decided: dict[str, Decision] = {}
    lines: list[Line] = []
    for one in watched([one for one, _ in made], len(made)):
        decided[one.id] = decision_on_member(decision, "estates", one)
        found = _lines_of_estate(decided[one.id], one, district, whole.year)
        lines += (line for line in found if not (in_total and within_total(line)))
    days = date(whole.year, 1, 1), date(whole.year, 12, 31)
    lines += lines_of(decision, district, None, whole.year, days)
    left_aside = list(beside_total(estates)) if in_total else []
    return SettledYear(district, whole.year, decision, decided, tuple(lines)), left_aside


def _lines_of_estate(decision: Decision, estate: EstateYear, district: str | None, year: int) -> Iterator[Line]:
    def lines(about: Decision, first: date, last: date) -> Iterator[Line]:
        yield from lines_of(about, district, estate.id, year, (first, last))

    for instalment in estate.instalments or ():
        paid = decision_on_member(decision, "instalments", instalment)
        days: list[tuple[date, date]] = []
        for id_, part in sorted(_parts_decided(paid, instalment), key=lambda one: days_of(one[0])):
            days.append(days_of(id_))
            yield from lines(part, *days[-1])
        yield from lines(paid, min(days)[0], max(days)[1])
    yield from lines(decision, date(year, 1, 1), date(year, 12, 31))


def without_law(policy: Policy, years: Iterable[int]) -> Iterator[Problem]:
    """The months of years in which no law is in force; worth knowing, and no problem."""
    for year in years:
        months = [f"{month:%Y-%m}" for month in months_of(year) if not _covered(policy, month)]
        if months:
            told = {"year": str(year), "count": str(len(months)), "months": ", ".join(months)}
            yield Problem(Message("months-without-law", told))


def _covered(policy: Policy, day: date) -> bool:
    return any(covers(stretch, day) for stretch in stretches(policy))


def _parts_decided(paid: Decision, instalment: Instalment) -> Iterator[tuple[str, Decision]]:
    """The stretches that an instalment pays for, and the parts of its split months, as they were decided for it."""
    for stretch in instalment.stretches or ():
        yield stretch.id, decision_on_member(paid, "stretches", stretch)
    for month in instalment.split_months or ():
        split = decision_on_member(paid, "split_months", month)
        for part in month.parts or ():
            yield part.id, decision_on_member(split, "parts", part)
