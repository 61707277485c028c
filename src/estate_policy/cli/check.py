"""`estate-policy check`: whether a policy holds together, and whether its words are those of the text."""

from collections.abc import Sequence
from pathlib import Path

import click

from estate_policy.check import examine, examples_turned
from estate_policy.cli.amended import laid_over
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.errors import Cell, PolicyError, Problem, TableError
from estate_policy.interpreters.engines import Engine
from estate_policy.loading import load_policy
from estate_policy.messages import unreadable
from estate_policy.terms import Language


def check_policy(
    ctx: click.Context, source: Path | None, engine: Engine, amendments: tuple[str, ...], policy: Path | None
) -> int:
    """Examine a policy and say what was found."""
    language = language_of(ctx)
    words = None if source is None else _read(source)
    try:
        unamended = load_policy(policy)
        loaded = laid_over(unamended, amendments, language)
    except PolicyError as error:
        tell(error.text(language))
        return 1
    problems = examine(loaded, words, engine)
    for problem in problems:
        tell(problem.text(language))
    counts = {
        "documents": len(loaded.documents),
        "clauses": len(loaded.clauses),
        "conclusions": len(loaded.conclusions),
        "rules": sum(len(conclusion.rules) for conclusion in loaded.conclusions.values()),
        "examples": len(loaded.examples),
    }
    tell(phrase("checked", language, **counts))
    if not problems:
        tell(phrase("no-problems" if source is None else "matches", language))
    if amendments:
        _tell_turned(examples_turned(unamended, loaded, engine), len(unamended.examples), language)
    return 1 if problems else 0


def _tell_turned(examples: Sequence[Problem], of: int, language: Language) -> None:
    """Say which examples of the policy the amendments make come out otherwise."""
    tell(phrase("turned" if examples else "none-turned", language, count=len(examples), of=of))
    for example in examples:
        tell(f"  {example.text(language)}")


def _read(source: Path) -> str:
    try:
        return source.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(Problem(unreadable(error), Cell(str(source)))) from error
