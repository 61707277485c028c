"""How a subject class declares its facts: kind, words, range; and how a given value is checked against that.

A subject is a frozen attrs class; what is `Annotated` with a declaration is a fact:

>>> from typing import Annotated
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
import typing
import unicodedata
from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.figures import decimal_of
from estate_policy.kinds import Value
from estate_policy.messages import Message
from estate_policy.outcome import Missing
from estate_policy.terms import Term

LONGEST_TEXT = 200
"""Characters; names and members of enumerations are shorter than this by far."""


@attrs.frozen(kw_only=True)
class TruthFact:
    """A fact that is so or not so; `negated` words the contrary; `absent` is what none recorded means."""

    term: Term
    negated: Term
    question: Term
    absent: bool | None = None
    headings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class QuantityFact:
    """A number of a unit, of at most `scale` decimals, between `low` and `high`, both included.

    `unit_words` are what registers also call the unit.
    """

    term: Term
    unit: str
    low: Decimal
    high: Decimal
    scale: int
    question: Term
    absent: None = None
    headings: tuple[str, ...] = ()
    unit_words: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class MemberFact:
    """A member of an enumeration that the policy declares; `absent` is what none recorded means.

    `required` tells that it is never unknown. `says` words that the fact is a certain member where `term` is `member`
    would not read well.
    """

    term: Term
    enumeration: str
    question: Term
    absent: str | None = None
    required: bool = False
    headings: tuple[str, ...] = ()
    says: Mapping[str, Term] = attrs.field(factory=dict, hash=False)


@attrs.frozen(kw_only=True)
class DateFact:
    """A day, or a month where `counts` says so, between `low` and `high`, both included.

    Rules compare dates as whole numbers of `unit`: of days, or of months since the year nought. `required` tells that
    it is never unknown, `governs` that a subject which another one has is decided by the law of that day; then it is
    required, for nobody could say by which law otherwise. Of one that is `loose`, a month or a year may be given in
    place of a day in it, and the days that are meant are read.
    """

    term: Term
    unit: str
    counts: typing.Literal["days", "months"]
    low: date
    high: date
    question: Term
    absent: None = None
    required: bool = False
    governs: bool = False
    loose: bool = False
    headings: tuple[str, ...] = ()

    def __attrs_post_init__(self) -> None:
        """Refuse a declaration by which nobody could say which law governs."""
        if self.governs and not self.required:
            optional = "a day that governs is required"
            raise TypeError(optional)


@attrs.frozen(kw_only=True)
class ReferenceFact:
    """Another subject that this one refers to; `recorded` where none on record means that there is none."""

    term: Term
    subject: type
    question: Term
    recorded: bool = False
    headings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class CollectionFact:
    """Several subjects that this one has; `recorded` where none on record means that there are none."""

    term: Term
    subject: type
    question: Term
    recorded: bool = False
    headings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class TextFact:
    """Words that no rule reads."""

    term: Term
    headings: tuple[str, ...] = ()


@attrs.frozen(kw_only=True)
class Identity:
    """What tells one subject from another: required, never blank."""

    term: Term = Term(zh="编号", en="id")
    headings: tuple[str, ...] = ()


Fact = TruthFact | QuantityFact | MemberFact | DateFact
"""A fact that rules may read. `absent` is set on recorded events alone: what having none recorded means."""

Relation = ReferenceFact | CollectionFact
"""What leads to another subject, whose facts and conclusions rules may read."""

Field = Fact | Relation | TextFact | Identity
"""A field of a subject class."""


@functools.cache
def fields_of(subject: type) -> Mapping[str, Field]:
    """The declared fields of a subject class by name, in their order."""
    hints = typing.get_type_hints(subject, include_extras=True)
    declared = {name: _declaration(hints[name]) for name in hints}
    return MappingProxyType({name: field for name, field in declared.items() if field is not None})


@functools.cache
def facts_of(subject: type) -> Mapping[str, Fact]:
    """The facts of a subject class that rules may read, by name, in their order."""
    return MappingProxyType({name: field for name, field in fields_of(subject).items() if isinstance(field, Fact)})


@functools.cache
def relations_of(subject: type) -> Mapping[str, Relation]:
    """The references and collections of a subject class by name, in their order."""
    return MappingProxyType({name: field for name, field in fields_of(subject).items() if isinstance(field, Relation)})


@functools.cache
def identity_of(subject: type) -> str:
    """The name of the field that tells one subject from another."""
    return next(name for name, field in fields_of(subject).items() if isinstance(field, Identity))


def field_at(subject: type, fact: Missing) -> Field:
    """The declaration of a missing fact, of the subject at the end of its path."""
    for step in fact.path:
        subject = relations_of(subject)[step.field].subject
    return fields_of(subject)[fact.fact]


def is_event(field: Field) -> bool:
    """Whether a field is a recorded event, of which none on record means that it did not happen."""
    return field.recorded if isinstance(field, Relation) else isinstance(field, Fact) and field.absent is not None


def is_required(field: Field) -> bool:
    """Whether a subject cannot be without the field."""
    return isinstance(field, Identity) or (isinstance(field, MemberFact | DateFact) and field.required)


def ends_of(fact: QuantityFact | DateFact) -> tuple[Fraction, Fraction]:
    """The least and the most that a number or a date can be, as rules count."""
    if isinstance(fact, DateFact):
        return dated(fact.counts, fact.low), dated(fact.counts, fact.high)
    return Fraction(fact.low), Fraction(fact.high)


def date_of(counts: typing.Literal["days", "months"], number: Fraction) -> date:
    """The date that rules count so; of a month its first day.

    >>> date_of("months", Fraction(24234))
    datetime.date(2019, 7, 1)
    """
    if counts == "days":
        return date.fromordinal(int(number))
    year, month = divmod(int(number), 12)
    return date(year, month + 1, 1)


def scale_of(fact: QuantityFact | DateFact) -> int:
    """How many decimals a number may have."""
    return 0 if isinstance(fact, DateFact) else fact.scale


def counted(fact: Fact, value: object) -> Value:
    """A given value as rules see it."""
    if isinstance(fact, DateFact):
        assert isinstance(value, date)
        return dated(fact.counts, value)
    if isinstance(fact, QuantityFact):
        assert isinstance(value, Decimal | int)
        return Fraction(value)
    assert isinstance(value, bool | str)
    return value


def seen(fact: Fact, value: Value) -> bool | Decimal | Fraction | str | date:
    """A value that rules see, as callers give it."""
    if isinstance(value, Fraction):
        return date_of(fact.counts, value) if isinstance(fact, DateFact) else decimal_of(value)
    return value


def dated(counts: typing.Literal["days", "months"], day: date) -> Fraction:
    """A date as rules count it.

    >>> dated("months", date(2019, 7, 1)), dated("days", date(1, 1, 2))
    (Fraction(24234, 1), Fraction(2, 1))
    """
    return Fraction(day.toordinal() if counts == "days" else day.year * 12 + day.month - 1)


def subject_name(subject: type) -> str:
    """How policy files call the subject: `Estate` is `estate`, `DistrictYear` is `district_year`."""
    spaced = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in subject.__name__)
    return spaced.removeprefix("_")


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
            typing.assert_never(field)


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
            typing.assert_never(field)


def _declaration(hint: object) -> Field | None:
    return next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Field)), None)


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


def hidden_character(text: str) -> str | None:
    r"""The code point of the first control, format or surrogate character, which no reader would see.

    >>> hidden_character("safe"), hidden_character("a\u202eb")
    (None, 'U+202E')
    """
    return next((f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs")), None)


def shortened(value: object) -> str:
    """A given value as messages show it: never longer than a line.

    >>> shortened("q" * 70000)
    'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq…'
    """
    longest = 40
    # Python does not print whole numbers of more than 4300 digits.
    text = str(Decimal(value)) if isinstance(value, int) and not isinstance(value, bool) else str(value)
    visible = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text[: longest + 1])
    return visible if len(text) <= longest else visible[:longest] + "…"


def _wrong_type(name: str, value: object, expected: Message) -> FactError:
    details = {"field": name, "value": shortened(value), "type": type(value).__name__}
    return FactError(Problem(Message("wrong-type", details), hint=expected))
