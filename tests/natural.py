"""Subjects in a table of a database, as views read it, and what a view must tell of them."""

from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from estate_policy import Estate, amend, load_amendment, load_policy
from estate_policy.compiled import View
from estate_policy.law import LawInForce
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from estate_policy.schema import DateFact, Field, QuantityFact, ReferenceFact, TruthFact, fields_of, identity_of
from tests.columns import Facts, Row, by_exact

EXAMPLES = Path(__file__).parents[1] / "examples"
INSTRUMENTS = ("sample-adoption", "guidance-price-table", "relief-schedule", "evaluation-bands")


@cache
def laws() -> dict[str, LawInForce]:
    """The policy as it is shipped, and with the example instruments."""
    policy = load_policy()
    files = (shipped_policy() / "instruments" / f"{one}.yaml" for one in INSTRUMENTS)
    adopted = amend(policy, *(load_amendment(file) for file in files))
    day = date(2020, 1, 1)
    return {"shipped": policy.on(day), "instruments": adopted.on(day)}


@cache
def sample() -> list[Facts]:
    """The estates of the sample register."""
    read = read_register(EXAMPLES / "register-2019.csv", load_policy(), Estate)
    return [(one.subject, one.unknown_events) for one in read.entries if one.subject is not None]


def table_of(view: View, subject: type, subjects: Sequence[Facts]) -> list[str]:
    """The statements that make the table of subjects which a view reads, and fill it."""
    table, names = view.tables[subject], view.sources[subject]
    fields = fields_of(subject)
    typed = [f"{identity_of(subject)} TEXT", *(f'"{name}" {_type(fields[name])}' for name in names)]
    rows = [", ".join(map(_literal, cells(subject, names, one))) for one in subjects]
    made = f'CREATE TABLE "{table}" ({", ".join(typed)}, unknown_events TEXT)'
    if not rows:
        return [made]
    return [made, f'INSERT INTO "{table}" VALUES {", ".join(f"({row})" for row in rows)}']


def cells(subject: type, names: Collection[str], one: Facts) -> list[Any]:
    """The id of a subject, certain facts of it, and the events of which nobody knows."""
    facts, unknown = one
    values = [_natural(fields_of(subject)[name], getattr(facts, name)) for name in names]
    return [getattr(facts, identity_of(subject)), *values, "|".join(unknown) or None]


def told(law: LawInForce, subjects: Sequence[Facts], names: Sequence[str] | None = None) -> dict[str, Row]:
    """What `exact` says of each subject, as a view has it, by its id."""
    rows: dict[str, Row] = {}
    for one in subjects:
        row = dict(by_exact(law, one, names))
        row["rules_disagree"] = row.pop("fault")
        rows[getattr(one[0], identity_of(type(one[0])))] = row
    return rows


def _natural(field: Field, value: Any) -> Any:  # noqa: ANN401 any fact
    return (
        getattr(value, identity_of(field.subject)) if isinstance(field, ReferenceFact) and value is not None else value
    )


def _type(field: Field) -> str:
    match field:
        case TruthFact():
            return "BOOLEAN"
        case QuantityFact():
            return f"NUMERIC(18, {field.scale})"
        case DateFact():
            return "DATE"
        case _:
            return "TEXT"


def _literal(value: object) -> str:
    match value:
        case None:
            return "NULL"
        case bool() | int() | Decimal():
            return str(value)
        case _:
            return "'" + str(value).replace("'", "''") + "'"
