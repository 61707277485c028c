"""The command as people use it: what it prints, in which language, and how it ends."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import openpyxl
import pytest
from rich.cells import cell_len

from estate_policy.cli import main
from estate_policy.loading import shipped_policy

ROOT = Path(__file__).parents[1]
HEADING = (
    "编号,所在区,位于市区,经区调查认定,建成年份,基础设施老化,配套设施不健全,建筑面积,管理模式,已落实整治改造,分期建成\n"
)
FINE = "A,亭湖区,是,是,1996,是,是,10000,自治,否,否\n"
FACTS = """\
id: TH-001
district: 亭湖区
in_urban_area: true
recognised_by_district: 是
completion_year: 1996
infrastructure_aged: true
supporting_facilities_incomplete: true
gross_floor_area: 80.00
management_mode: self_governance
renovated: false
completed_in_phases: false
"""

SCHEMA = json.loads((Path(__file__).parents[1] / "docs/schema/decision-1.json").read_text("utf-8"))

Ended = tuple[int, str, str]


@pytest.fixture(autouse=True)
def english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> Ended:
    """The exit status, the output, the errors."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def written(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


def test_a_fine_register_ends_with_0_and_adds_up_and_is_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    register = written("r.csv", HEADING + FINE)
    status, out, _ = run(capsys, "assess", register, "--on", "2019-07-01", "--out", "out.csv")

    assert status == 0
    assert "yearly district subsidy (CNY/year), as in force on 2019-07-01" in out
    assert out.count("36,000.00") == 6
    assert "No problems." in out
    assert "EXAMPLE" not in out
    assert "Results row by row: out.csv" in out
    assert len(Path("out.csv").read_text("utf-8-sig").splitlines()) == 2


def test_a_district_stands_over_its_modes_with_what_they_add_up_to(capsys: pytest.CaptureFixture[str]) -> None:
    """10,000 m² at 0.3 for twelve months, self-governed; at 0.1 under a company: 36,000 and 12,000."""
    rows = FINE + FINE.replace("A,", "B,").replace("自治", "专业化") + "C,盐都区,是,是,1999,是,是,10000,自治,否,否\n"
    register = written("r.csv", HEADING + rows)
    _, out, _ = run(capsys, "assess", register, "--on", "2019-07-01", "--out", "out.xlsx")
    told = [
        " ".join(line.split()) for line in out.partition("─\n")[2].partition("\n\n")[0].splitlines() if line.strip()
    ]

    assert told == [
        "Tinghu District 2 settled 2 48,000.00 48,000.00",
        "professional management 1 settled 1 12,000.00 12,000.00",
        "owner self-governance 1 settled 1 36,000.00 36,000.00",
        "Yandu District 1 settled 1 0.00 0.00",
        "owner self-governance 1 settled 1 0.00 0.00",
        "total 3 settled 3 48,000.00 48,000.00",
    ]
    assert "Results row by row: out.xlsx" in out
    sheet = openpyxl.load_workbook("out.xlsx").active
    assert sheet is not None
    assert sheet.max_row == 4


