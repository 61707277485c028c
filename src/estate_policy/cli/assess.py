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
    """What the groups and the whole add up to, narrow enough for a plain terminal."""
    language, law = voice.language, voice.law
    headline = law.conclusions[law.policy.headlines[voice.subject]]
    unit = unit_words(headline.kind.unit, voice) if isinstance(headline.kind, Quantity) else ""
    name = headline.term.in_language(language)
    table = Table(title=phrase("summary", language, headline=name, unit=unit, day=law.day), show_lines=True)
    facts = facts_of(law.policy.subjects[voice.subject])
    table.add_column(" / ".join(facts[fact].term.in_language(language) for fact in GROUPED_BY), max_width=24)
    for column in ("rows", "standings", "known", "range"):
        table.add_column(phrase(column, language), justify="right", no_wrap=column in ("known", "range"))
    for group in groups:
        key = "\n".join(_key(group, voice)) if group.key else phrase("total", language)
        settled, low, high = (_amount(amount, language) for amount in (group.known, group.low, group.high))
        table.add_row(key, str(group.rows), _standings(group, language), settled, f"{low}\n{high}")
    return table


def _standings(group: Group, language: Language) -> str:
    """How many of a group are open, and how; the rest are settled."""
    told = [
        f"{words(f'standing-{standing.value}', language)} {group.standings[standing]}"
        for standing in Standing
        if group.standings.get(standing)
    ]
    undecided = group.rows - sum(group.standings.values())
    return "\n".join([*told, *([f"{phrase('undecided', language)} {undecided}"] if undecided else [])])


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
