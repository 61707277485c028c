"""A law speaking one of its languages: what values, facts and other subjects are called in it."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

import attrs

from estate_policy.arguments import refuse_other_language
from estate_policy.figures import about, decimal_of, digits_of, rounded
from estate_policy.interpreters.comparisons import DATES, measures
from estate_policy.interpreters.typed import related_subject
from estate_policy.kinds import PLAIN, Kind, Member, Quantity, Text, Truth, Unit, Value
from estate_policy.law import LawInForce, Policy
from estate_policy.outcome import Path
from estate_policy.schema import fields_of
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

    def __attrs_post_init__(self) -> None:
        """Refuse a language in which nothing is written."""
        refuse_other_language(self.language)


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
    name = " ".join(filter(None, (fact_term(step.field, voice), step.member)))
    further = whose(tuple(rest), told, related_voice(step.field, voice))
    return f"{name}的{further}" if voice.language == "zh" else f"{name}: {further}"


def fact_term(name: str, voice: Voice) -> str:
    """What a fact, a reference or a collection is called."""
    return fields_of(voice.law.policy.subjects[voice.subject])[name].term.in_language(voice.language)


def choice_term(policy: Policy, name: str) -> Term:
    """What a reading or an assumption is about."""
    return (policy.readings.get(name) or policy.assumptions[name]).term


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
    """A number with thousands separated and its unit; money to the fen, if that is exact or digits have no end."""
    policy = voice.law.policy
    counted = measures(unit, policy)
    if len(counted) == 1 and counted <= DATES.keys():
        return _date_words(number, DATES[counted.pop()], voice)
    if unit == PLAIN:
        return _percentage(number * 100)
    if measures(unit, policy) == {"date"}:
        return f"{digits_of(number)} {unit_words(unit, voice)}" if voice.language == "zh" else digits_of(number)
    exact = decimal_of(number)
    is_money = adds_up(unit, policy)
    if isinstance(exact, Fraction):
        digits = about(number) if is_money else str(exact)
    else:
        digits = f"{exact:,.2f}" if is_money and (number * 100).denominator == 1 else f"{exact:,f}"
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


def _member_term(policy: Policy, enumeration: str, member: str) -> Term:
    if enumeration in policy.enumerations:
        named = policy.enumerations[enumeration].members.get(member)
        return Term(member, member) if named is None else named.term
    choice = policy.readings.get(enumeration) or policy.assumptions[enumeration]
    return choice.options[member].term
