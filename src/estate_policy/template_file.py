"""The empty workbook, or folder of CSV, in which a district's records are kept."""

import tempfile
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from estate_policy.arguments import refuse_other_language, refuse_other_policy
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.law import Policy
from estate_policy.messages import Message, unwritable
from estate_policy.record_sheets import SHEETS, UNREAD_SHEETS, RecordSheet, columns_shown
from estate_policy.results_file import write_table
from estate_policy.schema import DateFact, Field, Identity, MemberFact, TextFact, TruthFact
from estate_policy.sheets_file import Column, Sheet, SheetRow, write_sheets
from estate_policy.terms import Language
from estate_policy.whole_file import whole
from estate_policy.wording import words

_NARROWEST, _WIDEST = 12, 30
_ABOUT = {"zh": UNREAD_SHEETS[0], "en": UNREAD_SHEETS[1]}


def write_template(path: Path | str, policy: Policy, language: Language = "zh") -> None:
    """Write an empty workbook (`.xlsx`), or else a new folder of CSV, to be filled in and read by `read_records`.

    Headings, questions and choices are in the language. `TableError` where it cannot be written, or is there already.
    """
    refuse_other_policy(policy)
    refuse_other_language(language)
    target = Path(path)
    if target.exists():
        raise TableError(Problem(Message("template-exists"), Cell(str(target))))
    try:
        if target.suffix.lower() == ".xlsx":
            with whole(target) as part:
                write_sheets(part, _sheets(policy, language))
        else:
            _write_folder(target, policy, language)
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(target)))) from error


def _write_folder(path: Path, policy: Policy, language: Language) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=f".{path.name}.") as folder:
        part = Path(folder) / path.name
        part.mkdir()
        for sheet in _sheets(policy, language):
            rows = (row.cells if isinstance(row, SheetRow) else row for row in sheet.rows)
            write_table(part / f"{sheet.name}.csv", [column.heading for column in sheet.columns], rows)
        part.replace(path)


def _sheets(policy: Policy, language: Language) -> Iterator[Sheet]:
    for sheet in SHEETS:
        yield Sheet(sheet.term.in_language(language), tuple(_columns(sheet, policy, language)), [], kept=1)
    headings = [words(f"about-{key}", language) for key in ("sheet", "column", "asked", "allowed", "needed")]
    columns = tuple(map(Column, headings, (18, 30, 60, 60, 10), (False, True, True, True, False)))
    yield Sheet(_ABOUT[language], columns, list(_about(policy, language)), kept=2)


def _columns(sheet: RecordSheet, policy: Policy, language: Language) -> Iterator[Column]:
    for column in columns_shown(sheet, policy):
        field, heading = sheet.fields[column.name], column.heading.in_language(language)
        asked = [] if column.question is None else [column.question.in_language(language)]
        yield Column(
            heading,
            min(max(_width(heading), _NARROWEST), _WIDEST),
            remark="\n".join([*asked, column.allowed.text(language)]),
            choices=tuple(_choices(field, policy, language)),
            # Excel would make 2019.10 a number, and a file number a date.
            text=isinstance(field, DateFact | Identity | TextFact),
        )


def _about(policy: Policy, language: Language) -> Iterator[list[object]]:
    """What each column of each sheet asks for."""
    for sheet in SHEETS:
        for column in columns_shown(sheet, policy):
            yield [
                sheet.term.in_language(language),
                column.heading.in_language(language),
                None if column.question is None else column.question.in_language(language),
                column.allowed.text(language),
                words("about-needed", language) if column.needed else None,
            ]


def _choices(field: Field, policy: Policy, language: Language) -> Iterator[str]:
    if isinstance(field, TruthFact):
        yield from (words("about-yes", language), words("about-no", language))
    if isinstance(field, MemberFact) and not policy.enumerations[field.enumeration].open:
        yield from (one.term.in_language(language) for one in policy.enumerations[field.enumeration].members.values())


def _width(heading: str) -> int:
    """Characters of a heading; Chinese ones are twice as wide."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in heading) + 2
