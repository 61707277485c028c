"""One subject from a file or a text of facts, as YAML or JSON: digits survive, and every problem is told."""

import json
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import attrs

from estate_policy.arguments import refuse_other_class, refuse_other_policy
from estate_policy.delimited import decoded
from estate_policy.errors import Cell, FactError, Location, PolicyError, Problem, TableError
from estate_policy.given import fact_from_text, made
from estate_policy.headings import id_words, meant
from estate_policy.language.files import LARGEST_FILE, Mapping, Node, Scalar, Sequence, compose
from estate_policy.law import Policy
from estate_policy.messages import Message, unreadable
from estate_policy.row_facts import in_terms
from estate_policy.schema import CollectionFact, ReferenceFact, Relation, fields_of, identity_of, subject_name
from estate_policy.shown import shortened
from estate_policy.words_written import UNKNOWN, plain

_NOTHING = frozenset({"", "~", "null"})
"""How YAML writes that nothing is given."""

_GIVEN = "JSON"
"""How problems call a text that is no file."""


@attrs.frozen
class SubjectFile:
    """What a file or text holds: the subject, its recorded events said to be unknown or unreadable, the problems."""

    subject: attrs.AttrsInstance
    unknown_events: frozenset[str]
    problems: tuple[Problem, ...]


@attrs.frozen
class _Said:
    """A key with what stands under it."""

    key: str
    given: "_Given"
    place: Location | Cell


@attrs.frozen
class _Facts:
    """What is said of one subject."""

    said: tuple[_Said, ...]


@attrs.frozen
class _Odd:
    """What cannot be a fact: a list of anything but subjects."""


_Given = str | _Facts | tuple[_Facts, ...] | _Odd | None
"""A text, the facts of another subject, those of several, what cannot be a fact, or nothing."""


def read_subject(path: Path | str, policy: Policy, subject: type) -> SubjectFile:
    """Read the subject of a file; what could not be read is unknown.

    Keys are what the columns of a register may be headed. Nothing, as `null` or blank, is none on record, as a blank
    cell is; `unknown` is not known. `TableError` if there is no subject: no id, or not one fact.
    """
    refuse_other_policy(policy)
    path = Path(path)
    text = _text(path)
    return _made(
        _json(text, path.name) if path.suffix.lower() == ".json" else _yaml(text, path.name), path.name, policy, subject
    )


def subject_of_json(text: str | bytes, policy: Policy, subject: type) -> SubjectFile:
    """Read the subject of a text of JSON, such as the body of a request, as `read_subject` reads a file.

    >>> from estate_policy import Estate, load_policy
    >>> found = subject_of_json('{"id": "TH-001", "建成年份": 1996, "gross_floor_area": 80.50}', load_policy(), Estate)
    >>> found.subject.completion_year, found.subject.gross_floor_area
    (1996, Decimal('80.50'))
    """
    refuse_other_policy(policy)
    if not isinstance(text, bytes):
        refuse_other_class(text, str, "json.dumps(facts)")
    _refuse_larger(len(text), _GIVEN)
    whole = decoded(text, _GIVEN) if isinstance(text, bytes) else text
    return _made(_json(whole, _GIVEN), _GIVEN, policy, subject)


def _made(root: _Facts, name: str, policy: Policy, subject: type) -> SubjectFile:
    """The subject of which something is said, in a file or text of that name."""
    problems: list[Problem] = []
    facts = _read(root, policy, subject, problems)
    identity = identity_of(subject)
    if all(value is None for fact, value in facts.items() if fact != identity):
        problems.append(Problem(Message("no-facts"), Cell(name)))
        raise TableError(problems)
    if facts.get(identity) is None:
        problems.append(Problem(Message("no-id", {"field": identity}), Cell(name), id_words(subject)))
        raise TableError(problems)
    try:
        made_subject, unknown = made(subject, facts)
    except FactError as error:
        raise TableError([attrs.evolve(problem, location=Cell(name)) for problem in error.problems]) from error
    return SubjectFile(made_subject, frozenset(unknown), tuple(problems))


def _read(given: _Facts, policy: Policy, subject: type, problems: list[Problem]) -> dict[str, object]:
    """The facts of a subject as `made` takes them; what is blank is left out, what is unreadable is unknown."""
    facts: dict[str, object] = {}
    for one, name in _fields(given.said, policy, subject, problems):
        if one.given is None:
            continue
        facts[name] = None
        try:
            facts[name] = _value(one, name, policy, subject, problems)
        except FactError as error:
            field = fields_of(subject)[name]
            problems += [attrs.evolve(in_terms(each, field), location=one.place) for each in error.problems]
    return facts


