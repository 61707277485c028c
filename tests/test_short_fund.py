"""The example of an award fund that is too short: what districts are paid of it, worked by hand."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import DistrictYear, EstateYear, Policy, Standing, amend, load_amendment
from estate_policy.history import History
from estate_policy.ledger import totals
from estate_policy.loading import shipped_policy
from estate_policy.settlement import SettledYear
from tests.test_settlement import ESTATE, FEW, POLICY, STATED, settled, voucher

FUND = load_amendment(shipped_policy() / "instruments" / "short-fund.yaml")
SHORT = amend(POLICY, load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"), FUND)
"""The policy if the transition began in January 2019 and the fund covers eighty hundredths."""


def shared_out(tmp_path: Path) -> Policy:
    """The policy if a budget that is too small is shared out, and nobody states the ratio."""
    file = tmp_path / "shared-out.yaml"
    file.write_text(
        """\
amendment: shared-out
title: {zh: 同比例, en: shared out}
source: {zh: 测试, en: a test}
reason: {zh: 测试, en: a test}
in_force: always
clauses:
  一: {title: {zh: 同比例, en: shared out}, text: 各区按同一比例支付。}
changes:
  yancheng/五(二)2/assumptions/fund_suffices: {quote: 各区按同一比例支付, adopt: pro_rata}
""",
        "utf-8",
    )
    return amend(STATED, load_amendment(file))


def of_year(*amounts: str, last: str = "passed", policy: Policy = SHORT) -> SettledYear:
    """A district's year of estates with a voucher each, all of which passed, or all but the last."""
    ids = [f"A{place}" for place in range(len(amounts))]
    results = dict.fromkeys(ids, "passed") | {ids[-1]: last}
    (year,) = settled(
        *(History(attrs.evolve(ESTATE, id=id_)) for id_ in ids),
        policy=policy,
        vouchers={
            id_: (voucher("V-1", amount, "2019-01", "2019-12"),) for id_, amount in zip(ids, amounts, strict=True)
        },
        years={(id_, 2019): EstateYear(id=id_, evaluation_result=result) for id_, result in results.items()},
    ).years
    return year


def figures(year: SettledYear) -> dict[str, str]:
    names = ("district_award", "district_award_payable", "district_award_uncovered", "district_award_payment")
    return {name.removeprefix("district_award_"): str(year.decision[name].value) for name in names}


def test_two_estates_are_paid_eighty_hundredths_and_the_rest_is_told() -> None:
    """Half of 36,000.00 and of 12,345.67 is 24,172.835; 80 % are 19,338.268 and 20 % are 4,834.567."""
    year = of_year("36000", "12345.67")

    assert figures(year) == {
        "district_award": "24172.835",
        "payable": "24172.835",
        "uncovered": "4834.567",
        "payment": "19338.27",
    }


def test_the_lines_are_the_awards_less_what_is_uncovered_and_come_to_the_payment() -> None:
    """18,000 and 6,172.835, less 4,834.567, and 0.002 of rounding: 19,338.27."""
    lines = [line for line in of_year("36000", "12345.67").lines if line.payer == "city_finance"]
    (total,) = totals(lines)

    assert [(line.estate, line.answer.name, line.amount) for line in lines] == [
        ("A0", "award_payable_now", 18000),
        ("A1", "award_payable_now", Fraction("6172.835")),
        (None, "district_award_rounding", Fraction("0.002")),
        (None, "fund_shortfall", Fraction("-4834.567")),
    ]
    assert (total.known, total.open) == (Fraction("19338.27"), 0)


def test_each_estate_is_told_its_part() -> None:
    """80 % of 18,000.00 and of 6,172.835."""
    estates = of_year("36000", "12345.67").estates
    parts = [str(estates[id_]["award_covered"].value) for id_ in ("A0", "A1")]

    assert parts == ["14400", "4938.268"]


def test_of_an_award_that_is_open_nothing_is_uncovered_yet() -> None:
    """80 % of 18,000.00; the award of the other estate waits for its evaluation."""
    year = of_year("36000", "12345.67", last="pending")

    assert figures(year) == {
        "district_award": "24172.835",
        "payable": "18000",
        "uncovered": "3600",
        "payment": "14400",
    }
    assert str(year.decision["district_award_open"].value) == "6172.835"


def test_an_award_on_a_total_is_covered_in_the_same_proportion() -> None:
    """Half of 1,234,567.89 is 617,283.945, of which 80 % are 493,827.156."""
    total = DistrictYear(id="D", only_total_known=True, vouchers_total=Decimal("1234567.89"))
    (year,) = settled(
        History(ESTATE),
        policy=SHORT,
        years={("A1", 2019): EstateYear(id="A1", evaluation_result="passed")},
        districts={("亭湖区", 2019): total},
    ).years
    (paid,) = totals(line for line in year.lines if line.payer == "city_finance")

    assert (str(year.decision["district_award_payment"].value), paid.known) == ("493827.16", Fraction("493827.16"))


def test_what_rests_on_the_short_fund_says_that_it_is_an_example() -> None:
    payment = of_year("36000").decision["district_award_payment"]

    assert sorted(payment.examples) == ["sample-adoption", "short-fund"]


def test_what_a_district_is_paid_of_a_shared_out_budget_is_open_until_the_ratio_is_stated(tmp_path: Path) -> None:
    """Half of 36,000.00 can be paid by the evaluation; 80 % of it are 14,400.00."""
    policy = shared_out(tmp_path)
    year = of_year("36000", policy=policy)
    (paid,) = totals(line for line in year.lines if line.payer == "city_finance")
    stated = of_year("36000", policy=amend(policy, FUND))

    assert year.decision["district_award_payment"].standing is Standing.SILENT
    assert [paid.known, paid.open, paid.spread.low] == [18000, 1, None]
    assert stated.decision["district_award_payment"].value == 14400


def test_nothing_that_can_be_paid_is_nothing_of_a_shared_out_budget(tmp_path: Path) -> None:
    payment = of_year("36000", last="pending", policy=shared_out(tmp_path)).decision["district_award_payment"]

    assert (payment.standing, payment.value) == (Standing.SETTLED, 0)


def test_the_fund_covers_all_unless_the_amendment_is_named() -> None:
    law = STATED.on(date(2019, 12, 31))

    assert "fund_coverage" not in law.figures


@given(st.lists(st.integers(0, 10**8).map(lambda fen: f"{Decimal(fen) / 100:.2f}"), min_size=1, max_size=3))
@FEW
def test_what_is_paid_and_what_is_uncovered_come_to_the_award_but_for_the_rounding(amounts: list[str]) -> None:
    decision = of_year(*amounts).decision
    payable, uncovered, payment, rounding = (
        Fraction(decision[f"district_award_{name}"].value) for name in ("payable", "uncovered", "payment", "rounding")
    )

    assert payment + uncovered - rounding == payable
    assert abs(rounding) <= Fraction("0.005")
    assert (payment * 100).denominator == 1
