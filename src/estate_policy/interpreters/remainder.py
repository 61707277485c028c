"""What is left of a conclusion once some facts are given. Where two laws leave the same, they come to the same.

They do so however the other facts turn out: what is left is what the outcome still depends on, and nothing else. Where
they leave something else, they may come to the same all the same.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from fractions import Fraction
from typing import assert_never

import attrs

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    ConclusionRef,
    Constant,
    Divide,
    Every,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Related,
    Round,
    Subtract,
    Sum,
)
from estate_policy.figures import rounded
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.comparisons import HOLDS
from estate_policy.interpreters.typed import kind_of
from estate_policy.kinds import Kind, Quantity, Value
from estate_policy.law import Discretion, Gives, LawInForce, LeftTo, Rule, Silent
from estate_policy.schema import DateFact, QuantityFact, facts_of
from estate_policy.walk import expressions, nodes, own_conclusions_read

Polynomial = frozenset[tuple[frozenset[tuple[Hashable, int]], Fraction]]
"""A quantity: for each product of what is not a number how often, and by which number, it is added."""


@attrs.frozen
class Remainder:
    """What is left: a truth or member if that is known, a polynomial for a quantity, a structure for what is open.

    It `settles` if facts of the subject are all that is needed to know it.
    """

    value: Hashable
    settles: bool = True

    @property
    def known(self) -> bool:
        """Whether it is a truth or a member that is known."""
        return isinstance(self.value, bool | str)


class Remainders:
    """What is left of expressions about one subject, of which some facts are given, and later others.

    `alike` tells of what other subjects have whether two laws are sure to agree about it.
    """

    def __init__(self, law: LawInForce, subject: str, choices: Choices, alike: Callable[[Expr], bool]) -> None:
        """Nothing is given, and nothing worked out yet."""
        self.law = law
        self.subject = subject
        self.declared = facts_of(law.policy.subjects[subject])
        self.facts: Mapping[str, Value] = {}
        self.choices = choices
        self.alike = alike
        self.read: dict[str, tuple[str, ...]] = {}
        self.kept: dict[tuple[str, tuple[Value | None, ...]], Remainder] = {}

    def given(self, facts: Mapping[str, Value]) -> "Remainders":
        """The same with these facts alone; what is left of a conclusion that reads no other than before is known."""
        self.facts = facts
        return self

    def conclusion(self, name: str) -> Remainder:
        """What is left of a conclusion."""
        key = name, tuple([self.facts.get(fact) for fact in self._facts_read(name)])
        found = self.kept.get(key)
        if found is None:
            found = self.kept[key] = self._concluded(name)
        return found

    def _facts_read(self, name: str) -> tuple[str, ...]:
        """The facts of the subject that a conclusion reads, itself or through others."""
        if name not in self.read:
            conclusion = self.law.conclusions[name]
            own = {node.name for top in expressions(conclusion) for node in nodes(top) if isinstance(node, FactRef)}
            self.read[name] = tuple(sorted(own.union(*map(self._facts_read, own_conclusions_read(conclusion)))))
        return self.read[name]

    def of(self, expression: Expr) -> Remainder:
        """What is left of an expression."""
        match expression:
            case Constant(value=value):
                return Remainder(_number(value) if isinstance(value, Fraction) else value)
            case FactRef(name=name):
                return self._fact(name)
            case ParameterRef(name=name):
                if name in self.law.figures:
                    return Remainder(_number(self.law.figures[name].value))
                return Remainder(_single(("unstated", name)), settles=False)
            case ConclusionRef(name=name):
                return self.conclusion(name)
            case ChoiceRef(name=name):
                return Remainder(self.choices[name])
            case Related() | Sum() | Every():
                mark = () if self.alike(expression) else (id(self.law),)
                atom = self._as(("elsewhere", expression, *mark), kind_of(expression, self.law, self.subject))
                return Remainder(atom, settles=False)
            case Not(operand=operand):
                part = self.of(operand)
                return Remainder(part.value is False) if part.known else _united(("not", part.value), [part])
            case And(operands=operands):
                return self._joined("and", operands, decisive=False)
            case Or(operands=operands):
                return self._joined("or", operands, decisive=True)
            case Compare():
                return self._compared(expression)
            case Add(left=left, right=right):
                return self._computed(left, right, _added)
            case Subtract(left=left, right=right):
                return self._computed(left, right, _subtracted)
            case Multiply(left=left, right=right):
                return self._computed(left, right, _multiplied)
            case Divide(left=left, right=right):
                return self._computed(left, right, _divided)
            case Round(amount=amount, step=step):
                return self._computed(amount, step, _rounded)
            case _:
                assert_never(expression)

    def _fact(self, name: str) -> Remainder:
        given = self.facts.get(name)
        if not isinstance(self.declared[name], QuantityFact | DateFact):
            return Remainder(("fact", name) if given is None else given)
        return Remainder(_single(("fact", name)) if given is None else _number(Fraction(given)))

    def _joined(self, word: str, operands: Iterable[Expr], *, decisive: bool) -> Remainder:
        opened = []
        for operand in operands:
            part = self.of(operand)
            if part.value is decisive:
                return Remainder(decisive)
            if not part.known:
                opened.append(part)
        return _united((word, frozenset(part.value for part in opened)), opened) if opened else Remainder(not decisive)

    def _compared(self, comparison: Compare) -> Remainder:
        left, right = (self.of(side) for side in (comparison.left, comparison.right))
        holds = HOLDS[comparison.how]
        if isinstance(left.value, frozenset):
            assert isinstance(right.value, frozenset)
            one, other = _constant(left.value), _constant(right.value)
            if one is not None and other is not None:
                return Remainder(holds(one, other))
        elif left.known and right.known:
            return Remainder(holds(left.value, right.value))
        return _united(("compare", comparison.how, left.value, right.value), [left, right])

    def _computed(self, left: Expr, right: Expr, compute: Callable[[Polynomial, Polynomial], Polynomial]) -> Remainder:
        one, other = self.of(left), self.of(right)
        assert isinstance(one.value, frozenset)
        assert isinstance(other.value, frozenset)
        return _united(compute(one.value, other.value), [one, other])

    def _concluded(self, name: str) -> Remainder:
        conclusion = self.law.conclusions[name]
        left = []
        for rule in conclusion.rules:
            condition = self.of(rule.condition)
            if condition.value is True:
                return self._effect(rule)
            if condition.value is not False:
                left.append((rule, condition))
        effects = [self._effect(rule) for rule, _ in left]
        if not effects:
            return Remainder(self._as(("none", name), conclusion.kind), settles=False)
        # What does not settle keeps a conclusion open by which rules may hold, even if they come to the same.
        if len(effects) == 1 or (effects[0].settles and all(effect.value == effects[0].value for effect in effects)):
            return effects[0]
        pairs = frozenset((met.value, effect.value) for (_, met), effect in zip(left, effects, strict=True))
        return _united(self._as(("rules", pairs), conclusion.kind), [*effects, *(met for _, met in left)])

    def _effect(self, rule: Rule) -> Remainder:
        kind = self.law.conclusions[rule.conclusion].kind
        match rule.effect:
            case Gives(value=value):
                return self.of(value)
            case Silent() | LeftTo():
                silent = isinstance(rule.effect, Silent)
                return Remainder(self._as(("end", rule.conclusion, rule.id, silent), kind), settles=False)
            case Discretion(low=low, high=high):
                ends = [self.of(end) for end in (low, high) if end is not None]
                within = tuple(end.value for end in ends)
                return Remainder(self._as(("end", rule.conclusion, rule.id, within), kind), settles=False)
            case _:
                assert_never(rule.effect)

    @staticmethod
    def _as(value: Hashable, kind: Kind) -> Hashable:
        return _single(value) if isinstance(kind, Quantity) else value


def _united(value: Hashable, parts: Iterable[Remainder]) -> Remainder:
    return Remainder(value, all(part.settles for part in parts))


def _number(value: Fraction) -> Polynomial:
    return frozenset({(frozenset(), value)}) if value else frozenset()


def _single(atom: Hashable) -> Polynomial:
    return frozenset({(frozenset({(atom, 1)}), Fraction(1))})


def _constant(polynomial: Polynomial) -> Fraction | None:
    if not polynomial:
        return Fraction(0)
    ((product, number), *others) = polynomial
    return None if product or others else number


def _added(one: Polynomial, other: Polynomial) -> Polynomial:
    return _collected([*one, *other])


def _subtracted(one: Polynomial, other: Polynomial) -> Polynomial:
    return _collected([*one, *((product, -number) for product, number in other)])


def _multiplied(one: Polynomial, other: Polynomial) -> Polynomial:
    return _collected(
        (frozenset((Counter(dict(left)) + Counter(dict(right))).items()), number * by)
        for left, number in one
        for right, by in other
    )


def _divided(one: Polynomial, other: Polynomial) -> Polynomial:
    by = _constant(other)
    return _single(("quotient", one, other)) if not by else _multiplied(one, _number(1 / by))


def _rounded(one: Polynomial, step: Polynomial) -> Polynomial:
    amount, by = _constant(one), _constant(step)
    return _single(("rounded", one, step)) if amount is None or not by else _number(rounded(amount, by))


def _collected(terms: Iterable[tuple[frozenset[tuple[Hashable, int]], Fraction]]) -> Polynomial:
    """Like terms added up. What is no number of a fact stays: less itself, what is open is open still."""
    sums: dict[frozenset[tuple[Hashable, int]], Fraction] = {}
    for product, number in terms:
        sums[product] = sums.get(product, Fraction(0)) + number
    return frozenset((product, number) for product, number in sums.items() if number or not _of_facts(product))


def _of_facts(product: frozenset[tuple[Hashable, int]]) -> bool:
    return all(isinstance(atom, tuple) and atom[0] == "fact" for atom, _ in product)
