"""A subject with some of its facts otherwise, or of those to which it leads."""

from collections.abc import Mapping
from typing import Any

import attrs

from estate_policy.outcome import Missing, Path, Step
from estate_policy.schema import CollectionFact, Relation, identity_of, relations_of


def altered(subject: Any, facts: Mapping[Missing, object]) -> Any:  # noqa: ANN401 of the same class
    """The subject with some facts otherwise, its own or those of subjects to which it leads."""
    changes = {place.fact: value for place, value in facts.items() if not place.path}
    further: dict[Step, dict[Missing, object]] = {}
    for place, value in facts.items():
        if place.path:
            further.setdefault(place.path[0], {})[attrs.evolve(place, path=place.path[1:])] = value
    for step, beneath in further.items():
        other: Any = altered(subject_at(subject, (step,)), beneath)
        if isinstance(field := _relation(subject, step), CollectionFact):
            members: Any = changes.get(step.field, getattr(subject, step.field))
            other = tuple(other if getattr(one, identity_of(field.subject)) == step.member else one for one in members)
        changes[step.field] = other
    return attrs.evolve(subject, **changes)


def subject_at(subject: Any, path: Path) -> Any:  # noqa: ANN401 of whichever class it leads to
    """The subject at the end of a path."""
    for step in path:
        found = getattr(subject, step.field)
        if isinstance(field := _relation(subject, step), CollectionFact):
            found = next(one for one in found if getattr(one, identity_of(field.subject)) == step.member)
        subject = found
    return subject


def _relation(subject: object, step: Step) -> Relation:
    class_: type = type(subject)
    return relations_of(class_)[step.field]
