"""Expressions written back in the grammar of policy files."""

from fractions import Fraction
from typing import assert_never

from estate_policy.expr import (
    Add,
    And,
    ChoiceRef,
    Compare,
    ConclusionRef,
    Constant,
    Divide,
    Every,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Related,
    Round,
    Subtract,
    Sum,
)
from estate_policy.figures import digits_of
from estate_policy.kinds import PLAIN, Quantity, Truth, Value

ALWAYS = Constant(value=True, kind=Truth())
"""The condition under which every member of a collection is counted."""

ONE = Constant(Fraction(1), Quantity(PLAIN))
"""What each member gives where members are counted."""


def written(expression: Expr, of: str = "") -> str:
    """The expression as a policy file would have it; reading it again gives the same tree.

    `of` stands before the names of facts and conclusions: whose they are.

    >>> from estate_policy.expr import Comparison
    >>> written(Not(And((FactRef("listed"), Compare(Comparison.AT_LEAST, FactRef("tonnage"), ParameterRef("large"))))))
    'not (listed and (tonnage >= large))'
    >>> written(Sum("berths", FactRef("length"), ALWAYS))
    'sum(one.length for one in berths)'
    """
    match expression:
        case Constant():
            return _literal(expression.value)
        case FactRef():
            return of + expression.name
        case ParameterRef():
            return expression.name
        case ConclusionRef():
            return of + expression.name
        case ChoiceRef():
            return expression.name
        case Related():
            return written(expression.part, f"{of}{expression.reference}.")
        case Not():
            return f"not {_grouped(expression.operand, of)}"
        case And():
            return " and ".join(_grouped(operand, of) for operand in expression.operands)
        case Or():
            return " or ".join(_grouped(operand, of) for operand in expression.operands)
        case Compare():
            return f"{_grouped(expression.left, of)} {expression.how.value} {_grouped(expression.right, of)}"
        case Add():
            return f"{written(expression.left, of)} + {_grouped(expression.right, of)}"
        case Subtract():
            return f"{written(expression.left, of)} - {_grouped(expression.right, of)}"
        case Multiply():
            return f"{_grouped(expression.left, of)} * {_grouped(expression.right, of)}"
        case Divide():
            return f"{_grouped(expression.left, of)} / {_grouped(expression.right, of)}"
        case Round():
            return f"round({written(expression.amount, of)}, {written(expression.step, of)})"
        case Sum():
            how, given = ("count", "one") if expression.value == ONE else ("sum", written(expression.value, "one."))
            condition = "" if expression.when == ALWAYS else f" if {written(expression.when, 'one.')}"
            return f"{how}({given} for one in {of}{expression.collection}{condition})"
        case Every():
            return f"all({written(expression.truth, 'one.')} for one in {of}{expression.collection})"
        case _:
            assert_never(expression)


def _grouped(expression: Expr, of: str) -> str:
    text = written(expression, of)
    compound = isinstance(expression, And | Or | Compare | Add | Subtract | Multiply | Divide | Not)
    return f"({text})" if compound else text


def _literal(value: Value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Fraction():
            return digits_of(value)
        case str():
            return value if value.isidentifier() else f'"{value}"'
