"""Words of the law compared: a quote with its clause, a clause with the promulgated text."""

import hashlib
import re

_DROPPED = re.compile(r"[\s#*$]")
_TYPESET = ((re.compile(r"\\text\{([^{}]*)\}"), r"\1"), (re.compile(r"\^2"), "²"), (re.compile(r"\\cdot"), "·"))


def normalised(text: str) -> str:
    r"""The words alone: without white space and marks of headings, formulas as they read.

    >>> normalised("## 补贴 0.1 元/ $\\text{m}^2 \\cdot \\text{月}$ ，")
    '补贴0.1元/m²·月，'
    """
    for pattern, words in _TYPESET:
        text = pattern.sub(words, text)
    return _DROPPED.sub("", text)


def digest_of(text: str) -> str:
    """The digest by which a document's words are recognised, whatever their layout."""
    return "sha256:" + hashlib.sha256(normalised(text).encode()).hexdigest()
