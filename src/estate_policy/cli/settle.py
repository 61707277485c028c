"""`estate-policy settle`: the records of a district in, who is to pay whom how much out, for a year or several."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from estate_policy.cli.amended import amended_policy, tell_amendments
from estate_policy.cli.amounts import amount_words, range_words
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.payments import add_row, from_to, narrow_table, payers_table, payments_table
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import tell_problems
from estate_policy.cli.told import tell
from estate_policy.cli.watched import watched
from estate_policy.closed_file import read_closed
from estate_policy.closing import close
from estate_policy.facts import DistrictYear
from estate_policy.headlines import headline
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.prose import Voice, adds_up
from estate_policy.kinds import Quantity
from estate_policy.months import Rhythm
from estate_policy.records_file import read_records
from estate_policy.report_file import write_report
from estate_policy.restating import Restated, restate
from estate_policy.schema import subject_name
from estate_policy.settlement import SettledYear, Settlement, settle
from estate_policy.terms import Language

_SHOWN = 20
"""Differences listed on the terminal; the report holds them all."""


def settle_records(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    records: Path,
    years: tuple[int, ...],
    districts: tuple[str, ...],
    rhythm: Rhythm,
    out: Path | None,
    close_to: Path | None,
    closed: Path | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
) -> int:
    """Settle years of districts, tell what it comes to, write the report, close it or hold it against a closed one."""
    language = language_of(ctx)
    law = amended_policy(policy, amendments, language)
    before = None if closed is None else read_closed(closed)
    read = read_records(records, law)
    settlement = settle(
        law,
        read.records,
        years,
        districts=districts or None,
        rhythm=rhythm,
        engine=engine,
        watched=lambda estates, count: watched(estates, count, phrase("settling", language)),
    )
    problems = [*read.problems, *settlement.problems]
    restated = None if before is None else restate(before, settlement)
    if out is not None:
        write_report(out, settlement, problems, restated, language)
    if settlement.years:
        tell_amendments(settlement.years[0].decision.law, language)
    console = Console()
    for one in settlement.years:
        district = phrase("not-known", language) if one.district is None else one.district
        title = phrase("settled-year", language, district=district, year=one.year, count=len(one.estates))
        console.print(payments_table(title, one.lines, _voice(one, language)), "")
        for line in _amounts(one, language):
            tell(line)
        console.print()
    if len(settlement.years) > 1:
        voice = _voice(settlement.years[0], language)
        console.print(payers_table(phrase("settled-in-all", language), settlement.lines, voice), "")
    if restated is not None:
        console.print(_differences(restated, settlement, language), "")
    tell_problems([*read.notes, *settlement.notes], problems, language)
    tell(phrase("write-report", language) if out is None else phrase("report-written", language, path=out))
    if close_to is not None:
        done = close(settlement)
        done.write(close_to)
        tell(phrase("closed-written", language, path=close_to, digest=done.digest))
    return 1 if problems else 0


def _amounts(one: SettledYear, language: Language) -> Iterator[str]:
    """Every amount concluded about a district in a year, and what was noticed."""
    voice = _voice(one, language)
    yield phrase("amounts-of-year", language)
    for answer in one.decision.values():
        kind = answer.conclusion.kind
        if isinstance(kind, Quantity) and adds_up(kind.unit, voice.law.policy):
            yield f"  {headline(answer, voice)}"
    for finding in one.decision.findings:
        yield "  " + phrase("finding-of", language, says=finding.says.in_language(language))


def _differences(restated: Sequence[Restated], settlement: Settlement, language: Language) -> Table:
    """The first differences to a closed settlement."""
    title = phrase("restated", language, count=len(restated))
    table = narrow_table(title, "payment", "as-closed", "now", "change", language=language)
    for one in restated[:_SHOWN]:
        whose = " ".join(str(part) for part in (one.year, one.district, one.estate) if part is not None)
        bodies = from_to((one.payer, one.payee), settlement.policy, language)
        name = f"{whose}\n{one.purpose.in_language(language)}\n{bodies}"
        sums = (
            phrase("sum-open", language) if sum_ is None else amount_words(sum_, language)
            for sum_ in (one.before, one.after)
        )
        add_row(table, name, *sums, _change(one, language))
    return table


def _change(restated: Restated, language: Language) -> str:
    if restated.change is None:
        return "\n".join(range_words(restated.bounds.low, restated.bounds.high, language))
    plus = "+" if restated.change > 0 else ""
    return plus + amount_words(restated.change, language)


def _voice(one: SettledYear, language: Language) -> Voice:
    return Voice(one.decision.law, subject_name(DistrictYear), language)
