"""SQL as DuckDB reads it, in the dialects of other systems, so that it means the same there."""

from typing import Literal, get_args

import sqlglot
from sqlglot import exp

Dialect = Literal["duckdb", "postgres", "spark"]
"""The systems that the rules are written for."""

DIALECTS: tuple[Dialect, ...] = get_args(Dialect)

_LARGEST = exp.DataType.build("DECIMAL(38, 0)")


def in_dialect(sql: str, dialect: Dialect) -> str:
    """A statement in the text that a system reads, on one line.

    >>> in_dialect('SELECT "a" // 7 FROM t', "postgres")
    'SELECT DIV("a", 7) FROM t'
    """
    return _written(sql, dialect, pretty=False)


def laid_out(sql: str, dialect: Dialect) -> str:
    """The same on many lines, for people."""
    return _written(sql, dialect, pretty=True)


def _written(sql: str, dialect: Dialect, *, pretty: bool) -> str:
    tree = sqlglot.parse_one(sql, read="duckdb")
    if dialect == "spark":
        _name_apart(tree)
    if dialect != "duckdb":
        for node in list(tree.find_all(exp.CTE, exp.IntDiv, exp.DataType)):
            _fit(node, dialect)
    return tree.sql(dialect=dialect, pretty=pretty)


def _name_apart(tree: exp.Expr) -> None:
    """Give every table expression a name of its own: all are brought before the statement."""
    for place, each in enumerate(reversed(list(tree.find_all(exp.With)))):
        names = {one.alias: f"{one.alias}_{place}" for one in each.expressions}
        assert each.parent is not None
        for table in each.parent.find_all(exp.Table):
            if table.name in names:
                table.set("this", exp.to_identifier(names[table.name]))
        for one in each.expressions:
            one.set("alias", exp.TableAlias(this=exp.to_identifier(names[one.alias])))


def _fit(node: exp.Expression, dialect: Dialect) -> None:
    """Replace what the dialect has in another way."""
    match node:
        case exp.CTE() if dialect == "postgres":
            # It would put the text of a column wherever that is read, layer over layer.
            node.set("materialized", True)  # noqa: FBT003 so it is named there
        case exp.IntDiv(this=exp.Cast(to=to, this=dividend)) if dialect == "spark" and _is_huge(to):
            # Its DIV gives 64 bits, whatever it divides.
            by = node.expression
            node.replace(sqlglot.parse_one("(x - x % y) / y", read="spark").transform(_filled, dividend, by))
        case exp.DataType() if _is_huge(node):
            node.replace(_LARGEST.copy())
        case _:
            pass


def _filled(node: exp.Expression, dividend: exp.Expression, by: exp.Expression) -> exp.Expression:
    if isinstance(node, exp.Column):
        return exp.cast(dividend.copy(), _LARGEST) if node.name == "x" else by.copy()
    return node


def _is_huge(kind: object) -> bool:
    return isinstance(kind, exp.DataType) and kind.this == exp.DataType.Type.INT128
