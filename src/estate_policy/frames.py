"""Registers opened as DuckDB sees them, from whatever holds them, and results given back as the same kind."""

import tempfile
from collections.abc import Callable, Sequence
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import duckdb

from estate_policy.coded_cells import Coded, coded, coded_frame
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unreadable
from estate_policy.register import names_subjects, table_of_subjects, without_id
from estate_policy.row_source import ColumnKind, Given, Opened, cell_name
from estate_policy.rows import Content, Row
from estate_policy.tables import Table
from estate_policy.text_rows import TextFile, text_file, text_rows
from estate_policy.whole_lines import quoted

_MEMORY = "600MB"
_NAME = "frame"
"""How problems call what is not a file."""

_numbers = count(1)

_KINDS: dict[str, ColumnKind] = {
    "VARCHAR": "text",
    "BOOLEAN": "truth",
    **dict.fromkeys(("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT"), "integer"),
    **dict.fromkeys(("UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT", "UHUGEINT"), "integer"),
    **dict.fromkeys(("FLOAT", "DOUBLE"), "double"),
    "DATE": "day",
    **dict.fromkeys(("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"), "moment"),
}


@attrs.frozen(eq=False)
class _Place:
    """Where the rows of a register are: a connection, how to run SQL there, and a folder for files."""

    connection: Any
    run: Callable[[str], list[tuple[Any, ...]]]
    relation: Callable[[str], Any]
    folder: Path
    close: Callable[[], None]
    prefix: str


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
    if given == "duckdb":
        return _frame(_their_place(source), source, given, subject)
    place = _own_place()
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
        case "pyarrow", _ if name == "Table" or name.endswith("Dataset"):
            return "arrow"
        case _ if isinstance(source, duckdb.DuckDBPyRelation):
            return "duckdb"
        case _ if isinstance(source, str | Path):
            return "path"
        case _:
            raise TableError(Problem(Message("no-register", {"given": f"{module}.{name}"}), Cell(_NAME)))


