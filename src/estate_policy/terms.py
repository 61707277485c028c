"""The two languages in which everything here speaks."""

from typing import Literal

import attrs

Language = Literal["zh", "en"]


@attrs.frozen
class Term:
    """The same words in Chinese, which is the law's language, and in English.

    >>> Term(zh="小区", en="estate").in_language("en")
    'estate'
    """

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The words in one of the two languages."""
        return self.zh if language == "zh" else self.en
