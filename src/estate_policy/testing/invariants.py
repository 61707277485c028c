"""What always holds of the subsidy, and of any answer. Each invariant takes the function of the system under test.

`rate_of(estate)` and `amount_of(estate)` give the district subsidy's rate and amount, before rounding; `None` where
they cannot be settled. The law tells what is in scope, the figures and the clauses that a failure cites:

>>> from datetime import date
>>> from decimal import Decimal
>>> from estate_policy import Estate, load_policy
>>> law = load_policy().on(date(2020, 1, 1))
>>> renovating_never_raises(law, lambda estate: Decimal(1) if estate.renovated else Decimal(0), Estate(id="A1"))
... # doctest: +ELLIPSIS
Traceback (most recent call last):
estate_policy.testing.failure.InvariantError: `renovating_never_raises` does not hold: more is due once it is renovated
yancheng 五(二)2 “已落实整治改造的补贴...
Decimal('1') for id='A1', renovated=True
Decimal('0') with renovated=False
in force on 2020-01-01, sha256:...
"""

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any, TypeVar

import attrs

from estate_policy.facts import Estate
from estate_policy.law import Citation, LawInForce
from estate_policy.schema import facts_of
from estate_policy.terms import Term
from estate_policy.testing.answers import Bounds, Figure, answer_of
from estate_policy.testing.cut_points import cut_points
from estate_policy.testing.failure import InvariantError, Witness

Subject = TypeVar("Subject", bound=attrs.AttrsInstance)
FigureOf = Callable[[Estate], Figure | None]
AnswerOf = Callable[[Estate], object]

_evolve: Callable[..., Any] = attrs.evolve

_SCOPE = "in_scope"
_PROFESSIONAL = "professional"
_OTHER_MODES = ("self_governance", "subdistrict_trust")
_YEARS = ("completion_year", "first_phase_year", "last_phase_year")


def out_of_scope_pays_nothing(law: LawInForce, figure_of: AnswerOf, estate: Estate) -> None:
    """Out of scope (二) nothing is due under 五(二)2, whatever else is unknown."""
    figure = figure_of(estate)
    if answer_of(law, _SCOPE)(estate) is False and figure != 0:
        says = Term("小区不属于实施范围，补贴却不为零", "the estate is out of scope and yet not due nought")
        raise _broken(out_of_scope_pays_nothing, law, _conclusion(law, _SCOPE), says, (estate, figure))


def unrenovated_rate_where_due_alone(law: LawInForce, rate_of: FigureOf, estate: Estate) -> None:
    """The rate 未落实整治改造 is due in scope, under trust or self-governance, not renovated, or never: 五(二)2."""
    due = (
        estate.management_mode in _OTHER_MODES and estate.renovated is False and answer_of(law, _SCOPE)(estate) is True
    )
    rate = rate_of(estate)
    if due != (rate == law.figures["unrenovated_rate"].value):
        is_due = Term("应适用“未落实整治改造”标准", "the rate of estates not renovated is due")
        not_due = Term("不应适用“未落实整治改造”标准", "the rate of estates not renovated is not due")
        cited, says = _parameter(law, "unrenovated_rate"), is_due if due else not_due
        raise _broken(unrenovated_rate_where_due_alone, law, cited, says, (estate, rate))


def professional_regardless_of_renovation(law: LawInForce, figure_of: AnswerOf, estate: Estate) -> None:
    """In the professional mode it makes no difference whether it is renovated, nor whether that is known: 五(二)2."""
    if estate.management_mode != _PROFESSIONAL:
        return
    cases = [attrs.evolve(estate, renovated=renovated) for renovated in (True, False, None)]
    witnesses = [(case, figure_of(case)) for case in cases]
    if any(figure != witnesses[0][1] for _, figure in witnesses):
        says = Term("专业化管理模式的补贴随整治改造情况而变", "professionals are paid by renovation")
        cited = _parameter(law, "professional_rate")
        raise _broken(professional_regardless_of_renovation, law, cited, says, *witnesses)


def linear_in_area(law: LawInForce, amount_of: FigureOf, estate: Estate) -> None:
    """Before rounding, the amount is that of one square metre times the area: 元/m²·月 in 五(二)2."""
    if estate.gross_floor_area is None:
        return
    unit = attrs.evolve(estate, gross_floor_area=1)
    each, amount = amount_of(unit), amount_of(estate)
    expected = None if each is None else Fraction(each) * Fraction(estate.gross_floor_area)
    if amount != expected:
        says = Term("金额不与建筑面积成正比", "the amount is not proportional to the gross floor area")
        cited = _conclusion(law, "monthly_district_subsidy")
        raise _broken(linear_in_area, law, cited, says, (estate, amount), (unit, each))


def later_completion_never_admits(law: LawInForce, figure_of: AnswerOf, estate: Estate) -> None:
    """A later completion year never brings into scope (二): nothing remains nothing, or `False` if told the scope."""
    if figure_of(estate) != 0:
        return
    for name in _YEARS:
        for year in _later(law, name, getattr(estate, name)):
            later = _evolve(estate, **{name: year})
            if (figure := figure_of(later)) != 0:
                says = Term("建成年份推后，反而可能获得补贴", "completed later, the estate may be due something")
                cited = _parameter(law, "latest_completion_year")
                raise _broken(later_completion_never_admits, law, cited, says, (later, figure), (estate, 0))


