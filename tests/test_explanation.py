"""Decisions in words: the figure first, the one thing to do next, and nothing that the trace does not hold."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from estate_policy import Decision, Estate, LawInForce, decide, load_policy
from estate_policy.terms import Language
from estate_policy.testing import subjects
from tests.harbour import POLICY, Ship

TRADER = Ship(id="A", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False)
ESTATE = Estate(
    id="B",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1996,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=80,
    management_mode="self_governance",
    renovated=False,
)

_NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?(?:/[1-9]\d*)?%?")
_FORMULA = re.compile(r"(?:算式：|computed: )(.*) = (.*)")


@cache
def harbour() -> LawInForce:
    return load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))


@cache
def yancheng() -> LawInForce:
    return load_policy().on(date(2019, 1, 1))


def told(language: Language, conclusion: str | None = None, **changes: Any) -> list[str]:
    decision = decide(harbour(), attrs.evolve(TRADER, **changes))
    return decision.explain(language, conclusion).splitlines()


def test_a_settled_amount_begins_with_the_figure_and_that_it_can_be_paid() -> None:
    assert told("zh", "monthly_due")[:4] == [
        "【每月港务费】50.00 克朗/月（确定）",
        "  下一步：可付。",
        "  算式：费率 0.5 克朗/月·吨 × 吨位 100 吨 = 50.00 克朗/月",
        "  依据：2“crowns a ton and month”",
    ]


def test_a_settled_nought_says_that_nothing_is_to_be_paid() -> None:
    assert told("en", "monthly_due", listed=False, tonnage=None)[:3] == [
        "monthly due: 0.00 crowns/month (settled)",
        "  next: nothing is to be paid.",
        "  computed: rate of the due 0 crowns/month/tons × [tonnage?] = 0.00 crowns/month",
    ]


def test_an_unknown_amount_shows_its_range_its_formula_with_the_blank_and_the_question() -> None:
    assert told("zh", "yearly_due", tonnage=None)[:3] == [
        "【全年港务费】6.00 克朗/年 至 600,000.00 克朗/年（待查）",
        "  下一步：补资料：多少吨？",
        "  算式：费率 0.5 克朗/月·吨 × 〔吨位？〕 × 每年月数 12 月/年 = 6.00 克朗/年 至 600,000.00 克朗/年",
    ]


def test_a_contested_amount_names_the_working_value_and_the_other_reading() -> None:
    lines = told("en", "due_rate", flag="沙国（南部）", cargo="oil", tonnage=1000)

    assert lines[:2] == [
        "rate of the due: 1 crowns/month/tons (contested)",
        "  next: proceed with 1 crowns/month/tons, and say that there is another reading.",
    ]
    assert "  another reading: whether the half rate reaches oil: grain only: 2 crowns/month/tons" in lines


def test_discretion_names_who_decides_and_within_what() -> None:
    assert told("zh", "due_rate", surveyed_unfit=True)[:2] == [
        "【费率】0 克朗/月·吨 至 3 克朗/月·吨（裁量）",
        "  下一步：待决定：“费率”由港务长在 0 克朗/月·吨 至 最高费率（3 克朗/月·吨） 之间决定。",
    ]


def test_delegation_names_the_instrument_and_who_makes_it() -> None:
    assert told("en", "tide_discount")[:2] == [
        "discount of the tide: no figure yet (delegated)",
        "  next: wait for the instrument: “discount of the tide”: the harbour master is to make the tide table.",
    ]


def test_silence_says_what_the_text_does_say() -> None:
    assert told("zh", "tide_discount", flag="岛国")[:2] == [
        "【潮汐折扣】尚无数值（未规定）",
        "  下一步：本文件未规定，须另行请示：“潮汐折扣”本文件未规定：章程未提及其他国家的船。",
    ]


def test_a_range_that_the_text_may_leave_to_others_says_so() -> None:
    assert told("en", "tide_discount", listed=None)[0] == "discount of the tide: no figure yet or delegated (unknown)"


def test_rules_that_fail_say_why_with_the_value_found() -> None:
    lines = told("zh", "due_rate")

    assert "  不适用 oil（应缴港务费，且货类为油料，且并非“减半”，则为 油料费率（2 克朗/月·吨））：货类为粮食" in lines


def test_rules_that_are_open_say_what_is_not_known() -> None:
    lines = told("en", "due_rate", cargo=None)

    assert (
        "  open oil (where subject to dues and cargo is oil and not: halved, "
        "it is oil rate (2 crowns/month/tons)): subject to dues is not known; cargo is not known"
    ) in lines


def test_a_truth_says_what_made_it_so() -> None:
    lines = told("zh", "subject_to_dues", retired=True)

    assert lines[:3] == ["【应缴港务费】否（确定）", "  下一步：无须补充。", "  因为：已退役"]


def test_an_unknown_truth_is_not_determined() -> None:
    lines = told("en", "subject_to_dues", cargo=None)

    assert lines[:3] == [
        "subject to dues: not determined (unknown)",
        "  next: ask: What does it carry?",
        "  because: cargo is not known",
    ]


def test_a_whole_decision_tells_the_headline_with_what_it_rests_on_then_the_rest_then_findings() -> None:
    lines = told("zh", retired=True)
    heads = [line for line in lines if line and not line.startswith("  ")]

    assert heads == [
        "雾港收费章程（虚构），2020-01-01 有效的规定",
        "【全年港务费】0.00 克朗/年（确定）",
        "【每月港务费】0.00 克朗/月（确定）",
        "【费率】0 克朗/月·吨（确定）",
        "【应缴港务费】否（确定）",
        "【减半】否（确定）",
        "以上所依假定",
        "其他结论",
        "提示",
    ]
    assert lines[-1] == "  ！已退役却载货（1“has not been retired”）"


def test_an_estate_without_its_area_shows_the_formula_with_its_one_blank() -> None:
    decision = decide(yancheng(), attrs.evolve(ESTATE, gross_floor_area=None))
    lines = decision.explain("zh").splitlines()

    assert lines[3] == "  下一步：补资料：小区建筑面积是多少平方米（不是占地面积）？"
    assert "0.3 元/平方米·月 × 〔建筑面积？〕 × 每年月数 12 月/年" in lines[4]


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=150)
@given(ship=subjects(harbour(), Ship))
def test_every_figure_about_a_ship_is_in_the_trace(ship: Ship, language: Language) -> None:
    _assert_figures_are_traced(decide(harbour(), ship), language)


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=150)
@given(estate=subjects(yancheng(), Estate))
def test_every_figure_about_an_estate_is_in_the_trace(estate: Estate, language: Language) -> None:
    _assert_figures_are_traced(decide(yancheng(), estate), language)


def _assert_figures_are_traced(decision: Decision, language: Language) -> None:
    data = decision.to_dict()
    traced = set(_figures(data))
    for answer in decision.values():
        text = decision.explain(language, answer.name)
        for formula, result in _FORMULA.findall(text):
            _assert_comes_out(formula, result)
        for written in _NUMBER.findall(_without_words_of_the_law(text, decision.law)):
            assert _read(written) in traced, (written, text)


def _assert_comes_out(formula: str, result: str) -> None:
    """A product whose figures are all there gives the figure behind the sign of equality."""
    if "×" in formula and not re.search(r"[〔\[+−]", formula):
        product = Fraction(1)
        for factor in formula.split("×"):
            product *= _read(_NUMBER.findall(factor)[-1])

        assert product == _read(_NUMBER.findall(result)[0])


def _figures(data: object) -> Iterator[Fraction]:
    """Every number that the data of a decision holds, also those written in its rules."""
    if isinstance(data, Mapping):
        for value in data.values():
            yield from _figures(value)
    elif isinstance(data, list):
        for value in data:
            yield from _figures(value)
    elif isinstance(data, str):
        yield from (_read(number) for number in _NUMBER.findall(data))


def _without_words_of_the_law(text: str, law: LawInForce) -> str:
    """The text without what it takes over from the policy word for word."""
    policy = law.policy
    said = [one.term for one in policy.assumptions.values()]
    said += [one.term for one in policy.readings.values()]
    said += [one.term for one in law.conclusions.values()]
    words = {word for term in said for word in (term.zh, term.en)}
    words |= {unit.term.en for unit in policy.units.values()}
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    text = re.sub(r"“[^”]*”", "", text)
    return re.sub(r"(依据|另见|source|also)[:：].*", "", text)


def _read(written: str) -> Fraction:
    number = written.replace(",", "").replace("−", "-").removesuffix("%")
    return Fraction(number) / (100 if written.endswith("%") else 1)
