"""The missing facts by what they settle of an amount, the most first, as a table narrow enough for a plain terminal."""

from collections.abc import Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from estate_policy.assessed_sums import FactToCollect
from estate_policy.cli.amounts import amount_words
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.headlines import missing_term
from estate_policy.interpreters.voice import Voice, unit_words
from estate_policy.kinds import Quantity
from estate_policy.outcome import Missing, Step

SHOWN = 10
"""Facts listed: what comes after them settles little."""


def collected_table(found: Sequence[FactToCollect], voice: Voice) -> Table:
    """The first of the facts for want of which the headline is open, in how many rows and between how much."""
    language, law = voice.language, voice.law
    headline = law.conclusions[law.policy.headlines[voice.subject]]
    assert isinstance(headline.kind, Quantity)
    name, unit = headline.term.in_language(language), unit_words(headline.kind.unit, voice)
    title = phrase("collect-title", language, headline=name, unit=unit)
    table = Table(title=Text(title), box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(phrase("collect-fact", language), overflow="fold")
    for key in ("collect-alone", "collect-together", "collect-unmeasured"):
        if key != "collect-unmeasured":
            table.add_column(phrase("rows", language), justify="right", no_wrap=True)
        table.add_column(phrase(key, language), justify="right", no_wrap=True)
    for one in found[:SHOWN]:
        cells = [_term(one.fact, voice)]
        for rows, amount in ((one.alone_rows, one.alone), (one.together_rows, one.together)):
            cells += [_count(rows), amount_words(amount, language) if rows else _NONE]
        table.add_row(*(Text(visible(cell)) for cell in (*cells, _count(one.unmeasured))))
    if len(found) > SHOWN:
        table.add_row(Text(phrase("collect-more", language, count=len(found) - SHOWN)))
    return table


_NONE = "·"


def _count(rows: int) -> str:
    return str(rows or _NONE)


def _term(fact: str, voice: Voice) -> str:
    """What a fact is called, with whose it is where it is another subject's."""
    *path, name = fact.split(".")
    return missing_term(Missing(name, tuple(map(Step, path))), voice)
