"""Why an answer is not another: the smallest changes of facts that would make it so, as data and in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.answer import Answer, Given
from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, Problem
from estate_policy.expr import FactRef
from estate_policy.figures import decimal_of, digits_of
from estate_policy.given import fact_from_text
from estate_policy.interpreters.engines import READERS
from estate_policy.interpreters.prose import Voice, fact_term, worded
from estate_policy.interpreters.typed import kind_of
from estate_policy.kinds import Kind, Member, Quantity, Truth, Value
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.schema import DateFact, Fact, MemberFact, TruthFact, counted, date_of, facts_of
from estate_policy.terms import Language
from estate_policy.turns import MOST_FACTS, turns
from estate_policy.units import unit_text
from estate_policy.wording import words


@attrs.frozen
class Change:
    """A fact, the value it has (`None` if it is unknown), and the one it would have; `…` stands for any not named."""

    fact: str
    before: Given | int | date | None
    after: Given | int | date


@attrs.frozen(repr=False)
class WhyNot:
    """The ways to come to a value that change the fewest facts, three at most.

    One way without changes means that it is so already. `more`: there are more ways of that size. `complete`: every
    case was looked at; else there may be other ways, or smaller ones.
    """

    answer: Answer
    value: Given
    ways: tuple[tuple[Change, ...], ...]
    more: bool
    complete: bool

    def __repr__(self) -> str:
        """What was asked, and the ways."""
        return f"<WhyNot {self.answer.name}={self.value}: {self.ways}>"

    def explain(self, language: Language = "zh") -> str:
        """The ways in words, a line each."""
        voice = Voice(self.answer.case.law, self.answer.case.subject, language)
        conclusion = self.answer.conclusion
        told = {
            "name": conclusion.term.in_language(language),
            "value": _worded(_exact(self.value), conclusion.kind, voice),
            "most": str(MOST_FACTS),
        }
        if () in self.ways:
            return words("why-not-already", language, **told)
        if not self.ways:
            return words("why-not-none" if self.complete else "why-not-none-tried", language, **told)
        lines = [words("why-not", language, **told, count=str(len(self.ways[0])))]
        listed = words("list", language)
        lines += [words("item", language, words=listed.join(_change(one, voice) for one in way)) for way in self.ways]
        if self.more or not self.complete:
            lines.append(words("why-not-more" if self.more else "why-not-partly", language))
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """The ways as plain data, numbers as digits; it round-trips as JSON."""
        ways = [
            [{"fact": one.fact, "before": _plain(one.before), "after": _plain(one.after)} for one in way]
            for way in self.ways
        ]
        found = {"ways": ways, "more": self.more, "complete": self.complete}
        return {"conclusion": self.answer.name, "value": _plain(self.value), **found}


def why_not(decision: Decision, conclusion: str, value: Given | int) -> WhyNot:
    """The smallest changes of facts that would settle a conclusion with a value.

    Each way was decided once more, by the engine of the decision. `UnknownConclusionError` where there is no such
    conclusion, `FactError` where it cannot have such a value.
    """
    answer = decision[conclusion]
    wanted = _checked(answer, value, decision.law)
    found = turns(answer.case, conclusion, wanted)
    ways = tuple(_confirmed(decision, conclusion, way, wanted) for way in found.ways)
    given = decimal_of(wanted) if isinstance(wanted, Fraction) else wanted
    return WhyNot(answer, given, ways, found.more, found.complete)


def value_from_text(decision: Decision, conclusion: str, text: str) -> Given:
    """The value of a conclusion that a text names, as registers write values; `FactError` where it names none."""
    answer = decision[conclusion]
    term, kind, policy = answer.conclusion.term, answer.conclusion.kind, decision.law.policy
    match kind:
        case Truth():
            field = TruthFact(term=term, negated=answer.conclusion.negated or term, question=term)
            read = fact_from_text(conclusion, field, text, policy.enumerations, policy.units)
        case Member(enumeration=name):
            member = MemberFact(term=term, enumeration=name, question=term)
            read = fact_from_text(conclusion, member, text, policy.enumerations, policy.units)
        case _:
            read = _number(text)
    if isinstance(read, bool | Decimal | str):
        return read
    raise _refused(answer, text)


def _number(text: str) -> Decimal | None:
    digits = text.strip().replace(",", "")
    return Decimal(digits) if digits.lstrip("+-").replace(".", "", 1).isdecimal() else None


def _checked(answer: Answer, value: Given | int, law: LawInForce) -> Value:
    """The wanted value, if the conclusion can have one like it."""
    match answer.conclusion.kind:
        case Truth() if isinstance(value, bool):
            return value
        case Quantity() if isinstance(value, int | Decimal | Fraction) and not isinstance(value, bool):
            if not isinstance(value, Decimal) or value.is_finite():
                return Fraction(value)
        case Member(enumeration=name) if isinstance(value, str):
            enumeration = law.policy.enumerations[name]
            if value in enumeration.members or enumeration.open:
                return value
    raise _refused(answer, value)


def _refused(answer: Answer, value: object) -> FactError:
    kind = answer.conclusion.kind
    hint = Message("expects-truth")
    if isinstance(kind, Quantity):
        hint = Message("expects-number-of", {"unit": unit_text(kind.unit)})
    elif isinstance(kind, Member):
        members = answer.case.law.policy.enumerations[kind.enumeration].members
        hint = Message("expects-members", {"members": ", ".join(members)})
    return FactError(Problem(Message("not-its-value", {"name": answer.name, "value": str(value)}), hint=hint))


def _confirmed(decision: Decision, conclusion: str, way: Mapping[str, Value], wanted: Value) -> tuple[Change, ...]:
    """The changes of a way, once the subject so changed was decided and has the value."""
    class_ = type(decision.subject)
    declared = facts_of(class_)
    given = {fact: _seen(declared[fact], value) for fact, value in way.items()}
    kept = {field.alias: getattr(decision.subject, field.name) for field in attrs.fields(class_)}
    subject = class_(**kept | given)
    case = decision[conclusion].case
    decided = decide(
        decision.law,
        subject,
        records_complete=decision.records_complete,
        unknown_events=decision.unknown_events,
        engine=next(name for name, reader in READERS.items() if reader is case.read),
    )
    assert _exact(decided[conclusion].value) == wanted
    return tuple(Change(fact, _seen(declared[fact], case.facts[fact]), getattr(subject, fact)) for fact in way)


def _seen(fact: Fact, value: Value | None) -> Given | date | None:
    """A value that rules see, as callers give it."""
    if isinstance(fact, DateFact) and isinstance(value, Fraction):
        return date_of(fact.counts, value)
    return decimal_of(value) if isinstance(value, Fraction) else value


def _plain(value: Given | int | date | None) -> bool | str | None:
    if isinstance(value, date):
        return value.isoformat()
    return value if value is None or isinstance(value, bool | str) else digits_of(Fraction(value))


def _exact(value: Given) -> Value:
    return value if isinstance(value, bool | str) else Fraction(value)


def _change(change: Change, voice: Voice) -> str:
    fact = facts_of(voice.law.policy.subjects[voice.subject])[change.fact]
    kind, language = kind_of(FactRef(change.fact), voice.law, voice.subject), voice.language
    before, after = (
        words("unknown", language) if value is None else _worded(counted(fact, value), kind, voice)
        for value in (change.before, change.after)
    )
    return words("change", language, name=fact_term(change.fact, voice), before=before, after=after)


def _worded(value: Value, kind: Kind, voice: Voice) -> str:
    if isinstance(value, str) and not value.strip("…"):
        return words("not-named", voice.language)
    return worded(value, kind, voice)
