"""`estate-policy check`: whether a policy holds together, and whether its words are those of the text."""

import sys
from pathlib import Path

import click

from estate_policy.check import examine
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.errors import Cell, PolicyError, Problem, TableError
from estate_policy.loading import load_policy
from estate_policy.messages import unreadable


def check_policy(ctx: click.Context, source: Path | None, policy: Path | None) -> int:
    """Examine a policy and say what was found."""
    language = language_of(ctx)
    words = None if source is None else _read(source)
    try:
        loaded = load_policy(policy)
    except PolicyError as error:
        sys.stdout.write(error.text(language) + "\n")
        return 1
    problems = examine(loaded, words)
    for problem in problems:
        sys.stdout.write(problem.text(language) + "\n")
    counts = {
        "documents": len(loaded.documents),
        "clauses": len(loaded.clauses),
        "conclusions": len(loaded.conclusions),
        "rules": sum(len(conclusion.rules) for conclusion in loaded.conclusions.values()),
        "examples": len(loaded.examples),
    }
    sys.stdout.write(phrase("checked", language, **counts) + "\n")
    if not problems:
        sys.stdout.write(phrase("no-problems" if source is None else "matches", language) + "\n")
    return 1 if problems else 0


def _read(source: Path) -> str:
    try:
        return source.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(Problem(unreadable(error), Cell(str(source)))) from error
