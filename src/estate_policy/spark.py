"""The facts of a register in a frame of Spark, for one that no machine holds: all that an assessment asks of them."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import attrs

from estate_policy.columns import columns_of
from estate_policy.errors import Cell, FactError, Problem, TableError
from estate_policy.interpreters.dialects import in_dialect
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.interpreters.sql_text import quoted, text
from estate_policy.law import Policy
from estate_policy.messages import Message
from estate_policy.natural_columns import UNKNOWN_EVENTS, events_among
from estate_policy.register import Entry, entry_of_row, names_subjects, other_members, without_id
from estate_policy.row_source import cell_name
from estate_policy.rows import Content, Row
from estate_policy.schema import MemberFact, ReferenceFact, fields_of, identity_of
from estate_policy.shown import shortened
from estate_policy.spark_columns import Given
from estate_policy.spark_facts import facts_query, folded, id_of
from estate_policy.spark_words import MOST_WORDS, Words, other_words, worded, words_of
from estate_policy.tables import Table, heading_text
from estate_policy.words_written import plain

if TYPE_CHECKING:
    from pyspark.sql import DataFrame

_NAME = "frame"
"""How problems call what is not a file."""

_numbers = count(1)


@attrs.frozen(eq=False)
class SparkFacts:
    """The facts of a register, a row each, in no order and told apart by their ids alone.

    `frames` are those of which SQL asks, by their names: the one that was given, its facts, those of other subjects.
    """

    given: Given
    source: str
    relation: str
    frames: "dict[str, DataFrame]"
    numbers: tuple[str, ...] = ()
    keeps_order: bool = False

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the register as a table."""
        return self.given.columns.problems

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing of it, also which members the policy does not name."""
        return (*self.given.columns.notes, *_other_members(self.given))

    def beneath(self, within: InColumns, related: "Mapping[str, SparkFacts]") -> dict[str, Tables]:
        """The facts of subjects that these refer to; where no register of them is given, none is there."""
        tables = {}
        for name, other in within.others.items():
            field = fields_of(self.given.subject)[name]
            assert isinstance(field, ReferenceFact)
            theirs = related[name] if name in related else self._nobody(field.subject)
            table = _named("others")
            self.frames[table] = theirs.frames[theirs.relation].where("assessed")
            beneath = theirs.beneath(other, {})
            self.frames.update(theirs.frames)
            tables[name] = Tables(table, identity_of(field.subject), beneath)
        return tables

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""
        return [tuple(row) for row in self.frame(sql).collect()]

    def frame(self, sql: str) -> "DataFrame":
        """What a query gives, as a frame that is computed when it is read."""
        return _asked(sql, self.frames)

    def write(self, path: Path, _: str) -> NoReturn:
        """Nothing: Spark writes its frames."""
        raise TableError(Problem(Message("spark-writes"), Cell(str(path)), Message("write-frame")))

    def close(self) -> None:
        """Nothing was made for it."""

    def place(self, row: int | str) -> Cell:
        """Where a row stands."""
        return Cell(_NAME, heading=shortened(row))

    def row_problems(self) -> NoReturn:
        """Nothing: rows that have no numbers have no places."""
        raise TableError(Problem(Message("rows-unnumbered"), Cell(_NAME), Message("read-problems")))

    def key(self, entry: Entry) -> str:
        """The id of a row."""
        return str(entry.id)

    def among(self, keys: Collection[int | str]) -> str:
        """SQL of whether a row is one of some, which are told by their ids."""
        return f"({quoted(identity_of(self.given.subject))} IN ({', '.join(text(str(key)).text for key in keys)}))"

    def entries(self, rows: Sequence[int | str], references: Collection[str] = ()) -> dict[int | str, Entry]:
        """Some rows as the reader of registers has them, among their facts the ids of subjects that they refer to."""
        if not all(isinstance(row, str) for row in rows):
            raise FactError(Problem(Message("rows-unnumbered"), Cell(_NAME), Message("name-ids")))
        names = {str(row): plain(str(row)) for row in rows}
        ids = ", ".join(text(name).text for name in dict.fromkeys(names.values()))
        told = self.run(f"SELECT * FROM {self.source} WHERE {folded(id_of(self.given))} IN ({ids})") if rows else []
        found = [self._entry(cells, references) for cells in told]
        several = Counter(plain(str(one.id)) for one in found)
        known = {plain(str(one.id)): one for one in found}
        return {
            row: known[name] if several[name] == 1 else _doubled(known[name])
            for row, name in names.items()
            if name in known
        }

    def sample(self, count: int) -> list[int | str]:
        """The ids of so many rows that were assessed, as if by chance, and the same ones each time."""
        id_ = quoted(identity_of(self.given.subject))
        chosen = f"SELECT {id_} FROM {self.relation} WHERE assessed ORDER BY HASH({id_}), {id_} LIMIT {int(count)}"
        return [row for (row,) in self.run(chosen)]

    def _entry(self, cells: Sequence[Any], references: Collection[str]) -> Entry:
        given = self.given
        row = Row(0, tuple(map(_content, cells)))
        read = {name: one for name, one in given.columns.read.items() if not isinstance(one[0], ReferenceFact)}
        one = entry_of_row(given.table, row, attrs.evolve(given.columns, read=read), given.policy, given.subject)
        named = {name: row.cells[given.columns.read[name][1][0]] for name in references if name in given.columns.read}
        ids = {name: str(id_).strip() or None for name, id_ in named.items() if id_ is not None}
        headings = [heading_text(cell) for cell in given.table.heading.cells]
        noted = str(row.cells[headings.index(UNKNOWN_EVENTS)]).split("|") if UNKNOWN_EVENTS in headings else []
        unknown = one.unknown_events.union(events_among(given.subject, noted))
        problems = tuple(attrs.evolve(problem, location=self.place(str(one.id))) for problem in one.problems)
        return attrs.evolve(one, facts={**one.facts, **ids}, problems=problems, unknown_events=unknown)

    def _nobody(self, subject: type) -> "SparkFacts":
        """The facts of no subjects."""
        id_ = quoted(identity_of(subject))
        none = _asked(f"SELECT CAST(NULL AS VARCHAR) AS {id_} FROM {self.source} WHERE FALSE", self.frames)
        return spark_facts(none, self.given.policy, subject)


def spark_facts(frame: "DataFrame", policy: Policy, subject: type) -> SparkFacts:
    """The facts of a frame of Spark. Its words are read now, and nothing else before an answer is.

    `TableError` where no column tells subjects apart, or one has a type that its fact cannot have.
    """
    table = Table(_NAME, None, Row(1, tuple(frame.columns)), ())
    if not names_subjects(table.heading, subject):
        raise without_id(table, subject, None)
    types = [one.dataType.simpleString() for one in frame.schema.fields]
    source, relation = _named("given"), _named("facts")
    frames = {source: frame.toDF(*(_column_name(at, name) for at, name in enumerate(frame.columns)))}
    given = Given(table, columns_of(_without_events(table), subject, policy), types, {}, policy, subject)
    given = attrs.evolve(given, words=_words(given, source, frames))
    frames[relation] = _asked(facts_query(given, source), frames)
    return SparkFacts(given, source, relation, frames)


def _column_name(index: int, heading: str) -> str:
    """How SQL calls a column: by its place, but for the one that is no fact."""
    return heading if heading == UNKNOWN_EVENTS else cell_name(index)


def _without_events(table: Table) -> Table:
    """A table without the heading of what is no fact."""
    headings = tuple("" if heading_text(cell) == UNKNOWN_EVENTS else cell for cell in table.heading.cells)
    return attrs.evolve(table, heading=Row(1, headings))


def _words(given: Given, source: str, frames: "Mapping[str, DataFrame]") -> dict[int, Words]:
    """What the words in columns mean; `TableError` where there are more than anybody means."""
    asked = worded(given.columns, given.types)
    if not asked:
        return {}
    rows = _asked(other_words(asked, given.policy, source), frames).collect()
    if len(rows) > MOST_WORDS:
        names = ", ".join(shortened(heading_text(given.table.heading.cells[index])) for index in asked)
        raise TableError(Problem(Message("too-many-words", {"names": names, "most": str(MOST_WORDS)}), Cell(_NAME)))
    return {
        index: words_of(name, field, given.heading(index), {row[place] for row in rows} - {None}, given.policy)
        for place, (index, (name, field)) in enumerate(asked.items())
    }


def _other_members(given: Given) -> Iterator[Problem]:
    """The notes on members that the policy does not name; no row of them is the first."""
    for field, indices in given.columns.read.values():
        if isinstance(field, MemberFact):
            named = {None, *given.policy.enumerations[field.enumeration].members}
            others = {str(one) for index in indices for one in given.words[index].given if one not in named}
            if others:
                yield other_members(field, sorted(others), given.table)


def _named(what: str) -> str:
    """A name for a frame that no other has."""
    return f"frame_{next(_numbers)}_{what}"


def _asked(sql: str, frames: "Mapping[str, DataFrame]") -> "DataFrame":
    """The answer of Spark to a question of frames that are called by their names."""
    statement = in_dialect(sql, "spark").replace("{", "{{").replace("}", "}}")
    read: dict[str, Any] = {name: frame for name, frame in frames.items() if name in statement}
    for name in read:
        statement = statement.replace(name, f"{{{name}}}")
    session = next(iter(frames.values())).sparkSession
    return session.sql(statement, **read)


def _content(cell: object) -> Content:
    """What a cell of a frame says, as registers have it."""
    match cell:
        case Decimal():
            return f"{cell:f}"
        case None | bool() | float() | date():
            return cell
        case _:
            return str(cell)


def _doubled(one: Entry) -> Entry:
    """A row whose id stands in several rows has no subject."""
    problem = Problem(Message("id-of-several", {"id": shortened(one.id)}), Cell(_NAME))
    return attrs.evolve(one, subject=None, problems=(*one.problems, problem))
