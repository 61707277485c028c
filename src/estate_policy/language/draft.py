"""A policy while it is being read: what is declared so far, and every problem found."""

import keyword
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from fractions import Fraction
from typing import Literal, TypeVar

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.expr import Expr
from estate_policy.interpreters.comparisons import DATES
from estate_policy.kinds import Kind, Member, Quantity, Truth, Unit
from estate_policy.language.files import Scalar
from estate_policy.language.grammar import folded, parse
from estate_policy.language.quotes import normalised
from estate_policy.language.shape import Shape, date_figure, figure
from estate_policy.language.symbols import Scope
from estate_policy.language.types import typed
from estate_policy.law import (
    Assumption,
    BaseUnit,
    Citation,
    Clause,
    Document,
    Enumeration,
    Example,
    Finding,
    Parameter,
    Reading,
)
from estate_policy.messages import Message, closest, one_of
from estate_policy.shown import shortened
from estate_policy.units import SHARE, parse_unit

Declared = TypeVar("Declared")

TRUTH = "truth"
"""How files write the kind of what is so or not so."""

RESERVED = frozenset({*keyword.kwlist, "true", "false"})
"""What no name can be, since conditions read it as something else."""


def present(part: Declared | None) -> Declared:
    """The part, where it could be read; otherwise what needs it cannot be read either, and that is noted already."""
    if part is None:
        raise PolicyError(())
    return part


@attrs.frozen
class ConclusionHead:
    """A conclusion as announced, before its rules are read: they may name each other in any order."""

    name: str
    subject: str
    kind: Kind
    clause: Clause
    shape: Shape
    location: Location


