"""What an assessment adds up to, as a table narrow enough for a plain terminal."""

from fractions import Fraction

from rich.table import Table
from rich.text import Text

from estate_policy.assessment import Group
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.figures import decimal_of
from estate_policy.interpreters.prose import Voice, unit_words, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.law import Conclusion
from estate_policy.outcome import Standing
from estate_policy.schema import MemberFact, facts_of
from estate_policy.terms import Language
from estate_policy.wording import words

GROUPED_BY = ("district", "management_mode")
"""The facts by whose values the summary is grouped."""


def summary(groups: list[Group], voice: Voice) -> Table:
    """The groups and the whole: how many, with which standing, and the headline amount if the law has one."""
    language, law = voice.language, voice.law
    headline = law.conclusions.get(law.policy.headlines.get(voice.subject, ""))
    amount = headline if headline is not None and isinstance(headline.kind, Quantity) else None
    table = Table(title=Text(_title(headline, amount, voice)), show_lines=True)
    facts = facts_of(law.policy.subjects[voice.subject])
    by = [fact for fact in GROUPED_BY if fact in facts]
    table.add_column(" / ".join(facts[fact].term.in_language(language) for fact in by), max_width=24)
    table.add_column(phrase("rows", language), justify="right")
    table.add_column(phrase("standings", language), justify="right")
    if amount is not None:
        table.add_column(phrase("known", language), justify="right", no_wrap=True)
        table.add_column(phrase("range", language), justify="right", no_wrap=True)
    for group in groups:
        key = "\n".join(_key(group, by, voice)) if group.key else phrase("total", language)
        cells = [key, str(group.rows), _standings(group, language)]
        if amount is not None:
            cells += [_amount(group.known, language), _range(group, language)]
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _title(headline: Conclusion | None, amount: Conclusion | None, voice: Voice) -> str:
    day = voice.law.day
    if headline is None:
        return phrase("summary-plain", voice.language, day=day)
    name = headline.term.in_language(voice.language)
    if amount is None or not isinstance(amount.kind, Quantity):
        return phrase("summary-of", voice.language, headline=name, day=day)
    return phrase("summary", voice.language, headline=name, unit=unit_words(amount.kind.unit, voice), day=day)


def _standings(group: Group, language: Language) -> str:
    """How many of a group have which standing, and how many were not assessed."""
    told = [
        f"{words(f'standing-{standing.value}', language)} {group.standings[standing]}"
        for standing in Standing
        if group.standings.get(standing)
    ]
    return "\n".join([*told, *([f"{phrase('undecided', language)} {group.unassessed}"] if group.unassessed else [])])


def _range(group: Group, language: Language) -> str:
    """The least and the most, and what is in neither."""
    left_out = [
        phrase(key, language, count=count)
        for key, count in (("and-unmeasured", group.unmeasured), ("and-unassessed", group.unassessed))
        if count
    ]
    return "\n".join([_amount(group.low, language), _amount(group.high, language), *left_out])


def _key(group: Group, by: list[str], voice: Voice) -> list[str]:
    """The values that make the group, in words."""
    facts = facts_of(voice.law.policy.subjects[voice.subject])
    told = []
    for name, value in zip(by, group.key, strict=True):
        fact = facts[name]
        told.append(
            worded(value, Member(fact.enumeration), voice)
            if value is not None and isinstance(fact, MemberFact)
            else phrase("not-known", voice.language)
        )
    return told


def _amount(total: Fraction | None, language: Language) -> str:
    if total is None:
        return phrase("unbounded", language)
    exact = decimal_of(total)
    if isinstance(exact, Fraction):
        return str(exact)
    return f"{exact:,.2f}" if (total * 100).denominator == 1 else f"{exact:,f}"
