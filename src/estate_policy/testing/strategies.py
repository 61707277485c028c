"""Subjects for property tests, drawn from their fact schema and from where the law in force turns."""

import math
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import partial
from operator import attrgetter
from typing import Any, TypeVar, assert_never, overload

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from estate_policy.errors import FactError, Problem
from estate_policy.expr import FactRef
from estate_policy.facts import Estate
from estate_policy.given import fact_from_text
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Fact,
    Identity,
    MemberFact,
    QuantityFact,
    Relation,
    TextFact,
    TruthFact,
    date_of,
    ends_of,
    facts_of,
    fields_of,
    identity_of,
    is_required,
    subject_name,
)
from estate_policy.testing.answers import alone
from estate_policy.testing.cut_points import cut_points
from estate_policy.walk import expressions, nodes

Subject = TypeVar("Subject", bound=attrs.AttrsInstance)

_VISIBLE = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs"))
WORDS = st.text(_VISIBLE, min_size=1, max_size=8).filter(lambda text: bool(text.strip()))
"""Words that can be read, not blank."""

_OTHERS = ("某甲", "某乙")
"""Members of open enumerations that no policy names."""

_FEW = 3
_ENDS = 2
_MOSTLY = 5

Facts = Mapping[str, object]


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

    Some are drawn fact by fact, most are examples of the policy with nothing, a few facts or a threshold changed: what
    takes many facts to be so, chance alone would hardly meet. Some have no fact unknown, some a few, some many; with
    `unknown=False` every fact that is asked for is given. A recorded event may have none on record in any case. `facts`
    are strategies to draw these facts from instead.
    """
    fields = fields_of(subject_class)
    for name in facts.keys() - fields.keys():
        details = {"field": name, "subject": subject_name(subject_class)}
        raise FactError(Problem(Message("unknown-fact", details)))
    points = cut_points(law, subject_class)
    every = {
        name: _related(law, field, unknown=unknown)
        if isinstance(field, Relation)
        else _values(law, field, points.get(name, ()))
        for name, field in fields.items()
        if name not in facts
    }
    free = [name for name in points if name not in facts]
    declared = facts_of(subject_class)
    asked = frozenset(name for name in free if declared[name].absent is None and not is_required(declared[name]))
    hidden = _hidden(asked, asked & _headline_facts(law, subject_class)) if unknown else _none()

    given, worked = st.fixed_dictionaries({**every, **facts}), _worked(law, subject_class, free)

    # Composed so that it is shown by its name: all that it is made of would fill hundreds of pages.
    @st.composite
    def subject(draw: st.DrawFn) -> attrs.AttrsInstance:
        drawn, example = draw(given), draw(worked)
        known = {name: value for name, value in example.items() if unknown or value is not None or name not in asked}
        return subject_class(**{**drawn, **known, **dict.fromkeys(draw(hidden))})

    return subject()


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


def _worked(law: LawInForce, subject_class: type, names: list[str]) -> SearchStrategy[Facts]:
    """Facts of an example of the policy that are left as they are; often all but a few, sometimes none."""
    examples = [one.facts for one in law.policy.examples if one.subject == subject_name(subject_class)]
    known = st.sampled_from([{name: facts.get(name) for name in names} for facts in examples] or [{}])
    points, declared = cut_points(law, subject_class), facts_of(subject_class)
    quantities = [name for name in names if isinstance(declared[name], QuantityFact)]
    turning = frozenset(name for name in quantities if len(points[name]) > _ENDS)
    redrawn = st.one_of(_none(), _some(turning, 1), _some(frozenset(names), _FEW))
    worked = st.builds(
        lambda facts, changed: {name: value for name, value in facts.items() if name not in changed},
        known,
        redrawn,
    )
    return st.one_of(st.just({}), *([worked] * _MOSTLY))


def _hidden(asked: frozenset[str], decisive: frozenset[str]) -> SearchStrategy[frozenset[str]]:
    """Which facts are unknown: none, the one on which the headline hangs, a few, any."""
    return st.one_of(_none(), _some(decisive, 1), _some(asked, _FEW), _some(asked, len(asked)))


def _headline_facts(law: LawInForce, subject_class: type) -> frozenset[str]:
    """The facts that the headline of the policy reads, itself or through other conclusions."""
    headline = law.policy.headlines.get(subject_name(subject_class))
    read = () if headline is None else alone(law, headline).conclusions.values()
    parts = (node for conclusion in read for top in expressions(conclusion) for node in nodes(top))
    return frozenset(part.name for part in parts if isinstance(part, FactRef))


def _none() -> SearchStrategy[frozenset[str]]:
    return st.just(frozenset())


def _some(names: frozenset[str], most: int) -> SearchStrategy[frozenset[str]]:
    """Any of the names, up to so many; where that is no limit, at times all of them."""
    if not names:
        return _none()
    some = st.frozensets(st.sampled_from(sorted(names)), min_size=1, max_size=most)
    return some if most < len(names) else st.one_of(some, st.just(names))


def _values(law: LawInForce, field: Fact | TextFact | Identity, points: tuple[Value, ...]) -> SearchStrategy[object]:
    match field:
        case Identity():
            return st.integers(1, 9999).map("{:04}".format)
        case TextFact():
            return st.none() | WORDS
        case TruthFact():
            return _recorded(field.absent, st.booleans())
        case MemberFact():
            return _recorded(field.absent, _members(law, field, points))
        case QuantityFact():
            turning = [int(point * 10**field.scale) for point in points if isinstance(point, Fraction)]
            numbers = st.one_of(st.sampled_from(turning), st.integers(*steps(field)))
            return numbers.map(lambda number: scaled(number, field.scale))
        case DateFact():
            turning = [int(point) for point in points if isinstance(point, Fraction)]
            counted = st.one_of(st.sampled_from(turning), st.integers(*map(int, ends_of(field))))
            return counted.map(lambda number: date_of(field.counts, Fraction(number)))
        case _:
            assert_never(field)


def _related(law: LawInForce, field: Relation, *, unknown: bool) -> SearchStrategy[object]:
    """What a reference or a collection leads to; at times that is not known or, of a recorded one, not there."""
    given: SearchStrategy[object] = subjects(law, field.subject, unknown=unknown)
    if isinstance(field, CollectionFact):
        given = st.lists(given, max_size=_FEW, unique_by=attrgetter(identity_of(field.subject))).map(tuple)
    return st.one_of(given, given, given, st.none()) if unknown or field.recorded else given


def _recorded(absent: object, values: SearchStrategy[object]) -> SearchStrategy[object]:
    return values if absent is None else st.none() | values


def _members(law: LawInForce, field: MemberFact, points: tuple[Value, ...]) -> SearchStrategy[str]:
    """Members, and of an open enumeration others: the same few, so that two facts may have one, and any words."""
    members = law.policy.enumerations[field.enumeration].members
    named = st.sampled_from([str(point) for point in points if point in members])
    if not law.policy.enumerations[field.enumeration].open:
        return named
    others = st.one_of(st.sampled_from(_OTHERS), WORDS).filter(partial(_names_itself, law, field))
    return st.one_of(named, named, others)


def _names_itself(law: LawInForce, field: MemberFact, text: str) -> bool:
    """Whether a register can name a member so: a figure is no name, and other words for a member name that one."""
    try:
        return fact_from_text(field.enumeration, field, text, law.policy.enumerations, law.policy.units) == text
    except FactError:
        return False
