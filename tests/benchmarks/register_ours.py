"""The same columns by this library."""

from datetime import date
from pathlib import Path

import polars as pl

from estate_policy import Household, amend, amounts, assess, load_amendment, load_policy
from estate_policy.loading import shipped_policy

DAY = date(2019, 7, 1)
CONCLUSIONS = ("in_scope", "district_subsidy_rate", "monthly_district_subsidy", "yearly_district_subsidy")
LAW = load_policy().on(DAY)
"""Read once, when the process begins: what is measured is the register."""


def ours(register: Path, results: Path) -> None:
    """The four conclusions of `register_check.CONCLUSIONS` about every estate, from Parquet to Parquet."""
    with assess(LAW, register, conclusions=CONCLUSIONS) as assessed:
        assessed.write(results)


def our_amounts(register: Path, results: Path) -> None:
    """The rate and the monthly and yearly amounts, as peers give them, from Parquet to Parquet."""
    with assess(LAW, register, conclusions=CONCLUSIONS[1:]) as assessed:
        assessed.write(results)


def ours_country(estates: Path, households: Path, results: Path) -> None:
    """Relief and budget by district, by the relief schedule that is an example, from Parquet to Parquet."""
    schedule = load_amendment(shipped_policy() / "instruments" / "relief-schedule.yaml")
    law = amend(load_policy(), schedule).on(DAY)
    with (
        assess(law, estates, conclusions=CONCLUSIONS) as of_estates,
        assess(law, households, Household, conclusions=["relief_amount"], related={"estate": of_estates}) as assessed,
    ):
        sums = [
            ("budget", amounts(of_estates, by=["district"])),
            ("relief", amounts(assessed, "relief_amount", by=["estate.district"])),
        ]
    rows = [
        (what, one.key[0] if one.key else "all", one.rows, str(one.known), str(one.low), str(one.high))
        for what, groups in sums
        for one in groups
    ]
    pl.DataFrame(rows, schema=["what", "district", "rows", "known", "low", "high"], orient="row").write_parquet(results)
