"""Registers as bureaus keep them: every bad cell is named, and nothing else is lost."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any, cast

import pytest
import xlsxwriter

from estate_policy import (
    Decision,
    Estate,
    LawInForce,
    Policy,
    Problem,
    RulesDisagreeError,
    TableError,
    decide,
    load_policy,
)
from estate_policy.messages import Message
from estate_policy.outcome import Standing
from estate_policy.register import Register, read_register
from tests.one_by_one import Assessed, assess, columns, result, summarise

IN_SCOPE = {
    "所在区": "亭湖区",
    "位于市区": "是",
    "经区调查认定": "是",
    "建成年份": "1996",
    "基础设施老化": "√",
    "配套设施不健全": "有",
    "建筑面积（㎡）": "10,000.00",
    "管理模式": "自治",
    "已落实整治改造": "否",
    "分期建成": "×",
}


@cache
def policy() -> Policy:
    return load_policy()


def law() -> LawInForce:
    return policy().on(date(2019, 7, 1))


def register(folder: Path, *rows: dict[str, str], heading: Sequence[str] = ("编号", *IN_SCOPE)) -> Register:
    """A register in which each row says what it changes of an ordinary estate."""
    lines = [heading, *([(IN_SCOPE | row).get(name, "") for name in heading] for row in rows)]
    path = folder / "r.csv"
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in line) for line in lines), "utf-8")
    return read_register(path, policy(), Estate)


def told(read: Register) -> list[str]:
    return [problem.text() for problem in read.every_problem()]


def estates(read: Register) -> list[Estate | None]:
    return [cast("Estate | None", entry.subject) for entry in read.entries]


def assessed(read: Register) -> list[Assessed]:
    return list(assess(law(), read))


def test_a_row_in_the_words_of_a_bureau_becomes_an_estate(tmp_path: Path) -> None:
    read = register(tmp_path, {"编号": "A"})

    assert told(read) == []
    assert estates(read) == [
        Estate(
            id="A",
            district="亭湖区",
            in_urban_area=True,
            recognised_by_district=True,
            completion_year=1996,
            infrastructure_aged=True,
            supporting_facilities_incomplete=True,
            gross_floor_area=Decimal("10000.00"),
            management_mode="self_governance",
            renovated=False,
            completed_in_phases=False,
        )
    ]


def test_headings_may_be_english_terms_or_names_in_any_case_and_width(tmp_path: Path) -> None:
    heading = ["ID", "Completion Year", "gross_floor_area (m2)", "ＭＡＮＡＧＥＭＥＮＴ mode"]
    (tmp_path / "r.csv").write_text(",".join(heading) + "\nA,1998,80,professional\n", "utf-8")
    read = read_register(tmp_path / "r.csv", policy(), Estate)

    assert told(read) == []
    assert estates(read) == [Estate(id="A", completion_year=1998, gross_floor_area=80, management_mode="professional")]


@pytest.mark.parametrize(
    ("column", "cell", "problem"),
    [
        ("建筑面积（㎡）", "NaN", "`gross_floor_area` is `NaN`, which is not a number"),
        ("建筑面积（㎡）", "inf", "`gross_floor_area` is `inf`, which is not a number"),
        ("建筑面积（㎡）", "-3500", "`gross_floor_area` is `-3500`"),
        ("建筑面积（㎡）", "0", "`gross_floor_area` is `0`"),
        ("建筑面积（㎡）", "99999999", "`gross_floor_area` is `99999999`"),
        ("建筑面积（㎡）", "1e5", "`gross_floor_area` is `1e5`, which is not a number"),
        ("建筑面积（㎡）", "约2万", "`gross_floor_area` is `约2万`, which is not a number"),
        ("建筑面积（㎡）", "1.234", "`gross_floor_area` is `1.234`, with too many decimals"),
        ("建成年份", "19988", "`completion_year` is `19988`"),
        ("建成年份", "1998-06-31", "`completion_year` is `1998-06-31`, which is not a number"),
        ("建成年份", "1998.5", "`completion_year` is `1998.5`, with too many decimals"),
        ("管理模式", "物业", "`management_mode` is `物业`"),
        ("已落实整治改造", "部分", "`renovated` is `部分`, which is neither yes nor no"),
        ("所在区", "亭湖\u202e区", "`district` is `亭湖\\u202e区`, with the hidden character U+202E"),
        ("所在区", "区" * 70_000, "`district` has 70000 characters"),
    ],
)
def test_a_bad_cell_is_a_problem_of_that_cell_its_fact_is_unknown_and_the_row_is_assessed(
    tmp_path: Path, column: str, cell: str, problem: str
) -> None:
    read = register(tmp_path, {"编号": "A", column: cell}, {"编号": "B"})
    letter = "ABCDEFGHIJ"[["编号", *IN_SCOPE].index(column)]
    first, second = assessed(read)

    assert [one.split(" (hint")[0] for one in told(read)] == [f"r.csv:{letter}2 {column}: {problem}"]
    assert first.decision is not None
    assert second.decision is not None
    assert second.decision["yearly_district_subsidy"].value == 36000
    assert estates(read)[0] == estates(register(tmp_path, {"编号": "A", column: ""}))[0]


@pytest.mark.parametrize("cell", ["待查", "见附件"])
def test_a_recorded_event_whose_cell_is_unknown_or_unreadable_is_not_taken_as_absent(tmp_path: Path, cell: str) -> None:
    """A blank cell means that none is recorded; `待查` does not, and neither does what nobody can read."""
    heading = ["编号", *IN_SCOPE, "merged"]
    noted, blank = assessed(register(tmp_path, {"编号": "A", "merged": cell}, {"编号": "B"}, heading=heading))

    assert noted.entry.unknown_events == {"merged"}
    assert blank.entry.unknown_events == frozenset()


def test_whether_an_estate_was_completed_in_phases_is_unknown_where_the_cell_is_blank_or_says_so(
    tmp_path: Path,
) -> None:
    noted, blank = assessed(register(tmp_path, {"编号": "A", "分期建成": "待查"}, {"编号": "B", "分期建成": ""}))

    for one in (noted, blank):
        assert one.decision is not None
        assert "completed_in_phases" in one.decision["in_scope"].missing


def test_a_problem_says_what_is_allowed_in_the_language_asked_for(tmp_path: Path) -> None:
    read = register(tmp_path, {"编号": "A", "管理模式": "物业"})
    (problem,) = read.every_problem()

    assert problem.text("zh") == (
        "r.csv:I2 管理模式: `管理模式` 的值 `物业` 不在允许范围内"
        "（提示：允许：专业化管理模式、自治管理模式、街道社区托管模式、尚无管理模式）"
    )
    assert problem.text("en").endswith("(hint: allowed: professional, self_governance, subdistrict_trust, none)")


def test_rows_of_one_id_and_rows_without_any_are_not_assessed_and_stay_in_the_output(tmp_path: Path) -> None:
    read = register(tmp_path, {"编号": "A"}, {"编号": "B"}, {"编号": "A"}, {"编号": ""})

    assert told(read) == [
        "r.csv:2: the id `A` stands in row 4 too; none of them is assessed",
        "r.csv:4: the id `A` stands in row 2 too; none of them is assessed",
        "r.csv:A5 编号: `id` is blank",
    ]
    assert [one.decision is None for one in assessed(read)] == [True, False, True, True]
    assert [result(law(), Estate, one)[:4] for one in assessed(read)] == [
        [2, "A", None, "亭湖区"],
        [3, "B", None, "亭湖区"],
        [4, "A", None, "亭湖区"],
        [5, None, None, "亭湖区"],
    ]


def test_a_misspelt_heading_is_named_with_the_one_probably_meant_and_its_column_is_not_read(tmp_path: Path) -> None:
    read = register(tmp_path, {"编号": "A"}, heading=["编号", "completion_yaer"])

    assert told(read) == [
        (
            "r.csv:B1 completion_yaer: `completion_yaer` is not a known heading; the column is not read"
            " (hint: did you mean `completion_year`?)"
        ),
    ]
    assert estates(read) == [Estate(id="A")]


def test_where_two_columns_of_one_fact_differ_it_is_unknown_and_the_row_is_named(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("编号,建成年份,建成年代\nA,1990,2003\nB,1991,1991\nC,,1992\nD,1993,x\n", "utf-8")
    read = read_register(tmp_path / "r.csv", policy(), Estate)

    assert [one.split(" (hint")[0] for one in told(read)] == [
        "r.csv:2: the columns of `completion_year` differ: 1990、2003",
        "r.csv:C5 建成年代: `completion_year` is `x`, which is not a number",
    ]
    assert [estate and estate.completion_year for estate in estates(read)] == [None, 1991, 1992, None]


def test_the_first_filled_of_two_columns_of_names_is_the_name(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("编号,小区名称,项目名称\nA,甲,乙\nB,,丙\n", "utf-8")
    read = read_register(tmp_path / "r.csv", policy(), Estate)

    assert told(read) == []
    assert estates(read) == [Estate(id="A", name="甲"), Estate(id="B", name="丙")]


def test_columns_that_are_not_used_and_facts_without_a_column_are_noted_once(tmp_path: Path) -> None:
    read = register(tmp_path, {"编号": "A"}, {"编号": "B"}, heading=["编号", *IN_SCOPE, "楼栋数", "户数"])
    unused, absent, events = [note.text() for note in read.notes]

    assert unused == "r.csv:1: columns not used: 楼栋数, 户数"
    assert absent.startswith("r.csv:1: no columns for these facts, which are unknown: ")
    assert events.startswith("r.csv:1: no columns for these recorded events, which are taken not to have happened: ")
    assert told(read) == []


def test_a_table_without_an_id_column_cannot_be_assessed(tmp_path: Path) -> None:
    with pytest.raises(
        TableError,
        match=r"r\.csv:1: no column holds an id; the headings read are: 所在区, .*hint: an id is headed: id, 小区编号",
    ):
        register(tmp_path, {}, heading=list(IN_SCOPE))


def test_a_heading_alone_is_a_problem_and_no_row(tmp_path: Path) -> None:
    read = register(tmp_path)

    assert read.entries == ()
    assert [problem.text("zh") for problem in read.every_problem()] == ["r.csv:1: 表头以下没有数据"]


def test_a_row_with_fewer_cells_is_named_and_read_and_its_events_beyond_the_end_are_unknown(tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("编号,建成年份,renovated,merged\nA,1990\nB,1991,否,\n", "utf-8")
    read = read_register(tmp_path / "r.csv", policy(), Estate)

    assert told(read) == ["r.csv:2: only 2 cells of 4; the other facts are unknown"]
    assert estates(read)[0] == Estate(id="A", completion_year=1990)
    assert [entry.unknown_events for entry in read.entries] == [{"merged"}, frozenset()]


@pytest.mark.parametrize("row", ["B,15,000.5,否", "B,1991,否,"])
def test_a_row_with_more_cells_than_headings_is_not_read(tmp_path: Path, row: str) -> None:
    """An unquoted comma moves every cell after it under another heading."""
    (tmp_path / "r.csv").write_text(f"编号,建筑面积,renovated\n{row}\n", "utf-8")
    read = read_register(tmp_path / "r.csv", policy(), Estate)

    assert [one.split(":")[2] for one in told(read)] == [" 4 cells under 3 headings"]
    assert estates(read) == [None]


def test_doubles_of_a_workbook_count_only_as_the_nearest_to_a_number_of_the_scale(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "r.xlsx"))
    sheet = book.add_worksheet("小区")
    sheet.write_row(0, 0, ["编号", "建筑面积", "建成年份", "renovated"])
    sheet.write_row(1, 0, [1001, 1234.1, 1995, True])
    sheet.write_row(2, 0, ["B", 1234.123, 1995.5])
    sheet.write_row(3, 0, ["C", 0.3000000001])
    book.close()
    read = read_register(tmp_path / "r.xlsx", policy(), Estate)

    assert told(read) == [
        "r.xlsx[小区]:B3 建筑面积: `gross_floor_area` is `1234.123`, with too many decimals (hint: at most 2 decimals)",
        (
            "r.xlsx[小区]:C3 建成年份: `completion_year` is `1995.5`, with too many decimals"
            " (hint: write the year alone, like 1995)"
        ),
        (
            "r.xlsx[小区]:B4 建筑面积: `gross_floor_area` is `0.3000000001`, with too many decimals"
            " (hint: at most 2 decimals)"
        ),
    ]
    assert estates(read)[0] == Estate(
        id="1001", gross_floor_area=Decimal("1234.10"), completion_year=1995, renovated=True
    )


def test_the_year_of_a_date_is_read_and_1905_is_a_year_that_excel_shows_as_a_date(tmp_path: Path) -> None:
    book = xlsxwriter.Workbook(str(tmp_path / "r.xlsx"))
    dated = book.add_format({"num_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet("小区")
    sheet.write_row(0, 0, ["编号", "建成年份", "建筑面积"])
    sheet.write(1, 0, "A")
    sheet.write_datetime(1, 1, datetime(1995, 1, 1), dated)  # noqa: DTZ001 a sheet knows no zone
    sheet.write_datetime(1, 2, datetime(1995, 1, 1), dated)  # noqa: DTZ001 a sheet knows no zone
    sheet.write(2, 0, "B")
    sheet.write_number(2, 1, 1995, dated)
    book.close()
    read = read_register(tmp_path / "r.xlsx", policy(), Estate)

    assert told(read) == [
        "r.xlsx[小区]:C2 建筑面积: `gross_floor_area` is the date `1995-01-01`, not a number",
        (
            "r.xlsx[小区]:B3 建成年份: `completion_year` is the date `1905-06-17`, not a number"
            " (hint: write the year alone, like 1995)"
        ),
    ]
    assert estates(read) == [Estate(id="A", completion_year=1995), Estate(id="B")]


def test_results_have_the_same_columns_for_every_row(tmp_path: Path) -> None:
    rows = [result(law(), Estate, one) for one in assessed(register(tmp_path, {"编号": "A"}, {"编号": ""}))]
    names = columns(law(), Estate)

    parts = ("", "_standing", "_rule", "_missing", "_otherwise")
    assert names[:5] == ["row", "id", "name", "district", "management_mode"]
    assert names[5:10] == [f"completed_in_time{part}" for part in parts]
    assert names[-5:] == ["findings", "problems", "on", "policy", "library"]
    assert {len(row) for row in rows} == {len(names)}
    about_estates = [name for name, one in law().conclusions.items() if one.subject == "estate"]
    assert all(f"{name}_standing" in names for name in about_estates)


def test_a_row_of_results_says_value_standing_rule_missing_facts_and_bounds(tmp_path: Path) -> None:
    (one,) = assessed(register(tmp_path, {"编号": "A", "已落实整治改造": ""}))
    row = dict(zip(columns(law(), Estate), result(law(), Estate, one), strict=True))
    parts = ("", "_standing", "_rule", "_missing", "_low", "_high")

    assert [row[f"district_subsidy_rate{part}"] for part in parts] == [
        None,
        "unknown",
        "",
        "renovated",
        Decimal("0.1"),
        Decimal("0.3"),
    ]


def test_a_contested_row_gives_the_working_value_and_says_so(tmp_path: Path) -> None:
    (one,) = assessed(register(tmp_path, {"编号": "A", "基础设施老化": "否"}))
    row = dict(zip(columns(law(), Estate), result(law(), Estate, one), strict=True))

    assert (row["in_scope"], row["in_scope_standing"]) == (False, "contested")
    assert row["yearly_district_subsidy_otherwise"] == "36000 (descriptors=any)"
    assert (row["yearly_district_subsidy_low"], row["yearly_district_subsidy_high"]) == (0, 36000)
    assert row["findings"] == "recognised_though_not_run_down"


def test_problems_of_a_row_are_in_its_results_by_code_and_column(tmp_path: Path) -> None:
    (one,) = assessed(register(tmp_path, {"编号": "A", "建成年份": "x", "管理模式": "y"}))

    assert result(law(), Estate, one)[-4] == "not-a-number:建成年份|not-a-member:管理模式"


def test_a_summary_adds_exactly_by_group_and_its_last_line_is_the_sum_of_all(tmp_path: Path) -> None:
    """0.3 x 10,000 x 12 = 36,000 settled; unknown renovation 12,000 to 36,000; 0.1 x 0.01 x 12 = 0.012."""
    tiny = {"所在区": "盐都区", "管理模式": "专业化", "建筑面积（㎡）": "0.01"}
    read = register(
        tmp_path,
        {"编号": "A"},
        {"编号": "B", "已落实整治改造": ""},
        {"编号": "C", **tiny},
        {"编号": "D", "所在区": ""},
        {"编号": ""},
    )
    groups = summarise(assessed(read), ("district", "management_mode"))

    assert [(group.key, group.rows, group.known, group.low, group.high) for group in groups] == [
        (("亭湖区", "self_governance"), 3, 36000, 48000, 72000),
        (("盐都区", "professional"), 1, Fraction(12, 1000), Fraction(12, 1000), Fraction(12, 1000)),
        ((None, "self_governance"), 1, 36000, 36000, 36000),
        ((), 5, Fraction("72000.012"), Fraction("84000.012"), Fraction("108000.012")),
    ]
    assert [group.unassessed for group in groups] == [1, 0, 0, 1]
    assert groups[-1].standings == {Standing.SETTLED: 3, Standing.UNKNOWN: 1}


def test_a_row_of_unknown_area_has_no_most_that_a_summary_could_add(tmp_path: Path) -> None:
    """36,000 for the one, 0.01 m² x 3.6 at least for the other, of which 10,000,000 m² is only what can be typed."""
    read = register(tmp_path, {"编号": "A"}, {"编号": "B", "建筑面积（㎡）": ""})
    *_, whole = summarise(assessed(read), ("district",))

    assert [whole.low, whole.high, whole.unmeasured] == [Fraction("36000.036"), 36000, 1]


def test_a_row_about_which_rules_disagree_is_named_and_the_rest_is_assessed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disagreeing(law: LawInForce, subject: Estate, **settings: Any) -> Decision:
        if subject.id == "A":
            raise RulesDisagreeError(Problem(Message("no-rule-holds", {"conclusion": "c", "rules": "r"})))
        return decide(law, subject, **settings)

    monkeypatch.setattr("tests.one_by_one.decide", disagreeing)
    first, second = assessed(register(tmp_path, {"编号": "A"}, {"编号": "B"}))

    assert [problem.text() for problem in first.entry.problems] == ["r.csv:2: no rule of `c` holds: r"]
    assert [first.decision is None, second.decision is None] == [True, False]


def test_the_range_of_a_summary_takes_in_what_other_readings_give(tmp_path: Path) -> None:
    """One of two descriptors: 0 if both are needed, 36,000 if one is enough (G-21)."""
    read = register(tmp_path, {"编号": "A", "基础设施老化": "否"})
    *_, whole = summarise(assessed(read), ("district",))

    assert [whole.known, whole.low, whole.high] == [0, 0, 36000]
