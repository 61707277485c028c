"""The figures that rules hold themselves, which cite nothing where they stand."""

from collections.abc import Iterator
from fractions import Fraction

from estate_policy.errors import Location, Problem
from estate_policy.expr import Constant, Every, Expr, Sum
from estate_policy.figures import digits_of
from estate_policy.interpreters.written import ONE
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.walk import effect_expressions, nodes


def bare_figures(policy: Policy) -> Iterator[Problem]:
    """The numbers that rules and findings compute or compare with, other than 0, instead of parameters that cite."""
    tops: list[tuple[Expr, Location]] = [(finding.when, finding.location) for finding in policy.findings.values()]
    for conclusion in policy.conclusions.values():
        for rule in conclusion.rules:
            tops += [(top, rule.location) for top in (rule.when, *effect_expressions(rule.effect))]
    for top, place in tops:
        for figure in _numbers(top):
            message = Message("bare-figure", {"figure": digits_of(figure)})
            yield Problem(message, place, Message("declare-figure"))


def _numbers(top: Expr) -> Iterator[Fraction]:
    """The numbers other than 0 that are written in an expression; counting writes none."""
    for node in nodes(top):
        match node:
            case Constant(value=Fraction() as number) if number != 0:
                yield number
            case Sum():
                yield from _numbers(node.when)
                yield from () if node.value == ONE else _numbers(node.value)
            case Every():
                yield from _numbers(node.truth)
            case _:
                pass
