"""A register decided row by row by `decide`: what the columns of `assess` must equal, and add up to."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import version

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell, EnginesDisagreeError, Problem, RulesDisagreeError
from estate_policy.figures import decimal_of
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.told_columns import JOIN
from estate_policy.kinds import Quantity
from estate_policy.law import Conclusion, LawInForce
from estate_policy.outcome import Standing
from estate_policy.register import Entry, Register
from estate_policy.schema import fields_of, subject_name
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


Result = str | bool | int | Decimal | Fraction | None
"""What a cell of the results holds."""

_REPEATED = ("name", "district", "management_mode")
"""What is repeated of the register, so that a row can be read without it."""


def columns(law: LawInForce, subject: type) -> list[str]:
    """Row and subject, each conclusion with what is said of it, findings, problems, and what it was decided under."""
    names = ["row", "id", *_repeated(subject)]
    for conclusion in _conclusions(law, subject):
        parts = ("standing", "rule", "missing", "otherwise")
        names += [conclusion.name, *(f"{conclusion.name}_{part}" for part in parts)]
        if _has_examples(law):
            names.append(f"{conclusion.name}_example")
        if isinstance(conclusion.kind, Quantity):
            names += [f"{conclusion.name}_low", f"{conclusion.name}_high"]
    return [*names, "findings", "problems", "on", "policy", "library"]


def result(law: LawInForce, subject: type, assessed: Assessed) -> list[Result]:
    """One row of the results, in the order of `columns`. A value is the settled one, or the working value."""
    entry, decision = assessed.entry, assessed.decision
    cells: list[Result] = [entry.row, entry.id, *(_text(entry.facts.get(name)) for name in _repeated(subject))]
    for conclusion in _conclusions(law, subject):
        cells += _told(law, conclusion, None if decision is None else decision[conclusion.name])
    findings = [] if decision is None else [finding.name for finding in decision.findings]
    problems = JOIN.join(_shown(problem) for problem in entry.problems)
    under = (law.day.isoformat(), law.policy.digest, version("estate-policy"))
    return [*cells, JOIN.join(findings), problems, *under]


def _repeated(subject: type) -> list[str]:
    return [name for name in _REPEATED if name in fields_of(subject)]


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _conclusions(law: LawInForce, subject: type) -> list[Conclusion]:
    return [one for one in law.conclusions.values() if one.subject == subject_name(subject)]


def _has_examples(law: LawInForce) -> bool:
    return any(amendment.example for amendment in law.amendments)


def _told(law: LawInForce, conclusion: Conclusion, answer: Answer | None) -> list[Result]:
    is_quantity = isinstance(conclusion.kind, Quantity)
    if answer is None:
        return [None] * ((7 if is_quantity else 5) + _has_examples(law))
    told: list[Result] = [
        answer.working_value,
        answer.standing.value,
        JOIN.join(answer.rules),
        JOIN.join(answer.missing),
        JOIN.join(f"{_value(one.value)} ({_readings(one.readings)})" for one in answer.alternatives),
    ]
    if _has_examples(law):
        told.append(JOIN.join(answer.examples))
    ends = bounds(answer)
    return [*told, _end(ends.low), _end(ends.high)] if is_quantity else told


def _value(value: object) -> str:
    """A value as CSV writes it; nothing where it is open under these readings."""
    if isinstance(value, bool):
        return str(value).lower()
    return "?" if value is None else f"{value:f}" if isinstance(value, Decimal) else str(value)


def _readings(readings: Mapping[str, str]) -> str:
    return ", ".join(f"{reading}={option}" for reading, option in readings.items())


def _end(end: Fraction | None) -> Decimal | Fraction | None:
    return None if end is None else decimal_of(end)


def _shown(problem: Problem) -> str:
    """A problem as the results name it: its code and the column."""
    column = problem.location.heading if isinstance(problem.location, Cell) else None
    return problem.code if column is None else f"{problem.code}:{column}"
