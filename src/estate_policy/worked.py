"""The examples of a policy, each worked on its day: what comes out otherwise, and what none of them uses."""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, Location, NotInForceError, Problem, RulesDisagreeError
from estate_policy.figures import digits_of
from estate_policy.given import made
from estate_policy.interpreters.choices import adopting
from estate_policy.interpreters.engines import Engine
from estate_policy.kinds import Value
from estate_policy.law import Example, Expectation, LawInForce, Period, Policy, covers
from estate_policy.messages import Message
from estate_policy.outcome import Known
from estate_policy.stretches import days_text, first_day, stretches
from estate_policy.terms import Language, Term
from estate_policy.unshown import unexpected, unused

_NOTHING = Term("无", "nothing")


@attrs.frozen
class _Day:
    """A stretch of time with the law of a day of it."""

    stretch: Period
    law: LawInForce


@attrs.frozen
class _Differing:
    """What of an example comes out otherwise; nothing is wanted of a conclusion that there is not on its day."""

    what: str
    wanted: str | Term | None
    found: str | Term
    location: Location


@attrs.define
class _Seen:
    """What the examples have met so far: rules, findings, stretches of time, laws with other options."""

    rules: set[tuple[str, str]] = attrs.field(factory=set)
    findings: set[str] = attrs.field(factory=set)
    days: list[_Day] = attrs.field(factory=list)
    laws: dict[object, LawInForce] = attrs.field(factory=dict)


def worked(policy: Policy, engine: Engine) -> Iterator[Problem]:
    """The examples that come out otherwise; what none of them meets: rules, findings, conclusions, stretches of time.

    An example without a day is worked in the last stretch of time in which its document is in force. One that cannot be
    decided is a problem of its own.
    """
    days = [_Day(stretch, policy.on(first_day(stretch))) for stretch in stretches(policy)]
    seen = _Seen()
    for example in policy.examples:
        try:
            yield from _worked(policy, example, days, seen, engine)
        except (FactError, NotInForceError, RulesDisagreeError) as error:
            yield from (Problem(one.message, example.location, one.hint) for one in error.problems)
    yield from unused(policy, seen.rules, seen.findings)
    yield from unexpected(policy)
    if not policy.amendments:
        yield from _unvisited(days, seen)


def turned(policy: Policy, amended: Policy, engine: Engine) -> Iterator[Problem]:
    """The examples of a policy that come out otherwise once it is amended, which is no fault of either.

    One without a day is worked in the last stretch of time in which an amendment is in force.
    """
    every = [_Day(stretch, amended.on(first_day(stretch))) for stretch in stretches(amended)]
    latest = [day for day in every if day.law.amendments] or every
    before, after = _Seen(), _Seen()
    for example in policy.examples:
        try:
            day = _day_of(amended, example, latest if example.on is None else every)
            differing = list(_differing(example, _decided(amended, example, day, after, engine)))
            if differing:
                unamended = _Day(day.stretch, policy.on(day.law.day))
                already = list(_differing(example, _decided(policy, example, unamended, before, engine)))
                differing = [one for one in differing if one not in already]
        except (FactError, NotInForceError, RulesDisagreeError) as error:
            yield from (Problem(one.message, example.location, one.hint) for one in error.problems)
            continue
        if differing:
            chinese, english = ([_turn(one, language) for one in differing] for language in get_args(Language))
            changes = Term("；".join(chinese), "; ".join(english))
            yield Problem(Message("example-turned", {"example": example.name, "changes": changes}), example.location)


def _worked(policy: Policy, example: Example, days: list[_Day], seen: _Seen, engine: Engine) -> Iterator[Problem]:
    day = _day_of(policy, example, days)
    seen.days.append(day)
    decision = _decided(policy, example, day, seen, engine)
    seen.rules |= _used(decision)
    seen.findings |= {finding.name for finding in decision.findings}
    for one in _differing(example, decision):
        if one.wanted is None:
            yield Problem(Message("no-such-conclusion", {"name": one.what}), one.location, Message("say-day"))
        else:
            details = {"example": example.name, "what": one.what, "wanted": one.wanted, "found": one.found}
            yield Problem(Message("example-differs", details), one.location)


def _decided(policy: Policy, example: Example, day: _Day, seen: _Seen, engine: Engine) -> Decision:
    """An example by the law of a day, with what it says to adopt and to state."""
    subject, unknown = made(policy.subjects[example.subject], example.facts)
    return decide(_law_of(policy, example, day, seen), subject, unknown_events=unknown, engine=engine)


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
        document = policy.documents[example.document]
        return next((day for day in reversed(days) if covers(document.in_force, day.law.day)), days[-1])
    policy.on(example.on)
    return next(day for day in days if covers(day.stretch, example.on))


def _used(decision: Decision) -> set[tuple[str, str]]:
    """The rules that give an answer under any of its readings."""
    concluded = (one for answer in decision.values() for one in answer.case.concluded.values())
    return {(rule.conclusion, rule.id) for one in concluded for rule in one.rules}


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


def _differing(example: Example, decision: Decision) -> Iterator[_Differing]:
    for expected in example.expects:
        if expected.conclusion not in decision:
            yield _Differing(expected.conclusion, None, _NOTHING, expected.location)
            continue
        for what, wanted, found in _compare(expected, decision[expected.conclusion]):
            if wanted != found:
                yield _Differing(what, wanted, found, expected.location)
    if example.findings is not None:
        wanted_findings, found_findings = sorted(example.findings), sorted(one.name for one in decision.findings)
        if wanted_findings != found_findings:
            wanted, found = (", ".join(names) or _NOTHING for names in (wanted_findings, found_findings))
            yield _Differing("findings", wanted, found, example.location)


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


def _turn(one: _Differing, language: Language) -> str:
    """What was expected, and what it has become."""
    was, now = (side.in_language(language) if isinstance(side, Term) else side for side in (one.wanted, one.found))
    return f"{one.what} {was} → {now}" if was is not None else f"{one.what} → {now}"


def _bound(end: Decimal | Fraction | None) -> str | Term:
    return _NOTHING if end is None else _shown(Fraction(end))


def _shown(value: Value | None) -> str | Term:
    if value is None or isinstance(value, str):
        return value or _NOTHING
    return str(value).lower() if isinstance(value, bool) else digits_of(value)
