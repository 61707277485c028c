"""`estate-policy template`: the empty workbook or folder in which a district's records are kept."""

from pathlib import Path

import click

from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.loading import load_policy
from estate_policy.template_file import write_template


def make_template(ctx: click.Context, path: Path, policy: Path | None) -> int:
    """Write an empty workbook or folder, and say what it is for."""
    language = language_of(ctx)
    write_template(path, load_policy(policy), language)
    tell(phrase("template-written", language, path=path))
    return 0
