"""A register in columns, with what the law says of each row.

What is told of each conclusion is what `decide` tells of the row: the value, its standing, the rule, the facts that are
missing, between what an amount must lie. `exact` defines it; `tests/test_columns.py` holds SQL to it.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from operator import index
from pathlib import Path
from typing import Any, Self, SupportsIndex

import attrs

from estate_policy.arguments import several
from estate_policy.assessed_rows import row_decisions, row_entries
from estate_policy.decided_cells import decided_cells
from estate_policy.decision import Decision
from estate_policy.errors import EnginesDisagreeError, FactError, Problem
from estate_policy.examples_told import ExamplesTold, has_examples
from estate_policy.held_facts import HeldFacts, Row
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.sql import InColumns, Tables, given
from estate_policy.interpreters.sql_text import Sql, quoted, text
from estate_policy.interpreters.told_columns import JOIN, Asked, faults, findings, otherwise, told_columns
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.register import Entry
from estate_policy.schema import ReferenceFact, fields_of, identity_of
from estate_policy.shown import shortened
from estate_policy.terms import Language

_REPEATED = ("name", "district", "management_mode")
"""What is repeated of the register, so that a row can be read without it."""


@attrs.frozen(eq=False)
class Assessment:
    """A register in columns, with what the law says of each row.

    `frame` and `write` have the results, `problems` and `row_problems` what could not be read, `explain` and `decision`
    one row in full. The files made for it are removed by `close`, or at the end of a `with`.
    """

    law: LawInForce
    subject: type
    facts: HeldFacts
    related: Mapping[str, "Assessment"]
    beneath: Mapping[str, Tables]
    within: InColumns
    every: tuple[Asked, ...]
    with_others: bool
    all_told: bool

    def __enter__(self) -> Self:
        """The assessment itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Remove what was made for it."""
        self.close()

    def close(self) -> None:
        """Remove what was made for it; frames that were asked for stay, but for those of a given DuckDB relation."""
        self.facts.close()

    @property
    def conclusions(self) -> tuple[str, ...]:
        """The conclusions that are told of, each after those it reads."""
        return tuple(one.conclusion.name for one in self.every)

    @functools.cached_property
    def frame(self) -> Any:  # noqa: ANN401 of the kind that was given
        """The results as the same kind of frame that was given, a row each, in order.

        The columns: `row`, the id and what else names the row; for a conclusion `x` its value in `x`, which is the
        settled one or the one under the preferred reading, `x_standing`, `x_rule`, `x_missing`; `x_otherwise`, what
        other readings give, if asked for; `x_example`, the amendments behind it that are only examples, if there are
        any; `x_low` and `x_high` for a quantity; `findings`, where every conclusion is asked for; `problems`.
        Quantities are decimals with all their digits. Where a row could not be assessed, its columns are null.

        A frame of Spark has no order and so no `row`; it is computed when it is read.
        """
        return self.facts.frame(self.query)

    def write(self, path: Path | str) -> None:
        """Write the results as CSV, Parquet or xlsx, by the ending of the path; whole or not at all.

        `on`, `policy` and `library` tell the day whose law was applied, the digest of the policy, this version.
        """
        under = {"on": str(self.law.day), "policy": self.law.policy.digest, "library": version("estate-policy")}
        told = ", ".join(f"{text(value).text} AS {quoted(name)}" for name, value in under.items())
        self.facts.write(Path(path), f"SELECT *, {told} FROM ({self.query})")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the register as a table."""
        return self.facts.problems

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing of it."""
        return self.facts.notes

    @property
    def problem_count(self) -> int:
        """How many problems there are, of the table and of its rows."""
        each = f"length(problems) - length(replace(problems, '{JOIN}', '')) + 1"
        ((of_rows,),) = self.facts.run(f"SELECT sum({each}) FILTER (problems <> '') FROM ({self._telling({})})")
        return len(self.problems) + int(of_rows or 0)

    def row_problems(self) -> Iterator[Problem]:
        """What is wrong with its rows, in order."""
        yield from self.facts.row_problems()
        for name in self._unmatched:
            for row, _, id_ in self.run({}, where=_unmatched(name), kept=("row", name, given(name))):
                told = {"field": name, "id": shortened(id_)}
                yield Problem(Message("no-such-subject", told), self.facts.place(row))
        for row in self._faulty():
            yield Problem(Message("rules-disagree-here"), self.facts.place(row))

    def _faulty(self) -> list[Row]:
        """What names the rows about which rules contradict themselves.

        They are counted first: to pick some out, the condition is written out anew beneath every layer.
        """
        ((count,),) = self.facts.run(f"SELECT count(*) FILTER (assessed AND NOT told) FROM ({self.rows({})}) AS one")
        return [row for (row,) in self.run({}, where="fault")] if count else []

    def decision(self, row: Row, engine: Engine = "confirmed") -> Decision:
        """The decision about one row, as `decide` makes it; `FactError` if there is none, or it is no subject."""
        return self._decided([row], row_entries(self.facts, [row], [*self.related]), engine)[row]

    def explain(self, row: Row, language: Language = "zh", conclusion: str | None = None) -> str:
        """The decision about one row in words, as `Decision.explain` has it; the columns are seen to agree with it."""
        return self._confirmed([row], "confirmed")[row].explain(language, conclusion)

    def confirm(self, rows: Sequence[Row], engine: Engine = "confirmed") -> None:
        """Decide some rows one by one, and compare; `EnginesDisagreeError` where the columns say anything else.

        `FactError` if one of them is none, or no subject.
        """
        if wanted := several("rows", rows):
            self._confirmed(wanted, engine)

    def sample(self, count: int) -> list[Row]:
        """What names so many rows that were assessed: their numbers, evenly spread, or on Spark ids."""
        _refuse_no_count(count)
        return self.facts.sample(count)

    @functools.cached_property
    def query(self) -> str:
        """The SQL of the results."""
        return self._telling(self._results)

    def _telling(self, told: Mapping[str, Sql]) -> str:
        """The SQL of some results of each row, of what names it and of what is wrong with it."""
        results = {**told, "fault": self.fault}
        kept = [*self.facts.numbers, self._id, *self._named, "problems", "assessed", *map(given, self._unmatched)]
        inner = self.within.query(results, kept, self.tables)
        blank = "NOT assessed OR fault"
        cells = [f"CASE WHEN {blank} THEN NULL ELSE {quoted(name)} END AS {quoted(name)}" for name in results]
        named = [quoted(name) for name in (*self.facts.numbers, self._id, *self._named)]
        wrong = [*((_unmatched(name), "no-such-subject") for name in self._unmatched), ("fault", "rules-disagree-here")]
        codes = [f"CASE WHEN {when} THEN '{code}' END" for when, code in wrong]
        problems = ", ".join(["NULLIF(problems, '')", *codes])
        listed = ", ".join([*named, *cells[:-1], f"CONCAT_WS('{JOIN}', {problems}) AS problems"])
        in_order = "" if self.facts.keeps_order and not self.beneath else self._in_order
        return f"SELECT {listed} FROM ({inner}) AS told{in_order}"

    @functools.cached_property
    def _results(self) -> dict[str, Sql]:
        """All that is told of a row by the rules."""
        results = {name: one for asked_ in self.every for name, one in self._told(asked_).items()}
        return {**results, "findings": findings(self.within)} if self.all_told else results

    @property
    def fault(self) -> Sql:
        """Whether rules contradict themselves about a row."""
        return faults(self.every)

    @property
    def tables(self) -> Tables:
        """Where the facts stand, and those of the subjects referred to."""
        return Tables(self.facts.relation, self._id, self.beneath)

    def rows(self, results: Mapping[str, Sql]) -> str:
        """The SQL of some expressions about every row.

        `told` is whether the row was assessed; where it was not, the expressions are of no account.
        """
        columns = {**results, "fault": self.fault}
        inner = self.within.query(columns, ["assessed"], self.tables)
        told = [*map(quoted, results), "assessed", "assessed AND NOT fault AS told"]
        return f"SELECT {', '.join(told)} FROM ({inner}) AS told"

    def run(self, results: Mapping[str, Sql], *, where: str = "TRUE", kept: Sequence[str] = ("row",)) -> list[Any]:
        """What some expressions are, of the rows that were assessed and meet a condition, in order."""
        columns = {**results, "fault": self.fault}
        carried = [*dict.fromkeys([*kept, *self.facts.numbers, self._id, "assessed"])]
        inner = self.within.query(columns, carried, self.tables)
        told = ", ".join(quoted(name) for name in (*kept, *results))
        return self.facts.run(f"SELECT {told} FROM ({inner}) AS told WHERE assessed AND ({where}){self._in_order}")

    @property
    def _unmatched(self) -> list[str]:
        """The references that are read, of which a row may name a subject that is not there."""
        return [name for name in self.within.others if name in self.beneath]

    def _told(self, one: Asked) -> dict[str, Sql]:
        name, columns = one.conclusion.name, told_columns(self.within, one)
        ends = (f"{name}_low", f"{name}_high")
        told = {part: column for part, column in columns.items() if part not in ends}
        if self.with_others:
            told[f"{name}_otherwise"] = otherwise(one)
        if has_examples(self.law):
            told[f"{name}_example"] = self.examples.column(name)
        told |= {part: columns[part] for part in ends if part in columns}
        return told

    @functools.cached_property
    def examples(self) -> ExamplesTold:
        """The amendments that are only examples, behind each conclusion."""
        return ExamplesTold(self.within)

    @property
    def _id(self) -> str:
        return identity_of(self.subject)

    @property
    def _named(self) -> list[str]:
        """The facts beside the id that name a row and group it."""
        return [
            name
            for name, field in fields_of(self.subject).items()
            if name in _REPEATED or isinstance(field, ReferenceFact)
        ]

    @property
    def _in_order(self) -> str:
        return "".join(f" ORDER BY {name} ASC" for name in self.facts.numbers)

    def _confirmed(self, rows: Sequence[Row], engine: Engine) -> dict[Row, Decision]:
        """The decisions about some rows, of which the columns say the same."""
        entries = row_entries(self.facts, rows, [*self.related])
        decisions = self._decided(rows, entries, engine)
        keys = {row: self.facts.key(entries[row]) for row in rows}
        key = next(iter(self.facts.numbers), self._id)
        found = self.run(self._results, where=self.facts.among(keys.values()), kept=(key,))
        columns = {key: cells for key, *cells in found}
        for row, decision in decisions.items():
            place, expected = keys[row], decided_cells(decision, self.conclusions)
            wrong = [
                Problem(
                    Message("columns-disagree", {"name": name, "columns": str(cell), "decided": str(expected[name])}),
                    self.facts.place(place),
                )
                for name, cell in zip(self._results, columns[place], strict=True)
                if cell != expected[name]
            ]
            if wrong:
                raise EnginesDisagreeError(wrong)
        return decisions

    def _decided(self, rows: Sequence[Row], entries: Mapping[Row, Entry], engine: Engine) -> dict[Row, Decision]:
        related = {name: other.facts for name, other in self.related.items()}
        return row_decisions(self.law, related, entries, rows, engine)


def _refuse_no_count(count: object) -> None:
    """Refuse what is no number of rows."""
    if not isinstance(count, SupportsIndex) or index(count) < 1:
        raise FactError(Problem(Message("bad-count", {"given": shortened(count)}), hint=Message("count-from-one")))


def _unmatched(name: str) -> str:
    """Whether a row names a subject that is not there."""
    return f"{quoted(given(name))} IS NOT NULL AND {quoted(name)} IS NULL"
