"""The example instruments of the award: what they pay, worked by hand, and what the loader refuses of them."""

import tempfile
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from estate_policy import (
    Decision,
    Estate,
    EstateStretch,
    EstateYear,
    Instalment,
    LawInForce,
    PolicyError,
    RecordedDecision,
    Standing,
    Voucher,
    amend,
    decide,
    load_amendment,
    load_policy,
)

DAY = date(2020, 6, 30)
POLICY = load_policy()
FOLDER = Path(__file__).parents[1] / "policy" / "instruments"
BANDS, LINEAR, ITEMS = (f"evaluation-{name}" for name in ("bands", "linear", "items"))
CRITERIA = ("measures_effective", "results_visible", "satisfaction_high", "basic_services_in_place")
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
PAID = Voucher(
    number="V-1",
    voucher_date=date(2019, 12, 20),
    service_from=date(2019, 12, 1),
    service_to=date(2019, 12, 1),
    amount=Decimal("300000.00"),
    purpose="district_subsidy",
)


@cache
def law(*instruments: str) -> LawInForce:
    """The law of the day once instruments are adopted, with the start of the transition."""
    adopted = (load_amendment(FOLDER / f"{name}.yaml") for name in ("sample-adoption", *instruments))
    return amend(POLICY, *adopted).on(DAY)


def decided(
    *instruments: str,
    score: str | None = None,
    result: str = "failed",
    decisions: tuple[RecordedDecision, ...] = (),
    unmet: tuple[str, ...] = (),
) -> Decision:
    """An estate's year with 300,000.00 of vouchers, so an award of 150,000.00, under instruments."""
    year = EstateYear(
        id="A1/2019",
        estate=ESTATE,
        instalments=(
            Instalment(
                id="1", stretches=(EstateStretch(id="1-12", first_day=date(2019, 1, 1), estate=ESTATE, months=12),)
            ),
        ),
        vouchers=(PAID,),
        evaluation_result=result,
        score=None if score is None else Decimal(score),
        decisions=decisions,
        **{name: name not in unmet for name in CRITERIA},
    )
    return decide(law(*instruments), year)


def four_figures(decision: Decision) -> list[str]:
    """The award as computed, what can be paid now, what is open, what is deducted."""
    names = ("city_award", "award_payable_now", "award_open", "award_withheld")
    return [str(decision[name].value) for name in names]


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("100", ["150000", "150000", "0", "0"]),
        ("80.01", ["150000", "150000", "0", "0"]),
        ("80", ["150000", "150000", "0", "0"]),
        ("79.99", ["150000", "135000", "0", "15000"]),
        ("70", ["150000", "135000", "0", "15000"]),
        ("69.99", ["150000", "120000", "0", "30000"]),
        ("60", ["150000", "120000", "0", "30000"]),
        ("59.99", ["150000", "105000", "0", "45000"]),
        ("0", ["150000", "105000", "0", "45000"]),
    ],
)
def test_bands_pay_all_nine_tenths_eight_tenths_or_seven_tenths(score: str, expected: list[str]) -> None:
    actual = four_figures(decided(BANDS, score=score))

    assert actual == expected


@pytest.mark.parametrize(
    ("score", "expected"),
    [
        ("80.01", ["150000", "120015", "0", "29985"]),
        ("80", ["150000", "120000", "0", "30000"]),
        ("79.99", ["150000", "119985", "0", "30015"]),
        ("0", ["150000", "0", "0", "150000"]),
    ],
)
def test_the_linear_form_pays_in_proportion_to_the_score(score: str, expected: list[str]) -> None:
    actual = four_figures(decided(LINEAR, score=score))

    assert actual == expected


@pytest.mark.parametrize(
    ("unmet", "expected"),
    [
        ((), ["150000", "150000", "0", "0"]),
        (("measures_effective",), ["150000", "135000", "0", "15000"]),
        (("results_visible", "satisfaction_high"), ["150000", "105000", "0", "45000"]),
        (CRITERIA, ["150000", "45000", "0", "105000"]),
    ],
)
def test_items_deduct_what_each_is_worth(unmet: tuple[str, ...], expected: list[str]) -> None:
    """Ten, ten, twenty and thirty hundredths of 150,000.00."""
    actual = four_figures(decided(ITEMS, unmet=unmet))

    assert actual == expected


def test_a_recorded_decision_comes_before_an_adopted_schedule() -> None:
    made = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="deduct_amount",
        amount=Decimal("1000.01"),
    )

    actual = four_figures(decided(BANDS, score="65", decisions=(made,)))

    assert actual == ["150000", "148999.99", "0", "1000.01"]


def test_nothing_is_paid_before_the_evaluation_whatever_is_adopted() -> None:
    actual = four_figures(decided(BANDS, score=None, result="pending"))

    assert actual == ["150000", "0", "150000", "0"]


def test_without_a_score_the_bands_leave_a_range() -> None:
    """Seven tenths of 150,000.00 are 105,000.00."""
    answer = decided(BANDS, score=None)["award_payable_now"]

    assert [str(answer.low), str(answer.high), *answer.missing] == ["105000", "150000", "score"]


def test_no_instrument_is_adopted_unless_it_is_named() -> None:
    answer = decided(score="79.99")["evaluated_share"]

    assert answer.standing is Standing.DISCRETIONARY


def test_what_rests_on_an_example_says_so() -> None:
    answer = decided(BANDS, score="79.99")["award_payable_now"]

    assert sorted(answer.examples) == ["evaluation-bands", "sample-adoption"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("score >= best_band\n", "score > best_band\n", "no rule"),
        ("score < best_band\n", "score <= best_band\n", "hold together"),
    ],
    ids=["a gap at 80", "an overlap at 80"],
)
def test_a_score_in_no_band_or_in_two_is_refused(old: str, new: str, message: str) -> None:
    text = (FOLDER / "evaluation-bands.yaml").read_text("utf-8")
    assert old in text
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "evaluation-bands.yaml"
        path.write_text(text.replace(old, new, 1), "utf-8")

        with pytest.raises(PolicyError, match=message):
            amend(POLICY, load_amendment(path))
