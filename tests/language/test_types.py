"""Kinds, members and units of expressions."""

import pytest

from tests.changed import Change, refused


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage >= listed")],
            [
                "01-dues.yaml:17:22: `listed` is a truth where a ton is due",
            ],
            id="a truth where an amount is due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo and listed")],
            [
                "01-dues.yaml:17:11: `cargo` is a cargo where a truth is due",
            ],
            id="a member where a truth is due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: due_rate")],
            [
                "01-dues.yaml:17:11: `due_rate` is a crown/month/ton where a truth is due",
            ],
            id="a conclusion's amount where a truth is due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo < grain")],
            [
                "01-dues.yaml:17:11: cargo has no order: compare with == or !=",
            ],
            id="an order of members",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: listed < retired")],
            [
                "01-dues.yaml:17:11: truth has no order: compare with == or !=",
            ],
            id="an order of truths",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo == grane")],
            [
                "01-dues.yaml:17:20: `grane` is not a member of `cargo` (hint: did you mean `grain`?)",
            ],
            id="a misspelt member",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo == xyzzy")],
            [
                ("01-dues.yaml:17:20: `xyzzy` is not a member of `cargo` (hint: allowed: grain, oil, none)"),
            ],
            id="a member like no other",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo == harbour_master")],
            [
                ("01-dues.yaml:17:20: `harbour_master` is not a member of `cargo` (hint: allowed: grain, oil, none)"),
            ],
            id="a member of another enumeration",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: 'flag == \"沙国\"'")],
            [
                "01-dues.yaml:17:20: `沙国` is not a member of `flag` (hint: allowed: 雾国, 沙国（南部）)",
            ],
            id="a quoted member that is none",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: south_sandland == grain_olny")],
            [
                (
                    "01-dues.yaml:17:29: `grain_olny` is not a member of `south_sandland` (hint: did you "
                    "mean `grain_only`?)"
                ),
            ],
            id="a misspelt option",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: listed + retired")],
            [
                "01-dues.yaml:17:11: `listed` is a truth where a number is due",
            ],
            id="a truth added",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo * tonnage > large")],
            [
                "01-dues.yaml:17:11: `cargo` is a cargo where a number is due",
            ],
            id="a member multiplied",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: -cargo == grain")],
            [
                "01-dues.yaml:17:12: `cargo` is a cargo where a number is due",
            ],
            id="a member negated",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: monthly_due >= large")],
            [
                "01-dues.yaml:17:26: `large` is in ton where crown/month is due",
            ],
            id="a monthly amount compared with a ton",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage + monthly_due >= large")],
            [
                "01-dues.yaml:17:21: `monthly_due` is in crown/month where ton is due",
            ],
            id="a sum of two units",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage >= 3")],
            [
                (
                    "01-dues.yaml:17:22: `3` is in share where ton is due (hint: a bare number has no unit: "
                    "declare a parameter that has one)"
                ),
            ],
            id="a bare number with a unit due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage >= -3")],
            [
                (
                    "01-dues.yaml:17:22: `-3` is in share where ton is due (hint: a bare number has no unit: "
                    "declare a parameter that has one)"
                ),
            ],
            id="a bare negative number with a unit due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage >= 50%")],
            [
                (
                    "01-dues.yaml:17:22: `50%` is in share where ton is due (hint: a bare number has no "
                    "unit: declare a parameter that has one)"
                ),
            ],
            id="a percentage with a unit due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo in (grain)")],
            [
                "01-dues.yaml:17:21: after `in` stands a list like (a, b) or (a,)",
            ],
            id="a list of one without a comma",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo in ()")],
            [
                "01-dues.yaml:17:20: after `in` stands a list like (a, b) or (a,)",
            ],
            id="an empty list",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo == (grain, oil)")],
            [
                "01-dues.yaml:17:20: a list can only stand after `in` (hint: write `name in (a, b)`)",
            ],
            id="a list compared",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo in ((grain, oil), none)")],
            [
                "01-dues.yaml:17:21: a list can only stand after `in` (hint: write `name in (a, b)`)",
            ],
            id="a list within a list",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo in (grain, listed)")],
            [
                "01-dues.yaml:17:28: `listed` is a truth where a cargo is due",
            ],
            id="a member of another kind in a list",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: listing_is_current")],
            [
                ("01-dues.yaml:17:11: `listing_is_current` is neither a fact, a parameter, a conclusion nor a choice"),
            ],
            id="an assumption without options",
        ),
        pytest.param(
            [("is: monthly_due * months_a_year", "is: monthly_due")],
            [
                "01-dues.yaml:123:11: `monthly_due` is in crown/month where crown/year is due",
            ],
            id="a monthly amount where a yearly is due",
        ),
        pytest.param(
            [("is: due_rate * tonnage", "is: due_rate * large * large")],
            [
                ("01-dues.yaml:117:11: `due_rate * large * large` is in crown*ton/month where crown/month is due"),
            ],
            id="a rate times the wrong amount",
        ),
        pytest.param(
            [("then: grain_rate * half", "then: grain")],
            [
                (
                    "01-dues.yaml:110:81: `grain` is neither a fact, a parameter, a conclusion nor a choice "
                    "(hint: did you mean `grain_rate`?)"
                ),
            ],
            id="a member where an amount is due",
        ),
    ],
)
def test_an_expression_that_does_not_fit_is_refused(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("is: monthly_due * months_a_year", "is: monthly_due")],
            [
                "01-dues.yaml:123:11: `monthly_due` 的单位是 crown/month，应为 crown/year",
            ],
            id="a monthly amount where a yearly is due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: cargo == listed")],
            [
                "01-dues.yaml:17:20: `listed` 是 truth，应为 cargo",
            ],
            id="a truth where a member is due",
        ),
        pytest.param(
            [("is: listed and cargo != none and not retired", "is: tonnage >= 3")],
            [
                "01-dues.yaml:17:22: `3` 的单位是 share，应为 ton（提示：数字本身没有单位：请声明带单位的标准）",
            ],
            id="a bare number with a unit due",
        ),
    ],
)
def test_an_expression_that_does_not_fit_is_refused_in_chinese(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
