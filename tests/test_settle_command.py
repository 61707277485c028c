"""`settle`, `template` and `replay` of what was closed, as people use them; figures worked by hand from the rates."""

import csv
import gc
import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from estate_policy import Problem, amend, load_amendment, load_policy
from estate_policy.cli import main
from estate_policy.errors import TableError
from estate_policy.loading import shipped_policy
from estate_policy.messages import Message
from estate_policy.record_sheets import SHEETS
from estate_policy.records_file import read_records
from estate_policy.report_file import write_report
from estate_policy.settlement import Settlement, settle
from estate_policy.template_file import write_template
from estate_policy.terms import Language
from tests.commands import Ended, ran

STATED = str(shipped_policy() / "instruments" / "sample-adoption.yaml")
ESTATES = """\
编号,名称,所在区,位于市区,经区调查认定,建成年份,分期建成,基础设施老化,配套设施不健全,建筑面积,管理模式,已落实整治改造
A1,老钟里,亭湖区,是,是,1996,否,是,是,12345.67,自治,否
A2,运河苑,亭湖区,是,是,1994,否,是,是,8000,专业化,否
A3,磨坊村,亭湖区,是,是,1994,否,是,是,,托管,否
"""
CHANGES = """\
小区编号,变化的事实,变化后,变化日期
A1,已落实整治改造,是,2019-06-18
"""
VOUCHERS = """\
小区编号,凭证号,凭证日期,补贴起始月份,补贴截止月份,凭证金额,凭证用途
A1,V-1,2019-12,2019-01,2019-12,29629.61,区级补贴
A2,V-2,2019-12,2019-01,2019-12,九千六,区级补贴
"""
EVALUATIONS = """\
小区编号,年度,绩效评价结果
A1,2019,达标
"""


