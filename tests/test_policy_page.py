"""The policy in prose: the page that is kept in docs, and each of its parts on the invented harbour."""

import re
from datetime import date
from pathlib import Path

import attrs
import pytest

from estate_policy import Policy, load_policy
from estate_policy.cli import main
from estate_policy.document import policy_page
from estate_policy.expr import And, ChoiceRef, Compare, Comparison, Constant, Expr, FactRef, Not, Or
from estate_policy.interpreters.outline import Outline, outlined
from estate_policy.interpreters.prose import sentence
from estate_policy.interpreters.voice import Voice
from estate_policy.kinds import Member
from estate_policy.law import Duty, Payment
from estate_policy.page_headings import anchors_of
from estate_policy.terms import Language, Term
from tests.changed import loaded
from tests.harbour import POLICY, Ship

KEPT = Path(__file__).parents[1] / "docs" / "policy.md"
OPEN_POINTS = [f"G-{number:02}" for number in range(1, 49)]
"""Where the shipped text is silent, open or contradictory, as the list of these numbers them."""

LISTED, RETIRED, UNFIT = FactRef("listed"), FactRef("retired"), FactRef("surveyed_unfit")


@pytest.fixture(scope="module")
def harbour() -> Policy:
    return load_policy(POLICY, [Ship])


@pytest.fixture(scope="module")
def page(harbour: Policy) -> str:
    return policy_page(harbour)


def carries(how: Comparison, cargo: str) -> Compare:
    return Compare(how, FactRef("cargo"), Constant(cargo, Member("cargo")))


def reads(how: Comparison, option: str) -> Compare:
    return Compare(how, ChoiceRef("south_sandland"), Constant(option, Member("south_sandland")))


def section(page: str, heading: str) -> str:
    """From a heading to the next of any level."""
    return page.partition(f"# {heading}\n")[2].partition("\n#")[0]


def voice(policy: Policy, language: Language) -> Voice:
    return Voice(policy.on(date(2020, 1, 1)), "ship", language)


def test_no_word_of_the_shipped_policy_is_told_twice_running() -> None:
    """Names that begin with an article, and amounts that begin with the word by which they go."""
    assert re.findall("the the |按按", policy_page(load_policy())) == []


def test_the_page_in_docs_is_the_one_that_the_clause_files_give() -> None:
    current = KEPT.read_text("utf-8") == policy_page(load_policy())

    assert current, "docs/policy.md is not of these clause files; run: estate-policy document --out docs/policy.md"


def test_every_link_of_the_page_leads_to_one_of_its_headings() -> None:
    page = KEPT.read_text("utf-8")
    anchors = anchors_of(re.findall(r"^#+ (.*)$", page, re.MULTILINE))

    assert [link for link in re.findall(r"\]\(#([^)]*)\)", page) if link not in anchors] == []


@pytest.mark.parametrize(
    ("headings", "anchors"),
    [
        (["五(二)2 市、区两级奖补机制 · District subsidy"], ["五二2-市区两级奖补机制--district-subsidy"]),
        (["Rule `in_scope`: 《意见》？"], ["rule-in_scope-意见"]),
        (["same", "Same", "same"], ["same", "same-1", "same-2"]),
    ],
    ids=["numbers in brackets", "code", "repeated"],
)
def test_anchors_are_those_that_github_gives(headings: list[str], anchors: list[str]) -> None:
    assert anchors_of(headings) == anchors


def test_each_clause_is_quoted_in_full() -> None:
    """White space and the escapes of Markdown aside."""
    policy = load_policy()
    bare = re.sub(r"\s|\\|^> ?", "", policy_page(policy), flags=re.MULTILINE)

    assert [clause.id for clause in policy.clauses.values() if re.sub(r"\s", "", clause.text) not in bare] == []


def test_each_thing_a_clause_declares_is_on_the_page() -> None:
    policy = load_policy()
    page = policy_page(policy)
    rules = {rule.id for conclusion in policy.conclusions.values() for rule in conclusion.rules}
    names = {*policy.parameters, *policy.readings, *policy.assumptions, *policy.conclusions, *policy.findings, *rules}

    assert sorted(name for name in names if f"`{name}`" not in page) == []


def test_a_figure_stands_with_its_unit_and_its_days(page: str) -> None:
    told = section(page, "2 费率 · Rates")

    assert (
        "- **粮食费率 · grain rate** `grain_rate`\n"
        "  - 至 2009-12-31 · until 2009-12-31: 0.4 克朗/月·吨 · 0.4 crowns/month/tons\n"
        "  - 2010-01-01 起 · from 2010-01-01: 0.5 克朗/月·吨 · 0.5 crowns/month/tons\n"
        "  - 原文 · Quote: “Grain pays 0.5 crowns a ton and month”\n"
    ) in told


def test_a_figure_the_text_does_not_have_names_its_assumption(page: str) -> None:
    line = next(line for line in page.splitlines() if "Not a figure of the text" in line)

    assert line.endswith("一年按十二个整月计 · a year is twelve whole months `whole_months`")


