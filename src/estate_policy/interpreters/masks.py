"""Sets of causes as bits of whole numbers, so that a column can hold them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from estate_policy.interpreters.sql_text import (
    FALSE,
    ZERO,
    Sql,
    case,
    disjunction,
    has,
    number,
    shared,
    united,
    without,
)
from estate_policy.outcome import Cause

_BITS = 62
"""Bits of a word: no sign is needed, and every dialect has whole numbers of 64 bits."""

Mask = Mapping[int, Sql]
"""The words of a set that are not always empty, by their places."""

EMPTY: Mask = {}


class Causes:
    """Which cause is which bit of which word, in the order in which they were met."""

    def __init__(self) -> None:
        """None has been met."""
        self._places: dict[Cause, int] = {}
        self._seen: dict[int, tuple[Causes, int, Callable[[Cause], Cause]]] = {}
        self._words = 0
        self._left = 0

    def mask(self, *causes: Cause) -> Mask:
        """The set of these causes alone."""
        found: dict[int, int] = {}
        for cause in causes:
            word, bit = self._place(cause)
            found[word] = found.get(word, 0) | 1 << bit
        return {word: number(bits) for word, bits in found.items()}

    def word_like(self, other: "Causes", word: int, as_seen: Callable[[Cause], Cause]) -> int:
        """A word whose bits are those of a word of another subject, as they are seen from here."""
        self._seen[self._words] = (other, word, as_seen)
        self._words, self._left = self._words + 1, 0
        return self._words - 1

    def bits(self, word: int, which: Callable[[Cause], bool]) -> int:
        """The bits of a word that stand for certain causes."""
        return sum(1 << bit for cause, bit in self.of_word(word) if which(cause))

    def of_word(self, word: int) -> Iterator[tuple[Cause, int]]:
        """The causes of a word with their bits."""
        if word in self._seen:
            other, theirs, as_seen = self._seen[word]
            yield from ((as_seen(cause), bit) for cause, bit in other.of_word(theirs))
        for cause, place in self._places.items():
            if place // _BITS == word:
                yield cause, place % _BITS

    def _place(self, cause: Cause) -> tuple[int, int]:
        if cause not in self._places:
            if not self._left:
                self._words, self._left = self._words + 1, _BITS
            self._places[cause] = self._words * _BITS - self._left
            self._left -= 1
        return divmod(self._places[cause], _BITS)


def all_of(masks: Iterable[Mask]) -> Mask:
    """What is in any of several sets."""
    each = list(masks)
    words = dict.fromkeys(word for one in each for word in one)
    found = {word: united(one[word] for one in each if word in one) for word in words}
    return {word: bits for word, bits in found.items() if bits != ZERO}


def common(masks: Iterable[Mask]) -> Mask:
    """What is in each of several sets."""
    each = list(masks)
    words = [word for word in each[0] if all(word in one for one in each)]
    found = {word: shared(one[word] for one in each) for word in words}
    return {word: bits for word, bits in found.items() if bits != ZERO}


def less(mask: Mask, fewer: Mask) -> Mask:
    """What is in one set and not in another."""
    found = {word: without(bits, fewer.get(word, ZERO)) for word, bits in mask.items()}
    return {word: bits for word, bits in found.items() if bits != ZERO}


def where(condition: Sql, mask: Mask) -> Mask:
    """A set where a condition holds, the empty one elsewhere."""
    return choose([(condition, mask)], EMPTY)


def choose(pairs: Iterable[tuple[Sql, Mask]], otherwise: Mask) -> Mask:
    """The set beside the first condition that holds."""
    each = list(pairs)
    words = dict.fromkeys(word for mask in (*(mask for _, mask in each), otherwise) for word in mask)
    found = {
        word: case(((condition, mask.get(word, ZERO)) for condition, mask in each), otherwise.get(word, ZERO))
        for word in words
    }
    return {word: bits for word, bits in found.items() if bits != ZERO}


def columns(mask: Mask, column: Callable[[Sql], Sql]) -> Mask:
    """The set with its words as columns."""
    return {word: column(bits) for word, bits in mask.items()}


def any_of(mask: Mask, causes: Causes, which: Callable[[Cause], bool]) -> Sql:
    """Whether a set has a certain cause."""
    return disjunction(has(bits, causes.bits(word, which)) for word, bits in mask.items()) if mask else FALSE


def only(mask: Mask, causes: Causes, which: Callable[[Cause], bool]) -> Mask:
    """Of a set, the causes of one sort."""
    found = {word: shared([bits, number(causes.bits(word, which))]) for word, bits in mask.items()}
    return {word: bits for word, bits in found.items() if bits != ZERO}
