"""Records drawn for a settlement, with what is not known of them, and the ways in which that may turn out."""

import calendar
import itertools
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
from dateutil.relativedelta import relativedelta
from hypothesis import strategies as st

from estate_policy import Estate, EstateYear, RecordedDecision, Voucher
from estate_policy.history import Alteration, History
from estate_policy.records import Records

SHARES = {"亭湖区": Fraction(1, 2), "盐都区": Fraction(1, 5)}
"""What 五(二)2 gives the two districts that it names."""

YEARS = range(2018, 2023)
"""The transition, 2019 to 2021, with a year before and one after it."""

TRANSITION = range(2019, 2022)

ALIKE = Estate(
    id="A1",
    in_urban_area=True,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
)
"""What is the same of every estate that is drawn."""


def at_times(likely: st.SearchStrategy[Any], rare: object = None) -> st.SearchStrategy[Any]:
    """Mostly what is drawn, at times nothing."""
    return st.integers(0, 9).flatmap(lambda number: likely if number < OFTEN else st.just(rare))


OFTEN = 9
"""Of ten times."""


AREAS = st.integers(1, 10**7).map(lambda hundredths: Decimal(hundredths) / 100)
MODES = st.sampled_from(["professional", "self_governance", "subdistrict_trust", "subdistrict_trust", "none"])
DISTRICTS = st.sampled_from([*SHARES, *SHARES, "大丰区"])
VALUES: Mapping[str, st.SearchStrategy[Any]] = {
    "management_mode": MODES,
    "renovated": st.booleans(),
    "gross_floor_area": AREAS,
    "recognised_by_district": at_times(st.just(value=True), rare=False),
    "completion_year": at_times(st.just(1995), rare=1999),
    "district": DISTRICTS,
}
"""What is drawn of every estate, and may change."""

CHANGEABLE = ("management_mode", "renovated", "renovated", "gross_floor_area")
"""What changes more often than the others."""

RESULTS = st.one_of(st.just("passed"), st.sampled_from(["passed", "failed", "pending"]))
FEN = st.one_of(st.integers(1, 10**8), st.integers(-(10**6), 10**8)).map(lambda fen: Decimal(fen) / 100)
PURPOSES = st.sampled_from(["district_subsidy", "district_subsidy", "relief", "other_purpose"])


@st.composite
def months(draw: st.DrawFn, year: int) -> date:
    """The first day of a month of a year, or of one beside it."""
    return date(year, 1, 1) + relativedelta(months=draw(st.integers(-2, 13)))


@st.composite
def ordinary(draw: st.DrawFn, number: str, year: int) -> Voucher:
    """A voucher of the subsidy for months of a year, all known of it."""
    first, last = sorted((draw(st.integers(1, 12)), draw(st.integers(1, 12))))
    return Voucher(
        number=number,
        voucher_date=date(year, last, 1) + relativedelta(months=draw(st.integers(-1, 3))),
        service_from=date(year, first, 1),
        service_to=date(year, last, 1),
        amount=draw(FEN),
        purpose="district_subsidy",
        reversed=draw(st.sampled_from([None, False])),
    )


@st.composite
def unusual(draw: st.DrawFn, number: str, year: int) -> Voucher:
    """A voucher of any purpose, around a year, of which a fact may be unknown or that may be reversed."""
    first = draw(months(year))
    last = first + relativedelta(months=draw(st.sampled_from([0, 0, 1, 2, 11])))
    facts: dict[str, Any] = {
        "voucher_date": last,
        "service_from": first,
        "service_to": last,
        "amount": draw(FEN),
        "purpose": draw(PURPOSES),
        "reversed": draw(st.sampled_from([None, False, True])),
    }
    hidden = dict.fromkeys(draw(st.lists(st.sampled_from(sorted(facts)), max_size=2)))
    return Voucher(number=number, **{**facts, **hidden})


def vouchers(number: str, year: int) -> st.SearchStrategy[Voucher]:
    """A voucher, as often ordinary as not."""
    return st.one_of(ordinary(number, year), unusual(number, year))


@st.composite
def decisions(draw: st.DrawFn, number: int) -> RecordedDecision:
    """A decision on an award, of which the figure may be unknown."""
    kind = draw(st.sampled_from(["deduct_share", "deduct_amount", "cancel", "no_deduction"]))
    return RecordedDecision(
        file_number=f"盐房〔2020〕{number}号",
        decided_by=draw(st.sampled_from(["city_housing_with_finance", "city_housing_with_finance", "city_housing"])),
        decided_on=date(2020, 3, 2),
        kind=kind,
        share=draw(at_times(SHARE)) if kind == "deduct_share" else None,
        amount=draw(at_times(DEDUCTED)) if kind == "deduct_amount" else None,
    )


