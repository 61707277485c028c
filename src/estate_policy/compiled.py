"""The law in force as a view of SQL, for systems in other languages: the same answers, to the fen."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from estate_policy.arguments import refuse_other_law, several
from estate_policy.decision import refuse_other_subject
from estate_policy.errors import ColumnsError, Problem
from estate_policy.interpreters.dialects import Dialect, laid_out
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.interpreters.sql_text import Sql, quoted
from estate_policy.interpreters.told_columns import asked, faults, findings, otherwise, told_columns
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.natural_columns import UNKNOWN_EVENTS, events_among, facts_query
from estate_policy.schema import (
    DateFact,
    Fact,
    Field,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    fields_of,
    identity_of,
    subject_name,
)

LONGEST_NAME = 63
"""Bytes of a name that PostgreSQL does not cut."""


@attrs.frozen
class View:
    """A view over a table of subjects: its name, what it tells, and the columns it reads of each subject's table."""

    law: LawInForce
    subject: type
    name: str
    query: str
    told: tuple[str, ...]
    sources: Mapping[type, tuple[str, ...]]
    tables: Mapping[type, str]


def view(law: LawInForce, subject: type, names: Sequence[str], table: str | None = None) -> View:
    """The view of some conclusions over a table of subjects, which is called like the subject if nothing is said.

    Other subjects that rules read are in tables called like these. `ColumnsError` where a conclusion does not fit.
    """
    refuse_other_law(law)
    refuse_other_subject(law, subject)
    wanted = several("names", names)
    within = InColumns(law, subject_name(subject))
    results = told_of(within, wanted)
    long = next((name for name in results if len(name.encode()) > LONGEST_NAME), None)
    if long is not None:
        raise ColumnsError(Problem(Message("name-too-long", {"name": long, "most": str(LONGEST_NAME)})))
    read = {one: tuple(columns) for one, columns in sources(within, results, subject).items()}
    tables = {one: subject_name(one) for one in read} | ({} if table is None else {subject: table})
    facts = [
        f"{_facts(one)} AS ({facts_query(law.policy, one, columns, _path(tables[one]))})"
        for one, columns in read.items()
    ]
    told = within.query(results, [identity_of(subject)], _tables(law, within, subject))
    query = f"WITH {', '.join(facts)} SELECT * FROM ({told}) AS told"
    name = f"{tables[subject]}_conclusions"
    return View(law, subject, name, query, tuple(results), read, tables)


def view_statement(of: View, dialect: Dialect) -> str:
    """The statement that makes a view in a system, with what the view is and reads in comments above it."""
    head = "".join(f"-- {' '.join(line.split())}".rstrip() + "\n" for line in _head(of))
    return head + laid_out(f"CREATE VIEW {_path(of.name)} AS {of.query}", dialect) + ";\n"


def told_of(within: InColumns, names: Sequence[str]) -> dict[str, Sql]:
    """All that is told of conclusions in columns, the findings, and whether rules contradict themselves."""
    every = [asked(within, name) for name in names]
    columns: dict[str, Sql] = {}
    for one in every:
        columns |= {**told_columns(within, one), f"{one.conclusion.name}_otherwise": otherwise(one)}
    return {**columns, "findings": findings(within), "rules_disagree": faults(every)}


def sources(within: InColumns, results: Mapping[str, Sql], subject: type) -> dict[type, list[str]]:
    """The facts that results are made of, of each subject in the order in which it declares them."""
    fields = fields_of(subject)
    read = {*within.layers.source_columns(results.values()), *within.others}
    found = {subject: [name for name in fields if name in read]}
    for name, other in within.others.items():
        field = fields[name]
        assert isinstance(field, ReferenceFact)
        beneath = {part: one for one, part in other.exported.items()}
        for one, columns in sources(other, beneath, field.subject).items():
            found[one] = [each for each in fields_of(one) if each in {*found.get(one, ()), *columns}]
    return found


def _tables(law: LawInForce, within: InColumns, subject: type) -> Tables:
    related = {}
    for name, other in within.others.items():
        field = fields_of(subject)[name]
        assert isinstance(field, ReferenceFact)
        related[name] = _tables(law, other, field.subject)
    return Tables(_facts(subject), identity_of(subject), related)


def _facts(subject: type) -> str:
    return f"facts_of_{subject_name(subject)}"


def _path(table: str) -> str:
    """The name of a table, with that of its schema if a point stands in it."""
    return ".".join(map(quoted, table.split(".")))


def _head(of: View) -> Iterator[str]:
    law = of.law
    yield f"政策 policy: {law.policy.name}, digest {law.policy.digest}"
    yield f"有效日 in force on: {law.day}"
    for amendment in law.amendments:
        is_example = "（示例办法 EXAMPLE instrument）" if amendment.example else ""
        yield f"修订 amendment: {amendment.title.zh} {amendment.title.en}{is_example}"
    for subject, columns in of.sources.items():
        yield ""
        yield f"来源表 source table {of.tables[subject]}:"
        yield f"  {identity_of(subject)}: TEXT, 编号，不重复 told apart by it, never twice"
        for name in columns:
            yield f"  {name}: {_described(fields_of(subject)[name], law)}"
        if any(events_among(subject, columns)):
            yield f"  {UNKNOWN_EVENTS}: TEXT, 不知有无记录的事项，以 | 分隔；没有则为空"
            yield "    events of which it is not known whether they happened, with | between them; else null"
    yield ""
    yield "NULL 为不知，从不是“否”；事项为 NULL 即无记录。列中不合事实的值（超出范围、枚举之外）视为不知。"
    yield "NULL is unknown and never false; of an event it means that none is on record. What a fact cannot be"
    yield "(beyond its range, no member) is unknown."
    yield "每项结论 each conclusion x: x, x_standing, x_rule, x_missing, x_otherwise; 数量 quantities: x_low, x_high."


def _described(field: Field, law: LawInForce) -> str:
    term = f"{field.term.zh} {field.term.en}"
    event = (
        f"；无记录即 none on record means {field.absent}"
        if isinstance(field, Fact) and field.absent is not None
        else ""
    )
    match field:
        case QuantityFact():
            digits = len(f"{max(abs(field.low), abs(field.high)):.0f}") + field.scale
            return f"NUMERIC({digits}, {field.scale}), {field.unit}, {field.low:f}–{field.high:f}, {term}{event}"
        case DateFact():
            return f"DATE, {field.low}–{field.high}, {term}{event}"
        case MemberFact():
            one = law.policy.enumerations[field.enumeration]
            others = " …" if one.open else ""
            return f"TEXT, {' | '.join(one.members)}{others}, {term}{event}"
        case ReferenceFact():
            return f"TEXT, {identity_of(field.subject)} 在 of {subject_name(field.subject)}, {term}"
        case _:
            return f"BOOLEAN, {term}{event}"
