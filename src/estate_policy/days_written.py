"""Days, months and years as registers write them."""

import contextlib
import re
from calendar import monthrange
from datetime import date

import attrs

from estate_policy.checked import allowed, checked
from estate_policy.errors import FactError, Problem
from estate_policy.messages import Message
from estate_policy.schema import DateFact
from estate_policy.shown import shortened
from estate_policy.words_written import plain

_DATE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?(?:[t ]00:00(?::00)?)?")
_YEAR = re.compile(r"([0-9]{4})年?")
_JANUARY_OR_OCTOBER = re.compile(r"[0-9]{4}\.1")
"""What is left of 2019.10 once a spreadsheet has taken it for a number."""

_SERIAL = re.compile(r"[2-7][0-9]{4}")
"""A day as spreadsheets count it, from 1954 to 2119."""


@attrs.frozen
class Days:
    """The days among which one is meant, from the first to the last."""

    first: date
    last: date

    def __str__(self) -> str:
        """The first and the last, or the only one."""
        return str(self.first) if self.first == self.last else f"{self.first}..{self.last}"


def day_from_text(name: str, field: DateFact, text: str) -> date:
    """A day written 2019-07-01, 2019/7/1 or 2019年7月1日; a month without its day where months are counted."""
    if (field.counts == "months" or field.loose) and _JANUARY_OR_OCTOBER.fullmatch(plain(text)):
        cut = Message("january-or-october", {"field": name, "value": shortened(text)})
        raise FactError(Problem(cut, hint=Message("write-month")))
    match = _DATE.fullmatch(plain(text))
    if match is not None and (match[3] is not None or field.counts == "months"):
        with contextlib.suppress(ValueError):
            return date(int(match[1]), int(match[2]), int(match[3] or 1))
    message = Message("not-a-date", {"field": name, "value": shortened(text)})
    hint = Message("format-as-date") if _SERIAL.fullmatch(plain(text)) else allowed(field)
    raise FactError(Problem(message, hint=hint))


def days_from_text(name: str, field: DateFact, text: str) -> Days:
    """The days that are meant by a day, a month or a year."""
    days = _days_of_period(plain(text))
    if days is None:
        day = day_from_text(name, field, text)
        days = Days(day, day)
    for day in (days.first, days.last):
        checked(name, field, day)
    return days


def _days_of_period(word: str) -> Days | None:
    month, year = _DATE.fullmatch(word), _YEAR.fullmatch(word)
    if year is not None and year[1] != "0000":
        return Days(date(int(year[1]), 1, 1), date(int(year[1]), 12, 31))
    if month is None or month[3] is not None or _JANUARY_OR_OCTOBER.fullmatch(word):
        return None
    with contextlib.suppress(ValueError):
        first = date(int(month[1]), int(month[2]), 1)
        return Days(first, first.replace(day=monthrange(first.year, first.month)[1]))
    return None
