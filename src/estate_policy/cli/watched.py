"""What takes its time, with a progress bar while someone is watching."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import track

T = TypeVar("T")


def watched(things: Iterable[T], count: int, doing: str) -> Iterator[T]:
    """The things one after the other; the bar is gone at the end."""
    errors = Console(stderr=True)
    yield from track(
        things, description=doing, total=count, console=errors, transient=True, disable=not errors.is_terminal
    )
