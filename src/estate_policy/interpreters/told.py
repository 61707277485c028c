"""What an expression comes to in columns: a value that is NULL while it is open, its causes, and where it must lie."""

from collections.abc import Callable, Sequence

import attrs

from estate_policy.interpreters import intervals, masks, whole_numbers
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.layers import Layers
from estate_policy.interpreters.masks import EMPTY, Causes, Mask
from estate_policy.interpreters.sql_text import (
    FALSE,
    ZERO,
    Sql,
    case,
    conjunction,
    differs,
    disjunction,
    is_null,
    number,
)
from estate_policy.interpreters.whole_numbers import Numbers
from estate_policy.law import LawInForce, Rule

EITHER = number(3)
"""What a truth can be, as bits: 1 for false, 2 for true."""


@attrs.frozen
class Ground:
    """The law, the subject that a table is of, the columns that are laid over it, and the causes that have a bit."""

    law: LawInForce
    subject: str
    layers: Layers
    causes: Causes


@attrs.frozen
class Told:
    """What an expression comes to: where it is known, `causes` and `ends` are empty.

    `possible` is then the value itself of a quantity, and of no account for a truth or member.
    """

    value: Sql | Numbers
    causes: Mask
    ends: Mask
    possible: Sql | Interval

    @property
    def known(self) -> Sql:
        """Its value, as whole number if it is a quantity."""
        return self.value.value if isinstance(self.value, Numbers) else self.value

    @property
    def open(self) -> Sql:
        """Whether it is open."""
        return is_null(self.known) if self.causes else FALSE


@attrs.frozen
class Settled:
    """What a conclusion comes to: the outcome, which rule's effect it is, and where the rules contradict themselves.

    `conditions` are those of `rules`, the rules that may hold under the choices; `followed` is the place of the one
    whose effect is the outcome, counted from 1, or 0 where that is open.
    """

    outcome: Told
    rules: tuple[Rule, ...]
    conditions: tuple[Sql, ...]
    followed: Sql
    fault: Sql


def told(value: Sql) -> Told:
    """A truth or member that is known."""
    return Told(value, EMPTY, EMPTY, EITHER)


def told_number(value: Numbers) -> Told:
    """A quantity that is known."""
    return Told(value, EMPTY, EMPTY, intervals.at(value))


def open_with(value: Sql | Numbers, parts: Sequence[Told], possible: Sql | Interval) -> Told:
    """What is open exactly where a part is, by the causes of these."""
    causes, ends = (masks.all_of(getattr(part, which) for part in parts) for which in ("causes", "ends"))
    return Told(value, causes, ends, possible)


def quantity(told: Told) -> tuple[Numbers, Interval]:
    """The value of a quantity, and where it lies."""
    assert isinstance(told.value, Numbers)
    assert isinstance(told.possible, Interval)
    return told.value, told.possible


def mask_of(told: Told) -> Sql:
    """What a truth or member can be, as bits."""
    assert isinstance(told.possible, Sql)
    return told.possible


def other_than(one: Told, other: Told) -> Sql:
    """Whether two outcomes differ: in their values, or as open ones in anything."""
    found = [of_other_value(one, other)]
    if isinstance(one.value, Numbers) and isinstance(other.value, Numbers):
        (_, around), (_, within) = quantity(one), quantity(other)
        for a, b in ((around.low, within.low), (around.high, within.high)):
            left, right = whole_numbers.alike([a, b])
            found.append(differs(left.value, right.value))
    else:
        found.append(conjunction([one.open, differs(mask_of(one), mask_of(other))]))
    for these, those in ((one.causes, other.causes), (one.ends, other.ends)):
        words = dict.fromkeys([*these, *those])
        found += [differs(these.get(word, ZERO), those.get(word, ZERO)) for word in words]
    return disjunction(found)


def of_other_value(one: Told, other: Told) -> Sql:
    """Whether the values of two outcomes differ, or one alone is open; if the first is known, all that can differ."""
    if isinstance(one.value, Numbers) and isinstance(other.value, Numbers):
        left, right = whole_numbers.alike([one.value, other.value])
        return differs(left.value, right.value)
    return differs(one.known, other.known)


def chosen(pairs: Sequence[tuple[Sql, Told]], otherwise: Told) -> Told:
    """The outcome beside the first condition that holds."""
    value: Sql | Numbers
    possible: Sql | Interval
    if isinstance(otherwise.value, Numbers):
        quantities = [(when, *quantity(one)) for when, one in pairs]
        value = whole_numbers.choose([(when, one) for when, one, _ in quantities], otherwise.value)
        possible = intervals.choose([(when, around) for when, _, around in quantities], quantity(otherwise)[1])
    else:
        value = case(((when, one.known) for when, one in pairs), otherwise.known)
        possible = case(((when, mask_of(one)) for when, one in pairs), mask_of(otherwise))
    causes = masks.choose([(when, one.causes) for when, one in pairs], otherwise.causes)
    ends = masks.choose([(when, one.ends) for when, one in pairs], otherwise.ends)
    return Told(value, causes, ends, possible)


def in_columns(told: Told, column: Callable[[Sql], Sql]) -> Told:
    """The outcome, each part of it a column."""
    possible, value = told.possible, told.value
    return Told(
        attrs.evolve(value, value=column(value.value)) if isinstance(value, Numbers) else column(value),
        masks.columns(told.causes, column),
        masks.columns(told.ends, column),
        attrs.evolve(
            possible,
            low=attrs.evolve(possible.low, value=column(possible.low.value)),
            high=attrs.evolve(possible.high, value=column(possible.high.value)),
        )
        if isinstance(possible, Interval)
        else column(possible),
    )
