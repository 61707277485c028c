"""Units as products of powers of base units: written, multiplied, printed."""

import re
from collections import Counter
from collections.abc import Collection

from estate_policy.kinds import PLAIN, Unit

SHARE = "share"
"""How files write a plain number that is a part of something."""


def parse_unit(text: str, base_units: Collection[str]) -> Unit:
    """Read `CNY/m2/month` or `CNY*month`; `ValueError` names the part that is no base unit.

    >>> parse_unit("CNY/m2/month", {"CNY", "m2", "month"})
    Unit(powers=(('CNY', 1), ('m2', -1), ('month', -1)))
    >>> parse_unit("share", set())
    Unit(powers=())
    """
    powers: Counter[str] = Counter()
    for sign, name in re.findall(r"(^|[*/])([^*/]*)", text):
        base = name.strip()
        if base == SHARE:
            continue
        if base not in base_units:
            raise ValueError(base)
        powers[base] += -1 if sign == "/" else 1
    return _unit(powers)


def multiply(left: Unit, right: Unit) -> Unit:
    """The unit of a product.

    >>> units = {"CNY", "m2", "month"}
    >>> unit_text(multiply(parse_unit("CNY/m2/month", units), parse_unit("m2", units)))
    'CNY/month'
    """
    powers = Counter(dict(left.powers))
    for base, power in right.powers:
        powers[base] += power
    return _unit(powers)


def divide(left: Unit, right: Unit) -> Unit:
    """The unit of a quotient.

    >>> units = {"CNY", "month"}
    >>> unit_text(divide(parse_unit("CNY", units), parse_unit("month", units)))
    'CNY/month'
    """
    return multiply(left, Unit(tuple((base, -power) for base, power in right.powers)))


def unit_text(unit: Unit) -> str:
    """The unit as files write it.

    >>> unit_text(Unit((("CNY", 1), ("m2", -1), ("month", -1))))
    'CNY/m2/month'
    """
    if unit == PLAIN:
        return SHARE
    above = "*".join(base for base, power in unit.powers for _ in range(power))
    below = "".join(f"/{base}" for base, power in unit.powers for _ in range(-power))
    return (above or "1") + below


def _unit(powers: "Counter[str]") -> Unit:
    return Unit(tuple(sorted((base, power) for base, power in powers.items() if power)))
