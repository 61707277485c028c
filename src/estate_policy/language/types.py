"""Names resolved and kinds checked: from what Python read to the typed expression tree."""

import ast
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.errors import PolicyError, Problem
from estate_policy.expr import (
    Add,
    And,
    Compare,
    Comparison,
    ConclusionRef,
    Constant,
    Divide,
    Every,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    Related,
    Round,
    Subtract,
    Sum,
)
from estate_policy.interpreters.written import ALWAYS, ONE
from estate_policy.kinds import PLAIN, Kind, Member, Quantity, Truth, Unit
from estate_policy.language.grammar import Source, folded, rounding_of, total_of
from estate_policy.language.symbols import Scope, kind_text
from estate_policy.messages import Message, closest, one_of
from estate_policy.shown import shortened
from estate_policy.units import divide, multiply

_COMPARISONS = {
    ast.Lt: Comparison.LESS,
    ast.LtE: Comparison.AT_MOST,
    ast.Eq: Comparison.EQUAL,
    ast.NotEq: Comparison.UNEQUAL,
    ast.GtE: Comparison.AT_LEAST,
    ast.Gt: Comparison.MORE,
}
_TRUTHS = {"true": True, "false": False}


def typed(source: Source, expected: Kind, scope: Scope) -> Expr:
    """The expression as a typed tree of the expected kind; `PolicyError` says what does not fit, and where."""
    reader = _Reader(source, scope)
    node, kind = reader.read(source.tree, expected)
    reader.require(kind, expected, source.tree)
    return node


