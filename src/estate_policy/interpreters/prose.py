"""Conditions, values and formulas as Chinese and English sentences."""

from collections.abc import Sequence
from fractions import Fraction
from typing import assert_never

import attrs

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    Comparison,
    ConclusionRef,
    Constant,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.figures import decimal_of, digits_of
from estate_policy.kinds import PLAIN, Kind, Member, Quantity, Text, Truth, Unit, Value
from estate_policy.law import LawInForce, Policy
from estate_policy.schema import Fact, MemberFact, QuantityFact, TruthFact, facts_of
from estate_policy.terms import Language, Term
from estate_policy.units import multiply, parse_unit

CONTRARY = {
    Comparison.LESS: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE,
    Comparison.EQUAL: Comparison.UNEQUAL,
    Comparison.UNEQUAL: Comparison.EQUAL,
    Comparison.AT_LEAST: Comparison.LESS,
    Comparison.MORE: Comparison.AT_MOST,
}
"""What holds where a comparison does not."""

_AMOUNTS = {
    Comparison.LESS: Term("少于", "is less than"),
    Comparison.AT_MOST: Term("不超过", "is at most"),
    Comparison.EQUAL: Term("等于", "equals"),
    Comparison.UNEQUAL: Term("不等于", "differs from"),
    Comparison.AT_LEAST: Term("不少于", "is at least"),
    Comparison.MORE: Term("超过", "is more than"),
}
_DATES = {
    Comparison.LESS: Term("早于", "is before"),
    Comparison.AT_MOST: Term("不晚于", "is not after"),
    Comparison.EQUAL: Term("即", "is"),
    Comparison.UNEQUAL: Term("不是", "is not"),
    Comparison.AT_LEAST: Term("不早于", "is not before"),
    Comparison.MORE: Term("晚于", "is after"),
}
_TRUTHS = {True: Term("是", "yes"), False: Term("否", "no")}


@attrs.frozen
class Voice:
    """A law speaking one language about one subject."""

    law: LawInForce
    subject: str
    language: Language


def sentence(expression: Expr, voice: Voice) -> str:
    """A condition or formula in words, figures included."""

    def inner(part: Expr) -> str:
        text = sentence(part, voice)
        return f"（{text}）" if isinstance(part, And | Or) and voice.language == "zh" else _bracketed(part, text)

    match expression:
        case Constant():
            return worded(expression.value, expression.kind, voice)
        case FactRef():
            return fact_term(expression.name, voice)
        case ParameterRef():
            figure = worded(voice.law.figures[expression.name].value, kind_of(expression, voice), voice)
            name = voice.law.policy.parameters[expression.name].term.in_language(voice.language)
            return f"{name}（{figure}）" if voice.language == "zh" else f"{name} ({figure})"
        case ConclusionRef():
            return voice.law.conclusions[expression.name].term.in_language(voice.language)
        case ChoiceRef():
            return choice_term(voice.law.policy, expression.name).in_language(voice.language)
        case Not():
            return _denied(expression.operand, voice)
        case And():
            return _several(expression, voice) or {"zh": "，且", "en": " and "}[voice.language].join(
                inner(part) for part in expression.operands
            )
        case Or():
            return _several(expression, voice) or {"zh": "，或", "en": " or "}[voice.language].join(
                inner(part) for part in expression.operands
            )
        case Compare():
            left, right = sentence(expression.left, voice), sentence(expression.right, voice)
            return compared(left, expression.how, right, kind_of(expression.left, voice), voice)
        case Add():
            return f"{inner(expression.left)} + {inner(expression.right)}"
        case Subtract():
            return f"{inner(expression.left)} − {inner(expression.right)}"
        case Multiply():
            return f"{inner(expression.left)} × {inner(expression.right)}"
        case _:
            assert_never(expression)


def compared(left: str, how: Comparison, right: str, kind: Kind, voice: Voice) -> str:
    """Two worded values and how they compare."""
    if isinstance(kind, Quantity):
        words = (_DATES if _measures(kind.unit, voice.law.policy) == {"date"} else _AMOUNTS)[how]
    else:
        words = {Comparison.EQUAL: Term("为", "is"), Comparison.UNEQUAL: Term("不是", "is not")}[how]
    verb = words.in_language(voice.language)
    return f"{left}{verb}{right}" if voice.language == "zh" else f"{left} {verb} {right}"


def worded(value: Value, kind: Kind, voice: Voice) -> str:
    """A value with its unit, or in the words of its enumeration."""
    match kind:
        case Truth():
            return _TRUTHS[bool(value)].in_language(voice.language)
        case Member(enumeration=name):
            return _member_term(voice.law.policy, name, str(value)).in_language(voice.language)
        case Quantity(unit=unit):
            return quantity(Fraction(value), unit, voice)
        case Text():
            return str(value)
        case _:
            assert_never(kind)


def quantity(number: Fraction, unit: Unit, voice: Voice) -> str:
    """A number with thousands separated and its unit; amounts of money to the fen, if that is exact."""
    policy = voice.law.policy
    if unit == PLAIN:
        return f"{digits_of(number * 100)}%"
    if _measures(unit, policy) == {"date"}:
        return f"{digits_of(number)} {unit_words(unit, voice)}" if voice.language == "zh" else digits_of(number)
    exact = decimal_of(number)
    fen = adds_up(unit, policy) and (number * 100).denominator == 1
    digits = f"{exact:,.2f}" if fen else str(exact) if isinstance(exact, Fraction) else f"{exact:,f}"
    return f"{digits} {unit_words(unit, voice)}"