def test_every_conclusion_is_counted_by_its_standing_and_the_first_of_many_problems_are_listed(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Settled 1 and, without the year, unknown 25; no price table has been made: delegated where in scope is known."""
    rows = FINE + "".join(FINE.replace("A", f"A{number}").replace("1996", "x") for number in range(25))
    _, out, _ = run(capsys, "assess", written("r.csv", HEADING + rows))
    counts = {
        line[:36].strip(): " ".join(line[36:].split()) for line in out.partition("Every conclusion")[2].splitlines()
    }

    assert counts["in scope"] == "1 25 · · · ·"
    assert counts["base of the guidance price"] == "· 25 · · 1 ·"
    assert "Problems (25)" in out
    assert out.count("is `x`, which is not a number") == 20
    assert "… and 5 more, in the column `problems` of the results" in out


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tables_fit_a_plain_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    sample = str(ROOT / "examples" / "register-2019.csv")
    _, out, _ = run(capsys, "assess", sample, "--engine", "exact", "--lang", language, "--collect", "--fired")
    tables = out.partition("Notes" if language == "en" else "说明")[0]

    assert max(map(cell_len, tables.splitlines())) <= 80
    assert ("  owner self-governance " if language == "en" else "  街道社区托管模式 ") in tables
    assert "…" not in tables


def test_the_facts_to_collect_are_listed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """Without its year 36,000 yuan are open, and as much at most without year and mode."""
    timeless = FINE.replace("A,", "B,").replace("1996", "")
    register = written("r.csv", HEADING + FINE + timeless + timeless.replace("B,", "C,").replace("自治", ""))
    _, plain, _ = run(capsys, "assess", register, "--on", "2019-07-01")
    _, out, _ = run(capsys, "assess", register, "--on", "2019-07-01", "--collect")
    table = out.partition("Facts to collect, by how much of yearly district")[2].partition("─\n")[2]
    told = [" ".join(line.split()) for line in table.partition("\n\n")[0].splitlines()]

    assert "Facts to collect" not in plain
    assert plain.endswith("For the facts to collect first, add --collect\n")
    assert "add --collect" not in out
    assert told == [
        "completion year 1 36,000.00 1 36,000.00 ·",
        "management mode · · 1 36,000.00 ·",
    ]


def test_no_more_facts_are_listed_than_anybody_reads(capsys: pytest.CaptureFixture[str]) -> None:
    sample = str(ROOT / "examples" / "register-2019.csv")
    _, out, _ = run(capsys, "assess", sample, "--on", "2019-07-01", "--engine", "exact", "--collect")
    told = out.partition("Facts to collect")[2].partition("─\n")[2].partition("\n\n")[0].splitlines()

    assert told[0].split() == ["in", "the", "urban", "area", "3", "594,268.236", "·", "·", "·"]
    assert told[-1].strip() == "and 1 more"


def test_where_no_fact_is_missing_none_is_to_be_collected(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "assess", written("r.csv", HEADING + FINE), "--on", "2019-07-01", "--collect")
    _, plain, _ = run(capsys, "assess", written("r.csv", HEADING + FINE), "--on", "2019-07-01")

    assert "No amount is open for want of a fact." in out
    assert "--collect" not in plain


def test_the_rules_that_gave_the_answers_are_listed_when_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    """A rule alone gives every row, and is only counted."""
    rows = FINE + FINE.replace("A,", "B,").replace("1996", "") + FINE.replace("A,", "C,")
    _, out, _ = run(capsys, "assess", written("r.csv", HEADING + rows), "--on", "2019-07-01", "--fired")
    told = [" ".join(line.split()) for line in out.partition("Every conclusion by the rule")[2].splitlines()]
    at = told.index("district subsidy rate")

    assert told[at + 1 : at + 3] == ["unrenovated 五(二)2 2", "no rule (open) 1"]
    assert "in scope" not in told
    assert any(line.endswith("more have one rule alone, which gives every row") for line in told)


def test_a_register_of_which_nothing_is_decided_has_nothing_to_count(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "assess", written("r.csv", HEADING + FINE + FINE))

    assert status == 1
    assert "Every conclusion by its standing (0 rows)" in out


def test_problems_end_with_1_and_the_rest_is_assessed(capsys: pytest.CaptureFixture[str]) -> None:
    rows = FINE + "B,亭湖区,是,是,19966,是,是,10000,自治,否,否\n"
    status, out, _ = run(capsys, "assess", written("r.csv", HEADING + rows), "--lang", "zh", "--on", "2019-07-01")

    assert status == 1
    assert "确定 1" in out
    assert "待查 1" in out
    assert "  r.csv:E3 建成年份: `建成年份` 的值是 `19966`（提示：允许：1900 至 2100 年）" in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["assess", "nowhere.csv"], "nowhere.csv: there is no such file\n"),
        (["assess", "nowhere.csv", "--lang", "zh"], "nowhere.csv: 没有这个文件\n"),
        (["assess", "empty.csv"], "empty.csv: the table is empty\n"),
        (["assess", "."], ".: this is a folder, not a file\n"),
        (["assess"], "REGISTER is missing.\nSee: estate-policy assess --help\n"),
        (["assess", "--lang", "zh"], "缺少 REGISTER。\n见：estate-policy assess --help\n"),
        (
            ["--lang", "zh", "asess"],
            "没有命令 asess。是否应为 assess？\n见：estate-policy --help\n",
        ),
        (
            ["assess", "r.csv", "--onn", "x"],
            "There is no option --onn. Did you mean --on?\nSee: estate-policy assess --help\n",
        ),
        (
            ["assess", "r.csv", "--on", "2019-02-30"],
            "--on cannot be 2019-02-30; allowed: a day like 2019-07-01.\nSee: estate-policy assess --help\n",
        ),
        (
            ["decide", "a.yaml", "--why-not", "x"],
            (
                "--why-not cannot be x; allowed: a conclusion and a value, like in_scope=yes.\n"
                "See: estate-policy decide --help\n"
            ),
        ),
        (
            ["assess", "r.csv", "--out", "r.ods"],
            "--out cannot be r.ods; allowed: .csv, .xlsx or .parquet.\nSee: estate-policy assess --help\n",
        ),
        (
            ["assess", "--lang", "fr", "r.csv"],
            "--lang has a value that it cannot have; allowed: zh, en.\nSee: estate-policy assess --help\n",
        ),
    ],
)
def test_what_cannot_run_ends_with_2_and_says_why(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    written("empty.csv", "")
    status, out, err = run(capsys, *arguments)

    assert (status, out, err) == (2, "", message)


def test_help_is_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    status, chinese, _ = run(capsys, "assess", "--help", "--lang", "zh")
    _, english, _ = run(capsys, "--help")

    assert status == 0
    assert chinese.startswith("用法：estate-policy assess [选项] REGISTER\n")
    assert "显示本说明后退出。" in chinese
    assert "Options" not in chinese
    assert english.startswith("Usage: estate-policy [OPTIONS] COMMAND [ARGS]...\n")
    assert "Exit status: 0 fine, 1 problems in the input" in english


@pytest.mark.parametrize(("place", "head"), [("zh_CN.UTF-8", "用法："), ("C.UTF-8", "Usage: "), ("en_GB", "Usage: ")])
def test_the_language_is_that_of_the_environment_unless_asked_for(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, place: str, head: str
) -> None:
    monkeypatch.setenv("LANG", place)

    assert run(capsys, "--help")[1].startswith(head)
    assert run(capsys, "--help", "--lang=en")[1].startswith("Usage: ")


def test_one_estate_is_explained_from_yaml(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, err = run(capsys, "decide", written("TH-001.yaml", FACTS), "--lang", "zh", "--on", "2019-07-01")

    assert (status, err) == (0, "")
    assert out.splitlines()[3] == "【全年区级补贴】288.00 元/年（确定）"


def test_one_conclusion_alone_is_explained(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "decide", written("a.yaml", FACTS), "--conclusion", "district_subsidy_rate")

    assert out.splitlines()[3] == "district subsidy rate: 0.3 CNY/m²/month (settled)"


def test_what_would_have_to_be_otherwise_is_told_after_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    late = written("a.yaml", FACTS.replace("1996", "1999"))
    status, out, _ = run(capsys, "decide", late, "--conclusion", "in_scope", "--why-not", "in_scope=是", "--lang", "zh")

    assert status == 0
    assert out.splitlines()[-2:] == [
        "“属于实施范围”要成为是，最少须改变 1 项事实，下列任一种即可：",
        "  · 建成年份：1999 年 → 1998 年",
    ]


def test_with_json_the_changes_are_data(capsys: pytest.CaptureFixture[str]) -> None:
    late = written("a.yaml", FACTS.replace("1996", "1999"))
    _, out, _ = run(capsys, "decide", late, "--json", "--why-not", "yearly_district_subsidy=288")

    assert json.loads(out)["why_not"] == {
        "conclusion": "yearly_district_subsidy",
        "value": "288",
        "ways": [[{"fact": "completion_year", "before": "1999", "after": "1998"}]],
        "more": False,
        "complete": False,
        "unsearched": ["gross_floor_area"],
        "ended": False,
    }


HOUSEHOLD = """\
id: H-1
hardship: dibao
certificate_presented: true
receipt_presented: true
fee_paid: 240
estate:
  id: TH-001
  in_urban_area: true
  recognised_by_district: 是
  completion_year: 1996
  infrastructure_aged: true
  completed_in_phases: false
"""


def test_what_to_ask_is_told_after_the_decision(capsys: pytest.CaptureFixture[str]) -> None:
    late = written("a.yaml", FACTS.replace("1996", "unknown"))
    status, out, _ = run(capsys, "decide", late, "--conclusion", "in_scope", "--ask", "in_scope", "--lang", "zh")

    assert status == 0
    assert out.partition("\n\n要认定")[2].splitlines() == [
        "“属于实施范围”：",
        "  请先查明：小区哪一年建成？（无论如何回答，均不再缺其他事实）",
        "  查明下列任一组，无论结果如何，均不再缺事实：",
        "    · 建成年份",
        "  所缺事实及可填内容：",
        "    · 建成年份：小区哪一年建成？可填：1900 年至 2100 年",
    ]


def test_of_another_subject_it_is_said_whose_fact_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    file = written("h.yaml", HOUSEHOLD)
    _, out, _ = run(capsys, "decide", file, "--of", "household", "--ask", "relief_entitled", "--lang", "en")
    asked = "Are the estate's supporting facilities incomplete?"

    assert out.partition("\n\nto settle")[2].splitlines() == [
        " “may apply for relief”:",
        f"  ask first: {asked} (whatever the answer, nothing more is missing then)",
        "  each of these lines is enough, whatever its facts turn out to be:",
        "    · the household's estate: supporting facilities incomplete",
        "  the missing facts, and what they may be:",
        f"    · the household's estate: supporting facilities incomplete: {asked} Allowed: yes or no",
    ]


def test_where_no_fact_is_missing_none_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "decide", written("a.yaml", FACTS), "--ask", "in_scope")

    assert out.endswith("\n\nno fact about “in scope” is missing.\n")


def test_with_json_what_to_ask_is_data_as_the_schema_describes_it(capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--json", "--ask", "relief_entitled", "--why-not", "relief_entitled=yes")
    _, out, _ = run(capsys, "decide", written("h.yaml", HOUSEHOLD), "--of", "household", *asked)
    data, fact = json.loads(out), "estate.supporting_facilities_incomplete"

    jsonschema.validate(data, SCHEMA)
    assert data["why_not"]["ways"] == [[{"fact": fact, "before": None, "after": True}]]
    assert data["ask"]["facts"][fact]["allowed"] == {"zh": "是或否", "en": "yes or no"}
    assert data["ask"] | {"facts": {}} == {
        "conclusion": "relief_entitled",
        "next": {"fact": fact, "settling": 2, "cells": 2, "complete": True},
        "always": [[fact]],
        "sometimes": [{fact: True}],
        "complete": True,
        "unsearched": [],
        "ended": False,
        "facts": {},
    }


@pytest.mark.parametrize("asked", [("--ask", "yearly_district_subsidy"), ("--why-not", "in_scope=no"), ()])
def test_what_is_asked_for_with_json_is_what_the_schema_describes(
    capsys: pytest.CaptureFixture[str], asked: tuple[str, ...]
) -> None:
    few = written("a.yaml", "id: A\ngross_floor_area: 80\n")
    _, out, _ = run(capsys, "decide", few, "--json", *asked)
    data = json.loads(out)

    jsonschema.validate(data, SCHEMA)
    assert ("ask" in data, "why_not" in data) == ("--ask" in asked, "--why-not" in asked)


@pytest.mark.parametrize("called", ["in_scope", "属于实施范围", "in scope", " In Scope"])
def test_a_conclusion_may_be_called_by_its_words_in_either_language(
    capsys: pytest.CaptureFixture[str], called: str
) -> None:
    late = written("a.yaml", FACTS.replace("1996", "unknown"))
    options = ("--conclusion", called, "--ask", called, "--why-not", f"{called}=no", "--lang", "en")
    status, out, err = run(capsys, "decide", late, *options)

    assert (status, err) == (0, "")
    assert [line for line in out.splitlines() if "in scope" in line and not line.startswith("  ")] == [
        "in scope: not determined (unknown)",
        "to settle “in scope”:",
        "“in scope” would be no if facts were otherwise, 1 at the least; each of these would do:",
    ]


@pytest.mark.parametrize("option", ["--conclusion", "--ask", "--why-not"])
@pytest.mark.parametrize(
    ("called", "language", "message"),
    [
        ("in_scop", "en", "`in_scop` is not a conclusion about this subject (hint: did you mean `in_scope`?)"),
        ("全年区补贴", "zh", "没有结论 `全年区补贴`（提示：是否应为 `全年区级补贴`？）"),
        (
            "xyzzy",
            "en",
            (
                "`xyzzy` is not a conclusion about this subject (hint: leave the option out to see the conclusions; "
                "the words that they are told in will do)"
            ),
        ),
        # Of a household, not of an estate.
        (
            "低保、特困补贴金额",
            "zh",
            "没有结论 `低保、特困补贴金额`（提示：不加这一选项即列出各项结论，可照所列文字填写）",
        ),
    ],
)
def test_an_unknown_conclusion_ends_with_2_and_the_one_probably_meant(
    capsys: pytest.CaptureFixture[str], option: str, called: str, language: str, message: str
) -> None:
    given = f"{called}=no" if option == "--why-not" else called
    status, _, err = run(capsys, "decide", written("a.yaml", FACTS), option, given, "--lang", language)

    assert (status, err) == (2, message + "\n")


def test_json_loses_no_digit_in_or_out(capsys: pytest.CaptureFixture[str]) -> None:
    facts = {"id": "A", "in_urban_area": True, "renovated": None}
    text = json.dumps(facts)[:-1] + ', "gross_floor_area": 9999999.99, "completion_year": 1998}'
    status, out, _ = run(capsys, "decide", written("a.json", text), "--json")
    data = json.loads(out)

    assert status == 0
    assert data["facts"]["gross_floor_area"] == "9999999.99"
    assert (data["facts"]["id"], data["facts"]["renovated"]) == ("A", None)


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        (
            "a.yaml",
            FACTS + "renovatd: true\n",
            "a.yaml:12:1: `renovatd` is not a fact of `estate` (hint: did you mean `renovated`?)",
        ),
        (
            "a.yaml",
            FACTS.replace("1996", "year"),
            "a.yaml:5:1: `completion_year` is `year`, which is not a number (hint: ",
        ),
        (
            "a.json",
            '{"id": "A", "merged": false, "gross_floor_area": NaN}',
            "a.json: `gross_floor_area` is `NaN`, which is not a number",
        ),
        ("a.json", '{"id": "A", "merged": false, "renovated": [1]}', "a.json: `renovated` should be a single text"),
        (
            "a.json",
            '{"id": "A", "merged": false, "completion_year": 1e3}',
            "a.json: `completion_year` is `1e3`, which is not a number",
        ),
    ],
)
def test_a_bad_fact_ends_with_1_and_the_rest_is_decided(
    capsys: pytest.CaptureFixture[str], name: str, text: str, problem: str
) -> None:
    status, out, err = run(capsys, "decide", written(name, text))

    assert (status, err.startswith(problem)) == (1, True), err
    assert "yearly district subsidy: " in out


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("a.json", "{", "a.json:1:2: not valid JSON: "),
        ("a.json", "[]", "a.json: expected a mapping of names\n"),
        ("a.json", '{"id": "A", "id": "B"}', "a.json: `id` stands here a second time, first at a.json\n"),
        ("a.yaml", "id: A\n编号: B", "a.yaml:2:1: `id` is given already, as `id`\n"),
        ("a.yaml", "renovated: true", "a.yaml: `id` is missing (hint: an id is headed: id, 小区编号, "),
        ("a.yaml", "id: A", "a.yaml: not one fact could be read\n"),
        ("a.yaml", "", "a.yaml:1:1: the file is empty\n"),
        ("a.yaml", "a: !!python/object:os.system x", "a.yaml:1:4: YAML tags are refused: "),
    ],
)
def test_a_file_that_holds_no_estate_ends_with_2(
    capsys: pytest.CaptureFixture[str], name: str, text: str, problem: str
) -> None:
    status, out, err = run(capsys, "decide", written(name, text))

    assert (status, out, err.startswith(problem)) == (2, "", True), err


def test_an_event_that_the_file_says_is_unknown_is_unknown(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(capsys, "decide", written("a.yaml", FACTS + "merged: unknown\n"), "--json")

    assert json.loads(out)["unknown_events"] == ["merged"]


def test_the_shipped_policy_checks_out(capsys: pytest.CaptureFixture[str]) -> None:
    status, out, _ = run(capsys, "check", "--lang", "zh", "--engine", "exact")

    assert status == 0
    assert out.endswith("没有问题。\n")


def test_a_policy_with_problems_ends_with_1_and_names_them_all(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(shipped_policy(), "policy")
    file = next(Path("policy/yancheng").glob("05-2-2-*.yaml"))
    text = file.read_text("utf-8")
    file.write_text(
        text.replace("then: renovated_rate", "then: renovatd_rate", 1).replace("{always: 0.3}", "{always: 3e-1}")
    )
    status, out, _ = run(capsys, "check", "--policy", "policy")

    assert status == 1
    assert [line.split(": ")[1].split(" (hint")[0] for line in out.splitlines()] == [
        "`3e-1` is not a number as figures are written",
        "`renovatd_rate` is neither a fact, a parameter, a conclusion nor a choice",
    ]


def test_a_source_that_cannot_be_read_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "check", "--source", "nowhere.md")

    assert (status, err) == (2, "nowhere.md: there is no such file\n")


def test_without_the_extra_the_command_says_what_to_install() -> None:
    program = "import sys; sys.modules['rich'] = None; from estate_policy.cli import main; main(['check'])"
    source = Path(__file__).parents[1] / "src"
    ended = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(source)},
    )

    assert (ended.returncode, ended.stderr) == (2, "the command needs an extra: pip install 'estate-policy[cli]'\n")


def test_output_that_nobody_reads_to_the_end_is_no_error(tmp_path: Path) -> None:
    written("r.csv", HEADING + FINE)
    source = Path(__file__).parents[1] / "src"
    program = "from estate_policy.cli import main; main()"
    ended = subprocess.run(  # noqa: S602 the pipe is what is tested
        f"{sys.executable} -c '{program}' decide --help | true; {sys.executable} -c '{program}' assess r.csv | head -1",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(source)},
    )

    assert ended.stderr == ""


def test_output_that_finds_no_room_ends_with_2() -> None:
    source = Path(__file__).parents[1] / "src"
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-c", "from estate_policy.cli import main; main()", "decide", "--help", "--lang", "en"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
            env={**os.environ, "PYTHONPATH": str(source)},
        )

    assert (ended.returncode, ended.stderr) == (2, "stdout: it cannot be written: the disk is full\n")
