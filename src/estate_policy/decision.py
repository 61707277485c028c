"""One subject decided under the law of a day: an answer for each conclusion, with what it rests on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from fractions import Fraction
from types import MappingProxyType
from typing import get_args

import attrs

from estate_policy.answer import Alternative, Answer
from estate_policy.errors import FactError, Problem, UnknownConclusionError, UnknownEngineError
from estate_policy.explanation import explain_answer, explain_decision
from estate_policy.given import refuse_other_members
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.engines import READERS, Engine
from estate_policy.interpreters.exact import Case, Reader, assignments_of, conclude, noticed
from estate_policy.interpreters.prose import Voice
from estate_policy.kinds import Value
from estate_policy.law import Conclusion, Finding, LawInForce
from estate_policy.messages import Message
from estate_policy.record import decision_record
from estate_policy.schema import QuantityFact, facts_of, is_event, subject_name
from estate_policy.terms import Language


@attrs.frozen(repr=False, unsafe_hash=False)
class Decision(Mapping[str, Answer]):
    """The answers about one subject under the law of a day, by the names of the conclusions, and the findings."""

    law: LawInForce = attrs.field(eq=lambda law: (law.policy.digest, law.day))
    subject: attrs.AttrsInstance
    records_complete: bool
    unknown_events: frozenset[str]
    answers: Mapping[str, Answer]
    findings: tuple[Finding, ...]
    engine: Engine = attrs.field(eq=False)

    def __getitem__(self, name: str) -> Answer:
        """The answer about one conclusion."""
        if name not in self.answers:
            message = Message("no-such-conclusion", {"name": name})
            raise UnknownConclusionError(Problem(message, hint=_allowed(self.answers)))
        return self.answers[name]

    def __iter__(self) -> Iterator[str]:
        """The names of the conclusions, each after those it reads."""
        return iter(self.answers)

    def __len__(self) -> int:
        """How many conclusions there are."""
        return len(self.answers)

    def __repr__(self) -> str:
        """The subject, the day and the headline; the trace would fill pages."""
        return f"<Decision on {self.law.day}: {self.headline!r} about {self.subject!r}>"

    @property
    def headline(self) -> Answer | None:
        """The answer that a person wants first, if the policy names one."""
        name = self.law.policy.headlines.get(subject_name(type(self.subject)))
        return None if name is None else self.answers.get(name)

    def explain(self, language: Language = "zh", conclusion: str | None = None) -> str:
        """The decision in words: the headline and what it rests on in full, the rest in a line each, the findings.

        With the name of a conclusion, that answer alone, in full.
        """
        if language not in get_args(Language):
            known = f"the languages are {', '.join(get_args(Language))}, not {language!r}"
            raise ValueError(known)
        voice = Voice(self.law, subject_name(type(self.subject)), language)
        if conclusion is not None:
            return explain_answer(self[conclusion], self.subject, voice)
        return explain_decision(self.subject, self.headline, list(self.values()), self.findings, voice)

    def to_dict(self) -> dict[str, object]:
        """The decision as plain data, as `docs/schema/decision-1.json` describes it; it round-trips as JSON."""
        events = {"records_complete": self.records_complete, "unknown_events": sorted(self.unknown_events)}
        return decision_record(self.law, self.subject, list(self.values()), self.findings, events)


def decide(
    law: LawInForce,
    subject: attrs.AttrsInstance,
    *,
    records_complete: bool = True,
    unknown_events: Collection[str] = (),
    engine: Engine = "confirmed",
) -> Decision:
    """Decide every conclusion about one subject.

    Facts that are `None` are unknown. A recorded event that is `None` did not happen, on the assumption that the
    record is complete; `records_complete=False` withdraws it, and such events are unknown too. `unknown_events`
    withdraws it for those named alone: it is on record that nobody knows whether they happened.

    By `engine`, durable-rules matches the rules and `exact` confirms each match (`confirmed`), durable-rules matches
    them alone (`durable`), or they are read without it (`exact`); the decision is the same.

    `FactError` where the policy is not about such a subject, a fact is no member of the enumeration that the policy
    declares for it, or a name is not of a recorded event. `EngineMissingError` where
    durable-rules is not installed, `EngineFaultError` where it fails, `EnginesDisagreeError` where the two differ.
    """
    if engine not in READERS:
        raise UnknownEngineError(Problem(Message("no-such-engine", {"name": str(engine)}), hint=_allowed(READERS)))
    name = _subject_name(law, subject)
    refuse_other_members(subject, law.policy.enumerations)
    unknown = _unknown_events(type(subject), unknown_events)
    case = _case(law, subject, unknown if records_complete else facts_of(type(subject)), READERS[engine])
    answers = {
        conclusion.name: _answer(case, conclusion)
        for conclusion in law.conclusions.values()
        if conclusion.subject == name
    }
    findings = tuple(noticed(case, preferred(law)))
    return Decision(law, subject, records_complete, unknown, MappingProxyType(answers), findings, engine)


def _subject_name(law: LawInForce, subject: attrs.AttrsInstance) -> str:
    """How the policy calls the subject; `FactError` where it is about none such."""
    name = subject_name(type(subject))
    if law.policy.subjects.get(name) is not type(subject):
        message = Message("not-a-subject", {"type": type(subject).__name__})
        hint = _allowed(one.__name__ for one in law.policy.subjects.values())
        raise FactError(Problem(message, hint=hint))
    return name


def _unknown_events(subject: type, named: Collection[str]) -> frozenset[str]:
    """The recorded events that are named; `FactError` where one is none."""
    events = [name for name, fact in facts_of(subject).items() if is_event(fact)]
    others = {named} if isinstance(named, str) else set(named) - set(events)
    if others:
        raise FactError(
            [Problem(Message("not-an-event", {"name": str(name)}), hint=_allowed(events)) for name in sorted(others)]
        )
    return frozenset(named)


def _allowed(names: Iterable[str]) -> Message:
    return Message("expects-members", {"members": ", ".join(names)})


def _case(law: LawInForce, subject: attrs.AttrsInstance, unknown_events: Collection[str], read: Reader) -> Case:
    facts: dict[str, Value | None] = {}
    presumed: set[str] = set()
    for name, fact in facts_of(type(subject)).items():
        value = getattr(subject, name)
        if value is None and fact.absent is not None and name not in unknown_events:
            value = fact.absent
            presumed.add(name)
        facts[name] = Fraction(value) if isinstance(fact, QuantityFact) and value is not None else value
    return Case(law, subject_name(type(subject)), facts, frozenset(presumed), read)


def _answer(case: Case, conclusion: Conclusion) -> Answer:
    alternatives: list[Alternative] = []
    first, *others = assignments_of(case.law, conclusion.name)
    concluded = conclude(case, conclusion.name, first.choices)
    for other in others:
        outcome = conclude(case, conclusion.name, other.choices).outcome
        if outcome != concluded.outcome:
            changes = other.changes
            said = (one for one in alternatives if one.outcome == outcome and one.readings.items() <= changes.items())
            if not any(said):
                alternatives.append(Alternative(changes, outcome))
    return Answer(conclusion.name, conclusion, concluded, tuple(alternatives), case)
