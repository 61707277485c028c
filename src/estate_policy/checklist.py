"""The duties about a subject in words: who owes what, how that stands, and what of it is not shown as done."""

from collections.abc import Iterator, Sequence

from estate_policy.answer import Answer
from estate_policy.duties import OwedDuty, duties_of
from estate_policy.expr import ParameterRef
from estate_policy.headlines import figure_term
from estate_policy.interpreters.prose import sentence
from estate_policy.interpreters.voice import Voice
from estate_policy.reasons import reason_words
from estate_policy.rulings import body_words, cited
from estate_policy.wording import words


def duties_words(answers: Sequence[Answer], voice: Voice) -> Iterator[str]:
    """A section of duties, each with what is not shown as done and the words it rests on."""
    yield words("duties", voice.language)
    for answer, duty in zip(answers, duties_of(answers), strict=True):
        yield from _told(duty, answer, voice)


def _told(duty: OwedDuty, answer: Answer, voice: Voice) -> Iterator[str]:
    language = voice.language
    limits = [] if duty.period is None else [duty.period.in_language(language)]
    if duty.deadline is not None:
        limits.append(sentence(ParameterRef(duty.deadline), voice))
    yield words(
        "duty",
        language,
        party=body_words(duty.party, voice),
        act=duty.act.in_language(language),
        standing=words("list", language).join([words(f"duty-{duty.status.value}", language), *limits]),
    )
    declared = answer.conclusion.duty
    if duty.arises is not True and declared is not None:
        yield words("duty-when", language, condition=sentence(declared.when, voice))
    reasons = reason_words(duty.lacking, voice, answer.case)
    if reasons:
        yield words("duty-lacking", language, items=words("list", language).join(reasons))
    if duty.unstated:
        named = (figure_term(one, voice) for one in duty.unstated)
        yield words("unstated", language, items=words("list", language).join(named))
    yield words("cited", language, **cited(duty.citation, voice))
