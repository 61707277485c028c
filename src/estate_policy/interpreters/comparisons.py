"""When comparisons hold, how they are worded, and what holds where one does not."""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Literal

from estate_policy.expr import Comparison
from estate_policy.kinds import Kind, Quantity, Unit
from estate_policy.law import Policy
from estate_policy.terms import Term

HOLDS: Mapping[Comparison, Callable[[Any, Any], bool]] = {
    Comparison.LESS: operator.lt,
    Comparison.AT_MOST: operator.le,
    Comparison.EQUAL: operator.eq,
    Comparison.UNEQUAL: operator.ne,
    Comparison.AT_LEAST: operator.ge,
    Comparison.MORE: operator.gt,
}
"""Whether two values compare so."""

CONTRARY = {
    Comparison.LESS: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE,
    Comparison.EQUAL: Comparison.UNEQUAL,
    Comparison.UNEQUAL: Comparison.EQUAL,
    Comparison.AT_LEAST: Comparison.LESS,
    Comparison.MORE: Comparison.AT_MOST,
}
"""What holds where a comparison does not."""

_AMOUNTS = {
    Comparison.LESS: Term("少于", "is less than"),
    Comparison.AT_MOST: Term("不超过", "is at most"),
    Comparison.EQUAL: Term("等于", "equals"),
    Comparison.UNEQUAL: Term("不等于", "differs from"),
    Comparison.AT_LEAST: Term("不少于", "is at least"),
    Comparison.MORE: Term("超过", "is more than"),
}
_DATES = {
    Comparison.LESS: Term("早于", "is before"),
    Comparison.AT_MOST: Term("不晚于", "is not after"),
    Comparison.EQUAL: Term("即", "is"),
    Comparison.UNEQUAL: Term("不是", "is not"),
    Comparison.AT_LEAST: Term("不早于", "is not before"),
    Comparison.MORE: Term("晚于", "is after"),
}
DATES: Mapping[str, Literal["days", "months"]] = {"day": "days", "month": "months"}
"""What a base unit measures whose numbers are dates, and what they count; `date` counts years."""

_MEMBERS = {Comparison.EQUAL: Term("为", "is"), Comparison.UNEQUAL: Term("不是", "is not")}


def verb(how: Comparison, kind: Kind, policy: Policy) -> Term:
    """The words between two values of a kind that are compared."""
    if not isinstance(kind, Quantity):
        return _MEMBERS[how]
    return (_DATES if measures(kind.unit, policy) & {"date", *DATES} else _AMOUNTS)[how]


def measures(unit: Unit, policy: Policy) -> set[str]:
    """What the base units of a unit measure."""
    return {policy.units[base].measures for base, _ in unit.powers}
