"""A register in columns says of every row what the reader of registers says of it."""

import csv
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import attrs
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import Estate, Household, Policy, load_policy
from estate_policy.checked import checked_facts
from estate_policy.days_written import Days
from estate_policy.errors import Cell, Problem
from estate_policy.fact_columns import entries_of, fact_columns, row_problems
from estate_policy.facts.recorded_decision import RecordedDecision
from estate_policy.frames import opened
from estate_policy.plain_cells import seen_cells
from estate_policy.register import Entry, Register, read_register
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Fact,
    Field,
    Identity,
    QuantityFact,
    ReferenceFact,
    counted,
    dated,
    fields_of,
    is_event,
)
from estate_policy.terms import Term
from tests.kites import WORDS

REGISTER = Path(__file__).parent.parent / "examples" / "register-2019.csv"


@cache
def policy() -> Policy:
    return load_policy()


def held(field: Field, value: Any) -> list[object]:  # noqa: ANN401 whatever the fact holds
    """A fact as columns hold it."""
    if isinstance(field, CollectionFact):
        return []
    count = 2 if isinstance(field, DateFact) and field.loose else 1
    if value is None or isinstance(field, ReferenceFact):
        return [None] * count
    if isinstance(value, Days):
        return [int(dated("days", day)) for day in (value.first, value.last)]
    if isinstance(field, QuantityFact):
        return [Fraction(value) * 10**field.scale]
    return [counted(field, value) if isinstance(field, DateFact) else value]


def row_by_hand(one: Entry, subject: type) -> list[object]:
    """What the table of facts should hold of an entry of a register."""
    values: list[object] = [one.row, one.id]
    for name, field in [*fields_of(subject).items()][1:]:
        value = one.facts.get(name)
        if value is None and is_event(field) and isinstance(field, Fact) and name not in one.unknown_events:
            value = field.absent if one.facts else None
        values += held(field, value)
    problems = [shown(problem) for problem in one.problems]
    unknown = [name for name in fields_of(subject) if name in one.unknown_events]
    return [*values, "|".join(unknown), "|".join(problems), one.subject is not None]


def shown(problem: Problem) -> str:
    heading = problem.location.heading if isinstance(problem.location, Cell) else None
    return problem.code if heading is None else f"{problem.code}:{heading}"


def expect_the_same(read: Register, source: object, subject: type = Estate) -> None:
    """That columns say row by row what a register does; places are the same but for the name of the file."""
    with opened(source, subject) as register:
        facts = fact_columns(register, policy(), subject)
        told = [list(row) for row in register.run(f"SELECT * FROM {facts.relation}")]  # noqa: S608
        assert told == [row_by_hand(one, subject) for one in read.entries]
        assert placed(row_problems(facts)) == placed(p for one in read.entries for p in one.problems)
        assert placed(facts.problems) == placed(read.problems)
        assert placed(facts.notes) == placed(read.notes)
        first = read.entries[:5]
        assert [like(one) for one in entries_of(facts, [one.row for one in first])] == [like(one) for one in first]


def like(one: Entry) -> tuple[object, ...]:
    return one.row, one.id, one.subject, placed(one.problems), one.unknown_events, dict(one.facts)


def placed(problems: Iterable[Problem]) -> list[tuple[object, ...]]:
    """Problems with their places, apart from the name of the file."""
    told: list[tuple[object, ...]] = []
    for problem in problems:
        place = problem.location
        assert isinstance(place, Cell)
        told.append((problem.message.text("zh"), str(problem.hint), place.row, place.column, place.heading))
    return told


def written(folder: Path, rows: Sequence[Sequence[str]], name: str = "r.csv") -> Path:
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return folder / name


def test_the_sample_register_is_read_as_the_reader_of_registers_reads_it() -> None:
    expect_the_same(read_register(REGISTER, policy(), Estate), REGISTER)


