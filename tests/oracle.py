"""The meaning once more, naively, for complete facts and chosen readings. Written from `docs/semantics.md` alone."""

import operator
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import reduce

import attrs

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
from estate_policy.kinds import Value
from estate_policy.law import Gives, LawInForce, Rule
from estate_policy.walk import effect_expressions

COMPARED: Mapping[str, Callable[..., bool]] = {
    "<": operator.lt, "<=": operator.le, "==": operator.eq, "!=": operator.ne, ">=": operator.ge, ">": operator.gt,
}  # fmt: skip


@attrs.frozen
class Hangs:
    """No value: it hangs on rules that end without one, `conclusion.rule`."""

    on: frozenset[str]


Result = Value | Hangs


def meaning(law: LawInForce, facts: Mapping[str, Value], choices: Mapping[str, str]) -> dict[str, Result]:
    """What each conclusion and the condition of each finding comes to."""
    found: dict[str, Result] = {}

    def of(expression: Expr) -> Result:
        match expression:
            case Constant(value=value):
                return value
            case FactRef(name=name):
                return facts[name]
            case ParameterRef(name=name):
                return law.figures[name].value
            case ConclusionRef(name=name):
                return found[name]
            case ChoiceRef(name=name):
                return choices[name]
            case Not(operand=operand):
                return _both(lambda one, _: not one, of(operand), of(operand))
            case And(operands=operands):
                return reduce(lambda one, other: _both(min, one, other, decisive=False), map(of, operands))
            case Or(operands=operands):
                return reduce(lambda one, other: _both(max, one, other, decisive=True), map(of, operands))
            case Compare(how=how, left=left, right=right):
                return _both(COMPARED[how.value], of(left), of(right))
            case Add(left=left, right=right):
                return _both(operator.add, of(left), of(right))
            case Subtract(left=left, right=right):
                return _both(operator.sub, of(left), of(right))
            case Multiply(left=left, right=right):
                return _both(operator.mul, of(left), of(right), decisive=Fraction(0))
            case _:
                raise AssertionError(expression)  # of other subjects: `tests/test_relations.py`

    def met(rule: Rule, rules: Iterable[Rule]) -> Result:
        stronger = tuple(Not(other.when) for other in rules if rule.id in other.overrides)
        return of(And((rule.when, *stronger)))

    def ends_in(rule: Rule) -> Result:
        within = [of(part) for part in effect_expressions(rule.effect)]
        if isinstance(rule.effect, Gives):
            return within[0]
        return Hangs(_on(within).union([f"{rule.conclusion}.{rule.id}"]))

    for name, conclusion in law.conclusions.items():
        verdicts = {rule.id: met(rule, conclusion.rules) for rule in conclusion.rules}
        hold = [rule for rule in conclusion.rules if verdicts[rule.id] is True]
        may = hold or [rule for rule in conclusion.rules if verdicts[rule.id] is not False]
        results = [ends_in(rule) for rule in may]
        same_value = not any(isinstance(result, Hangs) for result in results) and len(set(results)) == 1
        same_formula = isinstance(may[0].effect, Gives) and len({rule.effect for rule in may}) == 1
        common = frozenset.intersection(*(_on([result]) for result in results))
        one = len(may) == 1 or same_value or same_formula
        found[name] = results[0] if one else Hangs(_on(verdicts.values()) | common)
    return found | {name: of(finding.when) for name, finding in law.findings.items()}


def _both(compute: Callable[..., Value], one: Result, other: Result, decisive: Value | None = None) -> Result:
    if decisive is not None and decisive in (one, other):
        return decisive
    return Hangs(_on([one, other])) if _on([one, other]) else compute(one, other)


def _on(results: Iterable[Result]) -> frozenset[str]:
    return frozenset().union(*(result.on for result in results if isinstance(result, Hangs)))
