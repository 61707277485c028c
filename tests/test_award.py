"""The city's award to the fen: worked by hand from 五(二)2 and 五(二)3, and what holds for every year of an estate."""

import functools
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from estate_policy import (
    DistrictYear,
    Estate,
    EstateStretch,
    EstateYear,
    FactError,
    Instalment,
    LawInForce,
    RecordedDecision,
    Standing,
    Voucher,
    decide,
    load_policy,
)
from estate_policy.interpreters.choices import adopting
from estate_policy.law import ALWAYS, Conclusion, Figure
from estate_policy.testing import subjects
from estate_policy.testing.answers import alone

DAY = date(2022, 6, 30)
POLICY = load_policy()
UNSTATED = POLICY.on(DAY)
THREE_FIGURES = ("award_payable_now", "award_open", "award_withheld")
THOROUGH = settings(max_examples=2 * settings().max_examples)


def _from(month: int) -> LawInForce:
    start = attrs.evolve(
        POLICY.parameters["transition_start"], figures=(Figure(ALWAYS, Fraction(month), Decimal(month)),)
    )
    return attrs.evolve(POLICY, parameters={**POLICY.parameters, "transition_start": start}).on(DAY)


STATED = _from(2019 * 12)
"""The policy if the transition began in January 2019."""

BARRING = adopting(STATED.policy, {"failed_evaluation": "not_paid"}).on(DAY)
"""The same, read so that an award that fails the evaluation is not paid."""

ESTATE = Estate(
    id="A1",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1995,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=100_000,
    management_mode="subdistrict_trust",
    renovated=False,
)


def voucher(number: str, month: str, amount: str, *, dated: str | None = None) -> Voucher:
    return Voucher(
        number=number,
        service_from=date.fromisoformat(f"{month}-01"),
        service_to=date.fromisoformat(f"{month}-01"),
        voucher_date=date.fromisoformat(f"{dated or month}-01"),
        amount=Decimal(amount),
        purpose="district_subsidy",
    )


def decision(
    kind: str, number: str = "盐房〔2020〕7号", by: str = "city_housing_with_finance", **more: str
) -> RecordedDecision:
    amounts = {name: Decimal(value) for name, value in more.items()}
    return RecordedDecision(file_number=number, decided_by=by, decided_on=date(2020, 3, 2), kind=kind, **amounts)


YEAR = EstateYear(
    id="A1/2019",
    year=2019,
    estate=ESTATE,
    instalments=(
        Instalment(id="1", stretches=(EstateStretch(id="1-12", first_day=date(2019, 1, 1), estate=ESTATE, months=12),)),
    ),
    vouchers=(
        voucher("V-1", "2019-06", "180000.00"),
        voucher("V-2", "2019-12", "120000.00"),
    ),
    evaluation_result="passed",
)


def figures(year: EstateYear, law: LawInForce = STATED) -> list[str]:
    """The award as computed, what can be paid now, what is open, what is deducted; `?` where it is not settled."""
    answers = decide(law, year, engine="exact")
    shown = (answers[name].working_value for name in ("city_award", *THREE_FIGURES))
    return ["?" if value is None else f"{value:f}" for value in shown]


@pytest.mark.parametrize(
    ("district", "expected"),
    [("亭湖区", "150000"), ("盐都区", "60000")],
)
def test_the_award_is_the_districts_share_of_the_vouchers(district: str, expected: str) -> None:
    """300,000.00 of vouchers: half of it is 150,000.00, a fifth 60,000.00."""
    actual = figures(attrs.evolve(YEAR, estate=attrs.evolve(ESTATE, district=district)))

    assert actual == [expected, expected, "0", "0"]


def test_the_award_of_another_district_is_silent_and_nothing_bounds_it() -> None:
    award = decide(STATED, attrs.evolve(YEAR, estate=attrs.evolve(ESTATE, district="大丰区")))["city_award"]

    assert (award.standing, award.low, award.high) == (Standing.SILENT, None, None)


def test_the_base_is_what_was_paid_not_what_was_due() -> None:
    """Due by the rates: 100,000 m² × 0.3 × 12 = 360,000; paid: 300,000; half of that is 150,000."""
    answers = decide(STATED, YEAR)

    actual = [answers[name].value for name in ("scheduled_subsidy", "vouchers_paid", "award_base", "city_award")]

    assert actual == [360_000, 300_000, 300_000, 150_000]


