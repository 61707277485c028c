"""What each node comes to beside what is open: causes and what is still possible.

Which comparisons hold is in `tests/test_agreement.py`, for every engine.
"""

from fractions import Fraction

import pytest

from estate_policy.expr import Add, And, Compare, Comparison, Constant, Expr, FactRef, Multiply, Not, Or, Subtract
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, evaluate
from estate_policy.interpreters.possible import difference, hull, product, total
from estate_policy.kinds import PLAIN, Quantity
from estate_policy.outcome import Among, Bounds, Known, Missing, Open, Outcome
from tests.kites import DAY, DOMAINS, clause, read

EMPTY = read({"0": clause()}).on(DAY)

TRUTHS = {"T": True, "F": False, "?": None}
ENTERED, TETHERED, SPAN, HEIGHT = FactRef("entered"), FactRef("tethered"), FactRef("span"), FactRef("height")
EITHER = Among(frozenset({True, False}))


@pytest.mark.parametrize("how", Comparison)
def test_a_comparison_with_something_unknown_is_open(how: Comparison) -> None:
    """Even where its range would decide: a span is never 9."""
    for threshold in (_number(2), _number(9), HEIGHT):
        plain = Compare(how, SPAN, threshold)

        assert [_of(plain, height=1), _of(Not(plain), height=1)] == [_open({"span"}, EITHER)] * 2


@pytest.mark.parametrize(
    "row",
    [  # two truths, both of them, either of them; T true, F false, ? unknown
        "TTTT",
        "TFFT",
        "T??T",
        "FTFT",
        "FFFF",
        "F?F?",
        "?T?T",
        "?FF?",
        "????",
    ],
)
def test_truths_combine_as_kleene_says(row: str) -> None:
    one, other, both, either = (TRUTHS[sign] for sign in row)
    given = {"entered": one, "tethered": other}
    unknown = _open({name for name, value in given.items() if value is None}, EITHER)

    assert _of(And((ENTERED, TETHERED)), **given) == (unknown if both is None else Known(both))
    assert _of(Or((ENTERED, TETHERED)), **given) == (unknown if either is None else Known(either))
    assert _of(Not(ENTERED), **given) == (_open({"entered"}, EITHER) if one is None else Known(not one))


def test_nothing_is_concluded_from_what_stands_against_itself() -> None:
    """`a or not a` is open while `a` is: conditions are evaluated part by part."""
    assert _of(Or((ENTERED, Not(ENTERED)))) == _open({"entered"}, EITHER)


@pytest.mark.parametrize(
    ("left", "right", "sum_", "less", "times"),
    [
        ("1 2", "3 5", "4 7", "-4 -1", "3 10"),
        ("-2 -1", "3 5", "1 4", "-7 -4", "-10 -3"),
        ("-2 -1", "-5 -3", "-7 -4", "1 4", "3 10"),
        ("-2 3", "-5 7", "-7 10", "-9 8", "-15 21"),
        ("-2 3", "4 5", "2 8", "-7 -1", "-10 15"),
        ("0 2", "3 5", "3 7", "-5 -1", "0 10"),
        ("1/3 1/2", "-1/3 0", "0 1/2", "1/3 5/6", "-1/6 0"),
        ("1 ∞", "2 3", "3 ∞", "-2 ∞", "2 ∞"),
        ("1 ∞", "-3 -2", "-2 ∞", "3 ∞", "-∞ -2"),
        ("-∞ 1", "2 3", "-∞ 4", "-∞ -1", "-∞ 3"),
        ("-∞ -1", "-∞ -2", "-∞ -3", "-∞ ∞", "2 ∞"),
        ("0 ∞", "0 ∞", "0 ∞", "-∞ ∞", "0 ∞"),
        ("0 0", "-∞ ∞", "-∞ ∞", "-∞ ∞", "0 0"),
        ("0 1", "-∞ ∞", "-∞ ∞", "-∞ ∞", "-∞ ∞"),
        ("-1 ∞", "1 2", "0 ∞", "-3 ∞", "-2 ∞"),
        ("-∞ ∞", "-∞ ∞", "-∞ ∞", "-∞ ∞", "-∞ ∞"),
    ],
)
def test_intervals_are_computed_from_their_ends(left: str, right: str, sum_: str, less: str, times: str) -> None:
    one, other = _bounds(left), _bounds(right)

    assert (total(one, other), difference(one, other), product(one, other)) == (
        _bounds(sum_),
        _bounds(less),
        _bounds(times),
    )
    assert product(other, one) == _bounds(times)


