"""Districts of whose vouchers only the total is known, settled; figures worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import DistrictYear, Estate, EstateYear, RecordedDecision, Standing
from estate_policy.history import History
from estate_policy.ledger import Line, totals
from estate_policy.settlement import SettledYear
from tests.test_settlement import ESTATE, FEW, settled, voucher

TOTAL = Decimal("1234567.89")
"""Half of it is 617,283.945, paid as 617,283.95."""
FIGURES = ("district_award_payable", "district_award_open", "district_award_withheld", "district_award_payment")


def of_total(results: dict[str, str], total: Decimal = TOTAL, estate: Estate = ESTATE, **records: Any) -> SettledYear:
    """The year 2019 of a district of which the total and the evaluation of each estate are known."""
    found = settled(
        *(History(attrs.evolve(estate, id=id_)) for id_ in results),
        years={(id_, 2019): EstateYear(id=id_, evaluation_result=result) for id_, result in results.items()},
        districts={(estate.district, 2019): DistrictYear(id="D", only_total_known=True, vouchers_total=total)},
        **records,
    )
    (year,) = found.years
    return year


def cancelled(*estates: str) -> dict[tuple[str, int], tuple[RecordedDecision, ...]]:
    made = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="cancel",
    )
    return {(id_, 2019): (made,) for id_ in estates}


def award_lines(year: SettledYear) -> list[Line]:
    return [line for line in year.lines if line.payer == "city_finance"]


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        ({"A1": "passed", "A2": "passed"}, ["617283.945", "0", "0", "617283.95"]),
        ({"A1": "pending", "A2": "pending"}, ["0", "617283.945", "0", "0"]),
        ({"A1": "failed", "A2": "failed"}, ["0", "0", "617283.945", "0"]),
    ],
    ids=["all passed", "none evaluated", "all cancelled"],
)
def test_where_all_estates_fare_alike_the_award_on_the_total_is_settled(
    results: dict[str, str], expected: list[str]
) -> None:
    year = of_total(results, decisions=cancelled(*(id_ for id_, result in results.items() if result == "failed")))

    assert [str(year.decision[name].value) for name in FIGURES] == expected


def test_the_award_on_the_total_and_its_rounding_are_the_lines_of_the_payment() -> None:
    year = of_total({"A1": "passed", "A2": "passed"})
    told = [(line.estate, line.answer.name, line.amount) for line in award_lines(year)]

    assert sorted(told) == [
        (None, "award_on_total", Fraction("617283.945")),
        (None, "district_award_rounding", Fraction("0.005")),
    ]


def test_where_some_passed_and_some_did_not_the_award_lies_between_nought_and_all_of_it() -> None:
    year = of_total({"A1": "passed", "A2": "pending"})
    payable, still_open, withheld = (year.decision[name] for name in FIGURES[:3])

    assert [str(payable.low), str(payable.high), *payable.missing] == ["0", "617283.945", "payable_share_of_total"]
    assert [str(still_open.low), str(still_open.high), *still_open.missing] == [
        "0",
        "617283.945",
        "open_share_of_total",
    ]
    assert withheld.value == 0


def test_the_range_of_the_ledger_is_that_of_the_district_alone() -> None:
    """Nought to 617,283.945, and half a fen of rounding either way."""
    (total,) = totals(award_lines(of_total({"A1": "passed", "A2": "pending"})))

    assert (total.spread.low, total.spread.high) == (Fraction("-0.005"), Fraction("617283.95"))


def test_what_could_not_be_checked_is_told() -> None:
    year = of_total({"A1": "passed"})

    assert "total_not_checked" in [one.name for one in year.decision.findings]


def test_what_was_paid_for_an_estate_is_unknown_where_only_the_total_is_known() -> None:
    estate = of_total({"A1": "passed"}).estates["A1"]
    outstanding = estate["subsidy_outstanding"]

    assert (outstanding.standing, outstanding.missing) == (Standing.UNKNOWN, ("vouchers",))
    assert estate["subsidy_payment"].value == 36000


def test_a_district_without_a_share_has_no_award_on_its_total() -> None:
    year = of_total({"A1": "passed"}, estate=attrs.evolve(ESTATE, district="大丰区"))

    assert year.decision["district_award_payable"].standing is Standing.SILENT
    assert year.decision["district_award"].standing is Standing.SILENT


def test_a_district_of_which_nothing_but_the_total_is_known_is_settled_all_the_same() -> None:
    year = of_total({})

    assert str(year.decision["district_award"].value) == "617283.945"
    assert year.decision["budget_requirement"].missing == ("estates",)
    assert "payable_share_of_total" in year.decision["district_award_payable"].missing


ASTRAY = History(attrs.evolve(ESTATE, id="A9", district=None))
"""An estate that may be in the district of the total, or in another."""


def with_one_astray(**records: Any) -> dict[str | None, SettledYear]:
    """The districts of 2019: of one the total is all that is known, and one estate may be in it."""
    total = {("亭湖区", 2019): DistrictYear(id="D", only_total_known=True, vouchers_total=TOTAL)}
    passed = {("A9", 2019): EstateYear(id="A9", evaluation_result="passed")}
    return {year.district: year for year in settled(ASTRAY, years=passed, districts=total, **records).years}


def test_an_estate_that_may_be_in_the_district_is_not_all_that_may_be_in_it() -> None:
    """Nobody knows which estates the district has: its subsidy is not between nought and the 36,000 of the one."""
    needed = with_one_astray()["亭湖区"].decision["budget_requirement"]

    assert (needed.missing, needed.low, needed.high) == (("estates",), None, None)


@pytest.mark.parametrize("vouchers", [{}, {"A9": (voucher("V-1", "36000", "2019-01", "2019-12"),)}])
def test_what_was_paid_for_an_estate_that_may_be_in_the_district_is_unknown(vouchers: dict[str, Any]) -> None:
    """Its vouchers may be within the total."""
    estate = with_one_astray(vouchers=vouchers)[None].estates["A9"]

    assert estate["subsidy_payment"].value == 36000
    assert estate["subsidy_outstanding"].missing == ("vouchers",)


def test_the_total_of_another_year_says_nothing_of_an_estate_of_no_known_district() -> None:
    total = {("亭湖区", 2020): DistrictYear(id="D", only_total_known=True, vouchers_total=TOTAL)}
    (year,) = settled(ASTRAY, districts=total).years

    assert year.estates["A9"]["subsidy_outstanding"].value == 36000


def test_a_voucher_beside_the_total_is_a_problem_and_is_not_counted_twice() -> None:
    districts = {("亭湖区", 2019): DistrictYear(id="D", only_total_known=True, vouchers_total=TOTAL)}
    found = settled(
        History(ESTATE),
        vouchers={"A1": (voucher("V-1", "36000", "2019-01", "2019-12"),)},
        years={("A1", 2019): EstateYear(id="A1", evaluation_result="passed")},
        districts=districts,
    )
    (year,) = found.years
    (total,) = totals(award_lines(year))

    assert [problem.message.code for problem in found.problems] == ["voucher-beside-total"]
    assert total.known == Fraction("617283.95")


def test_the_total_of_one_district_says_nothing_of_another() -> None:
    elsewhere = attrs.evolve(ESTATE, id="B1", district="盐都区")
    found = settled(
        History(ESTATE),
        History(elsewhere),
        vouchers={"B1": (voucher("V-1", "36000", "2019-01", "2019-12"),)},
        years={(id_, 2019): EstateYear(id=id_, evaluation_result="passed") for id_ in ("A1", "B1")},
        districts={("亭湖区", 2019): DistrictYear(id="D", only_total_known=True, vouchers_total=TOTAL)},
    )
    awards = {year.district: year.decision["district_award_payment"].value for year in found.years}

    assert awards == {"亭湖区": Decimal("617283.95"), "盐都区": Decimal(7200)}


@given(st.lists(st.sampled_from(["passed", "pending", "failed"]), min_size=1, max_size=3), st.integers(0, 10**10))
@FEW
def test_lines_of_an_award_on_a_total_come_to_its_payment(results: list[str], fen: int) -> None:
    year = of_total({f"A{place}": result for place, result in enumerate(results)}, Decimal(fen) / 100)
    payment = year.decision["district_award_payment"]
    known = sum((line.amount or Fraction(0) for line in award_lines(year)), Fraction(0))

    assert payment.standing is not Standing.SETTLED or known == payment.value
