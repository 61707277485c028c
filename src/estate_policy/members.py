"""Members of enumerations as registers name them."""

import difflib
import re
from collections.abc import Mapping

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.law import Enumeration
from estate_policy.messages import Message
from estate_policy.schema import MemberFact, Relation, fields_of
from estate_policy.shown import shortened
from estate_policy.terms import Term
from estate_policy.words_written import NO, YES, plain

_NO_NAME = re.compile(
    r"[+-]?[0-9.,:]+%?|[0-9]{4}[-/.年][0-9]{1,2}([-/.月][0-9]{1,2}日?|月?)?([t ][0-9:.]+)?"
    r"|[+-]?(nan|inf|infinity)|<na>|nat|none"
)
_ALIKE = 0.6


def member_from_text(name: str, enumeration: Enumeration, text: str) -> str:
    """The member that a text names, by its name, its words or what registers also call it."""
    member = _named(enumeration, text)
    if member is not None:
        return member
    if enumeration.open:
        return text.strip()
    raise not_a_member(name, enumeration, text)


def refuse_other_members(subject: attrs.AttrsInstance, enumerations: Mapping[str, Enumeration]) -> None:
    """Refuse a subject one of whose facts is no member of the enumeration it must come from.

    An open enumeration takes any other name, but not other words for a member: rules would not know it by them.
    """
    for name, field in fields_of(type(subject)).items():
        value = getattr(subject, name)
        if isinstance(field, Relation):
            for other in value if isinstance(value, tuple) else [] if value is None else [value]:
                refuse_other_members(other, enumerations)
        if isinstance(field, MemberFact):
            enumeration = enumerations[field.enumeration]
            if value is None or value in enumeration.members:
                continue
            meant = _named(enumeration, value)
            if meant is not None or not enumeration.open:
                raise not_a_member(name, enumeration, value, meant)


def _named(enumeration: Enumeration, text: str) -> str | None:
    word = _spaceless(text)
    for member in enumeration.members.values():
        if word in {_spaceless(known) for known in (member.name, member.term.zh, member.term.en, *member.also)}:
            return member.name
    return None


def refuse_doubtful(name: str, enumeration: Enumeration, text: str) -> None:
    """Refuse what an open enumeration would take for a name: figures, dates, truths, words much like a member.

    So too what programs write for no value.
    """
    word = plain(text)
    if _NO_NAME.fullmatch(word) or word in YES or word in NO:
        raise not_a_member(name, enumeration, text)
    for member in enumeration.members.values():
        for known in map(_spaceless, (member.name, member.term.zh, member.term.en)):
            if known in word or difflib.SequenceMatcher(None, known, word).ratio() >= _ALIKE:
                message = Message("looks-like", {"field": name, "value": shortened(text)})
                raise FactError(Problem(message, hint=Message("did-you-mean", {"name": member.name})))


def not_a_member(name: str, enumeration: Enumeration, value: str, meant: str | None = None) -> FactError:
    """The error for a value outside a closed enumeration, or for one that is other words for a member."""
    message = Message("not-a-member", {"field": name, "value": shortened(value)})
    hint = allowed_members(enumeration) if meant is None else Message("did-you-mean", {"name": meant})
    return FactError(Problem(message, hint=hint))


def allowed_members(enumeration: Enumeration) -> Message:
    """The members of an enumeration, as what is allowed; an open one has others too."""
    named = enumeration.members.values()
    members = Term("、".join(one.term.zh for one in named), ", ".join(one.name for one in named))
    return Message("expects-members-or-others" if enumeration.open else "expects-members", {"members": members})


def _spaceless(text: str) -> str:
    """A word without any space, as the names of places are written by hand."""
    return "".join(plain(text).split())
