"""`estate-policy settle`: the records of a district in, who is to pay whom how much out, for a year or several."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from rich.console import Console

from estate_policy.cli.amended import amended_policy, tell_amendments, tell_idle
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.payments import payers_table, payments_table
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import refuse_to_overwrite, tell_problems
from estate_policy.cli.restated import differences_table, told_of
from estate_policy.cli.told import tell
from estate_policy.cli.watched import watched
from estate_policy.closed_file import read_closed
from estate_policy.closing import close
from estate_policy.facts import DistrictYear
from estate_policy.headlines import headline
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.voice import Voice, adds_up
from estate_policy.kinds import Quantity
from estate_policy.law import Period, Policy
from estate_policy.members import member_from_text
from estate_policy.months import Rhythm
from estate_policy.records_file import read_records
from estate_policy.report_file import write_report
from estate_policy.restating import restate
from estate_policy.schema import MemberFact, facts_of, subject_name
from estate_policy.settlement import SettledYear, settle
from estate_policy.terms import Language


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
    refuse_to_overwrite(out, records)
    law = amended_policy(policy, amendments, language)
    before = None if closed is None else read_closed(closed)
    read = read_records(records, law)
    settlement = settle(
        law,
        read.records,
        years,
        districts=[_district(name, law) for name in districts] or None,
        rhythm=rhythm,
        engine=engine,
        watched=lambda estates, count: watched(estates, count, phrase("settling", language)),
    )
    tell_idle(law, Period(date(min(years), 1, 1), date(max(years), 12, 31)), language)
    problems = [*read.problems, *settlement.problems]
    restated = None if before is None else restate(before, settlement)
    if out is not None:
        write_report(out, settlement, problems, restated, language)
    if settlement.years:
        tell_amendments(settlement.years[0].decision.law, language)
    for one in settlement.years:
        _tell_year(one, language)
    if len(settlement.years) > 1:
        voice = _voice(settlement.years[0], language)
        Console().print(payers_table(phrase("settled-in-all", language), settlement.lines, voice), "")
    if before is not None and restated is not None:
        Console().print(differences_table(restated, law, language), "")
        for line in told_of(before, settlement, language):
            tell(line)
    tell_problems([*read.notes, *settlement.notes], problems, language, more="more-problems-in-sheet")
    tell(phrase("write-report", language) if out is None else phrase("report-written", language, path=out))
    if close_to is not None:
        done = close(settlement)
        done.write(close_to)
        tell(phrase("closed-written", language, path=close_to, digest=done.digest))
        if problems:
            tell(phrase("closed-with-problems", language, count=len(problems)))
    return 1 if problems else 0


def _district(name: str, policy: Policy) -> str:
    """The district that a name means, as registers take it."""
    declared = facts_of(DistrictYear)["district"]
    assert isinstance(declared, MemberFact)
    return member_from_text("district", policy.enumerations[declared.enumeration], name)


def _tell_year(one: SettledYear, language: Language) -> None:
    """What is to be paid for a district and year, the amounts concluded, and what was noticed of it and its estates."""
    district = phrase("not-known", language) if one.district is None else one.district
    title = phrase("settled-year", language, district=district, year=one.year, count=len(one.estates))
    console = Console()
    console.print(payments_table(title, one.lines, _voice(one, language)), "")
    for line in (*_amounts(one, language), *_noticed(one, language)):
        tell(line)
    console.print()


def _noticed(one: SettledYear, language: Language) -> Iterator[str]:
    """What was noticed of estates, and of how many."""
    counted = Counter(finding.says for decision in one.estates.values() for finding in decision.findings)
    if counted:
        yield phrase("noticed-of-estates", language)
    for says, count in counted.most_common():
        yield "  " + phrase("noticed-count", language, says=says.in_language(language), count=count)


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


def _voice(one: SettledYear, language: Language) -> Voice:
    return Voice(one.decision.law, subject_name(DistrictYear), language)
