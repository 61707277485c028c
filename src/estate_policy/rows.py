"""The rows of a table as a file holds them, and what can keep a cell from being read."""

from datetime import date, datetime, time, timedelta

import attrs

from estate_policy.errors import Problem

Value = str | float | bool | time | date | datetime | timedelta | None
"""What a cell can hold; in a CSV file, text."""


@attrs.frozen
class Defect:
    """A cell of which nobody can say what it holds, and why."""

    problem: Problem


@attrs.frozen
class Merged:
    """What a cell holds that spans several rows, as it stands in each of them."""

    value: Value


Content = Value | Defect | Merged


@attrs.frozen
class Row:
    """A row with its number in the file, which counts from 1; `defect` is why its cells cannot be told apart."""

    number: int
    cells: tuple[Content, ...]
    defect: Problem | None = None


def is_blank(cell: Content) -> bool:
    """Whether a cell holds nothing.

    >>> is_blank(" "), is_blank(0.0)
    (True, False)
    """
    value = cell.value if isinstance(cell, Merged) else cell
    return value is None or (isinstance(value, str) and not value.strip())
