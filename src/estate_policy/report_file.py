"""The report of a settlement written as a workbook, whole or not at all."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unwritable
from estate_policy.restating import Restated
from estate_policy.settlement import Settlement
from estate_policy.settlement_sheets import sheets_of
from estate_policy.sheets_file import write_sheets
from estate_policy.terms import Language
from estate_policy.whole_file import whole


def write_report(
    path: Path | str,
    settlement: Settlement,
    problems: Iterable[Problem],
    restated: Sequence[Restated] | None = None,
    language: Language = "zh",
) -> None:
    """Write a settlement as an Excel workbook of formatted sheets; the file appears only when it is whole.

    `problems` are all that were found in the records, `restated` the differences to a closed settlement. `TableError`
    where it cannot be written.
    """
    target = Path(path)
    if target.suffix.lower() != ".xlsx":
        raise TableError(Problem(Message("not-a-workbook-name"), Cell(target.name)))
    try:
        with whole(target) as part:
            write_sheets(part, sheets_of(settlement, problems, restated, language))
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(target)))) from error