@pytest.mark.parametrize(
    ("month", "expected"),
    [("2018-12", "0"), ("2019-01", "0.005"), ("2021-12", "0.005"), ("2022-01", "0")],
    ids=["the month before", "the first", "the thirty-sixth", "the thirty-seventh"],
)
def test_the_window_is_thirty_six_months_with_the_first_and_the_last(month: str, expected: str) -> None:
    """Half of one fen, unrounded."""
    actual = figures(attrs.evolve(YEAR, vouchers=(voucher("V-1", month, "0.01"),)))

    assert actual[0] == expected


@pytest.mark.parametrize(
    ("served", "dated", "expected", "otherwise"),
    [
        ("2021-12", "2022-01", "50", Decimal(0)),
        ("2018-12", "2019-01", "0", Decimal(50)),
        ("2022-01", "2021-12", "0", Decimal(50)),
    ],
)
def test_a_voucher_across_the_edge_is_contested(served: str, dated: str, expected: str, otherwise: Decimal) -> None:
    """G-03, G-47: by the month served, or by the date of the voucher."""
    award = decide(STATED, attrs.evolve(YEAR, vouchers=(voucher("V-1", served, "100", dated=dated),)))["city_award"]

    actual = (award.standing, f"{award.working_value:f}", [other.value for other in award.alternatives])

    assert actual == (Standing.CONTESTED, expected, [otherwise])


def test_without_a_stated_start_the_award_is_a_range_and_says_what_is_to_be_stated() -> None:
    award = decide(UNSTATED, YEAR)["city_award"]

    actual = [str(award.low), str(award.high), *award.missing, *award.unstated]

    assert actual == ["0", "150000", "transition_start"]


def test_vouchers_above_the_rates_count_in_full_and_are_found() -> None:
    """Due 360,000.00, paid 360,000.01: half of that is 180,000.005."""
    answers = decide(STATED, attrs.evolve(YEAR, vouchers=(voucher("V-1", "2019-12", "360000.01"),)))

    actual = (answers["city_award"].value, [finding.name for finding in answers.findings])

    assert actual == (Decimal("180000.005"), ["vouchers_above_schedule"])


def test_a_voucher_entered_twice_is_refused() -> None:
    with pytest.raises(FactError, match="V-1"):
        attrs.evolve(
            YEAR,
            vouchers=(
                voucher("V-1", "2019-06", "1"),
                voucher("V-1", "2019-07", "1"),
            ),
        )


@pytest.mark.parametrize(
    "more",
    [{"purpose": "relief"}, {"purpose": "other_purpose"}, {"reversed": True}],
    ids=["relief", "another purpose", "reversed"],
)
def test_a_voucher_that_is_not_for_the_subsidy_or_was_reversed_adds_nothing(more: dict[str, Any]) -> None:
    vouchers = (*(YEAR.vouchers or ()), attrs.evolve(voucher("V-3", "2019-12", "999.99"), **more))

    assert figures(attrs.evolve(YEAR, vouchers=vouchers))[0] == "150000"


FAILED = attrs.evolve(YEAR, evaluation_result="failed")


