"""The rows of a sheet of records: what each says, and what keeps it from being placed."""

from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from typing import Any

import attrs

from estate_policy.columns import Columns, columns_of
from estate_policy.errors import Cell, Problem
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.record_sheets import RecordSheet
from estate_policy.record_tables import key_words
from estate_policy.row_facts import RowFacts, cells_of, facts_of_row, is_remark
from estate_policy.rows import Row, is_blank
from estate_policy.schema import Identity, is_required
from estate_policy.shown import shortened
from estate_policy.tables import Table
from estate_policy.terms import Term
from estate_policy.words_written import plain

_LISTED = 20


@attrs.frozen
class RecordRow:
    """A row that is on record; a fact that cannot be read is `None`."""

    row: Row
    place: Cell
    told: RowFacts
    problems: tuple[Problem, ...]

    def __getitem__(self, name: str) -> Any:  # noqa: ANN401 facts of any kind
        """A fact of the row."""
        return self.told.facts.get(name)

    @property
    def label(self) -> str:
        """What to call what the row says where nobody can tell it apart.

        It is the same in a workbook and in CSV, and in either language.
        """
        return f"#{self.row.number}"


@attrs.frozen
class RecordRows:
    """The rows of a sheet in order, how its columns are read, and what is wrong with or worth knowing of them."""

    table: Table
    columns: Columns
    rows: tuple[RecordRow, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]

    def place(self, row: RecordRow, name: str) -> Cell:
        """The cell of a row in a column, or the row where there is no such column."""
        if name not in self.columns.read:
            return row.place
        return self.table.place(row.row.number, self.columns.read[name][1][0])


def record_rows(table: Table, sheet: RecordSheet, policy: Policy) -> RecordRows:
    """Read the rows of a sheet; one that is a sum, a note or a signature is a problem, and says nothing."""
    columns = columns_of(table, sheet.row, policy)
    problems = list(columns.problems)
    absent = tuple(name for name in (*sheet.keys, *_required(sheet)) if name not in columns.read)
    if absent:
        hint = key_words(sheet, absent)
        problems.append(Problem(Message("no-key-columns"), table.place(table.heading.number), hint))
    rows: list[RecordRow] = []
    for row in table.rows:
        told = facts_of_row(table, row, columns, policy)
        place = table.place(row.number)
        remark = next(iter(_remarks(told, sheet)), None)
        if remark is not None:
            problems.append(Problem(Message("not-a-record", {"word": shortened(remark)}), place))
            continue
        wrong = (*told.problems, *_blank(table, row, columns, sheet)) if told.facts else told.problems
        problems += wrong
        rows.append(RecordRow(row, place, told, wrong))
    notes = columns.notes if rows or problems else (_empty(table, sheet),)
    return RecordRows(table, columns, tuple(rows), tuple(problems), notes)


def _empty(table: Table, sheet: RecordSheet) -> Problem:
    """What a sheet without a row leaves unknown, or none on record."""
    code = "empty-list" if sheet.lists else "empty-sheet"
    return Problem(Message(code, {"sheet": sheet.term}), table.place(table.heading.number))


def _required(sheet: RecordSheet) -> Iterator[str]:
    return (name for name, field in sheet.fields.items() if is_required(field) and name not in sheet.keys)


def _remarks(told: RowFacts, sheet: RecordSheet) -> Iterator[str]:
    """The words of a row that show that it is no record."""
    for name, field in sheet.fields.items():
        value = told.facts.get(name)
        if isinstance(field, Identity) and isinstance(value, str) and is_remark(value, sheet.row):
            yield value


def _blank(table: Table, row: Row, columns: Columns, sheet: RecordSheet) -> Iterator[Problem]:
    """A problem for each blank cell of what a row cannot be without; of ids, the cell has one already."""
    for name in (*sheet.keys, *_required(sheet)):
        if name not in columns.read or isinstance(sheet.fields[name], Identity):
            continue
        _, indices = columns.read[name]
        if all(is_blank(cell) for _, cell in cells_of(row, indices)):
            called = Term(sheet.fields[name].term.zh, name)
            yield Problem(Message("blank", {"field": called}), table.place(row.number, indices[0]))


def unused(label: str, taken: Collection[str]) -> str:
    """A label that is none of the ids there are, these folded as `plain` does.

    >>> unused("#7", {"#7"})
    '##7'
    """
    return label if plain(label) not in taken else unused(f"#{label}", taken)


def doubled(rows: Iterable[tuple[Hashable, RecordRow]]) -> Mapping[int, list[int]]:
    """The rows whose key stands in several: the numbers of all of these, by the number of each."""
    by_key: dict[Hashable, list[int]] = {}
    for key, row in rows:
        by_key.setdefault(key, []).append(row.row.number)
    return {number: each for each in by_key.values() for number in each if len(each) > 1}


def doubled_problem(row: RecordRow, rows: list[int], code: str, **told: str) -> Problem:
    """That what a row says stands in others too."""
    others = [str(number) for number in rows[: _LISTED + 1] if number != row.row.number]
    listed = ", ".join([*others, *(["…"] if len(rows) > _LISTED + 1 else [])])
    return Problem(Message(code, {**told, "rows": listed}), row.place)
