"""What other readings and assumptions would do to the amounts of a fleet."""

from datetime import date
from fractions import Fraction
from typing import Any

from estate_policy import decide
from estate_policy.choosing import choices, otherwise, with_option
from tests.changed import load
from tests.harbour import POLICY, Ship

LAW = load(POLICY).on(date(2020, 1, 1))
SOUTHERN: dict[str, Any] = {"flag": "沙国（南部）", "listed": True, "retired": False}
OIL = Ship(id="oil", cargo="oil", tonnage=1000, **SOUTHERN)
UNFIT = Ship(id="unfit", cargo="grain", tonnage=100, surveyed_unfit=True, **SOUTHERN)


def test_choices_are_listed_with_what_is_followed_and_what_depends_on_them() -> None:
    found = {one.choice.name: (one.followed, "yearly_due" in one.conclusions) for one in choices(LAW)}

    assert found == {
        "south_sandland": ("all_cargo", True),
        "listing_is_current": (None, True),
        "whole_months": (None, True),
        "over_age_from": ("by_survey", True),
    }


def test_another_option_is_followed_everywhere() -> None:
    """The half rate for grain only: oil pays 2 crowns a ton and month."""
    grain_only = with_option(LAW, "south_sandland", "grain_only")

    assert [decide(law, OIL)["due_rate"].working_value for law in (LAW, grain_only)] == [1, 2]


def test_another_option_moves_the_total_by_what_it_moves_each() -> None:
    """1000 tons, a crown more, twelve months; never over age, the unfit ship pays 0.5 and is open no longer."""
    told = {(one.choice.choice.name, one.option): one.compared for one in otherwise(LAW, [OIL, UNFIT])}
    (reading,) = told["south_sandland", "grain_only"].totals()  # type: ignore[union-attr]
    never = told["over_age_from", "never"]

    assert reading.after - reading.before == Fraction(12_000)
    assert [one.after.working_value for one in never.changes] == [12_000, 600]  # type: ignore[union-attr]