@pytest.mark.parametrize(
    ("year", "decisions", "expected"),
    [
        (YEAR, [], ["150000", "150000", "0", "0"]),
        (attrs.evolve(YEAR, evaluation_result="pending"), [], ["150000", "0", "150000", "0"]),
        (FAILED, [], ["150000", "0", "150000", "0"]),
        (attrs.evolve(YEAR, effect_poor=True), [], ["150000", "0", "150000", "0"]),
        (attrs.evolve(YEAR, many_complaints=True), [], ["150000", "0", "150000", "0"]),
        (FAILED, [decision("deduct_share", share="0.2")], ["150000", "120000", "0", "30000"]),
        (FAILED, [decision("deduct_share", share="0")], ["150000", "150000", "0", "0"]),
        (FAILED, [decision("deduct_share", share="1")], ["150000", "0", "0", "150000"]),
        (FAILED, [decision("deduct_amount", amount="0.01")], ["150000", "149999.99", "0", "0.01"]),
        (FAILED, [decision("deduct_amount", amount="150000")], ["150000", "0", "0", "150000"]),
        (FAILED, [decision("deduct_amount", amount="150000.01")], ["150000", "0", "0", "150000"]),
        (FAILED, [decision("cancel")], ["150000", "0", "0", "150000"]),
        (FAILED, [decision("no_deduction")], ["150000", "150000", "0", "0"]),
        (
            FAILED,
            [decision("deduct_share", share="0.2"), decision("deduct_amount", "盐房〔2020〕9号", amount="5000")],
            ["150000", "115000", "0", "35000"],
        ),
        (
            FAILED,
            [decision("deduct_share", share="0.2"), decision("cancel", "盐房〔2020〕9号")],
            ["150000", "0", "0", "150000"],
        ),
        (
            attrs.evolve(YEAR, evaluation_result="pending"),
            [decision("deduct_share", share="0.2")],
            ["150000", "0", "120000", "30000"],
        ),
        (FAILED, [decision("deduct_share", by="district_housing", share="0.2")], ["150000", "0", "150000", "0"]),
    ],
)
def test_three_figures_and_what_is_deducted(
    year: EstateYear, decisions: Sequence[RecordedDecision], expected: list[str]
) -> None:
    """150,000.00 computed; what can be paid now, what is open and what is deducted come to it."""
    actual = figures(attrs.evolve(year, decisions=tuple(decisions)))

    assert actual == expected


TAKEN_BACK = attrs.evolve(FAILED, vouchers=(voucher("V-1", "2019-12", "-1000"),))


@pytest.mark.parametrize(
    ("decisions", "expected"),
    [
        ([decision("deduct_share", share="0.3")], ["-500", "-350", "0", "-150"]),
        ([decision("deduct_amount", amount="0.01")], ["-500", "-500", "0", "0"]),
        ([decision("no_deduction")], ["-500", "-500", "0", "0"]),
        ([decision("cancel")], ["-500", "0", "0", "-500"]),
        (
            [decision("deduct_share", share="0.7"), decision("deduct_share", "盐房〔2020〕9号", share="0.4")],
            ["-500", "0", "0", "-500"],
        ),
    ],
    ids=["a share", "an amount", "nothing", "cancelled", "more than all"],
)
def test_of_an_award_that_is_taken_back_a_share_is_let_off_and_no_amount_is_added(
    decisions: Sequence[RecordedDecision], expected: list[str]
) -> None:
    """1,000.00 taken back: half of it is 500.00."""
    actual = figures(attrs.evolve(TAKEN_BACK, decisions=tuple(decisions)))

    assert actual == expected


@pytest.mark.parametrize(
    ("year", "reading", "expected"),
    [
        (FAILED, {"failed_evaluation": "not_paid"}, 0),
        (FAILED, {"deduction_grounds": "only_together"}, 150_000),
        (FAILED, {"failed_evaluation": "not_paid", "deduction_grounds": "only_together"}, None),
        (attrs.evolve(YEAR, many_complaints=True), {"deduction_grounds": "only_together"}, 150_000),
    ],
)
def test_what_another_reading_pays_is_told(year: EstateYear, reading: dict[str, str], expected: int | None) -> None:
    """G-38, G-17. Where both differ, failing bars as it does alone."""
    answer = decide(STATED, year)["award_after_decision"]
    others = {tuple(sorted(one.readings.items())): one.value for one in answer.alternatives}

    assert others.get(tuple(sorted(reading.items()))) == expected


@pytest.mark.parametrize(
    "decided",
    [decision("no_deduction"), decision("deduct_share", share="0.2"), decision("deduct_amount", amount="0.01")],
    ids=["nothing deducted", "a fifth deducted", "a fen deducted"],
)
def test_whether_a_failed_year_is_paid_what_a_decision_leaves_is_contested(decided: RecordedDecision) -> None:
    """G-38: read as a condition, failing bars the award, whatever was decided."""
    payable = decide(STATED, attrs.evolve(FAILED, decisions=(decided,)))["award_payable_now"]
    others = {tuple(one.readings.items()): one.value for one in payable.alternatives}

    assert (payable.standing, others[("failed_evaluation", "not_paid"),]) == (Standing.CONTESTED, 0)


