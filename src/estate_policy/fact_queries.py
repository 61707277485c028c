"""The SQL that makes a table of facts out of a table of cells."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

import attrs

from estate_policy.cell_columns import CellColumn, Cells, cell_column, literal, value_names, value_types
from estate_policy.columns import Columns
from estate_policy.id_columns import Ids
from estate_policy.law import Policy
from estate_policy.row_source import Opened
from estate_policy.schema import (
    Fact,
    Field,
    Identity,
    MemberFact,
    TextFact,
    fields_of,
    identity_of,
    is_event,
    shortened,
)
from estate_policy.tables import heading_text
from estate_policy.whole_lines import quoted


@attrs.frozen
class Told:
    """SQL of what the columns of a field give together; `joins` brings in what it reads beside the cells."""

    name: str
    field: Field
    indices: tuple[int, ...]
    values: tuple[str, ...]
    wrong: str
    is_blank: str
    joins: str


@attrs.frozen
class Wanted:
    """What a table of facts is to hold: the facts of a subject, all or some, as columns give them."""

    columns: Columns
    subject: type
    names: Collection[str] | None

    def has(self, name: str) -> bool:
        """Whether a fact is wanted; members always are, for what the policy does not name is noted."""
        return self.names is None or name in self.names or isinstance(fields_of(self.subject)[name], MemberFact)


def told_fields(opened: Opened, cells: str, columns: Columns, policy: Policy) -> list[Told]:
    """What a table of cells gives for each field, in the order of the columns; every distinct cell is read here."""
    told = []
    for name, (field, indices) in columns.read.items():
        headings = [shortened(heading_text(opened.table.heading.cells[index])) for index in indices]
        made = [
            cell_column(opened, cells, Cells(index, name, field, heading), policy)
            for index, heading in zip(indices, headings, strict=True)
        ]
        told.append(_told(name, field, indices, made, f"blank:{headings[0]}"))
    return told


def id_query(cells: str, told: Sequence[Told], identity: str) -> str:
    """A query of `row` and `id` of every row whose cells can be told apart."""
    one = next(each for each in told if each.name == identity)
    return f"SELECT t.row, {one.values[0]} AS id FROM {cells} AS t{one.joins} WHERE t.defect IS NULL"


def facts_query(opened: Opened, cells: str, told: Sequence[Told], ids: Ids, wanted: Wanted) -> str:
    """A query of all columns of the table of facts."""
    inner = ["t.row", "t.width", "t.defect"]
    for number, one in enumerate(told):
        inner += [f"{value} AS f{number}v{at}" for at, value in enumerate(one.values)]
        inner += [f"{one.wrong} AS f{number}w", f"{one.is_blank} AS f{number}b"]
    read = f"SELECT {', '.join(inner)} FROM {cells} AS t{''.join(one.joins for one in told)}"
    identity = identity_of(wanted.subject)
    at = next(number for number, one in enumerate(told) if one.name == identity)
    id_ = f"CASE WHEN defect IS NULL THEN f{at}v0 END"
    width = len(opened.table.heading.cells)
    events = [*_events(told, wanted, width)]
    # What stands in a row of sums or notes is nobody's.
    is_told = f"defect IS NULL AND NOT {ids.remark()}" if ids.odd else "defect IS NULL"
    outer = ["row", f'{id_} AS "{identity}"', *_values(told, wanted, dict(events), is_told)]
    unknown = [f"CASE WHEN {is_unknown} THEN {quoted(name)} END" for name, is_unknown in events]
    noted = f"concat_ws('|', {', '.join(unknown)})" if unknown else "''"
    outer.append(f"CASE WHEN {is_told} THEN {noted} ELSE '' END AS unknown_events")
    row_wrong = [
        *(f"f{number}w" for number in range(len(told))),
        f"CASE WHEN width < {width} THEN 'cells-wanting' END",
        f"CASE WHEN {ids.remark()} THEN 'not-an-estate' END",
        f"CASE WHEN {ids.is_doubled()} THEN 'doubled-id' END",
    ]
    outer.append(f"coalesce(defect, concat_ws('|', {', '.join(row_wrong)})) AS problems")
    outer.append(f"{id_} IS NOT NULL AND NOT {ids.remark()} AND NOT {ids.is_doubled()} AS assessed")
    return f"SELECT {', '.join(outer)} FROM ({read}) AS r{ids.join(f'f{at}v0')}"


def make_ordered(opened: Opened, relation: str, query: str) -> None:
    """Make a table of a query whose rows stand in the order of their numbers."""
    opened.run(f"CREATE TEMP TABLE {relation} AS {query}")
    if " JOIN " not in query:
        return
    # Joins keep the order of the larger side, which is not promised: it is cheaper to look than to sort.
    is_disordered = f"SELECT count(*) FROM (SELECT row, lag(row) OVER () AS last FROM {relation}) WHERE row <= last"
    if opened.run(is_disordered) != [(0,)]:
        opened.run(f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT * FROM {relation} ORDER BY row")


def _told(name: str, field: Field, indices: tuple[int, ...], columns: Sequence[CellColumn], no_id: str) -> Told:
    """What columns give: the first value of those that are filled, and nothing where they differ."""
    blank = " AND ".join(one.is_blank for one in columns)
    problems = [one.wrong for one in columns]
    if not isinstance(field, TextFact):
        pairs = " OR ".join(f"({_differ(one, other)})" for one, other in combinations(columns, 2))
        problems += [f"CASE WHEN {pairs} THEN 'columns-differ' END"] if pairs else []
    if isinstance(field, Identity):
        problems.append(f"CASE WHEN {blank} THEN {quoted(no_id)} END")
    wrong = problems[0] if len(problems) == 1 else f"nullif(concat_ws('|', {', '.join(problems)}), '')"
    joins = "".join(one.join for one in columns)
    if len(columns) == 1:
        return Told(name, field, indices, columns[0].values, wrong, f"({blank})", joins)
    values = tuple(
        f"CASE WHEN {wrong} IS NOT NULL THEN NULL"
        f" {' '.join(f'WHEN NOT {one.is_blank} THEN {one.values[at]}' for one in columns)} END"
        for at in range(len(value_types(field)))
    )
    return Told(name, field, indices, values, wrong, f"({blank})", joins)


def _differ(one: CellColumn, other: CellColumn) -> str:
    """SQL of whether two columns say different things; unknown is another thing than a value."""
    filled = " AND ".join(f"NOT {each.is_blank} AND {each.wrong} IS NULL" for each in (one, other))
    pairs = zip(one.values, other.values, strict=True)
    return f"{filled} AND ({' OR '.join(f'{value} IS DISTINCT FROM {another}' for value, another in pairs) or 'false'})"


def _events(told: Sequence[Told], wanted: Wanted, width: int) -> Iterator[tuple[str, str]]:
    """Each recorded event with SQL of whether it is unknown, where it can be."""
    by_name = {one.name: (number, one) for number, one in enumerate(told)}
    for name, field in fields_of(wanted.subject).items():
        if not is_event(field):
            continue
        if name in wanted.columns.unread_events:
            yield name, "true"
        elif name in by_name:
            number, one = by_name[name]
            value = f"f{number}v0 IS NULL AND " if one.values else ""
            noted = f"NOT f{number}b OR coalesce(width, {width}) <= {max(one.indices)}"
            yield name, f"({value}({noted}))"


def _values(told: Sequence[Told], wanted: Wanted, unknown: dict[str, str], is_told: str) -> Iterator[str]:
    """SQL of the columns of each wanted fact but the id."""
    numbers = {one.name: number for number, one in enumerate(told)}
    for name, field in fields_of(wanted.subject).items():
        if isinstance(field, Identity) or not wanted.has(name):
            continue
        absent = field.absent if isinstance(field, Fact) else None
        for at, (column, kind) in enumerate(zip(value_names(name, field), value_types(field), strict=True)):
            value = f"f{numbers[name]}v{at}" if name in numbers else f"CAST(NULL AS {kind})"
            if absent is not None:
                given = (
                    f"CASE WHEN {unknown[name]} THEN NULL ELSE {literal(absent)} END"
                    if name in unknown
                    else literal(absent)
                )
                value = f"coalesce({value}, {given})"
            yield f'CASE WHEN {is_told} THEN {value} END AS "{column}"'
