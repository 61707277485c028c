"""The months of a year, and in which stretches of them a subject stays as it is."""

import functools
import itertools
from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Generic, Literal

import attrs
from dateutil.relativedelta import relativedelta

from estate_policy.history import History, State, Subject

FIRST_DAY, LAST_DAY, BY_DAYS = "first_day", "last_day", "by_days"
"""How a month counts in which the state changes: by its first day, by its last, or every state for its days."""

Rhythm = Literal["yearly", "quarterly", "monthly"]
"""How often the subsidy of a year is paid."""

RHYTHMS: Mapping[Rhythm, int] = {"yearly": 12, "quarterly": 3, "monthly": 1}
"""For how many months is paid at a time."""


@attrs.frozen
class Stretch(Generic[Subject]):
    """Whole months, or days of one month, through which a subject stays as it is; `last` is their last day.

    `counted` is the day whose state and law count.
    """

    first: date
    last: date
    counted: date
    months: int
    days: int
    state: State[Subject]

    @property
    def month_days(self) -> int:
        """How many days the month has."""
        return monthrange(self.first.year, self.first.month)[1]


@functools.cache
def months_of(year: int, count: int = 12, start: int = 1) -> tuple[date, ...]:
    """The first days of months of a year.

    >>> months_of(2020, 2, start=2)
    (datetime.date(2020, 2, 1), datetime.date(2020, 3, 1))
    """
    return tuple(date(year, start, 1) + relativedelta(months=number) for number in range(count))


@functools.cache
def last_day(month: date) -> date:
    """The last day of a month.

    >>> last_day(date(2020, 2, 1))
    datetime.date(2020, 2, 29)
    """
    return month + relativedelta(day=31)


def stretched(
    history: History[Subject], months: Sequence[date], status: Callable[[date], str], under: Callable[[date], object]
) -> list[Stretch[Subject]]:
    """Months in a row as stretches through which the subject and what it is `under` stay as they are.

    `status` tells how a month counts, given its first day.
    """
    found: list[Stretch[Subject]] = []
    for month in months:
        for one in _of_month(history, month, status(month), under):
            before = found[-1] if found else None
            alike = before is not None and before.state == one.state and under(before.counted) == under(one.counted)
            if before is not None and alike and before.months and one.months:
                found[-1] = attrs.evolve(before, last=one.last, months=before.months + one.months)
            else:
                found.append(one)
    return found


def _of_month(
    history: History[Subject], month: date, status: str, under: Callable[[date], object]
) -> Iterator[Stretch[Subject]]:
    end = last_day(month)
    days = [month + timedelta(days=number) for number in range(end.day)] if status == BY_DAYS else []
    starts = [
        day
        for before, day in itertools.pairwise(days)
        if history.on(before) != history.on(day) or under(before) != under(day)
    ]
    if not starts:
        day = end if status == LAST_DAY else month
        yield Stretch(month, end, day, 1, 0, history.on(day))
        return
    for first, beyond in itertools.pairwise([month, *starts, end + timedelta(days=1)]):
        yield Stretch(first, beyond - timedelta(days=1), first, 0, (beyond - first).days, history.on(first))
