"""Who gains and who loses by a reform, by which rules, and that every sum comes out to the last digit."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import ComparisonError, FactError, decide
from estate_policy.comparison import Comparison, compare
from estate_policy.law import LawInForce
from estate_policy.shift import Impact, Way
from estate_policy.spread import Spread
from estate_policy.testing import subjects
from tests.changed import load, loaded
from tests.harbour import POLICY, Ship

DAY = date(2020, 1, 1)
LAW = load(POLICY).on(DAY)
DEARER_GRAIN = loaded(("2010-01-01..: 0.5", "2010-01-01..: 0.55"), ("Grain pays 0.5 crowns", "Grain pays 0.55 crowns"),
                      *[("Grain pays 0.5 crowns", "Grain pays 0.55 crowns")] * 2).on(DAY)  # fmt: skip
SMALLER_LARGE = loaded(("1000 tons and more pay", "500 tons and more pay"), ("quote: 1000 tons", "quote: 500 tons"),
                       ("values: {always: 1000}", "values: {always: 500}"),
                       *[("1000 tons and more pay", "500 tons and more pay")] * 2).on(DAY)  # fmt: skip

TRADER: dict[str, Any] = {"flag": "雾国", "cargo": "grain", "tonnage": 100, "listed": True, "retired": False}
GRAIN = Ship(id="grain", **TRADER)
OIL = Ship(id="oil", **TRADER | {"cargo": "oil"})
SOUTHERN = Ship(id="southern", **TRADER | {"flag": "沙国（南部）", "tonnage": 600})
UNKNOWN = Ship(id="unknown", **TRADER | {"cargo": None})
UNLISTED = Ship(id="unlisted", **TRADER | {"listed": False})
FLEET = [GRAIN, OIL, SOUTHERN, UNKNOWN, UNLISTED]


def _effects(found: Comparison) -> dict[str, tuple[Impact, Fraction | None]]:
    return {one.id: (one.impact, one.amount) for one in found.changes}


def test_a_dearer_rate_is_paid_by_those_whose_rate_it_is() -> None:
    """Grain of 100 tons: 0.05 more a ton and month, twelve months: 60; of 600 tons 360."""
    assert _effects(compare(LAW, DEARER_GRAIN, FLEET)) == {
        "grain": (Impact.WINS, Fraction(60)),
        "oil": (Impact.UNCHANGED, Fraction(0)),
        "southern": (Impact.WINS, Fraction(360)),
        "unknown": (Impact.OPEN, None),
        "unlisted": (Impact.UNCHANGED, Fraction(0)),
    }


def test_a_change_names_the_rules_it_went_from_and_to() -> None:
    southern = next(one for one in compare(LAW, SMALLER_LARGE, [SOUTHERN]).changes)

    assert (southern.amount, southern.ways) == (
        Fraction(-1800),
        (Way("due_rate", ("grain",), ("half_grain",)),),
    )


def test_a_change_by_a_figure_alone_names_the_rule_that_stayed() -> None:
    grain = next(one for one in compare(LAW, DEARER_GRAIN, [GRAIN]).changes)

    assert grain.ways == (Way("due_rate", ("grain",), ("grain",)),)


def test_the_sums_of_a_group_are_of_those_known_under_both() -> None:
    """Of Fogland: grain 600 to 660, oil 2400 as before, the unlisted ship 0; the ship of unknown cargo in no sum."""
    fogland = next(one for one in compare(LAW, DEARER_GRAIN, FLEET).totals("flag") if one.key == ("雾国",))

    assert (fogland.subjects, fogland.before, fogland.after, fogland.gains, fogland.losses) == (
        4,
        Fraction(3000),
        Fraction(3060),
        Fraction(60),
        Fraction(0),
    )
    assert [fogland.impacts[impact] for impact in Impact] == [1, 0, 2, 1]


def test_what_those_get_who_gain_lose_or_stay_as_they_are_adds_up_to_the_whole() -> None:
    """Grain 600 to 660, oil 2400 as before, the unlisted ship 0; the ship of unknown cargo has no amount."""
    fogland = next(one for one in compare(LAW, DEARER_GRAIN, FLEET).totals("flag") if one.key == ("雾国",))

    assert {impact: (side.count, side.before, side.after) for impact, side in fogland.sides.items()} == {
        Impact.WINS: (1, Fraction(600), Fraction(660)),
        Impact.LOSES: (0, Fraction(0), Fraction(0)),
        Impact.UNCHANGED: (2, Fraction(2400), Fraction(2400)),
        Impact.OPEN: (1, Fraction(0), Fraction(0)),
    }
    assert fogland.unchanged == 2400


def test_what_is_open_is_in_the_spread_of_a_group() -> None:
    """What 100 tons of unknown cargo pay is nothing, 600 or 2400 a year: 3000 to 3000 + 2400, and 60 more for grain."""
    fogland = next(one for one in compare(LAW, DEARER_GRAIN, FLEET).totals("flag") if one.key == ("雾国",))

    assert (fogland.spread_before, fogland.spread_after) == (
        Spread(Fraction(3000), Fraction(5400), 0),
        Spread(Fraction(3060), Fraction(5460), 0),
    )


def test_what_no_size_bounds_is_counted_beside_the_spread() -> None:
    unmeasured = Ship(id="unmeasured", **TRADER | {"tonnage": None})
    (whole,) = compare(LAW, DEARER_GRAIN, [GRAIN, unmeasured]).totals()

    assert (whole.spread_after.high, whole.spread_after.unmeasured, whole.spread_after.exact) == (
        Fraction(660),
        1,
        False,
    )


def test_only_what_changed_is_summed_by_way() -> None:
    by_way = compare(LAW, SMALLER_LARGE, FLEET).by_way()

    assert [(one.key, one.losses) for one in by_way if one.impacts[Impact.LOSES]] == [
        ((Way("due_rate", ("grain",), ("half_grain",)),), Fraction(1800))
    ]


def test_what_is_open_as_before_is_on_no_way_from_rule_to_rule() -> None:
    assert compare(LAW, SMALLER_LARGE, [UNKNOWN, OIL]).by_way() == []


def test_what_is_no_amount_is_not_compared() -> None:
    with pytest.raises(ComparisonError, match="`halved` is no amount that could be compared"):
        compare(LAW, DEARER_GRAIN, [GRAIN], conclusions=["halved"])


def test_an_event_that_is_unknown_is_so_under_both() -> None:
    found = compare(LAW, DEARER_GRAIN, [GRAIN], unknown_events={"grain": ["surveyed_unfit"]})

    assert [(one.before.missing, one.after.missing) for one in found.changes] == [
        (("surveyed_unfit",), ("surveyed_unfit",))
    ]


def test_unknown_events_of_an_id_that_no_subject_has_are_refused() -> None:
    """Passed over, the subject that was meant would count as if none had happened."""
    with pytest.raises(FactError, match=r"`unknown_events` has the id `Grain`, which no subject has"):
        compare(LAW, DEARER_GRAIN, [GRAIN], unknown_events={"Grain": ["surveyed_unfit"]})


def test_an_event_is_unknown_of_every_subject_of_the_id() -> None:
    found = compare(LAW, DEARER_GRAIN, [GRAIN, GRAIN], unknown_events={"grain": ["surveyed_unfit"]})

    assert [one.before.missing for one in found.changes] == [("surveyed_unfit",), ("surveyed_unfit",)]


@pytest.mark.parametrize("reform", [DEARER_GRAIN, SMALLER_LARGE, LAW])
@given(st.lists(subjects(LAW, Ship), max_size=8, unique_by=lambda ship: ship.id))
def test_every_sum_comes_out_whatever_it_is_grouped_by(reform: LawInForce, fleet: list[Ship]) -> None:
    found = compare(LAW, reform, fleet, engine="exact")
    (*_, whole) = [*found.totals(), None] if not fleet else found.totals()
    for groups in (found.totals("flag"), found.totals("cargo", "flag"), found.by_payer()):
        for one in groups:
            assert one.after - one.before == one.gains - one.losses
        if whole is not None:
            assert sum(one.subjects for one in groups) == whole.subjects
            assert sum(one.before for one in groups) == whole.before
            assert sum(one.after for one in groups) == whole.after
            assert sum(one.spread_after.high for one in groups) == whole.spread_after.high
    for difference, ship in zip(found.changes, fleet, strict=True):
        assert difference.before == decide(LAW, ship, engine="exact")["yearly_due"]


def test_a_reform_that_changes_nothing_leaves_all_as_it_is() -> None:
    assert {one.impact for one in compare(LAW, LAW, [GRAIN, OIL, SOUTHERN, UNLISTED]).changes} == {Impact.UNCHANGED}


def test_the_figures_come_without_loss_of_digits() -> None:
    odd = Ship(id="odd", **TRADER | {"tonnage": Decimal("0.1") * 11})

    assert [one.amount for one in compare(LAW, DEARER_GRAIN, [odd]).changes] == [Fraction(66, 100)]
