"""`estate-policy document`: a policy in prose, to be read without YAML."""

from pathlib import Path

import click

from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.document import policy_page
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.loading import load_policy
from estate_policy.messages import unwritable


def document_policy(ctx: click.Context, out: Path | None, policy: Path | None) -> int:
    """Write or print the page of a policy."""
    page = policy_page(load_policy(policy))
    if out is None:
        tell(page.rstrip("\n"))
        return 0
    try:
        out.write_text(page, "utf-8")
    except OSError as error:
        raise TableError(Problem(unwritable(error), Cell(str(out)))) from error
    tell(phrase("page-written", language_of(ctx), path=out))
    return 0
