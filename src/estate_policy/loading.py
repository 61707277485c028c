"""A policy read from its folder and checked: the one way in."""

from collections.abc import Iterable
from pathlib import Path

from estate_policy.facts import SUBJECTS
from estate_policy.flaws import refuse_flaws
from estate_policy.language.reader import read_policy
from estate_policy.law import Policy

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
