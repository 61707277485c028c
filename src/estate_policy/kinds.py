"""What a value can be: a truth, a quantity with its unit, a member of an enumeration, a text."""

from fractions import Fraction

import attrs

Value = bool | Fraction | str
"""A value as the interpreters handle it; quantities are exact rationals."""


@attrs.frozen
class Unit:
    """A product of powers of base units, sorted by name; without powers it is a plain number."""

    powers: tuple[tuple[str, int], ...] = ()


PLAIN = Unit()


@attrs.frozen
class Truth:
    """True or false."""


@attrs.frozen
class Quantity:
    """A number of a unit."""

    unit: Unit


@attrs.frozen
class Member:
    """One member of a named enumeration."""

    enumeration: str


@attrs.frozen
class Text:
    """Words that no rule reads: a name, an address."""


Kind = Truth | Quantity | Member | Text
