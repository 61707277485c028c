"""What to ask next about an answer that waits for facts, and which facts would do."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from fractions import Fraction

import attrs

from estate_policy.answer import Answer, Given
from estate_policy.arguments import refuse_other_class
from estate_policy.compared import Place
from estate_policy.schema import seen
from estate_policy.settling import Search, until_ended
from estate_policy.spoken import subjects_of
from estate_policy.terms import Term

MOST_SUBJECTS = 50
"""Subjects of one case among which facts are searched; of more, nothing is."""


@attrs.frozen
class SettlingSets:
    """Which missing facts would settle an answer, the smallest sets first.

    `always` are the sets that do whatever their facts turn out to be; `sometimes` those that do for some values, with
    such values. No set holds another of its sort. `unsearched` are the missing facts of which not every value was
    tried, and the references and collections that nobody has given; `ended` tells that the search grew too large. In
    either case sets may lack, also smaller ones that do for some values.
    """

    always: tuple[tuple[str, ...], ...]
    sometimes: tuple[Mapping[str, Given | date], ...]
    unsearched: tuple[str, ...] = ()
    ended: bool = False

    @property
    def complete(self) -> bool:
        """Whether every case was looked at."""
        return not self.unsearched and not self.ended


@attrs.frozen
class NextQuestion:
    """The fact to ask for first; `settling` of `cells` kinds of answer to it leave nothing more to ask.

    `complete` is false where not every answer to every missing fact was looked at, so that another may be better.
    """

    fact: str
    question: Term
    settling: int
    cells: int
    complete: bool = True


def smallest_sets(answer: Answer) -> SettlingSets:
    """The smallest sets of missing facts that settle an answer as far as facts can: with them nothing is missing."""
    refuse_other_class(answer, Answer, "decision[conclusion]")
    if not answer.missing:
        return SettlingSets((), ())
    if _is_too_large(answer):
        return SettlingSets((), (), ended=True)
    search = Search(answer)
    facts = search.points.facts
    always, all_always = until_ended(search.always())
    sometimes, all_sometimes = until_ended(search.sometimes())
    return SettlingSets(
        tuple(_named(one) for one in always if not search.points.partial.intersection(one)),
        tuple({str(place): seen(facts[place], value) for place, value in one.items()} for one in sometimes),
        _named(search.unsearched),
        ended=not (all_always and all_sometimes),
    )


def next_question(answer: Answer) -> NextQuestion | None:
    """The missing fact whose answer settles most often, then leaves the fewest to ask, then stands first in `missing`.

    `None` where nothing is missing, or nothing can be looked at: where it is not known which another subject is, or
    there are too many.
    """
    refuse_other_class(answer, Answer, "decision[conclusion]")
    if not answer.missing or _is_too_large(answer):
        return None
    search = Search(answer)
    left, all_asked = until_ended((place, search.left_by(place)) for place in search.searched)
    if not left:
        return None
    place, best = min(left, key=lambda one: _rank(one[1]))
    question = search.points.facts[place].question
    return NextQuestion(str(place), question, best.count(0), len(best), all_asked and not search.unsearched)


def _rank(left: Sequence[int]) -> tuple[Fraction, Fraction]:
    """How good it is to ask for a fact first, the lesser the better, by what its answers leave to ask."""
    return -Fraction(left.count(0), len(left)), Fraction(sum(left), len(left))


def _is_too_large(answer: Answer) -> bool:
    return len(subjects_of(answer.case)) > MOST_SUBJECTS


def _named(places: Iterable[Place]) -> tuple[str, ...]:
    return tuple(map(str, places))
