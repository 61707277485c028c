"""What the award of a year would be if the district's subsidy is paid in full, worked by hand from the rates."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import Policy, Standing, amend, load_amendment
from estate_policy.figures import decimal_of
from estate_policy.history import History, altered_on
from estate_policy.ledger import totals
from estate_policy.months import Rhythm
from tests.test_settlement import ESTATE, FEW, POLICY, paid, settled, voucher

EXPECTED = "award_if_paid_in_full"


def beginning(tmp_path: Path, month: str) -> Policy:
    """The policy with a transition that begins in a month."""
    file = tmp_path / "beginning.yaml"
    file.write_text(
        f"""\
amendment: beginning
title: {{zh: 起始, en: beginning}}
source: {{zh: 测试, en: a test}}
reason: {{zh: 测试, en: a test}}
in_force: always
clauses:
  一: {{title: {{zh: 起始, en: beginning}}, text: 自 {month[:4]} 年 {int(month[5:])} 月起。}}
changes:
  yancheng/五(二)2/parameters/transition_start:
    {{quote: 自 {month[:4]} 年 {int(month[5:])} 月起, values: {{always: {month}}}}}
""",
        "utf-8",
    )
    return amend(POLICY, load_amendment(file))


@pytest.mark.parametrize(("year", "expected"), [(2018, 0), (2019, 18000), (2021, 18000), (2022, 0)])
def test_a_budget_knows_the_award_if_all_is_paid_and_that_it_ends_after_thirty_six_months(
    year: int, expected: int
) -> None:
    """Nothing is paid yet; 36,000.00 are due, of which half; the months are January 2019 to December 2021."""
    (whole,) = settled(History(ESTATE), of=[year], rhythm="monthly").years

    assert whole.decision["budget_requirement"].value == 36000
    assert whole.estates["A1"]["award_if_paid_in_full"].value == expected
    assert whole.decision["district_award_if_paid_in_full"].value == expected


def test_a_transition_that_ends_in_june_leaves_half_of_the_award_month_by_month(tmp_path: Path) -> None:
    """July 2019 to June 2022: six months of 3,000, of which half."""
    policy = beginning(tmp_path, "2019-07")

    award = paid(settled(History(ESTATE), policy=policy, of=[2022], rhythm="monthly"), "A1", EXPECTED, year=2022)
    whole = paid(settled(History(ESTATE), policy=policy, of=[2022]), "A1", EXPECTED, year=2022)

    assert (award.value, whole.standing) == (9000, Standing.SILENT)


@pytest.mark.parametrize("rhythm", ["yearly", "monthly"])
def test_an_estate_that_leaves_scope_in_july_is_expected_half_of_the_award(rhythm: Rhythm) -> None:
    """Six months of 3,000, of which half."""
    left = History(ESTATE, [altered_on("recognised_by_district", value=False, day=date(2019, 7, 1))])

    assert paid(settled(left, rhythm=rhythm), conclusion=EXPECTED).value == 9000


@pytest.mark.parametrize("year", [2019, 2022], ids=["the transition begins in July", "it ends in June"])
def test_a_payment_for_stretches_before_and_after_an_end_of_the_transition_is_not_divided(
    tmp_path: Path, year: int
) -> None:
    """Renovated in June, so that one stretch of the year lies inside, and the other outside."""
    changed = History(ESTATE, [altered_on("renovated", value=True, day=date(year, 6, 18))])
    whole = settled(changed, policy=beginning(tmp_path, "2019-07"), of=[year])

    assert paid(whole, conclusion=EXPECTED, year=year).standing is Standing.SILENT


def test_what_is_not_known_of_an_estate_leaves_a_range_of_the_award_and_closes_once_it_is() -> None:
    """Twelve months of 1,000 or 3,000, of which half."""
    unsure = attrs.evolve(ESTATE, renovated=None)
    award = paid(settled(History(unsure), rhythm="monthly"), conclusion=EXPECTED)

    assert award.standing is Standing.UNKNOWN
    assert [str(award.low), str(award.high)] == ["6000", "18000"]


def test_an_award_that_is_only_expected_is_no_line_of_the_ledger() -> None:
    found = settled(History(ESTATE), rhythm="monthly")

    assert {one.payer for one in found.lines if one.amount} == {"district_government"}


@given(st.integers(1, 10**7), st.sampled_from(["2019", "2021"]))
@FEW
def test_the_award_expected_is_that_of_vouchers_of_all_payments_but_for_their_rounding(fen: int, year: str) -> None:
    """Twelve payments of whole fen come to the year rounded: half a fen, of which half."""
    history = History(attrs.evolve(ESTATE, gross_floor_area=Decimal(fen) / 100))
    due = settled(history, of=[int(year)], rhythm="monthly")
    payments = totals(due.lines, lambda one: (f"{one.first:%Y-%m}",))
    vouchers = tuple(
        voucher(str(one.key[0]), f"{decimal_of(one.known)}", str(one.key[0]))
        for one in payments
        if one.known  # the headline's nought
    )
    award = paid(settled(history, of=[int(year)], vouchers={"A1": vouchers}), year=int(year))
    expected = paid(due, conclusion=EXPECTED, year=int(year))

    assert abs(Fraction(award.value) - Fraction(expected.value)) <= Fraction("0.0025")
