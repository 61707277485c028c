"""`estate-policy compile`: the law in force as a view of SQL."""

import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from estate_policy.cli.amended import amended_law
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.meant import conclusion_meant
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.errors import Cell, Problem, TableError, UnknownConclusionError
from estate_policy.law import LawInForce
from estate_policy.messages import Message, one_of, unwritable
from estate_policy.whole_file import whole

if TYPE_CHECKING:
    from estate_policy.interpreters.dialects import Dialect


def compile_law(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    dialect: "Dialect",
    subject: str,
    on: date,
    amendments: tuple[str, ...],
    conclusions: tuple[str, ...],
    table: str | None,
    out: Path | None,
    policy: Path | None,
) -> int:
    """Write or print the statement that makes the view."""
    from estate_policy.compiled import view, view_statement  # noqa: PLC0415 sqlglot is slow to import

    language = language_of(ctx)
    law = amended_law(policy, amendments, on, language)
    about = [one for one in law.conclusions.values() if one.subject == subject]
    if not about:
        raise _nothing_concluded(law, subject)
    names = [conclusion_meant(one, about) for one in conclusions] or [one.name for one in about]
    statement = view_statement(view(law, law.policy.subjects[subject], list(dict.fromkeys(names)), table), dialect)
    if out is None:
        # Not a line for people: what cannot be seen in it must stay what it is.
        sys.stdout.write(statement)
        return 0
    try:
        with whole(out) as part:
            part.write_text(statement, "utf-8")
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(out)))) from error
    tell(phrase("page-written", language, path=out))
    return 0


def _nothing_concluded(law: LawInForce, subject: str) -> UnknownConclusionError:
    """That the law of the day concludes nothing about a subject; there are others."""
    concluded = {one.subject for one in law.conclusions.values()}
    hint = one_of(name for name in law.policy.subjects if name in concluded)
    return UnknownConclusionError(
        Problem(Message("nothing-concluded", {"subject": subject, "day": str(law.day)}), hint=hint)
    )
