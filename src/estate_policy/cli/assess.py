"""`estate-policy assess`: a register in, a summary and results row by row out."""

from datetime import date
from itertools import islice
from pathlib import Path

import click
from rich.console import Console

from estate_policy.assessed_sums import resting_on_examples, standings, summarised
from estate_policy.assessing import Assessment, assess
from estate_policy.cli.amended import amended_policy, tell_amendments
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import SHOWN, refuse_to_overwrite, tell_first_problems
from estate_policy.cli.standings import standings_table
from estate_policy.cli.summary import GROUPED_BY, summary
from estate_policy.cli.told import tell
from estate_policy.facts import Estate
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.prose import Voice
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
) -> int:
    """Assess every row of a register, say what it adds up to, and write the results."""
    language = language_of(ctx)
    refuse_to_overwrite(out, register)
    law = amended_policy(policy, amendments, language).on(on)
    with assess(law, register, Estate, otherwise=True, sheet=sheet) as assessed:
        assessed.confirm(assessed.sample(_CONFIRMED), engine)
        if out is not None:
            assessed.write(out)
        voice, console = Voice(law, subject_name(Estate), language), Console()
        console.print(summary(summarised(assessed, GROUPED_BY[:1]), summarised(assessed, GROUPED_BY), voice), "")
        counted = {one.conclusion: one.rows for one in standings(assessed)}
        console.print(standings_table(counted, voice), "")
        tell_amendments(law, language)
        count = resting_on_examples(assessed)
        if count:
            tell(phrase("rest-on-examples", language, count=count))
        return _tell_problems(assessed, out, language)


def _tell_problems(assessed: Assessment, out: Path | None, language: Language) -> int:
    """The notes, the first problems, and where the results are; the exit status."""
    count = assessed.problem_count
    first = [*assessed.problems, *islice(assessed.row_problems(), SHOWN)]
    tell_first_problems(assessed.notes, first, count, language)
    tell(phrase("write-results", language) if out is None else phrase("written", language, path=out))
    return 1 if count else 0
