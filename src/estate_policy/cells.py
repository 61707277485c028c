"""The finitely many kinds of case that the conditions of a conclusion can tell apart, and what holds in each.

A truth has two cells, an enumeration one a member, a quantity one a threshold and one between thresholds, a comparison
of two quantities three (less, equal, more). What other rules conclude counts as free, or is followed back to the facts.
"""

import itertools
import math
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    Comparison,
    Computed,
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
from estate_policy.interpreters.comparisons import HOLDS
from estate_policy.interpreters.typed import kind_of
from estate_policy.kinds import Kind, Member, Quantity, Truth, Value
from estate_policy.law import Conclusion, Gives, LawInForce, Rule
from estate_policy.schema import DateFact, Fact, QuantityFact, TruthFact, ends_of, facts_of, scale_of
from estate_policy.walk import effect_expressions, nodes

_OTHERS = ("…", "……")
"""Stand for the members that an open enumeration does not name; the second where two of them are compared."""

_MIRRORED = {
    Comparison.LESS: Comparison.MORE,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.UNEQUAL: Comparison.UNEQUAL,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.MORE: Comparison.LESS,
}

Free = Related | Sum | Every
"""What other subjects have: free, whatever their own rules say."""

_COMPUTED: Mapping[type[Expr], Callable[[Fraction, Fraction], Fraction]] = {
    Add: operator.add,
    Subtract: operator.sub,
    Multiply: operator.mul,
    Divide: operator.truediv,
}

Variable = FactRef | ConclusionRef | ChoiceRef | Subtract | Free
Cell = Mapping[Variable, Value]
_Turning = bool | tuple[Variable, Comparison, Fraction] | None
"""Whether a comparison holds everywhere, or where it turns; nothing where it compares no quantities."""


