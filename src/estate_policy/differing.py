"""Which kinds of subject two laws treat differently, found cell by cell, whatever register there is."""

import functools
import operator
from collections.abc import Hashable, Iterator, Mapping

import attrs

from estate_policy.answer import Given
from estate_policy.errors import RulesDisagreeError
from estate_policy.figures import decimal_of
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, Concluded, conclude, with_facts
from estate_policy.interpreters.remainder import Remainders
from estate_policy.kinds import Quantity, Value
from estate_policy.law import LawInForce
from estate_policy.outcome import Known, Missing, Open, Outcome
from estate_policy.points import Points, points
from estate_policy.schema import facts_of, relations_of
from estate_policy.touched import Touched

LARGEST_SEARCH = 20_000
"""Cells looked at for one conclusion before the search ends and says that it did."""

Cell = Mapping[str, Value]
"""Facts by which a subject is of a kind; the others make no difference."""


@attrs.frozen
class Treatment:
    """What one law comes to, and by which rule."""

    rules: tuple[str, ...]
    outcome: Outcome

    @property
    def value(self) -> Given | None:
        """The value; `None` where rules end without one."""
        if isinstance(self.outcome, Open):
            return None
        value = self.outcome.value
        return value if isinstance(value, bool | str) else decimal_of(value)


@attrs.frozen
class Kind:
    """Subjects that a reform treats differently in the same way: the cells that make the kind, and a witness.

    `common` are the facts that all its cells share.
    """

    conclusion: str
    before: Treatment
    after: Treatment
    cells: tuple[Cell, ...]
    common: Cell

    @property
    def witness(self) -> Cell:
        """Facts of a subject of this kind."""
        return self.cells[0]


@attrs.frozen
class Differences:
    """The kinds of subject about which a conclusion comes out differently.

    `complete` is false where not every cell was looked at, or facts of other subjects are read, which are not searched.
    """

    conclusion: str
    kinds: tuple[Kind, ...]
    complete: bool


def differences(baseline: LawInForce, reform: LawInForce, conclusion: str) -> Differences:
    """Every kind of subject about which a conclusion of both laws comes out differently, by the preferred readings."""
    search = _Search(baseline, reform, conclusion)
    found: dict[tuple[Treatment, Treatment], list[Cell]] = {}
    for cell, before, after in search.leaves():
        if before.outcome != after.outcome:
            found.setdefault((before, after), []).append(cell)
    kinds = tuple(Kind(conclusion, *both, tuple(cells), _common(cells)) for both, cells in found.items())
    return Differences(conclusion, kinds, search.complete)


def choosing_conclusions(baseline: LawInForce, reform: LawInForce, subject: str) -> tuple[str, ...]:
    """The conclusions about a subject, of both laws, that choose between cases: all but formulas of amounts."""
    return tuple(
        name
        for name, one in baseline.conclusions.items()
        if one.subject == subject
        and name in reform.conclusions
        and (len(one.rules) > 1 or not isinstance(one.kind, Quantity))
    )


class _Search:
    """Gives facts one after the other until both laws have come to what they come to."""

    def __init__(self, baseline: LawInForce, reform: LawInForce, conclusion: str) -> None:
        self.name = conclusion
        self.complete = True
        subject = baseline.conclusions[conclusion].subject
        self.touched = Touched(baseline, reform, conclusion)
        self.cases = tuple(_unknown(law, subject) for law in (baseline, reform))
        self.points: tuple[Points, ...] = tuple(points(case, conclusion) for case in self.cases)

    def leaves(self) -> Iterator[tuple[Cell, Treatment, Treatment]]:
        """The cells with what both laws come to; those that are alike whatever else is known are one."""
        pending: list[Cell] = [{}]
        for _ in range(LARGEST_SEARCH):
            if not pending:
                return
            cell = pending.pop()
            if self._alike(cell):
                continue
            try:
                before, after = (self._concluded(case, cell) for case in self.cases)
            except RulesDisagreeError:
                continue  # no subject is like this, or none can be decided
            missing = self._missing(before, after)
            if missing is None:
                yield cell, _treatment(before), _treatment(after)
            elif missing.path or missing.fact not in self.cases[0].facts:
                self.complete = False
            else:
                pending += [{**cell, missing.fact: value} for value in reversed(self._values(missing.fact))]
        self.complete = False

    def _alike(self, cell: Cell) -> bool:
        """Whether both laws come to the same for all subjects of a cell, whatever else is known of them."""
        before, after = (self._left(case, cell) for case in self.cases)
        return before == after

    def _left(self, case: Case, cell: Cell) -> Hashable:
        left = Remainders(case.law, case.subject, cell, preferred(case.law), self.touched.spares)
        return left.conclusion(self.name).value

    def _concluded(self, case: Case, cell: Cell) -> Concluded:
        return conclude(with_facts(case, cell), self.name, preferred(case.law))

    def _missing(self, *concluded: Concluded) -> Missing | None:
        """A fact on which it still depends how the two compare; none once both are known, or open by rules alone."""
        if all(isinstance(one.outcome, Known) for one in concluded):
            return None
        causes = (cause for one in concluded if isinstance(one.outcome, Open) for cause in one.outcome.causes)
        facts = [cause for cause in causes if isinstance(cause, Missing)]
        return min(facts, key=lambda fact: (len(fact.path), self.touched.rank(_first(fact))), default=None)

    def _values(self, fact: str) -> list[Value]:
        """The values at which either law can turn."""
        self.complete &= all(one.complete([fact]) for one in self.points if fact in one.every)
        values = (one.every.get(fact, ()) for one in self.points)
        return list(dict.fromkeys(functools.reduce(operator.add, map(tuple, values), ())))


def _first(fact: Missing) -> str:
    return fact.path[0].field if fact.path else fact.fact


def _unknown(law: LawInForce, subject: str) -> Case:
    """A subject of which nothing is known."""
    class_ = law.policy.subjects[subject]
    relations = dict.fromkeys(relations_of(class_))
    return Case(law, subject, dict.fromkeys(facts_of(class_)), frozenset(), relations, relations)


def _treatment(concluded: Concluded) -> Treatment:
    return Treatment(tuple(rule.id for rule in concluded.rules), concluded.outcome)


def _common(cells: list[Cell]) -> Cell:
    first, *others = cells
    return {fact: value for fact, value in first.items() if all(other.get(fact) == value for other in others)}
