"""The same columns by this library."""

from datetime import date
from pathlib import Path

from estate_policy import assess, load_policy

DAY = date(2019, 7, 1)
CONCLUSIONS = ("in_scope", "district_subsidy_rate", "monthly_district_subsidy", "yearly_district_subsidy")


def ours(register: Path, results: Path) -> None:
    """The four conclusions of `register_check.CONCLUSIONS` about every estate, from Parquet to Parquet."""
    with assess(load_policy().on(DAY), register, conclusions=CONCLUSIONS) as assessed:
        assessed.write(results)


def our_amounts(register: Path, results: Path) -> None:
    """The rate and the monthly and yearly amounts, as peers give them, from Parquet to Parquet."""
    with assess(load_policy().on(DAY), register, conclusions=CONCLUSIONS[1:]) as assessed:
        assessed.write(results)


def ours_country(estates: Path, households: Path, results: Path) -> None:
    """Relief and budget by district, as `country_sql` gives them, from Parquet to Parquet."""
    raise NotImplementedError
