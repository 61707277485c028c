"""A policy as data: documents, clauses, parameters, rules, readings; and the law in force on one day."""

import copyreg
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType
from typing import Any

import attrs

from estate_policy.errors import ArgumentError, Location, NotInForceError, Problem
from estate_policy.expr import And, Expr, Not
from estate_policy.kinds import Kind, Unit
from estate_policy.messages import Message
from estate_policy.shown import shortened
from estate_policy.terms import Term


@attrs.frozen
class Period:
    """The days from `start` to `end`, both included; `None` is open-ended."""

    start: date | None = None
    end: date | None = None


ALWAYS = Period()

_KEPT = 12
"""So many laws of days a policy keeps: those of the months of a year."""


@attrs.frozen
class Citation:
    """Document, clause and the words relied on, verbatim."""

    document: str
    clause: str
    quote: str


@attrs.frozen
class Document:
    """A promulgated text: its identity, its days, and the digest of its normalised words if it is known."""

    id: str
    title: Term
    in_force: Period
    digest: str | None
    location: Location = attrs.field(eq=False)
    digest_location: Location = attrs.field(eq=False)


@attrs.frozen
class Clause:
    """The smallest citable part of a document, by the text's own numbering, with its words."""

    document: str
    id: str
    title: Term
    text: str
    location: Location = attrs.field(eq=False)


@attrs.frozen
class BaseUnit:
    """A unit that quantities are counted in, what it measures, and its words."""

    name: str
    measures: str
    term: Term


@attrs.frozen
class MemberName:
    """One member of an enumeration: its name in rules, its words, and what registers also call it."""

    name: str
    term: Term
    also: tuple[str, ...] = ()


@attrs.frozen
class Enumeration:
    """Named alternatives; an open one may hold others that the text does not name."""

    name: str
    members: Mapping[str, MemberName]
    open: bool
    term: Term


@attrs.frozen
class Figure:
    """The value of a parameter during a period, with its digits as written, and what an amendment that sets it says."""

    period: Period
    value: Fraction
    written: Decimal
    amended_by: Citation | None = None


@attrs.frozen
class Parameter:
    """A figure the policy sets and may revise. It cites the text or, where the text has none, an assumption.

    Without figures it is unstated: the text leaves it out, and nobody may presume it.
    """

    name: str
    term: Term
    unit: Unit
    figures: tuple[Figure, ...]
    citation: Citation
    assumption: str | None
    location: Location = attrs.field(eq=False)


@attrs.frozen
class Option:
    """One way to understand or to proceed."""

    name: str
    term: Term


@attrs.frozen
class Reading:
    """Several tenable meanings of the text's own words; `preferred` is followed, the others make answers contested."""

    name: str
    term: Term
    options: Mapping[str, Option]
    preferred: str
    citation: Citation
    gaps: tuple[str, ...]
    location: Location = attrs.field(eq=False)


@attrs.frozen
class Assumption:
    """What the text does not say and the computation needs; `adopted` is the option followed, if it has options."""

    name: str
    term: Term
    options: Mapping[str, Option]
    adopted: str | None
    citation: Citation
    gaps: tuple[str, ...]
    location: Location = attrs.field(eq=False)


@attrs.frozen
class Gives:
    """A rule ends in a value."""

    value: Expr


@attrs.frozen
class Silent:
    """A rule ends where the text gives no answer; `says` words what it does say."""

    says: Term


@attrs.frozen
class Discretion:
    """A rule ends in a choice of an authority, between bounds if the text sets any."""

    by: str
    low: Expr | None
    high: Expr | None


@attrs.frozen
class LeftTo:
    """A rule ends in an instrument that another body is to make."""

    body: str
    instrument: Term


Effect = Gives | Silent | Discretion | LeftTo


@attrs.frozen
class Rule:
    """`when` as written, `condition` with the rules in force that override it denied, and what follows."""

    id: str
    conclusion: str
    when: Expr
    condition: Expr
    effect: Effect
    overrides: tuple[str, ...]
    citation: Citation
    assumes: tuple[str, ...]
    in_force: Period
    location: Location = attrs.field(eq=False)
    gaps: tuple[str, ...] = ()


@attrs.frozen
class Payment:
    """That an amount is paid: by which body to which, and what for.

    A `whole` is all that the one pays the other about the subject. It is paid as the amounts that it is made of, and
    never beside them.
    """

    payer: str
    payee: str
    purpose: Term
    whole: bool


