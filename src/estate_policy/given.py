"""Facts given as text, in the words that registers use, read as their fact's kind."""

import contextlib
import difflib
import re
import unicodedata
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import assert_never

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.law import BaseUnit, Enumeration
from estate_policy.messages import Message
from estate_policy.numerals import number_of, year_of_day
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    Relation,
    TextFact,
    TruthFact,
    allowed,
    checked,
    fields_of,
    identity_of,
    is_event,
    is_required,
    shortened,
)
from estate_policy.terms import Term
from estate_policy.units import SHARE

_YES = frozenset({"true", "yes", "y", "t", "1", "是", "是的", "有", "已", "√", "✓", "对"})
_NO = frozenset({"false", "no", "n", "f", "0", "否", "无", "未", "×", "x", "没有"})
UNKNOWN = frozenset(
    {
        *("", "unknown", "-", "--", "—", "/", "?", "n/a", "null"),
        *(
            "未知",
            "不详",
            "不明",
            "不清楚",
            "待查",
            "待核实",
            "待调查",
            "待确认",
            "未核实",
            "未调查",
            "无法确定",
            "不确定",
        ),
    }
)
"""What is written where nobody knows."""

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?(?:[t ]00:00(?::00)?)?")
_YEAR = re.compile(r"([0-9]{4})年?")
_JANUARY_OR_OCTOBER = re.compile(r"[0-9]{4}\.1")
"""What is left of 2019.10 once a spreadsheet has taken it for a number."""

_SERIAL = re.compile(r"[2-7][0-9]{4}")
"""A day as spreadsheets count it, from 1954 to 2119."""

_EXCEL_ERROR = re.compile(r"#(n/a|ref!|div/0!|value!|name\?|null!|num!|spill!|calc!|getting_data|#+)")
_NO_NAME = re.compile(r"[+-]?[0-9.,]+%?|[0-9]{4}[-/.年][0-9]{1,2}([-/.月][0-9]{1,2}日?|月?)?([t ][0-9:.]+)?")
_MORE_THAN_A_YEAR = re.compile(r"(19|20)[0-9]{2}([^0-9]|[0-9]{2})")
# Digits are taken whole or not at all, lest each of them be tried as the beginning of a number.
_ROUND = re.compile(r"(?<![0-9.,])[0-9.,]++ *+[十百千万亿]")
_ALIKE = 0.6
_SHORTEST_WORD = 2


@attrs.frozen
class Days:
    """The days among which one is meant, from the first to the last."""

    first: date
    last: date

    def __str__(self) -> str:
        """The first and the last, or the only one."""
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


def fact_from_text(
    name: str,
    field: Field,
    text: str,
    enumerations: Mapping[str, Enumeration],
    units: Mapping[str, BaseUnit],
) -> object:
    """The value that a text gives for a field; `None` for blank or 未知; `FactError` where it gives none."""
    word = plain(text)
    if _EXCEL_ERROR.fullmatch(word):
        raise FactError(Problem(Message("cell-error", {"value": shortened(text)})))
    if isinstance(field, Identity | TextFact):
        return checked(name, field, text.strip() or None if isinstance(field, TextFact) else text.strip())
    if word in UNKNOWN:
        return None
    match field:
        case TruthFact():
            return _truth(name, field, text, word)
        case QuantityFact():
            try:
                return checked(name, field, _number(name, field, text, units))
            except FactError as error:
                raise FactError(
                    [_hinted(problem, field, text, units.get(field.unit)) for problem in error.problems]
                ) from error
        case DateFact():
            return _days(name, field, text) if field.loose else checked(name, field, _day(name, field, text))
        case ReferenceFact() | CollectionFact():
            raise FactError(Problem(Message("not-related", {"field": name}), hint=allowed(field)))
        case MemberFact():
            enumeration = enumerations[field.enumeration]
            member = member_from_text(name, enumeration, text)
            value = checked(name, field, member)
            if member not in enumeration.members:
                _refuse_doubtful(name, enumeration, member)
            return value
        case _:
            assert_never(field)


def made(class_: type, facts: Mapping[str, object]) -> tuple[attrs.AttrsInstance, tuple[str, ...]]:
    """A subject with those that it refers to and has, from its facts, and the events of which `None` says *unknown*.

    The facts of another subject are a mapping, those of several a tuple of mappings. `FactError` where a subject cannot
    be without a fact.
    """
    fields = fields_of(class_)
    values: dict[str, object] = {}
    unknown: list[str] = []
    for name, value in facts.items():
        field = fields[name]
        if value is None and is_event(field):
            unknown.append(name)
        elif isinstance(field, ReferenceFact) and isinstance(value, Mapping):
            values[name], beneath = made(field.subject, value)
            unknown += [f"{name}.{event}" for event in beneath]
        elif isinstance(field, CollectionFact) and isinstance(value, tuple):
            each = [made(field.subject, one) for one in value]
            ids = [getattr(one, identity_of(field.subject)) for one, _ in each]
            values[name] = tuple(one for one, _ in each)
            unknown += [
                f"{name}[{id_}].{event}" for id_, (_, events) in zip(ids, each, strict=True) for event in events
            ]
        else:
            values[name] = value
    required = [name for name, field in fields.items() if is_required(field) and values.get(name) is None]
    if required:
        raise FactError([Problem(Message("blank", {"field": name, "value": ""})) for name in required])
    return class_(**values), tuple(unknown)


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


