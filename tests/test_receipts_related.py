"""Receipts of subjects that refer to others and have several, and of amended policies."""

import json
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import (
    Policy,
    Receipt,
    ReceiptError,
    Replay,
    amend,
    decide,
    load_amendment,
    load_policy,
    receipt,
    redact,
    replay,
)
from estate_policy.checked import checked_facts
from estate_policy.errors import EstatePolicyError
from estate_policy.law import LawInForce
from estate_policy.loading import shipped_policy
from estate_policy.messages import Message
from estate_policy.receipt_file import read_receipt
from estate_policy.resting import resting
from estate_policy.schema import CollectionFact, DateFact, Identity, MemberFact
from estate_policy.seal import digest_of
from tests.kites import DAY, QUOTE, SAID, SILENT, WORDS, Kite, Tree, clause
from tests.kites import read as read_kites
from tests.teams import Club, Team, ruled, teams, told
from tests.test_amendments import HARBOUR, OVER_AGE, RATE, TRADER, read, written
from tests.test_receipt_files import run
from tests.test_receipts import ESTATE, SCHEMA, altered, masked, places, put, texts

Record = dict[str, Any]

START: Tree = {"term": SAID, "quote": QUOTE, "unit": "month", "values": {"always": "2019-07"}}
A, B = Kite(id="a", span=1, entered=True), Kite(id="b", span=2, entered=False, torn=True)
UNSURE = Kite(id="u", entered=None)
FULL = Team(leader=A, spare=B, kites=[A, B], lost=[Kite(id="x", height=-1)], founded=date(2019, 7, 1))
TEAMS: Mapping[str, Team] = {
    "full": FULL,
    "bare": Team(),
    "no kites": Team(leader=Kite(id="l"), kites=[], lost=[], landed=date(2020, 12, 31)),
    "unsure": Team(leader=UNSURE, kites=[A, UNSURE, Kite(id="2", span=3)]),
}
UNKNOWN: Mapping[str, list[str]] = {
    "full": ["spare", "kites[a].torn", "kites[b].torn", "leader.torn"],
    "bare": ["spare", "lost"],
    "no kites": ["leader.torn"],
    "unsure": ["kites[2].torn", "kites[u].ruling"],
}


@cache
def law() -> LawInForce:
    reach: Tree = {"one": {"when": "entered", "then": "span"}, "two": {"when": "not entered", **SILENT}}
    checked: Any = told("team", "truth", "leader.tethered and leader.span >= leader.height")
    return teams(
        {
            "reach": ruled("kite", "share", reach),
            "led": told("team", "share", "leader.reach"),
            "grown": told("team", "truth", "founded >= start"),
            "flown": told("team", "share", "sum(one.reach for one in kites if not one.torn)"),
            "worn": told("team", "truth", "spare.torn or not all(one.height > 0 for one in lost)"),
            "mended": {**checked, "duty": {"party": "judges", "act": SAID, "when": "leader.entered"}},
            "worse": told("team", "truth", "worn and grown"),
            "famous": told("club", "share", "sum(one.flown for one in teams if one.leader.entered)"),
        },
        parameters={"start": START},
    ).on(DAY)


def issued(team: Team | Club = FULL, **settings: Any) -> Receipt:
    return receipt(decide(law(), team, engine="exact", **settings))


def replayed(one: Receipt) -> Replay:
    return replay(one, law().policy, engine="exact")


def withheld(*facts: str) -> tuple[str, ...]:
    """What rests on facts that are redacted; nothing else may differ."""
    done = replayed(redact(issued(), facts))
    assert done.differences == ()
    return done.withheld


# What is reproduced, and what is found.


@pytest.mark.parametrize("settings", [{}, {"records_complete": False}, {"unknown_events": True}])
@pytest.mark.parametrize("name", TEAMS)
def test_the_receipt_of_a_subject_with_others_is_reproduced_from_its_file(
    name: str, settings: dict[str, Any], tmp_path: Path
) -> None:
    one = issued(TEAMS[name], **settings | ({"unknown_events": UNKNOWN[name]} if "unknown_events" in settings else {}))
    one.write(tmp_path / "r.json")
    done = replayed(read_receipt(tmp_path / "r.json"))

    assert (done.receipt, done.differences, done.reproduced) == (one, (), True)


def test_a_receipt_of_subjects_within_subjects_is_reproduced_by_every_engine() -> None:
    one = receipt(decide(law(), Club(teams=[FULL, Team(id="other", kites=[UNSURE])])))
    engines: tuple[Any, ...] = ("confirmed", "durable", "exact")

    assert [replay(one, law().policy, engine=engine).reproduced for engine in engines] == [True, True, True]


