"""Fragments of SQL that know which columns they read; what is constant in them is folded away.

The text is in the dialect of DuckDB, with every operation in parentheses.
"""

import re
from collections.abc import Iterable, Sequence

import attrs


@attrs.frozen
class Sql:
    """An expression, the columns that it reads, and the layer that has them all: 0 is the source."""

    text: str
    level: int = 0
    reads: frozenset[str] = frozenset()


_WRITTEN = re.compile(r"-?\d+|\(-\d+\)|'(?:[^']|'')*'|TRUE|FALSE")

TRUE, FALSE, NULL, ZERO = Sql("TRUE"), Sql("FALSE"), Sql("NULL"), Sql("0")


def quoted(name: str) -> str:
    """A name as SQL writes it.

    >>> quoted("row")
    '"row"'
    """
    return '"' + name.replace('"', '""') + '"'


def source_column(name: str) -> Sql:
    """A column of the source."""
    return Sql(quoted(name), 0, frozenset({name}))


def number(value: int) -> Sql:
    """A whole number."""
    return Sql(str(value) if value >= 0 else f"({value})")


def text(value: str) -> Sql:
    """A text.

    >>> text("it's").text
    "'it''s'"
    """
    return Sql("'" + value.replace("'", "''") + "'")


def joined(template: str, *parts: Sql) -> Sql:
    """A template with the parts in its places.

    >>> joined("({} + {})", number(1), number(2)).text
    '(1 + 2)'
    """
    return Sql(
        template.format(*(part.text for part in parts)),
        max((part.level for part in parts), default=0),
        frozenset().union(*(part.reads for part in parts)),
    )


def listed(separator: str, parts: Sequence[Sql]) -> Sql:
    """Several parts with the same operator between them."""
    return parts[0] if len(parts) == 1 else joined("(" + separator.join(["{}"] * len(parts)) + ")", *parts)


def conjunction(parts: Iterable[Sql]) -> Sql:
    """That all hold, as Kleene says.

    >>> conjunction([TRUE, source_column("a"), TRUE]).text
    '"a"'
    """
    left = [part for part in dict.fromkeys(parts) if part != TRUE]
    return FALSE if FALSE in left else listed(" AND ", left) if left else TRUE


def disjunction(parts: Iterable[Sql]) -> Sql:
    """That one holds, as Kleene says."""
    left = [part for part in dict.fromkeys(parts) if part != FALSE]
    return TRUE if TRUE in left else listed(" OR ", left) if left else FALSE


def contrary(truth: Sql) -> Sql:
    """The contrary of a truth; of what is not known it is not known.

    >>> contrary(TRUE).text, contrary(source_column("a")).text
    ('FALSE', '(NOT "a")')
    """
    fixed = {TRUE: FALSE, FALSE: TRUE, NULL: NULL}
    return fixed[truth] if truth in fixed else joined("(NOT {})", truth)


def is_null(value: Sql) -> Sql:
    """Whether there is no value; of what is made of constants only SQL can say.

    >>> is_null(NULL).text, is_null(text("a")).text, is_null(source_column("a")).text
    ('TRUE', 'FALSE', '("a" IS NULL)')
    >>> is_null(joined("CAST({} AS BIGINT)", NULL)).text
    '(CAST(NULL AS BIGINT) IS NULL)'
    """
    return TRUE if value == NULL else FALSE if _is_written(value) else joined("({} IS NULL)", value)


def is_known(value: Sql) -> Sql:
    """Whether there is a value."""
    return FALSE if value == NULL else TRUE if _is_written(value) else joined("({} IS NOT NULL)", value)


def _is_written(value: Sql) -> bool:
    """Whether it is one value as SQL writes it."""
    return not value.reads and _WRITTEN.fullmatch(value.text) is not None


def case(pairs: Iterable[tuple[Sql, Sql]], otherwise: Sql) -> Sql:
    """The value beside the first condition that holds.

    >>> case([(FALSE, number(1)), (source_column("a"), number(2)), (TRUE, number(3))], number(4)).text
    '(CASE WHEN "a" THEN 2 ELSE 3 END)'
    """
    kept: list[tuple[Sql, Sql]] = []
    for condition, value in pairs:
        if condition == TRUE:
            otherwise = value
            break
        if condition not in (FALSE, NULL):
            kept.append((condition, value))
    while kept and kept[-1][1] == otherwise:
        kept.pop()
    if not kept:
        return otherwise
    whens = " ".join(["WHEN {} THEN {}"] * len(kept))
    parts = [part for pair in kept for part in pair]
    return joined(f"(CASE {whens} ELSE {{}} END)", *parts, otherwise)


def united(parts: Iterable[Sql]) -> Sql:
    """The bits of any.

    >>> united([number(4), ZERO, number(1)]).text
    '5'
    """
    return _bits(parts, " | ", lambda one, other: one | other, 0)


def shared(parts: Iterable[Sql]) -> Sql:
    """The bits of all."""
    return _bits(parts, " & ", lambda one, other: one & other, -1)


def without(bits: Sql, fewer: Sql) -> Sql:
    """The bits of one that another has not."""
    return bits if ZERO in (bits, fewer) else joined("({} & (~ {}))", bits, fewer)


def differs(one: Sql, other: Sql) -> Sql:
    """Whether two values differ, or one alone is not known."""
    if one == other:
        return FALSE
    if not one.reads and not other.reads:
        return TRUE
    return joined("({} IS DISTINCT FROM {})", one, other)


def has(bits: Sql, of: int) -> Sql:
    """Whether some bits are among those given."""
    if not of or bits == ZERO:
        return FALSE
    known = _whole(bits)
    return joined(f"(({{}} & {of}) <> 0)", bits) if known is None else TRUE if known & of else FALSE


def _whole(bits: Sql) -> int | None:
    """Bits that are the same in every row, and are not computed there."""
    digits = bits.text.strip("()").removeprefix("-")
    return None if bits.reads or not digits.isdigit() else int(bits.text.strip("()"))


def _bits(parts: Iterable[Sql], operator: str, combine: object, neutral: int) -> Sql:
    assert callable(combine)
    fixed, left = neutral, []
    for part in dict.fromkeys(parts):
        known = _whole(part)
        if known is None:
            left.append(part)
        else:
            fixed = combine(fixed, known)
    if neutral == -1 and fixed == 0:
        return ZERO
    each = ([] if fixed == neutral and left else [number(fixed)]) + left
    return listed(operator, each)
