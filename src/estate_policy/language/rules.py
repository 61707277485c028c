"""The rules of conclusions and the conditions of findings, read as typed expressions."""

from collections.abc import Collection
from functools import partial

import attrs

from estate_policy.errors import Location, PolicyError, Problem
from estate_policy.expr import Constant
from estate_policy.kinds import Quantity, Truth
from estate_policy.language.draft import ConclusionHead, Draft, present
from estate_policy.language.files import Mapping, Node, Scalar
from estate_policy.language.shape import Shape, period, shape
from estate_policy.law import (
    ALWAYS,
    Citation,
    Clause,
    Conclusion,
    Discretion,
    Duty,
    Effect,
    Finding,
    Gives,
    LeftTo,
    Payment,
    Rule,
    Silent,
)
from estate_policy.messages import Message, closest

FORMULA = "formula"
"""The id of the one rule of a conclusion that is a formula."""

BODIES = "body"
"""The enumeration of those who decide, pay and owe."""

_NOTHING = Mapping((), Location(""))
_EFFECTS = ("then", "silent", "discretion", "left_to")


def read_conclusion(draft: Draft, head: ConclusionHead) -> Conclusion:
    """One conclusion with its rules, in the order of the file."""
    parts = head.shape
    cites = parts.has("quote") or parts.has("clause") or parts.has("is")
    inherited = draft.attempt(lambda: draft.citation(head.clause, parts)) if cites else None
    also, assumes = _also(draft, head.clause, parts), draft.assumed(parts)
    if parts.has("rules") == parts.has("is"):
        raise PolicyError(Problem(Message("rules-or-is"), parts.location))
    # Where its own quote is wrong, its rules are read as if it had one: each would only say so again.
    default = inherited or (Citation(head.clause.document, head.clause.id, "") if cites else None)
    rules = (_formula(draft, head, present(default)),) if parts.has("is") else _rules(draft, head, default)
    return Conclusion(
        name=head.name,
        subject=head.subject,
        kind=head.kind,
        term=parts.term("term"),
        negated=parts.term("negated") if parts.has("negated") else None,
        rules=rules,
        citation=inherited or (rules[0].citation if rules else Citation(head.clause.document, head.clause.id, "")),
        also=also,
        assumes=assumes,
        pays=draft.attempt(lambda: _payment(draft, head)) if parts.has("pays") else None,
        forecasts=draft.attempt(lambda: _forecast(draft, head)) if parts.has("forecasts") else None,
        duty=draft.attempt(lambda: _duty(draft, head)) if parts.has("duty") else None,
        location=head.location,
    )


def _payment(draft: Draft, head: ConclusionHead) -> Payment:
    """Who pays whom what is concluded."""
    parts = shape(head.shape.node("pays") or _NOTHING, draft.problems, "from to purpose", "whole")
    return attrs.evolve(_bodies(draft, head, parts, "pays"), whole=parts.flag("whole"))


def _forecast(draft: Draft, head: ConclusionHead) -> Payment:
    """Who would pay whom what is concluded."""
    parts = shape(head.shape.node("forecasts") or _NOTHING, draft.problems, "from to purpose")
    return _bodies(draft, head, parts, "forecasts")


def _bodies(draft: Draft, head: ConclusionHead, parts: Shape, key: str) -> Payment:
    """Payer, payee and purpose of what is concluded, which is money."""
    is_money = isinstance(head.kind, Quantity) and ("money", 1) in draft.measures(head.kind.unit)
    if not is_money:
        raise PolicyError(Problem(Message("pays-no-money"), head.shape.place(key)))
    payer, payee = (draft.member(present(parts.scalar(key)), BODIES) for key in ("from", "to"))
    return Payment(payer, payee, parts.term("purpose"), whole=False)


def _duty(draft: Draft, head: ConclusionHead) -> Duty:
    """Who owes that what is concluded is so."""
    parts = shape(head.shape.node("duty") or _NOTHING, draft.problems, "party act", "when period deadline")
    if not isinstance(head.kind, Truth):
        raise PolicyError(Problem(Message("duty-no-truth"), head.shape.place("duty")))
    when, deadline = parts.scalar("when"), parts.scalar("deadline")
    if deadline is not None and deadline.text not in draft.parameters:
        hint = closest(deadline.text, draft.parameters)
        raise PolicyError(Problem(Message("unknown-parameter", {"name": deadline.text}), deadline.location, hint))
    return Duty(
        draft.member(present(parts.scalar("party")), BODIES),
        parts.term("act"),
        Constant(value=True, kind=Truth()) if when is None else draft.expression(when, Truth(), head.subject),
        parts.term("period") if parts.has("period") else None,
        None if deadline is None else deadline.text,
    )


def read_findings(draft: Draft) -> None:
    """Enter the findings of all clauses."""
    for clause, parts in draft.clause_nodes:
        for name, node in parts.named("findings"):
            draft.declare(name, draft.findings, partial(_finding, draft, clause, name, node))