@pytest.mark.parametrize("name", TEAMS)
def test_a_receipt_with_others_follows_the_schema_redacted_or_not(name: str) -> None:
    one = issued(TEAMS[name])
    for each in (one, redact(one, [fact.name for fact in one.facts])):
        jsonschema.validate(each.record, SCHEMA)

    assert one.redacted == ()


@pytest.mark.parametrize("facts", [[], ["kites[b]", "leader.span"]], ids=["whole", "redacted"])
def test_no_value_of_another_subject_can_be_changed_unnoticed(facts: list[str], tmp_path: Path) -> None:
    one = redact(issued(), facts)

    def is_found(path: tuple[Any, ...]) -> bool:
        altered(one, put(path)).write(tmp_path / "r.json")
        try:
            return not replayed(read_receipt(tmp_path / "r.json")).reproduced
        except EstatePolicyError:
            return True

    assert [path for path in places(one.record) if not is_found(path)] == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda facts: facts["leader"].update(span="3"), '/answers/mended/trace/reads/1/value: recorded "1"'),
        (lambda facts: facts["leader"].update(span="9"), "`span` is `9` (hint: allowed: 0 to 3 share)"),
        (lambda facts: facts["leader"].update(wings="2"), "`wings` is not a fact of `kite`"),
        (lambda facts: facts["leader"].pop("id"), "`id` is missing"),
        (lambda facts: facts["kites"][1].update(id="a"), "`kites` holds the id `a` twice"),
        (lambda facts: facts.update(kites={"id": "a"}), "`kites` is `{'id': 'a'}`, of type dict"),
        (lambda facts: facts.update(leader=[{"id": "a"}]), "`leader` is `[{'id': 'a'}]`, of type list"),
        (lambda facts: facts.update(founded="2019-7-1"), "`founded` is `2019-7-1`, which is not a date"),
        (lambda facts: facts.update(founded="2019-07-32"), "`founded` is `2019-07-32`, which is not a date"),
    ],
    ids=range(9),
)  # fmt: skip
def test_a_change_of_another_subject_is_found_though_the_digest_was_made_to_fit(
    change: Callable[[Record], object], found: str
) -> None:
    one = altered(issued(), lambda record: change(record["subject"]["facts"]), reseal=True)
    try:
        first = texts(replayed(one))[0]
    except EstatePolicyError as error:
        first = str(error)

    assert first.startswith(found), first


# On what conclusions rest.


def test_a_conclusion_rests_on_the_facts_of_others_by_what_leads_to_them() -> None:
    found = resting(law(), "team").answers

    assert {name: list(found[name]) for name in ("led", "grown", "flown", "worse")} == {
        "led": ["leader", "leader.entered", "leader.span"],
        "grown": ["founded"],
        "flown": ["kites", "kites.id", "kites.entered", "kites.span", "kites.torn"],
        "worse": ["spare", "spare.torn", "lost", "lost.id", "lost.height", "founded"],
    }


def test_a_conclusion_rests_on_facts_several_steps_away() -> None:
    found = resting(law(), "club").answers["famous"]

    assert list(found) == [
        *("teams", "teams.id", "teams.leader", "teams.leader.entered"),
        *("teams.kites", "teams.kites.id", "teams.kites.entered", "teams.kites.span", "teams.kites.torn"),
    ]


# What is redacted.


@pytest.mark.parametrize(
    ("facts", "gone", "resting"),
    [
        (["leader.span"], ["leader.span"], ("mended", "led")),
        (["leader.id"], ["leader.id"], ()),
        (["kites[b].span"], ["kites[b].span"], ("flown",)),
        (["kites[b].id"], ["kites[?2].id"], ("flown",)),
        (["kites[b].height"], ["kites[b].height"], ()),
        (["founded"], ["founded"], ("grown", "worse")),
        (["lost[x].height", "founded"], ["lost[x].height", "founded"], ("grown", "worn", "worse")),
    ],
)
def test_a_fact_of_another_subject_is_redacted_by_the_name_that_answers_give_it(
    facts: list[str], gone: list[str], resting: tuple[str, ...]
) -> None:
    less = redact(issued(), facts)

    assert (list(less.redacted), withheld(*facts)) == (gone, resting)


