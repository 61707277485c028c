"""Words of a policy as Markdown in both languages."""

import re

from estate_policy.law import Period
from estate_policy.terms import Language, Term
from estate_policy.wording import words

LANGUAGES: tuple[Language, ...] = ("zh", "en")
_WIDE = "\u3000-\u303f\u4e00-\u9fff\uff00-\uffef“”‘’"
_FOLDED = re.compile(rf"(?<=[{_WIDE}])[ \t]*\n?[ \t]+(?=[{_WIDE}])")
_MARKED = re.compile(r"([\\`*_\[\]<>|~])")
_LISTED = re.compile(r"^(\s*)(\d+)([.)])|^(\s*)([-+#])", re.MULTILINE)


def two(term: Term) -> str:
    """Words in both languages, said once where they are the same."""
    return term.zh if term.zh == term.en else f"{term.zh} · {term.en}"


def unfolded(text: str) -> str:
    """A text without the spaces where lines of Chinese were folded.

    >>> unfolded("重点和难点。 为进一步 0.3 元")
    '重点和难点。为进一步 0.3 元'
    """
    return _FOLDED.sub("", text)


def escaped(text: str) -> str:
    r"""A text that Markdown shows as it stands.

    >>> escaped("2. a*b")
    '2\\. a\\*b'
    """
    return _LISTED.sub(r"\1\2\\\3", _MARKED.sub(r"\\\1", text))


def both(key: str, **details: str) -> str:
    """A sentence in both languages."""
    return " · ".join(words(key, language, **details) for language in LANGUAGES)


def period_words(period: Period, language: Language) -> str:
    """From when until when."""
    start, end = str(period.start), str(period.end)
    if period.start is None and period.end is None:
        return words("page-always", language)
    if period.start is None:
        return words("page-until", language, end=end)
    key = "page-from" if period.end is None else "page-between"
    return words(key, language, start=start, end=end)


def both_periods(period: Period) -> str:
    """From when until when, in both languages."""
    return " · ".join(period_words(period, language) for language in LANGUAGES)
