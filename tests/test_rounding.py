"""Amounts rounded where a rule says so, half up, and parts that are decided by the law of their own day."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy.figures import rounded

FEN = Fraction(1, 100)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0.004", "0"),
        ("0.005", "0.01"),
        ("0.0149", "0.01"),
        ("0.015", "0.02"),
        ("-0.005", "0"),
        ("-0.0051", "-0.01"),
        ("-0.015", "-0.01"),
        ("12345.678", "12345.68"),
        ("1/3", "0.33"),
    ],
)
def test_an_amount_is_rounded_half_up(number: str, expected: str) -> None:
    assert rounded(Fraction(number), FEN) == Fraction(expected)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_a_rounded_amount_is_the_nearest_multiple(number: Fraction, step: Fraction) -> None:
    whole = rounded(number, step)

    assert (whole / step).denominator == 1
    assert -step / 2 < whole - number <= step / 2
