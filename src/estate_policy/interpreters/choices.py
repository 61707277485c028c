"""Which options of readings and assumptions are followed, or would be, and on which readings a conclusion depends."""

import itertools
from collections.abc import Mapping
from types import MappingProxyType

import attrs

from estate_policy.law import ALWAYS, Adoption, Assumption, Figure, LawInForce, Policy, Reading, Under
from estate_policy.walk import choices_read, read_by

Choices = Mapping[str, str]
"""The option followed of every reading and assumption that has options."""


@attrs.frozen
class Assignment:
    """Choices under which a conclusion can be evaluated, and in what they differ from the preferred ones."""

    choices: Choices
    changes: Choices


def preferred(law: LawInForce) -> Choices:
    """The preferred option of every reading, the adopted one of every assumption."""
    adopted = {name: one.adopted for name, one in law.policy.assumptions.items() if one.adopted is not None}
    return adopted | {name: reading.preferred for name, reading in law.policy.readings.items()}


def adopting(policy: Policy, under: Under) -> Policy:
    """The policy as if an amendment of all days adopted some options and stated some figures."""
    known: dict[str, Reading | Assumption] = {**policy.readings, **policy.assumptions}
    adoptions = [
        Adoption(known[name], option, ALWAYS, known[name].citation)
        for name, option in under.items()
        if isinstance(option, str)
    ]
    stated = {
        name: attrs.evolve(policy.parameters[name], figures=(figure,))
        for name, figure in under.items()
        if isinstance(figure, Figure)
    }
    parameters = MappingProxyType({**policy.parameters, **stated})
    return attrs.evolve(policy, parameters=parameters, adoptions=(*policy.adoptions, *adoptions))


def readings_of(law: LawInForce) -> Mapping[str, tuple[str, ...]]:
    """For each conclusion the readings on which it depends, itself or through what it reads, in their order."""
    reached: dict[str, frozenset[str]] = {}
    read = read_by(law)
    for name, conclusion in law.conclusions.items():
        own = frozenset(choices_read(conclusion)) & law.policy.readings.keys()
        reached[name] = own.union(*(reached[other] for other in read[name]))
    order = tuple(law.policy.readings)
    return {name: tuple(sorted(readings, key=order.index)) for name, readings in reached.items()}


def assignments(law: LawInForce, readings: tuple[str, ...]) -> tuple[Assignment, ...]:
    """Every choice among some readings: the preferred one first, then those with fewer changes before the rest."""
    base = preferred(law)
    options = [law.policy.readings[name].options for name in readings]
    every = []
    for chosen in itertools.product(*options):
        choices = {**base, **dict(zip(readings, chosen, strict=True))}
        every.append(Assignment(choices, {name: option for name, option in choices.items() if option != base[name]}))
    return tuple(sorted(every, key=lambda one: len(one.changes)))
