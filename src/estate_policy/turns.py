"""The smallest changes of facts after which a conclusion is settled with a wanted value."""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.compared import Place
from estate_policy.errors import RulesDisagreeError
from estate_policy.interpreters.exact import Case, assignments_of, conclude
from estate_policy.interpreters.supposed import with_facts
from estate_policy.kinds import Value
from estate_policy.outcome import Bounds, Known, Outcome, Path
from estate_policy.points import Points, points
from estate_policy.spoken import subjects_of

MOST_FACTS = 3
"""Facts that may be changed together."""

MOST_WAYS = 20
"""Ways of one size that are told."""

LARGEST_SEARCH = 20_000
"""Cases, each counted once for every subject in it, before the search ends and says that it did."""

MOST_SUBJECTS = 50
"""Subjects of one case among which facts are searched; of more, nothing is."""


@attrs.frozen
class Turns:
    """Ways of one size to come to a value: facts with their new values; whether there are more.

    `unsearched` are the facts of which not every value was tried, and the references and collections that might lead
    to other subjects; `ended` tells that the search grew too large.
    """

    ways: tuple[Mapping[Place, Value], ...]
    more: bool
    unsearched: tuple[Place, ...] = ()
    ended: bool = False


def turns(case: Case, name: str, wanted: Value) -> Turns:
    """The ways with the fewest facts changed; the one without any where the value is so already."""
    outcomes = [conclude(case, name, one.choices).outcome for one in assignments_of(case.law, name)]
    if _are(outcomes, wanted):
        return Turns(({},), more=False)
    if len(subjects_of(case)) > MOST_SUBJECTS:
        return Turns((), more=False, ended=True)
    search = _Search(case, name, wanted)
    unsearched = tuple(search.unsearched())
    for size in range(1, MOST_FACTS + 1):
        try:
            ways = list(itertools.islice(search.ways(size), MOST_WAYS + 1))
        except _SearchedEnoughError:
            return Turns(tuple(search.found[:MOST_WAYS]), len(search.found) > MOST_WAYS, unsearched, ended=True)
        if ways:
            return Turns(tuple(ways[:MOST_WAYS]), len(ways) > MOST_WAYS, unsearched)
    return Turns((), more=False, unsearched=unsearched)


class _SearchedEnoughError(Exception):
    """The search looked at as many cases as it may."""


class _Search:
    """Tries other values of facts."""

    def __init__(self, case: Case, name: str, wanted: Value) -> None:
        self.case = case
        self.name = name
        self.wanted = wanted
        self.points: Points = points(case, name, wanted)
        self.facts = [place for place in self.points.facts if self._is_on_record(place.path)]
        self.assignments = [one.choices for one in assignments_of(case.law, name)]
        self.left = LARGEST_SEARCH
        self.found: list[Mapping[Place, Value]] = []

    def unsearched(self) -> Iterator[Place]:
        """What is read and was not tried with every value: other subjects never are."""
        for relation in self.points.relations:
            if self._is_on_record(relation.path):
                reader = self.points.subjects[relation.path]
                if relation.fact in reader.presumed or reader.related.get(relation.fact) is None:
                    yield relation
        yield from (place for place in self.facts if place in self.points.partial)

    def _is_on_record(self, path: Path) -> bool:
        """Whether there is a subject at the end of a path, rather than one of which none is on record."""
        return not any(step.field in self.points.subjects[path[:index]].presumed for index, step in enumerate(path))

    def ways(self, size: int) -> Iterator[Mapping[Place, Value]]:
        """The ways that change so many facts; of quantities the nearest values, those declared first before others."""
        for facts in itertools.combinations(self.facts, size):
            told = set()
            for way in self._ways(facts, dict.fromkeys(facts)):
                # Members and truths tell ways apart; another number would be the same way, only further off.
                kind = tuple(value for value in way.values() if not isinstance(value, Fraction))
                if kind not in told:
                    told.add(kind)
                    self.found.append(way)
                    yield way

    def _ways(self, facts: Sequence[Place], changes: Mapping[Place, Value | None]) -> Iterator[Mapping[Place, Value]]:
        if not self._may_be(changes, settled=not facts):
            return
        if not facts:
            yield {fact: value for fact, value in changes.items() if value is not None}
            return
        fact, *rest = facts
        for value in self._others(fact, changes):
            yield from self._ways(rest, {**changes, fact: value})

    def _may_be(self, changes: Mapping[Place, Value | None], *, settled: bool) -> bool:
        """Whether the conclusion is settled as wanted, or could be once what is unknown is given."""
        if self.left < len(self.points.subjects):
            raise _SearchedEnoughError
        self.left -= len(self.points.subjects)
        case = with_facts(self.case, changes)
        try:
            outcomes = (conclude(case, self.name, choices).outcome for choices in self.assignments)
            return _are(outcomes, self.wanted) if settled else all(_allows(one, self.wanted) for one in outcomes)
        except RulesDisagreeError:
            # What is not known yet may tell the rules apart.
            return not settled

    def _others(self, fact: Place, changes: Mapping[Place, Value | None]) -> list[Value]:
        """The values that a fact does not have, of a quantity the nearest first."""
        current = self.points.given[fact]
        aims = self.points.near.get(fact)
        if aims is None:
            tried = self.points.distinct(fact, {**self.points.given, **changes}, ())
            return [value for value in tried if value != current]
        others = [value for value in self.points.every[fact] if value != current]
        aims = (current,) if isinstance(current, Fraction) else aims
        return sorted(others, key=lambda value: (_distance(value, aims), value))


def _are(outcomes: Iterable[Outcome], wanted: Value) -> bool:
    return all(isinstance(one, Known) and one.value == wanted for one in outcomes)


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
