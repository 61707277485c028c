"""Quantities as whole numbers of parts, in columns: of which size the parts are, and how large they can get, is known.

A number that 64 bits might not hold is a decimal of 38 digits; one that these might not hold is refused.
"""

import math
from collections.abc import Iterable
from fractions import Fraction

import attrs

from estate_policy.expr import Comparison
from estate_policy.interpreters.sql_text import NULL, Sql, case, joined, number

_NARROW = 2**63
_WIDE = 10**38


class TooLargeError(ValueError):
    """A number could be larger than the largest that a column holds."""


@attrs.frozen
class Numbers:
    """Whole numbers of which `parts` make one, that lie from `least` to `most` where they are known; all may be."""

    value: Sql
    parts: int
    least: Fraction
    most: Fraction

    def __attrs_post_init__(self) -> None:
        """Refuse what could overflow."""
        if self.largest >= _WIDE:
            raise TooLargeError

    @property
    def largest(self) -> int:
        """The most that the whole number can be, whichever its sign."""
        return math.ceil(max(abs(self.least), abs(self.most)) * self.parts)

    @property
    def wide(self) -> bool:
        """Whether 64 bits might not hold it."""
        return self.largest >= _NARROW


NOTHING = Numbers(NULL, 1, Fraction(0), Fraction(0))
"""A number that is never known."""


def constant(value: Fraction) -> Numbers:
    """A number that is always the same."""
    return Numbers(number(value.numerator), value.denominator, value, value)


def fixed(one: Numbers) -> Fraction | None:
    """The number if it is always the same."""
    return one.least if one.least == one.most and one.value != NULL and not one.value.reads else None


def in_parts(one: Numbers, parts: int) -> Numbers:
    """The same number in smaller parts."""
    times = parts // one.parts
    if times == 1 or one.value == NULL:
        return attrs.evolve(one, parts=parts)
    known = fixed(one)
    if known is not None:
        return Numbers(number(int(known * parts)), parts, known, known)
    return _made("({} * {})", parts, (one.least, one.most), one.value, number(times))


def alike(each: Iterable[Numbers]) -> list[Numbers]:
    """Several numbers in the same parts."""
    every = list(each)
    parts = math.lcm(*(one.parts for one in every))
    return [in_parts(one, parts) for one in every]


def compared(how: Comparison, one: Numbers, other: Numbers) -> Sql:
    """Whether two numbers compare so."""
    left, right = alike([one, other])
    return joined(f"({{}} {_SIGNS[how]} {{}})", left.value, right.value)


def added(one: Numbers, other: Numbers) -> Numbers:
    """The sum."""
    left, right = alike([one, other])
    ends = one.least + other.least, one.most + other.most
    return _made("({} + {})", left.parts, ends, left.value, right.value)


def subtracted(one: Numbers, other: Numbers) -> Numbers:
    """The difference."""
    left, right = alike([one, other])
    ends = one.least - other.most, one.most - other.least
    return _made("({} - {})", left.parts, ends, left.value, right.value)


def multiplied(one: Numbers, other: Numbers) -> Numbers:
    """The product; not known where either is not."""
    corners = [a * b for a in (one.least, one.most) for b in (other.least, other.most)]
    if other.value == number(1):
        return attrs.evolve(one, parts=one.parts * other.parts, least=min(corners), most=max(corners))
    return _made("({} * {})", one.parts * other.parts, (min(corners), max(corners)), one.value, other.value)


def divided(one: Numbers, by: Fraction) -> Numbers:
    """The quotient by a number that is always the same."""
    return multiplied(one, constant(1 / by))


def negated(one: Numbers) -> Numbers:
    """The number with the contrary sign."""
    return multiplied(one, constant(Fraction(-1)))


def rounded(one: Numbers, step: Fraction) -> Numbers:
    """The nearest multiple of a step, the greater one halfway; not known where the number never is."""
    if one.value == NULL:
        return NOTHING
    steps = divided(one, step)
    twice, parts = in_parts(multiplied(steps, constant(Fraction(2))), steps.parts), steps.parts
    above = added(twice, constant(Fraction(1)))
    low, high = (math.floor(end / step + Fraction(1, 2)) for end in (one.least, one.most))
    floor = Numbers(_floor(above, 2 * parts), 1, Fraction(low), Fraction(high))
    return multiplied(floor, constant(step))


def _floor(of: Numbers, by: int) -> Sql:
    """The quotient of whole numbers, rounded down; SQL rounds it towards nought."""
    value, divisor, below = of.value, number(by), number(by - 1)
    # DuckDB divides decimals as doubles.
    quotient = "CAST((CAST({} AS HUGEINT) // {}) AS DECIMAL(38, 0))" if of.wide else "({} // {})"
    down = joined("(- {})", joined(quotient, joined("({} - {})", below, value), divisor))
    return case([(joined("({} >= 0)", value), joined(quotient, value, divisor))], down)


def _made(template: str, parts: int, ends: tuple[Fraction, Fraction], *operands: Sql) -> Numbers:
    """A computed number between two ends; what 64 bits might not hold is computed in decimals."""
    if NULL in operands:
        return attrs.evolve(NOTHING, parts=parts)
    least, most = ends
    if least == most and not any(operand.reads for operand in operands):
        return Numbers(number(int(least * parts)), parts, least, most)
    is_wide = Numbers(NULL, parts, least, most).wide
    each = [joined("CAST({} AS DECIMAL(38, 0))", operand) if is_wide else operand for operand in operands]
    return Numbers(joined(template, *each), parts, least, most)


_SIGNS = {
    Comparison.LESS: "<",
    Comparison.AT_MOST: "<=",
    Comparison.EQUAL: "=",
    Comparison.UNEQUAL: "<>",
    Comparison.AT_LEAST: ">=",
    Comparison.MORE: ">",
}


def choose(pairs: Iterable[tuple[Sql, Numbers]], otherwise: Numbers) -> Numbers:
    """The number beside the first condition that holds."""
    each = list(pairs)
    *numbers, other = alike([*(one for _, one in each), otherwise])
    value = case(((condition, one.value) for (condition, _), one in zip(each, numbers, strict=True)), other.value)
    known = [one for one in (*numbers, other) if one.value != NULL] or [other]
    ends = min(one.least for one in known), max(one.most for one in known)
    return Numbers(among(value, known), other.parts, *ends)


def among(value: Sql, each: Iterable[Numbers]) -> Sql:
    """A choice among numbers, in a type in which it can be computed with; of short constants it would have 32 bits."""
    every = list(each)
    if not value.reads or any(one.value.reads for one in every):
        return value
    return joined("CAST({} AS DECIMAL(38, 0))" if any(one.wide for one in every) else "CAST({} AS BIGINT)", value)
