"""The case shipped in `examples/settlement`: an invented district's three years, its figures worked by hand.

`docs/settlement-case.md` works the same three estates from the rates, and lists what happens to whom.
"""

import csv
import shutil
from collections.abc import Callable, Hashable, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import attrs
import pytest

from estate_policy.answer import Answer
from estate_policy.closing import ClosedSettlement, close
from estate_policy.decision import Decision
from estate_policy.errors import Cell
from estate_policy.facts import Estate
from estate_policy.history import Alteration, History
from estate_policy.ledger import Line, totals
from estate_policy.loading import amend, load_amendment, load_policy, shipped_policy
from estate_policy.outcome import Standing
from estate_policy.records import Records
from estate_policy.records_file import RecordsFile, read_records
from estate_policy.restating import replay_closed, restate
from estate_policy.settlement import Settlement, settle

SHIPPED = Path(__file__).parents[1] / "examples" / "settlement"
POLICY = amend(load_policy(), load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"))
YEARS = (2019, 2020, 2021)


def settled(records: Records, *years: int) -> Settlement:
    return settle(POLICY, records, years, engine="exact")


@pytest.fixture(scope="module")
def read() -> RecordsFile:
    return read_records(SHIPPED, POLICY)


@pytest.fixture(scope="module")
def settlement(read: RecordsFile) -> Settlement:
    return settled(read.records, *YEARS)


@pytest.fixture(scope="module")
def closed(read: RecordsFile) -> ClosedSettlement:
    return close(settled(read.records, 2019))


def of_district(settlement: Settlement, year: int) -> Decision:
    (found,) = [one.decision for one in settlement.years if one.year == year]
    return found


def of_estate(settlement: Settlement, estate: str, year: int) -> Decision:
    (found,) = [one.estates[estate] for one in settlement.years if one.year == year]
    return found


def told(answer: Answer) -> str:
    """The standing of an answer, with its value or else its bounds."""
    value = answer.working_value
    return f"{answer.standing.value} {f'{answer.low}..{answer.high}' if value is None else value}"


def rows(sheet: str) -> list[Mapping[str, str]]:
    """The rows of a sheet as any program reads them."""
    with (SHIPPED / f"{sheet}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


# Three estates, worked by hand.

LINES = {
    # 8,640.37 m²: 864.037 a month at 0.1 as professional; self-governed from 16 March 2020, so from April on 2,592.111
    # at 0.3; renovated on 18 May 2021, so from June on 864.037. Twelve of 0.1; three and nine; five and seven. The city
    # awards half of the vouchers, which are 10,368.44, 25,921.11 and 19,008.81.
    "TH-007": [
        ("2019-01-01", "2019-12-31", "subsidy_for_months", "10368.444"),
        ("2019-01-01", "2019-12-31", "instalment_rounding", "-0.004"),
        ("2019-01-01", "2019-12-31", "award_payable_now", "5184.22"),
        ("2020-01-01", "2020-03-31", "subsidy_for_months", "2592.111"),
        ("2020-04-01", "2020-12-31", "subsidy_for_months", "23328.999"),
        ("2020-01-01", "2020-12-31", "award_payable_now", "12960.555"),
        ("2021-01-01", "2021-05-31", "subsidy_for_months", "12960.555"),
        ("2021-06-01", "2021-12-31", "subsidy_for_months", "6048.259"),
        ("2021-01-01", "2021-12-31", "instalment_rounding", "-0.004"),
        ("2021-01-01", "2021-12-31", "award_payable_now", "9504.405"),
    ],
    # 15,206.80 m²: 4,562.04 a month at 0.3; renovated on 25 February 2020, so from March on 1,520.68. The vouchers of
    # 2020 went on at 13,686.12 a quarter: half of 54,744.48 is 27,372.24, of which 30 % were deducted by decision.
    "TH-018": [
        ("2019-01-01", "2019-12-31", "subsidy_for_months", "54744.48"),
        ("2019-01-01", "2019-12-31", "award_payable_now", "27372.24"),
        ("2020-01-01", "2020-02-29", "subsidy_for_months", "9124.08"),
        ("2020-03-01", "2020-12-31", "subsidy_for_months", "15206.80"),
        ("2020-01-01", "2020-12-31", "award_payable_now", "19160.568"),
        ("2021-01-01", "2021-12-31", "subsidy_for_months", "18248.16"),
        ("2021-01-01", "2021-12-31", "award_payable_now", "9124.08"),
    ],
    # 4,870.60 m²: 1,461.18 a month at 0.3, before the merger of 1 July 2020 and after it. The vouchers of each year
    # come to 17,534.16, of which half is awarded; the last of 2021 is dated January 2022.
    "TH-033": [
        ("2019-01-01", "2019-12-31", "subsidy_for_months", "17534.16"),
        ("2019-01-01", "2019-12-31", "award_payable_now", "8767.08"),
        ("2020-01-01", "2020-06-30", "subsidy_for_months", "8767.08"),
        ("2020-07-01", "2020-12-31", "subsidy_for_months", "8767.08"),
        ("2020-01-01", "2020-12-31", "award_payable_now", "8767.08"),
        ("2021-01-01", "2021-12-31", "subsidy_for_months", "17534.16"),
        ("2021-01-01", "2021-12-31", "award_payable_now", "8767.08"),
    ],
}


@pytest.mark.parametrize("estate", LINES)
def test_the_lines_of_three_estates_are_those_worked_by_hand(settlement: Settlement, estate: str) -> None:
    found = [
        (str(line.first), str(line.last), line.answer.name, line.amount)
        for line in settlement.lines
        if line.estate == estate
    ]

    assert found == [(first, last, name, Fraction(amount)) for first, last, name, amount in LINES[estate]]


@pytest.mark.parametrize(
    ("estate", "year", "conclusion", "expected"),
    [
        ("TH-007", 2019, "subsidy_payment", "settled 10368.44"),
        ("TH-007", 2020, "subsidy_payment", "settled 25921.11"),
        ("TH-007", 2021, "subsidy_payment", "settled 19008.81"),
        ("TH-007", 2021, "subsidy_outstanding", "settled 0"),
        # 9,124.08 + 15,206.80, and that less 54,744.48.
        ("TH-018", 2020, "subsidy_payment", "settled 24330.88"),
        ("TH-018", 2020, "vouchers_paid", "settled 54744.48"),
        ("TH-018", 2020, "subsidy_outstanding", "settled -30413.6"),
        # 27,372.24 x 0.3; 27,372.24 - 8,211.672; nothing of it where failing bars the award.
        ("TH-018", 2020, "city_award", "settled 27372.24"),
        ("TH-018", 2020, "award_withheld", "contested 8211.672"),
        ("TH-018", 2020, "award_after_decision", "contested 19160.568"),
        ("TH-033", 2020, "subsidy_payment", "settled 17534.16"),
        ("TH-033", 2021, "city_award", "contested 8767.08"),
    ],
)
def test_what_three_estates_come_to_was_worked_by_hand(
    settlement: Settlement, estate: str, year: int, conclusion: str, expected: str
) -> None:
    assert told(of_estate(settlement, estate, year)[conclusion]) == expected


def test_by_its_date_the_last_voucher_of_the_merged_estate_does_not_count(settlement: Settlement) -> None:
    """Half of 13,150.62 for January to September; 4,383.54 for the rest is dated January 2022."""
    award = of_estate(settlement, "TH-033", 2021)["award_payable_now"]

    assert [(one.readings, one.value) for one in award.alternatives] == [
        ({"voucher_window": "by_voucher_date"}, Decimal("6575.31"))
    ]


def test_the_thirty_seventh_month_is_paid_by_the_district_and_awarded_nothing(read: RecordsFile) -> None:
    """1,461.18 were paid for January 2022; the transition ended in December 2021."""
    only = attrs.evolve(read.records, estates=tuple(one for one in read.records.estates if one.id == "TH-033"))
    year = of_estate(settled(only, 2022), "TH-033", 2022)

    assert [told(year[name]) for name in ("subsidy_payment", "vouchers_paid", "city_award")] == [
        "settled 17534.16",
        "settled 1461.18",
        "settled 0",
    ]


# What happens to whom.


@pytest.mark.parametrize(
    ("estate", "year", "conclusion", "expected"),
    [
        # No mode until September 2019: four months at 0.3 for 6,204.08 m², 7,444.896.
        ("TH-009", 2019, "subsidy_payment", "settled 7444.9"),
        # Two quarters of 2021 were paid: 3 x 2,795.475 twice, 16,772.85 of 33,545.70.
        ("TH-016", 2021, "subsidy_outstanding", "settled 16772.85"),
        # Completed in 2003: nothing is due, 6,000 were paid, nothing is awarded.
        ("TH-021", 2019, "subsidy_outstanding", "settled -6000"),
        ("TH-021", 2019, "city_award", "settled 0"),
        # 9,876.54 m² since 2020, 35,555.544 a year at 0.3; in 2019 half of what was paid all the same.
        ("TH-024", 2019, "city_award", "settled 17100"),
        ("TH-024", 2020, "subsidy_payment", "settled 35555.54"),
        # 48,530.16 at 0.3 for 13,480.60 m² that were renovated; 32,353.44 taken back leave 16,176.72 at 0.1.
        ("TH-026", 2019, "vouchers_paid", "settled 16176.72"),
        ("TH-026", 2019, "subsidy_outstanding", "settled 0"),
        # At 0.3 for 0.01 m² to 10,000,000 m² at most.
        ("TH-024", 2019, "scheduled_subsidy", "unknown 0.036..36000000"),
        # 10,420 m², renovated from April to November: three months at 3,126 and nine at 1,042, or eleven and one; and
        # twelve at 1,042 when that is past.
        ("TH-028", 2020, "scheduled_subsidy", "unknown 18756..35428"),
        ("TH-028", 2021, "subsidy_payment", "settled 12504"),
        # Both vouchers of one number, 4,875.54 each, may count or not.
        ("TH-030", 2020, "vouchers_paid", "unknown 0..9751.08"),
        # One voucher of 36,132.90 was reversed; the other is twelve months at 3,613.29.
        ("TH-031", 2019, "vouchers_paid", "settled 43359.48"),
        # 6,871.33 m² at 0.3 for twelve months, 24,736.788, and no voucher.
        ("TH-036", 2021, "subsidy_outstanding", "settled 24736.79"),
        ("TH-036", 2021, "city_award", "settled 0"),
        # Half of 18,020 m² at 0.3 for twelve months, 64,872.
        ("TH-039", 2021, "award_payable_now", "settled 0"),
        ("TH-039", 2021, "award_open", "settled 32436"),
        # The second half of 13,041.60 went to TH-0410, of whom nobody knows.
        ("TH-041", 2019, "subsidy_outstanding", "settled 6520.8"),
        # Half of 58,680, less 5,000; nothing of it where failing bars the award.
        ("TH-042", 2019, "award_payable_now", "contested 24340"),
        # Half of 4,272.30, if passed; nothing before it is known.
        ("TH-044", 2021, "award_payable_now", "unknown 0..2136.15"),
        # Half of 26,431.74, all of it cancelled; under the other reading the subsidy too.
        ("TH-045", 2021, "award_withheld", "settled 13215.87"),
        ("TH-045", 2021, "subsidy_due_for_year", "contested 26431.74"),
        # Half of 50,832: failed, and nothing decided.
        ("TH-048", 2020, "award_payable_now", "contested 0"),
        ("TH-048", 2020, "award_open", "contested 25416"),
        # Half of 6,053.64; 3,000 for another purpose do not count.
        ("TH-050", 2019, "city_award", "settled 3026.82"),
        # 5,380.75 m² at 0.1 or at 0.3 for twelve months.
        ("TH-052", 2019, "scheduled_subsidy", "unknown 6456.9..19370.7"),
        # Many complaints, and a decision to deduct nothing: half of 15,240.
        ("TH-055", 2020, "award_payable_now", "settled 7620"),
        # 5,430 for December 2020 and January 2021 may be of either year, beside 29,865.
        ("TH-058", 2020, "vouchers_paid", "unknown 29865..35295"),
        ("TH-058", 2021, "vouchers_paid", "unknown 29865..35295"),
    ],
)
def test_what_happens_to_an_estate_shows_in_what_it_comes_to(
    settlement: Settlement, estate: str, year: int, conclusion: str, expected: str
) -> None:
    assert told(of_estate(settlement, estate, year)[conclusion]) == expected


@pytest.mark.parametrize(
    ("estate", "year", "expected"),
    [
        ("TH-007", 2020, {"state_changed_in_year"}),
        ("TH-009", 2019, {"state_changed_in_year"}),
        ("TH-016", 2021, {"vouchers_below_schedule"}),
        ("TH-018", 2020, {"vouchers_above_schedule", "state_changed_in_year", "one_ground_only"}),
        ("TH-020", 2020, {"state_changed_in_year"}),
        ("TH-021", 2019, {"voucher_out_of_scope"}),
        ("TH-033", 2020, {"state_changed_in_year"}),
        ("TH-036", 2021, {"vouchers_below_schedule"}),
        ("TH-042", 2019, {"one_ground_only"}),
        ("TH-048", 2020, {"measures_still_to_be_made", "failed_without_decision", "one_ground_only"}),
        ("TH-050", 2019, {"voucher_for_another_purpose"}),
    ],
)
def test_what_happens_to_an_estate_is_pointed_out(
    settlement: Settlement, estate: str, year: int, expected: set[str]
) -> None:
    assert {one.name for one in of_estate(settlement, estate, year).findings} == expected


def test_a_merger_is_on_record_from_its_day_on(read: RecordsFile) -> None:
    (merging,) = [one for one in read.records.estates if one.id == "TH-033"]

    assert [merging.on(day).subject.merged for day in (date(2020, 6, 30), date(2020, 7, 1))] == [False, True]


def test_most_estates_are_paid_what_is_due_in_every_year(settlement: Settlement) -> None:
    paid = [
        name
        for name in settlement.years[0].estates
        if all(told(of_estate(settlement, name, year)["subsidy_outstanding"]) == "settled 0" for year in YEARS)
    ]

    assert (len(settlement.years[0].estates), len(paid)) == (60, 49)


def test_a_budget_that_is_too_small_and_what_the_award_may_not_be_spent_on_are_pointed_out(
    settlement: Settlement,
) -> None:
    found = {year: {one.name for one in of_district(settlement, year).findings} for year in YEARS}

    assert found == {
        2019: set(),
        2020: {"award_used_for_other_personnel", "award_used_not_for_wages"},
        2021: {"budget_below_requirement"},
    }


def test_the_uses_of_the_award_are_those_within_and_outside_the_earmark(settlement: Settlement) -> None:
    """2020: 390,000 for cleaners and 240,000 for order keepers; 18,600 and 7,350.50 for what is neither."""
    year = of_district(settlement, 2020)

    assert [told(year[name]) for name in ("used_within_earmark", "used_outside_earmark")] == [
        "settled 630000",
        "settled 25950.5",
    ]


# The deliberate mistakes.

MISTAKES = [
    ("评价.csv", 162, "绩效评价结果", "not-a-member"),
    ("拨付凭证.csv", 121, None, "doubled-voucher"),
    ("拨付凭证.csv", 169, None, "doubled-voucher"),
    ("拨付凭证.csv", 81, "小区编号", "voucher-of-nobody"),
    ("拨付凭证.csv", 199, "小区编号", "voucher-of-two-years"),
]


def test_every_deliberate_mistake_is_told_at_its_cell_and_nothing_else_is(
    read: RecordsFile, settlement: Settlement
) -> None:
    found = []
    for problem in (*read.problems, *settlement.problems):
        assert isinstance(problem.location, Cell)
        found.append((problem.location.file, problem.location.row, problem.location.heading, problem.code))

    assert found == MISTAKES


def test_every_row_says_that_it_is_invented() -> None:
    sheets = [path.stem for path in SHIPPED.iterdir() if path.stem != "说明"]

    assert len(sheets) == 7
    assert [row for sheet in sheets for row in rows(sheet) if not row["备注"].endswith("虚构数据")] == []


# The district's totals.


@pytest.mark.parametrize(
    "key",
    [
        lambda line: (line.payer, line.payee),
        lambda line: (line.year, line.purpose.en),
        lambda line: (line.estate,),
        lambda line: (line.answer.rules, line.answer.standing),
    ],
    ids=["payer", "year and purpose", "estate", "rules"],
)
def test_lines_add_up_to_the_totals_for_every_grouping(
    settlement: Settlement, key: Callable[[Line], tuple[Hashable, ...]]
) -> None:
    (whole,) = totals(settlement.lines)
    groups = totals(settlement.lines, key)

    assert (sum(one.lines for one in groups), sum(one.known for one in groups), sum(one.open for one in groups)) == (
        whole.lines,
        whole.known,
        whole.open,
    )


def test_what_each_estate_is_paid_for_a_year_comes_in_whole_fen(settlement: Settlement) -> None:
    lines = [line for line in settlement.lines if line.payer == "district_government"]
    payments = totals(lines, lambda line: (line.estate, line.year))

    assert len(payments) == 180
    assert [one.key for one in payments if not one.open and (one.known * 100).denominator != 1] == []


@pytest.mark.parametrize(
    ("year", "conclusion"), [(2019, "district_award_payment"), (2021, "district_subsidy_due")], ids=["award", "subsidy"]
)
def test_what_the_district_comes_to_is_the_sum_of_its_lines_in_whole_fen(
    settlement: Settlement, year: int, conclusion: str
) -> None:
    answer = of_district(settlement, year)[conclusion]
    pays = answer.conclusion.pays
    assert pays is not None
    (paid,) = totals(line for line in settlement.lines if line.year == year and line.payer == pays.payer)

    assert (paid.known, (paid.known * 100).denominator) == (answer.working_value, 1)


def test_the_award_of_2019_is_half_of_the_vouchers_that_count_in_the_file(settlement: Settlement) -> None:
    """For the subsidy, not reversed, and not for TH-021, which is out of scope, or TH-0410, which is nobody."""
    counted = [
        Decimal(row["凭证金额"])
        for row in rows("拨付凭证")
        if row["补贴起始月份"].startswith("2019")
        and row["凭证用途"] == "区级补贴"
        and row["凭证已冲销"] != "是"
        and row["小区编号"] not in {"TH-021", "TH-0410"}
    ]

    assert of_district(settlement, 2019)["district_award"].value == sum(counted) / 2


# What is missing.


def alone(read: RecordsFile, history: History[Estate]) -> Records:
    """The records with one estate only."""
    return attrs.evolve(read.records, estates=(history,))


def recorded(read: RecordsFile, estate: str) -> History[Estate]:
    (history,) = [one for one in read.records.estates if one.id == estate]
    return history


def supposed(read: RecordsFile, estate: str, **facts: Any) -> Records:
    """The records of an estate, had facts been known from the first."""
    history = recorded(read, estate)
    return alone(read, attrs.evolve(history, first=attrs.evolve(history.first, **facts)))


def renovated_on(read: RecordsFile, estate: str, day: date) -> Records:
    history = recorded(read, estate)
    return alone(read, attrs.evolve(history, alterations=[Alteration("renovated", True, day, day)]))


@pytest.mark.parametrize(
    ("estate", "year", "suppose"),
    [
        ("TH-024", 2019, lambda read: [supposed(read, "TH-024", gross_floor_area=one) for one in (5_000, 20_000)]),
        ("TH-052", 2019, lambda read: [supposed(read, "TH-052", renovated=one) for one in (True, False)]),
        (
            "TH-028",
            2020,
            lambda read: [renovated_on(read, "TH-028", date(2020, month, day)) for month, day in ((4, 1), (11, 30))],
        ),
    ],
    ids=["area", "renovated or not", "day of the renovation"],
)
def test_nothing_that_rests_on_what_is_missing_is_settled(
    settlement: Settlement, read: RecordsFile, estate: str, year: int, suppose: Callable[[RecordsFile], list[Records]]
) -> None:
    """Whatever it is, what is settled would be the same, and what is open lies within its bounds."""
    found = of_estate(settlement, estate, year)
    one, other = (of_estate(settled(records, year), estate, year) for records in suppose(read))
    turned = {name for name in found if one[name].working_value != other[name].working_value}

    assert {"scheduled_subsidy", "subsidy_payment", "subsidy_outstanding"} <= turned
    assert {name for name in turned if found[name].standing is Standing.SETTLED} == set()
    assert [name for name in turned for end in (one, other) if not _within(found[name], end[name])] == []


def _within(answer: Answer, known: Answer) -> bool:
    value = known.working_value
    if not isinstance(value, Decimal):
        return True
    return (answer.low is None or answer.low <= value) and (answer.high is None or value <= answer.high)


def test_what_the_district_comes_to_is_open_for_what_is_missing(settlement: Settlement) -> None:
    open_in = {
        2019: ["budget_requirement", "district_subsidy_due"],
        2020: ["budget_requirement", "district_subsidy_due", "district_award", "district_award_payment"],
        2021: ["district_award", "district_award_payment"],
    }
    names = ("budget_requirement", "district_subsidy_due", "district_award", "district_award_payment")
    found = {
        year: [name for name in names if of_district(settlement, year)[name].standing is Standing.UNKNOWN]
        for year in YEARS
    }

    assert found == open_in


# Closed, and corrected afterwards.


def corrected(folder: Path, more: str = "") -> Records:
    """The records once it came out that TH-012 was renovated on 20 August 2019, not on 5 November."""
    copy = folder / "records"
    shutil.copytree(SHIPPED, copy)
    changes, vouchers = copy / "变化.csv", copy / "拨付凭证.csv"
    text = changes.read_text("utf-8-sig")
    wrong = "TH-012,已落实整治改造,是,2019-11-05,"
    assert text.count(wrong) == 1
    changes.write_text(text.replace(wrong, "TH-012,已落实整治改造,是,2019-08-20,"), "utf-8-sig")
    vouchers.write_text(vouchers.read_text("utf-8-sig") + more, "utf-8-sig")
    return read_records(copy, POLICY).records


def test_what_was_closed_replays_as_it_was(closed: ClosedSettlement) -> None:
    assert replay_closed(closed, POLICY, engine="exact").reproduced


def test_a_corrected_renovation_takes_back_the_months_that_were_paid_too_high(
    closed: ClosedSettlement, tmp_path: Path
) -> None:
    """11,250.57 m²: eleven months at 3,375.171 and one at 1,125.057 were 38,251.938, paid as 38,251.94.

    With the renovation of August it is eight and four: 31,501.596, paid as 31,501.60.
    """
    restated = restate(closed, settled(corrected(tmp_path), 2019))

    assert [(one.estate, one.conclusion, one.before, one.after, one.change) for one in restated] == [
        ("TH-012", "subsidy_for_months", Fraction("38251.938"), Fraction("31501.596"), Fraction("-6750.342")),
        ("TH-012", "instalment_rounding", Fraction("0.002"), Fraction("0.004"), Fraction("0.002")),
    ]
    assert sum(one.change or 0 for one in restated) == Fraction("-6750.34")


def test_once_the_district_takes_it_back_the_city_takes_back_its_half(closed: ClosedSettlement, tmp_path: Path) -> None:
    """Half of 38,251.94 less 6,750.34."""
    voucher = "TH-012,虚财拨〔2022〕009号,2022-03,2019-01,2019-12,-6750.34,区级补贴,,虚构数据\n"
    restated = restate(closed, settled(corrected(tmp_path, voucher), 2019))

    assert [(one.payer, one.conclusion, one.change) for one in restated] == [
        ("district_government", "subsidy_for_months", Fraction("-6750.342")),
        ("district_government", "instalment_rounding", Fraction("0.002")),
        ("city_finance", "award_payable_now", Fraction("-3375.17")),
    ]
