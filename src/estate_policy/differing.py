"""Which kinds of subject two laws treat differently, found cell by cell, whatever register there is."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

import attrs

from estate_policy.answer import Given
from estate_policy.arguments import refuse_other_law
from estate_policy.errors import Problem, RulesDisagreeError, UnknownConclusionError
from estate_policy.expr import Compare, Expr, FactRef
from estate_policy.figures import decimal_of
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, Concluded, conclude
from estate_policy.interpreters.remainder import Remainders
from estate_policy.interpreters.supposed import with_facts
from estate_policy.kinds import Quantity, Value
from estate_policy.law import LawInForce
from estate_policy.messages import Message, closest
from estate_policy.outcome import Known, Missing, Open, Outcome
from estate_policy.points import Points, few_values, points
from estate_policy.schema import DateFact, QuantityFact, ends_of, facts_of, relations_of, scale_of
from estate_policy.touched import Touched, changed_itself
from estate_policy.walk import effect_expressions, nodes, own_conclusions_read

LARGEST_SEARCH = 20_000
"""Cells looked at for one conclusion before the search ends and says that it did."""


@attrs.frozen
class Stretch:
    """The numbers of a fact from `low` to `high`, both included."""

    low: Fraction
    high: Fraction


Cell = Mapping[str, Value | Stretch]
"""Facts by which a subject is of a kind; the others make no difference.

