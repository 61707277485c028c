"""Amounts on a terminal: to the fen where they are that exact or have no end of digits, and between what they lie."""

from fractions import Fraction

from estate_policy.cli.phrases import phrase
from estate_policy.figures import about, decimal_of
from estate_policy.terms import Language


def amount_words(amount: Fraction | None, language: Language) -> str:
    """An amount; `None` is one that nothing bounds."""
    if amount is None:
        return phrase("unbounded", language)
    exact = decimal_of(amount)
    if isinstance(exact, Fraction):
        return about(amount)
    return f"{exact:,.2f}" if (amount * 100).denominator == 1 else f"{exact:,f}"


def range_words(low: Fraction | None, high: Fraction | None, language: Language) -> list[str]:
    """The least and the most, a line each; once if they are the same."""
    return list(dict.fromkeys([amount_words(low, language), amount_words(high, language)]))
