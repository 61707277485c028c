"""The policy that a command is about: the one of a folder, with the amendments that the call names."""

import sys
from collections.abc import Sequence
from pathlib import Path

from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.law import LawInForce, Policy
from estate_policy.loading import amend, load_amendment, load_policy
from estate_policy.terms import Language
from estate_policy.wording import words


def amended_policy(folder: Path | None, amendments: Sequence[str], language: Language) -> Policy:
    """Load a policy and lay the amendments over it; what of them has no effect is told."""
    return laid_over(load_policy(folder), amendments, language)


def laid_over(policy: Policy, amendments: Sequence[str], language: Language) -> Policy:
    """A policy with the amendments of some files laid over it; what of them has no effect is told."""
    policy = amend(policy, *(load_amendment(file) for file in amendments))
    for note in policy.notes:
        tell(note.text(language), sys.stderr)
    return policy


def tell_amendments(law: LawInForce, language: Language) -> None:
    """The amendments that are in force, and which of them are only examples."""
    titles = []
    for amendment in law.amendments:
        title = amendment.title.in_language(language)
        titles.append(phrase("example", language, title=title) if amendment.example else title)
    if titles:
        tell(phrase("amended", language, titles=words("list", language).join(titles)))
