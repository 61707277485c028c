"""The values of facts at which one answer can turn: finitely many, and whether they stand for all that there are.

A quantity turns where it is compared with a number or another fact, where it is nought as a factor, and where the
values that two rules give are equal. With so many steps to either side of each such number as facts are compared with
one another, every order in which they can stand is met.
"""

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.compared import Compared, Place, compared
from estate_policy.interpreters.exact import Case
from estate_policy.kinds import Member, Value
from estate_policy.schema import DateFact, Fact, MemberFact, QuantityFact, TruthFact, ends_of, scale_of
from estate_policy.spoken import Subjects, subjects_of

_FEW = 64
"""Values of a quantity that are all tried where its comparisons are more than with numbers and single facts."""


@attrs.frozen(eq=False)
class Points:
    """Where the answer about one conclusion turns, for one case, and what is given of the facts that it reads.

    `paired` are the facts that are compared with other facts, `relations` the references and collections that are read.
    """

    facts: Mapping[Place, Fact]
    given: Mapping[Place, Value | None]
    every: Mapping[Place, tuple[Value, ...]]
    distinct: Callable[[Place, Mapping[Place, Value | None], Collection[Place]], Sequence[Value]]
    partial: frozenset[Place]
    near: Mapping[Place, tuple[Fraction, ...]]
    paired: frozenset[Place]
    relations: tuple[Place, ...]
    subjects: Subjects


def points(case: Case, name: str, wanted: Value | None = None) -> Points:
    """Where the answer about a conclusion turns, or whether it has a wanted value."""
    subjects = subjects_of(case)
    turning = compared(case, subjects, name, wanted)
    given = {place: subjects[place.path].facts[place.fact] for place in turning.facts}
    kind = case.law.conclusions[name].kind
    members = _Members(turning, case, given, {kind.enumeration: wanted} if isinstance(kind, Member) else {})
    every: dict[Place, tuple[Value, ...]] = {}
    partial = set()
    near: dict[Place, tuple[Fraction, ...]] = {}
    for place, fact in turning.facts.items():
        match fact:
            case TruthFact():
                every[place] = (True, False)
            case MemberFact():
                every[place] = members.of(place, fact)
            case QuantityFact() | DateFact():
                near[place] = tuple(sorted(_bases(place, turning, given)))
                if place in turning.tangled and (few := few_values(fact)):
                    every[place] = few
                else:
                    partial |= {place} & turning.tangled
                    every[place] = tuple(_grid(fact, place, turning, given))

    def distinct(place: Place, given: Mapping[Place, Value | None], later: Collection[Place]) -> Sequence[Value]:
        """One point of a fact for each of its cells beside those given; all where it will be compared with others."""
        peers = turning.peers[place] - {place}
        if place not in near:
            return members.in_turn(every[place], given)
        if place in turning.tangled or any(peer in later for peer in peers):
            return every[place]
        bases = sorted(_bases(place, turning, given))
        return list({tuple(_sign(point, base) for base in bases): point for point in every[place]}.values())

    paired = frozenset(place for place in near if len(turning.peers[place]) > 1)
    return Points(turning.facts, given, every, distinct, frozenset(partial), near, paired, turning.relations, subjects)


def few_values(one: QuantityFact | DateFact) -> tuple[Fraction, ...]:
    """All values of a quantity, if they are few enough for each to be tried; none otherwise."""
    span = _span(one)
    return tuple(Fraction(place, 10 ** scale_of(one)) for place in span) if len(span) <= _FEW else ()


def _bases(place: Place, turning: Compared, given: Mapping[Place, Value | None]) -> set[Fraction]:
    """The numbers that a quantity is compared with, values of other facts included."""
    others = (given.get(peer) for peer in turning.peers[place] - {place})
    return {*turning.numbers[place], *(value for value in others if isinstance(value, Fraction))}


def _grid(
    one: QuantityFact | DateFact, place: Place, turning: Compared, given: Mapping[Place, Value | None]
) -> list[Fraction]:
    """The ends of a quantity's range, each number it may be compared with, and some steps to either side."""
    scale, steps = 10 ** scale_of(one), len(turning.peers[place])
    bases = _bases(place, turning, given)
    for peer in turning.peers[place]:
        bounds = turning.facts[peer]
        assert isinstance(bounds, QuantityFact | DateFact)
        bases |= set(ends_of(bounds))
    found = {
        Fraction(step, scale)
        for base in bases
        for step in range(math.floor(base * scale) - steps, math.ceil(base * scale) + steps + 1)
    }
    low, high = ends_of(one)
    return sorted(point for point in found if low <= point <= high)


def _span(one: QuantityFact | DateFact) -> range:
    scale = 10 ** scale_of(one)
    low, high = ends_of(one)
    return range(math.ceil(low * scale), math.floor(high * scale) + 1)


def _sign(point: Value, base: Fraction) -> int:
    assert isinstance(point, Fraction)
    return (point > base) - (point < base)


class _Members:
    """The members of enumerations that facts are tried with.

    Of open ones also those that are given or wanted, and signs for others that nobody names: as many as facts may
    differ in, one at the least.
    """

    def __init__(
        self,
        turning: Compared,
        case: Case,
        given: Mapping[Place, Value | None],
        wanted: Mapping[str, Value | None],
    ) -> None:
        self.enumerations = case.law.policy.enumerations
        self.given = given
        self.wanted = wanted
        self.exchanged: dict[str, list[Place]] = {}
        for place, fact in turning.facts.items():
            if isinstance(fact, MemberFact) and place in turning.exchanged:
                self.exchanged.setdefault(fact.enumeration, []).append(place)
        taken = {*given.values(), *wanted.values()}
        free = (sign for sign in ("…" * many for many in itertools.count(1)) if sign not in taken)
        self.signs = tuple(itertools.islice(free, max(map(len, self.exchanged.values()), default=1)))

    def of(self, place: Place, fact: MemberFact) -> tuple[Value, ...]:
        """All members that a fact is tried with."""
        enumeration = self.enumerations[fact.enumeration]
        if not enumeration.open:
            return tuple(enumeration.members)
        alike = self.exchanged.get(fact.enumeration, [])
        said = [*(self.given[one] for one in (place, *alike)), self.wanted.get(fact.enumeration)]
        unnamed = [one for one in said if isinstance(one, str) and one not in enumeration.members]
        return tuple(dict.fromkeys([*enumeration.members, *unnamed, *self.signs[: len(alike) or 1]]))

    def in_turn(self, members: Iterable[Value], given: Mapping[Place, Value | None]) -> list[Value]:
        """The members without the signs that would say no more than one that is not used yet."""
        values = set(given.values())
        used = sum(sign in values for sign in self.signs)
        return [one for one in members if one not in self.signs[used + 1 :]]
