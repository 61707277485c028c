"""What is decided about one conclusion: its standing, its value or what is still possible, and what it rests on."""

import functools
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import attrs

from estate_policy.contribution import examples_behind
from estate_policy.errors import OpenAnswerError, Problem
from estate_policy.expr import Sum
from estate_policy.figures import decimal_of
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, Concluded, contributions
from estate_policy.law import Citation, Conclusion, Gives
from estate_policy.messages import Message
from estate_policy.outcome import Bounds, Cause, Known, Missing, Open, Outcome, Possible, RuleEnd, Standing, Unstated
from estate_policy.schema import fields_of

Given = bool | Decimal | Fraction | str
"""A value as callers see it; a quantity is a `Fraction` only where no decimal is equal to it."""

_ORDER = tuple(Standing)


@attrs.frozen
class Alternative:
    """What another tenable reading gives: which readings differ from the preferred ones, and the outcome under them."""

    readings: Mapping[str, str]
    outcome: Outcome

    @property
    def value(self) -> Given | None:
        """The value under these readings; `None` if it is open there too."""
        return _given(self.outcome)

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that keep it open."""
        return tuple(str(fact) for fact in self.missing_facts)

    @property
    def missing_facts(self) -> tuple[Missing, ...]:
        """The facts that keep it open, with the way to the subject they are of."""
        return _missing(self.outcome)


@attrs.frozen(repr=False, unsafe_hash=False)
class Answer:
    """What is decided about one conclusion: a `value` only if settled, a `working_value` also if contested."""

    name: str
    conclusion: Conclusion
    concluded: Concluded
    alternatives: tuple[Alternative, ...]
    case: Case = attrs.field(eq=False)

    def __repr__(self) -> str:
        """Name, standings and what is known of the value; the trace would fill pages."""
        known = self.working_value if isinstance(self.outcome, Known) else self.possible or (self.low, self.high)
        return f"<Answer {self.name}: {', '.join(one.value for one in self.standings)}, {known}>"

    def __bool__(self) -> bool:
        """Refused: an answer that says *no* is an answer too."""
        refused = f"an answer is neither true nor false: ask for the value, or the standing, of {self!r}"
        raise TypeError(refused)

    @property
    def outcome(self) -> Outcome:
        """The outcome under the preferred readings."""
        return self.concluded.outcome

    @functools.cached_property
    def standings(self) -> tuple[Standing, ...]:
        """All standings that are present; the first is the headline."""
        found = set() if isinstance(self.outcome, Known) else {_standing(cause) for cause in self.outcome.causes}
        if self.alternatives:
            found.add(Standing.CONTESTED)
        return tuple(sorted(found, key=_ORDER.index)) or (Standing.SETTLED,)

    @property
    def standing(self) -> Standing:
        """The headline standing."""
        return self.standings[0]

    @property
    def value(self) -> Given:
        """The settled value; `OpenAnswerError` says what an answer that is not settled waits for."""
        value = _given(self.outcome)
        if value is None or self.alternatives:
            raise OpenAnswerError(Problem(Message(f"answer-{self.standing.value}", self._waiting())))
        return value

    @property
    def working_value(self) -> Given | None:
        """The value under the preferred readings, 采用口径; the alternatives stand beside it. `None` if it is open."""
        return _given(self.outcome)

    @property
    def low(self) -> Decimal | Fraction | None:
        """The least that a quantity can come to under the preferred readings; `None` if nothing bounds it."""
        bounds = _bounds(self.outcome)
        return None if bounds is None or bounds.low is None else decimal_of(bounds.low)

    @property
    def high(self) -> Decimal | Fraction | None:
        """The most that a quantity can come to under the preferred readings; `None` if nothing bounds it."""
        bounds = _bounds(self.outcome)
        return None if bounds is None or bounds.high is None else decimal_of(bounds.high)

    @property
    def possible(self) -> tuple[bool | str, ...] | None:
        """The truths or members still possible, sorted; `None` for quantities and where any text is."""
        if isinstance(self.outcome, Known):
            return None if isinstance(self.outcome.value, Fraction) else (self.outcome.value,)
        values = None if isinstance(self.outcome.possible, Bounds) else self.outcome.possible.values
        return None if values is None else tuple(sorted(values, key=str))

    @property
    def rules(self) -> tuple[str, ...]:
        """The rule that gives the outcome, or all that may where it makes no difference; none while that is open."""
        return tuple(rule.id for rule in self.concluded.rules)

    @property
    def citation(self) -> Citation:
        """What the answer rests on: the citation of its rule, or of the conclusion while no rule is known to hold."""
        return self.concluded.rules[0].citation if self.concluded.rules else self.conclusion.citation

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts that keep it open, in the order in which the subject declares them.

        Those of another subject say which: `estate.completion_year`, `contracts[C-1].months`.
        """
        return tuple(str(fact) for fact in self.missing_facts)

    @functools.cached_property
    def missing_facts(self) -> tuple[Missing, ...]:
        """The facts that keep it open, with the way to the subject they are of."""
        order = list(fields_of(self.case.law.policy.subjects[self.case.subject]))
        return tuple(
            sorted(
                _missing(self.outcome),
                key=lambda one: (order.index(one.path[0].field if one.path else one.fact), str(one)),
            )
        )

    @property
    def unstated(self) -> tuple[str, ...]:
        """The figures that the text leaves out, which keep it open until an amendment states them."""
        if isinstance(self.outcome, Known):
            return ()
        return tuple(sorted(cause.parameter for cause in self.outcome.causes if isinstance(cause, Unstated)))

    @property
    def ends(self) -> tuple[RuleEnd, ...]:
        """The rules that end without a value: those that do, then those that still could."""
        if isinstance(self.outcome, Known):
            return ()
        now = {cause for cause in self.outcome.causes if isinstance(cause, RuleEnd)}
        return (*sorted(now), *sorted(self.outcome.ends - now))

    @functools.cached_property
    def examples(self) -> tuple[str, ...]:
        """The amendments, only examples themselves, that contributed to it."""
        return examples_behind(self.case, self.conclusion)

    @functools.cached_property
    def known_part(self) -> Decimal | Fraction | None:
        """Of a total that is open, what the members add that are settled; `None` where it is no total, or all open."""
        settled = [Fraction(one.value) for one in self._contributed.values() if isinstance(one, Known)]
        return decimal_of(sum(settled, Fraction(0))) if self._contributed else None

    @property
    def left_out(self) -> tuple[str, ...]:
        """The members of a total whose part is open, by their ids."""
        return tuple(id_ for id_, one in self._contributed.items() if isinstance(one, Open))

    @functools.cached_property
    def _contributed(self) -> Mapping[str, Outcome]:
        """What each member adds to the total that an open answer is."""
        effect = self.concluded.rules[0].effect if self.concluded.rules else None
        if isinstance(self.outcome, Known) or not isinstance(effect, Gives) or not isinstance(effect.value, Sum):
            return {}
        return contributions(effect.value, self.case.law, self.case.subject)(self.case, preferred(self.case.law))

    def _waiting(self) -> dict[str, str]:
        others = [f"{alternative.value}" for alternative in self.alternatives]
        return {
            "name": self.name,
            "missing": ", ".join((*self.missing, *self.unstated)),
            "working": str(self.working_value),
            "others": ", ".join(others),
            "ends": ", ".join(f"{end.conclusion}.{end.rule}" for end in self.ends),
        }


def _standing(cause: Cause) -> Standing:
    return cause.standing if isinstance(cause, RuleEnd) else Standing.UNKNOWN


def _given(outcome: Outcome) -> Given | None:
    if isinstance(outcome, Open):
        return None
    return decimal_of(outcome.value) if isinstance(outcome.value, Fraction) else outcome.value


def _bounds(outcome: Outcome) -> Bounds | None:
    if isinstance(outcome, Known):
        return Bounds(outcome.value, outcome.value) if isinstance(outcome.value, Fraction) else None
    possible: Possible = outcome.possible
    return possible if isinstance(possible, Bounds) else None


def _missing(outcome: Outcome) -> tuple[Missing, ...]:
    if isinstance(outcome, Known):
        return ()
    return tuple(sorted((cause for cause in outcome.causes if isinstance(cause, Missing)), key=str))
