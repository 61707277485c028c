"""A receipt read from a file: its shape is checked, whether it is true is for `replay` to say."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from estate_policy.errors import Cell, Location, Problem, ReceiptError
from estate_policy.leaves import Json, is_redacted, leaves
from estate_policy.messages import Message, unreadable
from estate_policy.receipts import SCHEMA, Receipt
from estate_policy.schema import shortened

LARGEST_RECEIPT = 20_000_000
"""Bytes of a receipt."""

DEEPEST_RECEIPT = 40
"""Lists and mappings within one another."""

Check = Callable[[Json, str, str], None]
"""Refuses a value that is not of a shape; it is given the place in the receipt and the name of the file."""

# It also takes a string that is never closed, lest each of its quotes be tried as the beginning of one.
_STRING = re.compile(r'"(?:[^"\\]+|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_BOM = b"\xef\xbb\xbf"


def read_receipt(path: Path | str) -> Receipt:
    """Read a receipt; `ReceiptError` says why a file is none."""
    file = Path(path)
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST_RECEIPT + 1)
        if len(content) > LARGEST_RECEIPT:
            _refuse(Message("file-too-large", {"largest": str(LARGEST_RECEIPT)}), Cell(file.name))
        if content.startswith(_BOM):
            _refuse(Message("byte-order-mark"), Cell(file.name), Message("save-without-mark"))
        text = content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ReceiptError(Problem(unreadable(error), Cell(str(path)))) from error
    record = _parsed(text, file.name)
    if isinstance(record, dict) and record.get("schema", SCHEMA) != SCHEMA:
        told = {"schema": shortened(record["schema"]), "known": SCHEMA}
        _refuse(Message("another-receipt-schema", told), Cell(file.name))
    _RECEIPT(record, "", file.name)
    _refuse_unknown_names(record, file.name)
    return Receipt(record)


def _parsed(text: str, file: str) -> Json:
    def once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
        known: dict[str, Json] = {}
        for name, value in pairs:
            if name in known:
                _refuse(Message("key-twice", {"key": shortened(name)}), Cell(file))
            known[name] = value
        return known

    def number(digits: str) -> NoReturn:
        _refuse(Message("bare-number", {"digits": shortened(digits)}), Cell(file), Message("quote-digits"))

    if _nesting(text) > DEEPEST_RECEIPT:
        _refuse(Message("file-too-deep", {"deepest": str(DEEPEST_RECEIPT)}), Cell(file))
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


def _refuse_unknown_names(record: Json, file: str) -> None:
    """Refuse salts, and facts that something is said to rest on, that are of no fact, or not in the order of facts."""
    places = [fact.place for fact in leaves(record["subject"])]
    for name in record["salts"]:
        if name not in places:
            _refuse(_unknown_fact(name, record), _place(file, "/salts"))
    if list(record["salts"]) != [place for place in places if place in record["salts"]]:
        _refuse(Message("salts-disordered"), _place(file, "/salts"))
    for group, rests in record["rests_on"].items():
        for name, read in rests.items():
            for fact in read:
                if fact.partition(".")[0] not in record["subject"]["facts"]:
                    _refuse(_unknown_fact(fact, record), _place(file, f"/rests_on/{group}/{name}"))
    for name in record["unknown_events"]:
        if name not in places:
            _refuse(_unknown_fact(name, record), _place(file, "/unknown_events"))
    for name in record["answers"]:
        if name not in record["rests_on"]["answers"]:
            _refuse(Message("missing-key", {"key": shortened(name)}), _place(file, "/rests_on/answers"))


def _unknown_fact(name: str, record: Json) -> Message:
    return Message("unknown-fact", {"field": shortened(name), "subject": shortened(record["subject"]["is"])})


def _place(file: str, path: str) -> Cell:
    return Cell(file, heading=path or None)


def _refuse(message: Message, where: Cell, hint: Message | None = None) -> NoReturn:
    raise ReceiptError(Problem(message, where, hint))


def _text(value: Json, path: str, file: str) -> None:
    if not isinstance(value, str):
        _refuse(Message("text-wanted", {"value": _shown(value)}), _place(file, path))


def _truth(value: Json, path: str, file: str) -> None:
    if not isinstance(value, bool):
        _refuse(Message("truth-wanted", {"value": _shown(value)}), _place(file, path))


def _anything(value: Json, path: str, file: str) -> None:
    """What is compared, and looked into no further."""


def _leaf(value: Json, path: str, file: str) -> None:
    if not (value is None or isinstance(value, str | bool)):
        _refuse(Message("leaf-wanted", {"value": _shown(value)}), _place(file, path))


def _fact(value: Json, path: str, file: str) -> None:
    """A fact, the facts of another subject, or those of several."""
    if isinstance(value, dict):
        _each(_slot(_fact))(value, path, file)
    elif isinstance(value, list):
        _items(_each(_slot(_fact)))(value, path, file)
    else:
        _leaf(value, path, file)


def _keys(**checks: Check) -> Check:
    """A mapping of exactly these keys; `is_` stands for the key `is`."""
    known = {name.rstrip("_"): check for name, check in checks.items()}

    def check(value: Json, path: str, file: str) -> None:
        _mapping(value, path, file)
        for name in known:
            if name not in value:
                _refuse(Message("missing-key", {"key": name}), _place(file, path))
        for name in value:
            if name not in known:
                _refuse(Message("unknown-key", {"key": shortened(name)}), _place(file, path))
        for name, one in known.items():
            one(value[name], f"{path}/{name}", file)

    return check


def _with(**checks: Check) -> Check:
    """A mapping of these keys and any others."""

    def check(value: Json, path: str, file: str) -> None:
        _mapping(value, path, file)
        _keys(**checks)({name: one for name, one in value.items() if name in checks}, path, file)

    return check


def _each(check: Check) -> Check:
    """A mapping of any names to values of one shape."""

    def checked(value: Json, path: str, file: str) -> None:
        _mapping(value, path, file)
        for name, one in value.items():
            check(one, f"{path}/{shortened(name)}", file)

    return checked


def _items(check: Check) -> Check:
    """A list of values of one shape."""

    def checked(value: Json, path: str, file: str) -> None:
        if not isinstance(value, list):
            _refuse(Message("list-wanted", {"value": _shown(value)}), _place(file, path))
        for index, one in enumerate(value):
            check(one, f"{path}/{index}", file)

    return checked


def _slot(check: Check) -> Check:
    """A value of a shape, or the commitment in its place."""

    def checked(value: Json, path: str, file: str) -> None:
        (_COMMITMENT if is_redacted(value) else check)(value, path, file)

    return checked


def _mapping(value: Json, path: str, file: str) -> None:
    if not isinstance(value, dict):
        _refuse(Message("mapping-wanted", {"value": _shown(value)}), _place(file, path))


def _shown(value: Json) -> str:
    return shortened(json.dumps(value, ensure_ascii=False))


_COMMITMENT = _keys(redacted=_text)
_ANSWER = _with(
    term=_anything,
    kind=_anything,
    missing=_slot(_items(_text)),
    left_out=_slot(_items(_text)),
    ends=_slot(_items(_each(_text))),
    alternatives=_items(_with(missing=_slot(_items(_text)))),
    trace=_slot(_each(_anything)),
)
_RECEIPT = _keys(
    schema=_text,
    digest=_text,
    version=_text,
    engine=_text,
    policy=_keys(digest=_text, day=_text),
    amendments=_items(_keys(name=_text, digest=_text, in_force=_truth)),
    subject=_keys(is_=_text, ids=_each(_text), facts=_each(_slot(_fact))),
    records_complete=_truth,
    unknown_events=_each(_slot(_truth)),
    headline=_leaf,
    answers=_each(_ANSWER),
    findings=_items(_with(name=_text)),
    rests_on=_keys(answers=_each(_items(_text)), findings=_each(_items(_text))),
    salts=_each(_text),
)
