"""YAML text to nodes that keep their place and their digits. Nothing is constructed, only composed."""

import re
import unicodedata
from pathlib import Path

import attrs
import yaml

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.law import SourceFile
from estate_policy.messages import Message, unreadable

LARGEST_FILE = 1_000_000
"""Bytes of one policy file."""

DEEPEST_NESTING = 20
"""Mappings and sequences within one another."""

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_HIDDEN = re.compile(
    "[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\xad\u061c\u115f\u1160\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    "\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]",
)


@attrs.frozen
class Scalar:
    """Text as written. `exact` tells that the text stands on one line just so, from `location` on."""

    text: str
    location: Location
    exact: bool = False


@attrs.frozen
class Sequence:
    """Nodes in order."""

    items: tuple["Node", ...]
    location: Location


@attrs.frozen
class Entry:
    """A key of a mapping with what stands under it."""

    key: Scalar
    value: "Node"


@attrs.frozen
class Mapping:
    """Entries in order, keys unique."""

    entries: tuple[Entry, ...]
    location: Location


Node = Scalar | Sequence | Mapping


_SLIPS = {
    "could not find expected ':'": "yaml-colon",
    "expected key": "yaml-align",
    "expected <block end>": "yaml-align",
    "expected ',' or": "yaml-comma",
    "mapping values are not allowed": "yaml-quotes",
    "end of stream": "yaml-open",
}
"""By words of the parser's complaints, which are in English alone, the hint that goes with them."""


@attrs.frozen
class PolicyFile:
    """A file of a policy: its path within the policy's folder, its bytes, its content."""

    path: str
    content: bytes
    root: Mapping


def read_file(path: Path, shown: str) -> PolicyFile:
    """Read and compose one file; `PolicyError` lists what keeps it from being read. `shown` names it in messages."""
    start = Location(shown)
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise PolicyError(Problem(Message("file-too-large", {"largest": str(LARGEST_FILE)}), start))
        return composed(SourceFile(shown, path.read_bytes()))
    except OSError as error:
        raise PolicyError(Problem(unreadable(error), start)) from error


def composed(source: SourceFile) -> PolicyFile:
    """The content of a file as nodes; `PolicyError` lists what keeps it from being read."""
    shown, content = source.path, source.content
    start = Location(shown)
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise PolicyError(Problem(unreadable(error), start)) from error
    root = compose(text, shown)
    if not isinstance(root, Mapping):
        raise PolicyError(Problem(Message("expected-mapping"), start))
    return PolicyFile(shown, content, root)


