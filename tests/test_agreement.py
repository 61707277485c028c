"""Every operator, denied or not, below, at and above what it is compared with, and beside something unknown.

What must come out stands in the tables, and each engine is held to it alone.
"""

import itertools
from collections.abc import Mapping
from fractions import Fraction

import pytest

from estate_policy.expr import (
    Add,
    And,
    Compare,
    Comparison,
    Constant,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.kinds import PLAIN, Member, Quantity, Truth
from tests import engines
from tests.engines import Ask, Given

each_engine = pytest.mark.parametrize(
    "ask", [engines.exact, engines.durable, engines.columns], ids=["exact", "durable", "columns"]
)

HOLDS = {  # below, at, above
    Comparison.LESS: (True, False, False),
    Comparison.AT_MOST: (True, True, False),
    Comparison.EQUAL: (False, True, False),
    Comparison.UNEQUAL: (True, False, True),
    Comparison.AT_LEAST: (False, True, True),
    Comparison.MORE: (False, False, True),
}
SPAN, HEIGHT, SHAPE, HOME = FactRef("span"), FactRef("height"), FactRef("shape"), FactRef("home")
ENTERED, TETHERED, TORN = FactRef("entered"), FactRef("tethered"), FactRef("torn")


def _number(above: int, below: int = 1) -> Constant:
    return Constant(Fraction(above, below), Quantity(PLAIN))


COMPARED: Mapping[str, tuple[Expr, Expr, str, tuple[Mapping[str, Given], ...]]] = {
    # left, right, the fact without which it is unknown, facts below, at and above
    "fact, figure in the rule": (SPAN, _number(2), "span", ({"span": 1}, {"span": 2}, {"span": 3})),
    "figure in the rule, fact": (_number(2), SPAN, "span", ({"span": 3}, {"span": 2}, {"span": 1})),
    "fact, nought": (HEIGHT, _number(0), "height", ({"height": -1}, {"height": 0}, {"height": 1})),
    "fact, less than nought": (HEIGHT, _number(-1), "height", ({"height": -2}, {"height": -1}, {"height": 0})),
    "fact, parameter": (SPAN, ParameterRef("p2"), "span", ({"span": 1}, {"span": 2}, {"span": 3})),
    "parameter, fact": (ParameterRef("p2"), SPAN, "span", ({"span": 3}, {"span": 2}, {"span": 1})),
    "formula, figure": (
        Multiply(SPAN, ParameterRef("half")),
        _number(1, 2),
        "span",
        ({"span": 0}, {"span": 1}, {"span": 2}),
    ),
    "fact, fact": (
        HEIGHT,
        SPAN,
        "span",
        ({"height": 0, "span": 1}, {"height": 1, "span": 1}, {"height": 2, "span": 1}),
    ),
    "fact, formula": (
        SPAN,
        Add(HEIGHT, _number(1, 3)),
        "height",
        ({"span": 1, "height": 1}, {}, {"span": 2, "height": 1}),
    ),
    "formula, fact": (
        Subtract(SPAN, HEIGHT),
        HEIGHT,
        "height",
        ({"span": 1, "height": 1}, {"span": 2, "height": 1}, {"span": 3, "height": 1}),
    ),
}


@each_engine
@pytest.mark.parametrize("how", Comparison)
@pytest.mark.parametrize("form", COMPARED)
def test_quantities_are_compared(ask: Ask, how: Comparison, form: str) -> None:
    left, right, needed, cases = COMPARED[form]
    node = Compare(how, left, right)
    for given, holds in zip(cases, HOLDS[how], strict=True):
        expected = holds if needed in given else None

        assert (given, ask([node, Not(node)], given)) == (given, (expected, _denied(expected)))
    for given in cases:
        without = {name: value for name, value in given.items() if name != needed}

        assert ask([node, Not(node)], without) == (None, None)


@each_engine
@pytest.mark.parametrize("how", [Comparison.EQUAL, Comparison.UNEQUAL])
@pytest.mark.parametrize("mirrored", [False, True])
def test_members_are_equal_or_not(ask: Ask, how: Comparison, mirrored: bool) -> None:
    for fact, member, other in ((SHAPE, "box", "delta"), (HOME, "北丘", "别处"), (HOME, "北丘", "南湾")):
        sides = (fact, Constant(member, Member(fact.name)))
        node = Compare(how, *(reversed(sides) if mirrored else sides))
        same = how is Comparison.EQUAL

        assert ask([node, Not(node)], {fact.name: member}) == (same, not same)
        assert ask([node, Not(node)], {fact.name: other}) == (not same, same)
        assert ask([node, Not(node)], {}) == (None, None)


@each_engine
def test_names_that_no_rule_names_are_told_apart_where_two_facts_are_compared(ask: Ask) -> None:
    node = Compare(Comparison.EQUAL, HOME, HOME)

    assert ask([node, Not(node)], {"home": "别处"}) == (True, False)


@each_engine
@pytest.mark.parametrize("how", [Comparison.EQUAL, Comparison.UNEQUAL])
def test_truths_are_equal_or_not(ask: Ask, how: Comparison) -> None:
    node = Compare(how, ENTERED, TETHERED)
    same = how is Comparison.EQUAL
    for one, other in itertools.product([True, False], repeat=2):
        assert ask([node], {"entered": one, "tethered": other}) == ((one is other) is same,)
    assert ask([node, Not(node)], {"entered": True}) == (None, None)


@each_engine
def test_a_truth_holds_or_fails_or_is_unknown(ask: Ask) -> None:
    assert ask([ENTERED, Not(ENTERED)], {"entered": True}) == (True, False)
    assert ask([ENTERED, Not(ENTERED)], {"entered": False}) == (False, True)
    assert ask([ENTERED, Not(ENTERED)], {}) == (None, None)
    assert ask([_true(holds=True), _true(holds=False), Not(_true(holds=True))], {}) == (True, False, False)


@each_engine
@pytest.mark.parametrize("row", ["TTTT", "TFFT", "T??T", "FTFT", "FFFF", "F?F?", "?T?T", "?FF?", "????"])
def test_truths_combine_as_kleene_says(ask: Ask, row: str) -> None:
    """Two truths, both of them, either of them: T true, F false, ? unknown. And the same, denied."""
    one, other, both, either = ({"T": True, "F": False, "?": None}[sign] for sign in row)
    found = ask(
        [
            And((ENTERED, TETHERED)),
            Or((ENTERED, TETHERED)),
            Not(And((ENTERED, TETHERED))),
            Not(Or((ENTERED, TETHERED))),
            And((Not(ENTERED), Not(TETHERED))),
            Or((Not(ENTERED), Not(TETHERED))),
        ],
        {"entered": one, "tethered": other},
    )

    assert found == (both, either, _denied(both), _denied(either), _denied(either), _denied(both))


@each_engine
def test_what_stands_against_itself_is_open_while_its_part_is(ask: Ask) -> None:
    either, both = Or((ENTERED, Not(ENTERED))), And((ENTERED, Not(ENTERED)))

    assert ask([either, both, Not(either), Not(both)], {}) == (None, None, None, None)
    assert ask([either, both, Not(either), Not(both)], {"entered": False}) == (True, False, False, True)


@each_engine
def test_an_alternative_that_is_met_decides_whatever_the_others_are(ask: Ask) -> None:
    """`a and b or not a and c`, b and c true, a unknown: open. `a or b`, a unknown, b true: true."""
    choice = Or((And((ENTERED, TETHERED)), And((Not(ENTERED), TORN))))

    assert ask([choice], {"tethered": True, "torn": True}) == (None,)
    assert ask([Or((ENTERED, TETHERED)), Or((TETHERED, ENTERED))], {"tethered": True}) == (True, True)


@each_engine
@pytest.mark.parametrize("wide", [100, 101, 130, 260])
def test_long_conjunctions_and_disjunctions_are_read_to_their_end(ask: Ask, wide: int) -> None:
    """More tests than one fact may have properties."""
    each = tuple(Compare(Comparison.UNEQUAL, Multiply(SPAN, _number(n)), _number(2 * n)) for n in range(1, wide))
    every, some = And((*each, ENTERED)), Or((*(Not(one) for one in each), ENTERED))
    for span, entered, both in ((1, True, True), (1, False, False), (2, True, False), (1, None, None)):
        given = {"span": span, "entered": entered}

        assert ask([every, some], given)[0] is both
    for span, entered, either in ((1, True, True), (1, False, False), (2, None, True), (1, None, None)):
        given = {"span": span, "entered": entered}

        assert ask([every, some], given)[1] is either


@each_engine
def test_conditions_whose_alternatives_would_explode_are_decided_in_stages(ask: Ask) -> None:
    """A conjunction of nine disjunctions of five: 1,953,125 alternatives."""
    rows = [tuple(_equal(row * 5 + n) for n in range(1, 5)) for row in range(9)]
    every = And(tuple(Or((*row, fact)) for row, fact in zip(rows, itertools.cycle([ENTERED, TETHERED]), strict=False)))
    known: Mapping[str, Given] = {"span": 1, "height": -1}

    assert ask([every, Not(every)], {**known, "entered": True, "tethered": True}) == (True, False)
    assert ask([every, Not(every)], {**known, "entered": False, "tethered": True}) == (False, True)
    assert ask([every, Not(every)], {**known, "tethered": True}) == (None, None)
    assert ask([every, Not(every)], {**known, "tethered": False}) == (False, True)


@each_engine
def test_a_part_decided_for_one_question_may_lie_in_a_part_of_another(ask: Ask) -> None:
    """The first question has the inner part in what it decides before; the second decides the inner part itself."""
    rows = [Or((*(_equal(row * 5 + n) for n in range(1, 5)), ENTERED)) for row in range(4)]
    inner = And((rows[0], rows[1]))
    outer = Or((inner, TORN))
    first = And((outer, *rows[2:]))
    second = And((inner, *(Or((TORN, row)) for row in rows)))
    for entered in (True, False, None):
        for torn in (True, False):
            known: Mapping[str, Given] = {"span": 1, "height": -1, "entered": entered, "torn": torn}

            assert ask([first, second], known) == (entered, entered)


@each_engine
def test_nothing_is_lost_in_deep_nesting(ask: Ask) -> None:
    """Sixty levels, each of which is as true as what it holds, of a kite that is not torn."""
    node: Expr = ENTERED
    for level in range(60):
        node = (Not(Not(node)), And((node, Not(TORN))), Or((TORN, node)))[level % 3]
    for entered in (True, False, None):
        assert ask([node, Not(node)], {"entered": entered, "torn": False}) == (entered, _denied(entered))


def _equal(number: int) -> Expr:
    """What is false of every kite that is higher than low."""
    return Compare(Comparison.EQUAL, Multiply(SPAN, _number(number)), HEIGHT)


def _denied(verdict: bool | None) -> bool | None:
    return None if verdict is None else not verdict


def _true(*, holds: bool) -> Constant:
    return Constant(holds, Truth())
