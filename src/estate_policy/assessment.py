"""A register assessed: what is decided about every row, in fixed columns, and what it adds up to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell, Problem
from estate_policy.kinds import Quantity
from estate_policy.law import Conclusion, LawInForce
from estate_policy.outcome import Bounds, Known, Outcome, Standing
from estate_policy.register import Entry, Register
from estate_policy.schema import subject_name

Result = str | bool | int | Decimal | Fraction | None
"""What a cell of the results holds."""

JOIN = "|"
"""Stands between several rules, facts, findings or problems in one cell."""


@attrs.frozen
class Assessed:
    """One row with its decision, if it could be told which subject it is."""

    entry: Entry
    decision: Decision | None


def assess(law: LawInForce, register: Register) -> Iterator[Assessed]:
    """Decide every row of a register in order; rows without a subject stay, undecided."""
    for entry in register.entries:
        subject, unknown = entry.subject, entry.unknown_events
        yield Assessed(entry, None if subject is None else decide(law, subject, unknown_events=unknown))


def columns(law: LawInForce, subject: type) -> list[str]:
    """The columns of the results: row, id, each conclusion with what is said of it, findings, problems."""
    names = ["row", "id"]
    for conclusion in _conclusions(law, subject):
        names += [conclusion.name, *(f"{conclusion.name}_{part}" for part in ("standing", "rule", "missing"))]
        if isinstance(conclusion.kind, Quantity):
            names += [f"{conclusion.name}_low", f"{conclusion.name}_high"]
    return [*names, "findings", "problems"]


def result(law: LawInForce, subject: type, assessed: Assessed) -> list[Result]:
    """One row of the results, in the order of `columns`. A value is the settled one, or the working value."""
    entry, decision = assessed.entry, assessed.decision
    cells: list[Result] = [entry.row, entry.id]
    for conclusion in _conclusions(law, subject):
        answer = None if decision is None else decision[conclusion.name]
        cells += _told(conclusion, answer)
    findings = [] if decision is None else [finding.name for finding in decision.findings]
    return [*cells, JOIN.join(findings), JOIN.join(_shown(problem) for problem in entry.problems)]


@attrs.frozen
class Group:
    """What the rows of one group add up to: how many, with which standings, and the headline amount."""

    key: tuple[str | None, ...]
    rows: int
    standings: Mapping[Standing, int]
    known: Fraction
    low: Fraction | None
    high: Fraction | None


def summarise(assessed: Iterable[Assessed], facts: tuple[str, ...]) -> list[Group]:
    """The headline amount by the values of some facts, unknown ones last, then all rows as one group without a key.

    `known` adds what is settled; `low` and `high` add what each row can come to, other readings included, and are
    `None` where a row has no bound.
    """
    groups: dict[tuple[str | None, ...], list[Answer | None]] = {}
    for one in assessed:
        key = tuple(None if one.decision is None else getattr(one.decision.subject, fact) for fact in facts)
        groups.setdefault(key, []).append(None if one.decision is None else one.decision.headline)
    ordered = sorted(groups, key=lambda key: [(value is None, value or "") for value in key])
    every = [answer for answers in groups.values() for answer in answers]
    return [*(_group(key, groups[key]) for key in ordered), _group((), every)]


def _group(key: tuple[str | None, ...], answers: list[Answer | None]) -> Group:
    decided = [answer for answer in answers if answer is not None]
    bounds = [_range(answer) for answer in decided]
    settled = [answer.outcome for answer in decided if answer.standing is Standing.SETTLED]
    return Group(
        key,
        len(answers),
        Counter(answer.standing for answer in decided),
        _sum(_bounds(outcome).low for outcome in settled) or Fraction(0),
        _sum(one.low for one in bounds),
        _sum(one.high for one in bounds),
    )


def _range(answer: Answer) -> Bounds:
    """Between what a quantity must lie, whichever reading is followed."""
    every = [_bounds(outcome) for outcome in (answer.outcome, *(one.outcome for one in answer.alternatives))]
    lows, highs = [one.low for one in every], [one.high for one in every]
    return Bounds(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _bounds(outcome: Outcome) -> Bounds:
    if isinstance(outcome, Known):
        return Bounds(outcome.value, outcome.value) if isinstance(outcome.value, Fraction) else Bounds()
    return outcome.possible if isinstance(outcome.possible, Bounds) else Bounds()


def _sum(ends: Iterable[Fraction | None]) -> Fraction | None:
    total = Fraction(0)
    for end in ends:
        if end is None:
            return None
        total += end
    return total


def _conclusions(law: LawInForce, subject: type) -> list[Conclusion]:
    return [one for one in law.conclusions.values() if one.subject == subject_name(subject)]


def _told(conclusion: Conclusion, answer: Answer | None) -> list[Result]:
    is_quantity = isinstance(conclusion.kind, Quantity)
    if answer is None:
        return [None] * (6 if is_quantity else 4)
    told: list[Result] = [
        answer.working_value,
        answer.standing.value,
        JOIN.join(answer.rules),
        JOIN.join(answer.missing),
    ]
    return [*told, answer.low, answer.high] if is_quantity else told


def _shown(problem: Problem) -> str:
    """A problem as the results name it: its code and the column."""
    column = problem.location.heading if isinstance(problem.location, Cell) else None
    return problem.code if column is None else f"{problem.code}:{column}"
