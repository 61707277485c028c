import csv
import re
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from rich.cells import cell_len

from estate_policy.loading import shipped_policy
from estate_policy.terms import Language
from tests.commands import Ended, ran

ROOT = Path(__file__).parents[1]
REFORM = str(shipped_policy() / "reforms" / "raise-unrenovated-rate.yaml")
LATER = str(shipped_policy() / "reforms" / "take-in-1999-2000.yaml")

EARLY = ("--on", "2020-01-01")
HEADINGS = (
    "编号,所在区,位于市区,经区调查认定,建成年份,是否分期建成,基础设施老化,配套设施不健全,"
    "建筑面积,管理模式,已落实整治改造\n"
)
REGISTER = f"""{HEADINGS}A1,亭湖区,是,是,1995,否,是,是,10000,托管,否
A2,亭湖区,是,是,1995,否,是,是,10000,托管,是
B1,盐都区,是,是,1999,否,是,是,1000,自治,否
B2,盐都区,是,是,1995,否,是,是,,自治,否
"""
TEN_MONTHS = """amendment: ten-months
title: {zh: 十个月, en: Ten months}
source: {zh: 试算, en: a trial}
reason: {zh: 试算, en: a trial}
in_force: always
clauses:
  一:
    title: {zh: 十个月, en: Ten months}
    text: 每年按 10 个月补贴。
    parameters:
      paid_months:
        term: {zh: 补贴月数, en: months paid for}
        unit: month/year
        quote: 每年按 10 个月补贴
        values: {always: 10}
changes:
  yancheng/五(二)2/conclusions/yearly_district_subsidy/rules/formula:
    when: true
    then: monthly_district_subsidy * paid_months
    quote: 每年按 10 个月补贴
"""


@cache
def run(*arguments: str, language: str = "en", columns: int = 80) -> Ended:
    """The command with these arguments, in English unless another language is named; the same is run once."""
    return ran([*arguments, "--lang", language], ROOT, {"COLUMNS": str(columns)})


@pytest.fixture
def register(tmp_path: Path) -> str:
    path = tmp_path / "register.csv"
    path.write_text(REGISTER, "utf-8")
    return str(path)


def test_an_assessment_names_its_amendments(register: str) -> None:
    told = run("assess", register, "--amend", REFORM, "--engine", "exact").out

    assert "amended by: Raise the rate of unrenovated estates (example) (EXAMPLE instrument)" in told
    assert "2 rows rest on an EXAMPLE instrument" in told


@pytest.mark.parametrize("command", [["check"], ["assess", "examples/register-2019.csv"]])
def test_an_amendment_laid_twice_is_refused(command: list[str]) -> None:
    told = run(*command, "--amend", REFORM, "--amend", REFORM)

    assert "is the name of another document or amendment" in told.out + told.err
    assert told.status in {1, 2}


def test_a_check_of_an_amendment_tells_which_examples_of_the_policy_come_out_otherwise() -> None:
    """The rate of 10,000 m² not renovated is 0.35: 3,500 a month and 42,000 a year."""
    ended = run("check", "--amend", REFORM, "--engine", "exact")
    lines = ended.out.splitlines()
    trust = next(line for line in lines if "example “trust, not renovated”: " in line)

    assert any(line.startswith("Examples of the policy that come out otherwise under the amendments") for line in lines)
    assert trust.split("”: ")[1] == (
        "district_subsidy_rate 0.3 → 0.35; monthly_district_subsidy 3000 → 3500; yearly_district_subsidy 36000 → 42000"
    )
    assert ended.status == 0


def test_two_policies_are_compared_over_a_register(register: str, tmp_path: Path) -> None:
    """Of 10,000 m² 0.05 more: 6,000 in twelve months; 1,000 m² of 1999, taken in at 0.35: 4,200."""
    out = tmp_path / "compared.csv"
    ended = run("compare", register, "--amend", REFORM, "--amend", LATER, *EARLY, "--out", str(out))
    rows = {row["id"]: row for row in csv.DictReader(out.read_text("utf-8-sig").splitlines())}

    assert ended.status == 0
    assert {id_: (row["impact"], row["change"]) for id_, row in rows.items()} == {
        "A1": ("wins", "6000"),
        "A2": ("unchanged", "0"),
        "B1": ("wins", "4200"),
        "B2": ("open", ""),
    }
    assert "(example) (EXAMPLE instrument); Take in" in ended.out
    assert "raise-unrenovated-rate" in rows["A1"]["examples"].split(", ")
    assert rows["B1"]["path"].endswith("district_subsidy_rate: out_of_scope → unrenovated")
    assert re.search(r"  gain +2 .* \+10,200.000\n", ended.out)


