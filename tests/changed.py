"""The policy of Fog Harbour with a few words of its files changed."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from estate_policy.errors import PolicyError
from estate_policy.law import Policy
from estate_policy.loading import load_policy
from estate_policy.terms import Language
from tests.harbour import POLICY, Ship

DUES = "01-dues.yaml"
DOCUMENT = "document.yaml"

Change = tuple[str, str]
"""Words of a file, and what stands in their place."""


@contextmanager
def changed(*changes: Change, file: str = DUES) -> Iterator[Path]:
    """A copy of the policy's folder in which one file reads otherwise; each change meets the first place it finds."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "policy"
        shutil.copytree(POLICY, folder)
        path = folder / "harbour" / file
        text = path.read_text("utf-8")
        for old, new in changes:
            if old not in text:
                raise ValueError(old)
            text = text.replace(old, new, 1)
        path.write_text(text, "utf-8")
        yield folder


def load(folder: Path) -> Policy:
    """The policy of a folder, about ships."""
    return load_policy(folder, (Ship,))


def loaded(*changes: Change, file: str = DUES) -> Policy:
    """The changed policy, which must load."""
    with changed(*changes, file=file) as folder:
        return load(folder)


def problems(folder: Path, language: Language = "en") -> list[str]:
    """What is said of a folder that is refused, a line a problem; nothing if it loads."""
    try:
        load(folder)
    except PolicyError as error:
        return error.text(language).splitlines()
    return []


def refused(*changes: Change, file: str = DUES, language: Language = "en") -> list[str]:
    """What is said of the changed policy."""
    with changed(*changes, file=file) as folder:
        return problems(folder, language)
