"""Four conclusions about every estate of a register, written by hand in DuckDB's SQL for these alone.

From Parquet to Parquet, on whole numbers. The rate is in tenths of a yuan, the
area in hundredths of a square metre, so that amounts are in thousandths of a yuan. What the law comes to is worked out
twice, once with both descriptors of the estate needed, as the preferred reading has it, and once with either.

A rate or an amount is known just where the least and the most that it can come to are the same.
"""

from pathlib import Path

import duckdb

LEAST_AREA, MOST_AREA = 1, 1_000_000_000
"""What a gross floor area may be, in hundredths of a square metre."""

TRUSTED = ("self_governance", "subdistrict_trust")

LAYERS = f"""
WITH phases AS (
    SELECT
        *,
        CAST(gross_floor_area * 100 AS BIGINT) AS area,
        CASE
            WHEN last_phase_year <= 1998 AND first_phase_year <= last_phase_year THEN true
            WHEN last_phase_year > 1998 AND first_phase_year > 1998 THEN false
        END AS phases_in_time,
        first_phase_year IS NOT NULL AND last_phase_year IS NOT NULL AS phases_given
    FROM read_parquet($estates)
),
timed AS (
    SELECT
        *,
        CASE
            WHEN completed_in_phases THEN phases_in_time
            WHEN NOT completed_in_phases THEN completion_year <= 1998
            WHEN phases_in_time = (completion_year <= 1998) THEN phases_in_time
        END AS in_time,
        completed_in_phases AND phases_given AND phases_in_time IS NULL AS untold
    FROM phases
),
scoped AS (
    SELECT
        *,
        in_urban_area AND recognised_by_district AND in_time
            AND infrastructure_aged AND supporting_facilities_incomplete AS scope,
        in_urban_area AND recognised_by_district AND in_time
            AND (infrastructure_aged OR supporting_facilities_incomplete) AS wider,
        management_mode IN {TRUSTED} AS trusted
    FROM timed
),
rated AS (
    SELECT
        *,
        CASE
            WHEN scope IS NULL AND untold THEN 'silent'
            ELSE 'unknown'
        END AS open_standing,
        CASE
            WHEN scope IS NULL THEN nullif(concat_ws(
                '|',
                CASE WHEN in_urban_area IS NULL THEN 'in_urban_area' END,
                CASE WHEN recognised_by_district IS NULL THEN 'recognised_by_district' END,
                CASE
                    WHEN in_time IS NULL AND completion_year IS NULL AND completed_in_phases IS NOT true
                    THEN 'completion_year'
                END,
                CASE WHEN in_time IS NULL AND completed_in_phases IS NULL THEN 'completed_in_phases' END,
                CASE
                    WHEN in_time IS NULL AND first_phase_year IS NULL AND completed_in_phases IS NOT false
                    THEN 'first_phase_year'
                END,
                CASE
                    WHEN in_time IS NULL AND last_phase_year IS NULL AND completed_in_phases IS NOT false
                    THEN 'last_phase_year'
                END,
                CASE WHEN infrastructure_aged IS NULL THEN 'infrastructure_aged' END,
                CASE WHEN supporting_facilities_incomplete IS NULL THEN 'supporting_facilities_incomplete' END
            ), '')
        END AS scope_missing,
        CASE WHEN gross_floor_area IS NULL THEN 'gross_floor_area' END AS area_missing,
        CASE WHEN management_mode IS NULL THEN 'management_mode' END AS mode_missing,
        CASE WHEN renovated IS NULL AND trusted IS NOT false THEN 'renovated' END AS renovated_missing,
        CASE
            WHEN management_mode = 'professional' THEN 1
            WHEN trusted THEN CASE WHEN NOT renovated THEN 3 ELSE 1 END
            ELSE 0
        END AS least,
        CASE
            WHEN management_mode = 'professional' THEN 1
            WHEN management_mode = 'none' THEN 0
            WHEN renovated THEN 1
            ELSE 3
        END AS most
    FROM scoped
),
bounded AS (
    SELECT
        *,
        CASE WHEN scope THEN least ELSE 0 END AS rate_low,
        CASE WHEN NOT scope THEN 0 ELSE most END AS rate_high,
        CASE WHEN wider THEN least ELSE 0 END AS wider_low,
        CASE WHEN NOT wider THEN 0 ELSE most END AS wider_high
    FROM rated
),
paid AS (
    SELECT
        *,
        rate_low * coalesce(area, {LEAST_AREA}) AS low,
        rate_high * coalesce(area, {MOST_AREA}) AS high,
        wider_low * coalesce(area, {LEAST_AREA}) AS other_low,
        wider_high * coalesce(area, {MOST_AREA}) AS other_high
    FROM bounded
),
told AS (
    SELECT
        *,
        CASE WHEN low = high THEN low END AS monthly,
        CASE
            WHEN low <> high THEN open_standing
            WHEN low <> other_low OR high <> other_high THEN 'contested'
            ELSE 'settled'
        END AS amount_standing,
        CASE
            WHEN low <> high THEN concat_ws('|', scope_missing, area_missing, mode_missing, renovated_missing)
            ELSE ''
        END AS amount_missing,
        least(low, other_low) AS monthly_low,
        greatest(high, other_high) AS monthly_high
    FROM paid
)
"""
"""Every estate with its scope, rate and amounts under both readings, a layer for each step."""

