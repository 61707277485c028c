"""Districts of whose vouchers only the total is known: what their estates are then, and what is no line of theirs."""

from collections.abc import Iterable, Iterator

import attrs

from estate_policy.errors import Problem
from estate_policy.facts import EstateYear
from estate_policy.ledger import Line
from estate_policy.messages import Message

VOUCHERS = "vouchers"
"""The fact of an estate's year that its district's total stands for."""

UnknownIn = tuple[EstateYear, frozenset[str]]
"""An estate's year, and the recorded events in it that are unknown."""


def without_vouchers(estates: Iterable[UnknownIn]) -> list[UnknownIn]:
    """Estates of whose vouchers nothing is known."""
    return [
        (
            attrs.evolve(one, vouchers=None),
            frozenset(event for event in unknown if not event.startswith(f"{VOUCHERS}[")) | {VOUCHERS},
        )
        for one, unknown in estates
    ]


def beside_total(estates: Iterable[UnknownIn]) -> Iterator[Problem]:
    """Vouchers of estates that are on record although only their district's total is said to be known."""
    for one, _ in estates:
        for voucher in one.vouchers or ():
            told = {"number": voucher.number, "estate": one.id}
            yield Problem(Message("voucher-beside-total", told), hint=Message("total-or-vouchers"))


def within_total(line: Line) -> bool:
    """Whether the amount waits for the vouchers of the estate, so that the line of the district's total holds it."""
    answer = line.answer
    return VOUCHERS in answer.missing or any(VOUCHERS in other.missing for other in answer.alternatives)
