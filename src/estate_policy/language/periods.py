"""Periods cut by one another."""

from datetime import date

from estate_policy.law import Period

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


def common(one: Period, other: Period) -> Period | None:
    """The days that two periods share.

    >>> common(Period(date(2020, 1, 1)), Period(None, date(2019, 12, 31))) is None
    True
    """
    first, last = max(_start(one), _start(other)), min(_end(one), _end(other))
    return _period(first, last) if first <= last else None


def without(whole: Period, cut: Period) -> tuple[Period, ...]:
    """What is left of a period before and after another.

    >>> without(Period(), Period(date(2020, 1, 1)))
    (Period(start=None, end=datetime.date(2019, 12, 31)),)
    """
    if common(whole, cut) is None:
        return (whole,)
    parts = ((_start(whole), _start(cut) - 1), (_end(cut) + 1, _end(whole)))
    return tuple(_period(first, last) for first, last in parts if first <= last)


def _period(first: int, last: int) -> Period:
    return Period(
        None if first == _FIRST else date.fromordinal(first), None if last == _LAST else date.fromordinal(last)
    )


def _start(days: Period) -> int:
    return _FIRST if days.start is None else days.start.toordinal()


def _end(days: Period) -> int:
    return _LAST if days.end is None else days.end.toordinal()