SHARE = st.integers(0, 10**6).map(lambda parts: Decimal(parts) / 10**6)
DEDUCTED = st.integers(0, 10**6).map(lambda fen: Decimal(fen) / 100)
DECISIONS = st.integers(0, 2).flatmap(lambda count: st.tuples(*(decisions(number) for number in range(count))))


@st.composite
def alterations(draw: st.DrawFn, fact: str, year: int) -> list[Alteration]:
    """That a fact is another from certain days of a year on, or from days between which nobody knows."""
    within = st.dates(date(year - 1, 12, 1), date(year + 1, 1, 31))
    firsts = within.map(lambda day: day.replace(day=1))
    lasts = within.map(lambda day: day.replace(day=calendar.monthrange(day.year, day.month)[1]))
    days = sorted(draw(st.lists(st.one_of(firsts, lasts, within), min_size=2, max_size=4, unique=True)))
    windows: list[tuple[date | None, date | None]] = list(zip(days[::2], days[1::2], strict=False))
    if draw(st.booleans()):
        windows = [(first, first) for first, _ in windows]
    elif draw(at_times(st.just(value=False), rare=True)):
        windows[0] = (None, windows[0][1])
    elif draw(at_times(st.just(value=False), rare=True)):
        windows[-1] = (windows[-1][0], None)
    return [Alteration(fact, draw(at_times(VALUES[fact])), first, last) for first, last in windows]


@st.composite
def histories(draw: st.DrawFn, id_: str, year: int) -> History[Estate]:
    """An estate of any district, of which facts change, and one may be unknown."""
    facts = {name: draw(values) for name, values in VALUES.items()}
    hidden = dict.fromkeys(draw(st.one_of(st.just(()), st.lists(st.sampled_from(sorted(VALUES)), max_size=1))))
    changing = draw(st.lists(st.sampled_from([*CHANGEABLE, *sorted(VALUES)]), max_size=2, unique=True))
    changes = [one for fact in changing for one in draw(alterations(fact, year))]
    return History(attrs.evolve(ALIKE, id=id_, **{**facts, **hidden}), changes)


EVENTS = ("evaluation_result", "effect_poor", "decisions", "vouchers")
"""What may be unknown of an estate's year although, without a word of it, it would not have happened."""

REVERSED = "vouchers[V-0].reversed"
"""What may be unknown of an estate's first voucher, whichever year it is for."""


@st.composite
def records(draw: st.DrawFn, years: Collection[int], most: int = 3) -> Records:
    """Some estates with their vouchers, and how some years were evaluated and decided."""
    year = min(years)
    ids = [f"A{number}" for number in range(draw(st.integers(1, most)))]
    keys = [(id_, of) for id_ in ids for of in years]
    counts = {id_: draw(st.sampled_from([1, 2, 1, 3, 0])) for id_ in ids}
    unknown: dict[tuple[str, int | None], frozenset[str]] = {
        key: frozenset({draw(st.sampled_from(EVENTS))}) for key in keys if not draw(at_times(st.just(value=True)))
    }
    unknown |= {(id_, None): frozenset({REVERSED}) for id_ in ids if not draw(at_times(st.just(value=True)))}
    return Records(
        tuple(draw(histories(id_, year)) for id_ in ids),
        vouchers={id_: tuple(draw(vouchers(f"V-{place}", year)) for place in range(counts[id_])) for id_ in ids},
        decisions={key: draw(st.one_of(st.just(()), DECISIONS)) for key in keys},
        years={
            (id_, of): EstateYear(
                id=id_,
                evaluation_result=draw(RESULTS),
                effect_poor=draw(at_times(st.sampled_from([None, False]), rare=True)),
                many_complaints=draw(at_times(st.none(), rare=True)),
            )
            for id_, of in keys
            if draw(at_times(st.just(value=True)))
        },
        unknown_events=unknown,
    )


