"""An answer in a line: its figure, range or choice, its standing, and the one thing to do next."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from estate_policy.answer import Answer
from estate_policy.asking import next_question
from estate_policy.interpreters.voice import Voice, adds_up, fact_term, quantity, voice_at, whose, worded
from estate_policy.kinds import Kind, Member, Quantity, Value
from estate_policy.law import Discretion, LeftTo
from estate_policy.outcome import Bounds, Known, Missing, Open, Outcome, RuleEnd, Standing
from estate_policy.rulings import NONE_NAMED, about, body_words, names_nobody, rule_of
from estate_policy.schema import Fact, Relation, field_at
from estate_policy.wording import words


def headline(answer: Answer, voice: Voice) -> str:
    """The conclusion, its figure, range or blank, its standing, and in the same breath what other readings give."""
    language = voice.language
    told = [words(f"standing-{answer.standing.value}", language), *_otherwise(answer, voice)]
    if answer.examples:
        titles = (voice.law.policy.documents[name].title.in_language(language) for name in answer.examples)
        told.append(words("example", language, titles=words("enumerated", language).join(titles)))
    if _finer_than_fen(answer.outcome, answer.conclusion.kind, voice):
        told.append(words("not-rounded", language))
    return words(
        "headline",
        language,
        name=answer.conclusion.term.in_language(language),
        figure=figure(answer.outcome, answer.conclusion.kind, voice),
        standing=words("list", language).join(told),
    )


def headline_lines(answers: Iterable[Answer], voice: Voice) -> Iterator[str]:
    """Answers in a line each, and one line for all of which the text names no body."""
    unnamed = []
    for answer in answers:
        if names_nobody(answer) and not answer.examples:
            unnamed.append(answer.conclusion.term.in_language(voice.language))
        else:
            yield f"  {headline(answer, voice)}"
    if unnamed:
        told = {"body": body_words(NONE_NAMED, voice), "items": words("list", voice.language).join(unnamed)}
        yield words("unnamed", voice.language, **told)


def figure(outcome: Outcome, kind: Kind, voice: Voice) -> str:
    """A value in words, or the range or choice that is still possible."""
    language = voice.language
    if isinstance(outcome, Known):
        return worded(outcome.value, kind, voice)
    if isinstance(outcome.possible, Bounds):
        assert isinstance(kind, Quantity)
        return _possibly(_range(outcome.possible, kind, voice), outcome, voice)
    ended = any(isinstance(cause, RuleEnd) for cause in outcome.causes)
    if outcome.possible.values is None or ended or not isinstance(kind, Member):
        return words("undetermined", language)
    return _possibly(_choice(outcome.possible.values, kind, voice), outcome, voice)


def _choice(values: Iterable[Value], kind: Member, voice: Voice) -> str:
    """The members that are still possible, in the order of the policy; the only one as it is."""
    order = list(voice.law.policy.enumerations[kind.enumeration].members)
    members = [worded(value, kind, voice) for value in sorted(map(str, values), key=order.index)]
    if len(members) == 1:
        return members[0]
    return words("one-of", voice.language, members=words("list", voice.language).join(members))


def _possibly(told: str, outcome: Open, voice: Voice) -> str:
    """What is still possible, and as what else rules may end."""
    ends = _standings(outcome.ends, voice)
    return words("possibly", voice.language, figure=told, ends=ends) if ends else told


def next_step(answer: Answer, voice: Voice) -> str:
    """The one thing to do next."""
    language = voice.language
    match answer.standing:
        case Standing.SETTLED:
            return words(_pay(answer, voice), language)
        case Standing.UNKNOWN:
            if not answer.missing_facts:
                return words("next-state", language, name=figure_term(answer.unstated[0], voice))
            best, more = next_question(answer), len(answer.missing_facts) - 1
            fact = next(
                (one for one in answer.missing_facts if best and str(one) == best.fact), answer.missing_facts[0]
            )
            key = "next-ask-first" if more else "next-ask"
            return words(key, language, question=question(fact, voice), more=str(more))
        case Standing.CONTESTED:
            return words("next-contested", language, figure=figure(answer.outcome, answer.conclusion.kind, voice))
        case standing:
            end = next(end for end in answer.ends if end.standing is standing)
            return words(f"next-{standing.value}", language, **_awaited(end, voice))


def question(fact: Missing, voice: Voice) -> str:
    """How a fact is asked for, of which subject where it is another's."""
    field = field_at(voice.law.policy.subjects[voice.subject], fact)
    assert isinstance(field, Fact | Relation)
    asked = field.question.in_language(voice.language)
    members = [step.member for step in fact.path if step.member is not None]
    if not members:
        return asked
    named = words("enumerated", voice.language).join(members)
    return words("field", voice.language, name=named, value=asked)


