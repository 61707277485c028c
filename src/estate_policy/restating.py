"""A closed settlement replayed, and held against a later one: what is to be paid besides, and what to be given back."""

from collections.abc import Iterable, Mapping
from fractions import Fraction

import attrs

from estate_policy.arguments import refuse_other_policy
from estate_policy.closing import ClosedSettlement, line_record
from estate_policy.errors import Problem, ReceiptError
from estate_policy.interpreters.engines import Engine
from estate_policy.law import Policy
from estate_policy.leaves import Json
from estate_policy.messages import Message
from estate_policy.outcome import Bounds
from estate_policy.plain_records import records_of
from estate_policy.receipts import library_version
from estate_policy.replays import Difference, amended_otherwise, differences_between
from estate_policy.settlement import Settlement, settle
from estate_policy.terms import Term
from estate_policy.words_written import plain


@attrs.frozen
class ReplayedSettlement:
    """What came of a replay: the differences, and how the policy at hand is another than that of the settlement."""

    closed: ClosedSettlement
    policy: str
    version: str
    differences: tuple[Difference, ...]
    amendments: tuple[Message, ...] = ()

    @property
    def is_other_policy(self) -> bool:
        """Whether the policy at hand is not the one that was applied, so that nothing was settled or compared."""
        return self.policy != self.closed.policy

    @property
    def reproduced(self) -> bool:
        """Whether it is as it was closed, and every line came out the same."""
        return not (self.differences or self.is_other_policy)


def replay_closed(closed: ClosedSettlement, policy: Policy, *, engine: Engine = "confirmed") -> ReplayedSettlement:
    """Settle anew what was closed, from the records in it, and compare line by line.

    Under a policy of another digest nothing is settled: only the seal is checked. `FactError` where the records are not
    such as their subjects can have.
    """
    refuse_other_policy(policy)
    record = closed.record
    broken = () if closed.sealed else (Difference("/digest", closed.digest, None, "seal-broken"),)
    if closed.policy != policy.digest:
        theirs = {one["name"]: one["digest"] for one in record["amendments"]}
        return ReplayedSettlement(
            closed, policy.digest, library_version(), broken, tuple(amended_otherwise(theirs, policy))
        )
    again = settle(
        policy,
        records_of(record["records"], policy),
        closed.years,
        districts=record["districts"],
        rhythm=record["rhythm"],
        engine=engine,
    )
    lines = [line_record(line) for line in again.lines]
    found = tuple(differences_between(record["lines"], lines, "/lines"))
    return ReplayedSettlement(closed, policy.digest, library_version(), (*broken, *found))


@attrs.frozen
class Restated:
    """What one body is to pay another for a purpose, in a year for an estate, as closed and as it is now.

    `change` is what is to be paid besides, or, below nought, what the payee is to give back; `None` while either is
    open, and then `low` and `high` say between what it lies, `None` where nothing bounds it. `was` and `now` are the
    lines that it is made of.
    """

    district: str | None
    estate: str | None
    year: int
    payer: str
    payee: str
    purpose: Term
    conclusion: str
    was: tuple[Mapping[str, Json], ...]
    now: tuple[Mapping[str, Json], ...]

    @property
    def before(self) -> Fraction | None:
        """What was closed; `None` if it was open."""
        return _sum(one["amount"] for one in self.was)

    @property
    def after(self) -> Fraction | None:
        """What it is now; `None` if it is open."""
        return _sum(one["amount"] for one in self.now)

    @property
    def change(self) -> Fraction | None:
        """What is to be paid besides, or given back where it is below nought; `None` while either is open."""
        return None if self.before is None or self.after is None else self.after - self.before

    @property
    def bounds(self) -> Bounds:
        """Between what the change lies, whatever is open."""
        lows, highs = (_sum(one[end] for one in self.now) for end in ("low", "high"))
        were_low, were_high = (_sum(one[end] for one in self.was) for end in ("low", "high"))
        return Bounds(
            None if lows is None or were_high is None else lows - were_high,
            None if highs is None or were_low is None else highs - were_low,
        )


def restate(closed: ClosedSettlement, settlement: Settlement) -> tuple[Restated, ...]:
    """The differences of a settlement to a closed one, in the order of the ledger; what came out the same is left out.

    Lines for the same district, estate, year, payer, payee and conclusion are one: a corrected day moves months from
    one line to another. Only years that both settle are compared, and only districts that both are about.
    `ReceiptError` where the closed one is not as it was closed.
    """
    if not closed.sealed:
        raise ReceiptError(Problem(Message("seal-broken", {"recorded": closed.digest})))
    years, districts = set(closed.years) & set(settlement.of), districts_compared(closed, settlement)
    before, after = (
        _grouped(
            line
            for line in lines
            if int(line["year"]) in years and (districts is None or line["district"] in districts)
        )
        for lines in (closed.record["lines"], map(line_record, settlement.lines))
    )
    return tuple(
        _restated(before.get(key, ()), after.get(key, ()))
        for key in dict.fromkeys([*after, *before])
        if _told(before.get(key, ())) != _told(after.get(key, ()))
    )


def districts_compared(closed: ClosedSettlement, settlement: Settlement) -> tuple[str, ...] | None:
    """The districts that both are about; `None` if neither was restricted to some."""
    if closed.districts is None or settlement.districts is None:
        return settlement.districts if closed.districts is None else closed.districts
    return tuple(name for name in settlement.districts if name in closed.districts)


_KEY = ("district", "estate", "year", "payer", "payee", "conclusion")


def _grouped(lines: Iterable[Mapping[str, Json]]) -> dict[tuple[Json, ...], tuple[Mapping[str, Json], ...]]:
    found: dict[tuple[Json, ...], tuple[Mapping[str, Json], ...]] = {}
    for line in lines:
        # Ids are the same in either width and case, as registers have them.
        key = tuple(plain(line[part]) if part == "estate" and line[part] else line[part] for part in _KEY)
        found[key] = (*found.get(key, ()), line)
    return found


def _told(lines: Iterable[Mapping[str, Json]]) -> tuple[object, ...]:
    """What lines come to: the amount, or its bounds while it is open, and the standings."""
    lines = list(lines)
    amounts = tuple(_sum(line[part] for line in lines) for part in ("amount", "low", "high"))
    return (*amounts, {line["standing"] for line in lines if line["amount"] != "0"})


def _restated(was: tuple[Mapping[str, Json], ...], now: tuple[Mapping[str, Json], ...]) -> Restated:
    one = (*now, *was)[0]
    return Restated(
        one["district"],
        one["estate"],
        int(one["year"]),
        one["payer"],
        one["payee"],
        Term(**one["purpose"]),
        one["conclusion"],
        was,
        now,
    )


def _sum(digits: Iterable[str | None]) -> Fraction | None:
    """The sum of numbers; `None` if one is not known."""
    numbers = list(digits)
    return None if None in numbers else sum((Fraction(one) for one in numbers if one is not None), Fraction(0))
