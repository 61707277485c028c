"""An answer told in Chinese or English: the figure first, what to do next, then everything it rests on."""

from collections.abc import Iterable, Iterator, Sequence

from estate_policy.answer import Alternative, Answer
from estate_policy.expr import Add, Multiply, Subtract
from estate_policy.interpreters.prose import Voice, adds_up, choice_term, fact_term, quantity, sentence, worded
from estate_policy.kinds import Quantity, Truth
from estate_policy.law import Citation, Discretion, Finding, Gives, LeftTo, Rule, Silent
from estate_policy.outcome import Bounds, Known, Outcome, RuleEnd, Standing
from estate_policy.reasons import computed, read_words, reason_words, truth_words
from estate_policy.schema import facts_of
from estate_policy.trace import Reason, Trace, is_formula, trace
from estate_policy.walk import conclusions_read
from estate_policy.wording import words


def headline(answer: Answer, voice: Voice) -> str:
    """The conclusion, its figure, range or blank, and its standing, in a line."""
    name = answer.conclusion.term.in_language(voice.language)
    standing = words(f"standing-{answer.standing.value}", voice.language)
    return words("headline", voice.language, name=name, figure=figure(answer.outcome, answer, voice), standing=standing)


def explain_answer(answer: Answer, voice: Voice) -> str:
    """One answer in full."""
    told = trace(answer)
    return "\n".join([*_told(answer, told, voice), *_assumed(told, voice)])


def _told(answer: Answer, told: Trace, voice: Voice) -> Iterator[str]:
    """An answer without the assumptions that it shares with others."""
    yield headline(answer, voice)
    yield words("next", voice.language, step=next_step(answer, voice))
    yield from _grounds(answer, told, voice)
    yield from _doubts(answer, voice)
    yield from _other_rules(answer, told, voice)


def explain_decision(top: Answer | None, answers: Sequence[Answer], findings: Iterable[Finding], voice: Voice) -> str:
    """A decision: the headline in full with what it rests on, the other answers in a line each, the findings."""
    full = [] if top is None else _cone(top, answers)
    told = {answer.name: trace(answer) for answer in full}
    law, language = voice.law, voice.language
    titles = [document.title.in_language(language) for document in law.policy.documents.values()]
    lines = [words("title", language, title="、".join(titles), day=str(law.day)), ""]
    for answer in full:
        lines += [*_told(answer, told[answer.name], voice), ""]
    if top is not None:
        lines += [words("assumptions", language), *_assumed(told[top.name], voice), ""]
    others = [answer for answer in answers if answer not in full]
    if others:
        lines += [words("others", language), *(f"  {headline(answer, voice)}" for answer in others), ""]
    if findings:
        lines += [words("findings", language), *(_finding(finding, voice) for finding in findings), ""]
    return "\n".join(lines).rstrip()


def _cone(top: Answer, answers: Sequence[Answer]) -> list[Answer]:
    """The headline and the answers it reads, directly or not, nearest first."""
    by_name = {answer.name: answer for answer in answers}
    names = [top.name]
    for name in names:
        names += [other for other in by_name if other in conclusions_read(by_name[name].conclusion) - set(names)]
    return [by_name[name] for name in names]


def _finding(finding: Finding, voice: Voice) -> str:
    says, citation = finding.says.in_language(voice.language), finding.citation
    return words("finding", voice.language, says=says, clause=citation.clause, quote=" ".join(citation.quote.split()))


def figure(outcome: Outcome, answer: Answer, voice: Voice) -> str:
    """A value in words, or the range or choice that is still possible."""
    kind = answer.conclusion.kind
    if isinstance(outcome, Known):
        return worded(outcome.value, kind, voice)
    if isinstance(outcome.possible, Bounds):
        assert isinstance(kind, Quantity)
        told = _range(outcome.possible, kind, voice)
        ends = sorted({end.standing for end in outcome.ends}, key=list(Standing).index)
        return words("or", voice.language).join(
            [told, *(words(f"standing-{end.value}", voice.language) for end in ends)]
        )
    ended = any(isinstance(cause, RuleEnd) for cause in outcome.causes)
    if outcome.possible.values is None or ended or isinstance(kind, Truth):
        return words("undetermined", voice.language)
    members = sorted(worded(value, kind, voice) for value in outcome.possible.values)
    return words("or", voice.language).join(members)


def next_step(answer: Answer, voice: Voice) -> str:
    """The one thing to do next."""
    language, kind = voice.language, answer.conclusion.kind
    match answer.standing:
        case Standing.SETTLED:
            if not (isinstance(kind, Quantity) and adds_up(kind.unit, voice.law.policy)):
                return words("next-none", language)
            return words("next-nothing-to-pay" if answer.value == 0 else "next-pay", language)
        case Standing.UNKNOWN:
            return words("next-ask", language, question=_question(answer.missing[0], voice))
        case Standing.CONTESTED:
            return words("next-contested", language, figure=figure(answer.outcome, answer, voice))
        case standing:
            end = next(end for end in answer.ends if end.standing is standing)
            return words(f"next-{standing.value}", language, end=_end(end, voice))


