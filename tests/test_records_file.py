"""Records as bureaus keep them: every bad cell is named, nothing else is lost, nothing looks settled that is not."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import attrs
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from estate_policy import (
    Alteration,
    AwardUse,
    DistrictYear,
    Estate,
    EstateYear,
    History,
    RecordedDecision,
    Records,
    RecordsFile,
    Settlement,
    Standing,
    TableError,
    Voucher,
    altered_on,
    amend,
    load_amendment,
    load_policy,
    read_records,
    settle,
)
from estate_policy.answer import Answer
from estate_policy.kinds import Value
from estate_policy.loading import shipped_policy
from estate_policy.outcome import Bounds, Open
from estate_policy.record_sheets import SHEETS, columns_shown
from estate_policy.schema import TruthFact, facts_of, is_event

Sheet = list[list[Any]]

SCOPE = ["亭湖区", "是", "是", "1996", "是", "是", "10000", "自治", "否", "否"]
CHINESE: Mapping[str, Sheet] = {
    "小区": [
        [
            *("小区编号", "所在区", "位于市区", "经区调查认定", "建成年份", "基础设施老化", "配套设施不健全"),
            *("建筑面积（㎡）", "管理模式", "已落实整治改造", "分期建成"),
        ],
        ["A1", *SCOPE],
        ["A2", *SCOPE],
    ],
    "变化": [
        ["小区编号", "变化的事实", "变化后", "变化日期", "最早日期", "最晚日期"],
        ["A1", "已落实整治改造", "是", "2019-06-18", "", ""],
        ["A2", "管理模式", "专业化", "待查", "2020-01-01", "2020-12-31"],
    ],
    "拨付凭证": [
        [
            "小区编号",
            "凭证号",
            "凭证日期（月份）",
            "补贴起始月份",
            "补贴截止月份",
            "凭证金额",
            "凭证用途",
            "凭证已冲销",
        ],
        ["A1", "V-1", "2019-12", "2019年1月", "2019.12", "24000", "区级补贴", ""],
        ["A2", "V-2", "2019-12", "2019-01", "2019-12", "36000", "区级补贴", "否"],
    ],
    "评价": [["小区编号", "年度", "绩效评价结果"], ["A1", "2019", "达标"], ["A2", "2019", "达标"]],
    "处理决定": [
        ["小区编号", "年度", "文号", "决定单位", "决定日期", "决定内容", "扣拨比例"],
        ["A1", "2019", "盐房〔2020〕7号", "市房管部门会同市财政部门", "2020-03-02", "按比例扣拨", "0.2"],
    ],
    "区年度": [["区（管委会）", "年度", "预算金额"], ["亭湖区", "2019", "60000"]],
    "奖补资金支出": [
        ["区（管委会）", "年度", "支出编号", "支出用途", "支出金额"],
        ["亭湖区", "2019", "U-1", "卫生保洁人员工资", "800"],
    ],
}
"""Two estates of 10,000 m² in Tinghu at 0.3: due are 36,000 a year, and to A1, renovated in June 2019, 24,000."""

ENGLISH: Mapping[str, Sheet] = {
    "estates": [
        [
            *("estate id", "district", "in_urban_area", "recognised_by_district", "completion year"),
            *("infrastructure_aged", "supporting_facilities_incomplete", "gross_floor_area", "management_mode"),
            *("renovated", "completed_in_phases"),
        ],
        *(
            [id_, "亭湖区", "yes", "yes", "1996", "yes", "yes", "10000", "self_governance", "no", "no"]
            for id_ in ("A1", "A2")
        ),
    ],
    "changes": [
        ["estate id", "fact", "new value", "day of the change", "not before", "not after"],
        ["A1", "renovated", "yes", "2019-06-18", "", ""],
        ["A2", "management_mode", "professional", "unknown", "2020-01-01", "2020-12-31"],
    ],
    "vouchers": [
        ["estate", "number", "voucher_date", "service_from", "service_to", "amount", "purpose", "reversed"],
        ["A1", "V-1", "2019-12", "2019-01", "2019-12", "24000", "district_subsidy", ""],
        ["A2", "V-2", "2019-12", "2019-01", "2019-12", "36000", "district_subsidy", "no"],
    ],
    "evaluations": [["estate id", "year", "evaluation_result"], ["A1", "2019", "passed"], ["A2", "2019", "passed"]],
    "decisions": [
        ["estate id", "year", "file number", "deciding body", "day of the decision", "kind", "share deducted"],
        ["A1", "2019", "盐房〔2020〕7号", "city_housing_with_finance", "2020-03-02", "deduct_share", "0.2"],
    ],
    "district years": [["district", "year", "amount budgeted"], ["亭湖区", "2019", "60000"]],
    "uses": [
        ["district", "year", "id of the use", "what it was spent on", "amount spent"],
        ["亭湖区", "2019", "U-1", "cleaning_wages", "800"],
    ],
}

ESTATE = Estate(
    id="A1",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1996,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=10_000,
    management_mode="self_governance",
    renovated=False,
    completed_in_phases=False,
)
OTHER = attrs.evolve(ESTATE, id="A2")


def voucher(number: str, amount: int, **facts: Any) -> Voucher:
    months = {"voucher_date": date(2019, 12, 1), "service_from": date(2019, 1, 1), "service_to": date(2019, 12, 1)}
    return Voucher(**{"number": number, **months, "amount": amount, "purpose": "district_subsidy", **facts})


RECORDS = Records(
    (
        History(ESTATE, [altered_on("renovated", value=True, day=date(2019, 6, 18))]),
        History(OTHER, [Alteration("management_mode", "professional", date(2020, 1, 1), date(2020, 12, 31))]),
    ),
    vouchers={"A1": (voucher("V-1", 24000),), "A2": (voucher("V-2", 36000, reversed=False),)},
    decisions={
        ("A1", 2019): (
            RecordedDecision(
                file_number="盐房〔2020〕7号",
                decided_by="city_housing_with_finance",
                decided_on=date(2020, 3, 2),
                kind="deduct_share",
                share=Decimal("0.2"),
            ),
        )
    },
    years={(id_, 2019): EstateYear(id=id_, year=2019, evaluation_result="passed") for id_ in ("A1", "A2")},
    districts={
        ("亭湖区", 2019): DistrictYear(
            id="亭湖区/2019",
            district="亭湖区",
            year=2019,
            budgeted_amount=60000,
            uses=(AwardUse(id="U-1", use="cleaning_wages", amount=800),),
        )
    },
)

POLICY = amend(load_policy(), load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"))
"""The policy if the transition began in January 2019."""


def folder(path: Path, sheets: Mapping[str, Sheet]) -> Path:
    for name, rows in sheets.items():
        text = "\n".join(",".join(map(str, row)) for row in rows)
        (path / f"{name}.csv").write_text(text + "\n", "utf-8")
    return path


def workbook(path: Path, sheets: Mapping[str, Sheet]) -> Path:
    book = xlsxwriter.Workbook(str(path / "台账.xlsx"))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path / "台账.xlsx"


def read(path: Path, **changed: Sheet | None) -> RecordsFile:
    """The records of a folder in which some sheets are others, or are not there."""
    sheets = {name: changed.get(name, rows) for name, rows in CHINESE.items()} | changed
    return read_records(folder(path, {name: rows for name, rows in sheets.items() if rows is not None}), POLICY)


def more(sheet: str, *rows: str) -> dict[str, Sheet]:
    """A sheet with further rows, as CSV writes them."""
    return {sheet: [*CHINESE[sheet], *([row] for row in rows)]}


def told(found: RecordsFile) -> list[str]:
    return [problem.text() for problem in found.problems]


def settled(found: RecordsFile, year: int = 2019) -> Settlement:
    return settle(POLICY, found.records, [year], engine="exact")


def answer(found: RecordsFile, estate: str, conclusion: str = "vouchers_paid", year: int = 2019) -> Answer:
    (of_year,) = [one for one in settled(found, year).years if estate in one.estates]
    return of_year.estates[estate][conclusion]


def between(given: Answer) -> tuple[Value | None, Value | None]:
    """Between what an open amount lies, or the value twice."""
    if isinstance(given.outcome, Open):
        assert isinstance(given.outcome.possible, Bounds)
        return given.outcome.possible.low, given.outcome.possible.high
    return given.outcome.value, given.outcome.value


@pytest.mark.parametrize("sheets", [CHINESE, ENGLISH])
@pytest.mark.parametrize("kept", [folder, workbook])
def test_a_workbook_and_a_folder_in_either_language_give_the_same_records(
    tmp_path: Path, sheets: Mapping[str, Sheet], kept: Callable[[Path, Mapping[str, Sheet]], Path]
) -> None:
    found = read_records(kept(tmp_path, sheets), POLICY)

    assert told(found) == []
    assert found.records == RECORDS


@pytest.mark.parametrize(
    "names",
    [
        {"小区": "名册", "变化": "变更", "拨付凭证": "票据", "处理决定": "决定"},
        {"小区": "Estates", "区年度": "DISTRICT_YEARS", "奖补资金支出": "uses-of-the-award"},
    ],
)
def test_sheets_go_by_several_names(tmp_path: Path, names: Mapping[str, str]) -> None:
    found = read_records(folder(tmp_path, {names.get(name, name): rows for name, rows in CHINESE.items()}), POLICY)

    assert (told(found), found.records) == ([], RECORDS)


BAD_ROWS = [
    ("变化", "A9,已落实整治改造,是,2019-06-18,,", ["变化.csv:A4 小区编号: there is no estate A9"]),
    (
        "变化",
        ",已落实整治改造,是,2019-06-18,,",
        ["变化.csv:A4 小区编号: `estate` is blank"],
    ),
    (
        "变化",
        "A2,整治,是,2019-06-18,,",
        ["变化.csv:B4 变化的事实: `整治` is not a fact of `estate` (hint: did you mean `整治改造`?)"],
    ),
    (
        "变化",
        "A2,小区编号,A3,2019-06-18,,",
        ["变化.csv:B4 变化的事实: `小区编号` is not a fact of `estate`"],
    ),
    (
        "变化",
        "A2,已落实整治改造,部分,2019-06-18,,",
        [
            (
                "变化.csv:C4 变化后: `renovated` is `部分`, which is neither yes nor no "
                "(hint: allowed: true, false, or nothing if unknown)"
            )
        ],
    ),
    ("变化", "A2,已落实整治改造,,2019-06-18,,", ["变化.csv:C4 变化后: `value` is blank"]),
    (
        "变化",
        "A2,已落实整治改造,是,2019年夏,,",
        [
            (
                "变化.csv:D4 变化日期: `day` is `2019年夏`, which is not a date "
                "(hint: allowed: a date from 1900-01-01 to 2100-12-31)"
            )
        ],
    ),
    (
        "变化",
        "A2,已落实整治改造,是,2019-06-18,2019-06-01,",
        [
            (
                "变化.csv:D4 变化日期: where the day is known, there is no earliest and no latest; "
                "when it changed is taken for unknown"
            )
        ],
    ),
    ("变化", "A2,已落实整治改造,是,,2019-06-18,2019-06-01", ["变化.csv:F4 最晚日期: 2019-06-01 is before 2019-06-18"]),
    (
        "变化",
        "A1,已落实整治改造,否,2019-06-18,,",
        ["变化.csv:4: of two changes of `renovated`, 2019-06-18 and 2019-06-18, nobody can say which came first"],
    ),
    (
        "拨付凭证",
        "A2,V-2,2019-12,2019-01,2019-12,36000,区级补贴,否",
        [
            (
                "拨付凭证.csv:3: the voucher number `V-2` stands in row 4 too, for the same estate, purpose and "
                "months, as far as is known; whether any of them counts is unknown"
            ),
            (
                "拨付凭证.csv:4: the voucher number `V-2` stands in row 3 too, for the same estate, purpose and "
                "months, as far as is known; whether any of them counts is unknown"
            ),
        ],
    ),
    ("拨付凭证", "A2,,2019-12,2019-01,2019-12,1,区级补贴,", ["拨付凭证.csv:B4 凭证号: `number` is blank"]),
    ("拨付凭证", ",V-3,2019-12,2019-01,2019-12,1,区级补贴,", ["拨付凭证.csv:A4 小区编号: `estate` is blank"]),
    (
        "拨付凭证",
        "A2,V-3,2019-12,2019.1,2019-12,1,区级补贴,",
        [
            (
                "拨付凭证.csv:D4 补贴起始月份: `service_from` is `2019.1`, which may be January or October: "
                "Excel keeps no nought at the end of a number (hint: write text, like 2019-01 or 2019-10)"
            )
        ],
    ),
    (
        "拨付凭证",
        "A2,V-3,2019-12,2019-01,2019-12,一万,区级补贴,",
        [
            (
                "拨付凭证.csv:F4 凭证金额: `amount` is `一万`, which is not a number "
                "(hint: allowed: -1000000000 to 1000000000 CNY)"
            )
        ],
    ),
    (
        "拨付凭证",
        "A2,V-3,2019-12,2019-01,2019-12,1,补贴款,",
        [("拨付凭证.csv:G4 凭证用途: `purpose` is `补贴款` (hint: allowed: district_subsidy, relief, other_purpose)")],
    ),
    (
        "拨付凭证",
        "A2,V-3,2019-12,2019-01,2019-12,1,区级补贴,或许",
        [
            (
                "拨付凭证.csv:H4 凭证已冲销: `reversed` is `或许`, which is neither yes nor no "
                "(hint: allowed: true, false, or nothing if unknown)"
            )
        ],
    ),
    (
        "拨付凭证",
        "A2,V-3,2019-12,2019-01,2019-12,1,000,区级补贴,",
        [
            (
                "拨付凭证.csv:4: 9 cells under 8 headings: nobody can say which belongs where; the row is not read "
                "(hint: a cell that holds a comma stands in double quotes)"
            )
        ],
    ),
    ("拨付凭证", "合计,,,,,60000,,", ["拨付凭证.csv:4: the row is `合计`: it is no record, and is not read"]),
    (
        "评价",
        "A2,2019,不达标",
        [
            "评价.csv:3: the evaluation of A2 in 2019 stands in row 4 too, and is unknown",
            "评价.csv:4: the evaluation of A2 in 2019 stands in row 3 too, and is unknown",
        ],
    ),
    ("评价", ",2020,达标", ["评价.csv:A4 小区编号: `estate` is blank"]),
    ("评价", "A2,,达标", ["评价.csv:B4 年度: `year` is blank"]),
    (
        "评价",
        "A2,2020,好",
        ["评价.csv:C4 绩效评价结果: `evaluation_result` is `好` (hint: allowed: passed, failed, pending)"],
    ),
    (
        "处理决定",
        "A1,2019,盐房〔2020〕7号,市房管部门会同市财政部门,2020-03-02,取消,",
        [
            (
                "处理决定.csv:2: the decision `盐房〔2020〕7号` on A1 in 2019 stands in row 3 too; "
                "which there are is unknown"
            ),
            (
                "处理决定.csv:3: the decision `盐房〔2020〕7号` on A1 in 2019 stands in row 2 too; "
                "which there are is unknown"
            ),
        ],
    ),
    (
        "处理决定",
        "A1,2019,8号,市房管部门会同市财政部门,,取消,",
        ["处理决定.csv:E3 决定日期: `decided_on` is blank"],
    ),
    ("区年度", "亭湖区,,1", ["区年度.csv:B3 年度: `year` is blank"]),
    (
        "区年度",
        "亭湖区,2019,1",
        [
            "区年度.csv:2: 亭湖区 in 2019 stands in row 3 too, and is unknown",
            "区年度.csv:3: 亭湖区 in 2019 stands in row 2 too, and is unknown",
        ],
    ),
    (
        "奖补资金支出",
        "亭湖区,2019,U-1,保绿人员工资,1",
        [
            "奖补资金支出.csv:2: the use `U-1` stands in row 3 too; which there are in the year is unknown",
            "奖补资金支出.csv:3: the use `U-1` stands in row 2 too; which there are in the year is unknown",
        ],
    ),
    (
        "奖补资金支出",
        "亭湖区,2019,U-2,保绿人员工资,0",
        ["奖补资金支出.csv:E3 支出金额: `amount` is `0` (hint: allowed: 0.01 to 1000000000 CNY)"],
    ),
]


@pytest.mark.parametrize(("sheet", "row", "problems"), BAD_ROWS)
def test_a_bad_row_is_told_with_its_cell(tmp_path: Path, sheet: str, row: str, problems: Sequence[str]) -> None:
    assert told(read(tmp_path, **more(sheet, row))) == problems


PARTS = {"变化": "estates", "拨付凭证": "vouchers", "评价": "years", "处理决定": "decisions"}
"""Of what part of the records a sheet is."""


@pytest.mark.parametrize(("sheet", "row"), [(sheet, row) for sheet, row, _ in BAD_ROWS])
def test_a_bad_row_loses_nothing_else(tmp_path: Path, sheet: str, row: str) -> None:
    part = PARTS.get(sheet, "districts")
    found = read(tmp_path, **more(sheet, row)).records
    others = attrs.evolve(found, unknown_events={}, unknown_uses=frozenset(), **{part: getattr(RECORDS, part)})

    assert others == RECORDS


@pytest.mark.parametrize("row", [row for sheet, row, _ in BAD_ROWS if sheet == "拨付凭证"])
def test_a_bad_voucher_leaves_the_others_as_they_are(tmp_path: Path, row: str) -> None:
    found = read(tmp_path, **more("拨付凭证", row)).records

    assert found.vouchers["A1"][0] == voucher("V-1", 24000)


def test_a_voucher_that_stands_twice_leaves_what_is_outstanding_open(tmp_path: Path) -> None:
    """Either row may count, both, or none: of 36,000 due, nought to 72,000 is paid."""
    found = read(tmp_path, **more("拨付凭证", "A2,V-2,2019-12,2019-01,2019-12,36000,区级补贴,否"))
    (year,) = settled(found).years

    assert between(answer(found, "A2")) == (0, 72000)
    assert between(answer(found, "A2", "subsidy_outstanding")) == (-36000, 36000)
    assert answer(found, "A2", "subsidy_outstanding").standing is Standing.UNKNOWN
    assert year.decision["district_award_payment"].standing is Standing.UNKNOWN
    assert answer(found, "A1", "subsidy_outstanding").value == 0


def test_one_voucher_may_pay_for_several_estates(tmp_path: Path) -> None:
    found = read(tmp_path, **more("拨付凭证", "A2,ｖ-1,2019-12,2019-01,2019-12,24000,区级补贴,否"))

    assert told(found) == []
    assert between(answer(found, "A1")) == (24000, 24000)
    assert between(answer(found, "A2")) == (60000, 60000)


@pytest.mark.parametrize(
    ("row", "paid"),
    [
        ("A2,V-2,2020-12,2020-01,2020-12,36000,区级补贴,", (36000, 36000)),
        ("A2,V-2,2019-12,2019-01,2019-12,100,其他,", (36000, 36000)),
        ("A2,V-2,2019-12,2018-10,2018-12,100,区级补贴,", (36000, 36000)),
    ],
)
def test_one_voucher_may_pay_for_several_stretches_and_purposes_of_an_estate(
    tmp_path: Path, row: str, paid: tuple[int, int]
) -> None:
    found = read(tmp_path, **more("拨付凭证", row))

    assert told(found) == []
    assert [one.number for one in found.records.vouchers["A2"]] == ["V-2", "V-2#4"]
    assert between(answer(found, "A2")) == paid


def test_stretches_of_one_year_under_one_number_are_added_up(tmp_path: Path) -> None:
    heading, first, _ = CHINESE["拨付凭证"]
    halves = [
        ["A2", "V-2", "2019-12", *months, 18000, "区级补贴", ""]
        for months in (("2019-01", "2019-06"), ("2019-07", "2019-12"))
    ]
    found = read(tmp_path, 拨付凭证=[heading, first, *halves])

    assert told(found) == []
    assert between(answer(found, "A2")) == (36000, 36000)


@pytest.mark.parametrize(
    "row",
    [
        "A2,V-2,2020-12,2019-12,2020-06,1,区级补贴,",
        "A2,ｖ-2,2020-12,,,1,区级补贴,",
        "A2,V-2,2020-12,,2019-01,1,,",
        "A2,V-2,2020-12,2020-06,2020-01,1,区级补贴,",
        ",V-2,2019-12,2019-01,2019-12,1,区级补贴,",
    ],
)
def test_a_number_that_may_stand_twice_for_one_payment_is_told_in_both_rows(tmp_path: Path, row: str) -> None:
    found = read(tmp_path, **more("拨付凭证", row))

    assert [(problem.code, str(problem.location)) for problem in found.problems if problem.code != "blank"] == [
        ("doubled-voucher", "拨付凭证.csv:3"),
        ("doubled-voucher", "拨付凭证.csv:4"),
    ]
    assert between(answer(found, "A2"))[0] == 0


@pytest.mark.parametrize(
    ("row", "first", "second"),
    [
        (",V-3,2019-12,2019-01,2019-12,1,区级补贴,", (24000, 24001), (36000, 36001)),
        (",V-3,2020-12,2020-01,2020-12,1,区级补贴,", (24000, 24000), (36000, 36000)),
        ("A2,,2019-12,2019-01,2019-12,1,区级补贴,", (24000, 24000), (36000, 36001)),
        ("A2,V-3,2019-12,2019-01,2019-12,一,区级补贴,", (24000, 24000), (36000 - 10**9, 36000 + 10**9)),
        ("A2,V-3,2019-12,2019.1,2019-12,1,区级补贴,", (24000, 24000), (36000, 36001)),
        ("A2,V-3,2019-12,2019-01,2019-12,1,补贴款,", (24000, 24000), (36000, 36001)),
        ("A2,V-3,2019-12,2019-01,2019-12,1,区级补贴,或许", (24000, 24000), (36000, 36001)),
        ("A2,V-3,2019-12,2019-01,2019-12,1,区级补贴,待查", (24000, 24000), (36000, 36001)),
        ('"A2,V-3', (24000 - 10**9, 24000 + 10**9), (36000 - 10**9, 36000 + 10**9)),
        ("合计,,,,,60000,,", (24000, 24000), (36000, 36000)),
    ],
)
def test_what_a_bad_voucher_may_have_paid_is_open_and_no_more(
    tmp_path: Path, row: str, first: tuple[int, int], second: tuple[int, int]
) -> None:
    found = read(tmp_path, **more("拨付凭证", row))

    assert (between(answer(found, "A1")), between(answer(found, "A2"))) == (first, second)


def test_a_voucher_of_nobody_is_told_with_its_cell(tmp_path: Path) -> None:
    rows = [*CHINESE["拨付凭证"], ["A9", "V-3", "2019-12", "2019-01", "2019-12", 1, "区级补贴", ""]]
    found = read_records(workbook(tmp_path, {**CHINESE, "拨付凭证": rows}), POLICY)

    assert [problem.text() for problem in settled(found).problems] == [
        "台账.xlsx[拨付凭证]:A4 小区编号: voucher V-3: there is no estate A9"
    ]


def test_evaluations_and_budgets_of_nobody_are_told_with_their_cells(tmp_path: Path) -> None:
    found = read(tmp_path, **more("评价", "A9,2019,达标"), **more("区年度", "盐都区,2019,1"))

    assert [problem.text() for problem in settled(found).problems] == [
        "评价.csv:A4 小区编号: 2019: there is no estate A9",
        "区年度.csv:A3 区（管委会）: 2019: there is no estate in 盐都区",
    ]


MAY, JULY, NEXT_YEAR = date(2019, 5, 31), date(2019, 7, 1), date(2021, 1, 1)


def renovated(found: RecordsFile, estate: str) -> list[bool | None]:
    """Whether an estate is renovated in May 2019, in July and in 2021."""
    (history,) = [one for one in found.records.estates if one.id == estate]
    return [history.on(day).subject.renovated for day in (MAY, JULY, NEXT_YEAR)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A2,已落实整治改造,部分,2019-06-18,,", [False, None, None]),
        ("A2,已落实整治改造,待查,2019-06-18,,", [False, None, None]),
        ("A2,已落实整治改造,,2019-06-18,,", [False, None, None]),
        ("A2,整治,是,2019-06-18,,", [False, None, None]),
        ("A2,已落实整治改造,是,2019年夏,,", [None, None, None]),
        ("A2,已落实整治改造,是,,,", [None, None, None]),
        ("A2,已落实整治改造,是,不详,2019-06-01,", [False, None, None]),
        ("A2,已落实整治改造,是,,,2019-12-31", [None, None, True]),
        ("A2,已落实整治改造,是,2019-06-18,,2019-12-31", [None, None, None]),
        (",已落实整治改造,是,2019-06-18,,", [False, None, None]),
        ('"A2,已落实整治改造', [None, None, None]),
        ("A9,已落实整治改造,是,2019-06-18,,", [False, False, False]),
    ],
)
def test_what_a_bad_change_may_have_changed_is_unknown_from_then_on(
    tmp_path: Path, row: str, expected: list[bool | None]
) -> None:
    assert renovated(read(tmp_path, **more("变化", row)), "A2") == expected


@pytest.mark.parametrize(
    ("row", "first", "last"),
    [
        ("A2,已落实整治改造,是,2020-02,,", date(2020, 2, 1), date(2020, 2, 29)),
        ("A2,已落实整治改造,是,2020年12月,,", date(2020, 12, 1), date(2020, 12, 31)),
        ("A2,已落实整治改造,是,2020.06,,", date(2020, 6, 1), date(2020, 6, 30)),
        ("A2,已落实整治改造,是,2020,,", date(2020, 1, 1), date(2020, 12, 31)),
        ("A2,已落实整治改造,是,2020年,,", date(2020, 1, 1), date(2020, 12, 31)),
        ("A2,已落实整治改造,是,,2020-06,2021", date(2020, 6, 1), date(2021, 12, 31)),
        ("A2,已落实整治改造,是,不详,,2020-06", None, date(2020, 6, 30)),
    ],
)
def test_a_change_of_which_the_month_or_the_year_is_known_lies_within_it(
    tmp_path: Path, row: str, first: date | None, last: date | None
) -> None:
    found = read(tmp_path, **more("变化", row))

    assert told(found) == []
    assert Alteration("renovated", True, first, last) in found.records.estates[1].alterations


@pytest.mark.parametrize(
    ("day", "code"),
    [("2020.1", "january-or-october"), ("2020-13", "not-a-date"), ("0000", "not-a-date"), ("1899", "out-of-range")],
)
def test_a_change_of_no_legible_month_or_year_may_have_been_at_any_time(tmp_path: Path, day: str, code: str) -> None:
    found = read(tmp_path, **more("变化", f"A2,已落实整治改造,是,{day},,"))

    assert [problem.code for problem in found.problems] == [code]
    assert renovated(found, "A2") == [None, None, None]


def test_after_a_bad_change_a_later_one_is_known(tmp_path: Path) -> None:
    rows = "A2,已落实整治改造,部分,2019-06-18,,", "A2,已落实整治改造,是,2020-01-01,,"

    assert renovated(read(tmp_path, **more("变化", *rows)), "A2") == [False, None, True]


def test_where_nobody_can_say_which_change_came_first_the_fact_is_unknown_from_the_earliest_on(tmp_path: Path) -> None:
    rows = "A2,已落实整治改造,是,2019-06-18,,", "A2,已落实整治改造,否,,2019-06-01,2019-12-31"

    assert renovated(read(tmp_path, **more("变化", *rows)), "A2") == [False, None, None]


TRUTHS = [name for name, fact in facts_of(Estate).items() if isinstance(fact, TruthFact)]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        ("A2,整治,是,2019-06-18,,", TRUTHS),
        ("A2,,是,2019-06-18,,", TRUTHS),
        ("A2,整治,待查,2019-06-18,,", [*facts_of(Estate)]),
        ("A2,整治,,2019-06-18,,", [*facts_of(Estate)]),
        ("A2,落实整治改造,是,2019-06-18,,", ["renovated"]),
    ],
)
def test_where_the_fact_of_a_change_cannot_be_read_any_that_fits_may_have_changed(
    tmp_path: Path, row: str, expected: list[str]
) -> None:
    first, second = (one.on(JULY) for one in read(tmp_path, **more("变化", row)).records.estates)
    events = {name for name in expected if is_event(facts_of(Estate)[name])}
    unknown: dict[str, Any] = dict.fromkeys(expected)

    assert second.subject == attrs.evolve(OTHER, **unknown)
    assert second.unknown_events == events
    assert first.subject == attrs.evolve(ESTATE, renovated=True)


@pytest.mark.parametrize(
    ("row", "open_in"),
    [
        ("A2,2019,不达标", [("A2", 2019)]),
        ("A2,2020,好", [("A2", 2020)]),
        (",2020,达标", [("A1", 2020), ("A2", 2020)]),
        (",2019,达标", []),
        ("A2,,达标", [("A2", 2020)]),
        ('"A2,2020', [("A1", 2020), ("A2", 2020)]),
    ],
)
def test_an_evaluation_that_cannot_be_placed_may_be_of_any_year_that_has_no_other(
    tmp_path: Path, row: str, open_in: list[tuple[str, int]]
) -> None:
    found = read(tmp_path, **more("评价", row)).records

    assert [
        (estate, year)
        for year in (2019, 2020)
        for estate in ("A1", "A2")
        if "evaluation_result" in found.unknown_in(estate, year)
    ] == open_in


def test_an_award_waits_for_an_evaluation_that_stands_twice(tmp_path: Path) -> None:
    found = read(tmp_path, **more("评价", "A2,2019,不达标"))

    assert answer(found, "A2", "award_payable_now").standing is Standing.UNKNOWN
    assert answer(found, "A1", "award_payable_now").value == 9600


@pytest.mark.parametrize(
    ("row", "open_in"),
    [
        ("A1,2019,盐房〔2020〕7号,市房管部门会同市财政部门,2020-03-02,取消,", ["A1"]),
        ("A1,2019,8号,市房管部门会同市财政部门,,取消,", ["A1"]),
        ("A2,,8号,市房管部门会同市财政部门,2020-03-02,取消,", ["A2"]),
        (",2019,8号,市房管部门会同市财政部门,2020-03-02,取消,", ["A1", "A2"]),
        (",2020,8号,市房管部门会同市财政部门,2020-03-02,取消,", []),
        ("A2,2019,,市房管部门会同市财政部门,2020-03-02,取消,", ["A2"]),
    ],
)
def test_an_award_waits_for_a_decision_that_cannot_be_read(tmp_path: Path, row: str, open_in: list[str]) -> None:
    found = read(tmp_path, **more("处理决定", row))

    assert [
        estate for estate in ("A1", "A2") if answer(found, estate, "award_withheld").standing is Standing.UNKNOWN
    ] == open_in


@pytest.mark.parametrize(
    "row",
    [
        "亭湖区,2019,U-1,保绿人员工资,1",
        "亭湖区,,U-2,保绿人员工资,1",
        ",2019,U-2,保绿人员工资,1",
        "亭湖区,2019,,保绿人员工资,1",
        "亭湖区,2019,U-2,花草,1",
        "亭湖区,2019,U-2,保绿人员工资,多",
    ],
)
def test_what_was_spent_on_what_stays_open_where_a_use_cannot_be_read(tmp_path: Path, row: str) -> None:
    (year,) = settled(read(tmp_path, **more("奖补资金支出", row))).years

    assert year.decision["used_within_earmark"].standing is Standing.UNKNOWN


def test_uses_of_another_year_leave_this_one_as_it_is(tmp_path: Path) -> None:
    (year,) = settled(read(tmp_path, **more("奖补资金支出", ",2020,U-2,保绿人员工资,1"))).years

    assert year.decision["used_within_earmark"].value == 800


def test_a_district_whose_year_stands_twice_has_no_known_budget_and_its_uses_all_the_same(tmp_path: Path) -> None:
    (year,) = settled(read(tmp_path, **more("区年度", "亭湖区,2019,1"))).years

    assert isinstance(year.decision.subject, DistrictYear)
    assert (year.decision.subject.budgeted_amount, year.decision["used_within_earmark"].value) == (None, 800)


def requirement(found: RecordsFile) -> list[tuple[str | None, tuple[Value | None, Value | None]]]:
    """What the budgets of the districts need."""
    return [(one.district, between(one.decision["budget_requirement"])) for one in settled(found).years]


MOST = Fraction(36_000_000)
"""What 10,000,000 m², the most that can be typed, at 0.3 come to in a year."""


@pytest.mark.parametrize(
    ("row", "code"),
    [(["", *SCOPE], "blank"), (["A2", *SCOPE], "doubled-id")],
)
def test_an_estate_that_cannot_be_told_apart_leaves_its_district_open(
    tmp_path: Path, row: list[str], code: str
) -> None:
    """A1 needs 24,000 and A2 36,000; the third, or either of two that share an id, may be anything."""
    found = read(tmp_path, 小区=[*CHINESE["小区"], row])
    doubled = code == "doubled-id"

    assert {problem.code for problem in found.problems} >= {code}
    assert requirement(found) == [("亭湖区", (24000, 24000 + 2 * MOST) if doubled else (60000, 60000 + MOST))]


def test_an_estate_of_no_known_district_leaves_every_district_open(tmp_path: Path) -> None:
    """A1 and A2 need 60,000, the one in Yandu 36,000; the one that cannot be read may be in either."""
    found = read(tmp_path, 小区=[*CHINESE["小区"], ["A3", "盐都区", *SCOPE[1:]], ['"A4', "亭湖区"]])

    assert requirement(found) == [
        ("亭湖区", (60000, 60000 + MOST)),
        ("盐都区", (36000, 36000 + MOST)),
        (None, (0, MOST)),
    ]


def test_a_sum_among_the_estates_is_a_problem_and_no_estate(tmp_path: Path) -> None:
    found = read(tmp_path, 小区=[*CHINESE["小区"], ["合计", *[""] * 6, "20000", *[""] * 3]])

    assert told(found) == ["小区.csv:4: the id is `合计`: the row is no estate and is not assessed"]
    assert found.records == RECORDS


def test_what_is_said_of_an_id_that_stands_in_several_rows_is_told(tmp_path: Path) -> None:
    found = read(tmp_path, 小区=[*CHINESE["小区"], ["ａ2", *SCOPE]])
    untold = "the id `A2` stands in several rows of the estates: nobody can say which is meant"

    assert told(found)[-3:] == [
        f"变化.csv:A3 小区编号: {untold}",
        f"拨付凭证.csv:A3 小区编号: {untold}",
        f"评价.csv:A3 小区编号: {untold}",
    ]
    assert answer(found, "A2#3").standing is Standing.UNKNOWN
    assert answer(found, "A1").value == 24000


def test_labels_of_what_cannot_be_told_apart_are_those_of_nothing_else(tmp_path: Path) -> None:
    """The longest ids that can be are shortened, and those that read like the number of a row are left alone."""
    longest = "V" * 200
    numbers = (longest, longest, "", "#6")
    vouchers = more("拨付凭证", *(f"A2,{number},2019-12,2019-01,2019-12,1,区级补贴," for number in numbers))
    found = read(tmp_path, 小区=[*CHINESE["小区"], ["", *SCOPE], ["#4", *SCOPE]], **vouchers)

    assert [one.id for one in found.records.estates] == ["A1", "A2", "##4", "#4"]
    assert [one.number for one in found.records.vouchers["A2"]] == [
        "V-2",
        f"{'V' * 40}…#4",
        f"{'V' * 40}…#5",
        "##6",
        "#6",
    ]
    assert between(answer(found, "A2")) == (36001, 36004)


def test_the_names_of_estates_beside_their_ids_are_passed_over(tmp_path: Path) -> None:
    """小区 is the heading of names."""
    heading, *rows = CHINESE["拨付凭证"]
    named = [["小区编号", "小区", *heading[1:]], *([row[0], "新村", *row[1:]] for row in rows)]
    found = read(tmp_path, 拨付凭证=named)

    assert (told(found), found.records) == ([], RECORDS)


def test_a_sheet_that_lists_is_taken_to_list_none_where_it_is_absent_and_that_is_noted(tmp_path: Path) -> None:
    absent = dict.fromkeys(["变化", "拨付凭证", "评价", "处理决定", "区年度", "奖补资金支出"])
    found = read(tmp_path, **absent)

    assert found.records == Records((History(ESTATE), History(OTHER)))
    assert [note.text().partition(": ")[2] for note in found.notes if note.code.startswith("absent-list")] == [
        "no sheet `changes`: it is taken that there are none",
        "no sheet `vouchers`: it is taken that there are none",
        "no sheet `decisions`: it is taken that there are none",
        "no sheet `uses of the award`: it is taken that there are none",
    ]
    assert [note.text().partition(": ")[2] for note in found.notes if note.code == "absent-sheet"] == [
        f"no sheet `{name}`: its facts are unknown, its recorded events are taken not to have happened"
        for name in ("evaluations", "district years")
    ]


def test_a_sheet_with_nothing_below_its_heading_lists_none_and_that_is_noted(tmp_path: Path) -> None:
    found = read(tmp_path, 拨付凭证=CHINESE["拨付凭证"][:1], 评价=CHINESE["评价"][:1])

    assert (told(found), found.records) == ([], attrs.evolve(RECORDS, vouchers={}, years={}))
    assert [note.text() for note in found.notes if note.code.startswith("empty-")] == [
        "拨付凭证.csv:1: no row in sheet `vouchers`: it is taken that there are none",
        (
            "评价.csv:1: no row in sheet `evaluations`: its facts are unknown, its recorded events are taken not to"
            " have happened"
        ),
    ]


def test_the_path_of_records_may_be_text() -> None:
    folder = Path(__file__).parents[1] / "examples" / "settlement"

    assert read_records(str(folder), POLICY) == read_records(folder, POLICY)


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        (
            "照片",
            (
                "照片.csv: `照片` is no sheet of records, and is not read "
                "(hint: remove it, or let its name begin with 说明; sheets of records are: estates, changes, vouchers, "
            ),
        ),
        ("统计", "统计.csv: `统计` is no sheet of records, and is not read (hint: remove it, or let its name begin"),
        *(
            (
                name,
                (
                    f"{name}.csv: `{name}` is no sheet of records, and is not read (hint: if it is `{meant}`, "
                    "name it so or merge it into that; if not, remove it or let its name begin with 说明; "
                    "until then all that it may say is unknown)"
                ),
            )
            for name, meant in (
                ("拨付凭证2", "拨付凭证"),
                ("拨付凭证 (2)", "拨付凭证"),
                ("voucher", "vouchers"),
                ("拨付凭证说明", "拨付凭证"),
            )
        ),
    ],
)
def test_an_unknown_sheet_is_told_with_what_it_may_be(tmp_path: Path, name: str, problem: str) -> None:
    (only,) = told(read(tmp_path, **{name: [["编号"], ["1"]]}))

    assert only.startswith(problem)


@pytest.mark.parametrize(
    ("sheet", "conclusion", "standing"),
    [
        ("变化记", "subsidy_payment", Standing.UNKNOWN),
        ("拨付凭证2", "vouchers_paid", Standing.UNKNOWN),
        ("评价表", "award_payable_now", Standing.SETTLED),
        ("处理决定2", "award_withheld", Standing.UNKNOWN),
        ("小区2", "subsidy_payment", Standing.SETTLED),
        ("照片", "award_withheld", Standing.SETTLED),
    ],
)
def test_what_a_misnamed_sheet_may_say_is_unknown(
    tmp_path: Path, sheet: str, conclusion: str, standing: Standing
) -> None:
    """An evaluation would be of a year that has none; further estates are in the sums alone."""
    found = read(tmp_path, **{sheet: [["编号"], ["1"]]})
    (year, *_) = settled(found).years

    assert year.estates["A2"][conclusion].standing is standing
    if sheet == "小区2":
        assert between(year.decision["budget_requirement"]) == (60000, 60000 + MOST)


def test_a_misnamed_sheet_of_uses_leaves_them_open(tmp_path: Path) -> None:
    (year,) = settled(read(tmp_path, 支出表=[["编号"], ["1"]])).years

    assert year.decision["used_within_earmark"].standing is Standing.UNKNOWN


@pytest.mark.parametrize("name", ["说明", "README", "说明-统计", "说明 (2)", "说明 拨付凭证"])
def test_sheets_that_explain_the_others_and_empty_ones_are_passed_over(tmp_path: Path, name: str) -> None:
    found = read_records(workbook(tmp_path, {name: [["小区编号"], ["x"]], "Sheet1": [], **CHINESE}), POLICY)

    assert (told(found), found.records) == ([], RECORDS)


def test_other_files_of_a_folder_are_passed_over(tmp_path: Path) -> None:
    for name in (".hidden.csv", "~$小区.xlsx", "readme.md", "photos.txt"):
        (tmp_path / name).write_text("小区编号", "utf-8")

    assert told(read(tmp_path)) == []


def test_a_workbook_in_a_folder_is_told_and_what_it_may_say_is_unknown(tmp_path: Path) -> None:
    (tmp_path / "拨付凭证.xls").write_bytes(b"")
    found = read(tmp_path, 拨付凭证=None)

    assert told(found) == [
        "拨付凭证.xls: in a folder, records are .csv files; this one is not read (hint: save it as .csv)"
    ]
    assert answer(found, "A1").standing is Standing.UNKNOWN


def test_a_sheet_without_a_heading_is_told_and_what_it_may_say_is_unknown(tmp_path: Path) -> None:
    found = read(tmp_path, 拨付凭证=[["甲", "乙"], ["A1", "V-1"]])

    assert told(found) == [
        (
            "拨付凭证.csv:1: the sheet has no heading and is not read; the headings read are: 甲, 乙 "
            "(hint: needed: estate id, voucher number)"
        )
    ]
    assert answer(found, "A1").standing is Standing.UNKNOWN


def test_a_sheet_without_a_column_that_it_needs_is_told_once_and_its_rows_may_be_of_any(tmp_path: Path) -> None:
    found = read(tmp_path, 拨付凭证=[row[1:] for row in CHINESE["拨付凭证"]])

    assert told(found) == [
        "拨付凭证.csv:1: columns are missing without which no row tells what it is of (hint: needed: estate id)"
    ]
    assert between(answer(found, "A1")) == (0, 60000)


@pytest.mark.parametrize(
    ("sheets", "message"),
    [
        (
            {"变化": CHINESE["变化"]},
            "there is no sheet of estates (hint: allowed: estates, 小区, 小区名册, 名册, register)",
        ),
        ({**CHINESE, "estates": ENGLISH["estates"]}, "`小区` is the same sheet as `estates` (hint: merge them"),
        (
            {**CHINESE, "票据": CHINESE["拨付凭证"]},
            (
                "`票据` is the same sheet as `拨付凭证` (hint: merge them into one, or let the name of one begin with "
                "说明: it is not read then)"
            ),
        ),
        (
            {**CHINESE, "小区": [["甲"], ["A1"]]},
            "no column holds an id; the headings read are: 甲 (hint: an id is headed: ",
        ),
    ],
)
@pytest.mark.parametrize("kept", [folder, workbook])
def test_what_holds_no_records_is_refused(
    tmp_path: Path, kept: Callable[[Path, Mapping[str, Sheet]], Path], sheets: Mapping[str, Sheet], message: str
) -> None:
    with pytest.raises(TableError) as caught:
        read_records(kept(tmp_path, dict(sorted(sheets.items()))), POLICY)

    assert message in str(caught.value)


def test_what_is_neither_a_workbook_nor_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("", "utf-8")
    for name, message in (
        ("a.csv", "a.csv: this is neither a workbook nor a folder"),
        ("b.xlsx", f"{tmp_path}/b.xlsx: there is no such file"),
        ("b.xls", "b.xls: workbooks of this kind hide failed formulas and merged cells, and are not read"),
    ):
        with pytest.raises(TableError) as caught:
            read_records(tmp_path / name, POLICY)

        assert str(caught.value).startswith(message)


@pytest.mark.parametrize(
    ("cell", "problems"),
    [
        (2019.1, ["january-or-october"]),
        ("2019.1", ["january-or-october"]),
        (2019.12, []),
        ("2019.10", []),
        ("2019.01", []),
        (201910, ["not-a-date"]),
    ],
)
def test_a_month_that_excel_may_have_cut_short_is_told(tmp_path: Path, cell: object, problems: list[str]) -> None:
    heading, first, *_ = CHINESE["拨付凭证"]
    rows = [heading, [*first[:4], cell, *first[5:]]]
    found = read_records(workbook(tmp_path, {**CHINESE, "拨付凭证": rows}), POLICY)

    assert [problem.code for problem in found.problems] == problems


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('"¥90,000"', "90000"),
        ('"￥90,000.50"', "90000.50"),
        ('"¥ 90,000"', "90000"),
        ('"90,000元"', "90000"),
        ('"¥90,000元"', "90000"),
        ("-¥500", "-500"),
        ("¥-500", "-500"),
        ("(500)", "-500"),
        ("（500.00）", "-500.00"),
        ('"(¥1,500)"', "-1500"),
    ],
)
def test_amounts_are_read_as_offices_write_them(tmp_path: Path, cell: str, expected: str) -> None:
    found = read(tmp_path, **more("拨付凭证", f"A2,V-3,2019-12,2019-01,2019-12,{cell},区级补贴,"))

    assert told(found) == []
    assert found.records.vouchers["A2"][-1].amount == Decimal(expected)


@pytest.mark.parametrize("cell", ["(-500)", "(500", "500)", "()", "¥", "¥¥5", "-¥-5", "$500", "5%", "((5))", "-(5)"])
def test_an_amount_that_may_be_another_is_refused(tmp_path: Path, cell: str) -> None:
    found = read(tmp_path, **more("拨付凭证", f"A2,V-3,2019-12,2019-01,2019-12,{cell},区级补贴,"))

    assert [problem.code for problem in found.problems] == ["not-a-number"]
    assert found.records.vouchers["A2"][-1].amount is None


def share(path: Path, cell: str) -> RecordsFile:
    heading, (*first, _) = CHINESE["处理决定"]
    return read(path, 处理决定=[heading, [*first, cell]])


@pytest.mark.parametrize(
    ("cell", "expected"), [("30%", "0.3"), ("３０％", "0.3"), ("12.5 %", "0.125"), ("100%", "1"), ("0.3", "0.3")]
)
def test_a_share_may_be_a_per_cent(tmp_path: Path, cell: str, expected: str) -> None:
    found = share(tmp_path, cell)
    (decision,) = found.records.decisions["A1", 2019]

    assert told(found) == []
    assert decision.share == Decimal(expected)


@pytest.mark.parametrize("cell", ["30", "130%", "三成", "30%%"])
def test_a_share_that_is_none_is_refused_with_how_to_write_it(tmp_path: Path, cell: str) -> None:
    (problem,) = share(tmp_path, cell).problems

    assert problem.text().endswith("(hint: allowed: a share of 0 to 1, written 0.3 or 30%)")


def test_a_day_as_excel_counts_it_is_refused_with_what_to_do(tmp_path: Path) -> None:
    heading, first, _ = CHINESE["变化"]
    rows = [heading, [*first[:3], 43800, *first[4:]]]
    (problem,) = read_records(workbook(tmp_path, {**CHINESE, "变化": rows}), POLICY).problems

    assert problem.text() == (
        "台账.xlsx[变化]:D2 变化日期: `day` is `43800`, which is not a date "
        "(hint: if it is how Excel counts a day, format the cell as a date)"
    )


@pytest.mark.parametrize(
    ("sheet", "row", "text"),
    [
        ("处理决定", "A2,2019,8号,市局,2020-03-02,取消,", "`决定单位` 的值 `市局` 不在允许范围内"),
        ("处理决定", "A2,2019,8号,,2020-03-02,取消,", "`决定单位` 为空"),
        ("拨付凭证", "A2,,2019-12,2019-01,2019-12,1,区级补贴,", "`凭证号` 为空"),
        ("拨付凭证", "A2,V-3,2019-12,2019-01,2019-12,一万,区级补贴,", "`凭证金额` 的值 `一万` 不是数"),
        ("变化", "A2,已落实整治改造,部分,2019-06-18,,", "`已落实整治改造` 的值 `部分` 不是“是”或“否”"),
        (
            "变化",
            "A1,已落实整治改造,否,2019-06-18,,",
            "`已落实整治改造` 的两次变化（2019-06-18；2019-06-18）分不出先后",
        ),
    ],
)
def test_in_chinese_a_problem_calls_a_fact_by_its_term(tmp_path: Path, sheet: str, row: str, text: str) -> None:
    (problem,) = read(tmp_path, **more(sheet, row)).problems

    assert problem.message.text("zh") == text


def test_in_chinese_two_columns_of_one_fact_are_called_by_its_term(tmp_path: Path) -> None:
    heading, first, _ = CHINESE["拨付凭证"]
    found = read(tmp_path, 拨付凭证=[[*heading, "金额"], [*first, "1"]])

    assert [problem.message.text("zh") for problem in found.problems] == ["`凭证金额` 的几栏内容不同：24000、1"]
    assert [note.message.text("zh") for note in found.notes if note.code == "doubled-heading"] == [
        "栏名“金额”与“凭证金额”同为 凭证金额，两栏都读，内容不同的按未知处理"
    ]


def test_every_heading_that_a_template_shows_is_read_in_either_language(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        home = tmp_path / language
        home.mkdir()
        template = {
            sheet.term.in_language(language): [
                [column.heading.in_language(language) for column in columns_shown(sheet, POLICY)]
            ]
            for sheet in SHEETS
        }
        found = read_records(workbook(home, template), POLICY)

        assert [(problem.code, problem.location) for problem in found.problems if problem.code != "no-rows"] == []
        assert {note.code for note in found.notes} == {"empty-list", "empty-sheet"}


SPOILED: Mapping[str, Callable[[list[str]], str]] = {
    "no estate": lambda row: ",".join(["", *row[1:]]),
    "no number": lambda row: ",".join([row[0], "", *row[2:]]),
    "twice": lambda row: ",".join(row) + "\n" + ",".join(row),
    "no month": lambda row: ",".join([*row[:3], "2019.1", *row[4:]]),
    "no amount": lambda row: ",".join([*row[:5], "一万", *row[6:]]),
    "no purpose": lambda row: ",".join([*row[:6], "补贴款", *row[7:]]),
    "a quote": lambda row: '"' + ",".join(row),
    "a comma": lambda row: ",".join([*row, "", ""]),
    "short": lambda row: ",".join(row[:4]),
    "nothing but an estate": lambda row: row[0] + "," * 7,
}


@given(
    st.sampled_from(["A1", "A2"]),
    st.integers(-(10**6), 10**7),
    st.sampled_from(["2018-12", "2019-01", "2019-06", "2020-01"]),
    st.sampled_from(["区级补贴", "其他"]),
    st.sampled_from(["", "是", "否"]),
    st.sampled_from(sorted(SPOILED)),
)
@settings(max_examples=max(10, settings().max_examples // 5))
def test_however_a_row_is_spoiled_what_is_so_lies_within_the_bounds(  # noqa: PLR0913, PLR0917 a voucher
    estate: str, fen: int, month: str, purpose: str, reversal: str, how: str
) -> None:
    row = [estate, "V-3", month, month, month, f"{Decimal(fen) / 100}", purpose, reversal]
    rows = [",".join(row), SPOILED[how](row)]
    true, spoiled = (records_with(more("拨付凭证", one)) for one in rows)

    assert told(spoiled) != []
    for of in ("A1", "A2"):
        for conclusion in ("vouchers_paid", "subsidy_outstanding", "city_award"):
            (least, most), known = between(answer(spoiled, of, conclusion)), answer(true, of, conclusion).value
            assert least is None or least <= known  # type: ignore[operator]
            assert most is None or known <= most  # type: ignore[operator]


def records_with(changed: Mapping[str, Sheet]) -> RecordsFile:
    with TemporaryDirectory() as path:
        return read(Path(path), **changed)
