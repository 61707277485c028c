"""Facts given as text, in the words that registers use, read as their fact's kind."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never

import attrs

from estate_policy.checked import allowed, checked
from estate_policy.days_written import day_from_text, days_from_text
from estate_policy.errors import FactError, Problem
from estate_policy.law import BaseUnit, Enumeration
from estate_policy.members import member_from_text, not_a_member, refuse_doubtful
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
    TextFact,
    TruthFact,
    fields_of,
    identity_of,
    is_event,
    is_required,
)
from estate_policy.shown import shortened
from estate_policy.units import SHARE
from estate_policy.words_written import NO, UNKNOWN, YES, plain

_EXCEL_ERROR = re.compile(r"#(n/a|ref!|div/0!|value!|name\?|null!|num!|spill!|calc!|getting_data|#+)")
_MORE_THAN_A_YEAR = re.compile(r"(19|20)[0-9]{2}([^0-9]|[0-9]{2})")
# Digits are taken whole or not at all, lest each of them be tried as the beginning of a number.
_ROUND = re.compile(r"(?<![0-9.,])[0-9.,]++ *+[十百千万亿]")
_SHORTEST_WORD = 2


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
            return (
                days_from_text(name, field, text)
                if field.loose
                else checked(name, field, day_from_text(name, field, text))
            )
        case ReferenceFact() | CollectionFact():
            raise FactError(Problem(Message("not-related", {"field": name}), hint=allowed(field)))
        case MemberFact():
            enumeration = enumerations[field.enumeration]
            # Who writes a column with Python writes so where there is nothing; a clerk who means a member may, too.
            if text.strip() == str(None):
                raise not_a_member(name, enumeration, text)
            member = member_from_text(name, enumeration, text)
            value = checked(name, field, member)
            if member not in enumeration.members:
                refuse_doubtful(name, enumeration, member)
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
    if word in YES or (agrees and not contrary) or (word[:1] == "已" and word[1:] in done):
        return True
    if word in NO or (contrary and not agrees) or (word[:1] == "未" and word[1:] in done):
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
