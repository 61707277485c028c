"""The full record of why an answer came out: every rule with its reasons, what was read, what is assumed."""

from collections.abc import Iterable, Iterator, Mapping

import attrs

from estate_policy.answer import Answer
from estate_policy.dissection import Dissected, Part, Reach, Reference, dissected
from estate_policy.expr import Constant, Expr, Not
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.exact import Case, Meaning, conclude
from estate_policy.kinds import Truth
from estate_policy.law import Assumption, Conclusion, Gives, Rule
from estate_policy.outcome import FALSE, Open, Outcome


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
    law = dissected(case.law)
    parts = law.parts(conclusion)
    steps = tuple(
        Step(rule, verdict, tuple(dict.fromkeys(deciding(part.condition, verdict, case, law.choices))))
        for rule, part, verdict in zip(conclusion.rules, parts, answer.concluded.conditions, strict=True)
    )
    grounds = _grounds(answer, law)
    reads = tuple(
        Read(reference, means(case, law.choices))
        for reference, means in _references(steps, grounds, law, case.subject).items()
    )
    reached = list(_reached(case, conclusion, law))
    return Trace(steps, grounds, reads, _assumptions(case, reached), _presumed(case, reached))


def _grounds(answer: Answer, law: Dissected) -> tuple[Reason, ...]:
    """What decides the truth that the rules give; nothing for quantities and members, whose formula shows it."""
    case, choices = answer.case, law.choices
    given = zip(answer.conclusion.rules, law.parts(answer.conclusion), strict=True)
    truths = [truth for rule, parts in given if rule in answer.concluded.rules for truth in parts.grounds]
    found = (one for truth in truths for one in deciding(truth, truth.meaning(case, choices), case, choices))
    return tuple(dict.fromkeys(found))


def _references(
    steps: Iterable[Step], grounds: Iterable[Reason], law: Dissected, subject: str
) -> Mapping[Reference, Meaning]:
    """What the reasons and the formulas of rules that are not ruled out read, in the order of the policy."""
    tops: list[Expr] = []
    for step in steps:
        tops += [reason.part for reason in step.reasons]
        if isinstance(step.rule.effect, Gives) and step.verdict != FALSE and not grounds:
            tops.append(step.rule.effect.value)
    tops += [reason.part for reason in grounds]
    return {reference: means for top in tops for reference, means in law.references(top, subject)}


def deciding(part: Part, outcome: Outcome, case: Case, choices: Choices) -> Iterator[Reason]:
    """The parts by which a truth is so, is not or is open; those that made no difference are left out."""
    if not part.parts:
        if not isinstance(part.expression, Constant):
            yield Reason(part.expression, outcome)
        return
    for one in part.parts:
        met = one.meaning(case, choices)
        if isinstance(part.expression, Not) or _weighs(met, outcome):
            yield from deciding(one, met, case, choices)


def _weighs(operand: Outcome, whole: Outcome) -> bool:
    return isinstance(operand, Open) if isinstance(whole, Open) else operand == whole


def _reached(
    case: Case, conclusion: Conclusion, law: Dissected
) -> Iterator[tuple[Conclusion, list[Rule], list[Reach]]]:
    """The conclusion and those it reads, directly or not: the rules that are not ruled out, and what was read."""
    pending, seen = [conclusion], {conclusion.name}
    for one in pending:
        conditions = conclude(case, one.name, law.choices).conditions
        every = list(zip(one.rules, law.parts(one), conditions, strict=True))
        left = [(rule, parts) for rule, parts, met in every if met != FALSE]
        reach = [*(parts.condition_reach for _, parts, _ in every), *(parts.effect_reach for _, parts in left)]
        yield one, [rule for rule, _ in left], reach
        names = dict.fromkeys(name for read in reach for name in read.conclusions if name not in seen)
        seen.update(names)
        pending += [case.law.conclusions[name] for name in names]


def _assumptions(case: Case, reached: Iterable[tuple[Conclusion, list[Rule], list[Reach]]]) -> tuple[Assumption, ...]:
    """Every assumption on which the answer rests, in the order of the policy."""
    names: set[str] = set()
    for conclusion, rules, reach in reached:
        names.update(conclusion.assumes, *(rule.assumes for rule in rules), *(read.assumptions for read in reach))
    return tuple(assumption for name, assumption in case.law.policy.assumptions.items() if name in names)


def _presumed(case: Case, reached: Iterable[tuple[Conclusion, list[Rule], list[Reach]]]) -> tuple[str, ...]:
    """The recorded events read of which none is on record."""
    read = {name for _, _, reach in reached for one in reach for name in one.facts}
    return tuple(name for name in case.facts if name in read & case.presumed)


def is_formula(conclusion: Conclusion) -> bool:
    """Whether a conclusion is one formula, without rules to choose from."""
    rules = conclusion.rules
    return (
        len(rules) == 1 and rules[0].when == Constant(value=True, kind=Truth()) and isinstance(rules[0].effect, Gives)
    )
