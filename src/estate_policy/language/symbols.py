"""What names stand for in the rules of a subject."""

from collections.abc import Mapping

import attrs

from estate_policy.expr import Expr
from estate_policy.kinds import Kind, Member, Quantity, Text, Truth
from estate_policy.units import unit_text


@attrs.frozen
class Symbol:
    """What a name stands for in the rules of one subject."""

    node: Expr
    kind: Kind


@attrs.frozen
class RelationSymbol:
    """What leads to another subject, or to several."""

    name: str
    subject: str
    several: bool


@attrs.frozen
class Scope:
    """Names (folded) with what they stand for, and the members (folded, to the declared name) of enumerations.

    `relations` lead to the scopes of other subjects in `scopes`; `shared` are the names that mean the same in all.
    """

    symbols: Mapping[str, Symbol]
    members: Mapping[str, Mapping[str, str]]
    relations: Mapping[str, RelationSymbol] = attrs.field(factory=dict)
    shared: Mapping[str, Symbol] = attrs.field(factory=dict)
    scopes: Mapping[str, "Scope"] = attrs.field(factory=dict, repr=False, eq=False)

    def own(self) -> list[str]:
        """The names of facts and conclusions of the subject itself."""
        return [name for name in self.symbols if name not in self.shared]


def kind_text(kind: Kind) -> str:
    """A kind as messages name it."""
    match kind:
        case Truth():
            return "truth"
        case Quantity():
            return unit_text(kind.unit)
        case Member():
            return kind.enumeration
        case Text():
            return "text"
