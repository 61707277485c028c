"""The expression tree: what conditions and formulas are made of. No behaviour; the interpreters give it."""

from enum import Enum

import attrs

from estate_policy.kinds import Kind, Value


class Comparison(Enum):
    """How two values are compared, in the words a law uses."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "=="
    UNEQUAL = "!="
    AT_LEAST = ">="
    MORE = ">"


@attrs.frozen
class Constant:
    """A value written in the rule itself."""

    value: Value
    kind: Kind


@attrs.frozen
class FactRef:
    """A given property of the subject."""

    name: str


@attrs.frozen
class ParameterRef:
    """A figure the policy sets, of the day."""

    name: str


@attrs.frozen
class ConclusionRef:
    """What other rules settle about the same subject."""

    name: str


@attrs.frozen
class ChoiceRef:
    """Which option of a reading or an assumption is followed."""

    name: str


@attrs.frozen
class Related:
    """What a subject that this one refers to has: a fact, a conclusion, or something of one that it refers to."""

    reference: str
    part: "FactRef | ConclusionRef | Related"


@attrs.frozen
class Not:
    """The contrary of a truth."""

    operand: "Expr"


@attrs.frozen
class And:
    """All of several truths."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Or:
    """At least one of several truths."""

    operands: tuple["Expr", ...]


@attrs.frozen
class Compare:
    """Two values of one kind, compared."""

    how: Comparison
    left: "Expr"
    right: "Expr"


@attrs.frozen
class Add:
    """The sum of two quantities of one unit."""

    left: "Expr"
    right: "Expr"


@attrs.frozen
class Subtract:
    """The difference of two quantities of one unit."""

    left: "Expr"
    right: "Expr"


@attrs.frozen
class Multiply:
    """The product of two quantities; their units multiply."""

    left: "Expr"
    right: "Expr"


@attrs.frozen
class Divide:
    """The quotient of two quantities, of which the second is never nought; their units divide."""

    left: "Expr"
    right: "Expr"


@attrs.frozen
class Round:
    """An amount as the nearest multiple of a step, which is more than nought; halfway it is the greater one."""

    amount: "Expr"
    step: "Expr"


@attrs.frozen
class Sum:
    """What the members of a collection give, added up over those of which `when` holds. Both speak of a member."""

    collection: str
    value: "Expr"
    when: "Expr"


@attrs.frozen
class Every:
    """That something is true of every member of a collection; of none at all it is. It speaks of a member."""

    collection: str
    truth: "Expr"


Expr = (
    Constant
    | FactRef
    | ParameterRef
    | ConclusionRef
    | ChoiceRef
    | Related
    | Not
    | And
    | Or
    | Compare
    | Add
    | Subtract
    | Multiply
    | Divide
    | Round
    | Sum
    | Every
)
"""Every node. An interpreter is one `match` over these, in this order."""

Computed = Add | Subtract | Multiply | Divide | Round | Sum
"""The nodes that make a quantity of others."""
