"""Which engine reads the conditions of rules: durable-rules, `exact`, or durable-rules confirmed by `exact`."""

from collections.abc import Mapping
from typing import Literal

import attrs

from estate_policy.errors import EnginesDisagreeError, Problem
from estate_policy.expr import Compare, ConclusionRef, FactRef
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.durable_rules import Match, Matcher
from estate_policy.interpreters.exact import Case, Questions, Reader, evaluate, read_exactly
from estate_policy.interpreters.programs import compiled
from estate_policy.interpreters.written import written
from estate_policy.kinds import Value
from estate_policy.messages import Message
from estate_policy.outcome import FALSE, TRUE, Known, Outcome
from estate_policy.walk import nodes

Engine = Literal["confirmed", "durable", "exact"]
"""`durable`: durable-rules matches the rules; `confirmed`: and `exact` agrees about each; `exact`: without it."""


def _durable(case: Case, questions: Questions, choices: Choices) -> tuple[Outcome, ...]:
    """Answer questions as durable-rules matches them; why one is open is told by what it means."""
    found = _matched(case, questions, choices)
    pairs = zip(found.match.verdicts, questions.meanings, strict=True)
    outcomes = [TRUE if holds else meant(case, choices) if holds is None else FALSE for holds, meant in pairs]
    return _agreed(tuple(outcomes), found, case, questions, choices)


def _confirmed(case: Case, questions: Questions, choices: Choices) -> tuple[Outcome, ...]:
    """Answer questions by what they mean, where durable-rules matches them so."""
    return _agreed(read_exactly(case, questions, choices), _matched(case, questions, choices), case, questions, choices)


READERS: Mapping[Engine, Reader] = {"confirmed": _confirmed, "durable": _durable, "exact": read_exactly}


@attrs.frozen
class _Found:
    """What durable-rules was given, and what it made of it."""

    values: tuple[int | None, ...]
    match: Match


def _matched(case: Case, questions: Questions, choices: Choices) -> _Found:
    """What durable-rules matches; for the same values once a decision, whichever choices and members lead to them."""
    matchers: dict[str, Matcher] = case.law.prepared.setdefault("matchers", {})
    matcher = matchers.get(questions.name)
    if matcher is None:
        matcher = matchers[questions.name] = Matcher(compiled(questions, case.law))
    values = tuple([one.reading(case, choices) for one in matcher.program.properties])
    key = questions, values
    found: _Found | None = case.matched.get(key)
    if found is None:
        found = case.matched[key] = _Found(values, matcher.match(values))
    return found


def _agreed(
    outcomes: tuple[Outcome, ...], found: _Found, case: Case, questions: Questions, choices: Choices
) -> tuple[Outcome, ...]:
    """The outcomes, if durable-rules says the same of each question; `EnginesDisagreeError` if it does not."""
    if tuple([_verdict(outcome) for outcome in outcomes]) == found.match.verdicts:
        return outcomes
    properties = case.law.prepared["matchers"][questions.name].program.properties
    given = [f"{one.says}: {_shown(value)}" for one, value in zip(properties, found.values, strict=True)]
    problems = []
    for question, outcome, holds in zip(questions.asked, outcomes, found.match.verdicts, strict=True):
        if _verdict(outcome) is not holds:
            parts = [part for part in nodes(question) if isinstance(part, FactRef | ConclusionRef | Compare)]
            read = {written(part): _verdict(evaluate(part, case, choices)) for part in parts}
            details = {
                "name": questions.name,
                "condition": written(question),
                "matched": _shown(holds),
                "given": ", ".join(given),
                "fired": ", ".join(found.match.fired),
                "exact": _shown(_verdict(outcome)),
                "read": ", ".join(f"{part}: {_shown(value)}" for part, value in read.items()),
            }
            problems.append(Problem(Message("engines-disagree", details)))
    raise EnginesDisagreeError(problems)


def _verdict(outcome: Outcome) -> Value | None:
    return outcome.value if isinstance(outcome, Known) else None


def _shown(value: Value | int | None) -> str:
    return "?" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
