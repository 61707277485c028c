"""The subsidy of an estate, worked from 二 and 五(二)2 of the Opinion in plain Python: no rule, no YAML, no engine.

Where facts are unknown, every way of completing them is tried; where 二 can be read in two ways, both are.
"""

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from estate_policy import Estate

T = TypeVar("T")


class Facts(NamedTuple):
    """What the subsidy depends on, all of it known."""

    urban: bool
    recognised: bool
    phased: bool
    year: int
    first: int
    last: int
    aged: bool
    incomplete: bool
    mode: str
    renovated: bool
    area: Decimal


By = Callable[[Facts, str], Decimal | None]
"""From the facts, and whether 二 wants all of its descriptors or any, to a figure; `None` where nothing is settled."""

ALL, ANY = "all", "any"

MODES = ("professional", "self_governance", "subdistrict_trust", "none")
YEARS, FIRST_YEARS, LAST_YEARS = (1998, 1999), (1900, 2100), (1998, 2100)
AREAS = (Decimal("0.01"), Decimal(10_000_000))


def scope(facts: Facts, reading: str) -> bool | None:
    """经各区调查认定市区1998年前建成（含1998年）、基础设施老化、配套设施不健全的老旧小区."""
    if not facts.urban or not facts.recognised:
        return False
    if not (facts.aged and facts.incomplete) and not (reading == ANY and (facts.aged or facts.incomplete)):
        return False
    if not facts.phased:
        return facts.year <= 1998
    if facts.last <= 1998:
        return True if facts.first <= facts.last else None
    return None if facts.first <= 1998 else False


def rate(facts: Facts, reading: str) -> Decimal | None:
    """专业化 0.1；托管、自治：已落实整治改造 0.1，未落实 0.3；没有模式的没有补贴."""
    if facts.mode == "none":
        return Decimal(0)
    in_scope = scope(facts, reading)
    if in_scope is False:
        return Decimal(0)
    if in_scope is None:
        return None
    if facts.mode == "professional" or facts.renovated:
        return Decimal("0.1")
    return Decimal("0.3")


def amount(facts: Facts, reading: str) -> Decimal | None:
    """元/m²·月, twelve months."""
    each = rate(facts, reading)
    return None if each is None else each * facts.area * 12


def completions(estate: Estate) -> Iterator[Facts]:
    """Every way in which what is unknown could turn out, as far as the subsidy can tell."""
    truths = (True, False)
    phased = _or(estate.completed_in_phases, truths)
    choices = (
        _or(estate.in_urban_area, truths),
        _or(estate.recognised_by_district, truths),
        phased,
        _or(estate.completion_year, YEARS if False in phased else YEARS[:1]),
        _or(estate.first_phase_year, FIRST_YEARS if True in phased else FIRST_YEARS[:1]),
        _or(estate.last_phase_year, LAST_YEARS if True in phased else LAST_YEARS[:1]),
        _or(estate.infrastructure_aged, truths),
        _or(estate.supporting_facilities_incomplete, truths),
        _or(estate.management_mode, MODES),
        _or(estate.renovated, truths),
        _or(estate.gross_floor_area, AREAS),
    )
    return itertools.starmap(Facts, itertools.product(*choices))


def outcomes(by: By, estate: Estate, reading: str) -> set[Decimal | None]:
    """What can come out under one reading of 二; `None` is silence."""
    return {by(facts, reading) for facts in completions(estate)}


def settled(by: By) -> Callable[[Estate], Decimal | None]:
    """What a municipal system would answer: a figure where there is no doubt, else `None`."""

    @functools.wraps(by, updated=())
    def answer(estate: Estate) -> Decimal | None:
        found = outcomes(by, estate, ALL) | outcomes(by, estate, ANY)
        return found.pop() if len(found) == 1 else None

    return answer


def bounds(by: By) -> Callable[[Estate], tuple[Decimal | None, Decimal | None]]:
    """The least and the most; nothing is said where 二 may be silent."""

    def answer(estate: Estate) -> tuple[Decimal | None, Decimal | None]:
        found = outcomes(by, estate, ALL) | outcomes(by, estate, ANY)
        figures = [one for one in found if one is not None]
        return (min(figures), max(figures)) if None not in found else (None, None)

    return answer


def _or(given: T | None, otherwise: Sequence[T]) -> Sequence[T]:
    return otherwise if given is None else (given,)
