"""A register assessed: what is decided about every row, and what it adds up to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell, EnginesDisagreeError, RulesDisagreeError
from estate_policy.interpreters.comparisons import measures
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce
from estate_policy.outcome import Bounds, Known, Outcome, Standing
from estate_policy.register import Entry, Register
from estate_policy.schema import QuantityFact, field_at
from estate_policy.units import parse_unit


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

    `known` adds what is settled; `low` and `high` add what each row can come to, other readings included. Rows that are
    not assessed are in none of them. Rows of which a size is not known are not in `high`: the most that a size may be
    bounds what can be typed, and says nothing of the subject. `unassessed` and `unmeasured` count them. `low` is `None`
    where nothing bounds a row.
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


def bounds(answer: Answer) -> Bounds:
    """Between what a quantity must lie, whichever reading is followed."""
    every = [_bounds(outcome) for outcome in (answer.outcome, *(one.outcome for one in answer.alternatives))]
    lows, highs = [one.low for one in every], [one.high for one in every]
    return Bounds(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _group(key: tuple[str | None, ...], members: list[Assessed]) -> Group:
    answers = [one.decision.headline for one in members if one.decision is not None]
    decided = [answer for answer in answers if answer is not None]
    settled = [answer.outcome for answer in decided if answer.standing is Standing.SETTLED]
    ends = [bounds(answer) for answer in decided]
    highs = [high for answer, end in zip(decided, ends, strict=True) if (high := _most(answer, end)) is not None]
    lows = [end.low for end in ends if end.low is not None]
    return Group(
        key,
        len(members),
        Counter(answer.standing for answer in decided),
        sum((low for outcome in settled if (low := _bounds(outcome).low) is not None), Fraction(0)),
        sum(lows, Fraction(0)) if len(lows) == len(ends) else None,
        sum(highs, Fraction(0)),
        len(members) - len(answers),
        len(ends) - len(highs),
    )


def _most(answer: Answer, end: Bounds) -> Fraction | None:
    """The most that a quantity can come to, if that says something of the subject."""
    law = answer.case.law
    missing = {*answer.missing_facts, *(fact for one in answer.alternatives for fact in one.missing_facts)}
    declared = (field_at(law.policy.subjects[answer.case.subject], fact) for fact in missing)
    units = [parse_unit(field.unit, law.policy.units) for field in declared if isinstance(field, QuantityFact)]
    return None if any(measures(unit, law.policy) != {"date"} for unit in units) else end.high


def _bounds(outcome: Outcome) -> Bounds:
    if isinstance(outcome, Known):
        return Bounds(outcome.value, outcome.value) if isinstance(outcome.value, Fraction) else Bounds()
    return outcome.possible if isinstance(outcome.possible, Bounds) else Bounds()
