"""The seal of a receipt: one digest over all of it, in which salted commitments stand for what may be redacted."""

import copy
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import attrs

Json = Any
"""What a receipt holds: text, truths, nothing, lists, and mappings of text."""

_REDACTED = "redacted"
_UNSEALED = ("digest", "salts")


@attrs.frozen
class Slot:
    """A place of a receipt that may be redacted, and the facts of which it could tell."""

    path: tuple[str | int, ...]
    facts: Sequence[str]


def slots(record: Mapping[str, Json]) -> Iterator[Slot]:
    """Where facts stand, and where answers say what they found: their traces, and what they miss."""
    for name in record["subject"]["facts"]:
        yield Slot(("subject", "facts", name), [name])
    for name in record["unknown_events"]:
        yield Slot(("unknown_events", name), [name])
    for name, answer in record["answers"].items():
        facts = record["rests_on"]["answers"][name]
        yield Slot(("answers", name, "missing"), facts)
        for index, _ in enumerate(answer["alternatives"]):
            yield Slot(("answers", name, "alternatives", index, "missing"), facts)
        yield Slot(("answers", name, "trace"), facts)


def digest_of(record: Mapping[str, Json]) -> str:
    """The digest of a receipt: of all it holds, with everything redacted that can be, so that redacting leaves it.

    Keys count in their order, white space between them does not.
    """
    sealed = {key: value for key, value in record.items() if key not in _UNSEALED}
    return "sha256:" + _hashed(redacted(sealed, record["salts"], record["subject"]["facts"]))


def redacted(record: Mapping[str, Json], salts: Mapping[str, str], facts: Collection[str]) -> dict[str, Json]:
    """A copy in which each slot that could tell of one of the facts holds its commitment."""
    outcome = copy.deepcopy(dict(record))
    for slot in slots(record):
        if not any(name in facts for name in slot.facts) or any(name not in salts for name in slot.facts):
            continue
        *above, last = slot.path
        holder: Json = outcome
        for key in above:
            holder = holder[key]
        if not is_redacted(holder[last]):
            holder[last] = {_REDACTED: _commitment(slot, salts, holder[last])}
    return outcome


def is_redacted(value: Json) -> bool:
    """Whether a commitment stands in the place of what was there."""
    return isinstance(value, dict) and _REDACTED in value


def misplaced(record: Mapping[str, Json]) -> Iterator[Slot]:
    """Slots that are redacted though all their facts are there, or are there though one of their facts is redacted."""
    for slot in slots(record):
        value: Json = record
        for key in slot.path:
            value = value[key]
        if is_redacted(value) != any(name not in record["salts"] for name in slot.facts):
            yield slot


def _commitment(slot: Slot, salts: Mapping[str, str], value: Json) -> str:
    # The path is hashed too: what is committed to in one place is no commitment in another.
    return "sha256:" + _hashed([list(slot.path), [salts[name] for name in slot.facts], value])


def _hashed(value: Json) -> str:
    text = json.dumps(value, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
