"""Districts' years settled: figures worked by hand from the rates."""

import itertools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest
from hypothesis import settings

from estate_policy import (
    Answer,
    ArgumentError,
    DistrictYear,
    Estate,
    EstateYear,
    FactError,
    NotInForceError,
    Policy,
    RecordedDecision,
    Standing,
    Voucher,
    amend,
    load_amendment,
    load_policy,
)
from estate_policy.history import Alteration, History, altered_on
from estate_policy.interpreters.exact import Case, assignments_of, conclude
from estate_policy.ledger import totals
from estate_policy.loading import shipped_policy
from estate_policy.months import Rhythm
from estate_policy.outcome import Bounds, Known, Open
from estate_policy.records import Records
from estate_policy.settlement import Settlement, settle
from estate_policy.spread import Spread, bounds

POLICY = load_policy()
STATED = amend(POLICY, load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"))
"""The policy if the transition began in January 2019."""

ESTATE = Estate(
    id="A1",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1995,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=10_000,
    management_mode="subdistrict_trust",
    renovated=False,
)
RENOVATED = altered_on("renovated", value=True, day=date(2019, 6, 18))


def settled(
    *histories: History[Estate],
    policy: Policy = STATED,
    of: Sequence[int] = (2019,),
    rhythm: Rhythm = "yearly",
    **records: Any,
) -> Settlement:
    return settle(policy, Records(histories, **records), of, rhythm=rhythm, engine="exact")


def adopted(tmp_path: Path, in_force: str = "always", **options: str) -> Policy:
    """The policy with assumptions followed otherwise, always or on some days."""
    changes = (
        f"  yancheng/五(二)2/assumptions/{assumption}: {{quote: 另行采用, adopt: {option}}}\n"
        for assumption, option in options.items()
    )
    file = tmp_path / "adopted.yaml"
    file.write_text(
        f"""\
amendment: adopted
title: {{zh: 采用, en: adopted}}
source: {{zh: 测试, en: a test}}
reason: {{zh: 测试, en: a test}}
in_force: {in_force}
clauses:
  一: {{title: {{zh: 采用, en: adopted}}, text: 另行采用。}}
changes:
{"".join(changes)}""",
        "utf-8",
    )
    return amend(STATED, load_amendment(file))


SUBSIDY = "the district's subsidy"


def subsidy(found: Settlement) -> list[tuple[str, str, object]]:
    """First and last day and amount of the lines of the district subsidy, without its rounding."""
    return [
        (str(one.first), str(one.last), one.amount) for one in found.lines if one.answer.name == "subsidy_for_months"
    ]


def voucher(number: str, amount: str, first: str, last: str | None = None, dated: str | None = None) -> Voucher:
    return Voucher(
        number=number,
        voucher_date=date.fromisoformat(f"{dated or last or first}-01"),
        service_from=date.fromisoformat(f"{first}-01"),
        service_to=date.fromisoformat(f"{last or first}-01"),
        amount=Decimal(amount),
        purpose="district_subsidy",
    )


def paid(found: Settlement, estate: str = "A1", conclusion: str = "city_award", year: int = 2019) -> Answer:
    (of_year,) = [one for one in found.years if one.year == year and estate in one.estates]
    return of_year.estates[estate][conclusion]


def test_a_renovation_within_the_year_changes_the_rate_from_the_next_month_on() -> None:
    """10,000 m²: 3,000 a month at 0.3 from January to June, 1,000 at 0.1 from July to December."""
    found = settled(History(ESTATE, [RENOVATED]))

    assert subsidy(found) == [("2019-01-01", "2019-06-30", 18000), ("2019-07-01", "2019-12-31", 6000)]
    assert [one.answer.case.related["estate"].facts["renovated"] for one in found.lines[:2]] == [False, True]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2019, 6, 1), [15000, 7000]),
        (date(2019, 6, 2), [18000, 6000]),
        (date(2019, 6, 30), [18000, 6000]),
        (date(2019, 1, 1), [12000]),
        (date(2019, 12, 2), [36000]),
    ],
)
def test_the_first_of_a_month_tells_for_the_whole_of_it(day: date, expected: list[int]) -> None:
    found = settled(History(ESTATE, [altered_on("renovated", value=True, day=day)]))

    assert [amount for _, _, amount in subsidy(found)] == expected


def test_the_last_of_a_month_tells_where_that_is_adopted(tmp_path: Path) -> None:
    """Renovated on 30 June: June counts as renovated, so five months at 3,000 and seven at 1,000."""
    history = History(ESTATE, [altered_on("renovated", value=True, day=date(2019, 6, 30))])
    found = settled(history, policy=adopted(tmp_path, month_status="last_day"))

    assert [amount for _, _, amount in subsidy(found)] == [15000, 7000]


