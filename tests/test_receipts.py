"""A decision's receipt: it replays bit for bit, and whatever is changed in it is found."""

import copy
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import (
    ArgumentError,
    Estate,
    EstatePolicyError,
    FactError,
    LawInForce,
    Receipt,
    ReceiptError,
    Replay,
    decide,
    load_policy,
    read_receipt,
    receipt,
    redact,
    replay,
)
from estate_policy.leaves import Json
from estate_policy.seal import digest_of
from estate_policy.terms import Language
from tests.changed import loaded
from tests.harbour import POLICY, Ship

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads((ROOT / "docs/schema/receipt-1.json").read_text("utf-8"))
DECISION = json.loads((ROOT / "docs/schema/decision-1.json").read_text("utf-8"))
COMMITMENT = {"$ref": "#/$defs/commitment"}
TRADER = Ship(id="A", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False)
TANKER = attrs.evolve(TRADER, flag="沙国（南部）", cargo="oil", tonnage=1000)
UNSURE = attrs.evolve(TRADER, cargo=None, tonnage=None)
SHIPS = [TRADER, TANKER, UNSURE, attrs.evolve(TRADER, retired=True), attrs.evolve(TRADER, surveyed_unfit=True)]
ESTATE = Estate(
    id="TH-001",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1996,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=80,
    management_mode="self_governance",
    renovated=False,
)

Record = dict[str, Any]
Change = Callable[[Record], object]


@cache
def law() -> LawInForce:
    return load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))


@cache
def shipped() -> LawInForce:
    return load_policy().on(date(2019, 7, 1))


def issued(ship: Ship = TRADER, **settings: Any) -> Receipt:
    return receipt(decide(law(), ship, engine="exact", **settings))


def replayed(one: Receipt) -> Replay:
    return replay(one, law().policy, engine="exact")


def altered(one: Receipt, change: Change, *, reseal: bool = False) -> Receipt:
    """The receipt as somebody changed it; who reseals it writes a digest that fits."""
    record: Record = copy.deepcopy(dict(one.record))
    change(record)
    return Receipt({**record, "digest": digest_of(record)} if reseal else record)


def texts(done: Replay) -> list[str]:
    return [difference.text() for difference in done.differences]


# What is reproduced.


@pytest.mark.parametrize("ship", SHIPS, ids=range(len(SHIPS)))
def test_a_receipt_is_reproduced_from_its_file(ship: Ship, tmp_path: Path) -> None:
    one = issued(ship)
    one.write(tmp_path / "r.json")
    read = read_receipt(tmp_path / "r.json")

    assert (read, replayed(read).reproduced, replayed(read).differences) == (one, True, ())


@pytest.mark.parametrize("settings", [{"records_complete": False}, {"unknown_events": ["surveyed_unfit"]}])
def test_what_was_taken_of_recorded_events_is_replayed(settings: dict[str, Any]) -> None:
    assert replayed(issued(**settings)).reproduced is True


def test_a_receipt_of_the_shipped_policy_is_reproduced_by_every_engine() -> None:
    one = receipt(decide(shipped(), ESTATE))

    assert [
        replay(one, shipped().policy, engine=engine).reproduced for engine in ("confirmed", "durable", "exact")
    ] == [
        True,
        True,
        True,
    ]


def test_the_same_decision_with_the_same_salts_gives_the_same_receipt() -> None:
    one = issued()

    assert receipt(decide(law(), TRADER, engine="exact"), one.record["salts"]).to_json() == one.to_json()


def test_salts_are_drawn_anew_for_every_receipt() -> None:
    first, second = (issued().record["salts"] for _ in range(2))

    assert set(first.values()).isdisjoint(second.values())


def test_a_receipt_is_the_same_under_every_hash_seed() -> None:
    facts = {name: value for name, value in attrs.asdict(ESTATE).items() if value is not None}
    program = (
        "import datetime, sys; from decimal import Decimal;"
        "from estate_policy import Estate, decide, load_policy, receipt;"
        f"decision = decide(load_policy().on(datetime.date(2019, 7, 1)), Estate(**{facts!r}), engine='exact');"
        "sys.stdout.write(receipt(decision, {name: 'salt' for name in decision.to_dict()['facts']}).digest)"
    )
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            check=True,
            capture_output=True,
            text=True,
            env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT / "src")},
        ).stdout
        for seed in ("0", "1", "7")
    }

    assert [one.startswith("sha256:") for one in found] == [True]


