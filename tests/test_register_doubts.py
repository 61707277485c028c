"""What a register says that is not quite a fact: it is named, it is unknown, and nothing is paid on it."""

import zipfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from estate_policy import Estate, Policy, TableError, load_policy
from estate_policy.register import Entry, Register, read_register


@cache
def policy() -> Policy:
    return load_policy()


def csv(folder: Path, *lines: str) -> Register:
    path = folder / "r.csv"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return read_register(path, policy(), Estate)


def told(read: Register) -> list[str]:
    return [problem.text() for problem in read.every_problem()]


def notes(read: Register) -> list[str]:
    return [note.text() for note in read.notes if not note.code.startswith("absent")]


def fact(entry: Entry, name: str) -> object:
    assert entry.subject is not None
    return getattr(entry.subject, name)


@pytest.mark.parametrize("unit", ["㎡", "m²", "m2", "平方米", "平米", "平方", "ｍ２"])
def test_the_unit_of_the_fact_in_brackets_says_nothing(tmp_path: Path, unit: str) -> None:
    read = csv(tmp_path, f"编号,建筑面积（{unit}）", "A,1.5")

    assert told(read) == []
    assert str(fact(read.entries[0], "gross_floor_area")) == "1.5"


@pytest.mark.parametrize("unit", ["万平方米", "亩", "公顷", "km²", "万㎡", "占地"])
def test_another_unit_in_brackets_keeps_its_column_from_being_read(tmp_path: Path, unit: str) -> None:
    """`1.5` under 建筑面积（万平方米） is 15,000 m²."""
    read = csv(tmp_path, f"编号,建筑面积（{unit}）", "A,1.5")
    (problem,) = read.every_problem()

    assert (problem.code, problem.hint and problem.hint.text("zh")) == (
        "unknown-qualifier",
        "请换算后写“建筑面积（平方米）”",
    )
    assert fact(read.entries[0], "gross_floor_area") is None


