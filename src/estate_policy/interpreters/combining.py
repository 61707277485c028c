"""What several rules come to: the one that holds decides; where none does, all that may hold do, as one or not."""

import itertools
from collections.abc import Hashable, Sequence

import attrs

from estate_policy.interpreters import intervals, masks, whole_numbers
from estate_policy.interpreters.intervals import Interval
from estate_policy.interpreters.masks import Mask
from estate_policy.interpreters.possible import anything
from estate_policy.interpreters.sets import bits_of, set_of
from estate_policy.interpreters.sql_text import (
    FALSE,
    NULL,
    ZERO,
    Sql,
    case,
    conjunction,
    contrary,
    disjunction,
    is_null,
    joined,
    number,
    united,
)
from estate_policy.interpreters.told import Ground, Told, other_than, quantity
from estate_policy.interpreters.whole_numbers import NOTHING, Numbers
from estate_policy.kinds import Kind, Quantity
from estate_policy.law import Gives, Rule, Silent
from estate_policy.outcome import RuleEnd


@attrs.frozen
class May:
    """A rule, its condition, and what follows where it holds."""

    rule: Rule
    met: Told
    effect: Told


def mixed(ground: Ground, every: Sequence[May], kind: Kind) -> Told | None:
    """What comes out where no rule holds and it makes a difference which of several does; `None` if it never does."""
    may = [one for one in every if one.met.open != FALSE]
    if len({_alike(one.rule) for one in may}) <= 1:
        return None
    value = _same(ground, may, kind)
    unknown = is_null(value.value if isinstance(value, Numbers) else value)
    met_causes = masks.all_of(one.met.causes for one in may)
    everything = masks.all_of([met_causes, *(masks.where(one.met.open, one.effect.causes) for one in may)])
    in_all = masks.common([_unless(one.met.open, one.effect.causes, everything) for one in may])
    certain = masks.all_of([met_causes, in_all])
    dropped = masks.only(masks.less(everything, certain), ground.causes, lambda cause: isinstance(cause, RuleEnd))
    ends = [*(one.met.ends for one in may), *(masks.where(one.met.open, one.effect.ends) for one in may), dropped]
    return Told(
        value,
        masks.where(unknown, masks.less(everything, dropped)),
        masks.where(unknown, masks.all_of(ends)),
        _around(may) if isinstance(kind, Quantity) else _among(may, kind, ground),
    )


def _around(may: Sequence[May]) -> Interval:
    """Where a quantity lies of which one of several rules gives the value; a silent one adds none."""
    valued = [(one.met.open, quantity(one.effect)[1]) for one in may if not isinstance(one.rule.effect, Silent)]
    # Where silent rules alone may hold, there are no ends, and nothing bounds it.
    return intervals.hull(valued) if valued else intervals.unbounded()


def _among(may: Sequence[May], kind: Kind, ground: Ground) -> Sql:
    """What a truth or member can be of which one of several rules gives the value; a silent one adds none."""
    valued = [one for one in may if not isinstance(one.rule.effect, Silent)]
    possible = united(case([(one.met.open, bits_of(one.effect, kind, ground.law))], ZERO) for one in valued)
    if len(may) - len(valued) <= 1:
        return possible
    anyhow = set_of(anything(ground.law, kind), kind, ground.law)
    return case([(disjunction(one.met.open for one in valued), possible)], anyhow)


def _same(ground: Ground, may: Sequence[May], kind: Kind) -> Sql | Numbers:
    """The value that all which may be give alike, if they do."""
    valued = [one for one in may if one.effect.known != NULL]
    numbers = whole_numbers.alike([one.effect.value for one in valued if isinstance(one.effect.value, Numbers)])
    values = [one.value for one in numbers] or [one.effect.known for one in valued]
    ways = len({_alike(one.rule) for one in valued})
    if ways <= 1 or (len(set(values)) >= ways and not any(value.reads for value in values)):
        return NOTHING if isinstance(kind, Quantity) else NULL
    first = ground.layers.column(case(zip((one.met.open for one in valued), values, strict=True), NULL))
    agree = [
        disjunction([contrary(one.met.open), joined("({} = {})", value, first)])
        for one, value in zip(valued, values, strict=True)
    ]
    never = [contrary(one.met.open) for one in may if one.effect.known == NULL]
    value = ground.layers.column(case([(conjunction([*never, *agree]), first)], NULL))
    if not numbers:
        return value
    ends = min(one.least for one in numbers), max(one.most for one in numbers)
    return Numbers(whole_numbers.among(value, numbers), numbers[0].parts, *ends)


def fault(ground: Ground, every: Sequence[May]) -> Sql:
    """Where no rule holds and none may, or two hold whose outcomes differ."""
    neither = conjunction(contrary(one.met.known) for one in every)
    both = [
        conjunction([one.met.known, other.met.known, other_than(one.effect, other.effect)])
        for one, other in itertools.combinations(every, 2)
    ]
    return ground.layers.column(joined("COALESCE({}, FALSE)", disjunction([neither, *both])))


def followed(every: Sequence[May]) -> Sql:
    """The place, from 1, of the rule whose effect is the outcome: it holds, or all that may are like it; else 0."""
    pairs = [(one.met.known, number(place + 1)) for place, one in enumerate(every)]
    groups: dict[Hashable, list[int]] = {}
    for place, one in enumerate(every):
        groups.setdefault(_alike(one.rule), []).append(place)
    for places in groups.values():
        if any(every[place].met.open != FALSE for place in places):
            others = [contrary(one.met.open) for place, one in enumerate(every) if place not in places]
            pairs.append((conjunction(others), number(places[0] + 1)))
    return case(pairs, ZERO)


def _alike(rule: Rule) -> Hashable:
    """What is equal for rules of which it makes no difference which holds, whatever the row."""
    return rule.effect if isinstance(rule.effect, Gives) else rule.id


def _unless(condition: Sql, mask: Mask, everything: Mask) -> Mask:
    """A set where a condition holds, all that could be in it elsewhere."""
    return {word: case([(condition, mask.get(word, ZERO))], number(-1)) for word in everything}
