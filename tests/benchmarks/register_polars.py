"""Four conclusions about every estate of a register, written by hand in polars for these alone: see `register_sql`."""

from pathlib import Path

import polars as pl

from tests.benchmarks.register_sql import LEAST_AREA, MOST_AREA, TRUSTED


def by_polars(register: Path, results: Path) -> None:
    """By polars, from a scan to a sink."""
    _told(_bounded(_scoped(pl.scan_parquet(register)))).sink_parquet(results)


def _scoped(facts: pl.LazyFrame) -> pl.LazyFrame:
    """With the scope under both readings, and the facts that keep it open."""
    year, phased = pl.col("completion_year"), pl.col("completed_in_phases")
    first, last = pl.col("first_phase_year"), pl.col("last_phase_year")
    aged, incomplete = pl.col("infrastructure_aged"), pl.col("supporting_facilities_incomplete")
    phases_in_time = (
        pl.when((last <= 1998) & (first <= last)).then(True).when((last > 1998) & (first > 1998)).then(False)
    )
    in_time = (
        pl.when(phased)
        .then(pl.col("phases_in_time"))
        .when(~phased)
        .then(year <= 1998)
        .when(pl.col("phases_in_time") == (year <= 1998))
        .then(pl.col("phases_in_time"))
    )
    untold = phased & first.is_not_null() & last.is_not_null() & pl.col("phases_in_time").is_null()
    before = pl.col("in_urban_area") & pl.col("recognised_by_district") & pl.col("in_time")
    open_time, not_once, not_phased = pl.col("in_time").is_null(), phased.fill_null(True), ~phased.fill_null(False)
    missing = _joined(
        _named("in_urban_area"),
        _named("recognised_by_district"),
        _named("completion_year", open_time & not_phased),
        _named("completed_in_phases", open_time),
        _named("first_phase_year", open_time & not_once),
        _named("last_phase_year", open_time & not_once),
        _named("infrastructure_aged"),
        _named("supporting_facilities_incomplete"),
    )
    return (
        facts.with_columns(phases_in_time=phases_in_time, area=pl.col("gross_floor_area").to_physical().cast(pl.Int64))
        .with_columns(in_time=in_time, untold=untold)
        .with_columns(scope=before & aged & incomplete, wider=before & (aged | incomplete))
        .with_columns(
            open_standing=pl.when(pl.col("scope").is_null() & pl.col("untold"))
            .then(pl.lit("silent"))
            .otherwise(pl.lit("unknown")),
            scope_missing=pl.when(pl.col("scope").is_null() & (missing != "")).then(missing),
        )
    )


def _bounded(scoped: pl.LazyFrame) -> pl.LazyFrame:
    """With the least and the most that rate and monthly amount can come to, under both readings."""
    mode, renovated = pl.col("management_mode"), pl.col("renovated")
    professional, trusted = mode == "professional", mode.is_in(TRUSTED)
    least = pl.when(professional).then(1).when(trusted).then(pl.when(~renovated).then(3).otherwise(1)).otherwise(0)
    most = pl.when(professional).then(1).when(mode == "none").then(0).when(renovated).then(1).otherwise(3)
    low_area, high_area = pl.col("area").fill_null(LEAST_AREA), pl.col("area").fill_null(MOST_AREA)
    return (
        scoped.with_columns(least=least.cast(pl.Int64), most=most.cast(pl.Int64))
        .with_columns(
            rate_low=pl.when(pl.col("scope")).then(pl.col("least")).otherwise(0),
            rate_high=pl.when(~pl.col("scope")).then(0).otherwise(pl.col("most")),
            wider_low=pl.when(pl.col("wider")).then(pl.col("least")).otherwise(0),
            wider_high=pl.when(~pl.col("wider")).then(0).otherwise(pl.col("most")),
        )
        .with_columns(
            low=pl.col("rate_low") * low_area,
            high=pl.col("rate_high") * high_area,
            other_low=pl.col("wider_low") * low_area,
            other_high=pl.col("wider_high") * high_area,
        )
    )