@pytest.mark.parametrize(
    ("whole", "count", "resting"),
    [
        ("leader", 9, ("mended", "led")),
        ("kites[a]", 9, ("flown",)),
        ("kites", 18, ("flown",)),
        ("spare", 9, ("worn", "worse")),
    ],
)
def test_a_whole_subject_or_collection_is_redacted_by_its_name(
    whole: str, count: int, resting: tuple[str, ...]
) -> None:
    less = redact(issued(), [whole])
    values = masked(less.record["subject"]["facts"][whole.partition("[")[0]])

    assert (len(less.redacted), withheld(whole), "redacted" in json.dumps(values)) == (count, resting, True)
    assert less.digest == digest_of(less.record)


def test_what_a_duty_lacks_goes_with_its_facts() -> None:
    less = redact(issued(), ["leader.tethered"]).record["duties"][0]

    assert (less["status"], masked([less["lacking"], less["missing"]])) == ("not_shown", ["redacted", "redacted"])


def test_an_id_that_is_redacted_stands_nowhere_in_the_receipt() -> None:
    team = Team(leader=A, kites=[Kite(id="secret", entered=False), Kite(id="plain", span=1)])
    one = issued(team, unknown_events=["kites[secret].torn"])
    less = redact(one, ["kites[secret].id"])

    assert ("secret" in one.to_json(), "secret" in less.to_json(), replayed(less).differences) == (True, False, ())
    assert "plain" in less.to_json()


def test_a_member_whose_id_is_redacted_goes_by_its_number() -> None:
    one = issued()

    assert redact(redact(one, ["kites[b].id"]), ["kites[?2]"]) == redact(one, ["kites[b]"])


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("kites[z].span", r"kites\[b\].span"),
        ("kites.span", r"kites\[b\].span"),
        ("kites[0].span", r"kites\[b\].span"),
        ("leader.wings", "leader.ruling"),
        ("kites[b", "kites"),
    ],
)
def test_what_is_no_fact_of_the_receipt_cannot_be_redacted(name: str, meant: str) -> None:
    with pytest.raises(ReceiptError, match=rf"is not a fact of `team` \(hint: did you mean `{meant}.*`\?"):
        redact(issued(), [name])


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("leader.span", Team(leader=B), Team(leader=attrs.evolve(B, span=3))),
        ("leader.torn", Team(leader=A), Team(leader=attrs.evolve(A, torn=False))),
        ("kites", Team(kites=[A]), Team(kites=[Kite(id="c", span=1, entered=True)])),
        ("lost", Team(lost=None), Team(lost=[])),
        ("spare", Team(spare=B), Team(spare=Kite(id="c", torn=True))),
        ("founded", Team(founded=date(2020, 1, 1)), Team(founded=date(2021, 1, 1))),
    ],
)
def test_nothing_but_commitments_tells_other_subjects_apart(name: str, one: Team, other: Team) -> None:
    """Where the conclusions are the same."""
    salts = issued(one).record["salts"]
    decisions = (decide(law(), team, engine="exact") for team in (one, other))
    first, second = (redact(receipt(decision, salts), [name]).record for decision in decisions)

    assert {**masked(first), "digest": None} == {**masked(second), "digest": None}
    assert first["digest"] != second["digest"]


KITES = st.builds(
    Kite,
    id=st.sampled_from("abc"),
    span=st.sampled_from([None, 0, 3]),
    entered=st.sampled_from([None, True, False]),
    torn=st.sampled_from([None, True]),
)
SEVERAL = st.none() | st.lists(KITES, max_size=2, unique_by=lambda kite: kite.id)


@given(st.builds(Team, leader=st.none() | KITES, spare=st.none() | KITES, kites=SEVERAL, lost=SEVERAL), st.data())
def test_whatever_is_redacted_the_rest_is_replayed(team: Team, data: st.DataObject) -> None:
    one = issued(team)
    names = sorted({name for fact in one.facts for name in fact.names})
    less = redact(one, data.draw(st.lists(st.sampled_from(names), unique=True)))
    done = replayed(less)

    assert (less.digest, digest_of(less.record), done.differences) == (one.digest, one.digest, ())


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Heat:
    """A heat, which is always of a shape and a day."""

    id: Annotated[str, Identity()] = "h"
    shape: Annotated[str, MemberFact(term=WORDS, enumeration="shape", question=WORDS, required=True)]
    held: Annotated[
        date,
        DateFact(
            term=WORDS,
            unit="day",
            counts="days",
            low=date(2000, 1, 1),
            high=date(2030, 1, 1),
            question=WORDS,
            required=True,
        ),
    ]
    kites: Annotated[list[Kite] | None, CollectionFact(term=WORDS, subject=Kite, question=WORDS)] = None


