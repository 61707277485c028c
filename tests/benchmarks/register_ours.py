"""The same columns by this library: not measured until `assess` takes a frame."""

from pathlib import Path


def ours(register: Path, results: Path) -> None:
    """The four conclusions of `register_check.CONCLUSIONS` about every estate, from Parquet to Parquet."""
    raise NotImplementedError


def our_amounts(register: Path, results: Path) -> None:
    """The rate and the monthly and yearly amounts alone, as peers give them, from Parquet to Parquet."""
    raise NotImplementedError


def ours_country(estates: Path, households: Path, results: Path) -> None:
    """Relief and budget by district, as `country_sql` gives them, from Parquet to Parquet."""
    raise NotImplementedError
