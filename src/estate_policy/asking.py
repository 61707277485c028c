"""What to ask next about an answer that waits for facts, and which facts would do."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import TypeVar

import attrs

from estate_policy.answer import Answer, Given
from estate_policy.compared import Place
from estate_policy.errors import RulesDisagreeError
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import conclude
from estate_policy.interpreters.supposed import with_facts
from estate_policy.kinds import Value
from estate_policy.outcome import Known, Missing
from estate_policy.points import Points, points
from estate_policy.schema import seen
from estate_policy.spoken import subjects_of
from estate_policy.terms import Term

LARGEST_SEARCH = 20_000
"""Sets of facts and cases, each counted once for every subject in it, before a search ends and says that it did."""

MOST_SUBJECTS = 50
"""Subjects of one case among which facts are searched; of more, nothing is."""


@attrs.frozen
class SettlingSets:
    """Which missing facts would settle an answer, the smallest sets first.

    `always` are the sets that do whatever their facts turn out to be; `sometimes` those that do for some values, with
    such values. No set holds another of its sort. `unsearched` are the missing facts of which not every value was
    tried, and the references and collections that nobody has given; `ended` tells that the search grew too large. In
    either case sets may lack, also smaller ones that do for some values.
    """

    always: tuple[tuple[str, ...], ...]
    sometimes: tuple[Mapping[str, Given | date], ...]
    unsearched: tuple[str, ...] = ()
    ended: bool = False

    @property
    def complete(self) -> bool:
        """Whether every case was looked at."""
        return not self.unsearched and not self.ended


@attrs.frozen
class NextQuestion:
    """The fact to ask for first; `settling` of `cells` kinds of answer to it leave nothing more to ask.

    `complete` is false where not every answer to every missing fact was looked at, so that another may be better.
    """

    fact: str
    question: Term
    settling: int
    cells: int
    complete: bool = True


def smallest_sets(answer: Answer) -> SettlingSets:
    """The smallest sets of missing facts that settle an answer as far as facts can: with them nothing is missing."""
    if not answer.missing:
        return SettlingSets((), ())
    if _is_too_large(answer):
        return SettlingSets((), (), ended=True)
    search = _Search(answer)
    always, all_always = _until_ended(search.always())
    search.left = LARGEST_SEARCH
    sometimes, all_sometimes = _until_ended(search.sometimes())
    return SettlingSets(
        tuple(_named(one) for one in always if not search.points.partial.intersection(one)),
        tuple({str(place): search.seen(place, value) for place, value in one.items()} for one in sometimes),
        _named(search.unsearched),
        ended=not (all_always and all_sometimes),
    )


def next_question(answer: Answer) -> NextQuestion | None:
    """The missing fact whose answer settles most often, then leaves the fewest to ask, then is declared first.

    `None` where nothing is missing, or nothing can be looked at: where it is not known which another subject is, or
    there are too many.
    """
    if not answer.missing or _is_too_large(answer):
        return None
    search = _Search(answer)
    asked, all_asked = _until_ended(search.question(place) for place in search.searched)
    if not asked:
        return None
    _, best = min(asked, key=lambda one: one[0])
    return attrs.evolve(best, complete=all_asked and not search.unsearched)


def _is_too_large(answer: Answer) -> bool:
    return len(subjects_of(answer.case)) > MOST_SUBJECTS


def _named(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(map(str, places))


Found = TypeVar("Found")


class _SearchedEnoughError(Exception):
    """The search looked at as many cases as it may."""


def _until_ended(search: Iterator[Found]) -> tuple[list[Found], bool]:
    """What a search finds, and whether it came to its end."""
    found: list[Found] = []
    try:
        for one in search:
            found.append(one)  # noqa: PERF402 kept if it ends
    except _SearchedEnoughError:
        return found, False
    return found, True


class _Search:
    """Tries values of missing facts."""

    def __init__(self, answer: Answer) -> None:
        self.name = answer.name
        self.case = answer.case
        self.points: Points = points(answer.case, answer.name)
        self.missing = answer.missing_facts
        self.searched = [place for place in self.missing if place in self.points.every]
        self.unsearched = [
            place for place in self.missing if place not in self.points.every or place in self.points.partial
        ]
        self.choices = preferred(answer.case.law)
        self.left = LARGEST_SEARCH
        self.seen_so_far: dict[frozenset[tuple[Place, Value]], frozenset[Place]] = {}

    def asked(self, given: Mapping[Place, Value]) -> frozenset[Place]:
        """What is still missing once some facts are given."""
        key = frozenset(given.items())
        if key not in self.seen_so_far:
            self._spend(len(self.points.subjects))
            self.seen_so_far[key] = self._missing(given)
        return self.seen_so_far[key]

    def _spend(self, effort: int) -> None:
        if self.left < effort:
            raise _SearchedEnoughError
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
        found: list[frozenset[Place]] = []
        for size in range(1, len(self.searched) + 1):
            for places in self._sets(self.searched, size, found):
                values = self._settled(places, {})
                if values is not None:
                    found.append(frozenset(places))
                    yield values

    def question(self, place: Place) -> tuple[tuple[Fraction, Fraction, int], NextQuestion]:
        """How good it is to ask for a fact first, the lesser the better."""
        cells = self.points.distinct(place, self.points.given, ())
        after = [len(self.asked({place: value})) for value in cells]
        settling = after.count(0)
        rank = (-Fraction(settling, len(cells)), Fraction(sum(after), len(cells)), self.missing.index(place))
        return rank, NextQuestion(str(place), self.points.facts[place].question, settling, len(cells))

    def seen(self, place: Place, value: Value) -> Given | date:
        """A value of a fact as callers give it."""
        return seen(self.points.facts[place], value)

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
