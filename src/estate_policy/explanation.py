"""An answer told in Chinese or English: the figure first, what to do next, then everything it rests on."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

import attrs

from estate_policy.answer import Alternative, Answer
from estate_policy.checklist import duties_words
from estate_policy.evidence import records_words
from estate_policy.expr import Computed, Expr, ParameterRef
from estate_policy.headlines import figure, figure_term, headline, headline_lines, missing_term, next_step, question
from estate_policy.interpreters.voice import Voice, choice_term, fact_term, quantity
from estate_policy.kinds import Quantity
from estate_policy.law import Amendment, Assumption, Finding, Gives, LawInForce, covers
from estate_policy.outcome import Known, RuleEnd
from estate_policy.reasons import computed, read_words, reason_words
from estate_policy.rulings import cited, documents_about, end_words, rule_words
from estate_policy.schema import fields_of
from estate_policy.trace import Reason, Trace, is_formula, trace
from estate_policy.walk import nodes, read_by
from estate_policy.wording import words


def explain_answer(answer: Answer, subject: attrs.AttrsInstance, voice: Voice) -> str:
    """One answer in full."""
    assumed = _items("assumptions", _assumed(trace(answer), voice), voice)
    return "\n".join([*_heading(subject, voice), "", *_section([answer], voice), *assumed]).rstrip()


def explain_decision(
    subject: attrs.AttrsInstance,
    top: Answer | None,
    answers: Sequence[Answer],
    findings: Iterable[Finding],
    voice: Voice,
) -> str:
    """A decision: the headline with what it rests on, the other answers in a line each, the duties, the findings."""
    full = [] if top is None else _cone(top, answers)
    others = [answer for answer in answers if answer not in full and answer.conclusion.duty is None]
    owed = [answer for answer in answers if answer.conclusion.duty is not None]
    lines = [*_heading(subject, voice), "", *_section(full, voice)]
    if top is not None:
        lines += [*_items("assumptions", _assumed(trace(top), voice), voice), ""]
    if others:
        lines += [words("conclusions" if top is None else "others", voice.language), *headline_lines(others, voice)]
        lines += [*_asked(others, full, voice), *_ends(others, full, voice), ""]
    if owed:
        lines += [*duties_words(owed, voice), ""]
    if besides := [answer for answer in (*others, *owed) if answer not in full]:
        readings, assumptions = ("readings", "assumptions") if top is None else ("other-readings", "other-assumptions")
        lines += _rest_on(readings, besides, full, lambda answer: _readings(answer, voice), voice)
        top_alone = [] if top is None else [top]
        lines += _rest_on(assumptions, besides, top_alone, lambda answer: _assumed(trace(answer), voice), voice)
    if findings:
        lines += [words("findings", voice.language), *(_finding(finding, voice) for finding in findings)]
    return "\n".join(lines).rstrip()


def _heading(subject: attrs.AttrsInstance, voice: Voice) -> Iterator[str]:
    """Which subject this is about, and by which law."""
    language, law = voice.language, voice.law
    fields = fields_of(type(subject))
    given = {name: getattr(subject, name) for name in ("id", "name") if name in fields}
    told = [
        words("field", language, name=fields[name].term.in_language(language), value=value)
        for name, value in given.items()
        if value is not None
    ]
    yield words("list", language).join(told)
    yield words("law", language, titles=words("enumerated", language).join(_titles(law, voice)), day=str(law.day))
    told = [_amendment(amendment, voice) for amendment in law.amendments]
    if told:
        yield words("amendments", language, items=words("list", language).join(told))


def _amendment(amendment: Amendment, voice: Voice) -> str:
    language = voice.language
    title, source = amendment.title.in_language(language), amendment.source.in_language(language)
    return words("amendment-example" if amendment.example else "amendment", language, title=title, source=source)


def _titles(law: LawInForce, voice: Voice) -> Iterator[str]:
    amending = {amendment.name for amendment in law.policy.amendments}
    in_force = [
        document
        for name, document in law.policy.documents.items()
        if name not in amending and covers(document.in_force, law.day)
    ]
    about = documents_about(law.policy, voice.subject)
    for document in [one for one in in_force if one.id in about] or in_force:
        yield words("document", voice.language, title=document.title.in_language(voice.language))


def _cone(top: Answer, answers: Sequence[Answer]) -> list[Answer]:
    """The headline and the answers it reads, directly or not, nearest first."""
    by_name = {answer.name: answer for answer in answers}
    names, read = [top.name], read_by(top.case.law)
    for name in names:
        names += [other for other in by_name if other in read[name] - set(names)]
    return [by_name[name] for name in names]


def _section(answers: Sequence[Answer], voice: Voice) -> Iterator[str]:
    """Answers in full, the first with what to do next; what is missing or undecided is said where it first is."""
    for index, answer in enumerate(answers):
        told, before = trace(answer), answers[:index]
        yield headline(answer, voice)
        if not before:
            yield words("next", voice.language, step=next_step(answer, voice))
        yield from _grounds(answer, told, voice)
        yield from records_words(answer, before, voice)
        yield from _asked([answer], before, voice)
        yield from _ends([answer], before, voice)
        yield from (_other_reading(alternative, answer, voice) for alternative in answer.alternatives)
        yield from _other_rules(answer, told, voice)
        yield ""


def _grounds(answer: Answer, told: Trace, voice: Voice) -> Iterator[str]:
    """The computation, the rule with its reasons, the words it cites, what else was read."""
    language = voice.language
    because: list[Reason] = []
    formula = _formula(answer)
    if formula is not None:
        yield words("formula", language, computation=computation(answer, voice))
    if answer.known_part is not None and isinstance(answer.conclusion.kind, Quantity):
        known, left = Fraction(answer.known_part), words("enumerated", language).join(answer.left_out)
        shown = quantity(known, answer.conclusion.kind.unit, voice)
        yield words("known-part", language, figure=shown, members=left)
    for step in told.steps:
        if step.rule in answer.concluded.rules and not is_formula(answer.conclusion):
            yield words("rule", language, rule=step.rule.id, words=rule_words(step.rule, voice))
            because += step.reasons
    because += told.grounds
    if because:
        yield words("because", language, reasons=_reasons(because, answer, voice))
    for citation in dict.fromkeys(rule.citation for rule in answer.concluded.rules) or [answer.citation]:
        yield words("cited", language, **cited(citation, voice))
    for citation in answer.conclusion.also:
        yield words("cited-also", language, **cited(citation, voice))
    if also := _also_read(formula, told, voice):
        yield words("read", language, items=words("list", language).join(also))


def computation(answer: Answer, voice: Voice) -> str:
    """The formula with the figures in it and what it comes to; where none gives the answer, the rules that do."""
    formula, language = _formula(answer), voice.language
    if formula is None:
        return words("list", language).join(rule_words(rule, voice) for rule in answer.concluded.rules)
    result = figure(answer.outcome, answer.conclusion.kind, voice)
    return words("computation", language, formula=computed(formula, answer.case, voice), result=result)


def _formula(answer: Answer) -> Expr | None:
    """The formula by which an answer is computed."""
    rule = answer.concluded.rules[0] if answer.concluded.rules else None
    if rule is None or not isinstance(rule.effect, Gives) or not isinstance(answer.conclusion.kind, Quantity):
        return None
    return rule.effect.value if isinstance(rule.effect.value, Computed) else None


def _also_read(formula: Expr | None, told: Trace, voice: Voice) -> list[str]:
    """What was read and shows in no formula and no reason; a figure of the policy shows in the rule that names it."""
    reasons = [reason.part for step in told.steps for reason in step.reasons] + [one.part for one in told.grounds]
    shown = {node for top in (*reasons, *([] if formula is None else [formula])) for node in nodes(top)}
    left = [one for one in told.reads if one.reference not in shown and not isinstance(one.reference, ParameterRef)]
    return [read_words(one.reference, one.outcome, voice) for one in left]


def _other_rules(answer: Answer, told: Trace, voice: Voice) -> Iterator[str]:
    """The rules that do not hold, and those of which that is not known, each with why."""
    for step in told.steps:
        if step.rule not in answer.concluded.rules:
            key = "rule-fails" if isinstance(step.verdict, Known) else "rule-open"
            reasons = _reasons(step.reasons, answer, voice)
            yield words(key, voice.language, rule=step.rule.id, words=rule_words(step.rule, voice), reasons=reasons)


def _reasons(reasons: Iterable[Reason], answer: Answer, voice: Voice) -> str:
    return words("list", voice.language).join(reason_words(reasons, voice, answer.case))


def _asked(answers: Iterable[Answer], before: Iterable[Answer], voice: Voice) -> Iterator[str]:
    """The facts that are missing and were not asked for before."""
    before, answers, language = list(before), list(answers), voice.language
    known = {fact for answer in before for fact in answer.missing_facts}
    facts = dict.fromkeys(fact for answer in answers for fact in answer.missing_facts if fact not in known)
    asked = [words("asked", language, name=missing_term(one, voice), question=question(one, voice)) for one in facts]
    if asked:
        yield words("missing", language, items=words("list", language).join(asked))
    stated = {name for answer in before for name in answer.unstated}
    names = dict.fromkeys(name for answer in answers for name in answer.unstated if name not in stated)
    if names:
        yield words("unstated", language, items=words("list", language).join(figure_term(one, voice) for one in names))


def _ends(answers: Iterable[Answer], before: Iterable[Answer], voice: Voice) -> Iterator[str]:
    """Who decides, what is to be made, where the text is silent: certain or possible, if it was not said before."""
    known = {told for answer in before for told in _ends_of(answer)}
    for key, end in dict.fromkeys(told for answer in answers for told in _ends_of(answer) if told not in known):
        yield end_words(key, end, voice)


def _ends_of(answer: Answer) -> Iterator[tuple[str, RuleEnd]]:
    for end in answer.ends:
        certain = not isinstance(answer.outcome, Known) and end in answer.outcome.causes
        yield "end" if certain else "may", end


def _other_reading(alternative: Alternative, answer: Answer, voice: Voice) -> str:
    listed = words("list", voice.language)
    told, found = listed.join(_options(alternative, voice)), figure(alternative.outcome, answer.conclusion.kind, voice)
    if alternative.missing:
        missing = listed.join(missing_term(fact, voice) for fact in alternative.missing_facts)
        found = words("lacking", voice.language, figure=found, missing=missing)
    return words("other-reading", voice.language, readings=told, figure=found)


def _readings(answer: Answer, voice: Voice) -> list[str]:
    return [option for alternative in answer.alternatives for option in _options(alternative, voice)]


def _options(alternative: Alternative, voice: Voice) -> list[str]:
    """The readings that are taken otherwise, and how."""
    policy, language = voice.law.policy, voice.language
    return [
        words(
            "reading",
            language,
            about=choice_term(policy, name).in_language(language),
            option=policy.readings[name].options[option].term.in_language(language),
        )
        for name, option in alternative.readings.items()
    ]


def _assumed(told: Trace, voice: Voice) -> list[str]:
    """The assumptions on which an answer rests."""
    assumed = [_assumption(assumption, voice) for assumption in told.assumptions]
    if told.presumed:
        events = words("list", voice.language).join(fact_term(name, voice) for name in told.presumed)
        assumed.append(words("presumed", voice.language, events=events))
    return assumed


def _assumption(assumption: Assumption, voice: Voice) -> str:
    language = voice.language
    about = assumption.term.in_language(language)
    if assumption.adopted is None:
        return about
    option = assumption.options[assumption.adopted].term.in_language(language)
    return words("reading", language, about=about, option=option)


def _items(key: str, items: Sequence[str], voice: Voice) -> Iterator[str]:
    if items:
        yield words(key, voice.language)
        yield from (words("item", voice.language, words=item) for item in items)


def _rest_on(
    key: str, answers: Iterable[Answer], before: Iterable[Answer], told: Callable[[Answer], list[str]], voice: Voice
) -> Iterator[str]:
    """What answers rest on that was not told before, and which answers each of it carries."""
    known = {item for answer in before for item in told(answer)}
    carried: dict[str, list[str]] = {}
    for answer in answers:
        for item in dict.fromkeys(told(answer)):
            if item not in known:
                carried.setdefault(item, []).append(answer.conclusion.term.in_language(voice.language))
    if carried:
        yield words(key, voice.language)
        for item, names in carried.items():
            yield words("item-of", voice.language, words=item, names=words("list", voice.language).join(names))
        yield ""


def _finding(finding: Finding, voice: Voice) -> str:
    says = finding.says.in_language(voice.language)
    return words("finding", voice.language, says=says, **cited(finding.citation, voice))
