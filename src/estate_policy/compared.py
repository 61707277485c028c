"""What a conclusion compares facts with, in one case: numbers, other facts, and what is computed of them."""

import itertools
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

import attrs

from estate_policy.cells import Cells
from estate_policy.expr import Compare, ConclusionRef, Constant, Every, Expr, FactRef, Multiply, Related, Sum
from estate_policy.interpreters.exact import Case
from estate_policy.kinds import PLAIN, Quantity, Value
from estate_policy.law import Conclusion, Gives
from estate_policy.outcome import Missing, Path, Step
from estate_policy.schema import DateFact, Fact, MemberFact, QuantityFact, facts_of, scale_of
from estate_policy.spoken import Spoken, Subjects, cone, elsewhere, members_at, spoken_nodes
from estate_policy.walk import expressions, nodes

Place = Missing
"""Which fact of which subject; it need not be missing."""

_NOUGHT = Spoken(Constant(Fraction(0), Quantity(PLAIN)))


@attrs.frozen(eq=False)
class Compared:
    """Of the facts that a conclusion reads, with which numbers and which other facts each is compared.

    `tangled` are those of which that is not all. `exchanged` are the members of enumerations that are given as values
    or compared with others, rather than with what a rule names. `relations` are the references and collections read.
    """

    facts: Mapping[Place, Fact]
    numbers: Mapping[Place, frozenset[Fraction]]
    peers: Mapping[Place, frozenset[Place]]
    tangled: frozenset[Place]
    exchanged: frozenset[Place]
    relations: tuple[Place, ...]


def compared(case: Case, subjects: Subjects, name: str, wanted: Value | None) -> Compared:
    """What is compared; kept with the law, but where there are members, which are others each time."""
    if any(step.member is not None for path in subjects for step in path):
        return _compared(case, subjects, name, wanted)
    kept: dict[tuple[str, Value | None, tuple[Path, ...]], Compared] = case.law.prepared.setdefault("compared", {})
    key = (name, wanted, tuple(subjects))
    if key not in kept:
        kept[key] = _compared(case, subjects, name, wanted)
    return kept[key]


def _compared(case: Case, subjects: Subjects, name: str, wanted: Value | None) -> Compared:
    concluded = cone(case, name, subjects)
    tops = [Spoken(top, path) for conclusion, path in concluded for top in expressions(conclusion)]
    met = [node for top in tops for node in spoken_nodes(top, subjects)]
    read = {Missing(one.expression.name, one.path) for one in met if isinstance(one.expression, FactRef)}
    facts = _declared(read, subjects)
    links = _Links(facts, _Sides(Cells(case.law, case.law.conclusions[name], followed=False), subjects))
    for left, right in dict.fromkeys((*_pairs(concluded, met, subjects), *_aims(name, wanted))):
        links.note(left, right)
    peers = {place: links.linked(place) for place in facts}
    return Compared(
        facts,
        {place: frozenset().union(*(links.numbers[other] for other in peers[place])) for place in facts},
        peers,
        frozenset(links.tangled | {place for place in facts if _of_several_scales(peers[place], facts)}),
        frozenset(_exchanged(concluded, met, facts)),
        tuple(dict.fromkeys(relation for one in met for relation in _relation(one))),
    )


def _declared(read: set[Place], subjects: Subjects) -> dict[Place, Fact]:
    """The facts that are read, in the order in which each subject declares them, with their declarations."""
    return {
        place: fact
        for path, case in subjects.items()
        for name, fact in facts_of(case.law.policy.subjects[case.subject]).items()
        if (place := Missing(name, path)) in read
    }


def _pairs(
    concluded: Iterable[tuple[Conclusion, Path]], met: Iterable[Spoken], subjects: Subjects
) -> Iterator[tuple[Spoken, Spoken]]:
    """What is compared with what, whether a rule says so or it makes a difference to what is open."""
    for one in met:
        match one.expression:
            case Compare(left=left, right=right):
                yield Spoken(left, one.path), Spoken(right, one.path)
            case Multiply(left=left, right=right):
                yield Spoken(left, one.path), _NOUGHT
                yield Spoken(right, one.path), _NOUGHT
            case Sum(collection=collection, value=value):
                # A member that adds nought adds it whether it counts or not.
                for path in members_at(one.path, collection, subjects):
                    yield Spoken(value, path), _NOUGHT
            case _:
                pass
    for conclusion, path in concluded:
        if isinstance(conclusion.kind, Quantity):
            yield from itertools.combinations((Spoken(value, path) for value in _given(conclusion)), 2)


def _aims(name: str, wanted: Value | None) -> Iterator[tuple[Spoken, Spoken]]:
    """The comparison of a quantity with the wanted value."""
    if isinstance(wanted, Fraction):
        yield Spoken(ConclusionRef(name)), Spoken(Constant(wanted, Quantity(PLAIN)))


