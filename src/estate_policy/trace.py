"""The full record of why an answer came out: every rule with its reasons, what was read, what is assumed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import assert_never

import attrs

from estate_policy.answer import Answer
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
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, conclude, evaluate
from estate_policy.kinds import Truth
from estate_policy.law import Assumption, Conclusion, Gives, Rule
from estate_policy.outcome import Known, Open, Outcome
from estate_policy.walk import effect_expressions, nodes

Reference = FactRef | ParameterRef | ConclusionRef | ChoiceRef


@attrs.frozen
class Read:
    """Something a rule looked at, and what it found."""

    reference: Reference
    outcome: Outcome


@attrs.frozen
class Reason:
    """A part of a condition that decides it, or keeps it open: a truth or a comparison, with what came of it."""

    part: Expr
    outcome: Outcome


@attrs.frozen
class Step:
    """One rule: what came of its condition, and the parts that made it so."""

    rule: Rule
    verdict: Outcome
    reasons: tuple[Reason, ...]


@attrs.frozen
class Trace:
    """How one answer came about, under the preferred readings; `grounds` are the parts that decide a truth it gives."""

    steps: tuple[Step, ...]
    grounds: tuple[Reason, ...]
    reads: tuple[Read, ...]
    assumptions: tuple[Assumption, ...]
    presumed: tuple[str, ...]


def trace(answer: Answer) -> Trace:
    """The record of one answer."""
    case, conclusion = answer.case, answer.conclusion
    choices = preferred(case.law)
    steps = tuple(
        Step(rule, verdict, tuple(dict.fromkeys(_reasons(rule.condition, case, choices))))
        for rule, verdict in zip(conclusion.rules, answer.concluded.conditions, strict=True)
    )
    grounds = _grounds(answer, choices)
    references = _references(steps, grounds)
    reads = tuple(Read(reference, evaluate(reference, case, choices)) for reference in references)
    reached = list(_reached(case, conclusion, choices))
    return Trace(steps, grounds, reads, _assumptions(case, reached), _presumed(case, reached))


def _grounds(answer: Answer, choices: Mapping[str, str]) -> tuple[Reason, ...]:
    """What decides the truth that the rules give; nothing for quantities and members, whose formula shows it."""
    if not isinstance(answer.conclusion.kind, Truth):
        return ()
    found = (reason for value in _effects(answer.concluded.rules) for reason in _reasons(value, answer.case, choices))
    return tuple(dict.fromkeys(found))


def _references(steps: Iterable[Step], grounds: Iterable[Reason]) -> list[Reference]:
    """What the reasons and the formulas of rules that are not ruled out read, in the order of the policy."""
    tops: list[Expr] = []
    for step in steps:
        tops += [reason.part for reason in step.reasons]
        if isinstance(step.rule.effect, Gives) and step.verdict != Known(value=False) and not grounds:
            tops.append(step.rule.effect.value)
    tops += [reason.part for reason in grounds]
    found = (node for top in tops for node in nodes(top))
    return list(dict.fromkeys(node for node in found if isinstance(node, Reference)))


def _reasons(condition: Expr, case: Case, choices: Mapping[str, str]) -> Iterator[Reason]:
    """The parts by which a condition is true, false or open; those that made no difference are left out."""
    outcome = evaluate(condition, case, choices)
    match condition:
        case Constant():
            return
        case And() | Or():
            for operand in condition.operands:
                if _weighs(evaluate(operand, case, choices), outcome):
                    yield from _reasons(operand, case, choices)
        case Not():
            yield from _reasons(condition.operand, case, choices)
        case FactRef() | ParameterRef() | ConclusionRef() | ChoiceRef() | Compare() | Add() | Subtract() | Multiply():
            yield Reason(condition, outcome)
        case _:
            assert_never(condition)


def _weighs(operand: Outcome, whole: Outcome) -> bool:
    return isinstance(operand, Open) if isinstance(whole, Open) else operand == whole


def _reached(case: Case, conclusion: Conclusion, choices: Mapping[str, str]) -> Iterator[tuple[Conclusion, list[Rule]]]:
    """The conclusion and those it reads, directly or not, each with the rules that are not ruled out."""
    pending, seen = [conclusion], {conclusion.name}
    while pending:
        one = pending.pop(0)
        conditions = conclude(case, one.name, choices).conditions
        rules = [rule for rule, met in zip(one.rules, conditions, strict=True) if met != Known(value=False)]
        yield one, rules
        for top in (*(rule.condition for rule in one.rules), *_effects(rules)):
            for node in nodes(top):
                if isinstance(node, ConclusionRef) and node.name not in seen:
                    seen.add(node.name)
                    pending.append(case.law.conclusions[node.name])


def _effects(rules: Iterable[Rule]) -> Iterator[Expr]:
    for rule in rules:
        yield from effect_expressions(rule.effect)


def _assumptions(case: Case, reached: Iterable[tuple[Conclusion, list[Rule]]]) -> tuple[Assumption, ...]:
    """Every assumption on which the answer rests, in the order of the policy."""
    policy = case.law.policy
    names: set[str] = set()
    for conclusion, rules in reached:
        names.update(conclusion.assumes, *(rule.assumes for rule in rules))
        for top in (*(rule.condition for rule in conclusion.rules), *_effects(rules)):
            for node in nodes(top):
                if isinstance(node, ChoiceRef):
                    names.add(node.name)
                elif isinstance(node, ParameterRef):
                    names.add(policy.parameters[node.name].assumption or "")
    return tuple(assumption for name, assumption in policy.assumptions.items() if name in names)


def _presumed(case: Case, reached: Iterable[tuple[Conclusion, list[Rule]]]) -> tuple[str, ...]:
    """The recorded events read of which none is on record."""
    read = {
        node.name
        for conclusion, rules in reached
        for top in (*(rule.condition for rule in conclusion.rules), *_effects(rules))
        for node in nodes(top)
        if isinstance(node, FactRef)
    }
    return tuple(name for name in case.facts if name in read & case.presumed)


def is_formula(conclusion: Conclusion) -> bool:
    """Whether a conclusion is one formula, without rules to choose from."""
    rules = conclusion.rules
    return (
        len(rules) == 1 and rules[0].when == Constant(value=True, kind=Truth()) and isinstance(rules[0].effect, Gives)
    )