def _finding(draft: Draft, clause: Clause, name: Scalar, node: Node) -> Finding:
    parts = shape(node, draft.problems, "of when says", "quote clause gaps")
    citation = draft.attempt(lambda: draft.citation(clause, parts))
    subject = draft.subject(parts)
    condition = draft.expression(present(parts.scalar("when")), Truth(), subject)
    return Finding(name.text, subject, condition, parts.term("says"), present(citation), name.location, parts.gaps())


def _formula(draft: Draft, head: ConclusionHead, citation: Citation) -> Rule:
    scalar = present(head.shape.scalar("is"))
    value = draft.expression(scalar, head.kind, head.subject)
    always = Constant(value=True, kind=Truth())
    return Rule(FORMULA, head.name, always, always, Gives(value), (), citation, (), ALWAYS, scalar.location)


def _rules(draft: Draft, head: ConclusionHead, inherited: Citation | None) -> tuple[Rule, ...]:
    rules: dict[str, Rule] = {}
    for name, node in head.shape.named("rules"):
        if not name.text.isidentifier():
            draft.problem(Message("bad-name", {"name": name.text}), name.location)
        with draft.collecting():
            others = {other.text for other, _ in head.shape.named("rules")} - {name.text}
            rules[name.text] = read_rule(draft, head, inherited, name, node, others)
    if isinstance(listed := head.shape.node("rules"), Mapping) and not listed.entries:
        draft.problem(Message("no-rule", {"name": head.name}), listed.location)
    return tuple(rules.values())


def read_rule(  # noqa: PLR0913, PLR0917 what a rule stands in
    draft: Draft,
    head: ConclusionHead,
    inherited: Citation | None,
    name: Scalar,
    node: Node,
    others: Collection[str],
) -> Rule:
    """One rule of a conclusion; `others` are the rules that it may override."""
    parts = shape(
        node, draft.problems, "when", "then silent discretion left_to quote clause assumes overrides in_force gaps"
    )
    citation = draft.attempt(lambda: draft.citation(head.clause, parts, inherited))
    condition = draft.attempt(lambda: draft.expression(present(parts.scalar("when")), Truth(), head.subject))
    effect = draft.attempt(lambda: _effect(draft, head, parts))
    days = draft.attempt(lambda: period(present(parts.scalar("in_force"))) if parts.has("in_force") else ALWAYS)
    overrides, assumes = parts.names("overrides"), draft.assumed(parts)
    for other in overrides:
        if other.text not in others:
            hint = closest(other.text, others)
            draft.problem(Message("unknown-rule", {"name": other.text}), other.location, hint)
    if condition is None or effect is None:
        raise PolicyError(())
    return Rule(
        id=name.text,
        conclusion=head.name,
        when=condition,
        condition=condition,
        effect=effect,
        overrides=tuple(other.text for other in overrides),
        citation=present(citation),
        assumes=assumes,
        in_force=present(days),
        location=name.location,
        gaps=parts.gaps(),
    )


def _effect(draft: Draft, head: ConclusionHead, parts: Shape) -> Effect:
    given = [key for key in _EFFECTS if parts.has(key)]
    if not parts.entries:
        raise PolicyError(())
    if len(given) != 1:
        raise PolicyError(Problem(Message("one-effect"), parts.location))
    match given[0]:
        case "then":
            return Gives(draft.expression(present(parts.scalar("then")), head.kind, head.subject))
        case "silent":
            return Silent(parts.term("silent"))
        case "discretion":
            return _discretion(draft, head, parts)
        case _:
            left_to = shape(parts.node("left_to") or _NOTHING, draft.problems, "body instrument")
            body = draft.member(present(left_to.scalar("body")), BODIES)
            return LeftTo(body, left_to.term("instrument"))


def _discretion(draft: Draft, head: ConclusionHead, parts: Shape) -> Discretion:
    choice = shape(parts.node("discretion") or _NOTHING, draft.problems, "by", "within")
    by = draft.member(present(choice.scalar("by")), BODIES)
    if not choice.has("within"):
        return Discretion(by, None, None)
    ends = choice.names("within")
    if not isinstance(head.kind, Quantity) or len(ends) != len(("low", "high")):
        raise PolicyError(Problem(Message("within-two"), choice.place("within")))
    low, high = (draft.expression(end, head.kind, head.subject) for end in ends)
    return Discretion(by, low, high)


def _also(draft: Draft, clause: Clause, parts: Shape) -> tuple[Citation, ...]:
    citations = []
    for name, node in parts.named("also"):
        with draft.collecting():
            cited = draft.other_clause(clause, name)
            if isinstance(node, Scalar):
                citations.append(draft.quote(cited, node))
            else:
                draft.problem(Message("expected-text", {"key": name.text}), node.location)
    return tuple(citations)