def compose(text: str, shown: str) -> Node:
    """One YAML document as nodes; tags, aliases, duplicate keys, hidden characters and deep nesting are refused."""
    if hidden := _HIDDEN.search(text):
        line = text.count("\n", 0, hidden.start()) + 1
        column = hidden.start() - text.rfind("\n", 0, hidden.start())
        raise PolicyError(_hidden(hidden.group(), Location(shown, line, column)))
    composer = _Composer(shown, text.splitlines())
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            composer.take(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Location(shown) if mark is None else Location(shown, mark.line + 1, mark.column + 1)
        if "nesting depth" in str(error.problem):  # newer parsers stop by themselves, before this composer can
            raise PolicyError(_too_deep(place)) from error
        hint = _slip(str(error.problem), composer.lines[max(place.line - 2, 0) : place.line])
        raise PolicyError(Problem(Message("not-yaml", {"why": str(error.problem)}), place, hint)) from error
    except yaml.YAMLError as error:
        why = unicodedata.normalize("NFKC", str(error)).splitlines()[0]
        raise PolicyError(Problem(Message("not-yaml", {"why": why}), Location(shown))) from error
    if composer.problems:
        raise PolicyError(composer.problems)
    if composer.root is None:
        raise PolicyError(Problem(Message("empty-file"), Location(shown)))
    return composer.root


def _slip(why: str, lines: list[str]) -> Message | None:
    """What probably was meant, by the parser's complaint and the lines about its place."""
    if any("\t" in _indent(line) for line in lines):
        return Message("yaml-tab")
    if any(not _indent(line).isascii() for line in lines):
        return Message("yaml-wide-space")
    return next((Message(hint) for said, hint in _SLIPS.items() if said in why), None)


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _too_deep(place: Location) -> Problem:
    return Problem(Message("file-too-deep", {"deepest": str(DEEPEST_NESTING)}), place)


def _hidden(character: str, place: Location) -> Problem:
    return Problem(Message("hidden-in-file", {"character": f"U+{ord(character):04X}"}), place)


@attrs.define
class _Open:
    """A mapping or sequence whose end has not been read; in a mapping, keys and values alternate."""

    location: Location
    is_mapping: bool
    nodes: list[Node] = attrs.field(factory=list)


@attrs.define
class _Composer:
    """Builds nodes from the parser's events, without recursion, so that no depth can overflow the stack."""

    shown: str
    lines: list[str]
    root: Node | None = None
    problems: list[Problem] = attrs.field(factory=list)
    stack: list[_Open] = attrs.field(factory=list)

    def take(self, event: yaml.Event) -> None:
        mark = event.start_mark
        place = Location(self.shown) if mark is None else Location(self.shown, mark.line + 1, mark.column + 1)
        if isinstance(event, yaml.AliasEvent):
            raise PolicyError(Problem(Message("alias-refused", {"alias": f"*{event.anchor}"}), place))
        if isinstance(event, yaml.NodeEvent):
            self._refuse_extras(event, place)
        match event:
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                if len(self.stack) >= DEEPEST_NESTING:
                    raise PolicyError(_too_deep(place))
                self.stack.append(_Open(place, isinstance(event, yaml.MappingStartEvent)))
            case yaml.ScalarEvent():
                self._add(self._scalar(event, place))
            case yaml.MappingEndEvent():
                done = self.stack.pop()
                self._add(Mapping(self._entries(done.nodes), done.location))
            case yaml.SequenceEndEvent():
                done = self.stack.pop()
                self._add(Sequence(tuple(done.nodes), done.location))
            case yaml.DocumentStartEvent() if self.root is not None:
                raise PolicyError(Problem(Message("second-document"), place))
            case _:
                pass

    def _refuse_extras(self, event: yaml.NodeEvent, place: Location) -> None:
        if event.anchor is not None:
            raise PolicyError(Problem(Message("alias-refused", {"alias": f"&{event.anchor}"}), place))
        tag = getattr(event, "tag", None)
        if tag is not None:
            raise PolicyError(Problem(Message("tag-refused", {"tag": str(tag)}), place))

    def _add(self, node: Node) -> None:
        if self.stack:
            self.stack[-1].nodes.append(node)
        else:
            self.root = node

    def _scalar(self, event: yaml.ScalarEvent, place: Location) -> Scalar:
        if hidden := _HIDDEN.search(event.value):
            self.problems.append(_hidden(hidden.group(), place))
        column = place.column + (1 if event.style in ("'", '"') else 0)
        line = self.lines[place.line - 1] if place.line <= len(self.lines) else ""
        if line.startswith(event.value, column - 1):
            # Most are plain: a place of its own for each would be a tenth of reading a policy.
            exactly = place if column == place.column else attrs.evolve(place, column=column)
            return Scalar(event.value, exactly, exact=True)
        return Scalar(event.value, place)

    def _entries(self, nodes: list[Node]) -> tuple[Entry, ...]:
        entries: dict[str, Entry] = {}
        for key, value in zip(nodes[::2], nodes[1::2], strict=True):
            if not isinstance(key, Scalar):
                self.problems.append(Problem(Message("expected-name"), key.location))
            elif key.text in entries:
                first = {"key": key.text, "first": str(entries[key.text].key.location)}
                self.problems.append(Problem(Message("duplicate-key", first), key.location))
            else:
                entries[key.text] = Entry(key, value)
        return tuple(entries.values())
