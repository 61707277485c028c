"""On which facts each conclusion and finding about a subject rests, by its rules or through what these read."""

from collections.abc import Iterable, Mapping, Sequence

import attrs

from estate_policy.expr import ConclusionRef, Every, Expr, FactRef, Related, Sum
from estate_policy.law import LawInForce
from estate_policy.schema import fields_of, identity_of, relations_of
from estate_policy.walk import expressions, nodes

_Field = tuple[str, ...]
"""A field by the names that lead to it from the subject."""


@attrs.frozen
class Resting:
    """By name, the facts that could ever make a difference, in the order in which the subject declares them.

    Those of another subject are named with what leads to it, `estate.completion_year`; `contracts.months` are those of
    every member of a collection.
    """

    answers: Mapping[str, Sequence[str]]
    findings: Mapping[str, Sequence[str]]


def resting(law: LawInForce, subject: str) -> Resting:
    """What the conclusions and findings about a subject rest on, whatever its facts are."""
    kept: dict[str, Resting] = law.prepared.setdefault("resting", {})
    if subject not in kept:
        kept[subject] = _found(law, subject)
    return kept[subject]


def _found(law: LawInForce, subject: str) -> Resting:
    subjects = law.policy.subjects
    reached: dict[str, frozenset[_Field]] = {}
    for name, conclusion in law.conclusions.items():
        reached[name] = _read(expressions(conclusion), subjects[conclusion.subject], reached)
    class_ = subjects[subject]
    return Resting(
        {name: _named(reached[name], class_) for name, one in law.conclusions.items() if one.subject == subject},
        {
            name: _named(_read([one.when], class_, reached), class_)
            for name, one in law.findings.items()
            if one.subject == subject
        },
    )


def _read(tops: Iterable[Expr], class_: type, reached: Mapping[str, frozenset[_Field]]) -> frozenset[_Field]:
    """The fields that expressions about a subject read, given those of the conclusions before them."""
    found: set[_Field] = set()
    for node in (node for top in tops for node in nodes(top)):
        match node:
            case FactRef():
                found.add((node.name,))
            case ConclusionRef():
                found |= reached[node.name]
            case Related():
                found |= _beneath(node.reference, [node.part], class_, reached)
            case Sum():
                found |= _members(node.collection, [node.value, node.when], class_, reached)
            case Every():
                found |= _members(node.collection, [node.truth], class_, reached)
            case _:
                pass
    return frozenset(found)


def _beneath(
    relation: str, tops: Iterable[Expr], class_: type, reached: Mapping[str, frozenset[_Field]]
) -> frozenset[_Field]:
    """What expressions about another subject read, by way of the relation, which is itself read."""
    read = _read(tops, relations_of(class_)[relation].subject, reached)
    return frozenset({(relation,), *((relation, *field) for field in read)})


def _members(
    collection: str, tops: Iterable[Expr], class_: type, reached: Mapping[str, frozenset[_Field]]
) -> frozenset[_Field]:
    """What a total reads: the ids of the members too, since it names those that keep it open."""
    identity = (collection, identity_of(relations_of(class_)[collection].subject))
    return _beneath(collection, tops, class_, reached) | {identity}


def _named(found: frozenset[_Field], class_: type) -> list[str]:
    return [".".join(field) for field in sorted(found, key=lambda field: _order(field, class_))]


def _order(field: _Field, class_: type) -> list[int]:
    """Where a field stands among those that the subjects on the way to it declare."""
    places = []
    for name in field:
        places.append(list(fields_of(class_)).index(name))
        class_ = relations_of(class_)[name].subject if name in relations_of(class_) else class_
    return places
