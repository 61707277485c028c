"""Two laws compared over the same subjects: who gains and who loses, by which rules, and what it costs whom."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import Problem, UnknownConclusionError
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.engines import Engine
from estate_policy.interpreters.exact import conclude
from estate_policy.kinds import Quantity
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.outcome import Known
from estate_policy.schema import identity_of, subject_name
from estate_policy.spread import Spread, spread
from estate_policy.walk import conclusions_read


class Impact(Enum):
    """What a reform does to one subject's amount."""

    WINS = "wins"
    LOSES = "loses"
    UNCHANGED = "unchanged"
    OPEN = "open"


@attrs.frozen
class Shift:
    """One subject's amount before and after: the answers, and the rules by which each came about."""

    id: str
    subject: attrs.AttrsInstance
    conclusion: str
    before: Answer
    after: Answer

    @property
    def amount(self) -> Fraction | None:
        """After less before, by the preferred readings; `None` while either is open."""
        before, after = _amount(self.before), _amount(self.after)
        return None if before is None or after is None else after - before

    @property
    def impact(self) -> Impact:
        """Whether the subject gains, loses or neither, or that this is open."""
        change = self.amount
        if change is None:
            return Impact.OPEN
        return Impact.WINS if change > 0 else Impact.LOSES if change < 0 else Impact.UNCHANGED

    @property
    def differs(self) -> bool:
        """Whether anything about the amount is another: its value, what is possible, or why it is open."""
        return self.before.outcome != self.after.outcome or self.standing_changed

    @property
    def standing_changed(self) -> bool:
        """Whether the amount is settled on another footing, or no longer."""
        return self.before.standings != self.after.standings

    @property
    def paths(self) -> tuple[tuple[str, str], ...]:
        """From which rule to which, of each conclusion that came about by another; else the rule that gave both."""
        before, after = _path(self.before), _path(self.after)
        moved = [(before.get(name), after.get(name)) for name in before | after if before.get(name) != after.get(name)]
        stayed = list(before.items())[-1:]
        told = moved or [(rule, rule) for _, rule in stayed]
        return tuple((one or "", other or "") for one, other in told)


@attrs.frozen
class Sums:
    """What the subjects of one group add up to, before and after; `key` are the values that make the group.

    `before` and `after` add those whose amounts are known under both, so that `after - before` is `gains - losses`.
    Those of which either is open are in neither, but in the spreads: between what all come to, under each law.
    """

    key: tuple[str | None, ...]
    subjects: int
    before: Fraction
    after: Fraction
    gains: Fraction
    losses: Fraction
    impacts: Mapping[Impact, int]
    standings_changed: int
    spread_before: Spread
    spread_after: Spread


@attrs.frozen
class Comparison:
    """Two laws over the same subjects, amount by amount."""

    baseline: LawInForce
    reform: LawInForce
    conclusions: tuple[str, ...]
    changes: tuple[Shift, ...]

    def totals(self, *facts: str) -> list[Sums]:
        """The sums by the values of some facts of the subjects; without facts, of all in one."""
        return self._grouped(lambda one: tuple(_text(getattr(one.subject, fact)) for fact in facts))

    def by_payer(self) -> list[Sums]:
        """The sums by who pays; what no body is said to pay has no key."""
        return self._grouped(lambda one: (_payer(self.reform, one.conclusion),))

    def by_path(self) -> list[Sums]:
        """The sums by the way from rule to rule, of the subjects about which anything changed."""
        changed = [one for one in self.changes if one.differs]
        return _sums(changed, lambda one: tuple(f"{before} → {after}" for before, after in one.paths))

    def _grouped(self, key: Callable[[Shift], tuple[str | None, ...]]) -> list[Sums]:
        return _sums(self.changes, key)


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
    amounts compared; unless named, all that somebody pays, or the headline where nobody is said to pay.
    `UnknownConclusionError` where one is no amount under both laws; what `decide` refuses is refused.
    """
    found: list[Shift] = []
    compared: dict[str, None] = {}
    for subject in subjects:
        events = (unknown_events or {}).get(_id(subject), ())
        before, after = (decide(law, subject, unknown_events=events, engine=engine) for law in (baseline, reform))
        names = conclusions or amounts_paid(reform, subject_name(type(subject)))
        compared |= dict.fromkeys(names)
        found += _changes(subject, before, after, names)
    return Comparison(baseline, reform, tuple(compared), tuple(found))


def amounts_paid(law: LawInForce, subject: str) -> tuple[str, ...]:
    """The amounts about a subject that somebody pays; its headline where nobody is said to pay."""
    paid = [one.name for one in law.conclusions.values() if one.subject == subject and one.pays is not None]
    headline = law.policy.headlines.get(subject)
    return tuple(paid) or (() if headline is None else (headline,))


def _changes(subject: attrs.AttrsInstance, before: Decision, after: Decision, names: Iterable[str]) -> Iterator[Shift]:
    for name in names:
        for decision in (before, after):
            if not isinstance(decision[name].conclusion.kind, Quantity):
                raise UnknownConclusionError(Problem(Message("not-an-amount", {"name": name})))
        yield Shift(_id(subject), subject, name, before[name], after[name])


def _id(subject: attrs.AttrsInstance) -> str:
    id_: str = getattr(subject, identity_of(type(subject)))
    return id_


def _amount(answer: Answer) -> Fraction | None:
    return Fraction(answer.outcome.value) if isinstance(answer.outcome, Known) else None


def _path(answer: Answer) -> dict[str, str]:
    """By which rule each conclusion came about that the answer rests on, itself last; formulas choose nothing."""
    case, law = answer.case, answer.case.law
    names = [answer.name]
    for name in names:
        names += sorted(conclusions_read(law.conclusions[name]) - set(names))
    found: dict[str, str] = {}
    for name in (one for one in law.conclusions if one in names):
        if law.conclusions[name].subject != case.subject or len(law.conclusions[name].rules) == 1:
            continue
        rules = "|".join(rule.id for rule in conclude(case, name, preferred(law)).rules)
        found[name] = f"{name}.{rules or '?'}"
    return found


def _payer(law: LawInForce, conclusion: str) -> str | None:
    pays = law.conclusions[conclusion].pays
    return None if pays is None else pays.payer


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _sums(changed: Iterable[Shift], key: Callable[[Shift], tuple[str | None, ...]]) -> list[Sums]:
    groups: dict[tuple[str | None, ...], list[Shift]] = {}
    for one in changed:
        groups.setdefault(key(one), []).append(one)
    ordered = sorted(groups, key=lambda values: [(value is None, value or "") for value in values])
    return [_added(values, groups[values]) for values in ordered]


def _added(key: tuple[str | None, ...], members: Sequence[Shift]) -> Sums:
    changes = [one.amount for one in members if one.amount is not None]
    known = [one for one in members if one.amount is not None]
    return Sums(
        key=key,
        subjects=len(members),
        before=sum((_amount(one.before) or Fraction(0) for one in known), Fraction(0)),
        after=sum((_amount(one.after) or Fraction(0) for one in known), Fraction(0)),
        gains=sum((change for change in changes if change > 0), Fraction(0)),
        losses=sum((-change for change in changes if change < 0), Fraction(0)),
        impacts={impact: sum(one.impact is impact for one in members) for impact in Impact},
        standings_changed=sum(one.standing_changed for one in members),
        spread_before=spread(one.before for one in members),
        spread_after=spread(one.after for one in members),
    )
