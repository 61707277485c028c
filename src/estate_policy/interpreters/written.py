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
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.figures import digits_of
from estate_policy.kinds import Value


def written(expression: Expr) -> str:
    """The expression as a policy file would have it; reading it again gives the same tree.

    >>> from estate_policy.expr import Comparison
    >>> written(Not(And((FactRef("listed"), Compare(Comparison.AT_LEAST, FactRef("tonnage"), ParameterRef("large"))))))
    'not (listed and (tonnage >= large))'
    """
    match expression:
        case Constant():
            return _literal(expression.value)
        case FactRef():
            return expression.name
        case ParameterRef():
            return expression.name
        case ConclusionRef():
            return expression.name
        case ChoiceRef():
            return expression.name
        case Not():
            return f"not {_grouped(expression.operand)}"
        case And():
            return " and ".join(_grouped(operand) for operand in expression.operands)
        case Or():
            return " or ".join(_grouped(operand) for operand in expression.operands)
        case Compare():
            return f"{_grouped(expression.left)} {expression.how.value} {_grouped(expression.right)}"
        case Add():
            return f"{written(expression.left)} + {_grouped(expression.right)}"
        case Subtract():
            return f"{written(expression.left)} - {_grouped(expression.right)}"
        case Multiply():
            return f"{_grouped(expression.left)} * {_grouped(expression.right)}"
        case _:
            assert_never(expression)


def _grouped(expression: Expr) -> str:
    text = written(expression)
    compound = isinstance(expression, And | Or | Compare | Add | Subtract | Multiply | Not)
    return f"({text})" if compound else text


def _literal(value: Value) -> str:
    match value:
        case bool():
            return str(value).lower()
        case Fraction():
            return digits_of(value)
        case str():
            return value if value.isidentifier() else f'"{value}"'