def renovating_never_raises(law: LawInForce, figure_of: FigureOf, estate: Estate) -> None:
    """Once it is renovated an estate is due no more than before; the Opinion so rewards leaving it undone: 五(二)2."""
    before, after = (attrs.evolve(estate, renovated=renovated) for renovated in (False, True))
    if more := _more(figure_of, before, after):
        says = Term("落实整治改造后，补贴反而提高", "more is due once it is renovated")
        raise _broken(renovating_never_raises, law, _parameter(law, "renovated_rate"), says, *more)


def turning_professional_never_raises(law: LawInForce, figure_of: FigureOf, estate: Estate) -> None:
    """From trust or self-governance to the professional mode, no more is due; not renovated, it is less: 五(二)2."""
    if estate.management_mode not in _OTHER_MODES:
        return
    if more := _more(figure_of, estate, attrs.evolve(estate, management_mode=_PROFESSIONAL)):
        says = Term("转为专业化管理模式后，补贴反而提高", "more is due once it turns to the professional mode")
        raise _broken(turning_professional_never_raises, law, _parameter(law, "professional_rate"), says, *more)


def one_more_fact_never_contradicts(
    law: LawInForce, answer_of: Callable[[Subject], object | None], subject: Subject
) -> None:
    """What was settled while a fact was unknown stays as it was once that is known; of any answer of any policy."""
    answer = answer_of(subject)
    for less in _one_fact_less(subject):
        before = answer_of(less)
        if before is not None and before != answer:
            says = Term("补充一项事实后，原已确定的结论改变", "what was settled changes with one more fact")
            raise _broken(one_more_fact_never_contradicts, law, None, says, (subject, answer), (less, before))


def settled_within_earlier_bounds(law: LawInForce, bounds_of: Callable[[Subject], Bounds], subject: Subject) -> None:
    """A figure lies within the least and the most given while a fact was unknown; of any figure of any policy."""
    low, high = bounds_of(subject)
    if low is None or low != high:
        return
    for less in _one_fact_less(subject):
        least, most = bounds_of(less)
        if (least is not None and low < least) or (most is not None and low > most):
            says = Term("确定的数值超出原先的范围", "the figure lies outside of what was possible with one fact less")
            witnesses = ((subject, low), (less, (least, most)))
            raise _broken(settled_within_earlier_bounds, law, None, says, *witnesses)


RATE_INVARIANTS = (
    out_of_scope_pays_nothing,
    unrenovated_rate_where_due_alone,
    professional_regardless_of_renovation,
    later_completion_never_admits,
    renovating_never_raises,
    turning_professional_never_raises,
    one_more_fact_never_contradicts,
)
"""To be called with `rate_of`, a function that gives the rate of an estate."""

AMOUNT_INVARIANTS = (
    out_of_scope_pays_nothing,
    professional_regardless_of_renovation,
    linear_in_area,
    later_completion_never_admits,
    renovating_never_raises,
    turning_professional_never_raises,
    one_more_fact_never_contradicts,
)
"""To be called with `amount_of`, a function that gives what is due to an estate for a month or a year."""

BOUNDS_INVARIANTS = (settled_within_earlier_bounds,)
"""To be called with `bounds_of`, a function that gives the least and the most that a figure can come to."""

INVARIANTS = tuple(dict.fromkeys((*RATE_INVARIANTS, *AMOUNT_INVARIANTS, *BOUNDS_INVARIANTS)))
"""All of them, each once."""


def _more(figure_of: FigureOf, before: Estate, after: Estate) -> tuple[Witness, ...]:
    """Both estates, if more is due to the later one."""
    earlier, later = figure_of(before), figure_of(after)
    if earlier is None or later is None or later <= earlier:
        return ()
    return (after, later), (before, earlier)


def _later(law: LawInForce, name: str, year: int | None) -> Iterator[int]:
    if year is not None:
        points = {int(point) for point in cut_points(law, Estate)[name]}
        yield from sorted(point for point in points | {year + 1} if year < point <= max(points))


def _one_fact_less(subject: Subject) -> Iterator[Subject]:
    """The subject with each fact unknown that is known, recorded events apart: without them, none happened."""
    for name, fact in facts_of(type(subject)).items():
        if fact.absent is None and getattr(subject, name) is not None:
            yield _evolve(subject, **{name: None})


def _conclusion(law: LawInForce, name: str) -> Citation:
    return law.conclusions[name].citation


def _parameter(law: LawInForce, name: str) -> Citation:
    return law.policy.parameters[name].citation


def _broken(
    invariant: Callable[..., None], law: LawInForce, citation: Citation | None, says: Term, *witnesses: Witness
) -> InvariantError:
    return InvariantError(invariant.__name__, law, citation, says, witnesses)
