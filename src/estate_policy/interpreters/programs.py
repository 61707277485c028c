"""Conditions compiled for durable-rules: whole numbers as properties, conjunctions of their tests as rules.

A truth is 0 or 1, a member its place among those that rules name, a quantity its digits without the point, any other
comparison the sign of a difference that was computed before; what is open has no property. Each condition has rules
for *holds* and rules for *fails*: unknown is what neither matched.
"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

import attrs

from estate_policy.expr import Compare, Comparison, Constant, Expr, FactRef, ParameterRef
from estate_policy.interpreters.alternatives import Alternative, Test, alternatives, staged
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.exact import Case, Meaning, Questions, meaning
from estate_policy.interpreters.written import written
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.outcome import Open
from estate_policy.schema import DateFact, QuantityFact, ends_of, facts_of, scale_of

RULES = 60
"""Rules of one ruleset. More than 64 that match one fact are an error, more than 255 alike end the process."""

PROPERTIES = 200
"""Properties of one fact. More than 251 are an error."""

LARGEST = 2**53
"""Whole numbers below this are compared exactly."""

OPERATORS: Mapping[Comparison, str | None] = {
    Comparison.LESS: "$lt",
    Comparison.AT_MOST: "$lte",
    Comparison.EQUAL: None,
    Comparison.UNEQUAL: "$neq",
    Comparison.AT_LEAST: "$gte",
    Comparison.MORE: "$gt",
}
_CONTRARY = {
    Comparison.LESS: Comparison.AT_LEAST,
    Comparison.AT_MOST: Comparison.MORE,
    Comparison.EQUAL: Comparison.UNEQUAL,
    Comparison.UNEQUAL: Comparison.EQUAL,
    Comparison.AT_LEAST: Comparison.LESS,
    Comparison.MORE: Comparison.AT_MOST,
}
_MIRRORED = {
    Comparison.LESS: Comparison.MORE,
    Comparison.AT_MOST: Comparison.AT_LEAST,
    Comparison.EQUAL: Comparison.EQUAL,
    Comparison.UNEQUAL: Comparison.UNEQUAL,
    Comparison.AT_LEAST: Comparison.AT_MOST,
    Comparison.MORE: Comparison.LESS,
}

Reading = Callable[[Case, Choices], int | None]
"""The number that stands for something in a case; `None` while it is open."""


@attrs.frozen
class Property:
    """A number that rules test: what it stands for, in the grammar of policy files, and how it is read."""

    says: str
    reading: Reading


@attrs.frozen
class Tested:
    """One test of one property."""

    place: int
    how: Comparison
    against: int


@attrs.frozen
class MatchRule:
    """A conjunction of tests; where it matches, one question is answered."""

    question: int
    holds: bool
    tests: tuple[Tested, ...]


@attrs.frozen
class Ruleset:
    """Rules that are matched together, and the properties that they test."""

    rules: tuple[MatchRule, ...]
    reads: tuple[int, ...]


@attrs.frozen
class Stage:
    """Rulesets that answer some questions; the answers are the next properties of the stages that follow."""

    rulesets: tuple[Ruleset, ...]
    questions: int


@attrs.frozen
class Program:
    """Questions compiled together: the properties to be read, and the stages, of which the last gives the answers."""

    properties: tuple[Property, ...]
    stages: tuple[Stage, ...]


def compiled(questions: Questions, law: LawInForce) -> Program:
    """The program that tells of each question whether it holds, fails or is unknown."""
    each = [staged(question) for question in questions.asked]
    before = tuple(dict.fromkeys(itertools.chain.from_iterable(one.before for one in each)))
    steps = [*([part] for part in before), [one.condition for one in each]]
    # A part may lie in one that another question has decided earlier; there it is not known yet.
    found = [[_alternatives(condition, before[:stage]) for condition in step] for stage, step in enumerate(steps)]
    tests = dict.fromkeys(test for step in found for two in step for _, one in two for test in _ordered(one))
    parts = dict.fromkeys(test.part for test in tests if test.part not in before)
    properties = _Properties(law, questions.subject)
    looked_at = {part: properties.look(part) for part in parts}
    decided = {part: len(properties.made) + number for number, part in enumerate(before)}

    def tested(test: Test) -> Tested:
        if test.part in decided:
            return Tested(decided[test.part], Comparison.EQUAL, int(test.wanted))
        look = looked_at[test.part]
        return look if test.wanted else attrs.evolve(look, how=_CONTRARY[look.how])

    stages = []
    for step in found:
        rules = [
            MatchRule(question, holds, tuple(tested(test) for test in _ordered(one)))
            for question, two in enumerate(step)
            for holds, one in two
        ]
        stages.append(Stage(tuple(_rulesets(rules)), len(step)))
    return Program(tuple(properties.made.values()), tuple(stages))


def _alternatives(condition: Expr, before: Sequence[Expr]) -> list[tuple[bool, Alternative]]:
    return [(wanted, one) for wanted in (True, False) for one in alternatives(condition, wanted=wanted, before=before)]


def _ordered(alternative: Alternative) -> list[Test]:
    """The tests in an order that no hash seed changes."""
    return sorted(alternative, key=lambda test: (written(test.part), test.wanted))


def _rulesets(rules: Sequence[MatchRule]) -> Iterator[Ruleset]:
    """The rules in as few sets as the limits allow."""
    chosen: list[MatchRule] = []
    reads: set[int] = set()
    for rule in rules:
        more = {test.place for test in rule.tests}
        if chosen and (len(chosen) == RULES or len(reads | more) > PROPERTIES):
            yield Ruleset(tuple(chosen), tuple(sorted(reads)))
            chosen, reads = [], set()
        chosen.append(rule)
        reads |= more
    yield Ruleset(tuple(chosen), tuple(sorted(reads)))


class _Properties:
    """The properties that tests look at, each made when first looked at."""

    def __init__(self, law: LawInForce, subject: str) -> None:
        self._law = law
        self._subject = subject
        self._members: dict[Expr, dict[str, int]] = {}
        self.made: dict[tuple[str, Expr], Property] = {}

    def look(self, part: Expr) -> Tested:
        """The test that a truth or a comparison holds."""
        if not isinstance(part, Compare):
            return Tested(self._place("truth", part, _truth(self._meaning(part))), Comparison.EQUAL, 1)
        mirrored = attrs.evolve(part, how=_MIRRORED[part.how], left=part.right, right=part.left)
        return self._with_fixed(part) or self._with_fixed(mirrored) or self._between(part)

    def _with_fixed(self, comparison: Compare) -> Tested | None:
        """A comparison with a member or a figure of the law, where both are whole numbers for the engine."""
        side, fixed = comparison.left, self._fixed(comparison.right)
        if isinstance(fixed, str):
            members = self._members.setdefault(side, {})
            place = self._place("member", side, _member(self._meaning(side), members))
            return Tested(place, comparison.how, members.setdefault(fixed, len(members)))
        if isinstance(fixed, Fraction) and isinstance(side, FactRef):
            fact = facts_of(self._law.policy.subjects[self._subject])[side.name]
            assert isinstance(fact, QuantityFact | DateFact)
            scale = 10 ** scale_of(fact)
            largest = max(*map(abs, ends_of(fact)), abs(fixed)) * scale
            if (fixed * scale).denominator == 1 and largest < LARGEST:
                place = self._place("digits", side, _digits(self._meaning(side), scale))
                return Tested(place, comparison.how, int(fixed * scale))
        return None

    def _between(self, comparison: Compare) -> Tested:
        """A comparison of two values, as the sign of what the one is more than the other."""
        sign = _sign(self._meaning(comparison.left), self._meaning(comparison.right))
        return Tested(self._place("sign", attrs.evolve(comparison, how=Comparison.MORE), sign), comparison.how, 0)

    def _place(self, what: str, of: Expr, reading: Reading) -> int:
        self.made.setdefault((what, of), Property(f"{what} of {written(of)}", reading))
        return list(self.made).index((what, of))

    def _meaning(self, part: Expr) -> Meaning:
        return meaning(part, self._law, self._subject)

    def _fixed(self, part: Expr) -> Value | None:
        match part:
            case Constant(value=value):
                return value
            case ParameterRef(name=name) if name in self._law.figures:
                return self._law.figures[name].value
            case _:
                return None


def _truth(of: Meaning) -> Reading:
    def read(case: Case, choices: Choices) -> int | None:
        outcome = of(case, choices)
        return None if isinstance(outcome, Open) else int(outcome.value)

    return read


def _member(of: Meaning, numbers: Mapping[str, int]) -> Reading:
    """A member by its number; -1 is any other that no rule names."""

    def read(case: Case, choices: Choices) -> int | None:
        outcome = of(case, choices)
        return None if isinstance(outcome, Open) else numbers.get(str(outcome.value), -1)

    return read


def _digits(of: Meaning, scale: int) -> Reading:
    def read(case: Case, choices: Choices) -> int | None:
        outcome = of(case, choices)
        return None if isinstance(outcome, Open) else int(outcome.value * scale)

    return read


def _sign(left: Meaning, right: Meaning) -> Reading:
    def read(case: Case, choices: Choices) -> int | None:
        one, other = left(case, choices), right(case, choices)
        if isinstance(one, Open) or isinstance(other, Open):
            return None
        return (one.value > other.value) - (one.value < other.value)  # type: ignore[operator]

    return read
