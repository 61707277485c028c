"""Figures over time: how they are written, and that each day has one."""

import pytest

from tests.changed import DOCUMENT, DUES, Change, refused

FOLLOW = " (hint: periods follow upon each other, like ..2019-12-31 and 2020-01-01..)"
FOLLOW_ZH = "（提示：各期间应首尾相接，如 ..2019-12-31 与 2020-01-01..）"


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: 2e0}")],
            [
                (
                    "01-dues.yaml:48:24: `2e0` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a figure in exponent form",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: -2}")],
            [
                (
                    "01-dues.yaml:48:24: `-2` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a negative figure",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: ２}")],
            [
                (
                    "01-dues.yaml:48:24: `２` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a figure in full-width digits",
        ),
        pytest.param(
            DUES,
            [("values: {always: 50%}", "values: {always: 50 %}")],
            [
                (
                    "01-dues.yaml:63:24: `50 %` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a percentage apart from its sign",
        ),
        pytest.param(
            DUES,
            [("values: {always: 1000}", "values: {always: '1,000'}")],
            [
                (
                    "01-dues.yaml:58:25: `1,000` is not a number as figures are written (hint: write it without "
                    "separators: 1000)"
                ),
            ],
            id="a figure with thousands apart",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: }")],
            ["01-dues.yaml:48:24: there is no number here (hint: write digits, like 0.3 or 50%)"],
            id="no digits",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", f"values: {{always: {'9' * 5000}}}")],
            ["01-dues.yaml:48:24: the number is longer than 100 characters"],
            id="more digits than Python prints",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {}")],
            [
                "01-dues.yaml:48:15: `oil_rate` has no figure",
            ],
            id="no figure at all",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: [2]}")],
            [
                "01-dues.yaml:48:24: `always` should be a single text",
            ],
            id="a list where a figure is due",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {forever: 2}")],
            [
                "01-dues.yaml:48:16: `forever` is not a period: write always or 2020-01-01..2020-12-31",
            ],
            id="a period that is none",
        ),
        pytest.param(
            DUES,
            [
                ("quote: 1000 tons and more", "quote: 000 tons and more"),
                ("values: {always: 1000}", "values: {always: 0}"),
            ],
            [
                (
                    "01-dues.yaml:57:14: “000 tons and more” begins or ends within a number of the text "
                    "(hint: quote the words that hold the figure, or name the `assumption` it rests on)"
                ),
            ],
            id="a quote that begins within a number",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {2020-01-01..2019-12-31: 2}")],
            [
                (
                    "01-dues.yaml:48:16: `2020-01-01..2019-12-31` is not a period: write always or "
                    "2020-01-01..2020-12-31 (hint: the last day comes before the first)"
                ),
            ],
            id="a period that ends before it starts",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {2020-01-01: 2}")],
            [
                (
                    "01-dues.yaml:48:16: `2020-01-01` is not a period: write always or 2020-01-01..2020-12-31 "
                    "(hint: write `2020-01-01..` from a day on, `2020-01-01..2020-01-01` for one day)"
                ),
            ],
            id="a period of a single day",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {2020-02-30..: 2}")],
            [
                ("01-dues.yaml:48:16: `2020-02-30..` is not a period: write always or 2020-01-01..2020-12-31"),
            ],
            id="a day that is none",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {20200101..: 2}")],
            [
                ("01-dues.yaml:48:16: `20200101..` is not a period: write always or 2020-01-01..2020-12-31"),
            ],
            id="a day without dashes",
        ),
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {..: 2}")],
            [
                "01-dues.yaml:48:16: `..` is not a period: write always or 2020-01-01..2020-12-31",
            ],
            id="a period without days",
        ),
        pytest.param(
            DUES,
            [("2010-01-01..: 0.5", "2010-01-02..: 0.5")],
            [
                "01-dues.yaml:43:35: no figure for 2010-01-01..2010-01-01" + FOLLOW,
            ],
            id="a gap between figures",
        ),
        pytest.param(
            DUES,
            [("2010-01-01..: 0.5", "2009-12-31..: 0.5")],
            [
                "01-dues.yaml:43:35: two figures for 2009-12-31..2009-12-31" + FOLLOW,
            ],
            id="an overlap of figures",
        ),
        pytest.param(
            DUES,
            [("{..2009-12-31: 0.4, 2010-01-01..: 0.5}", "{..2009-12-31: 0.4, ..2011-12-31: 0.5, 2012-01-01..: 1}")],
            [
                "01-dues.yaml:43:35: two figures for ..2009-12-31" + FOLLOW,
            ],
            id="two figures from ever",
        ),
        pytest.param(
            DUES,
            [("{..2009-12-31: 0.4, 2010-01-01..: 0.5}", "{always: 0.4, 2010-01-01..2010-12-31: 0.5}")],
            [
                "01-dues.yaml:43:29: two figures for 2010-01-01..2010-12-31" + FOLLOW,
            ],
            id="a figure within another",
        ),
        pytest.param(
            DUES,
            [("{..2009-12-31: 0.4, 2010-01-01..: 0.5}", "{2010-01-01..: 0.5}")],
            [
                "01-dues.yaml:43:16: no figure for 2000-01-01..2009-12-31" + FOLLOW,
            ],
            id="no figure at first",
        ),
        pytest.param(
            DUES,
            [("{..2009-12-31: 0.4, 2010-01-01..: 0.5}", "{..2009-12-31: 0.4}")],
            [
                "01-dues.yaml:43:16: no figure for 2010-01-01.." + FOLLOW,
            ],
            id="no figure at last",
        ),
        pytest.param(
            DOCUMENT,
            [("in_force: 2000-01-01..", "in_force: from 2000")],
            [
                "document.yaml:3:11: `from 2000` is not a period: write always or 2020-01-01..2020-12-31",
            ],
            id="an ill-formed period of a document",
        ),
        pytest.param(
            DUES,
            [("..2009-12-31: 0.4", "..2009-12-31: 4e-1")],
            [
                (
                    "01-dues.yaml:43:30: `4e-1` is not a number as figures are written (hint: write digits, "
                    "like 0.3 or 50%)"
                ),
            ],
            id="a broken figure, not also a gap",
        ),
        pytest.param(
            DUES,
            [("..2009-12-31: 0.4", "-2009-12-31: 0.4")],
            [
                ("01-dues.yaml:43:16: `-2009-12-31` is not a period: write always or 2020-01-01..2020-12-31"),
            ],
            id="a broken period, not also a gap",
        ),
    ],
)
def test_a_figure_that_is_ill_written_or_missing_on_some_day_is_refused(
    file: str, changes: list[Change], expected: list[str]
) -> None:
    actual = refused(*changes, file=file)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("file", "changes", "expected"),
    [
        pytest.param(
            DUES,
            [("values: {always: 2}", "values: {always: 2e0}")],
            [
                "01-dues.yaml:48:24: `2e0` 不是所允许的数字写法（提示：请写 0.3 或 50% 这样的数字）",
            ],
            id="a figure in exponent form",
        ),
        pytest.param(
            DUES,
            [("2010-01-01..: 0.5", "2010-01-02..: 0.5")],
            [
                "01-dues.yaml:43:35: 2010-01-01..2010-01-01 没有数值" + FOLLOW_ZH,
            ],
            id="a gap",
        ),
    ],
)
def test_a_figure_that_is_ill_written_or_missing_on_some_day_is_refused_in_chinese(
    file: str, changes: list[Change], expected: list[str]
) -> None:
    actual = refused(*changes, file=file, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
