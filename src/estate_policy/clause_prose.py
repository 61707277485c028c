"""A clause in prose: its words, and what follows from them, as Markdown."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

import attrs

from estate_policy.expr import Constant
from estate_policy.interpreters.voice import Voice, quantity, unit_words
from estate_policy.kinds import PLAIN, Member, Quantity, Text, Truth
from estate_policy.law import (
    ALWAYS,
    Assumption,
    Citation,
    Clause,
    Conclusion,
    Duty,
    Example,
    Finding,
    LawInForce,
    Parameter,
    Payment,
    Policy,
    Reading,
    Rule,
)
from estate_policy.markdown import LANGUAGES, both, both_periods, escaped, two, unfolded
from estate_policy.page_headings import Heading, Key, conclusions_of
from estate_policy.reasons import truth_words
from estate_policy.rule_prose import Item, duty_items, finding_items, payment_words, rule_items
from estate_policy.terms import Term
from estate_policy.walk import choices_read
from estate_policy.wording import bilingual, words

_Cites = TypeVar("_Cites", Parameter, Reading, Assumption, Finding)
_Told = TypeVar("_Told", Rule, Finding, Payment, Duty)


@attrs.frozen
class Page:
    """A page about a policy: its law over all time, and its headings."""

    law: LawInForce
    headings: Mapping[Key, Heading]

    @property
    def policy(self) -> Policy:
        """The policy that the page is about."""
        return self.law.policy

    def clause_link(self, citation: Citation, here: str | None = None) -> str:
        """A link to the clause cited; its document is named unless that is the one at hand."""
        name = citation.clause
        if here != citation.document and len(self.policy.documents) > 1:
            name = f"《{self.policy.documents[citation.document].title.zh}》{name}"
        return self.headings["clause", citation.document, citation.clause].link(name)


def clause_lines(clause: Clause, page: Page) -> Iterator[str]:
    """The section of a clause: heading, text, and all that rests on it."""
    yield page.headings["clause", clause.document, clause.id].line
    yield ""
    yield from (f"> {line}".rstrip() for line in escaped(unfolded(clause.text)).replace("\n", "\n\n").split("\n"))
    yield ""
    follows = [*_follows(clause, page), *_list("page-cited-by", _cited_by(clause, page))]
    yield from follows or [f"*{bilingual('page-nothing')}*", ""]
    examples = [one for one in page.policy.examples if _stands_in(one, clause)]
    if examples:
        names = "; ".join(escaped(one.name) for one in examples)
        yield f"**{both('page-examples', count=str(len(examples)))}**: {names}"
        yield ""


def _follows(clause: Clause, page: Page) -> Iterator[str]:
    """Parameters, readings, assumptions, conclusions and findings of a clause."""
    policy = page.policy
    yield from _list("page-parameters", _each(_parameter, policy.parameters.values(), clause, page))
    yield from _list("page-readings", _each(_choice, policy.readings.values(), clause, page))
    yield from _list("page-assumptions", _each(_choice, policy.assumptions.values(), clause, page))
    for conclusion in conclusions_of(policy, clause):
        yield page.headings["conclusion", conclusion.name].line
        yield ""
        yield from _bullets(_conclusion(conclusion, page))
        yield ""
    yield from _list("page-findings", _each(_finding, policy.findings.values(), clause, page))


def _each(
    told: Callable[[_Cites, Page], Iterator[Item]], things: Iterable[_Cites], clause: Clause, page: Page
) -> Iterator[Item]:
    """All lines about those of the things that rest on a clause."""
    for thing in things:
        if _is_of(thing.citation, clause):
            yield from told(thing, page)


def _list(key: str, items: Iterable[Item]) -> Iterator[str]:
    lines = list(_bullets(items))
    if lines:
        yield from (f"**{bilingual(key)}**", "", *lines, "")


def _bullets(items: Iterable[Item]) -> Iterator[str]:
    return (f"{'  ' * depth}- {text}" for depth, text in items)


def _parameter(parameter: Parameter, page: Page) -> Iterator[Item]:
    yield 0, f"**{two(parameter.term)}** `{parameter.name}`"
    for figure in parameter.figures:
        zh, en = (quantity(figure.value, parameter.unit, Voice(page.law, "", language)) for language in LANGUAGES)
        value = two(Term(zh, en))
        yield 1, value if figure.period == ALWAYS else f"{both_periods(figure.period)}: {value}"
    if not parameter.figures:
        yield 1, bilingual("page-unstated")
    if parameter.assumption is None:
        yield 1, _quoted(parameter.citation)
    else:
        yield 1, f"{bilingual('page-by-assumption')}: {_followed(parameter.assumption, page, parameter.citation)}"


def _choice(choice: Reading | Assumption, _page: Page) -> Iterator[Item]:
    yield 0, f"**{escaped(two(choice.term))}** `{choice.name}`"
    followed = choice.preferred if isinstance(choice, Reading) else choice.adopted
    for option in sorted(choice.options.values(), key=lambda option: option.name != followed):
        key = "page-alternative"
        if option.name == followed:
            key = "page-preferred" if isinstance(choice, Reading) else "page-adopted"
        yield 1, f"{bilingual(key)}: {escaped(two(option.term))}"
    yield 1, _quoted(choice.citation)
    yield from _open_points(1, choice.gaps)


def _conclusion(conclusion: Conclusion, page: Page) -> Iterator[Item]:
    told = [_kind_words(conclusion, Voice(page.law, conclusion.subject, language)) for language in LANGUAGES]
    yield 0, f"{bilingual('page-subject')}: `{conclusion.subject}`"
    yield 0, f"{bilingual('page-kind')}: {escaped(two(Term(*told)))}"
    yield 0, _quoted(conclusion.citation)
    for also in conclusion.also:
        yield 0, f"{bilingual('page-also')} {page.clause_link(also, conclusion.citation.document)}: {_said(also)}"
    yield from _assumptions(conclusion.assumes, page, conclusion.citation)
    for name in sorted(choices_read(conclusion) & page.policy.readings.keys()):
        yield 0, f"{bilingual('page-depends')}: {_followed(name, page, conclusion.citation)}"
    if conclusion.pays is not None:
        yield from _in_both(_payment, conclusion.pays, conclusion.subject, page)
    if conclusion.forecasts is not None:
        yield from _in_both(_forecast, conclusion.forecasts, conclusion.subject, page)
    if conclusion.duty is not None:
        yield from _in_both(duty_items, conclusion.duty, conclusion.subject, page)
    for rule in conclusion.rules:
        yield 0, f"{bilingual('page-rule')} `{rule.id}`"
        yield from ((depth + 1, text) for depth, text in _rule(rule, conclusion, page))


def _rule(rule: Rule, conclusion: Conclusion, page: Page) -> Iterator[Item]:
    yield from _in_both(rule_items, rule, conclusion.subject, page)
    if rule.in_force != ALWAYS:
        yield 0, f"{bilingual('page-during')}: {both_periods(rule.in_force)}"
    if rule.overrides:
        yield 0, f"{bilingual('page-overrides')}: {', '.join(f'`{name}`' for name in rule.overrides)}"
    if rule.citation != conclusion.citation:
        yield 0, _quoted(rule.citation, page, conclusion.citation)
    yield from _assumptions([name for name in rule.assumes if name not in conclusion.assumes], page, rule.citation)
    yield from _open_points(0, rule.gaps)


def _finding(finding: Finding, page: Page) -> Iterator[Item]:
    yield 0, f"`{finding.name}` ({bilingual('page-subject')}: `{finding.subject}`)"
    yield from ((depth + 1, text) for depth, text in _in_both(finding_items, finding, finding.subject, page))
    yield 1, _quoted(finding.citation)
    yield from _open_points(1, finding.gaps)


def _open_points(depth: int, gaps: Sequence[str]) -> Iterator[Item]:
    """The open points that are answered by what the list is about."""
    if gaps:
        yield depth, f"{bilingual('page-gap')}: {', '.join(gaps)}"


def _payment(payment: Payment, voice: Voice) -> Iterator[Item]:
    yield 0, payment_words("page-payment-whole" if payment.whole else "page-payment", payment, voice)


def _forecast(payment: Payment, voice: Voice) -> Iterator[Item]:
    yield 0, payment_words("page-forecast", payment, voice)


def _in_both(told: Callable[[_Told, Voice], Iterator[Item]], thing: _Told, subject: str, page: Page) -> Iterator[Item]:
    for language in LANGUAGES:
        yield from ((depth, escaped(text)) for depth, text in told(thing, Voice(page.law, subject, language)))


def _kind_words(conclusion: Conclusion, voice: Voice) -> str:
    match conclusion.kind:
        case Truth():
            yes, no = (truth_words(conclusion.name, Constant(so, Truth()), voice) for so in (True, False))
            return words("page-whether" if conclusion.negated is None else "page-truth", voice.language, yes=yes, no=no)
        case Member(enumeration=name):
            named = voice.law.policy.enumerations[name]
            members = [member.term.in_language(voice.language) for member in named.members.values()]
            key = "page-member-open" if named.open else "page-member"
            return words(key, voice.language, members=words("list", voice.language).join(members))
        case Quantity(unit=unit):
            return words("page-share" if unit == PLAIN else "page-amount", voice.language, unit=unit_words(unit, voice))
        case Text():
            raise AssertionError(conclusion)


def _assumptions(names: Iterable[str], page: Page, here: Citation) -> Iterator[Item]:
    for name in names:
        yield 0, f"{bilingual('page-assumed')}: {_followed(name, page, here)}"


def _followed(name: str, page: Page, here: Citation) -> str:
    """A reading or an assumption in words, with the option followed, and a link where it stands in another clause."""
    choice = page.policy.readings.get(name) or page.policy.assumptions[name]
    elsewhere = (choice.citation.document, choice.citation.clause) != (here.document, here.clause)
    where = f" ({page.clause_link(choice.citation, here.document)})" if elsewhere else ""
    followed = choice.preferred if isinstance(choice, Reading) else choice.adopted
    term = choice.term
    if followed is not None:
        option = choice.options[followed].term
        zh, en = (
            words("page-followed", one, about=term.in_language(one), option=option.in_language(one))
            for one in LANGUAGES
        )
        term = Term(zh, en)
    return f"{escaped(two(term))} `{name}`{where}"


def _quoted(citation: Citation, page: Page | None = None, here: Citation | None = None) -> str:
    """The words cited, with a link to their clause where that is another."""
    if page is None or here is None or (here.document, here.clause) == (citation.document, citation.clause):
        return f"{bilingual('page-quote')}: {_said(citation)}"
    return f"{bilingual('page-quote')} {page.clause_link(citation, here.document)}: {_said(citation)}"


def _said(citation: Citation) -> str:
    return f"“{escaped(unfolded(' '.join(citation.quote.split())))}”"


def _cited_by(clause: Clause, page: Page) -> Iterator[Item]:
    """The conclusions of other clauses that quote this one."""
    for conclusion in page.policy.conclusions.values():
        quoted = (*conclusion.also, *(rule.citation for rule in conclusion.rules))
        if not _is_of(conclusion.citation, clause) and any(_is_of(one, clause) for one in quoted):
            link = page.headings["conclusion", conclusion.name].link(escaped(two(conclusion.term)))
            yield 0, f"{link} `{conclusion.name}`"


def _is_of(citation: Citation, clause: Clause) -> bool:
    return (citation.document, citation.clause) == (clause.document, clause.id)


def _stands_in(example: Example, clause: Clause) -> bool:
    return (example.document, example.clause) == (clause.document, clause.id)