def test_a_month_is_counted_by_its_days_where_that_is_adopted(tmp_path: Path) -> None:
    """18 June: seventeen days at 3,000 and thirteen at 1,000 of thirty, 1,700 and 433 1/3; the year 23,133.33."""
    found = settled(History(ESTATE, [RENOVATED]), policy=adopted(tmp_path, month_status="by_days"))
    by_days = [one.amount for one in found.lines if one.answer.name == "subsidy_for_days"]

    assert (subsidy(found), by_days) == (
        [("2019-01-01", "2019-05-31", 15000), ("2019-07-01", "2019-12-31", 6000)],
        [1700, Fraction(1300, 3)],
    )
    assert paid(found, conclusion="subsidy_payment").value == Decimal("23133.33")


def test_months_and_days_stand_in_the_ledger_in_their_order(tmp_path: Path) -> None:
    found = settled(History(ESTATE, [RENOVATED]), policy=adopted(tmp_path, month_status="by_days"))
    firsts = [str(one.first) for one in found.lines if one.purpose.en == SUBSIDY]

    assert firsts == ["2019-01-01", "2019-06-01", "2019-06-18", "2019-07-01"]


def test_the_days_of_a_leap_february_are_twenty_nine(tmp_path: Path) -> None:
    """From 11 February 2020: ten days of 29 at 3,000, nineteen at 1,000."""
    history = History(ESTATE, [altered_on("renovated", value=True, day=date(2020, 2, 11))])
    found = settled(history, policy=adopted(tmp_path, month_status="by_days"), of=[2020])

    assert [one.amount for one in found.lines if one.answer.name == "subsidy_for_days"] == [
        Fraction(30000, 29),
        Fraction(19000, 29),
    ]


@pytest.mark.parametrize(
    ("days", "april", "october"),
    [("2019-07-01..", [3000], [Fraction(15000, 31), Fraction(48000, 31)]), ("..2019-06-30", [1500, 500], [1000])],
)
def test_how_a_month_counts_is_told_by_the_law_of_that_month(
    tmp_path: Path, days: str, april: list[int], october: list[object]
) -> None:
    """Renovated on 16 April, and no longer on 16 October; by days 15/30 and 15/30, or 15/31 and 16/31."""
    history = History(ESTATE, [altered_on("renovated", day == 4, date(2019, day, 16)) for day in (4, 10)])
    by_days = adopted(tmp_path, in_force=days, month_status="by_days")
    lines = [one for one in settled(history, policy=by_days, rhythm="monthly").lines if one.purpose.en == SUBSIDY]

    assert [one.amount for one in lines if one.first.month == 4] == april
    assert [one.amount for one in lines if one.first.month == 10] == october


def test_months_before_there_is_a_mode_are_lines_of_nought_with_the_reason() -> None:
    history = History(
        attrs.evolve(ESTATE, management_mode="none"),
        [altered_on("management_mode", value="self_governance", day=date(2019, 9, 1))],
    )
    found = settled(history)

    assert subsidy(found) == [("2019-01-01", "2019-08-31", 0), ("2019-09-01", "2019-12-31", 12000)]


def test_when_nobody_knows_when_the_amount_lies_between_and_closes_once_it_is_known() -> None:
    """Renovated in 2019, nobody knows when: 12 months at 1,000 to 12 at 3,000; on 18 June it was 24,000."""
    unsure = settled(History(ESTATE, [Alteration("renovated", value=True, first=date(2019, 1, 1), last=None)]))
    (one,) = totals(line for line in unsure.lines if line.answer.name == "subsidy_for_months")
    known = paid(settled(History(ESTATE, [RENOVATED])), conclusion="subsidy_payment")

    assert (one.known, one.open, one.spread) == (Fraction(0), 1, Spread(Fraction(12000), Fraction(36000), 0))
    assert (known.standing, known.value) == (Standing.SETTLED, 24000)


def test_quarters_are_rounded_as_they_are_paid_and_come_to_the_year() -> None:
    """12,345.67 m² at 0.3: 11,111.103 a quarter; 11,111.10, 22,222.21, 33,333.31 and 44,444.41 so far."""
    history = History(attrs.evolve(ESTATE, gross_floor_area=Decimal("12345.67")))
    lines = settled(history, rhythm="quarterly").lines
    quarters = totals((one for one in lines if one.payer == "district_government"), key=lambda one: (one.first.month,))

    assert [one.known for one in quarters] == [
        Fraction("11111.10"),
        Fraction("11111.11"),
        Fraction("11111.10"),
        Fraction("11111.10"),
    ]


@pytest.mark.parametrize("rhythm", ["yearly", "quarterly", "monthly"])
def test_however_often_it_is_paid_the_year_comes_to_the_same(rhythm: Rhythm) -> None:
    """3,703.701 a month, so 44,444.412 a year, paid as 44,444.41."""
    history = History(attrs.evolve(ESTATE, gross_floor_area=Decimal("12345.67")))
    found = settled(history, rhythm=rhythm)

    assert paid(found, conclusion="subsidy_payment").value == Decimal("44444.41")
    assert sum(one.amount or 0 for one in found.lines if one.payer == "district_government") == Fraction("44444.41")


