"""What holds for every ledger, whatever is on record and whatever of it nobody knows."""

import functools
import itertools
import tempfile
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from random import Random
from typing import TypeVar

import attrs
from hypothesis import example, given, settings
from hypothesis import strategies as st

from estate_policy import Answer, Decision, Estate, EstateYear, Policy, Standing, Voucher, amend, load_amendment
from estate_policy.history import Alteration, History
from estate_policy.ledger import Line, Total, totals
from estate_policy.months import RHYTHMS, Rhythm
from estate_policy.outcome import Among, Bounds, Known, Outcome
from estate_policy.records import Records
from estate_policy.settlement import SettledYear, Settlement, settle
from estate_policy.spread import Spread, bounds
from tests.drawn_records import SHARES, YEARS, only, records, turned_out
from tests.test_settlement import ESTATE, RENOVATED, STATED

ADOPTED: Mapping[str, Mapping[str, str]] = {
    "as it stands": {},
    "by days": {"month_status": "by_days"},
    "by the last day": {"month_status": "last_day"},
    "each month rounded, by days": {"month_status": "by_days", "rounding_of_payments": "each_month"},
    "vouchers capped": {"vouchers_as_paid": "capped"},
}
"""What of the assumptions is adopted otherwise."""


@functools.cache
def policy(name: str) -> Policy:
    """The policy with a stated transition, and with assumptions followed otherwise."""
    changes = "".join(
        f"  yancheng/五(二)2/assumptions/{assumption}: {{quote: 另行采用, adopt: {option}}}\n"
        for assumption, option in ADOPTED[name].items()
    )
    if not changes:
        return STATED
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "adopted.yaml"
        file.write_text(
            f"""\
amendment: adopted
title: {{zh: 采用, en: adopted}}
source: {{zh: 测试, en: a test}}
reason: {{zh: 测试, en: a test}}
in_force: always
clauses:
  一: {{title: {{zh: 采用, en: adopted}}, text: 另行采用。}}
changes:
{changes}""",
            "utf-8",
        )
        return amend(STATED, load_amendment(file))


