"""One subject decided under the law of a day: an answer for each conclusion, with what it rests on."""

import functools
from collections import deque
from collections.abc import Collection, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any, get_args

import attrs

from estate_policy.answer import Alternative, Answer
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
    """The answers about one subject under the law of a day, by the names of the conclusions, and the findings.

    Of a member of a whole that was decided, each is worked out when it is asked for.
    """

    law: LawInForce = attrs.field(eq=lambda law: (law.policy.digest, law.day))
    subject: attrs.AttrsInstance
    records_complete: bool
    unknown_events: frozenset[str]
    answers: Mapping[str, Answer]
    case: Case = attrs.field(eq=False)
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

    @functools.cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What is contradictory or irregular about the subject."""
        return tuple(noticed(self.case, preferred(self.law)))

    @functools.cached_property
    def events_beneath(self) -> Mapping[str, frozenset[str]]:
        """The unknown events of the subjects that this one refers to and has, by the step that leads there."""
        return _beneath(self.unknown_events)

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
    decision = Decision(law, subject, records_complete, unknown, _Answers(case), case, engine)
    # Where rules or engines disagree, that is told here and not when somebody asks.
    deque(decision.values(), maxlen=0)
    deque(decision.findings, maxlen=0)
    return decision


def decision_on_member(decision: Decision, collection: str, member: attrs.AttrsInstance) -> Decision:
    """The decision about a member of a collection as it was taken for the whole; the law may be that of its own day."""
    step = Step(collection, getattr(member, identity_of(type(member))))
    case = (decision.case.members[collection] or {})[step.member or ""]
    unknown = decision.events_beneath.get(str(step), frozenset())
    return Decision(case.law, member, decision.records_complete, unknown, _Answers(case), case, decision.engine)


@attrs.frozen(eq=False, repr=False)
class _Answers(Mapping[str, Answer]):
    """The answers about a case, each worked out when it is first asked for."""

    case: Case
    answered: dict[str, Answer] = attrs.field(factory=dict, init=False)

    def __getitem__(self, name: str) -> Answer:
        answer = self.answered.get(name)
        if answer is None:
            answer = self.answered[name] = _answer(self.case, _about(self.case)[name])
        return answer

    def __iter__(self) -> Iterator[str]:
        return iter(_about(self.case))

    def __len__(self) -> int:
        return len(_about(self.case))

    def __contains__(self, name: object) -> bool:
        return name in _about(self.case)


def _about(case: Case) -> Mapping[str, Conclusion]:
    """The conclusions about a case, picked out once for a law."""
    picked: dict[str, Mapping[str, Conclusion]] = case.law.prepared.setdefault("about", {})
    if case.subject not in picked:
        about = {name: one for name, one in case.law.conclusions.items() if one.subject == case.subject}
        picked[case.subject] = MappingProxyType(about)
    return picked[case.subject]


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


def _beneath(events: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Events of other subjects by the step that leads there; an id may hold a point, so every point may end a step."""
    found: dict[str, set[str]] = {}
    for event in events:
        for place in (place for place, sign in enumerate(event) if sign == "."):
            found.setdefault(event[:place], set()).add(event[place + 1 :])
    return {step: frozenset(names) for step, names in found.items()}


def _allowed(names: Iterable[str]) -> Message:
    return Message("expects-members", {"members": ", ".join(names)})


@attrs.frozen
class _Made:
    """How subjects become cases: under which law, read how, and whether what is not on record did not happen.

    All of them share what is `matched`; subjects to which several refer are one case, kept in `referred`.
    """

    law: LawInForce
    read: Reader
    records_complete: bool
    matched: dict[Any, Any] = attrs.field(factory=dict)
    referred: dict[tuple[int, LawInForce, frozenset[str]], Case] = attrs.field(factory=dict)

    def case(self, class_: type, subject: attrs.AttrsInstance | None, unknown_events: Collection[str]) -> Case:
        """A subject as interpreters see it, with those that it refers to and has; `None` is that there is none."""
        facts: dict[str, Value | None] = {}
        presumed: set[str] = set()
        related: dict[str, Case | None] = {}
        members: dict[str, Mapping[str, Case] | None] = {}

        events = _beneath(unknown_events)

        def beneath(step: Step, other: type, given: attrs.AttrsInstance | None) -> Case:
            law = self._governing(other, given)
            made = self if law is self.law else attrs.evolve(self, law=law)
            unknown = events.get(str(step), frozenset())
            return made.case(other, given, unknown) if step.member else made.reference(other, given, unknown)

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
        given_ = (facts, frozenset(presumed), related, members)
        return Case(self.law, subject_name(class_), *given_, self.read, matched=self.matched)

    def reference(self, class_: type, subject: attrs.AttrsInstance | None, unknown_events: frozenset[str]) -> Case:
        """A subject that another one refers to; the same one, of which the same is unknown, is one case."""
        key = id(subject), self.law, unknown_events
        if key not in self.referred:
            self.referred[key] = self.case(class_, subject, unknown_events)
        return self.referred[key]

    def _governing(self, class_: type, subject: attrs.AttrsInstance | None) -> LawInForce:
        """The law by which a part is decided: that of its day where it has one, else that of the whole."""
        days = (getattr(subject, name, None) for name in _governing_days(class_))
        day = next((given for given in days if given is not None), None)
        return self.law if day is None else law_of_day(self.law, day)


@functools.cache
def _governing_days(class_: type) -> tuple[str, ...]:
    """The facts of a subject by whose day it is decided."""
    return tuple(name for name, fact in facts_of(class_).items() if isinstance(fact, DateFact) and fact.governs)


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