LARGE = f"""{HEADINGS}A1,亭湖区,是,是,1995,否,是,是,922089.75,托管,否
A2,盐都区,是,是,1995,否,是,是,1611886.43,自治,是
A3,盐都区,是,是,1995,否,是,是,1000,自治,
"""
"""Not renovated, from 0.3 to a flat 0.2: 1,106,507.7 less in twelve months. Renovated, from 0.1: 1,934,263.716 more.
Where nobody knows which, no rule is known to hold before, and either afterwards."""


@pytest.fixture(scope="module")
def wide_and_narrow(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, int], str]:
    """What a comparison tells in either language, 80 columns wide and narrower than its names, and its rows."""
    flat = str(shipped_policy() / "reforms" / "flat-rate.yaml")
    folder = tmp_path_factory.mktemp("compared")
    register, out = folder / "register.csv", folder / "compared.csv"
    register.write_text(LARGE, "utf-8")
    arguments = ("compare", str(register), "--amend", flat, *EARLY, "--engine", "exact", "--out", str(out))
    told = {
        (language, width): run(*arguments, language=language, columns=width).out
        for language, width in (("en", 80), ("zh", 80), ("en", 40))
    }
    return told | {("csv", 0): out.read_text("utf-8-sig")}


@pytest.mark.parametrize(("language", "width"), [("en", 80), ("zh", 80), ("en", 40)])
def test_no_amount_and_no_rule_is_broken_by_the_end_of_a_line(
    wide_and_narrow: dict[tuple[str, int], str], language: str, width: int
) -> None:
    """The longest names are those of the way from `renovated` or `unrenovated`; the longest figures those of all."""
    told = wide_and_narrow[language, width]
    sums = told.split("amended by" if language == "en" else "经修订")[0]

    for whole in ("5,253,786.816", "6,081,542.832", "+827,756.016", "-1,106,507.700", "renovated|unrenovated"):
        assert whole in sums
    for figure in re.findall(r"\S*\d[,.]\S*|\S*[,.]\d\S*", sums):
        assert re.fullmatch(r"[+-]?\d{1,3}(,\d{3})*\.\d{3}", figure)
    assert max(map(cell_len, sums.splitlines())) <= max(width, 66)


def test_those_who_gain_lose_and_stay_have_their_yuan_on_a_line_each(register: str) -> None:
    """Flat 0.2: 10,000 m² not renovated from 36,000 to 24,000, renovated from 12,000 to 24,000; 1999 stays at 0."""
    flat = str(shipped_policy() / "reforms" / "flat-rate.yaml")
    told = run("compare", register, "--amend", flat, *EARLY, "--engine", "exact").out
    (payer, *_) = told.split("\n\n")

    assert [line.split() for line in payer.splitlines() if line.startswith("  ") and "in all" not in line][1:] == [
        ["4", "48,000.000", "48,000.000", "0.000"],
        ["gain", "1", "12,000.000", "24,000.000", "+12,000.000"],
        ["lose", "1", "36,000.000", "24,000.000", "-12,000.000"],
        ["unchanged", "1", "0.000", "0.000", "0.000"],
        ["open", "1"],
        ["and", "of", "unknown", "size", "1"],
    ]


def test_one_sign_stands_for_less_and_what_has_no_rule_is_said_to_be_open(
    wide_and_narrow: dict[tuple[str, int], str],
) -> None:
    english, chinese, rows = (wide_and_narrow[key] for key in (("en", 80), ("zh", 80), ("csv", 0)))

    assert not any(
        "\N{MINUS SIGN}" in told or "?" in told.split("Problems")[0].split("问题")[0] for told in (english, chinese)
    )
    assert "district_subsidy_rate: no rule (open) → renovated|unrenovated" in english
    assert "district_subsidy_rate: 无规则（未定） → renovated|unrenovated" in chinese
    assert "district_subsidy_rate: no rule (open) → renovated|unrenovated" in rows


def test_a_comparison_needs_an_amendment(register: str) -> None:
    ended = run("compare", register)

    assert (ended.status, ended.err.splitlines()[0]) == (2, "say with --amend which amendment is to be compared")


