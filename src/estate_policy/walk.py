"""Which names expressions read."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

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
from estate_policy.law import Conclusion, Discretion, Effect, Gives, LawInForce, LeftTo, Silent


def nodes(expression: Expr) -> Iterator[Expr]:
    """The expression and all its parts that speak of the same subject, from left to right."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(_parts(node))


def every_node(expression: Expr) -> Iterator[Expr]:
    """The expression and all its parts, those that speak of related subjects and members included."""
    pending = [expression]
    while pending:
        node = pending.pop()
        yield node
        pending += reversed(_parts(node) or _elsewhere(node))


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
    if conclusion.duty is not None:
        yield conclusion.duty.when


def names_read(tops: Iterable[Expr]) -> frozenset[str]:
    """The parameters and conclusions that expressions read."""
    read = (node for top in tops for node in every_node(top))
    return frozenset(node.name for node in read if isinstance(node, ParameterRef | ConclusionRef))


def conclusions_read(conclusion: Conclusion) -> frozenset[str]:
    """The conclusions that a conclusion's rules read, of whichever subject."""
    return frozenset(node.name for node in _every_read(conclusion) if isinstance(node, ConclusionRef))


def read_by(law: LawInForce) -> Mapping[str, frozenset[str]]:
    """The conclusions that each conclusion of a law reads, of whichever subject; found once."""
    read: dict[str, frozenset[str]] | None = law.prepared.get("read")
    if read is None:
        read = law.prepared["read"] = {name: conclusions_read(one) for name, one in law.conclusions.items()}
    return read


def all_read(law: LawInForce, conclusion: str) -> tuple[str, ...]:
    """A conclusion and all that it reads, of whichever subject, directly or not, the nearest first; found once."""
    known: dict[str, tuple[str, ...]] = law.prepared.setdefault("all read", {})
    if conclusion not in known:
        names, read = [conclusion], read_by(law)
        for name in names:
            names += sorted(read[name] - set(names))
        known[conclusion] = tuple(names)
    return known[conclusion]


def own_conclusions_read(conclusion: Conclusion) -> frozenset[str]:
    """The conclusions about the same subject that a conclusion's rules read."""
    read = (node for top in expressions(conclusion) for node in nodes(top))
    return frozenset(node.name for node in read if isinstance(node, ConclusionRef))


def choices_read(conclusion: Conclusion) -> frozenset[str]:
    """The readings and assumptions that a conclusion's rules read."""
    return frozenset(node.name for node in _every_read(conclusion) if isinstance(node, ChoiceRef))


def _every_read(conclusion: Conclusion) -> Iterator[Expr]:
    return (node for top in expressions(conclusion) for node in every_node(top))


def _elsewhere(expression: Expr) -> tuple[Expr, ...]:
    """The parts that speak of another subject."""
    match expression:
        case Related():
            return (expression.part,)
        case Sum():
            return (expression.value, expression.when)
        case Every():
            return (expression.truth,)
        case _:
            return ()


def _parts(expression: Expr) -> tuple[Expr, ...]:
    match expression:
        case Constant() | FactRef() | ParameterRef() | ConclusionRef() | ChoiceRef() | Related():
            return ()
        case Not():
            return (expression.operand,)
        case And() | Or():
            return expression.operands
        case Compare() | Add() | Subtract() | Multiply() | Divide():
            return (expression.left, expression.right)
        case Round():
            return (expression.amount, expression.step)
        case Sum() | Every():
            return ()
        case _:
            assert_never(expression)
