"""Matters are taken to the bodies that the text names for them, and to no others."""

import re
from datetime import date
from functools import cache

import pytest

from estate_policy import LawInForce, Matter, Route, Standing, load_policy, route


@cache
def law() -> LawInForce:
    return load_policy().on(date(2019, 7, 1))


def _kinds() -> list[str]:
    return list(law().policy.enumerations["matter_kind"].members)


@cache
def _routes(kind: str, owner: str | None = "undertaking") -> tuple[Route, ...]:
    return route(law(), Matter(id="M", matter_kind=kind, equipment_owner=owner))


@pytest.mark.parametrize("kind", [kind for kind in _kinds() if kind != "other"])
def test_every_matter_of_the_text_is_taken_to_a_body(kind: str) -> None:
    assert [one for one in _routes(kind) if one.body is not None]


def test_a_matter_that_the_text_does_not_name_is_taken_to_nobody() -> None:
    assert _routes("other") == ()


@pytest.mark.parametrize("kind", _kinds())
def test_no_body_is_named_that_the_clause_does_not_name(kind: str) -> None:
    """Parentheses aside; of undertakings the clause names the trade."""
    for one in _routes(kind):
        words = _plain(law().policy.clauses[one.citation.document, one.citation.clause].text)
        for body in (one.body, *one.otherwise):
            named = _plain(law().policy.enumerations["body"].members[str(body)].term.zh)
            name = re.sub("^属地|(?<=^市)(?=.*专业部门单位)|专业部门单位$", "", named)

            assert name.removeprefix("市") in words if named.endswith("单位") else name in words


def test_of_a_matter_each_body_has_its_role() -> None:
    roles = [(one.role, one.body, one.citation.clause) for one in _routes("illegal_construction")]

    assert roles == [
        ("guided_by", "city_planning", "四(二)7"),
        ("urged_by", "city_planning", "四(二)7"),
        ("determined_by", "district_planning", "四(二)7"),
        ("ordered_by", "district", "四(二)7"),
    ]


def test_long_term_management_has_its_body_at_every_level() -> None:
    roles = {(one.role, one.body, one.citation.clause) for one in _routes("long_term_management")}

    assert roles == {
        ("guided_by", "district_housing", "四(一)1"),
        ("supervised_by", "district_housing", "四(一)1"),
        ("undertaken_by", "subdistrict_office", "四(一)2"),
        ("districts_overseen_by", "city_housing", "四(二)1"),
    }


def test_a_body_that_another_reading_names_stands_beside_the_preferred_one() -> None:
    punished = {one.role: one for one in _routes("irregular_charging")}["punished_by"]

    assert (punished.body, punished.standing, punished.otherwise) == (
        "city_price",
        Standing.CONTESTED,
        ("district_price",),
    )


def test_equipment_whose_owner_is_unknown_is_taken_to_nobody_yet() -> None:
    maintained = {one.role: one for one in _routes("street_lights", None)}["maintained_by"]

    assert (maintained.body, maintained.standing) == (None, Standing.UNKNOWN)


def test_equipment_of_others_is_taken_to_nobody() -> None:
    assert _routes("street_lights", "others") == ()


def _plain(text: str) -> str:
    return re.sub(r"（[^）]*）|\s", "", text)
