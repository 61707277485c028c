"""Expressions in one case, each with the way to the subject that it speaks of: that of the case, or another."""

from collections.abc import Iterator, Mapping

import attrs

from estate_policy.expr import ConclusionRef, Every, Expr, Related, Sum
from estate_policy.interpreters.exact import Case
from estate_policy.law import Conclusion
from estate_policy.outcome import Path, Step
from estate_policy.walk import expressions, nodes

Subjects = Mapping[Path, Case]
"""The subject of a case and all to which it leads, as far as it is known which these are, by the ways to them."""


@attrs.frozen
class Spoken:
    """An expression about the subject at the end of a path."""

    expression: Expr
    path: Path = ()


def subjects_of(case: Case, path: Path = ()) -> dict[Path, Case]:
    """The subject of a case and those to which it leads, nearest first along each way."""
    found = {path: case}
    for name, other in case.related.items():
        if other is not None:
            found |= subjects_of(other, (*path, Step(name)))
    for name, members in case.members.items():
        for id_, member in (members or {}).items():
            found |= subjects_of(member, (*path, Step(name, id_)))
    return found


def cone(case: Case, name: str, subjects: Subjects) -> list[tuple[Conclusion, Path]]:
    """A conclusion and all that it reads, directly or not, about whichever subject."""
    found: dict[tuple[str, Path], Conclusion] = {}
    pending: list[tuple[str, Path]] = [(name, ())]
    for one, path in pending:
        if (one, path) not in found:
            conclusion = found[one, path] = case.law.conclusions[one]
            parts = (part for top in expressions(conclusion) for part in spoken_nodes(Spoken(top, path), subjects))
            pending += [
                (part.expression.name, part.path) for part in parts if isinstance(part.expression, ConclusionRef)
            ]
    return [(conclusion, path) for (_, path), conclusion in found.items()]


def spoken_nodes(spoken: Spoken, subjects: Subjects) -> Iterator[Spoken]:
    """An expression and all its parts, those about other subjects included."""
    for node in nodes(spoken.expression):
        yield Spoken(node, spoken.path)
        for part in elsewhere(Spoken(node, spoken.path), subjects):
            yield from spoken_nodes(part, subjects)


def elsewhere(spoken: Spoken, subjects: Subjects) -> Iterator[Spoken]:
    """What a node says of other subjects, once for each of those that there are."""
    match spoken.expression:
        case Related(reference=name, part=part):
            if (path := (*spoken.path, Step(name))) in subjects:
                yield Spoken(part, path)
        case Sum(collection=name, value=value, when=when):
            for path in members_at(spoken.path, name, subjects):
                yield Spoken(value, path)
                yield Spoken(when, path)
        case Every(collection=name, truth=truth):
            for path in members_at(spoken.path, name, subjects):
                yield Spoken(truth, path)
        case _:
            pass


def members_at(path: Path, collection: str, subjects: Subjects) -> Iterator[Path]:
    """The ways to the members of a collection of the subject at the end of a path."""
    for id_ in subjects[path].members[collection] or ():
        yield (*path, Step(collection, id_))
