"""Budgets of a year ahead: figures worked by hand from the rates, and the command on a register."""

import csv
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import pytest

from estate_policy import Budget, Estate, History, Policy, altered_on, amend, budget, load_amendment, load_policy
from estate_policy.cli import main
from estate_policy.ledger import by_payer
from estate_policy.loading import shipped_policy
from estate_policy.spread import Spread

STATED = shipped_policy() / "instruments" / "sample-adoption.yaml"
POLICY = amend(load_policy(), load_amendment(STATED))
"""The policy if the transition began in January 2019, so that December 2021 is its last month."""

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
DISTRICT, CITY = ("district_government", "joint_account"), ("city_finance", "district_government")


def of(*estates: Estate | History[Estate], year: int = 2021, policy: Policy = POLICY) -> Budget:
    histories = [one if isinstance(one, History) else History(one) for one in estates]
    return budget(policy, histories, year, engine="exact")


def sums(found: Budget) -> dict[tuple[object, ...], tuple[Fraction, Spread]]:
    return {total.key: (total.known, total.spread) for total in by_payer(found.lines)}


def exactly(amount: object) -> tuple[Fraction, Spread]:
    number = Fraction(str(amount))
    return number, Spread(number, number, 0)


def test_a_year_within_the_transition_needs_twelve_months_and_is_awarded_half() -> None:
    """10,000 m² at 0.3 are 3,000 a month, 36,000 a year; half of it 18,000."""
    assert sums(of(ESTATE)) == {DISTRICT: exactly(36000), CITY: exactly(18000)}


def test_after_the_thirty_sixth_month_nothing_is_awarded() -> None:
    assert sums(of(ESTATE, year=2022)) == {DISTRICT: exactly(36000), CITY: exactly(0)}


def test_a_change_that_is_dated_is_budgeted_from_then_on() -> None:
    """Renovated in June: six months at 3,000 and six at 1,000."""
    changed = History(ESTATE, [altered_on("renovated", value=True, day=date(2021, 6, 18))])

    assert sums(of(changed)) == {DISTRICT: exactly(24000), CITY: exactly(12000)}


def test_payments_are_budgeted_in_whole_fen() -> None:
    """12,345.67 m² at 0.1 are 14,814.804 a year, paid as 14,814.80; 20 % of what is due are 2,962.9608."""
    estate = attrs.evolve(ESTATE, district="盐都区", gross_floor_area=Decimal("12345.67"), renovated=True)

    assert sums(of(estate)) == {DISTRICT: exactly("14814.80"), CITY: exactly("2962.9608")}


def test_an_open_fact_leaves_a_range_and_is_named() -> None:
    """Renovated or not: 1,000 to 3,000 a month; the other estate is 36,000 in any case."""
    unsure = attrs.evolve(ESTATE, id="A2", renovated=None)
    found = of(ESTATE, unsure)
    known, spread = sums(found)[CITY]

    assert (known, spread) == (Fraction(18000), Spread(Fraction(24000), Fraction(36000), 0))
    assert found.missing == (("renovated", 1),)


def test_an_estate_whose_area_is_not_known_leaves_no_most() -> None:
    found = of(ESTATE, attrs.evolve(ESTATE, id="A2", gross_floor_area=None))
    known, spread = sums(found)[CITY]

    assert [known, spread.unmeasured] == [18000, 1]


def test_a_district_without_a_share_needs_its_subsidy_and_its_award_is_open() -> None:
    found = sums(of(attrs.evolve(ESTATE, district="大丰区")))

    assert found[DISTRICT] == exactly(36000)
    assert [found[CITY][0], found[CITY][1].low] == [0, None]


def test_without_a_start_of_the_transition_the_award_is_open_and_the_subsidy_is_not() -> None:
    found = sums(of(ESTATE, policy=load_policy()))

    assert found[DISTRICT] == exactly(36000)
    assert found[CITY] == (Fraction(0), Spread(Fraction(0), Fraction(18000), 0))


def test_estates_out_of_scope_need_nothing() -> None:
    assert sums(of(attrs.evolve(ESTATE, completion_year=2003))) == {DISTRICT: exactly(0), CITY: exactly(0)}


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def test_the_command_says_what_each_district_needs_and_writes_every_estate(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    Path("register.csv").write_text(
        "编号,所在区,位于市区,经区调查认定,建成年份,分期建成,基础设施老化,配套设施不健全,建筑面积,管理模式,已落实整治改造\n"
        "A1,亭湖区,是,是,1995,否,是,是,10000,托管,否\n"
        "A2,亭湖区,是,是,1995,否,是,是,10000,托管,待查\n"
        "A3,亭湖区,是,是,1995,否,是,是,一万,托管,是\n",
        "utf-8",
    )
    arguments = ("--year", "2021", "--amend", str(STATED), "--lang", "en", "--out", "budget.csv")
    status, out, err = run(capsys, "budget", "register.csv", *arguments)
    with Path("budget.csv").open(encoding="utf-8-sig") as file:
        written = {(row["estate"], row["purpose"]): row for row in csv.DictReader(file)}
    award = "the city's award, if the subsidy is paid in full"

    assert (status, err) == (1, "")
    assert "亭湖区 2021: budget (3 estates, CNY)" in out
    assert "Missing most often (estates): renovated (1); gross floor area (1)" in out
    assert "register.csv:I4 建筑面积" in out
    assert [written[one, award][part] for one in ("A1", "A2") for part in ("known", "low", "high", "missing")] == [
        *("18000", "18000", "18000", ""),
        *("0", "6000", "18000", "renovated"),
    ]
    assert written["A3", award]["high"] == ""