def _refuse_doubtful(name: str, enumeration: Enumeration, text: str) -> None:
    """Refuse what an open enumeration would take for a name: figures, dates, truths, and words much like a member."""
    word = plain(text)
    if _NO_NAME.fullmatch(word) or word in _YES or word in _NO:
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


def plain(text: str) -> str:
    """A word as words are compared: without surrounding space, width and case.

    >>> plain(" １９９８ "), plain("Yes")
    ('1998', 'yes')
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()


def unit_words(field: QuantityFact, units: Mapping[str, BaseUnit]) -> frozenset[str]:
    """How the unit of a fact is written, folded as `plain` does."""
    unit = units.get(field.unit)
    words = (field.unit,) if unit is None else (unit.name, unit.term.zh, unit.term.en)
    return frozenset(plain(word) for word in (*words, *field.unit_words))


def number_hint(text: str, unit: BaseUnit | None) -> Message | None:
    """What to write instead of a text that is more or less than a number; `None` if nothing is known of it."""
    if unit is not None and unit.measures == "date" and _MORE_THAN_A_YEAR.match(plain(text)):
        return Message("write-year")
    return Message("write-in-full") if _ROUND.search(plain(text)) else None


def _truth(name: str, field: TruthFact, text: str, word: str) -> bool:
    agrees, contrary = (
        word in (plain(term.zh), plain(term.en)) or (len(word) >= _SHORTEST_WORD and plain(term.zh).startswith(word))
        for term in (field.term, field.negated)
    )
    done = {heading.removeprefix("已") for heading in field.headings if heading.startswith("已")}
    if word in _YES or (agrees and not contrary) or (word[:1] == "已" and word[1:] in done):
        return True
    if word in _NO or (contrary and not agrees) or (word[:1] == "未" and word[1:] in done):
        return False
    raise FactError(Problem(Message("not-a-truth", {"field": name, "value": shortened(text)}), hint=allowed(field)))


def _number(name: str, field: QuantityFact, text: str, units: Mapping[str, BaseUnit]) -> Decimal:
    number = year_of_day(text, units.get(field.unit))
    if number is None:
        number = number_of(text, field, unit_words(field, units), units)
    if number is None:
        message = Message("not-a-number", {"field": name, "value": shortened(text)})
        raise FactError(Problem(message, hint=allowed(field)))
    return number


def _day(name: str, field: DateFact, text: str) -> date:
    """A day written 2019-07-01, 2019/7/1 or 2019年7月1日; a month without its day where months are counted."""
    if (field.counts == "months" or field.loose) and _JANUARY_OR_OCTOBER.fullmatch(plain(text)):
        cut = Message("january-or-october", {"field": name, "value": shortened(text)})
        raise FactError(Problem(cut, hint=Message("write-month")))
    match = _DATE.fullmatch(plain(text))
    if match is not None and (match[3] is not None or field.counts == "months"):
        with contextlib.suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3] or 1))
    message = Message("not-a-date", {"field": name, "value": shortened(text)})
    hint = Message("format-as-date") if _SERIAL.fullmatch(plain(text)) else allowed(field)
    raise FactError(Problem(message, hint=hint))


def _days(name: str, field: DateFact, text: str) -> Days:
    """The days that are meant by a day, a month or a year."""
    days = _days_of_period(plain(text))
    if days is None:
        day = _day(name, field, text)
        days = Days(day, day)
    for day in (days.first, days.last):
        checked(name, field, day)
    return days


def _days_of_period(word: str) -> Days | None:
    month, year = _DATE.fullmatch(word), _YEAR.fullmatch(word)
    if year is not None and year[1] != "0000":
        return Days(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    if month is None or month[3] is not None or _JANUARY_OR_OCTOBER.fullmatch(word):
        return None
    with contextlib.suppress(ValueError):
        first = date(int(month[1]), int(month[2]), 1)
        return Days(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return None


def _hinted(problem: Problem, field: QuantityFact, text: str, unit: BaseUnit | None) -> Problem:
    """A problem of a number whose hint says what to write, or names the unit in the words of the policy."""
    hint = number_hint(text, unit) or problem.hint
    if hint is None or "unit" not in hint.details:
        return attrs.evolve(problem, hint=hint)
    if field.unit == SHARE:
        ends = {name: hint.details[name] for name in ("low", "high")}
        return attrs.evolve(problem, hint=Message("expects-share", ends))
    if unit is None:
        return attrs.evolve(problem, hint=hint)
    return attrs.evolve(problem, hint=attrs.evolve(hint, details={**hint.details, "unit": unit.term}))


def _spaceless(text: str) -> str:
    """A word without any space, as the names of places are written by hand."""
    return "".join(plain(text).split())
