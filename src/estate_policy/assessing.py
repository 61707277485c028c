"""A whole register assessed in columns: every conclusion about every row, from any frame or file, by DuckDB.

What is told of each conclusion is what `decide` tells of the row: the value, its standing, the rule, the facts that are
missing, between what an amount must lie. `exact` defines it; `tests/test_columns.py` holds SQL to it.
"""

import functools
from collections.abc import Iterator, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import attrs

from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell, EnginesDisagreeError, FactError, Problem, UnknownConclusionError
from estate_policy.examples_told import ExamplesTold, has_examples
from estate_policy.figures import decimal_of
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.sql import InColumns, Tables, given
from estate_policy.interpreters.sql_text import Sql, quoted, text
from estate_policy.interpreters.told_columns import JOIN, Asked, asked, faults, findings, otherwise, told_columns
from estate_policy.kinds import Quantity
from estate_policy.language.types import closest
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.schema import ReferenceFact, fields_of, identity_of, shortened, subject_name
from estate_policy.spread import bounds
from estate_policy.terms import Language

if TYPE_CHECKING:
    from estate_policy.fact_columns import FactColumns
    from estate_policy.row_source import Opened


@attrs.frozen(eq=False)
class Assessment:
    """A register in columns, with what the law says of each row.

    `frame` and `write` have the results, `problems` and `row_problems` what could not be read, `explain` and `decision`
    one row in full. The files made for it are removed by `close`, or at the end of a `with`.
    """

    law: LawInForce
    subject: type
    facts: "FactColumns"
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
        self.facts.opened.close()

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
        """
        from estate_policy.given_back import as_given  # noqa: PLC0415 DuckDB comes with an extra

        return as_given(self.query, self.facts.opened)

    def write(self, path: Path | str) -> None:
        """Write the results as CSV, Parquet or xlsx, by the ending of the path; whole or not at all.

        `on`, `policy` and `library` tell the day whose law was applied, the digest of the policy, this version.
        """
        from estate_policy.given_back import write_result  # noqa: PLC0415 the same

        under = {"on": str(self.law.day), "policy": self.law.policy.digest, "library": version("estate-policy")}
        told = ", ".join(f"{text(value).text} AS {quoted(name)}" for name, value in under.items())
        write_result(Path(path), f"SELECT *, {told} FROM ({self.query})", self.facts.opened)

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
        each = f"len(string_split(problems, '{JOIN}'))"
        ((of_rows,),) = self.facts.opened.run(f"SELECT sum({each}) FILTER (problems <> '') FROM ({self.query})")
        return len(self.problems) + int(of_rows or 0)

    def row_problems(self) -> Iterator[Problem]:
        """What is wrong with its rows, in order."""
        from estate_policy.fact_columns import row_problems  # noqa: PLC0415 the same

        yield from row_problems(self.facts)
        for name in self._unmatched:
            for row, _, id_ in self.run({}, where=_unmatched(name), kept=("row", name, given(name))):
                told = {"field": name, "id": shortened(id_)}
                yield Problem(Message("no-such-subject", told), Cell(self.facts.table.file, row=row))
        for (row,) in self.run({}, where="fault"):
            yield Problem(Message("rules-disagree-here"), Cell(self.facts.table.file, row=row))

    def decision(self, row: int, engine: Engine = "confirmed") -> Decision:
        """The decision about one row, as `decide` makes it; `FactError` if there is none, or it is no subject."""
        from estate_policy.fact_columns import entry  # noqa: PLC0415 the same

        found = entry(self.facts, row)
        if found is None or found.subject is None:
            problems = () if found is None else found.problems
            raise FactError(problems or Problem(Message("no-such-row", {"row": str(row)})))
        subject, unknown = found.subject, set(found.unknown_events)
        for name, other in self.related.items():
            ((id_,),) = self.facts.opened.run(
                f"SELECT {quoted(name)} FROM {self.facts.relation} WHERE row = {int(row)}"
            )
            beneath = other._by_id(id_)  # noqa: SLF001 - of the same class
            if beneath is not None:
                subject = attrs.evolve(subject, **{name: beneath.subject})  # type: ignore[misc]
                unknown |= {f"{name}.{event}" for event in beneath.unknown_events}
        return decide(self.law, subject, unknown_events=unknown, engine=engine)

    def explain(self, row: int, language: Language = "zh", conclusion: str | None = None) -> str:
        """The decision about one row in words, as `Decision.explain` has it; the columns are seen to agree with it."""
        decision = self.decision(row)
        self.confirm([row])
        return decision.explain(language, conclusion)

    def confirm(self, rows: Sequence[int], engine: Engine = "confirmed") -> None:
        """Decide some rows one by one, and compare; `EnginesDisagreeError` where the columns say anything else."""
        listed = ", ".join(str(int(row)) for row in rows)
        told = {name: one for asked_ in self.every for name, one in told_columns(self.within, asked_).items()}
        for row, *cells in self.run(told, where=f"row IN ({listed})") if rows else ():
            expected = _told(self.decision(row, engine), self.conclusions)
            wrong = [
                Problem(
                    Message("columns-disagree", {"name": name, "columns": str(cell), "decided": str(expected[name])}),
                    Cell(self.facts.table.file, row=row),
                )
                for name, cell in zip(told, cells, strict=True)
                if cell != expected[name]
            ]
            if wrong:
                raise EnginesDisagreeError(wrong)

    def sample(self, count: int) -> list[int]:
        """The numbers of so many rows that were assessed, evenly spread."""
        found = self.facts.opened.run(
            f"SELECT row FROM (SELECT row, row_number() OVER (ORDER BY row) - 1 AS n, count(*) OVER () AS many"
            f" FROM {self.facts.relation} WHERE assessed) WHERE n * {int(count)} % many < {int(count)} ORDER BY row"
        )
        return [row for (row,) in found]

    @functools.cached_property
    def query(self) -> str:
        """The SQL of the results."""
        results = {name: one for asked_ in self.every for name, one in self._told(asked_).items()}
        if self.all_told:
            results["findings"] = findings(self.within)
        results["fault"] = self.fault
        kept = ["row", self._id, *self._named, "problems", "assessed", *map(given, self._unmatched)]
        inner = self.within.query(results, kept, self.tables)
        blank = "NOT assessed OR fault"
        cells = [f"CASE WHEN {blank} THEN NULL ELSE {quoted(name)} END AS {quoted(name)}" for name in results]
        named = [quoted(name) for name in ("row", self._id, *self._named)]
        wrong = [*((_unmatched(name), "no-such-subject") for name in self._unmatched), ("fault", "rules-disagree-here")]
        codes = [f"CASE WHEN {when} THEN '{code}' END" for when, code in wrong]
        problems = ", ".join(["NULLIF(problems, '')", *codes])
        told = ", ".join([*named, *cells[:-1], f"CONCAT_WS('{JOIN}', {problems}) AS problems"])
        return f"SELECT {told} FROM ({inner}) ORDER BY row"

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
        told = ", ".join(quoted(name) for name in results)
        return f"SELECT {told}, assessed AND NOT fault AS told FROM ({inner})"

    def run(self, results: Mapping[str, Sql], *, where: str = "TRUE", kept: Sequence[str] = ("row",)) -> list[Any]:
        """What some expressions are, of the rows that were assessed and meet a condition, in order."""
        columns = {**results, "fault": self.fault}
        inner = self.within.query(columns, [*dict.fromkeys([*kept, "row", "assessed"])], self.tables)
        told = ", ".join(quoted(name) for name in (*kept, *results))
        return self.facts.opened.run(f"SELECT {told} FROM ({inner}) WHERE assessed AND ({where}) ORDER BY row")

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

    def _by_id(self, id_: object) -> Any:  # noqa: ANN401 an entry
        from estate_policy.fact_columns import entry  # noqa: PLC0415 DuckDB comes with an extra

        if id_ is None:
            return None
        text = str(id_).replace("'", "''")
        found = self.facts.opened.run(
            f"SELECT row FROM {self.facts.relation} WHERE assessed AND {quoted(self._id)} = '{text}'"
        )
        return entry(self.facts, found[0][0]) if found else None


_REPEATED = ("name", "district", "management_mode")
"""What is repeated of the register, so that a row can be read without it."""


def assess(  # noqa: PLR0913 each is a word of the question
    law: LawInForce,
    register: object,
    subject: type | None = None,
    *,
    conclusions: Sequence[str] | None = None,
    related: Mapping[str, Assessment] | None = None,
    otherwise: bool = False,
    sheet: str | None = None,
) -> Assessment:
    """Assess every row of a register of subjects: estates, or those of another class.

    The register is a frame of polars, pandas, PyArrow or DuckDB, lazy ones too, or the path of a CSV, xlsx or Parquet
    file. Its columns are headed as registers are. A cell that gives no fact is a problem of it, and the fact unknown.

    `conclusions` are those to tell of, all that the law has about such a subject if there is none; `otherwise` adds
    what other readings give. `related` has the registers of the subjects that these refer to, by the reference: the
    estates of households by `estate`. `ColumnsError` where a conclusion does not fit into columns, `TableError` where
    there is no table, or none that tells subjects apart.
    """
    from estate_policy.fact_columns import fact_columns  # noqa: PLC0415 DuckDB comes with an extra
    from estate_policy.frames import opened  # noqa: PLC0415 the same

    class_ = next(iter(law.policy.subjects.values())) if subject is None else subject
    within = InColumns(law, subject_name(class_))
    names = _names(law, class_, conclusions)
    every = tuple(asked(within, name) for name in names)
    source: Opened = opened(register, class_, sheet)
    try:
        facts = fact_columns(source, law.policy, class_, references=(related or {}).keys())
        beneath = {name: _brought(source, name, other) for name, other in (related or {}).items()}
    except BaseException:
        source.close()
        raise
    return Assessment(law, class_, facts, related or {}, beneath, within, every, otherwise, conclusions is None)


def _brought(source: "Opened", name: str, other: Assessment) -> Tables:
    """The facts of subjects that others refer to, brought to where these are."""
    table = f"{source.prefix}{name}_facts"
    file = text(str(source.folder / f"{name}.parquet")).text
    facts = f"SELECT * FROM {other.facts.relation} WHERE assessed"
    other.facts.opened.run(f"COPY ({facts}) TO {file} (FORMAT parquet)")
    source.run(f"CREATE TEMP VIEW {table} AS SELECT * FROM read_parquet({file})")
    return Tables(table, identity_of(other.subject), {})


def _unmatched(name: str) -> str:
    """Whether a row names a subject that is not there."""
    return f"{quoted(given(name))} IS NOT NULL AND {quoted(name)} IS NULL"


def _names(law: LawInForce, subject: type, asked_for: Sequence[str] | None) -> list[str]:
    about = [name for name, one in law.conclusions.items() if one.subject == subject_name(subject)]
    wrong = [name for name in asked_for or () if name not in about]
    if wrong:
        hint = closest(wrong[0], dict.fromkeys(about))
        raise UnknownConclusionError(Problem(Message("no-such-conclusion", {"name": wrong[0]}), hint=hint))
    return about if asked_for is None else [name for name in about if name in asked_for]


def _told(decision: Decision, names: Sequence[str]) -> dict[str, object]:
    """What a decision tells of conclusions, as the columns do."""
    told: dict[str, object] = {}
    for name in names:
        answer = decision[name]
        told[name] = answer.working_value
        told[f"{name}_standing"] = answer.standing.value
        told[f"{name}_rule"] = JOIN.join(answer.rules)
        told[f"{name}_missing"] = JOIN.join(answer.missing)
        if isinstance(answer.conclusion.kind, Quantity):
            ends = bounds(answer)
            told[f"{name}_low"] = None if ends.low is None else decimal_of(ends.low)
            told[f"{name}_high"] = None if ends.high is None else decimal_of(ends.high)
    return told
