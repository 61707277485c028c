"""One subject decided under the law of a day: an answer for each conclusion, with what it rests on."""

import functools
from collections import deque
from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType

import attrs

from estate_policy.answer import Alternative, Answer
from estate_policy.arguments import refuse_other_law
from estate_policy.duties import OwedDuty, duties_of
from estate_policy.errors import FactError, Problem, UnknownConclusionError, UnknownEngineError
from estate_policy.explanation import explain_answer, explain_decision
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.engines import READERS, Engine
from estate_policy.interpreters.exact import Case, assignments_of, conclude, noticed
from estate_policy.interpreters.voice import Voice
from estate_policy.law import Conclusion, Finding, LawInForce
from estate_policy.maker import Maker, events_beneath, named_events
from estate_policy.members import refuse_other_members
from estate_policy.messages import Message, closest, one_of
from estate_policy.outcome import Step
from estate_policy.record import decision_record
from estate_policy.schema import identity_of, subject_name
from estate_policy.shown import shortened
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
            raise UnknownConclusionError(Problem(message, hint=closest(name, self.answers) or one_of(self.answers)))
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
        return events_beneath(self.unknown_events)

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
        raise UnknownEngineError(Problem(Message("no-such-engine", {"name": str(engine)}), hint=one_of(READERS)))
    refuse_other_law(law)
    refuse_other_subject(law, type(subject))
    refuse_other_members(subject, law.policy.enumerations)
    unknown = named_events(subject, unknown_events)
    made = Maker(law, READERS[engine], records_complete)
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


def refuse_other_subject(law: LawInForce, subject: type) -> None:
    """`FactError` where the policy is about no such subject."""
    if subject not in law.policy.subjects.values():
        message = Message("not-a-subject", {"type": getattr(subject, "__name__", shortened(subject))})
        hint = one_of(one.__name__ for one in law.policy.subjects.values())
        raise FactError(Problem(message, hint=hint))


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
