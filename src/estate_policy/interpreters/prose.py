"""Conditions, values and formulas as Chinese and English sentences."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
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
from estate_policy.figures import decimal_of, digits_of, rounded
from estate_policy.interpreters.comparisons import CONTRARY, DATES, measures, verb
from estate_policy.interpreters.typed import kind_of, related_subject
from estate_policy.interpreters.written import ALWAYS, ONE
from estate_policy.kinds import PLAIN, Kind, Member, Quantity, Text, Truth, Unit, Value
from estate_policy.law import LawInForce, Policy
from estate_policy.outcome import Path
from estate_policy.schema import MemberFact, TruthFact, facts_of, fields_of
from estate_policy.terms import Language, Term

_HUNDREDTH = Fraction(1, 100)
_EARLIEST = date(1000, 1, 1)
"""What counts up to a day before this is no date but a span."""

_TRUTHS = {True: Term("是", "yes"), False: Term("否", "no")}


@attrs.frozen
class Voice:
    """A law speaking one language about one subject."""

    law: LawInForce
    subject: str
    language: Language


def sentence(expression: Expr, voice: Voice) -> str:
    """A condition or formula in words, figures included."""
    match expression:
        case Constant():
            return worded(expression.value, expression.kind, voice)
        case FactRef():
            return fact_term(expression.name, voice)
        case ParameterRef():
            name = voice.law.policy.parameters[expression.name].term.in_language(voice.language)
            if expression.name not in voice.law.figures:
                return name
            figure = worded(voice.law.figures[expression.name].value, _kind(expression, voice), voice)
            return f"{name}（{figure}）" if voice.language == "zh" else f"{name} ({figure})"
        case ConclusionRef():
            return voice.law.conclusions[expression.name].term.in_language(voice.language)
        case ChoiceRef():
            return choice_term(voice.law.policy, expression.name).in_language(voice.language)
        case Related():
            return _of_related(expression, sentence(expression.part, related_voice(expression.reference, voice)), voice)
        case Not():
            return _denied(expression.operand, voice)
        case And():
            return several(expression, voice) or _joined(expression.operands, Term("，且", "and"), voice)
        case Or():
            return several(expression, voice) or _joined(expression.operands, Term("，或", "or"), voice)
        case Compare():
            left, right = sentence(expression.left, voice), sentence(expression.right, voice)
            stated = _stated(expression, voice)
            return stated or compared(left, expression.how, right, _kind(expression.left, voice), voice)
        case Add():
            return f"{_part(expression.left, voice)} + {_part(expression.right, voice)}"
        case Subtract():
            return f"{_part(expression.left, voice)} − {_part(expression.right, voice)}"
        case Multiply():
            return f"{_part(expression.left, voice)} × {_part(expression.right, voice)}"
        case Divide():
            return f"{_part(expression.left, voice)} ÷ {_part(expression.right, voice)}"
        case Round():
            amount, step = sentence(expression.amount, voice), sentence(expression.step, voice)
            return (
                f"（{amount}）四舍五入到{step}" if voice.language == "zh" else f"({amount}) rounded half up to {step}"
            )
        case Sum():
            return _summed(expression, voice)
        case Every():
            return _of_each(expression, voice)
        case _:
            assert_never(expression)


def related_voice(relation: str, voice: Voice) -> Voice:
    """The same law and language about the subjects to which a reference or collection leads."""
    return attrs.evolve(voice, subject=related_subject(voice.law.policy, voice.subject, relation))


def voice_at(path: Path, voice: Voice) -> Voice:
    """The same law and language about the subjects at the end of a path."""
    for step in path:
        voice = related_voice(step.field, voice)
    return voice


def whose(path: Path, told: str, voice: Voice) -> str:
    """Words about a subject at the end of a path, and which it is."""
    if not path:
        return told
    step, *rest = path
    name = " ".join(filter(None, (relation_term(step.field, voice), step.member)))
    further = whose(tuple(rest), told, related_voice(step.field, voice))
    return f"{name}的{further}" if voice.language == "zh" else f"{name}: {further}"


def relation_term(relation: str, voice: Voice) -> str:
    """What a reference or collection is called."""
    return fact_term(relation, voice)


def _of_related(expression: Related, told: str, voice: Voice) -> str:
    """Words about a subject that this one refers to."""
    name = relation_term(expression.reference, voice)
    if voice.language == "en":
        return f"{name}: {told}"
    return f"{name}{told}" if isinstance(_kind(expression, voice), Truth) else f"{name}的{told}"


def _summed(expression: Sum, voice: Voice) -> str:
    members, told = relation_term(expression.collection, voice), related_voice(expression.collection, voice)
    only = "" if expression.when == ALWAYS else sentence(expression.when, told)
    if voice.language == "zh":
        of = f"（仅计{only}的）" if only else ""
        return (
            f"{members}的数目{of}"
            if expression.value == ONE
            else f"各{members}{of}的{sentence(expression.value, told)}之和"
        )
    members, where = members.removeprefix("the "), f" of which {only}" if only else ""
    counted = expression.value == ONE
    return (
        f"number of {members}{where}"
        if counted
        else f"sum over the {members}{where} of {sentence(expression.value, told)}"
    )


def _of_each(expression: Every, voice: Voice) -> str:
    """What is true of every member, or of every one of a kind: `all(x for … if w)` is not w or x."""
    members, told = relation_term(expression.collection, voice), related_voice(expression.collection, voice)
    truth, only = sentence(expression.truth, told), ""
    match expression.truth:
        case Or(operands=(Not(operand=kind), rest)):
            truth, only = sentence(rest, told), sentence(kind, told)
        case _:
            pass
    if voice.language == "zh":
        return f"凡{only}的{members}，均{truth}" if only else f"凡{members}，均{truth}"
    where = f" where {only}" if only else ""
    return f"for each of the {members.removeprefix('the ')}{where}, {truth}"


def compared(left: str, how: Comparison, right: str, kind: Kind, voice: Voice) -> str:
    """Two worded values and how they compare."""
    words = verb(how, kind, voice.law.policy).in_language(voice.language)
    return f"{left}{words}{right}" if voice.language == "zh" else f"{left} {words} {right}"


def member_words(reference: Expr, member: str, voice: Voice) -> str:
    """That a fact, a conclusion or a choice is a certain member."""
    kind = _kind(reference, voice)
    option, name = worded(member, kind, voice), sentence(reference, voice)
    if isinstance(reference, ChoiceRef):
        return f"{name}，按“{option}”理解" if voice.language == "zh" else f"{name}: taken as “{option}”"
    if isinstance(reference, Related):
        part, language = reference.part, voice.language
        told = member_words(part, member, related_voice(reference.reference, voice))
        return f"{relation_term(reference.reference, voice)}{'的' if language == 'zh' else ': '}{told}"
    own = _own_words(reference, member, voice)
    return compared(name, Comparison.EQUAL, option, kind, voice) if own is None else own.in_language(voice.language)


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
    counted = measures(unit, policy)
    if len(counted) == 1 and counted <= DATES.keys():
        return _date_words(number, DATES[counted.pop()], voice)
    if unit == PLAIN:
        return _percentage(number * 100)
    if measures(unit, policy) == {"date"}:
        return f"{digits_of(number)} {unit_words(unit, voice)}" if voice.language == "zh" else digits_of(number)
    exact = decimal_of(number)
    fen = adds_up(unit, policy) and (number * 100).denominator == 1
    digits = f"{exact:,.2f}" if fen else str(exact) if isinstance(exact, Fraction) else f"{exact:,f}"
    return f"{digits} {unit_words(unit, voice)}"


def _percentage(number: Fraction) -> str:
    """All digits of a percentage; to two decimals, and said to be about so, where they have no end."""
    exact = decimal_of(number)
    return f"{exact:f}%" if isinstance(exact, Decimal) else f"≈{decimal_of(rounded(number, _HUNDREDTH)):.2f}%"


def _date_words(number: Fraction, counts: str, voice: Voice) -> str:
    """A date; a number too small for one is a span of time."""
    if counts == "days" and number >= _EARLIEST.toordinal():
        return date.fromordinal(int(number)).isoformat()
    if counts == "months" and number >= _EARLIEST.year * 12:
        year, month = divmod(int(number), 12)
        return f"{year}年{month + 1}月" if voice.language == "zh" else f"{year}-{month + 1:02}"
    spans = {"days": Term("日", "days"), "months": Term("个月", "months")}
    return f"{digits_of(number)} {spans[counts].in_language(voice.language)}"


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


def fact_term(name: str, voice: Voice) -> str:
    """What a fact, a reference or a collection is called."""
    return fields_of(voice.law.policy.subjects[voice.subject])[name].term.in_language(voice.language)


def denied_truth(expression: FactRef | ConclusionRef | Related, voice: Voice) -> str:
    """The words for a truth that is not so."""
    if isinstance(expression, Related):
        return _of_related(expression, denied_truth(expression.part, related_voice(expression.reference, voice)), voice)
    if isinstance(expression, FactRef):
        fact = facts_of(voice.law.policy.subjects[voice.subject])[expression.name]
        if isinstance(fact, TruthFact):
            return fact.negated.in_language(voice.language)
    else:
        negated = voice.law.conclusions[expression.name].negated
        if negated is not None:
            return negated.in_language(voice.language)
    return _contrary(sentence(expression, voice), voice)


def choice_term(policy: Policy, name: str) -> Term:
    """What a reading or an assumption is about."""
    return (policy.readings.get(name) or policy.assumptions[name]).term


def several(expression: And | Or, voice: Voice) -> str | None:
    """`a == x or a == y` as one: a is x or y. Likewise `a != x and a != y`. `None` for anything else."""
    how = Comparison.UNEQUAL if isinstance(expression, And) else Comparison.EQUAL
    parts = [part for part in expression.operands if isinstance(part, Compare) and part.how is how]
    if len(parts) < len(expression.operands) or len({part.left for part in parts}) > 1:
        return None
    named = [part.right.value for part in parts if isinstance(part.right, Constant)]
    if any(_own_words(parts[0].left, str(member), voice) for member in named):
        return None
    left, kind = sentence(parts[0].left, voice), _kind(parts[0].left, voice)
    members = [sentence(part.right, voice) for part in parts]
    if voice.language == "zh":
        return compared(
            left, how, "或".join(members) if how is Comparison.EQUAL else "，也不是".join(members), kind, voice
        )
    if how is Comparison.EQUAL:
        return f"{left} is either {' or '.join(members)}"
    return f"{left} is neither {' nor '.join(members)}"


def _kind(expression: Expr, voice: Voice) -> Kind:
    return kind_of(expression, voice.law, voice.subject)


def _part(part: Expr, voice: Voice) -> str:
    """A part of a condition or formula, in brackets where it would be misread without."""
    text = sentence(part, voice)
    if _stands_alone(part, voice):
        return text
    return f"（{text}）" if voice.language == "zh" else f"({text})"


def _stands_alone(part: Expr, voice: Voice) -> bool:
    match part:
        case And() | Or():
            return several(part, voice) is not None
        case Compare(left=ChoiceRef()) | Add() | Subtract() | Divide():
            return False
        case _:
            return True


def _joined(parts: Sequence[Expr], joint: Term, voice: Voice) -> str:
    """Two parts or more, the joint before the last."""
    *others, last = [_part(part, voice) for part in parts]
    if voice.language == "zh":
        return f"{'，'.join(others)}{joint.zh}{last}"
    return f"{', '.join(others)}{',' if len(others) > 1 else ''} {joint.en} {last}"


def _stated(comparison: Compare, voice: Voice) -> str | None:
    """That something is a certain member, or is not, where there are better words than for other comparisons."""
    if not isinstance(comparison.right, Constant) or not isinstance(comparison.right.value, str):
        return None
    left, member = comparison.left, comparison.right.value
    if comparison.how is Comparison.EQUAL:
        return member_words(left, member, voice)
    if isinstance(left, ChoiceRef):
        name, option = sentence(left, voice), worded(member, _kind(left, voice), voice)
        return f"{name}，不按“{option}”理解" if voice.language == "zh" else f"{name}: not taken as “{option}”"
    own = _own_words(left, member, voice)
    return None if own is None else _contrary(own.in_language(voice.language), voice)


def _own_words(reference: Expr, member: str, voice: Voice) -> Term | None:
    if not isinstance(reference, FactRef):
        return None
    fact = facts_of(voice.law.policy.subjects[voice.subject])[reference.name]
    return fact.says.get(member) if isinstance(fact, MemberFact) else None


def _denied(operand: Expr, voice: Voice) -> str:
    match operand:
        case FactRef() | ConclusionRef() | Related():
            return denied_truth(operand, voice)
        case Not():
            return sentence(operand.operand, voice)
        case Compare():
            return sentence(Compare(CONTRARY[operand.how], operand.left, operand.right), voice)
        case And():
            return sentence(Or(tuple(Not(part) for part in operand.operands)), voice)
        case Or():
            return sentence(And(tuple(Not(part) for part in operand.operands)), voice)
        case Every():
            members, told = relation_term(operand.collection, voice), related_voice(operand.collection, voice)
            contrary = sentence(Not(operand.truth), told)
            if voice.language == "zh":
                return f"有{members}，其{contrary}"
            return f"for at least one of the {members.removeprefix('the ')}, {contrary}"
        case _:
            return _contrary(sentence(operand, voice), voice)


def _contrary(words: str, voice: Voice) -> str:
    return f"并非“{words}”" if voice.language == "zh" else f"not: {words}"


def _member_term(policy: Policy, enumeration: str, member: str) -> Term:
    if enumeration in policy.enumerations:
        named = policy.enumerations[enumeration].members.get(member)
        return Term(member, member) if named is None else named.term
    choice = policy.readings.get(enumeration) or policy.assumptions[enumeration]
    return choice.options[member].term
