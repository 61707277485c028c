"""The SQL that makes a table of facts out of a table of cells."""

from collections.abc import Iterator, Sequence

import attrs

from estate_policy.cell_columns import value_names, value_types
from estate_policy.cells_read import Read
from estate_policy.columns import Columns
from estate_policy.id_columns import Ids
from estate_policy.row_source import Opened, literal
from estate_policy.schema import Fact, Identity, fields_of, identity_of, is_event, is_required
from estate_policy.shown import shortened
from estate_policy.tables import heading_text


@attrs.frozen
class Output:
    """A column of the table of facts: its name and its SQL over rows of cells, the same for all if it `is_constant`."""

    name: str
    sql: str
    is_constant: bool = False


def make_facts(read: Read, ids: Ids, columns: Columns, subject: type) -> str:
    """Make the table of facts, whose rows stand in the order of their numbers; its name."""
    opened = read.opened
    outputs, rows = [*_outputs(read, ids, columns, subject)], f"{opened.prefix}facts_of_rows"
    stored = ", ".join(f'{one.sql} AS "{one.name}"' for one in outputs if not one.is_constant)
    query = f"SELECT {stored} FROM {_cells(read)} AS r{ids.join(_id(read, subject))}"
    if opened.is_read_anew and all(one.is_plain for one in read.told) and " JOIN " not in query:
        opened.run(f"CREATE TEMP VIEW {rows} AS {query}")
    else:
        _make_ordered(opened, rows, query)
    # What is the same for all rows is not written for each of them.
    shown = ", ".join(f'{one.sql} AS "{one.name}"' if one.is_constant else f'"{one.name}"' for one in outputs)
    opened.run(f"CREATE TEMP VIEW {opened.prefix}facts AS SELECT {shown} FROM {rows}")
    return f"{opened.prefix}facts"


def _make_ordered(opened: Opened, relation: str, query: str) -> None:
    opened.run(f"CREATE TEMP TABLE {relation} AS {query}")
    if " JOIN " not in query:
        return
    # Joins keep the order of the larger side, which is not promised: it is cheaper to look than to sort.
    is_disordered = f"SELECT count(*) FROM (SELECT row, lag(row) OVER () AS last FROM {relation}) WHERE row <= last"
    if opened.run(is_disordered) != [(0,)]:
        opened.run(f"CREATE OR REPLACE TEMP TABLE {relation} AS SELECT * FROM {relation} ORDER BY row ASC")


def _cells(read: Read) -> str:
    """A query of what the cells of each row give, by the numbers of the fields."""
    columns = ["t.row", "t.width", "t.defect"]
    for number, one in enumerate(read.told):
        columns += [f"{value} AS f{number}v{at}" for at, value in enumerate(one.values)]
        columns += [f"{one.wrong or 'NULL'} AS f{number}w", f"{one.is_blank} AS f{number}b"]
    return f"(SELECT {', '.join(columns)} FROM {read.cells} AS t{''.join(one.joins for one in read.told)})"


def _id(read: Read, subject: type) -> str:
    return f"f{read.told.index(read.id_of(subject))}v0"


def _outputs(read: Read, ids: Ids, columns: Columns, subject: type) -> Iterator[Output]:
    """All columns of the table of facts."""
    id_ = _id(read, subject)
    id_ = id_ if read.is_even else f"CASE WHEN defect IS NULL THEN {id_} END"
    yield Output("row", "row")
    yield Output(identity_of(subject), id_)
    events = dict(_events(read, columns, subject))
    # What stands in a row of sums or notes is nobody's.
    conditions = [*([] if read.is_even else ["defect IS NULL"]), *([f"NOT {ids.remark()}"] if ids.odd else [])]
    is_told = " AND ".join(conditions)
    yield from _values(read, subject, events, is_told)
    unknown = [f"CASE WHEN {is_unknown} THEN {literal(name)} END" for name, is_unknown in events.items()]
    noted = f"concat_ws('|', {', '.join(unknown)})" if unknown else "''"
    noted = f"CASE WHEN {is_told} THEN {noted} ELSE '' END" if is_told else noted
    yield Output("unknown_events", noted, is_constant=not is_told and {*events.values()} <= {"true"})
    required = [*_required(read, subject)]
    names_one = f"{id_} IS NOT NULL AND NOT {ids.remark()}"
    blank = [f"CASE WHEN {names_one} AND {is_blank} THEN {literal(code)} END" for code, is_blank, _ in required]
    yield _problems(read, ids, blank)
    refused = [is_unknown for _, _, is_unknown in required]
    refused += [ids.remark()] if ids.odd else []
    refused += [ids.is_doubled()] if ids.doubled else []
    if not (read.is_even and read.id_of(subject).is_filled):
        refused.append(f"{id_} IS NULL")
    yield Output("assessed", f"NOT ({' OR '.join(refused)})" if refused else "true", is_constant=not refused)


def _required(read: Read, subject: type) -> Iterator[tuple[str, str, str]]:
    """For each fact beside the id that a row must have, its problem, and SQL of whether it is blank, and unknown."""
    numbers = {one.name: number for number, one in enumerate(read.told)}
    for name, field in fields_of(subject).items():
        if not is_required(field) or isinstance(field, Identity):
            continue
        if name not in numbers:
            yield "blank", "true", "true"
            continue
        number = numbers[name]
        heading = read.opened.table.heading.cells[read.told[number].indices[0]]
        is_unknown = f"f{number}v0 IS NULL"
        yield f"blank:{shortened(heading_text(heading))}", f"{is_unknown} AND f{number}w IS NULL", is_unknown


def _problems(read: Read, ids: Ids, blank: Sequence[str]) -> Output:
    """What is wrong with a row, as the results name it; `blank` is SQL of what it must have and does not."""
    width = len(read.opened.table.heading.cells)
    wrong = [f"f{number}w" for number, one in enumerate(read.told) if one.wrong is not None]
    wrong += [] if read.is_even else [f"CASE WHEN width < {width} THEN 'cells-wanting' END"]
    wrong += blank
    wrong += [f"CASE WHEN {ids.remark()} THEN 'not-an-estate' END"] if ids.odd else []
    wrong += [f"CASE WHEN {ids.is_doubled()} THEN 'doubled-id' END"] if ids.doubled else []
    noted = f"concat_ws('|', {', '.join(wrong)})" if wrong else "''"
    return Output("problems", noted if read.is_even else f"coalesce(defect, {noted})", is_constant=noted == "''")


def _events(read: Read, columns: Columns, subject: type) -> Iterator[tuple[str, str]]:
    """Each recorded event with SQL of whether it is unknown, where it can be."""
    by_name = {one.name: (number, one) for number, one in enumerate(read.told)}
    width = len(read.opened.table.heading.cells)
    for name, field in fields_of(subject).items():
        if not is_event(field):
            continue
        if name in columns.unread_events:
            yield name, "true"
        elif name in by_name:
            number, one = by_name[name]
            if one.is_plain and read.is_even:
                continue
            value = f"f{number}v0 IS NULL AND " if one.values else ""
            noted = f"NOT f{number}b OR coalesce(width, {width}) <= {max(one.indices)}"
            yield name, f"({value}({noted}))"


def _values(read: Read, subject: type, unknown: dict[str, str], is_told: str) -> Iterator[Output]:
    """The columns of each fact but the id."""
    numbers = {one.name: number for number, one in enumerate(read.told)}
    for name, field in fields_of(subject).items():
        if isinstance(field, Identity):
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
            told = f"CASE WHEN {is_told} THEN {value} END" if is_told else value
            yield Output(column, told, is_constant=not is_told and name not in numbers)
