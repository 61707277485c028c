"""What was read, and why a rule holds or not, in words and with the values found."""

from collections.abc import Iterable

from estate_policy.expr import (
    Add,
    Compare,
    ConclusionRef,
    Constant,
    Divide,
    Expr,
    FactRef,
    Multiply,
    Not,
    ParameterRef,
    Related,
    Round,
    Subtract,
    Sum,
)
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.comparisons import CONTRARY
from estate_policy.interpreters.exact import Case, evaluate
from estate_policy.interpreters.prose import compared, denied_truth, member_words, sentence
from estate_policy.interpreters.typed import kind_of
from estate_policy.interpreters.voice import Voice, worded
from estate_policy.kinds import Kind, Member, Quantity, Truth
from estate_policy.law import Gives
from estate_policy.outcome import Known, Missing, Open, Outcome
from estate_policy.trace import Reason, is_formula
from estate_policy.wording import words


def read_words(reference: Expr, outcome: Outcome, voice: Voice) -> str:
    """Something a rule looked at, with the value found or its blank."""
    name = _name(reference, voice)
    if isinstance(outcome, Open):
        return words("blank", voice.language, name=name)
    kind = _kind(reference, voice)
    if isinstance(kind, Truth):
        return sentence(reference, voice) if outcome.value is True else _denied(reference, voice)
    if isinstance(kind, Member):
        return member_words(reference, str(outcome.value), voice)
    return f"{name} {worded(outcome.value, kind, voice)}"


def reason_words(reasons: Iterable[Reason], voice: Voice, case: Case) -> list[str]:
    """Why a condition holds, fails or is open; each thing is said once."""
    return list(dict.fromkeys(_reason(reason, voice, case) for reason in reasons))


def truth_words(conclusion: str, value: Expr, voice: Voice) -> str:
    """What a rule that gives a truth says."""
    reference = ConclusionRef(conclusion)
    if value == Constant(value=True, kind=Truth()):
        return sentence(reference, voice)
    if value == Constant(value=False, kind=Truth()):
        return denied_truth(reference, voice)
    return words("if", voice.language, name=sentence(reference, voice), condition=sentence(value, voice))


def computed(expression: Expr, case: Case, voice: Voice) -> str:
    """A formula with the figures in it; what is open and a formula itself is opened up to its blank."""
    match expression:
        case Multiply():
            return f"{_factor(expression.left, case, voice)} × {_factor(expression.right, case, voice)}"
        case Divide():
            return f"{_factor(expression.left, case, voice)} ÷ {_factor(expression.right, case, voice)}"
        case Add():
            return f"{computed(expression.left, case, voice)} + {computed(expression.right, case, voice)}"
        case Subtract():
            return f"{computed(expression.left, case, voice)} − {_factor(expression.right, case, voice)}"
        case Round():
            amount, step = (_factor(part, case, voice) for part in (expression.amount, expression.step))
            return words("rounded", voice.language, amount=amount, step=step)
        case ConclusionRef():
            outcome = evaluate(expression, case, preferred(voice.law))
            conclusion = voice.law.conclusions[expression.name]
            effect = conclusion.rules[0].effect
            if isinstance(outcome, Open) and is_formula(conclusion) and isinstance(effect, Gives):
                return _factor(effect.value, case, voice)
            return read_words(expression, outcome, voice)
        case FactRef() | ParameterRef() | Related() | Sum():
            return read_words(expression, evaluate(expression, case, preferred(voice.law)), voice)
        case _:
            return sentence(expression, voice)


def _factor(expression: Expr, case: Case, voice: Voice) -> str:
    text = computed(expression, case, voice)
    return f"({text})" if isinstance(expression, Add | Subtract) else text


def _reason(reason: Reason, voice: Voice, case: Case) -> str:
    part, outcome = reason.part, reason.outcome
    if isinstance(part, Compare):
        return _comparison(part, outcome, voice, case)
    if isinstance(outcome, Open):
        return _blank(part, outcome, voice)
    return sentence(part, voice) if outcome == Known(value=True) else _denied(part, voice)


def _comparison(comparison: Compare, outcome: Outcome, voice: Voice, case: Case) -> str:
    """A comparison as it came out, with the value that was compared."""
    left, right = (evaluate(side, case, preferred(voice.law)) for side in (comparison.left, comparison.right))
    if isinstance(outcome, Open):
        sides = ((comparison.left, left), (comparison.right, right))
        blanks = (_blank(side, value, voice) for side, value in sides if isinstance(value, Open))
        return words("list", voice.language).join(blanks)
    kind = _kind(comparison.left, voice)
    if isinstance(kind, Quantity):
        how = comparison.how if outcome == Known(value=True) else CONTRARY[comparison.how]
        return compared(_shown(comparison.left, left, voice), how, _shown(comparison.right, right, voice), kind, voice)
    assert isinstance(left, Known)
    return member_words(comparison.left, str(left.value), voice)


def _shown(side: Expr, outcome: Outcome, voice: Voice) -> str:
    """One side of a comparison with the value found; a figure of the policy carries its value with it."""
    return sentence(side, voice) if isinstance(side, Constant | ParameterRef) else read_words(side, outcome, voice)


def _blank(part: Expr, outcome: Open, voice: Voice) -> str:
    """That something is open: because a fact is missing, or because the text or a decision has not settled it."""
    key = "not-known" if any(isinstance(cause, Missing) for cause in outcome.causes) else "not-settled"
    ending = "-truth" if isinstance(_kind(part, voice), Truth) else ""
    return words(key + ending, voice.language, name=_name(part, voice))


def _denied(expression: Expr, voice: Voice) -> str:
    return (
        denied_truth(expression, voice)
        if isinstance(expression, FactRef | ConclusionRef | Related)
        else sentence(Not(expression), voice)
    )


def _name(expression: Expr, voice: Voice) -> str:
    if isinstance(expression, ParameterRef):
        return voice.law.policy.parameters[expression.name].term.in_language(voice.language)
    return sentence(expression, voice)


def _kind(expression: Expr, voice: Voice) -> Kind:
    return kind_of(expression, voice.law, voice.subject)
