"""What headings and keys mean: the facts that bureaus call so, and those that a misspelt one resembles."""

import difflib
import functools
import re
import unicodedata
from collections.abc import Mapping

import attrs

from estate_policy.given import unit_words
from estate_policy.law import BaseUnit
from estate_policy.messages import Message
from estate_policy.schema import Field, Identity, QuantityFact, fields_of
from estate_policy.shown import shortened

_ALIKE = 0.7
_SOMEWHAT_ALIKE = 0.6
_SHORTEST_PART = 2
_BRACKET = re.compile(r"(.+)[(\[【]([^()\[\]【】]*)[)\]】]")
_REMARKS = frozenset({"必填", "选填", "是/否", "是或否", "是、否", "yes/no"})
"""What stands in brackets and cannot change what a cell means."""


@attrs.frozen
class Meant:
    """The field that a heading means; or why it is not read, the field that was probably meant, and what to write."""

    field: str | None = None
    problem: Message | None = None
    resembled: str | None = None
    hint: Message | None = None


def meant(heading: str, subject: type, units: Mapping[str, BaseUnit]) -> Meant:
    """What a heading means. Only the fact's own unit in brackets says nothing: another unit is another number."""
    known = _known(subject)
    folded = _folded(heading)
    if folded in known:
        return Meant(known[folded][0])
    bracket = _BRACKET.fullmatch(folded)
    base = folded if bracket is None else bracket[1]
    if bracket is not None and base in known:
        name, word = known[base]
        field = fields_of(subject)[name]
        if bracket[2] in _REMARKS or (isinstance(field, QuantityFact) and bracket[2] in unit_words(field, units)):
            return Meant(name)
        told = {"heading": shortened(heading), "qualifier": shortened(bracket[2])}
        return Meant(None, Message("unknown-qualifier", told), name, _without(word, field, units))
    resembling = _resembling(base, heading, known)
    resembled = fields_of(subject).get(resembling.resembled or "")
    if bracket is None or not isinstance(resembled, QuantityFact):
        return resembling
    return attrs.evolve(resembling, hint=_without(resembled.term.zh, resembled, units))


def is_id_heading(heading: str, subject: type) -> bool:
    """Whether a heading is just one of ids."""
    bracket = _BRACKET.fullmatch(_folded(heading))
    base = bracket[1] if bracket is not None and bracket[2] in _REMARKS else _folded(heading)
    return base in _known(subject) and isinstance(fields_of(subject)[_known(subject)[base][0]], Identity)


def words(name: str, field: Field) -> tuple[str, ...]:
    """What a column of the field may be headed."""
    return (name, field.term.zh, field.term.en, *field.headings)


def id_words(subject: type) -> Message:
    """What a column of ids may be headed, in words."""
    listed = next(words(name, field) for name, field in fields_of(subject).items() if isinstance(field, Identity))
    return Message("id-headings", {"members": ", ".join(dict.fromkeys(listed))})


@functools.cache
def _known(subject: type) -> Mapping[str, tuple[str, str]]:
    """The fields of a subject with the word for them, by the word folded."""
    return {_folded(word): (name, word) for name, field in fields_of(subject).items() for word in words(name, field)}


def _without(word: str, field: Field, units: Mapping[str, BaseUnit]) -> Message:
    unit = units.get(field.unit) if isinstance(field, QuantityFact) else None
    if unit is None:
        return Message("drop-qualifier", {"heading": word})
    return Message("write-unit", {"heading": f"{word}（{unit.term.zh}）"})


def _resembling(base: str, heading: str, known: Mapping[str, tuple[str, str]]) -> Meant:
    close = difflib.get_close_matches(base, known, n=1, cutoff=_SOMEWHAT_ALIKE)
    parts = [word for word in known if len(base) >= _SHORTEST_PART and word.endswith(base)]
    if not base or not (close or parts):
        return Meant()
    name, word = known[(close or parts)[0]]
    hint = Message("did-you-mean", {"name": word})
    if close and difflib.SequenceMatcher(None, close[0], base).ratio() >= _ALIKE:
        return Meant(None, Message("unknown-heading", {"heading": shortened(heading)}), name, hint)
    return Meant(hint=hint)


def _folded(heading: str) -> str:
    """A heading as headings are compared: without width, case and space."""
    return "".join(unicodedata.normalize("NFKC", heading).casefold().split())