def _told(bounded: pl.LazyFrame) -> pl.LazyFrame:
    """The four conclusions with all that is said of them."""
    scope, scope_missing = pl.col("scope"), pl.col("scope_missing")
    by_mode = [_named("management_mode"), _named("renovated", pl.col("management_mode").is_in(TRUSTED).fill_null(True))]
    rate_missing = _joined(scope_missing, *by_mode)
    amount_missing = _joined(scope_missing, _named("gross_floor_area"), *by_mode)
    in_scope_standing = (
        pl.when(scope.is_null())
        .then(pl.col("open_standing"))
        .when(scope == pl.col("wider"))
        .then(pl.lit("settled"))
        .otherwise(pl.lit("contested"))
    )
    rate_open, amount_open = pl.col("rate_low") != pl.col("rate_high"), pl.col("low") != pl.col("high")
    monthly, formula = pl.when(~amount_open).then(pl.col("low")), pl.lit("formula")
    lowest, highest = pl.min_horizontal("low", "other_low"), pl.max_horizontal("high", "other_high")
    return bounded.with_columns(
        amount_standing=_standing("low", "high", "other_low", "other_high"),
        amount_missing=pl.when(amount_open).then(amount_missing).otherwise(pl.lit("")),
    ).select(
        "id",
        in_scope=scope,
        in_scope_standing=in_scope_standing,
        in_scope_rule=formula,
        in_scope_missing=scope_missing.fill_null(""),
        district_subsidy_rate=pl.when(~rate_open).then(pl.col("rate_low")),
        district_subsidy_rate_standing=_standing("rate_low", "rate_high", "wider_low", "wider_high"),
        district_subsidy_rate_rule=_rule(rate_open),
        district_subsidy_rate_missing=pl.when(rate_open).then(rate_missing).otherwise(pl.lit("")),
        district_subsidy_rate_low=pl.min_horizontal("rate_low", "wider_low"),
        district_subsidy_rate_high=pl.max_horizontal("rate_high", "wider_high"),
        **_amount("monthly_district_subsidy", monthly, lowest, highest),
        **_amount("yearly_district_subsidy", monthly * 12, lowest * 12, highest * 12),
    )


def _amount(name: str, value: pl.Expr, low: pl.Expr, high: pl.Expr) -> dict[str, pl.Expr]:
    return {
        name: value,
        f"{name}_standing": pl.col("amount_standing"),
        f"{name}_rule": pl.lit("formula"),
        f"{name}_missing": pl.col("amount_missing"),
        f"{name}_low": low,
        f"{name}_high": high,
    }


def _rule(rate_open: pl.Expr) -> pl.Expr:
    """The rule that gives the rate; both that may where it makes no difference."""
    mode, scope = pl.col("management_mode"), pl.col("scope")
    return (
        pl.when(rate_open)
        .then(pl.lit(""))
        .when(~scope)
        .then(pl.lit("out_of_scope"))
        .when(scope.is_null())
        .then(pl.lit("no_mode|out_of_scope"))
        .when(mode == "professional")
        .then(pl.lit("professional"))
        .when(mode == "none")
        .then(pl.lit("no_mode"))
        .when(pl.col("renovated"))
        .then(pl.lit("renovated"))
        .otherwise(pl.lit("unrenovated"))
    )


def _standing(low: str, high: str, other_low: str, other_high: str) -> pl.Expr:
    """Known where the ends meet; contested where they are others under the other reading."""
    return (
        pl.when(pl.col(low) != pl.col(high))
        .then(pl.col("open_standing"))
        .when((pl.col(low) != pl.col(other_low)) | (pl.col(high) != pl.col(other_high)))
        .then(pl.lit("contested"))
        .otherwise(pl.lit("settled"))
    )


def _named(fact: str, *also: pl.Expr) -> pl.Expr:
    """The name of a fact where nobody has given it, and it matters."""
    return pl.when(pl.all_horizontal(pl.col(fact).is_null(), *also)).then(pl.lit(fact))


def _joined(*names: pl.Expr) -> pl.Expr:
    return pl.concat_str(*names, separator="|", ignore_nulls=True)
