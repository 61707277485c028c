"""`estate-policy readings`: how doubtful words are read and what is assumed, and what another choice would do."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from estate_policy.choosing import Choice, Otherwise, choices, otherwise
from estate_policy.cli.amended import amended_law, tell_amendments
from estate_policy.cli.bilingual import language_of
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.facts import Estate
from estate_policy.figures import decimal_of
from estate_policy.law import LawInForce, Reading
from estate_policy.register import read_register
from estate_policy.shift import Impact
from estate_policy.terms import Language


def tell_readings(  # noqa: PLR0913, PLR0917 one parameter an option
    ctx: click.Context,
    register: Path | None,
    on: date,
    sheet: str | None,
    amendments: tuple[str, ...],
    policy: Path | None,
) -> int:
    """List readings and assumptions, with a register also what each other option does to its total."""
    language = language_of(ctx)
    law = amended_law(policy, amendments, on, language)
    effects: dict[tuple[str, str], Otherwise] = {}
    problems = False
    if register is not None:
        read = read_register(register, law.policy, Estate, sheet)
        problems = any(True for _ in read.every_problem())
        subjects = [entry.subject for entry in read.entries if entry.subject is not None]
        events = {
            entry.id: entry.unknown_events
            for entry in read.entries
            if entry.subject is not None and entry.id is not None
        }
        effects = {(one.choice.choice.name, one.option): one for one in otherwise(law, subjects, events)}
    tell_amendments(law, language)
    Console().print(_table(law, effects, language, with_effects=register is not None))
    return 1 if problems else 0


def _table(
    law: LawInForce, effects: dict[tuple[str, str], Otherwise], language: Language, *, with_effects: bool
) -> Table:
    table = Table(title=Text(phrase("readings-title", language, day=law.day)), show_lines=True)
    table.add_column(phrase("choice", language), overflow="fold")
    table.add_column(phrase("chosen", language), overflow="fold")
    table.add_column(phrase("others-chosen", language), overflow="fold")
    for one in choices(law):
        followed = (
            phrase("chosen-as-worded", language) if one.followed is None else _option(one, one.followed, language)
        )
        others = list(_others(one, effects, language, with_effects=with_effects)) or [phrase("no-others", language)]
        cells = [_name(one, language), followed, "\n".join(others)]
        table.add_row(*(Text(visible(cell)) for cell in cells))
    return table


def _name(choice: Choice, language: Language) -> str:
    """Whether it is a reading or an assumption, what it is about, where it stands and which open points it answers."""
    one = choice.choice
    sort = phrase("a-reading" if isinstance(one, Reading) else "an-assumption", language)
    places = ", ".join([one.citation.clause, *one.gaps])
    return f"{sort} {one.name} ({places})\n{one.term.in_language(language)}"


def _option(choice: Choice, option: str, language: Language) -> str:
    return f"{option}: {choice.choice.options[option].term.in_language(language)}"


def _others(
    choice: Choice, effects: dict[tuple[str, str], Otherwise], language: Language, *, with_effects: bool
) -> Iterator[str]:
    for option in choice.choice.options:
        if option != choice.followed:
            effect = effects.get((choice.choice.name, option))
            told = f"\n→ {_effect(effect, language)}" if with_effects and effect is not None else ""
            yield _option(choice, option, language) + told


def _effect(other: Otherwise, language: Language) -> str:
    """What another option does to the register's total."""
    if other.compared is None or not other.compared.changes:
        return phrase("no-amount-depends", language)
    (sums,) = other.compared.totals()
    change = decimal_of(sums.after - sums.before)
    moved = sums.impacts[Impact.WINS] + sums.impacts[Impact.LOSES]
    differ = sum(one.differs for one in other.compared.changes)
    return phrase("choice-does", language, change=f"{change:+,f}", moved=moved, differ=differ)
