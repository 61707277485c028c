"""Facts given in Python: what a subject can have, and a clear refusal of the rest."""

import decimal
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs
import pytest

from estate_policy.errors import FactError
from estate_policy.schema import facts_of, fields_of, subject_name
from estate_policy.terms import Language
from tests.harbour import Ship

RANGE = "allowed: 1 to 100000 ton"
UNCHECKED: Callable[..., Ship] = Ship
"""The class as those see it who do not check types."""


def refusal(language: Language = "en", **facts: object) -> str:
    with pytest.raises(FactError) as caught:
        UNCHECKED(**{"id": "A", **facts})
    return caught.value.text(language)


def tonnage(value: object) -> object:
    return UNCHECKED(id="A", tonnage=value).tonnage


@pytest.mark.parametrize(
    "value", [None, 1, 100_000, Decimal(1), Decimal("0.1") * 10, Decimal("12.5"), Decimal("12.50"), Decimal("1E+3")]
)
def test_an_amount_in_its_range_is_kept(value: object) -> None:
    actual = tonnage(value)

    assert actual == value


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (-1, f"`tonnage` is `-1` (hint: {RANGE})"),
        (0, f"`tonnage` is `0` (hint: {RANGE})"),
        (Decimal("0.9"), f"`tonnage` is `0.9` (hint: {RANGE})"),
        (Decimal("100000.1"), f"`tonnage` is `100000.1` (hint: {RANGE})"),
        (Decimal("1E+999999"), f"`tonnage` is `1E+999999` (hint: {RANGE})"),
        (Decimal("1E-999999"), f"`tonnage` is `1E-999999` (hint: {RANGE})"),
        pytest.param(10**5000, f"`tonnage` is `1{'0' * 39}…` (hint: {RANGE})", id="a number too long to print"),
        (Decimal("12.55"), "`tonnage` is `12.55`, with too many decimals (hint: at most 1 decimals)"),
        (
            Decimal("12.000000000000000000000000000000001"),
            "`tonnage` is `12.000000000000000000000000000000001`, with too many decimals (hint: at most 1 decimals)",
        ),
        (1.5, "`tonnage` is the float `1.5` (hint: floats are not exact: write a Decimal)"),
        (12.0, "`tonnage` is the float `12.0` (hint: floats are not exact: write a Decimal)"),
        (
            float("nan"),
            "`tonnage` is `nan`, which is not a finite number (hint: floats are not exact: write a Decimal)",
        ),
        (
            float("inf"),
            "`tonnage` is `inf`, which is not a finite number (hint: floats are not exact: write a Decimal)",
        ),
        (Decimal("NaN"), f"`tonnage` is `NaN`, which is not a finite number (hint: {RANGE})"),
        (Decimal("sNaN"), f"`tonnage` is `sNaN`, which is not a finite number (hint: {RANGE})"),
        (Decimal("-Infinity"), f"`tonnage` is `-Infinity`, which is not a finite number (hint: {RANGE})"),
        (True, "`tonnage` is `True`, of type bool (hint: allowed: an int or a Decimal)"),
        ("12", "`tonnage` is `12`, of type str (hint: allowed: an int or a Decimal)"),
        (Fraction(1, 3), "`tonnage` is `1/3`, of type Fraction (hint: allowed: an int or a Decimal)"),
        ("q" * 70_000, f"`tonnage` is `{'q' * 40}…`, of type str (hint: allowed: an int or a Decimal)"),
    ],
)
def test_an_amount_that_a_ship_cannot_have_is_refused(value: object, expected: str) -> None:
    actual = refusal(tonnage=value)

    assert actual == expected


def test_an_amount_is_refused_in_chinese() -> None:
    actual = [refusal("zh", tonnage=value) for value in (-1, 1.5, Decimal("12.55"), "12")]

    assert actual == [
        "`tonnage` 的值是 `-1`（提示：允许：1 至 100000 ton）",
        "`tonnage` 是浮点数 `1.5`（提示：浮点数不精确，请写 Decimal）",
        "`tonnage` 的值 `12.55` 小数位过多（提示：最多 1 位小数）",
        "`tonnage` 的值 `12` 类型不对（str）（提示：请写整数或 Decimal）",
    ]


