"""A given value is checked against the declaration of its field.

>>> from typing import Annotated
>>> from estate_policy.terms import Term
>>> @attrs.frozen(kw_only=True, field_transformer=checked_facts)
... class Ship:
...     id: Annotated[str, Identity()]
...     tonnage: Annotated[
...         Decimal | int | None,
...         QuantityFact(unit="t", low=Decimal(1), high=Decimal(1000), scale=1,
...                      term=Term(zh="吨位", en="tonnage"), question=Term(zh="吨位多少？", en="What tonnage?")),
...     ] = None
>>> Ship(id="A1", tonnage=12).tonnage
Decimal('12')
>>> Ship(id="A1", tonnage=-1)
Traceback (most recent call last):
estate_policy.errors.FactError: `tonnage` is `-1` (hint: allowed: 1 to 1000 t)
"""

import functools
import math
from collections import Counter
from datetime import date, datetime
from decimal import Decimal
from typing import assert_never

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.messages import Message
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
    fields_of,
    identity_of,
    subject_name,
)
from estate_policy.shown import hidden_character, shortened

LONGEST_TEXT = 200
"""Characters; names and members of enumerations are shorter than this by far."""


def checked_facts(subject: type, fields: "list[attrs.Attribute[object]]") -> "list[attrs.Attribute[object]]":
    """The hook for `attrs.frozen(field_transformer=…)` that has every given fact checked."""
    declared = fields_of.__wrapped__(subject)
    return [
        field.evolve(converter=functools.partial(checked, field.name, declared[field.name]))
        if field.name in declared
        else field
        for field in fields
    ]


def checked(name: str, field: Field, value: object) -> object:
    """The value as the subject keeps it; `FactError` where the field cannot have it. `None` is unknown."""
    match field:
        case Identity():
            return _text(name, value, blank=False)
        case TextFact():
            return None if value is None else _text(name, value, blank=True)
        case TruthFact():
            if value is None or isinstance(value, bool):
                return value
            raise _wrong_type(name, value, allowed(field))
        case MemberFact():
            return None if value is None and not field.required else _text(name, value, blank=False)
        case QuantityFact():
            return None if value is None else _number(name, field, value)
        case DateFact():
            return None if value is None and not field.required else _date(name, field, value)
        case ReferenceFact():
            return None if value is None else _related(name, field, value)
        case CollectionFact():
            return None if value is None else _members(name, field, value)
        case _:
            assert_never(field)


def allowed(field: Field) -> Message:
    """What a field may hold, in words."""
    match field:
        case Identity() | TextFact():
            return Message("expects-text", {"longest": str(LONGEST_TEXT)})
        case TruthFact():
            return Message("expects-truth")
        case MemberFact():
            return Message("expects-member", {"enumeration": field.enumeration})
        case QuantityFact():
            details = {"low": f"{field.low:f}", "high": f"{field.high:f}", "unit": field.unit}
            return Message("expects-range", details)
        case DateFact():
            return Message("expects-date", {"low": str(field.low), "high": str(field.high)})
        case ReferenceFact():
            return Message("expects-subject", {"subject": subject_name(field.subject)})
        case CollectionFact():
            return Message("expects-subjects", {"subject": subject_name(field.subject)})
        case _:
            assert_never(field)


def _number(name: str, field: QuantityFact, value: object) -> Decimal | int:
    if isinstance(value, float):
        code = "float-refused" if math.isfinite(value) else "not-finite"
        raise FactError(Problem(Message(code, {"field": name, "value": repr(value)}), hint=Message("write-decimal")))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise _wrong_type(name, value, Message("expects-number"))
    number = Decimal(value)
    shown = {"field": name, "value": shortened(value)}
    if not number.is_finite():
        raise FactError(Problem(Message("not-finite", shown), hint=allowed(field)))
    if not field.low <= number <= field.high:
        raise FactError(Problem(Message("out-of-range", shown), hint=allowed(field)))
    if _decimals(number) > field.scale:
        raise FactError(
            Problem(Message("too-many-decimals", shown), hint=Message("expects-scale", {"scale": str(field.scale)})),
        )
    return int(number) if field.scale == 0 else number


def _date(name: str, field: DateFact, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise _wrong_type(name, value, allowed(field))
    if not field.low <= value <= field.high:
        shown = {"field": name, "value": str(value)}
        raise FactError(Problem(Message("out-of-range", shown), hint=allowed(field)))
    return value if field.counts == "days" else value.replace(day=1)


def _related(name: str, field: Relation, value: object) -> object:
    if not isinstance(value, field.subject):
        raise _wrong_type(name, value, allowed(field))
    return value


def _members(name: str, field: CollectionFact, value: object) -> tuple[object, ...]:
    if not isinstance(value, list | tuple):
        raise _wrong_type(name, value, allowed(field))
    members = tuple(_related(name, field, member) for member in value)
    ids = [getattr(member, identity_of(field.subject)) for member in members]
    doubled = sorted(one for one, count in Counter(ids).items() if count > 1)
    if doubled:
        raise FactError(Problem(Message("doubled-member", {"field": name, "id": shortened(doubled[0])})))
    return members


def _decimals(number: Decimal) -> int:
    """The decimals that count; `Decimal.normalize` would round to the digits of the caller's context."""
    _, digits, exponent = number.as_tuple()
    zeros = len(digits) - len("".join(map(str, digits)).rstrip("0"))
    return 0 if not number else -int(exponent) - zeros


def _text(name: str, value: object, *, blank: bool) -> str:
    if not isinstance(value, str):
        raise _wrong_type(name, value, Message("expects-text", {"longest": str(LONGEST_TEXT)}))
    shown = {"field": name, "value": shortened(value)}
    if len(value) > LONGEST_TEXT:
        raise FactError(
            Problem(
                Message("text-too-long", {"field": name, "length": str(len(value))}),
                hint=Message("expects-text", {"longest": str(LONGEST_TEXT)}),
            ),
        )
    if hidden := hidden_character(value):
        raise FactError(Problem(Message("hidden-character", shown | {"character": hidden})))
    if not blank and not value.strip():
        raise FactError(Problem(Message("blank", shown)))
    return value


def _wrong_type(name: str, value: object, expected: Message) -> FactError:
    details = {"field": name, "value": shortened(value), "type": type(value).__name__}
    return FactError(Problem(Message("wrong-type", details), hint=expected))
