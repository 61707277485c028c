"""The file of an amendment: who made it and why, its days, its own clauses, and what it changes by path."""

from pathlib import Path

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.language.clauses import read_clauses
from estate_policy.language.draft import Draft, present
from estate_policy.language.files import Mapping, Node, PolicyFile, Scalar, composed, read_file
from estate_policy.language.periods import common
from estate_policy.language.shape import period, shape
from estate_policy.law import Amendment, Clause, Document, Period, SourceFile
from estate_policy.messages import Message, closest

_NEEDS = "amendment title source reason in_force clauses"
_MAY = "example changes"
_EMPTY = Mapping((), Location(""))


@attrs.frozen
class Change:
    """One thing that an amendment changes: by which clause of its own, where, and how."""

    amendment: Amendment
    clause: Clause
    name: Scalar
    path: tuple[str, ...]
    node: Node

    @property
    def text(self) -> str:
        """The path as written."""
        return self.name.text


def read_amendment(path: Path) -> Amendment:
    """An amendment as its file announces it; what it changes is read against the policy it is laid over."""
    file = read_file(path, path.name)
    problems: list[Problem] = []
    parts = shape(file.root, problems, _NEEDS, _MAY)
    name, days = parts.scalar("amendment"), parts.scalar("in_force")
    if name is not None and not name.text.replace("-", "_").isidentifier():
        problems.append(Problem(Message("bad-amendment-name", {"name": name.text}), name.location))
    in_force = None
    try:
        in_force = None if days is None else period(days)
    except PolicyError as error:
        problems += error.problems
    words = [parts.term(key) for key in ("title", "source", "reason")]
    example = parts.flag("example")
    if problems or name is None or in_force is None:
        raise PolicyError(problems)
    title, source, reason = words
    return Amendment(name.text, title, source, reason, in_force, example, SourceFile(file.path, file.content))


def enter_amendment(draft: Draft, amendment: Amendment) -> list[Change]:
    """Enter an amendment as a document with its clauses; what it changes."""
    file = composed(amendment.file)
    parts = shape(file.root, draft.problems, _NEEDS, _MAY)
    place = parts.location
    if amendment.name in draft.documents:
        draft.problem(Message("amendment-named-twice", {"name": amendment.name}), parts.place("amendment"))
        return []
    felt = _within(
        amendment.in_force, [draft.documents[name].in_force for name in draft.documents if name not in draft.amended]
    )
    document = Document(amendment.name, amendment.title, felt, None, place, place)
    draft.documents[amendment.name] = document
    root = parts.node("clauses") or _EMPTY
    if not isinstance(root, Mapping) or not root.entries:
        draft.problem(Message("amendment-without-clause"), parts.place("clauses"))
        return []
    read_clauses(draft, PolicyFile(file.path, file.content, root), document)
    changes = []
    for path, node in parts.named("changes"):
        with draft.collecting():
            changes.append(Change(amendment, _clause(draft, document, node), path, tuple(path.text.split("/")), node))
    return changes


def _within(days: Period, others: list[Period]) -> Period:
    """The days of an amendment from the first to the last day of the documents that it amends, if it has any there."""
    starts, ends = [one.start for one in others], [one.end for one in others]
    start = None if None in starts else min((one for one in starts if one is not None), default=None)
    end = None if None in ends else max((one for one in ends if one is not None), default=None)
    return common(days, Period(start, end)) or days


def _clause(draft: Draft, document: Document, node: Node) -> Clause:
    """The clause that a change cites: the one it names, or the first."""
    own = {id_: clause for (name, id_), clause in draft.clauses.items() if name == document.id}
    entries = node.entries if isinstance(node, Mapping) else ()
    named = next((entry.value for entry in entries if entry.key.text == "clause"), None)
    if not isinstance(named, Scalar):
        return present(next(iter(own.values()), None))
    if named.text not in own:
        message = Message("unknown-clause", {"clause": named.text})
        raise PolicyError(Problem(message, named.location, closest(named.text, own)))
    return own[named.text]
