"""The example price table and relief schedule: what they make of a fee and of an application, worked by hand."""

import tempfile
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import Amendment, Estate, Household, LawInForce, PolicyError, Standing, amend, decide, load_policy
from estate_policy import load_amendment as load
from estate_policy.testing import subjects

FOLDER = Path(__file__).parents[1] / "policy" / "instruments"
POLICY = load_policy()
TABLE, SCHEDULE = (load(FOLDER / f"{name}.yaml") for name in ("guidance-price-table", "relief-schedule"))


def law(*amendments: Amendment) -> LawInForce:
    """The law of a day under amendments."""
    return amend(POLICY, *amendments).on(date(2020, 6, 30))


PLAIN, PRICED, RELIEVED, BOTH = law(), law(TABLE), law(SCHEDULE), law(TABLE, SCHEDULE)


def estate(*, year: int = 1995, grade: str | None = None, rate: str | None = None) -> Estate:
    """An estate without an owners' assembly, in order but for its fee."""
    return Estate(
        id="A1",
        in_urban_area=True,
        recognised_by_district=True,
        completion_year=year,
        completed_in_phases=False,
        infrastructure_aged=True,
        supporting_facilities_incomplete=True,
        owners_assembly_established=False,
        service_grade=grade,
        charged_rate=None if rate is None else Decimal(rate),
        accounts_kept_and_disclosed=True,
        fee_items_displayed=True,
        fee_raised_unauthorised=False,
        charged_irregularly=False,
    )


def household(
    hardship: str, paid: str, *, certificate: bool = True, receipt: bool = True, year: int = 1995
) -> Household:
    """A household that applies for relief from what it paid."""
    return Household(
        id="H1",
        estate=estate(year=year),
        flat_area=80,
        served=True,
        hardship=hardship,
        certificate_presented=certificate,
        receipt_presented=receipt,
        fee_paid=Decimal(paid),
    )


@pytest.mark.parametrize(
    ("grade", "rate", "expected"),
    [
        # Grade one, 0.50 with a fifth more or less: 0.40 to 0.60.
        ("grade_one", "0.61", ("0.01", False, False, "price_department")),
        ("grade_one", "0.6", ("0", True, False, "none_named")),
        ("grade_one", "0.4", ("-0.2", True, False, "none_named")),
        ("grade_one", "0.39", ("-0.21", True, True, "none_named")),
        # Grade two, 0.40: 0.32 to 0.48.
        ("grade_two", "0.4801", ("0.0001", False, False, "price_department")),
        ("grade_two", "0.48", ("0", True, False, "none_named")),
        # Grade three, 0.30: 0.24 to 0.36.
        ("grade_three", "0.5", ("0.14", False, False, "price_department")),
        ("grade_three", "0.2399", ("-0.1201", True, True, "none_named")),
    ],
)
def test_a_fee_is_measured_against_the_band_of_its_grade(
    grade: str, rate: str, expected: tuple[str, bool, bool, str]
) -> None:
    decision = decide(PRICED, estate(grade=grade, rate=rate))
    names = ("fee_compliant", "fee_below_band", "charging_referred_to")

    assert (str(decision["fee_excess"].value), *(decision[name].value for name in names)) == expected


def test_a_fee_of_a_grade_that_the_table_does_not_list_still_waits_for_a_price() -> None:
    answer = decide(PRICED, estate(grade="四级", rate="0.5"))["fee_compliant"]

    assert answer.standing is Standing.DELEGATED


@pytest.mark.parametrize(
    ("hardship", "paid", "expected"),
    [
        # Half of what was paid, of 600.00 at most.
        ("dibao", "480", "240"),
        ("dibao", "599.98", "299.99"),
        ("dibao", "600", "300"),
        ("dibao", "600.02", "300"),
        # Four fifths of it.
        ("tekun_person", "480", "384"),
        ("tekun_person", "599.99", "479.992"),
        ("tekun_person", "600", "480"),
        ("tekun_person", "600.01", "480"),
        ("dibao_marginal", "480", "0"),
        ("other", "480", "0"),
        ("none", "480", "0"),
    ],
)
def test_relief_is_a_share_of_what_was_paid_up_to_the_limit(hardship: str, paid: str, expected: str) -> None:
    answer = decide(RELIEVED, household(hardship, paid))["relief_amount"]

    assert str(answer.value) == expected


def test_a_worker_in_extreme_difficulty_is_relieved_as_in_dibao_under_the_other_reading() -> None:
    """五(二)1: 特困. Half of 480.00."""
    answer = decide(RELIEVED, household("tekun_worker", "480"))["relief_amount"]

    assert (answer.standing, answer.working_value, [one.value for one in answer.alternatives]) == (
        Standing.CONTESTED,
        Decimal(0),
        [Decimal(240)],
    )


def test_without_a_schedule_no_amount_is_said() -> None:
    answer = decide(PLAIN, household("dibao", "480"))["relief_amount"]

    assert answer.standing is Standing.DELEGATED


@given(
    hardship=st.sampled_from(["dibao", "tekun_person", "dibao_marginal", "other", "none"]),
    certificate=st.booleans(),
    receipt=st.booleans(),
    year=st.sampled_from([1998, 1999]),
)
def test_relief_is_paid_to_the_category_with_certificate_and_receipt_in_scope_and_to_nobody_else(
    hardship: str, certificate: bool, receipt: bool, year: int
) -> None:
    one = household(hardship, "480", certificate=certificate, receipt=receipt, year=year)
    entitled = hardship in ("dibao", "tekun_person") and year == 1998
    due = entitled and certificate and receipt
    decision = decide(RELIEVED, one)
    amount = decision["relief_amount"].working_value

    assert (decision["relief_claimable"].value, amount not in (None, 0)) == (due, due)
    assert (amount == 0) == (not entitled)


@given(one=subjects(PLAIN, Estate))
def test_the_guidance_price_applies_where_there_is_no_assembly_whatever_the_committees(one: Estate) -> None:
    decision = decide(PLAIN, one)
    bound = decision["in_scope"].working_value is True and one.owners_assembly_established is False

    assert not bound or decision["guidance_price_applies"].working_value is True


def test_what_rests_on_an_example_of_the_two_says_so() -> None:
    price = decide(PRICED, estate(grade="grade_one"))["guidance_price_top"]
    relief = decide(RELIEVED, household("dibao", "480"))["relief_amount"]

    assert (price.examples, relief.examples) == ((TABLE.name,), (SCHEDULE.name,))


def test_table_and_schedule_are_adopted_together() -> None:
    top = decide(BOTH, estate(grade="grade_one"))["guidance_price_top"].value
    relief = decide(BOTH, household("dibao", "480"))["relief_amount"].value

    assert (top, relief) == (Decimal("0.6"), Decimal(240))


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("relief-schedule", "fee_paid <= most", "fee_paid < most", "no rule"),
        ("relief-schedule", "fee_paid > most", "fee_paid >= most", "hold together"),
        ("guidance-price-table", "not in (grade_one, grade_two, grade_three)", "not in (grade_one, grade_two)", "hold"),
        ("guidance-price-table", "service_grade == grade_two\n", "service_grade == grade_one\n", "hold together"),
    ],
)
def test_a_table_or_schedule_with_a_gap_or_an_overlap_is_refused(file: str, old: str, new: str, message: str) -> None:
    text = (FOLDER / f"{file}.yaml").read_text("utf-8")
    assert old in text
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{file}.yaml"
        path.write_text(text.replace(old, new, 1), "utf-8")

        with pytest.raises(PolicyError, match=message):
            amend(POLICY, load(path))
