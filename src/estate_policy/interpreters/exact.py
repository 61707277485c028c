"""The meaning of the rules: three-valued, in exact numbers. `docs/semantics.md` says the same in words."""

import functools
import itertools
import operator
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any, assert_never

import attrs

from estate_policy.errors import Problem, RulesDisagreeError
from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    Comparison,
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
from estate_policy.interpreters.possible import (
    EITHER,
    anything,
    difference,
    hull,
    possible_fact,
    product,
    total,
)
from estate_policy.kinds import Value
from estate_policy.law import Conclusion, Discretion, Gives, LawInForce, LeftTo, Rule, Silent
from estate_policy.messages import Message
from estate_policy.outcome import Bounds, Cause, Known, Missing, Open, Outcome, Possible, RuleEnd, Standing
from estate_policy.walk import choices_read, conclusions_read

_COMPARED: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.EQUAL: operator.eq,
    Comparison.UNEQUAL: operator.ne,
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE: operator.gt,
}
_NOUGHT = Known(Fraction(0))


@attrs.frozen
class Concluded:
    """What the rules of a conclusion come to: the outcome, each rule's condition, and the rules that give the outcome.

    They are one where a rule holds, several where it makes no difference which of them does, none where that is open.
    """

    outcome: Outcome
    conditions: tuple[Outcome, ...]
    rules: tuple[Rule, ...]


@attrs.frozen(eq=False)
class Case:
    """One subject under the law of a day: the facts that rules read, and what has been concluded from them.

    `presumed` are the recorded events of which none is on record, so that they are taken not to have happened.
    """

    law: LawInForce
    subject: str
    facts: Mapping[str, Value | None]
    presumed: frozenset[str] = frozenset()
    concluded: dict[tuple[str, tuple[str, ...]], Concluded] = attrs.field(factory=dict)