@attrs.frozen
class Duty:
    """That a truth is owed: by which body, what it is to do, where, and how often or until when if the text says so."""

    party: str
    act: Term
    when: Expr
    period: Term | None
    deadline: str | None


@attrs.frozen
class Conclusion:
    """What its rules settle, as alternatives: at most one holds, and together they cover every case.

    What it `pays` is paid; what it `forecasts` would be paid, for a budget, and is in no ledger. `displaced` are the
    rules that amendments took away or replaced, on the days of these, citing them.
    """

    name: str
    subject: str
    kind: Kind
    term: Term
    negated: Term | None
    rules: tuple[Rule, ...]
    citation: Citation
    also: tuple[Citation, ...]
    assumes: tuple[str, ...]
    pays: Payment | None
    forecasts: Payment | None
    duty: Duty | None
    location: Location = attrs.field(eq=False)
    displaced: tuple[Rule, ...] = ()


@attrs.frozen
class Finding:
    """A contradiction or irregularity worth saying when `when` holds; it never alters a value."""

    name: str
    subject: str
    when: Expr
    says: Term
    citation: Citation
    location: Location = attrs.field(eq=False)
    gaps: tuple[str, ...] = ()


@attrs.frozen
class Expectation:
    """What an example expects of one conclusion; what is `None` is not looked at."""

    conclusion: str
    standing: str
    value: Fraction | bool | str | None
    low: Fraction | None
    high: Fraction | None
    rule: str | None
    missing: tuple[str, ...] | None
    unstated: tuple[str, ...] | None
    location: Location = attrs.field(eq=False)


@attrs.frozen
class Example:
    """A worked case of a clause: facts given as text, and what must come out on a day, if it names one.

    The facts of another subject are a mapping, those of several a tuple of mappings. `under` has the options of
    readings and assumptions, and the unstated figures, that hold in it as if an amendment adopted or stated them.
    """

    name: str
    document: str
    clause: str
    subject: str
    facts: Mapping[str, object]
    expects: tuple[Expectation, ...]
    findings: tuple[str, ...] | None
    on: date | None
    under: "Under"
    location: Location = attrs.field(eq=False)


Under = Mapping[str, str | Figure]
"""By name, options of readings and assumptions to follow, and figures in the place of those that are unstated."""


@attrs.frozen
class SourceFile:
    """A file that a policy was read from: its path as messages show it, and its bytes."""

    path: str
    content: bytes = attrs.field(repr=False)


@attrs.frozen(repr=False)
class Amendment:
    """An overlay on a policy: who made it and why, when it holds, whether it is only an example, and its file."""

    name: str
    title: Term
    source: Term
    reason: Term
    in_force: Period
    example: bool
    file: SourceFile

    def __repr__(self) -> str:
        """The name; its words would fill pages."""
        return f"<Amendment {self.name}>"


@attrs.frozen
class Adoption:
    """An option of a reading or an assumption, followed in the days of the amendment that adopts it."""

    choice: "Reading | Assumption"
    option: str
    in_force: Period
    citation: Citation


