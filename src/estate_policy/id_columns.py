"""Which rows of a register are one subject's alone, told by their ids as SQL folds them."""

from collections.abc import Sequence

import attrs

from estate_policy.cell_columns import stored
from estate_policy.headings import words
from estate_policy.register import LISTED
from estate_policy.row_facts import NOTES, SUMS, is_remark
from estate_policy.row_source import Opened, literal
from estate_policy.schema import fields_of, identity_of
from estate_policy.words_written import plain

_SAFE = "[A-Za-z0-9_./\\x{4E00}-\\x{9FFF}-]*[0-9][A-Za-z0-9_./\\x{4E00}-\\x{9FFF}-]*"
"""Ids that folding changes in nothing but case."""

_PAGE = 1000


@attrs.frozen
class Ids:
    """The tables of what the ids of rows are: `odd` has `k`, `folded`, `remark`; `doubled` has `folded`."""

    odd: str | None
    doubled: str | None

    def join(self, column: str) -> str:
        """SQL that brings both in beside a column of ids."""
        odd = "" if self.odd is None else f" LEFT JOIN {self.odd} AS odd ON odd.k = {column}"
        doubled = f" LEFT JOIN {self.doubled} AS doubled ON doubled.folded = {self.folded(column)}"
        return odd + ("" if self.doubled is None else doubled)

    def folded(self, column: str) -> str:
        """SQL of what ids are compared by."""
        return f"lower({column})" if self.odd is None else f"coalesce(odd.folded, lower({column}))"

    def remark(self) -> str:
        """SQL of whether an id is the word for a sum or a note."""
        return "false" if self.odd is None else "coalesce(odd.remark, false)"

    def is_doubled(self) -> str:
        """SQL of whether other rows have the id too; no remark is among these."""
        return "false" if self.doubled is None else "(doubled.folded IS NOT NULL)"


def ids_of(opened: Opened, ids: str, subject: type, *, are_plain: bool = False) -> Ids:
    """What the ids are of a query that gives `row` and `id`; plain ones are as `plain_cells` has them."""
    odd = None if are_plain and not _headed_by_digits(subject) else _odd(opened, ids, subject)
    known = Ids(odd, None)
    single = f"SELECT row, {known.folded('id')} AS folded FROM ({ids}) AS i{known.join('id')}"
    single += f" WHERE id IS NOT NULL AND NOT {known.remark()}"
    if _ascend(opened, single):
        return known
    doubled = f"{opened.prefix}doubled"
    opened.run(f"CREATE TEMP TABLE {doubled} AS SELECT folded FROM ({single}) GROUP BY folded HAVING count(*) > 1")
    ((count,),) = opened.run(f"SELECT count(*) FROM {doubled}")
    if not count:
        return known
    listed = (
        f"SELECT folded, min(row, {LISTED + 2}) AS rows FROM ({single}) SEMI JOIN {doubled} USING (folded) GROUP BY 1"
    )
    opened.run(f"CREATE TEMP TABLE {opened.prefix}doubled_rows AS {listed}")
    return Ids(odd, doubled)


def doubled_rows(opened: Opened, ids: Sequence[str]) -> dict[str, list[int]]:
    """The first rows of each of some doubled ids, by the ids folded."""
    listed = ", ".join({literal(plain(one)) for one in ids})
    if not listed:
        return {}
    return dict(opened.run(f"SELECT folded, rows FROM {opened.prefix}doubled_rows WHERE folded IN ({listed})"))


def _ascend(opened: Opened, single: str) -> bool:
    """Whether each id is greater than the one before, so that none is doubled: cheap to see, and so most often."""
    last = f"SELECT folded, lag(folded) OVER () AS last FROM ({single})"
    return opened.run(f"SELECT count(*) FILTER (folded > last) >= count(*) - 1 FROM ({last})") == [(True,)]


def _headed_by_digits(subject: type) -> bool:
    """Whether a heading of ids has a digit, so that an id with one may be the heading once more."""
    name = identity_of(subject)
    return any(sign.isdigit() for word in words(name, fields_of(subject)[name]) for sign in word)


def _odd(opened: Opened, ids: str, subject: type) -> str | None:
    """A table of the ids of which only Python can say how they are compared, and whether they are remarks."""
    is_safe = f"regexp_full_match(id, {literal(_SAFE)}) AND NOT regexp_matches(id, {literal(_maybe_remark())})"
    if _headed_by_digits(subject):
        is_safe = "false"
    distinct = opened.run(f"SELECT DISTINCT id FROM ({ids}) WHERE id IS NOT NULL AND NOT ({is_safe})")
    if not distinct:
        return None
    table = f"{opened.prefix}odd_ids"
    columns = {"k": "VARCHAR", "folded": "VARCHAR", "remark": "BOOLEAN"}
    stored(opened, table, columns, ((one, plain(one), is_remark(one, subject)) for (one,) in distinct))
    return table


def _maybe_remark() -> str:
    return f"(?i)^({NOTES}|sub|grand|total)|({SUMS})$"
