"""Results compared with each other, row by row, without a row of them in Python."""

from pathlib import Path

import duckdb

FEN = 10
"""A fen in thousandths of a yuan, in which amounts are counted."""


def rows_that_differ(expected: Path, other: Path) -> int:
    """How many rows of two results are in one of them alone, whatever their order, by the columns of the second."""
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM read_parquet('{other}')").fetchall()
        columns = ", ".join(name for name, *_ in described)
        rows = [f"SELECT {columns} FROM read_parquet('{path}')" for path in (expected, other)]
        totals = [
            connection.execute(f"SELECT count(*), sum(hash(results)) FROM ({each}) AS results").fetchall()
            for each in rows
        ]
        if totals[0] == totals[1]:
            return 0
        return _count(
            connection,
            f"SELECT count(*) FROM (({rows[0]} EXCEPT ALL {rows[1]}) UNION ALL ({rows[1]} EXCEPT ALL {rows[0]}))",
        )


def ours_that_differ(expected: Path, ours: Path) -> int:
    """How many of our rows say anything else than what was written by hand, whose amounts are whole numbers."""
    with duckdb.connect() as connection:
        described = connection.execute(f"DESCRIBE FROM read_parquet('{expected}')").fetchall()
        types = {
            name: type_ for name, type_, *_ in connection.execute(f"DESCRIBE FROM read_parquet('{ours}')").fetchall()
        }
        told = ", ".join(
            f"CAST({name} * {10 if 'rate' in name else 1000} AS BIGINT)" if types[name].startswith("DECIMAL") else name
            for name, *_ in described
        )
        by_hand = f"SELECT {', '.join(name for name, *_ in described)} FROM read_parquet('{expected}')"
        return _count(
            connection, f"SELECT count(*) FROM (SELECT {told} FROM read_parquet('{ours}') EXCEPT ALL {by_hand})"
        )


def wrong_amounts(expected: Path, peer: Path) -> list[int]:
    """Rows of which a known amount is off by a fen or more, and rows that are paid though what is due is open."""
    monthly, yearly = "monthly_district_subsidy", "yearly_district_subsidy"
    off = [f"abs(CAST(peer.{name} AS DOUBLE) * 1000 - expected.{name}) >= {FEN}" for name in (monthly, yearly)]
    paid = f"peer.{yearly} <> 0 AND expected.{yearly} IS NULL"
    of = f"FROM read_parquet('{expected}') AS expected JOIN read_parquet('{peer}') AS peer USING (id)"
    with duckdb.connect() as connection:
        return [_count(connection, f"SELECT count(*) {of} WHERE {condition}") for condition in (" OR ".join(off), paid)]


def _count(connection: duckdb.DuckDBPyConnection, query: str) -> int:
    ((counted,),) = connection.execute(query).fetchall()
    return int(counted)
