"""How a subject class declares its facts, for rules and registers: kind, words, range.

A subject is a frozen attrs class; what is `Annotated` with a declaration is a fact. `checked_facts` has every value
that it is given checked against that.
"""

import functools
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import attrs

from estate_policy.figures import decimal_of
from estate_policy.kinds import Value
from estate_policy.outcome import Missing
from estate_policy.terms import Term


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


def _declaration(hint: object) -> Field | None:
    return next((extra for extra in getattr(hint, "__metadata__", ()) if isinstance(extra, Field)), None)
