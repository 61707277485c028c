"""What becomes of one subject's amount under another law: what it was and is, and by which rules."""

from collections.abc import Sequence
from enum import Enum
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Concluded, conclude
from estate_policy.outcome import Known, Outcome
from estate_policy.spoken import cone, subjects_of


class Impact(Enum):
    """What a reform does to one subject's amount."""

    WINS = "wins"
    LOSES = "loses"
    UNCHANGED = "unchanged"
    OPEN = "open"


Rules = tuple[str, ...] | None
"""The rules by which a conclusion came about, none where that is open; `None` where the amount does not rest on it."""


@attrs.frozen
class Way:
    """By which rules a conclusion came about before, and by which after."""

    conclusion: str
    before: Rules
    after: Rules

    def __str__(self) -> str:
        """As a table holds it.

        >>> str(Way("due_rate", ("grain",), ())), str(Way("due_rate", None, ("grain", "oil")))
        ('due_rate: grain → no rule (open)', 'due_rate: not read → grain|oil')
        """
        return f"{self.conclusion}: {_told(self.before)} → {_told(self.after)}"


@attrs.frozen
class Shift:
    """One subject's amount before and after: the answers, and the rules by which each came about."""

    id: str
    subject: attrs.AttrsInstance
    conclusion: str
    before: Answer
    after: Answer

    @property
    def amount(self) -> Fraction | None:
        """After less before, by the preferred readings; `None` while either is open."""
        before, after = amount_of(self.before), amount_of(self.after)
        return None if before is None or after is None else after - before

    @property
    def impact(self) -> Impact:
        """Whether the subject gains, loses or neither, or that this is open."""
        change = self.amount
        if change is None:
            return Impact.OPEN
        return Impact.WINS if change > 0 else Impact.LOSES if change < 0 else Impact.UNCHANGED

    @property
    def differs(self) -> bool:
        """Whether anything about the amount is another: its value, what is possible, or why it is open."""
        return self.before.outcome != self.after.outcome or self.standing_changed

    @property
    def standing_changed(self) -> bool:
        """Whether the amount is settled on another footing, or no longer."""
        return self.before.standings != self.after.standings

    @property
    def ways(self) -> tuple[Way, ...]:
        """From which rules to which, of each conclusion that came about by others.

        Where all came about by the same rules, those of the first that came to something else, or else of the last.
        """
        before, after = _reached(self.before), _reached(self.after)
        order = dict.fromkeys([*self.after.case.law.conclusions, *before])
        names = [name for name in order if name in before or name in after]
        ways = {name: Way(name, _rules(before.get(name)), _rules(after.get(name))) for name in names}
        moved = tuple(way for way in ways.values() if way.before != way.after)
        other = [ways[name] for name in names if _outcomes(before.get(name)) != _outcomes(after.get(name))]
        return moved or tuple(other[:1] or list(ways.values())[-1:])


def amount_of(answer: Answer) -> Fraction | None:
    """The amount under the preferred readings; `None` while it is open."""
    return Fraction(answer.outcome.value) if isinstance(answer.outcome, Known) else None


def _reached(answer: Answer) -> dict[str, list[Concluded]]:
    """What each conclusion that the answer rests on came to, of each subject; formulas choose nothing."""
    subjects = subjects_of(answer.case)
    found: dict[str, list[Concluded]] = {}
    for conclusion, path in cone(answer.case, answer.name, subjects):
        if len(conclusion.rules) > 1:
            there = subjects[path]
            found.setdefault(conclusion.name, []).append(conclude(there, conclusion.name, preferred(there.law)))
    return found


def _rules(reached: Sequence[Concluded] | None) -> Rules:
    """By which rules a conclusion came about, of whichever subjects."""
    return None if reached is None else tuple(dict.fromkeys(rule.id for one in reached for rule in one.rules))


def _outcomes(reached: Sequence[Concluded] | None) -> list[Outcome]:
    return [one.outcome for one in reached or ()]


def _told(rules: Rules) -> str:
    return "not read" if rules is None else "|".join(rules) or "no rule (open)"