def test_a_receipt_follows_its_schema_redacted_or_not() -> None:
    for ship in SHIPS:
        for one in (issued(ship), redact(issued(ship), ["id", "cargo", "surveyed_unfit"])):
            jsonschema.validate(one.record, SCHEMA)

    assert uncommitted(SCHEMA["$defs"]) == DECISION["$defs"]


def uncommitted(shape: Json) -> Json:
    """What of the shapes of a receipt is not about commitments, which decisions don't have."""
    if isinstance(shape, list):
        return [uncommitted(one) for one in shape if one != COMMITMENT]
    if not isinstance(shape, dict):
        return shape
    of_receipts = ("commitment", "digest") if "commitment" in shape else ()
    said = {name: uncommitted(one) for name, one in shape.items() if name not in of_receipts}
    if COMMITMENT in shape.get("anyOf", []) and len(said["anyOf"]) == 1:
        said |= said.pop("anyOf")[0]
    return said


# What is changed.


def places(value: Json, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Every leaf, and every list that could be cut short."""
    if isinstance(value, dict | list):
        if value and isinstance(value, list):
            yield path
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from places(one, (*path, key))
    else:
        yield path


def other(value: Json) -> Json:
    if isinstance(value, list):
        return value[:-1]
    if isinstance(value, bool):
        return not value
    return "0" if value is None else f"{value}0"


def put(path: tuple[Any, ...]) -> Change:
    def change(record: Record) -> None:
        holder: Any = record
        for key in path[:-1]:
            holder = holder[key]
        holder[path[-1]] = other(holder[path[-1]])

    return change


def is_noticed(one: Receipt, scratch: Path) -> bool:
    try:
        one.write(scratch / "r.json")
        return not replayed(read_receipt(scratch / "r.json")).reproduced
    except EstatePolicyError:
        return True


@pytest.mark.parametrize("facts", [[], ["id", "flag"]], ids=["whole", "redacted"])
def test_no_value_can_be_changed_unnoticed(facts: list[str], tmp_path: Path) -> None:
    one = redact(issued(TANKER), facts)
    unnoticed = [path for path in places(one.record) if not is_noticed(altered(one, put(path)), tmp_path)]

    assert unnoticed == []


@pytest.mark.parametrize("facts", [[], ["tonnage"]], ids=["whole", "redacted"])
def test_no_sign_of_the_file_can_be_changed_unnoticed(facts: list[str], tmp_path: Path) -> None:
    text = redact(issued(TANKER), facts).to_json()
    file = tmp_path / "r.json"

    @given(
        st.integers(0, len(text) - 1),
        st.one_of(st.sampled_from(["", *'0159afAF.,:"\\[]{}tun-+eE _/雾\u200b\u00a0']), st.characters(codec="utf-8")),
    )
    def holds(index: int, sign: str) -> None:
        if text[index] == sign or {text[index], sign} <= set(" \n\t\r") | {""}:
            return
        file.write_text(text[:index] + sign + text[index + 1 :], "utf-8", newline="")
        try:
            done = replayed(read_receipt(file))
        except EstatePolicyError:
            return

        assert done.reproduced is False

    holds()


def test_white_space_between_values_is_no_change(tmp_path: Path) -> None:
    one = issued()
    file = tmp_path / "r.json"
    reproduced = []
    for text in (json.dumps(one.record), one.to_json().replace("\n", "\r\n"), "\n\t" + one.to_json() + "\r\n"):
        file.write_text(text, "utf-8", newline="")
        reproduced.append(replayed(read_receipt(file)).reproduced)

    assert reproduced == [True, True, True]


def test_keys_in_another_order_are_a_change() -> None:
    def turn(record: Record) -> None:
        record["policy"] = dict(reversed(record["policy"].items()))

    done = replayed(altered(issued(), turn, reseal=True))

    assert texts(done) == ["/policy: the keys stand in another order"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (
            lambda record: record["answers"]["monthly_due"].update(value="51"),
            '/answers/monthly_due/value: recorded "51", replayed "50"',
        ),
        (
            lambda record: record["answers"]["due_rate"].update(standing="contested"),
            '/answers/due_rate/standing: recorded "contested", replayed "settled"',
        ),
        (
            lambda record: record["answers"]["due_rate"]["trace"]["rules"].pop(),
            "/answers/due_rate/trace/rules/",
        ),
        (
            lambda record: record["answers"]["due_rate"]["citations"][0].update(quote="Grain pays nothing"),
            '/answers/due_rate/citations/0/quote: recorded "Grain pays nothing", replayed "Grain pays 0.5 crowns a ',
        ),
        (
            lambda record: record["answers"].pop("monthly_due") and record["rests_on"]["answers"].pop("monthly_due"),
            "/answers/monthly_due: recorded not there, replayed {",
        ),
        (
            lambda record: record["answers"]["due_rate"].update(remark="paid"),
            '/answers/due_rate/remark: recorded "paid", replayed not there',
        ),
        (
            lambda record: record["amendments"].append({"name": "reform", "digest": "sha256:0"}),
            '/amendments/0: recorded {"name": "reform"',
        ),
        (
            lambda record: record["rests_on"]["answers"].update(due_rate=["cargo"]),
            '/rests_on/answers/due_rate/0: recorded "cargo", replayed "flag"',
        ),
        (
            lambda record: record["subject"]["facts"].update(tonnage="100.0e0"),
            "`tonnage` is `100.0e0`, which is not a number",
        ),
        (
            lambda record: record["subject"]["facts"].update(tonnage="1" * 300),
            "`tonnage` is `1111",
        ),
    ],
)
def test_a_change_is_found_in_its_place_though_the_digest_was_made_to_fit(change: Change, found: str) -> None:
    try:
        first = texts(replayed(altered(issued(), change, reseal=True)))[0]
    except FactError as error:
        first = str(error)

    assert first.startswith(found), first


def test_a_change_that_a_replay_does_not_reach_is_found_by_the_digest() -> None:
    one = issued()
    for name in ("version", "engine"):
        done = replayed(altered(one, put((name,))))

        assert [difference.code for difference in done.differences] == ["digest-differs"]
        assert one.digest in done.differences[0].text()


def test_facts_of_another_receipt_are_found() -> None:
    theirs = issued(attrs.evolve(TRADER, tonnage=101))

    def swap(record: Record) -> None:
        record["subject"]["facts"]["tonnage"] = "101"
        record["salts"]["tonnage"] = theirs.record["salts"]["tonnage"]

    done = replayed(altered(issued(), swap))

    assert '/answers/monthly_due/value: recorded "50", replayed "50.5"' in texts(done)
    assert done.differences[-1].code == "digest-differs"


# Another version, another policy.


def test_a_receipt_of_another_version_is_compared_all_the_same() -> None:
    def older(record: Record) -> None:
        record["version"] = "0.0.9"

    same = replayed(altered(issued(), older, reseal=True))
    wrong = replayed(altered(altered(issued(), older), put(("answers", "due_rate", "value")), reseal=True))

    assert (same.receipt.version, same.version != "0.0.9", same.reproduced) == ("0.0.9", True, True)
    assert texts(wrong) == ['/answers/due_rate/value: recorded "0.50", replayed "0.5"']


def test_facts_that_another_version_did_not_know_are_no_difference() -> None:
    def older(record: Record) -> None:
        record["version"] = "0.0.9"
        del record["subject"]["facts"]["name"], record["salts"]["name"]

    one = receipt(decide(shipped(), ESTATE, engine="exact"))
    done = replay(altered(one, older, reseal=True), shipped().policy, engine="exact")

    assert done.differences == ()


def test_under_another_policy_nothing_is_decided_or_called_reproduced() -> None:
    others = loaded(("en: Listing", "en: Lists"))
    one = issued()
    done = replay(one, others, engine="exact")
    broken = replay(altered(one, put(("answers", "due_rate", "value"))), others, engine="exact")

    assert (done.is_other_policy, done.reproduced, done.differences) == (True, False, ())
    assert done.withheld == tuple(one.record["answers"])
    assert [difference.code for difference in broken.differences] == ["digest-differs"]


# Facts that are redacted.


def test_redacting_leaves_the_digest_and_takes_the_value_from_everywhere() -> None:
    one = issued(attrs.evolve(TRADER, tonnage=4321))
    less = redact(one, ["tonnage"])

    assert less.digest == one.digest == digest_of(less.record)
    assert less.redacted == ("tonnage",)
    assert '"4321"' not in less.to_json()
    assert one.record["salts"]["tonnage"] not in less.to_json()


def test_what_rests_on_a_redacted_fact_is_named_and_the_rest_is_replayed() -> None:
    done = replayed(redact(issued(), ["tonnage"]))

    assert (done.differences, done.reproduced) == ((), False)
    assert "monthly_due" in done.withheld
    assert "subject_to_dues" not in done.withheld


def test_a_redacted_fact_that_no_rule_reads_withholds_nothing() -> None:
    done = replayed(redact(issued(), ["id"]))

    assert (done.withheld, done.reproduced) == ((), True)


def test_facts_can_be_redacted_one_after_another() -> None:
    one = issued()

    assert redact(redact(one, ["id"]), ["cargo", "id"]) == redact(one, ["cargo", "id"])


def masked(value: Json) -> Json:
    """The value with every commitment alike."""
    if isinstance(value, dict):
        return "redacted" if "redacted" in value else {key: masked(one) for key, one in value.items()}
    return [masked(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("completion_year", (1996, 1997)),
        ("merged", (None, False)),
        ("first_phase_year", (None, 1990)),
        ("name", ("甲", None)),
    ],
)
def test_nothing_but_commitments_tells_two_values_of_a_redacted_fact_apart(fact: str, values: tuple[Any, Any]) -> None:
    """Where the conclusions are the same: what they say stays, and may give a fact away."""
    decisions = [decide(shipped(), attrs.evolve(ESTATE, **{fact: value}), engine="exact") for value in values]
    salts = receipt(decisions[0]).record["salts"]
    first, second = (redact(receipt(one, salts), [fact]).record for one in decisions)

    assert {**masked(first), "digest": None} == {**masked(second), "digest": None}
    assert first["digest"] != second["digest"]


@pytest.mark.parametrize(
    "change",
    [
        lambda record: record["subject"]["facts"].update(cargo="oil"),
        lambda record: record["subject"]["facts"].update(cargo=record["subject"]["facts"]["tonnage"]),
        lambda record: record["answers"]["due_rate"].update(trace=record["answers"]["monthly_due"]["trace"]),
        lambda record: record["answers"]["due_rate"].update(value="0.1"),
    ],
    ids=["another value", "a commitment moved", "a trace moved", "a withheld conclusion"],
)
def test_what_is_changed_in_a_redacted_receipt_is_found_by_the_digest(change: Change) -> None:
    done = replayed(altered(redact(issued(), ["cargo", "tonnage"]), change))

    assert done.differences[-1].code == "digest-differs"


def test_no_commitment_fits_in_another_place() -> None:
    found = re.findall(r'"redacted": "(.+)"', redact(issued(), ["cargo", "tonnage"]).to_json())

    assert len(found) == len(set(found)) > 2


def test_a_value_put_back_with_another_salt_is_found() -> None:
    def put_back(record: Record) -> None:
        record["subject"]["facts"]["tonnage"] = "99"
        facts = record["subject"]["facts"]
        record["salts"] = {name: record["salts"].get(name, "00") for name in facts}

    done = replayed(altered(redact(issued(), ["tonnage"]), put_back))

    assert "digest-differs" in [difference.code for difference in done.differences]


def test_a_trace_is_never_hidden_while_its_facts_are_there() -> None:
    one = issued()
    hidden = redact(one, ["cargo"]).record["answers"]["due_rate"]["trace"]

    def hide(record: Record) -> None:
        record["answers"]["due_rate"]["trace"] = hidden

    done = replayed(altered(one, hide))

    assert "/answers/due_rate/trace: redacted or not, it does not go with the facts that are redacted" in texts(done)


@pytest.mark.parametrize(
    ("facts", "language", "message"),
    [
        (
            ["cargo", "tonage"],
            "en",
            (
                "`tonage` is not a fact of `ship` "
                "(hint: did you mean `tonnage`? the receipt has its facts under `subject`)"
            ),
        ),
        (["tonage"], "zh", "没有名为 `tonage` 的事实（提示：是否应为 `tonnage`？凭证在 `subject` 下列有各项事实）"),
        (
            ["xyzzy"],
            "en",
            (
                "`xyzzy` is not a fact of `ship` (hint: the receipt has its facts under `subject`; one of another "
                "subject is named `SUBJECT.FACT`, of one of several `SUBJECTS[ID].FACT`)"
            ),
        ),
    ],
)
def test_only_facts_can_be_redacted(facts: list[str], language: Language, message: str) -> None:
    with pytest.raises(ReceiptError) as caught:
        redact(issued(), facts)

    assert caught.value.text(language) == message


def test_one_fact_in_the_place_of_a_list_is_refused() -> None:
    for ask in (redact, Receipt.resting_on):
        with pytest.raises(ArgumentError) as caught:
            ask(issued(), "cargo")

        assert caught.value.text("zh") == '`facts` 是 `cargo`，不是列表（提示：请写 facts=["cargo"]）'


def test_a_receipt_that_was_changed_is_not_redacted() -> None:
    """Redacting would hide where."""
    with pytest.raises(ReceiptError, match="the receipt was changed after it was issued"):
        redact(altered(issued(), put(("answers", "due_rate", "value"))), ["tonnage"])
