"""Every error a caller may catch, and the problems they carry: where, what, what to do."""

from collections.abc import Sequence

import attrs

from estate_policy.messages import Message
from estate_policy.terms import Language


@attrs.frozen
class Location:
    """A place in a policy file; lines and columns count from 1, columns in characters."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """`file:line:column`, as editors read it."""
        return f"{self.file}:{self.line}:{self.column}"


@attrs.frozen
class Cell:
    """A place in a table: the file, a row of it, or a cell, whose column is named by its letter and its heading."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    heading: str | None = None

    def __str__(self) -> str:
        """`file[sheet]:cell heading`."""
        sheet = "" if self.sheet is None else f"[{self.sheet}]"
        row = "" if self.row is None else f":{self.column or ''}{self.row}"
        heading = "" if self.heading is None else f" {self.heading}"
        return f"{self.file}{sheet}{row}{heading}"


@attrs.frozen
class Problem:
    """One thing that is wrong: a message with a stable code, the place, and what to do about it."""

    message: Message
    location: Location | Cell | None = None
    hint: Message | None = None

    @property
    def code(self) -> str:
        """The stable code of the problem, `unknown-name` for example."""
        return self.message.code

    def text(self, language: Language = "en") -> str:
        """The problem as a line: place, what is wrong, hint."""
        place = "" if self.location is None else f"{self.location}: "
        if self.hint is None:
            return place + self.message.text(language)
        before, after = ("（提示：", "）") if language == "zh" else (" (hint: ", ")")
        return place + self.message.text(language) + before + self.hint.text(language) + after


class EstatePolicyError(Exception):
    """What is common to all errors of this library: one problem or more, readable in both languages."""

    def __init__(self, problems: Problem | Sequence[Problem]) -> None:
        """Carry the problems; the text of the error is their English lines."""
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.text())

    def __reduce__(self) -> tuple[type, tuple[tuple[Problem, ...]]]:
        """Pickle the problems: an error must come back from another process."""
        return type(self), (self.problems,)

    def text(self, language: Language = "en") -> str:
        """The problems, a line each."""
        return "\n".join(problem.text(language) for problem in self.problems)


class PolicyError(EstatePolicyError):
    """The policy files hold problems; all of a load are reported at once."""


class FactError(EstatePolicyError, ValueError):
    """A given fact is not one that the subject can have."""


class NotInForceError(EstatePolicyError):
    """No document of the policy is in force on the day asked for."""


class OpenAnswerError(EstatePolicyError):
    """The value of an answer was read that has none yet; the text says what it waits for."""


class UnknownConclusionError(EstatePolicyError, KeyError):
    """The law in force has no conclusion of this name."""

    __str__ = Exception.__str__


class ArgumentError(EstatePolicyError, TypeError, ValueError):
    """A function was given something of another sort than is meant: one text for a list, a language there is not."""


class ComparisonError(EstatePolicyError, ValueError):
    """What is to be compared is no amount, or amounts are to be added up that have no sum."""


class RulesDisagreeError(EstatePolicyError):
    """Two rules of one conclusion hold with different outcomes, or none can: the policy is inconsistent."""


class EngineMissingError(EstatePolicyError, ImportError):
    """durable-rules cannot be imported; the text says what to install or set, and how to decide without it."""


class EngineFaultError(EstatePolicyError):
    """durable-rules did something it was not asked to: nothing was concluded, and the next call starts afresh."""


class EnginesDisagreeError(EstatePolicyError):
    """durable-rules and `exact` do not say the same of a condition; the text holds what either looked at."""


class UnknownEngineError(EstatePolicyError, ValueError):
    """There is no engine of this name."""


class ReceiptError(EstatePolicyError):
    """A receipt could not be read, written or redacted: it is none, or it is not as it was issued."""


class ColumnsError(EstatePolicyError):
    """What is asked about a whole table does not fit into columns; one subject at a time can be decided."""


class TableError(EstatePolicyError):
    """A table could not be read or written at all."""
