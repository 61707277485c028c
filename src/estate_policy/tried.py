"""What searches tried facts with and what they left out, in words and as plain data."""

from collections.abc import Collection, Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from estate_policy.expr import FactRef
from estate_policy.figures import digits_of
from estate_policy.headlines import missing_term
from estate_policy.interpreters.typed import kind_of
from estate_policy.interpreters.voice import Voice, voice_at, worded
from estate_policy.kinds import Kind, Member, Truth, Value
from estate_policy.outcome import Missing
from estate_policy.schema import (
    DateFact,
    Fact,
    MemberFact,
    QuantityFact,
    Relation,
    TruthFact,
    counted,
    ends_of,
    field_at,
)
from estate_policy.wording import words

Tried = bool | int | Decimal | Fraction | str | date
"""A value of a fact or a conclusion, as callers see it; `…` stands for any member that no rule names."""


def plain(value: Tried | None) -> bool | str | None:
    """A value as JSON says it: numbers and dates as text."""
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | str) else digits_of(Fraction(value))


def fact_words(place: Missing, value: Tried | None, voice: Voice) -> str:
    """A value of a fact in words."""
    if value is None:
        return words("unknown", voice.language)
    fact = field_at(voice.law.policy.subjects[voice.subject], place)
    assert isinstance(fact, Fact)
    there = voice_at(place.path, voice)
    return value_words(counted(fact, value), kind_of(FactRef(place.fact), voice.law, there.subject), there)


def allowed_words(place: Missing, voice: Voice) -> str:
    """What a fact may be, in words; of what leads to other subjects, that their facts are wanted."""
    field, there, language = (
        field_at(voice.law.policy.subjects[voice.subject], place),
        voice_at(place.path, voice),
        voice.language,
    )
    match field:
        case TruthFact():
            return words("or", language).join(worded(value, Truth(), there) for value in (True, False))
        case MemberFact(enumeration=name):
            enumeration = voice.law.policy.enumerations[name]
            members = [worded(member, Member(name), there) for member in enumeration.members]
            others = [words("any-other", language)] if enumeration.open else []
            return words("enumerated", language).join([*members, *others])
        case (QuantityFact() | DateFact()) as field:
            kind = kind_of(FactRef(place.fact), voice.law, there.subject)
            low, high = (worded(end, kind, there) for end in ends_of(field))
            return words("range", language, low=low, high=high)
        case _:
            return words("its-facts", language)


def value_words(value: Value, kind: Kind, voice: Voice) -> str:
    """A value in words, and where it stands for any member that no rule names, that it does."""
    if isinstance(value, str) and not value.strip("…"):
        return words("not-named", voice.language)
    return worded(value, kind, voice)


def unsearched_words(places: Collection[Missing], voice: Voice, *, ended: bool) -> Iterator[str]:
    """What was not searched, a line each: values of facts, other subjects, cases beyond the most there may be."""
    subject = voice.law.policy.subjects[voice.subject]
    relations = [place for place in places if isinstance(field_at(subject, place), Relation)]
    facts = [place for place in places if place not in relations]
    for key, left in (("not-every-value", facts), ("no-other-subjects", relations)):
        if left:
            items = words("list", voice.language).join(missing_term(place, voice) for place in left)
            yield words(key, voice.language, items=items)
    if ended:
        yield words("search-ended", voice.language)
