"""One subject from a file of facts, as YAML or JSON: digits survive, and every problem is told."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import attrs

from estate_policy.delimited import decoded
from estate_policy.errors import Cell, FactError, Location, PolicyError, Problem, TableError
from estate_policy.given import fact_from_text
from estate_policy.headings import id_words, meant
from estate_policy.language.files import LARGEST_FILE, Mapping, Scalar, compose
from estate_policy.law import Policy
from estate_policy.messages import Message, unreadable
from estate_policy.schema import Identity, fields_of, is_event, shortened, subject_name

_NOTHING = frozenset({"", "~", "null"})
"""How YAML writes that nothing is given."""


@attrs.frozen
class SubjectFile:
    """What a file holds: the subject, its recorded events that are said to be unknown or unreadable, the problems."""

    subject: attrs.AttrsInstance
    unknown_events: frozenset[str]
    problems: tuple[Problem, ...]


@attrs.frozen
class _Said:
    """A key with what stands under it: a text, nothing, or what cannot be one fact."""

    key: str
    text: str | None
    place: Location | Cell
    is_single: bool = True


def read_subject(path: Path, policy: Policy, subject: type) -> SubjectFile:
    """Read the subject of a file; what could not be read is unknown.

    Keys are what the columns of a register may be headed. Nothing, as `null` or blank, is none on record, as a blank
    cell is; `unknown` is not known. `TableError` if there is no subject: no id, or not one fact.
    """
    said = _json(path) if path.suffix.lower() == ".json" else _yaml(path)
    fields = fields_of(subject)
    facts: dict[str, Any] = {}
    problems: list[Problem] = []
    unknown: set[str] = set()
    for one, name in _fields(said, policy, subject, problems):
        facts[name] = None
        try:
            facts[name] = _value(one, name, policy, subject)
        except FactError as error:
            problems += [Problem(each.message, one.place, each.hint) for each in error.problems]
        if facts[name] is None and one.text is not None and is_event(fields[name]):
            unknown.add(name)
    identity = next(name for name, field in fields.items() if isinstance(field, Identity))
    if all(value is None for name, value in facts.items() if name != identity):
        problems.append(Problem(Message("no-facts"), Cell(path.name)))
        raise TableError(problems)
    if facts.get(identity) is None:
        problems.append(Problem(Message("no-id", {"field": identity}), Cell(path.name), id_words(subject)))
        raise TableError(problems)
    return SubjectFile(subject(**facts), frozenset(unknown), tuple(problems))


def _fields(said: list[_Said], policy: Policy, subject: type, problems: list[Problem]) -> list[tuple[_Said, str]]:
    """What is said of which field. What is said twice is refused, and so is the whole file: either may be meant."""
    known: dict[str, _Said] = {}
    for one in said:
        meaning = meant(one.key, subject, policy.units)
        if meaning.field is None:
            told = {"field": shortened(one.key), "subject": subject_name(subject)}
            problems.append(Problem(Message("unknown-fact", told), one.place, meaning.hint))
        elif meaning.field in known:
            told = {"field": meaning.field, "first": shortened(known[meaning.field].key)}
            raise TableError(Problem(Message("given-twice", told), one.place))
        else:
            known[meaning.field] = one
    return [(one, name) for name, one in known.items()]


def _value(one: _Said, name: str, policy: Policy, subject: type) -> object:
    if not one.is_single:
        raise FactError(Problem(Message("expected-text", {"key": name})))
    if one.text is None:
        return None
    return fact_from_text(name, fields_of(subject)[name], one.text, policy.enumerations, policy.units)


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise TableError(Problem(Message("file-too-large", {"largest": str(LARGEST_FILE)}), Cell(path.name)))
        return decoded(path.read_bytes(), path.name).replace("\r\n", "\n")
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error


def _yaml(path: Path) -> list[_Said]:
    try:
        root = compose(_text(path), path.name)
    except PolicyError as error:
        raise TableError(error.problems) from error
    if not isinstance(root, Mapping):
        raise TableError(Problem(Message("expected-mapping"), Cell(path.name)))
    return [
        _Said(entry.key.text, _plain(entry.value), entry.key.location)
        if isinstance(entry.value, Scalar)
        else _Said(entry.key.text, "", entry.value.location, is_single=False)
        for entry in root.entries
    ]


def _plain(scalar: Scalar) -> str | None:
    text = unicodedata.normalize("NFKC", scalar.text).strip()
    return None if text.casefold() in _NOTHING else scalar.text


def _json(path: Path) -> list[_Said]:
    place = Cell(path.name)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        for index, (name, _) in enumerate(pairs):
            if name in (other for other, _ in pairs[:index]):
                told = {"key": shortened(name), "first": path.name}
                raise TableError(Problem(Message("duplicate-key", told), place))
        return dict(pairs)

    try:
        root = json.loads(_text(path), parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        where = Location(path.name, error.lineno, error.colno)
        raise TableError(Problem(Message("not-json", {"why": error.msg}), where)) from error
    except RecursionError as error:
        raise TableError(Problem(Message("not-json", {"why": "nested too deep"}), place)) from error
    if not isinstance(root, dict):
        raise TableError(Problem(Message("expected-mapping"), place))
    said = []
    for name, value in root.items():
        text = str(value).lower() if isinstance(value, bool) else value
        if text is None or isinstance(text, str):
            said.append(_Said(name, text if text and text.strip() else None, place))
        else:
            said.append(_Said(name, "", place, is_single=False))
    return said