def test_the_decimals_are_counted_whatever_the_precision_of_the_caller() -> None:
    with decimal.localcontext() as context:
        context.prec = 2
        actual = refusal(tonnage=Decimal("123.46"))

    assert actual == "`tonnage` is `123.46`, with too many decimals (hint: at most 1 decimals)"


def test_an_amount_is_kept_whatever_the_precision_of_the_caller() -> None:
    with decimal.localcontext() as context:
        context.prec = 2
        actual = tonnage(Decimal("12345.6"))

    assert actual == Decimal("12345.6")


@pytest.mark.parametrize("value", [1, 0, "yes", "是", Decimal(1), []])
def test_what_is_no_truth_is_refused(value: object) -> None:
    actual = refusal(listed=value)

    kind = type(value).__name__
    assert actual == f"`listed` is `{value}`, of type {kind} (hint: allowed: true, false, or nothing if unknown)"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (1, "`flag` is `1`, of type int (hint: allowed: text of at most 200 characters)"),
        (b"x", "`flag` is `b'x'`, of type bytes (hint: allowed: text of at most 200 characters)"),
        ("", "`flag` is blank"),
        (" \u3000", "`flag` is blank"),
        ("x" * 201, "`flag` has 201 characters (hint: allowed: text of at most 200 characters)"),
        ("雾国" * 35_000, "`flag` has 70000 characters (hint: allowed: text of at most 200 characters)"),
        ("a\u202eb", "`flag` is `a\\u202eb`, with the hidden character U+202E"),
        ("a\u200bb", "`flag` is `a\\u200bb`, with the hidden character U+200B"),
        ("a\nb", "`flag` is `a\\u000ab`, with the hidden character U+000A"),
        ("a\x00b", "`flag` is `a\\u0000b`, with the hidden character U+0000"),
        ("a\ud800b", "`flag` is `a\\ud800b`, with the hidden character U+D800"),
    ],
)
def test_a_text_that_no_name_can_be_is_refused(value: object, expected: str) -> None:
    actual = refusal(flag=value)

    assert actual == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("", "`id` is blank"),
        (None, "`id` is `None`, of type NoneType (hint: allowed: text of at most 200 characters)"),
        (7, "`id` is `7`, of type int (hint: allowed: text of at most 200 characters)"),
    ],
)
def test_a_subject_without_identity_is_refused(value: object, expected: str) -> None:
    actual = refusal(id=value)

    assert actual == expected


def test_a_misspelt_fact_is_refused() -> None:
    with pytest.raises(TypeError, match="unexpected keyword argument 'tonage'"):
        Ship(id="A", tonage=1)  # type: ignore[call-arg]


def test_facts_are_checked_when_a_subject_is_changed() -> None:
    with pytest.raises(FactError, match="`tonnage` is `-1`"):
        attrs.evolve(Ship(id="A", tonnage=1), tonnage=-1)


def test_whoever_catches_value_errors_catches_fact_errors() -> None:
    with pytest.raises(ValueError, match="`tonnage` is `-1`"):
        Ship(id="A", tonnage=-1)


def test_a_subject_does_not_change() -> None:
    ship = Ship(id="A")

    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        ship.tonnage = 5  # type: ignore[misc]


def test_the_facts_of_a_subject_come_in_their_order_without_its_identity() -> None:
    actual = list(facts_of(Ship))

    assert actual == ["flag", "cargo", "tonnage", "listed", "retired", "surveyed_unfit"]


def test_the_fields_of_a_subject_hold_its_identity() -> None:
    actual = list(fields_of(Ship))

    assert actual == ["id", *facts_of(Ship)]


@pytest.mark.parametrize(("name", "expected"), [("Ship", "ship"), ("DistrictYear", "district_year")])
def test_policy_files_call_a_subject_by_its_class_in_small_letters(name: str, expected: str) -> None:
    actual = subject_name(type(name, (), {}))

    assert actual == expected