def test_a_qualified_heading_of_an_event_leaves_the_event_unknown(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,是否并入（计划）,是否落实整治改造（计划）", "A,是,是")

    assert [problem.code for problem in read.every_problem()] == ["unknown-qualifier", "unknown-qualifier"]
    assert read.entries[0].unknown_events == {"merged"}
    assert fact(read.entries[0], "renovated") is None


def test_a_misspelt_heading_of_an_event_leaves_the_event_unknown(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,是否并入相邻小曲", "A,否")

    assert read.entries[0].unknown_events == {"merged"}
    assert "merged" not in " ".join(note.code for note in read.notes)


@pytest.mark.parametrize(
    ("heading", "meant"),
    [("管理模试", "管理模式"), ("竣工年月", "竣工年度"), ("建筑年份", "建造年份"), ("总面积", "总建筑面积")],
)
def test_a_heading_much_like_a_known_one_is_a_problem_with_the_one_probably_meant(
    tmp_path: Path, heading: str, meant: str
) -> None:
    (problem,) = csv(tmp_path, f"编号,{heading}", "A,x").every_problem()

    assert (problem.code, problem.hint and problem.hint.details["name"]) == ("unknown-heading", meant)


def test_a_heading_somewhat_like_a_known_one_is_a_note(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,面积,楼栋数", "A,1,2")

    assert told(read) == []
    assert notes(read) == [
        "r.csv:1: columns not used: 楼栋数",
        "r.csv:B1 面积: column not used: 面积 (hint: did you mean `建筑面积`?)",
    ]


def test_a_column_without_a_heading_that_holds_something_is_noted(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,,", "A,,是")

    assert notes(read) == ["r.csv:1: columns without a heading are not read: C"]


@pytest.mark.parametrize("cell", ["亭湖 区", "亭 湖", " 亭湖区"])
def test_spaces_within_a_member_do_not_count(tmp_path: Path, cell: str) -> None:
    assert fact(csv(tmp_path, "编号,所在区", f"A,{cell}").entries[0], "district") == "亭湖区"


@pytest.mark.parametrize("cell", ["盐城市亭湖区", "亭胡区", "亭湖区（新城街道）", "Tinghu"])
def test_what_resembles_a_member_of_an_open_enumeration_is_not_taken_for_another(tmp_path: Path, cell: str) -> None:
    read = csv(tmp_path, "编号,所在区", f"A,{cell}")

    assert told(read) == [
        f"r.csv:B2 所在区: `district` is `{cell}`, which resembles a name of the policy (hint: did you mean `亭湖区`?)"
    ]
    assert fact(read.entries[0], "district") is None


@pytest.mark.parametrize(
    "cell",
    [
        "0",
        "12.5",
        "03:04:00",
        "true",
        "是",
        "1995-06-01",
        "2019年6月",
        "NaN",
        "-inf",
        "Infinity",
        "None",
        "NaT",
        "<NA>",
    ],
)
def test_figures_dates_truths_and_what_programs_write_for_nothing_are_no_members(tmp_path: Path, cell: str) -> None:
    read = csv(tmp_path, "编号,所在区", f"A,{cell}")

    assert [problem.code for problem in read.every_problem()] == ["not-a-member"]
    assert fact(read.entries[0], "district") is None


def test_what_python_writes_for_nothing_is_not_the_member_none(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,管理模式", "A,None", "B,none", "C,无")

    assert [one.partition(" (hint")[0] for one in told(read)] == ["r.csv:B2 管理模式: `management_mode` is `None`"]
    assert [fact(one, "management_mode") for one in read.entries] == [None, "none", "none"]


def test_members_that_the_policy_does_not_name_are_noted_once(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,所在区", "A,大丰区", "B,亭湖区", "C,大丰区", "D,开发区")

    assert notes(read) == ["r.csv:1: district: the policy does not name these: 大丰区、开发区"]


@pytest.mark.parametrize("name", ["编号", "所在区", "建筑面积", "是否并入"])
def test_an_excel_error_in_text_is_an_error_whatever_the_fact(tmp_path: Path, name: str) -> None:
    row = {"编号": "A", "所在区": "亭湖区", "建筑面积": "1", "是否并入": "否", name: "#REF!"}
    read = csv(tmp_path, ",".join(row), ",".join(row.values()))

    assert [problem.text("zh").split(": ")[1] for problem in read.every_problem()] == ["单元格是 Excel 错误值 `#REF!`"]


def test_ids_are_the_same_in_either_case_and_width(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号", "A1", "a1", "Ａ１", "B1")

    assert [entry.subject is None for entry in read.entries] == [True, True, True, False]


def test_of_the_rows_of_one_id_the_first_are_listed(tmp_path: Path) -> None:
    (first, *_) = csv(tmp_path, "编号", *["A"] * 30).every_problem()

    assert first.message.details["rows"] == ", ".join([*map(str, range(3, 23)), "…"])


@pytest.mark.parametrize(
    "name",
    ["合计", "小 计", "总计", "亭湖区合计", "注：数据截至6月", "说明", "填表人：甲", "编号", "Total", "Grand total"],
)
def test_a_row_whose_id_is_the_word_for_a_sum_a_note_or_a_heading_is_no_estate(tmp_path: Path, name: str) -> None:
    read = csv(tmp_path, "编号,建筑面积", "A,1", f"{name},1")

    assert told(read) == [f"r.csv:3: the id is `{name}`: the row is no estate and is not assessed"]
    assert [entry.subject is None for entry in read.entries] == [False, True]


def test_a_quote_that_is_never_closed_costs_its_row_alone(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,小区名称,建成年份", 'A,"甲,1990', "B,乙,1991", 'C,"丙",1992')

    assert told(read) == [
        "r.csv:2: a quote in this row is never closed; the row is not read (hint: check the double quotes of the row)"
    ]
    assert [(entry.row, entry.id) for entry in read.entries] == [(2, None), (3, "B"), (4, "C")]


def test_a_quote_that_is_closed_rows_later_does_not_swallow_them(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,小区名称,建成年份,备注", 'A,甲,1990,"x', 'B,乙,1991,"', "C,丙,1992,")

    assert [(entry.row, entry.id) for entry in read.entries] == [(2, None), (3, None), (4, "C")]


def test_a_quoted_cell_may_span_lines(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,小区名称,建成年份", 'A,"甲', '乙",1990', "B,丙,1991")

    assert [(entry.row, fact(entry, "completion_year")) for entry in read.entries if entry.subject][-1] == (4, 1991)


def test_the_heading_may_stand_below_a_title(tmp_path: Path) -> None:
    read = csv(tmp_path, "老旧小区登记表,,", ",,", "填报单位：甲,,", "编号,建成年份,是否改造", "A,1990,否")

    assert [(entry.row, entry.id) for entry in read.entries] == [(5, "A")]


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("1995年13月", "只填年份，如 1995"),
        ("1905-06-17", "只填年份，如 1995"),
        ("1995-06", "只填年份，如 1995"),
        ("1995.06", "只填年份，如 1995"),
        ("19950601", "只填年份，如 1995"),
        ("1995年前", "只填年份，如 1995"),
        ("19955", "允许：1900 至 2100 年"),
    ],
)
def test_a_date_for_a_year_is_refused_with_what_to_write(tmp_path: Path, cell: str, hint: str) -> None:
    (problem,) = csv(tmp_path, "编号,建成年份", f"A,{cell}").every_problem()

    assert problem.hint is not None
    assert problem.hint.text("zh") == hint


@pytest.mark.parametrize("cell", ["1995年6月", "1995年06月01日", "1995-06-01", "1995/6/1", "1995.6.1", "1995年"])
def test_the_year_of_a_day_is_read_where_a_year_is_due(tmp_path: Path, cell: str) -> None:
    read = csv(tmp_path, "编号,建成年份", f"A,{cell}")

    assert [fact(entry, "completion_year") for entry in read.entries] == [1995]


@pytest.mark.parametrize("cell", ["2万", "1.5 万㎡", "约2万"])
def test_a_rounded_area_is_refused_with_what_to_write(tmp_path: Path, cell: str) -> None:
    (problem,) = csv(tmp_path, "编号,建筑面积", f"A,{cell}").every_problem()

    assert problem.hint is not None
    assert problem.hint.text("zh") == "请写全数字，如 20000"


@pytest.mark.parametrize(
    ("heading", "cell", "value"),
    [
        ("是否落实整治改造", "已落实", True),
        ("是否落实整治改造", "未落实", False),
        ("是否落实整治改造", "已改造", True),
        ("是否落实整治改造", "未改造", False),
        ("是否成立业委会", "未成立", False),
        ("不具备专业化管理条件", "不具备", True),
        ("是否落实整治改造", "是的", True),
    ],
)
def test_the_beginning_of_what_is_asked_is_an_answer(tmp_path: Path, heading: str, cell: str, value: bool) -> None:
    read = csv(tmp_path, f"编号,{heading}", f"A,{cell}")

    assert [one for one in read.entries[0].facts.values() if isinstance(one, bool)] == [value]


@pytest.mark.parametrize("cell", ["基础设施", "部分落实", "已完成"])
def test_what_begins_both_answers_or_neither_is_none(tmp_path: Path, cell: str) -> None:
    (problem,) = csv(tmp_path, "编号,基础设施是否老化", f"A,{cell}").every_problem()

    assert problem.code == "not-a-truth"


def test_texts_that_would_turn_or_flood_the_line_are_shown_shortened(tmp_path: Path) -> None:
    read = csv(tmp_path, "编号,备\u202e注," + "长" * 500, "A,,")

    assert notes(read) == ["r.csv:1: columns not used: 备\\u202e注, " + "长" * 40 + "…"]


HEADING = ("编号", "所在区", "建筑面积", "是否并入")


def workbook(folder: Path, *rows: Sequence[object]) -> Path:
    """A workbook as openpyxl writes it: formulas without what they come to."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (HEADING, *rows):
        sheet.append([*row])
    book.save(folder / "r.xlsx")
    return folder / "r.xlsx"


def test_a_formula_that_nobody_has_computed_is_a_problem_and_its_fact_is_unknown(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A", "亭湖区", "=100*2", '=IF(1,"是","否")'], ["B", "亭湖区", 5, None])
    read = read_register(path, policy(), Estate)

    assert [one.split(" (hint")[0] for one in told(read)] == [
        "r.xlsx[Sheet]:C2 建筑面积: the formula has no result",
        "r.xlsx[Sheet]:D2 是否并入: the formula has no result",
    ]
    assert [entry.unknown_events for entry in read.entries] == [{"merged"}, frozenset()]


def test_cells_that_show_an_error_are_problems_and_what_a_formula_came_to_is_read(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "r.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, HEADING)
    sheet.write_row(1, 0, ["A", "亭湖区"])
    sheet.write_formula(1, 2, "=1/0", None, "#DIV/0!")
    sheet.write_formula(1, 3, "=NA()", None, "#N/A")
    sheet.write_row(2, 0, ["B", "亭湖区"])
    sheet.write_formula(2, 2, "=2*3", None, 6)
    sheet.write_formula(2, 3, '=IF(1,"否","是")', None, "否")
    book.close()
    read = read_register(tmp_path / "r.xlsx", policy(), Estate)

    assert told(read) == [
        "r.xlsx[Sheet1]:C2 建筑面积: the cell shows the error `#DIV/0!`",
        "r.xlsx[Sheet1]:D2 是否并入: the cell shows the error `#N/A`",
    ]
    assert [entry.unknown_events for entry in read.entries] == [{"merged"}, frozenset()]
    assert [fact(read.entries[1], name) for name in ("gross_floor_area", "merged")] == [6, False]


def test_a_formula_that_came_to_no_text_is_a_blank_cell(tmp_path: Path) -> None:
    """`=IF(…,"是","")` is how bureaus leave a cell blank; Excel keeps its result as an empty text."""
    path = workbook(tmp_path, ["A", "亭湖区", 5, '=IF(1,"","是")'])
    with zipfile.ZipFile(path) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = parts[sheet].replace(b'<c r="D2">', b'<c r="D2" t="str">')
    with zipfile.ZipFile(path, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    read = read_register(path, policy(), Estate)

    assert told(read) == []
    assert read.entries[0].unknown_events == frozenset()


def test_a_cell_merged_downwards_counts_in_each_of_its_rows_unless_it_is_a_number(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A", "亭湖区", 5, "是"], ["B", None, None, None], ["C", "盐都区", 7, "否"])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    for merged in ("B2:B3", "C2:C3", "D2:D3"):
        book.active.merge_cells(merged)
    book.save(path)
    read = read_register(path, policy(), Estate)

    assert [problem.code for problem in read.every_problem()] == ["merged-number", "merged-number"]
    assert [(fact(one, "district"), fact(one, "merged"), fact(one, "gross_floor_area")) for one in read.entries] == [
        ("亭湖区", True, None),
        ("亭湖区", True, None),
        ("盐都区", False, 7),
    ]


def test_cells_merged_across_hold_what_nobody_can_say_but_the_first(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A", "亭湖区", 5, None])
    book = openpyxl.load_workbook(path)
    assert book.active is not None
    book.active.merge_cells("C2:D2")
    book.save(path)
    read = read_register(path, policy(), Estate)

    assert [problem.code for problem in read.every_problem()] == ["merged-across"]
    assert read.entries[0].unknown_events == {"merged"}


def test_ids_that_a_spreadsheet_has_changed_are_problems(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "r.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["编号"])
    sheet.write_number(1, 0, 320902199001011234)
    sheet.write_number(2, 0, 43466, book.add_format({"num_format": "yyyy-mm-dd"}))
    sheet.write_number(3, 0, 1001)
    book.close()
    read = read_register(tmp_path / "r.xlsx", policy(), Estate)

    assert [problem.code for problem in read.every_problem()] == ["id-too-large", "date-for-id"]
    assert [entry.id for entry in read.entries] == [None, None, "1001"]


def test_where_another_sheet_holds_the_register_it_is_named(tmp_path: Path) -> None:
    path = workbook(tmp_path, ["A", "亭湖区", 5, None])
    book = openpyxl.load_workbook(path)
    book.create_sheet("封面", 0).append(["说明"])
    book.save(path)

    with pytest.raises(
        TableError, match=r"headings read are: 说明 \(hint: the sheet `Sheet` has one: add --sheet Sheet\)"
    ):
        read_register(path, policy(), Estate)


@pytest.mark.parametrize("keep", [0.1, 0.5, 0.9])
def test_a_damaged_workbook_is_refused_whatever_its_reader_raises(tmp_path: Path, keep: float) -> None:
    path = workbook(tmp_path, ["A", "亭湖区", 5, None])
    path.write_bytes(path.read_bytes()[: int(path.stat().st_size * keep)])

    with pytest.raises(TableError, match=r"^r\.xlsx: the workbook is damaged, or is none: "):
        read_register(path, policy(), Estate)


@pytest.mark.parametrize("ending", [".xls", ".xlsb", ".ods"])
def test_workbooks_that_would_hide_failed_formulas_are_refused(tmp_path: Path, ending: str) -> None:
    with pytest.raises(TableError, match=r"are not read \(hint: save it as \.xlsx\)"):
        read_register(tmp_path / f"r{ending}", policy(), Estate)


def test_a_sheet_of_csv_is_refused(tmp_path: Path) -> None:
    csv(tmp_path, "编号", "A")

    with pytest.raises(TableError, match="only a workbook has sheets"):
        read_register(tmp_path / "r.csv", policy(), Estate, "名册")
