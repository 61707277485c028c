"""Where quantities must lie, in columns: as `possible` has it for one, for every row."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from estate_policy.interpreters import whole_numbers
from estate_policy.interpreters.sql_text import NULL, ZERO, Sql, case, conjunction, disjunction, is_null, joined
from estate_policy.interpreters.whole_numbers import (
    NOTHING,
    Numbers,
    added,
    alike,
    among,
    constant,
    multiplied,
    rounded,
    subtracted,
)
from estate_policy.outcome import Bounds


@attrs.frozen
class Interval:
    """Where a quantity must lie: no value where nothing bounds it. Whether it always has both ends is known."""

    low: Numbers
    high: Numbers
    sure: bool


def unbounded() -> Interval:
    """Everywhere."""
    return Interval(NOTHING, NOTHING, sure=False)


def at(value: Numbers) -> Interval:
    """Where a number lies that is known."""
    return Interval(value, value, sure=True)


def total(one: Interval, other: Interval) -> Interval:
    """Where a sum must lie."""
    return Interval(added(one.low, other.low), added(one.high, other.high), sure=one.sure and other.sure)


def difference(one: Interval, other: Interval) -> Interval:
    """Where a difference must lie."""
    return Interval(subtracted(one.low, other.high), subtracted(one.high, other.low), sure=one.sure and other.sure)


def product(one: Interval, other: Interval) -> Interval:
    """Where a product must lie: between the least and the most of what its ends give."""
    if _positive(one) and _positive(other):
        return Interval(_corner(one.low, other.low), _corner(one.high, other.high), sure=True)
    pairs = [(a, b) for a in (one.low, one.high) for b in (other.low, other.high)]
    corners = alike([_corner(a, b) for a, b in pairs])
    least, most = min(c.least for c in corners), max(c.most for c in corners)
    values = [corner.value for corner in corners]
    down = _endless(
        [(one.low, other, True), (other.low, one, True), (one.high, other, False), (other.high, one, False)]
    )
    up = _endless([(one.low, other, False), (other.low, one, False), (one.high, other, True), (other.high, one, True)])
    return Interval(
        Numbers(among(case([(down, NULL)], _outermost("LEAST", values)), corners), corners[0].parts, least, most),
        Numbers(among(case([(up, NULL)], _outermost("GREATEST", values)), corners), corners[0].parts, least, most),
        sure=one.sure and other.sure,
    )


def scaled(one: Interval, by: Fraction) -> Interval:
    """Where a quantity must lie that is another one times a positive number."""
    return attrs.evolve(one, low=multiplied(one.low, constant(by)), high=multiplied(one.high, constant(by)))


def rounded_within(one: Interval, step: Fraction) -> Interval:
    """Where a rounded amount must lie."""
    return attrs.evolve(one, low=rounded(one.low, step), high=rounded(one.high, step))


def hull(each: Iterable[tuple[Sql, Interval]]) -> Interval:
    """The least interval that holds all of those beside which a condition holds."""
    every = list(each)
    ends = []
    for side, outermost in (("low", "LEAST"), ("high", "GREATEST")):
        numbers = alike([getattr(interval, side) for _, interval in every])
        endless = [
            conjunction([condition, is_null(one.value)])
            for (condition, interval), one in zip(every, numbers, strict=True)
            if not interval.sure
        ]
        values = [case([(condition, one.value)], NULL) for (condition, _), one in zip(every, numbers, strict=True)]
        value = among(case([(disjunction(endless), NULL)], _outermost(outermost, values)), numbers)
        ends.append(Numbers(value, numbers[0].parts, min(n.least for n in numbers), max(n.most for n in numbers)))
    low, high = ends
    return Interval(low, high, sure=all(interval.sure for _, interval in every))


def choose(pairs: Iterable[tuple[Sql, Interval]], otherwise: Interval) -> Interval:
    """Where a quantity lies that is the one beside the first condition that holds."""
    each = list(pairs)
    every = [*(one for _, one in each), otherwise]
    return Interval(
        whole_numbers.choose([(when, one.low) for when, one in each], otherwise.low),
        whole_numbers.choose([(when, one.high) for when, one in each], otherwise.high),
        sure=all(one.sure for one in every),
    )


def interval(possible: Bounds) -> Interval:
    """Where something lies that is the same for every row."""
    low, high = (NOTHING if end is None else constant(end) for end in (possible.low, possible.high))
    return Interval(low, high, sure=None not in (possible.low, possible.high))


def _positive(one: Interval) -> bool:
    """Whether an interval holds nothing below nought, whatever the row."""
    return one.sure and one.low.least >= 0


def _corner(one: Numbers, other: Numbers) -> Numbers:
    """What two ends give; nought times no end is nought."""
    made = multiplied(one, other)
    noughts = [
        joined("({} = 0)", end.value) for end in (one, other) if end.value != NULL and end.least <= 0 <= end.most
    ]
    value = among(case([(disjunction(noughts), ZERO)], made.value), [made])
    return Numbers(value, made.parts, min(made.least, Fraction(0)), max(made.most, Fraction(0)))


def _endless(ends: Iterable[tuple[Numbers, Interval, bool]]) -> Sql:
    """Whether an end that is missing meets what makes it endless: something above nought, or below it."""
    found = []
    for end, other, above in ends:
        facing = other.high if above else other.low
        sign = joined("({} > 0)" if above else "({} < 0)", facing.value)
        found.append(conjunction([is_null(end.value), disjunction([is_null(facing.value), sign])]))
    return disjunction(found)


def _outermost(function: str, values: Iterable[Sql]) -> Sql:
    """The least or the most of those that are known."""
    each = [value for value in dict.fromkeys(values) if value != NULL]
    if len(each) < 2:  # noqa: PLR2004 - two are compared
        return each[0] if each else NULL
    return joined(f"{function}({', '.join(['{}'] * len(each))})", *each)
