"""Subjects for property tests, drawn from their fact schema and from where the law in force turns."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeVar, assert_never, overload

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from estate_policy.errors import FactError, Problem
from estate_policy.facts import Estate
from estate_policy.flaws import turning_days
from estate_policy.given import UNKNOWN, member_from_text
from estate_policy.kinds import Value
from estate_policy.law import Enumeration, LawInForce
from estate_policy.loading import load_policy
from estate_policy.messages import Message
from estate_policy.schema import (
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    TextFact,
    TruthFact,
    facts_of,
    fields_of,
    subject_name,
)
from estate_policy.testing.cut_points import cut_points

Subject = TypeVar("Subject", bound=attrs.AttrsInstance)

_VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs"))
_WORDS = st.text(_VISIBLE, min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
_FEW = 3


@overload
def subjects(law: LawInForce, /, *, unknown: bool = True, **facts: SearchStrategy[Any]) -> SearchStrategy[Estate]: ...


@overload
def subjects(
    law: LawInForce, subject_class: type[Subject], /, *, unknown: bool = True, **facts: SearchStrategy[Any]
) -> SearchStrategy[Subject]: ...


def subjects(
    law: LawInForce,
    subject_class: type[attrs.AttrsInstance] = Estate,
    /,
    *,
    unknown: bool = True,
    **facts: SearchStrategy[Any],
) -> SearchStrategy[Any]:
    """Subjects the law can decide: thresholds and one step beside them, ends of ranges, members nobody named.

    Some have no fact unknown, some a few, some many; with `unknown=False` every fact that is asked for is given. A
    recorded event may have none on record in any case. `facts` are strategies that replace the ones drawn from.
    """
    fields = fields_of(subject_class)
    for name in facts.keys() - fields.keys():
        details = {"field": name, "subject": subject_name(subject_class)}
        raise FactError(Problem(Message("unknown-fact", details)))
    points = cut_points(law, subject_class)
    drawn = {name: _values(law, field, points.get(name, ())) for name, field in fields.items()}
    every = st.fixed_dictionaries({**drawn, **facts})
    asked = [name for name, fact in facts_of(subject_class).items() if fact.absent is None and name not in facts]
    hidden = _some(asked) if unknown else st.just(frozenset[str]())
    return st.builds(lambda given, without: _subject(subject_class, given, without), every, hidden)


def cell_texts(law: LawInForce, name: str, subject_class: type[attrs.AttrsInstance] = Estate) -> SearchStrategy[str]:
    """What clerks write into the column of a fact: its values in their words, blanks, 未知, and rubbish."""
    field = fields_of(subject_class)[name]
    rubbish = st.one_of(st.text(max_size=12), st.sampled_from(["#N/A", "1,23", "1e3", "١٢", "１２", "八十", "\u202e1"]))
    return st.one_of(_readable(law, field), st.sampled_from(sorted(UNKNOWN)), rubbish)


def register() -> None:
    """Tell Hypothesis how estates are drawn wherever a type asks for one; called through its entry point."""
    st.register_type_strategy(Estate, lambda _: subjects(_newest_law()))


def scaled(number: int, scale: int) -> Decimal:
    """A whole number of the smallest steps as a decimal, all digits.

    >>> scaled(8000, 2)
    Decimal('80.00')
    """
    return Decimal(f"{number}E-{scale}")


def steps(fact: QuantityFact) -> tuple[int, int]:
    """The ends of a range, counted in the smallest steps a fact can have."""
    scale = 10**fact.scale
    return math.ceil(Fraction(fact.low) * scale), math.floor(Fraction(fact.high) * scale)


def _newest_law() -> LawInForce:
    policy = load_policy()
    return policy.on(turning_days(policy)[-1])


def _subject(
    subject_class: type[attrs.AttrsInstance], given: Mapping[str, object], without: frozenset[str]
) -> attrs.AttrsInstance:
    return subject_class(**{name: None if name in without else value for name, value in given.items()})


def _some(names: list[str]) -> SearchStrategy[frozenset[str]]:
    """None of the names, a few, any number, or all of them."""
    if not names:
        return st.just(frozenset[str]())
    one = st.sampled_from(names)
    ends = st.sampled_from([frozenset[str](), frozenset(names)])
    return st.one_of(st.just(frozenset[str]()), st.frozensets(one, min_size=1, max_size=_FEW), st.frozensets(one), ends)


def _values(law: LawInForce, field: Field, points: tuple[Value, ...]) -> SearchStrategy[object]:
    match field:
        case Identity():
            return st.integers(1, 9999).map("{:04}".format)
        case TextFact():
            return st.none() | _WORDS
        case TruthFact():
            return _recorded(field.absent, st.booleans())
        case MemberFact():
            named = st.sampled_from([str(point) for point in points])
            return _recorded(field.absent, _members(law.policy.enumerations[field.enumeration], named))
        case QuantityFact():
            turning = [int(point * 10**field.scale) for point in points if isinstance(point, Fraction)]
            numbers = st.one_of(st.sampled_from(turning), st.integers(*steps(field)))
            return numbers.map(lambda number: scaled(number, field.scale))
        case _:
            assert_never(field)


def _recorded(absent: object, values: SearchStrategy[object]) -> SearchStrategy[object]:
    return values if absent is None else st.none() | values


def _members(enumeration: Enumeration, named: SearchStrategy[str]) -> SearchStrategy[str]:
    if not enumeration.open:
        return named
    # Other words for a member would be refused: rules do not know it by them.
    others = _WORDS.filter(lambda text: member_from_text(enumeration.name, enumeration, text) == text)
    return st.one_of(named, named, others)


def _readable(law: LawInForce, field: Field) -> SearchStrategy[str]:
    match field:
        case Identity() | TextFact():
            return _WORDS
        case TruthFact():
            words = (field.term, field.negated)
            return st.sampled_from(["是", "否", "有", "无", "yes", "No", *(word.zh for word in words)])
        case MemberFact():
            members = law.policy.enumerations[field.enumeration].members.values()
            return st.sampled_from(
                [text for one in members for text in (one.name, one.term.zh, one.term.en, *one.also)]
            )
        case QuantityFact():
            unit = law.policy.units[field.unit]
            numbers = st.integers(*steps(field)).map(lambda number: scaled(number, field.scale))
            forms = st.sampled_from(["{:f}", "{:,f}", " {:f}", "{:f}" + unit.term.zh, "{:f} " + unit.name])
            return st.builds(lambda form, number: form.format(number), forms, numbers)
        case _:
            assert_never(field)
