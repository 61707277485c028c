"""The duties about one subject: whether each arises, whether it is shown as done, and what of it is not."""

from collections.abc import Iterable, Iterator
from datetime import date
from enum import Enum

import attrs

from estate_policy.answer import Answer
from estate_policy.dissection import Part, dissected
from estate_policy.expr import And
from estate_policy.interpreters.choices import Choices
from estate_policy.interpreters.comparisons import DATES, measures
from estate_policy.interpreters.exact import Case, evaluate
from estate_policy.law import Citation, Duty, LawInForce
from estate_policy.outcome import FALSE, TRUE, Known, Missing, Open, Outcome, Unstated
from estate_policy.schema import date_of
from estate_policy.terms import Term
from estate_policy.trace import Reason, deciding


class DutyStatus(Enum):
    """How a duty stands."""

    DONE = "done"
    NOT_DONE = "not_done"
    NOT_SHOWN = "not_shown"
    DOES_NOT_ARISE = "does_not_arise"
    MAY_ARISE = "may_arise"


@attrs.frozen
class OwedDuty:
    """A duty by the name of its conclusion: who is to do what, how often or until when, and how that stands.

    `due` is the deadline if the policy states it. `arises` is `None` where that is not known. `lacking` are the parts
    that are not shown as done, each failed or open; of what is open, `missing` are the facts and `unstated` the figures
    that the text leaves out.
    """

    name: str
    party: str
    act: Term
    period: Term | None
    deadline: str | None
    due: date | None
    citation: Citation
    arises: bool | None
    status: DutyStatus
    lacking: tuple[Reason, ...]
    missing: tuple[str, ...]
    unstated: tuple[str, ...]


def duties_of(answers: Iterable[Answer]) -> tuple[OwedDuty, ...]:
    """The duties among answers, in their order."""
    return tuple(owed_duty(answer, answer.conclusion.duty) for answer in answers if answer.conclusion.duty is not None)


def owed_duty(answer: Answer, duty: Duty) -> OwedDuty:
    """The duty that an answer is about, under the preferred readings."""
    law = answer.case.law
    arising = evaluate(duty.when, answer.case, dissected(law).choices)
    status = _status(arising, answer.outcome)
    is_owed = status not in (DutyStatus.DONE, DutyStatus.DOES_NOT_ARISE)
    lacking = tuple(_lacking(answer)) if is_owed else ()
    opened = [arising, *(reason.outcome for reason in lacking)] if is_owed else []
    causes = {cause for outcome in opened if isinstance(outcome, Open) for cause in outcome.causes}
    return OwedDuty(
        name=answer.name,
        party=duty.party,
        act=duty.act,
        period=duty.period,
        deadline=duty.deadline,
        due=_due(duty, law),
        citation=answer.citation,
        arises=arising.value is True if isinstance(arising, Known) else None,
        status=status,
        lacking=lacking,
        missing=tuple(sorted(str(cause) for cause in causes if isinstance(cause, Missing))),
        unstated=tuple(sorted(cause.parameter for cause in causes if isinstance(cause, Unstated))),
    )


def _status(arising: Outcome, done: Outcome) -> DutyStatus:
    if arising == FALSE:
        return DutyStatus.DOES_NOT_ARISE
    if done == TRUE:
        return DutyStatus.DONE
    if isinstance(arising, Open):
        return DutyStatus.MAY_ARISE
    return DutyStatus.NOT_DONE if done == FALSE else DutyStatus.NOT_SHOWN


def _due(duty: Duty, law: LawInForce) -> date | None:
    """The day of the deadline, if the policy states one that is a day."""
    if duty.deadline is None or duty.deadline not in law.figures:
        return None
    unit = law.policy.parameters[duty.deadline].unit
    counts = next((DATES[found] for found in measures(unit, law.policy) if found in DATES), None)
    return None if counts is None else date_of(counts, law.figures[duty.deadline].value)


def _lacking(answer: Answer) -> Iterator[Reason]:
    """What of an answer is not shown as done: of parts that must all be so, each that is not."""
    case, law = answer.case, dissected(answer.case.law)
    of_rules = zip(answer.conclusion.rules, law.parts(answer.conclusion), strict=True)
    for rule, parts in of_rules:
        if rule in answer.concluded.rules:
            for truth in parts.grounds:
                yield from dict.fromkeys(_not_shown(truth, case, law.choices))


def _not_shown(part: Part, case: Case, choices: Choices) -> Iterator[Reason]:
    outcome = part.meaning(case, choices)
    if outcome == TRUE:
        return
    if isinstance(part.expression, And):
        for one in part.parts:
            yield from _not_shown(one, case, choices)
    else:
        yield from deciding(part, outcome, case, choices)
