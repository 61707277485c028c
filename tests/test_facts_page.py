"""The page of facts says what the library declares, and the example file of facts is read without a problem.

`python -m tests.test_facts_page` writes the rows of the page anew.
"""

import inspect
from pathlib import Path
from typing import assert_never

from estate_policy import Estate, Policy, load_policy, read_subject
from estate_policy.facts import SUBJECTS
from estate_policy.interpreters.voice import Voice, unit_words
from estate_policy.schema import (
    CollectionFact,
    DateFact,
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    ReferenceFact,
    TextFact,
    TruthFact,
    fields_of,
    is_event,
    subject_name,
)
from estate_policy.stretches import first_day, stretches
from estate_policy.units import SHARE, parse_unit

ROOT = Path(__file__).parents[1]
_START = "<!-- written by tests/test_facts_page.py -->\n"
PAGE = ROOT / "docs" / "facts.md"


def test_the_page_of_facts_lists_every_fact_as_it_is_declared() -> None:
    written = PAGE.read_text("utf-8").partition(_START)[2]

    assert written == _tables(), "run: python -m tests.test_facts_page"


def test_the_example_file_of_facts_is_read_without_a_problem() -> None:
    read = read_subject(ROOT / "examples" / "estate.yaml", load_policy(), Estate)

    assert (read.problems, read.unknown_events) == ((), frozenset())


def _tables() -> str:
    policy = load_policy()
    return "\n".join(_table(subject, policy) for subject in SUBJECTS)


def _table(subject: type, policy: Policy) -> str:
    rows = [_row(name, field, policy) for name, field in fields_of(subject).items()]
    heading = f"\n## `{subject_name(subject)}`\n\n{str(inspect.getdoc(subject)).splitlines()[0]}\n"
    return "\n".join(
        [heading, "| name | English | what it holds | question | 栏名 |", "|---|---|---|---|---|", *rows, ""]
    )


def _row(name: str, field: Field, policy: Policy) -> str:
    asked = "" if isinstance(field, Identity | TextFact) else f"{field.question.zh} {field.question.en}"
    also = "、".join((field.term.zh, *field.headings))
    return f"| `{name}` | {field.term.en} | {_holds(field, policy)} | {asked} | {also} |"


def _holds(field: Field, policy: Policy) -> str:
    event = "; an event" if is_event(field) else ""
    match field:
        case Identity():
            return "text, required"
        case TextFact():
            return "text"
        case TruthFact():
            return f"是, 否{event}"
        case QuantityFact():
            unit = "" if field.unit == SHARE else f" {_unit(field.unit, policy)}"
            return f"{field.low:f} to {field.high:f}{unit}, {field.scale} decimals"
        case MemberFact():
            enumeration = policy.enumerations[field.enumeration]
            others = ", or another name" if enumeration.open else ""
            return "、".join(member.term.zh for member in enumeration.members.values()) + others + event
        case DateFact():
            what = "a day" if field.counts == "days" else "a month"
            return f"{what} from {field.low} to {field.high}{event}"
        case ReferenceFact():
            return f"one {subject_name(field.subject)}{event}"
        case CollectionFact():
            return f"a list of {subject_name(field.subject)}{event}"
        case _:
            assert_never(field)


def _unit(unit: str, policy: Policy) -> str:
    law = policy.on(first_day(stretches(policy)[-1]))
    chinese, english = (
        unit_words(parse_unit(unit, policy.units), Voice(law, "estate", language)) for language in ("zh", "en")
    )
    return f"{chinese} ({english})"


if __name__ == "__main__":
    above = PAGE.read_text("utf-8").partition(_START)[0]
    PAGE.write_text(above + _START + _tables(), "utf-8")