def test_a_reading_shows_what_is_preferred_first_and_its_open_points(page: str) -> None:
    told = page.partition("`south_sandland`\n")[2].partition("\n\n")[0]

    assert told == (
        "  - 采用 · preferred: 各类货物 · every cargo\n"
        "  - 另可 · alternative: 仅限粮食 · grain only\n"
        "  - 原文 · Quote: “ships of South Sandland of 1000 tons and more pay half of it”\n"
        "  - 疑点 · Open point: T-1"
    )


def test_a_rule_and_a_finding_show_the_open_points_that_they_answer() -> None:
    """Beside themselves, and in the index by number: T-3 before T-10."""
    page = policy_page(
        loaded(
            ("      quote: has not been retired\n", "      quote: has not been retired\n      gaps: [T-10]\n"),
            ('quote: "Ships of unknown lands', 'gaps: [T-3, T-10]\n          quote: "Ships of unknown lands'),
        )
    )
    rule = page.partition("规则 · Rule `other_lands`\n")[2].partition("\n\n")[0]
    finding = page.partition("- `retired_with_cargo`")[2].partition("\n\n")[0]
    index = re.findall(r"^\| (T-\d+) \| (.*?)[`:].*\| \[(\d)\]", section(page, "疑点索引 · Open points"), re.MULTILINE)

    assert rule.endswith("\n  - 疑点 · Open point: T-3, T-10")
    assert finding.endswith("\n  - 疑点 · Open point: T-10")
    assert index == [
        ("T-1", "解释 · reading ", "2"),
        ("T-3", "规则 · rule ", "2"),
        ("T-10", "提示 · finding ", "1"),
        ("T-10", "规则 · rule ", "2"),
    ]


def test_the_index_names_every_open_point_of_the_shipped_text() -> None:
    index = KEPT.read_text("utf-8").partition("\n## 疑点索引 · Open points\n")[2]

    assert list(dict.fromkeys(re.findall(r"^\| (G-\d+) \|", index, re.MULTILINE))) == OPEN_POINTS


def test_a_rule_is_a_sentence_in_both_languages(page: str) -> None:
    told = section(page, "结论 · Conclusion: 费率 · rate of the due `due_rate`")

    assert "  - 应缴港务费，货类为油料，且并非“减半”的，按油料费率（2 克朗/月·吨）执行。\n" in told
    assert (
        "  - Where subject to dues, cargo is oil, and not: halved: the oil rate (2 crowns/month/tons) applies.\n"
        in told
    )


def test_a_figure_that_changes_in_time_is_named_in_rules_without_its_value(page: str) -> None:
    assert "货类为粮食，且并非“减半”的，按粮食费率执行。" in page


def test_a_truth_by_formula_says_what_holds_otherwise(page: str) -> None:
    told = section(page, "结论 · Conclusion: 应缴港务费 · subject to dues `subject_to_dues`")

    assert "已登记，货类不是空载，且未退役的，应缴港务费；否则，不缴港务费。" in told
    assert (
        "Where listed, cargo is not no cargo, and in service: subject to dues; otherwise, not subject to dues." in told
    )


def test_a_formula_names_what_it_computes(page: str) -> None:
    assert "每月港务费 = 费率 × 吨位" in page


def test_silence_says_so_and_what_the_text_does_say(page: str) -> None:
    told = section(page, "结论 · Conclusion: 潮汐折扣 · discount of the tide `tide_discount`")

    assert "且船旗不是雾国，也不是沙国（南部）的，本文件未作规定。\n  - 说明：章程未提及其他国家的船。" in told
    assert "flag is neither Fogland nor South Sandland: the text is silent." in told


def test_delegation_and_discretion_say_who_and_within_what(page: str) -> None:
    assert "待港务长制定潮汐表。" in page
    assert "由港务长在 0 克朗/月·吨至最高费率（3 克朗/月·吨）之间决定：" in page


def test_a_rule_that_prevails_says_over_which(page: str) -> None:
    assert "优先于规则 · Prevails over the rule: `grain`, `oil`" in page


def test_a_rule_quotes_another_clause_with_a_link_to_it(page: str) -> None:
    assert "原文 · Quote [1](#1-登记--listing): “subject to these dues when it is listed”" in page


def test_a_clause_names_the_conclusions_of_others_that_cite_it(page: str) -> None:
    """Its own conclusions are not named again."""
    told = re.findall(r"This clause is cited for\*\*\n\n((?:- .*\n)+)", page)

    assert told == ["- [费率 · rate of the due](#结论--conclusion-费率--rate-of-the-due-due_rate) `due_rate`\n"]


def test_a_finding_says_when_it_is_noticed(page: str) -> None:
    assert "已退役，且货类为粮食或油料的，提示“已退役却载货”。" in page


def test_a_clause_from_which_nothing_follows_says_so() -> None:
    assert "Nothing is computed from this clause" in section(KEPT.read_text("utf-8"), "五 推进措施 · Measures")