FEW = settings(max_examples=max(5, settings().max_examples // 8))
"""Each example settles several districts."""

POLICIES = st.sampled_from(sorted(ADOPTED))
RHYTHM = st.sampled_from(sorted(RHYTHMS))
OF = st.sampled_from([*((year,) for year in YEARS), (2019,), (2020,), (2021,), (2019, 2020), (2021, 2022)])
"""The years that are settled."""
DRAWN = OF.flatmap(lambda of: st.tuples(st.just(of), records(of)))
Drawn = tuple[tuple[int, ...], Records]


def settled(name: str, drawn: Drawn, rhythm: Rhythm = "yearly") -> Settlement:
    of, recorded = drawn
    return settle(policy(name), recorded, of, rhythm=rhythm, engine="exact")


def come_to(lines: Iterable[Line]) -> Fraction | None:
    """What lines come to under the preferred readings; nothing while one of them is open."""
    amounts = [one.amount for one in lines]
    return None if None in amounts else sum((one for one in amounts if one is not None), Fraction(0))


def known(answer: Answer) -> Fraction | None:
    return Fraction(answer.outcome.value) if isinstance(answer.outcome, Known) else None


def paid_by(payer: str, lines: Iterable[Line], estate: str | None = None) -> list[Line]:
    return [one for one in lines if one.payer == payer and estate in {None, one.estate}]


@given(POLICIES, DRAWN, RHYTHM)
@example("by days", ((2019,), Records((History(ESTATE, [RENOVATED]),))), "quarterly")
@FEW
def test_lines_come_to_what_is_concluded_of_each_estate_and_of_the_district(
    name: str, drawn: Drawn, rhythm: Rhythm
) -> None:
    """An estate in no known district may be of any, so that only then are a district's sums open without a line."""
    found = settled(name, drawn, rhythm)
    astray = any(year.district is None for year in found.years)
    for year in found.years:
        assert {(one.district, one.year) for one in year.lines} <= {(year.district, year.year)}
        for id_, decision in year.estates.items():
            subsidy, award = (paid_by(payer, year.lines, id_) for payer in ("district_government", "city_finance"))
            assert come_to(subsidy) == known(decision["subsidy_due_for_year"])
            assert come_to(award) == known(decision["award_payable_now"])
        of_district = {
            "district_subsidy_due": come_to(paid_by("district_government", year.lines)),
            "district_award_payment": come_to(paid_by("city_finance", year.lines)),
        }
        assert {one.payer for one in year.lines} <= {"district_government", "city_finance"}
        for conclusion, amount in of_district.items():
            concluded = known(year.decision[conclusion])
            assert concluded == amount or (astray and concluded is None)


@given(POLICIES, DRAWN, RHYTHM)
@FEW
def test_what_is_paid_comes_in_whole_fen(name: str, drawn: Drawn, rhythm: Rhythm) -> None:
    found = settled(name, drawn, rhythm)
    instalments = totals(
        paid_by("district_government", found.lines),
        lambda one: (one.year, one.estate, (one.first.month - 1) // RHYTHMS[rhythm]),
    )
    awards = totals(paid_by("city_finance", found.lines), lambda one: (one.year, one.district))

    assert [one for one in [*instalments, *awards] if not one.open and (one.known * 100).denominator != 1] == []


def standing(line: Line) -> Standing:
    return line.answer.standing


Key = Callable[[Line], Hashable]
KEYS: Mapping[str, Key] = {
    "district": lambda one: one.district,
    "year": lambda one: one.year,
    "payer": lambda one: one.payer,
    "payee": lambda one: one.payee,
    "purpose": lambda one: one.purpose,
    "estate": lambda one: one.estate,
    "month": lambda one: one.first.replace(day=1),
    "standing": standing,
}


def grouped(names: Sequence[str]) -> Callable[[Line], tuple[Hashable, ...]]:
    return lambda one: tuple(KEYS[name](one) for name in names)


def by_hand(key: tuple[Hashable, ...], lines: Sequence[Line]) -> Total:
    """The total of some lines, from the outcomes of each under every reading."""
    answers = [one.answer for one in lines]
    every = [[one.outcome, *(other.outcome for other in one.alternatives)] for one in answers]
    lows = [[end(outcome, "low") for outcome in outcomes] for outcomes in every]
    highs = [[end(outcome, "high") for outcome in outcomes] for outcomes in every]
    unsized = [unmeasured(one) for one in answers]
    low = None if any(None in ends for ends in lows) else sum((least(ends) for ends in lows), Fraction(0))
    bounded = [ends for ends, without in zip(highs, unsized, strict=True) if not without and None not in ends]
    amounts = [one.amount for one in lines if one.amount is not None]
    high = sum((-least([-one for one in ends if one is not None]) for ends in bounded), Fraction(0))
    return Total(
        key,
        len(lines),
        sum(amounts, Fraction(0)),
        len(lines) - len(amounts),
        Spread(low, high, len(lines) - len(bounded)),
    )


def least(ends: Iterable[Fraction | None]) -> Fraction:
    return min(one for one in ends if one is not None)


def end(outcome: Outcome, which: str) -> Fraction | None:
    if isinstance(outcome, Known):
        return Fraction(outcome.value)
    found: Fraction | None = getattr(outcome.possible, which)
    return found


def unmeasured(answer: Answer) -> bool:
    """Whether an area or an amount of money is missing; shares, modes, dates and results are no sizes."""
    missing = [*answer.missing_facts, *(fact for one in answer.alternatives for fact in one.missing_facts)]
    return any(one.fact in {"gross_floor_area", "amount"} for one in missing)


def combined(parts: Iterable[Total], key: tuple[Hashable, ...]) -> Total:
    """Totals as one: a bound below that one of them lacks, all of them lack."""
    every = list(parts)
    lows = [one.spread.low for one in every]
    return Total(
        key,
        sum(one.lines for one in every),
        sum((one.known for one in every), Fraction(0)),
        sum(one.open for one in every),
        Spread(
            None if None in lows else sum((one for one in lows if one is not None), Fraction(0)),
            sum((one.spread.high for one in every), Fraction(0)),
            sum(one.spread.unmeasured for one in every),
        ),
    )


@given(POLICIES, DRAWN, RHYTHM, st.lists(st.sampled_from(sorted(KEYS)), max_size=4, unique=True))
@FEW
def test_lines_add_up_to_the_totals_for_every_grouping_and_so_do_finer_groupings_to_coarser(
    name: str, drawn: Drawn, rhythm: Rhythm, names: list[str]
) -> None:
    lines = settled(name, drawn, rhythm).lines
    key = grouped(names)
    groups = totals(lines, key)
    members: dict[tuple[Hashable, ...], list[Line]] = {}
    for one in lines:
        members.setdefault(key(one), []).append(one)

    assert groups == [by_hand(values, those) for values, those in members.items()]
    for count in range(len(names)):
        parts: dict[tuple[Hashable, ...], list[Total]] = {}
        for total in groups:
            parts.setdefault(total.key[:count], []).append(total)

        assert [combined(those, values) for values, those in parts.items()] == totals(lines, grouped(names[:count]))


Thing = TypeVar("Thing")
Told = Mapping[Hashable, object]


def told(lines: Iterable[Line]) -> Told:
    """Lines by what tells them from each other, without the case that each came from."""
    every = list(lines)
    found: Told = {
        (one.year, one.district, one.estate, one.first, one.last, one.answer.name): (
            (one.payer, one.payee, one.purpose),
            (one.answer.concluded, one.answer.alternatives),
        )
        for one in every
    }
    assert len(found) == len(every)
    return found


def shuffled(many: Iterable[Thing], random: Random) -> tuple[Thing, ...]:
    every = list(many)
    random.shuffle(every)
    return tuple(every)


@given(POLICIES, DRAWN, RHYTHM, st.randoms(use_true_random=False))
@FEW
def test_the_order_in_which_anything_stands_on_record_makes_no_difference(
    name: str, drawn: Drawn, rhythm: Rhythm, random: Random
) -> None:
    of, recorded = drawn

    other = Records(
        shuffled([shaken(one, random) for one in recorded.estates], random),
        {id_: shuffled(those, random) for id_, those in shuffled(recorded.vouchers.items(), random)},
        {key: shuffled(those, random) for key, those in shuffled(recorded.decisions.items(), random)},
        dict(shuffled(recorded.years.items(), random)),
        unknown_events=recorded.unknown_events,
    )

    assert told(settled(name, (of, other), rhythm).lines) == told(settled(name, drawn, rhythm).lines)


def shaken(history: History[Estate], random: Random) -> History[Estate]:
    return History(history.first, shuffled(history.alterations, random))


def of_estates(lines: Iterable[Line]) -> list[Line]:
    return [one for one in lines if one.estate is not None]


@given(POLICIES, DRAWN, RHYTHM, st.sets(st.integers(0, 2)))
@FEW
def test_estates_settled_apart_come_to_the_same_lines_as_together_but_for_the_rounding_of_districts(
    name: str, drawn: Drawn, rhythm: Rhythm, places: set[int]
) -> None:
    of, recorded = drawn
    ids = [one.id for one in recorded.estates]
    first = {id_ for place, id_ in enumerate(ids) if place in places}
    together = settled(name, drawn, rhythm)
    apart = [settled(name, (of, only(recorded, part)), rhythm) for part in (first, {*ids} - first)]
    alone = [one for part in apart for one in part.lines]

    assert told(of_estates(together.lines)) == told(of_estates(alone))
    for year in together.years:
        parts = [one for part in apart for one in part.years if (one.district, one.year) == (year.district, year.year)]
        for conclusion in ("district_award_payable", "district_subsidy_due"):
            assert difference(year, parts, conclusion) in {None, 0}
        # Each part is rounded by half a fen at most, and so is the whole.
        off = difference(year, parts, "district_award_payment")
        assert off is None or abs(off) <= Fraction(len(parts) + 1, 200)


def difference(whole: SettledYear, parts: Sequence[SettledYear], conclusion: str) -> Fraction | None:
    """What a conclusion about a whole is more than those about its parts; nothing where one is open."""
    together, *apart = [known(one.decision[conclusion]) for one in (whole, *parts)]
    closed = [one for one in apart if one is not None]
    return None if together is None or len(closed) < len(apart) else together - sum(closed, Fraction(0))


@given(POLICIES, DRAWN, RHYTHM)
@FEW
def test_an_estate_that_is_taken_away_changes_its_own_lines_and_the_rounding_of_its_district_alone(
    name: str, drawn: Drawn, rhythm: Rhythm
) -> None:
    of, recorded = drawn
    taken, *others = [one.id for one in recorded.estates]
    with_it = settled(name, drawn, rhythm)
    without = settled(name, (of, only(recorded, others)), rhythm)
    where = {(year.district, year.year) for year in with_it.years if taken in year.estates}
    anywhere = {number for district, number in where if district is None}

    def untouched(lines: Iterable[Line]) -> Told:
        return told(
            one
            for one in lines
            if one.estate != taken
            and not (one.estate is None and ((one.district, one.year) in where or one.year in anywhere))
        )

    assert untouched(with_it.lines) == untouched(without.lines)


def but_rounding(lines: Iterable[Line]) -> list[Line]:
    return [one for one in lines if one.answer.name != "instalment_rounding"]


RATE_NOT_KNOWN = History(
    attrs.evolve(ESTATE, gross_floor_area=Decimal("0.01"), management_mode="professional"),
    [Alteration("management_mode", "professional", date(2019, 12, 1), date(2020, 2, 1))],
)
"""0.001 a month from February 2020 on, and in January between nothing and 0.003: in all 0.01 to be paid."""
ONE_FEN = Voucher(
    number="V-1",
    voucher_date=date(2020, 1, 1),
    service_from=date(2020, 1, 1),
    service_to=date(2020, 1, 1),
    amount=Decimal("0.01"),
    purpose="district_subsidy",
)
PASSED = {("A1", 2020): EstateYear(id="A1", evaluation_result="passed")}


@given(POLICIES, DRAWN)
@example("vouchers capped", ((2020,), Records((RATE_NOT_KNOWN,), {"A1": (ONE_FEN,)}, years=PASSED)))
@FEW
def test_months_add_up_to_quarters_and_quarters_to_the_year(name: str, drawn: Drawn) -> None:
    """What is open is open in each, between the same bounds, to which each payment adds its rounding.

    What rests on what is paid has the roundings in its own bounds, so that those of the year lie within those of its
    quarters, and these within those of its months.
    """
    every = [settled(name, drawn, rhythm) for rhythm in RHYTHMS]

    def key(one: Line) -> tuple[Hashable, ...]:
        return one.year, one.district, one.estate, one.payer

    due = [[one for one in found.lines if not rests_on_payments(name, one)] for found in every]
    whole = [{one.key: one.known for one in totals(lines, key) if not one.open and one.known} for lines in due]
    unrounded = [
        {
            one.key: (one.known if not one.open else None, one.spread.low, one.spread.high)
            for one in totals(but_rounding(lines), key)
        }
        for lines in due
    ]
    resting = [
        {(*key(one), one.answer.name): bounds(one.answer) for one in found.lines if rests_on_payments(name, one)}
        for found in every
    ]

    assert whole[0] == whole[1] == whole[2]
    assert unrounded[0] == unrounded[1] == unrounded[2]
    for fewer, more in itertools.pairwise(resting):
        pairs = {one: (fewer.get(one, NOUGHT), more.get(one, NOUGHT)) for one in fewer.keys() | more.keys()}
        assert {one: pair for one, pair in pairs.items() if not within(*pair)} == {}


NOUGHT = Bounds(Fraction(0), Fraction(0))
"""Of a line that is not there: a nought that is settled."""


def rests_on_payments(name: str, line: Line) -> bool:
    """Whether a line is of what is paid after rounding: a subsidy cancelled, or an award up to the subsidy."""
    return line.answer.name == "subsidy_cancelled" or (name == "vouchers capped" and line.payer == "city_finance")


def moving(*found: Settlement) -> set[tuple[str, int]]:
    """The estates' years that are settled in several districts, each for its months."""
    there = [Counter((id_, year.year) for year in one.years for id_ in year.estates) for one in found]
    return {key for counted in there for key, count in counted.items() if count > 1}


def contradicted(before: Outcome, after: Outcome) -> bool:
    """Whether what is known now could not have come of what was known before."""
    if isinstance(before, Known):
        return before != after
    was = before.possible
    if isinstance(was, Among):
        now = after.value if isinstance(after, Known) else None
        return now is not None and was.values is not None and now not in was.values
    if isinstance(after, Known):
        return not within(Bounds(Fraction(after.value), Fraction(after.value)), was)
    return isinstance(after.possible, Bounds) and after.possible != Bounds() and not within(after.possible, was)


def within(now: Bounds, was: Bounds) -> bool:
    low = was.low is None or (now.low is not None and now.low >= was.low)
    return low and (was.high is None or (now.high is not None and now.high <= was.high))


def broken(before: Decision, after: Decision) -> Iterator[tuple[str, Outcome, Outcome]]:
    """The conclusions that turn out as they could not have, under the preferred readings or in all."""
    for name, was in before.items():
        now = after[name]
        unsettled = was.standing is Standing.SETTLED and now.standing is not Standing.SETTLED
        outside = Bounds() not in (bounds(was), bounds(now)) and not within(bounds(now), bounds(was))
        if contradicted(was.outcome, now.outcome) or unsettled or outside:
            yield name, was.outcome, now.outcome


@given(POLICIES, DRAWN.flatmap(lambda drawn: st.tuples(st.just(drawn), turned_out(drawn[1]))))
@FEW
def test_whatever_turns_out_lies_within_the_bounds_and_changes_nothing_that_was_settled(
    name: str, drawn: tuple[Drawn, Records]
) -> None:
    before_it, after_it = drawn
    before = settled(name, before_it, "monthly")
    after = settled(name, (before_it[0], after_it), "monthly")
    districts = {(one.district, one.year): one.decision for one in after.years}
    estates = {(id_, one.year): decision for one in after.years for id_, decision in one.estates.items()}
    moved = moving(before, after)

    compared = [
        (decision, districts[year.district, year.year])
        for year in before.years
        for decision in [year.decision]
        if year.district is not None and (year.district, year.year) in districts
    ] + [
        (decision, estates[id_, year.year])
        for year in before.years
        for id_, decision in year.estates.items()
        if (id_, year.year) not in moved
    ]
    assert [one for was, now in compared for one in broken(was, now)] == []


@given(DRAWN.flatmap(lambda drawn: st.tuples(st.just(drawn), turned_out(drawn[1]))))
@FEW
def test_every_line_turns_out_within_its_bounds(drawn: tuple[Drawn, Records]) -> None:
    """Month by month; a line that is missing is a nought that is settled."""
    before_it, after_it = drawn
    both = [settled("as it stands", (before_it[0], each), "monthly") for each in (before_it[1], after_it)]
    moved = moving(*both)
    before, after = (
        {
            (one.year, one.estate, one.first, one.answer.name): one.answer.outcome
            for one in of_estates(each.lines)
            if (one.estate, one.year) not in moved
        }
        for each in both
    )
    nought = Known(Fraction(0))
    turned = {one: (before.get(one, nought), after.get(one, nought)) for one in before.keys() | after.keys()}

    assert {one: pair for one, pair in turned.items() if contradicted(*pair)} == {}


def counted(vouchers: Iterable[Voucher], year: int) -> Fraction:
    """The vouchers of the subsidy for months of a year of the transition, worked from 五(二)2 in plain Python."""
    return sum(
        (
            Fraction(one.amount or 0)
            for one in vouchers
            if one.purpose == "district_subsidy" and not one.reversed and service_years(one) == {year}
        ),
        Fraction(0),
    ) * (2019 <= year <= 2021)


SCOPE = {"estate.completion_year", "estate.recognised_by_district"}
"""What an estate is in scope by; the document says nothing of vouchers of a year in which it changes."""


def service_years(voucher: Voucher) -> set[int]:
    return {day.year for day in (voucher.service_from, voucher.service_to) if day is not None}


@given(POLICIES, DRAWN.flatmap(lambda drawn: st.tuples(st.just(drawn[0]), turned_out(drawn[1]))))
@FEW
def test_an_award_is_the_share_of_what_vouchers_show_before_deductions_and_nothing_outside_the_transition(
    name: str, drawn: Drawn
) -> None:
    """Where all is known, and no voucher is for months of two years; open only if in scope for a part of the year."""
    found = settled(name, drawn)
    moved = moving(found)
    for year in found.years:
        share = SHARES.get(year.district or "")
        for id_, decision in year.estates.items():
            vouchers = drawn[1].vouchers.get(id_, ())
            if share is None or (id_, year.year) in moved or any(len(service_years(one)) > 1 for one in vouchers):
                continue
            award, after = known(decision["city_award"]), known(decision["award_after_decision"])
            in_scope = decision["award_base"].rules != ("out_of_scope",)
            most = share * counted(vouchers, year.year) * in_scope

            if award is None:
                assert set(decision["city_award"].missing) <= SCOPE
                assert end(decision["city_award"].outcome, "low") == min(most, 0) or name == "vouchers capped"
                assert end(decision["city_award"].outcome, "high") == max(most, 0) or name == "vouchers capped"
                continue
            assert award == most or name == "vouchers capped"
            if after is not None and all((one.amount or 0) >= 0 for one in vouchers):
                assert Fraction(0) <= after <= most
            if year.year not in range(2019, 2022):
                assert come_to(paid_by("city_finance", year.lines, id_)) == 0
