"""`estate-policy assess`: a register in, a summary and results row by row out."""

from datetime import date
from pathlib import Path

import click
from rich.console import Console

from estate_policy.assessment import Assessed, assess, standings
from estate_policy.cli.amended import amended_policy, tell_amendments
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import refuse_to_overwrite, tell_register
from estate_policy.cli.standings import standings_table
from estate_policy.cli.summary import summary
from estate_policy.cli.told import tell
from estate_policy.cli.watched import watched
from estate_policy.facts import Estate
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.prose import Voice
from estate_policy.law import LawInForce
from estate_policy.register import read_register
from estate_policy.results import columns, result
from estate_policy.results_file import write_table
from estate_policy.schema import subject_name
from estate_policy.terms import Language


def assess_register(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    register: Path,
    on: date,
    sheet: str | None,
    out: Path | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
) -> int:
    """Assess every row of a register, say what it adds up to, and write the results."""
    language = language_of(ctx)
    refuse_to_overwrite(out, register)
    law = amended_policy(policy, amendments, language).on(on)
    read = read_register(register, law.policy, Estate, sheet)
    assessed = list(watched(assess(law, read, engine), len(read.entries), phrase("assessing", language)))
    if out is not None:
        write_table(out, columns(law, Estate), (result(law, Estate, one) for one in assessed))
    voice, console = Voice(law, subject_name(Estate), language), Console()
    console.print(summary(assessed, voice), "")
    console.print(standings_table(standings(assessed), voice), "")
    _tell_amendments(law, assessed, language)
    problems = [*read.problems, *(problem for one in assessed for problem in one.entry.problems)]
    tell_register(read, problems, out, language)
    return 1 if problems else 0


def _tell_amendments(law: LawInForce, assessed: list[Assessed], language: Language) -> None:
    """The amendments of the day, and in how many rows amounts rest on those that are only examples."""
    tell_amendments(law, language)
    decided = (one.decision for one in assessed if one.decision is not None)
    count = sum(any(answer.examples for answer in decision.values()) for decision in decided)
    if count:
        tell(phrase("rest-on-examples", language, count=count))
