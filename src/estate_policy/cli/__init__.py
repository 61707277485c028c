"""The command `estate-policy`: decide one estate, assess a register, check a policy, replay a receipt."""

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from itertools import pairwise
from typing import get_args

from estate_policy.cli.phrases import phrase
from estate_policy.terms import Language

_NEEDED = ("click", "rich", "python_calamine", "xlsxwriter")
COULD_NOT_RUN = 2


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and end the process: 0 fine, 1 problems in the input, 2 could not run."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    language = spoken(given)
    if any(find_spec(name) is None for name in _NEEDED):
        sys.stderr.write(phrase("extra-missing", language) + "\n")
        sys.exit(COULD_NOT_RUN)
    from estate_policy.cli.run import run  # noqa: PLC0415 what it needs comes with an extra

    sys.exit(run(given, language))


def spoken(arguments: Sequence[str]) -> Language:
    """The language asked for by `--lang`, wherever it stands, else that of the environment, else English."""
    languages: tuple[Language, ...] = get_args(Language)
    for word, after in pairwise([*arguments, ""]):
        asked = after if word == "--lang" else word.removeprefix("--lang=")
        for language in languages:
            if asked == language and word.startswith("--lang"):
                return language
    place = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if place.lower().startswith("zh") else "en"
