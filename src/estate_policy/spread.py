"""What amounts come to together while some of them are open."""

from collections.abc import Iterable
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.interpreters.comparisons import measures
from estate_policy.outcome import Bounds, Known, Outcome
from estate_policy.schema import QuantityFact, field_at
from estate_policy.units import parse_unit


@attrs.frozen
class Spread:
    """At least `low` and at most `high`, whichever reading is followed; `low` is `None` where nothing bounds an amount.

    Amounts of which a size is not known are not in `high`: the most that a size may be bounds what can be typed, and
    says nothing of the subject. `unmeasured` counts them.
    """

    low: Fraction | None
    high: Fraction
    unmeasured: int

    @property
    def exact(self) -> bool:
        """Whether it is one figure, with nothing left out."""
        return self.low == self.high and not self.unmeasured


def spread(answers: Iterable[Answer]) -> Spread:
    """Between what the sum of some amounts must lie."""
    ends = [(answer, bounds(answer)) for answer in answers]
    lows = [end.low for _, end in ends if end.low is not None]
    highs = [end.high for answer, end in ends if end.high is not None and not _size_missing(answer)]
    return Spread(
        sum(lows, Fraction(0)) if len(lows) == len(ends) else None, sum(highs, Fraction(0)), len(ends) - len(highs)
    )


def bounds(answer: Answer) -> Bounds:
    """Between what a quantity must lie, whichever reading is followed."""
    every = [_bounds(outcome) for outcome in (answer.outcome, *(one.outcome for one in answer.alternatives))]
    lows, highs = [one.low for one in every], [one.high for one in every]
    return Bounds(
        None if None in lows else min(low for low in lows if low is not None),
        None if None in highs else max(high for high in highs if high is not None),
    )


def _size_missing(answer: Answer) -> bool:
    """Whether a fact is missing that is a size, so that the most it can come to says nothing of the subject.

    A date is none, and neither is a share, which is of an amount that is known.
    """
    law = answer.case.law
    missing = {*answer.missing_facts, *(fact for one in answer.alternatives for fact in one.missing_facts)}
    declared = (field_at(law.policy.subjects[answer.case.subject], fact) for fact in missing)
    units = [parse_unit(field.unit, law.policy.units) for field in declared if isinstance(field, QuantityFact)]
    return any(measures(unit, law.policy) - {"date"} for unit in units)


def _bounds(outcome: Outcome) -> Bounds:
    if isinstance(outcome, Known):
        return Bounds(outcome.value, outcome.value) if isinstance(outcome.value, Fraction) else Bounds()
    return outcome.possible if isinstance(outcome.possible, Bounds) else Bounds()
