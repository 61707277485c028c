"""Duties: whether they arise, whether they are shown as done, and what of them is not."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

import jsonschema
import pytest

from estate_policy import Decision, District, DutyStatus, Meeting, OwedDuty, Subdistrict, decide, load_policy
from tests.kites import QUOTE, SAID, Kite, Tree, clause, formula, read

SCHEMA = json.loads((Path(__file__).parents[1] / "docs/schema/decision-1.json").read_text("utf-8"))
DUTY: Tree = {"party": "judges", "act": SAID, "when": "entered"}


@cache
def _decided(is_: str, duty: str, facts: tuple[tuple[str, Any], ...]) -> Decision:
    until: Tree = {"term": SAID, "quote": QUOTE, "unit": "day", "values": {"always": "2020-12-31"}}
    owed: Mapping[str, Tree] = {**json.loads(json.dumps(formula("truth", is_))), "duty": json.loads(duty)}
    policy = read({"1": clause(parameters={"until": until}, conclusions={"checked": owed})})
    return decide(policy.on(date(2020, 1, 1)), Kite(**dict(facts)))


def _owed(is_: str = "tethered and span > 0", duty: Tree = DUTY, **facts: Any) -> OwedDuty:
    (owed,) = _decided(is_, json.dumps(duty), tuple(facts.items())).duties
    return owed


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"entered": True, "tethered": True, "span": 1}, DutyStatus.DONE),
        ({"entered": True, "tethered": False, "span": 1}, DutyStatus.NOT_DONE),
        ({"entered": True, "tethered": False}, DutyStatus.NOT_DONE),
        ({"entered": True, "tethered": True}, DutyStatus.NOT_SHOWN),
        ({"entered": False, "tethered": True, "span": 1}, DutyStatus.DOES_NOT_ARISE),
        ({"entered": False}, DutyStatus.DOES_NOT_ARISE),
        ({"tethered": False}, DutyStatus.MAY_ARISE),
        ({"tethered": True, "span": 1}, DutyStatus.DONE),
    ],
)
def test_a_duty_stands_by_whether_it_arises_and_whether_it_is_shown_as_done(
    facts: Mapping[str, Any], status: DutyStatus
) -> None:
    assert _owed(**facts).status is status


@pytest.mark.parametrize(("entered", "arises"), [({"entered": True}, True), ({"entered": False}, False), ({}, None)])
def test_whether_a_duty_arises_is_told_in_three_values(entered: Mapping[str, Any], arises: bool | None) -> None:
    assert _owed(**entered).arises is arises


def test_of_a_duty_that_is_not_done_every_part_that_fails_or_is_open_is_lacking() -> None:
    owed = _owed(entered=True, tethered=False)

    assert (len(owed.lacking), owed.missing) == (2, ("span",))


def test_what_keeps_open_whether_a_duty_arises_is_missing_too() -> None:
    assert _owed(tethered=True).missing == ("entered", "span")


def test_nothing_is_lacking_of_what_is_done_or_does_not_arise() -> None:
    done, none = _owed(entered=True, tethered=True, span=1), _owed(entered=False)

    assert [(one.lacking, one.missing) for one in (done, none)] == [((), ()), ((), ())]


def test_a_deadline_is_a_day() -> None:
    owed = _owed(duty={"party": "judges", "act": SAID, "deadline": "until"})

    assert (owed.deadline, owed.due) == ("until", date(2020, 12, 31))


def test_a_duty_as_data_follows_the_schema() -> None:
    data = decide(load_policy().on(date(2019, 7, 1)), District(id="D", leading_group_formed=True)).to_dict()

    jsonschema.validate(data, SCHEMA)
    duties = cast("list[dict[str, object]]", data["duties"])

    assert [one["status"] for one in duties if one["conclusion"] == "leading_group_complete"] == ["not_shown"]


def test_duties_are_told_with_what_is_not_shown_as_done_and_not_among_the_other_conclusions() -> None:
    district = District(id="D", leading_group_formed=True, leading_group_head="leader_in_charge", grid_network=True)
    lines = decide(load_policy().on(date(2019, 7, 1)), district).explain("zh").splitlines()
    start = next(index for index, line in enumerate(lines) if "任组长" in line)

    assert lines[start : start + 2] == [
        "  · 区政府（管委会）：成立由主要领导任组长、分管领导任副组长的长效管理工作领导小组（未落实）",
        "    未见落实：领导小组组长为分管领导；领导小组副组长不明",
    ]
    assert [line for line in lines if line.startswith("  【")] == [
        "  【老旧小区长效管理的责任主体】区政府（管委会）（确定）"
    ]


def test_how_often_is_not_presumed_where_the_text_does_not_say() -> None:
    meeting = Meeting(id="M", departments_took_part=True, service_was_analysed=True)
    subdistrict = Subdistrict(id="S", first_month=date(2019, 1, 1), last_month=date(2019, 12, 1), meetings=(meeting,))
    owed = {one.name: one for one in decide(load_policy().on(date(2019, 7, 1)), subdistrict).duties}

    assert (owed["estates_reviewed_regularly"].status, owed["estates_reviewed_regularly"].unstated) == (
        DutyStatus.NOT_SHOWN,
        ("meeting_interval",),
    )


def test_a_subject_without_duties_has_none() -> None:
    policy = read({"1": clause(conclusions={"checked": formula("truth", "tethered")})})

    assert decide(policy.on(date(2020, 1, 1)), Kite()).duties == ()
