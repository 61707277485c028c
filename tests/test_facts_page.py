"""The page of facts says what the library declares, and the example file of facts is read without a problem.

`python -m tests.test_facts_page` writes the rows of the page anew.
"""

from pathlib import Path
from typing import assert_never

from estate_policy import Estate, Policy, load_policy
from estate_policy.schema import (
    Field,
    Identity,
    MemberFact,
    QuantityFact,
    TextFact,
    TruthFact,
    fields_of,
    is_event,
)
from estate_policy.subject_file import read_subject

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "facts.md"


def test_the_page_of_facts_lists_every_fact_as_it_is_declared() -> None:
    written = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| `")]

    assert written == _rows()


def test_the_example_file_of_facts_is_read_without_a_problem() -> None:
    read = read_subject(ROOT / "examples" / "estate.yaml", load_policy(), Estate)

    assert (read.problems, read.unknown_events) == ((), frozenset())


def _rows() -> list[str]:
    policy = load_policy()
    return [_row(name, field, policy) for name, field in fields_of(Estate).items()]


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
            unit = policy.units[field.unit].term
            return f"{field.low:f} to {field.high:f} {unit.zh} ({unit.en}), {field.scale} decimals"
        case MemberFact():
            enumeration = policy.enumerations[field.enumeration]
            others = ", or another name" if enumeration.open else ""
            return "、".join(member.term.zh for member in enumeration.members.values()) + others + event
        case _:
            assert_never(field)


if __name__ == "__main__":
    above = PAGE.read_text("utf-8").partition("\n| `")[0]
    PAGE.write_text("\n".join([above, *_rows()]) + "\n", "utf-8")
