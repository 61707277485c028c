"""The values of facts at which one answer can turn: finitely many, and whether they stand for all that there are.

A quantity turns where it is compared with a number or another fact, where it is nought as a factor, and where the
values that two rules give are equal. With so many steps to either side of each such number as facts are compared with
one another, every order in which they can stand is met.
"""

import itertools
import math
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.cells import Cells
from estate_policy.expr import Compare, ConclusionRef, Constant, Every, Expr, FactRef, Multiply, Related, Sum
from estate_policy.interpreters.exact import Case
from estate_policy.kinds import PLAIN, Member, Quantity, Value
from estate_policy.law import Gives, LawInForce
from estate_policy.schema import DateFact, Fact, MemberFact, QuantityFact, TruthFact, ends_of, facts_of, scale_of
from estate_policy.walk import expressions, nodes, own_conclusions_read

_FEW = 64
"""Values of a quantity that are all tried where its comparisons are more than with numbers and single facts."""


@attrs.frozen(eq=False)
class Points:
    """Where the answer about one conclusion turns, for one case; `alone` if it reads nothing of other subjects.

    `paired` are the facts that are compared with other facts.
    """

    facts: tuple[str, ...]
    every: Mapping[str, tuple[Value, ...]]
    distinct: Callable[[str, Mapping[str, Value | None], Collection[str]], Sequence[Value]]
    partial: frozenset[str]
    near: Mapping[str, tuple[Fraction, ...]]
    paired: frozenset[str]
    alone: bool

    def complete(self, names: Iterable[str]) -> bool:
        """Whether the points of some facts stand for all values that these can have."""
        return not any(name in self.partial or name not in self.every for name in names)


@attrs.frozen(eq=False)
class _Turning:
    """With which numbers each quantity is compared, with which facts, and of which that is not all."""

    facts: tuple[str, ...]
    numbers: Mapping[str, frozenset[Fraction]]
    peers: Mapping[str, frozenset[str]]
    tangled: frozenset[str]
    alone: bool


def points(case: Case, name: str, wanted: Value | None = None) -> Points:
    """Where the answer about a conclusion turns, or whether it has a wanted value."""
    turning = _turning(case, name, wanted)
    kind = case.law.conclusions[name].kind
    said = {kind.enumeration: wanted} if isinstance(kind, Member) else {}
    declared = facts_of(case.law.policy.subjects[case.subject])
    every: dict[str, tuple[Value, ...]] = {}
    partial = set()
    near: dict[str, tuple[Fraction, ...]] = {}
    for fact in turning.facts:
        match declared[fact]:
            case TruthFact():
                every[fact] = (True, False)
            case MemberFact() as one:
                every[fact] = tuple(_members(one, case, turning.facts, said.get(one.enumeration)))
            case (QuantityFact() | DateFact()) as one:
                near[fact] = tuple(sorted(_bases(fact, turning, case.facts)))
                if fact in turning.tangled and (few := few_values(one)):
                    every[fact] = few
                else:
                    partial |= {fact} & turning.tangled
                    every[fact] = tuple(_grid(one, fact, turning, case, declared))

    def distinct(fact: str, given: Mapping[str, Value | None], later: Collection[str]) -> Sequence[Value]:
        """One point of a fact for each of its cells beside those given; all where it will be compared with others."""
        if fact in turning.tangled or fact not in near or any(peer in later for peer in turning.peers[fact] - {fact}):
            return every[fact]
        bases = sorted(_bases(fact, turning, given))
        return list({tuple(_sign(point, base) for base in bases): point for point in every[fact]}.values())

    paired = frozenset(fact for fact in near if len(turning.peers[fact]) > 1)
    return Points(turning.facts, every, distinct, frozenset(partial), near, paired, turning.alone)


def few_values(one: QuantityFact | DateFact) -> tuple[Fraction, ...]:
    """All values of a quantity, if they are few enough for each to be tried; none otherwise."""
    span = _span(one)
    return tuple(Fraction(place, 10 ** scale_of(one)) for place in span) if len(span) <= _FEW else ()


def _reached(law: LawInForce, name: str) -> list[str]:
    """A conclusion and all that it reads about the same subject, directly or not."""
    names = [name]
    for one in names:
        names += sorted(own_conclusions_read(law.conclusions[one]) - set(names))
    return names


def _turning(case: Case, name: str, wanted: Value | None) -> _Turning:
    """What the rules compare, worked out once for a law and what is wanted."""
    kept: dict[tuple[str, Value | None], _Turning] = case.law.prepared.setdefault("turning", {})
    if (name, wanted) not in kept:
        kept[name, wanted] = _compared(case, name, wanted)
    return kept[name, wanted]


def _compared(case: Case, name: str, wanted: Value | None) -> _Turning:
    law = case.law
    cone = [law.conclusions[one] for one in _reached(law, name)]
    met = [node for one in cone for top in expressions(one) for node in nodes(top)]
    read = {node.name for node in met if isinstance(node, FactRef)}
    declared = facts_of(law.policy.subjects[case.subject])
    cells = Cells(law, law.conclusions[name], followed=False)
    numbers: dict[str, set[Fraction]] = {fact: set() for fact in read}
    beside: dict[str, set[str]] = {fact: {fact} for fact in read}
    tangled: set[str] = set()
    for left, right in dict.fromkeys(_pairs(law, [one.name for one in cone], name, wanted)):
        for one, other in itertools.product(_sides(left, cells), _sides(right, cells)):
            _note(one, other, numbers=numbers, beside=beside, tangled=tangled, law=law)
    peers = {fact: _linked(fact, beside) for fact in read}
    scales = {fact: scale_of(one) for fact, one in declared.items() if isinstance(one, QuantityFact | DateFact)}
    tangled |= {fact for fact in read if len({scales.get(other) for other in peers[fact]}) > 1}
    return _Turning(
        tuple(fact for fact in declared if fact in read),
        {fact: frozenset().union(*(numbers[other] for other in peers[fact])) for fact in read},
        peers,
        frozenset(tangled),
        not any(isinstance(node, Related | Sum | Every) for node in met),
    )


