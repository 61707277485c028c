"""Results given back as what the register was given as, or written to a file, exact in every kind."""

import importlib.util
import shutil
import tempfile
import weakref
from pathlib import Path
from typing import Any

from estate_policy.errors import Cell, Problem, TableError
from estate_policy.interpreters.sql_text import quoted
from estate_policy.messages import Message, unwritable
from estate_policy.results_file import FORMULA_SIGNS, write_table
from estate_policy.row_source import Opened, literal
from estate_policy.whole_file import whole
from estate_policy.workspace import copy_result, keep_result, relation_of_parquet

_BATCH = 100_000

_FORMULA = "^([" + "".join(f"\\x{ord(sign):02X}" for sign in FORMULA_SIGNS) + "])"
"""The first sign of what a spreadsheet takes for a formula."""


def as_given(query: str, opened: Opened) -> Any:  # noqa: ANN401 any frame
    """The result of a query as the same kind that the register is; of a path, a relation of DuckDB.

    All but the relation of a relation outlive the register. Pandas has decimals and truths of Arrow where PyArrow is
    installed, and objects of Python otherwise.
    """
    match opened.given:
        case "polars":
            return opened.relation(query).pl()
        case "arrow":
            return opened.relation(query).to_arrow_table()
        case "pandas":
            return _of_pandas(opened.relation(query))
        case "duckdb":
            name = f"{opened.prefix}result"
            opened.run(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}")
            return opened.relation(f"SELECT * FROM {name}")
        case "lazy":
            return _lazy(_stored(query, opened))
        case "reader":
            return _reader(_stored(query, opened))
        case "path":
            file = _stored(query, opened)
            relation = relation_of_parquet(file)
            _removed_with(relation, file)
            return relation


def write_result(path: Path, query: str, opened: Opened) -> None:
    """Write the result of a query as CSV, Parquet or xlsx, by the ending of the path; whole or not at all.

    In CSV an apostrophe stands before what a spreadsheet would take for a formula.
    """
    match path.suffix.lower():
        case ".csv":
            _copied(path, _safe(query, opened), "FORMAT csv, HEADER true", opened)
        case ".parquet":
            _copied(path, query, "FORMAT parquet", opened)
        case ".xlsx":
            # A sheet has no more rows than memory has room for.
            write_table(path, opened.relation(query).columns, opened.run(query))
        case _:
            raise TableError(Problem(Message("unknown-ending", {"endings": ".csv, .parquet, .xlsx"}), Cell(path.name)))


def _copied(path: Path, query: str, how: str, opened: Opened) -> None:
    try:
        with whole(path) as part:
            # What could not be written is an error of this process, which says why, and not only one of DuckDB.
            part.touch()
            copy_result(query, part, how, opened)
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(path)))) from error


def _safe(query: str, opened: Opened) -> str:
    """A query whose text a spreadsheet takes for text, in UTF-8 that it knows by its first sign."""
    relation = opened.relation(query)
    cells = []
    for number, (name, type_) in enumerate(zip(relation.columns, relation.types, strict=True)):
        column = quoted(name)
        # A pattern for each column is planned in half the time that it takes to compare the first sign with several.
        safe = f"regexp_replace({column}, {literal(_FORMULA)}, '''\\1')" if type_ == "VARCHAR" else column
        cells.append(f"{safe} AS {quoted(name if number else chr(0xFEFF) + name)}")
    return f"SELECT {', '.join(cells)} FROM ({query})"


def _stored(query: str, opened: Opened) -> Path:
    """A file with a result, in a folder of its own that whatever reads it is to remove."""
    file = Path(tempfile.mkdtemp(prefix="estate-policy-")) / "result.parquet"
    keep_result(query, file, opened)
    return file


def _removed_with(reads: object, file: Path) -> None:
    """Remove the folder of a file with the last that reads it, or at the end of the process."""
    weakref.finalize(reads, shutil.rmtree, file.parent, ignore_errors=True)


def _of_pandas(relation: Any) -> Any:  # noqa: ANN401 of DuckDB, and of pandas
    import pandas as pd  # noqa: PLC0415 whoever gave a frame has it

    if importlib.util.find_spec("pyarrow") is None:
        return pd.DataFrame(relation.fetchall(), columns=relation.columns, dtype=object)
    return relation.to_arrow_table().to_pandas(types_mapper=pd.ArrowDtype)


def _lazy(file: Path) -> Any:  # noqa: ANN401 of polars
    import polars as pl  # noqa: PLC0415 whoever gave a frame has it

    def scanned() -> Any:  # noqa: ANN401 the same
        return pl.scan_parquet(file, glob=False)

    _removed_with(scanned, file)
    return pl.defer(scanned, schema=scanned().collect_schema())


def _reader(file: Path) -> Any:  # noqa: ANN401 of PyArrow
    import pyarrow as pa  # noqa: PLC0415 whoever gave a reader has it
    from pyarrow import parquet  # noqa: PLC0415 the same

    opened_file = parquet.ParquetFile(file)
    batches = opened_file.iter_batches(_BATCH)
    _removed_with(batches, file)
    return pa.RecordBatchReader.from_batches(opened_file.schema_arrow, batches)
