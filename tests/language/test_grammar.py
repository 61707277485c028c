"""The grammar of conditions and formulas: what is read, and what is refused where."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy.errors import Location, PolicyError
from estate_policy.expr import (
    Add,
    And,
    Compare,
    Comparison,
    Constant,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.kinds import PLAIN, Kind, Member, Quantity, Truth, Unit
from estate_policy.language.files import Scalar
from estate_policy.language.grammar import DEEPEST_EXPRESSION, LONGEST_EXPRESSION, parse
from estate_policy.language.symbols import Scope, Symbol
from estate_policy.language.types import typed

TON = Quantity(Unit((("ton", 1),)))
SHARE = Quantity(PLAIN)
CARGO = Member("cargo")
SCOPE = Scope(
    {
        "listed": Symbol(FactRef("listed"), Truth()),
        "retired": Symbol(FactRef("retired"), Truth()),
        "tonnage": Symbol(FactRef("tonnage"), TON),
        "cargo": Symbol(FactRef("cargo"), CARGO),
        "large": Symbol(ParameterRef("large"), TON),
        "half": Symbol(ParameterRef("half"), SHARE),
        "fine": Symbol(FactRef("fine"), Truth()),
        "北区(南)": Symbol(FactRef("北区（南）"), Truth()),
    },
    {"cargo": {"grain": "grain", "oil": "oil", "甲(乙)": "甲（乙）"}},
)
LISTED, RETIRED, TONNAGE, LARGE = FactRef("listed"), FactRef("retired"), FactRef("tonnage"), ParameterRef("large")
IN_GRAMMAR = "there are: and or not, comparisons, in (…), + - * /, names, 0, and round sum count all any"
DIGITS = "write digits, like 0.3 or 50%"
TRUTHS = "write true or false"


def written(text: str) -> Scalar:
    return Scalar(text, Location("file.yaml", 7, 11), exact=True)


def read(text: str, kind: Kind | None = None) -> Expr:
    return typed(parse(written(text)), Truth() if kind is None else kind, SCOPE)


def number(digits: str, kind: Kind = SHARE) -> Constant:
    return Constant(Fraction(digits), kind)


def refusal(text: str) -> str:
    with pytest.raises(PolicyError) as caught:
        read(text)
    return str(caught.value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("listed", LISTED),
        (" listed ", LISTED),
        ("listed\nand retired", And((LISTED, RETIRED))),
        ("(listed and\rretired)", And((LISTED, RETIRED))),
        ("not listed", Not(LISTED)),
        ("listed or retired and not listed", Or((LISTED, And((RETIRED, Not(LISTED)))))),
        ('"listed"', LISTED),
        ("'listed'", LISTED),
        ("true", Constant(value=True, kind=Truth())),
        ("listed == false", Compare(Comparison.EQUAL, LISTED, Constant(value=False, kind=Truth()))),
        ("tonnage < large", Compare(Comparison.LESS, TONNAGE, LARGE)),
        ("tonnage <= large", Compare(Comparison.AT_MOST, TONNAGE, LARGE)),
        ("tonnage == large", Compare(Comparison.EQUAL, TONNAGE, LARGE)),
        ("tonnage != large", Compare(Comparison.UNEQUAL, TONNAGE, LARGE)),
        ("tonnage >= large", Compare(Comparison.AT_LEAST, TONNAGE, LARGE)),
        ("tonnage > large", Compare(Comparison.MORE, TONNAGE, LARGE)),
        ("tonnage > 0", Compare(Comparison.MORE, TONNAGE, number("0", TON))),
        ("0 < tonnage", Compare(Comparison.LESS, number("0", TON), TONNAGE)),
        (
            "0 < tonnage <= large",
            And((Compare(Comparison.LESS, number("0", TON), TONNAGE), Compare(Comparison.AT_MOST, TONNAGE, LARGE))),
        ),
        ("half > 50%", Compare(Comparison.MORE, ParameterRef("half"), number("1/2"))),
        ("half > 0.5%", Compare(Comparison.MORE, ParameterRef("half"), number("1/200"))),
        ("half == 50%-0.30", Compare(Comparison.EQUAL, ParameterRef("half"), Subtract(number("1/2"), number("3/10")))),
        ("half > 00.30", Compare(Comparison.MORE, ParameterRef("half"), number("3/10"))),
        (
            "tonnage - large * half > 0",
            Compare(Comparison.MORE, Subtract(TONNAGE, Multiply(LARGE, ParameterRef("half"))), number("0", TON)),
        ),
        ("tonnage + 0 > large", Compare(Comparison.MORE, Add(TONNAGE, number("0", TON)), LARGE)),
        ("-tonnage < large", Compare(Comparison.LESS, Subtract(number("0", TON), TONNAGE), LARGE)),
        ("cargo == grain", Compare(Comparison.EQUAL, FactRef("cargo"), Constant("grain", CARGO))),
        ("grain == cargo", Compare(Comparison.EQUAL, Constant("grain", CARGO), FactRef("cargo"))),
        (
            "cargo in (grain, oil)",
            Or(
                (
                    Compare(Comparison.EQUAL, FactRef("cargo"), Constant("grain", CARGO)),
                    Compare(Comparison.EQUAL, FactRef("cargo"), Constant("oil", CARGO)),
                )
            ),
        ),
        ("cargo in (grain,)", Or((Compare(Comparison.EQUAL, FactRef("cargo"), Constant("grain", CARGO)),))),
        (
            "cargo not in (grain, oil)",
            And(
                (
                    Compare(Comparison.UNEQUAL, FactRef("cargo"), Constant("grain", CARGO)),
                    Compare(Comparison.UNEQUAL, FactRef("cargo"), Constant("oil", CARGO)),
                )
            ),
        ),
    ],
)
def test_what_the_grammar_has_is_read(text: str, expected: Expr) -> None:
    actual = read(text)

    assert actual == expected


@pytest.mark.parametrize("text", ["ｆｉｎｅ", "ﬁne", '"ﬁne"'])
def test_names_are_compared_as_python_folds_them(text: str) -> None:
    actual = read(text)

    assert actual == FactRef("fine")


@pytest.mark.parametrize("text", ['"北区（南）"', '"北区(南)"'])
def test_names_that_python_cannot_spell_are_quoted_in_either_width(text: str) -> None:
    actual = read(text)

    assert actual == FactRef("北区（南）")


@pytest.mark.parametrize("text", ['cargo == "甲（乙）"', "cargo == '甲(乙)'"])
def test_members_are_quoted_in_either_width_and_keep_their_declared_name(text: str) -> None:
    actual = read(text)

    assert actual == Compare(Comparison.EQUAL, FactRef("cargo"), Constant("甲（乙）", CARGO))


def test_digits_are_read_as_written_however_many_there_are() -> None:
    digits = "0.1000000000000000055511151231257827021181583404541015625001"

    actual = read(f"half > {digits}")

    assert actual == Compare(Comparison.MORE, ParameterRef("half"), number(digits))


@pytest.mark.parametrize(
    ("text", "part", "column", "hint"),
    [
        ("__import__('os')", "__import__('os')", 11, IN_GRAMMAR),
        ("listed and f(retired)", "f(retired)", 22, IN_GRAMMAR),
        ("f(listed) and listed.real", "f(listed)", 11, IN_GRAMMAR),
        ("lambda: listed", "lambda: listed", 11, IN_GRAMMAR),
        ("listed[0]", "listed[0]", 11, IN_GRAMMAR),
        ("[listed for x in cargo]", "[listed for x in cargo]", 11, IN_GRAMMAR),
        ("{listed}", "{listed}", 11, IN_GRAMMAR),
        ("{listed: 1}", "{listed: 1}", 11, IN_GRAMMAR),
        ("cargo in [grain, oil]", "[grain, oil]", 20, IN_GRAMMAR),
        ('f"listed"', 'f"listed"', 11, IN_GRAMMAR),
        ("b'listed'", "b'listed'", 11, IN_GRAMMAR),
        ("u'listed'", "u'listed'", 11, IN_GRAMMAR),
        ("r'listed'", "r'listed'", 11, IN_GRAMMAR),
        ('"""listed"""', '"""listed"""', 11, IN_GRAMMAR),
        ("cargo == 'gr' 'ain'", "'gr' 'ain'", 20, IN_GRAMMAR),
        ("(x := listed)", "x := listed", 12, IN_GRAMMAR),
        ("listed is retired", "is", 11, IN_GRAMMAR),
        ("listed is not retired", "is not", 11, IN_GRAMMAR),
        ("tonnage ** 2 > large", "**", 11, IN_GRAMMAR),
        ("tonnage // 2 > large", "//", 11, IN_GRAMMAR),
        ("tonnage % 2 > large", "%", 11, IN_GRAMMAR),
        ("half%2 > half", "%", 11, IN_GRAMMAR),
        ("tonnage @ large", "@", 11, IN_GRAMMAR),
        ("listed & retired", "&", 11, IN_GRAMMAR),
        ("listed | retired", "|", 11, IN_GRAMMAR),
        ("listed ^ retired", "^", 11, IN_GRAMMAR),
        ("tonnage << 1", "<<", 11, IN_GRAMMAR),
        ("tonnage >> 1", ">>", 11, IN_GRAMMAR),
        ("~listed", "~", 11, IN_GRAMMAR),
        ("+tonnage > large", "+", 11, IN_GRAMMAR),
        ("cargo in (*cargo,)", "*cargo", 21, IN_GRAMMAR),
        ("listed if retired else listed", "listed if retired else listed", 11, IN_GRAMMAR),
        ("await listed", "await listed", 11, IN_GRAMMAR),
        ("...", "...", 11, IN_GRAMMAR),
        ("None", "None", 11, IN_GRAMMAR),
        ("True", "True", 11, TRUTHS),
        ("listed == False", "False", 21, TRUTHS),
        ("half > 50j", "50j", 18, DIGITS),
        ("half > 1_000", "1_000", 18, DIGITS),
        ("half > 1_000%", "1_000", 18, DIGITS),
        ("half > 0x10", "0x10", 18, DIGITS),
        ("half > 1e5", "1e5", 18, DIGITS),
        ("half > 1e-5", "1e-5", 18, DIGITS),
        ("half > 1.5E+5", "1.5E+5", 18, DIGITS),
        ("half > .5", ".5", 18, DIGITS),
        ("half > 5.", "5.", 18, DIGITS),
        ("half > 50元", "50元", 18, DIGITS),
        ("half > 1or listed", "1or", 18, DIGITS),
        ("listed \\", "\\", 18, IN_GRAMMAR),
        ("cargo == 'gr\\x61in'", "\\", 23, IN_GRAMMAR),
        ("listed # and retired", "#", 18, IN_GRAMMAR),
        ("listed and ! retired", "!", 22, IN_GRAMMAR),
        ("listed?", "?", 17, IN_GRAMMAR),
        ("$listed", "$", 11, IN_GRAMMAR),
        ("`listed`", "`", 11, IN_GRAMMAR),
        ("'东区南' == cargo and f(x)", "f(x)", 30, IN_GRAMMAR),
    ],
)
def test_what_the_grammar_lacks_is_refused_where_it_stands(text: str, part: str, column: int, hint: str) -> None:
    actual = refusal(text)

    assert actual == f"file.yaml:7:{column}: `{part}` is not in the grammar of conditions (hint: {hint})"


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("", 11),
        ("listed and", 21),
        ("listed retired", 18),
        ("(listed", 11),
        ("listed)", 17),
        ("listed; retired", 17),
        ("listed = retired", 18),
        ("import os", 11),
        ("return listed", 11),
        ("listed and yield", 22),
        ("half > 05", 18),
        ("half > 1.5.2", 21),
        ("half > 50 %", 22),
        ("half > 50%and listed", 21),
        ("half50% > half", 19),
        ("half > ０.５", 18),
        ("cargo == 'grain", 20),
        ("listed　and retired", 17),
        ("'东区' == cargo and (listed", 29),
        ("\x00", 11),
        ("listed\x00", 11),
        ("\ud800", 11),
    ],
)
def test_what_is_no_expression_is_refused_where_python_stops(text: str, column: int) -> None:
    actual = refusal(text)

    shown = text.replace("\x00", "\\u0000").replace("\ud800", "\\ud800").replace("　", "\\u3000")
    assert actual.partition(" (hint: ")[0] == f"file.yaml:7:{column}: `{shown}` is not a condition or formula"


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("half ≥ half", "write `>=` for `≥`"),
        ("cargo in (grain，oil)", "write `,` for `，`"),
        ("listed && retired", "write `and` for `&&`"),
        ("listed || retired", "write `or` for `||`"),
        ("listed = retired", "write `==` for `=`"),
        ("listed <= retired and （listed）", "write `(` for `（`"),
        ("listed AND retired", "write `and` for `AND`"),
        ("cargo = '（沙国）'", "write `==` for `=`"),
        ("half <= half; listed", IN_GRAMMAR),
    ],
)
def test_a_sign_of_another_language_or_keyboard_is_told_with_what_to_write(text: str, hint: str) -> None:
    actual = refusal(text)

    assert actual.partition(" (hint: ")[2] == f"{hint})"


@pytest.mark.parametrize(
    "text",
    ["listed" + " and listed" * 300, "(" * 3000 + "listed" + ")" * 3000, "not " * 3000 + "listed", "x" * 2001],
)
def test_an_expression_that_is_too_long_is_refused(text: str) -> None:
    actual = refusal(text)

    assert actual == f"file.yaml:7:11: the expression is longer than {LONGEST_EXPRESSION} characters"


@pytest.mark.parametrize(
    "text", ["not " * 450 + "listed", "-" * 1900 + "tonnage > 0", "listed == (" * 42 + "true" + ")" * 42]
)
def test_an_expression_that_is_nested_too_deep_is_refused(text: str) -> None:
    actual = refusal(text)

    assert actual == f"file.yaml:7:11: the expression is nested more than {DEEPEST_EXPRESSION} deep"


def test_an_expression_deeper_than_python_can_read_is_refused() -> None:
    actual = refusal("(" * 900 + "listed" + ")" * 900)

    assert actual == f"file.yaml:7:211: `{'(' * 40}…` is not a condition or formula (hint: {IN_GRAMMAR})"


def test_an_expression_of_the_greatest_length_and_depth_is_read() -> None:
    text = "not " * DEEPEST_EXPRESSION + "listed"

    actual = read(text.ljust(LONGEST_EXPRESSION))

    assert str(actual).count("Not(") == DEEPEST_EXPRESSION


_WORDS = (
    "listed retired tonnage cargo grain large half and or not in is if else lambda 50% 0 3 1.5 1e5 50j 0x1 true True"
)
_SIGNS = "( ) [ ] { } , . : ; = == != < <= > >= + - * ** / // % & | ^ ~ @ := \\ # ' \" ! ? ` $"
_ODDITIES = "北区 ﬁne （ 　 \t \n \r \0 \f '甲(乙)' \"北区（南）\" f' _ 1_0 ... \ud800"
_PIECES = st.sampled_from([*_WORDS.split(" "), *_SIGNS.split(" "), *_ODDITIES.split(" ")])


@given(st.one_of(st.text(), st.lists(_PIECES, max_size=14).map(" ".join), st.lists(_PIECES, max_size=14).map("".join)))
def test_any_text_is_an_expression_of_the_due_kind_or_a_policy_error(text: str) -> None:
    """Nothing else comes of it: no traceback, no warning, no node that the interpreters do not know."""
    with suppress(PolicyError):
        assert isinstance(read(text), Expr)
