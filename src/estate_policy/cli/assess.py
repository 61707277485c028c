"""`estate-policy assess`: a register in, a summary and results row by row out."""

from collections.abc import Mapping
from datetime import date
from itertools import islice
from pathlib import Path

import click
from rich.console import Console

from estate_policy.assessed_sums import facts_to_collect, fired, resting_on_examples, standings, summarised
from estate_policy.assessing import assess
from estate_policy.assessment import Assessment
from estate_policy.cli.amended import amended_law, tell_amendments
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.collected import collected_table
from estate_policy.cli.fired import fired_table
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import SHOWN, refuse_to_overwrite, tell_first_problems
from estate_policy.cli.standings import standings_table
from estate_policy.cli.summary import GROUPED_BY, summary
from estate_policy.cli.told import tell
from estate_policy.facts import Estate
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.voice import Voice
from estate_policy.kinds import Quantity
from estate_policy.law import LawInForce
from estate_policy.outcome import Standing
from estate_policy.schema import subject_name
from estate_policy.terms import Language

_CONFIRMED = 100
"""So many rows, evenly spread, are decided one by one too, and compared."""


def assess_register(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    register: Path,
    on: date,
    sheet: str | None,
    out: Path | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
    *,
    collect: bool,
    by_rule: bool,
) -> int:
    """Assess every row of a register, say what it adds up to, and write the results."""
    language = language_of(ctx)
    refuse_to_overwrite(out, register)
    law = amended_law(policy, amendments, on, language)
    with assess(law, register, Estate, otherwise=True, sheet=sheet) as assessed:
        assessed.confirm(assessed.sample(_CONFIRMED), engine)
        if out is not None:
            assessed.write(out)
        to_collect = facts_to_collect(assessed) if collect else []
        voice, console = Voice(law, subject_name(Estate), language), Console()
        console.print(summary(summarised(assessed, GROUPED_BY[:1]), summarised(assessed, GROUPED_BY), voice), "")
        counted = {one.conclusion: one.rows for one in standings(assessed)}
        console.print(standings_table(counted, voice), "")
        if by_rule:
            console.print(fired_table(fired(assessed), voice), "")
        if to_collect:
            console.print(collected_table(to_collect, voice), "")
        elif collect:
            tell(phrase("collect-none", language))
        tell_amendments(law, language)
        count = resting_on_examples(assessed)
        if count:
            tell(phrase("rest-on-examples", language, count=count))
        status = _tell_problems(assessed, out, language)
        if not collect and _open_amount(law, counted):
            tell(phrase("ask-collect", language))
        return status


def _open_amount(law: LawInForce, counted: Mapping[str, Mapping[Standing, int]]) -> bool:
    """Whether the headline is an amount, and open somewhere for want of a fact."""
    name = law.policy.headlines.get(subject_name(Estate), "")
    return Standing.UNKNOWN in counted.get(name, {}) and isinstance(law.conclusions[name].kind, Quantity)


def _tell_problems(assessed: Assessment, out: Path | None, language: Language) -> int:
    """The notes, the first problems, and where the results are; the exit status."""
    count = assessed.problem_count
    first = [*assessed.problems, *islice(assessed.row_problems(), SHOWN)]
    tell_first_problems(assessed.notes, first, count, language)
    tell(phrase("write-results", language) if out is None else phrase("written", language, path=out))
    return 1 if count else 0
