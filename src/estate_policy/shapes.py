"""Shapes of plain data read from a file: what is of another shape is refused, at its place."""

import json
from collections.abc import Callable
from typing import NoReturn

from estate_policy.errors import Cell, Problem, ReceiptError
from estate_policy.leaves import Json, is_redacted
from estate_policy.messages import Message
from estate_policy.shown import shortened

Check = Callable[[Json, str, str], None]
"""Refuses a value that is not of a shape; it is given the place in the record and the name of the file."""


def text(value: Json, path: str, file: str) -> None:
    """Text."""
    if not isinstance(value, str):
        refuse(Message("text-wanted", {"value": _shown(value)}), place(file, path))


def truth(value: Json, path: str, file: str) -> None:
    """A truth."""
    if not isinstance(value, bool):
        refuse(Message("truth-wanted", {"value": _shown(value)}), place(file, path))


def anything(value: Json, path: str, file: str) -> None:
    """What is compared, and looked into no further."""


def leaf(value: Json, path: str, file: str) -> None:
    """Text, a truth, or nothing."""
    if not (value is None or isinstance(value, str | bool)):
        refuse(Message("leaf-wanted", {"value": _shown(value)}), place(file, path))


def fact(value: Json, path: str, file: str) -> None:
    """A fact, the facts of another subject, or those of several."""
    if isinstance(value, dict):
        each(slot(fact))(value, path, file)
    elif isinstance(value, list):
        items(each(slot(fact)))(value, path, file)
    else:
        leaf(value, path, file)


def keys(**checks: Check) -> Check:
    """A mapping of exactly these keys; `is_` stands for the key `is`."""
    known = {name.rstrip("_"): check for name, check in checks.items()}

    def check(value: Json, path: str, file: str) -> None:
        mapping(value, path, file)
        for name in known:
            if name not in value:
                refuse(Message("missing-key", {"key": name}), place(file, path))
        for name in value:
            if name not in known:
                refuse(Message("unknown-key", {"key": shortened(name)}), place(file, path))
        for name, one in known.items():
            one(value[name], f"{path}/{name}", file)

    return check


def with_keys(**checks: Check) -> Check:
    """A mapping of these keys and any others."""

    def check(value: Json, path: str, file: str) -> None:
        mapping(value, path, file)
        keys(**checks)({name: one for name, one in value.items() if name in checks}, path, file)

    return check


def each(check: Check) -> Check:
    """A mapping of any names to values of one shape."""

    def checked(value: Json, path: str, file: str) -> None:
        mapping(value, path, file)
        for name, one in value.items():
            check(one, f"{path}/{shortened(name)}", file)

    return checked


def items(check: Check) -> Check:
    """A list of values of one shape."""

    def checked(value: Json, path: str, file: str) -> None:
        if not isinstance(value, list):
            refuse(Message("list-wanted", {"value": _shown(value)}), place(file, path))
        for index, one in enumerate(value):
            check(one, f"{path}/{index}", file)

    return checked


def slot(check: Check) -> Check:
    """A value of a shape, or the commitment in its place."""

    def checked(value: Json, path: str, file: str) -> None:
        (COMMITMENT if is_redacted(value) else check)(value, path, file)

    return checked


def mapping(value: Json, path: str, file: str) -> None:
    """A mapping of anything."""
    if not isinstance(value, dict):
        refuse(Message("mapping-wanted", {"value": _shown(value)}), place(file, path))


def place(file: str, path: str) -> Cell:
    """A place in a file, by the path that leads to it."""
    return Cell(file, heading=path or None)


def refuse(message: Message, where: Cell, hint: Message | None = None) -> NoReturn:
    """Refuse a file for what stands at a place."""
    raise ReceiptError(Problem(message, where, hint))


def _shown(value: Json) -> str:
    return shortened(json.dumps(value, ensure_ascii=False))


COMMITMENT = keys(redacted=text)
"""What stands in the place of what is redacted."""
