"""Another unit in a title or a remark above a table: its numbers are not taken for what they are not."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from estate_policy import Estate, load_policy, read_records
from estate_policy.register import Register, read_register


def register(path: Path, above: str) -> Register:
    file = path / "r.csv"
    file.write_text(f"{above}\n编号,建筑面积,建成年份\nA,12.5,1996\n", "utf-8")
    return read_register(file, load_policy(), Estate)


def unread(path: Path, above: str) -> Sequence[str]:
    """The quantities of a register that are not read for what stands above."""
    (entry,) = register(path, above).entries
    assert isinstance(entry.subject, Estate)
    return [name for name in ("gross_floor_area", "completion_year") if getattr(entry.subject, name) is None]


@pytest.mark.parametrize(
    "above",
    [
        "面积单位：万平方米",
        "单位：亩",
        "单位:万㎡",
        "（单位：万平方米）",
        "2019年老旧小区名册（万平方米）",
        "老旧小区名册,,单位：,公顷",
        "单位：万元、万平方米",
        "填报单位：某街道  面积单位：千平方米",
        "以万平方米为单位",
        "本表面积单位均为万平方米",
        "unit: 10\u202f000 m²",
        '"unit: 10,000 m²"',
        "unit: 10,000 m²",
        "area in thousands of square metres",
        "面积单位：顷",
        "单位：万",
        "亩",
    ],
)
def test_an_area_below_another_unit_is_not_read(tmp_path: Path, above: str) -> None:
    assert unread(tmp_path, above) == ["gross_floor_area"]


@pytest.mark.parametrize(
    "above",
    [
        "单位：平方米",
        "面积单位：㎡",
        "单位：元、平方米",
        "单位：户",
        "单位：元/平方米·月",
        "填报单位：万科物业",
        "单位：亭湖区住房和城乡建设局",
        "单位名称：万顷社区",
        "管理单位：百亩园物业",
        "老旧小区名册（2019年）",
        "附件（十）",
        "计量单位：m²",
        "建筑面积单位均为平方米",
        "面积单位成本",
        "unit: m²",
        "unit: Tinghu bureau",
        "estates in 2019",
        "名册",
        "2019",
    ],
)
def test_the_own_unit_and_words_that_are_no_unit_change_nothing(tmp_path: Path, above: str) -> None:
    assert unread(tmp_path, above) == []
    assert [problem.text() for problem in register(tmp_path, above).problems] == []


@pytest.mark.parametrize(
    "above", ["单位：万元", "金额单位：千元", "（万元）", "单位：人民币万元", "RMB'000", "单位：美元"]
)
def test_an_area_below_another_unit_of_money_is_read(tmp_path: Path, above: str) -> None:
    assert "gross_floor_area" not in unread(tmp_path, above)


def test_it_is_told_which_columns_are_not_read_and_what_to_do(tmp_path: Path) -> None:
    (problem,) = register(tmp_path, "面积单位：万平方米").problems

    assert problem.text() == (
        "r.csv:1: above the table stands `面积单位：万平方米`, another unit than these are counted in; "
        "not read: gross floor area (hint: convert to m², and correct or remove the unit above the table)"
    )
    assert problem.text("zh") == (
        "r.csv:1: 表上写有“面积单位：万平方米”，不是这些栏所用的单位；未读：建筑面积"
        "（提示：请换算成平方米，并改正或删去表上的单位）"
    )


RECORDS = {
    "小区": "小区编号,所在区,建筑面积\nA1,亭湖区,10000\n",
    "拨付凭证": "小区编号,凭证号,补贴起始月份,补贴截止月份,凭证金额\nA1,V-1,2019-01,2019-12,3.6\n",
    "变化": "小区编号,变化的事实,变化后,变化日期\nA1,建筑面积,1.2,2019-06-18\n",
}


def folder(path: Path, sheet: str, above: str) -> Path:
    for name, text in RECORDS.items():
        path.joinpath(f"{name}.csv").write_text((above + "\n" if name == sheet else "") + text, "utf-8")
    return path


@pytest.mark.parametrize(
    "above",
    [
        "单位：万元",
        "金额单位：千元",
        "（万元）",
        "单位：元、万元",
        "2019年度补贴资金拨付表（单位：万元）",
        "金额单位：个",
        '"unit: 10,000 yuan"',
        "unit: 10,000 CNY",
        "(in thousand yuan)",
        "Amounts in RMB'000,RMB'000",
        "单位：１０，０００元",
    ],
)
def test_the_amounts_of_vouchers_below_another_unit_are_unknown(tmp_path: Path, above: str) -> None:
    found = read_records(folder(tmp_path, "拨付凭证", above), load_policy())
    (voucher,) = found.records.vouchers["A1"]

    assert [problem.code for problem in found.problems] == ["other-unit-above"]
    assert (voucher.amount, voucher.service_from) == (None, date(2019, 1, 1))


@pytest.mark.parametrize(
    "above", ["单位：元", "单位：1元", "金额单位：1元", "金额单位：人民币元", "单位：亩", "金额单位：人民币"]
)
def test_the_amounts_of_vouchers_below_their_own_unit_are_read(tmp_path: Path, above: str) -> None:
    found = read_records(folder(tmp_path, "拨付凭证", above), load_policy())

    assert [problem.code for problem in found.problems] == []
    assert found.records.vouchers["A1"][0].amount is not None


def test_a_change_below_another_unit_leaves_the_fact_unknown_from_its_day_on(tmp_path: Path) -> None:
    found = read_records(folder(tmp_path, "变化", "单位：万平方米"), load_policy())
    (history,) = found.records.estates

    assert [problem.text() for problem in found.problems] == [
        (
            "变化.csv:C3 变化后: another unit stands above the table: `1.2` is not read as gross floor area "
            "(hint: convert to m², and correct or remove the unit above the table)"
        )
    ]
    assert [history.on(date(2019, month, 1)).subject.gross_floor_area for month in (6, 7)] == [10000, None]


def test_a_change_of_no_legible_fact_below_another_unit_may_be_of_what_is_counted_in_it(tmp_path: Path) -> None:
    """It may be a truth too, for which 1 is yes."""
    path = folder(tmp_path, "变化", "单位：万平方米")
    path.joinpath("变化.csv").write_text(
        "单位：万平方米\n小区编号,变化的事实,变化后,变化日期\nA1,,1,2019-06-18\n", "utf-8"
    )
    (history,) = read_records(path, load_policy()).records.estates

    assert {one.fact for one in history.alterations} >= {"gross_floor_area", "renovated"}
