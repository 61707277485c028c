"""The facts of a register in DuckDB: all that an assessment asks of them."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import attrs

from estate_policy.cell_columns import value_names, value_types
from estate_policy.errors import Cell, Problem
from estate_policy.fact_columns import FactColumns, entries_of, fact_columns, row_problems
from estate_policy.frames import opened
from estate_policy.given_back import as_given, write_result
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.law import Policy
from estate_policy.register import Entry
from estate_policy.row_source import parquet_sql
from estate_policy.schema import ReferenceFact, facts_of, fields_of, identity_of
from estate_policy.words_written import plain
from estate_policy.workspace import keep_result


@attrs.frozen(eq=False)
class DuckFacts:
    """The facts of a register, a row each, in the order of the register."""

    columns: FactColumns
    numbers: tuple[str, ...] = ("row",)

    @property
    def relation(self) -> str:
        """How SQL calls the table of facts."""
        return self.columns.relation

    @property
    def keeps_order(self) -> bool:
        """DuckDB keeps it but for joins, or where the owner of a connection wants none kept."""
        return self.columns.opened.given != "duckdb"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the register as a table."""
        return self.columns.problems

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing of it."""
        return self.columns.notes

    def beneath(self, within: InColumns, related: Mapping[str, "DuckFacts"]) -> dict[str, Tables]:
        """The facts of subjects that these refer to; where no register of them is given, none is there."""
        tables = self._nobody(self.columns.opened.prefix, self.columns.subject, within)
        for name, other in related.items():
            beneath = tables[name].related if name in tables else {}
            tables[name] = attrs.evolve(self._brought(name, other.columns), related=beneath)
        return tables

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return self.columns.opened.run(sql)

    def frame(self, sql: str) -> Any:  # noqa: ANN401 of the kind that was given
        """What a query gives, as the kind of frame that the register is."""
        return as_given(sql, self.columns.opened)

    def write(self, path: Path, sql: str) -> None:
        """Write what a query gives to a file, by the ending of its path."""
        write_result(path, sql, self.columns.opened)

    def close(self) -> None:
        """Remove what was made for it."""
        self.columns.opened.close()

    def place(self, row: int | str) -> Cell:
        """Where a row stands."""
        return Cell(self.columns.table.file, row=int(row))

    def row_problems(self) -> Iterator[Problem]:
        """What is wrong with its rows, in order."""
        return row_problems(self.columns)

    def key(self, entry: Entry) -> int:
        """The number of a row."""
        return entry.row

    def among(self, keys: Collection[int | str]) -> str:
        """SQL of whether a row is one of some, which are told by their numbers."""
        return f"(row IN ({', '.join(map(str, keys))}))"

    def entries(self, rows: Sequence[int | str], references: Collection[str] = ()) -> dict[int | str, Entry]:
        """Some rows as the reader of registers has them, among their facts the ids of subjects that they refer to."""
        numbers = self._numbered(rows)
        if not numbers:
            return {}
        listed = ", ".join(["row", *map(quoted, references)])
        told = self.run(f"SELECT {listed} FROM {self.relation} WHERE {self.among(numbers.values())}")
        given = {number: dict(zip(references, ids, strict=True)) for number, *ids in told}
        read = {
            one.row: attrs.evolve(one, facts={**one.facts, **given[one.row]}) for one in entries_of(self.columns, given)
        }
        return {row: read[number] for row, number in numbers.items() if number in read}

    def sample(self, count: int) -> list[int | str]:
        """The numbers of so many rows that were assessed, evenly spread."""
        found = self.run(
            f"SELECT row FROM (SELECT row, row_number() OVER (ORDER BY row ASC) - 1 AS n, count(*) OVER () AS many"
            f" FROM {self.relation} WHERE assessed) WHERE n * {int(count)} % many < {int(count)} ORDER BY row ASC"
        )
        return [row for (row,) in found]

    def _numbered(self, rows: Sequence[int | str]) -> dict[int | str, int]:
        """The numbers of rows, of an id as it stands in the register, or else as ids are compared."""
        numbers: dict[int | str, int] = {row: row for row in rows if not isinstance(row, str)}
        ids, known = self.columns.ids, {row: row for row in rows if isinstance(row, str)}
        id_ = f"r.{self._id}"
        for column, join in ((id_, ""), (ids.folded(id_), ids.join(id_))):
            left = {row: name for row, name in known.items() if row not in numbers}
            if left:
                listed = ", ".join({text(name).text for name in left.values()})
                asked = f"SELECT {column}, row FROM {self.relation} AS r{join} WHERE {column} IN ({listed})"
                places = dict(self.run(asked))
                numbers |= {row: places[name] for row, name in left.items() if name in places}
            known = {row: plain(row) for row in known}
        return numbers

    def _brought(self, name: str, other: FactColumns) -> Tables:
        ours = self.columns.opened
        table = f"{ours.prefix}{name}_facts"
        file = ours.folder / f"{name}.parquet"
        keep_result(f"SELECT * FROM {other.relation} WHERE assessed", file, other.opened)
        ours.run(f"CREATE TEMP VIEW {table} AS SELECT * FROM {parquet_sql(file)}")
        return Tables(table, identity_of(other.subject), {})

    def _nobody(self, prefix: str, subject: type, within: InColumns) -> dict[str, Tables]:
        """Tables without a row for what the rules read of other subjects."""
        tables = {}
        for name, other in within.others.items():
            field, table = fields_of(subject)[name], f"{prefix}no_{name}"
            assert isinstance(field, ReferenceFact)
            columns = {identity_of(field.subject): "VARCHAR"}
            for fact, one in facts_of(field.subject).items():
                columns |= zip(value_names(fact, one), value_types(one), strict=True)
            empty = ", ".join(f"CAST(NULL AS {kind}) AS {quoted(column)}" for column, kind in columns.items())
            self.run(f"CREATE TEMP VIEW {table} AS SELECT {empty}, '' AS unknown_events WHERE false")
            beneath = self._nobody(f"{table}_", field.subject, other)
            tables[name] = Tables(table, identity_of(field.subject), beneath)
        return tables

    @property
    def _id(self) -> str:
        return quoted(identity_of(self.columns.subject))


def duck_facts(
    register: object, policy: Policy, subject: type, references: Collection[str], sheet: str | None
) -> DuckFacts:
    """The facts of a frame or a file; the columns of `references` hold the ids of other subjects."""
    source = opened(register, subject, sheet)
    try:
        return DuckFacts(fact_columns(source, policy, subject, references=references))
    except BaseException:
        source.close()
        raise
