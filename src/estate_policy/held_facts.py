"""What an assessment asks of the facts of a register, wherever they are held."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from estate_policy.errors import Cell, Problem
from estate_policy.interpreters.sql import InColumns, Tables
from estate_policy.register import Entry

Row = int | str
"""What names a row: its number, or its id."""


class HeldFacts(Protocol):
    """The facts of a register, a row each; `DuckFacts` and `SparkFacts` hold them."""

    @property
    def relation(self) -> str:
        """How SQL calls the table of facts."""

    @property
    def numbers(self) -> tuple[str, ...]:
        """The column of the numbers of rows, if they have an order."""

    @property
    def keeps_order(self) -> bool:
        """Whether a query over the table of facts alone keeps its order."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the register as a table."""

    @property
    def notes(self) -> tuple[Problem, ...]:
        """What is worth knowing of it."""

    def beneath(self, within: InColumns, related: Mapping[str, Any]) -> dict[str, Tables]:
        """The facts of subjects that these refer to, brought to where these are."""

    def run(self, sql: str) -> list[tuple[Any, ...]]:
        """The rows that a query gives."""

    def frame(self, sql: str) -> Any:  # noqa: ANN401 of the kind that was given
        """What a query gives, as the kind of frame that the register is."""

    def write(self, path: Path, sql: str) -> None:
        """Write what a query gives to a file, by the ending of its path."""

    def close(self) -> None:
        """Remove what was made for it."""

    def place(self, row: Row) -> Cell:
        """Where a row stands."""

    def row_problems(self) -> Iterator[Problem]:
        """What is wrong with its rows, in order."""

    def key(self, entry: Entry) -> Row:
        """What tells a row from all others here: its number, or its id where rows have none."""

    def among(self, keys: Collection[Row]) -> str:
        """SQL of whether a row is one of some."""

    def entries(self, rows: Sequence[Row], references: Collection[str] = ()) -> dict[Row, Entry]:
        """Rows by what names them, among their facts the ids of subjects that they refer to.

        They are as the reader of registers has them. An id is found in whatever case and width it is given.
        """

    def sample(self, count: int) -> list[Row]:
        """What names so many rows that were assessed, spread over the register."""