def test_a_cancellation_leaves_the_districts_subsidy_unless_read_otherwise() -> None:
    subsidy = decide(STATED, attrs.evolve(FAILED, decisions=(decision("cancel"),)))["subsidy_due_for_year"]

    actual = (subsidy.working_value, [(dict(one.readings), one.value) for one in subsidy.alternatives])

    assert actual == (360_000, [({"cancellation_reach": "subsidy_too"}, 0)])


def test_a_districts_award_is_the_sum_over_its_estates() -> None:
    """Paid 300,000.00 and 0.03; half of it 150,000.015; of the first, which failed, a fifth is deducted: 30,000."""
    first = attrs.evolve(FAILED, decisions=(decision("deduct_share", share="0.2"),))
    second = attrs.evolve(YEAR, id="A2/2019", vouchers=(voucher("V-1", "2019-12", "0.03"),))
    answers = decide(
        STATED,
        DistrictYear(
            id="D",
            district="亭湖区",
            estates=(
                first,
                second,
            ),
        ),
    )

    names = ("district_award", "district_award_payable", "district_award_open", "district_award_withheld")

    assert [f"{answers[name].working_value:f}" for name in names] == ["150000.015", "120000.015", "0", "30000"]


AMOUNTS = st.integers(1, 10**9).map(lambda fen: Decimal(fen) / 100)
MONTHS = st.dates(date(2018, 1, 1), date(2023, 12, 31))
PAID = st.builds(
    Voucher,
    number=st.integers(1, 99).map(str),
    service_from=MONTHS,
    service_to=MONTHS,
    voucher_date=MONTHS,
    amount=AMOUNTS,
    purpose=st.sampled_from(["district_subsidy", "district_subsidy", "relief", "other_purpose"]),
    reversed=st.sampled_from([None, None, True]),
)
DECIDED = st.builds(
    RecordedDecision,
    file_number=st.integers(1, 9).map(str),
    decided_by=st.sampled_from(["city_housing_with_finance", "district_housing"]),
    decided_on=st.just(date(2020, 3, 2)),
    kind=st.sampled_from(["deduct_share", "deduct_amount", "cancel", "no_deduction"]),
    share=st.integers(0, 100).map(lambda share: Decimal(share) / 100),
    amount=AMOUNTS,
)


ESTATES = [
    ESTATE,
    attrs.evolve(ESTATE, district="盐都区", renovated=True),
    attrs.evolve(ESTATE, management_mode="professional"),
    attrs.evolve(ESTATE, completion_year=1999),
]
STRETCHES = st.builds(
    EstateStretch,
    id=st.integers(1, 9).map(str),
    first_day=st.just(date(2019, 1, 1)),
    estate=st.sampled_from(ESTATES),
    months=st.integers(0, 12),
)
INSTALMENTS = st.builds(
    Instalment,
    id=st.integers(1, 4).map(str),
    stretches=st.lists(STRETCHES, max_size=3, unique_by=lambda one: one.id).map(tuple),
)


@functools.cache
def years(*, unknown: bool = False) -> st.SearchStrategy[EstateYear]:
    """Years of estates in which much was paid and little, decided and not, evaluated and not."""
    return subjects(
        STATED,
        EstateYear,
        unknown=unknown,
        estate=st.sampled_from(ESTATES),
        instalments=st.lists(INSTALMENTS, max_size=2, unique_by=lambda one: one.id).map(tuple),
        vouchers=st.lists(PAID, max_size=4, unique_by=lambda one: one.number).map(tuple),
        decisions=st.lists(DECIDED, max_size=2, unique_by=lambda one: one.file_number).map(tuple),
    )


@functools.lru_cache(maxsize=16)
def about(law: LawInForce, *names: str) -> LawInForce:
    """The law with nothing in it but some conclusions and what they read."""
    kept: dict[str, Conclusion] = {}
    for name in names:
        kept |= alone(law, name).conclusions
    return attrs.evolve(
        law, conclusions={name: one for name, one in law.conclusions.items() if name in kept}, findings={}
    )


def amounts(year: EstateYear, *names: str, law: LawInForce = STATED) -> list[Fraction]:
    """The amounts of a year under the preferred readings; what is not settled is assumed away."""
    answers = decide(about(law, *names), year, engine="exact")
    found = [answers[name].working_value for name in names]
    assume(None not in found)
    return [Fraction(value) for value in found]  # type: ignore[arg-type]