A number in place of a stretch is of a fact that is compared with another: it stands for all that compare as it does.
"""


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
    """Subjects that a reform treats differently in the same way: the cells that make the kind.

    `follows` are the conclusions that this one reads and that come out differently themselves: where there are none,
    the difference begins here.
    """

    conclusion: str
    before: Treatment
    after: Treatment
    follows: tuple[str, ...]
    cells: tuple[Cell, ...]

    @property
    def witness(self) -> Mapping[str, Value]:
        """Facts of a subject of this kind, as few as any cell takes."""
        return _sample(min(self.cells, key=len))

    @property
    def common(self) -> Mapping[str, tuple[Value | Stretch, ...]]:
        """Of each fact that tells in every cell what it can be in one or another."""
        first, *others = self.cells
        told = [fact for fact in first if all(fact in other for other in others)]
        return {fact: tuple(dict.fromkeys(cell[fact] for cell in self.cells)) for fact in told}


@attrs.frozen
class Differences:
    """The kinds of subject about which a conclusion comes out differently under two laws.

    `complete` is false where not every cell was looked at: because there are too many, because it depends on facts of
    other subjects, or because amounts are computed from a fact with more numbers than can be tried.
    """

    conclusion: str
    kinds: tuple[Kind, ...]
    complete: bool
    laws: tuple[LawInForce, LawInForce] = attrs.field(eq=False, repr=False)


def differences(baseline: LawInForce, reform: LawInForce, conclusion: str) -> Differences:
    """Every kind of subject about which a conclusion of both laws comes out differently, by the preferred readings.

    `UnknownConclusionError` where one of the laws has no such conclusion.
    """
    for law in (baseline, reform):
        refuse_other_law(law)
    known = [name for name in baseline.conclusions if name in reform.conclusions]
    if conclusion not in known:
        message = Message("no-such-conclusion", {"name": conclusion})
        raise UnknownConclusionError(Problem(message, hint=closest(conclusion, known)))
    search = _Search(baseline, reform, conclusion)
    found: dict[tuple[Treatment, Treatment, tuple[str, ...]], list[Cell]] = {}
    for cell, cases, before, after in search.leaves():
        if before.outcome != after.outcome:
            found.setdefault((before, after, search.follows(cases)), []).append(cell)
    kinds = tuple(Kind(conclusion, *treated, tuple(cells)) for treated, cells in found.items())
    return Differences(conclusion, kinds, search.complete, (baseline, reform))


def choosing_conclusions(baseline: LawInForce, reform: LawInForce, subject: str) -> tuple[str, ...]:
    """The conclusions about a subject, of both laws, that choose between cases: all but formulas of amounts."""
    return tuple(
        name
        for name, one in baseline.conclusions.items()
        if one.subject == subject
        and name in reform.conclusions
        and (len(one.rules) > 1 or not isinstance(one.kind, Quantity))
    )


def formulas_changed(baseline: LawInForce, reform: LawInForce) -> tuple[str, ...]:
    """The formulas of amounts, of both laws, that are written otherwise or name another figure or choice."""
    choosing = {
        name for subject in baseline.policy.subjects for name in choosing_conclusions(baseline, reform, subject)
    }
    formulas = (name for name in baseline.conclusions if name in reform.conclusions and name not in choosing)
    return tuple(name for name in formulas if changed_itself(baseline, reform, name))


class _Search:
    """Gives facts one after the other until both laws have come to what they come to."""

    def __init__(self, baseline: LawInForce, reform: LawInForce, conclusion: str) -> None:
        self.name = conclusion
        self.complete = True
        subject = baseline.conclusions[conclusion].subject
        self.declared = facts_of(baseline.policy.subjects[subject])
        self.touched = Touched(baseline, reform, conclusion)
        self.cases = tuple(_unknown(law, subject) for law in (baseline, reform))
        self.remainders = tuple(
            Remainders(law, subject, preferred(law), self.touched.spares) for law in (baseline, reform)
        )
        self.points: tuple[Points, ...] = tuple(points(case, conclusion) for case in self.cases)
        self.paired = {place.fact for one in self.points for place in one.paired}
        self.computed = frozenset().union(*(_computed(case.law, conclusion) for case in self.cases))

    def leaves(self) -> Iterator[tuple[Cell, list[Case], Treatment, Treatment]]:
        """The cells, as a case of each law, with what both come to.

        Those are left out in which they come to the same whatever else is so.
        """
        pending: list[Cell] = [{}]
        for _ in range(LARGEST_SEARCH):
            if not pending:
                return
            cell = pending.pop()
            if self._alike(cell):
                continue
            cases = [with_facts(case, _placed(_sample(cell))) for case in self.cases]
            try:
                before, after = (_concluded(case, self.name) for case in cases)
            except RulesDisagreeError:
                continue  # no subject is like this, or none can be decided
            missing = self._missing(before, after)
            if missing is None:
                yield cell, cases, _treatment(before), _treatment(after)
            elif missing.path or missing.fact not in self.declared:
                self.complete = False
            else:
                pending += [{**cell, missing.fact: part} for part in reversed(self._parts(missing.fact, cell))]
        self.complete = False

    def follows(self, cases: list[Case]) -> tuple[str, ...]:
        """The conclusions that this one reads and that the two cases have otherwise."""
        both = [own_conclusions_read(case.law.conclusions[self.name]) for case in cases]
        read = [name for name in cases[0].law.conclusions if name in both[0] & both[1]]
        return tuple(name for name in read if len({_concluded(case, name).outcome for case in cases}) > 1)

    def _alike(self, cell: Cell) -> bool:
        facts = _sample(cell)
        before, after = (left.given(facts).conclusion(self.name) for left in self.remainders)
        return before.value == after.value

    def _missing(self, *concluded: Concluded) -> Missing | None:
        """A fact on which it still depends how the two compare; none once both are known, or open by rules alone."""
        if all(isinstance(one.outcome, Known) for one in concluded):
            return None
        causes = (cause for one in concluded if isinstance(one.outcome, Open) for cause in one.outcome.causes)
        facts = [cause for cause in causes if isinstance(cause, Missing)]
        return min(facts, key=lambda fact: (len(fact.path), self.touched.rank(_first(fact))), default=None)

    def _parts(self, name: str, cell: Cell) -> list[Value | Stretch]:
        """What a fact can be, its numbers from one at which either law can turn to the next."""
        self.complete &= not any(Missing(name) in one.partial for one in self.points)
        declared = self.declared[name]
        if not isinstance(declared, QuantityFact | DateFact):
            return list(self._turning(name, cell))
        numbers = few_values(declared) if name in self.computed | self.paired else ()
        self.complete &= name not in self.computed or bool(numbers)
        turning = sorted(numbers or (Fraction(number) for number in self._turning(name, cell)))
        if name in self.paired:
            return list(turning)
        step = Fraction(1, 10 ** scale_of(declared))
        lows = [ends_of(declared)[0], *(number + step for number in turning)]
        return [Stretch(low, high) for low, high in zip(lows, turning, strict=False)]

    def _turning(self, name: str, cell: Cell) -> dict[Value, None]:
        """The last number before each at which a law turns, and that itself; all truths or members."""
        found: dict[Value, None] = {}
        given = _placed(_sample(cell))
        for one in self.points:
            if Missing(name) in one.every:
                later = one.every.keys() - given.keys()
                found |= dict.fromkeys(one.distinct(Missing(name), {**one.given, **given}, later))
        return found


def _concluded(case: Case, name: str) -> Concluded:
    return conclude(case, name, preferred(case.law))


def _placed(facts: Mapping[str, Value]) -> dict[Missing, Value | None]:
    """Facts of the subject itself, as those of any subject are named."""
    return {Missing(fact): value for fact, value in facts.items()}


def _sample(cell: Cell) -> dict[str, Value]:
    return {fact: part.high if isinstance(part, Stretch) else part for fact, part in cell.items()}


def _computed(law: LawInForce, name: str) -> set[str]:
    """The facts that amounts are computed from, rather than only compared."""
    names = [name]
    for one in names:
        names += sorted(own_conclusions_read(law.conclusions[one]) - set(names))
    rules = [rule for one in names for rule in law.conclusions[one].rules]
    tops: list[Expr] = [top for rule in rules for top in (rule.condition, *effect_expressions(rule.effect))]
    every = [node for top in tops for node in nodes(top)]
    compared = [side for node in every if isinstance(node, Compare) for side in (node.left, node.right)]
    found = [node for node in every if isinstance(node, FactRef)]
    return {one.name for one in found if found.count(one) > compared.count(one)}


def _first(fact: Missing) -> str:
    return fact.path[0].field if fact.path else fact.fact


def _unknown(law: LawInForce, subject: str) -> Case:
    """A subject of which nothing is known."""
    class_ = law.policy.subjects[subject]
    relations = dict.fromkeys(relations_of(class_))
    return Case(law, subject, dict.fromkeys(facts_of(class_)), frozenset(), relations, relations)


def _treatment(concluded: Concluded) -> Treatment:
    return Treatment(tuple(rule.id for rule in concluded.rules), concluded.outcome)