def _fields(said: Iterable[_Said], policy: Policy, subject: type, problems: list[Problem]) -> list[tuple[_Said, str]]:
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


def _value(one: _Said, name: str, policy: Policy, subject: type, problems: list[Problem]) -> object:
    field, given = fields_of(subject)[name], one.given
    if isinstance(given, str):
        if isinstance(field, Relation) and plain(given) in UNKNOWN:
            return None
        return fact_from_text(name, field, given, policy.enumerations, policy.units)
    if isinstance(field, ReferenceFact) and isinstance(given, _Facts):
        return _other(given, name, field, policy, problems)
    if isinstance(field, CollectionFact) and isinstance(given, tuple):
        return tuple(_other(facts, str(number), field, policy, problems) for number, facts in enumerate(given, start=1))
    expected = "expected-subjects" if isinstance(field, Relation) else "expected-text"
    raise FactError(Problem(Message(expected, {"key": name})))


def _other(given: _Facts, id_: str, field: Relation, policy: Policy, problems: list[Problem]) -> dict[str, object]:
    """The facts of another subject, which needs no id of its own."""
    facts = {identity_of(field.subject): id_, **_read(given, policy, field.subject, problems)}
    made(field.subject, facts)
    return facts


def _text(path: Path) -> str:
    try:
        _refuse_larger(path.stat().st_size, path.name)
        return decoded(path.read_bytes(), path.name).replace("\r\n", "\n")
    except OSError as error:
        raise TableError(Problem(unreadable(error), Cell(str(path)))) from error


def _refuse_larger(size: int, name: str) -> None:
    if size > LARGEST_FILE:
        raise TableError(Problem(Message("file-too-large", {"largest": str(LARGEST_FILE)}), Cell(name)))


def _yaml(text: str, name: str) -> _Facts:
    try:
        root = compose(text, name)
    except PolicyError as error:
        raise TableError(error.problems) from error
    if not isinstance(root, Mapping):
        raise TableError(Problem(Message("expected-mapping"), Cell(name)))
    return _facts_of_yaml(root)


def _facts_of_yaml(node: Mapping) -> _Facts:
    said = [
        _Said(entry.key.text, given, entry.key.location if isinstance(given, str | None) else entry.value.location)
        for entry in node.entries
        for given in [_given_in_yaml(entry.value)]
    ]
    return _Facts(tuple(said))


def _given_in_yaml(node: Node) -> _Given:
    match node:
        case Scalar():
            text = unicodedata.normalize("NFKC", node.text).strip()
            return None if text.casefold() in _NOTHING else node.text
        case Mapping():
            return _facts_of_yaml(node)
        case Sequence(items=items):
            subjects = tuple(_facts_of_yaml(item) for item in items if isinstance(item, Mapping))
            return subjects if len(subjects) == len(items) else _Odd()


def _json(text: str, name: str) -> _Facts:
    place = Cell(name)

    def once(pairs: list[tuple[str, object]]) -> dict[str, object]:
        known: dict[str, object] = {}
        for key, value in pairs:
            if key in known:
                told = {"key": shortened(key), "first": name}
                raise TableError(Problem(Message("duplicate-key", told), place))
            known[key] = value
        return known

    try:
        root = json.loads(text, parse_float=str, parse_int=str, parse_constant=str, object_pairs_hook=once)
    except json.JSONDecodeError as error:
        where = Location(name, error.lineno, error.colno)
        raise TableError(Problem(Message("not-json", {"why": error.msg}), where)) from error
    except RecursionError as error:
        raise TableError(Problem(Message("not-json", {"why": "nested too deep"}), place)) from error
    if not isinstance(root, dict):
        raise TableError(Problem(Message("expected-mapping"), place))
    return _facts_of_json(root, place)


def _facts_of_json(given: dict[str, object], place: Cell) -> _Facts:
    return _Facts(tuple(_Said(name, _given_in_json(value, place), place) for name, value in given.items()))


def _given_in_json(value: object, place: Cell) -> _Given:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return value if value.strip() else None
        case dict():
            return _facts_of_json(value, place)
        case list():
            subjects = tuple(_facts_of_json(item, place) for item in value if isinstance(item, dict))
            return subjects if len(subjects) == len(value) else _Odd()
        case _:
            return None
