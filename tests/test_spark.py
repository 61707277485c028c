"""Spark says of every row of a frame what `exact` says; in local mode, where PySpark and Java are here."""

import importlib.util
import math
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import Estate, Household
from estate_policy.errors import TableError
from estate_policy.schema import DateFact, QuantityFact, TruthFact, fields_of, identity_of
from estate_policy.spark import spark_columns
from estate_policy.testing import subjects
from tests.columns import Facts, Row, about
from tests.generated import Festival, festivals, kites
from tests.kites import DAY, Kite, clause, conclusion, formula, parameter, read
from tests.natural import cells, laws, sample, told
from tests.turned_out import events

# It wants pandas below 3 for what is not asked of it here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

few = settings(
    max_examples=max(2, settings().max_examples // 30), deadline=None, suppress_health_check=list(HealthCheck)
)
RATE = ["in_scope", "district_subsidy_rate", "monthly_district_subsidy"]
OLD: dict[str, Any] = {"id": "old", "in_urban_area": True, "recognised_by_district": True, "completion_year": 1990,
       "completed_in_phases": False, "infrastructure_aged": True, "supporting_facilities_incomplete": True,
       "gross_floor_area": Decimal("80.01"), "management_mode": "subdistrict_trust", "renovated": False}  # fmt: skip


@pytest.fixture(scope="module")
def spark() -> Iterator[Any]:
    """A session of its own on this machine."""
    if importlib.util.find_spec("pyspark") is None:
        pytest.skip("PySpark is not installed: pip install 'estate-policy[spark]'")
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        pytest.skip("there is no Java, which Spark needs")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession  # noqa: PLC0415 an extra

    made = (
        SparkSession.builder.master("local[2]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.shuffle.partitions", "2")
        .getOrCreate()
    )
    made.sparkContext.setLogLevel("ERROR")
    yield made
    made.stop()


def _frame(spark: Any, subject: type, rows: Sequence[Facts]) -> Any:
    names = [name for name, field in fields_of(subject).items() if _type(field) and name != identity_of(subject)]
    typed = [f"`{identity_of(subject)}` string", *(f"`{one}` {_type(fields_of(subject)[one])}" for one in names)]
    data = [tuple(cells(subject, names, one)) for one in rows]
    types = {name: _type(fields_of(subject)[name]) for name in names}
    data = [
        tuple(_fitting(value, kind) for value, kind in zip(row, ["", *types.values(), ""], strict=True)) for row in data
    ]
    return spark.createDataFrame(data, f"{', '.join(typed)}, unknown_events string")


def _type(field: object) -> str:
    match field:
        case TruthFact():
            return "boolean"
        case QuantityFact():
            return f"decimal(24, {field.scale})"
        case DateFact():
            return "date"
        case _ if type(field).__name__ in ("MemberFact", "ReferenceFact", "Identity"):
            return "string"
        case _:
            return ""


def _fitting(value: object, kind: str) -> object:
    return Decimal(value) if kind.startswith("decimal") and isinstance(value, int) else value


def _by_id(frame: Any, id_: str = "id") -> dict[str, Row]:
    rows = [row.asDict() for row in frame.collect()]
    return {row.pop(id_): row for row in rows}


def _expected(rows: Mapping[str, Row]) -> dict[str, Row]:
    """What is told of rows with which nothing is wrong."""
    return {
        id_: {**{name: one for name, one in row.items() if name != "rules_disagree"}, "problems": ""}
        for id_, row in rows.items()
    }


@pytest.mark.parametrize("law", ["shipped", "instruments"])
def test_the_sample_register_comes_out_as_decided(law: str, spark: Any) -> None:
    in_force = laws()[law]
    found = spark_columns(in_force, _frame(spark, Estate, sample()), Estate, about(in_force, "estate"))

    assert _by_id(found) == _expected(told(in_force, sample()))


@few
@given(data=st.data())
def test_drawn_estates_come_out_as_decided(data: st.DataObject, spark: Any) -> None:
    """With facts unknown, events of which nobody knows, and values at thresholds."""
    law = laws()["instruments"]
    rows: list[Facts] = []
    for place, one in enumerate(data.draw(st.lists(subjects(law, Estate), min_size=1, max_size=30))):
        alone = attrs.evolve(one, id=str(place))
        named = [name for name in events(alone) if "." not in name]
        rows.append((alone, data.draw(st.frozensets(st.sampled_from(sorted(named)))) if named else ()))
    found = spark_columns(law, _frame(spark, Estate, rows), Estate, about(law, "estate"))

    assert _by_id(found) == _expected(told(law, rows))


@few
@given(law=festivals(), drawn=st.lists(kites(), min_size=1, max_size=12), data=st.data())
def test_a_drawn_law_says_the_same_of_a_drawn_frame(
    law: Festival, drawn: Sequence[Any], data: st.DataObject, spark: Any
) -> None:
    rows: list[Facts] = []
    for place, (_, known) in enumerate(drawn):
        unknown = data.draw(st.frozensets(st.sampled_from(["torn", "ruling"])))
        rows.append((Kite(id=f"k{place}", **known), unknown - known.keys()))
    found = spark_columns(law.law, _frame(spark, Kite, rows), Kite, about(law.law, "kite"))

    assert _by_id(found) == _expected(told(law.law, rows))


def test_households_get_what_their_estates_decide(spark: Any) -> None:
    law = laws()["instruments"]
    estates = [Estate(**OLD), Estate(**{**OLD, "id": "young", "completion_year": 2010})]
    rows: list[Facts] = [
        (Household(id=str(place), estate=one, flat_area=Decimal("80.01"), served=True), ("vacant",) if place else ())
        for place, one in enumerate([*estates, None])
    ]
    alone: list[Facts] = [(one, ()) for one in estates]
    lost: Facts = (Household(id="lost", estate=Estate(id="nowhere")), ())
    names = about(law, "household")
    frame, related = _frame(spark, Household, [*rows, lost]), {"estate": _frame(spark, Estate, alone)}
    found = _by_id(spark_columns(law, frame, Household, names, related))

    assert found.pop("lost")["problems"] == "no-such-subject"
    assert found == _expected(told(law, rows))
    nowhere = _by_id(spark_columns(law, frame, Household, names)).values()
    assert {row["household_fee_missing"].split("|")[0] for row in nowhere} == {"estate"}


def test_large_numbers_and_choices_among_figures_are_exact(spark: Any) -> None:
    """Half of 10000000000007 squared ends in a half, which goes up; below nought, too."""
    choice = {"high": {"when": "entered", "then": "many"}, "low": {"when": "not entered", "then": "more"}}
    law = read({"1": clause(
        parameters={"big": parameter("10000000000007"), "half": parameter("0.5"), "many": parameter("100000"),
                    "more": parameter("200000")},
        conclusions={
            "a": formula("share", "round(height * big * big * half, 1)"),
            "b": formula("share", "round(height * half, 1) + span * half"),
            "c": conclusion("share", choice),
            "d": formula("share", "c * c * height"),
        },
    )}).on(DAY)  # fmt: skip
    rows: list[Facts] = [
        (Kite(id=f"{height} {span} {entered}", height=height, span=span, entered=entered), ())
        for height in (None, -2, -1, 0, 1, 2)
        for span in (None, 0, 3)
        for entered in (None, True, False)
    ]
    found = _by_id(spark_columns(law, _frame(spark, Kite, rows), Kite, about(law, "kite")))

    assert found["1 None None"]["a"] == Decimal(50000000000070000000000025)
    assert found == _expected(told(law, rows))


def test_what_a_fact_cannot_be_is_told_and_unknown(spark: Any) -> None:
    """0.3 yuan a month for 80.01 m2 are 24.003; the double nearest to 80.01 is that number."""
    columns = list(OLD)
    odd: dict[str, dict[str, Any]] = {
        "good": {},
        "words": {"management_mode": " 街道托管 "},
        "year": {"completion_year": 3000},
        "mode": {"management_mode": "nobody"},
        "nan": {"gross_floor_area": math.nan},
        "endless": {"gross_floor_area": -math.inf},
        "fine": {"gross_floor_area": 80.011},
        "twice": {},
        "TWICE": {},
        "  ": {},
    }
    data = [
        [row["id"], *(float(row[name]) if name == "gross_floor_area" else row[name] for name in columns[1:])]
        for row in ({**OLD, **changes, "id": id_} for id_, changes in odd.items())
    ]
    kinds = {bool: "boolean", int: "int", str: "string", Decimal: "double"}
    typed = ", ".join(f"{name} {kinds[type(value)]}" for name, value in OLD.items())
    found = spark_columns(laws()["shipped"], spark.createDataFrame(data, typed), Estate, RATE)
    rows = {row["id"]: row.asDict() for row in found.collect()}

    assert rows["good"]["monthly_district_subsidy"] == Decimal("24.003")
    assert {id_: row["problems"] for id_, row in rows.items()} == {
        "good": "",
        "words": "",
        "year": "out-of-range:completion_year",
        "mode": "not-a-member:management_mode",
        "nan": "not-finite:gross_floor_area",
        "endless": "not-finite:gross_floor_area",
        "fine": "too-many-decimals:gross_floor_area",
        "twice": "doubled-id",
        "TWICE": "doubled-id",
        None: "blank:id",
    }
    assert rows["year"]["in_scope_missing"] == "completion_year"
    assert rows["nan"]["monthly_district_subsidy_missing"] == "gross_floor_area"
    assert rows["words"]["district_subsidy_rate"] == Decimal("0.3")
    assert (rows["twice"]["in_scope_standing"], rows[None]["in_scope_standing"]) == (None, None)


@pytest.mark.parametrize(
    ("typed", "code"), [("id string, renovated string", "column-of-type"), ("name string", "no-column-of-ids")]
)
def test_a_frame_that_holds_no_facts_is_refused(typed: str, code: str, spark: Any) -> None:
    with pytest.raises(TableError) as refused:
        spark_columns(laws()["shipped"], spark.createDataFrame([], typed), Estate, RATE)

    assert [problem.code for problem in refused.value.problems] == [code]


def test_dates_count_as_rules_count_them(spark: Any) -> None:
    days = spark.sql("SELECT DATEDIFF(DAY, DATE '0001-01-01', DATE '2019-07-01') + 1 AS day").collect()

    assert days[0]["day"] == date(2019, 7, 1).toordinal()
