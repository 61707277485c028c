"""What the amounts of many subjects add up to under two laws."""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Generic, TypeVar

import attrs

from estate_policy.errors import ComparisonError, Problem
from estate_policy.messages import Message
from estate_policy.outcome import Standing
from estate_policy.shift import Impact, Shift, amount_of
from estate_policy.spread import Spread, spread

Part = TypeVar("Part", bound=Hashable)
"""What makes a group: values, or ways from rule to rule."""

Standings = tuple[Standing, ...]


@attrs.frozen
class Side:
    """What those add up to of whom a reform does the same: how many there are, their amounts before and after."""

    count: int
    before: Fraction
    after: Fraction


@attrs.frozen
class Sums(Generic[Part]):
    """What the subjects of one group add up to, before and after; `key` is what makes the group.

    `sides` are those that gain, lose, are unchanged and open. What is open has no amounts there, and is in the spreads
    alone: between what all of the group come to, under each law. `standings` are the standings that changed, from
    which to which, with how many.
    """

    key: tuple[Part, ...]
    sides: Mapping[Impact, Side]
    standings: Mapping[tuple[Standings, Standings], int]
    spread_before: Spread
    spread_after: Spread

    @property
    def subjects(self) -> int:
        """How many amounts there are."""
        return sum(side.count for side in self.sides.values())

    @property
    def before(self) -> Fraction:
        """What was known before of the amounts that are known under both laws."""
        return sum((side.before for side in self.sides.values()), Fraction(0))

    @property
    def after(self) -> Fraction:
        """What is known after of the amounts that are known under both laws; less `before`, it is gains less losses."""
        return sum((side.after for side in self.sides.values()), Fraction(0))

    @property
    def gains(self) -> Fraction:
        """What those gain that gain."""
        return self.sides[Impact.WINS].after - self.sides[Impact.WINS].before

    @property
    def losses(self) -> Fraction:
        """What those lose that lose."""
        return self.sides[Impact.LOSES].before - self.sides[Impact.LOSES].after

    @property
    def unchanged(self) -> Fraction:
        """What those get, before and after, of whom it is the same."""
        return self.sides[Impact.UNCHANGED].after

    @property
    def impacts(self) -> dict[Impact, int]:
        """How many gain, lose, are unchanged or open."""
        return {impact: side.count for impact, side in self.sides.items()}

    @property
    def standings_changed(self) -> int:
        """How many are settled on another footing."""
        return sum(self.standings.values())


def added_up(shifts: Iterable[Shift], key: Callable[[Shift], tuple[Part, ...]]) -> list[Sums[Part]]:
    """The sums of each group, in the order of their keys, what has none last."""
    groups: dict[tuple[Part, ...], list[Shift]] = {}
    for one in shifts:
        groups.setdefault(key(one), []).append(one)
    ordered = sorted(groups, key=lambda parts: [(part is None, "" if part is None else str(part)) for part in parts])
    return [_added(parts, groups[parts]) for parts in ordered]


def _added(key: tuple[Part, ...], members: Sequence[Shift]) -> Sums[Part]:
    _refuse_other_units(members)
    standings: dict[tuple[Standings, Standings], int] = {}
    for one in (one for one in members if one.standing_changed):
        moved = (one.before.standings, one.after.standings)
        standings[moved] = standings.get(moved, 0) + 1
    return Sums(
        key=key,
        sides={impact: _side([one for one in members if one.impact is impact]) for impact in Impact},
        standings=standings,
        spread_before=spread(one.before for one in members),
        spread_after=spread(one.after for one in members),
    )


def _side(members: Sequence[Shift]) -> Side:
    known = [one for one in members if one.amount is not None]
    return Side(
        len(members),
        sum((amount_of(one.before) or Fraction(0) for one in known), Fraction(0)),
        sum((amount_of(one.after) or Fraction(0) for one in known), Fraction(0)),
    )


def _refuse_other_units(members: Sequence[Shift]) -> None:
    """A monthly fee and a yearly relief have no sum."""
    first, *others = members
    for other in others:
        if other.after.conclusion.kind != first.after.conclusion.kind:
            names = {"name": first.conclusion, "other": other.conclusion}
            raise ComparisonError(Problem(Message("units-do-not-add", names), hint=Message("hint-one-unit")))
