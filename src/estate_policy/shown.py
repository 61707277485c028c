"""Given values as messages show them."""

import unicodedata
from decimal import Decimal


def hidden_character(text: str) -> str | None:
    r"""The code point of the first control, format or surrogate character, which no reader would see.

    >>> hidden_character("safe"), hidden_character("a\u202eb")
    (None, 'U+202E')
    """
    return next((f"U+{ord(sign):04X}" for sign in text if unicodedata.category(sign) in ("Cc", "Cf", "Cs")), None)


def shortened(value: object) -> str:
    """A given value as messages show it: never longer than a line.

    >>> shortened("q" * 70000)
    'qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq…'
    """
    longest = 40
    # Python does not print whole numbers of more than 4300 digits.
    text = str(Decimal(value)) if isinstance(value, int) and not isinstance(value, bool) else str(value)
    visible = "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text[: longest + 1])
    return visible if len(text) <= longest else visible[:longest] + "…"