def test_a_fact_that_no_subject_can_be_without_can_be_redacted() -> None:
    conclusions = {
        "boxed": told("heat", "truth", "shape == box"),
        "held_late": told("heat", "truth", "held >= late"),
        "many": told("heat", "share", "count(one for one in kites)"),
    }
    late: Tree = {"term": SAID, "quote": QUOTE, "unit": "day", "values": {"always": "2020-01-01"}}
    policy = read_kites({"1": clause(conclusions=conclusions, parameters={"late": late})}, Heat, Kite)
    one = receipt(decide(policy.on(DAY), Heat(shape="box", held=date(2021, 1, 1), kites=[A]), engine="exact"))
    done = replay(redact(one, ["shape", "held"]), policy, engine="exact")

    assert (done.differences, done.withheld) == ((), ("boxed", "held_late"))


# Amended policies.


ORDER = read(written(RATE))


def amended_receipt() -> Receipt:
    policy = amend(HARBOUR, ORDER)
    return receipt(decide(policy.on(date(2020, 6, 1)), TRADER, engine="exact"))


def test_a_receipt_lists_the_amendments_with_their_digests_and_replays_under_them() -> None:
    one = amended_receipt()
    done = replay(one, amend(HARBOUR, ORDER), engine="exact")

    assert (done.differences, done.reproduced, done.amendments) == ((), True, ())
    assert [(item["name"], item["digest"][:7], item["in_force"]) for item in one.record["amendments"]] == [
        ("order", "sha256:", True)
    ]
    assert one.record["answers"]["monthly_due"]["examples"] == ["order"]
    jsonschema.validate(one.record, SCHEMA)


def test_an_amendment_that_is_not_in_force_that_day_is_listed_as_such() -> None:
    policy = amend(HARBOUR, ORDER)
    one = receipt(decide(policy.on(date(2021, 6, 1)), OVER_AGE, engine="exact"))

    assert [item["in_force"] for item in one.record["amendments"]] == [False]
    assert replay(one, policy, engine="exact").reproduced is True


@pytest.mark.parametrize(
    ("orders", "said"),
    [
        ([], ["the amendment `order` of the digest sha256:"]),
        ([written(RATE, days="2020-02-01..2020-12-31")], ["the amendment `order` is another one: the digest of the "]),
        (
            [written(RATE, name="decree")],
            ["the amendment `order` of the digest sha256:", "the amendment `decree` is none of the receipt's"],
        ),
    ],
    ids=["missing", "another", "instead"],
)
def test_amendments_that_are_missing_or_others_are_said_and_nothing_is_replayed(
    orders: list[str], said: list[str]
) -> None:
    policy = amend(HARBOUR, *(read(one) for one in orders))
    done = replay(amended_receipt(), policy, engine="exact")

    assert (done.is_other_policy, done.reproduced, done.differences) == (True, False, ())
    assert [one.text("en")[: len(start)] for one, start in zip(done.amendments, said, strict=True)] == said


def test_an_amendment_that_the_receipt_did_not_have_is_said() -> None:
    one = receipt(decide(HARBOUR.on(date(2020, 6, 1)), TRADER, engine="exact"))
    done = replay(one, amend(HARBOUR, ORDER), engine="exact")

    assert done.amendments == (Message("amendment-surplus", {"name": "order"}),)


def test_a_change_of_the_amendments_is_found_though_the_digest_was_made_to_fit() -> None:
    def forget(record: Record) -> None:
        record["amendments"][0]["in_force"] = False

    done = replay(altered(amended_receipt(), forget, reseal=True), amend(HARBOUR, ORDER), engine="exact")

    assert texts(done) == ["/amendments/0/in_force: recorded false, replayed true"]


def test_the_command_replays_with_the_amendments_that_are_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    shutil.copy(shipped_policy() / "reforms" / "raise-unrenovated-rate.yaml", "reform.yaml")
    policy: Policy = amend(load_policy(), load_amendment("reform.yaml"))
    receipt(decide(policy.on(date(2020, 7, 1)), ESTATE, engine="exact")).write("r.json")
    status, out, _ = run(capsys, "replay", "r.json", "--amend", "reform.yaml", "--engine", "exact", "--lang", "en")
    without = run(capsys, "replay", "r.json", "--engine", "exact", "--lang", "en")

    assert (status, "reproduced" in out.splitlines()[-1]) == (0, True)
    assert without[0] == 2
    assert without[1].splitlines()[1].startswith("the amendment `raise-unrenovated-rate` of the digest sha256:")
    assert without[1].splitlines()[-1].endswith("its amendments by --amend.")
