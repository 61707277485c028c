"""A register in columns says of every row what the reader of registers says of it."""

import csv
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import Estate, Policy, load_policy
from estate_policy.errors import Cell, Problem
from estate_policy.fact_columns import entry, fact_columns, row_problems
from estate_policy.frames import opened
from estate_policy.given import Days
from estate_policy.register import Entry, Register, read_register
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Fact,
    Field,
    QuantityFact,
    ReferenceFact,
    counted,
    dated,
    fields_of,
    is_event,
)

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
        assert facts.rows == len(read.entries)
        assert facts.assessed_rows == sum(one.subject is not None for one in read.entries)
        assert facts.problem_count == sum(len(one.problems) for one in read.entries)
        for one in read.entries[:5]:
            assert like(entry(facts, one.row)) == like(one)


def like(one: Entry | None) -> tuple[object, ...] | None:
    return (
        None
        if one is None
        else (one.row, one.id, one.subject, placed(one.problems), one.unknown_events, dict(one.facts))
    )


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


CELLS = st.sampled_from(ODD) | st.text(max_size=5) | st.decimals(-1, 10**8, places=2).map(str)
IDS = st.sampled_from(["A", "a", "Ａ", "B1", "b1", "C-1", "", "合计", "待查", "甲1", "é1", "É1"]) | st.text(max_size=3)


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    others = [*HEADING[1:], "建成年代", "名称", "renovatd", "merged", "单价（万元）", "", "备用", "建筑面积（亩）"]
    heading = ["编号", *draw(st.lists(st.sampled_from(others), min_size=1, max_size=8))]
    rows = draw(st.lists(st.tuples(IDS, *[CELLS] * (len(heading) - 1)), max_size=12))
    return [heading, *map(list, rows)]


@given(tables(), st.sampled_from(["utf-8", "gb18030", "utf-8-sig"]), st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
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
