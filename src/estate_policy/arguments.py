"""What is given to the functions of this library, refused where it is of another sort than is meant."""

from collections.abc import Iterable, Sequence
from datetime import MAXYEAR, MINYEAR
from operator import index
from typing import Any, SupportsIndex, TypeVar, get_args

from estate_policy.errors import ArgumentError, Problem
from estate_policy.law import LawInForce, Policy
from estate_policy.messages import Message, one_of
from estate_policy.shown import shortened
from estate_policy.terms import Language, Term

T = TypeVar("T")


def several(name: str, given: Iterable[T]) -> tuple[T, ...]:
    """What is given as a list, which may be read only once; one text, read sign by sign else, or number is refused.

    >>> several("by", "district")
    Traceback (most recent call last):
    estate_policy.errors.ArgumentError: `by` is `district`, and no list (hint: write by=["district"])
    """
    one: object = given
    if isinstance(one, str) or not isinstance(one, Iterable):
        told = shortened(one)
        written = f'"{told}"' if isinstance(one, str) else told
        hint = Message("write-list", {"name": name, "value": written}) if isinstance(one, str | int) else None
        raise ArgumentError(Problem(Message("no-list", {"name": name, "value": told}), hint=hint))
    return tuple(given)


def years_given(given: Iterable[Any]) -> tuple[int, ...]:
    """The years that are given as a list; what is no whole number is refused.

    >>> years_given(["2019"])
    Traceback (most recent call last):
    estate_policy.errors.ArgumentError: `2019` is no year, of type str (hint: write a whole number, without quotes)
    """
    years = several("years", given)
    wrong = next(filter(None, map(no_year, years)), None)
    if wrong is not None:
        raise ArgumentError(wrong)
    return years


def no_year(given: object) -> Problem | None:
    """The problem of what is no year; `None` of a year."""
    if isinstance(given, SupportsIndex) and not isinstance(given, bool) and MINYEAR <= index(given) <= MAXYEAR:
        return None
    message = Message("no-year", {"given": shortened(given), "type": type(given).__name__})
    return Problem(message, hint=Message("write-whole"))


def refuse_other_word(name: str, given: object, words: Sequence[str]) -> None:
    """Refuse what is none of the words there are.

    >>> refuse_other_word("rhythm", "weekly", ["yearly", "monthly"])
    Traceback (most recent call last):
    estate_policy.errors.ArgumentError: `rhythm` is `weekly` (hint: allowed: yearly, monthly)
    """
    if given not in words:
        raise ArgumentError(
            Problem(Message("no-such-word", {"name": name, "value": shortened(given)}), hint=one_of(words))
        )


def refuse_other_language(given: object) -> None:
    """Refuse what is none of the two languages."""
    refuse_other_word("language", given, get_args(Language))


def refuse_other_law(given: object) -> None:
    """Refuse what is no law in force; a policy has one for every day."""
    if not isinstance(given, LawInForce):
        hint = Message("write-on") if isinstance(given, Policy) else None
        raise ArgumentError(Problem(Message("no-law-given", {"given": _sort(given)}), hint=hint))


def refuse_other_policy(given: object) -> None:
    """Refuse what is no policy; the law of a day knows which it is of."""
    if not isinstance(given, Policy):
        hint = Message("write-policy") if isinstance(given, LawInForce) else None
        raise ArgumentError(Problem(Message("no-policy-given", {"given": _sort(given)}), hint=hint))


def refuse_other_class(given: object, wanted: type, written: str) -> None:
    """Refuse what is not of the class that is meant, saying how to come by it.

    >>> refuse_other_class("x", Policy, "load_policy()")
    Traceback (most recent call last):
    estate_policy.errors.ArgumentError: given is `x`, of type str, where Policy is meant (hint: write `load_policy()`)
    """
    if not isinstance(given, wanted):
        message = Message(
            "other-class", {"given": shortened(given), "type": type(given).__name__, "wanted": wanted.__name__}
        )
        raise ArgumentError(Problem(message, hint=Message("write-so", {"written": written})))


def _sort(given: object) -> str | Term:
    match given:
        case Policy():
            return Term("政策", "a policy")
        case LawInForce():
            return Term("某一日的现行规定", "the law of a day")
        case _:
            return f"`{shortened(given)}`"
