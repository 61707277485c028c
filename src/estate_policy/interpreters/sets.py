"""What truths and members can be, as bits: of a truth 1 for false and 2 for true, of a member one by its place."""

from collections.abc import Sequence

from estate_policy.interpreters.sql_text import NULL, Sql, case, joined, number, text, united
from estate_policy.interpreters.told import EITHER, Told, mask_of
from estate_policy.kinds import Kind, Member, Truth
from estate_policy.law import LawInForce
from estate_policy.outcome import Among, Possible

_OTHER = 1 << 61
"""The bit of a member that an open enumeration does not name."""

_NAMED = 60
"""More members than this have no bit each."""


def names_of(kind: Kind, law: LawInForce) -> tuple[str, ...]:
    """The members of an enumeration, or the options of a choice, in their order; none of a truth."""
    if not isinstance(kind, Member):
        return ()
    policy = law.policy
    if kind.enumeration in policy.enumerations:
        return tuple(policy.enumerations[kind.enumeration].members)
    return tuple((policy.readings.get(kind.enumeration) or policy.assumptions[kind.enumeration]).options)


def set_of(possible: Possible, kind: Kind, law: LawInForce) -> Sql:
    """What a truth or member can be."""
    assert isinstance(possible, Among)
    if possible.values is None:
        return number(-1)
    return united(_bit(value, names_of(kind, law)) for value in sorted(possible.values, key=str))


def bits_of(told: Told, kind: Kind, law: LawInForce) -> Sql:
    """What a truth or member can be, known or not."""
    value, possible = told.known, mask_of(told)
    if value == NULL:
        return possible
    names = names_of(kind, law)
    if isinstance(kind, Truth):
        known = case([(value, number(2))], number(1))
    elif value.reads:
        each = [(joined("({} = {})", value, text(name)), _bit(name, names)) for name in names[:_NAMED]]
        known = case(each, number(_OTHER))
    else:
        known = next((_bit(name, names) for name in names if text(name) == value), number(_OTHER))
    return case([(told.open, possible)], known)


def flipped(told: Told) -> Sql:
    """What the contrary of a truth can be."""
    possible = mask_of(told)
    if possible == EITHER:
        return possible
    return case([(joined("({} = 1)", possible), number(2)), (joined("({} = 2)", possible), number(1))], EITHER)


def _bit(value: bool | str, names: Sequence[str]) -> Sql:  # noqa: FBT001 - a truth is a value
    if isinstance(value, bool):
        return number(2 if value else 1)
    return number(1 << names.index(value) if value in names[:_NAMED] else _OTHER)