@functools.lru_cache(maxsize=64)
def readings_of(law: LawInForce) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion the readings on which it depends, itself or through what it reads, in their order."""
    reached: dict[str, frozenset[str]] = {}
    for name, conclusion in law.conclusions.items():
        own = frozenset(choices_read(conclusion)) & law.policy.readings.keys()
        reached[name] = own.union(*(reached[other] for other in conclusions_read(conclusion)))
    order = tuple(law.policy.readings)
    return {name: tuple(sorted(readings, key=order.index)) for name, readings in reached.items()}


def preferred(law: LawInForce) -> Mapping[str, str]:
    """The option followed of every reading and assumption."""
    adopted = {name: one.adopted for name, one in law.policy.assumptions.items() if one.adopted is not None}
    return adopted | {name: reading.preferred for name, reading in law.policy.readings.items()}


def assignments(law: LawInForce, name: str) -> Iterable[Mapping[str, str]]:
    """Every choice among the readings on which a conclusion depends; the preferred one comes first."""
    base = preferred(law)
    readings = [law.policy.readings[reading] for reading in readings_of(law)[name]]
    options = [[one.preferred, *(option for option in one.options if option != one.preferred)] for one in readings]
    for chosen in itertools.product(*options):
        yield {**base, **{reading.name: option for reading, option in zip(readings, chosen, strict=True)}}


def conclude(case: Case, name: str, choices: Mapping[str, str]) -> Concluded:
    """What a conclusion comes to when readings and assumptions are followed as chosen."""
    key = (name, tuple(choices[reading] for reading in readings_of(case.law)[name]))
    if key not in case.concluded:
        case.concluded[key] = _concluded(case, case.law.conclusions[name], choices)
    return case.concluded[key]


def evaluate(expression: Expr, case: Case, choices: Mapping[str, str]) -> Outcome:
    """The outcome of an expression; it is open only by what could change it."""

    def value(part: Expr) -> Outcome:
        return evaluate(part, case, choices)

    match expression:
        case Constant():
            return Known(expression.value)
        case FactRef():
            given = case.facts[expression.name]
            if given is not None:
                return Known(given)
            return Open(frozenset({Missing(expression.name)}), possible_fact(case.law, case.subject, expression.name))
        case ParameterRef():
            return Known(case.law.figures[expression.name].value)
        case ConclusionRef():
            return conclude(case, expression.name, choices).outcome
        case ChoiceRef():
            return Known(choices[expression.name])
        case Not():
            operand = value(expression.operand)
            return Known(not operand.value) if isinstance(operand, Known) else operand
        case And():
            return _joined([value(operand) for operand in expression.operands], decisive=False)
        case Or():
            return _joined([value(operand) for operand in expression.operands], decisive=True)
        case Compare():
            left, right = value(expression.left), value(expression.right)
            if isinstance(left, Known) and isinstance(right, Known):
                return Known(_COMPARED[expression.how](left.value, right.value))
            return _open((left, right), EITHER)
        case Add():
            return _computed(total, operator.add, value(expression.left), value(expression.right))
        case Subtract():
            return _computed(difference, operator.sub, value(expression.left), value(expression.right))
        case Multiply():
            left, right = value(expression.left), value(expression.right)
            if _NOUGHT in (left, right):
                return _NOUGHT
            return _computed(product, operator.mul, left, right)
        case _:
            assert_never(expression)


def _joined(operands: list[Outcome], *, decisive: bool) -> Outcome:
    """Conjunction (`decisive` is false) or disjunction (true): one decisive operand decides."""
    if Known(decisive) in operands:
        return Known(decisive)
    if all(isinstance(operand, Known) for operand in operands):
        return Known(not decisive)
    return _open(operands, EITHER)


def _computed(
    interval: Callable[[Bounds, Bounds], Bounds],
    exact: Callable[[Value, Value], Value],
    left: Outcome,
    right: Outcome,
) -> Outcome:
    if isinstance(left, Known) and isinstance(right, Known):
        return Known(exact(left.value, right.value))
    return _open((left, right), interval(_bounds(left), _bounds(right)))


def _bounds(outcome: Outcome) -> Bounds:
    if isinstance(outcome, Known):
        assert isinstance(outcome.value, Fraction)
        return Bounds(outcome.value, outcome.value)
    assert isinstance(outcome.possible, Bounds)
    return outcome.possible


def _open(parts: Iterable[Outcome], possible: Possible) -> Open:
    """Open by the causes of all open parts."""
    causes: frozenset[Cause] = frozenset()
    ends: frozenset[RuleEnd] = frozenset()
    for part in parts:
        if isinstance(part, Open):
            causes |= part.causes
            ends |= part.ends
    return Open(causes, possible, ends)


def _concluded(case: Case, conclusion: Conclusion, choices: Mapping[str, str]) -> Concluded:
    conditions = tuple(evaluate(rule.condition, case, choices) for rule in conclusion.rules)
    held = [rule for rule, met in zip(conclusion.rules, conditions, strict=True) if met == Known(value=True)]
    if held:
        outcomes = [_followed(rule, conclusion, case, choices) for rule in held]
        if any(outcome != outcomes[0] for outcome in outcomes):
            raise _disagreement(Message("rules-hold-together", _names(conclusion, held)), conclusion)
        return Concluded(outcomes[0], conditions, (held[0],))
    possible = [rule for rule, met in zip(conclusion.rules, conditions, strict=True) if isinstance(met, Open)]
    if not possible:
        raise _disagreement(Message("no-rule-holds", _names(conclusion, conclusion.rules)), conclusion)
    followed = [_followed(rule, conclusion, case, choices) for rule in possible]
    if len(possible) == 1 or _same(possible, followed):
        return Concluded(followed[0], conditions, tuple(possible))
    met = [one for one in conditions if isinstance(one, Open)]
    return Concluded(_one_of(met, possible, followed), conditions, ())


def _same(rules: list[Rule], outcomes: list[Outcome]) -> bool:
    """Whether it makes no difference which of the rules holds."""
    if all(isinstance(outcome, Known) for outcome in outcomes):
        return all(outcome == outcomes[0] for outcome in outcomes)
    return isinstance(rules[0].effect, Gives) and all(rule.effect == rules[0].effect for rule in rules)


def _one_of(conditions: list[Open], rules: list[Rule], outcomes: list[Outcome]) -> Open:
    """Open, because it is not known which of several rules holds. An end is a cause where it is one whichever does."""
    everything = _open((*conditions, *outcomes), EITHER)
    common = frozenset.intersection(*(_open((outcome,), EITHER).causes for outcome in outcomes))
    certain = _open(conditions, EITHER).causes | common
    ends = frozenset(cause for cause in everything.causes - certain if isinstance(cause, RuleEnd))
    # A silent rule adds no value to what is possible; an instrument still to be made could set any.
    valued = [outcome for rule, outcome in zip(rules, outcomes, strict=True) if not isinstance(rule.effect, Silent)]
    return Open(everything.causes - ends, hull(valued or outcomes), everything.ends | ends)


def _followed(rule: Rule, conclusion: Conclusion, case: Case, choices: Mapping[str, str]) -> Outcome:
    """What follows where a rule holds."""
    match rule.effect:
        case Gives():
            return evaluate(rule.effect.value, case, choices)
        case Discretion(low=None) | Discretion(high=None):
            return Open(frozenset({_end(rule)}), anything(case.law, conclusion.kind))
        case Discretion(low=low, high=high) if low is not None and high is not None:
            ends = [evaluate(low, case, choices), evaluate(high, case, choices)]
            return attrs.evolve(_open(ends, hull(ends)), causes=_open(ends, EITHER).causes | {_end(rule)})
        case Silent() | LeftTo():
            return Open(frozenset({_end(rule)}), anything(case.law, conclusion.kind))
        case _:
            raise AssertionError(rule)


def _end(rule: Rule) -> RuleEnd:
    match rule.effect:
        case Silent():
            return RuleEnd(rule.conclusion, rule.id, Standing.SILENT)
        case LeftTo():
            return RuleEnd(rule.conclusion, rule.id, Standing.DELEGATED)
        case _:
            return RuleEnd(rule.conclusion, rule.id, Standing.DISCRETIONARY)


def _disagreement(message: Message, conclusion: Conclusion) -> RulesDisagreeError:
    return RulesDisagreeError(Problem(message, conclusion.location))


def _names(conclusion: Conclusion, rules: Iterable[Rule]) -> dict[str, str]:
    return {"conclusion": conclusion.name, "rules": ", ".join(rule.id for rule in rules)}