def test_each_month_is_rounded_where_that_is_adopted(tmp_path: Path) -> None:
    """3,703.70 twelve times: 44,444.40."""
    history = History(attrs.evolve(ESTATE, gross_floor_area=Decimal("12345.67")))
    found = settled(history, policy=adopted(tmp_path, rounding_of_payments="each_month"))

    assert paid(found, conclusion="subsidy_payment").value == Decimal("44444.40")


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (altered_on("name", value="新名", day=date(2019, 5, 28)), "2613.84"),
        (altered_on("renovated", value=True, day=date(2019, 5, 28)), "1578.63"),
    ],
    ids=["at one rate", "at two rates"],
)
def test_a_month_counted_by_days_is_rounded_once(tmp_path: Path, change: Alteration, expected: str) -> None:
    """726.07 m²: 217.821 a month at 0.3 and 72.607 at 0.1; May is 27 days before the change and 4 after it.

    At one rate every month is 217.82, twelve times. At two, May is 189.715 and 9.369, so 199.084, and the year four
    times 217.82, 199.08 and seven times 72.61. Rounded by themselves, the days of May would come to a fen more.
    """
    history = History(attrs.evolve(ESTATE, gross_floor_area=Decimal("726.07")), [change])
    found = settled(history, policy=adopted(tmp_path, month_status="by_days", rounding_of_payments="each_month"))

    assert paid(found, conclusion="subsidy_payment").value == Decimal(expected)


@pytest.mark.parametrize(
    ("month", "expected"),
    [("2018-12", 0), ("2019-01", 1500), ("2021-12", 1500), ("2022-01", 0)],
)
def test_the_award_is_for_vouchers_of_the_thirty_six_months(month: str, expected: int) -> None:
    """Half of 3,000; the first month is January 2019, the thirty-sixth December 2021."""
    year = int(month[:4])
    found = settled(History(ESTATE), of=[year], vouchers={"A1": (voucher("V-1", "3000", month),)})

    assert paid(found, year=year).value == expected


def test_a_voucher_dated_after_the_window_for_a_month_within_counts_and_is_contested() -> None:
    """Half of 3,000 by the month that it pays for; nothing by its date."""
    late = voucher("V-1", "3000", "2021-12", dated="2022-01")
    award = paid(settled(History(ESTATE), of=[2021], vouchers={"A1": (late,)}), year=2021)

    assert (award.standing, award.working_value) == (Standing.CONTESTED, 1500)
    assert [one.value for one in award.alternatives] == [0]


def test_a_voucher_for_months_of_two_years_leaves_both_open() -> None:
    whole = voucher("V-1", "36000", "2018-07", "2019-06")
    found = settled(History(ESTATE), of=[2018], vouchers={"A1": (whole,)})

    assert [problem.message.code for problem in found.problems] == ["voucher-of-two-years"]
    assert paid(found, year=2018).standing is Standing.UNKNOWN


def test_nobody_knows_how_much_of_a_voucher_for_months_of_two_years_is_for_each() -> None:
    both = voucher("V-1", "36000", "2019-07", "2020-06")
    found = settled(History(ESTATE), of=[2019, 2020], vouchers={"A1": (both,)})
    awards = [paid(found, year=year) for year in (2019, 2020)]

    assert [bounds(award) for award in awards] == [Bounds(Fraction(0), Fraction(18000))] * 2


def test_a_voucher_of_which_no_month_is_known_may_be_for_any_year_and_is_certain_in_none() -> None:
    whole = attrs.evolve(voucher("V-1", "3000", "2019-08"), service_from=None, service_to=None)
    found = settled(History(ESTATE), of=[2019, 2020], vouchers={"A1": (whole,)})
    counted = [paid(found, conclusion="vouchers_paid", year=year) for year in (2019, 2020)]

    assert [f"{one.low} to {one.high}" for one in counted] == ["0 to 3000", "0 to 3000"]


def test_a_district_without_a_share_has_no_award_and_its_subsidy_all_the_same() -> None:
    elsewhere = attrs.evolve(ESTATE, district="大丰区")
    found = settled(History(elsewhere), vouchers={"A1": (voucher("V-1", "36000", "2019-01", "2019-12"),)})

    assert (paid(found).standing, paid(found, conclusion="subsidy_payment").value) == (Standing.SILENT, 36000)


def test_a_year_without_vouchers_awards_nothing() -> None:
    found = settled(History(ESTATE))

    assert (paid(found).value, paid(found, conclusion="subsidy_outstanding").value) == (0, 36000)


def test_where_no_estate_is_in_scope_every_line_is_nought() -> None:
    late = attrs.evolve(ESTATE, completion_year=1999)
    found = settled(History(late), History(attrs.evolve(late, id="A2")))

    assert len(subsidy(found)) == 2
    assert {one.amount for one in found.lines} == {0}


