"""Why an answer is not another: the smallest changes of facts that would make it so, as data and in words."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.altered import altered, subject_at
from estate_policy.answer import Answer, Given
from estate_policy.arguments import refuse_other_class
from estate_policy.compared import Place
from estate_policy.decision import Decision, decide
from estate_policy.errors import FactError, Problem
from estate_policy.figures import decimal_of
from estate_policy.given import fact_from_text
from estate_policy.headlines import missing_term
from estate_policy.interpreters.voice import Voice
from estate_policy.kinds import Member, Quantity, Truth, Value
from estate_policy.law import LawInForce
from estate_policy.messages import Message, one_of
from estate_policy.outcome import Missing
from estate_policy.schema import Fact, MemberFact, TruthFact, field_at, seen
from estate_policy.spoken import subjects_of
from estate_policy.terms import Language
from estate_policy.tried import fact_words, plain, unsearched_words, value_words
from estate_policy.turns import MOST_FACTS, turns
from estate_policy.units import unit_text
from estate_policy.wording import words


@attrs.frozen
class Change:
    """A fact, the value it has (`None` if it is unknown), and the one it would have; `…` stands for any not named."""

    place: Missing
    before: Given | int | date | None
    after: Given | int | date

    @property
    def fact(self) -> str:
        """Which fact, with the subject it is of where that is another, as `Answer.missing` names it."""
        return str(self.place)


@attrs.frozen(repr=False)
class WhyNot:
    """The ways to come to a value that change the fewest facts, three at most.

    One way without changes means that it is so already. `more`: there are more ways of that size. `unsearched` are the
    facts of which not every value was tried, and the references and collections that might lead to other subjects;
    `ended`: the search grew too large. In either case there may be other ways, or smaller ones.
    """

    answer: Answer
    value: Given
    ways: tuple[tuple[Change, ...], ...]
    more: bool
    unsearched: tuple[Missing, ...]
    ended: bool

    @property
    def complete(self) -> bool:
        """Whether every case was looked at."""
        return not self.unsearched and not self.ended

    def __repr__(self) -> str:
        """What was asked, and the ways."""
        return f"<WhyNot {self.answer.name}={self.value}: {self.ways}>"

    def explain(self, language: Language = "zh") -> str:
        """The ways in words, a line each."""
        voice = Voice(self.answer.case.law, self.answer.case.subject, language)
        conclusion = self.answer.conclusion
        told = {
            "name": conclusion.term.in_language(language),
            "value": value_words(_exact(self.value), conclusion.kind, voice),
            "most": str(MOST_FACTS),
        }
        if () in self.ways:
            return words("why-not-already", language, **told)
        if not self.ways:
            none = words("why-not-none" if self.complete else "why-not-none-tried", language, **told)
            return "\n".join([none, *unsearched_words(self.unsearched, voice, ended=self.ended)])
        lines = [words("why-not", language, **told, count=str(len(self.ways[0])))]
        listed = words("list", language)
        lines += [words("item", language, words=listed.join(_change(one, voice) for one in way)) for way in self.ways]
        if self.more:
            lines.append(words("why-not-more", language))
        if not self.complete:
            lines += [words("why-not-partly", language), *unsearched_words(self.unsearched, voice, ended=self.ended)]
        return "\n".join(lines)

    def to_dict(self) -> dict[str, object]:
        """The ways as plain data, numbers as digits; it round-trips as JSON."""
        ways = [
            [{"fact": one.fact, "before": plain(one.before), "after": plain(one.after)} for one in way]
            for way in self.ways
        ]
        found = {"ways": ways, "more": self.more, "complete": self.complete}
        open_ = {"unsearched": [str(one) for one in self.unsearched], "ended": self.ended}
        return {"conclusion": self.answer.name, "value": plain(self.value), **found, **open_}


def why_not(decision: Decision, conclusion: str, value: Given | int) -> WhyNot:
    """The smallest changes of facts that would settle a conclusion with a value.

    Each way was decided once more, by the engine of the decision. `UnknownConclusionError` where there is no such
    conclusion, `FactError` where it cannot have such a value.
    """
    refuse_other_class(decision, Decision, "decide(law, subject)")
    answer = decision[conclusion]
    wanted = _checked(answer, value, decision.law)
    found = turns(answer.case, conclusion, wanted)
    ways = tuple(_confirmed(decision, conclusion, way, wanted) for way in found.ways)
    given = decimal_of(wanted) if isinstance(wanted, Fraction) else wanted
    return WhyNot(answer, given, ways, found.more, found.unsearched, found.ended)


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
        hint = one_of(members)
    return FactError(Problem(Message("not-its-value", {"name": answer.name, "value": str(value)}), hint=hint))


def _confirmed(decision: Decision, conclusion: str, way: Mapping[Place, Value], wanted: Value) -> tuple[Change, ...]:
    """The changes of a way, once the subject so changed was decided and has the value."""
    subject = altered(decision.subject, {place: _given(place, value, decision) for place, value in way.items()})
    decided = decide(
        decision.law,
        subject,
        records_complete=decision.records_complete,
        unknown_events=decision.unknown_events,
        engine=decision.engine,
    )
    assert _exact(decided[conclusion].value) == wanted
    return tuple(
        Change(place, _before(place, decision, conclusion), getattr(subject_at(subject, place.path), place.fact))
        for place in way
    )


def _before(place: Place, decision: Decision, conclusion: str) -> Given | int | date | None:
    """What a fact is now; of a recorded event of which none is on record, what that means."""
    given: Given | int | date | None = getattr(subject_at(decision.subject, place.path), place.fact)
    return subjects_of(decision[conclusion].case)[place.path].facts[place.fact] if given is None else given


def _given(place: Place, value: Value, decision: Decision) -> Given | date:
    fact = field_at(type(decision.subject), place)
    assert isinstance(fact, Fact)
    return seen(fact, value)


def _exact(value: Given) -> Value:
    return value if isinstance(value, bool | str) else Fraction(value)


def _change(change: Change, voice: Voice) -> str:
    before, after = (fact_words(change.place, value, voice) for value in (change.before, change.after))
    return words("change", voice.language, name=missing_term(change.place, voice), before=before, after=after)
