"""`estate-policy assess`: a register in, a summary and results row by row out."""

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import click
from rich.console import Console
from rich.progress import track
from rich.table import Table

from estate_policy.assessment import Assessed, Group, assess, columns, result, summarise
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.facts import Estate
from estate_policy.figures import decimal_of
from estate_policy.interpreters.prose import Voice, unit_words, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.loading import load_policy
from estate_policy.outcome import Standing
from estate_policy.register import Register, read_register
from estate_policy.schema import MemberFact, facts_of, subject_name
from estate_policy.tables import write_table
from estate_policy.terms import Language
from estate_policy.wording import words

GROUPED_BY = ("district", "management_mode")
"""The facts by whose values the summary is grouped."""

_SHOWN = 20
"""Problems listed on the terminal; the results hold them all."""


def assess_register(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context, register: Path, on: date, sheet: str | None, out: Path | None, policy: Path | None
) -> int:
    """Assess every row of a register, say what it adds up to, and write the results."""
    language = language_of(ctx)
    law = load_policy(policy).on(on)
    read = read_register(register, law.policy, Estate, sheet)
    assessed = list(_watched(assess(law, read), len(read.entries), language))
    if out is not None:
        write_table(out, columns(law, Estate), (result(law, Estate, one) for one in assessed))
    voice = Voice(law, subject_name(Estate), language)
    console = Console()
    console.print(_summary(summarise(assessed, GROUPED_BY), voice))
    _tell(read, out, language)
    return 1 if any(True for _ in read.every_problem()) else 0


def _watched(assessed: Iterable[Assessed], count: int, language: Language) -> Iterator[Assessed]:
    """The rows, with a progress bar while someone is watching."""
    errors = Console(stderr=True)
    yield from track(
        assessed,
        description=phrase("assessing", language),
        total=count,
        console=errors,
        transient=True,
        disable=not errors.is_terminal,
    )


def _summary(groups: list[Group], voice: Voice) -> Table:
    language, law = voice.language, voice.law
    headline = law.conclusions[law.policy.headlines[voice.subject]]
    unit = unit_words(headline.kind.unit, voice) if isinstance(headline.kind, Quantity) else ""
    name = headline.term.in_language(language)
    table = Table(title=phrase("summary", language, headline=name, unit=unit, day=law.day), show_footer=True)
    whole = groups[-1]
    standings = [standing for standing in Standing if whole.standings.get(standing)]
    facts = facts_of(law.policy.subjects[voice.subject])
    for index, fact in enumerate(GROUPED_BY):
        footer = phrase("total", language) if index == 0 else ""
        table.add_column(facts[fact].term.in_language(language), footer)
    table.add_column(phrase("rows", language), str(whole.rows), justify="right")
    for standing in standings:
        table.add_column(words(f"standing-{standing.value}", language), str(whole.standings[standing]), justify="right")
    undecided = whole.rows - sum(whole.standings.values())
    if undecided:
        table.add_column(phrase("undecided", language), str(undecided), justify="right")
    for title, total in (("known", whole.known), ("low", whole.low), ("high", whole.high)):
        table.add_column(phrase(title, language), _amount(total, language), justify="right", no_wrap=True)
    for group in groups[:-1]:
        counts = [str(group.standings.get(standing) or "") for standing in standings]
        if undecided:
            counts.append(str(group.rows - sum(group.standings.values()) or ""))
        amounts = [_amount(total, language) for total in (group.known, group.low, group.high)]
        table.add_row(*_key(group, voice), str(group.rows), *counts, *amounts)
    return table


def _key(group: Group, voice: Voice) -> list[str]:
    """The values that make the group, in words."""
    facts = facts_of(voice.law.policy.subjects[voice.subject])
    told = []
    for name, value in zip(GROUPED_BY, group.key, strict=True):
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


def _tell(register: Register, out: Path | None, language: Language) -> None:
    """The notes, the first problems, and where the results are."""
    if register.notes:
        sys.stdout.write(phrase("notes", language) + "\n")
        sys.stdout.writelines(f"  {note.text(language)}\n" for note in register.notes)
    problems = list(register.every_problem())
    sys.stdout.write(
        (phrase("problems", language, count=len(problems)) if problems else phrase("no-problems", language)) + "\n"
    )
    sys.stdout.writelines(f"  {problem.text(language)}\n" for problem in problems[:_SHOWN])
    if len(problems) > _SHOWN:
        sys.stdout.write(f"  {phrase('more-problems', language, count=len(problems) - _SHOWN)}\n")
    told = phrase("write-results", language) if out is None else phrase("written", language, path=out)
    sys.stdout.write(told + "\n")
