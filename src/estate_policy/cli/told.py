"""Text on its way to a terminal: nothing in it moves the cursor, hides, or breaks the encoding."""

import sys
from typing import TextIO


def tell(line: str, file: TextIO | None = None) -> None:
    """Write a line; what no reader would see is written as its code."""
    (sys.stdout if file is None else file).write(visible(line) + "\n")


def visible(text: str) -> str:
    r"""A text with its control and direction signs written out; the ends of its lines stay.

    >>> visible("a\u202eb")
    'a\\u202eb'
    """
    return "".join(sign if sign.isprintable() or sign == "\n" else f"\\u{ord(sign):04x}" for sign in text)


def escape_what_cannot_be_encoded() -> None:
    """Have signs that the terminal's encoding lacks written as their codes, so that no output fails for them."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
