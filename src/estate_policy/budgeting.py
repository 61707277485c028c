"""What a year ahead will need: the subsidies of all its months, and what would be paid towards them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date

import attrs

from estate_policy.facts import Estate
from estate_policy.history import History
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Policy
from estate_policy.ledger import Line, forecasts_of
from estate_policy.records import Records
from estate_policy.settlement import Settlement, Watched, settle, unwatched


@attrs.frozen
class Budget:
    """The year settled month by month as if nothing of it was paid yet, and the lines of its budget.

    Where the policy forecasts what one body pays another, that stands in the place of what vouchers would settle.
    """

    settlement: Settlement
    lines: tuple[Line, ...]

    @property
    def missing(self) -> tuple[tuple[str, int], ...]:
        """The facts that leave lines open, and of how many estates each is missing, the most frequent first."""
        open_facts = {
            (line.estate, fact.rpartition(".")[2])
            for line in self.lines
            if line.estate is not None
            for fact in line.answer.missing
        }
        return tuple(Counter(fact for _, fact in sorted(open_facts)).most_common())


def budget(  # noqa: PLR0913 what is budgeted, and how
    policy: Policy,
    estates: Iterable[History[Estate]],
    year: int,
    *,
    districts: Sequence[str] | None = None,
    engine: Engine = "confirmed",
    watched: Watched = unwatched,
) -> Budget:
    """What districts need for a year: for every estate and month as it is known to be then, and what they are awarded.

    Estates stay as they were last, except for changes that are dated. `NotInForceError` where no law is in force in the
    year.
    """
    settlement = settle(
        policy,
        Records(tuple(estates)),
        [year],
        districts=districts,
        rhythm="monthly",
        engine=engine,
        watched=watched,
    )
    days = date(year, 1, 1), date(year, 12, 31)
    forecasts = [
        line
        for one in settlement.years
        for estate, decision in [*one.estates.items(), (None, one.decision)]
        for line in forecasts_of(decision, one.district, estate, one.year, days)
    ]
    forecast = {(line.payer, line.payee) for line in forecasts}
    due = [line for line in settlement.lines if (line.payer, line.payee) not in forecast]
    return Budget(settlement, (*due, *forecasts))
