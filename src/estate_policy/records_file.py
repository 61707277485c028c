"""Records read from a workbook or a folder of CSV, with every problem at its cell."""

from pathlib import Path

import attrs

from estate_policy.errors import Problem
from estate_policy.law import Policy
from estate_policy.records import Records


@attrs.frozen
class RecordsFile:
    """What a workbook or folder holds: the records, what is wrong with them, and what is worth knowing of them."""

    file: str
    records: Records
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def read_records(path: Path, policy: Policy) -> RecordsFile:
    """Read the records of a workbook, or of a folder of CSV; `TableError` if it holds no sheet of estates.

    What cannot be read is a problem of its cell, and what it might have said is unknown: nothing is settled by it.
    """
    raise NotImplementedError