@st.composite
def turned_out(draw: st.DrawFn, before: Records) -> Records:
    """The records once all that was unknown of them is known."""
    unknown = before.unknown_events
    filled = {id_: tuple(draw(_voucher(one)) for one in those) for id_, those in before.vouchers.items()}
    years = dict(before.years)
    made = {
        key: tuple(draw(_decision(one)) for one in (draw(DECISIONS) if "decisions" in unknown.get(key, ()) else those))
        for key, those in before.decisions.items()
    }
    for (id_, of), events in unknown.items():
        if of is None:
            filled[id_] = tuple(
                attrs.evolve(one, reversed=draw(st.booleans())) if one.number == "V-0" and one.reversed is None else one
                for one in filled[id_]
            )
            continue
        year = years.get((id_, of), EstateYear(id=id_))
        if "evaluation_result" in events:
            years[id_, of] = attrs.evolve(year, evaluation_result=draw(RESULTS))
        if "effect_poor" in events:
            years[id_, of] = attrs.evolve(year, effect_poor=draw(st.booleans()))
        if "vouchers" in events:
            more = draw(_voucher(draw(vouchers(f"N-{of}", of))))
            filled[id_] += (attrs.evolve(more, service_from=date(of, 5, 1), service_to=date(of, 6, 1)),)
    split = {id_: tuple(part for one in those for part in draw(_by_year(one))) for id_, those in filled.items()}
    return Records(tuple(draw(_history(one)) for one in before.estates), split, made, years)


@st.composite
def _voucher(draw: st.DrawFn, one: Voucher) -> Voucher:
    any_month = st.sampled_from(YEARS).flatmap(months)
    known = one.service_from or one.service_to or draw(any_month)
    return attrs.evolve(
        one,
        voucher_date=one.voucher_date or draw(any_month),
        service_from=one.service_from or known - draw(MONTHS_MORE),
        service_to=one.service_to or known + draw(MONTHS_MORE),
        amount=draw(FEN) if one.amount is None else one.amount,
        purpose=one.purpose or draw(PURPOSES),
    )


MONTHS_MORE = st.integers(0, 11).map(lambda number: relativedelta(months=number))


@st.composite
def _by_year(draw: st.DrawFn, one: Voucher) -> list[Voucher]:
    """A voucher, or one of each year where it is for months of several, as it is to be split.

    Across the start or end of the transition it stays whole: how it is divided is not said, so that nothing bounds it.
    """
    first, last = one.service_from, one.service_to
    across = first is not None and last is not None and (first.year in TRANSITION) != (last.year in TRANSITION)
    if first is None or last is None or one.amount is None or first.year == last.year or across:
        return [one]
    whole = int(one.amount * 100)
    part = st.integers(min(whole, 0), max(whole, 0))
    cuts = [draw(part) for _ in range(last.year - first.year)]
    ends = [0, *sorted(cuts, key=abs), whole]
    return [
        attrs.evolve(
            one,
            number=f"{one.number}/{year}",
            service_from=max(first, date(year, 1, 1)),
            service_to=min(last, date(year, 12, 1)),
            amount=Decimal(end - start) / 100,
        )
        for year, (start, end) in zip(range(first.year, last.year + 1), itertools.pairwise(ends), strict=True)
    ]


@st.composite
def _decision(draw: st.DrawFn, one: RecordedDecision) -> RecordedDecision:
    if one.kind == "deduct_share" and one.share is None:
        return attrs.evolve(one, share=draw(SHARE))
    if one.kind == "deduct_amount" and one.amount is None:
        return attrs.evolve(one, amount=draw(DEDUCTED))
    return one


@st.composite
def _history(draw: st.DrawFn, before: History[Estate]) -> History[Estate]:
    known = {name: draw(values) for name, values in VALUES.items() if getattr(before.first, name) is None}
    changes: list[Alteration] = []
    for one in before.alterations:
        day = draw(st.dates(one.first or date(YEARS[0] - 1, 1, 1), one.last or date(YEARS[-1] + 1, 12, 31)))
        changes.append(Alteration(one.fact, draw(VALUES[one.fact]) if one.value is None else one.value, day, day))
    return History(attrs.evolve(before.first, **known), changes)


def only(of: Records, ids: Collection[str]) -> Records:
    """What is on record of some of the estates."""
    return Records(
        tuple(one for one in of.estates if one.id in ids),
        {id_: those for id_, those in of.vouchers.items() if id_ in ids},
        {key: those for key, those in of.decisions.items() if key[0] in ids},
        {key: year for key, year in of.years.items() if key[0] in ids},
        unknown_events={key: events for key, events in of.unknown_events.items() if key[0] in ids},
    )
