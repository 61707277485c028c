"""A policy read from its folder and checked: the one way in."""

import functools
import hashlib
from collections.abc import Iterable
from pathlib import Path

from estate_policy.arguments import refuse_other_class, refuse_other_policy
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
    all could be, rules of a conclusion that hold together or leave a case open. As long as no file of the folder
    changes, it is read once in a process.
    """
    root = shipped_policy() if folder is None else Path(folder)
    digest = _digest(root)
    return _read(root, tuple(subjects)) if digest is None else _kept(root, tuple(subjects), digest)


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
    refuse_other_policy(policy)
    for one in amendments:
        refuse_other_class(one, Amendment, "load_amendment(path)")
    if not amendments:
        return policy
    amended = read_amended(policy, [*policy.amendments, *amendments])
    refuse_flaws(amended)
    return amended


def _read(folder: Path, subjects: tuple[type, ...]) -> Policy:
    policy = read_policy(folder, subjects)
    refuse_flaws(policy)
    return policy


@functools.lru_cache(maxsize=8)
def _kept(folder: Path, subjects: tuple[type, ...], _digest: str) -> Policy:
    return _read(folder, subjects)


def _digest(folder: Path) -> str | None:
    """What tells whether a file of a folder is another; nothing where one cannot be read, which reading will say."""
    digest = hashlib.sha256()
    try:
        for file in sorted(folder.rglob("*.yaml")):
            content = file.read_bytes()
            digest.update(f"{file}\0{len(content)}\0".encode())
            digest.update(content)
    except (OSError, ValueError):
        return None
    return digest.hexdigest()
