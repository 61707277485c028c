"""Stretches of months as the instalments that pay for them."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from estate_policy.facts import Estate, EstateStretch, Instalment, MonthPart, SplitMonth
from estate_policy.months import Stretch


def instalment_of(id_: str, earlier: Sequence[Stretch[Estate]], paid: Sequence[Stretch[Estate]]) -> Instalment:
    """The payment for some stretches of months, after earlier ones in the year."""
    return Instalment(
        id=id_,
        first_month=paid[0].first,
        last_month=paid[-1].last,
        paid_by_several=False,
        earlier=tuple(_whole(one) for one in earlier if one.months),
        stretches=tuple(_whole(one) for one in paid if one.months),
        earlier_split_months=_split_months(earlier),
        split_months=_split_months(paid),
    )


def unknown_in(earlier: Sequence[Stretch[Estate]], paid: Sequence[Stretch[Estate]]) -> Iterator[str]:
    """The recorded events of an instalment of which nobody knows, those of the estate in its stretches."""
    for found, whole, split in ((earlier, "earlier", "earlier_split_months"), (paid, "stretches", "split_months")):
        for one in found:
            part = f"{whole}[{_id(one)}]" if one.months else f"{split}[{_month(one)}].parts[{_id(one)}]"
            yield from (f"{part}.estate.{event}" for event in one.state.unknown_events)


def _whole(stretch: Stretch[Estate]) -> EstateStretch:
    return EstateStretch(
        id=_id(stretch), first_day=stretch.counted, estate=stretch.state.subject, months=stretch.months
    )


def _split_months(stretches: Iterable[Stretch[Estate]]) -> tuple[SplitMonth, ...]:
    by_days = (one for one in stretches if one.days)
    months = itertools.groupby(by_days, _month)
    return tuple(SplitMonth(id=month, parts=tuple(map(_part, parts))) for month, parts in months)


def _part(stretch: Stretch[Estate]) -> MonthPart:
    return MonthPart(
        id=_id(stretch),
        first_day=stretch.counted,
        estate=stretch.state.subject,
        days=stretch.days,
        month_days=stretch.month_days,
    )


def _month(stretch: Stretch[Estate]) -> str:
    return f"{stretch.first:%Y-%m}"


def _id(stretch: Stretch[Estate]) -> str:
    return f"{stretch.first}..{stretch.last}"


def days_of(id_: str) -> tuple[date, date]:
    """The first and the last day of a stretch, by its id."""
    first, _, last = id_.partition("..")
    return date.fromisoformat(first), date.fromisoformat(last)