@pytest.mark.parametrize(
    ("result", "decisions", "expected"),
    [
        ("passed", (), ["18000", "0", "0"]),
        ("failed", (), ["0", "18000", "0"]),
        ("pending", (), ["0", "18000", "0"]),
        ("failed", ("deduct_share",), ["14400", "0", "3600"]),
        ("failed", ("cancel",), ["0", "0", "18000"]),
    ],
)
def test_an_award_is_paid_open_or_withheld_as_evaluated_and_decided(
    result: str, decisions: Sequence[str], expected: list[str]
) -> None:
    """Half of 36,000; a fifth of it deducted leaves 14,400."""
    made = tuple(
        RecordedDecision(
            file_number="盐房〔2020〕7号",
            decided_by="city_housing_with_finance",
            decided_on=date(2020, 3, 2),
            kind=kind,
            share=Decimal("0.2"),
        )
        for kind in decisions
    )
    found = settled(
        History(ESTATE),
        vouchers={"A1": (voucher("V-1", "36000", "2019-01", "2019-12"),)},
        decisions={("A1", 2019): made},
        years={("A1", 2019): EstateYear(id="A1", evaluation_result=result)},
    )
    names = ("award_payable_now", "award_open", "award_withheld")

    assert [str(paid(found, conclusion=name).working_value) for name in names] == expected


def test_a_rate_that_is_raised_within_the_year_is_paid_from_then_on(tmp_path: Path) -> None:
    """0.3 from January to June, 18,000; 0.35 from July on, 21,000."""
    file = tmp_path / "raised.yaml"
    file.write_text(
        """\
amendment: raised
title: {zh: 提高, en: raised}
source: {zh: 测试, en: a test}
reason: {zh: 测试, en: a test}
in_force: 2019-07-01..
clauses:
  一: {title: {zh: 提高, en: raised}, text: 提高到 0.35 元。}
changes:
  yancheng/五(二)2/parameters/unrenovated_rate: {quote: 提高到 0.35 元, values: {always: 0.35}}
""",
        "utf-8",
    )
    found = settled(History(ESTATE), policy=amend(STATED, load_amendment(file)))

    assert subsidy(found) == [("2019-01-01", "2019-06-30", 18000), ("2019-07-01", "2019-12-31", 21000)]
    assert paid(found, conclusion="subsidy_payment").value == 39000


def test_what_belongs_to_no_estate_is_a_problem_each() -> None:
    found = settled(
        History(ESTATE),
        vouchers={"B9": (voucher("V-1", "100", "2019-01"),)},
        years={("B9", 2019): EstateYear(id="B9")},
    )

    assert [problem.message.code for problem in found.problems] == ["voucher-of-nobody", "year-of-nobody"]


def test_an_estate_of_no_known_district_is_in_none_and_the_sums_of_each_are_open_for_it() -> None:
    """A1 needs 36,000; the other may need up to 36,000,000, at 0.3 for the 10,000,000 m² that can be typed at most."""
    found = settled(History(ESTATE), History(attrs.evolve(ESTATE, id="B1", district=None)))
    needed = [(one.district, one.decision["budget_requirement"]) for one in found.years]

    assert [(name, list(year.estates)) for (name, _), year in zip(needed, found.years, strict=True)] == [
        ("亭湖区", ["A1"]),
        (None, ["B1"]),
    ]
    assert [one.outcome for _, one in needed[1:]] == [Known(Fraction(36000))]
    assert isinstance(needed[0][1].outcome, Open)
    assert needed[0][1].outcome.possible == Bounds(Fraction(36000), Fraction(36_036_000))
    assert [problem.text() for problem in found.problems] == [
        "the district of estate B1 is not known: it may be in any, and the sums of each stay open for it"
    ]


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ({("A1", 2019): {"vouchers[V-1].reversed"}}, (0, 3000)),
        ({("A1", None): {"vouchers[V-1].belongs_to_year"}}, (0, 3000)),
        ({("A1", 2020): {"vouchers[V-1].reversed"}}, (3000, 3000)),
        ({("A1", None): {"vouchers[V-9].reversed"}}, (3000, 3000)),
        ({("A1", 2019): {"vouchers"}}, (None, None)),
    ],
)
def test_what_nobody_knows_of_the_vouchers_leaves_what_is_paid_open(
    events: dict[tuple[str, int | None], set[str]], expected: tuple[int | None, int | None]
) -> None:
    unknown = {key: frozenset(names) for key, names in events.items()}
    found = settled(History(ESTATE), vouchers={"A1": (voucher("V-1", "3000", "2019-01"),)}, unknown_events=unknown)
    outcome = paid(found, conclusion="vouchers_paid").outcome

    if isinstance(outcome, Known):
        assert (outcome.value, outcome.value) == expected
    else:
        assert outcome.possible == Bounds(*(None if end is None else Fraction(end) for end in expected))


def test_only_the_districts_that_are_asked_for_are_settled() -> None:
    histories = [History(ESTATE), History(attrs.evolve(ESTATE, id="B1", district="盐都区"))]
    found = settle(STATED, Records(tuple(histories)), [2019, 2020], districts=["盐都区"], engine="exact")

    assert [(one.district, one.year, list(one.estates)) for one in found.years] == [
        ("盐都区", 2019, ["B1"]),
        ("盐都区", 2020, ["B1"]),
    ]


