"""What to ask next about an answer that waits for facts, and which facts would do."""

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.answer import Answer, Given
from estate_policy.errors import RulesDisagreeError
from estate_policy.figures import decimal_of
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, conclude, with_facts
from estate_policy.kinds import Value
from estate_policy.outcome import Known, Missing
from estate_policy.points import Points, points
from estate_policy.schema import facts_of
from estate_policy.terms import Term

LARGEST_SEARCH = 20_000
"""Cases looked at for one answer before the search ends and says that it did."""


@attrs.frozen
class SettlingSets:
    """Which missing facts would settle an answer, the smallest sets first.

    `always` are the sets that do whatever their facts turn out to be; `sometimes` those that do for some values, with
    such values. No set holds another of its sort. `complete` is false where not every case was looked at, so that sets
    may lack.
    """

    always: tuple[tuple[str, ...], ...]
    sometimes: tuple[Mapping[str, Given], ...]
    complete: bool


@attrs.frozen
class NextQuestion:
    """The fact to ask for first; `settling` of `cells` kinds of answer to it leave nothing more to ask."""

    fact: str
    question: Term
    settling: int
    cells: int


def smallest_sets(answer: Answer) -> SettlingSets:
    """The smallest sets of missing facts that settle an answer as far as facts can: with them nothing is missing."""
    if not answer.missing:
        return SettlingSets((), (), complete=True)
    if _beyond(answer.case, answer.missing_facts):
        return SettlingSets((), (), complete=False)
    search = _Search(answer)
    try:
        always = tuple(search.always())
    except _SearchedEnoughError:
        return SettlingSets((), (), complete=False)
    sometimes: list[Mapping[str, Given]] = []
    try:
        for found in search.sometimes():
            sometimes.append({fact: _given(value) for fact, value in found.items()})  # noqa: PERF401 kept if it ends
    except _SearchedEnoughError:
        return SettlingSets(always, tuple(sometimes), complete=False)
    complete = search.points.complete(answer.missing)
    return SettlingSets(always if complete else (), tuple(sometimes), complete)


def next_question(answer: Answer) -> NextQuestion | None:
    """The missing fact whose answer settles most often, then leaves the fewest to ask, then is declared first.

    `None` where nothing is missing, or where other subjects or facts of them are, among which nothing is searched.
    """
    if not answer.missing or _beyond(answer.case, answer.missing_facts):
        return None
    search = _Search(answer)
    try:
        return min((search.question(fact) for fact in answer.missing), key=lambda asked: asked[0])[1]
    except _SearchedEnoughError:
        return None


class _SearchedEnoughError(Exception):
    """The search looked at as many cases as it may."""


class _Search:
    """Tries values of missing facts."""

    def __init__(self, answer: Answer) -> None:
        self.name = answer.name
        self.case = answer.case
        self.missing = answer.missing
        self.points: Points = points(answer.case, answer.name)
        self.choices = preferred(answer.case.law)
        self.left = LARGEST_SEARCH
        self.seen: dict[frozenset[tuple[str, Value]], frozenset[str]] = {}

    def asked(self, given: Mapping[str, Value]) -> frozenset[str]:
        """The facts still missing once some are given."""
        key = frozenset(given.items())
        if key not in self.seen:
            if not self.left:
                raise _SearchedEnoughError
            self.left -= 1
            self.seen[key] = self._missing(given)
        return self.seen[key]

    def _missing(self, given: Mapping[str, Value]) -> frozenset[str]:
        case = with_facts(self.case, given)
        try:
            outcome = conclude(case, self.name, self.choices).outcome
        except RulesDisagreeError:
            # No subject is like this, or none can be decided.
            return frozenset()
        if isinstance(outcome, Known):
            return frozenset()
        if _beyond(case, outcome.causes):
            raise _SearchedEnoughError
        return _facts(outcome.causes)

    def always(self) -> Iterator[tuple[str, ...]]:
        """The smallest sets that leave nothing missing for any of their values."""
        needed = [fact for fact in self.missing if self._ends_at(fact, {})]
        rest = [fact for fact in self.missing if fact not in needed]
        found: list[frozenset[str]] = []
        for size in range(len(rest) + 1):
            for more in itertools.combinations(rest, size):
                if not any(one <= set(more) for one in found) and self._suffices({*needed, *more}, {}):
                    found.append(frozenset(more))
                    yield self._ordered({*needed, *more})

    def sometimes(self) -> Iterator[Mapping[str, Value]]:
        """The smallest sets that leave nothing missing for some of their values, with such values."""
        found: list[frozenset[str]] = []
        for size in range(1, len(self.missing) + 1):
            for facts in itertools.combinations(self.missing, size):
                if any(one <= set(facts) for one in found):
                    continue
                values = self._settled(facts, {})
                if values is not None:
                    found.append(frozenset(facts))
                    yield values

    def question(self, fact: str) -> tuple[tuple[Fraction, Fraction, int], NextQuestion]:
        """How good it is to ask for a fact first, the lesser the better."""
        place = self.missing.index(fact)
        declared = facts_of(self.case.law.policy.subjects[self.case.subject])
        cells = self.points.distinct(fact, self.case.facts, ())
        after = [len(self._missing({fact: value})) for value in cells]
        settling = after.count(0)
        rank = (-Fraction(settling, len(cells)), Fraction(sum(after), len(cells)), place)
        return rank, NextQuestion(fact, declared[fact].question, settling, len(cells))

    def _ends_at(self, fact: str, given: Mapping[str, Value]) -> bool:
        """Whether a fact can be the only one missing once all others are given."""
        asked = self.asked(given)
        if fact not in asked:
            return False
        others = self._ordered(asked - {fact})
        if not others:
            return True
        return any(self._ends_at(fact, {**given, others[0]: value}) for value in self._values(others[0], given, others))

    def _suffices(self, facts: set[str], given: Mapping[str, Value]) -> bool:
        """Whether nothing is missing once some facts are given, whatever they are."""
        asked = self.asked(given)
        # What is missing only ever gets less, so that nothing is left of what is all given.
        if asked <= facts:
            return True
        wanted = self._ordered(asked & facts)
        if not wanted:
            return False
        return all(
            self._suffices(facts, {**given, wanted[0]: value}) for value in self._values(wanted[0], given, facts)
        )

    def _settled(self, facts: Sequence[str], given: Mapping[str, Value]) -> Mapping[str, Value] | None:
        """Values of some facts with which nothing is missing."""
        asked = self.asked(given)
        if not asked:
            return given
        wanted = next((fact for fact in facts if fact in asked), None)
        if wanted is not None:
            for value in self._values(wanted, given, facts):
                found = self._settled(facts, {**given, wanted: value})
                if found is not None:
                    return found
        return None

    def _values(self, fact: str, given: Mapping[str, Value], facts: Collection[str]) -> Sequence[Value]:
        """The values of a fact to be told apart, where of some facts those not given yet will be."""
        return self.points.distinct(fact, {**self.case.facts, **given}, set(facts) - given.keys())

    def _ordered(self, facts: set[str] | frozenset[str]) -> tuple[str, ...]:
        return tuple(fact for fact in self.missing if fact in facts)


def _beyond(case: Case, causes: Iterable[object]) -> bool:
    """Whether other subjects, or facts of them, are missing."""
    return any(isinstance(one, Missing) and (one.path or one.fact not in case.facts) for one in causes)


def _facts(causes: frozenset[object]) -> frozenset[str]:
    return frozenset(cause.fact for cause in causes if isinstance(cause, Missing))


def _given(value: Value) -> Given:
    return decimal_of(value) if isinstance(value, Fraction) else value
