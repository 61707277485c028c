"""Facts given as text, in the words that registers use, read as their fact's kind."""

import re
import unicodedata
from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.law import BaseUnit, Enumeration
from estate_policy.messages import Message
from estate_policy.schema import (
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    TextFact,
    TruthFact,
    allowed,
    checked,
    facts_of,
    shortened,
)
from estate_policy.terms import Term

_YES = frozenset({"true", "yes", "y", "t", "1", "是", "有", "已", "√", "对"})
_NO = frozenset({"false", "no", "n", "f", "0", "否", "无", "未", "×", "x", "没有"})
UNKNOWN = frozenset({"", "unknown", "未知", "不详", "待查", "不明", "-", "--", "—", "/", "?", "n/a", "null"})
_DIGITS = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_FULL_WIDTH = str.maketrans({0xFF01 + offset: chr(0x21 + offset) for offset in range(94)} | {0x3000: " "})


def fact_from_text(
    name: str,
    field: Field,
    text: str,
    enumerations: Mapping[str, Enumeration],
    units: Mapping[str, BaseUnit],
) -> object:
    """The value that a text gives for a field; `None` for blank or 未知; `FactError` where it gives none."""
    if isinstance(field, Identity | TextFact):
        return checked(name, field, text.strip() or None if isinstance(field, TextFact) else text.strip())
    word = plain(text)
    if word in UNKNOWN:
        return None
    match field:
        case TruthFact():
            return _truth(name, field, text, word)
        case QuantityFact():
            try:
                return checked(name, field, _number(name, field, text, units))
            except FactError as error:
                raise FactError([_with_unit(problem, units.get(field.unit)) for problem in error.problems]) from error
        case MemberFact():
            return checked(name, field, member_from_text(name, enumerations[field.enumeration], text))
        case _:
            assert_never(field)


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
    for name, field in facts_of(type(subject)).items():
        if isinstance(field, MemberFact):
            value = getattr(subject, name)
            enumeration = enumerations[field.enumeration]
            if value is None or value in enumeration.members:
                continue
            meant = _named(enumeration, value)
            if meant is not None or not enumeration.open:
                raise not_a_member(name, enumeration, value, meant)


def _named(enumeration: Enumeration, text: str) -> str | None:
    word = plain(text)
    for member in enumeration.members.values():
        if word in {plain(known) for known in (member.name, member.term.zh, member.term.en, *member.also)}:
            return member.name
    return None


def not_a_member(name: str, enumeration: Enumeration, value: str, meant: str | None = None) -> FactError:
    """The error for a value outside a closed enumeration, or for one that is other words for a member."""
    named = enumeration.members.values()
    members = Term("、".join(one.term.zh for one in named), ", ".join(one.name for one in named))
    message = Message("not-a-member", {"field": name, "value": shortened(value)})
    expected = Message("expects-members", {"members": members})
    return FactError(Problem(message, hint=expected if meant is None else Message("did-you-mean", {"name": meant})))


def plain(text: str) -> str:
    """A word as words are compared: without surrounding space, width and case.

    >>> plain(" １９９８ "), plain("Yes")
    ('1998', 'yes')
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _truth(name: str, field: TruthFact, text: str, word: str) -> bool:
    agrees = {plain(field.term.zh), plain(field.term.en)}
    contrary = {plain(field.negated.zh), plain(field.negated.en)}
    if word in _YES or word in agrees:
        return True
    if word in _NO or word in contrary:
        return False
    raise FactError(Problem(Message("not-a-truth", {"field": name, "value": shortened(text)}), hint=allowed(field)))


def _number(name: str, field: QuantityFact, text: str, units: Mapping[str, BaseUnit]) -> Decimal:
    # Width alone is folded before the digits are read: under NFKC `12²` and `①②` would be numbers.
    narrow = text.translate(_FULL_WIDTH).strip()
    match = _DIGITS.match(narrow)
    unit = plain(narrow[match.end() :]) if match else ""
    if match is None or (unit and unit not in _unit_words(field, units)):
        message = Message("not-a-number", {"field": name, "value": shortened(text)})
        raise FactError(Problem(message, hint=allowed(field)))
    return Decimal(match.group().replace(",", ""))


def _with_unit(problem: Problem, unit: BaseUnit | None) -> Problem:
    """A problem whose hint names the unit in the words of the policy."""
    if problem.hint is None or unit is None or "unit" not in problem.hint.details:
        return problem
    hint = attrs.evolve(problem.hint, details={**problem.hint.details, "unit": unit.term})
    return attrs.evolve(problem, hint=hint)


def _unit_words(field: QuantityFact, units: Mapping[str, BaseUnit]) -> frozenset[str]:
    unit = units.get(field.unit)
    words = (field.unit,) if unit is None else (unit.name, unit.term.zh, unit.term.en)
    return frozenset(plain(word) for word in words)