def test_of_two_documents_each_clause_is_found_and_named_with_its_document(harbour: Policy) -> None:
    """Clauses of the same number and title do not share an anchor."""
    document = attrs.evolve(harbour.documents["harbour"], id="other")
    clause = attrs.evolve(harbour.clauses["harbour", "1"], document="other")
    both = attrs.evolve(
        harbour,
        documents={**harbour.documents, "other": document},
        clauses={**harbour.clauses, ("other", "1"): clause},
    )
    page = policy_page(both)

    assert "  - [1 登记 · Listing](#1-登记--listing-1)" in page
    assert "([《雾港收费章程（虚构）》1](#1-登记--listing))" in page


@pytest.mark.parametrize(
    ("condition", "zh", "en"),
    [
        (And((LISTED, Not(RETIRED))), "已登记，且未退役", "listed and in service"),
        (Not(Or((LISTED, RETIRED))), "未登记，且未退役", "not listed and in service"),
        (
            And((carries(Comparison.UNEQUAL, "grain"), carries(Comparison.UNEQUAL, "oil"))),
            "货类不是粮食，也不是油料",
            "cargo is neither grain nor oil",
        ),
        (
            Not(reads(Comparison.EQUAL, "all_cargo")),
            "“大船减半”是否及于油船，不按“各类货物”理解",
            "whether the half rate reaches oil: not taken as “every cargo”",
        ),
    ],
    ids=["both", "neither of two", "neither of two members", "a reading denied"],
)
def test_a_short_condition_is_a_sentence(harbour: Policy, condition: Expr, zh: str, en: str) -> None:
    assert (outlined(condition, voice(harbour, "zh")), outlined(condition, voice(harbour, "en"))) == (zh, en)


def test_a_condition_with_parts_within_parts_is_a_list(harbour: Policy) -> None:
    condition = And((LISTED, Or((RETIRED, UNFIT))))

    assert outlined(condition, voice(harbour, "en")) == Outline(
        every=True, parts=("listed", "retired or surveyed unfit")
    )


def test_what_is_denied_as_a_whole_is_listed_denied_part_by_part(harbour: Policy) -> None:
    condition = Not(And((LISTED, Or((RETIRED, UNFIT)))))

    assert outlined(condition, voice(harbour, "en")) == Outline(
        every=False, parts=("not listed", "in service and no survey found it unfit")
    )


def test_conditions_joined_alike_are_one_list(harbour: Policy) -> None:
    condition = And((LISTED, And((RETIRED, And((UNFIT, carries(Comparison.EQUAL, "oil")))))))

    assert outlined(condition, voice(harbour, "en")) == Outline(
        every=True, parts=("listed", "retired", "surveyed unfit", "cargo is oil")
    )


def test_how_a_reading_is_taken_is_bracketed_beside_other_conditions(harbour: Policy) -> None:
    """Its own comma would be read as the comma of the list."""
    told = sentence(Or((reads(Comparison.EQUAL, "grain_only"), LISTED)), voice(harbour, "zh"))

    assert told == "（“大船减半”是否及于油船，按“仅限粮食”理解），或已登记"


def test_an_amount_that_is_paid_and_a_truth_that_is_owed_say_by_whom(harbour: Policy) -> None:
    master = "harbour_master"
    pays = Payment(master, master, Term("修灯塔", "the lighthouse"), whole=False)
    duty = Duty(master, Term("点灯", "light the lamp"), LISTED, Term("每夜", "every night"), "large")
    due = attrs.evolve(harbour.conclusions["monthly_due"], pays=pays)
    yearly = attrs.evolve(harbour.conclusions["yearly_due"], pays=attrs.evolve(pays, whole=True))
    subject = attrs.evolve(harbour.conclusions["subject_to_dues"], duty=duty)
    told = {one.name: one for one in (due, yearly, subject)}
    page = policy_page(attrs.evolve(harbour, conclusions={**harbour.conclusions, **told}))

    assert "- 应付：由港务长付给港务长，用于修灯塔。\n" in page
    assert "- Payment: by the harbour master to the harbour master, for the lighthouse.\n" in page
    assert "- 应付总额：由港务长付给港务长，用于修灯塔；按其各项拨付，不另行拨付。\n" in page
    assert "- 港务长的义务：点灯。\n- 已登记的，应当履行。\n- 期间：每夜。\n- 期限：大船吨位。\n" in page
    assert "- Duty of the harbour master: light the lamp.\n- Where listed: it is owed.\n- When: every night.\n" in page


def test_a_figure_that_the_document_leaves_out_is_said_so(harbour: Policy) -> None:
    large = attrs.evolve(harbour.parameters["large"], figures=())
    page = policy_page(attrs.evolve(harbour, parameters={**harbour.parameters, "large": large}))

    assert "`large`\n  - 文件对此未载明，须以修订载明 · the document leaves it out" in page


def test_the_command_writes_the_page_or_prints_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for arguments in (["document", "--out", "page.md"], ["document", "--lang", "en"]):
        with pytest.raises(SystemExit) as ended:
            main(arguments)

        assert ended.value.code == 0
    printed = capsys.readouterr().out.partition("\n")[2]

    assert Path("page.md").read_text("utf-8") == printed


def test_a_page_that_cannot_be_written_is_said_so(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["document", "--lang", "en", "--out", str(tmp_path)])

    assert (ended.value.code, "a folder" in capsys.readouterr().err) == (2, True)
