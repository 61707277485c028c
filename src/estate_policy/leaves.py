"""The facts of a receipt one by one: those of its subject, and of the subjects that this one refers to and has."""

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

Json = Any
"""What a receipt holds: text, truths, nothing, lists, and mappings of text."""

_REDACTED = "redacted"


@attrs.frozen
class Leaf:
    """A fact in its place, or what leads to facts.

    `place` counts the members of a collection, `contracts[0].months`; `field` is that of every member,
    `contracts.months`. `names` have the ids of members, `contracts[C-1].months`; the last is that of the fact, those
    before it are of what the fact is in.
    """

    path: tuple[str | int, ...]
    place: str
    field: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        """How answers name the fact."""
        return self.names[-1]


def leaves(subject: Mapping[str, Json]) -> Iterator[Leaf]:
    """The facts of a receipt's subject in their order; a subject or a collection that is not given is one fact.

    A collection without members is one fact too.
    """
    yield from _of_subject(Leaf((), "", "", ()), subject["facts"], subject["ids"])


def is_redacted(value: Json) -> bool:
    """Whether a commitment stands in the place of what was there."""
    return isinstance(value, dict) and list(value) == [_REDACTED]


def commitment(hashed: str) -> Json:
    """What stands in the place of what is redacted."""
    return {_REDACTED: hashed}


def stand_in(index: int) -> str:
    """How a member of a collection is called while its id is redacted: by its number."""
    return f"?{index + 1}"


def _of_subject(above: Leaf, facts: Mapping[str, Json], ids: Mapping[str, str]) -> Iterator[Leaf]:
    for name, value in facts.items():
        dot = "." if above.path else ""
        known = f"{above.name}{dot}{name}" if above.names else name
        leaf = Leaf(
            (*above.path, name), f"{above.place}{dot}{name}", f"{above.field}{dot}{name}", (*above.names, known)
        )
        if isinstance(value, list) and value:
            for index, one in enumerate(value):
                yield from _of_subject(_member(leaf, index, one, ids), one, ids)
        elif isinstance(value, dict) and not is_redacted(value):
            yield from _of_subject(leaf, value, ids)
        else:
            yield leaf


def _member(collection: Leaf, index: int, facts: Mapping[str, Json], ids: Mapping[str, str]) -> Leaf:
    id_ = facts.get(ids.get(collection.field, ""))
    called = id_ if isinstance(id_, str) else stand_in(index)
    return Leaf(
        (*collection.path, index),
        f"{collection.place}[{index}]",
        collection.field,
        (*collection.names, f"{collection.name}[{called}]"),
    )