@given(year=years())
@THOROUGH
def test_the_award_after_a_decision_is_at_most_the_award_and_that_at_most_half_the_vouchers(year: EstateYear) -> None:
    award, after, paid = amounts(year, "city_award", "award_after_decision", "vouchers_paid")

    assert 0 <= after <= award <= Fraction(1, 2) * paid


@given(year=years())
@THOROUGH
def test_paid_now_open_and_deducted_come_to_the_award(year: EstateYear) -> None:
    award, *parts = amounts(year, "city_award", *THREE_FIGURES)

    assert sum(parts) == award
    assert min(parts) >= 0


@given(year=years())
@THOROUGH
def test_no_decision_makes_more_be_taken_back_and_the_parts_come_to_what_is(year: EstateYear) -> None:
    back = tuple(attrs.evolve(one, amount=-one.amount) for one in year.vouchers or () if one.amount)
    award, after, *parts = amounts(
        attrs.evolve(year, vouchers=back), "city_award", "award_after_decision", *THREE_FIGURES
    )

    assert award <= after <= 0
    assert sum(parts) == award
    assert max(parts) <= 0


@given(year=years())
@THOROUGH
def test_where_failing_bars_the_award_a_failed_year_is_paid_nothing(year: EstateYear) -> None:
    """Whatever was decided: all of the award is deducted."""
    failed = attrs.evolve(year, evaluation_result="failed")
    award, payable, still_open, withheld = amounts(failed, "city_award", *THREE_FIGURES, law=BARRING)

    assert [payable, still_open, withheld] == [0, 0, award]


@given(year=years())
@THOROUGH
def test_nothing_is_awarded_for_vouchers_outside_the_window(year: EstateYear) -> None:
    """Under either reading: before January 2019, and from January 2022."""
    inside = [
        one
        for one in year.vouchers or ()
        if any(
            day is not None and date(2019, 1, 1) <= day <= date(2021, 12, 31)
            for day in (one.service_from, one.service_to, one.voucher_date)
        )
    ]
    without = attrs.evolve(year, vouchers=tuple(inside))

    assert amounts(year, "city_award") == amounts(without, "city_award")


@given(year=years(), other=years())
@THOROUGH
def test_the_districts_subsidy_does_not_depend_on_vouchers_evaluation_or_decisions(
    year: EstateYear, other: EstateYear
) -> None:
    changed = attrs.evolve(other, estate=year.estate, instalments=year.instalments)

    assert amounts(year, "subsidy_due_for_year") == amounts(changed, "subsidy_due_for_year")


@given(year=years(), other=years(), made=DECIDED)
@settings(max_examples=60)
def test_a_deduction_on_one_estate_leaves_the_others(
    year: EstateYear, other: EstateYear, made: RecordedDecision
) -> None:
    one, two = attrs.evolve(year, id="1"), attrs.evolve(other, id="2")
    before, after = (
        decide(
            alone(STATED, "district_award_payable"),
            DistrictYear(
                id="D",
                estates=(
                    first,
                    two,
                ),
            ),
            engine="exact",
        )["district_award_payable"].working_value
        for first in (one, attrs.evolve(one, decisions=(made,)))
    )
    assume(None not in (before, after))
    (mine,), (reduced,) = (amounts(first, "award_payable_now") for first in (one, attrs.evolve(one, decisions=(made,))))

    assert Fraction(after) - Fraction(before) == reduced - mine  # type: ignore[arg-type]


@given(year=years(), start=st.integers(2017 * 12, 2024 * 12))
@settings(max_examples=60)
def test_whenever_the_transition_begins_the_award_lies_within_the_range_told_before(
    year: EstateYear, start: int
) -> None:
    told, begun = (
        decide(alone(law, "city_award"), year, engine="exact")["city_award"] for law in (UNSTATED, _from(start))
    )
    award = begun.working_value
    assume(award is not None)

    assert told.low <= award <= told.high  # type: ignore[operator]


@given(year=years(unknown=True))
@settings(max_examples=40)
def test_both_engines_decide_an_estates_year_alike(year: EstateYear) -> None:
    by_exact, by_durable = (decide(STATED, year, engine=engine) for engine in ("exact", "durable"))

    assert by_exact == by_durable
