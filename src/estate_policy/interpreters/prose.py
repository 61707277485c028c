"""Conditions, values and formulas as Chinese and English sentences."""

from collections.abc import Sequence
from typing import assert_never

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
from estate_policy.interpreters.comparisons import CONTRARY, verb
from estate_policy.interpreters.typed import kind_of
from estate_policy.interpreters.voice import Voice, choice_term, fact_term, related_voice, worded
from estate_policy.interpreters.written import ALWAYS, ONE
from estate_policy.kinds import Kind, Truth
from estate_policy.schema import MemberFact, TruthFact, facts_of
from estate_policy.terms import Term


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


def _of_related(expression: Related, told: str, voice: Voice) -> str:
    """Words about a subject that this one refers to."""
    name = fact_term(expression.reference, voice)
    if voice.language == "en":
        return f"{name}: {told}"
    return f"{name}{told}" if isinstance(_kind(expression, voice), Truth) else f"{name}的{told}"


def _summed(expression: Sum, voice: Voice) -> str:
    members, told = fact_term(expression.collection, voice), related_voice(expression.collection, voice)
    only = "" if expression.when == ALWAYS else sentence(expression.when, told)
    added = None if expression.value == ONE else sentence(expression.value, told)
    if voice.language == "zh":
        of = f"（仅计{only}的）" if only else ""
        return f"{members}的数目{of}" if added is None else f"各{members}{of}的{added}之和"
    where = f"{members.removeprefix('the ')} of which {only}" if only else members.removeprefix("the ")
    return f"number of {where}" if added is None else f"sum over the {where} of {added}"


def _of_each(expression: Every, voice: Voice) -> str:
    """What is true of every member, or of every one of a kind: `all(x for … if w)` is not w or x."""
    members, told = fact_term(expression.collection, voice), related_voice(expression.collection, voice)
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
        return f"{fact_term(reference.reference, voice)}{'的' if language == 'zh' else ': '}{told}"
    own = _own_words(reference, member, voice)
    return compared(name, Comparison.EQUAL, option, kind, voice) if own is None else own.in_language(voice.language)


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
            members, told = fact_term(operand.collection, voice), related_voice(operand.collection, voice)
            contrary = sentence(Not(operand.truth), told)
            if voice.language == "zh":
                return f"有{members}，其{contrary}"
            return f"for at least one of the {members.removeprefix('the ')}, {contrary}"
        case _:
            return _contrary(sentence(operand, voice), voice)


def _contrary(words: str, voice: Voice) -> str:
    return f"并非“{words}”" if voice.language == "zh" else f"not: {words}"