HEADING = [
    "编号",
    "小区名称",
    "所在区",
    "建成年份",
    "建筑面积（㎡）",
    "管理模式",
    "已落实整治改造",
    "是否并入相邻小区",
    "建成依据",
]
ODD = [
    *(
        "",
        " ",
        "　",
        "未知",
        "待查",
        "见附件",
        "-",
        "—",
        "/",
        "？",
        "N/A",
        "null",
        "#N/A",
        "#REF!",
        "NaN",
        "inf",
        "1e5",
    ),
    *(
        "是",
        "否",
        "已",
        "√",
        "×",
        "有",
        "true",
        "FALSE",
        "1",
        "0",
        "１",
        "2",
        "部分",
        "Yes",
        "已改造",
        "未改造",
        "不是",
    ),
    *("1996", "1996年", "１９９６", "1996-05-01", "1996/5/1", "1996年10月", "1996-10", "1905-06-17", "1998.5", "19988"),
    *(
        "10,000.00",
        "10000",
        "10000.00",
        "0010",
        "+12",
        "12平方米",
        "12 ㎡",
        "2万",
        "约2万",
        "一万",
        "-3500",
        "0",
        "0.01",
    ),
    *("0.001", "1.234", "1.230", "99999999", "10000000", "10000000.01", ".5", "5.", "12²", "9" * 25, "9" * 5000),
    *("亭湖区", "亭湖", "盐都区", " 亭湖区 ", "亭湖\u202e区", "东台市", "东台", "区" * 300, "大丰区", "经济技术开发区"),
    *("自治", "自治管理模式", "self_governance", "物业", "专业化", "街道社区托管", "无", "尚无管理模式", "竣工验收"),
    *(
        "合计",
        "小计：",
        "备注",
        "填表人：张三",
        "Total",
        "subtotal",
        "编号",
        "注1",
        "a b",
        "a\tb",
        "a\nb",
        'say "so"',
        "a,b",
    ),
    *("甲", "é", "ﬁ", "ＡＢ1", "ab1", "AB1", "ß1", "SS1", "\x00", "\u200b", "=1+1", "'", "%", "a|b", "\\N", "NULL"),
]


def test_every_odd_cell_in_every_column_is_read_alike(tmp_path: Path) -> None:
    rows = [[f"T-{number}", *[cell] * (len(HEADING) - 1)] for number, cell in enumerate(ODD)]
    rows += [[cell, "x", "", "1996", "1"] + [""] * 4 for cell in ODD]
    path = written(tmp_path, [HEADING, *rows])

    expect_the_same(read_register(path, policy(), Estate), path)


