"""An estate in a year, put together from what is on record, for each district that it was in."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import attrs

from estate_policy.errors import NotInForceError, Problem
from estate_policy.facts import Estate, Instalment
from estate_policy.history import History, State, lasting
from estate_policy.instalments import instalment_of, unknown_in
from estate_policy.law import LawInForce, Policy
from estate_policy.messages import Message
from estate_policy.months import FIRST_DAY, RHYTHMS, Rhythm, Stretch, last_day, months_of, stretched
from estate_policy.records import Records, of_months, recorded_year
from estate_policy.stretches import law_of_day
from estate_policy.vouchers_total import UnknownIn

MONTH_STATUS = "month_status"
"""The assumption by which the settlement takes the state of a month; its options are those of `months`."""


class EstateYears:
    """One year, for which estates are put together from what is on record.

    `problems` are what of the records could be told of none.
    """

    def __init__(self, policy: Policy, records: Records, year: int, rhythm: Rhythm) -> None:
        """Take the law of the year, and how each of its months counts."""
        self.records = records
        self.year = year
        self.rhythm = rhythm
        # An estate of no known district may be in one of these, so that its vouchers are within the total.
        self.totals = any(one.only_total_known for (_, of), one in records.districts.items() if of == year)
        self.law = _law_of_year(policy, year)
        self.problems: dict[tuple[str, str], Problem] = {}
        self.status = {month: self._status(month) for month in months_of(year)}

    def law_on(self, day: date) -> LawInForce | None:
        """The law of a day; `None` where there is none."""
        try:
            return law_of_day(self.law, day)
        except NotInForceError:
            return None

    def _status(self, month: date) -> str:
        """How a month counts by the law of its first day, or of its last if there is none yet."""
        law = self.law_on(month) or self.law_on(last_day(month))
        status = None if law is None else law.policy.assumptions.get(MONTH_STATUS)
        return FIRST_DAY if status is None or status.adopted is None else status.adopted

    def of(self, history: History[Estate]) -> Iterator[tuple[str | None, UnknownIn]]:
        """An estate in the year, for each district that it was in, with the recorded events in it that are unknown."""
        count = RHYTHMS[self.rhythm]
        of_payments = {
            start: [
                one
                for one in stretched(history, months_of(self.year, count, start), self.status.__getitem__, self.law_on)
                if self.law_on(one.counted) is not None
            ]
            for start in range(1, 13, count)
        }
        every = [one for found in of_payments.values() for one in found]
        last = every[-1].state if every else history.on(date(self.year, 12, 31))
        districts = dict.fromkeys(one.state.subject.district for one in every) or {last.subject.district: None}
        if None in districts:
            # It may have been in any of them in those months, so that nothing of the year is settled for one.
            made = self._in_district(history.id, of_payments, last, ())
            yield None, self._divided(doubtful(_apart(made))) if self._may_have_moved(history) else made
            return
        for district in districts:
            here = {
                start: [one for one in found if one.state.subject.district == district]
                for start, found in of_payments.items()
            }
            elsewhere = [one for one in every if one.state.subject.district != district]
            made = self._in_district(history.id, here, last, elsewhere)
            yield district, self._divided(made) if elsewhere else made

    def _may_have_moved(self, history: History[Estate]) -> bool:
        """Whether an estate may have come into another district within the year."""
        first, last = date(self.year, 1, 1), date(self.year, 12, 31)
        moves = [one for one in history.alterations if one.fact == "district"]
        return any((one.first or first) <= last and (one.last or last) > first for one in moves)

    def _divided(self, made: UnknownIn) -> UnknownIn:
        """An estate that was in several districts: of which district's award an amount is deducted, nobody knows."""
        one, unknown = made
        amounts = [each for each in one.decisions or () if each.amount]
        for each in amounts:
            told = {"number": each.file_number, "estate": one.id, "year": str(self.year)}
            place = self.records.places.get((one.id, str(self.year)))
            self.problems[one.id, each.file_number] = Problem(Message("decision-undivided", told), place)
        left = tuple(attrs.evolve(each, amount=None) if each in amounts else each for each in one.decisions or ())
        return attrs.evolve(one, decisions=None if one.decisions is None else left), unknown

    def _in_district(
        self,
        id_: str,
        of_payments: Mapping[int, list[Stretch[Estate]]],
        last: State[Estate],
        elsewhere: Sequence[Stretch[Estate]],
    ) -> UnknownIn:
        """An estate in the months of a year in which it was in one district."""
        instalments: list[Instalment] = []
        unknown: set[str] = set()
        every: list[Stretch[Estate]] = []
        for start, paid in of_payments.items():
            if paid:
                instalment = instalment_of(f"{self.year}-{start:02}", every, paid)
                instalments.append(instalment)
                unknown |= {f"instalments[{instalment.id}].{event}" for event in unknown_in(every, paid)}
            every = [*every, *paid]
        state = lasting([one.state for one in every] or [last])
        unknown |= {f"estate.{event}" for event in state.unknown_events}
        months_paid = sum(one.months for one in every)
        recorded, not_known = recorded_year(self.records, id_, self.year)
        if elsewhere:
            spans, others = ([(one.first, one.last) for one in found] for found in (every, elsewhere))
            recorded, not_known = of_months(recorded, not_known, spans, others)
        return attrs.evolve(
            recorded,
            id=id_,
            year=self.year,
            estate=state.subject,
            instalments=tuple(instalments),
            state_changed=months_paid < len(months_of(self.year)) or any(one.state != every[-1].state for one in every),
        ), not_known | unknown


def doubtful(made: UnknownIn) -> UnknownIn:
    """An estate that may be in a district for some months alone, so that any of its vouchers may count there or not.

    Taken together, what one district paid would make up for what another took back, though their shares differ.
    """
    one, unknown = made
    return one, unknown | {f"vouchers[{voucher.number}].belongs_to_year" for voucher in one.vouchers or ()}


def _apart(made: UnknownIn) -> UnknownIn:
    """An estate that may have been in several districts, each of which rounds what it pays."""
    one, unknown = made
    paid = one.instalments or ()
    instalments = tuple(attrs.evolve(each, paid_by_several=None) for each in paid)
    unknown |= {f"instalments[{each.id}].paid_by_several" for each in paid}
    return attrs.evolve(one, instalments=instalments), unknown


def _law_of_year(policy: Policy, year: int) -> LawInForce:
    """The law at the end of a year, or on the last first or last day of a month on which there is one."""
    days = [day for month in reversed(months_of(year)) for day in (last_day(month), month)]
    for day in days:
        try:
            return policy.on(day)
        except NotInForceError:
            continue
    raise NotInForceError(Problem(Message("not-in-force", {"day": str(year)})))
