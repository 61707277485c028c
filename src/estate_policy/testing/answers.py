"""The library's own answers, in the form in which invariants take those of any system."""

import functools
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.answer import Answer, Given
from estate_policy.arguments import refuse_other_law
from estate_policy.decision import decide
from estate_policy.errors import Problem, UnknownConclusionError
from estate_policy.law import LawInForce
from estate_policy.messages import Message
from estate_policy.outcome import Standing
from estate_policy.walk import all_read

Figure = Decimal | Fraction | int
"""A number as systems give it: exact."""

Bounds = tuple[Figure | None, Figure | None]
"""The least and the most that a figure can come to; `None` where nothing bounds it."""


def answer_of(law: LawInForce, conclusion: str) -> Callable[[attrs.AttrsInstance], Given | None]:
    """What the law settles about a subject; `None` where it does not.

    >>> from datetime import date
    >>> from estate_policy import Estate, load_policy
    >>> in_scope = answer_of(load_policy().on(date(2020, 1, 1)), "in_scope")
    >>> in_scope(Estate(id="A1", in_urban_area=False)), in_scope(Estate(id="A1"))
    (False, None)
    """
    refuse_other_law(law)
    part = alone(law, conclusion)
    return lambda subject: _settled(decide(part, subject)[conclusion])


def figure_of(law: LawInForce, conclusion: str) -> Callable[[attrs.AttrsInstance], Figure | None]:
    """The figure that the law settles about a subject; `None` where it does not."""
    answer = answer_of(law, conclusion)

    def figure(subject: attrs.AttrsInstance) -> Figure | None:
        settled = answer(subject)
        return settled if isinstance(settled, Figure) else None

    return figure


def bounds_of(law: LawInForce, conclusion: str) -> Callable[[attrs.AttrsInstance], Bounds]:
    """The range in which the law holds a figure about a subject; a settled one is both ends."""
    refuse_other_law(law)
    part = alone(law, conclusion)

    def bounds(subject: attrs.AttrsInstance) -> Bounds:
        answer = decide(part, subject)[conclusion]
        return answer.low, answer.high

    return bounds


@functools.lru_cache(maxsize=64)
def alone(law: LawInForce, conclusion: str) -> LawInForce:
    """The law with nothing in it but a conclusion and what it reads: decided in a fraction of the time."""
    if conclusion not in law.conclusions:
        raise UnknownConclusionError(Problem(Message("no-such-conclusion", {"name": conclusion})))
    reached = frozenset(all_read(law, conclusion))
    kept = {name: one for name, one in law.conclusions.items() if name in reached}
    return attrs.evolve(law, conclusions=kept, findings={})


def _settled(answer: Answer) -> Given | None:
    return answer.value if answer.standing is Standing.SETTLED else None
