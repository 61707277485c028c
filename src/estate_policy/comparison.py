"""Two laws compared over the same subjects: who gains and who loses, by which rules, and what it costs whom."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import UnionType

import attrs

from estate_policy.answer import Answer
from estate_policy.arguments import refuse_other_law, several
from estate_policy.decision import Decision, decide, refuse_other_subject
from estate_policy.errors import ComparisonError, FactError, Problem
from estate_policy.interpreters.engines import Engine
from estate_policy.kinds import Quantity
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.schema import Fact, ReferenceFact, fields_of, identity_of, subject_name
from estate_policy.shift import Shift, Way
from estate_policy.shown import shortened
from estate_policy.sums import Sums, added_up


@attrs.frozen
class Comparison:
    """Two laws over the same subjects, amount by amount.

    `in_one_law` are amounts that somebody pays under one of the laws alone, and that were not compared.
    """

    baseline: LawInForce
    reform: LawInForce
    conclusions: tuple[str, ...]
    in_one_law: tuple[str, ...]
    changes: tuple[Shift, ...]

    def totals(self, *facts: str) -> list[Sums[str | None]]:
        """The sums by the values of some facts of the subjects; without facts, of all in one.

        `estate.district` is a fact of the subject that this one refers to. `ComparisonError` where a subject has no
        such fact, or where amounts of several units would be added.
        """
        return added_up(self.changes, lambda one: tuple(_value(one.subject, fact) for fact in facts))

    def by_payer(self) -> list[Sums[str | None]]:
        """The sums by who pays; what no body is said to pay has no key."""
        return added_up(self.changes, lambda one: (_payer(one.after),))

    def by_way(self) -> list[Sums[Way]]:
        """The sums by the way from rule to rule, of the subjects about which anything changed."""
        return added_up([one for one in self.changes if one.differs], lambda one: one.ways)


def compare(  # noqa: PLR0913 what is compared, and how `decide` is to take it
    baseline: LawInForce,
    reform: LawInForce,
    subjects: Iterable[attrs.AttrsInstance],
    *,
    conclusions: Sequence[str] = (),
    unknown_events: Mapping[str, Collection[str]] | None = None,
    engine: Engine = "confirmed",
) -> Comparison:
    """Compare what two laws give the same subjects, in the order given.

    `unknown_events` are those that `decide` is to take for unknown, by the ids of the subjects. `conclusions` are the
    amounts compared; unless named, `amounts_paid` under both laws. `ComparisonError` where there are none or one is no
    amount, `UnknownConclusionError` where one is no conclusion under both laws, `FactError` for events of an id that
    no subject has; what `decide` refuses is refused.
    """
    for law in (baseline, reform):
        refuse_other_law(law)
    wanted = several("conclusions", conclusions)
    subjects = several("subjects", subjects)
    events, ids = unknown_events or {}, set[str]()
    found: list[Shift] = []
    compared: dict[str, None] = {}
    alone: dict[str, None] = {}
    for subject in subjects:
        refuse_other_subject(baseline, type(subject))
        name = subject_name(type(subject))
        ids.add(id_ := _id(subject))
        unknown = events.get(id_, ())
        before, after = (decide(law, subject, unknown_events=unknown, engine=engine) for law in (baseline, reform))
        paid, only = ((), ()) if wanted else _paid_under_both(baseline, reform, name)
        names = wanted or paid
        if not names:
            raise ComparisonError(_nothing_paid(reform, name))
        compared |= dict.fromkeys(names)
        alone |= dict.fromkeys(only)
        found += _changes(subject, before, after, names)
    for id_ in events:
        if id_ not in ids:
            raise FactError(Problem(Message("events-of-nobody", {"id": shortened(id_)})))
    return Comparison(baseline, reform, tuple(compared), tuple(alone), tuple(found))


def amounts_paid(law: LawInForce, subject: str) -> tuple[str, ...]:
    """The amounts about a subject that somebody pays, each in one of them alone; its headline where nobody pays any.

    Where one is the whole of what a body pays another, that alone tells it.
    """
    paid = {one.name: one.pays for one in law.conclusions.values() if one.subject == subject and one.pays is not None}
    wholes = {(pays.payer, pays.payee) for pays in paid.values() if pays.whole}
    told = [name for name, pays in paid.items() if pays.whole or (pays.payer, pays.payee) not in wholes]
    headline = law.policy.headlines.get(subject, "")
    return tuple(told or [name for name in _amounts(law, subject) if name == headline])


def _paid_under_both(baseline: LawInForce, reform: LawInForce, subject: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What is paid under both laws, and under one of them alone."""
    before, after = amounts_paid(baseline, subject), amounts_paid(reform, subject)
    both = tuple(name for name in after if name in before)
    return both, tuple(name for name in dict.fromkeys((*before, *after)) if name not in both)


def _amounts(law: LawInForce, subject: str) -> list[str]:
    return [one.name for one in law.conclusions.values() if one.subject == subject and isinstance(one.kind, Quantity)]


def _nothing_paid(law: LawInForce, subject: str) -> Problem:
    headline = law.policy.headlines.get(subject)
    message = Message("nothing-paid", {"subject": subject})
    if headline is not None:
        message = Message("headline-no-amount", {"subject": subject, "headline": headline})
    return Problem(message, hint=_comparable(law, subject))


def _comparable(law: LawInForce, subject: str) -> Message:
    """What there is to compare of a subject."""
    names = ", ".join(f"`{name}`" for name in _amounts(law, subject))
    return Message("hint-amounts", {"names": names}) if names else Message("hint-no-amounts", {"subject": subject})


def _changes(subject: attrs.AttrsInstance, before: Decision, after: Decision, names: Iterable[str]) -> Iterator[Shift]:
    for name in names:
        for decision in (before, after):
            if not isinstance(decision[name].conclusion.kind, Quantity):
                hint = _comparable(decision.law, subject_name(type(subject)))
                raise ComparisonError(Problem(Message("not-an-amount", {"name": name}), hint=hint))
        yield Shift(_id(subject), subject, name, before[name], after[name])


def _id(subject: attrs.AttrsInstance) -> str:
    id_: str = getattr(subject, identity_of(type(subject)))
    return id_


def _payer(answer: Answer) -> str | None:
    pays = answer.conclusion.pays
    return None if pays is None else pays.payer


def _value(subject: attrs.AttrsInstance, fact: str) -> str | None:
    """The value of a fact, of another subject where the name leads there."""
    *references, last = fact.split(".")
    there: attrs.AttrsInstance | None = subject
    for name in references:
        if there is not None:
            there = getattr(there, _declared(there, name, ReferenceFact, fact))
    value = None if there is None else getattr(there, _declared(there, last, Fact, fact))
    return None if value is None else str(value)


def _declared(subject: attrs.AttrsInstance, name: str, sort: type[ReferenceFact] | UnionType, fact: str) -> str:
    """The name of a field, if the subject has one of that sort."""
    if not isinstance(fields_of(type(subject)).get(name), sort):
        raise ComparisonError(Problem(Message("no-fact-of", {"name": fact, "subject": subject_name(type(subject))})))
    return name
