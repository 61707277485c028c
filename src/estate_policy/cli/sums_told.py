"""Sums before and after as lines of text in which no amount and no name of a rule is ever broken."""

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction

import attrs
from rich.cells import cell_len

from estate_policy.cli.phrases import phrase
from estate_policy.cli.told import visible
from estate_policy.figures import about, decimal_of
from estate_policy.shift import Impact, Way
from estate_policy.sums import Standings, Sums
from estate_policy.terms import Language
from estate_policy.wording import words

Told = Sums[str | None] | Sums[Way]
"""Sums by values or by ways from rule to rule."""

_GAP = "  "
_FEN = 2


@attrs.frozen
class _Row:
    """A name, how many there are, and before, after and change; words where there is no figure."""

    names: tuple[str, ...]
    count: str
    figures: tuple[Fraction | str, ...]


def sums_lines(
    title: str, groups: Iterable[tuple[tuple[str, ...], Told]], language: Language, width: int
) -> Iterator[str]:
    """A heading, and for each group, which may have a name of several lines, what its subjects add up to."""
    rows = [row for names, sums in groups for row in _rows(names, sums, language)]
    places = max((_places(figure) for row in rows for figure in row.figures if isinstance(figure, Fraction)), default=0)
    head = [phrase(key, language) for key in ("impacts", "before", "after", "change")]
    cells = [_cells(row, places) for row in rows]
    widths = [max(cell_len(line[column]) for line in (head, *cells)) for column in range(len(head))]
    room = width - sum(widths) - len(_GAP) * len(widths)
    names = max((cell_len(name) for row in rows for name in row.names if cell_len(name) <= room), default=0)
    yield title
    yield " " * names + _aligned(head, widths)
    for row, told in zip(rows, cells, strict=True):
        yield from _row_lines(row, _aligned(told, widths), names, width)


def _rows(names: tuple[str, ...], sums: Told, language: Language) -> Iterator[_Row]:
    yield _Row(names, str(sums.subjects), (sums.before, sums.after, sums.after - sums.before))
    for impact, side in sums.sides.items():
        if side.count:
            known = () if impact is Impact.OPEN else (side.before, side.after, side.after - side.before)
            yield _Row((f"  {phrase(f'impact-{impact.value}', language)}",), str(side.count), known)
    yield from _open(sums, language)
    for (before, after), count in sums.standings.items():
        moved = f"{_standings(before, language)} → {_standings(after, language)}"
        yield _Row((f"  {phrase('standing-changed', language, moved=moved)}",), str(count), ())


def _open(sums: Told, language: Language) -> Iterator[_Row]:
    """Between what all come to where some are open, of both laws."""
    sides = (sums.spread_before, sums.spread_after)
    if all(side.exact for side in sides) and not sums.sides[Impact.OPEN].count:
        return
    lows = tuple(phrase("unbounded", language) if side.low is None else side.low for side in sides)
    yield _Row((f"  {phrase('in-all-least', language)}",), "", lows)
    yield _Row((f"  {phrase('in-all-most', language)}",), "", tuple(side.high for side in sides))
    if any(side.unmeasured for side in sides):
        counts = " → ".join(dict.fromkeys(str(side.unmeasured) for side in sides))
        yield _Row((f"    {phrase('in-all-unmeasured', language)}",), counts, ())


def _standings(standings: Standings, language: Language) -> str:
    return words("list", language).join(words(f"standing-{one.value}", language) for one in standings)


def _cells(row: _Row, places: int) -> list[str]:
    told = [figure if isinstance(figure, str) else _digits(figure, places) for figure in row.figures]
    if len(row.figures) > len(("before", "after")):
        told[-1] = _signed(row.figures[-1], told[-1])
    return [row.count, *told, *[""] * (3 - len(told))]


def _signed(change: Fraction | str, told: str) -> str:
    return f"+{told}" if isinstance(change, Fraction) and change > 0 else told


def _digits(number: Fraction, places: int) -> str:
    """An amount with as many decimals as the longest beside it, so that their points stand in line."""
    exact = decimal_of(number)
    return about(number) if isinstance(exact, Fraction) else f"{exact:,.{places}f}"


def _places(number: Fraction) -> int:
    exact = decimal_of(number)
    return _FEN if isinstance(exact, Fraction) else max(_FEN, -int(exact.as_tuple().exponent))


def _aligned(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (" " * (width - cell_len(cell)) + cell for cell, width in zip(cells, widths, strict=True))
    return "".join(_GAP + cell for cell in padded).rstrip()


def _row_lines(row: _Row, figures: str, names: int, width: int) -> Iterator[str]:
    """The name and the figures in one line; the name in lines of its own where it is too long for that."""
    *above, last = [visible(name) for name in row.names]
    for name in above:
        yield from _wrapped(name, width)
    if cell_len(last) <= names:
        yield (last + " " * (names - cell_len(last)) + figures).rstrip()
        return
    yield from _wrapped(last, width)
    yield " " * names + figures


def _wrapped(name: str, width: int) -> Iterator[str]:
    further = " " * (len(name) - len(name.lstrip()) + len(_GAP))
    yield from textwrap.wrap(name, width, subsequent_indent=further, break_long_words=False, break_on_hyphens=False)
