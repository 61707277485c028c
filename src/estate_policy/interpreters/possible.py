"""What is still possible where a value is open: intervals of quantities, sets of truths and members."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

from estate_policy.expr import Comparison
from estate_policy.figures import rounded
from estate_policy.kinds import Kind, Member, Quantity, Text, Truth
from estate_policy.law import LawInForce
from estate_policy.outcome import Among, Bounds, Known, Outcome, Possible
from estate_policy.schema import DateFact, MemberFact, QuantityFact, TruthFact, ends_of, facts_of

EITHER = Among(frozenset({True, False}))
"""True or false."""

_End = Fraction | None


def possible_fact(law: LawInForce, subject: str, name: str) -> Possible:
    """What a fact that nobody has given can be, by its declared range."""
    fact = facts_of(law.policy.subjects[subject])[name]
    match fact:
        case TruthFact():
            return EITHER
        case QuantityFact() | DateFact():
            return Bounds(*ends_of(fact))
        case MemberFact():
            return _members(law, fact.enumeration)
        case _:
            assert_never(fact)


def anything(law: LawInForce, kind: Kind) -> Possible:
    """Whatever a value of a kind can be."""
    match kind:
        case Truth():
            return EITHER
        case Quantity():
            return Bounds()
        case Member():
            return _members(law, kind.enumeration)
        case Text():
            return Among(None)
        case _:
            assert_never(kind)


def contrary_of(possible: Possible) -> Possible:
    """What the contrary of a truth can be.

    >>> contrary_of(Among(frozenset({True})))
    Among(values=frozenset({False}))
    """
    if possible == EITHER or isinstance(possible, Bounds) or possible.values is None:
        return possible
    return Among(frozenset(not value for value in possible.values))


def hull(outcomes: Sequence[Outcome]) -> Possible:
    """The smallest possibility that holds all of several outcomes."""
    each = [_possible(outcome) for outcome in outcomes]
    if isinstance(each[0], Bounds):
        bounds = [one for one in each if isinstance(one, Bounds)]
        lows, highs = [one.low for one in bounds], [one.high for one in bounds]
        return Bounds(
            None if None in lows else min(low for low in lows if low is not None),
            None if None in highs else max(high for high in highs if high is not None),
        )
    values: frozenset[bool | str] = frozenset()
    for one in each:
        if not isinstance(one, Among) or one.values is None:
            return Among(None)
        values |= one.values
    return Among(values)


def kept(possible: Bounds, how: Comparison, limit: Bounds) -> Bounds:
    """What is left of an interval where a quantity compares so with what lies in another.

    >>> kept(Bounds(Fraction(-5), Fraction(7)), Comparison.MORE, Bounds(Fraction(0), Fraction(2)))
    Bounds(low=Fraction(0, 1), high=Fraction(7, 1))
    """
    match how:
        case Comparison.MORE | Comparison.AT_LEAST:
            return Bounds(
                max((end for end in (possible.low, limit.low) if end is not None), default=None), possible.high
            )
        case Comparison.LESS | Comparison.AT_MOST:
            return Bounds(
                possible.low, min((end for end in (possible.high, limit.high) if end is not None), default=None)
            )
        case Comparison.EQUAL | Comparison.UNEQUAL:
            return possible
        case _:
            assert_never(how)


def total(left: Bounds, right: Bounds) -> Bounds:
    """Where a sum must lie.

    >>> total(Bounds(Fraction(1), None), Bounds(Fraction(2), Fraction(3)))
    Bounds(low=Fraction(3, 1), high=None)
    """
    return Bounds(_sum(left.low, right.low), _sum(left.high, right.high))


def difference(left: Bounds, right: Bounds) -> Bounds:
    """Where a difference must lie."""
    return total(left, Bounds(_negative(right.high), _negative(right.low)))


def product(left: Bounds, right: Bounds) -> Bounds:
    """Where a product must lie.

    >>> product(Bounds(Fraction(-1), Fraction(2)), Bounds(Fraction(3), None))
    Bounds(low=None, high=None)
    >>> product(Bounds(Fraction(0), Fraction(2)), Bounds(Fraction(3), Fraction(5)))
    Bounds(low=Fraction(0, 1), high=Fraction(10, 1))
    """
    corners = [_times(one, other) for one in _ends(left) for other in _ends(right)]
    lowest, highest = min(corners), max(corners)
    return Bounds(None if lowest[0] < 0 else lowest[1], None if highest[0] > 0 else highest[1])


def quotient(left: Bounds, right: Bounds) -> Bounds:
    """Where a quotient must lie.

    >>> quotient(Bounds(Fraction(1), Fraction(2)), Bounds(Fraction(4), Fraction(5)))
    Bounds(low=Fraction(1, 5), high=Fraction(1, 2))
    >>> quotient(Bounds(Fraction(0), Fraction(2)), Bounds(Fraction(0), Fraction(5)))
    Bounds(low=Fraction(0, 1), high=None)
    """
    if _is_positive(right):
        return product(left, Bounds(_inverse(right.high), _inverse(right.low) if right.low else None))
    return Bounds()


def rounded_within(amount: Bounds, step: Bounds) -> Bounds:
    """Where a rounded amount must lie.

    >>> rounded_within(Bounds(Fraction(5, 2), Fraction(7, 2)), Bounds(Fraction(1), Fraction(1)))
    Bounds(low=Fraction(3, 1), high=Fraction(4, 1))
    """
    by = step.high
    if by is None or step.low != by:
        return Bounds()
    ends = (None if end is None else rounded(end, by) for end in (amount.low, amount.high))
    return Bounds(*ends)


def rounding(_: Bounds, step: Bounds) -> Bounds:
    """Where that must lie which rounding adds to an amount.

    >>> rounding(Bounds(), Bounds(Fraction(1), Fraction(1)))
    Bounds(low=Fraction(-1, 2), high=Fraction(1, 2))
    """
    return Bounds() if step.high is None else Bounds(-step.high / 2, step.high / 2)


def _is_positive(bounds: Bounds) -> bool:
    """Whether an interval holds nothing below nought; nought itself is no divisor."""
    return bounds.low is not None and bounds.low >= 0


def _inverse(end: _End) -> _End:
    return Fraction(0) if end is None or end == 0 else 1 / end


def _ends(bounds: Bounds) -> list[tuple[int, Fraction]]:
    """The two ends as pairs that order and multiply: (-1, 0) and (1, 0) are the infinities."""
    nought = Fraction(0)
    return [
        (-1, nought) if bounds.low is None else (0, bounds.low),
        (1, nought) if bounds.high is None else (0, bounds.high),
    ]


def _times(one: tuple[int, Fraction], other: tuple[int, Fraction]) -> tuple[int, Fraction]:
    if (0, Fraction(0)) in (one, other):
        return 0, Fraction(0)
    if one[0] == other[0] == 0:
        return 0, one[1] * other[1]
    sign = (one[0] or (1 if one[1] > 0 else -1)) * (other[0] or (1 if other[1] > 0 else -1))
    return sign, Fraction(0)


def _sum(left: _End, right: _End) -> _End:
    return None if left is None or right is None else left + right


def _negative(end: _End) -> _End:
    return None if end is None else -end


def _possible(outcome: Outcome) -> Possible:
    if not isinstance(outcome, Known):
        return outcome.possible
    if isinstance(outcome.value, Fraction):
        return Bounds(outcome.value, outcome.value)
    return Among(frozenset({outcome.value}))


def _members(law: LawInForce, name: str) -> Among:
    """The members of an enumeration or the options of a choice; an open enumeration may hold any other."""
    if name in law.policy.enumerations:
        enumeration = law.policy.enumerations[name]
        return Among(None if enumeration.open else frozenset(enumeration.members))
    choice = law.policy.readings.get(name) or law.policy.assumptions[name]
    return Among(frozenset(choice.options))
