"""Decisions in words: the figure first, the one thing to do next, and nothing that the trace does not hold."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import attrs
import pytest
from hypothesis import given, settings

from estate_policy import Decision, Enterprise, Estate, LawInForce, Matter, decide, load_policy
from estate_policy.expr import Compare, Comparison, FactRef
from estate_policy.interpreters.voice import Voice, quantity
from estate_policy.kinds import PLAIN, Quantity, Unit
from estate_policy.law import Period
from estate_policy.outcome import Known
from estate_policy.reasons import reason_words
from estate_policy.schema import MemberFact, facts_of
from estate_policy.terms import Language, Term
from estate_policy.testing import subjects
from estate_policy.trace import Reason
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

SUPPORT: tuple[tuple[Language, str], ...] = (("zh", "【政策支持的内容】"), ("en", "content of the support: "))

_NUMBER = re.compile(r"(?<![\w.])[−-]?\d[\d,]*(?:\.\d+)?(?:/[1-9]\d*)?%?")
_FORMULA = re.compile(r"(?:算式：|computed: )(.*) = (.*)")


@cache
def harbour() -> LawInForce:
    return load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))


@cache
def yancheng() -> LawInForce:
    return load_policy().on(date(2019, 1, 1))


def told(language: Language, conclusion: str | None = None, **changes: Any) -> list[str]:
    """An explanation without its heading."""
    decision = decide(harbour(), attrs.evolve(TRADER, **changes))
    return _told(decision, language, conclusion)


def _told(decision: Decision, language: Language, conclusion: str | None = None) -> list[str]:
    return decision.explain(language, conclusion).splitlines()[3:]


def test_a_settled_amount_begins_with_the_figure_and_is_not_called_payable_where_nobody_is_said_to_pay_it() -> None:
    assert told("zh", "monthly_due")[:4] == [
        "【每月港务费】50.00 克朗/月（确定）",
        "  下一步：认定所需事实已齐。",
        "  算式：费率 0.5 克朗/月·吨 × 吨位 100 吨 = 50.00 克朗/月",
        "  依据：2“crowns a ton and month”",
    ]


def test_a_percentage_without_an_end_is_told_to_two_decimals() -> None:
    """Two of three estates are covered: 66.666… %; one of four is 25 %."""
    shares = [quantity(share, PLAIN, Voice(yancheng(), "estate", "en")) for share in (Fraction(2, 3), Fraction(1, 4))]

    assert shares == ["≈66.67%", "25%"]


def test_money_without_an_end_of_digits_is_told_to_the_fen_and_a_rate_as_it_is() -> None:
    """A hundred thousand yuan shared by three are 33,333.333…; as a quotient of whole numbers nobody could read it."""
    voice = Voice(yancheng(), "estate", "en")
    money, rate = ("yearly_district_subsidy", "district_subsidy_rate")
    units = [voice.law.conclusions[name].kind for name in (money, rate)]
    told = [quantity(Fraction(100_000, 3), unit.unit, voice) for unit in units if isinstance(unit, Quantity)]

    assert told == ["≈33,333.33 CNY/year", "100000/3 CNY/m²/month"]


def test_a_settled_nought_shows_the_formula_with_its_blank() -> None:
    assert told("en", "monthly_due", listed=False, tonnage=None)[:3] == [
        "monthly due: 0.00 crowns/month (settled)",
        "  next: no fact is missing.",
        "  computed: rate of the due 0 crowns/month/tons × [tonnage?] = 0.00 crowns/month",
    ]


def test_an_unknown_amount_shows_its_range_its_formula_with_the_blank_and_the_question() -> None:
    assert told("zh", "yearly_due", tonnage=None)[:3] == [
        "【全年港务费】6.00 克朗/年至 600,000.00 克朗/年（待查）",
        "  下一步：请查明：多少吨？",
        "  算式：费率 0.5 克朗/月·吨 × 〔吨位？〕 × 每年月数 12 月/年 = 6.00 克朗/年至 600,000.00 克朗/年",
    ]


def test_a_contested_amount_names_the_working_value_and_the_other_reading() -> None:
    lines = told("en", "due_rate", flag="沙国（南部）", cargo="oil", tonnage=1000)

    assert lines[:2] == [
        "rate of the due: 1 crowns/month/tons (contested; under another reading: 2 crowns/month/tons)",
        "  next: treat as “1 crowns/month/tons”, and note the other reading.",
    ]
    assert (
        "  another reading: whether the half rate reaches oil: taken as “grain only”; then 2 crowns/month/tons"
    ) in lines


def test_discretion_names_who_decides_and_within_what() -> None:
    lines = told("zh", "due_rate", surveyed_unfit=True)

    assert lines[:2] == ["【费率】0 克朗/月·吨至 3 克朗/月·吨（裁量）", "  下一步：待港务长就“费率”作出决定。"]
    assert "  裁量：关于“费率”，由港务长在 0 克朗/月·吨至最高费率（3 克朗/月·吨）之间决定" in lines


def test_delegation_names_the_instrument_and_who_makes_it() -> None:
    assert told("en", "tide_discount")[:2] == [
        "discount of the tide: no figure yet (delegated)",
        "  next: wait for the tide table, to be made by the harbour master.",
    ]


def test_silence_says_what_the_text_does_say() -> None:
    lines = told("zh", "tide_discount", flag="岛国")

    assert lines[:2] == ["【潮汐折扣】尚无数值（未规定）", "  下一步：就“潮汐折扣”另行请示，本文件对此未作规定。"]
    assert [line for line in lines if "章程未提及" in line] == ["  未规定：关于“潮汐折扣”，章程未提及其他国家的船"]


def test_a_range_that_the_text_may_leave_to_others_says_so() -> None:
    assert (
        told("en", "tide_discount", listed=None)[0]
        == "discount of the tide: no figure yet, possibly delegated (unknown)"
    )


def test_rules_that_fail_say_why_with_the_value_found() -> None:
    lines = told("zh", "due_rate")

    assert (
        "  不适用：应缴港务费，货类为油料，且并非“减半”的，按油料费率（2 克朗/月·吨）执行。理由：货类为粮食"
    ) in lines


def test_rules_that_are_open_say_what_is_not_known() -> None:
    lines = told("en", "due_rate", cargo=None)

    assert (
        "  rule “oil” is open: not known whether subject to dues; cargo not known "
        "(it reads: where subject to dues, cargo is oil, and not: halved, the oil rate (2 crowns/month/tons) applies)"
    ) in lines


def test_a_truth_says_what_made_it_so() -> None:
    lines = told("zh", "subject_to_dues", retired=True)

    assert lines[:3] == ["【应缴港务费】否（确定）", "  下一步：认定所需事实已齐。", "  理由：已退役"]


def test_an_unknown_truth_is_not_determined() -> None:
    lines = told("en", "subject_to_dues", cargo=None)

    assert lines[:3] == [
        "subject to dues: not determined (unknown)",
        "  next: must be asked: What does it carry?",
        "  because: cargo not known",
    ]


def test_a_whole_decision_tells_the_headline_with_what_it_rests_on_then_the_rest_then_findings() -> None:
    lines = told("zh", retired=True)
    heads = [line for line in lines if line and not line.startswith("  ")]

    assert heads == [
        "【全年港务费】0.00 克朗/年（确定）",
        "【每月港务费】0.00 克朗/月（确定）",
        "【费率】0 克朗/月·吨（确定）",
        "【应缴港务费】否（确定）",
        "【减半】否（确定）",
        "所依假定",
        "其他结论",
        "提示",
    ]
    assert lines[-1] == "  ！已退役却载货（1“has not been retired”）"


def test_an_estate_without_its_area_shows_the_formula_with_its_one_blank() -> None:
    decision = decide(yancheng(), attrs.evolve(ESTATE, gross_floor_area=None))
    lines = _told(decision, "zh")

    assert lines[1] == "  下一步：请查明：小区建筑面积是多少平方米（不是占地面积）？"
    assert "0.3 元/平方米·月 × 〔建筑面积？〕 × 每年月数 12 月/年" in lines[2]


def test_the_heading_says_which_estate_and_by_which_law() -> None:
    decision = decide(yancheng(), attrs.evolve(ESTATE, name="向阳新村"))

    assert decision.explain("zh").splitlines()[:3] == [
        "小区编号：B；小区名称：向阳新村",
        "《关于加强盐城市市区老旧小区长效管理的实施意见》，按 2019-01-01 有效的规定",
        "",
    ]
    assert decision.explain("en", "in_scope").splitlines()[0] == "estate id: B; estate name: 向阳新村"


def test_a_subject_without_a_name_is_told_by_its_id() -> None:
    lines = decide(harbour(), TRADER).explain("en", "halved").splitlines()

    assert lines[:2] == ["id: A", "Dues of Fog Harbour (invented), as in force on 2020-01-01"]


def test_of_several_documents_the_heading_names_those_in_force_and_citations_name_theirs() -> None:
    policy = harbour().policy
    (own,) = policy.documents.values()
    gone = attrs.evolve(own, id="old", title=Term("旧章程", "old dues"), in_force=Period(None, date(2009, 12, 31)))
    halved = policy.conclusions["halved"]
    before = attrs.evolve(halved, name="halved_before", citation=attrs.evolve(halved.citation, document="old"))
    conclusions = {**policy.conclusions, before.name: before}
    documents = {"old": gone, own.id: own}
    both = attrs.evolve(policy, documents=documents, conclusions=conclusions).on(date(2020, 1, 1))
    lines = decide(both, TRADER).explain("zh", "halved").splitlines()

    assert lines[1] == "《雾港收费章程（虚构）》，按 2020-01-01 有效的规定"
    assert ("  依据：《雾港收费章程（虚构）》2“ships of South Sandland of 1000 tons and more pay half of it”") in lines


def test_a_document_that_concludes_nothing_about_the_subject_is_not_named() -> None:
    policy = harbour().policy
    (own,) = policy.documents.values()
    foreign = attrs.evolve(own, id="foreign", title=Term("他处章程", "foreign dues"))
    law = attrs.evolve(policy, documents={"foreign": foreign, own.id: own}).on(date(2020, 1, 1))
    told = decide(law, TRADER).explain("zh", "halved")

    assert told == decide(harbour(), TRADER).explain("zh", "halved")


def test_a_contested_answer_in_the_list_has_its_other_value_in_the_same_breath() -> None:
    decision = decide(
        yancheng(),
        attrs.evolve(ESTATE, lacks_professional_conditions=True, cannot_organise_self_management=False),
    )
    lines = decision.explain("zh").splitlines()

    assert "  【具备托管模式的条件】是（存疑；按另一解释为否）" in lines
    assert (
        "  · 托管模式以“或”相连的两项条件是否须同时具备，按“须同时具备（按兜底理解）”理解"
        "（用于：具备托管模式的条件；可以选择街道社区托管模式；条件指向的管理模式（由业主选择））"
    ) in lines


def test_what_other_conclusions_lack_leave_open_and_assume_is_listed_once() -> None:
    lines = _told(decide(yancheng(), Estate(id="C", in_urban_area=True)), "en")
    after = lines[lines.index("Other conclusions") :]

    assert [line for line in after if "Is the estate small?" in line] == [
        next(line for line in after if line.startswith("  missing: "))
    ]
    assert (
        "  may be at discretion: “mode that the conditions point to (the owners choose)”: "
        "to be decided by the owners jointly" in after
    )
    assert (
        "  · whether an estate without the conditions for a mode may choose that mode all the same: taken as "
        "“it may, since nothing forbids it” (for: professional mode open; self-governance mode open)"
    ) in after
    assert [line for line in after if "commencement" in line] == []


def test_of_a_matter_the_bodies_named_are_told_and_in_one_line_for_what_none_is() -> None:
    """四(二)7: guided, urged, determined and ordered; nothing is said of the other five roles."""
    decision = decide(yancheng(), Matter(id="M", matter_kind="illegal_construction"))
    zh, en = (_told(decision, language) for language in ("zh", "en"))

    assert zh[:6] == [
        "结论",
        "  【指导单位】市规划部门（确定）",
        "  【督促单位】市规划部门（确定）",
        "  【认定单位】区规划部门（确定）",
        "  【责成单位】各区（未写明具体部门）（确定）",
        "  本文件未写明（确定）：监督检查单位；查处单位；整治、检修、维护单位；实施单位；对各区指导、协调、监督的单位",
    ]
    assert en[5] == (
        "  none named by the document (settled): supervises and inspects; punishes; renovates, repairs and maintains; "
        "carries out; guides, coordinates and supervises the districts"
    )


def test_where_one_reading_names_a_body_it_is_told_by_itself() -> None:
    """四(二)9 may be read either way, but only about who punishes; that is not in the line of those not named."""
    lines = _told(decide(yancheng(), Matter(id="M", matter_kind="irregular_charging")), "en")

    assert (
        "  punishes: the city price department (contested; under another reading: the district price department)"
        in lines
    )
    assert [line for line in lines if line.startswith("  none named") and "punishes" in line] == []


def test_without_a_headline_nothing_is_told_of_other_conclusions() -> None:
    lines = _told(decide(yancheng(), Matter(id="M", matter_kind="irregular_charging")), "en")

    assert [line for line in lines if line and not line.startswith("  ")] == [
        "Conclusions",
        "Readings that would change conclusions",
        "Assumed",
    ]


def test_the_only_member_that_is_possible_is_no_choice_of_several() -> None:
    """五(三)3: the support follows other rules where area and term are reached, and is none where they are not."""
    decision = decide(yancheng(), Enterprise(id="E", kind="property_service_enterprise"))
    told = [next(line for line in decision.explain(one).splitlines() if name in line) for one, name in SUPPORT]

    assert told == [
        "  【政策支持的内容】本条不给予政策支持，也可能另行制定（待查）",
        "  content of the support: none under this clause, possibly delegated (unknown)",
    ]


def test_what_is_missing_is_said_once_in_what_is_told_in_full() -> None:
    lines = _told(decide(yancheng(), attrs.evolve(ESTATE, renovated=None)), "zh")

    assert [line for line in lines if line.startswith("  尚缺：已落实整治改造")] == [
        "  尚缺：已落实整治改造（小区是否已落实整治改造？）"
    ]
    assert len([line for line in lines if line.startswith("  下一步：")]) == 1


def test_of_several_missing_facts_the_first_is_asked_and_the_rest_are_counted() -> None:
    lines = _told(decide(yancheng(), Estate(id="C")), "zh")

    assert lines[1] == "  下一步：请先查明：小区是否位于市区？（另缺 10 项）"


@pytest.mark.parametrize(
    ("area", "headline", "step"),
    [
        ("80", "【全年区级补贴】288.00 元/年（确定）", "可以拨付。"),
        (
            "80.01",
            "【全年区级补贴】288.036 元/年（确定；未四舍五入）",
            "可以拨付；金额不止两位小数，付款前须先确定如何取整。",
        ),
    ],
)
def test_an_amount_finer_than_two_decimals_keeps_its_digits_and_says_so(area: str, headline: str, step: str) -> None:
    lines = _told(decide(yancheng(), attrs.evolve(ESTATE, gross_floor_area=Decimal(area))), "zh")

    assert lines[:2] == [headline, f"  下一步：{step}"]


@pytest.mark.parametrize(
    ("conclusion", "mode", "step"),
    [
        ("yearly_district_subsidy", "subdistrict_trust", "this can be paid."),
        ("yearly_district_subsidy", "none", "nothing is to be paid."),
        ("monthly_district_subsidy", "subdistrict_trust", "no fact is missing."),
        ("district_subsidy_rate", "subdistrict_trust", "no fact is missing."),
    ],
)
def test_only_what_somebody_is_said_to_pay_is_called_payable(conclusion: str, mode: str, step: str) -> None:
    lines = _told(decide(yancheng(), attrs.evolve(ESTATE, management_mode=mode)), "en", conclusion)

    assert lines[1] == f"  next: {step}"


@pytest.mark.parametrize(
    ("changes", "zh", "en"),
    [
        ({"management_mode": "none"}, "尚无管理模式", "no management mode yet"),
        ({"management_mode": "professional"}, "管理模式为专业化管理模式", "management mode is professional management"),
    ],
)
def test_a_member_is_said_in_words_of_its_own_where_it_has_them(changes: dict[str, Any], zh: str, en: str) -> None:
    decision = decide(yancheng(), attrs.evolve(ESTATE, **changes))

    assert f"  理由：属于实施范围；{zh}" in decision.explain("zh", "district_subsidy_rate").splitlines()
    assert f"  because: in scope; {en}" in decision.explain("en", "district_subsidy_rate").splitlines()


def test_members_said_in_words_of_their_own_are_members_of_the_policy() -> None:
    said = {
        (fact.enumeration, member)
        for fact in facts_of(Estate).values()
        if isinstance(fact, MemberFact)
        for member in fact.says
    }
    enumerations = yancheng().policy.enumerations

    assert [(name, member) for name, member in said if member not in enumerations[name].members] == []


def test_a_choice_among_members_is_a_list_in_the_order_of_the_policy() -> None:
    lines = _told(decide(yancheng(), Estate(id="C")), "zh", "body_to_form")

    assert lines[0] == (
        "【应成立的业主组织】下列之一：业主大会、业主委员会；物业管理委员会；本文件不要求成立，也可能未规定（待查）"
    )


def test_a_reading_is_told_with_how_it_is_taken() -> None:
    lines = _told(decide(yancheng(), attrs.evolve(ESTATE, infrastructure_aged=False)), "en", "in_scope")
    because = next(line for line in lines if line.startswith("  because: "))

    assert because.endswith(
        "; whether ageing infrastructure and incomplete facilities are both needed: taken as “both are needed”"
    )


def test_another_reading_that_settles_nothing_says_what_it_lacks() -> None:
    one_limb = attrs.evolve(ESTATE, cannot_organise_self_management=True)
    lines = _told(decide(yancheng(), one_limb), "zh", "trust_precondition_met")

    assert lines[0] == "【具备托管模式的条件】是（存疑；按另一解释尚不能认定）"
    assert (
        "  另一解释：托管模式以“或”相连的两项条件是否须同时具备，按“须同时具备（按兜底理解）”理解，"
        "结果为尚不能认定（缺：不具备规模化、专业化管理条件）"
    ) in lines


def test_another_reading_that_gives_the_same_words_is_not_in_the_headline() -> None:
    answer = decide(yancheng(), Estate(id="C"))["merging_permitted"]
    lines = _told(decide(yancheng(), Estate(id="C")), "zh", "merging_permitted")

    assert [dict(other.readings) for other in answer.alternatives] == [{"opinions_needed": "merging_estate"}]
    assert lines[0] == "【可以并入相邻小区】尚不能认定（待查）"


def test_what_the_text_leaves_open_is_told_apart_from_what_nobody_knows() -> None:
    straddling = attrs.evolve(
        ESTATE, completed_in_phases=True, completion_year=None, first_phase_year=1996, last_phase_year=2001
    )

    assert "  理由：建成年份在范围内与否未定" in _told(decide(yancheng(), straddling), "zh", "in_scope")
    late = attrs.evolve(straddling, first_phase_year=None)
    assert "  理由：建成年份在范围内与否不明" in _told(decide(yancheng(), late), "zh", "in_scope")


def test_two_facts_compared_are_both_told_with_their_values() -> None:
    voice = Voice(yancheng(), "estate", "en")
    comparison = Compare(Comparison.MORE, FactRef("first_phase_year"), FactRef("last_phase_year"))
    case = decide(yancheng(), attrs.evolve(ESTATE, first_phase_year=1997, last_phase_year=1990))["in_scope"].case

    assert reason_words([Reason(comparison, Known(value=True))], voice, case) == [
        "completion year of the first phase 1997 is after completion year of the last phase 1990"
    ]


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=settings().max_examples // 2)
@given(ship=subjects(harbour(), Ship))
def test_every_figure_about_a_ship_is_in_the_trace(ship: Ship, language: Language) -> None:
    _assert_figures_are_traced(decide(harbour(), ship), language)


@pytest.mark.parametrize("language", ["zh", "en"])
@settings(max_examples=settings().max_examples // 2)
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
    """The text without what it takes over from the policy word for word, and without how many facts are missing."""
    policy = law.policy
    said = [one.term for one in policy.assumptions.values()]
    said += [one.term for one in policy.readings.values()]
    said += [one.term for one in law.conclusions.values()]
    words = {word for term in said for word in (term.zh, term.en)}
    words |= {unit.term.en for unit in policy.units.values()}
    for word in sorted(words, key=len, reverse=True):
        text = text.replace(word, "")
    text = re.sub(r"“[^”]*”|（另缺 \d+ 项）|\(\d+ more missing\)", "", text)
    return re.sub(r"(依据|另见|source|also)[:：].*", "", text)


def _read(written: str) -> Fraction:
    number = written.replace(",", "").replace("−", "-").removesuffix("%")
    return Fraction(number) / (100 if written.endswith("%") else 1)


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("calendar_month", "6 months"),
        ("calendar_month/meeting", "6 calendar month/meeting"),
    ],
)
def test_months_a_piece_are_no_months_on_the_calendar(unit: str, words: str) -> None:
    powers = tuple((base, power) for base, power in zip(unit.split("/"), (1, -1), strict=False))

    assert quantity(Fraction(6), Unit(powers), Voice(yancheng(), "", "en")) == words
