"""`estate-policy differences`: whom an amendment treats differently, whatever register there is."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from estate_policy.cli.amended import amended_law, refuse_idle, tell_amendments
from estate_policy.cli.bilingual import Misuse, language_of
from estate_policy.cli.meant import conclusions_meant
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import tell
from estate_policy.cli.watched import watched
from estate_policy.differing import Differences, choosing_conclusions, differences, formulas_changed
from estate_policy.differing_prose import changes_text, kinds_text
from estate_policy.law import LawInForce
from estate_policy.loading import load_policy
from estate_policy.noticing import with_findings_and_duties
from estate_policy.terms import Language
from estate_policy.touched import changed_itself


def tell_differences(
    ctx: click.Context, on: date, conclusion: str | None, amendments: tuple[str, ...], policy: Path | None
) -> int:
    """Tell the kinds of subject about which something comes out differently, and what was not searched or compared."""
    language = language_of(ctx)
    if not amendments:
        raise Misuse(phrase("compare-needs-amend", language), ctx)
    laws = (load_policy(policy).on(on), amended_law(policy, amendments, on, language))
    refuse_idle(laws[1], language, ctx)
    baseline, reform = with_findings_and_duties(*laws)
    if conclusion is not None:
        both = [one for name, one in baseline.conclusions.items() if name in reform.conclusions]
        for name in conclusions_meant(conclusion, both):
            tell(kinds_text(differences(baseline, reform, name), language))
        tell_amendments(laws[1], language)
        return 0
    names = [name for subject in baseline.policy.subjects for name in choosing_conclusions(baseline, reform, subject)]
    searched = (differences(baseline, reform, name) for name in names)
    found = list(watched(searched, len(names), phrase("searching", language)))
    _tell_conclusions([one for one in found if one.kinds and ":" not in one.conclusion], language)
    _tell_noticed([one for one in found if one.kinds and ":" in one.conclusion], language)
    _tell_limits(found, laws, language)
    tell_amendments(laws[1], language)
    return 0


def _tell_conclusions(found: Iterable[Differences], language: Language) -> None:
    for one in found:
        tell(f"{one.laws[0].conclusions[one.conclusion].subject} {one.conclusion}")
        tell(kinds_text(one, language) + "\n")


def _tell_noticed(found: list[Differences], language: Language) -> None:
    """Findings and duties in a line each."""
    if found:
        tell(phrase("findings-and-duties", language))
    for one in found:
        tell(f"  {one.conclusion.partition(':')[2]}  {changes_text(one, language)}")
    if found:
        tell("")


def _tell_limits(found: list[Differences], laws: tuple[LawInForce, LawInForce], language: Language) -> None:
    """How much was compared, of what not every case was searched, and what was not compared."""
    tell(phrase("searched", language, count=len(found), differ=sum(bool(one.kinds) for one in found)))
    partly = [one.conclusion for one in found if not one.complete]
    if partly:
        tell(phrase("searched-partly", language, count=len(partly), names=", ".join(partly)))
    hidden = [
        one.conclusion for one in found if not (one.complete or one.kinds) and changed_itself(*one.laws, one.conclusion)
    ]
    if hidden:
        tell(phrase("rules-changed", language, names=", ".join(hidden)))
    alone = sorted(laws[0].conclusions.keys() ^ laws[1].conclusions.keys())
    if alone:
        tell(phrase("in-one-law", language, names=", ".join(alone)))
    tell(phrase("formulas-not-compared", language))
    if changed := formulas_changed(*laws):
        tell(phrase("formulas-changed", language, count=len(changed), names=", ".join(changed)))
