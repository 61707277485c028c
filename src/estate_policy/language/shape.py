"""Nodes read by what should stand there: known keys, names, terms, figures, periods; every problem with its place."""

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Literal

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.language.files import Entry, Mapping, Node, Scalar, Sequence
from estate_policy.law import ALWAYS, Period
from estate_policy.messages import Message, closest, one_of
from estate_policy.schema import dated
from estate_policy.shown import shortened
from estate_policy.terms import Term

_NUMBER = re.compile(r"(-?)([0-9]+(?:\.[0-9]+)?)(%?)")
_SEPARATED = re.compile(r"[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_GAP = re.compile(r"[A-Z]+-[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?")
LONGEST_FIGURE = 100
"""Characters of one figure: what takes more digits is no figure of a law."""

_NO_TERM = Term("", "")


@attrs.define
class Shape:
    """One mapping under the keys it may have. What is missing or wrong is noted and read as empty."""

    problems: list[Problem]
    location: Location
    entries: dict[str, Entry]

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return key in self.entries

    def node(self, key: str) -> Node | None:
        """What stands under the key."""
        entry = self.entries.get(key)
        return None if entry is None else entry.value

    def place(self, key: str) -> Location:
        """Where the value of the key stands, or the mapping if there is none."""
        node = self.node(key)
        return self.location if node is None else node.location

    def scalar(self, key: str) -> Scalar | None:
        """The text under the key as written, with its place."""
        node = self.node(key)
        if node is None or isinstance(node, Scalar):
            return node
        self.problem(Message("expected-text", {"key": key}), node.location)
        return None

    def text(self, key: str, otherwise: str = "") -> str:
        """The text under the key."""
        scalar = self.scalar(key)
        return otherwise if scalar is None else scalar.text

    def flag(self, key: str) -> bool:
        """`true` or `false` under the key; false if it is not there."""
        word = self.text(key, "false")
        if word not in ("true", "false"):
            self.problem(Message("expected-flag", {"key": key}), self.place(key))
        return word == "true"

    def term(self, key: str) -> Term:
        """The words under the key in both languages."""
        node = self.node(key)
        return _NO_TERM if node is None else term_of(node, self.problems)

    def names(self, key: str) -> list[Scalar]:
        """The list of names under the key."""
        node = self.node(key)
        if node is None:
            return []
        if not isinstance(node, Sequence):
            self.problem(Message("expected-list", {"key": key}), node.location)
            return []
        for item in node.items:
            if not isinstance(item, Scalar):
                self.problem(Message("expected-name"), item.location)
        return [item for item in node.items if isinstance(item, Scalar)]

    def gaps(self) -> tuple[str, ...]:
        """The open points that are answered here, as the list of these numbers them."""
        listed = self.names("gaps")
        for gap in listed:
            if not _GAP.fullmatch(gap.text):
                self.problem(Message("bad-gap", {"text": shortened(gap.text)}), gap.location)
        return tuple(gap.text for gap in listed)

    def named(self, key: str) -> Iterator[tuple[Scalar, Node]]:
        """The names under the key with what stands under each."""
        node = self.node(key)
        if isinstance(node, Mapping):
            yield from ((entry.key, entry.value) for entry in node.entries)
        elif node is not None:
            self.problem(Message("expected-mapping"), node.location)

    def problem(self, message: Message, location: Location | None = None, hint: Message | None = None) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(message, location or self.location, hint))


def shape(node: Node, problems: list[Problem], required: str, optional: str = "") -> Shape:
    """A mapping with its keys checked; `required` and `optional` list them, separated by spaces."""
    if not isinstance(node, Mapping):
        keys = ", ".join(f"{key}: …" for key in required.split())
        hint = Message("write-mapping", {"keys": keys}) if keys else None
        problems.append(Problem(Message("expected-mapping"), node.location, hint))
        return Shape(problems, node.location, {})
    known = dict.fromkeys([*required.split(), *optional.split()])
    entries = {entry.key.text: entry for entry in node.entries}
    for name, entry in list(entries.items()):
        if name not in known:
            hint = closest(name, known.keys() - entries.keys())
            if hint is not None:
                # Read as what it was meant for, so that nothing else seems to be missing.
                entries[str(hint.details["name"])] = entry
            if hint is None and isinstance(entry.value, Scalar) and not entry.value.text:
                hint = Message("quote-comma", {"keys": ", ".join(known)})
            hint = hint or one_of(known)
            problems.append(Problem(Message("unknown-key", {"key": name}), entry.key.location, hint))
    problems += [
        Problem(Message("missing-key", {"key": key}), node.location, Message("add-key", {"key": key}))
        for key in required.split()
        if key not in entries
    ]
    return Shape(problems, node.location, entries)


def term_of(node: Node, problems: list[Problem], also: str = "") -> Term:
    """Words in both languages: `{zh: …, en: …}`."""
    words = shape(node, problems, "zh en", also)
    problems += [
        Problem(Message("no-words", {"key": key}), words.place(key))
        for key in ("zh", "en")
        if words.has(key) and isinstance(words.node(key), Scalar) and not words.text(key).strip()
    ]
    return Term(words.text("zh"), words.text("en"))


def figure(scalar: Scalar, *, signed: bool = False) -> tuple[Fraction, Decimal]:
    """A figure as written: its exact value and its digits; `50%` is a half. Only a `signed` one may be below nought."""
    match = _NUMBER.fullmatch(scalar.text)
    if match is None or (match[1] and not signed):
        raise PolicyError(_not_a_figure(scalar))
    if len(scalar.text) > LONGEST_FIGURE:
        raise PolicyError(Problem(Message("figure-too-long", {"longest": str(LONGEST_FIGURE)}), scalar.location))
    sign, digits, exponent = Decimal(match[1] + match[2]).as_tuple()
    # Arithmetic of decimals would round to the digits of the caller's context.
    written = Decimal((sign, digits, int(exponent) - (2 if match[3] else 0)))
    return Fraction(written), written


def date_figure(scalar: Scalar, counts: Literal["days", "months"]) -> tuple[Fraction, Decimal]:
    """A day written 2020-12-31, or a month 2019-07, as rules count it; or a number of them."""
    if not _DATE.fullmatch(scalar.text):
        return figure(scalar)
    text = scalar.text if counts == "days" else f"{scalar.text[:7]}-01"
    number = dated(counts, day(attrs.evolve(scalar, text=text)))
    return number, Decimal(int(number))


def _not_a_figure(scalar: Scalar) -> Problem:
    if not scalar.text.strip():
        return Problem(Message("no-number"), scalar.location, Message("write-digits"))
    message = Message("bad-number", {"text": shortened(scalar.text)})
    if _SEPARATED.fullmatch(scalar.text):
        digits = Message("without-separators", {"digits": scalar.text.replace(",", "")})
        return Problem(message, scalar.location, digits)
    return Problem(message, scalar.location, Message("write-digits"))


def period(scalar: Scalar) -> Period:
    """`always`, or the days `FROM..UNTIL`, both included and either left out."""
    if scalar.text == "always":
        return ALWAYS
    problem = Problem(Message("bad-period", {"text": shortened(scalar.text)}), scalar.location)
    start, dots, end = scalar.text.partition("..")
    try:
        read = Period(_day(start), _day(end))
    except ValueError as error:
        raise PolicyError(problem) from error
    if read.start is not None and read.end is not None and read.end < read.start:
        raise PolicyError(attrs.evolve(problem, hint=Message("period-reversed")))
    if read == ALWAYS:
        raise PolicyError(problem)
    if not dots:
        raise PolicyError(attrs.evolve(problem, hint=Message("period-open", {"day": start})))
    return read


def day(scalar: Scalar) -> date:
    """A day, written 2020-01-31."""
    try:
        read = _day(scalar.text)
    except ValueError:
        read = None
    if read is None:
        raise PolicyError(Problem(Message("bad-day", {"text": shortened(scalar.text)}), scalar.location))
    return read


def _day(text: str) -> date | None:
    if text and not _DAY.fullmatch(text):
        raise ValueError(text)
    return date.fromisoformat(text) if text else None