def _pairs(law: LawInForce, cone: Iterable[str], name: str, wanted: Value | None) -> Iterator[tuple[Expr, Expr]]:
    nought = Constant(Fraction(0), Quantity(PLAIN))
    for conclusion in (law.conclusions[one] for one in cone):
        for node in (node for top in expressions(conclusion) for node in nodes(top)):
            if isinstance(node, Compare):
                yield node.left, node.right
            elif isinstance(node, Multiply):
                yield node.left, nought
                yield node.right, nought
        if isinstance(conclusion.kind, Quantity):
            given = [rule.effect.value for rule in conclusion.rules if isinstance(rule.effect, Gives)]
            yield from itertools.combinations(dict.fromkeys(given), 2)
    if isinstance(wanted, Fraction):
        yield ConclusionRef(name), Constant(wanted, Quantity(PLAIN))


def _sides(expression: Expr, cells: Cells) -> list[Fraction | Expr]:
    """What a side of a comparison may be: a number, a fact, or more than that."""
    number = cells.number(expression)
    if number is not None:
        return [number]
    if isinstance(expression, ConclusionRef):
        rules = cells.law.conclusions[expression.name].rules
        given = dict.fromkeys(rule.effect.value for rule in rules if isinstance(rule.effect, Gives))
        return list(dict.fromkeys(side for value in given for side in _sides(value, cells)))
    return [expression]


def _note(  # noqa: PLR0913 it fills what is being worked out
    one: Fraction | Expr,
    other: Fraction | Expr,
    *,
    numbers: dict[str, set[Fraction]],
    beside: dict[str, set[str]],
    tangled: set[str],
    law: LawInForce,
) -> None:
    """Keep what a comparison of two sides says of the facts in it."""
    match one, other:
        case (FactRef(name=fact), Fraction() as number) | (Fraction() as number, FactRef(name=fact)):
            numbers[fact].add(number)
        case FactRef(name=fact), FactRef(name=peer):
            beside[fact].add(peer)
            beside[peer].add(fact)
        case (Multiply(), Fraction(numerator=0)) | (Fraction(numerator=0), Multiply()):
            # Whether a product is more or less than nought is told by its factors, which are looked at anyway.
            pass
        case _:
            tangled |= {fact for side in (one, other) if not isinstance(side, Fraction) for fact in _within(side, law)}


def _within(expression: Expr, law: LawInForce) -> Iterator[str]:
    """The facts of which a value is computed, by itself or through what it reads."""
    for node in nodes(expression):
        if isinstance(node, FactRef):
            yield node.name
        elif isinstance(node, ConclusionRef):
            for rule in law.conclusions[node.name].rules:
                if isinstance(rule.effect, Gives):
                    yield from _within(rule.effect.value, law)


def _linked(fact: str, beside: Mapping[str, set[str]]) -> frozenset[str]:
    """The fact and all that are compared with it, directly or not."""
    linked = [fact]
    for one in linked:
        linked += sorted(beside[one] - set(linked))
    return frozenset(linked)


def _bases(fact: str, turning: _Turning, given: Mapping[str, Value | None]) -> set[Fraction]:
    """The numbers that a quantity is compared with, values of other facts included."""
    others = (given.get(peer) for peer in turning.peers[fact] - {fact})
    return {*turning.numbers[fact], *(value for value in others if isinstance(value, Fraction))}


def _grid(
    one: QuantityFact | DateFact, fact: str, turning: _Turning, case: Case, declared: Mapping[str, Fact]
) -> list[Fraction]:
    """The ends of a quantity's range, each number it may be compared with, and some steps to either side."""
    scale, steps = 10 ** scale_of(one), len(turning.peers[fact])
    bases = _bases(fact, turning, case.facts)
    for peer in turning.peers[fact]:
        bounds = declared[peer]
        assert isinstance(bounds, QuantityFact | DateFact)
        bases |= set(ends_of(bounds))
    found = {
        Fraction(place, scale)
        for base in bases
        for place in range(math.floor(base * scale) - steps, math.ceil(base * scale) + steps + 1)
    }
    low, high = ends_of(one)
    return sorted(point for point in found if low <= point <= high)


def _span(one: QuantityFact | DateFact) -> range:
    scale = 10 ** scale_of(one)
    low, high = ends_of(one)
    return range(math.ceil(low * scale), math.floor(high * scale) + 1)


def _members(one: MemberFact, case: Case, facts: Iterable[str], wanted: Value | None) -> Iterator[str]:
    """The named members; of an open enumeration also those that are given or wanted, and others that nobody names."""
    enumeration = case.law.policy.enumerations[one.enumeration]
    yield from enumeration.members
    if enumeration.open:
        declared = facts_of(case.law.policy.subjects[case.subject])
        alike = [name for name in facts if getattr(declared[name], "enumeration", None) == one.enumeration]
        said = [case.facts[name] for name in alike] + [wanted]
        unnamed = [value for value in said if isinstance(value, str) and value not in enumeration.members]
        others = itertools.islice((sign for sign in _unnamed() if sign not in unnamed), len(alike))
        yield from dict.fromkeys([*unnamed, *others])


def _unnamed() -> Iterator[str]:
    """Stand for members that no rule names."""
    return ("…" * many for many in itertools.count(1))


def _sign(point: Value, base: Fraction) -> int:
    assert isinstance(point, Fraction)
    return (point > base) - (point < base)