@attrs.frozen
class _Reader:
    """Reads the parts of one expression; within a total, `member` is how a member is called, `around` the rest."""

    source: Source
    scope: Scope
    member: str | None = None
    around: Scope | None = None

    def read(self, node: ast.expr, expected: Kind | None) -> tuple[Expr, Kind]:
        """A part of the expression with its kind; `expected` decides what bare members and 0 mean."""
        match node:
            case ast.Name(id=name):
                return self._name(node, name, expected)
            case ast.Constant():
                return self._literal(node, expected)
            case ast.BoolOp(op=op, values=values):
                operands = tuple(self._truth(value) for value in values)
                return (And(operands) if isinstance(op, ast.And) else Or(operands)), Truth()
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self._truth(operand)), Truth()
            case ast.UnaryOp(operand=operand):
                value, kind = self.read(operand, expected)
                self._require_quantity(kind, operand)
                return Subtract(Constant(Fraction(0), kind), value), kind
            case ast.BinOp(op=op, left=left, right=right):
                return self._arithmetic(op, left, right, expected)
            case ast.Attribute():
                return self._attribute(node, expected)
            case ast.Call():
                rounding = rounding_of(node)
                return self._total(node, expected) if rounding is None else self._rounded(*rounding, expected)
            case ast.Compare(left=left, ops=ops, comparators=rights):
                pairs = zip([left, *rights], ops, rights, strict=False)
                parts = tuple(self._comparison(one, op, other) for one, op, other in pairs)
                return (parts[0] if len(parts) == 1 else And(parts)), Truth()
            case ast.Tuple():
                raise self._problem(node, Message("list-elsewhere"), Message("write-in"))
            case _:
                raise self._not_in_grammar(node)

    def require(self, kind: Kind, expected: Kind, node: ast.expr) -> None:
        """Refuse a part whose kind is not the expected one."""
        if kind == expected:
            return
        both = {"found": kind_text(kind), "expected": kind_text(expected), "text": self.source.written(node)}
        code = "unit-mismatch" if isinstance(kind, Quantity) and isinstance(expected, Quantity) else "wrong-kind"
        hint = Message("name-figure") if code == "unit-mismatch" and self._is_number(node) else None
        raise self._problem(node, Message(code, both), hint)

    def _truth(self, node: ast.expr) -> Expr:
        value, kind = self.read(node, Truth())
        self.require(kind, Truth(), node)
        return value

    def _attribute(self, node: ast.Attribute, expected: Kind | None) -> tuple[Expr, Kind]:
        """`estate.in_scope`: what a related subject has; within a total `one.months`: what a member has."""
        way: list[ast.Attribute] = [node]
        while isinstance(way[-1].value, ast.Attribute):
            way.append(way[-1].value)
        first = way[-1].value
        if not isinstance(first, ast.Name):
            raise self._not_in_grammar(first)
        if self.member is not None and first.id == self.member:
            return self._along(self.scope, [(one, one.attr) for one in reversed(way)], expected)
        names: list[tuple[ast.expr, str]] = [(first, first.id), *((one, one.attr) for one in reversed(way))]
        return self._along(self.scope, names, expected)

    def _along(self, scope: Scope, names: Sequence[tuple[ast.expr, str]], expected: Kind | None) -> tuple[Expr, Kind]:
        """What stands at the end of a way from one subject to another."""
        (node, name), *rest = names
        if not rest:
            found = scope.symbols.get(folded(name))
            if found is None or folded(name) in scope.shared:
                raise self._problem(node, Message("unknown-name", {"name": name}), closest(name, scope.own()))
            return found.node, found.kind
        relation = scope.relations.get(folded(name))
        if relation is None or relation.several:
            code = "no-reference" if relation is None else "is-collection"
            one = [other.name for other in scope.relations.values() if not other.several]
            raise self._problem(node, Message(code, {"name": name}), closest(name, one))
        part, kind = self._along(scope.scopes[relation.subject], rest, expected)
        assert isinstance(part, FactRef | ConclusionRef | Related)
        return Related(relation.name, part), kind

    def _total(self, node: ast.Call, expected: Kind | None) -> tuple[Expr, Kind]:
        """`sum(one.area for one in contracts if one.months >= least)`, and so `count`, `all`, `any`."""
        total = total_of(node)
        assert total is not None
        name, member, how, given = total.collection, total.member, total.how, total.given
        relation = self.scope.relations.get(folded(name)) if total.of == self.member else None
        if relation is None or not relation.several:
            owner = "" if self.member is None else f"{self.member}."
            several = [owner + other.name for other in self.scope.relations.values() if other.several]
            text = name if total.of is None else f"{total.of}.{name}"
            raise self._problem(node, Message("no-collection", {"name": text}), closest(text, several))
        inner = _Reader(self.source, self.scope.scopes[relation.subject], member, self.scope)
        conditions = [inner._truth(one) for one in total.conditions]
        when = ALWAYS if not conditions else conditions[0] if len(conditions) == 1 else And(tuple(conditions))
        if how == "count":
            return Sum(relation.name, ONE, when), Quantity(PLAIN)
        if how == "sum":
            value, kind = inner.read(given, expected)
            inner._require_quantity(kind, given)
            return Sum(relation.name, value, when), kind
        truth = inner._truth(given)
        if how == "all":
            return Every(relation.name, truth if when == ALWAYS else Or((Not(when), truth))), Truth()
        return Not(Every(relation.name, Not(truth if when == ALWAYS else And((when, truth))))), Truth()

    def _rounded(self, amount: ast.expr, step: ast.expr, expected: Kind | None) -> tuple[Expr, Kind]:
        """`round(amount, step)`: both of one unit."""
        one, other, kind = self._pair(amount, step, expected)
        self._require_quantity(kind, amount)
        return Round(one, other), kind

    def _name(self, node: ast.expr, name: str, expected: Kind | None) -> tuple[Expr, Kind]:
        if isinstance(expected, Member) and folded(name) in self.scope.members[expected.enumeration]:
            return self._member(node, name, expected), expected
        if name in _TRUTHS:
            return Constant(_TRUTHS[name], Truth()), Truth()
        symbol = (self.scope.symbols if self.member is None else self.scope.shared).get(folded(name))
        if symbol is not None:
            return symbol.node, symbol.kind
        if self.member is not None and folded(name) in self.scope.symbols:
            say = Message("did-you-mean", {"name": f"{self.member}.{name}"})
            raise self._problem(node, Message("whose", {"name": name}), say)
        if self.around is not None and folded(name) in self.around.symbols:
            raise self._problem(node, Message("not-a-members", {"name": name}))
        if isinstance(expected, Member):
            return self._member(node, name, expected), expected
        if folded(name) in self.scope.relations:
            raise self._problem(node, Message("is-subject", {"name": name}), Message("write-total"))
        raise self._problem(node, Message("unknown-name", {"name": name}), closest(name, self.scope.symbols))

    def _member(self, node: ast.expr, name: str, kind: Member) -> Expr:
        members = self.scope.members[kind.enumeration]
        if folded(name) not in members:
            hint = closest(name, members) or one_of(members.values())
            raise self._problem(node, Message("unknown-member", {"name": name, "enumeration": kind.enumeration}), hint)
        return Constant(members[folded(name)], kind)

    def _literal(self, node: ast.Constant, expected: Kind | None) -> tuple[Expr, Kind]:
        if isinstance(node.value, str):
            if isinstance(expected, Member):
                return self._member(node, node.value, expected), expected
            return self._name(node, node.value, expected)
        written = self.source.written(node)
        number = Fraction(Decimal(written.removesuffix("%"))) / (100 if written.endswith("%") else 1)
        fits_any = number == 0 and isinstance(expected, Quantity)
        kind = expected if fits_any and expected is not None else Quantity(PLAIN)
        return Constant(number, kind), kind

    def _arithmetic(
        self, op: ast.operator, left: ast.expr, right: ast.expr, expected: Kind | None
    ) -> tuple[Expr, Kind]:
        if isinstance(op, ast.Mult | ast.Div):
            one, one_kind = self.read(left, None)
            other, other_kind = self.read(right, None)
            units = self._require_quantity(one_kind, left), self._require_quantity(other_kind, right)
            if isinstance(op, ast.Div):
                return Divide(one, other), Quantity(divide(*units))
            return Multiply(one, other), Quantity(multiply(*units))
        one, other, kind = self._pair(left, right, expected)
        self._require_quantity(kind, left)
        return (Add(one, other) if isinstance(op, ast.Add) else Subtract(one, other)), kind

    def _comparison(self, left: ast.expr, op: ast.cmpop, right: ast.expr) -> Expr:
        if isinstance(op, ast.In | ast.NotIn):
            return self._membership(left, right, negated=isinstance(op, ast.NotIn))
        one, other, kind = self._pair(left, right, None)
        how = _COMPARISONS[type(op)]
        if not isinstance(kind, Quantity) and how not in (Comparison.EQUAL, Comparison.UNEQUAL):
            raise self._problem(left, Message("no-order", {"kind": kind_text(kind)}))
        return Compare(how, one, other)

    def _membership(self, left: ast.expr, right: ast.expr, *, negated: bool) -> Expr:
        if not isinstance(right, ast.Tuple) or not right.elts:
            raise self._problem(right, Message("list-expected"))
        one, kind = self.read(left, None)
        how = Comparison.UNEQUAL if negated else Comparison.EQUAL
        parts = []
        for element in right.elts:
            other, other_kind = self.read(element, kind)
            self.require(other_kind, kind, element)
            parts.append(Compare(how, one, other))
        return And(tuple(parts)) if negated else Or(tuple(parts))

    def _pair(self, left: ast.expr, right: ast.expr, expected: Kind | None) -> tuple[Expr, Expr, Kind]:
        """Two sides of one kind; the side that is only a member or a literal takes the other's."""
        if self._is_bare(left) and not self._is_bare(right):
            other, kind = self.read(right, expected)
            one, one_kind = self.read(left, kind)
            self.require(one_kind, kind, left)
            return one, other, kind
        one, kind = self.read(left, expected)
        other, other_kind = self.read(right, kind)
        self.require(other_kind, kind, right)
        return one, other, kind

    def _is_bare(self, node: ast.expr) -> bool:
        name = node.id if isinstance(node, ast.Name) else node.value if isinstance(node, ast.Constant) else None
        if isinstance(name, str):
            return folded(name) not in (self.scope.symbols if self.member is None else self.scope.shared)
        return isinstance(node, ast.Constant)

    def _is_number(self, node: ast.expr) -> bool:
        part = node.operand if isinstance(node, ast.UnaryOp) else node
        return isinstance(part, ast.Constant) and not isinstance(part.value, str)

    def _require_quantity(self, kind: Kind, node: ast.expr) -> Unit:
        if isinstance(kind, Quantity):
            return kind.unit
        both = {"found": kind_text(kind), "expected": "number", "text": self.source.written(node)}
        raise self._problem(node, Message("wrong-kind", both))

    def _not_in_grammar(self, node: ast.expr) -> PolicyError:
        message = Message("not-in-grammar", {"text": shortened(self.source.written(node))})
        return self._problem(node, message, Message("grammar"))

    def _problem(self, node: ast.expr, message: Message, hint: Message | None = None) -> PolicyError:
        return PolicyError(Problem(message, self.source.place(node), hint))