def test_readings_are_listed_with_what_another_option_does_to_the_total(
    tmp_path: Path,
) -> None:
    """An estate whose facilities are complete is out of scope, and in it where one of the descriptors is enough."""
    register = tmp_path / "register.csv"
    register.write_text(f"{HEADINGS}A1,亭湖区,是,是,1995,否,是,否,10000,托管,否\n", "utf-8")
    ended = run("readings", str(register), *EARLY, columns=400)
    told = " ".join(ended.out.replace("│", " ").split())

    assert ended.status == 0
    assert "total +36,000; 1 estates with another amount, 1 that come out otherwise" in told
    assert "no amount that is paid for the estates" in " ".join(told.split())


def test_the_help_of_readings_shows_that_no_register_is_needed() -> None:
    usage = [run("readings", "--help", language=language).out.splitlines()[0] for language in get_args(Language)]

    assert usage == [
        "用法：estate-policy readings [选项] [REGISTER]",
        "Usage: estate-policy readings [OPTIONS] [REGISTER]",
    ]


def test_without_a_register_an_assumption_without_options_says_so_in_words() -> None:
    rows = {
        language: [
            [cell.strip() for cell in line.split("│")]
            for line in run("readings", *EARLY, language=language, columns=400).out.splitlines()
            if " area_is_gross_floor_area (" in line
        ]
        for language in get_args(Language)
    }

    assert rows == {
        "zh": [["", "假定 area_is_gross_floor_area (五(二)2, G-04)", "如左所述", "没有列出", ""]],
        "en": [["", "assumption area_is_gross_floor_area (五(二)2, G-04)", "as worded", "none is listed", ""]],
    }


def test_amendments_are_joined_as_the_language_joins_them() -> None:
    """In English, `test_two_policies_are_compared_over_a_register` has them."""
    told = run("readings", "--amend", REFORM, "--amend", LATER, *EARLY, language="zh").out.splitlines()[0]

    assert told.endswith("（示例）（示例办法）；纳入 1999 年至 2000 年建成的小区（示例）（示例办法）")


def test_what_an_amendment_treats_differently_is_told_with_what_was_not_searched() -> None:
    ended = run("differences", "--amend", REFORM, *EARLY)
    told = ended.out.splitlines()

    assert (ended.status, told[:3]) == (
        0,
        [
            "estate district_subsidy_rate",
            "“district subsidy rate” comes out differently; kinds of subject: 3",
            "  · 0.3 CNY/m²/month (unrenovated) → 0.35 CNY/m²/month (unrenovated)",
        ],
    )
    assert sum(line.endswith("kinds of subject: 3") for line in told) == 1
    assert any("1 of them come out differently" in line for line in told)
    assert any(re.match(r"Of these \d+ not every case was searched", line) for line in told)
    assert told[-2].startswith("Amounts that are but formulas are not among them")


@pytest.mark.parametrize(
    ("amendment", "is_spared"),
    [
        ("instruments/relief-schedule.yaml", True),
        ("reforms/flat-rate.yaml", False),
        ("reforms/take-in-1999-2000.yaml", False),
    ],
)
def test_an_amendment_that_does_not_bear_on_the_amounts_compared_is_told_so(
    register: str, amendment: str, is_spared: bool
) -> None:
    """Relief of households leaves the subsidy of estates alone, so that a change of 0.000 says nothing about it."""
    told = run("compare", register, "--amend", str(shipped_policy() / amendment), *EARLY, "--engine", "exact").out

    assert ("The amendments change no rule, figure or choice on which these rest" in told) is is_spared


def test_a_changed_rule_of_which_the_search_met_no_difference_is_named() -> None:
    """The schedule gives the relief that the document leaves to one; a fee has more values than can be tried."""
    schedule = str(shipped_policy() / "instruments" / "relief-schedule.yaml")
    told = run("differences", "--amend", schedule, *EARLY).out.splitlines()

    assert [line.endswith("there probably is one: relief_amount") for line in told].count(True) == 1


def test_an_amendment_of_formulas_alone_is_not_told_as_if_it_changed_nothing(tmp_path: Path) -> None:
    """Ten months of subsidy a year in place of twelve: no rule, finding or duty turns, and everybody loses a sixth."""
    path = tmp_path / "ten.yaml"
    path.write_text(TEN_MONTHS, "utf-8")
    told = run("differences", "--amend", str(path), *EARLY).out.splitlines()

    assert "; 0 of them come out differently" in told[0]
    assert told[-2].startswith(
        "In 1 of these amounts the formula itself, or a figure or choice that it names, is another"
    )
    assert told[-2].endswith(": yearly_district_subsidy")


