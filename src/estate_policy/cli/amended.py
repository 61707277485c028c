"""The policy that a command is about: the one of a folder, with the amendments that the call names."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from estate_policy.cli.bilingual import Misuse
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.language.periods import common
from estate_policy.law import LawInForce, Period, Policy
from estate_policy.loading import amend, load_amendment, load_policy
from estate_policy.stretches import days_text
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


def amended_law(folder: Path | None, amendments: Sequence[str], on: date, language: Language) -> LawInForce:
    """The law of a day with amendments laid over it; one that is not in force that day is told."""
    policy = amended_policy(folder, amendments, language)
    tell_idle(policy, Period(on, on), language)
    return policy.on(on)


def tell_idle(policy: Policy, days: Period, language: Language) -> None:
    """The amendments that are in force on none of these days, so that nothing comes of them."""
    for amendment in policy.amendments:
        if common(amendment.in_force, days) is None:
            title, when = amendment.title.in_language(language), days_text([amendment.in_force])
            day = str(days.start) if days.start == days.end else days_text([days])
            tell(phrase("idle", language, title=title, days=when, day=day), sys.stderr)


def refuse_idle(law: LawInForce, language: Language, ctx: click.Context) -> None:
    """Refuse to compare where no amendment is in force: nothing would differ, and that says nothing of them."""
    if not law.amendments:
        raise Misuse(phrase("all-idle", language, day=law.day), ctx)


def tell_amendments(law: LawInForce, language: Language) -> None:
    """The amendments that are in force, and which of them are only examples."""
    titles = []
    for amendment in law.amendments:
        title = amendment.title.in_language(language)
        titles.append(phrase("example", language, title=title) if amendment.example else title)
    if titles:
        tell(phrase("amended", language, titles=words("list", language).join(titles)))
