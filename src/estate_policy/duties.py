"""The duties about one subject: whether each arises, whether it is shown as done, and what of it is not."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import attrs

from estate_policy.answer import Answer
from estate_policy.dissection import Part, dissected
from estate_policy.expr import And
from estate_policy.interpreters.exact import evaluate
from estate_policy.kinds import Unit
from estate_policy.law import Citation, Duty, LawInForce
from estate_policy.outcome import FALSE, TRUE, Known, Missing, Open, Outcome
from estate_policy.schema import date_of
from estate_policy.terms import Term
from estate_policy.trace import Reason


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

    `arises` is `None` where that is not known. `lacking` are the parts that are not shown as done, each failed or open;
    of what is open, `missing` are the facts and `unstated` the figures that the text leaves out.
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


def owed_duty(answer: Answer, duty: Duty) -> OwedDuty:
    """The duty that an answer is about, under the preferred readings."""
    case, law = answer.case, answer.case.law
    arising = evaluate(duty.when, case, dissected(law).choices)
    status = _status(arising, answer.outcome)
    is_owed = status not in (DutyStatus.DONE, DutyStatus.DOES_NOT_ARISE)
    open_ones = [arising] if status is DutyStatus.MAY_ARISE else []
    facts = {str(one) for outcome in open_ones for one in _causes(outcome) if isinstance(one, Missing)}
    lacking = tuple(_lacking(answer)) if is_owed else ()
    outcomes = [reason.outcome for reason in lacking]
    facts |= {str(one) for outcome in outcomes for one in _causes(outcome) if isinstance(one, Missing)}
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
        missing=tuple(sorted(facts)),
        unstated=answer.unstated if is_owed else (),
    )
