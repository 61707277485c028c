"""The figures of a parameter over time: on every day on which its document is in force, one."""

from datetime import date
from functools import partial

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.kinds import Unit
from estate_policy.language.draft import Draft
from estate_policy.language.files import Scalar
from estate_policy.language.shape import Shape, period
from estate_policy.law import Document, Figure, Period
from estate_policy.messages import Message

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()


UNSTATED = "unstated"
"""How files say that the text leaves a figure out and that it must be stated."""


def read_figures(draft: Draft, name: Scalar, parts: Shape, document: Document, unit: Unit) -> tuple[Figure, ...]:
    """The figures under `values`, in the order of their days; none where it is unstated."""
    if isinstance(parts.node("values"), Scalar) and parts.text("values") == UNSTATED:
        return ()
    figures: list[Figure] = []
    periods: list[tuple[Period, Location]] = []
    entries = list(parts.named("values"))
    for when, node in entries:
        days = draft.attempt(partial(period, when))
        if days is not None:
            periods.append((days, when.location))
        if not isinstance(node, Scalar):
            parts.problem(Message("expected-text", {"key": when.text}), node.location)
            continue
        value = draft.attempt(partial(draft.figure, node, unit))
        if days is not None and value is not None:
            figures.append(Figure(days, *value))
    if not entries and parts.has("values"):
        raise PolicyError(Problem(Message("no-figure", {"name": name.text}), parts.place("values")))
    if len(periods) == len(entries) and document.id not in draft.undated:
        _refuse_gaps(sorted(periods, key=lambda item: _start(item[0])), document.in_force, parts)
    return tuple(sorted(figures, key=lambda one: _start(one.period)))


def _refuse_gaps(periods: list[tuple[Period, Location]], whole: Period, parts: Shape) -> None:
    """Note the days, within those of the document, that have two figures or none."""
    reached = _start(whole) - 1
    for index, (days, place) in enumerate(periods):
        start, end = _start(days), _end(days)
        if index and start <= reached:
            parts.problem(
                Message("dated-overlap", {"days": _text(start, min(end, reached))}), place, Message("join-periods")
            )
        elif reached + 1 < start and reached < _end(whole):
            parts.problem(
                Message("dated-gap", {"days": _text(reached + 1, min(start - 1, _end(whole)))}),
                place,
                Message("join-periods"),
            )
        reached = max(reached, end)
    if periods and reached < _end(whole):
        parts.problem(
            Message("dated-gap", {"days": _text(reached + 1, _end(whole))}), periods[-1][1], Message("join-periods")
        )


def _start(days: Period) -> int:
    return _FIRST if days.start is None else days.start.toordinal()


def _end(days: Period) -> int:
    return _LAST if days.end is None else days.end.toordinal()


def _text(start: int, end: int) -> str:
    """Days as files write them."""
    first = "" if start == _FIRST else str(date.fromordinal(start))
    last = "" if end == _LAST else str(date.fromordinal(end))
    return f"{first}..{last}"