def missing_term(fact: Missing, voice: Voice) -> str:
    """What a missing fact is called, with the subject it is of where that is another."""
    return whose(fact.path, fact_term(fact.fact, voice_at(fact.path, voice)), voice)


def figure_term(parameter: str, voice: Voice) -> str:
    """What a figure is called."""
    return voice.law.policy.parameters[parameter].term.in_language(voice.language)


def _otherwise(answer: Answer, voice: Voice) -> Iterable[str]:
    """What the other readings give, where it is said otherwise, each once."""
    own = figure(answer.outcome, answer.conclusion.kind, voice)
    for key, class_ in (("otherwise", Known), ("otherwise-open", Open)):
        others = (one.outcome for one in answer.alternatives if isinstance(one.outcome, class_))
        figures = dict.fromkeys(figure(outcome, answer.conclusion.kind, voice) for outcome in others)
        if told := [other for other in figures if other != own]:
            yield words(key, voice.language, figures=words("or", voice.language).join(told))


def _pay(answer: Answer, voice: Voice) -> str:
    """What to do with an answer that is settled; what somebody pays is paid, a price, a share or a whole is not."""
    kind, pays = answer.conclusion.kind, answer.conclusion.pays
    if pays is None or pays.whole:
        return "next-none"
    if answer.value == 0:
        return "next-nothing-to-pay"
    return "next-round" if _finer_than_fen(answer.outcome, kind, voice) else "next-pay"


def _finer_than_fen(outcome: Outcome, kind: Kind, voice: Voice) -> bool:
    """Whether an amount of money has more than two decimals, so that nobody can pay it as it stands."""
    if not (isinstance(outcome, Known) and isinstance(kind, Quantity) and adds_up(kind.unit, voice.law.policy)):
        return False
    return (Fraction(outcome.value) * 100).denominator != 1


def _awaited(end: RuleEnd, voice: Voice) -> dict[str, str]:
    """Who is to do what about an answer that the text itself does not give."""
    told = {"name": about(end, voice)}
    match rule_of(end, voice).effect:
        case Discretion(by=by):
            return told | {"by": body_words(by, voice)}
        case LeftTo(body=body, instrument=instrument):
            return told | {"body": body_words(body, voice), "instrument": instrument.in_language(voice.language)}
        case _:
            return told


def _standings(ends: Iterable[RuleEnd], voice: Voice) -> str:
    standings = sorted({end.standing for end in ends}, key=list(Standing).index)
    told = (words(f"standing-{standing.value}", voice.language) for standing in standings)
    return words("or", voice.language).join(told)


def _range(bounds: Bounds, kind: Quantity, voice: Voice) -> str:
    low = None if bounds.low is None else quantity(bounds.low, kind.unit, voice)
    high = None if bounds.high is None else quantity(bounds.high, kind.unit, voice)
    match low, high:
        case None, None:
            return words("no-figure", voice.language)
        case str(), None:
            return words("at-least", voice.language, low=low)
        case None, str():
            return words("at-most", voice.language, high=high)
        case _:
            return words("range", voice.language, low=str(low), high=str(high))
