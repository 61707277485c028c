"""A policy in prose: every clause with its words and what follows from them, for those who read no YAML."""

import re
from collections.abc import Iterator

import attrs

from estate_policy.clause_prose import Page, clause_lines
from estate_policy.law import Assumption, Citation, Finding, LawInForce, Policy, Reading, Rule
from estate_policy.markdown import LANGUAGES, escaped, period_words, two
from estate_policy.page_headings import Heading, clauses_of, headings
from estate_policy.stretches import first_day, stretches
from estate_policy.wording import bilingual, words


def policy_page(policy: Policy) -> str:
    """The page of a policy over all its time, as Markdown in Chinese and English; the same for the same policy."""
    page = Page(_over_time(policy), headings(policy))
    return "\n".join(_lines(page)).rstrip("\n") + "\n"


def _over_time(policy: Policy) -> LawInForce:
    """All rules and findings there are, and of the parameters those figures that never change."""
    law = policy.on(first_day(stretches(policy)[0]))
    steady = {name: one.figures[0] for name, one in policy.parameters.items() if len(one.figures) == 1}
    return attrs.evolve(law, figures=steady, conclusions=policy.conclusions, findings=policy.findings)


def _lines(page: Page) -> Iterator[str]:
    yield from (page.headings["part", "page"].line, "")
    for language in LANGUAGES:
        for part in ("about", "rules", "unknown", "bounds"):
            yield from (words(f"page-{part}", language), "")
    yield from (page.headings["part", "contents"].line, "", *_contents(page), "")
    for document in page.policy.documents.values():
        yield from (page.headings["document", document.id].line, "")
        told = (words("page-in-force", one, days=period_words(document.in_force, one)) for one in LANGUAGES)
        yield from (" · ".join(told), "")
        for clause in clauses_of(page.policy, document):
            yield from clause_lines(clause, page)
    yield from (page.headings["part", "conclusions"].line, "", *_conclusions(page))
    yield from (page.headings["part", "gaps"].line, "", *_gaps(page))


def _contents(page: Page) -> Iterator[str]:
    for document in page.policy.documents.values():
        yield f"- {_link(page.headings['document', document.id])}"
        for clause in clauses_of(page.policy, document):
            yield f"  - {_link(page.headings['clause', document.id, clause.id])}"
    for part in ("conclusions", "gaps"):
        yield f"- {_link(page.headings['part', part])}"


def _conclusions(page: Page) -> Iterator[str]:
    """Every conclusion under the subject that it is about, with its clause."""
    for subject in page.policy.subjects:
        yield from (f"**{bilingual('page-subject')}: `{subject}`**", "")
        for one in page.policy.conclusions.values():
            if one.subject == subject:
                link = page.headings["conclusion", one.name].link(two(one.term))
                yield f"- {link} `{one.name}` ({page.clause_link(one.citation)})"
        yield ""


def _gaps(page: Page) -> Iterator[str]:
    """Every open point of the text with how and where it is treated."""
    yield f"| {bilingual('page-gap')} | {bilingual('page-treated')} | {bilingual('page-where')} |"
    yield "|---|---|---|"
    for gap, treatment, citation in sorted(_treated(page), key=lambda one: (_in_order(one[0]), one[1])):
        yield f"| {gap} | {treatment} | {page.clause_link(citation)} |"


def _treated(page: Page) -> Iterator[tuple[str, str, Citation]]:
    """Each open point with what answers it: a reading, an assumption, a rule or a finding."""
    policy = page.policy
    rules = [rule for conclusion in policy.conclusions.values() for rule in conclusion.rules]
    answering: list[Reading | Assumption | Rule | Finding] = [
        *policy.readings.values(),
        *policy.assumptions.values(),
        *rules,
        *policy.findings.values(),
    ]
    yield from ((gap, _treatment(one, page), one.citation) for one in answering for gap in one.gaps)


def _treatment(answering: Reading | Assumption | Rule | Finding, page: Page) -> str:
    match answering:
        case Reading(name=name, term=term):
            return f"{bilingual('page-reading')} `{name}`: {two(term)}"
        case Assumption(name=name, term=term):
            return f"{bilingual('page-assumption')} `{name}`: {two(term)}"
        case Rule(id=name, conclusion=conclusion):
            link = page.headings["conclusion", conclusion].link(two(page.policy.conclusions[conclusion].term))
            return f"{bilingual('page-ruled')} `{name}`: {link}"
        case Finding(name=name, says=says):
            return f"{bilingual('page-finding')} `{name}`: {escaped(two(says))}"


def _in_order(gap: str) -> tuple[tuple[str, int], ...]:
    """The number of an open point, such that G-2 comes before G-10."""
    return tuple((text, int(digits or 0)) for text, digits in re.findall(r"(\D*)(\d*)", gap))


def _link(heading: Heading) -> str:
    return heading.link(heading.text)
