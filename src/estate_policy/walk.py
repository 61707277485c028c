"""Which names expressions read."""

from collections.abc import Iterable, Iterator
from typing import assert_never

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    ConclusionRef,
    Constant,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.law import Conclusion, Discretion, Effect, Gives, LeftTo, Silent


def nodes(expression: Expr) -> Iterator[Expr]:
    """The expression and all its parts, from left to right."""
    yield expression
    for part in _parts(expression):
        yield from nodes(part)


def effect_expressions(effect: Effect) -> tuple[Expr, ...]:
    """The expressions by which a rule's effect is computed."""
    match effect:
        case Gives():
            return (effect.value,)
        case Discretion():
            return tuple(end for end in (effect.low, effect.high) if end is not None)
        case Silent():
            return ()
        case LeftTo():
            return ()
        case _:
            assert_never(effect)


def expressions(conclusion: Conclusion) -> Iterator[Expr]:
    """Every condition and formula of a conclusion."""
    for rule in conclusion.rules:
        yield rule.condition
        yield from effect_expressions(rule.effect)


def names_read(tops: Iterable[Expr]) -> frozenset[str]:
    """The parameters and conclusions that expressions read."""
    read = (node for top in tops for node in nodes(top))
    return frozenset(node.name for node in read if isinstance(node, ParameterRef | ConclusionRef))


def conclusions_read(conclusion: Conclusion) -> frozenset[str]:
    """The conclusions that a conclusion's rules read."""
    return frozenset(
        node.name for top in expressions(conclusion) for node in nodes(top) if isinstance(node, ConclusionRef)
    )


def choices_read(conclusion: Conclusion) -> frozenset[str]:
    """The readings and assumptions that a conclusion's rules read."""
    return frozenset(node.name for top in expressions(conclusion) for node in nodes(top) if isinstance(node, ChoiceRef))


def _parts(expression: Expr) -> tuple[Expr, ...]:
    match expression:
        case Constant() | FactRef() | ParameterRef() | ConclusionRef() | ChoiceRef():
            return ()
        case Not():
            return (expression.operand,)
        case And() | Or():
            return expression.operands
        case Compare() | Add() | Subtract() | Multiply():
            return (expression.left, expression.right)
        case _:
            assert_never(expression)
