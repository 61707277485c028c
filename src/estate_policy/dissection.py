"""Rules taken apart for the records of answers: what each part means and reads, worked out once for a law."""

from collections.abc import Iterable
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
from estate_policy.interpreters.choices import Choices, preferred
from estate_policy.interpreters.exact import Meaning, meaning
from estate_policy.kinds import Truth
from estate_policy.law import Conclusion, LawInForce, Rule
from estate_policy.walk import effect_expressions, every_node, nodes

Reference = FactRef | ParameterRef | ConclusionRef | ChoiceRef | Related | Sum | Every


@attrs.frozen(eq=False)
class Part:
    """A truth with what it means and the truths it is made of."""

    expression: Expr
    meaning: Meaning
    parts: tuple["Part", ...]


@attrs.frozen
class Reach:
    """What expressions read: conclusions in their order, facts, and the assumptions on which they rest."""

    conclusions: tuple[str, ...]
    facts: frozenset[str]
    assumptions: frozenset[str]


@attrs.frozen(eq=False)
class RuleParts:
    """A rule taken apart: its condition, the truth it gives if it gives one, and what either reads."""

    condition: Part
    grounds: tuple[Part, ...]
    condition_reach: Reach
    effect_reach: Reach


@attrs.frozen(eq=False)
class Dissected:
    """What traces need of a law, worked out once."""

    law: LawInForce
    choices: Choices
    by_conclusion: dict[str, tuple[RuleParts, ...]] = attrs.field(factory=dict)
    by_part: dict[tuple[str, Expr], tuple[tuple[Reference, Meaning], ...]] = attrs.field(factory=dict)

    def parts(self, conclusion: Conclusion) -> tuple[RuleParts, ...]:
        """The rules of a conclusion, taken apart."""
        if conclusion.name not in self.by_conclusion:
            self.by_conclusion[conclusion.name] = tuple(
                _rule_parts(rule, conclusion, self.law) for rule in conclusion.rules
            )
        return self.by_conclusion[conclusion.name]

    def references(self, part: Expr, subject: str) -> tuple[tuple[Reference, Meaning], ...]:
        """What an expression reads, in its order, and what each means."""
        key = (subject, part)
        if key not in self.by_part:
            found = (node for node in nodes(part) if isinstance(node, Reference))
            self.by_part[key] = tuple((node, meaning(node, self.law, subject)) for node in dict.fromkeys(found))
        return self.by_part[key]


def dissected(law: LawInForce) -> Dissected:
    """The law taken apart, or what has been of it so far."""
    if "dissected" not in law.prepared:
        law.prepared["dissected"] = Dissected(law, preferred(law))
    kept: Dissected = law.prepared["dissected"]
    return kept


def _rule_parts(rule: Rule, conclusion: Conclusion, law: LawInForce) -> RuleParts:
    truths = effect_expressions(rule.effect) if isinstance(conclusion.kind, Truth) else ()
    return RuleParts(
        _part(rule.condition, law, conclusion.subject),
        tuple(_part(truth, law, conclusion.subject) for truth in truths),
        _reach((rule.condition,), law),
        _reach(effect_expressions(rule.effect), law),
    )


def _part(expression: Expr, law: LawInForce, subject: str) -> Part:
    match expression:
        case And() | Or():
            parts = expression.operands
        case Not():
            parts = (expression.operand,)
        case (
            Constant()
            | FactRef()
            | ParameterRef()
            | ConclusionRef()
            | ChoiceRef()
            | Related()
            | Compare()
            | Add()
            | Subtract()
            | Multiply()
            | Divide()
            | Round()
            | Sum()
            | Every()
        ):
            parts = ()
        case _:
            assert_never(expression)
    return Part(expression, meaning(expression, law, subject), tuple(_part(one, law, subject) for one in parts))


def _reach(tops: Iterable[Expr], law: LawInForce) -> Reach:
    read = [node for top in tops for node in nodes(top)]
    every = [node for top in tops for node in every_node(top)]
    resting = {law.policy.parameters[node.name].assumption for node in every if isinstance(node, ParameterRef)}
    chosen = {node.name for node in every if isinstance(node, ChoiceRef)}
    return Reach(
        tuple(dict.fromkeys(node.name for node in read if isinstance(node, ConclusionRef))),
        frozenset(node.name for node in read if isinstance(node, FactRef)),
        frozenset(name for name in resting if name is not None) | chosen,
    )
