"""Recorded decisions of authorities: what they settle, and that who decided, when and under which number is told."""

from datetime import date
from decimal import Decimal

import pytest

from estate_policy import (
    Answer,
    Decision,
    Estate,
    EstateYear,
    ExtraDecision,
    Household,
    RecordedDecision,
    Voucher,
    decide,
    load_policy,
)
from estate_policy.terms import Language

LAW = load_policy().on(date(2020, 6, 30))
ESTATE = Estate(
    id="E1",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1995,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
)


def extra(number: str, amount: str | None, by: str = "district_government") -> ExtraDecision:
    """A decision on a household's extra."""
    given = None if amount is None else Decimal(amount)
    return ExtraDecision(file_number=number, decided_by=by, decided_on=date(2020, 3, 2), amount=given)


def decided(*decisions: ExtraDecision, hardship: str = "dibao") -> Decision:
    """A household on whose extra there are decisions."""
    return decide(LAW, Household(id="H1", estate=ESTATE, hardship=hardship, extra_decisions=decisions))


def of_extra(*decisions: ExtraDecision, hardship: str = "dibao") -> Answer:
    """What the household's extra comes to."""
    return decided(*decisions, hardship=hardship)["district_extra"]


@pytest.mark.parametrize(
    ("hardship", "decisions", "expected"),
    [
        ("dibao", [], "discretionary"),
        ("tekun_person", [], "discretionary"),
        ("none", [], "settled 0"),
        ("dibao_marginal", [], "settled 0"),
        ("dibao", [extra("A1", "120")], "settled 120"),
        ("dibao", [extra("A1", "120"), extra("A2", "0.01")], "settled 120.01"),
        ("dibao", [extra("A1", "0")], "settled 0"),
        ("none", [extra("A1", "120")], "settled 120"),
        ("dibao", [extra("A1", "120", "subdistrict_office")], "discretionary"),
        ("none", [extra("A1", "120", "subdistrict_office")], "settled 0"),
        ("dibao", [extra("A1", "120"), extra("A2", "7", "subdistrict_office")], "settled 120"),
        ("dibao", [extra("A1", None)], "unknown"),
    ],
)
def test_the_extra_is_what_the_district_decided_and_otherwise_open_to_those_entitled_alone(
    hardship: str, decisions: list[ExtraDecision], expected: str
) -> None:
    """五(二)1: 有条件的区政府（管委会）可给予适当奖补."""
    answer = of_extra(*decisions, hardship=hardship)
    value = f" {answer.value}" if answer.standing.value == "settled" else ""

    assert f"{answer.standing.value}{value}" == expected


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            (
                "  所据记录：亭政〔2020〕3号（决定单位：区政府（管委会）、决定日期：2020-03-02、"
                "决定的奖补金额：120.00 元/年）；"
                "亭政〔2020〕8号（决定单位：区政府（管委会）、决定日期：2020-03-02）"
            ),
        ),
        (
            "en",
            (
                "  on record: 亭政〔2020〕3号 (deciding body: the district government (administrative committee),"
                " day of the decision: 2020-03-02, extra that was decided: 120.00 CNY/year); 亭政〔2020〕8号"
                " (deciding body: the district government (administrative committee), day of the decision: 2020-03-02)"
            ),
        ),
    ],
)
def test_the_decisions_that_an_answer_rests_on_are_told(language: Language, expected: str) -> None:
    decision = decided(extra("亭政〔2020〕3号", "120"), extra("亭政〔2020〕8号", None))
    told = decision.explain(language, "district_extra").splitlines()

    assert [line for line in told if line.startswith(("  所据记录", "  on record"))] == [expected]


def test_an_answer_that_reads_decisions_through_others_tells_them_once() -> None:
    made = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="deduct_share",
        share=Decimal("0.2"),
    )
    decision = decide(LAW, EstateYear(id="E1/2019", estate=ESTATE, evaluation_result="passed", decisions=(made,)))
    told = decision.explain("en", "award_payable_now").splitlines() + decision.explain("en").splitlines()

    assert [line for line in told if line.startswith("  on record")] == [
        (
            "  on record: 盐房〔2020〕7号 (deciding body: the city housing department with the city finance department,"
            " day of the decision: 2020-03-02, what was decided: a share deducted, share deducted: 20%)"
        )
    ] * 2


def test_what_rests_on_no_decision_tells_none() -> None:
    told = decided(extra("亭政〔2020〕3号", "120")).explain("en", "relief_entitled")

    assert "亭政" not in told


def test_what_is_on_record_of_no_kind_of_decision_is_not_told() -> None:
    """Vouchers are facts that are added up; none of them decides anything."""
    paid = Voucher(number="V-1", voucher_date=date(2019, 6, 1), amount=18000, purpose="district_subsidy")
    year = EstateYear(id="E1/2019", estate=ESTATE, evaluation_result="passed", vouchers=(paid,))

    assert "on record:" not in decide(LAW, year).explain("en", "award_payable_now")
