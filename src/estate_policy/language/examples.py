"""The examples of clauses: given facts, expected answers."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

from estate_policy.errors import FactError, PolicyError, Problem
from estate_policy.given import fact_from_text
from estate_policy.kinds import Member, Quantity, Truth, Value
from estate_policy.language import files
from estate_policy.language.clauses import option_of
from estate_policy.language.draft import ConclusionHead, Draft, present
from estate_policy.language.files import Node, Scalar, Sequence
from estate_policy.language.rules import FORMULA
from estate_policy.language.shape import Shape, day, shape
from estate_policy.law import ALWAYS, Assumption, Clause, Example, Expectation, Figure, Reading, Under
from estate_policy.messages import Message, closest, one_of
from estate_policy.outcome import Standing
from estate_policy.schema import (
    Field,
    Identity,
    MemberFact,
    ReferenceFact,
    Relation,
    fields_of,
    identity_of,
    subject_name,
)
from estate_policy.words_written import UNKNOWN, plain


def read_examples(draft: Draft) -> None:
    """Enter the examples of all clauses."""
    for name in draft.cases:
        with draft.collecting():
            _case_facts(draft, name)
    for clause, parts in draft.clause_nodes:
        node = parts.node("examples")
        # What a policy's examples expect is what it says unamended.
        if node is None or (draft.amended and clause.document not in draft.amended):
            continue
        if isinstance(node, Scalar | files.Mapping):
            parts.problem(Message("expected-list", {"key": "examples"}), node.location)
            continue
        for item in node.items:
            with draft.collecting():
                draft.examples.append(_example(draft, clause, item))


def _example(draft: Draft, clause: Clause, node: Node) -> Example:
    parts = shape(node, draft.problems, "name of expect", "from facts findings on under")
    subject = draft.subject(parts)
    name = present(parts.scalar("name"))
    first = draft.places.setdefault(("examples", name.text), name.location)
    if first != name.location:
        draft.problem(Message("example-twice", {"name": name.text, "first": str(first)}), name.location)
    facts = {identity_of(draft.subjects[subject]): _checked(draft, "name", Identity(), name).get("name")}
    base = parts.scalar("from")
    if base is not None:
        facts |= present(draft.attempt(lambda: _case(draft, base, subject)))
    facts |= _facts(draft, parts.named("facts"), subject)
    expects = []
    for conclusion, expected in parts.named("expect"):
        with draft.collecting():
            expects.append(_expectation(draft, subject, conclusion, expected))
    named = tuple(_finding(draft, scalar) for scalar in parts.names("findings"))
    findings = named if parts.has("findings") else None
    on = draft.attempt(lambda: day(present(parts.scalar("on")))) if parts.has("on") else None
    under = _under(draft, parts)
    wanted, place = tuple(expects), parts.location
    return Example(name.text, clause.document, clause.id, subject, facts, wanted, findings, on, under, place)


def _under(draft: Draft, parts: Shape) -> Under:
    """The options that an example follows, and the figures that it states."""
    choices: dict[str, Reading | Assumption] = {**draft.readings, **draft.assumptions}
    open_ones = [name for name, one in choices.items() if one.options]
    open_ones += [name for name, parameter in draft.parameters.items() if not parameter.figures]
    under: dict[str, str | Figure] = {}
    for name, node in parts.named("under"):
        with draft.collecting():
            if name.text not in open_ones:
                raise PolicyError(
                    Problem(Message("not-open", {"name": name.text}), name.location, closest(name.text, open_ones))
                )
            if not isinstance(node, Scalar):
                raise PolicyError(Problem(Message("expected-text", {"key": name.text}), node.location))
            if name.text in draft.parameters:
                under[name.text] = Figure(ALWAYS, *draft.figure(node, draft.parameters[name.text].unit))
            else:
                under[name.text] = option_of(choices[name.text], node)
    return under


def _case(draft: Draft, base: Scalar, subject: str) -> dict[str, object]:
    """The facts of the base case that an example starts from."""
    case = draft.cases.get(base.text)
    if case is None or draft.subject(case) != subject:
        same = [name for name, other in draft.cases.items() if other.text("of") == subject]
        raise PolicyError(
            Problem(Message("unknown-case", {"name": base.text}), base.location, closest(base.text, same))
        )
    return _case_facts(draft, base.text)


def _case_facts(draft: Draft, name: str) -> dict[str, object]:
    """The facts of a base case, read once for all that start from it."""
    if name not in draft.case_facts:
        case = draft.cases[name]
        draft.case_facts[name] = _facts(draft, case.named("facts"), draft.subject(case))
    return draft.case_facts[name]


def _facts(draft: Draft, given: Iterable[tuple[Scalar, Node]], subject: str) -> dict[str, object]:
    fields = fields_of(draft.subjects[subject])
    facts: dict[str, object] = {}
    for name, node in given:
        field = fields.get(name.text)
        if field is None:
            message = Message("unknown-fact", {"field": name.text, "subject": subject})
            draft.problem(message, name.location, closest(name.text, fields))
        elif isinstance(field, Relation):
            with draft.collecting():
                facts[name.text] = _related(draft, name, field, node)
        elif not isinstance(node, Scalar):
            draft.problem(Message("expected-text", {"key": name.text}), node.location)
        elif isinstance(field, MemberFact) and field.enumeration not in draft.enumerations.keys() - draft.incomplete:
            continue
        else:
            facts |= _checked(draft, name.text, field, node)
    return facts


def _related(draft: Draft, name: Scalar, field: Relation, node: Node) -> object:
    """The facts of a subject that another refers to, or of several that it has; `unknown` is not known."""
    if isinstance(node, Scalar) and plain(node.text) in UNKNOWN:
        return None
    if isinstance(field, ReferenceFact):
        return _other(draft, field.subject, node, name.text)
    if not isinstance(node, Sequence):
        raise PolicyError(Problem(Message("expected-list", {"key": name.text}), node.location))
    return tuple(_other(draft, field.subject, item, str(number)) for number, item in enumerate(node.items, start=1))


def _other(draft: Draft, class_: type, node: Node, id_: str) -> Mapping[str, object]:
    """The facts of another subject: a base case, or facts with the base case that they start `from`."""
    subject, identity = subject_name(class_), identity_of(class_)
    if isinstance(node, Scalar):
        return {identity: id_, **_case(draft, node, subject)}
    if not isinstance(node, files.Mapping):
        raise PolicyError(Problem(Message("expected-mapping"), node.location))
    given = [(entry.key, entry.value) for entry in node.entries if entry.key.text != "from"]
    base = next((entry.value for entry in node.entries if entry.key.text == "from"), None)
    if isinstance(base, Scalar):
        return {identity: id_, **_case(draft, base, subject), **_facts(draft, given, subject)}
    if base is not None:
        raise PolicyError(Problem(Message("expected-text", {"key": "from"}), base.location))
    return {identity: id_, **_facts(draft, given, subject)}


def _checked(draft: Draft, name: str, field: Field, scalar: Scalar) -> dict[str, object]:
    """The fact that the text gives; what is wrong with it is noted."""
    try:
        return {name: fact_from_text(name, field, scalar.text, draft.enumerations, draft.units)}
    except FactError as error:
        draft.problems += [Problem(found.message, scalar.location, found.hint) for found in error.problems]
        return {}


def _expectation(draft: Draft, subject: str, name: Scalar, node: Node) -> Expectation:
    head = draft.heads.get(name.text)
    if head is None or head.subject != subject:
        hint = closest(name.text, [one.name for one in draft.heads.values() if one.subject == subject])
        raise PolicyError(Problem(Message("unknown-conclusion", {"name": name.text}), name.location, hint))
    if isinstance(node, Scalar):
        settled = Standing.SETTLED.value
        return Expectation(name.text, settled, _value(draft, head, node), None, None, None, None, None, name.location)
    parts = shape(node, draft.problems, "standing", "value low high rule missing unstated")
    standing = parts.text("standing")
    standings = {one.value: one for one in Standing}
    if parts.scalar("standing") is not None and standing not in standings:
        hint = one_of(standings)
        draft.problem(Message("unknown-standing", {"name": standing}), parts.place("standing"), hint)
    value, low, high = (parts.scalar(key) for key in ("value", "low", "high"))
    rule, missing = parts.scalar("rule"), parts.names("missing")
    written = {FORMULA} if head.shape.has("is") else {other.text for other, _ in head.shape.named("rules")}
    # Amendments add rules; one that could not be read is told where it stands, not where it is named.
    rules = written | draft.rules.get(head.name, frozenset())
    if rule is not None and rule.text not in rules and head.name not in draft.disputed:
        draft.problem(Message("unknown-rule", {"name": rule.text}), rule.location, closest(rule.text, rules))
    known = fields_of(draft.subjects[head.subject])
    for fact in missing:
        if "." not in fact.text and fact.text not in known:
            message = Message("unknown-fact", {"field": fact.text, "subject": head.subject})
            draft.problem(message, fact.location, closest(fact.text, known))
    return Expectation(
        conclusion=name.text,
        standing=standing,
        value=None if value is None else _value(draft, head, value),
        low=None if low is None else _number(draft, head, low),
        high=None if high is None else _number(draft, head, high),
        rule=None if rule is None else rule.text,
        missing=tuple(fact.text for fact in missing) if parts.has("missing") else None,
        unstated=tuple(name.text for name in parts.names("unstated")) if parts.has("unstated") else None,
        location=name.location,
    )


def _value(draft: Draft, head: ConclusionHead, scalar: Scalar) -> Value:
    match head.kind:
        case Quantity():
            return _number(draft, head, scalar)
        case Truth():
            if scalar.text not in ("true", "false"):
                raise PolicyError(Problem(Message("expected-flag", {"key": head.name}), scalar.location))
            return scalar.text == "true"
        case Member():
            return draft.member(scalar, head.kind.enumeration)
        case _:
            return scalar.text


def _number(draft: Draft, head: ConclusionHead, scalar: Scalar) -> Fraction:
    """A number that is expected, or a date where the conclusion is one."""
    assert isinstance(head.kind, Quantity)
    return draft.figure(scalar, head.kind.unit, signed=True)[0]


def _finding(draft: Draft, scalar: Scalar) -> str:
    if scalar.text not in draft.findings:
        hint = closest(scalar.text, draft.findings)
        draft.problem(Message("unknown-finding", {"name": scalar.text}), scalar.location, hint)
    return scalar.text
