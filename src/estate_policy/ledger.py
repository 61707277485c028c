"""Who is to pay whom how much, line by line, and what the lines come to."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from datetime import date
from fractions import Fraction

import attrs

from estate_policy.answer import Answer
from estate_policy.decision import Decision
from estate_policy.explanation import computation
from estate_policy.interpreters.voice import Voice
from estate_policy.law import Payment
from estate_policy.outcome import Known, Standing
from estate_policy.spread import Spread, spread
from estate_policy.terms import Language, Term


@attrs.frozen
class Line:
    """An amount that one body is to pay another, as it was concluded: for an estate, or for a district as a whole.

    `first` and `last` are the days that it is paid for. `decision` is the one that it was concluded in: about the
    district's year, the estate's, or the months that it is paid for.
    """

    payer: str
    payee: str
    purpose: Term
    district: str | None
    estate: str | None
    year: int
    first: date
    last: date
    answer: Answer
    decision: Decision = attrs.field(eq=False, repr=False)

    def formula(self, language: Language = "zh") -> str:
        """How the amount comes about: the formula with its figures, or else the rules that give it."""
        return computation(self.answer, Voice(self.decision.law, self.answer.conclusion.subject, language))

    @property
    def amount(self) -> Fraction | None:
        """The amount under the preferred readings; `None` while it is open."""
        outcome = self.answer.outcome
        return Fraction(outcome.value) if isinstance(outcome, Known) else None


@attrs.frozen
class Total:
    """What lines come to: `known` adds those with an amount, `spread` all of them, whichever reading is followed."""

    key: tuple[Hashable, ...]
    lines: int
    known: Fraction
    open: int
    spread: Spread


def lines_of(
    decision: Decision, district: str | None, estate: str | None, year: int, days: tuple[date, date]
) -> Iterator[Line]:
    """The lines of one subject: what somebody pays by its conclusions, each amount once, so no whole.

    A settled nought is one only if it is what the policy names as the subject's headline; then its rule says why.
    """
    first, last = days
    for name, pays in _paid(decision):
        answer = decision[name]
        nought = answer.standing is Standing.SETTLED and answer.outcome == Known(Fraction(0))
        if nought and answer is not decision.headline:
            continue
        yield Line(pays.payer, pays.payee, pays.purpose, district, estate, year, first, last, answer, decision)


def forecasts_of(
    decision: Decision, district: str | None, estate: str | None, year: int, days: tuple[date, date]
) -> Iterator[Line]:
    """What somebody would pay by the conclusions about one subject: lines of a budget, and of no ledger."""
    for answer in decision.values():
        forecast = answer.conclusion.forecasts
        if forecast is not None:
            bodies = forecast.payer, forecast.payee
            yield Line(*bodies, forecast.purpose, district, estate, year, *days, answer, decision)


def _paid(decision: Decision) -> Iterator[tuple[str, Payment]]:
    """The conclusions about the subject of a decision that are paid as they are, and by whom to whom."""
    conclusions = decision.law.conclusions
    for name in decision:
        pays = conclusions[name].pays
        if pays is not None and not pays.whole:
            yield name, pays


def totals(lines: Iterable[Line], key: Callable[[Line], tuple[Hashable, ...]] = lambda _: ()) -> list[Total]:
    """The lines added up by a key, in the order in which the keys come up; without one, all in one total."""
    groups: dict[tuple[Hashable, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(key(line), []).append(line)
    return [_total(values, members) for values, members in groups.items()]


def by_purpose(lines: Iterable[Line]) -> list[Total]:
    """The lines added up by district, year, payer, payee and purpose."""
    return totals(lines, lambda line: (line.district, line.year, line.payer, line.payee, line.purpose))


def by_payer(lines: Iterable[Line]) -> list[Total]:
    """The lines added up by payer and payee."""
    return totals(lines, lambda line: (line.payer, line.payee))


def _total(key: tuple[Hashable, ...], lines: list[Line]) -> Total:
    known = [line.amount for line in lines if line.amount is not None]
    return Total(
        key, len(lines), sum(known, Fraction(0)), len(lines) - len(known), spread(line.answer for line in lines)
    )
