"""Numbers as offices write them: with separators, a unit, ¥ or %, and in brackets those that are less than nought."""

import re
import unicodedata
from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal

from estate_policy.law import BaseUnit
from estate_policy.schema import QuantityFact
from estate_policy.units import SHARE

_DIGITS = re.compile(r"[+-]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?")
_YEAR_OF_DAY = re.compile(
    r"([0-9]{4})(?:年([0-9]{1,2})月(?:([0-9]{1,2})日)?|[-/.]([0-9]{1,2})[-/.]([0-9]{1,2}))(?:[t ]00:00(?::00)?)?"
)
_YEAR_OF_SERIALS = 1905
"""The year of the days that spreadsheets show for numbers like 1995."""

_FULL_WIDTH = str.maketrans(
    {0xFF01 + offset: chr(0x21 + offset) for offset in range(94)} | {0x3000: " ", 0xFFE5: "\u00a5"}
)


def number_of(text: str, field: QuantityFact, words: Collection[str], units: Mapping[str, BaseUnit]) -> Decimal | None:
    """The number that a text gives for a field whose unit goes by some words; `None` where it gives none."""
    # Width alone is folded before the digits are read: under NFKC `12²` and `①②` would be numbers.
    narrow = text.translate(_FULL_WIDTH).strip()
    if _measures(field, units) == "money":
        narrow = _without_signs_of_money(narrow)
    match = _DIGITS.match(narrow)
    if match is None:
        return None
    number = Decimal(match.group().replace(",", ""))
    unit = _folded(narrow[match.end() :])
    if unit == "%" and field.unit == SHARE:
        sign, digits, exponent = number.as_tuple()
        return Decimal((sign, digits, int(exponent) - 2))
    return number if not unit or unit in words else None


def year_of_day(text: str, unit: BaseUnit | None) -> Decimal | None:
    """The year of a day, or of a month written 1996年10月, for a fact that is a year.

    1996-10 is none, since it may be 1996 to 2010; nor is a day of 1905, as which spreadsheets show a number like 1995.
    """
    match = _YEAR_OF_DAY.fullmatch(_folded(text))
    if match is None or unit is None or unit.measures != "date":
        return None
    try:
        day = date(int(match[1]), int(match[2] or match[4]), int(match[3] or match[5] or 1))
    except ValueError:
        return None
    return None if day.year == _YEAR_OF_SERIALS else Decimal(day.year)


def _without_signs_of_money(text: str) -> str:
    """A text without ¥, and with a minus in place of brackets."""
    inner = text[1:-1].strip() if text.startswith("(") and text.endswith(")") else None
    unsigned = (text if inner is None else inner).removeprefix("¥").lstrip()
    if inner is None:
        return text[0] + text[2:].lstrip() if text.startswith(("-¥", "+¥")) else unsigned
    return f"-{unsigned}"


def _measures(field: QuantityFact, units: Mapping[str, BaseUnit]) -> str | None:
    """What the unit of a field measures; of yuan a year, money."""
    unit = units.get(field.unit.partition("/")[0])
    return None if unit is None else unit.measures


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()
