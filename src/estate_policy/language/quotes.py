"""Words of the law compared: a quote with its clause, a clause with the promulgated text."""

import hashlib
import re
from decimal import Decimal
from fractions import Fraction

_DROPPED = re.compile(r"[\s#*$]")
_TYPESET = ((re.compile(r"\\text\{([^{}]*)\}"), r"\1"), (re.compile(r"\^2"), "²"), (re.compile(r"\\cdot"), "·"))

_NUMERAL = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]+)? *(%|‰|[百千万亿]*)")
_POINTS = (".", ",")
_NARROW = str.maketrans("０１２３４５６７８９．％", "0123456789.%")
_FACTORS = {
    "%": Fraction(1, 100),
    "‰": Fraction(1, 1000),
    "百": Fraction(100),
    "千": Fraction(1000),
    "万": Fraction(10_000),
    "亿": Fraction(100_000_000),
}


def normalised(text: str) -> str:
    r"""The words alone: without white space and marks of headings, formulas as they read.

    >>> normalised("## 补贴 0.1 元/ $\\text{m}^2 \\cdot \\text{月}$ ，")
    '补贴0.1元/m²·月，'
    """
    return _DROPPED.sub("", _read(text))


def numbers_in(text: str) -> frozenset[Fraction]:
    """The numbers that words hold in digits, with the percent sign or the 万 behind them.

    >>> sorted(map(str, numbers_in("亭湖区给予 50% 补贴，面积达5万平方米以上")))
    ['1/2', '50000']
    """
    return frozenset(map(_number, _NUMERAL.finditer(text.translate(_NARROW))))


def cuts_number(quote: str, text: str) -> bool:
    """Whether a quote of a text begins or ends within a number, wherever it stands in it.

    >>> [cuts_number(quote, "补贴 10.4 元，50%") for quote in ("0.4 元", "元，50", "补贴 10", ".4 元", "10.4", "50%")]
    [True, True, True, True, False, False]
    """
    words = normalised(quote)
    if words not in normalised(text):
        return False
    words = words.translate(_NARROW)
    before = "(?<![0-9])(?<![0-9][.,])" if words[:1].isdigit() else "(?<![0-9])" if words[:1] in _POINTS else ""
    after = "(?![0-9]|[.,][0-9]| *[%‰百千万亿])" if words[-1:].isdigit() else ""
    pattern = before + f"{_DROPPED.pattern}*".join(map(re.escape, words)) + after
    return re.search(pattern, _read(text).translate(_NARROW)) is None


def digest_of(text: str) -> str:
    """The digest by which a document's words are recognised, whatever their layout."""
    return "sha256:" + hashlib.sha256(normalised(text).encode()).hexdigest()


def _read(text: str) -> str:
    """A text with its formulas as they read."""
    for pattern, words in _TYPESET:
        text = pattern.sub(words, text)
    return text


def _number(numeral: "re.Match[str]") -> Fraction:
    whole, part, factors = numeral.groups()
    number = Fraction(Decimal(whole.replace(",", "") + (part or "")))
    for factor in factors:
        number *= _FACTORS[factor]
    return number
