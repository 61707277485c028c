"""The kind of an expression's value."""

from typing import assert_never

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
from estate_policy.kinds import Kind, Member, Quantity, Truth
from estate_policy.law import LawInForce, Policy
from estate_policy.schema import (
    DateFact,
    Fact,
    MemberFact,
    QuantityFact,
    TruthFact,
    facts_of,
    relations_of,
    subject_name,
)
from estate_policy.units import divide, multiply, parse_unit


def kind_of(expression: Expr, law: LawInForce, subject: str) -> Kind:
    """The kind of an expression about a subject."""
    policy = law.policy
    match expression:
        case Constant():
            return expression.kind
        case FactRef():
            return _fact_kind(facts_of(policy.subjects[subject])[expression.name], policy)
        case ParameterRef():
            return Quantity(policy.parameters[expression.name].unit)
        case ConclusionRef():
            return law.conclusions[expression.name].kind
        case ChoiceRef():
            return Member(expression.name)
        case Related():
            return kind_of(expression.part, law, related_subject(policy, subject, expression.reference))
        case Not() | And() | Or() | Compare() | Every():
            return Truth()
        case Add() | Subtract():
            return kind_of(expression.left, law, subject)
        case Multiply() | Divide():
            left, right = kind_of(expression.left, law, subject), kind_of(expression.right, law, subject)
            assert isinstance(left, Quantity)
            assert isinstance(right, Quantity)
            return Quantity((multiply if isinstance(expression, Multiply) else divide)(left.unit, right.unit))
        case Round():
            return kind_of(expression.amount, law, subject)
        case Sum():
            return kind_of(expression.value, law, related_subject(policy, subject, expression.collection))
        case _:
            assert_never(expression)


def related_subject(policy: Policy, subject: str, relation: str) -> str:
    """How the policy calls the subjects to which a reference or collection leads."""
    return subject_name(relations_of(policy.subjects[subject])[relation].subject)


def _fact_kind(fact: Fact, policy: Policy) -> Kind:
    match fact:
        case TruthFact():
            return Truth()
        case QuantityFact() | DateFact():
            return Quantity(parse_unit(fact.unit, policy.units))
        case MemberFact():
            return Member(fact.enumeration)
        case _:
            assert_never(fact)
