"""The estates of a register as records refer to them: which is meant, or that nobody can say which."""

from collections.abc import Iterator, Mapping

import attrs

from estate_policy.errors import Problem
from estate_policy.facts import Estate
from estate_policy.history import History
from estate_policy.messages import Message
from estate_policy.record_rows import RecordRow, RecordRows, unused
from estate_policy.records import unread
from estate_policy.register import Entry, Register
from estate_policy.shown import shortened
from estate_policy.words_written import plain


@attrs.frozen
class Book:
    """The estates as they were at first, those among them that nobody can tell apart included.

    `ids` are the ids of the others as the register writes them, `doubled` those that stand in several rows, both by the
    word folded.
    """

    estates: tuple[History[Estate], ...]
    ids: Mapping[str, str]
    doubled: frozenset[str]

    @property
    def every(self) -> list[str]:
        """The ids of all estates that can be told apart."""
        return list(self.ids.values())

    def meant(self, row: RecordRow) -> list[str]:
        """The estates of which a row may be; one that the register does not have is taken at its word."""
        if row["estate"] is None:
            return self.every
        return [self.ids.get(plain(row["estate"]), row["estate"])]

    def refused(self, read: RecordRows, row: RecordRow) -> Problem | None:
        """The problem of a row about an id that stands in several rows of the register."""
        if row["estate"] is None or plain(row["estate"]) not in self.doubled:
            return None
        return Problem(Message("estate-untold", {"estate": shortened(row["estate"])}), read.place(row, "estate"))


def book_of(register: Register) -> Book:
    """The estates of a register; a row that cannot be told apart is an estate of which its district alone is known."""
    histories: list[History[Estate]] = []
    ids = {plain(str(entry.id)): str(entry.id) for entry in register.entries if entry.subject is not None}
    for entry in register.entries:
        if isinstance(entry.subject, Estate):
            histories.append(History(entry.subject, unknown_events=entry.unknown_events))
        elif not _is_remark(entry):
            district = entry.facts.get("district")
            label = unused(f"{shortened(entry.id or '')}#{entry.row}", ids)
            histories.append(unread(label, district if isinstance(district, str) else None))
    return Book(tuple(histories), ids, frozenset(_doubled(register)))


def _is_remark(entry: Entry) -> bool:
    return any(problem.code == "not-an-estate" for problem in entry.problems)


def _doubled(register: Register) -> Iterator[str]:
    return (
        plain(str(entry.id))
        for entry in register.entries
        if any(problem.code == "doubled-id" for problem in entry.problems)
    )