def test_a_district_of_which_nothing_is_on_record_is_a_problem() -> None:
    found = settle(STATED, Records((History(ESTATE),)), [2019], districts=["亭湖", "亭湖区"], engine="exact")

    assert [problem.text() for problem in found.problems] == [
        "no estate on record is in `亭湖`, so that nothing was settled for it (hint: allowed: 亭湖区)"
    ]


def test_what_a_district_budgets_is_held_against_what_it_needs() -> None:
    found = settled(
        History(ESTATE), districts={("亭湖区", 2019): DistrictYear(id="D", budgeted_amount=Decimal("35999.99"))}
    )
    (year,) = found.years

    assert year.decision["budget_requirement"].value == 36000
    assert "budget_below_requirement" in [one.name for one in year.decision.findings]


FEW = settings(max_examples=max(3, settings().max_examples // 20))
"""Each example settles several districts, and makes the law of a year anew."""


def until(day: date) -> Policy:
    """The policy as if all its documents were in force until a day."""
    documents = {
        name: attrs.evolve(one, in_force=attrs.evolve(one.in_force, end=day)) for name, one in STATED.documents.items()
    }
    return attrs.evolve(STATED, documents=documents)


def test_months_for_which_no_law_is_in_force_are_not_paid() -> None:
    found = settled(History(ESTATE), policy=until(date(2019, 6, 30)))

    assert subsidy(found) == [("2019-01-01", "2019-06-30", 18000)]
    assert "state_changed_in_year" in [one.name for one in found.years[0].estates["A1"].findings]


def test_a_year_in_which_no_law_is_in_force_cannot_be_settled() -> None:
    with pytest.raises(NotInForceError):
        settled(History(ESTATE), policy=until(date(2018, 12, 31)))


def test_vouchers_of_years_that_are_not_settled_are_told_and_counted_in_none() -> None:
    vouchers = (voucher("V-1", "36000.00", "2019-01", "2019-12"), voucher("V-2", "3000.00", "2022-01"))
    found = settled(History(ESTATE), vouchers={"A1": vouchers})

    assert paid(found, conclusion="vouchers_paid").value == 36000
    assert [note.text() for note in found.notes] == ["2022 is not settled; vouchers for its months, left out: 1 (V-2)"]
    assert settled(History(ESTATE), vouchers={"A1": vouchers}, of=(2019, 2022)).notes == ()


def telling() -> Records:
    """Estates about which every reading makes a difference, one, several or none."""
    every = list(itertools.product([False, True], repeat=4))
    ids = [f"A{number}" for number in range(len(every))]
    estates = {
        id_: attrs.evolve(ESTATE, id=id_, supporting_facilities_incomplete=not lacking)
        for id_, (lacking, *_) in zip(ids, every, strict=True)
    }
    cancelled = RecordedDecision(
        file_number="盐房〔2022〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2022, 3, 2),
        kind="cancel",
    )
    return Records(
        tuple(History(estate) for estate in estates.values()),
        vouchers={
            id_: (voucher("V-1", "3000", "2021-12", dated="2022-01" if late else None),)
            for id_, (_, late, *_) in zip(ids, every, strict=True)
        },
        years={
            (id_, 2021): EstateYear(id=id_, evaluation_result="failed" if failed else "passed", effect_poor=failed)
            for id_, (_, _, failed, _) in zip(ids, every, strict=True)
        },
        decisions={(id_, 2021): (cancelled,) for id_, (*_, made) in zip(ids, every, strict=True) if made},
    )


def anew(case: Case) -> Case:
    """The same case, of which nothing is concluded yet."""
    related = {name: None if one is None else anew(one) for name, one in case.related.items()}
    members = {
        name: None if each is None else {id_: anew(one) for id_, one in each.items()}
        for name, each in case.members.items()
    }
    return Case(case.law, case.subject, case.facts, case.presumed, related, members)


def test_what_is_concluded_under_one_choice_of_readings_tells_nothing_of_another_that_comes_to_something_else() -> None:
    (year,) = settle(STATED, telling(), [2021], engine="exact").years
    compared = [
        (conclude(decision.case, name, one.choices), conclude(anew(decision.case), name, one.choices))
        for decision in [year.decision, *year.estates.values()]
        for name in decision
        for one in assignments_of(decision.law, name)
    ]

    assert len(compared) > len(year.estates) * 100
    assert [one for one, _ in compared] == [other for _, other in compared]


def test_an_estate_whose_name_holds_points_and_brackets_keeps_what_nobody_knows_of_it() -> None:
    """`A1` is known to have paid 3,000; of the other nobody knows whether its voucher was reversed."""
    odd = "A1.x]"
    found = settled(
        History(ESTATE),
        History(attrs.evolve(ESTATE, id=odd)),
        vouchers={id_: (voucher("V-1", "3000", "2019-01"),) for id_ in ("A1", odd)},
        unknown_events={(odd, 2019): frozenset({"vouchers[V-1].reversed"})},
    )
    paid_by = {id_: paid(found, id_, "vouchers_paid") for id_ in ("A1", odd)}

    assert [f"{one.low} to {one.high}" for one in paid_by.values()] == ["3000 to 3000", "0 to 3000"]
    assert [sorted(one.unknown_events) for one in found.years[0].estates.values()] == [[], ["vouchers[V-1].reversed"]]


MOVED = altered_on("district", "盐都区", date(2019, 7, 1))


def test_an_estate_that_moves_is_settled_in_both_districts_each_for_its_months() -> None:
    """3,000 a month: six months and a voucher for them in each; 50 % of 18,000 by 亭湖区, 20 % by 盐都区."""
    vouchers = (voucher("V-1", "18000.00", "2019-01", "2019-06"), voucher("V-2", "18000.00", "2019-07", "2019-12"))
    years = {("A1", 2019): EstateYear(id="A1", evaluation_result="passed")}
    found = settled(History(ESTATE, [MOVED]), vouchers={"A1": vouchers}, years=years)

    assert {total.key: int(total.known) for total in totals(found.lines, lambda line: (line.district, line.payer))} == {
        ("亭湖区", "district_government"): 18000,
        ("亭湖区", "city_finance"): 9000,
        ("盐都区", "district_government"): 18000,
        ("盐都区", "city_finance"): 3600,
    }
    assert found.problems == ()


def test_an_amount_deducted_from_the_award_of_an_estate_that_moved_is_taken_off_once() -> None:
    """Half of 18,000 and a fifth of 18,000 at most, less 1,000 in all: nobody says how much of it from which."""
    decision = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="deduct_amount",
        amount=1000,
    )
    found = settled(
        History(ESTATE, [altered_on("district", "盐都区", date(2019, 7, 1))]),
        vouchers={
            "A1": (voucher("V-1", "18000", "2019-01", "2019-06"), voucher("V-2", "18000", "2019-07", "2019-12")),
        },
        years={("A1", 2019): EstateYear(id="A1", evaluation_result="passed")},
        decisions={("A1", 2019): (decision,)},
    )
    payable = {year.district: year.estates["A1"]["award_payable_now"] for year in found.years}

    assert {one.standing for one in payable.values()} == {Standing.UNKNOWN}
    assert {name: str(one.high) for name, one in payable.items()} == {"亭湖区": "9000", "盐都区": "3600"}
    assert [problem.message.code for problem in found.problems] == ["decision-undivided"]


def test_an_amount_deducted_leaves_every_district_open_in_which_an_estate_may_have_been() -> None:
    """Half of 36,000 are 18,000; the 1,000 may all be deducted from the award of the other district."""
    decision = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="deduct_amount",
        amount=1000,
    )
    found = settled(
        History(attrs.evolve(ESTATE, id="B1")),
        History(ESTATE, [Alteration("district", "盐都区", date(2019, 6, 10), date(2019, 8, 15))]),
        vouchers={"A1": (voucher("V-1", "36000", "2019-01", "2019-12"),)},
        years={("A1", 2019): EstateYear(id="A1", evaluation_result="passed")},
        decisions={("A1", 2019): (decision,)},
    )
    (year,) = [one for one in found.years if one.district == "亭湖区"]

    assert str(year.decision["district_award_payable"].high) == "18000"


