"""How registers write yes, no and unknown, and how words are compared."""

import unicodedata

YES = frozenset({"true", "yes", "y", "t", "1", "是", "是的", "有", "已", "√", "✓", "对"})
NO = frozenset({"false", "no", "n", "f", "0", "否", "无", "未", "×", "x", "没有"})
UNKNOWN = frozenset(
    {
        *("", "unknown", "-", "--", "—", "/", "?", "n/a", "null"),
        *(
            "未知",
            "不详",
            "不明",
            "不清楚",
            "待查",
            "待核实",
            "待调查",
            "待确认",
            "未核实",
            "未调查",
            "无法确定",
            "不确定",
        ),
    }
)
"""What is written where nobody knows."""


def plain(text: str) -> str:
    """A word as words are compared: without surrounding space, width and case.

    >>> plain(" １９９８ "), plain("Yes")
    ('1998', 'yes')
    """
    return unicodedata.normalize("NFKC", text).strip().casefold()
