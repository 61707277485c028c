"""Conditions about kites answered by each engine alone, and the rulesets that durable-rules is given for them."""

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

import duckdb

from estate_policy.expr import Expr
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.durable_rules import Matcher
from estate_policy.interpreters.exact import Case, Questions, meaning, read_exactly
from estate_policy.interpreters.programs import Program, compiled
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.outcome import Known
from tests.kites import DAY, DOMAINS, clause, parameter, read

LAW = read({"0": clause(parameters={"p2": parameter("2"), "half": parameter("0.5")})}).on(DAY)
"""A law that concludes nothing and sets two figures."""

Given = bool | int | str | None
Verdicts = tuple[bool | None, ...]
Ask = Callable[[Sequence[Expr], Mapping[str, Given]], Verdicts]


def questions(conditions: Sequence[Expr], law: LawInForce = LAW) -> Questions:
    """Conditions about a kite, asked together."""
    return Questions("asked", "kite", tuple(conditions), tuple(meaning(one, law, "kite") for one in conditions))


def case(given: Mapping[str, Given], law: LawInForce = LAW) -> Case:
    """A kite of which these facts are known."""
    facts: dict[str, Value | None] = {}
    for name in DOMAINS:
        value = given.get(name)
        facts[name] = value if isinstance(value, bool | str | None) else Fraction(value)
    return Case(law, "kite", facts)


def exact(conditions: Sequence[Expr], given: Mapping[str, Given]) -> Verdicts:
    """What `exact` says of each condition."""
    outcomes = read_exactly(case(given), questions(conditions), preferred(LAW))
    return tuple(bool(one.value) if isinstance(one, Known) else None for one in outcomes)


def durable(conditions: Sequence[Expr], given: Mapping[str, Given]) -> Verdicts:
    """What durable-rules says of each condition."""
    return matched(program(conditions), given)


def columns(conditions: Sequence[Expr], given: Mapping[str, Given]) -> Verdicts:
    """What DuckDB says of each condition about a table of one kite."""
    within = InColumns(LAW, "kite")
    asked = {f"c{place}": within.of(one, preferred(LAW)).known for place, one in enumerate(conditions)}
    facts = case(given).facts
    cells = [int(value) if isinstance(value, Fraction) else value for value in facts.values()]
    typed = [f"CAST(? AS {_TYPES[type(DOMAINS[name][0])]}) AS {name}" for name in facts]
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE kites AS SELECT {', '.join(typed)}", cells)
    (verdicts,) = connection.execute(within.query(asked, [], Tables("kites"))).fetchall()
    return tuple(verdicts)


_TYPES = {bool: "BOOLEAN", int: "BIGINT", str: "VARCHAR"}


def program(conditions: Sequence[Expr]) -> Program:
    """The conditions compiled for durable-rules."""
    return compiled(questions(conditions), LAW)


def matched(compiled_once: Program, given: Mapping[str, Given]) -> Verdicts:
    """What durable-rules makes of a program."""
    about = case(given)
    values = [one.reading(about, preferred(LAW)) for one in compiled_once.properties]
    return Matcher(compiled_once).match(values).verdicts
