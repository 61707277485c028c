"""Relief and budget by district, held to `decide`: some thousands of households in some hundreds of estates."""

import random
import tempfile
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import polars as pl

from estate_policy import Estate, Household, LawInForce, Standing, amend, decide, load_amendment, load_policy
from estate_policy.answer import Answer
from estate_policy.loading import shipped_policy
from estate_policy.spread import spread
from tests.benchmarks.country_sql import country_by_duckdb
from tests.benchmarks.register_check import DAY, drawn_estates, frame
from tests.benchmarks.register_data import HARDSHIP, write_rows

NAMES = (
    "completed_in_time",
    "in_scope",
    "district_subsidy_rate",
    "monthly_district_subsidy",
    "yearly_district_subsidy",
    "relief_entitled",
    "relief_claimable",
    "relieved_fee",
    "relief_amount",
)
_Sums = Mapping[str | None, Mapping[str, int]]


def law() -> LawInForce:
    """The law of the day with the example of a relief schedule, what the sums read alone, and no findings."""
    schedule = load_amendment(shipped_policy() / "instruments" / "relief-schedule.yaml")
    whole = amend(load_policy(), schedule).on(DAY)
    return attrs.evolve(whole, conclusions={name: whole.conclusions[name] for name in NAMES}, findings={})


def drawn_households(count: int, estates: list[Estate]) -> list[Household]:
    """Households near what the rules compare them with, one fact in ten missing; of some the estate is unknown."""
    drawn = random.Random(count)
    return [_household(drawn, f"H{number:08}", drawn.choice(estates)) for number in range(count)]


def _household(drawn: random.Random, id_: str, estate: Estate) -> Household:
    facts = {
        "estate": estate,
        "flat_area": 80,
        "served": drawn.random() < 0.9,
        "vacant": drawn.random() < 0.1,
        "hardship": drawn.choice([*HARDSHIP]),
        "certificate_presented": drawn.random() < 0.8,
        "receipt_presented": drawn.random() < 0.8,
        "fee_paid": Decimal(drawn.choice((0, 1, 12_345, 59_999, 60_000, 60_001, 100_000))) / 100,
    }
    return Household(id=id_, **{name: one for name, one in facts.items() if drawn.random() < 0.9})  # type: ignore[arg-type]


def expected(estates: list[Estate], households: list[Household]) -> _Sums:
    """The sums by district, one decision after the other."""
    law_of_day = law()
    sums: dict[str | None, Counter[str]] = {}
    amounts: dict[str | None, list[Answer]] = {}
    for household in households:
        answer = decide(law_of_day, household, engine="exact")["relief_amount"]
        district = household.estate.district if household.estate else None
        sums.setdefault(district, Counter()).update(_relief(answer))
    for estate in estates:
        answer = decide(law_of_day, estate, engine="exact")["yearly_district_subsidy"]
        amounts.setdefault(estate.district, []).append(answer)
    for district, answers in amounts.items():
        sums.setdefault(district, Counter()).update(_budget(answers))
    return sums


def _relief(answer: Answer) -> Counter[str]:
    working = answer.working_value
    settled = answer.standing is Standing.SETTLED
    standing = "settled" if settled else "open" if working is None else "contested"
    amount = 0 if working is None else _thousandths(working)
    return Counter({"households": 1, standing: 1, "relief_working": amount, "relief_settled": amount if settled else 0})


def _budget(answers: list[Answer]) -> Counter[str]:
    every = spread(answers)
    settled = [_thousandths(one.value) for one in answers if one.standing is Standing.SETTLED]
    ends = {"budget_low": _thousandths(every.low), "budget_high": _thousandths(every.high)}
    return Counter({"estates": len(answers), "budget_settled": sum(settled), "unmeasured": every.unmeasured, **ends})


def _thousandths(amount: object) -> int:
    assert isinstance(amount, Decimal | Fraction)
    counted = Fraction(amount) * 1000
    assert counted.denominator == 1
    return int(counted)


def checked() -> str:
    """That the sums written by hand are those of the decisions; an `AssertionError` with the first that is not."""
    estates = random.Random(1).sample(drawn_estates(2000), 600)
    households = drawn_households(6000, estates)
    sums = expected(estates, households)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_rows(frame(estates), folder / "estates.parquet")
        write_rows(_frame(households), folder / "households.parquet")
        country_by_duckdb(*(folder / f"{file}.parquet" for file in ("estates", "households", "results")))
        rows = pl.read_parquet(folder / "results.parquet").to_dicts()
    assert len(rows) == len(sums)
    for row in rows:
        for column, found in row.items():
            if column != "district":
                assert (found or 0) == sums[row["district"]][column], (row["district"], column, found)
    return f"{len(rows)} districts, by DuckDB as `decide` has it"


def _frame(households: list[Household]) -> pl.DataFrame:
    schema = {
        "id": pl.String(),
        "estate": pl.String(),
        "flat_area": pl.Decimal(12, 2),
        "served": pl.Boolean(),
        "vacant": pl.Boolean(),
        "hardship": pl.String(),
        "certificate_presented": pl.Boolean(),
        "receipt_presented": pl.Boolean(),
        "fee_paid": pl.Decimal(12, 2),
    }
    rows = [
        {name: getattr(one, name) for name in schema} | {"estate": one.estate.id if one.estate else None}
        for one in households
    ]
    return pl.DataFrame(rows, schema=schema)
