"""What the readings and assumptions of a law do: each with its options, and what another option does to amounts."""

from collections.abc import Collection, Iterable, Iterator, Mapping

import attrs

from estate_policy.comparison import Comparison, amounts_paid, compare
from estate_policy.law import Assumption, LawInForce, Reading
from estate_policy.schema import subject_name
from estate_policy.walk import all_read, choices_read, expressions, names_read


@attrs.frozen
class Choice:
    """A reading or an assumption with the option followed, and the conclusions that depend on it."""

    choice: Reading | Assumption
    followed: str | None
    conclusions: tuple[str, ...]


@attrs.frozen
class Otherwise:
    """Another option of a choice, and what it does to amounts; nothing where none of them depends on it."""

    choice: Choice
    option: str
    compared: Comparison | None


def choices(law: LawInForce) -> list[Choice]:
    """The readings of a law, then its assumptions, in the order of the text."""
    depending = {name: _reached(law, name) for name in law.conclusions}
    every: list[Reading | Assumption] = [*law.policy.readings.values(), *law.policy.assumptions.values()]
    return [
        Choice(
            one,
            one.preferred if isinstance(one, Reading) else one.adopted,
            tuple(name for name, reached in depending.items() if one.name in reached),
        )
        for one in every
    ]


def with_option(law: LawInForce, name: str, option: str) -> LawInForce:
    """The law with another option of a reading preferred, or of an assumption adopted."""
    policy = law.policy
    if name in policy.readings:
        readings = {**policy.readings, name: attrs.evolve(policy.readings[name], preferred=option)}
        policy = attrs.evolve(policy, readings=readings)
    else:
        assumptions = {**policy.assumptions, name: attrs.evolve(policy.assumptions[name], adopted=option)}
        policy = attrs.evolve(policy, assumptions=assumptions)
    return LawInForce(policy, law.day, law.figures, law.conclusions, law.findings)


def otherwise(
    law: LawInForce,
    subjects: Iterable[attrs.AttrsInstance],
    unknown_events: Mapping[str, Collection[str]] | None = None,
) -> Iterator[Otherwise]:
    """For each option that is not followed, what it does to the amounts that somebody pays about some subjects."""
    given = list(subjects)
    amounts = {name for class_ in {type(one) for one in given} for name in amounts_paid(law, subject_name(class_))}
    for choice in choices(law):
        for option in choice.choice.options:
            if option != choice.followed:
                matters = amounts.intersection(choice.conclusions)
                other = with_option(law, choice.choice.name, option) if matters else None
                compared = (
                    None if other is None else compare(law, other, given, unknown_events=unknown_events, engine="exact")
                )
                yield Otherwise(choice, option, compared)


def _reached(law: LawInForce, name: str) -> set[str]:
    """The choices on which a conclusion depends, itself or through what it reads, and the assumptions it rests on."""
    found = set[str]()
    for one in all_read(law, name):
        conclusion = law.conclusions[one]
        found |= choices_read(conclusion)
        found.update(conclusion.assumes, *(rule.assumes for rule in conclusion.rules))
        figures = names_read(expressions(conclusion)) & law.policy.parameters.keys()
        found |= {resting for figure in figures if (resting := law.policy.parameters[figure].assumption) is not None}
    return found
