"""Relief and budget by district, written by hand in DuckDB's SQL: households joined to their estates.

By the relief schedule that is an example among the instruments. Relief is worked out under both readings of who may
have it, and of which estates are in scope; all amounts are in thousandths of a yuan. Households of which nobody knows
the estate are in a district that nobody knows.
"""

from pathlib import Path

import duckdb

from tests.benchmarks.register_sql import LAYERS

LIMIT = 60_000
"""The fee of a year above which nothing is relieved, in fen."""

SQL = f"""
{LAYERS},
asking AS (
    SELECT
        estates.district,
        estates.scope,
        estates.wider,
        hardship IN ('dibao', 'tekun_person') AS entitled,
        hardship IN ('dibao', 'tekun_person', 'tekun_worker') AS more_entitled,
        certificate_presented AND receipt_presented AS papers,
        CASE WHEN fee_paid IS NOT NULL THEN least(CAST(fee_paid * 100 AS BIGINT), {LIMIT}) END
            * CASE WHEN hardship = 'tekun_person' THEN 8 ELSE 5 END AS relieved
    FROM read_parquet($households) AS households
    LEFT JOIN (SELECT id, district, scope, wider FROM told) AS estates ON estates.id = households.estate
),
reliefs AS (
    SELECT
        district,
        {{by_reading}}
    FROM asking
),
relief AS (
    SELECT
        district,
        count(*) AS households,
        CAST(coalesce(sum(one) FILTER (one = two AND one = three AND one = four), 0) AS BIGINT) AS relief_settled,
        CAST(coalesce(sum(one), 0) AS BIGINT) AS relief_working,
        count(*) FILTER (one = two AND one = three AND one = four) AS settled,
        count(*) FILTER (one IS NOT NULL AND (one = two AND one = three AND one = four) IS NOT true) AS contested,
        count(*) FILTER (one IS NULL) AS open
    FROM reliefs
    GROUP BY district
),
budgets AS (
    SELECT
        district,
        count(*) AS estates,
        CAST(coalesce(12 * sum(monthly) FILTER (amount_standing = 'settled'), 0) AS BIGINT) AS budget_settled,
        CAST(12 * sum(monthly_low) AS BIGINT) AS budget_low,
        CAST(coalesce(12 * sum(monthly_high) FILTER (NOT unmeasured), 0) AS BIGINT) AS budget_high,
        count(*) FILTER (unmeasured) AS unmeasured
    FROM (SELECT *, area IS NULL AND monthly_high > 0 AS unmeasured FROM told)
    GROUP BY district
)
SELECT coalesce(relief.district, budgets.district) AS district, relief.* EXCLUDE district, budgets.* EXCLUDE district
FROM relief FULL JOIN budgets ON relief.district IS NOT DISTINCT FROM budgets.district
""".format(
    by_reading=",\n        ".join(
        f"""CASE
            WHEN NOT ({scope} AND {entitled}) THEN 0
            WHEN {scope} AND {entitled} AND papers THEN relieved
        END AS {name}"""
        for name, scope, entitled in (
            ("one", "scope", "entitled"),
            ("two", "wider", "entitled"),
            ("three", "scope", "more_entitled"),
            ("four", "wider", "more_entitled"),
        )
    )
)


def country_by_duckdb(estates: Path, households: Path, results: Path) -> None:
    """The sums by district, from Parquet to Parquet."""
    with duckdb.connect() as connection:
        given = {"estates": str(estates), "households": str(households)}
        connection.execute(f"COPY ({SQL}) TO '{results}' (FORMAT parquet)", given)