@pytest.mark.parametrize(
    ("several", "whole"),
    [
        ([Known(Fraction(3)), Known(Fraction(1))], Bounds(Fraction(1), Fraction(3))),
        ([Known(Fraction(3)), Open(frozenset(), Bounds(Fraction(4), None))], Bounds(Fraction(3), None)),
        ([Open(frozenset(), Bounds(None, Fraction(0))), Known(Fraction(3))], Bounds(None, Fraction(3))),
        ([Known(value=True), Known(value=True)], Among(frozenset({True}))),
        ([Known("box"), Open(frozenset(), Among(frozenset({"delta"})))], Among(frozenset({"box", "delta"}))),
        ([Known("box"), Open(frozenset(), Among(None))], Among(None)),
    ],
)
def test_a_hull_holds_all_that_may_come_out(several: list[Outcome], whole: Bounds | Among) -> None:
    assert hull(several) == whole


def test_what_is_unknown_lies_in_its_declared_range() -> None:
    assert _of(SPAN) == _open({"span"}, Bounds(Fraction(0), Fraction(3)))
    assert _of(ENTERED) == _open({"entered"}, EITHER)
    assert _of(FactRef("shape")) == _open({"shape"}, Among(frozenset({"delta", "box", "dragon"})))
    assert _of(FactRef("home")) == _open({"home"}, Among(None))


def test_arithmetic_is_exact_and_unknown_only_by_what_could_change_it() -> None:
    assert _of(Add(_number(1, 3), SPAN), span=1) == Known(Fraction(4, 3))
    assert _of(Subtract(SPAN, _number(1, 3)), span=1) == Known(Fraction(2, 3))
    assert _of(Multiply(_number(1, 3), SPAN), span=1) == Known(Fraction(1, 3))
    assert _of(Add(HEIGHT, SPAN), span=1) == _open({"height"}, Bounds(Fraction(-1), Fraction(3)))
    assert _of(Subtract(HEIGHT, SPAN)) == _open({"height", "span"}, Bounds(Fraction(-5), Fraction(2)))
    assert _of(Multiply(HEIGHT, SPAN)) == _open({"height", "span"}, Bounds(Fraction(-6), Fraction(6)))
    assert _of(Multiply(HEIGHT, SPAN), height=0) == Known(Fraction(0))
    assert _of(Multiply(HEIGHT, SPAN), span=0) == Known(Fraction(0))


def test_each_factor_of_a_product_is_evaluated_once() -> None:
    """Twice at each level, and a product of forty factors would take a million years."""
    node: Expr = SPAN
    for _ in range(40):
        node = Multiply(_number(1, 2), Multiply(node, _number(2)))

    assert _of(node, span=3) == Known(Fraction(3))


def _number(above: int, below: int = 1) -> Constant:
    return Constant(Fraction(above, below), Quantity(PLAIN))


def _of(node: Expr, **given: bool | int | str | None) -> Outcome:
    facts = {name: given.get(name) for name in DOMAINS}
    exact = {name: value if isinstance(value, bool | str | None) else Fraction(value) for name, value in facts.items()}
    return evaluate(node, Case(EMPTY, "kite", exact), preferred(EMPTY))


def _open(missing: set[str], possible: Bounds | Among) -> Open:
    return Open(frozenset(Missing(fact) for fact in missing), possible)


def _bounds(text: str) -> Bounds:
    low, high = text.split()
    return Bounds(None if "∞" in low else Fraction(low), None if "∞" in high else Fraction(high))
