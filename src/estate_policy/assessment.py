"""A register assessed: what is decided about every row, and what it adds up to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell, EnginesDisagreeError, RulesDisagreeError
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce
from estate_policy.outcome import Standing
from estate_policy.register import Entry, Register
from estate_policy.spread import bounds, spread


@attrs.frozen
class Assessed:
    """One row with its decision, if it could be told which subject it is and the rules agree about it."""

    entry: Entry
    decision: Decision | None


def assess(law: LawInForce, register: Register, engine: Engine = "confirmed") -> Iterator[Assessed]:
    """Decide every row of a register in order; a row without a subject, or about which rules disagree, has none."""
    for entry in register.entries:
        try:
            subject, unknown = entry.subject, entry.unknown_events
            known = None if subject is None else decide(law, subject, unknown_events=unknown, engine=engine)
            yield Assessed(entry, known)
        except (RulesDisagreeError, EnginesDisagreeError) as error:
            place = Cell(register.file, row=entry.row)
            problems = (attrs.evolve(problem, location=place) for problem in error.problems)
            yield Assessed(attrs.evolve(entry, problems=(*entry.problems, *problems)), None)


@attrs.frozen
class Group:
    """What the rows of one group add up to: how many, with which standings, and the headline amount.

    `known` adds what is settled; `low`, `high` and `unmeasured` are the `Spread` of what each row can come to. Rows
    that are not assessed are in none of them; `unassessed` counts them.
    """

    key: tuple[str | None, ...]
    rows: int
    standings: Mapping[Standing, int]
    known: Fraction
    low: Fraction | None
    high: Fraction
    unassessed: int
    unmeasured: int


def summarise(assessed: Iterable[Assessed], facts: tuple[str, ...]) -> list[Group]:
    """The headline amount by the values of some facts, unknown ones last, then all rows as one group without a key."""
    groups: dict[tuple[str | None, ...], list[Assessed]] = {}
    for one in assessed:
        values = (one.entry.facts.get(fact) for fact in facts)
        groups.setdefault(tuple(None if value is None else str(value) for value in values), []).append(one)
    ordered = sorted(groups, key=lambda key: [(value is None, value or "") for value in key])
    every = [one for members in groups.values() for one in members]
    return [*(_group(key, groups[key]) for key in ordered), _group((), every)]


def standings(assessed: Iterable[Assessed]) -> dict[str, Counter[Standing]]:
    """Of each conclusion how many of the rows that could be decided have which standing."""
    found: dict[str, Counter[Standing]] = {}
    for one in assessed:
        for name, answer in {} if one.decision is None else one.decision.items():
            found.setdefault(name, Counter())[answer.standing] += 1
    return found


def _group(key: tuple[str | None, ...], members: list[Assessed]) -> Group:
    answers = [one.decision.headline for one in members if one.decision is not None]
    decided = [answer for answer in answers if answer is not None]
    settled = [answer for answer in decided if answer.standing is Standing.SETTLED]
    every = spread(decided)
    return Group(
        key,
        len(members),
        Counter(answer.standing for answer in decided),
        sum((value for answer in settled if (value := bounds(answer).low) is not None), Fraction(0)),
        every.low,
        every.high,
        len(members) - len(answers),
        every.unmeasured,
    )
