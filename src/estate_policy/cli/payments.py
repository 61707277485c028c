"""Payments on a terminal: what lines come to, by purpose and in all, as a table narrow enough for a plain one."""

from collections.abc import Iterable, Iterator, Sequence

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from estate_policy.cli.amounts import amount_words, range_words
from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.interpreters.voice import Voice
from estate_policy.law import Policy
from estate_policy.ledger import Line, Total, by_payer, by_purpose
from estate_policy.rulings import body_term
from estate_policy.terms import Language, Term


def payments_table(title: str, lines: Sequence[Line], voice: Voice) -> Table:
    """What is to be paid by purpose, and in all by payer."""
    table = narrow_table(title, "payment", "lines", "known-sum", "range", language=voice.language)
    for total in by_purpose(lines):
        *_, payer, payee, purpose = total.key
        assert isinstance(purpose, Term)
        name = f"{purpose.in_language(voice.language)}\n{from_to((payer, payee), voice.law.policy, voice.language)}"
        add_row(table, name, str(total.lines), *_sums(total, voice.language))
    table.add_section()
    _add_by_payer(table, lines, voice)
    return table


def payers_table(title: str, lines: Sequence[Line], voice: Voice) -> Table:
    """What is to be paid in all, by payer."""
    table = narrow_table(title, "payment", "lines", "known-sum", "range", language=voice.language)
    _add_by_payer(table, lines, voice)
    return table


def _add_by_payer(table: Table, lines: Iterable[Line], voice: Voice) -> None:
    for total in by_payer(lines):
        add_row(
            table, from_to(total.key, voice.law.policy, voice.language), str(total.lines), *_sums(total, voice.language)
        )


def _sums(total: Total, language: Language) -> Iterator[str]:
    """What is known, and between what all lie."""
    spread = total.spread
    yield amount_words(total.known, language)
    if spread.unmeasured:
        left_out = phrase("and-unmeasured", language, count=spread.unmeasured)
        yield f"{amount_words(spread.low, language)}\n{left_out}"
    else:
        yield "\n".join(range_words(spread.low, spread.high, language))


def from_to(bodies: Iterable[object], policy: Policy, language: Language) -> str:
    """Payer and payee."""
    return " → ".join(body_term(str(body), policy).in_language(language) for body in bodies)


def narrow_table(title: str, first: str, *others: str, language: Language) -> Table:
    """A table of a name and figures, which no line breaks."""
    table = Table(title=Text(visible(title)), box=SIMPLE_HEAD, show_edge=False, padding=0)
    table.add_column(phrase(first, language), overflow="fold")
    for key in others:
        table.add_column(phrase(key, language), justify="right", no_wrap=True)
    return table


def add_row(table: Table, *cells: str) -> None:
    """Add a row of text."""
    table.add_row(*(Text(visible(cell)) for cell in cells))
