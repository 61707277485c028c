"""The command `estate-policy`, run in this process: to start a new one takes longer than most of what it is asked."""

import io
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path

import attrs
import pytest

from estate_policy.cli import main


@attrs.frozen
class Ended:
    """How a command ended, and what it printed; `shown` is both, as they stand at a terminal."""

    status: int
    out: str
    err: str
    shown: str


class _Both(io.StringIO):
    """What is printed here alone, while all of it goes to the terminal, too."""

    def __init__(self, terminal: io.StringIO) -> None:
        super().__init__()
        self.terminal = terminal

    def write(self, text: str) -> int:
        """Write here and there."""
        self.terminal.write(text)
        return super().write(text)


def ran(arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> Ended:
    """Run the command in a folder."""
    shown = io.StringIO()
    out, err = _Both(shown), _Both(shown)
    with pytest.MonkeyPatch.context() as patched, chdir(folder), redirect_stdout(out), redirect_stderr(err):
        for name, value in environment.items():
            patched.setenv(name, value)
        with pytest.raises(SystemExit) as ended:
            main(arguments)
    assert isinstance(ended.value.code, int)
    return Ended(ended.value.code, out.getvalue(), err.getvalue(), shown.getvalue())
