"""What figures and rules cite."""

from decimal import Decimal
from fractions import Fraction

import pytest

from estate_policy.language.quotes import numbers_in
from tests.changed import Change, refused


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("      quote: oil 2 crowns\n", "")],
            [
                (
                    "01-dues.yaml:45:7: a figure or rule cites nothing (hint: add `quote:` with the words of "
                    "the clause it rests on)"
                ),
            ],
            id="a parameter without a quote",
        ),
        pytest.param(
            [("      quote: The discount of the tide follows the tide table\n      rules", "      rules")],
            [
                (
                    "01-dues.yaml:129:19: a figure or rule cites nothing (hint: add `quote:` with the words "
                    "of the clause it rests on)"
                ),
                (
                    "01-dues.yaml:131:11: a figure or rule cites nothing (hint: add `quote:` with the words "
                    "of the clause it rests on)"
                ),
            ],
            id="a rule without a quote of its own or of its conclusion",
        ),
        pytest.param(
            [("      quote: crowns a ton and month\n      is: due_rate", "      is: due_rate")],
            [
                (
                    "01-dues.yaml:113:7: a figure or rule cites nothing (hint: add `quote:` with the words "
                    "of the clause it rests on)"
                ),
            ],
            id="a formula without a quote",
        ),
        pytest.param(
            [("      quote: has not been retired\n", "")],
            [
                (
                    "01-dues.yaml:20:7: a figure or rule cites nothing (hint: add `quote:` with the words of "
                    "the clause it rests on)"
                ),
            ],
            id="a finding without a quote",
        ),
        pytest.param(
            [("      quote: ships of South Sandland of 1000 tons and more pay half of it\n      gaps", "      gaps")],
            [
                (
                    "01-dues.yaml:82:7: a figure or rule cites nothing (hint: add `quote:` with the words of "
                    "the clause it rests on)"
                ),
            ],
            id="a reading without a quote",
        ),
        pytest.param(
            [("      quote: when it is listed\n", "")],
            [
                (
                    "01-dues.yaml:7:7: a figure or rule cites nothing (hint: add `quote:` with the words of "
                    "the clause it rests on)"
                ),
            ],
            id="an assumption without a quote",
        ),
        pytest.param(
            [("quote: oil 2 crowns", "quote: oil 3 crowns")],
            [
                "01-dues.yaml:47:14: “oil 3 crowns” is not in the words of `2`",
            ],
            id="a quote that is not in its clause",
        ),
        pytest.param(
            [("quote: oil 2 crowns", "quote: when it is listed")],
            [
                ("01-dues.yaml:47:14: “when it is listed” is not in the words of `2` (hint: these words are in `1`)"),
            ],
            id="a quote that is in another clause",
        ),
        pytest.param(
            [("quote: oil 2 crowns", "quote: ''")],
            [
                "01-dues.yaml:47:15: “” is not in the words of `2`",
            ],
            id="a blank quote",
        ),
        pytest.param(
            [('quote: "subject to these dues when it is listed"', "quote: oil 2 crowns")],
            [
                ("01-dues.yaml:102:74: “oil 2 crowns” is not in the words of `1` (hint: these words are in `2`)"),
            ],
            id="a quote that is not in the clause it names",
        ),
        pytest.param(
            [('clause: "1", quote: "subject to these dues when it is listed"', 'clause: "1"')],
            [
                (
                    "01-dues.yaml:102:17: a figure or rule cites nothing (hint: add `quote:` with the words "
                    "of the clause it rests on)"
                ),
            ],
            id="a clause named without a quote",
        ),
        pytest.param(
            [("assumption: whole_months", "assumption: whole_months\n      quote: oil 2 crowns")],
            [
                "01-dues.yaml:65:7: a parameter has either `quote` or `assumption`",
            ],
            id="a quote and an assumption",
        ),
        pytest.param(
            [("      is: due_rate * tonnage", '      also: {"1": crowns a ton}\n      is: due_rate * tonnage')],
            [
                ("01-dues.yaml:117:19: “crowns a ton” is not in the words of `1` (hint: these words are in `2`)"),
            ],
            id="also a quote that is not in its clause",
        ),
        pytest.param(
            [("      is: due_rate * tonnage", '      also: {"1": [carries cargo]}\n      is: due_rate * tonnage')],
            [
                "01-dues.yaml:117:19: `1` should be a single text",
            ],
            id="also a list instead of a quote",
        ),
        pytest.param(
            [
                (
                    (
                        "text: >-\n    1. A ship is subject to these dues when it is listed, carries cargo, and "
                        "has not been retired."
                    ),
                    "text: '# *'",
                )
            ],
            [
                "01-dues.yaml:3:10: `1` has no words",
            ],
            id="a clause without words",
        ),
        pytest.param(
            [
                (
                    (
                        "  text: >-\n    1. A ship is subject to these dues when it is listed, carries cargo, and "
                        "has not been retired.\n"
                    ),
                    "",
                )
            ],
            [
                "01-dues.yaml:2:3: `text` is missing (hint: add `text: …`)",
            ],
            id="a clause whose text is missing, once",
        ),
        pytest.param(
            [
                (
                    "      quote: The discount of the tide follows the tide table\n      rules",
                    "      quote: The discount\n        of the moon\n      rules",
                )
            ],
            [
                "01-dues.yaml:128:14: “The discount of the moon” is not in the words of `2`",
            ],
            id="a broken quote of a conclusion, once",
        ),
    ],
)
def test_what_cites_nothing_or_wrongly_is_refused(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param(
            [("      quote: oil 2 crowns\n", "")],
            [
                "01-dues.yaml:45:7: 数字或规则没有依据（提示：请加 `quote:`，抄录所依据的原文）",
            ],
            id="a parameter without a quote",
        ),
        pytest.param(
            [("quote: oil 2 crowns", "quote: when it is listed")],
            [
                "01-dues.yaml:47:14: “when it is listed”不在 `2` 的条文中（提示：这些文字在 `1`）",
            ],
            id="a quote that is in another clause",
        ),
    ],
)
def test_what_cites_nothing_or_wrongly_is_refused_in_chinese(changes: list[Change], expected: list[str]) -> None:
    actual = refused(*changes, language="zh")

    assert actual == [f"policy/harbour/{problem}" for problem in expected]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("补贴 0.1 元/m²·月", {"0.1"}),
        ("亭湖区给予 50% 补贴", {"0.5"}),
        ("给予５０％补贴", {"0.5"}),
        ("千分之 3‰", {"0.003"}),
        ("建筑面积达5万平方米以上", {"50000"}),
        ("1.5 亿元，其中 20 百万元", {"150000000", "20000000"}),
        ("50,000 m² 和 1998 年", {"50000", "1998"}),
        ("三年过渡性以奖代补资金", set()),
    ],
)
def test_the_numbers_that_words_hold_are_read_with_what_multiplies_them(words: str, expected: set[str]) -> None:
    actual = numbers_in(words)

    assert actual == {Fraction(Decimal(number)) for number in expected}


