"""Single rows of a register as the reader of registers has them, and decided one by one."""

from collections.abc import Collection, Mapping, Sequence
from typing import SupportsIndex

import attrs

from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, Problem
from estate_policy.held_facts import HeldFacts, Row
from estate_policy.interpreters.engines import Engine
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.register import Entry
from estate_policy.shown import shortened


def row_entries(facts: HeldFacts, rows: Sequence[Row], references: Collection[str]) -> dict[Row, Entry]:
    """Some rows as the reader of registers has them, by what names them."""
    for row in rows:
        _refuse_no_name(row)
    return facts.entries(rows, references)


def row_decisions(
    law: LawInForce, related: Mapping[str, HeldFacts], found: Mapping[Row, Entry], rows: Sequence[Row], engine: Engine
) -> dict[Row, Decision]:
    """The decisions about some rows, with the subjects that these refer to."""
    others = {
        name: other.entries([str(id_) for row in rows if (id_ := _reference(found.get(row), name))])
        for name, other in related.items()
    }
    decided = {}
    for row in rows:
        one = found.get(row)
        if one is None or one.subject is None:
            problems = () if one is None else one.problems
            raise FactError(problems or Problem(Message("no-such-row", {"row": shortened(row)})))
        subject, unknown = one.subject, set(one.unknown_events)
        for name, entries in others.items():
            named = str(_reference(one, name))
            beneath = entries.get(named)
            # References are joined as they are written: a subject found in another case is not theirs.
            if beneath is not None and beneath.subject is not None and beneath.id == named:
                subject = attrs.evolve(subject, **{name: beneath.subject})  # type: ignore[misc]
                unknown |= {f"{name}.{event}" for event in beneath.unknown_events}
        decided[row] = decide(law, subject, unknown_events=unknown, engine=engine)
    return decided


def _reference(entry: Entry | None, name: str) -> object:
    """The id that a row gives for a subject it refers to."""
    return None if entry is None else entry.facts.get(name)


def _refuse_no_name(row: object) -> None:
    """Refuse what is neither a number nor text that a table can hold; numbers of numpy are such, too."""
    is_text = isinstance(row, str) and not any("\ud800" <= sign <= "\udfff" for sign in row)
    if not is_text and (isinstance(row, bool | str) or not isinstance(row, SupportsIndex)):
        raise FactError(Problem(Message("no-name-of-row", {"given": shortened(row)}), hint=Message("name-row")))
