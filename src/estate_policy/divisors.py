"""Divisors that could be nought, and steps of rounding: each must be a positive figure, a divisor may be guarded."""

from collections.abc import Iterator

from estate_policy.errors import Location, Problem
from estate_policy.expr import And, Compare, Comparison, Constant, Divide, Every, Expr, ParameterRef, Round, Sum
from estate_policy.interpreters.written import written
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.walk import effect_expressions, nodes


def unguarded_divisors(policy: Policy) -> Iterator[Problem]:
    """The divisors and steps of which neither the policy nor a condition of their rule says that they are positive."""
    for finding in policy.findings.values():
        yield from _within(finding.when, (), policy, finding.location)
    for conclusion in policy.conclusions.values():
        for rule in conclusion.rules:
            yield from _within(rule.when, (), policy, rule.location)
            for effect in effect_expressions(rule.effect):
                yield from _within(effect, _conjuncts(rule.when), policy, rule.location)


def _within(top: Expr, guards: tuple[Expr, ...], policy: Policy, place: Location) -> Iterator[Problem]:
    for node in nodes(top):
        match node:
            case Divide(right=divisor) if not (_is_guarded(divisor, guards) or _is_figure(divisor, policy)):
                text = written(divisor)
                yield Problem(Message("divisor", {"text": text}), place, Message("guard-divisor", {"text": text}))
            case Round(step=step) if not _is_figure(step, policy):
                text = written(step)
                yield Problem(Message("rounding-step", {"text": text}), place, Message("name-step", {"text": text}))
            case Sum():
                yield from _within(node.when, (), policy, place)
                yield from _within(node.value, _conjuncts(node.when), policy, place)
            case Every():
                yield from _within(node.truth, (), policy, place)
            case _:
                pass


def _conjuncts(condition: Expr) -> tuple[Expr, ...]:
    return condition.operands if isinstance(condition, And) else (condition,)


def _is_guarded(divisor: Expr, guards: tuple[Expr, ...]) -> bool:
    return any(
        isinstance(guard, Compare)
        and guard.how is Comparison.MORE
        and guard.left == divisor
        and isinstance(guard.right, Constant)
        and guard.right.value == 0
        for guard in guards
    )


def _is_figure(divisor: Expr, policy: Policy) -> bool:
    """Whether it is a figure that is stated for all days, and more than nought."""
    if not isinstance(divisor, ParameterRef):
        return False
    figures = policy.parameters[divisor.name].figures
    return bool(figures) and all(figure.value > 0 for figure in figures)