HINT = "(hint: quote the words that hold the figure, or name the `assumption` it rests on)"


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("values: {always: 2}", "values: {always: 3}"),
            [f"01-dues.yaml:47:14: “oil 2 crowns” does not say 3, the figure of `oil_rate` {HINT}"],
        ),
        (
            ("values: {always: 1000}", "values: {always: 100}"),
            [f"01-dues.yaml:57:14: “1000 tons and more” does not say 100, the figure of `large` {HINT}"],
        ),
        # Of a figure that was revised, the words that now stand say the last.
        (
            ("2010-01-01..: 0.5", "2010-01-01..: 0.6"),
            [
                (
                    "01-dues.yaml:42:14: “Grain pays 0.5 crowns a ton and month” does not say 0.6, "
                    f"the figure of `grain_rate` {HINT}"
                )
            ],
        ),
        (("values: {always: 50%}", "values: {always: 40%}"), []),
        (("values: {always: 12}", "values: {always: 13}"), []),
    ],
)
def test_a_figure_that_the_words_it_cites_do_not_say_is_refused(change: Change, expected: list[str]) -> None:
    """Words without digits may say it in words; a figure that rests on an assumption is said by none."""
    actual = refused(change)

    assert actual == [f"policy/harbour/{problem}" for problem in expected]
