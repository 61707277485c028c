"""Owners' votes by the statute of the day: exact shares, at, below and above each threshold."""

from datetime import date
from fractions import Fraction

import pytest

from estate_policy import Estate, Vote, decide, load_policy

POLICY = load_policy()
CODE, BEFORE = POLICY.on(date(2021, 1, 1)), POLICY.on(date(2020, 12, 31))


def vote(matter: str, taking_part: int, in_favour: int) -> Vote:
    """A vote among 300 owners of 10 m² each."""
    return Vote(
        id="V",
        matter=matter,
        total_area=3000,
        total_owners=300,
        area_taking_part=10 * taking_part,
        owners_taking_part=taking_part,
        area_in_favour=10 * in_favour,
        owners_in_favour=in_favour,
    )


@pytest.mark.parametrize(
    ("matter", "taking_part", "in_favour", "adopted"),
    [
        ("manager", 199, 199, False),
        ("manager", 200, 100, False),
        ("manager", 200, 101, True),
        ("use_of_repair_fund", 201, 101, True),
        ("raising_of_repair_fund", 200, 149, False),
        ("raising_of_repair_fund", 200, 150, True),
        ("rebuilding", 200, 151, True),
        ("use_of_common_parts", 200, 149, False),
        ("other", 200, 101, True),
    ],
)
def test_under_the_code_two_thirds_take_part_and_of_these_more_than_half_or_three_quarters_agree(
    matter: str, taking_part: int, in_favour: int, *, adopted: bool
) -> None:
    """民法典第二百七十八条."""
    answer = decide(CODE, vote(matter, taking_part, in_favour))["decision_adopted"]

    assert answer.value is adopted


@pytest.mark.parametrize(
    ("matter", "in_favour", "adopted"),
    [
        ("manager", 150, False),
        ("manager", 151, True),
        ("use_of_repair_fund", 199, False),
        ("use_of_repair_fund", 200, True),
        ("raising_of_repair_fund", 201, True),
        ("rebuilding", 199, False),
        ("use_of_common_parts", 151, True),
    ],
)
def test_before_the_code_more_than_half_or_two_thirds_of_all_owners_agree(
    matter: str, in_favour: int, *, adopted: bool
) -> None:
    """物权法第七十六条."""
    answer = decide(BEFORE, vote(matter, 300, in_favour))["decision_adopted_by_all"]

    assert answer.value is adopted


def test_a_share_that_is_no_decimal_stays_exact() -> None:
    shares = decide(CODE, vote("manager", 200, 101))

    assert shares["area_share_taking_part"].value == Fraction(2, 3)


def test_the_day_decides_which_statute_speaks() -> None:
    answers = [set(decide(law, vote("manager", 200, 101)).answers) for law in (BEFORE, CODE)]

    assert ["decision_adopted" in names for names in answers] == [False, True]
    assert ["decision_adopted_by_all" in names for names in answers] == [True, False]


def test_before_either_statute_the_opinion_is_decided_all_the_same() -> None:
    law = POLICY.on(date(2007, 9, 30))

    assert decide(law, Estate(id="A", in_urban_area=False))["in_scope"].value is False
    assert dict(decide(law, vote("manager", 300, 300)).answers) == {}
