"""The words in columns of Spark that hold text, each read once as registers read it."""

from collections.abc import Iterator, Mapping, Sequence

import attrs

from estate_policy.cell_facts import fact_of_cell
from estate_policy.columns import Columns
from estate_policy.errors import FactError
from estate_policy.interpreters.sql_text import quoted
from estate_policy.law import Policy
from estate_policy.natural_columns import sql_literal
from estate_policy.row_source import cell_name
from estate_policy.rows import is_blank
from estate_policy.schema import Field, MemberFact, TruthFact

MOST_WORDS = 10_000
"""Different words that are read; columns of more are none of words for facts."""


@attrs.frozen
class Words:
    """What the words of a column mean: the words by what they give, and by the codes of what is wrong with them.

    Under `None` stand those that say that nobody knows.
    """

    given: Mapping[object, tuple[str, ...]]
    wrong: Mapping[str, tuple[str, ...]]


def worded(columns: Columns, types: Sequence[str]) -> dict[int, tuple[str, Field]]:
    """The columns whose text is read as words, with the names and fields of their facts."""
    return {
        index: (name, field)
        for name, (field, indices) in columns.read.items()
        for index in indices
        if types[index] == "string" and isinstance(field, MemberFact | TruthFact)
    }


def other_words(asked: Mapping[int, tuple[str, Field]], policy: Policy, frame: str) -> str:
    """A query of the words of columns that are not the names of members or truths themselves, so many at most."""
    odd = []
    for index, (_, field) in asked.items():
        column = quoted(cell_name(index))
        names = ", ".join(sql_literal(name) for name in _names(field, policy))
        odd.append(f"CASE WHEN {column} NOT IN ({names}) THEN {column} END AS {column}")
    return f"SELECT DISTINCT {', '.join(odd)} FROM {frame} LIMIT {MOST_WORDS + 1}"


def words_of(name: str, field: Field, heading: str, found: set[str], policy: Policy) -> Words:
    """What the words of a column mean, those that were found in it and the names of its members or truths."""
    given: dict[object, list[str]] = {}
    wrong: dict[str, list[str]] = {}
    for word in [*_names(field, policy), *sorted(found)]:
        if not is_blank(word):
            try:
                given.setdefault(fact_of_cell(name, field, word, policy), []).append(word)
            except FactError as error:
                codes = "|".join(f"{problem.code}:{heading}" for problem in error.problems)
                wrong.setdefault(codes, []).append(word)
    return Words({value: tuple(each) for value, each in given.items()}, {c: tuple(each) for c, each in wrong.items()})


def _names(field: Field, policy: Policy) -> Iterator[str]:
    yield from policy.enumerations[field.enumeration].members if isinstance(field, MemberFact) else ("true", "false")
