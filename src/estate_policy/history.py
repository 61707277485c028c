"""A subject over time: what it was like at first, and what changed about it when."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, Generic, TypeVar

import attrs

from estate_policy.errors import FactError, Problem
from estate_policy.messages import Message
from estate_policy.schema import Identity, TextFact, fields_of, identity_of, is_event, subject_name
from estate_policy.shown import shortened

Subject = TypeVar("Subject", bound=attrs.AttrsInstance)


@attrs.frozen
class Alteration:
    """That a fact is another from a day on, which is not before `first` and not after `last`.

    `None` in place of a day: there is none before which, or after which, it cannot have been; as a value: not known.
    """

    fact: str
    value: object
    first: date | None
    last: date | None

    def __attrs_post_init__(self) -> None:
        """Refuse what is no day, and days that are the wrong way round."""
        for day in (self.first, self.last):
            if day is not None:
                _refuse_no_day(day)
        if self.first is not None and self.last is not None and self.last < self.first:
            told = {"first": str(self.first), "last": str(self.last)}
            raise FactError(Problem(Message("days-reversed", told)))


@attrs.frozen
class State(Generic[Subject]):
    """What a subject is like on a day; `unknown_events` are the recorded events of which nobody knows whether."""

    subject: Subject
    unknown_events: frozenset[str]


def lasting(states: Sequence[State[Subject]]) -> State[Subject]:
    """What a subject is like through several states: a fact that is not the same in all of them is unknown.

    What it is called is as it was last.
    """
    last = states[-1]
    fields = fields_of(type(last.subject))
    changed = {
        name
        for name, field in fields.items()
        if not isinstance(field, TextFact | Identity)
        for one in states
        if getattr(one.subject, name) != getattr(last.subject, name)
        or (name in one.unknown_events) != (name in last.unknown_events)
    }
    facts: dict[str, Any] = dict.fromkeys(changed)
    events = {name for name in changed if is_event(fields[name])}
    unknown: Subject = attrs.evolve(last.subject, **facts)  # type: ignore[misc]
    return State(unknown, last.unknown_events | events)


def altered_on(fact: str, value: object, day: date) -> Alteration:
    """That a fact is another from a certain day on."""
    return Alteration(fact, value, day, day)


def _refuse_no_day(given: object) -> None:
    """Refuse what is no day; a day with a time of day cannot be compared with one."""
    if not isinstance(given, date) or isinstance(given, datetime):
        told = {"given": shortened(given), "type": type(given).__name__, "wanted": "date"}
        hint = Message("write-so", {"written": "date(2019, 6, 18)"})
        raise FactError(Problem(Message("other-class", told), hint=hint))


def _in_order(given: Iterable[Alteration]) -> tuple[Alteration, ...]:
    one: object = given
    if isinstance(one, Alteration):
        told = {"name": "alterations", "value": shortened(one)}
        raise FactError(Problem(Message("no-list", told), hint=Message("write-so", {"written": "[alteration]"})))
    return tuple(sorted(given, key=_order))


def _order(one: Alteration) -> tuple[date, date]:
    return one.first or date.min, one.last or date.max


def _refuse_unordered(alterations: Iterable[Alteration]) -> None:
    """Refuse two values of one fact of which nobody could say which came first."""
    latest: dict[str, Alteration] = {}
    for one in alterations:
        before = latest.get(one.fact)
        if before is not None and before.value != one.value and _order(one)[0] <= _order(before)[1]:
            told = {"field": one.fact, "one": _days(before), "other": _days(one)}
            raise FactError(Problem(Message("changes-unordered", told)))
        if before is None or _order(before)[1] <= _order(one)[1]:
            latest[one.fact] = one


def _days(one: Alteration) -> str:
    return str(one.first) if one.first is not None and one.first == one.last else f"{one.first or ''}..{one.last or ''}"


def _happened(one: Alteration, day: date) -> bool | None:
    """Whether a change has happened on a day; `None` if it may have."""
    if one.last is not None and one.last <= day:
        return True
    return None if one.first is None or one.first <= day else False


@attrs.frozen
class History(Generic[Subject]):
    """A subject as it was before all that is on record to have changed, and these changes, in any order.

    `FactError` where a change is of no fact of the subject, or its value cannot be one.

    >>> from estate_policy.facts import Estate
    >>> history = History(Estate(id="A1", renovated=False), [altered_on("renovated", True, date(2019, 6, 18))])
    >>> [history.on(day).subject.renovated for day in (date(2019, 6, 17), date(2019, 6, 18))]
    [False, True]
    """

    first: Subject
    alterations: tuple[Alteration, ...] = attrs.field(default=(), converter=_in_order)
    unknown_events: frozenset[str] = frozenset()
    _states: dict[tuple[bool | None, ...], State[Subject]] = attrs.field(factory=dict, init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        """Check every change as the subject's own facts are checked."""
        fields = fields_of(type(self.first))
        for one in self.alterations:
            if one.fact not in fields or isinstance(fields[one.fact], Identity):
                told = {"field": one.fact, "subject": subject_name(type(self.first))}
                raise FactError(Problem(Message("unknown-fact", told)))
            self._with({one.fact: one.value})
        _refuse_unordered(self.alterations)

    @property
    def id(self) -> str:
        """What tells the subject from others."""
        told: str = getattr(self.first, identity_of(type(self.first)))
        return told

    def on(self, day: date) -> State[Subject]:
        """What it is like on a day: a fact is unknown as long as it may have changed and need not have.

        It is the same object for all days on which the same changes have happened.
        """
        happened = tuple([_happened(one, day) for one in self.alterations])
        state = self._states.get(happened)
        if state is None:
            state = self._states[happened] = self._after(happened)
        return state

    def _after(self, happened: tuple[bool | None, ...]) -> State[Subject]:
        """The state after some changes have happened, `None` being that one may have and need not have."""
        given: dict[str, object] = {}
        for one, whether in zip(self.alterations, happened, strict=True):
            if whether is not False:
                given[one.fact] = one.value if whether else None
        fields = fields_of(type(self.first))
        unknown = {name for name, value in given.items() if value is None and is_event(fields[name])}
        return State(self._with(given), (self.unknown_events - given.keys()) | unknown)

    def _with(self, facts: Mapping[str, object]) -> Subject:
        changed: Subject = attrs.evolve(self.first, **facts)  # type: ignore[misc]
        return changed
