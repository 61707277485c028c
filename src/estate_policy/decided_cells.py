"""What a decision says of a row, cell by cell as the columns of an assessment tell it."""

from collections.abc import Iterable
from fractions import Fraction

from estate_policy.answer import Alternative
from estate_policy.decision import Decision
from estate_policy.figures import decimal_of, digits_of
from estate_policy.interpreters.told_columns import JOIN
from estate_policy.kinds import Quantity
from estate_policy.spread import bounds


def decided_cells(decision: Decision, names: Iterable[str]) -> dict[str, object]:
    """What is decided of some conclusions, and the findings, by the names of columns."""
    told: dict[str, object] = {}
    for name in names:
        answer = decision[name]
        told[name] = answer.working_value
        told[f"{name}_standing"] = answer.standing.value
        told[f"{name}_rule"] = JOIN.join(answer.rules)
        told[f"{name}_missing"] = JOIN.join(answer.missing)
        told[f"{name}_otherwise"] = JOIN.join(map(_otherwise, answer.alternatives))
        told[f"{name}_example"] = JOIN.join(answer.examples)
        if isinstance(answer.conclusion.kind, Quantity):
            ends = bounds(answer)
            told[f"{name}_low"] = None if ends.low is None else decimal_of(ends.low)
            told[f"{name}_high"] = None if ends.high is None else decimal_of(ends.high)
    told["findings"] = JOIN.join(one.name for one in decision.findings)
    return told


def _otherwise(one: Alternative) -> str:
    """What other readings give, a question mark where it is open under them, and which these are."""
    readings = ", ".join(f"{reading}={option}" for reading, option in one.readings.items())
    return f"{_shown(one.value)} ({readings})"


def _shown(value: object) -> str:
    match value:
        case None:
            return "?"
        case bool():
            return str(value).lower()
        case str():
            return value
        case _:
            return digits_of(Fraction(str(value)))