@pytest.mark.parametrize("days", [(date(2019, 6, 10), date(2019, 8, 15)), (date(2018, 6, 10), None), (None, None)])
def test_vouchers_of_an_estate_that_moved_on_an_unknown_day_do_not_make_up_for_each_other(
    days: tuple[date | None, date | None],
) -> None:
    """Half of 20,000 less a fifth of 20,000 is 6,000, and not nothing, if each district has one of the vouchers."""
    moved = Alteration("district", "盐都区", *days)
    vouchers = voucher("V-1", "20000", "2019-01", "2019-06"), voucher("V-2", "-20000", "2019-07", "2019-12")
    (year,) = [one for one in settled(History(ESTATE, [moved]), vouchers={"A1": vouchers}).years if one.estates]
    award = year.estates["A1"]["city_award"]

    assert (year.district, award.standing) == (None, Standing.UNKNOWN)
    assert [str(award.low), str(award.high)] == ["-10000", "10000"]


def test_what_an_estate_is_paid_that_moved_on_an_unknown_day_is_open_by_what_each_district_rounds() -> None:
    """0.05 m² at 0.3 yuan are 0.015 a month: 0.18 a year, yet 0.02 and 0.17 if January is the first district's."""
    small = attrs.evolve(ESTATE, gross_floor_area=Decimal("0.05"))
    unknown, known = (
        [year.estates["A1"]["subsidy_payment"] for year in settled(History(small, [moved])).years]
        for moved in (
            Alteration("district", "盐都区", date(2019, 1, 2), date(2019, 11, 30)),
            altered_on("district", "盐都区", date(2019, 2, 1)),
        )
    )

    assert sorted(one.value for one in known) == [Decimal("0.02"), Decimal("0.17")]
    assert [(one.standing, one.missing) for one in unknown] == [
        (Standing.UNKNOWN, ("instalments[2019-01].paid_by_several",))
    ]
    assert [(str(one.low), str(one.high)) for one in unknown] == [("-0.06", "0.42")]


