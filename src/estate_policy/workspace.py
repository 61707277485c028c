"""Where DuckDB works on a register: a database of its own, or the connection of a relation that was given."""

import contextlib
import errno
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

import attrs
import duckdb

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message, unwritable
from estate_policy.row_source import Opened, literal, parquet_sql

_MEMORY = "600MB"
_NOT_TRIED = "partial_aggregate_pushdown"
"""What DuckDB would look for ways to do below a join, for half a minute where columns are laid over columns."""

_numbers = count(1)

Run = Callable[[str], list[tuple[Any, ...]]]


@attrs.frozen(eq=False)
class Workspace:
    """A connection, how to run SQL there, and a folder for files; `prefix` begins the names of all that is made."""

    connection: Any
    run: Run
    relation: Callable[[str], Any]
    folder: Path
    close: Callable[[], None]
    prefix: str


def own_workspace() -> Workspace:
    """A database in a temporary folder, which holds more than memory does."""
    folder = tempfile.TemporaryDirectory(prefix="estate-policy-")
    settings: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": _MEMORY,
        "temp_directory": folder.name,
        "preserve_insertion_order": "true",
    }
    connection = duckdb.connect(str(Path(folder.name) / "register.duckdb"), config=settings)
    if (_NOT_TRIED,) in connection.execute("FROM duckdb_optimizers()").fetchall():
        connection.execute(f"SET disabled_optimizers = '{_NOT_TRIED}'")

    def close() -> None:
        connection.close()
        folder.cleanup()

    def run(sql: str) -> list[tuple[Any, ...]]:
        return connection.execute(sql).fetchall()

    return _until_closed(Workspace(connection, run, connection.sql, Path(folder.name), close, ""))


def workspace_of(given: Any) -> Workspace:  # noqa: ANN401 a relation
    """The connection of a relation, in which names of tables are kept apart from its owner's; `close` drops them."""
    folder = tempfile.TemporaryDirectory(prefix="estate-policy-")
    prefix = f"estate_policy_{next(_numbers)}_"

    def relation(sql: str) -> Any:  # noqa: ANN401 a relation
        return given.query(f"{prefix}given", sql)

    def run(sql: str) -> list[tuple[Any, ...]]:
        made = relation(sql)
        return [] if made is None else made.fetchall()

    def close() -> None:
        # Its owner may have closed the connection, and all of this went with it.
        with contextlib.suppress(duckdb.Error):
            for kind, catalogue in (("view", "duckdb_views()"), ("table", "duckdb_tables()")):
                made = f"SELECT {kind}_name FROM {catalogue} WHERE temporary AND starts_with({kind}_name, '{prefix}')"
                for (name,) in run(made):
                    run(f"DROP {kind} {name}")
        folder.cleanup()

    return _until_closed(Workspace(None, run, relation, Path(folder.name), close, prefix))


def _until_closed(place: Workspace) -> Workspace:
    """A workspace that says so where it is asked after it was closed, which took its folder away."""

    def run(sql: str) -> list[tuple[Any, ...]]:
        _refuse_closed(place)
        return place.run(sql)

    def relation(sql: str) -> Any:  # noqa: ANN401 a relation
        _refuse_closed(place)
        return place.relation(sql)

    return attrs.evolve(place, run=run, relation=relation)


def _refuse_closed(place: Workspace) -> None:
    if not place.folder.exists():
        raise TableError(Problem(Message("register-closed")))


def reading(run: Run, source: str, file: str) -> Run:
    """What runs SQL over a source, and says of what fails that the file is damaged, if that is why."""

    def ran(sql: str) -> list[tuple[Any, ...]]:
        try:
            return run(sql)
        except duckdb.Error:
            with telling(file):
                run(f"SELECT max(hash(COLUMNS(*))) FROM {source}")
            raise

    return ran


def unchanged(run: Run, path: Path) -> Run:
    """What runs SQL over a file that is read anew each time; `TableError` once it is another than at first."""
    known = _stamp(path)

    def ran(sql: str) -> list[tuple[Any, ...]]:
        try:
            return run(sql)
        finally:
            if _stamp(path) != known:
                raise TableError(Problem(Message("file-changed"), Cell(path.name)))

    return ran


def _stamp(path: Path) -> tuple[int, ...] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


@contextlib.contextmanager
def telling(file: str) -> Any:  # noqa: ANN401 of contextlib
    """That a file or frame cannot be read, where DuckDB cannot read it."""
    try:
        yield
    except duckdb.Error as error:
        why = Message("file-unreadable", {"why": str(error).partition("\n")[0]})
        raise TableError(Problem(why, Cell(file))) from error


def copy_result(query: str, file: Path, how: str, opened: Opened) -> None:
    """Write the result of a query to a file; `OSError` where it cannot be written."""
    try:
        opened.run(f"COPY ({query}) TO {literal(str(file))} ({how})")
    except duckdb.IOException as error:
        why = str(error).partition("\n")[0]
        raise OSError(errno.ENOSPC if "No space left" in why else errno.EIO, why) from error


def keep_result(query: str, file: Path, opened: Opened) -> None:
    """Write the result of a query to a Parquet file of our own; `TableError` where there is no room for it."""
    try:
        copy_result(query, file, "FORMAT parquet", opened)
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(file)))) from error


def relation_of_parquet(file: Path) -> Any:  # noqa: ANN401 of DuckDB
    """A relation of a Parquet file, on a connection of its own."""
    return duckdb.connect().sql(f"FROM {parquet_sql(file)}")
