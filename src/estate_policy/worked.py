"""The examples of a policy, each worked on its day: what comes out otherwise, and what none of them uses."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, NotInForceError, Problem, RulesDisagreeError
from estate_policy.figures import digits_of
from estate_policy.given import made
from estate_policy.interpreters.choices import adopting
from estate_policy.interpreters.engines import Engine
from estate_policy.kinds import Value
from estate_policy.law import Example, Expectation, LawInForce, Period, Policy, covers
from estate_policy.messages import Message
from estate_policy.outcome import Known
from estate_policy.stretches import days_text, first_day, stretches
from estate_policy.terms import Term

_NOTHING = Term("无", "nothing")


@attrs.frozen
class _Day:
    """A stretch of time with the law of a day of it."""

    stretch: Period
    law: LawInForce


@attrs.define
class _Seen:
    """What the examples have met so far: rules, findings, stretches of time, laws with other options."""

    rules: set[tuple[str, str]] = attrs.field(factory=set)
    findings: set[str] = attrs.field(factory=set)
    days: list[_Day] = attrs.field(factory=list)
    laws: dict[object, LawInForce] = attrs.field(factory=dict)


def worked(policy: Policy, engine: Engine) -> Iterator[Problem]:
    """The examples that come out otherwise; the rules, findings and stretches of time that none of them meets.

    An example without a day is worked in the last stretch of time. One that cannot be decided is a problem of its own.
    """
    days = [_Day(stretch, policy.on(first_day(stretch))) for stretch in stretches(policy)]
    seen = _Seen()
    for example in policy.examples:
        try:
            yield from _worked(policy, example, days, seen, engine)
        except (FactError, NotInForceError, RulesDisagreeError) as error:
            yield from (Problem(one.message, example.location, one.hint) for one in error.problems)
    yield from _unused(policy, seen)
    if not policy.amendments:
        yield from _unvisited(days, seen)


def _worked(policy: Policy, example: Example, days: list[_Day], seen: _Seen, engine: Engine) -> Iterator[Problem]:
    day = _day_of(policy, example, days)
    class_ = policy.subjects[example.subject]
    subject, unknown = made(class_, example.facts)
    law = _law_of(policy, example, day, seen)
    decision = decide(law, subject, unknown_events=unknown, engine=engine)
    seen.days.append(day)
    seen.rules |= _used(decision)
    seen.findings |= {finding.name for finding in decision.findings}
    yield from _differences(example, decision)


def _law_of(policy: Policy, example: Example, day: _Day, seen: _Seen) -> LawInForce:
    """The law of a day, or what it is under the options and figures that an example names."""
    if not example.under:
        return day.law
    key = day.stretch, tuple(example.under.items())
    if key not in seen.laws:
        seen.laws[key] = adopting(policy, example.under).on(day.law.day)
    return seen.laws[key]


def _day_of(policy: Policy, example: Example, days: list[_Day]) -> _Day:
    """The stretch of time of an example; `NotInForceError` if no document is in force on its day."""
    if example.on is None:
        return days[-1]
    policy.on(example.on)
    return next(day for day in days if covers(day.stretch, example.on))


def _used(decision: Decision) -> set[tuple[str, str]]:
    """The rules that give an answer under any of its readings."""
    concluded = (one for answer in decision.values() for one in answer.case.concluded.values())
    return {(rule.conclusion, rule.id) for one in concluded for rule in one.rules}


def _unused(policy: Policy, seen: _Seen) -> Iterator[Problem]:
    for conclusion in policy.conclusions.values():
        for rule in conclusion.rules:
            if (conclusion.name, rule.id) not in seen.rules and _own(policy, rule.citation.document):
                yield Problem(Message("rule-unused", {"rule": f"{conclusion.name}.{rule.id}"}), rule.location)
    for finding in policy.findings.values():
        if finding.name not in seen.findings and _own(policy, finding.citation.document):
            yield Problem(Message("finding-unused", {"finding": finding.name}), finding.location)


def _own(policy: Policy, document: str) -> bool:
    """Whether examples must meet what a document says: of an amended policy, what its amendments say."""
    return not policy.amendments or document in {amendment.name for amendment in policy.amendments}


def _unvisited(days: list[_Day], seen: _Seen) -> Iterator[Problem]:
    """The stretches whose figures or rules are not those of any example."""
    met = [_in_force(day.law) for day in seen.days]
    for day in days:
        if _in_force(day.law) not in met:
            document = next(one for one in day.law.policy.documents.values() if covers(one.in_force, day.law.day))
            hint = Message("add-example", {"day": str(day.stretch.start or day.stretch.end)})
            yield Problem(Message("days-unused", {"days": days_text([day.stretch])}), document.location, hint)


def _in_force(law: LawInForce) -> tuple[object, ...]:
    figures = {name: figure.value for name, figure in law.figures.items()}
    rules = {(name, rule.id) for name, conclusion in law.conclusions.items() for rule in conclusion.rules}
    return figures, rules, set(law.findings)


def _differences(example: Example, decision: Decision) -> Iterator[Problem]:
    for expected in example.expects:
        if expected.conclusion not in decision:
            message = Message("no-such-conclusion", {"name": expected.conclusion})
            yield Problem(message, expected.location, Message("say-day"))
            continue
        for what, wanted, found in _compare(expected, decision[expected.conclusion]):
            if wanted != found:
                details = {"example": example.name, "what": what, "wanted": wanted, "found": found}
                yield Problem(Message("example-differs", details), expected.location)
    if example.findings is not None:
        wanted_findings, found_findings = sorted(example.findings), sorted(one.name for one in decision.findings)
        if wanted_findings != found_findings:
            details = {
                "example": example.name,
                "what": "findings",
                "wanted": ", ".join(wanted_findings) or _NOTHING,
                "found": ", ".join(found_findings) or _NOTHING,
            }
            yield Problem(Message("example-differs", details), example.location)


def _compare(expected: Expectation, answer: Answer) -> Iterator[tuple[str, str | Term, str | Term]]:
    """What an example says of an answer, as wanted and as found."""
    name = expected.conclusion
    yield name, expected.standing, answer.standing.value
    found = answer.outcome.value if isinstance(answer.outcome, Known) else None
    if expected.value is not None:
        yield name, _shown(expected.value), _shown(found)
    if expected.low is not None:
        yield f"{name} low", _shown(expected.low), _bound(answer.low)
    if expected.high is not None:
        yield f"{name} high", _shown(expected.high), _bound(answer.high)
    if expected.rule is not None:
        yield f"{name} rule", expected.rule, "|".join(answer.rules) or _NOTHING
    if expected.unstated is not None:
        wanted, found_unstated = (", ".join(sorted(one)) or _NOTHING for one in (expected.unstated, answer.unstated))
        yield f"{name} unstated", wanted, found_unstated
    if expected.missing is not None:
        wanted, found_missing = (", ".join(sorted(one)) or _NOTHING for one in (expected.missing, answer.missing))
        yield f"{name} missing", wanted, found_missing


def _bound(end: Decimal | Fraction | None) -> str | Term:
    return _NOTHING if end is None else _shown(Fraction(end))


def _shown(value: Value | None) -> str | Term:
    if value is None or isinstance(value, str):
        return value or _NOTHING
    return str(value).lower() if isinstance(value, bool) else digits_of(value)