SQL = f"""
{LAYERS}
SELECT
    id,
    scope AS in_scope,
    CASE
        WHEN scope IS NULL THEN open_standing
        WHEN scope IS DISTINCT FROM wider THEN 'contested'
        ELSE 'settled'
    END AS in_scope_standing,
    'formula' AS in_scope_rule,
    coalesce(scope_missing, '') AS in_scope_missing,
    CASE WHEN rate_low = rate_high THEN CAST(rate_low AS BIGINT) END AS district_subsidy_rate,
    CASE
        WHEN rate_low <> rate_high THEN open_standing
        WHEN rate_low <> wider_low OR rate_high <> wider_high THEN 'contested'
        ELSE 'settled'
    END AS district_subsidy_rate_standing,
    CASE
        WHEN rate_low <> rate_high THEN ''
        WHEN NOT scope THEN 'out_of_scope'
        WHEN scope IS NULL THEN 'no_mode|out_of_scope'
        WHEN management_mode = 'professional' THEN 'professional'
        WHEN management_mode = 'none' THEN 'no_mode'
        WHEN renovated THEN 'renovated'
        ELSE 'unrenovated'
    END AS district_subsidy_rate_rule,
    CASE
        WHEN rate_low <> rate_high THEN concat_ws('|', scope_missing, mode_missing, renovated_missing)
        ELSE ''
    END AS district_subsidy_rate_missing,
    CAST(least(rate_low, wider_low) AS BIGINT) AS district_subsidy_rate_low,
    CAST(greatest(rate_high, wider_high) AS BIGINT) AS district_subsidy_rate_high,
    monthly AS monthly_district_subsidy,
    amount_standing AS monthly_district_subsidy_standing,
    'formula' AS monthly_district_subsidy_rule,
    amount_missing AS monthly_district_subsidy_missing,
    monthly_low AS monthly_district_subsidy_low,
    monthly_high AS monthly_district_subsidy_high,
    monthly * 12 AS yearly_district_subsidy,
    amount_standing AS yearly_district_subsidy_standing,
    'formula' AS yearly_district_subsidy_rule,
    amount_missing AS yearly_district_subsidy_missing,
    monthly_low * 12 AS yearly_district_subsidy_low,
    monthly_high * 12 AS yearly_district_subsidy_high
FROM told
"""


AMOUNTS = f"""
{LAYERS}
SELECT
    id,
    CASE WHEN rate_low = rate_high THEN CAST(rate_low AS BIGINT) END AS district_subsidy_rate,
    monthly AS monthly_district_subsidy,
    monthly * 12 AS yearly_district_subsidy
FROM told
"""
"""The rate and the amounts without standing, rule, missing facts and bounds."""


def amounts_by_duckdb(register: Path, results: Path) -> None:
    """The rate and the amounts alone, in SQL, run by DuckDB."""
    _run(AMOUNTS, register, results)


def by_duckdb(register: Path, results: Path) -> None:
    """In SQL, run by DuckDB."""
    _run(SQL, register, results)


def _run(query: str, register: Path, results: Path) -> None:
    with duckdb.connect() as connection:
        connection.execute(f"COPY ({query}) TO '{results}' (FORMAT parquet)", {"estates": str(register)})
