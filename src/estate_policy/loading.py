"""A policy read from its folder and checked: the one way in."""

from collections.abc import Iterable
from pathlib import Path

from estate_policy.facts import SUBJECTS
from estate_policy.flaws import refuse_flaws
from estate_policy.language.amendments import read_amendment
from estate_policy.language.reader import read_amended, read_policy
from estate_policy.law import Amendment, Policy

_INSTALLED = Path(__file__).parent / "policy"
_CHECKOUT = Path(__file__).parents[2] / "policy"


def shipped_policy() -> Path:
    """The folder of the policy that comes with this library."""
    return _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT


def load_policy(folder: Path | str | None = None, subjects: Iterable[type] = SUBJECTS) -> Policy:
    """Read and check a policy; without a folder, the one that is shipped, about the subjects of `facts`.

    `PolicyError` carries every problem of the files, each with file, line and column: what cannot be read, and, where
    all could be, rules of a conclusion that hold together or leave a case open.
    """
    policy = read_policy(shipped_policy() if folder is None else Path(folder), subjects)
    refuse_flaws(policy)
    return policy


def load_amendment(path: Path | str) -> Amendment:
    """Read the file of an amendment: who made it and why, and when it holds.

    What it changes is checked when a policy is amended by it. `PolicyError` carries every problem of the file.
    """
    return read_amendment(Path(path))


def amend(policy: Policy, *amendments: Amendment) -> Policy:
    """A policy with amendments laid over it, in any order; the one that is given stays as it is.

    `PolicyError` carries every problem: a path that leads nowhere, two amendments that conflict, rules that no longer
    fit. What has no effect is no error; the policy's `notes` name it. Without amendments it is the same policy.
    """
    if not amendments:
        return policy
    amended = read_amended(policy, [*policy.amendments, *amendments])
    refuse_flaws(amended)
    return amended
