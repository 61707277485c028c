"""One subject decided under the law of a day: an answer for each conclusion, with what it rests on."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import get_args

import attrs

from estate_policy.answer import Alternative, Answer
from estate_policy.contribution import examples_behind
from estate_policy.duties import OwedDuty, duties_of
from estate_policy.errors import FactError, Problem, UnknownConclusionError, UnknownEngineError
from estate_policy.explanation import explain_answer, explain_decision
from estate_policy.given import refuse_other_members
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.engines import READERS, Engine
from estate_policy.interpreters.exact import Case, Reader, assignments_of, conclude, noticed
from estate_policy.interpreters.prose import Voice
from estate_policy.kinds import Value
from estate_policy.language.types import closest
from estate_policy.law import Conclusion, Finding, LawInForce
from estate_policy.messages import Message
from estate_policy.outcome import Step
from estate_policy.record import decision_record
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Identity,
    ReferenceFact,
    TextFact,
    counted,
    facts_of,
    fields_of,
    identity_of,
    is_event,
    subject_name,
)
from estate_policy.stretches import law_of_day
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
            raise UnknownConclusionError(Problem(message, hint=closest(name, self.answers) or _allowed(self.answers)))
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

    @property
    def duties(self) -> tuple[OwedDuty, ...]:
        """The duties about the subject: who is to do what, and what of it is not shown as done."""
        return duties_of(self.values())

    def explain(self, language: Language = "zh", conclusion: str | None = None) -> str:
        """The decision in words: the headline and what it rests on in full, the rest in a line each, duties, findings.

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
    withdraws it for those named alone: it is on record that nobody knows whether they happened. Those of another
    subject are named with it: `estate.merged`, `contracts[C-1].ended`.

    By `engine`, durable-rules matches the rules and `exact` confirms each match (`confirmed`), durable-rules matches
    them alone (`durable`), or they are read without it (`exact`); the decision is the same.

    `FactError` where the policy is not about such a subject, a fact is no member of the enumeration that the policy
    declares for it, or a name is not of a recorded event. `EngineMissingError` where
    durable-rules is not installed, `EngineFaultError` where it fails, `EnginesDisagreeError` where the two differ.
    """
    if engine not in READERS:
        raise UnknownEngineError(Problem(Message("no-such-engine", {"name": str(engine)}), hint=_allowed(READERS)))
    _refuse_other_subject(law, subject)
    refuse_other_members(subject, law.policy.enumerations)
    unknown = _unknown_events(subject, unknown_events)
    made = _Made(law, READERS[engine], records_complete)
    case = made.case(type(subject), subject, unknown)
    return _decided(law, subject, case, records_complete, unknown, engine)


def decision_on_member(decision: Decision, collection: str, member: attrs.AttrsInstance) -> Decision:
    """The decision about a member of a collection as it was taken for the whole; the law may be that of its own day."""
    step = Step(collection, getattr(member, identity_of(type(member))))
    case = (next(iter(decision.values())).case.members[collection] or {})[step.member or ""]
    unknown = frozenset(
        event.removeprefix(f"{step}.") for event in decision.unknown_events if event.startswith(f"{step}.")
    )
    return _decided(case.law, member, case, decision.records_complete, unknown, decision.engine)


def _decided(  # noqa: PLR0913, PLR0917 what a decision is made of
    law: LawInForce,
    subject: attrs.AttrsInstance,
    case: Case,
    records_complete: bool,  # noqa: FBT001 as decided
    unknown: frozenset[str],
    engine: Engine,
) -> Decision:
    about = (one for one in law.conclusions.values() if one.subject == case.subject)
    answers = MappingProxyType({one.name: _answer(case, one) for one in about})
    findings = tuple(noticed(case, preferred(law)))
    return Decision(law, subject, records_complete, unknown, answers, findings, engine)


def _refuse_other_subject(law: LawInForce, subject: attrs.AttrsInstance) -> None:
    """`FactError` where the policy is about no such subject."""
    name = subject_name(type(subject))
    if law.policy.subjects.get(name) is not type(subject):
        message = Message("not-a-subject", {"type": type(subject).__name__})
        hint = _allowed(one.__name__ for one in law.policy.subjects.values())
        raise FactError(Problem(message, hint=hint))


def _unknown_events(subject: attrs.AttrsInstance, named: Collection[str]) -> frozenset[str]:
    """The recorded events that are named; `FactError` where one is none."""
    events = list(_events(subject)) if named else []
    others = {named} if isinstance(named, str) else set(named) - set(events)
    if others:
        raise FactError(
            [Problem(Message("not-an-event", {"name": str(name)}), hint=_allowed(events)) for name in sorted(others)]
        )
    return frozenset(named)


def _events(subject: attrs.AttrsInstance) -> Iterator[str]:
    """The recorded events of a subject and of those that it refers to and has, as they are named."""
    for name, field in fields_of(type(subject)).items():
        value = getattr(subject, name)
        if is_event(field):
            yield name
        if isinstance(field, ReferenceFact) and value is not None:
            yield from (f"{Step(name)}.{event}" for event in _events(value))
        if isinstance(field, CollectionFact):
            for member in value or ():
                step = Step(name, getattr(member, identity_of(field.subject)))
                yield from (f"{step}.{event}" for event in _events(member))


def _allowed(names: Iterable[str]) -> Message:
    return Message("expects-members", {"members": ", ".join(names)})


@attrs.frozen
class _Made:
    """How subjects become cases: under which law, read how, and whether what is not on record did not happen."""

    law: LawInForce
    read: Reader
    records_complete: bool

    def case(self, class_: type, subject: attrs.AttrsInstance | None, unknown_events: Collection[str]) -> Case:
        """A subject as interpreters see it, with those that it refers to and has; `None` is that there is none."""
        facts: dict[str, Value | None] = {}
        presumed: set[str] = set()
        related: dict[str, Case | None] = {}
        members: dict[str, Mapping[str, Case] | None] = {}

        def beneath(step: Step, other: type, given: attrs.AttrsInstance | None) -> Case:
            events = [event.removeprefix(f"{step}.") for event in unknown_events if event.startswith(f"{step}.")]
            return attrs.evolve(self, law=self._governing(other, given)).case(other, given, events)

        for name, field in fields_of(class_).items():
            value = None if subject is None else getattr(subject, name)
            if value is None and is_event(field) and self.records_complete and name not in unknown_events:
                presumed.add(name)
            is_known = value is not None or name in presumed
            match field:
                case ReferenceFact():
                    related[name] = beneath(Step(name), field.subject, value) if is_known else None
                case CollectionFact():
                    by_id = {getattr(member, identity_of(field.subject)): member for member in value or ()}
                    each = {id_: beneath(Step(name, id_), field.subject, one) for id_, one in by_id.items()}
                    members[name] = each if is_known else None
                case TextFact() | Identity():
                    pass
                case _:
                    given = field.absent if name in presumed else value
                    facts[name] = None if given is None else counted(field, given)
        return Case(self.law, subject_name(class_), facts, frozenset(presumed), related, members, self.read)

    def _governing(self, class_: type, subject: attrs.AttrsInstance | None) -> LawInForce:
        """The law by which a part is decided: that of its day where it has one, else that of the whole."""
        days = (name for name, fact in facts_of(class_).items() if isinstance(fact, DateFact) and fact.governs)
        day = next((given for name in days if (given := getattr(subject, name, None)) is not None), None)
        return self.law if day is None else law_of_day(self.law, day)


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
    return Answer(conclusion.name, conclusion, concluded, tuple(alternatives), case, examples_behind(case, conclusion))
