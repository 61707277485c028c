"""A subject over time: what it is like on a day, and what of it nobody knows."""

from datetime import date, datetime
from typing import Any

import pytest

from estate_policy import Estate, FactError
from estate_policy.history import Alteration, History, altered_on

ESTATE = Estate(id="A1", renovated=False, management_mode="none")
JUNE = date(2019, 6, 18)


@pytest.mark.parametrize(
    ("day", "expected"), [(date(2019, 6, 17), False), (JUNE, True), (date(2020, 1, 1), True), (date.min, False)]
)
def test_a_change_holds_from_its_day_on(day: date, expected: bool) -> None:
    history = History(ESTATE, [altered_on("renovated", value=True, day=JUNE)])

    assert history.on(day).subject.renovated is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(date(2019, 5, 31), False), (date(2019, 6, 1), None), (date(2019, 6, 29), None), (date(2019, 6, 30), True)],
)
def test_between_the_days_of_a_change_the_fact_is_unknown(day: date, expected: bool | None) -> None:
    history = History(ESTATE, [Alteration("renovated", value=True, first=date(2019, 6, 1), last=date(2019, 6, 30))])

    assert history.on(day).subject.renovated is expected


def test_a_change_of_which_nobody_knows_when_leaves_the_fact_unknown_throughout() -> None:
    history = History(ESTATE, [Alteration("renovated", value=True, first=None, last=None)])

    assert [history.on(day).subject.renovated for day in (date.min, JUNE, date.max)] == [None, None, None]


def test_several_changes_hold_one_after_the_other_in_whichever_order_they_are_given() -> None:
    changes = [
        altered_on("management_mode", value="professional", day=date(2019, 9, 1)),
        altered_on("management_mode", value="self_governance", day=date(2019, 3, 1)),
    ]
    days = (date(2019, 2, 28), date(2019, 3, 1), date(2019, 8, 31), date(2019, 9, 1))

    assert [History(ESTATE, changes).on(day).subject.management_mode for day in days] == [
        "none",
        "self_governance",
        "self_governance",
        "professional",
    ]
    assert History(ESTATE, changes) == History(ESTATE, reversed(changes))


def test_a_recorded_event_that_may_have_happened_is_an_unknown_one() -> None:
    history = History(ESTATE, [Alteration("merged", value=True, first=date(2019, 6, 1), last=date(2019, 6, 30))])

    assert [history.on(day).unknown_events for day in (date(2019, 5, 1), JUNE, date(2019, 7, 1))] == [
        frozenset(),
        frozenset({"merged"}),
        frozenset(),
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ([altered_on("renovatd", value=True, day=JUNE)], "`renovatd` is not a fact of `estate`"),
        ([altered_on("id", value="A2", day=JUNE)], "`id` is not a fact of `estate`"),
        ([altered_on("gross_floor_area", value=-1, day=JUNE)], "`gross_floor_area` is `-1`"),
        (
            [altered_on("renovated", value=True, day=JUNE), altered_on("renovated", value=False, day=JUNE)],
            "of two changes of `renovated`, 2019-06-18 and 2019-06-18, nobody can say which came first",
        ),
        (
            [
                Alteration("renovated", value=True, first=None, last=None),
                altered_on("renovated", value=False, day=JUNE),
            ],
            "of two changes of `renovated`, .. and 2019-06-18, nobody can say which came first",
        ),
    ],
)
def test_a_change_that_cannot_be_is_refused(changes: list[Alteration], message: str) -> None:
    with pytest.raises(FactError) as caught:
        History(ESTATE, changes)

    assert message in str(caught.value)


def test_a_change_whose_days_are_the_wrong_way_round_is_refused() -> None:
    with pytest.raises(FactError, match="2019-06-01 is before 2019-06-18"):
        Alteration("renovated", value=True, first=JUNE, last=date(2019, 6, 1))


@pytest.mark.parametrize("day", ["2019-06-18", 20190618, datetime(2019, 6, 18)])  # noqa: DTZ001 without a zone
def test_a_change_on_what_is_no_day_is_refused(day: Any) -> None:  # noqa: ANN401 what callers may give
    with pytest.raises(FactError, match="where date is meant"):
        altered_on("renovated", value=True, day=day)


def test_one_change_in_the_place_of_a_list_is_refused() -> None:
    one: Any = altered_on("renovated", value=True, day=JUNE)

    with pytest.raises(FactError, match=r"`alterations` is `Alteration.*, and no list"):
        History(ESTATE, one)