def test_an_estate_of_no_known_district_that_did_not_move_is_paid_to_the_fen() -> None:
    (year,) = settled(History(attrs.evolve(ESTATE, gross_floor_area=Decimal("0.05"), district=None))).years

    assert year.estates["A1"]["subsidy_payment"].value == Decimal("0.18")


def test_a_voucher_for_a_month_without_law_of_an_estate_that_moved_later_is_open_in_both_districts() -> None:
    moved = History(ESTATE, [altered_on("district", "盐都区", date(2019, 4, 1))])
    found = settled(moved, policy=until(date(2019, 6, 30)), vouchers={"A1": (voucher("V-1", "1000.00", "2019-08"),)})

    paid = {one.district: one.estates["A1"]["vouchers_paid"] for one in found.years}

    assert {name: (str(one.low), str(one.high)) for name, one in paid.items()} == dict.fromkeys(
        ("亭湖区", "盐都区"), ("0", "1000")
    )


def test_a_voucher_across_the_move_is_open_in_both_districts() -> None:
    found = settled(History(ESTATE, [MOVED]), vouchers={"A1": (voucher("V-1", "36000.00", "2019-01", "2019-12"),)})
    awards = [year.estates["A1"]["city_award"] for year in found.years]

    assert [bounds(award) for award in awards] == [Bounds(Fraction(0), Fraction(most)) for most in (18000, 7200)]


@pytest.mark.parametrize("rhythm", ["yearly", "quarterly", "monthly"])
def test_a_voucher_for_months_all_in_one_district_counts_there_however_often_is_paid(rhythm: Rhythm) -> None:
    """For months of two quarters, at two rates: 50 % of 9,000 by 亭湖区; for two after the move, 20 % of 6,000."""
    vouchers = (voucher("V-1", "9000.00", "2019-03", "2019-06"), voucher("V-2", "6000.00", "2019-09", "2019-10"))
    renovated = altered_on("renovated", value=True, day=date(2019, 5, 1))
    found = settled(History(ESTATE, [renovated, MOVED]), vouchers={"A1": vouchers}, rhythm=rhythm)
    awards = [year.estates["A1"]["city_award"] for year in found.years]

    assert [bounds(award) for award in awards] == [Bounds(Fraction(most), Fraction(most)) for most in (4500, 1200)]


def test_a_voucher_for_a_month_in_which_the_estate_moves_is_open_in_both_where_days_count(tmp_path: Path) -> None:
    moved = altered_on("district", "盐都区", date(2019, 7, 15))
    found = settled(
        History(ESTATE, [moved]),
        policy=adopted(tmp_path, month_status="by_days"),
        vouchers={"A1": (voucher("V-1", "3000.00", "2019-07", "2019-07"),)},
    )
    awards = [year.estates["A1"]["city_award"] for year in found.years]

    assert [bounds(award) for award in awards] == [Bounds(Fraction(0), Fraction(most)) for most in (1500, 600)]


@pytest.mark.parametrize(
    ("before", "day", "after"),
    [(True, date(2019, 7, 1), False), (False, date(2019, 3, 10), True)],
    ids=["leaves", "enters"],
)
def test_the_award_of_an_estate_that_is_in_scope_for_a_part_of_the_year_is_open(
    before: bool, day: date, after: bool
) -> None:
    """Its vouchers are for no months in particular, and the document says nothing of dividing them."""
    history = History(
        attrs.evolve(ESTATE, recognised_by_district=before), [altered_on("recognised_by_district", after, day)]
    )
    found = settled(history, vouchers={"A1": (voucher("V-1", "18000.00", "2019-01", "2019-06"),)})
    award = paid(found)

    assert bounds(award) == Bounds(Fraction(0), Fraction(9000))
    assert "estate.recognised_by_district" in award.missing


@pytest.mark.parametrize("ends", [(None, "2020-05-01"), ("2019-11-01", None)], ids=["no first", "no last"])
def test_a_voucher_of_which_one_end_is_not_known_may_be_of_every_year_on_that_side(
    ends: tuple[str | None, str | None],
) -> None:
    first, last = (None if end is None else date.fromisoformat(end) for end in ends)
    one = attrs.evolve(voucher("V-1", "1000.00", "2019-12", "2020-01"), service_from=first, service_to=last)
    found = settled(History(ESTATE), vouchers={"A1": (one,)}, of=(2019, 2020))
    sums = [paid(found, conclusion="vouchers_paid", year=year) for year in (2019, 2020)]

    assert [bounds(one) for one in sums] == [Bounds(Fraction(0), Fraction(1000))] * 2


def test_vouchers_for_some_of_the_same_months_are_told_and_both_count() -> None:
    vouchers = (voucher("V-1", "9000.00", "2019-01", "2019-03"), voucher("V-2", "9000.00", "2019-03", "2019-05"))
    found = settled(History(ESTATE), vouchers={"A1": vouchers})

    assert paid(found, conclusion="vouchers_paid").value == 18000
    assert [note.code for note in found.notes] == ["vouchers-overlap"]


