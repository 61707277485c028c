"""What offices do to the command: their encodings, mistakes and files. It stops or goes on, and says so."""

import io
import json
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from estate_policy.cli import main
from estate_policy.errors import TableError
from estate_policy.loading import shipped_policy
from estate_policy.results_file import write_table

HEADING = "编号,所在区,位于市区,经区调查认定,建成年份,基础设施老化,配套设施不健全,建筑面积,管理模式,已落实整治改造\n"
FINE = "A,亭湖区,是,是,1996,是,是,10000,自治,否\n"


@pytest.fixture(autouse=True)
def desk(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.chdir(tmp_path)


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """The exit status, the output, the errors."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    captured = capsys.readouterr()
    assert isinstance(ended.value.code, int)
    return ended.value.code, captured.out, captured.err


def written(name: str, text: str, encoding: str = "utf-8") -> str:
    Path(name).write_text(text, encoding)
    return name


@pytest.mark.parametrize(
    ("encoding", "command"),
    [
        ("ascii", ["assess", "r.csv"]),
        *((encoding, ["decide", "a.yaml"]) for encoding in ("gbk", "ascii", "cp1252")),
        *((encoding, ["decide", "a.yaml", "--json"]) for encoding in ("gbk", "ascii", "cp1252")),
    ],
)
def test_no_encoding_of_the_terminal_stops_the_command(encoding: str, command: list[str]) -> None:
    written("r.csv", HEADING + FINE)
    written("a.yaml", "id: 甲²\n建成年份: 1995\n")
    binary = io.BytesIO()
    out, err = io.TextIOWrapper(binary, encoding), io.TextIOWrapper(io.BytesIO(), encoding)
    with redirect_stdout(out), redirect_stderr(err), pytest.raises(SystemExit) as ended:
        main([*command, "--engine", "exact", "--lang", "zh"])
    out.flush()
    printed = binary.getvalue()

    assert (ended.value.code, err.tell()) == (0, 0)
    assert printed != b""
    if "--json" in command:
        assert json.loads(printed.decode(encoding))["facts"]["id"] == "甲²"


def test_no_encoding_of_the_terminal_stops_a_process_either() -> None:
    written("a.yaml", "id: 甲²\n建成年份: 1995\n")
    ended = subprocess.run(
        [sys.executable, "-c", "from estate_policy.cli import main; main()", "decide", "a.yaml", "--lang", "zh"],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[1] / "src"), "PYTHONIOENCODING": "gbk"},
    )

    assert (ended.returncode, ended.stderr) == (0, b"")


def test_control_and_direction_signs_are_written_out(capsys: pytest.CaptureFixture[str]) -> None:
    status, _, err = run(capsys, "assess", "no\u202e\u001b[31m.csv")

    assert (status, err) == (2, "no\\u202e\\u001b[31m.csv: there is no such file\n")


def test_the_register_is_never_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    name = written("r.csv", HEADING + FINE)
    Path("also.csv").symlink_to(name)
    ended = run(capsys, "assess", name, "--out", "also.csv")

    assert ended == (2, "", "also.csv: the results would be written over the register\n")
    assert Path(name).read_text("utf-8") == HEADING + FINE


def test_results_too_large_for_a_workbook_are_refused() -> None:
    with pytest.raises(
        TableError, match=r"more than 1,048,576 rows: too many for a sheet \(hint: write a \.csv file\)"
    ):
        write_table(Path("out.xlsx"), ["id"], ([] for _ in range(1_048_576)))
    with pytest.raises(TableError, match=r"a cell of the results has more than 32,767 characters"):
        write_table(Path("out.xlsx"), ["id"], [["x" * 32_768]])

    assert list(Path().iterdir()) == []


def test_a_policy_without_a_headline_is_summed_up_without_amounts(capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree(shipped_policy(), "policy")
    document = Path("policy/yancheng/document.yaml")
    text = document.read_text("utf-8").replace("  estate: yearly_district_subsidy\n", "", 1)
    document.write_text(text, "utf-8")
    options = ("--policy", "policy", "--on", "2019-07-01", "--engine", "exact")
    status, out, err = run(capsys, "assess", written("r.csv", HEADING + FINE), *options)

    assert (status, err) == (0, "")
    assert "as in force on 2019-07-01" in out
    assert "least to most" not in out


def test_rows_that_are_in_no_total_are_counted_beside_it_and_nothing_is_read_as_markup(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = FINE + FINE.replace("A,", "B,").replace("10000", "待查") + FINE.replace("A,", ",")
    rows += FINE.replace("A,亭湖区", "C,[/red]x[bold]")
    _, out, _ = run(capsys, "assess", written("r.csv", HEADING + rows), "--lang", "zh", "--on", "2019-07-01")
    whole = out[out.index("合计", out.index("自治管理模式")) :]

    assert "另 1 行无上限" in whole
    assert "另 1 行未评定" in whole
    assert "[/red]x[bold]" in out


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.yaml", "小区编号: A\n总建筑面积: 80㎡\n是否落实整治改造: 未落实\n"),
        ("a.json", '{"小区编号": "A", "总建筑面积": "80㎡", "是否落实整治改造": "未落实"}'),
    ],
)
def test_a_file_of_facts_is_read_in_the_words_and_encodings_of_registers(
    capsys: pytest.CaptureFixture[str], encoding: str, name: str, text: str
) -> None:
    status, out, err = run(capsys, "decide", written(name, text, encoding), "--json")
    facts = json.loads(out)["facts"]

    assert (status, err) == (0, "")
    assert [facts[one] for one in ("id", "gross_floor_area", "renovated")] == ["A", "80", False]


@pytest.mark.parametrize(
    ("name", "text", "unknown"),
    [
        ("a.yaml", "id: A\nrenovated: true\nmerged: ~\ncompleted_in_phases:\n", []),
        ("a.json", '{"id": "A", "renovated": true, "merged": null, "completed_in_phases": " "}', []),
        ("a.yaml", "id: A\nrenovated: true\nmerged: 不详\n", ["merged"]),
        ("a.json", '{"id": "A", "renovated": true, "merged": "unknown"}', ["merged"]),
    ],
)
def test_nothing_is_not_on_record_and_unknown_is_not_known(
    capsys: pytest.CaptureFixture[str], name: str, text: str, unknown: list[str]
) -> None:
    _, out, _ = run(capsys, "decide", written(name, text), "--json")

    assert json.loads(out)["unknown_events"] == unknown


def test_a_key_with_another_unit_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    facts = "id: A\nrenovated: true\n建筑面积（万平方米）: 1.5\n"
    status, out, err = run(capsys, "decide", written("a.yaml", facts), "--lang", "zh", "--json")

    assert (status, json.loads(out)["facts"]["gross_floor_area"]) == (1, None)
    assert err == "a.yaml:3:1: 没有名为 `建筑面积（万平方米）` 的事实（提示：请换算后写“建筑面积（平方米）”）\n"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["decide", "a", "b", "c", "--lang", "zh"], "多出的参数：b, c。\n见：estate-policy decide --help\n"),
        (["decide", "a", "b"], "These arguments are too many: b.\nSee: estate-policy decide --help\n"),
        (["--lang", "zh", "decide", "a", "--on"], "--on 后面缺少内容。\n"),
        (["--lang", "zh", "decide", "a", "--json=3"], "--json 后面不能带内容。\n"),
        (["--lang", "zh"], "请写明命令。\n"),
        (["assess", "r.csv", "--sheet", "x", "--lang", "zh"], "r.csv: 只有工作簿才有工作表，请不要指明工作表\n"),
        (["assess", "r.csv", "--out", "nowhere/o.csv", "--lang", "zh"], "nowhere/o.csv: 无法写入：没有这个文件夹\n"),
    ],
)
def test_misuse_is_worded_in_the_language_asked_for(
    capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    written("r.csv", HEADING + FINE)
    status, out, err = run(capsys, *arguments)

    assert (status, out) == (2, "")
    assert err.startswith(message), err
