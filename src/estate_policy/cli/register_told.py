"""What is said of a register after its rows: notes, the first problems, where the results are."""

from collections.abc import Sequence
from pathlib import Path

from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.errors import Cell, Problem, TableError
from estate_policy.messages import Message
from estate_policy.register import Register
from estate_policy.terms import Language

SHOWN = 20
"""Problems listed on the terminal; the results hold them all."""


def tell_register(read: Register, problems: list[Problem], out: Path | None, language: Language) -> None:
    """The notes, the first problems, and where the results are."""
    tell_problems(read.notes, problems, language)
    tell(phrase("write-results", language) if out is None else phrase("written", language, path=out))


def refuse_to_overwrite(out: Path | None, read: Path) -> None:
    """Refuse to write over what is read, before anything is worked out."""
    if out is not None and out.exists() and read.exists() and out.samefile(read):
        raise TableError(Problem(Message("out-is-input"), Cell(str(out))))


def tell_problems(
    notes: Sequence[Problem], problems: Sequence[Problem], language: Language, more: str = "more-problems"
) -> None:
    """The notes, and the first problems; `more` says where the others are."""
    tell_first_problems(notes, problems, len(problems), language, more)


def tell_first_problems(
    notes: Sequence[Problem], first: Sequence[Problem], count: int, language: Language, more: str = "more-problems"
) -> None:
    """The notes, and the first of so many problems."""
    if notes:
        tell(phrase("notes", language))
    for note in notes:
        tell(f"  {note.text(language)}")
    tell(phrase("problems", language, count=count) if count else phrase("no-problems", language))
    for problem in first[:SHOWN]:
        tell(f"  {problem.text(language)}")
    if count > SHOWN:
        tell(f"  {phrase(more, language, count=count - SHOWN)}")
