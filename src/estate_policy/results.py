"""The results of an assessment row by row, in columns that are the same for every row."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from importlib.metadata import version

from estate_policy.answer import Answer
from estate_policy.assessment import Assessed
from estate_policy.errors import Cell, Problem
from estate_policy.figures import decimal_of
from estate_policy.kinds import Quantity
from estate_policy.law import Conclusion, LawInForce
from estate_policy.schema import fields_of, subject_name
from estate_policy.spread import bounds

Result = str | bool | int | Decimal | Fraction | None
"""What a cell of the results holds."""

JOIN = "|"
"""Stands between several rules, facts, findings or problems in one cell."""

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
