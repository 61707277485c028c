"""The seal of a receipt: one digest over all of it, in which salted commitments stand for what may be redacted."""

import copy
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence

import attrs

from estate_policy.leaves import Json, commitment, is_redacted, leaves

_UNSEALED = ("digest", "salts")
_TELLING = ("missing", "left_out", "ends", "trace")
"""What of an answer says how it came about, or names members of a collection."""


@attrs.frozen
class Slot:
    """A place of a receipt that may be redacted, and the facts of which it could tell."""

    path: tuple[str | int, ...]
    facts: Sequence[str]


def slots(record: Mapping[str, Json]) -> Iterator[Slot]:
    """Where facts stand, and where answers say what they found: their traces, and what they miss."""
    found = list(leaves(record["subject"]))
    for leaf in found:
        yield Slot(("subject", "facts", *leaf.path), [leaf.place])
    for place in record["unknown_events"]:
        yield Slot(("unknown_events", place), [place])
    for name, answer in record["answers"].items():
        rests = set(record["rests_on"]["answers"][name])
        facts = [leaf.place for leaf in found if leaf.field in rests]
        for index, _ in enumerate(answer["alternatives"]):
            yield Slot(("answers", name, "alternatives", index, "missing"), facts)
        for part in _TELLING:
            yield Slot(("answers", name, part), facts)


def digest_of(record: Mapping[str, Json]) -> str:
    """The digest of a receipt: of all it holds, with everything redacted that can be, so that redacting leaves it.

    Keys count in their order, white space between them does not.
    """
    sealed = {key: value for key, value in record.items() if key not in _UNSEALED}
    places = {leaf.place for leaf in leaves(record["subject"])}
    return "sha256:" + _hashed(redacted(sealed, record["salts"], places))


def redacted(record: Mapping[str, Json], salts: Mapping[str, str], facts: Collection[str]) -> dict[str, Json]:
    """A copy in which each slot that could tell of one of the facts holds its commitment."""
    outcome = copy.deepcopy(dict(record))
    for slot in slots(record):
        if not any(place in facts for place in slot.facts) or any(place not in salts for place in slot.facts):
            continue
        *above, last = slot.path
        holder: Json = outcome
        for key in above:
            holder = holder[key]
        if not is_redacted(holder[last]):
            holder[last] = commitment(_hash_of(slot, salts, holder[last]))
    return outcome


def misplaced(record: Mapping[str, Json]) -> Iterator[Slot]:
    """Slots that are redacted though all their facts are there, or are there though one of their facts is redacted."""
    for slot in slots(record):
        value: Json = record
        for key in slot.path:
            value = value[key]
        if is_redacted(value) != any(place not in record["salts"] for place in slot.facts):
            yield slot


def _hash_of(slot: Slot, salts: Mapping[str, str], value: Json) -> str:
    # The path is hashed too: what is committed to in one place is no commitment in another.
    return "sha256:" + _hashed([list(slot.path), [salts[place] for place in slot.facts], value])


def _hashed(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
