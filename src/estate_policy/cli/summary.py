"""What an assessment adds up to, as a table narrow enough for a plain terminal."""

from collections.abc import Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from estate_policy.assessed_sums import Amounts
from estate_policy.cli.amounts import amount_words, range_words
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.interpreters.voice import Voice, unit_words, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.law import Conclusion
from estate_policy.outcome import Standing
from estate_policy.schema import MemberFact, facts_of
from estate_policy.terms import Language
from estate_policy.wording import words

GROUPED_BY = ("district", "management_mode")
"""The facts by whose values the summary is grouped."""


def summary(outer: Sequence[Amounts], inner: Sequence[Amounts], voice: Voice) -> Table:
    """Each district and its modes, then the whole: how many, with which standing, and the headline amount if any."""
    language, law = voice.language, voice.law
    headline = law.conclusions.get(law.policy.headlines.get(voice.subject, ""))
    amount = headline if headline is not None and isinstance(headline.kind, Quantity) else None
    table = Table(title=Text(_title(headline, amount, voice)), box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(_heading(voice), overflow="fold")
    table.add_column(phrase("rows", language), justify="right")
    table.add_column(phrase("standings", language), justify="right", no_wrap=True)
    if amount is not None:
        table.add_column(phrase("known", language), justify="right", no_wrap=True)
        table.add_column(phrase("range", language), justify="right", no_wrap=True)
    for group in _in_order(outer, inner):
        cells = [_name(group, voice), str(group.rows), _standings(group, language)]
        if amount is not None:
            cells += [amount_words(group.known, language), _range(group, language)]
        if len(group.key) < len(GROUPED_BY):
            table.add_section()
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _in_order(outer: Sequence[Amounts], inner: Sequence[Amounts]) -> Iterator[Amounts]:
    """Each value of the first fact, with those of both facts that have it after it; the whole last."""
    for one in outer:
        yield one
        yield from (part for part in inner if part.key and part.key[:1] == one.key)


def _title(headline: Conclusion | None, amount: Conclusion | None, voice: Voice) -> str:
    day = voice.law.day
    if headline is None:
        return phrase("summary-plain", voice.language, day=day)
    name = headline.term.in_language(voice.language)
    if amount is None or not isinstance(amount.kind, Quantity):
        return phrase("summary-of", voice.language, headline=name, day=day)
    return phrase("summary", voice.language, headline=name, unit=unit_words(amount.kind.unit, voice), day=day)


def _standings(group: Amounts, language: Language) -> str:
    """How many of a group have which standing, and how many were not assessed."""
    told = [
        f"{words(f'standing-{standing.value}', language)} {group.standings[standing]}"
        for standing in Standing
        if group.standings.get(standing)
    ]
    return "\n".join([*told, *([f"{phrase('undecided', language)} {group.unassessed}"] if group.unassessed else [])])


def _range(group: Amounts, language: Language) -> str:
    """The least and the most, once if they are the same, and what is in neither."""
    left_out = [
        phrase(key, language, count=count)
        for key, count in (("and-unmeasured", group.unmeasured), ("and-unassessed", group.unassessed))
        if count
    ]
    return "\n".join([*range_words(group.low, group.high, language), *left_out])


def _heading(voice: Voice) -> str:
    facts = facts_of(voice.law.policy.subjects[voice.subject])
    return " / ".join(facts[fact].term.in_language(voice.language) for fact in GROUPED_BY)


def _name(group: Amounts, voice: Voice) -> str:
    """The last value that makes the group, in words, indented below those that it has in common with others."""
    if not group.key:
        return phrase("total", voice.language)
    depth = len(group.key) - 1
    fact = facts_of(voice.law.policy.subjects[voice.subject])[GROUPED_BY[depth]]
    value = group.key[depth]
    if value is None or not isinstance(fact, MemberFact):
        return "  " * depth + phrase("not-known", voice.language)
    return "  " * depth + worded(value, Member(fact.enumeration), voice)
