"""A policy examined: its examples worked, its rules exercised, its words compared with the promulgated text."""

from collections.abc import Iterator

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, Problem
from estate_policy.figures import digits_of
from estate_policy.flaws import as_problem, flaws, turning_days
from estate_policy.kinds import Value
from estate_policy.language.quotes import digest_of, normalised
from estate_policy.law import Clause, Document, Example, Expectation, Policy
from estate_policy.messages import Message
from estate_policy.outcome import Known
from estate_policy.schema import facts_of, is_event

_LONGEST_SHOWN = 60
"""Characters of the text that a message repeats."""


def examine(policy: Policy, source: str | None = None) -> tuple[Problem, ...]:
    """Every problem of a policy that could be loaded; with the promulgated text, also where the two differ."""
    problems = [as_problem(flaw) for flaw in flaws(policy)]
    problems += _examples(policy)
    if source is None:
        problems += _carried(policy)
    else:
        problems += _compared(policy, normalised(source), digest_of(source))
    return tuple(dict.fromkeys(problems))


def _examples(policy: Policy) -> Iterator[Problem]:
    """The examples that come out otherwise, on any day on which rules differ, and the rules that none of them uses."""
    law = policy.on(turning_days(policy)[-1])
    used: set[tuple[str, str]] = set()
    noticed: set[str] = set()
    for example in policy.examples:
        try:
            subject = policy.subjects[example.subject]
            facts = facts_of(subject)
            unknown = [name for name, value in example.facts.items() if value is None and is_event(facts[name])]
            decision = decide(law, subject(**example.facts), unknown_events=unknown)
        except FactError as error:
            yield from (Problem(one.message, example.location, one.hint) for one in error.problems)
            continue
        used |= _used(decision)
        noticed |= {finding.name for finding in decision.findings}
        yield from _differences(example, decision)
    for conclusion in law.conclusions.values():
        for rule in conclusion.rules:
            if (conclusion.name, rule.id) not in used:
                yield Problem(Message("rule-unused", {"rule": f"{conclusion.name}.{rule.id}"}), rule.location)
    for finding in law.findings.values():
        if finding.name not in noticed:
            yield Problem(Message("finding-unused", {"finding": finding.name}), finding.location)


def _used(decision: Decision) -> set[tuple[str, str]]:
    """The rules that give an answer under any of its readings."""
    concluded = (one for answer in decision.values() for one in answer.case.concluded.values())
    return {(rule.conclusion, rule.id) for one in concluded for rule in one.rules}


def _differences(example: Example, decision: Decision) -> Iterator[Problem]:
    for expected in example.expects:
        answer = decision[expected.conclusion]
        for what, wanted, found in _compare(expected, answer):
            if wanted != found:
                details = {"example": example.name, "what": what, "wanted": wanted, "found": found}
                yield Problem(Message("example-differs", details), expected.location)
    if example.findings is not None:
        wanted_findings, found_findings = sorted(example.findings), sorted(one.name for one in decision.findings)
        if wanted_findings != found_findings:
            details = {
                "example": example.name,
                "what": "findings",
                "wanted": ", ".join(wanted_findings) or "-",
                "found": ", ".join(found_findings) or "-",
            }
            yield Problem(Message("example-differs", details), example.location)


def _compare(expected: Expectation, answer: Answer) -> Iterator[tuple[str, str, str]]:
    """What an example says of an answer, as wanted and as found."""
    name = expected.conclusion
    yield name, expected.standing, answer.standing.value
    found = answer.outcome.value if isinstance(answer.outcome, Known) else None
    if expected.value is not None:
        yield name, _shown(expected.value), _shown(found)
    if expected.low is not None:
        yield f"{name} low", _shown(expected.low), str(answer.low)
    if expected.high is not None:
        yield f"{name} high", _shown(expected.high), str(answer.high)
    if expected.rule is not None:
        yield f"{name} rule", expected.rule, "|".join(answer.rules)
    if expected.missing is not None:
        yield f"{name} missing", ", ".join(sorted(expected.missing)), ", ".join(sorted(answer.missing))


def _shown(value: Value | None) -> str:
    if value is None or isinstance(value, str):
        return value or "-"
    return str(value).lower() if isinstance(value, bool) else digits_of(value)


def _carried(policy: Policy) -> Iterator[Problem]:
    """Whether the clauses together are the text of which each document records the digest."""
    for document in policy.documents.values():
        words = "".join(clause.text for clause in _clauses(policy, document))
        if document.digest is not None and digest_of(words) != document.digest:
            yield Problem(Message("not-the-text", {"document": document.id}), document.location)


def _compared(policy: Policy, text: str, digest: str) -> Iterator[Problem]:
    """Clauses whose words the text does not have in their order, and words of the text that no clause carries."""
    known = {document.digest for document in policy.documents.values()}
    document = next((one for one in policy.documents.values() if one.digest == digest), None)
    if document is None:
        document = next(iter(policy.documents.values()))
        if known != {None}:
            yield Problem(Message("another-text", {"document": document.id}), document.location)
    position = 0
    for clause in _clauses(policy, document):
        words = normalised(clause.text)
        start = text.find(words, position)
        if start < 0:
            yield _not_there(clause, words, text)
        else:
            yield from _left_out(text[position:start], document)
            position = start + len(words)
    yield from _left_out(text[position:], document)


def _clauses(policy: Policy, document: Document) -> list[Clause]:
    return [clause for clause in policy.clauses.values() if clause.document == document.id]


def _not_there(clause: Clause, words: str, text: str) -> Problem:
    """A clause that the text does not have: how far it agrees, and where it departs."""
    agreed = next((end for end in range(len(words), 0, -1) if words[:end] in text), 0)
    departs = {"clause": clause.id, "words": words[max(agreed - 10, 0) : agreed + 10]}
    return Problem(Message("clause-not-in-text", departs), clause.location)


def _left_out(words: str, document: Document) -> Iterator[Problem]:
    if words:
        shown = words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
        yield Problem(Message("text-not-carried", {"words": shown}), document.location)
