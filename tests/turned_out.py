"""What is not known yet turned out one way or another: facts, readings, figures, what authorities decide.

Nothing here knows how an answer comes to be settled: blanks are filled, wherever there are any.
"""

from collections.abc import Collection, Iterator
from decimal import Decimal
from fractions import Fraction
from random import Random
from types import MappingProxyType
from typing import Any

import attrs

from estate_policy import LawInForce
from estate_policy.expr import Constant
from estate_policy.interpreters.choices import adopting
from estate_policy.kinds import Kind, Member, Truth, Value
from estate_policy.law import ALWAYS, Conclusion, Discretion, Figure, Gives, Rule
from estate_policy.schema import (
    CollectionFact,
    Field,
    Identity,
    QuantityFact,
    ReferenceFact,
    TextFact,
    fields_of,
    identity_of,
    is_event,
    seen,
)
from estate_policy.testing import cut_points
from estate_policy.testing.strategies import scaled, steps

_FIGURES = [Fraction(0), Fraction(1, 3), Fraction(1), Fraction(12), Fraction(24_228), Fraction(1_000_000)]


def events(subject: Any) -> Iterator[str]:  # noqa: ANN401 of whichever class
    """The events that are not on record, of a subject and of those to which it leads, as `decide` names them."""
    class_: type = type(subject)
    for name, field in fields_of(class_).items():
        value = getattr(subject, name)
        if value is None and is_event(field):
            yield name
        for step, other in _beneath(name, field, value):
            yield from (f"{step}.{event}" for event in events(other))


def completed(law: LawInForce, subject: Any, unknown: Collection[str], chance: Random) -> Any:  # noqa: ANN401 the same
    """The subject with everything known that was not; `unknown` are the events of which nobody knew.

    A value is one at which the law can turn, one step beside it, an end of the range, or any between.
    """
    changes: dict[str, Any] = {}
    class_: type = type(subject)
    for name, field in fields_of(class_).items():
        value = getattr(subject, name)
        if value is None and (name in unknown or not is_event(field)):
            changes[name] = _turned_out(law, class_, name, chance)
        others = []
        for step, other in _beneath(name, field, value):
            inner = [one.removeprefix(f"{step}.") for one in unknown if one.startswith(f"{step}.")]
            others.append(completed(law, other, inner, chance))
        if others:
            changes[name] = tuple(others) if isinstance(field, CollectionFact) else others[0]
    return attrs.evolve(subject, **changes)


def decided_upon(law: LawInForce, chance: Random) -> LawInForce:
    """The law with one option of each reading, with unstated figures stated, and values where rules end without."""
    under: dict[str, str | Figure] = {
        name: chance.choice(list(one.options)) for name, one in law.policy.readings.items()
    }
    for name, parameter in law.policy.parameters.items():
        if not parameter.figures:
            under[name] = Figure(ALWAYS, chance.choice(_FIGURES), Decimal(0))
    policy = adopting(law.policy, under)
    conclusions = {name: _without_ends(one, law, chance) for name, one in policy.conclusions.items()}
    return attrs.evolve(policy, conclusions=MappingProxyType(conclusions)).on(law.day)


def _beneath(name: str, field: Field, value: Any) -> Iterator[tuple[str, Any]]:  # noqa: ANN401 the same
    """The subjects to which a field leads, with the step that leads there."""
    if isinstance(field, ReferenceFact) and value is not None:
        yield name, value
    if isinstance(field, CollectionFact):
        yield from ((f"{name}[{getattr(one, identity_of(field.subject))}]", one) for one in value or ())


def _turned_out(law: LawInForce, class_: type, name: str, chance: Random) -> object:
    field = fields_of(class_)[name]
    match field:
        case Identity():
            return f"{chance.randrange(10**9):09}"
        case TextFact():
            return None
        case ReferenceFact():
            return _whole(law, field.subject, chance)
        case CollectionFact():
            return tuple(_whole(law, field.subject, chance) for _ in range(chance.randrange(3)))
        case QuantityFact() if chance.random() < 1 / 3:
            return scaled(chance.randint(*steps(field)), field.scale)
        case _:
            return seen(field, chance.choice(cut_points(law, class_)[name]))


def _whole(law: LawInForce, class_: type, chance: Random) -> object:
    """A subject of which everything is known; an event may not be on record."""
    fields = fields_of(class_).items()
    skipped = {name for name, field in fields if is_event(field) and chance.random() < 1 / 2}
    return class_(**{name: _turned_out(law, class_, name, chance) for name, _ in fields if name not in skipped})


def _without_ends(conclusion: Conclusion, law: LawInForce, chance: Random) -> Conclusion:
    rules = tuple(_ended(rule, conclusion.kind, law, chance) for rule in conclusion.rules)
    return attrs.evolve(conclusion, rules=rules)


def _ended(rule: Rule, kind: Kind, law: LawInForce, chance: Random) -> Rule:
    """The rule with a value; where an authority has the choice, the least or the most that it may choose."""
    if isinstance(rule.effect, Gives):
        return rule
    bounds = [rule.effect.low, rule.effect.high] if isinstance(rule.effect, Discretion) else []
    known = [one for one in bounds if one is not None]
    return attrs.evolve(rule, effect=Gives(chance.choice(known or [Constant(_value(kind, law, chance), kind)])))


def _value(kind: Kind, law: LawInForce, chance: Random) -> Value:
    if isinstance(kind, Truth):
        return chance.random() < 1 / 2
    if isinstance(kind, Member):
        return chance.choice(list(law.policy.enumerations[kind.enumeration].members))
    return chance.choice(_FIGURES)
