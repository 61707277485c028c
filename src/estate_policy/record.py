"""A decision as plain data, versioned: numbers as digits, so that JSON loses none."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import assert_never, cast

import attrs

from estate_policy.answer import Alternative, Answer
from estate_policy.duties import OwedDuty, duties_of
from estate_policy.expr import ChoiceRef, ConclusionRef, Every, Expr, FactRef, ParameterRef, Related, Sum
from estate_policy.figures import digits_of
from estate_policy.interpreters.written import written
from estate_policy.kinds import Kind, Member, Quantity, Text, Truth, Value
from estate_policy.law import Amendment, Citation, Conclusion, Finding, Gives, LawInForce, Rule
from estate_policy.outcome import Bounds, Known, Missing, Open, Outcome, Path
from estate_policy.schema import fields_of, subject_name
from estate_policy.terms import Term
from estate_policy.trace import Trace, trace
from estate_policy.units import unit_text
from estate_policy.walk import effect_expressions, every_node

SCHEMA = "estate-policy/decision/1"
"""The name and version of this shape; `docs/schema/decision-1.json` describes it."""

_AS: Mapping[type[Expr], str] = {
    FactRef: "fact",
    ParameterRef: "parameter",
    ConclusionRef: "conclusion",
    ChoiceRef: "choice",
    Related: "related",
    Sum: "total",
    Every: "total",
}

Plain = object
"""What JSON can say: text, truths, nothing, lists, and mappings of text."""


def decision_record(
    law: LawInForce,
    subject: attrs.AttrsInstance,
    answers: Sequence[Answer],
    findings: Sequence[Finding],
    events: Mapping[str, Plain],
) -> dict[str, Plain]:
    """The whole decision; `events` says what was taken of recorded events."""
    class_ = type(subject)
    return {
        "schema": SCHEMA,
        "policy": {"name": law.policy.name, "digest": law.policy.digest, "day": law.day.isoformat()},
        "amendments": [_amendment(one) for one in law.amendments],
        "subject": subject_name(class_),
        **events,
        "facts": facts_record(subject),
        "headline": law.policy.headlines.get(subject_name(class_)),
        "answers": {answer.name: answer_record(answer) for answer in answers},
        "duties": [_duty(duty) for duty in duties_of(answers)],
        "findings": [
            {"name": one.name, "says": _term(one.says), "citation": _citation(one.citation)} for one in findings
        ],
    }


def _amendment(amendment: Amendment) -> dict[str, Plain]:
    return {"name": amendment.name, "title": _term(amendment.title), "example": amendment.example}


def _duty(duty: OwedDuty) -> dict[str, Plain]:
    return {
        "conclusion": duty.name,
        "party": duty.party,
        "act": _term(duty.act),
        "period": None if duty.period is None else _term(duty.period),
        "deadline": duty.deadline,
        "due": None if duty.due is None else duty.due.isoformat(),
        "status": duty.status.value,
        "arises": duty.arises,
        "lacking": [{"part": written(one.part), "verdict": _verdict(one.outcome)} for one in duty.lacking],
        "missing": list(duty.missing),
        "unstated": list(duty.unstated),
        "citation": _citation(duty.citation),
    }


def facts_record(subject: attrs.AttrsInstance) -> dict[str, Plain]:
    """What is given of a subject, and of those that belong to it."""
    return {name: plain_value(getattr(subject, name)) for name in fields_of(type(subject))}


def _path(path: Path) -> str:
    return ".".join(map(str, path))


def answer_record(answer: Answer) -> dict[str, Plain]:
    """One answer with its trace."""
    told = trace(answer)
    settled = answer.standings[0].value == "settled"
    return {
        "term": _term(answer.conclusion.term),
        "kind": _kind(answer.conclusion.kind),
        "standing": answer.standing.value,
        "standings": [standing.value for standing in answer.standings],
        "value": plain_value(answer.working_value) if settled else None,
        "working_value": plain_value(answer.working_value),
        **_open(answer.outcome),
        "missing": list(answer.missing),
        "unstated": list(answer.unstated),
        "known_part": plain_value(answer.known_part),
        "left_out": list(answer.left_out),
        "examples": list(answer.examples),
        "rules": list(answer.rules),
        "citations": [_citation(one) for one in dict.fromkeys(_citations(answer))],
        "ends": [
            {"conclusion": end.conclusion, "rule": end.rule, "standing": end.standing.value, "of": _path(end.path)}
            for end in answer.ends
        ],
        "alternatives": [_alternative(one) for one in answer.alternatives],
        "trace": _trace(told, answer),
    }


def _citations(answer: Answer) -> Sequence[Citation]:
    own = [rule.citation for rule in answer.concluded.rules] or [answer.citation]
    return [*own, *answer.conclusion.also]


def _open(outcome: Outcome) -> dict[str, Plain]:
    """What is possible: bounds of a quantity, members or truths otherwise; `null` where nothing bounds it."""
    if isinstance(outcome, Known):
        fixed = _value(outcome.value)
        is_quantity = isinstance(outcome.value, Fraction)
        return {"low": fixed, "high": fixed, "possible": None} if is_quantity else _among([fixed])
    if isinstance(outcome.possible, Bounds):
        low, high = outcome.possible.low, outcome.possible.high
        return {
            "low": None if low is None else digits_of(low),
            "high": None if high is None else digits_of(high),
            "possible": None,
        }
    values = outcome.possible.values
    return _among(None if values is None else sorted(values, key=str))


def _among(values: Sequence[Plain] | None) -> dict[str, Plain]:
    return {"low": None, "high": None, "possible": None if values is None else list(values)}


def _alternative(alternative: Alternative) -> dict[str, Plain]:
    return {
        "readings": dict(alternative.readings),
        "value": plain_value(alternative.value),
        **_open(alternative.outcome),
        "missing": list(alternative.missing),
    }


def _trace(told: Trace, answer: Answer) -> dict[str, Plain]:
    return {
        "rules": _steps(told, answer),
        "grounds": [{"part": written(one.part), "verdict": _verdict(one.outcome)} for one in told.grounds],
        "reads": [
            {"name": written(read.reference), "as": _AS[type(read.reference)], **_found(read.outcome)}
            for read in told.reads
        ],
        "assumptions": [one.name for one in told.assumptions],
        "presumed": list(told.presumed),
    }


def _steps(told: Trace, answer: Answer) -> list[Plain]:
    return [
        {
            "rule": step.rule.id,
            "when": text.when,
            "then": text.then,
            "parameters": dict(text.parameters),
            "verdict": _verdict(step.verdict),
            "because": [{"part": written(one.part), "verdict": _verdict(one.outcome)} for one in step.reasons],
            "citation": _citation(step.rule.citation),
        }
        for step, text in zip(told.steps, _texts(answer.case.law, answer.conclusion), strict=True)
    ]


@attrs.frozen
class _Text:
    """A rule as it is written, with the figures that it reads."""

    when: str
    then: str | None
    parameters: Mapping[str, str]


def _texts(law: LawInForce, conclusion: Conclusion) -> tuple[_Text, ...]:
    """The rules of a conclusion as they are written, worked out once for a law."""
    kept: dict[str, tuple[_Text, ...]] = law.prepared.setdefault("record", {})
    if conclusion.name not in kept:
        kept[conclusion.name] = tuple(_text(law, rule) for rule in conclusion.rules)
    return kept[conclusion.name]


def _text(law: LawInForce, rule: Rule) -> _Text:
    tops = (rule.condition, *effect_expressions(rule.effect))
    named = [node.name for top in tops for node in every_node(top) if isinstance(node, ParameterRef)]
    figures = {name: law.figures[name].value for name in named if name in law.figures}
    then = written(rule.effect.value) if isinstance(rule.effect, Gives) else None
    return _Text(written(rule.when), then, {name: digits_of(value) for name, value in figures.items()})


def _verdict(outcome: Outcome) -> str:
    if isinstance(outcome, Open):
        return "open"
    return "holds" if outcome.value is True else "fails"


def _found(outcome: Outcome) -> dict[str, Plain]:
    if isinstance(outcome, Known):
        return {"value": _value(outcome.value), "missing": []}
    return {"value": None, "missing": sorted(str(one) for one in outcome.causes if isinstance(one, Missing))}


def _kind(kind: Kind) -> dict[str, Plain]:
    match kind:
        case Truth():
            return {"is": "truth", "unit": None, "enumeration": None}
        case Quantity(unit=unit):
            return {"is": "quantity", "unit": unit_text(unit), "enumeration": None}
        case Member(enumeration=name):
            return {"is": "member", "unit": None, "enumeration": name}
        case Text():
            return {"is": "text", "unit": None, "enumeration": None}
        case _:
            assert_never(kind)


def _citation(citation: Citation) -> dict[str, Plain]:
    return {"document": citation.document, "clause": citation.clause, "quote": citation.quote}


def _term(term: Term) -> dict[str, Plain]:
    return {"zh": term.zh, "en": term.en}


def _value(value: Value) -> Plain:
    return digits_of(value) if isinstance(value, Fraction) else value


def plain_value(value: object) -> Plain:
    """A value as callers see it, as data."""
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, Fraction):
        return digits_of(value)
    if isinstance(value, tuple):
        return [plain_value(one) for one in value]
    if attrs.has(type(value)):
        return facts_record(cast("attrs.AttrsInstance", value))
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
