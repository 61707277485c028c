"""The stretches of time in which the same documents, rules and figures are in force."""

import itertools
from collections.abc import Iterable
from datetime import date, timedelta

from estate_policy.law import LawInForce, Period, Policy, covers

_DAY = timedelta(days=1)


def stretches(policy: Policy) -> list[Period]:
    """The stretches in which a document is in force, from the first to the last."""
    amending = {amendment.name for amendment in policy.amendments}
    spans = [document.in_force for name, document in policy.documents.items() if name not in amending]
    periods: list[Period] = [document.in_force for document in policy.documents.values()]
    periods += [adoption.in_force for adoption in policy.adoptions]
    periods += [figure.period for parameter in policy.parameters.values() for figure in parameter.figures]
    periods += [rule.in_force for conclusion in policy.conclusions.values() for rule in conclusion.rules]
    starts = {period.start or date.min for period in periods}
    starts |= {period.end + _DAY for period in periods if period.end not in (None, date.max)}
    ordered = [*sorted(starts), None]
    return [
        Period(None if start == date.min else start, None if end is None else end - _DAY)
        for start, end in itertools.pairwise(ordered)
        if start is not None and any(covers(span, start) for span in spans)
    ]


def law_of_day(law: LawInForce, day: date) -> LawInForce:
    """The law of another day, the same object for all days on which it is the same; `NotInForceError` if there is none.

    So what interpreters make of it once is made once.
    """
    known: list[tuple[Period, LawInForce]] = law.prepared.setdefault("days", [])
    found = next((one for period, one in known if covers(period, day)), None)
    if found is None:
        period = next((one for one in stretches(law.policy) if covers(one, day)), Period(day, day))
        found = law if covers(period, law.day) else law.policy.on(day)
        known.append((period, found))
    return found


def first_day(stretch: Period) -> date:
    """The day by which a stretch is examined."""
    return stretch.start or date.min


def days_text(periods: Iterable[Period]) -> str:
    """Periods as policy files write them.

    >>> days_text([Period(end=date(2009, 12, 31)), Period(start=date(2020, 1, 1))])
    '..2009-12-31, 2020-01-01..'
    """
    return ", ".join(f"{period.start or ''}..{period.end or ''}" for period in periods)
