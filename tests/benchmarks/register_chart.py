"""A chart of a measured table: seconds by the size of the register, a line for each way, both axes by powers of ten."""

import math
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from xml.sax.saxutils import escape

from tests.benchmarks.measuring import Measured

WIDTH, HEIGHT = 760, 420
LEFT, RIGHT, TOP, BOTTOM = 70, 520, 30, 360
"""The edges of the plane; the names of the ways stand right of it."""

APART = 18
"""How far names stand from each other at least."""

MILLION = 6
"""The power of ten from which sizes are told in millions."""

COLOURS = ("#d1495b", "#2e86ab", "#3a9d5d", "#e08e1b", "#8e6bbf", "#7d8590", "#a0522d", "#17a2a2")
"""Each is seen on white and on black."""

STYLE = """\
text { font: 13px sans-serif; fill: #24292f }
.axis { stroke: #8c959f }
.grid { stroke: #8c959f; stroke-opacity: 0.25 }
.line { fill: none; stroke-width: 2 }
@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } }
"""


def write_chart(measured: Sequence[Measured], path: Path) -> None:
    """Write the chart of a table as SVG; the same table gives the same file."""
    path.write_text(chart(measured), encoding="utf-8")


def chart(measured: Sequence[Measured]) -> str:
    """The chart of a table as SVG, readable on light and on dark.

    >>> "".join(chart([Measured("a way", rows, rows / 100, 1, 1) for rows in (1, 100)]).splitlines()[-2:])
    '<text x="546" y="34">a way</text></svg>'
    """
    across, along = _decades(one.rows for one in measured), _decades(one.seconds for one in measured)
    ways = list(dict.fromkeys(one.way for one in measured))
    colours = {way: COLOURS[number % len(COLOURS)] for number, way in enumerate(ways)}
    lines = {
        way: [
            (_place(one.rows, across, LEFT, RIGHT), _place(one.seconds, along, BOTTOM, TOP))
            for one in sorted(measured, key=lambda one: one.rows)
            if one.way == way
        ]
        for way in ways
    }
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
        "<title>seconds from Parquet to Parquet, by the size of the register</title>",
        f"<style>\n{STYLE}</style>",
        *_axes(across, along),
        *(part for way in ways for part in _line(lines[way], colours[way])),
        *_names(lines, colours),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _decades(numbers: Iterable[float]) -> tuple[int, int]:
    """Between which powers of ten numbers lie; never the same one twice."""
    every = [math.log10(number) for number in numbers]
    low = math.floor(min(every))
    return low, max(math.ceil(max(every)), low + 1)


def _place(number: float, decades: tuple[int, int], start: int, end: int) -> float:
    low, high = decades
    return round(start + (math.log10(number) - low) / (high - low) * (end - start), 1)


def _axes(across: tuple[int, int], along: tuple[int, int]) -> Iterator[str]:
    for power in range(across[0], across[1] + 1):
        x = _place(10.0**power, across, LEFT, RIGHT)
        yield f'<line class="grid" x1="{x:g}" y1="{TOP}" x2="{x:g}" y2="{BOTTOM}"/>'
        yield f'<text x="{x:g}" y="{BOTTOM + 20}" text-anchor="middle">{_power(power)}</text>'
    for power in range(along[0], along[1] + 1):
        y = _place(10.0**power, along, BOTTOM, TOP)
        yield f'<line class="grid" x1="{LEFT}" y1="{y:g}" x2="{RIGHT}" y2="{y:g}"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:g}" text-anchor="end">{_power(power)}</text>'
    yield f'<line class="axis" x1="{LEFT}" y1="{BOTTOM}" x2="{RIGHT}" y2="{BOTTOM}"/>'
    yield f'<line class="axis" x1="{LEFT}" y1="{TOP}" x2="{LEFT}" y2="{BOTTOM}"/>'
    yield f'<text x="{(LEFT + RIGHT) / 2:g}" y="{BOTTOM + 46}" text-anchor="middle">estates in the register</text>'
    middle = (TOP + BOTTOM) / 2
    yield f'<text transform="translate(18 {middle:g}) rotate(-90)" text-anchor="middle">seconds</text>'


def _power(power: int) -> str:
    if power < 0:
        return f"{10.0**power:.{-power}f}"
    return f"{10**power:,}" if power < MILLION else f"{10 ** (power - MILLION):,}M"


def _line(points: Sequence[tuple[float, float]], colour: str) -> Iterator[str]:
    if len(points) > 1:
        drawn = " ".join(f"{x:g},{y:g}" for x, y in points)
        yield f'<polyline class="line" stroke="{colour}" points="{drawn}"/>'
    yield from (f'<circle cx="{x:g}" cy="{y:g}" r="3" fill="{colour}"/>' for x, y in points)


def _names(lines: dict[str, list[tuple[float, float]]], colours: dict[str, str]) -> Iterator[str]:
    """The ways from top to bottom as their lines end, far enough from each other, with a dash of their colour."""
    ways = sorted(lines, key=lambda way: (lines[way][-1][1], way))
    heights = [lines[way][-1][1] for way in ways]
    for upper, lower in pairwise(range(len(heights))):
        heights[lower] = max(heights[lower], heights[upper] + APART)
    excess = max(0.0, heights[-1] - BOTTOM)
    for way, height in zip(ways, heights, strict=True):
        y = round(height - excess, 1)
        yield f'<line class="line" stroke="{colours[way]}" x1="{RIGHT + 8}" y1="{y:g}" x2="{RIGHT + 22}" y2="{y:g}"/>'
        yield f'<text x="{RIGHT + 26}" y="{y + 4:g}">{escape(way.replace("`", ""))}</text>'
