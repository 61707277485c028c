"""One subject from a file of facts, as YAML or JSON: digits survive, and every problem is told."""

import difflib
import json
from pathlib import Path
from typing import Any

import attrs

from estate_policy.errors import Cell, FactError, Location, PolicyError, Problem, TableError
from estate_policy.given import fact_from_text
from estate_policy.language.files import Mapping, Scalar, read_file
from estate_policy.law import Policy
from estate_policy.messages import Message, unreadable
from estate_policy.schema import Identity, fields_of, is_event, subject_name

_Given = dict[str, tuple[str, Location | Cell]]


@attrs.frozen
class SubjectFile:
    """What a file holds: the subject, its recorded events that are said to be unknown or unreadable, the problems."""

    subject: attrs.AttrsInstance
    unknown_events: frozenset[str]
    problems: tuple[Problem, ...]


def read_subject(path: Path, policy: Policy, subject: type) -> SubjectFile:
    """Read the subject of a file; what could not be read is unknown. `TableError` if there is no subject."""
    problems: list[Problem] = []
    given = _json(path, problems) if path.suffix.lower() == ".json" else _yaml(path, problems)
    fields = fields_of(subject)
    facts: dict[str, Any] = {}
    for name, (text, place) in given.items():
        field = fields.get(name)
        if field is None:
            similar = difflib.get_close_matches(name, fields, n=1)
            hint = Message("did-you-mean", {"name": similar[0]}) if similar else None
            message = Message("unknown-fact", {"field": name, "subject": subject_name(subject)})
            problems.append(Problem(message, place, hint))
            continue
        try:
            facts[name] = fact_from_text(name, field, text, policy.enumerations, policy.units)
        except FactError as error:
            problems += [Problem(one.message, place, one.hint) for one in error.problems]
    for name, field in fields.items():
        if isinstance(field, Identity) and facts.get(name) is None:
            facts[name] = path.stem
    unknown = frozenset(name for name in given if name in fields and is_event(fields[name]) and facts.get(name) is None)
    return SubjectFile(subject(**facts), unknown, tuple(problems))


def _yaml(path: Path, problems: list[Problem]) -> _Given:
    try:
        root = read_file(path, path.name).root
    except PolicyError as error:
        raise TableError(error.problems) from error
    return _scalars(root, problems)


def _scalars(root: Mapping, problems: list[Problem]) -> _Given:
    given: _Given = {}
    for entry in root.entries:
        if isinstance(entry.value, Scalar):
            given[entry.key.text] = (entry.value.text, entry.key.location)
        else:
            problems.append(Problem(Message("expected-text", {"key": entry.key.text}), entry.value.location))
    return given


def _json(path: Path, problems: list[Problem]) -> _Given:
    place = Cell(path.name)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found: dict[str, object] = {}
        for name, value in pairs:
            if name in found:
                problems.append(Problem(Message("duplicate-key", {"key": name, "first": path.name}), place))
            found.setdefault(name, value)
        return found

    try:
        text = path.read_text("utf-8-sig")
        root = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        where = Location(path.name, error.lineno, error.colno)
        raise TableError(Problem(Message("not-json", {"why": error.msg}), where)) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error
    except RecursionError as error:
        raise TableError(Problem(Message("not-json", {"why": "nested too deep"}), Cell(path.name))) from error
    if not isinstance(root, dict):
        raise TableError(Problem(Message("expected-mapping"), place))
    given: _Given = {}
    for name, value in root.items():
        if value is None or isinstance(value, str | bool):
            given[name] = ("" if value is None else str(value).lower() if isinstance(value, bool) else value, place)
        else:
            problems.append(Problem(Message("expected-text", {"key": name}), place))
    return given
