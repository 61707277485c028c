"""Conditions as alternatives of tests: negations moved into the tests, then disjunctive normal form, nothing dropped.

A condition holds just where all tests of one alternative are known to hold, so that an unknown test spoils only the
alternatives it is in. Alternatives are therefore not made disjoint: `a or b` holds where b does, whatever a is.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from typing import assert_never

import attrs

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    ConclusionRef,
    Constant,
    Divide,
    Every,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Related,
    Round,
    Subtract,
    Sum,
)

MOST = 120
"""Alternatives that a compound part may add to a condition; one with more is decided before, in a stage of its own."""

WIDEST = 100
"""Tests of one alternative; a conjunction of more is decided in groups."""


@attrs.frozen
class Test:
    """A truth, a comparison or a part decided before, that must hold or must fail."""

    part: Expr
    wanted: bool


Alternative = frozenset[Test]


@attrs.frozen
class Staged:
    """A condition, its large conjunctions and disjunctions grouped, and its parts to be decided before, in order."""

    condition: Expr
    before: tuple[Expr, ...]


def staged(condition: Expr) -> Staged:
    """The condition with those of its parts that must be decided before, so that no alternatives explode."""
    grouped = _grouped(condition)
    before: dict[Expr, None] = {}
    _size(grouped, before)
    return Staged(grouped, tuple(before))


def alternatives(condition: Expr, *, wanted: bool, before: Collection[Expr] = ()) -> tuple[Alternative, ...]:
    """The alternatives under which a condition holds, or fails, given the parts decided before.

    None at all is never; an empty alternative is always.
    """

    def of(part: Expr, *, wanted: bool) -> tuple[Alternative, ...]:
        if part in before:
            return (frozenset({Test(part, wanted)}),)
        return alternatives(part, wanted=wanted, before=before)

    match condition:
        case Constant():
            return (frozenset(),) if condition.value is wanted else ()
        case FactRef() | ConclusionRef() | Related() | Compare() | Every():
            return (frozenset({Test(condition, wanted)}),)
        case Not():
            return of(condition.operand, wanted=not wanted)
        case And() | Or():
            parts = [of(operand, wanted=wanted) for operand in condition.operands]
            each = itertools.chain.from_iterable(parts) if isinstance(condition, Or) is wanted else _together(parts)
            return tuple(dict.fromkeys(each))
        case ParameterRef() | ChoiceRef() | Add() | Subtract() | Multiply() | Divide() | Round() | Sum():
            raise AssertionError(condition)
        case _:
            assert_never(condition)


def _together(parts: Sequence[tuple[Alternative, ...]]) -> Iterator[Alternative]:
    """One alternative of each part, joined, where they do not contradict each other."""
    for chosen in itertools.product(*parts):
        joined: Alternative = frozenset().union(*chosen)
        if not any(Test(test.part, not test.wanted) in joined for test in joined):
            yield joined


def _grouped(condition: Expr) -> Expr:
    """The same condition, no conjunction or disjunction in it of more than so many operands."""
    match condition:
        case Not():
            return Not(_grouped(condition.operand))
        case And() | Or():
            operands = tuple(_grouped(operand) for operand in condition.operands)
            while len(operands) > WIDEST:
                starts = range(0, len(operands), WIDEST)
                operands = tuple(type(condition)(operands[start : start + WIDEST]) for start in starts)
            return type(condition)(operands)
        case _:
            return condition


@attrs.frozen
class _Size:
    """How many alternatives, at most, and of how many tests at most."""

    many: int = 1
    wide: int = 1


def _size(part: Expr, before: dict[Expr, None]) -> tuple[_Size, _Size]:
    """How large a part is to hold and to fail, once parts of it are decided before, which are added."""
    match part:
        case Not():
            holds, fails = _size(part.operand, before)
            return fails, holds
        case And() | Or():
            sizes = [_size(operand, before) for operand in part.operands]
            # The largest operand goes first.
            for place in sorted(range(len(sizes)), key=lambda place: -_weight(sizes[place])):
                if _fits(_joined(part, sizes)) or sizes[place] == _TEST:
                    break
                before[part.operands[place]] = None
                sizes[place] = _TEST
            return _joined(part, sizes)
        case _:
            return _TEST


_TEST = (_Size(), _Size())


def _weight(sizes: tuple[_Size, _Size]) -> int:
    return max(size.many * size.wide for size in sizes)


def _fits(sizes: tuple[_Size, _Size]) -> bool:
    return all(size.many <= MOST and size.wide <= WIDEST for size in sizes)


def _joined(part: And | Or, sizes: Sequence[tuple[_Size, _Size]]) -> tuple[_Size, _Size]:
    """What a conjunction or disjunction comes to: together its alternatives multiply, side by side they add."""
    holds, fails = [size[0] for size in sizes], [size[1] for size in sizes]
    if isinstance(part, And):
        return _multiplied(holds), _added(fails)
    return _added(holds), _multiplied(fails)


def _multiplied(sizes: Sequence[_Size]) -> _Size:
    return _Size(math.prod(size.many for size in sizes), sum(size.wide for size in sizes))


def _added(sizes: Sequence[_Size]) -> _Size:
    return _Size(sum(size.many for size in sizes), max(size.wide for size in sizes))
