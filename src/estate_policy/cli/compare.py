"""`estate-policy compare`: a register under the law as it is and as amended, side by side."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click

from estate_policy.cli.amended import amended_law, refuse_idle, tell_amendments
from estate_policy.cli.bilingual import Misuse, language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import refuse_to_overwrite, tell_register
from estate_policy.cli.summary import GROUPED_BY
from estate_policy.cli.sums_told import Told, sums_lines
from estate_policy.cli.told import tell
from estate_policy.comparison import Comparison, compare
from estate_policy.facts import Estate
from estate_policy.figures import decimal_of
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.voice import Voice, unit_words, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.loading import load_policy
from estate_policy.register import Register, read_register
from estate_policy.results_file import write_table
from estate_policy.rulings import body_words
from estate_policy.schema import MemberFact, facts_of, subject_name
from estate_policy.shift import Rules, Shift, Way
from estate_policy.sums import Sums
from estate_policy.terms import Language
from estate_policy.touched import is_spared
from estate_policy.wording import words

COLUMNS = (
    *("id", *GROUPED_BY, "conclusion", "impact", "change"),
    *("before", "before_standing", "before_low", "before_high", "after", "after_standing", "after_low", "after_high"),
    *("path", "examples", "baseline", "reform"),
)
"""What is written of each row."""

WIDEST = 80
"""In longer lines figures would stand far from what they are about."""

_Group = tuple[tuple[str, ...], Told]
"""What makes a group, in words, and its sums."""


def compare_register(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    register: Path,
    on: date,
    sheet: str | None,
    out: Path | None,
    engine: Engine,
    amendments: tuple[str, ...],
    policy: Path | None,
) -> int:
    """Compare what the estates of a register get under the law of a day with what they would get once it is amended."""
    language = language_of(ctx)
    refuse_to_overwrite(out, register)
    if not amendments:
        raise Misuse(phrase("compare-needs-amend", language), ctx)
    baseline, reform = load_policy(policy).on(on), amended_law(policy, amendments, on, language)
    refuse_idle(reform, language, ctx)
    read = read_register(register, baseline.policy, Estate, sheet)
    subjects = [entry.subject for entry in read.entries if entry.subject is not None]
    events = {
        entry.id: entry.unknown_events for entry in read.entries if entry.subject is not None and entry.id is not None
    }
    found = compare(baseline, reform, subjects, unknown_events=events, engine=engine)
    if out is not None:
        write_table(out, COLUMNS, _rows(found))
    voice = Voice(reform, subject_name(Estate), language)
    width = min(WIDEST, shutil.get_terminal_size().columns)
    for title, groups in _tables(found, voice):
        for line in sums_lines(title, groups, language, width):
            tell(line)
        tell("")
    tell_amendments(reform, language)
    tell(phrase("compared-alone", language, amounts=_amounts(found, voice)))
    if found.conclusions and all(is_spared(baseline, reform, name) for name in found.conclusions):
        tell(phrase("compared-spared", language))
    if found.in_one_law:
        tell(phrase("in-one-law", language, names=", ".join(found.in_one_law)))
    return _told(read, out, language)


def _told(read: Register, out: Path | None, language: Language) -> int:
    problems = list(read.every_problem())
    tell_register(read, problems, out, language)
    return 1 if problems else 0


def _tables(found: Comparison, voice: Voice) -> Iterator[tuple[str, list[_Group]]]:
    """The sums of all, by payer, by the facts that group a register, and by the way from rule to rule."""
    language = voice.language
    by_payer = phrase("compared-by-payer", language, amounts=_amounts(found, voice))
    yield by_payer, [((_payer(one, voice),), one) for one in found.by_payer()]
    for fact in GROUPED_BY:
        term = facts_of(Estate)[fact].term.in_language(language)
        groups: list[_Group] = [((_member(fact, one, voice),), one) for one in found.totals(fact)]
        yield phrase("compared-by", language, fact=term), groups
    if ways := found.by_way():
        told: list[_Group] = [(tuple(_way(way, language) for way in one.key), one) for one in ways]
        yield phrase("compared-by-way", language), told


def _amounts(found: Comparison, voice: Voice) -> str:
    """What is compared, and in which unit."""
    told = []
    for name in found.conclusions:
        conclusion = voice.law.conclusions[name]
        assert isinstance(conclusion.kind, Quantity)
        told.append(
            phrase(
                "amount-in",
                voice.language,
                name=conclusion.term.in_language(voice.language),
                unit=unit_words(conclusion.kind.unit, voice),
            )
        )
    return words("list", voice.language).join(told)


def _payer(sums: Sums[str | None], voice: Voice) -> str:
    payer = sums.key[0]
    return phrase("no-payer", voice.language) if payer is None else body_words(payer, voice)


def _member(fact: str, sums: Sums[str | None], voice: Voice) -> str:
    declared, value = facts_of(Estate)[fact], sums.key[0]
    if value is None or not isinstance(declared, MemberFact):
        return phrase("not-known", voice.language)
    return worded(value, Member(declared.enumeration), voice)


def _way(way: Way, language: Language) -> str:
    before, after = (_rules(rules, language) for rules in (way.before, way.after))
    return f"{way.conclusion}: {before} → {after}"


def _rules(rules: Rules, language: Language) -> str:
    if rules is None:
        return phrase("not-read", language)
    return "|".join(rules) or phrase("no-rule", language)


def _rows(found: Comparison) -> Iterator[list[object]]:
    under = (found.baseline.policy.digest, found.reform.policy.digest)
    for one in found.changes:
        change = None if one.amount is None else decimal_of(one.amount)
        path = " | ".join(str(way) for way in one.ways)
        grouped = [getattr(one.subject, fact) for fact in GROUPED_BY]
        examples = ", ".join(dict.fromkeys((*one.before.examples, *one.after.examples)))
        yield [one.id, *grouped, one.conclusion, one.impact.value, change, *_sides(one), path, examples, *under]


def _sides(one: Shift) -> Iterator[object]:
    for answer in (one.before, one.after):
        yield from (answer.working_value, answer.standing.value, answer.low, answer.high)
