"""The fact that a cell gives, typed as spreadsheets type it."""

import math
from datetime import date, datetime
from decimal import Decimal

from estate_policy.errors import FactError, Problem
from estate_policy.given import fact_from_text, number_hint
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.numerals import year_of_day
from estate_policy.rows import Content, Defect, Merged
from estate_policy.schema import Field, Identity, QuantityFact, TextFact

_LARGEST_NUMBER = 10**15
"""From here on Excel shows other digits than were typed."""


def fact_of_cell(name: str, field: Field, cell: Content, policy: Policy) -> object:
    """The value that a cell gives for a field, as `fact_from_text` does; `FactError` where it gives none."""
    return fact_from_text(name, field, _written(name, field, cell, policy), policy.enumerations, policy.units)


def _written(name: str, field: Field, cell: Content, policy: Policy) -> str:
    """What a cell says, as text. A double counts as a number only if it is the nearest one to a number of the scale."""
    match cell:
        case Defect():
            raise FactError(cell.problem)
        case Merged():
            if isinstance(field, QuantityFact):
                raise FactError(Problem(Message("merged-number", {"field": name})))
            return _written(name, field, cell.value, policy)
        case bool():
            return str(cell).lower()
        case float():
            return _digits(name, field, cell)
        case datetime() | date():
            if isinstance(field, QuantityFact) and not year_of_day(cell.isoformat(), policy.units.get(field.unit)):
                message = Message("date-for-number", {"field": name, "value": cell.isoformat()})
                raise FactError(Problem(message, hint=number_hint(cell.isoformat(), policy.units.get(field.unit))))
            if isinstance(field, Identity):
                message = Message("date-for-id", {"value": cell.isoformat()})
                raise FactError(Problem(message, hint=Message("write-as-text")))
            return cell.isoformat()
        case _:
            return str(cell)


def _digits(name: str, field: Field, number: float) -> str:
    if isinstance(field, Identity | TextFact) and not math.isfinite(number):
        raise FactError(Problem(Message("not-finite", {"field": name, "value": str(number)})))
    if isinstance(field, Identity) and abs(number) >= _LARGEST_NUMBER:
        raise FactError(Problem(Message("id-too-large", {"value": f"{number:.0f}"}), hint=Message("write-as-text")))
    scale = field.scale if isinstance(field, QuantityFact) else 0
    digits = f"{Decimal(number):.{scale}f}"
    return digits if float(digits) == number else repr(number)
