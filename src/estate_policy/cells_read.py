"""What a table of cells gives for each field, as SQL: of one column, or of several that must not differ."""

from collections.abc import Sequence
from itertools import combinations

import attrs

from estate_policy.cell_columns import CellColumn, Cells, cell_column, value_types
from estate_policy.columns import Columns
from estate_policy.law import Policy
from estate_policy.plain_cells import seen_cells
from estate_policy.row_source import Opened, literal
from estate_policy.schema import Field, Identity, TextFact, identity_of
from estate_policy.shown import shortened
from estate_policy.tables import heading_text


@attrs.frozen
class Told:
    """SQL of what the columns of a field give together; `joins` brings in what it reads beside the cells.

    `wrong` is none where nothing can be wrong, `is_filled` where no row is blank; `is_plain` and `has_others` are as a
    column of cells has them.
    """

    name: str
    field: Field
    indices: tuple[int, ...]
    values: tuple[str, ...]
    wrong: str | None
    is_blank: str
    joins: str
    is_plain: bool
    is_filled: bool
    has_others: bool


@attrs.frozen
class Read:
    """A table of cells as it was read: what it gives for each field, in the order of the columns.

    `is_even` where every row has a cell for every heading.
    """

    opened: Opened
    cells: str
    told: tuple[Told, ...]
    is_even: bool

    def id_of(self, subject: type) -> Told:
        """What it gives for the id."""
        return next(one for one in self.told if one.name == identity_of(subject))


def told_fields(opened: Opened, cells: str, columns: Columns, policy: Policy) -> Read:
    """What a table of cells gives; every distinct cell that is not plain is read here."""
    each = [(index, field) for field, indices in columns.read.values() for index in indices]
    seen = seen_cells(opened, cells, each)
    told = []
    for name, (field, indices) in columns.read.items():
        headings = [shortened(heading_text(opened.table.heading.cells[index])) for index in indices]
        made = [
            cell_column(opened, cells, Cells(index, name, field, heading), policy, seen)
            for index, heading in zip(indices, headings, strict=True)
        ]
        told.append(_told(name, field, indices, made, f"blank:{headings[0]}"))
    return Read(opened, cells, tuple(told), seen.is_even)


def id_query(read: Read, subject: type) -> str:
    """A query of `row` and `id` of every row whose cells can be told apart."""
    one = read.id_of(subject)
    return f"SELECT t.row, {one.values[0]} AS id FROM {read.cells} AS t{one.joins} WHERE t.defect IS NULL"


def _told(name: str, field: Field, indices: tuple[int, ...], columns: Sequence[CellColumn], no_id: str) -> Told:
    """What columns give: the first value of those that are filled, and nothing where they differ."""
    one = columns[0]
    is_filled = any(each.is_blank == "false" for each in columns)
    blank = " AND ".join(each.is_blank for each in columns)
    problems = [] if len(columns) == 1 and one.is_plain else [each.wrong for each in columns]
    if not isinstance(field, TextFact):
        pairs = " OR ".join(f"({_differ(*pair)})" for pair in combinations(columns, 2))
        problems += [f"CASE WHEN {pairs} THEN 'columns-differ' END"] if pairs else []
    if isinstance(field, Identity) and not is_filled:
        problems.append(f"CASE WHEN {blank} THEN {literal(no_id)} END")
    wrong = problems[0] if len(problems) == 1 else f"nullif(concat_ws('|', {', '.join(problems)}), '')"
    values = columns[0].values
    if len(columns) > 1:
        values = tuple(
            f"CASE WHEN {wrong} IS NOT NULL THEN NULL"
            f" {' '.join(f'WHEN NOT {each.is_blank} THEN {each.values[at]}' for each in columns)} END"
            for at in range(len(value_types(field)))
        )
    return Told(
        name=name,
        field=field,
        indices=indices,
        values=values,
        wrong=wrong if problems else None,
        is_blank=f"({blank})",
        joins="".join(each.join for each in columns),
        is_plain=len(columns) == 1 and one.is_plain,
        is_filled=is_filled,
        has_others=any(each.has_others for each in columns),
    )


def _differ(one: CellColumn, other: CellColumn) -> str:
    """SQL of whether two columns say different things; unknown is another thing than a value."""
    filled = " AND ".join(f"NOT {each.is_blank} AND {each.wrong} IS NULL" for each in (one, other))
    pairs = zip(one.values, other.values, strict=True)
    return f"{filled} AND ({' OR '.join(f'{value} IS DISTINCT FROM {another}' for value, another in pairs) or 'false'})"
