"""`estate-policy budget`: today's register in, what a year ahead will need out."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import attrs
import click
from rich.console import Console

from estate_policy.budgeting import Budget, budget
from estate_policy.cli.amended import amended_policy, tell_amendments, tell_idle
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.payments import payments_table
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import refuse_to_overwrite, tell_problems
from estate_policy.cli.told import tell
from estate_policy.cli.watched import watched
from estate_policy.errors import Problem
from estate_policy.facts import DistrictYear, Estate
from estate_policy.figures import decimal_of
from estate_policy.headlines import figure_term
from estate_policy.history import History
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.told_columns import JOIN
from estate_policy.interpreters.voice import Voice, fact_term, voice_at
from estate_policy.law import Period, Policy
from estate_policy.ledger import Line, totals
from estate_policy.record_book import book_of
from estate_policy.record_tables import holds_records
from estate_policy.records_file import read_records
from estate_policy.register import read_register
from estate_policy.results_file import write_table
from estate_policy.rulings import body_words
from estate_policy.schema import fields_of, subject_name
from estate_policy.settlement import SettledYear
from estate_policy.terms import Language
from estate_policy.wording import words

_ASKED = 5
"""Facts named that are missing most often."""

COLUMNS = ("district", "estate", "year", "payer", "payee", "purpose", "known", "open", "low", "high", "missing")
"""What is written of each estate and payment."""


def budget_register(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    register: Path,
    years: tuple[int, ...],
    districts: tuple[str, ...],
    sheet: str | None,
    out: Path | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
) -> int:
    """Say what the districts of a register need for a year, what keeps that open, and write it estate by estate."""
    language = language_of(ctx)
    refuse_to_overwrite(out, register)
    law = amended_policy(policy, amendments, language)
    read = _read(register, law, sheet)
    budgets = [
        budget(
            law,
            read.estates,
            year,
            districts=districts or None,
            engine=engine,
            watched=lambda estates, count: watched(estates, count, phrase("budgeting", language)),
        )
        for year in years
    ]
    tell_idle(law, Period(date(min(years), 1, 1), date(max(years), 12, 31)), language)
    if out is not None:
        write_table(
            out,
            [phrase(f"column-{one}", language) for one in COLUMNS],
            (row for one in budgets for row in _rows(one, language)),
        )
    for one in budgets:
        _tell(one, language)
    tell_problems(read.notes, read.problems, language)
    tell(phrase("write-budget", language) if out is None else phrase("budget-written", language, path=out))
    return 1 if read.problems else 0


@attrs.frozen
class _Read:
    """The estates of a register, with what is wrong and what is worth knowing."""

    estates: tuple[History[Estate], ...]
    problems: tuple[Problem, ...]
    notes: tuple[Problem, ...]


def _read(path: Path, policy: Policy, sheet: str | None) -> _Read:
    """The estates of a register or, where more than they is in it, of records, with the dated changes."""
    if sheet is None and holds_records(path):
        found = read_records(path, policy)
        return _Read(found.records.estates, found.problems, found.notes)
    register = read_register(path, policy, Estate, sheet)
    return _Read(book_of(register).estates, tuple(register.every_problem()), tuple(register.notes))


def _tell(found: Budget, language: Language) -> None:
    """What each district needs, and which facts are missing most often."""
    console = Console()
    for one in found.settlement.years:
        lines = [line for line in found.lines if line.district == one.district]
        district = phrase("not-known", language) if one.district is None else one.district
        title = phrase("budgeted", language, district=district, year=one.year, count=len(one.estates))
        console.print(payments_table(title, lines, _voice(one, language)), "")
    if found.settlement.years:
        law = found.settlement.years[0].decision.law
        tell_amendments(law, language)
        known, voice = fields_of(Estate), Voice(law, subject_name(Estate), language)
        told = [f"{fact_term(name, voice)} ({count})" for name, count in found.missing if name in known]
        if told:
            tell(phrase("budget-open", language, facts=words("list", language).join(told[:_ASKED])))


def _rows(found: Budget, language: Language) -> Iterator[list[object]]:
    """What is to be paid for each estate by purpose, and what keeps it open."""
    voice = _voice(found.settlement.years[0], language)
    groups: dict[tuple[object, ...], list[Line]] = {}
    for line in found.lines:
        groups.setdefault((line.district, line.estate, line.payer, line.payee, line.purpose), []).append(line)
    for lines in groups.values():
        one, (total,) = lines[0], totals(lines)
        missing = dict.fromkeys(name for line in lines for name in _lacking(line, language))
        spread = total.spread
        yield [
            *(one.district, one.estate, one.year, body_words(one.payer, voice), body_words(one.payee, voice)),
            *(one.purpose.in_language(language), decimal_of(total.known), total.open),
            *(_end(spread.low), None if spread.unmeasured else _end(spread.high), JOIN.join(missing)),
        ]


def _lacking(line: Line, language: Language) -> Iterator[str]:
    """What a line waits for, in words; which of the months it is missing in makes no difference here."""
    voice = Voice(line.decision.law, line.answer.conclusion.subject, language)
    yield from (fact_term(one.fact, voice_at(one.path, voice)) for one in line.answer.missing_facts)
    yield from (figure_term(one, voice) for one in line.answer.unstated)


def _end(number: Fraction | None) -> object:
    return None if number is None else decimal_of(number)


def _voice(one: SettledYear, language: Language) -> Voice:
    return Voice(one.decision.law, subject_name(DistrictYear), language)
