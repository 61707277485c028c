"""`estate-policy compare`: a register under the law as it is and as amended, side by side."""

from collections.abc import Iterable, Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from estate_policy.cli.amended import amended_policy, tell_amendments
from estate_policy.cli.bilingual import Misuse, language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.register_told import tell_register
from estate_policy.cli.summary import GROUPED_BY
from estate_policy.cli.told import tell, visible
from estate_policy.comparison import Comparison, Impact, Shift, Sums, compare
from estate_policy.facts import Estate
from estate_policy.figures import decimal_of
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.prose import Voice, unit_words, worded
from estate_policy.kinds import Member, Quantity
from estate_policy.loading import load_policy
from estate_policy.register import Register, read_register
from estate_policy.results_file import write_table
from estate_policy.rulings import body_words
from estate_policy.schema import MemberFact, facts_of, subject_name
from estate_policy.spread import Spread
from estate_policy.terms import Language

COLUMNS = (
    *("id", *GROUPED_BY, "conclusion", "impact", "change"),
    *("before", "before_standing", "before_low", "before_high", "after", "after_standing", "after_low", "after_high"),
    *("path", "examples", "baseline", "reform"),
)
"""What is written of each row."""


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
    if not amendments:
        raise Misuse(phrase("compare-needs-amend", language), ctx)
    baseline, reform = load_policy(policy).on(on), amended_policy(policy, amendments, language).on(on)
    read = read_register(register, baseline.policy, Estate, sheet)
    subjects = [entry.subject for entry in read.entries if entry.subject is not None]
    events = {entry.id: entry.unknown_events for entry in read.entries if entry.id is not None}
    found = compare(baseline, reform, subjects, unknown_events=events, engine=engine)
    if out is not None:
        write_table(out, COLUMNS, _rows(found))
    voice = Voice(reform, subject_name(Estate), language)
    console = Console()
    for title, groups in _tables(found, voice):
        console.print(_table(title, groups, voice))
    tell_amendments(reform, language)
    tell(phrase("compared-alone", language, amounts=_amounts(found, voice)))
    return _told(read, out, language)


def _told(read: Register, out: Path | None, language: Language) -> int:
    problems = list(read.every_problem())
    tell_register(read, problems, out, language)
    return 1 if problems else 0


def _tables(found: Comparison, voice: Voice) -> Iterator[tuple[str, list[tuple[str, Sums]]]]:
    """The sums of all, by payer, by the facts that group a register, and by the way from rule to rule."""
    language = voice.language
    payers = [(_payer(one, voice), one) for one in found.by_payer()]
    yield phrase("compared-by-payer", language, amounts=_amounts(found, voice)), payers
    for fact in GROUPED_BY:
        term = facts_of(Estate)[fact].term.in_language(language)
        yield (
            phrase("compared-by", language, fact=term),
            [(_member(fact, one, voice), one) for one in found.totals(fact)],
        )
    paths = [("\n".join(way.replace(" → ", "\n→ ") for way in one.key if way), one) for one in found.by_path()]
    if paths:
        yield phrase("compared-by-path", language), paths


def _amounts(found: Comparison, voice: Voice) -> str:
    """What is compared, and in which unit."""
    told = []
    for name in found.conclusions:
        conclusion = voice.law.conclusions[name]
        assert isinstance(conclusion.kind, Quantity)
        told.append(f"{conclusion.term.in_language(voice.language)} ({unit_words(conclusion.kind.unit, voice)})")
    return "; ".join(told)


def _payer(sums: Sums, voice: Voice) -> str:
    payer = sums.key[0]
    return phrase("no-payer", voice.language) if payer is None else body_words(payer, voice)


def _member(fact: str, sums: Sums, voice: Voice) -> str:
    declared, value = facts_of(Estate)[fact], sums.key[0]
    if value is None or not isinstance(declared, MemberFact):
        return phrase("not-known", voice.language)
    return worded(value, Member(declared.enumeration), voice)


def _table(title: str, groups: Iterable[tuple[str, Sums]], voice: Voice) -> Table:
    language = voice.language
    table = Table(title=Text(title), show_lines=True)
    table.add_column(phrase("impacts", language), max_width=44, overflow="fold")
    for key in ("before", "after", "change"):
        table.add_column(phrase(key, language), justify="right", no_wrap=True)
    for name, one in groups:
        sides = ((one.before, one.spread_before), (one.after, one.spread_after))
        amounts = [*(_known(*side, language) for side in sides), _figure(one.after - one.before, signed=True)]
        table.add_row(*(Text(visible(cell)) for cell in (f"{name}\n{_effects(one, language)}", *amounts)))
    return table


def _known(known: Fraction, every: Spread, language: Language) -> str:
    """What is known under both laws; where more is open, between what all come to as well."""
    if every.exact and every.low == known:
        return _figure(known)
    least = phrase("unbounded", language) if every.low is None else _figure(every.low)
    left_out = [phrase("and-unmeasured", language, count=every.unmeasured)] if every.unmeasured else []
    return "\n".join([_figure(known), phrase("in-all", language, least=least, most=_figure(every.high)), *left_out])


def _effects(sums: Sums, language: Language) -> str:
    """How many gain, lose, are unchanged or open, with what they gain and lose, and how many change their standing."""
    yuan = {Impact.WINS: f"\n    +{_figure(sums.gains)}", Impact.LOSES: f"\n    −{_figure(sums.losses)}"}
    told = [
        f"  {phrase(f'impact-{impact.value}', language)} {count}{yuan.get(impact, '')}"
        for impact, count in sums.impacts.items()
        if count
    ]
    changed = phrase("standing-changed", language, count=sums.standings_changed)
    return "\n".join([*told, *([f"  {changed}"] if sums.standings_changed else [])])


def _figure(number: Fraction, *, signed: bool = False) -> str:
    exact, plus = decimal_of(number), "+" if signed and number > 0 else ""
    if isinstance(exact, Fraction):
        return f"{plus}{exact}"
    return f"{plus}{exact:,.2f}" if (number * 100).denominator == 1 else f"{plus}{exact:,f}"


def _rows(found: Comparison) -> Iterator[list[object]]:
    under = (found.baseline.policy.digest, found.reform.policy.digest)
    for one in found.changes:
        change = None if one.amount is None else decimal_of(one.amount)
        path = " | ".join(f"{before} → {after}" for before, after in one.paths)
        grouped = [getattr(one.subject, fact) for fact in GROUPED_BY]
        examples = ", ".join(dict.fromkeys((*one.before.examples, *one.after.examples)))
        yield [one.id, *grouped, one.conclusion, one.impact.value, change, *_sides(one), path, examples, *under]


def _sides(one: Shift) -> Iterator[object]:
    for answer in (one.before, one.after):
        yield from (answer.working_value, answer.standing.value, answer.low, answer.high)
