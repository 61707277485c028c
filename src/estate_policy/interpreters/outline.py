"""Conditions of many parts taken apart into lists, where one sentence would be misread."""

from collections.abc import Iterator

import attrs

from estate_policy.expr import And, ChoiceRef, Compare, Expr, Not, Or
from estate_policy.interpreters.prose import sentence, several
from estate_policy.interpreters.voice import Voice

_MOST_PARTS = 3
"""Parts of a condition that still read well as one sentence."""


@attrs.frozen
class Outline:
    """Parts of which all must hold, or at least one."""

    every: bool
    parts: "tuple[str | Outline, ...]"


def outlined(expression: Expr, voice: Voice) -> str | Outline:
    """A condition as a sentence, or as a list where it has many parts or parts within parts."""
    plain = _plain(expression)
    if not isinstance(plain, And | Or) or several(plain, voice) is not None:
        return sentence(plain, voice)
    parts = tuple(_parts(plain))
    if len(parts) <= _MOST_PARTS and all(_is_one(part, voice) for part in parts):
        return sentence(plain, voice)
    return Outline(isinstance(plain, And), tuple(outlined(part, voice) for part in parts))


def _plain(expression: Expr) -> Expr:
    """The condition with what is denied as a whole denied part by part."""
    match expression:
        case Not(operand=Not(operand=inner)):
            return _plain(inner)
        case Not(operand=And(operands=parts)):
            return Or(tuple(Not(part) for part in parts))
        case Not(operand=Or(operands=parts)):
            return And(tuple(Not(part) for part in parts))
        case _:
            return expression


def _parts(whole: And | Or) -> Iterator[Expr]:
    """The parts of a whole; of a part that is joined like the whole, its own."""
    for part in map(_plain, whole.operands):
        if isinstance(part, And | Or) and isinstance(part, And) is isinstance(whole, And):
            yield from _parts(part)
        else:
            yield part


def _is_one(part: Expr, voice: Voice) -> bool:
    """Whether a part reads as one thing among others; how a reading is taken has a comma of its own."""
    if isinstance(part, Compare) and isinstance(part.left, ChoiceRef):
        return False
    return not isinstance(part, And | Or) or several(part, voice) is not None
