"""Settlements closed, replayed, and held against corrected ones: every figure worked by hand from the rates."""

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from estate_policy import (
    Alteration,
    AwardUse,
    DistrictYear,
    Estate,
    EstateYear,
    History,
    RecordedDecision,
    Voucher,
    amend,
    load_amendment,
    load_policy,
)
from estate_policy.closed_file import read_closed
from estate_policy.closing import ClosedSettlement, close
from estate_policy.errors import FactError, ReceiptError
from estate_policy.history import altered_on
from estate_policy.loading import shipped_policy
from estate_policy.outcome import Bounds
from estate_policy.plain_records import plain_records, records_of
from estate_policy.records import Records
from estate_policy.restating import Restated, replay_closed, restate
from estate_policy.settlement import Settlement, settle

POLICY = amend(load_policy(), load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"))
ESTATE = Estate(
    id="A1",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completion_year=1995,
    completed_in_phases=False,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=10_000,
    management_mode="subdistrict_trust",
    renovated=False,
)
VOUCHER = Voucher(
    number="V-1",
    voucher_date=date(2019, 12, 1),
    service_from=date(2019, 1, 1),
    service_to=date(2019, 12, 1),
    amount=Decimal("24000.00"),
    purpose="district_subsidy",
)
PASSED = {("A1", 2019): EstateYear(id="A1", evaluation_result="passed")}


def renovated(first: date, last: date | None = None) -> History[Estate]:
    return History(ESTATE, [Alteration("renovated", True, first, last or first)])


def settled(
    history: History[Estate] = renovated(date(2019, 6, 18)),  # noqa: B008 nothing changes it
    *vouchers: Voucher,
    of: tuple[int, ...] = (2019,),
    **how: Any,
) -> Settlement:
    """Six months at 3,000 and six at 1,000 are 24,000, of which the city awards half where it was paid."""
    records = Records((history,), vouchers={"A1": vouchers or (VOUCHER,)}, years=PASSED)
    return settle(POLICY, records, of, engine="exact", **how)


@pytest.fixture(scope="module")
def closed() -> ClosedSettlement:
    return close(settled())


def told(restated: tuple[Restated, ...]) -> list[tuple[str, Fraction | None]]:
    return [(one.conclusion, one.change) for one in restated]


def test_what_was_closed_is_read_back_and_replays_line_by_line(closed: ClosedSettlement, tmp_path: Path) -> None:
    closed.write(tmp_path / "closed.json")
    read = read_closed(tmp_path / "closed.json")

    assert read.record == closed.record
    assert replay_closed(read, POLICY).reproduced
    assert [(line["conclusion"], line["amount"]) for line in read.record["lines"]] == [
        ("subsidy_for_months", "18000"),
        ("subsidy_for_months", "6000"),
        ("award_payable_now", "12000"),
    ]


def test_what_is_closed_is_not_written_over(closed: ClosedSettlement, tmp_path: Path) -> None:
    closed.write(tmp_path / "closed.json")

    with pytest.raises(ReceiptError, match=r"closed\.json: there is such a file; what is closed is not written over"):
        closed.write(tmp_path / "closed.json")


@pytest.mark.parametrize("place", ["amount", "low", "payer", "first", "rules"])
def test_a_changed_line_is_found_by_its_digest_and_by_the_replay(closed: ClosedSettlement, place: str) -> None:
    record = json.loads(closed.to_json())
    line = record["lines"][0]
    line[place] = {"amount": "18001", "low": "1", "payer": "city_finance", "first": "2019-01-02", "rules": []}[place]
    done = replay_closed(ClosedSettlement(record), POLICY)

    found = [one.path.removesuffix("/0") if place == "rules" else one.path for one in done.differences]
    assert found == ["/digest", f"/lines/0/{place}"]
    assert not done.reproduced


def test_a_changed_record_is_found_although_lines_come_out_the_same(closed: ClosedSettlement) -> None:
    record = json.loads(closed.to_json())
    record["records"]["estates"][0]["facts"]["name"] = "another"

    assert [one.code for one in replay_closed(ClosedSettlement(record), POLICY).differences] == ["seal-broken"]


def test_under_another_policy_nothing_is_settled_and_the_lacking_amendment_is_named(closed: ClosedSettlement) -> None:
    done = replay_closed(closed, load_policy())

    assert (done.is_other_policy, done.differences, done.reproduced) == (True, (), False)
    assert [message.code for message in done.amendments] == ["amendment-lacking"]


def test_an_earlier_day_of_renovation_takes_back_what_was_too_much(closed: ClosedSettlement) -> None:
    """Renovated in April: four months at 3,000 and eight at 1,000 are 20,000, 4,000 less; the voucher is as it was."""
    before = closed.to_json()
    (one,) = restate(closed, settled(renovated(date(2019, 4, 18))))

    assert [one.before, one.after, one.change] == [24000, 20000, -4000]
    assert [(line["first"], line["last"], line["amount"]) for line in one.now] == [
        ("2019-01-01", "2019-04-30", "12000"),
        ("2019-05-01", "2019-12-31", "8000"),
    ]
    assert closed.to_json() == before


def test_a_corrected_voucher_changes_the_award_by_half_of_it(closed: ClosedSettlement) -> None:
    """Half of 20,000.01 is 10,000.005, paid as 10,000.01: 1,999.995 less, and half a fen of rounding more."""
    corrected = attrs.evolve(VOUCHER, amount=Decimal("20000.01"))

    assert told(restate(closed, settled(renovated(date(2019, 6, 18)), corrected))) == [
        ("award_payable_now", Fraction("-1999.995")),
        ("district_award_rounding", Fraction("0.005")),
    ]


def test_while_the_day_is_not_known_the_difference_is_open_between_bounds(closed: ClosedSettlement) -> None:
    """Between 2 March and 30 September: 9,000, six months at 1,000 to 3,000, and 3,000, against 24,000."""
    (one, *_) = restate(closed, settled(renovated(date(2019, 3, 2), date(2019, 9, 30))))

    assert (one.conclusion, one.after, one.change) == ("subsidy_for_months", None, None)
    assert one.bounds == Bounds(Fraction(-6000), Fraction(6000))


def test_nothing_changed_is_no_difference(closed: ClosedSettlement) -> None:
    assert restate(closed, settled()) == ()


def test_only_years_that_both_settle_are_compared() -> None:
    before = close(settled(of=(2019, 2020)))

    assert restate(before, settled(of=(2019,))) == ()
    assert {one.year for one in restate(before, settled(renovated(date(2021, 1, 1)), of=(2020, 2021)))} == {2020}


def test_other_districts_than_those_settled_anew_are_left_alone(closed: ClosedSettlement) -> None:
    assert restate(closed, settled(renovated(date(2019, 4, 18)), districts=["盐都区"])) == ()


def test_other_districts_than_those_closed_are_left_alone() -> None:
    """What was not closed was not nought, so that nothing is to be paid besides."""
    elsewhere = attrs.evolve(ESTATE, id="B1", district="盐都区")
    records = Records((History(ESTATE), History(elsewhere)))
    of_one = close(settle(POLICY, records, [2019], districts=["亭湖区"]))

    assert restate(of_one, settle(POLICY, records, [2019])) == ()
    assert restate(of_one, settle(POLICY, records, [2019], districts=["盐都区"])) == ()


def test_records_of_every_kind_come_back_from_plain_data() -> None:
    history = History(
        ESTATE,
        [
            altered_on("gross_floor_area", Decimal("12345.67"), date(2020, 2, 29)),
            Alteration("renovated", None, None, None),
        ],
        unknown_events=frozenset({"merged"}),
    )
    decision = RecordedDecision(
        file_number="盐房〔2020〕7号",
        decided_by="city_housing_with_finance",
        decided_on=date(2020, 3, 2),
        kind="deduct_share",
        share=Decimal("0.2"),
    )
    records = Records(
        (history,),
        vouchers={"A1": (VOUCHER,)},
        decisions={("A1", 2019): (decision,)},
        years={("A1", 2019): EstateYear(id="A1", score=Decimal("79.99"))},
        districts={
            ("亭湖区", 2019): DistrictYear(id="亭湖区", uses=(AwardUse(id="U", use="cleaning_wages", amount=800),))
        },
        unknown_events={("A1", None): frozenset({"vouchers"}), ("A1", 2019): frozenset({"decisions"})},
        unknown_uses=frozenset({("亭湖区", None), ("亭湖区", 2020)}),
    )

    assert records_of(json.loads(json.dumps(plain_records(records))), POLICY) == records


def put(record: dict[str, Any], path: str, value: object) -> None:
    """Set what stands at a path of keys and numbers, `lines/0/amount`."""
    *above, last = (int(step) if step.isdigit() else step for step in path.split("/"))
    there: Any = record
    for step in above:
        there = there[step]
    there[last] = value


@pytest.mark.parametrize(
    ("path", "value", "message"),
    [
        ("schema", "x/1", "its shape is `x/1`; this version reads `estate-policy/settlement/1`"),
        ("years", ["19"], "/years/0: `0` is `19`"),
        ("rhythm", "weekly", "/rhythm: `rhythm` is `weekly`"),
        ("lines/0/amount", "1e3", "/lines/0/amount: `amount` is `1e3`"),
        ("lines/0/amount", "1/0", "/lines/0/amount: `amount` is `1/0`"),
        ("lines/0/standing", "fine", "/lines/0/standing: `standing` is `fine`"),
        ("lines/0/more", "x", "/lines/0: `more` is not a key here"),
        ("records/vouchers", [], "/records/vouchers"),
    ],
)
def test_a_file_of_another_shape_is_refused_at_the_place(
    closed: ClosedSettlement, tmp_path: Path, path: str, value: object, message: str
) -> None:
    record = json.loads(closed.to_json())
    put(record, path, value)
    (tmp_path / "closed.json").write_text(json.dumps(record), "utf-8")
    with pytest.raises(ReceiptError) as refused:
        read_closed(tmp_path / "closed.json")

    assert message in refused.value.text()


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("records/estates/0/facts/gross_floor_area", "much"),
        ("records/estates/0/alterations/0/fact", "colour"),
        ("records/estates/0/alterations/0/first", "2019-13-01"),
        ("records/years/0/year", "MMXIX"),
    ],
)
def test_records_that_no_subject_can_have_are_refused(closed: ClosedSettlement, path: str, value: object) -> None:
    record = json.loads(closed.to_json())
    put(record, path, value)

    with pytest.raises(FactError):
        replay_closed(ClosedSettlement(record), POLICY)