def _own_place() -> _Place:
    """A database in a temporary folder, which holds more than memory does."""
    folder = tempfile.TemporaryDirectory(prefix="estate-policy-")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": folder.name,
        "preserve_insertion_order": "true",
    }
    connection = duckdb.connect(str(Path(folder.name) / "register.duckdb"), config=settings)

    def close() -> None:
        connection.close()
        folder.cleanup()

    def run(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    return _Place(connection, run, connection.sql, Path(folder.name), close, "")


def _their_place(source: Any) -> _Place:  # noqa: ANN401 a relation
    """The connection of a relation, in which names of tables are kept apart from its owner's."""
    folder = tempfile.TemporaryDirectory(prefix="estate-policy-")
    prefix = f"estate_policy_{next(_numbers)}_"

    def relation(sql: str) -> Any:  # noqa: ANN401 a relation
        return source.query(f"{prefix}given", sql)

    def run(sql: str) -> list[tuple[Any, ...]]:
        made = relation(sql)
        return [] if made is None else made.fetchall()

    return _Place(None, run, relation, Path(folder.name), folder.cleanup, prefix)


def _path(path: Path, subject: type, sheet: str | None) -> Opened:
    place = _own_place()
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


def _text(place: _Place, text: TextFile) -> Opened:
    kinds: tuple[ColumnKind, ...] = tuple("text" for _ in text.table.heading.cells)
    return _opened(place, text.table, kinds, "path", lambda indices: text_rows(place.run, text, place.folder, indices))


def _coded(place: _Place, cells: Coded) -> Opened:
    kinds: tuple[ColumnKind, ...] = tuple("coded" for _ in cells.table.heading.cells)
    made = _opened(place, cells.table, kinds, "path", lambda indices: cells.load(place.run, place.folder, indices))
    return attrs.evolve(made, contents=cells.contents)


def _parquet(place: _Place, path: Path, subject: type) -> Opened:
    try:
        with path.open("rb"):
            pass
        source = f"read_parquet({quoted(str(path))})"
        described = place.run(f"DESCRIBE FROM {source}")
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    except duckdb.Error as error:
        why = Message("file-unreadable", {"why": str(error).partition("\n")[0]})
        raise TableError(Problem(why, Cell(path.name))) from error
    return _columns(place, path.name, source, described, "path", subject)


def _frame(place: _Place, source: Any, given: Given, subject: type) -> Opened:  # noqa: ANN401 any frame
    contents: dict[int, Sequence[Content]] = {}
    headings: list[object] | None = None
    name = f"{place.prefix}given"
    match given:
        case "duckdb":
            pass
        case "lazy":
            file = place.folder / "given.parquet"
            source.sink_parquet(file)
            name = f"read_parquet({quoted(str(file))})"
        case "pandas":
            headings = [*source.columns]
            frame, contents = coded_frame(source)
            place.connection.register(name, frame)
        case _:
            place.connection.register(name, source)
    described = place.run(f"DESCRIBE FROM {name}")
    return _columns(place, _NAME, name, described, given, subject, headings, contents)


def _columns(  # noqa: PLR0913, PLR0917 what is known of a frame
    place: _Place,
    file: str,
    source: str,
    described: Sequence[tuple[Any, ...]],
    given: Given,
    subject: type,
    headings: Sequence[object] | None = None,
    contents: dict[int, Sequence[Content]] | None = None,
) -> Opened:
    """A register of which DuckDB knows names and types of the columns."""
    named = headings or [one[0] for one in described]
    table = Table(file, None, Row(1, tuple(map(str, named))), ())
    if not names_subjects(table.heading, subject):
        raise without_id(table, subject, None)
    types = [str(one[1]) for one in described]
    kinds = tuple("coded" if at in (contents or {}) else _kind(type_) for at, type_ in enumerate(types))
    names = ", ".join(map(cell_name, range(len(types))))

    def load(indices: Sequence[int]) -> str:
        chosen = "".join(f", {_cast(types[at], kinds[at], cell_name(at))} AS {cell_name(at)}" for at in indices)
        rows = (
            "SELECT row_number() OVER () + 1 AS row, CAST(NULL AS INTEGER) AS width, CAST(NULL AS VARCHAR) AS defect"
            f"{chosen} FROM {source} AS given({names})"
        )
        once = given in ("reader", "duckdb")
        place.run(f"CREATE TEMP {'TABLE' if once else 'VIEW'} {place.prefix}cells AS {rows}")
        return f"{place.prefix}cells"

    decimals = {at: _digits(type_) for at, type_ in enumerate(types) if type_.startswith("DECIMAL")}
    made = _opened(place, table, kinds, given, load)
    return attrs.evolve(made, decimals=decimals, contents=contents or {})


def _opened(
    place: _Place, table: Table, kinds: tuple[ColumnKind, ...], given: Given, load: Callable[[Sequence[int]], str]
) -> Opened:
    return Opened(
        table=table,
        kinds=kinds,
        given=given,
        connection=place.connection,
        run=place.run,
        relation=place.relation,
        load=load,
        close=place.close,
        folder=place.folder,
        prefix=place.prefix,
    )


def _kind(type_: str) -> ColumnKind:
    return "decimal" if type_.startswith("DECIMAL") else _KINDS.get(type_, "text")


def _cast(type_: str, kind: ColumnKind, column: str) -> str:
    if kind == "text" and type_ != "VARCHAR":
        return f"CAST({column} AS VARCHAR)"
    return f"CAST({column} AS DOUBLE)" if type_ == "FLOAT" else column


def _digits(type_: str) -> tuple[int, int]:
    whole, decimals = type_.removeprefix("DECIMAL(").removesuffix(")").split(",")
    return int(whole), int(decimals)


def relation_of_parquet(file: Path) -> Any:  # noqa: ANN401 of DuckDB
    """A relation of a Parquet file, on a connection of its own."""
    return duckdb.connect().read_parquet(str(file))