@pytest.mark.parametrize(
    ("command", "status"),
    [
        (("compare", "examples/register-2019.csv"), 2),
        (("differences",), 2),
        (("assess", "examples/register-2019.csv", "--engine", "exact"), 1),
        (("decide", "examples/estate.yaml"), 0),
    ],
)
def test_an_amendment_that_is_not_in_force_on_the_day_is_named(
    command: tuple[str, ...], status: int, tmp_path: Path
) -> None:
    """That nobody gains before it begins says nothing of it; where nothing else is asked, there is no answer."""
    path = tmp_path / "later.yaml"
    path.write_text(Path(REFORM).read_text("utf-8").replace("in_force: always", "in_force: 2020-01-02.."), "utf-8")
    ended = run(*command, "--amend", str(path), *EARLY)

    assert "is in force on 2020-01-02.., not on 2020-01-01, so that nothing comes of it" in ended.err
    assert (ended.status, bool(ended.out)) == (status, status < 2)


def test_an_amendment_that_is_not_in_force_in_a_year_is_named(tmp_path: Path) -> None:
    path = tmp_path / "later.yaml"
    path.write_text(Path(REFORM).read_text("utf-8").replace("in_force: always", "in_force: 2020-01-01.."), "utf-8")
    idle, partly = (
        run("budget", "examples/register-2019.csv", "--engine", "exact", "--amend", str(path), *years).err
        for years in (("--year", "2019"), ("--year", "2019", "--year", "2020"))
    )

    assert "is in force on 2020-01-01.., not on 2019-01-01..2019-12-31, so that nothing comes of it" in idle
    assert "nothing comes of it" not in partly


def test_findings_and_duties_that_appear_or_vanish_are_told_in_a_line_each() -> None:
    told = run("differences", "--amend", LATER, *EARLY).out
    _, heading, noticed = told.partition("Findings and duties that come out differently")
    lines = {line.split()[0]: line for line in noticed.splitlines() if line.startswith("  ")}

    assert heading
    assert lines["recognised_though_late"].endswith("not determined → no; yes → no; yes → not determined")
    assert lines["service_centre_in_place"].endswith("not determined → yes; no → yes; no → not determined")
    assert "fee_compliant" in noticed.partition("not every case was searched")[2]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("in_scope", ["“in scope” comes out differently; kinds of subject: 4"]),
        ("属于实施范围", ["“in scope” comes out differently; kinds of subject: 4"]),
        ("yearly_district_subsidy", ["“yearly district subsidy” comes out differently; kinds of subject: ..."]),
        ("recognised_though_late", ["“finding: recognised by the district though completed too late; ..."]),
        (
            "required_body_formed",
            ["“the owners' organisation required is formed” comes out...", "“duty arises: lead..."],
        ),
    ],
)
def test_one_conclusion_is_compared_with_the_finding_or_duty_of_its_name(name: str, told: list[str]) -> None:
    ended = run("differences", "--amend", LATER, *EARLY, "--conclusion", name)
    headings = [line for line in ended.out.splitlines() if line.startswith("“")]

    assert [one.startswith(start.partition("...")[0]) for one, start in zip(headings, told, strict=True)] == [
        True for _ in told
    ]
    assert ended.status == 0


def test_conclusions_of_one_of_the_laws_alone_are_named(tmp_path: Path) -> None:
    more = tmp_path / "more.yaml"
    more.write_text(MORE, "utf-8")

    assert (
        "Conclusions of one of the laws alone, not compared: painted"
        in run("differences", "--amend", str(more), *EARLY).out
    )


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        ([], "say with --amend which amendment is to be compared"),
        (
            ["--amend", REFORM, "--conclusion", "in_scop"],
            "`in_scop` is not a conclusion about this subject (hint: did you mean `in_scope`?)",
        ),
    ],
)
def test_differences_that_cannot_be_looked_for_end_with_2(arguments: list[str], why: str) -> None:
    ended = run("differences", *arguments, *EARLY)

    assert (ended.status, ended.err.splitlines()[0]) == (2, why)


MORE = """\
amendment: more
title: {zh: 另一结论, en: Another conclusion}
source: {zh: 虚构, en: invented}
reason: {zh: 演示, en: demonstration}
in_force: always
example: true
clauses:
  一:
    title: {zh: 粉刷, en: Paint}
    text: 已改造的小区均已粉刷。
    conclusions:
      painted:
        of: estate
        kind: truth
        term: {zh: 已粉刷, en: painted}
        negated: {zh: 未粉刷, en: not painted}
        quote: 已改造的小区均已粉刷
        is: renovated
"""
