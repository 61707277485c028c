"""A closed settlement read from a file: its shape is checked, whether it is true is for `replay_closed` to say."""

import re
from pathlib import Path

from estate_policy import shapes
from estate_policy.closing import SCHEMA, ClosedSettlement
from estate_policy.errors import Cell
from estate_policy.json_file import read_json
from estate_policy.leaves import Json
from estate_policy.messages import Message, one_of
from estate_policy.months import RHYTHMS
from estate_policy.outcome import Standing
from estate_policy.plain_records import RECORDS
from estate_policy.shapes import place, refuse
from estate_policy.shown import shortened

LARGEST = 1_000_000_000
"""Bytes of a closed settlement."""

_TOP = 200
"""Bytes within which a file names its schema."""

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+|/[0-9]*[1-9][0-9]*)?")
_YEAR = re.compile(r"[0-9]{4}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def is_closed(path: Path | str) -> bool:
    """Whether a file says at its top that it is a closed settlement; one that cannot be read says nothing."""
    try:
        with Path(path).open("rb") as opened:
            return SCHEMA.rpartition("/")[0].encode() in opened.read(_TOP)
    except OSError:
        return False


def read_closed(path: Path | str) -> ClosedSettlement:
    """Read a closed settlement; `ReceiptError` says why a file is none."""
    file = Path(path)
    record = read_json(file, LARGEST)
    if isinstance(record, dict) and record.get("schema", SCHEMA) != SCHEMA:
        told = {"schema": shortened(record["schema"]), "known": SCHEMA}
        refuse(Message("another-receipt-schema", told), Cell(file.name))
    _CLOSED(record, "", file.name)
    return ClosedSettlement(record)


def _matching(pattern: re.Pattern[str]) -> shapes.Check:
    """Text of a pattern."""

    def check(value: Json, path: str, file: str) -> None:
        shapes.text(value, path, file)
        if not pattern.fullmatch(value):
            refuse(_not_allowed(value, path), place(file, path))

    return check


def _one_of(*allowed: str) -> shapes.Check:
    """One of some words."""

    def check(value: Json, path: str, file: str) -> None:
        if value not in allowed:
            refuse(
                _not_allowed(value, path),
                place(file, path),
                one_of(allowed),
            )

    return check


def _maybe(check: shapes.Check) -> shapes.Check:
    """A value of a shape, or nothing."""

    def checked(value: Json, path: str, file: str) -> None:
        if value is not None:
            check(value, path, file)

    return checked


def _not_allowed(value: Json, path: str) -> Message:
    return Message("not-a-member", {"field": path.rpartition("/")[2], "value": shortened(str(value))})


_AMOUNT = _maybe(_matching(_NUMBER))
_LINE = shapes.keys(
    district=_maybe(shapes.text),
    estate=_maybe(shapes.text),
    year=_matching(_YEAR),
    first=_matching(_DAY),
    last=_matching(_DAY),
    payer=shapes.text,
    payee=shapes.text,
    purpose=shapes.keys(zh=shapes.text, en=shapes.text),
    conclusion=shapes.text,
    amount=_AMOUNT,
    low=_AMOUNT,
    high=_AMOUNT,
    standing=_one_of(*(standing.value for standing in Standing)),
    rules=shapes.items(shapes.text),
    examples=shapes.items(shapes.text),
)
_CLOSED = shapes.keys(
    schema=shapes.text,
    digest=shapes.text,
    version=shapes.text,
    policy=shapes.keys(name=shapes.text, digest=shapes.text),
    amendments=shapes.items(shapes.keys(name=shapes.text, digest=shapes.text)),
    years=shapes.items(_matching(_YEAR)),
    districts=_maybe(shapes.items(shapes.text)),
    rhythm=_one_of(*RHYTHMS),
    records=RECORDS,
    lines=shapes.items(_LINE),
)
