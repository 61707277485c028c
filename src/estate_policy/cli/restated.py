"""What a settlement differs in from a closed one, on a terminal."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from rich.table import Table

from estate_policy.cli.amounts import amount_words, range_words
from estate_policy.cli.payments import add_row, from_to, narrow_table
from estate_policy.cli.phrases import phrase
from estate_policy.closing import ClosedSettlement
from estate_policy.law import Policy
from estate_policy.restating import Restated, districts_compared
from estate_policy.settlement import Settlement
from estate_policy.terms import Language

_SHOWN = 20
"""Differences listed; the report holds them all."""


def differences_table(restated: Sequence[Restated], policy: Policy, language: Language) -> Table:
    """The first differences, and what they come to by payer."""
    title = phrase("restated", language, count=len(restated))
    table = narrow_table(title, "payment", "as-closed", "now", "change", language=language)
    for one in restated[:_SHOWN]:
        whose = " ".join(str(part) for part in (one.year, one.district, one.estate) if part is not None)
        bodies = from_to((one.payer, one.payee), policy, language)
        name = f"{whose}\n{one.purpose.in_language(language)}\n{bodies}"
        add_row(table, name, *(_sum(sum_, language) for sum_ in (one.before, one.after)), _change(one, language))
    table.add_section()
    for pair in dict.fromkeys((one.payer, one.payee) for one in restated):
        changes = [one.change for one in restated if (one.payer, one.payee) == pair]
        known = sum((change for change in changes if change is not None), Fraction(0))
        told = phrase("and-open", language, count=changes.count(None)) if None in changes else ""
        add_row(table, from_to(pair, policy, language), "", told, _signed(known, language))
    return table


def told_of(closed: ClosedSettlement, settlement: Settlement, language: Language) -> Iterator[str]:
    """What of a closed settlement was not compared, and whether it was closed under another policy."""
    left = [str(year) for year in closed.years if year not in settlement.of]
    if left:
        yield phrase("years-not-compared", language, years=", ".join(left))
    new = [str(year) for year in settlement.of if year not in closed.years]
    if new:
        yield phrase("years-not-closed", language, years=", ".join(new))
    districts = districts_compared(closed, settlement)
    if districts:
        yield phrase("districts-compared", language, names=", ".join(districts))
    if districts == ():
        yield phrase("no-district-closed", language, names=", ".join(settlement.districts or ()))
    if closed.policy != settlement.policy.digest:
        yield phrase("closed-otherwise", language)


def _sum(amount: Fraction | None, language: Language) -> str:
    return phrase("sum-open", language) if amount is None else amount_words(amount, language)


def _change(restated: Restated, language: Language) -> str:
    if restated.change is None:
        return "\n".join(range_words(restated.bounds.low, restated.bounds.high, language))
    return _signed(restated.change, language)


def _signed(amount: Fraction, language: Language) -> str:
    return ("+" if amount > 0 else "") + amount_words(amount, language)
