"""The headings of a page about a policy, and the anchors by which links reach them."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

import attrs

from estate_policy.law import Clause, Conclusion, Document, Policy
from estate_policy.markdown import two
from estate_policy.wording import bilingual

Key = tuple[str, ...]
"""What a heading is of: `("document", id)`, `("clause", document, id)`, `("conclusion", name)`, `("part", name)`."""


@attrs.frozen
class Heading:
    """A heading with the anchor that GitHub gives it."""

    level: int
    text: str
    anchor: str

    @property
    def line(self) -> str:
        """The heading as Markdown."""
        return f"{'#' * self.level} {self.text}"

    def link(self, text: str) -> str:
        """A link to the heading."""
        return f"[{text}](#{self.anchor})"


def headings(policy: Policy) -> Mapping[Key, Heading]:
    """The headings of the page of a policy, in their order."""
    listed = list(_headings(policy))
    anchors = anchors_of(text for _, _, text in listed)
    return {key: Heading(level, text, anchor) for (key, level, text), anchor in zip(listed, anchors, strict=True)}


def anchors_of(texts: Iterable[str]) -> list[str]:
    """The anchors that GitHub gives to the headings of a page, in their order.

    >>> anchors_of(["五(二)2 市、区两级 · City award", "Notes", "Notes"])
    ['五二2-市区两级--city-award', 'notes', 'notes-1']
    """
    seen: Counter[str] = Counter()
    anchors = []
    for text in texts:
        plain = "".join(sign for sign in text.lower() if _stays(sign)).replace(" ", "-")
        anchors.append(f"{plain}-{seen[plain]}" if seen[plain] else plain)
        seen[plain] += 1
    return anchors


def clauses_of(policy: Policy, document: Document) -> list[Clause]:
    """The clauses of a document, in the text's order."""
    return [clause for clause in policy.clauses.values() if clause.document == document.id]


def conclusions_of(policy: Policy, clause: Clause) -> list[Conclusion]:
    """The conclusions that a clause settles."""
    own = (clause.document, clause.id)
    return [one for one in policy.conclusions.values() if (one.citation.document, one.citation.clause) == own]


def _headings(policy: Policy) -> Iterator[tuple[Key, int, str]]:
    yield ("part", "page"), 1, bilingual("page")
    for part in ("contents", "conclusions", "gaps"):
        yield ("part", part), 2, bilingual(f"page-{part}")
    for document in policy.documents.values():
        yield ("document", document.id), 2, two(document.title)
        for clause in clauses_of(policy, document):
            yield ("clause", document.id, clause.id), 3, f"{clause.id} {two(clause.title)}"
            for one in conclusions_of(policy, clause):
                yield ("conclusion", one.name), 4, f"{bilingual('page-conclusion')}: {two(one.term)} `{one.name}`"


def _stays(sign: str) -> bool:
    return sign in " -" or unicodedata.category(sign)[0] in "LM" or unicodedata.category(sign) in ("Nd", "Pc")
