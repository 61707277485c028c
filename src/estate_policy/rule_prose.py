"""Rules and findings as sentences that stand alone, with a list where a condition has many parts."""

from collections.abc import Iterator

from estate_policy.expr import ConclusionRef, Constant, Expr
from estate_policy.interpreters.outline import Outline, outlined
from estate_policy.interpreters.prose import denied_truth, sentence
from estate_policy.interpreters.voice import Voice
from estate_policy.kinds import Truth
from estate_policy.law import Duty, Finding, Gives, Payment, Rule, Silent
from estate_policy.rulings import body_words, effect_words
from estate_policy.wording import words

Item = tuple[int, str]
"""A line of a list, and how deep it is nested."""

_ALWAYS = Constant(value=True, kind=Truth())


def rule_items(rule: Rule, voice: Voice) -> Iterator[Item]:
    """A rule: when it applies and what follows, both ways where it gives a truth by a formula."""
    effect = rule.effect
    if isinstance(effect, Gives) and _is_formula(effect.value, rule, voice):
        yield from _decided(rule, effect.value, voice)
        return
    if isinstance(effect, Gives) and rule.when == _ALWAYS and not isinstance(effect.value, Constant):
        told = {"name": sentence(ConclusionRef(rule.conclusion), voice), "formula": sentence(effect.value, voice)}
        yield 0, _said("page-formula", voice, **told)
        return
    yield from _whenever(rule.when, effect_words(rule, voice), voice)
    if isinstance(effect, Silent):
        yield 0, _said("page-says", voice, says=effect.says.in_language(voice.language))


def finding_items(finding: Finding, voice: Voice) -> Iterator[Item]:
    """A finding: when it is noticed and what it says."""
    says = finding.says.in_language(voice.language)
    yield from _whenever(finding.when, words("page-notes", voice.language, says=says), voice)


def payment_words(key: str, payment: Payment, voice: Voice) -> str:
    """Who pays whom, and what for, in words by their key."""
    payer, payee = body_words(payment.payer, voice), body_words(payment.payee, voice)
    return _said(key, voice, payer=payer, payee=payee, purpose=payment.purpose.in_language(voice.language))


def duty_items(duty: Duty, voice: Voice) -> Iterator[Item]:
    """A duty: whose, what is to be done, where it is owed, and when."""
    told = {"party": body_words(duty.party, voice), "act": duty.act.in_language(voice.language)}
    yield 0, _said("page-duty", voice, **told)
    if duty.when != _ALWAYS:
        yield from _whenever(duty.when, words("page-owed", voice.language), voice)
    if duty.period is not None:
        yield 0, _said("page-duty-period", voice, period=duty.period.in_language(voice.language))
    if duty.deadline is not None:
        deadline = voice.law.policy.parameters[duty.deadline].term.in_language(voice.language)
        yield 0, _said("page-duty-deadline", voice, deadline=deadline)


def _is_formula(value: Expr, rule: Rule, voice: Voice) -> bool:
    kind = voice.law.conclusions[rule.conclusion].kind
    return isinstance(kind, Truth) and not isinstance(value, Constant)


def _decided(rule: Rule, test: Expr, voice: Voice) -> Iterator[Item]:
    """A rule that holds a truth to be so exactly where a condition is met."""
    if rule.when != _ALWAYS:
        yield from _condition("page-applies", rule.when, "", voice)
    so = ConclusionRef(rule.conclusion)
    told = {"yes": sentence(so, voice), "no": denied_truth(so, voice)}
    yield from _whenever(test, words("page-either", voice.language, **told), voice)


def _whenever(when: Expr, effect: str, voice: Voice) -> Iterator[Item]:
    if when == _ALWAYS:
        yield 0, _said("page-plain", voice, effect=effect)
    else:
        yield from _condition("page-when", when, effect, voice)


def _condition(key: str, when: Expr, effect: str, voice: Voice) -> Iterator[Item]:
    """A condition in the middle of its sentence, or as a list after it."""
    told = outlined(when, voice)
    if isinstance(told, str):
        yield 0, _said(key, voice, condition=told, effect=effect)
    else:
        yield 0, _said(f"{key}-{_joint(told)}", voice, effect=effect)
        yield from _parts(told, voice)


def _parts(outline: Outline, voice: Voice, depth: int = 1) -> Iterator[Item]:
    for part in outline.parts:
        if isinstance(part, str):
            yield depth, part
        else:
            yield depth, words(f"page-{_joint(part)}", voice.language)
            yield from _parts(part, voice, depth + 1)


def _joint(outline: Outline) -> str:
    return "all" if outline.every else "any"


def _said(key: str, voice: Voice, **details: str) -> str:
    """A sentence with a capital at its beginning."""
    text = words(key, voice.language, **details)
    return text[:1].upper() + text[1:]
