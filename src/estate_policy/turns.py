"""The smallest changes of facts after which a conclusion is settled with a wanted value."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.errors import RulesDisagreeError
from estate_policy.interpreters.exact import Case, assignments_of, conclude, with_facts
from estate_policy.kinds import Value
from estate_policy.outcome import Bounds, Known, Outcome
from estate_policy.points import Points, points

MOST_FACTS = 3
"""Facts that may be changed together."""

MOST_WAYS = 20
"""Ways of one size that are told."""

LARGEST_SEARCH = 20_000
"""Cases looked at before the search ends and says that it did."""


@attrs.frozen
class Turns:
    """Ways of one size to come to a value: facts with their new values; whether there are more, and none was missed."""

    ways: tuple[Mapping[str, Value], ...]
    more: bool
    complete: bool


def turns(case: Case, name: str, wanted: Value) -> Turns:
    """The ways with the fewest facts changed; the one without any where the value is so already."""
    search = _Search(case, name, wanted)
    whole = True
    for size in range(MOST_FACTS + 1):
        try:
            ways = list(itertools.islice(search.ways(size), MOST_WAYS + 1))
        except _SearchedEnoughError:
            return Turns(tuple(search.found[:MOST_WAYS]), more=len(search.found) > MOST_WAYS, complete=False)
        whole = not size or (search.points.alone and search.points.complete(search.points.facts))
        if ways:
            return Turns(tuple(ways[:MOST_WAYS]), more=len(ways) > MOST_WAYS, complete=whole)
    return Turns((), more=False, complete=whole)


class _SearchedEnoughError(Exception):
    """The search looked at as many cases as it may."""


class _Search:
    """Tries other values of facts."""

    def __init__(self, case: Case, name: str, wanted: Value) -> None:
        self.case = case
        self.name = name
        self.wanted = wanted
        self.points: Points = points(case, name, wanted)
        self.assignments = [one.choices for one in assignments_of(case.law, name)]
        self.left = LARGEST_SEARCH
        self.found: list[Mapping[str, Value]] = []

    def ways(self, size: int) -> Iterator[Mapping[str, Value]]:
        """The ways that change so many facts; of quantities the nearest values, those declared first before others."""
        for facts in itertools.combinations(self.points.facts, size):
            told = set()
            for way in self._ways(facts, dict.fromkeys(facts)):
                # Members and truths tell ways apart; another number would be the same way, only further off.
                kind = tuple(value for value in way.values() if not isinstance(value, Fraction))
                if kind not in told:
                    told.add(kind)
                    self.found.append(way)
                    yield way

    def _ways(self, facts: Sequence[str], changes: Mapping[str, Value | None]) -> Iterator[Mapping[str, Value]]:
        if not self._may_be({**self.case.facts, **changes}, settled=not facts):
            return
        if not facts:
            yield {fact: value for fact, value in changes.items() if value is not None}
            return
        fact, *rest = facts
        for value in self._others(fact):
            yield from self._ways(rest, {**changes, fact: value})

    def _may_be(self, facts: Mapping[str, Value | None], *, settled: bool) -> bool:
        """Whether the conclusion is settled as wanted, or could be once what is unknown is given."""
        if not self.left:
            raise _SearchedEnoughError
        self.left -= 1
        case = with_facts(self.case, facts)
        try:
            outcomes = (conclude(case, self.name, choices).outcome for choices in self.assignments)
            if settled:
                return all(isinstance(one, Known) and one.value == self.wanted for one in outcomes)
            return all(_allows(one, self.wanted) for one in outcomes)
        except RulesDisagreeError:
            # What is not known yet may tell the rules apart.
            return not settled

    def _others(self, fact: str) -> list[Value]:
        """The values that a fact does not have, of a quantity the nearest first."""
        current = self.case.facts[fact]
        others = [value for value in self.points.every[fact] if value != current]
        aims = self.points.near.get(fact)
        if aims is None:
            return others
        aims = (current,) if isinstance(current, Fraction) else aims
        return sorted(others, key=lambda value: (_distance(value, aims), value))


def _distance(value: Value, aims: Sequence[Fraction]) -> Fraction:
    assert isinstance(value, Fraction)
    return min((abs(value - aim) for aim in aims), default=Fraction(0))


def _allows(outcome: Outcome, wanted: Value) -> bool:
    """Whether an outcome has the value, or may have it yet."""
    if isinstance(outcome, Known):
        return outcome.value == wanted
    if isinstance(outcome.possible, Bounds):
        low, high = outcome.possible.low, outcome.possible.high
        assert isinstance(wanted, Fraction)
        return (low is None or low <= wanted) and (high is None or wanted <= high)
    return outcome.possible.values is None or wanted in outcome.possible.values
