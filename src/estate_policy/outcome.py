"""What an evaluation can come to: a known value, or something open with its causes and what is still possible."""

from enum import Enum
from fractions import Fraction

import attrs

from estate_policy.kinds import Value


class Standing(Enum):
    """What an answer can be. Of several, the first in this order is the headline."""

    SETTLED = "settled"
    SILENT = "silent"
    DELEGATED = "delegated"
    DISCRETIONARY = "discretionary"
    UNKNOWN = "unknown"
    CONTESTED = "contested"


@attrs.frozen(order=True)
class Step:
    """From one subject to another: by which reference or collection, and which of its members."""

    field: str
    member: str | None = None

    def __str__(self) -> str:
        """`estate`, or `contracts[C-1]`."""
        return self.field if self.member is None else f"{self.field}[{self.member}]"


Path = tuple[Step, ...]
"""From the subject that is decided to the one that something is about; empty for that subject itself."""


@attrs.frozen(order=True)
class Missing:
    """A fact that nobody has given, of the subject at the end of the path."""

    fact: str
    path: Path = ()

    def __str__(self) -> str:
        """`completion_year`, or `estate.completion_year` where it is another subject's."""
        return ".".join(map(str, (*self.path, self.fact)))


@attrs.frozen(order=True)
class Unstated:
    """A figure that the text leaves out and nobody has stated yet: it takes an amendment."""

    parameter: str


@attrs.frozen(order=True)
class RuleEnd:
    """A rule that ends in what the text does instead of giving a value: silence, discretion, delegation."""

    conclusion: str
    rule: str
    standing: Standing = attrs.field(order=lambda standing: standing.value)
    path: Path = ()


Cause = Missing | Unstated | RuleEnd


@attrs.frozen
class Bounds:
    """The interval, ends included, in which a quantity must lie; `None` where nothing bounds it."""

    low: Fraction | None = None
    high: Fraction | None = None


@attrs.frozen
class Among:
    """The values that are still possible; `None` where any text is."""

    values: frozenset[bool | str] | None = None


Possible = Bounds | Among


@attrs.frozen
class Known:
    """Determined."""

    value: Value


TRUE, FALSE = Known(value=True), Known(value=False)
"""The two truths. Interpreters use these very objects, so that `is` tells them apart."""


@attrs.frozen
class Open:
    """Not determined: what keeps it so, which values are possible, and which rules could end without one."""

    causes: frozenset[Cause]
    possible: Possible
    ends: frozenset[RuleEnd] = frozenset()


Outcome = Known | Open