@attrs.frozen(repr=False)
class Policy:
    """All documents and clauses over time; with amendments, what these make of it.

    `files` are what it was read from without them; `notes` name the amendments, and their changes, without effect.
    """

    name: str
    documents: Mapping[str, Document]
    clauses: Mapping[tuple[str, str], Clause]
    units: Mapping[str, BaseUnit]
    enumerations: Mapping[str, Enumeration]
    subjects: Mapping[str, type]
    headlines: Mapping[str, str]
    parameters: Mapping[str, Parameter]
    readings: Mapping[str, Reading]
    assumptions: Mapping[str, Assumption]
    conclusions: Mapping[str, Conclusion]
    findings: Mapping[str, Finding]
    examples: tuple[Example, ...]
    digest: str
    files: tuple[SourceFile, ...] = attrs.field(default=(), eq=False)
    amendments: tuple[Amendment, ...] = ()
    adoptions: tuple[Adoption, ...] = ()
    notes: tuple[Problem, ...] = attrs.field(default=(), eq=False)
    laws: "OrderedDict[date, LawInForce]" = attrs.field(factory=OrderedDict, init=False, eq=False)

    def __repr__(self) -> str:
        """Name and digest; the clauses would fill pages."""
        return f"<Policy {self.name} {self.digest}>"

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Pickle the policy without the laws that were asked of it."""
        return Policy, tuple(getattr(self, field.name) for field in attrs.fields(Policy) if field.init)

    def on(self, day: date) -> "LawInForce":
        """The rules and figures in force on a day; `NotInForceError` if no document is.

        Those of the days last asked for are kept, and with them what interpreters made of them.
        """
        if not _is_day(day):
            raise ArgumentError(Problem(Message("no-day", {"given": shortened(day)})))
        law = self.laws.pop(day, None) or self._made(day)
        self.laws[day] = law
        while len(self.laws) > _KEPT:
            self.laws.popitem(last=False)
        return law

    def _made(self, day: date) -> "LawInForce":
        in_force = {name for name, document in self.documents.items() if covers(document.in_force, day)}
        amending = tuple(one for one in self.amendments if one.name in in_force)
        if len(in_force) == len(amending):
            raise NotInForceError(Problem(Message("not-in-force", {"day": str(day)})))
        figures = {
            name: figure
            for name, parameter in self.parameters.items()
            if parameter.citation.document in in_force
            for figure in parameter.figures
            if covers(figure.period, day)
        }
        conclusions = {
            name: _of_day(one, day) for name, one in self.conclusions.items() if one.citation.document in in_force
        }
        findings = {name: one for name, one in self.findings.items() if one.citation.document in in_force}
        return LawInForce(_with_adopted(self, day), day, figures, conclusions, findings, amending)


@attrs.frozen(eq=False, repr=False)
class LawInForce:
    """A policy on one day: the figures that parameters have, the rules of each conclusion, what they read before them.

    `policy` has the readings that are adopted that day among its assumptions.
    `prepared` is where interpreters keep what they make of the law once.
    """

    policy: Policy
    day: date
    figures: Mapping[str, Figure]
    conclusions: Mapping[str, Conclusion]
    findings: Mapping[str, Finding]
    amendments: tuple[Amendment, ...] = ()
    prepared: dict[str, Any] = attrs.field(factory=dict, init=False)

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        """Pickle the law without what interpreters made of it."""
        figures, conclusions, findings = self.figures, self.conclusions, self.findings
        return LawInForce, (self.policy, self.day, figures, conclusions, findings, self.amendments)

    def __repr__(self) -> str:
        """Policy and day; the rules would fill pages."""
        return f"<LawInForce {self.policy.name} on {self.day}>"


def _of_day(conclusion: Conclusion, day: date) -> Conclusion:
    rules = [rule for rule in conclusion.rules if covers(rule.in_force, day)]
    displaced = tuple(rule for rule in conclusion.displaced if covers(rule.in_force, day))
    return attrs.evolve(conclusion, rules=narrowed(rules), displaced=displaced)


def _with_adopted(policy: Policy, day: date) -> Policy:
    """The policy with its choices as adopted on a day: a reading that is adopted is contested no more.

    It is always a copy: a law that led back to the policy that keeps it would be freed late, and its engine with it.
    """
    readings, assumptions = dict(policy.readings), dict(policy.assumptions)
    for adoption in policy.adoptions:
        one = adoption.choice
        if isinstance(one, Reading):
            assumptions.pop(one.name, None)
            readings[one.name] = one
        else:
            assumptions[one.name] = one
    for adoption in policy.adoptions:
        one = adoption.choice
        if covers(adoption.in_force, day):
            readings.pop(one.name, None)
            assumptions[one.name] = Assumption(
                one.name, one.term, one.options, adoption.option, adoption.citation, one.gaps, one.location
            )
    return attrs.evolve(policy, readings=MappingProxyType(readings), assumptions=MappingProxyType(assumptions))


def _read_only(items: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(items)


# A loaded policy is read-only, and may go to other processes.
copyreg.pickle(MappingProxyType, lambda proxy: (_read_only, (dict(proxy),)))


def narrowed(rules: Sequence[Rule]) -> tuple[Rule, ...]:
    """The rules, the condition of each narrowed to where none of them that overrides it holds."""
    return tuple(attrs.evolve(rule, condition=_unless_overridden(rule, rules)) for rule in rules)


def _unless_overridden(rule: Rule, rules: Sequence[Rule]) -> Expr:
    stronger = [Not(other.when) for other in rules if rule.id in other.overrides]
    return And((rule.when, *stronger)) if stronger else rule.when


def _is_day(given: object) -> bool:
    return isinstance(given, date) and not isinstance(given, datetime)


def covers(period: Period, day: date) -> bool:
    """Whether a day lies in a period.

    >>> year = Period(date(2020, 1, 1), date(2020, 12, 31))
    >>> covers(year, date(2020, 12, 31)), covers(year, date(2021, 1, 1))
    (True, False)
    """
    return (period.start is None or period.start <= day) and (period.end is None or day <= period.end)
