"""A file of JSON read strictly: no key twice, no bare number, no mark before the first sign."""

import json
import re
from pathlib import Path
from typing import Any, NoReturn

from estate_policy.errors import Cell, Location, Problem, ReceiptError
from estate_policy.leaves import Json
from estate_policy.messages import Message, unreadable
from estate_policy.shapes import refuse
from estate_policy.shown import shortened

DEEPEST = 40
"""Lists and mappings within one another."""

# It also takes a string that is never closed, lest each of its quotes be tried as the beginning of one.
_STRING = re.compile(r'"(?:[^"\\]+|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BOM = b"\xef\xbb\xbf"


def read_json(file: Path, largest: int) -> Json:
    """The JSON of a file of at most so many bytes; `ReceiptError` says why a file is none, and where."""
    try:
        with file.open("rb") as opened:
            content = opened.read(largest + 1)
        if len(content) > largest:
            refuse(Message("file-too-large", {"largest": str(largest)}), Cell(file.name))
        if content.startswith(_BOM):
            refuse(Message("byte-order-mark"), Cell(file.name), Message("save-without-mark"))
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReceiptError(Problem(unreadable(error), Cell(str(file)))) from error
    return _parsed(text, file.name)


def _parsed(text: str, file: str) -> Json:
    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        known: dict[str, Json] = {}
        for name, value in pairs:
            if name in known:
                refuse(Message("key-twice", {"key": shortened(name)}), Cell(file))
            known[name] = value
        return known

    def number(digits: str) -> NoReturn:
        refuse(Message("bare-number", {"digits": shortened(digits)}), Cell(file), Message("quote-digits"))

    if _nesting(text) > DEEPEST:
        refuse(Message("file-too-deep", {"deepest": str(DEEPEST)}), Cell(file))
    hooks: dict[str, Any] = {"parse_float": number, "parse_int": number, "parse_constant": number}
    try:
        return json.loads(text, object_pairs_hook=once, **hooks)
    except json.JSONDecodeError as error:
        where = Location(file, error.lineno, error.colno)
        raise ReceiptError(Problem(Message("not-json", {"why": error.msg}), where)) from error


def _nesting(text: str) -> int:
    """How deep lists and mappings stand within one another; looked at first, since parsing goes as deep as they do."""
    deepest = depth = 0
    for sign in re.sub(r"[^\[\]{}]", "", _STRING.sub("", text)):
        depth += 1 if sign in "[{" else -1
        deepest = max(deepest, depth)
    return deepest