@attrs.define
class Draft:
    """What the files declare, as far as it has been read."""

    subjects: dict[str, type]
    problems: list[Problem] = attrs.field(factory=list)
    documents: dict[str, Document] = attrs.field(factory=dict)
    clauses: dict[tuple[str, str], Clause] = attrs.field(factory=dict)
    units: dict[str, BaseUnit] = attrs.field(factory=dict)
    enumerations: dict[str, Enumeration] = attrs.field(factory=dict)
    headlines: dict[str, Scalar] = attrs.field(factory=dict)
    cases: dict[str, Shape] = attrs.field(factory=dict)
    case_facts: dict[str, dict[str, object]] = attrs.field(factory=dict)
    parameters: dict[str, Parameter] = attrs.field(factory=dict)
    readings: dict[str, Reading] = attrs.field(factory=dict)
    assumptions: dict[str, Assumption] = attrs.field(factory=dict)
    heads: dict[str, ConclusionHead] = attrs.field(factory=dict)
    rules: dict[str, frozenset[str]] = attrs.field(factory=dict)
    findings: dict[str, Finding] = attrs.field(factory=dict)
    examples: list[Example] = attrs.field(factory=list)
    clause_nodes: list[tuple[Clause, Shape]] = attrs.field(factory=list)
    names: dict[str, Location] = attrs.field(factory=dict)
    facts: dict[str, str] = attrs.field(factory=dict)
    places: dict[tuple[str, str], Location] = attrs.field(factory=dict)
    incomplete: set[str] = attrs.field(factory=set)
    disputed: set[str] = attrs.field(factory=set)
    undated: set[str] = attrs.field(factory=set)
    amended: set[str] = attrs.field(factory=set)
    unread: bool = False
    scopes: dict[str, Scope] = attrs.field(factory=dict)

    @contextmanager
    def collecting(self) -> Iterator[None]:
        """Note the problems of one thing and go on with the next."""
        try:
            yield
        except PolicyError as error:
            self.problems += error.problems

    def attempt(self, read: Callable[[], Declared]) -> Declared | None:
        """What is read, or nothing where that has a problem, which is noted."""
        with self.collecting():
            return read()
        return None

    def problem(self, message: Message, location: Location, hint: Message | None = None) -> None:
        """Note what is wrong."""
        self.problems.append(Problem(message, location, hint))

    def declare(self, name: Scalar, what: dict[str, Declared], declared: Callable[[], Declared]) -> None:
        """Enter a name once for the whole policy, then what it stands for."""
        key = folded(name.text)
        usable = self.usable(name)
        if key != name.text:
            return
        if key in self.facts:
            details = {"name": name.text, "subject": self.facts[key]}
            self.problem(Message("declared-as-fact", details), name.location)
        elif key in self.names:
            first = {"name": name.text, "first": str(self.names[key])}
            self.problem(Message("declared-twice", first), name.location)
            self.disputed.add(name.text)
        else:
            self.names[key] = name.location
            with self.collecting():
                read = declared()
                if usable:
                    what[name.text] = read

    def usable(self, name: Scalar) -> bool:
        """Whether rules can say the name; if not, that is noted."""
        if folded(name.text) in RESERVED:
            self.problem(Message("reserved-name", {"name": name.text}), name.location)
        elif not name.text.isidentifier():
            self.problem(Message("bad-name", {"name": name.text}), name.location)
        elif folded(name.text) != name.text:
            hint = Message("did-you-mean", {"name": folded(name.text)})
            self.problem(Message("folded-name", {"name": name.text}), name.location, hint)
        else:
            return True
        return False

    def subject(self, shape: Shape) -> str:
        """The subject under `of`; without it nothing can be said of what is declared."""
        scalar = present(shape.scalar("of"))
        if scalar.text not in self.subjects:
            members = one_of(self.subjects)
            hint = closest(scalar.text, self.subjects) or members
            raise PolicyError(Problem(Message("unknown-subject", {"name": scalar.text}), scalar.location, hint))
        return scalar.text

    def unit_kind(self, scalar: Scalar) -> Quantity:
        """The kind of a quantity with the unit as written."""
        try:
            return Quantity(parse_unit(scalar.text, self.units))
        except ValueError as error:
            name = str(error) or scalar.text
            said = {one.term.zh: one.name for one in self.units.values()}
            meant = Message("did-you-mean", {"name": said[name]}) if name in said else closest(name, self.units)
            hint = meant or one_of([*self.units, SHARE])
            raise PolicyError(Problem(Message("unknown-unit", {"name": name}), scalar.location, hint)) from error

    def kind(self, shape: Shape) -> Kind:
        """The kind of a conclusion: `unit: …`, `kind: truth` or `kind:` with an enumeration."""
        unit, kind = shape.scalar("unit"), shape.scalar("kind")
        if not shape.entries:
            raise PolicyError(())
        if shape.has("unit") == shape.has("kind"):
            raise PolicyError(Problem(Message("unit-or-kind"), shape.location))
        if unit is not None:
            return self.unit_kind(unit)
        if kind is None:
            raise PolicyError(())
        if kind.text == TRUTH:
            return Truth()
        if kind.text not in self.enumerations:
            hint = closest(kind.text, [TRUTH, *self.enumerations])
            raise PolicyError(Problem(Message("unknown-kind", {"name": kind.text}), kind.location, hint))
        return Member(kind.text)

    def figure(self, scalar: Scalar, unit: Unit, *, signed: bool = False) -> tuple[Fraction, Decimal]:
        """A figure of a unit as written: a number, or a date where the unit counts them."""
        if counts := self.counts(unit):
            return date_figure(scalar, counts)
        number, digits = figure(scalar, signed=signed)
        if self.measures(unit) == [("date", 1)] and number.denominator != 1:
            raise PolicyError(Problem(Message("figure-no-date", {"text": shortened(scalar.text)}), scalar.location))
        return number, digits

    def counts(self, unit: Unit) -> Literal["days", "months"] | None:
        """What numbers of a unit count, where they are dates."""
        return next((DATES[measure] for measure, _ in self.measures(unit) if measure in DATES), None)

    def measures(self, unit: Unit) -> list[tuple[str, int]]:
        """What the base units of a unit measure, and to which power."""
        return [(self.units[base].measures, power) for base, power in unit.powers if base in self.units]

    def citation(self, clause: Clause, shape: Shape, inherited: Citation | None = None) -> Citation:
        """What a thing cites: its own quote, that of what holds it, or nothing, which is refused."""
        scalar = shape.scalar("quote")
        if scalar is None:
            if shape.has("quote") or not shape.entries:
                raise PolicyError(())
            if inherited is None or shape.has("clause"):
                raise PolicyError(Problem(Message("no-quote"), shape.location, Message("add-quote")))
            return inherited
        cited = self.other_clause(clause, shape.scalar("clause"))
        return self.quote(cited, scalar)

    def quote(self, clause: Clause, scalar: Scalar) -> Citation:
        """A citation whose words are in its clause."""
        words, text = normalised(scalar.text), normalised(clause.text)
        # A clause without words is a problem of its own; its quotes would only repeat it.
        if text and (not words or words not in text):
            message = Message("quote-not-in-clause", {"quote": scalar.text, "clause": clause.id})
            raise PolicyError(Problem(message, scalar.location, self._clause_with(words, clause.document)))
        return Citation(clause.document, clause.id, scalar.text)

    def other_clause(self, clause: Clause, scalar: Scalar | None) -> Clause:
        """The clause of the same document that `clause:` names, or the clause itself."""
        if scalar is None:
            return clause
        cited = self.clauses.get((clause.document, scalar.text))
        if cited is None:
            hint = closest(scalar.text, [id_ for document, id_ in self.clauses if document == clause.document])
            raise PolicyError(Problem(Message("unknown-clause", {"clause": scalar.text}), scalar.location, hint))
        return cited

    def assumed(self, shape: Shape) -> tuple[str, ...]:
        """The assumptions under `assumes`."""
        for name in shape.names("assumes"):
            if name.text not in self.assumptions:
                hint = closest(name.text, self.assumptions)
                self.problem(Message("unknown-assumption", {"name": name.text}), name.location, hint)
        return tuple(name.text for name in shape.names("assumes") if name.text in self.assumptions)

    def expression(self, scalar: Scalar, kind: Kind, subject: str) -> Expr:
        """A condition or formula about a subject, of the kind that is due."""
        return typed(parse(scalar), kind, self.scopes[subject])

    def member(self, scalar: Scalar, enumeration: str) -> str:
        """A member of an enumeration that the policy declares."""
        members = self.enumerations[enumeration].members if enumeration in self.enumerations else {}
        named = {folded(member): member for member in members}
        if folded(scalar.text) not in named:
            listed = one_of(members)
            hint = closest(scalar.text, members) or listed
            if not members:
                hint = Message("declare-enumeration", {"name": enumeration})
            message = Message("unknown-member", {"name": scalar.text, "enumeration": enumeration})
            raise PolicyError(Problem(message, scalar.location, hint))
        return named[folded(scalar.text)]

    def _clause_with(self, words: str, document: str) -> Message | None:
        clauses = (clause for clause in self.clauses.values() if clause.document == document)
        holding = [clause.id for clause in clauses if words and words in normalised(clause.text)]
        return Message("quote-is-in", {"clause": holding[0]}) if holding else None