def _given(conclusion: Conclusion) -> dict[Expr, None]:
    """The values that rules give, each once."""
    return dict.fromkeys(rule.effect.value for rule in conclusion.rules if isinstance(rule.effect, Gives))


def _exchanged(
    concluded: Iterable[tuple[Conclusion, Path]], met: Iterable[Spoken], facts: Mapping[Place, Fact]
) -> Iterator[Place]:
    values = [Spoken(value, path) for conclusion, path in concluded for value in _given(conclusion)]
    for one in met:
        match one.expression:
            case Compare(left=left, right=right) if not isinstance(left, Constant) and not isinstance(right, Constant):
                values += [Spoken(left, one.path), Spoken(right, one.path)]
            case _:
                pass
    ends = (_end(one) for one in values)
    return (place for place in ends if place is not None and isinstance(facts.get(place), MemberFact))


def _end(spoken: Spoken) -> Place | None:
    """The fact to which an expression comes down, if it is nothing but a fact."""
    match spoken.expression:
        case FactRef(name=name):
            return Missing(name, spoken.path)
        case Related(reference=name, part=part):
            return _end(Spoken(part, (*spoken.path, Step(name))))
        case _:
            return None


def _relation(spoken: Spoken) -> Iterator[Place]:
    match spoken.expression:
        case Related(reference=name) | Sum(collection=name) | Every(collection=name):
            yield Missing(name, spoken.path)
        case _:
            pass


def _of_several_scales(places: Iterable[Place], facts: Mapping[Place, Fact]) -> bool:
    declared = (facts[place] for place in places)
    return len({scale_of(fact) for fact in declared if isinstance(fact, QuantityFact | DateFact)}) > 1


@attrs.frozen
class _Sides:
    """What the sides of comparisons are."""

    cells: Cells
    subjects: Subjects

    def of(self, spoken: Spoken) -> list[Fraction | Spoken]:
        """What a side may be: a number, a fact, or more than that."""
        number = self.cells.number(spoken.expression)
        if number is not None:
            return [number]
        given: Iterable[Spoken]
        match spoken.expression:
            case ConclusionRef(name=name):
                given = (Spoken(value, spoken.path) for value in _given(self.cells.law.conclusions[name]))
            case Related():
                given = elsewhere(spoken, self.subjects)
            case _:
                return [spoken]
        return list(dict.fromkeys(side for value in given for side in self.of(value)))

    def within(self, spoken: Spoken) -> Iterator[Place]:
        """The facts of which a value is computed, by itself or through what it reads."""
        for node in nodes(spoken.expression):
            match node:
                case FactRef(name=name):
                    yield Missing(name, spoken.path)
                case ConclusionRef(name=name):
                    for value in _given(self.cells.law.conclusions[name]):
                        yield from self.within(Spoken(value, spoken.path))
                case Sum():
                    # Which members count is told by comparisons that are looked at anyway.
                    for path in members_at(spoken.path, node.collection, self.subjects):
                        yield from self.within(Spoken(node.value, path))
                case _:
                    for part in elsewhere(Spoken(node, spoken.path), self.subjects):
                        yield from self.within(part)


class _Links:
    """What comparisons say of the facts in them."""

    def __init__(self, facts: Iterable[Place], sides: _Sides) -> None:
        self.sides = sides
        self.numbers: dict[Place, set[Fraction]] = {place: set() for place in facts}
        self.beside: dict[Place, set[Place]] = {place: {place} for place in facts}
        self.tangled: set[Place] = set()

    def note(self, left: Spoken, right: Spoken) -> None:
        """Keep what a comparison says, whichever of its possible sides it comes to."""
        for one, other in itertools.product(self.sides.of(left), self.sides.of(right)):
            match _fact_or_number(one), _fact_or_number(other):
                case (Missing() as place, Fraction() as number) | (Fraction() as number, Missing() as place):
                    self.numbers[place].add(number)
                case Missing() as place, Missing() as peer:
                    self.beside[place].add(peer)
                    self.beside[peer].add(place)
                case (Multiply(), Fraction(numerator=0)) | (Fraction(numerator=0), Multiply()):
                    # Whether a product is more or less than nought is told by its factors, which are looked at anyway.
                    pass
                case _:
                    spoken = (side for side in (one, other) if isinstance(side, Spoken))
                    self.tangled |= {place for side in spoken for place in self.sides.within(side)}

    def linked(self, place: Place) -> frozenset[Place]:
        """The fact and all that are compared with it, directly or not."""
        linked = [place]
        for one in linked:
            linked += sorted(self.beside[one] - set(linked))
        return frozenset(linked)


def _fact_or_number(side: Fraction | Spoken) -> Fraction | Place | Expr:
    if isinstance(side, Fraction):
        return side
    return Missing(side.expression.name, side.path) if isinstance(side.expression, FactRef) else side.expression
