"""A folder of policy files, read as one policy: all problems of a load are found before any is reported."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TypeVar

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.language.amendments import enter_amendment
from estate_policy.language.clauses import read_clauses, read_declarations
from estate_policy.language.declarations import read_document
from estate_policy.language.draft import Draft
from estate_policy.language.examples import read_examples
from estate_policy.language.files import PolicyFile, composed, read_file
from estate_policy.language.grammar import folded
from estate_policy.language.overlay import Overlay, amend_declarations, amended, refuse_conflicts, refuse_unknown
from estate_policy.language.periods import common
from estate_policy.language.rules import read_conclusion, read_findings
from estate_policy.language.scopes import build_scopes
from estate_policy.law import ALWAYS, Amendment, Conclusion, Finding, Parameter, Period, Policy, SourceFile
from estate_policy.messages import Message, closest
from estate_policy.schema import facts_of, subject_name
from estate_policy.walk import conclusions_read, expressions, names_read

Key = TypeVar("Key")
Item = TypeVar("Item")

_DOCUMENT = "document.yaml"
_AMENDMENTS = frozenset({"instruments", "reforms"})
"""Folders of amendments beside those of documents; nothing in them holds unless it is asked for."""
_CASCADES = frozenset({"unknown-name", "unknown-assumption", "unknown-conclusion", "unknown-finding", "unknown-clause"})


def read_policy(folder: Path, subjects: Iterable[type]) -> Policy:
    """The policy whose documents are the sub-folders of a folder, about the subject classes given.

    `PolicyError` carries every problem found, in the order of files and lines.
    """
    folder = folder.resolve()
    draft = _draft({subject_name(subject): subject for subject in subjects})
    files = [
        SourceFile(file.path, file.content)
        for document in _documents(draft, folder)
        for file in _files(draft, folder, document)
    ]
    return _policy(draft, folder.name, files)


def read_amended(policy: Policy, amendments: Sequence[Amendment]) -> Policy:
    """A policy read again from its own files, with amendments laid over it, in whichever order they are given.

    `PolicyError` carries every problem found.
    """
    draft = _draft(dict(policy.subjects))
    for source in policy.files:
        _, document, name = source.path.split("/")
        _enter(draft, composed(source), document, name)
    overlay = Overlay()
    draft.amended = {amendment.name for amendment in amendments}
    for amendment in sorted(amendments, key=lambda one: one.name):
        overlay.changes += enter_amendment(draft, amendment)
    return _policy(draft, policy.name, policy.files, sorted(amendments, key=lambda one: one.name), overlay)


def _draft(subjects: dict[str, type]) -> Draft:
    draft = Draft(subjects)
    for subject, class_ in subjects.items():
        draft.facts |= {folded(fact): subject for fact in facts_of(class_)}
    return draft


def _documents(draft: Draft, folder: Path) -> list[str]:
    folders = sorted({path.parent.name for path in folder.glob("*/*.yaml")} - _AMENDMENTS)
    documents = [name for name in folders if (folder / name / _DOCUMENT).exists()]
    for name in folders:
        if name not in documents:
            draft.problem(Message("no-document", {"folder": name}), Location(f"{folder.name}/{name}"))
    if not folder.is_dir():
        draft.problem(Message("folder-missing", {"folder": str(folder)}), Location(folder.name))
    elif not folders:
        hint = Message("folder-above") if (folder / _DOCUMENT).exists() else None
        draft.problem(Message("no-documents", {"folder": str(folder)}), Location(folder.name), hint)
    for path in sorted(folder.glob("*/*.yml")):
        place = Location(f"{folder.name}/{path.parent.name}/{path.name}")
        draft.problem(Message("not-read"), place, Message("name-yaml"))
    return documents


def _files(draft: Draft, folder: Path, document: str) -> list[PolicyFile]:
    """The files of one document, its clauses entered; the declarations come first, then the order of names."""
    paths = sorted((folder / document).glob("*.yaml"), key=lambda path: (path.name != _DOCUMENT, path.name))
    files: list[PolicyFile] = []
    for path in paths:
        with draft.collecting():
            file = draft.attempt(partial(read_file, path, f"{folder.name}/{document}/{path.name}"))
            if file is None:
                draft.unread = True
                continue
            files.append(file)
            _enter(draft, file, document, path.name)
    return files


def _enter(draft: Draft, file: PolicyFile, document: str, name: str) -> None:
    if name == _DOCUMENT:
        read_document(draft, file, document)
    elif document in draft.documents:
        read_clauses(draft, file, draft.documents[document])


def _read(draft: Draft, overlay: Overlay) -> dict[str, Conclusion]:
    read_declarations(draft)
    refuse_unknown(draft, overlay)
    refuse_conflicts(draft, overlay)
    amend_declarations(draft, overlay)
    conclusions: dict[str, Conclusion] = {}
    if draft.documents:
        build_scopes(draft)
    read_findings(draft)
    for head in draft.heads.values():
        with draft.collecting():
            read = amended(draft, overlay, head, read_conclusion(draft, head))
            conclusions[head.name], draft.rules[head.name] = read, frozenset(rule.id for rule in read.rules)
    read_examples(draft)
    for subject, name in draft.headlines.items():
        if name.text not in draft.heads or draft.heads[name.text].subject != subject:
            hint = closest(name.text, [one.name for one in draft.heads.values() if one.subject == subject])
            draft.problem(Message("unknown-conclusion", {"name": name.text}), name.location, hint)
    _refuse_vanishing(draft, conclusions)
    return _in_order(draft, conclusions)


def _refuse_vanishing(draft: Draft, conclusions: dict[str, Conclusion]) -> None:
    """Note where a conclusion could read what another document says while that is not in force."""
    read_by_name: dict[str, Parameter | Conclusion] = {**draft.parameters, **conclusions}
    sources = {name: one.citation for name, one in read_by_name.items()}
    readers: list[tuple[Conclusion | Finding, Period, frozenset[str]]] = [
        *(
            (one, rule.in_force, names_read(expressions(attrs.evolve(one, rules=(rule,)))))
            for one in conclusions.values()
            for rule in one.rules
        ),
        *((one, ALWAYS, names_read([one.when])) for one in draft.findings.values()),
    ]
    for reader, days, names in readers:
        felt = common(days, draft.documents[reader.citation.document].in_force)
        for read in sorted(names & sources.keys()):
            document = sources[read].document
            if felt is not None and not _lasts(draft.documents[document].in_force, felt):
                details = {"name": reader.name, "read": read, "document": document}
                draft.problem(Message("vanishing", details), reader.location)


def _lasts(one: Period, other: Period) -> bool:
    """Whether one period holds all days of another."""
    starts = one.start is None or (other.start is not None and one.start <= other.start)
    return starts and (one.end is None or (other.end is not None and other.end <= one.end))


def _in_order(draft: Draft, conclusions: dict[str, Conclusion]) -> dict[str, Conclusion]:
    """Each conclusion after those it reads; a cycle is noted."""
    ordered: dict[str, Conclusion] = {}
    pending = dict(conclusions)
    while pending:
        ready = [name for name, one in pending.items() if not conclusions_read(one) & pending.keys()]
        if not ready:
            circle = _circle(pending)
            message = Message("cycle", {"names": " → ".join(circle)})
            draft.problem(message, pending[circle[0]].location, Message("break-circle"))
            break
        for name in ready:
            ordered[name] = pending.pop(name)
    return ordered


def _circle(pending: dict[str, Conclusion]) -> list[str]:
    name = min(pending)
    path: list[str] = []
    while name not in path:
        path.append(name)
        name = min(conclusions_read(pending[name]) & pending.keys())
    return [*path[path.index(name) :], name]


def _reported(draft: Draft) -> list[Problem]:
    """The problems in the order of their places, without those that only follow from another."""
    read = (draft.parameters, draft.readings, draft.assumptions, draft.heads, draft.findings)
    whole = {folded(name) for names in read for name in names}
    understood = {name for scope in draft.scopes.values() for name in scope.symbols}
    broken = (draft.names.keys() - whole) | (draft.facts.keys() - understood)
    kept = [problem for problem in dict.fromkeys(draft.problems) if not _follows(problem, draft, broken)]
    return sorted(kept, key=_place)


def _follows(problem: Problem, draft: Draft, broken: AbstractSet[str]) -> bool:
    """Whether a problem only says that what it names could not be read."""
    details = problem.message.details
    if problem.code == "unknown-member" and details["enumeration"] in draft.incomplete:
        return True
    return problem.code in _CASCADES and (draft.unread or folded(str(details.get("name", ""))) in broken)


def _place(problem: Problem) -> tuple[str, bool, str, int, int]:
    """Files in the order in which they are read: of a document the declarations first."""
    where = problem.location
    if not isinstance(where, Location):
        return "", False, "", 0, 0
    folder, _, name = where.file.rpartition("/")
    return folder, name != _DOCUMENT, name, where.line, where.column


def _policy(
    draft: Draft,
    name: str,
    files: Sequence[SourceFile],
    amendments: Sequence[Amendment] = (),
    overlay: Overlay | None = None,
) -> Policy:
    overlay = Overlay() if overlay is None else overlay
    conclusions = _read(draft, overlay)
    if draft.problems:
        raise PolicyError(_reported(draft))
    return Policy(
        name=name,
        documents=_fixed(draft.documents),
        clauses=_fixed(draft.clauses),
        units=_fixed(draft.units),
        enumerations=_fixed(draft.enumerations),
        subjects=_fixed(draft.subjects),
        headlines=_fixed({subject: scalar.text for subject, scalar in draft.headlines.items()}),
        parameters=_fixed(draft.parameters),
        readings=_fixed(draft.readings),
        assumptions=_fixed(draft.assumptions),
        conclusions=_fixed(conclusions),
        findings=_fixed(draft.findings),
        examples=tuple(draft.examples),
        digest=f"sha256:{_digest(name, files, amendments)}",
        files=tuple(files),
        amendments=tuple(amendments),
        adoptions=tuple(sorted(overlay.adoptions, key=lambda one: (one.choice.name, one.citation.document))),
        notes=tuple(overlay.notes),
    )


def _digest(name: str, files: Sequence[SourceFile], amendments: Sequence[Amendment]) -> str:
    digest = hashlib.sha256()
    named = [(file.path.removeprefix(f"{name}/"), file) for file in files]
    for path, file in [*named, *((f"amendment {one.name}", one.file) for one in amendments)]:
        digest.update(f"{path}\0{len(file.content)}\0".encode() + file.content)
    return digest.hexdigest()


def _fixed(items: dict[Key, Item]) -> Mapping[Key, Item]:
    return MappingProxyType(items)