def test_what_would_be_counted_twice_or_not_at_all_is_refused() -> None:
    with pytest.raises(FactError, match="A1"):
        Records((History(ESTATE), History(ESTATE)))
    held = EstateYear(id="A1", vouchers=(voucher("V-1", "1.00", "2019-01"),))
    with pytest.raises(FactError, match="`vouchers` of A1 in 2019 is on record by itself"):
        Records((History(ESTATE),), years={("A1", 2019): held})


@pytest.mark.parametrize("of_this", [True, False])
def test_a_voucher_is_not_said_to_be_of_this_year_where_several_are_settled(of_this: bool) -> None:
    """It would count in full in both of its years, or in none."""
    given = attrs.evolve(voucher("V-1", "1.00", "2019-12", "2020-01"), belongs_to_year=of_this)

    with pytest.raises(FactError, match="voucher V-1 of A1 has `belongs_to_year`, but the months"):
        Records((History(ESTATE),), vouchers={"A1": (given,)})


@pytest.mark.parametrize(
    ("records", "message"),
    [
        ({"decisions": {("A1", "2019"): ()}}, "`2019` is no year, of type str"),
        ({"decisions": {("A1", None): ()}}, "`None` is no year"),
        ({"unknown_uses": frozenset({("亭湖区", "2019")})}, "`2019` is no year, of type str"),
        ({"unknown_events": {("A1", 2019): frozenset({"vouchrs"})}}, "`vouchrs` is not a recorded event"),
        ({"unknown_events": {("A1", None): frozenset({"vouchrs[V-1].reversed"})}}, "is not a recorded event"),
    ],
)
def test_what_would_be_found_nowhere_is_refused(records: dict[str, Any], message: str) -> None:
    with pytest.raises(FactError, match=message):
        Records((History(ESTATE),), **records)


def test_what_is_said_to_be_unknown_of_no_estate_on_record_is_a_problem() -> None:
    found = settled(History(ESTATE), unknown_events={("B9", None): frozenset({"vouchers"})})

    assert [problem.text() for problem in found.problems] == ["what is said to be unknown: there is no estate B9"]


def test_what_is_said_to_be_unknown_of_no_voucher_on_record_is_a_problem() -> None:
    found = settled(
        History(ESTATE),
        vouchers={"A1": (voucher("V-1", "3000", "2019-01"),)},
        unknown_events={
            ("A1", None): frozenset({"vouchers[V-1].reversed", "vouchers[V-9].reversed"}),
            ("A1", 2020): frozenset({"vouchers[V-1].reversed", "vouchers"}),
        },
    )

    assert [problem.text() for problem in found.problems] == [
        "what is said to be unknown of estate A1, `vouchers[V-9].reversed`: it has no such voucher",
        "what is said to be unknown of estate A1 in 2020, `vouchers[V-1].reversed`: it has no such voucher then",
    ]


def test_a_year_named_twice_is_settled_once() -> None:
    assert len(settled(History(ESTATE), of=(2019, 2019)).years) == 1


def test_how_and_what_to_settle_is_refused_if_it_cannot_be() -> None:
    with pytest.raises(ArgumentError, match=r"`rhythm` is `weekly` \(hint: allowed: yearly, quarterly, monthly\)"):
        settle(STATED, Records((History(ESTATE),)), [2019], rhythm="weekly")  # type: ignore[arg-type]
    with pytest.raises(
        ArgumentError, match=r'`districts` is `亭湖区`, and no list \(hint: write districts=\["亭湖区"\]'
    ):
        settle(STATED, Records((History(ESTATE),)), [2019], districts="亭湖区")
    with pytest.raises(ArgumentError, match=r"`years` is `2019`, and no list \(hint: write years=\[2019\]"):
        settle(STATED, Records((History(ESTATE),)), 2019)  # type: ignore[arg-type]
    with pytest.raises(
        ArgumentError, match=r"of type Estate, where History is meant \(hint: write `History\(estate\)`\)"
    ):
        Records((ESTATE,))  # type: ignore[arg-type]


@pytest.mark.parametrize("year", ["2019", True, 2019.0, 0, 10_000, None])
def test_what_is_no_year_is_not_settled(year: object) -> None:
    with pytest.raises(ArgumentError, match=rf"`{year}` is no year, of type {type(year).__name__}"):
        settle(STATED, Records((History(ESTATE),)), [year])  # type: ignore[list-item]


def test_an_estate_whose_district_is_not_known_in_some_months_is_settled_under_none() -> None:
    """It is in 亭湖区 until June; from July on it may be in any district, and so in that one still."""
    found = settled(History(ESTATE, [altered_on("district", None, date(2019, 7, 1))]))
    (year,) = found.years

    assert year.district is None
    assert [line.amount for line in year.lines if line.answer.name == "subsidy_for_months"] == [18000, 18000]
    assert [problem.code for problem in found.problems] == ["district-not-known"]