class Cells:
    """What the conditions of one conclusion come to, cell by cell; `followed` tells how other conclusions count."""

    def __init__(self, law: LawInForce, conclusion: Conclusion, *, followed: bool) -> None:
        """Prepare the thresholds that the conditions compare with."""
        self.law = law
        self.conclusion = conclusion
        self.followed = followed
        self.facts = facts_of(law.policy.subjects[conclusion.subject])
        self.domains: dict[Variable, list[Value]] = {}
        self.turning: dict[int, tuple[Compare, _Turning]] = {}
        compared = [node for top in self._met(conclusion.rules) for node in nodes(top) if isinstance(node, Compare)]
        self.compared = list(dict.fromkeys(compared))
        self.others = _OTHERS[: 1 + any(_compares_members(one) for one in self.compared)]

    def truth(self, expression: Expr, cell: Cell) -> bool | None:
        """Whether a condition holds in a cell; `None` while the cell leaves it open."""
        value = self._valued(expression, cell)
        return value if isinstance(value, bool) else None

    def split(self, expression: Expr, cell: Cell) -> Variable | None:
        """The first variable on which the value of an expression that a cell leaves open still depends."""
        match expression:
            case Compare() if self._is_quantity(expression.left):
                variable, _, _ = self._oriented(expression)
                return variable if variable not in cell else None
            case ConclusionRef() if self._follows(expression):
                rules = self.law.conclusions[expression.name].rules
                held = [rule for rule in rules if self.truth(rule.condition, cell)]
                parts = [rule.condition for rule in rules]
                return self._split([part for rule in held for part in effect_expressions(rule.effect)] or parts, cell)
            case FactRef() | ConclusionRef() | ChoiceRef() | Related() | Every():
                return expression if expression not in cell else None
            case Not():
                return self.split(expression.operand, cell)
            case And() | Or():
                return self._split(expression.operands, cell)
            case Compare():
                return self._split((expression.left, expression.right), cell)
            case _:
                return None

    def domain(self, variable: Variable) -> list[Value]:
        """A value for each cell of a variable."""
        if variable not in self.domains:
            self.domains[variable] = self._domain(variable)
        return self.domains[variable]

    def candidates(self, fact: FactRef, others: Iterable[FactRef], cell: Cell) -> list[Value]:
        """Values of a fact at which its comparisons with others, or with what the cell holds, can turn."""
        if fact in cell:
            return [cell[fact]]
        pool = [value for value in cell.values() if isinstance(value, Fraction)]
        for other in others:
            bounds = self.facts[other.name]
            if isinstance(bounds, QuantityFact | DateFact):
                pool += ends_of(bounds)
        declared = self.facts[fact.name]
        return list(_grid(pool, declared)) if isinstance(declared, QuantityFact | DateFact) else []

    def _split(self, parts: Iterable[Expr], cell: Cell) -> Variable | None:
        for part in parts:
            if self._valued(part, cell) is None and (found := self.split(part, cell)) is not None:
                return found
        return None

    def _met(self, rules: Iterable[Rule]) -> Iterator[Expr]:
        """The expressions that can be met on the way, those of followed conclusions included."""
        for rule in rules:
            for top in (rule.condition, *effect_expressions(rule.effect)):
                yield top
                for node in nodes(top):
                    if isinstance(node, ConclusionRef) and self._follows(node):
                        yield from self._met(self.law.conclusions[node.name].rules)

    def _follows(self, reference: ConclusionRef) -> bool:
        return self.followed and not isinstance(self.law.conclusions[reference.name].kind, Quantity)

    def _oriented(self, comparison: Compare) -> tuple[Variable, Comparison, Fraction]:
        """A comparison of quantities as one variable, compared with a number."""
        left, right, how = comparison.left, comparison.right, comparison.how
        for variable, other, direction in ((left, right, how), (right, left, _MIRRORED[how])):
            threshold = self.number(other)
            if threshold is not None and isinstance(variable, FactRef | ConclusionRef | Related | Sum):
                return variable, direction, threshold
        # Whichever way round two sides are compared, they are one variable.
        if repr(right) < repr(left):
            left, right, how = right, left, _MIRRORED[how]
        return Subtract(left, right), how, Fraction(0)

    def number(self, expression: Expr, known: Cell | None = None) -> Fraction | None:
        """The value of an expression that reads no other facts than those known, and no conclusions."""
        match expression:
            case Constant(value=Fraction() as value):
                return value
            case ParameterRef(name=name):
                return self.law.figures[name].value if name in self.law.figures else None
            case FactRef():
                given = (known or {}).get(expression)
                return given if isinstance(given, Fraction) else None
            case Add() | Subtract() | Multiply() | Divide():
                left, right = self.number(expression.left, known), self.number(expression.right, known)
                if left is None or right is None:
                    return None
                return (
                    None if isinstance(expression, Divide) and right == 0 else _COMPUTED[type(expression)](left, right)
                )
            case Round():
                amount, step = self.number(expression.amount, known), self.number(expression.step, known)
                return None if amount is None or step is None else rounded(amount, step)
            case _:
                return None

    def _is_quantity(self, expression: Expr) -> bool:
        match expression:
            case Constant():
                return isinstance(expression.kind, Quantity)
            case FactRef():
                return isinstance(self.facts[expression.name], QuantityFact | DateFact)
            case Related():
                return isinstance(self._kind(expression), Quantity)
            case ConclusionRef():
                return isinstance(self.law.conclusions[expression.name].kind, Quantity)
            case _:
                return isinstance(expression, ParameterRef | Computed)

    def _kind(self, expression: Expr) -> Kind:
        return kind_of(expression, self.law, self.conclusion.subject)

    def _valued(self, expression: Expr, cell: Cell) -> Value | None:
        """The value of a truth or member in a cell; `None` while the cell leaves it open."""
        match expression:
            case Constant():
                return expression.value
            case ConclusionRef() if self._follows(expression):
                return self._concluded(self.law.conclusions[expression.name], cell)
            case FactRef() | ConclusionRef() | ChoiceRef() | Related() | Every():
                return cell.get(expression)
            case Not():
                operand = self.truth(expression.operand, cell)
                return None if operand is None else not operand
            case And():
                return _all(self.truth(operand, cell) for operand in expression.operands)
            case Or():
                contrary = _all(_contrary(self.truth(operand, cell)) for operand in expression.operands)
                return _contrary(contrary)
            case Compare():
                return self._comparison(expression, cell)
            case _:
                return None

    def _comparison(self, comparison: Compare, cell: Cell) -> bool | None:
        # By what it is, not by what it says: to compare trees takes longer than to read them.
        if id(comparison) not in self.turning:
            self.turning[id(comparison)] = comparison, self._turning(comparison)
        _, turning = self.turning[id(comparison)]
        if isinstance(turning, bool):
            return turning
        if turning is not None:
            variable, how, threshold = turning
            value = cell.get(variable)
            return None if not isinstance(value, Fraction) else HOLDS[how](value, threshold)
        left, right = self._valued(comparison.left, cell), self._valued(comparison.right, cell)
        if left is None or right is None:
            return None
        return (left == right) == (comparison.how is Comparison.EQUAL)

    def _turning(self, comparison: Compare) -> _Turning:
        """Whether a comparison holds in every cell, or where it turns if it compares quantities."""
        if not self._is_quantity(comparison.left):
            return None
        fixed = self.number(Subtract(comparison.left, comparison.right))
        return self._oriented(comparison) if fixed is None else HOLDS[comparison.how](fixed, Fraction(0))

    def _concluded(self, conclusion: Conclusion, cell: Cell) -> Value | None:
        for rule in conclusion.rules:
            if self.truth(rule.condition, cell):
                return self._valued(rule.effect.value, cell) if isinstance(rule.effect, Gives) else None
        return None

    def _domain(self, variable: Variable) -> list[Value]:
        match variable:
            case Subtract():
                return [Fraction(-1), Fraction(0), Fraction(1)]
            case ChoiceRef():
                choice = self.law.policy.readings.get(variable.name) or self.law.policy.assumptions[variable.name]
                return list(choice.options)
            case FactRef():
                return self._cells_of(variable, self.facts[variable.name])
            case ConclusionRef() | Related() | Sum() | Every():
                match self._kind(variable):
                    case Truth():
                        return [True, False]
                    case Member(enumeration=enumeration):
                        return self._members(enumeration)
                    case _:
                        thresholds = self._thresholds(variable)
                        between = [(one + other) / 2 for one, other in itertools.pairwise(thresholds)]
                        return [thresholds[0] - 1, *thresholds, *between, thresholds[-1] + 1]

    def _cells_of(self, variable: FactRef, fact: Fact) -> list[Value]:
        if isinstance(fact, QuantityFact | DateFact):
            return list(_grid(self._thresholds(variable), fact))
        return [True, False] if isinstance(fact, TruthFact) else self._members(fact.enumeration)

    def _members(self, name: str) -> list[Value]:
        if name not in self.law.policy.enumerations:
            choice = self.law.policy.readings.get(name) or self.law.policy.assumptions[name]
            return list(choice.options)
        enumeration = self.law.policy.enumerations[name]
        return [*enumeration.members, *(self.others if enumeration.open else ())]

    def _thresholds(self, variable: Variable) -> list[Fraction]:
        quantities = (self._oriented(one) for one in self.compared if self._is_quantity(one.left))
        return sorted({threshold for compared, _, threshold in quantities if compared == variable})


def _grid(thresholds: Iterable[Fraction], fact: QuantityFact | DateFact) -> list[Fraction]:
    """The values that a fact can have at its ends, at each threshold, and one step to either side."""
    scale = 10 ** scale_of(fact)
    low, high = ends_of(fact)
    points = {low, high}
    for threshold in thresholds:
        below, above = math.floor(threshold * scale), math.ceil(threshold * scale)
        points |= {Fraction(point, scale) for point in (below - 1, below, above, above + 1)}
    return sorted(point for point in points if low <= point <= high)


def _compares_members(comparison: Compare) -> bool:
    return not isinstance(comparison.left, Constant) and not isinstance(comparison.right, Constant)


def _contrary(part: bool | None) -> bool | None:  # noqa: FBT001 - `None` is open
    return None if part is None else not part


def _all(parts: Iterable[bool | None]) -> bool | None:
    is_open = False
    for part in parts:
        if part is False:
            return False
        is_open = is_open or part is None
    return None if is_open else True
