"""Registers opened as DuckDB sees them, from whatever holds them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs
import duckdb

from estate_policy.coded_cells import Coded, coded, coded_frame
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unreadable
from estate_policy.register import names_subjects, table_of_subjects, without_id
from estate_policy.row_source import ColumnKind, Given, Opened, cell_name, file_sql, parquet_sql
from estate_policy.rows import Content, Row
from estate_policy.shown import shortened
from estate_policy.tables import Table
from estate_policy.text_rows import TextFile, text_file, text_rows
from estate_policy.workspace import Workspace, own_workspace, reading, telling, unchanged, workspace_of

_ROW = "file_row_number"
"""What DuckDB calls the number of a row of a Parquet file, the first of which is 0."""

_NAME = "frame"
"""How problems call what is not a file."""

_KINDS: dict[str, ColumnKind] = {
    **dict.fromkeys(("VARCHAR", "UUID", "JSON", "BIGNUM", '"NULL"'), "text"),
    "BOOLEAN": "truth",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "double"),
    "DATE": "day",
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "moment"),
}


_UNREADABLE: Mapping[Given, frozenset[str]] = {
    "polars": frozenset({"Int128", "UInt128", "Float16", "Object"}),
    # In Parquet these become bytes, or numbers that nobody meant.
    "lazy": frozenset({"Int128", "UInt128", "Object", "Duration"}),
    "arrow": frozenset({"halffloat", "decimal256"}),
    "reader": frozenset({"halffloat", "decimal256"}),
}
"""Types of columns that DuckDB takes for something else, or not at all."""


def opened(source: object, subject: type, sheet: str | None = None) -> Opened:
    """A register opened: a frame of polars, pandas or PyArrow, a relation of DuckDB, or a path to a file.

    `TableError` if it is none of them, cannot be read, or no column holds an id. Rows of frames count as below a
    heading: the first is 2. `NaN` in a column of doubles of numpy is what pandas has for nothing.
    """
    given = kind_of(source)
    if given == "path":
        return _path(Path(str(source)), subject, sheet)
    if sheet is not None:
        raise TableError(Problem(Message("sheet-of-csv"), Cell(_NAME)))
    _refuse_unreadable(source, given)
    place = workspace_of(source) if given == "duckdb" else own_workspace()
    try:
        return _frame(place, source, given, subject)
    except BaseException:
        place.close()
        raise


def kind_of(source: object) -> Given:
    """What something is that may be a register; `TableError` if it is nothing of the kind."""
    module, name = type(source).__module__.partition(".")[0], type(source).__name__
    match module, name:
        case "polars", "DataFrame":
            return "polars"
        case "polars", "LazyFrame":
            return "lazy"
        case "pandas", "DataFrame":
            return "pandas"
        case "pyarrow", "RecordBatchReader":
            return "reader"
        case "pyarrow", _ if name in ("Table", "RecordBatch") or name.endswith("Dataset"):
            return "arrow"
        case _ if isinstance(source, duckdb.DuckDBPyRelation):
            return "duckdb"
        case _ if isinstance(source, str | Path):
            return "path"
        case _:
            raise TableError(Problem(Message("no-register", {"given": f"{module}.{name}"}), Cell(_NAME)))


def _path(path: Path, subject: type, sheet: str | None) -> Opened:
    place = own_workspace()
    try:
        if path.suffix.lower() == ".parquet" and sheet is None:
            return _parquet(place, path, subject)
        text = text_file(path, place.folder, lambda row: names_subjects(row, subject)) if sheet is None else None
        if text is None:
            return _coded(place, coded(table_of_subjects(path, subject, sheet)))
        if not names_subjects(text.table.heading, subject):
            raise without_id(text.table, subject, None)  # noqa: TRY301 the place is closed once
        return _text(place, text)
    except BaseException:
        place.close()
        raise


def _text(place: Workspace, text: TextFile) -> Opened:
    kinds: tuple[ColumnKind, ...] = tuple("text" for _ in text.table.heading.cells)
    return _opened(place, text.table, kinds, "path", lambda indices: text_rows(place.run, text, place.folder, indices))


def _coded(place: Workspace, cells: Coded) -> Opened:
    kinds: tuple[ColumnKind, ...] = tuple("coded" for _ in cells.table.heading.cells)
    made = _opened(place, cells.table, kinds, "path", lambda indices: cells.load(place.run, place.folder, indices))
    return attrs.evolve(made, contents=cells.contents)


def _parquet(place: Workspace, path: Path, subject: type) -> Opened:
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    with telling(path.name):
        source = _parquet_source(place, path)
    watched = attrs.evolve(place, run=unchanged(reading(place.run, source.sql, path.name), path))
    return _columns(watched, path.name, source, "path", subject)


def _parquet_source(place: Workspace, path: Path) -> "_Source":
    """The rows of a Parquet file, which numbers them itself.

    Several groups of rows are read beside each other, and so anew each time; one group is read by one core alone.
    """
    names = _outermost(place.run(f"SELECT name, num_children FROM parquet_schema({file_sql(path)})"))
    columns = _described(place, parquet_sql(path), names)
    if _ROW in [name.lower() for name in names]:
        return _Source(parquet_sql(path), columns)
    ((groups,),) = place.run(f"SELECT num_row_groups FROM parquet_file_metadata({file_sql(path)})")
    return _Source(parquet_sql(path, f", {_ROW} = true"), columns, f"{_ROW} + 2", groups > 1)


def _outermost(schema: Sequence[tuple[Any, ...]]) -> list[str]:
    """The names of the columns of a Parquet file; below one of several parts, each with a row, stand its parts."""
    names, beneath = [], 0
    for name, parts in schema[1:]:
        if not beneath:
            names.append(str(name))
        beneath = max(beneath - 1, 0) + (parts or 0)
    return names


def _described(place: Workspace, source: str, names: Sequence[object]) -> list[tuple[str, str]]:
    """The columns of a source, named as it names them: DuckDB would give two of one name two names."""
    types = [str(one[1]) for one in place.run(f"DESCRIBE FROM {source}")]
    return [*zip(map(str, names), types, strict=True)]


def _refuse_unreadable(source: Any, given: Given) -> None:  # noqa: ANN401 any frame
    """Refuse a frame whose columns DuckDB cannot be given as they are."""
    match given:
        case "polars" | "lazy":
            types = [*(source.schema if given == "polars" else source.collect_schema()).items()]
        case "arrow" | "reader":
            types = [*zip(source.schema.names, source.schema.types, strict=True)]
        case "duckdb" | "pandas" | "path":
            return
    wrong = [(name, str(kind)) for name, kind in types if str(kind).partition("(")[0] in _UNREADABLE[given]]
    if wrong:
        told = [Message("column-of-type", {"name": shortened(name), "type": kind}) for name, kind in wrong]
        raise TableError([Problem(one, Cell(_NAME), Message("cast-column")) for one in told])


def _frame(place: Workspace, source: Any, given: Given, subject: type) -> Opened:  # noqa: ANN401 any frame
    contents: dict[int, Sequence[Content]] = {}
    name = f"{place.prefix}given"
    if given == "lazy":
        file = place.folder / "given.parquet"
        source.sink_parquet(file)
        return _columns(place, _NAME, _parquet_source(place, file), given, subject)
    names = [*(source.schema.names if given in ("arrow", "reader") else source.columns)]
    if given == "pandas":
        source, contents = coded_frame(source)
    with telling(_NAME):
        if given != "duckdb":
            place.connection.register(name, source)
        described = _Source(name, _described(place, name, names))
    return _columns(place, _NAME, described, given, subject, contents)


@attrs.frozen
class _Source:
    """Where rows come from: SQL, the names of the columns and their types in DuckDB, SQL of a row's number."""

    sql: str
    columns: Sequence[tuple[str, str]]
    number: str = "row_number() OVER () + 1"
    is_read_anew: bool = False


