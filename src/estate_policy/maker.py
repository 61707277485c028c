"""How subjects become cases, as interpreters see them."""

import functools
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import attrs

from estate_policy.arguments import several
from estate_policy.errors import FactError, Problem
from estate_policy.interpreters.exact import Case, Reader
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.messages import Message, one_of
from estate_policy.outcome import Step
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


@attrs.frozen
class Maker:
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

        events = events_beneath(unknown_events)

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


def named_events(subject: attrs.AttrsInstance, named: Collection[str]) -> frozenset[str]:
    """The recorded events that are named; `FactError` where one is none."""
    unknown = frozenset(several("unknown_events", named))
    events = list(_events(subject)) if unknown else []
    others = unknown - set(events)
    if others:
        raise FactError(
            [Problem(Message("not-an-event", {"name": str(name)}), hint=one_of(events)) for name in sorted(others)]
        )
    return unknown


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


def events_beneath(events: Collection[str]) -> Mapping[str, frozenset[str]]:
    """Events of other subjects by the step that leads there; an id may hold a point, so every point may end a step."""
    found: dict[str, set[str]] = {}
    for event in events:
        for place in (place for place, sign in enumerate(event) if sign == "."):
            found.setdefault(event[:place], set()).add(event[place + 1 :])
    return {step: frozenset(names) for step, names in found.items()}