def _grounds(answer: Answer, told: Trace, voice: Voice) -> Iterator[str]:
    """The computation, the rule with its reasons, the words it cites, what was read."""
    language = voice.language
    because: list[Reason] = []
    yield from _computation(answer, voice)
    for step in told.steps:
        if step.rule in answer.concluded.rules and not is_formula(answer.conclusion):
            yield words("rule", language, rule=step.rule.id, words=_rule(step.rule, voice))
            because += step.reasons
    because += told.grounds
    if because:
        yield words("because", language, reasons=_reasons(because, answer, voice))
    for citation in dict.fromkeys(rule.citation for rule in answer.concluded.rules) or [answer.citation]:
        yield _cited("cited", citation, voice)
    for citation in answer.conclusion.also:
        yield _cited("cited-also", citation, voice)
    if told.reads:
        reads = (read_words(read.reference, read.outcome, voice) for read in told.reads)
        yield words("read", language, items=words("list", language).join(reads))


def _assumed(told: Trace, voice: Voice) -> Iterator[str]:
    """The assumptions on which an answer rests."""
    language = voice.language
    for assumption in told.assumptions:
        statement = assumption.term.in_language(language)
        if assumption.adopted is None:
            yield words("assumed", language, words=statement)
        else:
            option = assumption.options[assumption.adopted].term.in_language(language)
            yield words("assumed-option", language, words=statement, option=option)
    if told.presumed:
        events = words("list", language).join(fact_term(name, voice) for name in told.presumed)
        yield words("presumed", language, events=events)


def _doubts(answer: Answer, voice: Voice) -> Iterator[str]:
    """What is missing, who decides, where the text is silent, what another reading gives."""
    language = voice.language
    if answer.missing:
        questions = (
            words("asked", language, name=fact_term(name, voice), question=_question(name, voice))
            for name in answer.missing
        )
        yield words("missing", language, items=words("list", language).join(questions))
    for end in answer.ends:
        yield words(f"end-{end.standing.value}", language, end=_end(end, voice))
    for alternative in answer.alternatives:
        yield _other_reading(alternative, answer, voice)


def _other_rules(answer: Answer, told: Trace, voice: Voice) -> Iterator[str]:
    """The rules that do not hold, and those of which that is not known, each with why."""
    for step in told.steps:
        if step.rule not in answer.concluded.rules:
            key = "rule-fails" if isinstance(step.verdict, Known) else "rule-open"
            rule = _rule(step.rule, voice)
            yield words(
                key, voice.language, rule=step.rule.id, words=rule, reasons=_reasons(step.reasons, answer, voice)
            )


def _computation(answer: Answer, voice: Voice) -> Iterator[str]:
    """The formula with its figures and, where one is missing, its blank."""
    rule = answer.concluded.rules[0] if answer.concluded.rules else None
    if rule is None or not isinstance(rule.effect, Gives) or not isinstance(answer.conclusion.kind, Quantity):
        return
    if isinstance(rule.effect.value, Add | Subtract | Multiply):
        formula = computed(rule.effect.value, answer.case, voice)
        yield words("formula", voice.language, formula=formula, result=figure(answer.outcome, answer, voice))


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


def _rule(rule: Rule, voice: Voice) -> str:
    """A rule as a sentence: its condition as written, and what follows."""
    return words("gives", voice.language, condition=sentence(rule.when, voice), effect=_effect(rule, voice))


def _effect(rule: Rule, voice: Voice) -> str:
    match rule.effect:
        case Gives(value=value):
            if isinstance(voice.law.conclusions[rule.conclusion].kind, Truth):
                return truth_words(rule.conclusion, value, voice)
            return words("gives-value", voice.language, value=sentence(value, voice))
        case _:
            return _end_of(rule, voice)


def _end(end: RuleEnd, voice: Voice) -> str:
    """What the text does instead of giving a value, and about which conclusion."""
    conclusion = voice.law.conclusions[end.conclusion]
    rule = next(rule for rule in conclusion.rules if rule.id == end.rule)
    name = conclusion.term.in_language(voice.language)
    return words("about", voice.language, name=name, end=_end_of(rule, voice))


def _end_of(rule: Rule, voice: Voice) -> str:
    bodies, language = voice.law.policy.enumerations, voice.language
    match rule.effect:
        case Silent(says=says):
            return words("silent-about", language, says=says.in_language(language))
        case LeftTo(body=body, instrument=instrument):
            maker = bodies["body"].members[body].term.in_language(language)
            return words("makes", language, body=maker, instrument=instrument.in_language(language))
        case Discretion(by=by, low=low, high=high):
            decider = bodies["body"].members[by].term.in_language(language)
            if low is None or high is None:
                return words("decides", language, by=decider)
            ends = words("range", language, low=sentence(low, voice), high=sentence(high, voice))
            return words("decides-within", language, by=decider, range=ends)
        case Gives():
            raise AssertionError(rule)


def _other_reading(alternative: Alternative, answer: Answer, voice: Voice) -> str:
    policy, language = voice.law.policy, voice.language
    readings = [
        words(
            "reading",
            language,
            about=choice_term(policy, name).in_language(language),
            option=policy.readings[name].options[option].term.in_language(language),
        )
        for name, option in alternative.readings.items()
    ]
    told = figure(alternative.outcome, answer, voice)
    return words("other-reading", language, readings=words("list", language).join(readings), figure=told)


def _cited(key: str, citation: Citation, voice: Voice) -> str:
    return words(key, voice.language, clause=citation.clause, quote=" ".join(citation.quote.split()))


def _question(name: str, voice: Voice) -> str:
    return facts_of(voice.law.policy.subjects[voice.subject])[name].question.in_language(voice.language)


def _reasons(reasons: Iterable[Reason], answer: Answer, voice: Voice) -> str:
    return words("list", voice.language).join(reason_words(reasons, voice, answer.case))
