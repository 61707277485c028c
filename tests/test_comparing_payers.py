"""Two laws compared over years of estates and of districts, in which the district and the city both pay, by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from estate_policy import (
    ComparisonError,
    Coverage,
    DistrictYear,
    Estate,
    EstateStretch,
    EstateYear,
    Household,
    Instalment,
    Voucher,
    amend,
    compare,
    load_amendment,
    load_policy,
    read_subject,
)
from estate_policy.comparison import Comparison
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from estate_policy.shift import Impact, Way

DAY = date(2020, 1, 1)
SHIPPED = shipped_policy()
STATED = amend(load_policy(), load_amendment(SHIPPED / "instruments" / "sample-adoption.yaml"))
LAW = STATED.on(DAY)
"""The law if the transition began in January 2019."""
REFORM = amend(
    STATED,
    load_amendment(SHIPPED / "instruments" / "evaluation-bands.yaml"),
    load_amendment(SHIPPED / "reforms" / "flat-rate.yaml"),
).on(DAY)
"""One rate of 0.2, and an award by score: 80 points and more have all of it, 70 to 80 points 90 %."""

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


def year_of(estate: Estate, paid: str, score: int, result: str = "passed") -> EstateYear:
    """A year in which the estate stayed as it is, paid for by one voucher."""
    voucher = Voucher(
        number="V-1",
        voucher_date=date(2019, 12, 1),
        service_from=date(2019, 1, 1),
        service_to=date(2019, 12, 1),
        amount=Decimal(paid),
        purpose="district_subsidy",
    )
    stretch = EstateStretch(id="1-12", first_day=date(2019, 1, 1), estate=estate, months=12)
    return EstateYear(
        id=f"{estate.id}/2019",
        year=2019,
        estate=estate,
        instalments=(Instalment(id="1", stretches=(stretch,)),),
        vouchers=(voucher,),
        evaluation_result=result,
        score=score,
        effect_poor=False,
        many_complaints=False,
        measures_effective=True,
        results_visible=True,
        satisfaction_high=True,
        basic_services_in_place=True,
    )


FAILED = year_of(ESTATE, "36000", 74, "failed")
"""10,000 m² at 0.3 for twelve months: 36,000; half of it 18,000, which waits for a decision, or nine tenths: 16,200."""
RENOVATED = year_of(attrs.evolve(ESTATE, id="A2", gross_floor_area=Decimal("1234.56"), renovated=True), "1481.47", 95)
"""1,234.56 m² at 0.1: 1,481.472, paid 1,481.47; half of it 740.735. At 0.2: 2,962.944, paid 2,962.94."""
YANDU = year_of(attrs.evolve(ESTATE, id="B1", district="盐都区", gross_floor_area=5000, renovated=True), "6000", 95)
"""5,000 m² at 0.1: 6,000; a fifth of it 1,200. At 0.2: 12,000."""
YEARS = (FAILED, RENOVATED, YANDU)


@pytest.fixture(scope="module")
def years() -> Comparison:
    return compare(LAW, REFORM, YEARS, engine="exact")


def test_of_a_year_is_compared_what_the_district_and_what_the_city_pays(years: Comparison) -> None:
    assert years.conclusions == ("subsidy_due_for_year", "award_payable_now")


def test_years_are_added_up_by_payer(years: Comparison) -> None:
    """City: 0 + 740.735 + 1,200, and 16,200 more. District: 36,000 + 1,481.47 + 6,000; 24,000 + 2,962.94 + 12,000."""
    found = {one.key: (one.before, one.after, one.gains, one.losses, one.unchanged) for one in years.by_payer()}

    assert found == {
        ("city_finance",): tuple(map(Fraction, ("1940.735", "18140.735", "16200", "0", "1940.735"))),
        ("district_government",): tuple(map(Fraction, ("43481.47", "38962.94", "7481.47", "12000", "0"))),
    }


def test_what_years_come_to_reconciles_to_the_fen_by_payer_district_and_side(years: Comparison) -> None:
    """45,422.205 and 57,103.675 in all, whichever way it is added up."""
    (whole,) = years.totals()

    assert (whole.before, whole.after) == (Fraction("45422.205"), Fraction("57103.675"))
    for groups in (years.by_payer(), years.totals("estate.district"), years.totals("estate.management_mode")):
        assert sum(one.before for one in groups) == whole.before
        assert sum(one.after for one in groups) == whole.after
        assert sum(one.gains - one.losses for one in groups) == whole.after - whole.before
    assert sum(side.before for side in whole.sides.values()) == whole.before
    assert sum(one.after - one.before for one in years.by_way()) == whole.after - whole.before


def test_years_are_added_up_by_the_district_of_their_estate(years: Comparison) -> None:
    """Tinghu 36,000 + 1,481.47 + 740.735, then 24,000 + 2,962.94 + 16,200 + 740.735; Yandu 7,200 and 13,200."""
    found = {one.key: (one.before, one.after) for one in years.totals("estate.district")}

    assert found == {
        ("亭湖区",): (Fraction("38222.205"), Fraction("43903.675")),
        ("盐都区",): (Fraction("7200"), Fraction("13200")),
    }


def test_the_way_from_rule_to_rule_is_told_of_the_estate_of_a_year_as_well(years: Comparison) -> None:
    found = {(one.id, one.conclusion): one.ways for one in years.changes}

    assert found["A1/2019", "award_payable_now"] == (
        Way("evaluated_share", ("at_discretion",), ("second",)),
        Way("award_payable_now", ("undecided",), ("failed_not_barred",)),
    )
    assert found["A1/2019", "subsidy_due_for_year"] == (
        Way("district_subsidy_rate", ("unrenovated",), ("unrenovated",)),
    )


def test_the_standings_that_changed_are_counted_by_what_they_were_and_are(years: Comparison) -> None:
    (city, _) = years.by_payer()
    told = {tuple("+".join(one.value for one in side) for side in moved): n for moved, n in city.standings.items()}

    assert (told, city.standings_changed) == ({("contested", "settled"): 1}, 1)


def test_of_a_district_is_compared_all_that_it_is_paid_and_pays_not_the_rounding_alone() -> None:
    """Award 740.735 rounded half up, then with 16,200; subsidy 36,000 + 1,481.47, then 24,000 + 2,962.94."""
    of_district = DistrictYear(id="亭湖区/2019", district="亭湖区", year=2019, estates=(FAILED, RENOVATED))
    found = compare(LAW, REFORM, [of_district], engine="exact")

    assert {one.key: (one.before, one.after) for one in found.by_payer()} == {
        ("city_finance",): (Fraction("740.74"), Fraction("16940.74")),
        ("district_government",): (Fraction("37481.47"), Fraction("26962.94")),
    }
    assert found.conclusions == ("district_subsidy_due", "district_award_payment")


def test_the_year_shown_as_an_example_is_compared() -> None:
    """16,200 by the bands, where nothing could be paid; months paid for are not given, and the subsidy is open."""
    given = read_subject(Path("examples/estate-year.yaml"), STATED, EstateYear).subject
    city, district = compare(LAW, REFORM, [given], engine="exact").by_payer()

    assert (city.key, city.gains, city.impacts[Impact.WINS]) == (("city_finance",), Fraction(16200), 1)
    assert (district.key, district.impacts[Impact.OPEN]) == (("district_government",), 1)


def test_a_subject_about_which_nobody_pays_is_refused_with_what_can_be_compared() -> None:
    with pytest.raises(
        ComparisonError, match=r"about `coverage` nobody pays any amount, and its headline `coverage_target` is none"
    ) as refused:
        compare(LAW, REFORM, [Coverage(id="2020")], engine="exact")

    assert "name what to compare with `conclusions`: `estates_to_cover`, `area_to_cover`, " in str(refused.value)


def test_amounts_that_nobody_pays_are_compared_when_they_are_named() -> None:
    counted = Coverage(id="2020", estates=(ESTATE,))
    (found,) = compare(LAW, REFORM, [counted], conclusions=["area_to_cover"], engine="exact").by_payer()

    assert (found.key, found.before, found.unchanged) == ((None,), Fraction(10_000), Fraction(10_000))


def test_amounts_of_several_units_are_not_added() -> None:
    """A fee is by the month, relief by the year."""
    found = compare(LAW, REFORM, [Household(id="H1")], engine="exact")

    assert len(found.by_payer()) == 3
    with pytest.raises(ComparisonError, match=r"`household_fee` and `.*` have other units and do not add up"):
        found.totals()


def test_a_fact_that_no_subject_has_is_refused(years: Comparison) -> None:
    for fact in ("district", "estate.distric", "vouchers.amount", "estate"):
        with pytest.raises(ComparisonError, match=f"has no fact `{fact}`"):
            years.totals(fact)


def test_what_is_paid_under_one_law_alone_is_named_and_not_compared(tmp_path: Path) -> None:
    file = tmp_path / "bonus.yaml"
    file.write_text(BONUS, "utf-8")
    found = compare(LAW, amend(STATED, load_amendment(file)).on(DAY), [ESTATE], engine="exact")

    assert (found.conclusions, found.in_one_law) == (("yearly_district_subsidy",), ("bonus",))


def test_the_sums_of_a_register_are_those_of_its_rows() -> None:
    read = read_register(Path("examples/register-2019.csv"), STATED, Estate)
    found = compare(LAW, REFORM, [one.subject for one in read.entries if one.subject is not None], engine="exact")
    known = [one.amount for one in found.changes if one.amount is not None]
    (whole,) = found.totals()

    assert whole.gains == sum(one for one in known if one > 0)
    assert -whole.losses == sum(one for one in known if one < 0)


BONUS = """\
amendment: bonus
title: {zh: 另一补贴, en: Another subsidy}
source: {zh: 虚构, en: invented}
reason: {zh: 演示, en: demonstration}
in_force: always
example: true
clauses:
  一:
    title: {zh: 奖金, en: Bonus}
    text: 按面积发给奖金。
    conclusions:
      bonus:
        of: estate
        unit: CNY/month
        term: {zh: 奖金, en: bonus}
        quote: 按面积发给奖金
        pays: {from: city_finance, to: joint_account, purpose: {zh: 奖金, en: bonus}}
        is: monthly_district_subsidy
"""
