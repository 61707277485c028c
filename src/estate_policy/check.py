"""A policy examined: its examples worked, its rules exercised, its words compared with the promulgated text."""

from collections.abc import Iterator

from estate_policy.errors import Problem
from estate_policy.flaws import as_problem, flaws
from estate_policy.interpreters.engines import Engine
from estate_policy.language.quotes import digest_of, normalised
from estate_policy.law import Clause, Document, Policy
from estate_policy.messages import Message
from estate_policy.worked import turned, worked

_LONGEST_SHOWN = 60
"""Characters of the text that a message repeats."""


def examine(policy: Policy, source: str | None = None, engine: Engine = "confirmed") -> tuple[Problem, ...]:
    """Every problem of a policy that could be loaded; with the promulgated text, also where the two differ."""
    problems = [as_problem(flaw) for flaw in flaws(policy)]
    problems += worked(policy, engine)
    if source is None:
        problems += _carried(policy)
    else:
        problems += _compared(policy, normalised(source), digest_of(source))
    return tuple(dict.fromkeys(problems))


def examples_turned(policy: Policy, amended: Policy, engine: Engine = "confirmed") -> tuple[Problem, ...]:
    """The examples of a policy that its amendments make come out otherwise, a line each: information, not a fault."""
    return tuple(turned(policy, amended, engine))


def _carried(policy: Policy) -> Iterator[Problem]:
    """Whether the clauses together are the text of which each document records the digest."""
    for document in policy.documents.values():
        words = "".join(clause.text for clause in _clauses(policy, document))
        if document.digest is not None and digest_of(words) != document.digest:
            hint = Message("write-digest", {"digest": digest_of(words)})
            yield Problem(Message("not-the-text", {"document": document.id}), document.digest_location, hint)


def _compared(policy: Policy, text: str, digest: str) -> Iterator[Problem]:
    """Clauses whose words the text does not have in their order, and words of the text that no clause carries."""
    known = {document.digest for document in policy.documents.values()}
    document = next((one for one in policy.documents.values() if one.digest == digest), None)
    if document is None:
        document = next(iter(policy.documents.values()))
        if known != {None}:
            yield Problem(Message("another-text", {"document": document.id}), document.digest_location)
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