@pytest.fixture(autouse=True)
def records(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.chdir(tmp_path)
    return written(tmp_path)


def written(folder: Path) -> Path:
    """The records, in a folder of their own."""
    records = folder / "records"
    records.mkdir()
    for name, text in (("小区", ESTATES), ("变化", CHANGES), ("凭证", VOUCHERS), ("评价", EVALUATIONS)):
        (records / f"{name}.csv").write_text(text, "utf-8")
    return records


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, the output, the errors."""
    with pytest.raises(SystemExit) as ended:
        main([*arguments])
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


OF_2019 = ("settle", "records", "--year", "2019", "--amend", STATED)


def of_2019(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    return run(capsys, *OF_2019, "--engine", "exact", *arguments)


Settled = Callable[[Language], Ended]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Language], tuple[Ended, Path]]:
    """The settlement of 2019 as it is told in a language, and the folder of its report and of what was closed."""

    @cache
    def once(language: Language) -> tuple[Ended, Path]:
        folder = tmp_path_factory.mktemp(language)
        written(folder)
        files = ("--out", "report.xlsx", "--close", "closed.json")
        return ran([*OF_2019, *files, "--lang", language], folder, {"COLUMNS": "80"}), folder

    return once


@pytest.fixture
def settled(made: Callable[[Language], tuple[Ended, Path]], tmp_path: Path) -> Settled:
    """The same, the two files where the test is."""

    def placed(language: Language) -> Ended:
        ended, folder = made(language)
        for name in ("report.xlsx", "closed.json"):
            shutil.copy(folder / name, tmp_path)
        return ended

    return placed


def rows(sheet: str, path: str = "report.xlsx") -> list[tuple[object, ...]]:
    """The rows of a sheet from its heading on, which is the last that stays in sight."""
    page = openpyxl.load_workbook(path)[sheet]
    top = int("".join(filter(str.isdigit, page.freeze_panes or ""))) - 2
    found: list[tuple[object, ...]] = list(page.iter_rows(values_only=True))
    return found[top:]


def test_it_says_who_is_to_pay_whom_how_much_and_what_is_open(settled: Settled) -> None:
    """A1: 12,345.67 m² at 0.3 and at 0.1, six months each, are 29,629.608; A2: 9,600; A3, of 0.01 m² or more: 0.036."""
    ended = settled("en")
    out = ended.out

    assert (ended.status, ended.err) == (1, "")
    assert "亭湖区 2019: to be paid (3 estates, CNY)" in out
    (subsidy,) = [line.split() for line in out.splitlines() if line.startswith("the district's subsidy")]
    assert subsidy[-3:] == ["4", "39,229.608", "39,229.644"]
    assert out.count("+ 1 without a most") == 2
    assert "EXAMPLE" in out
    assert "Problems (1)" in out
    assert "凭证.csv:F3 凭证金额: `amount` is `九千六`, which is not a number" in out


def test_no_line_of_the_tables_is_wider_than_the_terminal(settled: Settled) -> None:
    from rich.cells import cell_len  # noqa: PLC0415 it comes with an extra

    for language in get_args(Language):
        after = "认定的金额" if language == "zh" else "Amounts concluded"
        table = settled(language).out.partition(after)[0].splitlines()

        assert max(map(cell_len, table[1:])) <= 80


def test_one_bad_voucher_loses_nothing_else_and_leaves_its_estate_open(settled: Settled) -> None:
    settled("en")
    head, *estates = rows("Estates")
    outstanding = head.index("district subsidy still to be paid (less than nought: overpaid)")
    told = {row[2]: row[outstanding] for row in estates}

    assert told["A1"] == 0
    assert "unknown" in str(told["A2"])


def test_the_report_is_a_formatted_workbook_with_exact_numbers(settled: Settled) -> None:
    ended = settled("zh")
    book = openpyxl.load_workbook("report.xlsx")
    ledger = book["台账"]
    (first, *_), head = [row for row in rows("台账") if row[0] == 1], rows("台账")[0]

    assert ended.status == 1
    assert "报告已写入 report.xlsx" in ended.out
    assert book.sheetnames == ["汇总", "各区", "台账", "各小区", "问题", "假定与解释"]
    assert dict(zip(head, first, strict=True)) | {"条文": None, "算式或规则": None} == {
        "序号": 1,
        "区（管委会）": "亭湖区",
        "年度": 2019,
        "小区编号": "A1",
        "小区名称": "老钟里",
        "起": first[5],
        "止": first[6],
        "付款方": "区政府（管委会）",
        "收款方": "街道社区（镇、村）与管理单位的共管账户",
        "款项": "区级补贴",
        "金额（元）": 22222.206,
        "至少（元）": 22222.206,
        "至多（元）": 22222.206,
        "状态": "确定",
        "算式或规则": None,
        "规则": "formula",
        "条款": "五(二)2",
        "条文": None,
        "所缺事项": None,
    }
    assert [getattr(day, "date")() for day in first[5:7]] == [date(2019, 1, 1), date(2019, 6, 30)]  # noqa: B009 of any
    assert ledger["K6"].number_format.startswith("#,##0.00")
    assert (ledger.freeze_panes, ledger["A5"].font.name, ledger["A5"].font.b) == ("F6", "Microsoft YaHei", True)
    assert ledger.column_dimensions["O"].width > 50
    assert ledger.auto_filter.ref is not None


def test_the_ledger_of_the_report_adds_up_to_its_summary(capsys: pytest.CaptureFixture[str]) -> None:
    of_2019(capsys, "--out", "report.xlsx", "--lang", "en", "--rhythm", "quarterly")
    head, *ledger = rows("Ledger")
    amount, payer = head.index("amount, CNY"), head.index("payer")
    summed: dict[object, Decimal] = {}
    for row in ledger:
        if isinstance(row[0], int) and row[amount] is not None:
            summed[row[payer]] = summed.get(row[payer], Decimal(0)) + Decimal(str(row[amount]))
    heading, *summary = rows("Summary")
    totals = {
        row[heading.index("payer")]: Decimal(str(row[heading.index("known lines, CNY")]))
        for row in summary
        if row[0] == "total"
    }

    assert summed == totals
    assert sum(totals.values()) == Decimal("29629.61") + 9600 + Decimal("14814.81")


def test_problems_and_what_is_relied_on_are_in_the_report(settled: Settled) -> None:
    settled("en")

    assert [row[0] for row in rows("Problems")[1:]] == ["凭证.csv:F3 凭证金额"]
    followed = {str(row[1]): row[2] for row in rows("Assumptions")[1:]}
    assert followed["by which day's state a month counts in which the state changes"] == "that of its first day"


def test_what_was_closed_replays_and_a_corrected_day_is_taken_back(
    capsys: pytest.CaptureFixture[str], records: Path, settled: Settled
) -> None:
    """Renovated in April and not in June: two months of 12,345.67 m² at 0.2 less, 4,938.268."""
    settled("en")
    assert run(capsys, "replay", "closed.json", "--amend", STATED, "--engine", "exact")[0] == 0
    (records / "变化.csv").write_text(CHANGES.replace("2019-06-18", "2019-04-18"), "utf-8")
    before = Path("closed.json").read_bytes()
    _, out, _ = of_2019(capsys, "--closed", "closed.json", "--out", "report.xlsx", "--lang", "en")

    assert "Differences to what was closed (2, CNY)" in out
    assert "-4,938.268" in out
    told = [row[5:9] + row[11:12] for row in rows("Differences")[1:3]]
    assert told == [
        ("the district's subsidy", 29629.608, 24691.34, -4938.268, "give back"),
        ("rounding of the district's subsidy", 0.002, 0, -0.002, "give back"),
    ]
    assert Path("closed.json").read_bytes() == before


def test_a_district_whose_estates_turn_out_to_be_of_another_gives_all_of_it_back(
    records: Path, capsys: pytest.CaptureFixture[str], settled: Settled
) -> None:
    """A2: 8,000 m² at 0.1 are 9,600 for the year."""
    settled("en")
    (records / "小区.csv").write_text(ESTATES.replace("亭湖区", "盐都区"), "utf-8")
    status, out, _ = of_2019(
        capsys, "--district", "亭湖区", "--closed", "closed.json", "--out", "report.xlsx", "--lang", "en"
    )

    assert status == 1
    assert "no estate on record is in `亭湖区`, so that nothing was settled for it (hint: allowed: 盐都区)" in out
    assert ("A2", -9600, "give back") in [(row[2], row[8], row[11]) for row in rows("Differences")]


def test_a_changed_digit_of_what_was_closed_is_found(capsys: pytest.CaptureFixture[str], settled: Settled) -> None:
    settled("en")
    text = Path("closed.json").read_text("utf-8")
    Path("closed.json").write_text(text.replace('"22222.206"', '"22222.207"', 1), "utf-8")
    status, out, _ = run(capsys, "replay", "closed.json", "--amend", STATED, "--lang", "en")

    assert status == 1
    assert "/lines/0/amount" in out
    assert "it was changed after it was closed" in out


def test_what_is_closed_already_is_not_written_over(capsys: pytest.CaptureFixture[str], settled: Settled) -> None:
    settled("en")
    status, _, err = of_2019(capsys, "--close", "closed.json", "--lang", "en")

    assert status == 2
    assert "what is closed is not written over" in err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--year", "19"), "--year cannot be 19; allowed: a year like 2019"),
        (("--year", "2019", "--out", "report.csv"), "--out cannot be report.csv; allowed: .xlsx"),
        ((), "--year is missing"),
        (("--year", "2019", "--closed", "none.json"), "none.json"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is_settled(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], message: str
) -> None:
    status, out, err = run(capsys, "settle", "records", *arguments, "--lang", "en")

    assert (status, out) == (2, "")
    assert message in err


def test_a_closed_file_that_was_changed_is_held_against_nothing(
    capsys: pytest.CaptureFixture[str], settled: Settled
) -> None:
    """A clerk who trusted it would pay the difference."""
    settled("en")
    text = Path("closed.json").read_text("utf-8")
    Path("closed.json").write_text(text.replace('"22222.206"', '"12222.206"', 1), "utf-8")
    status, out, err = of_2019(capsys, "--closed", "closed.json", "--lang", "en")

    assert (status, out) == (2, "")
    assert "it was changed after it was closed" in err


def test_what_was_not_compared_and_another_policy_are_told(capsys: pytest.CaptureFixture[str]) -> None:
    run(capsys, "settle", "records", "--year", "2019", "--year", "2020", "--amend", STATED, "--close", "closed.json")
    _, out, _ = run(
        capsys, "settle", "records", "--year", "2020", "--year", "2021", "--closed", "closed.json", "--lang", "en"
    )

    assert "Years that were closed and not compared: 2019" in out
    assert "Years that were not closed, with nothing to compare: 2021" in out
    assert "it was closed under another policy or other amendments" in out


def test_districts_that_were_not_closed_are_told_and_not_held_against_it(capsys: pytest.CaptureFixture[str]) -> None:
    of_2019(capsys, "--district", "亭湖区", "--close", "closed.json")
    _, of_all, _ = of_2019(capsys, "--closed", "closed.json", "--lang", "en")
    _, of_another, _ = of_2019(capsys, "--district", "盐都区", "--closed", "closed.json", "--lang", "en")

    assert "Only these were compared: 亭湖区" in of_all
    assert "Districts that were not closed, with nothing to compare: 盐都区" in of_another


def test_closing_with_problems_is_told(settled: Settled) -> None:
    assert "the records have problems still (1); it was closed as it is" in settled("en").out


def test_a_district_goes_by_the_names_that_registers_take(capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = of_2019(capsys, "--district", "亭湖", "--lang", "en")

    assert "亭湖区 2019: to be paid (3 estates, CNY)" in out


def test_ids_in_another_width_or_case_are_the_same_estate_when_restated(
    capsys: pytest.CaptureFixture[str], records: Path, settled: Settled
) -> None:
    settled("en")
    for name in ("小区", "变化", "凭证", "评价"):
        text = (records / f"{name}.csv").read_text("utf-8")
        (records / f"{name}.csv").write_text(text.replace("A1,", "ａ1,"), "utf-8")
    _, out, _ = of_2019(capsys, "--closed", "closed.json", "--lang", "en")

    assert "Differences to what was closed (0, CNY)" in out


@pytest.mark.parametrize("command", ["settle", "budget", "assess"])
def test_what_is_read_is_never_written_over(capsys: pytest.CaptureFixture[str], command: str) -> None:
    write_template(Path("book.xlsx"), load_policy(), "zh")
    before = Path("book.xlsx").read_bytes()
    year = () if command == "assess" else ("--year", "2019")
    status, _, err = run(capsys, command, "book.xlsx", *year, "--out", "book.xlsx", "--lang", "en")

    assert status == 2
    assert "book.xlsx" in err
    assert Path("book.xlsx").read_bytes() == before


def test_a_budget_of_records_counts_with_the_changes_that_are_dated(capsys: pytest.CaptureFixture[str]) -> None:
    """A1 is renovated since 2019: 12,345.67 m² at 0.1 are 14,814.804 a year, paid as 14,814.80; A2 9,600."""
    _, out, _ = run(capsys, "budget", "records", "--year", "2021", "--amend", STATED, "--lang", "en", "--out", "b.csv")
    with Path("b.csv").open(encoding="utf-8-sig") as file:
        due = {
            row["estate"]: row["known"] for row in csv.DictReader(file) if row["purpose"] == "the district's subsidy"
        }

    assert "budget (3 estates, CNY)" in out
    assert (due["A1"], due["A2"]) == ("14814.804", "9600")


def test_what_an_amendment_adopts_is_told_as_followed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Renovated on 18 June, June by its days: 17 of 30 at 3,703.701 and 13 at 1,234.567."""
    (tmp_path / "by-days.yaml").write_text(
        """\
amendment: by-days
title: {zh: 按日, en: by days}
source: {zh: 测试, en: a test}
reason: {zh: 测试, en: a test}
in_force: always
clauses:
  一: {title: {zh: 按日, en: by days}, text: 按各状况的天数比例计算。}
changes:
  yancheng/五(二)2/assumptions/month_status: {quote: 按各状况的天数比例计算, adopt: by_days}
""",
        "utf-8",
    )
    of_2019(capsys, "--amend", "by-days.yaml", "--out", "report.xlsx", "--lang", "en")
    followed = {str(row[1]): row[2] for row in rows("Assumptions")[1:]}

    assert followed["by which day's state a month counts in which the state changes"] == "every state's for its days"


@pytest.fixture(scope="module")
def settlement(made: Callable[[Language], tuple[Ended, Path]]) -> Settlement:
    policy = amend(load_policy(), load_amendment(STATED))
    _, folder = made("en")
    return settle(policy, read_records(folder / "records", policy).records, [2019], engine="exact")


def test_an_interrupted_report_leaves_nothing_behind(settlement: Settlement, tmp_path: Path) -> None:
    def problems() -> Iterator[Problem]:
        yield Problem(Message("file-missing"))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_report(tmp_path / "report.xlsx", settlement, problems())

    assert [path.name for path in tmp_path.iterdir()] == ["records"]


def test_a_report_for_which_there_is_no_room_is_refused_and_leaves_nothing(settlement: Settlement) -> None:
    with pytest.raises(TableError, match="it cannot be written"):
        write_report(Path("/dev/full/report.xlsx"), settlement, [])
    gc.collect()  # what the error held is freed, too, and the process lives on


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("name", ["empty.xlsx", "empty"])
def test_a_template_has_every_sheet_and_is_read_without_a_problem_once_an_estate_stands_in_it(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, language: str
) -> None:
    status, _, _ = run(capsys, "template", name, "--lang", language)
    if name.endswith(".xlsx"):
        book = openpyxl.load_workbook(name)
        names = book.sheetnames[:-1]
        book.worksheets[0]["A2"] = "A1"
        book.save(name)
    else:
        names = sorted(path.stem for path in Path(name).iterdir())
        estates = Path(name) / f"{SHEETS[0].term.in_language(language)}.csv"  # type: ignore[arg-type]
        width = len(next(csv.reader(estates.read_text("utf-8-sig").splitlines())))
        with estates.open("a", encoding="utf-8") as file:
            file.write("A1" + "," * (width - 1) + "\n")
    read = read_records(tmp_path / name, load_policy())

    assert status == 0
    assert {sheet.term.in_language(language) for sheet in SHEETS} <= set(names)  # type: ignore[arg-type]
    assert (read.problems, [history.id for history in read.records.estates]) == ((), ["A1"])


def test_a_template_offers_its_choices_and_explains_its_columns() -> None:
    write_template(Path("empty.xlsx"), load_policy(), "zh")
    book = openpyxl.load_workbook("empty.xlsx")
    sheet = book["评价"]
    headings = {cell.value: cell for cell in sheet[1]}
    offered = {
        str(validation.sqref).partition(":")[0]: validation.formula1
        for validation in sheet.data_validations.dataValidation
    }
    result = headings["绩效评价结果"]

    assert offered[f"{get_column_letter(result.column or 0)}2"] == '"达标,不达标,尚未评价"'
    assert result.comment is not None
    assert "绩效评价结果如何？" in result.comment.text


def test_a_template_is_written_over_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("records", "kept")
    status, _, err = run(capsys, "template", "kept", "--lang", "en")

    assert (status, err) == (2, "kept: it is there already; a template is written over nothing\n")
    assert sorted(path.name for path in Path("kept").iterdir()) == sorted(
        path.name for path in Path("records").iterdir()
    )


def test_a_closed_file_holds_the_records_and_no_path_of_the_machine(
    made: Callable[[Language], tuple[Ended, Path]],
) -> None:
    _, folder = made("en")
    text = (folder / "closed.json").read_text("utf-8")

    assert str(folder) not in text
    assert [one["facts"]["id"] for one in json.loads(text)["records"]["estates"]] == ["A1", "A2", "A3"]


def test_a_workbook_that_finds_no_room_is_refused_once_and_nothing_is_left(tmp_path: Path) -> None:
    """Files of this process have at most 32,000 bytes, fewer than the workbook and more than any part of it."""
    code = (
        "import resource, signal\n"
        "from estate_policy import TableError, load_policy, write_template\n"
        "policy = load_policy()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (32_000, 32_000))\n"
        "try:\n"
        "    write_template('records.xlsx', policy)\n"
        "except TableError as error:\n"
        "    print(error)\n"
    )
    here = tmp_path / "here"
    here.mkdir()
    done = subprocess.run([sys.executable, "-B", "-c", code], cwd=here, capture_output=True, text=True, check=False)

    assert (done.stdout, done.stderr) == ("records.xlsx: it cannot be written: File too large\n", "")
    assert list(here.iterdir()) == []