def _columns(  # noqa: PLR0913, PLR0917 what is known of a frame
    place: Workspace,
    file: str,
    source: _Source,
    given: Given,
    subject: type,
    contents: dict[int, Sequence[Content]] | None = None,
) -> Opened:
    """A register of which DuckDB knows names and types of the columns."""
    table = Table(file, None, Row(1, tuple(name for name, _ in source.columns)), ())
    if not names_subjects(table.heading, subject):
        raise without_id(table, subject, None)
    types = [type_ for _, type_ in source.columns]
    kinds = tuple("coded" if at in (contents or {}) else _kind(type_) for at, type_ in enumerate(types))
    names = ", ".join(map(cell_name, range(len(types))))

    def load(indices: Sequence[int]) -> str:
        chosen = "".join(f", {_cast(types[at], kinds[at], cell_name(at))} AS {cell_name(at)}" for at in indices)
        rows = (
            f"SELECT {source.number} AS row, CAST(NULL AS INTEGER) AS width, CAST(NULL AS VARCHAR) AS defect"
            f"{chosen} FROM {source.sql} AS given({names})"
        )
        once = given in ("reader", "duckdb")
        place.run(f"CREATE TEMP {'TABLE' if once else 'VIEW'} {place.prefix}cells AS {rows}")
        return f"{place.prefix}cells"

    decimals = {at: _digits(type_) for at, type_ in enumerate(types) if kinds[at] == "decimal"}
    made = _opened(place, table, kinds, given, load)
    return attrs.evolve(made, decimals=decimals, contents=contents or {}, is_read_anew=source.is_read_anew)


def _opened(
    place: Workspace, table: Table, kinds: tuple[ColumnKind, ...], given: Given, load: Callable[[Sequence[int]], str]
) -> Opened:
    return Opened(
        table=table,
        kinds=kinds,
        given=given,
        run=place.run,
        relation=place.relation,
        load=load,
        close=place.close,
        folder=place.folder,
        prefix=place.prefix,
    )


def _kind(type_: str) -> ColumnKind:
    if type_.endswith("]"):
        return "other"
    name = type_.partition("(")[0]
    return "decimal" if name == "DECIMAL" else "text" if name == "ENUM" else _KINDS.get(type_, "other")


def _cast(type_: str, kind: ColumnKind, column: str) -> str:
    if kind in ("text", "other") and type_ != "VARCHAR":
        return f"CAST({column} AS VARCHAR)"
    return f"CAST({column} AS DOUBLE)" if type_ == "FLOAT" else column


def _digits(type_: str) -> tuple[int, int]:
    whole, decimals = type_.removeprefix("DECIMAL(").removesuffix(")").split(",")
    return int(whole), int(decimals)