half = settings(
    max_examples=settings().max_examples // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
CELLS = st.sampled_from(ODD) | st.text(max_size=5) | st.decimals(-1, 10**8, places=2).map(str)
IDS = st.sampled_from(["A", "a", "Ａ", "B1", "b1", "C-1", "", "合计", "待查", "甲1", "é1", "É1"]) | st.text(max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    others = [*HEADING[1:], "建成年代", "名称", "renovatd", "merged", "单价（万元）", "", "备用", "建筑面积（亩）"]
    heading = ["编号", *draw(st.lists(st.sampled_from(others), min_size=1, max_size=8))]
    rows = draw(st.lists(st.tuples(IDS, *[CELLS] * (len(heading) - 1)), max_size=12))
    return [heading, *map(list, rows)]


@given(tables(), st.sampled_from(["utf-8", "gb18030", "utf-8-sig"]), st.sampled_from(["\n", "\r\n", "\r"]))
@half
def test_any_table_of_any_cells_is_read_alike(tmp_path: Path, table: list[list[str]], encoding: str, end: str) -> None:
    path = tmp_path / "r.csv"
    with path.open("w", encoding=encoding, newline="", errors="replace") as file:
        csv.writer(file, lineterminator=end).writerows(table)

    expect_the_same(read_register(path, policy(), Estate), path)


LINES = st.sampled_from(
    [
        *("A,亭湖区,1996,否", "B,亭湖区,1996", "C,亭湖区,15,000,否", "D", "", ",,,", " , ,\t,", '"",,"",""', '"'),
        *(
            'E,"亭湖区",1996,否',
            'F,"亭""湖区",1996,否',
            'G,"亭湖区,1996,否',
            'H,亭"湖区,1996,否',
            'I,"亭\n湖区",1996,否',
        ),
        *(
            'J,"x"y,1996,否',
            '"K","亭湖区","1996","否"',
            'L, "亭湖区",1996,否',
            "A,盐都区,1996,是",
            '"""",1,2,3',
            'M,"a,b",1,',
        ),
        *('N,"亭湖区,1996,否\nO,亭湖区,1996,否"', '"合计",,,', "#,1,2,3", "M,\x01,1,2", "P,亭\r湖区,1,2"),
    ]
)


@given(st.lists(LINES, max_size=8), st.booleans(), st.sampled_from(["\n", "\r\n"]))
@half
def test_any_lines_with_stray_quotes_and_cells_too_few_or_too_many_are_read_alike(
    tmp_path: Path, lines: list[str], titled: bool, end: str
) -> None:
    path = tmp_path / "r.csv"
    above = ["老旧小区名册（单位：万元）", ""] if titled else []
    path.write_bytes(end.join([*above, "编号,所在区,建成年份,merged", *lines]).encode())

    expect_the_same(read_register(path, policy(), Estate), path)


def test_no_quote_is_needed_for_lines_of_many_columns_to_be_split_in_duckdb(tmp_path: Path) -> None:
    lines = [[f"E{number}", "亭湖区", str(1950 + number % 60), f"{number}.50"] for number in range(1, 3000)]
    path = written(tmp_path, [["编号", "所在区", "建成年份", "建筑面积"], *lines])

    expect_the_same(read_register(path, policy(), Estate), path)


def test_where_many_distinct_cells_are_odd_they_are_joined_and_rows_keep_their_order(tmp_path: Path) -> None:
    lines = [[f"é{number}", f"{number}年", f"{number % 1500 + 1:,}.5平方米"] for number in range(1, 3000)]
    path = written(tmp_path, [["编号", "建成年份", "建筑面积"], *lines])

    expect_the_same(read_register(path, policy(), Estate), path)


def table(source: object, columns: str, subject: type = Estate, **how: Any) -> list[tuple[Any, ...]]:
    """Some columns of the facts of a register, in order."""
    with opened(source, subject) as register:
        facts = fact_columns(register, policy(), subject, **how)
        return register.run(f"SELECT {columns} FROM {facts.relation} ORDER BY row")  # noqa: S608


def texts_of(source: object, subject: type = Estate, **how: Any) -> list[str]:
    """The problems of the rows of a register, as they are told."""
    with opened(source, subject) as register:
        return [problem.text() for problem in row_problems(fact_columns(register, policy(), subject, **how))]


def workbook(folder: Path) -> Path:
    """A workbook with a title, a cell that spans two rows, numbers, days, truths, a failed formula and a sum."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    rows: list[list[Any]] = [
        ["老旧小区名册"],
        ["编号", "所在区", "建成年份", "建筑面积", "已落实整治改造", "管理模式"],
        [1001, "亭湖区", 1996, 80.1, True, "自治"],
        ["A2", None, date(1996, 5, 1), 1.234, "否", "待查"],
        ["a2", "盐都区", 1996.5, "#REF!", None, "物业"],
        ["合计", None, None, 81.334, None, None],
    ]
    for row in rows:
        sheet.append(row)
    sheet.merge_cells("B3:B4")
    book.save(folder / "r.xlsx")
    return folder / "r.xlsx"


def test_a_workbook_is_read_cell_by_cell_and_as_the_reader_of_registers_reads_it(tmp_path: Path) -> None:
    path = workbook(tmp_path)

    expect_the_same(read_register(path, policy(), Estate), path)
    assert table(path, "row, id, district, completion_year, gross_floor_area, renovated, problems, assessed") == [
        (3, "1001", "亭湖区", 1996, 8010, True, "", True),
        (4, "A2", "亭湖区", 1996, None, False, "too-many-decimals:建筑面积|doubled-id", False),
        (
            *(5, "a2", "盐都区", None, None, None),
            "too-many-decimals:建成年份|cell-error:建筑面积|not-a-member:管理模式|doubled-id",
            False,
        ),
        (6, "合计", None, None, None, None, "too-many-decimals:建筑面积|not-an-estate", False),
    ]


def test_problems_of_a_workbook_name_file_sheet_cell_heading_value_and_what_is_allowed(tmp_path: Path) -> None:
    first, second, *_ = texts_of(workbook(tmp_path))

    assert first == (
        "r.xlsx[Sheet]:D4 建筑面积: `gross_floor_area` is `1.234`, with too many decimals (hint: at most 2 decimals)"
    )
    assert second == "r.xlsx[Sheet]:4: the id `A2` stands in row 5 too; none of them is assessed"


HOUSEHOLDS = [
    ["户号", "所在小区", "flat_area", "适当奖补的决定"],
    ["H1", "", "80.01", ""],
    ["H2", "TH-001", "", "盐房7号"],
    ["H3", "待查", "0.001", "无"],
]


def test_another_subject_in_a_cell_is_a_problem_and_not_on_record_unless_it_is_blank(tmp_path: Path) -> None:
    """An estate, and decisions, of which none on record are none; nobody can say what a cell of theirs holds."""
    path = written(tmp_path, HOUSEHOLDS)

    expect_the_same(read_register(path, policy(), Household), path, Household)
    assert table(path, "id, estate, flat_area, unknown_events, problems", Household) == [
        ("H1", None, 8001, "", ""),
        ("H2", None, None, "extra_decisions", "not-related:所在小区|not-related:适当奖补的决定"),
        ("H3", None, None, "extra_decisions", "out-of-range:flat_area|not-related:适当奖补的决定"),
    ]


def test_ids_of_subjects_that_are_elsewhere_are_held_as_they_are_written(tmp_path: Path) -> None:
    path = written(tmp_path, HOUSEHOLDS)

    assert table(path, "estate", Household, references=["estate"]) == [(None,), ("TH-001",), ("待查",)]
    assert not [text for text in texts_of(path, Household, references=["estate"]) if "`estate`" in text]


DECISIONS = ["file_number", "decided_by", "决定日期", "kind", "amount"]


def test_a_row_without_a_fact_that_a_subject_must_have_is_not_assessed_and_says_which(tmp_path: Path) -> None:
    rows = [
        ["1", "city_housing", "2019-07-01", "cancel", ""],
        ["2", "", "2019-07-01", "cancel", "10"],
        ["3", "待查", "2019-13-01", "cancel", ""],
        ["", "", "", "cancel", ""],
        ["合计", "", "", "", "10"],
        ["4", "city_housing", "2019-07-01", "cancel", ""],
        ["4", "", "2019-07-01", "cancel", ""],
    ]
    path = written(tmp_path, [DECISIONS, *rows])

    expect_the_same(read_register(path, policy(), RecordedDecision), path, RecordedDecision)
    assert table(path, "file_number, problems, assessed", RecordedDecision) == [
        ("1", "", True),
        ("2", "blank:decided_by", False),
        ("3", "not-a-date:决定日期|blank:decided_by", False),
        (None, "blank:file_number", False),
        ("合计", "not-an-estate", False),
        ("4", "doubled-id", False),
        ("4", "blank:decided_by|doubled-id", False),
    ]
    assert texts_of(path, RecordedDecision)[0] == "r.csv:B3 decided_by: `decided_by` is blank"


def test_no_row_is_assessed_where_a_column_of_what_a_subject_must_have_is_not_there(tmp_path: Path) -> None:
    path = written(tmp_path, [["file_number", "decided_by", "decided_on"], ["1", "city_housing", "2019-07-01"]])

    expect_the_same(read_register(path, policy(), RecordedDecision), path, RecordedDecision)
    assert table(path, "problems, assessed", RecordedDecision) == [("blank", False)]
    assert texts_of(path, RecordedDecision) == ["r.csv:2: `kind` is blank"]


PLAIN_IDS = {
    "E-0001": True,
    "T-1": True,
    "sq12": True,
    "9": True,
    "SUB-1": False,
    "TOTAL-1": False,
    "注1": False,
    "E": False,
    "E 1": False,
}


@pytest.mark.parametrize("id_", PLAIN_IDS)
def test_ids_are_told_apart_alike_whether_or_not_one_of_them_is_plain(tmp_path: Path, id_: str) -> None:
    """Doubled in another case, and beside a word for a sum or a note, a heading, and an id that folds."""
    others = ["SUBTOTAL 1", "total", "注1", "编号", "Ａ1", "a1", " A1 ", "2", "", id_]
    alone = [["编号", "建成年份"], [id_, "1996"], ["Z9", "1997"]]
    for rows in (alone, [*alone, [id_.swapcase(), "1998"]], [*alone, *([other, "1999"] for other in others)]):
        path = written(tmp_path, rows)

        expect_the_same(read_register(path, policy(), Estate), path)
    with opened(written(tmp_path, alone[:2]), Estate) as register:
        seen = seen_cells(register, register.load([0]), [(0, fields_of(Estate)["id"])])

    assert (seen.plain == {0}) == PLAIN_IDS[id_]


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Berth:
    """What has an id whose heading has a digit, as ids have."""

    id: Annotated[str, Identity(term=Term("1号表泊位", "berth of form 1"))]
    length: Annotated[
        int | None, QuantityFact(term=WORDS, unit="share", low=Decimal(0), high=Decimal(9), scale=0, question=WORDS)
    ] = None


def test_a_heading_that_has_a_digit_is_no_id_where_it_stands_once_more(tmp_path: Path) -> None:
    rows = ["A1", "1号表泊位", "A2"]
    path = written(tmp_path, [["1号表泊位", "length"], *([one, "1"] for one in rows)])

    expect_the_same(read_register(path, policy(), Berth), path, Berth)
    assert table(path, "assessed", Berth) == [(True,), (False,), (True,)]


@pytest.mark.parametrize("rows", [["B1", "A1", "C1"], ["A1", "B1", "A1"], ["A1", "a1"], ["A1", "", "A1"], ["A1"], []])
def test_doubled_ids_are_found_in_any_order(tmp_path: Path, rows: list[str]) -> None:
    path = written(tmp_path, [["编号", "建成年份"], *([one, "1996"] for one in rows)])
    each = [one.lower() for one in rows]

    assert table(path, "assessed") == [(bool(one) and each.count(one) == 1,) for one in each]


@pytest.mark.parametrize(("count", "told"), [(20, "21"), (21, "22"), (22, "22, …")])
def test_of_an_id_in_many_rows_the_first_twenty_others_are_told_of(tmp_path: Path, count: int, told: str) -> None:
    """Rows from 2 on; of the first row the others are 3 to 22, and a sign where there are more."""
    path = written(tmp_path, [["编号", "建成年份"], *[["A1", "1996"]] * count])

    expect_the_same(read_register(path, policy(), Estate), path)
    assert f", {told} too" in texts_of(path, Estate)[0]


def test_an_event_beyond_the_end_of_a_short_row_is_unknown_though_all_its_cells_are_plain(tmp_path: Path) -> None:
    """A blank cell says that none is on record, a cell that is not there says nothing."""
    path = written(
        tmp_path, [["编号", "建成年份", "建成依据"], ["A", "1996", "delivery"], ["B", "1996", ""], ["C", "1996"]]
    )

    expect_the_same(read_register(path, policy(), Estate), path)
    assert table(path, "completion_basis, unknown_events, problems") == [
        ("delivery", "", ""),
        ("not_stated", "", ""),
        (None, "completion_basis", "cells-wanting"),
    ]


def test_a_blank_id_among_plain_ones_is_a_problem_of_its_cell(tmp_path: Path) -> None:
    path = written(tmp_path, [["编号", "建成年份"], ["A1", "1996"], ["", "1997"]])

    expect_the_same(read_register(path, policy(), Estate), path)
    assert table(path, "id, problems, assessed") == [("A1", "", True), (None, "blank:编号", False)]


def test_space_around_words_is_not_of_the_words(tmp_path: Path) -> None:
    path = written(tmp_path, [["编号", "小区名称", "坐落"], ["A1", " 新村 1 ", "x"], ["A2", "  ", " "]])

    expect_the_same(read_register(path, policy(), Estate), path)
    assert table(path, "id, name, address") == [("A1", "新村 1", "x"), ("A2", None, None)]


def test_space_around_words_is_not_of_the_words_where_all_are_filled(tmp_path: Path) -> None:
    """Then the column is read without a condition."""
    path = written(tmp_path, [["编号", "小区名称"], ["A1", " 新村 1 "], ["A2", "二村"]])

    assert table(path, "name") == [("新村 1",), ("二村",)]


def test_two_columns_of_one_fact_must_not_differ_whether_or_not_their_cells_are_plain(tmp_path: Path) -> None:
    heading = ["编号", "建成年份", "建成年代"]
    plain = [["A1", "1996", "1996"], ["A2", "1996", "1997"], ["A3", "", "1997"], ["A4", "", ""]]
    odd = [["A5", "1996", "待查"], ["A6", "1996年", "1996"], ["A7", "19", "1996"]]
    expected = [(1996, ""), (None, "columns-differ"), (1997, ""), (None, "")]
    others = [(None, "columns-differ"), (1996, ""), (None, "out-of-range:建成年份")]
    for rows, told in ((plain, expected), ([*plain, *odd], [*expected, *others])):
        path = written(tmp_path, [heading, *rows])

        expect_the_same(read_register(path, policy(), Estate), path)
        assert table(path, "completion_year, problems") == told
