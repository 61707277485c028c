"""Values of the missing facts of an answer, tried until nothing is missing."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TypeVar

from estate_policy.answer import Answer
from estate_policy.compared import Place
from estate_policy.errors import RulesDisagreeError
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import conclude
from estate_policy.interpreters.supposed import with_facts
from estate_policy.kinds import Value
from estate_policy.outcome import Known, Missing
from estate_policy.points import Points, points

LARGEST_SEARCH = 20_000
"""Sets of facts and cases, each counted once for every subject in it, before a search ends and says that it did."""

Found = TypeVar("Found")


class SearchedEnoughError(Exception):
    """The search looked at as much as it may."""


def until_ended(search: Iterator[Found]) -> tuple[list[Found], bool]:
    """What a search finds, and whether it came to its end."""
    found: list[Found] = []
    try:
        for one in search:
            found.append(one)  # noqa: PERF402 kept if it ends
    except SearchedEnoughError:
        return found, False
    return found, True


class Search:
    """Tries values of missing facts."""

    def __init__(self, answer: Answer) -> None:
        """Find where the answer turns."""
        self.name = answer.name
        self.case = answer.case
        self.points: Points = points(answer.case, answer.name)
        self.searched = [place for place in answer.missing_facts if place in self.points.every]
        self.unsearched = [
            place for place in answer.missing_facts if place not in self.points.every or place in self.points.partial
        ]
        self.choices = preferred(answer.case.law)
        self.left = LARGEST_SEARCH
        self.seen: dict[frozenset[tuple[Place, Value]], frozenset[Place]] = {}

    def asked(self, given: Mapping[Place, Value]) -> frozenset[Place]:
        """What is still missing once some facts are given."""
        key = frozenset(given.items())
        if key not in self.seen:
            self._spend(len(self.points.subjects))
            self.seen[key] = self._missing(given)
        return self.seen[key]

    def _spend(self, effort: int) -> None:
        if self.left < effort:
            raise SearchedEnoughError
        self.left -= effort

    def _missing(self, given: Mapping[Place, Value]) -> frozenset[Place]:
        try:
            outcome = conclude(with_facts(self.case, given), self.name, self.choices).outcome
        except RulesDisagreeError:
            # No subject is like this, or none can be decided.
            return frozenset()
        if isinstance(outcome, Known):
            return frozenset()
        return frozenset(cause for cause in outcome.causes if isinstance(cause, Missing))

    def always(self) -> Iterator[tuple[Place, ...]]:
        """The smallest sets that leave nothing missing for any of their values."""
        self.left = LARGEST_SEARCH
        if not self._suffices(set(self.searched), {}):
            return
        needed = [place for place in self.searched if self._ends_at(place, {})]
        rest = [place for place in self.searched if place not in needed]
        found: list[frozenset[Place]] = []
        for size in range(len(rest) + 1):
            for more in self._sets(rest, size, found):
                if self._suffices({*needed, *more}, {}):
                    found.append(frozenset(more))
                    yield self._ordered({*needed, *more})

    def sometimes(self) -> Iterator[Mapping[Place, Value]]:
        """The smallest sets that leave nothing missing for some of their values, with such values."""
        self.left = LARGEST_SEARCH
        found: list[frozenset[Place]] = []
        for size in range(1, len(self.searched) + 1):
            for places in self._sets(self.searched, size, found):
                values = self._settled(places, {})
                if values is not None:
                    found.append(frozenset(places))
                    yield values

    def left_by(self, place: Place) -> list[int]:
        """How many facts are still missing once one is given, for each of its cells."""
        return [len(self.asked({place: value})) for value in self.points.distinct(place, self.points.given, ())]

    def _sets(
        self, places: Sequence[Place], size: int, found: Sequence[frozenset[Place]], begun: tuple[Place, ...] = ()
    ) -> Iterator[tuple[Place, ...]]:
        """The sets of a size that hold none of those that were found, in the order of the facts."""
        holds_one = any(one.issubset(begun) for one in found)
        if holds_one or len(begun) == size:
            self._spend(1)
            if not holds_one:
                yield begun
            return
        for index in range(len(places) - (size - len(begun)) + 1):
            yield from self._sets(places[index + 1 :], size, found, (*begun, places[index]))

    def _ends_at(self, place: Place, given: Mapping[Place, Value]) -> bool:
        """Whether a fact can be the only one missing once all others are given."""
        asked = self.asked(given)
        if place not in asked:
            return False
        others = self._ordered(asked - {place})
        if not others:
            return True
        return any(
            self._ends_at(place, {**given, others[0]: value}) for value in self._values(others[0], given, others)
        )

    def _suffices(self, places: set[Place], given: Mapping[Place, Value]) -> bool:
        """Whether nothing is missing once some facts are given, whatever they are."""
        asked = self.asked(given)
        # What is missing only ever gets less, so that nothing is left of what is all given.
        if asked <= places:
            return True
        wanted = self._ordered(asked & places)
        if not wanted:
            return False
        return all(
            self._suffices(places, {**given, wanted[0]: value}) for value in self._values(wanted[0], given, places)
        )

    def _settled(self, places: Sequence[Place], given: Mapping[Place, Value]) -> Mapping[Place, Value] | None:
        """Values of some facts with which nothing is missing."""
        asked = self.asked(given)
        if not asked:
            return given
        wanted = next((place for place in places if place in asked), None)
        if wanted is not None:
            for value in self._values(wanted, given, places):
                found = self._settled(places, {**given, wanted: value})
                if found is not None:
                    return found
        return None

    def _values(self, place: Place, given: Mapping[Place, Value], places: Collection[Place]) -> Sequence[Value]:
        """The values of a fact to be told apart, where of some facts those not given yet will be."""
        return self.points.distinct(place, {**self.points.given, **given}, set(places) - given.keys())

    def _ordered(self, places: set[Place] | frozenset[Place]) -> tuple[Place, ...]:
        return tuple(place for place in self.searched if place in places)