def adds_up(unit: Unit, policy: Policy) -> bool:
    """Whether amounts of the unit are money, or money per time, so that they add up over subjects."""
    measures = [(policy.units[base].measures, power) for base, power in unit.powers]
    return ("money", 1) in measures and all(power < 0 and what == "time" for what, power in measures if what != "money")


def unit_words(unit: Unit, voice: Voice) -> str:
    """A unit in words: 元/平方米·月, CNY/m²/month."""
    words = {base: voice.law.policy.units[base].term.in_language(voice.language) for base, _ in unit.powers}
    above = "·".join(words[base] for base, power in unit.powers for _ in range(power))
    below = [words[base] for base, power in unit.powers for _ in range(-power)]
    if not below:
        return above
    return f"{above}/{'·'.join(below)}" if voice.language == "zh" else f"{above}/{'/'.join(below)}"


def kind_of(expression: Expr, voice: Voice) -> Kind:
    """The kind of an expression's value."""
    policy = voice.law.policy
    match expression:
        case Constant():
            return expression.kind
        case FactRef():
            return _fact_kind(facts_of(policy.subjects[voice.subject])[expression.name], policy)
        case ParameterRef():
            return Quantity(policy.parameters[expression.name].unit)
        case ConclusionRef():
            return voice.law.conclusions[expression.name].kind
        case ChoiceRef():
            return Member(expression.name)
        case Not() | And() | Or() | Compare():
            return Truth()
        case Add() | Subtract():
            return kind_of(expression.left, voice)
        case Multiply():
            left, right = kind_of(expression.left, voice), kind_of(expression.right, voice)
            assert isinstance(left, Quantity)
            assert isinstance(right, Quantity)
            return Quantity(multiply(left.unit, right.unit))
        case _:
            assert_never(expression)


def fact_term(name: str, voice: Voice) -> str:
    """What a fact is called."""
    return facts_of(voice.law.policy.subjects[voice.subject])[name].term.in_language(voice.language)


def denied_truth(expression: FactRef | ConclusionRef, voice: Voice) -> str:
    """The words for a truth that is not so."""
    if isinstance(expression, FactRef):
        fact = facts_of(voice.law.policy.subjects[voice.subject])[expression.name]
        if isinstance(fact, TruthFact):
            return fact.negated.in_language(voice.language)
    else:
        negated = voice.law.conclusions[expression.name].negated
        if negated is not None:
            return negated.in_language(voice.language)
    words = sentence(expression, voice)
    return f"并非“{words}”" if voice.language == "zh" else f"not: {words}"


def choice_term(policy: Policy, name: str) -> Term:
    """What a reading or an assumption is about."""
    return (policy.readings.get(name) or policy.assumptions[name]).term


def _bracketed(part: Expr, text: str) -> str:
    return f"({text})" if isinstance(part, And | Or | Add | Subtract) else text


def _denied(operand: Expr, voice: Voice) -> str:
    match operand:
        case FactRef() | ConclusionRef():
            return denied_truth(operand, voice)
        case Not():
            return sentence(operand.operand, voice)
        case Compare():
            return sentence(Compare(CONTRARY[operand.how], operand.left, operand.right), voice)
        case And():
            return sentence(Or(tuple(Not(part) for part in operand.operands)), voice)
        case Or():
            return sentence(And(tuple(Not(part) for part in operand.operands)), voice)
        case _:
            words = sentence(operand, voice)
            return f"并非“{words}”" if voice.language == "zh" else f"not: {words}"


def _several(expression: And | Or, voice: Voice) -> str | None:
    """`a == x or a == y` as one: a is x or y. Likewise `a != x and a != y`."""
    how = Comparison.UNEQUAL if isinstance(expression, And) else Comparison.EQUAL
    parts = [part for part in expression.operands if isinstance(part, Compare) and part.how is how]
    if len(parts) < len(expression.operands) or len({part.left for part in parts}) > 1:
        return None
    left = sentence(parts[0].left, voice)
    members = _listed([sentence(part.right, voice) for part in parts], voice)
    return compared(left, how, members, kind_of(parts[0].left, voice), voice)


def _listed(words: Sequence[str], voice: Voice) -> str:
    if voice.language == "zh":
        return "或".join(words)
    return " or ".join(words)


def _member_term(policy: Policy, enumeration: str, member: str) -> Term:
    if enumeration in policy.enumerations:
        named = policy.enumerations[enumeration].members.get(member)
        return Term(member, member) if named is None else named.term
    choice = policy.readings.get(enumeration) or policy.assumptions[enumeration]
    return choice.options[member].term


def _measures(unit: Unit, policy: Policy) -> set[str]:
    return {policy.units[base].measures for base, _ in unit.powers}


def _fact_kind(fact: Fact, policy: Policy) -> Kind:
    match fact:
        case TruthFact():
            return Truth()
        case QuantityFact():
            return Quantity(parse_unit(fact.unit, policy.units))
        case MemberFact():
            return Member(fact.enumeration)
        case _:
            assert_never(fact)
