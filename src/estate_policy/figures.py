"""Exact numbers, inside as fractions and outside as decimals."""

import math
from decimal import Decimal
from fractions import Fraction


def decimal_of(number: Fraction) -> Decimal | Fraction:
    """The number as a decimal, all digits; the fraction itself where it has no end of digits.

    >>> decimal_of(Fraction(1, 8)), decimal_of(Fraction(36000)), decimal_of(Fraction(1, 3))
    (Decimal('0.125'), Decimal('36000'), Fraction(1, 3))
    """
    rest, twos, fives = number.denominator, 0, 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1:
        return number
    places = max(twos, fives)
    digits = abs(number.numerator) * 10**places // number.denominator
    return Decimal((int(number < 0), tuple(map(int, str(digits))), -places))


def digits_of(number: Fraction) -> str:
    """The number as text, without exponent: `0.125`, or `1/3` where it has no end of digits.

    >>> digits_of(Fraction(1, 8)), digits_of(Fraction(-1, 3))
    ('0.125', '-1/3')
    """
    exact = decimal_of(number)
    return f"{exact:f}" if isinstance(exact, Decimal) else str(exact)


def about(amount: Fraction) -> str:
    """An amount that has no end of digits as it is told: to two decimals, and said to be about so.

    >>> about(Fraction(100_000, 3)), about(Fraction(-1, 3))
    ('≈33,333.33', '≈-0.33')
    """
    return f"≈{decimal_of(rounded(amount, Fraction(1, 100))):,.2f}"


def rounded(number: Fraction, step: Fraction) -> Fraction:
    """The nearest multiple of a step; halfway between two it is the greater one.

    >>> rounded(Fraction("0.125"), Fraction("0.01")), rounded(Fraction("-0.125"), Fraction("0.01"))
    (Fraction(13, 100), Fraction(-3, 25))
    """
    return math.floor(number / step + Fraction(1, 2)) * step
