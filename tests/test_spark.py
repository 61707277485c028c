"""Spark says of every row of a frame what `exact` says; in local mode, where PySpark and Java are here."""

import importlib.util
import math
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import attrs
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import (
    Assessment,
    EnginesDisagreeError,
    Estate,
    ExtraDecision,
    FactError,
    Household,
    amounts,
    assess,
    facts_to_collect,
    fired,
    standings,
)
from estate_policy.errors import TableError
from estate_policy.law import LawInForce
from estate_policy.schema import CollectionFact, DateFact, QuantityFact, TruthFact, fields_of, identity_of, is_event
from estate_policy.spark_words import MOST_WORDS
from estate_policy.testing import subjects
from tests.columns import Facts, Row
from tests.generated import Festival, festivals, kites
from tests.kites import DAY, Kite, clause, conclusion, formula, parameter, read
from tests.natural import cells, laws, sample, told
from tests.turned_out import events

# It wants pandas below 3 for what is not asked of it here.
pytestmark = pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning")

few = settings(
    max_examples=max(2, settings().max_examples // 30), deadline=None, suppress_health_check=list(HealthCheck)
)
_WHOLE, _HOW = "spark.sql.codegen.wholeStage", "spark.sql.codegen.factoryMode"
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
        .config("spark.driver.memory", "2g")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.ansi.enabled", "true")
        .config("spark.sql.shuffle.partitions", "2")
        # Else Java is written and compiled for each of these plans, which takes four times as long as all else.
        .config(_WHOLE, "false")
        .config(_HOW, "NO_CODEGEN")
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


def _on_spark(law: LawInForce, frame: Any, subject: type, related: Mapping[str, Any] | None = None) -> dict[str, Row]:
    """What is told of each row, by its id, without what is repeated of the frame, and what rests on examples."""
    others = {name: assess(law, one, conclusions=[]) for name, one in (related or {}).items()}
    told_ = assess(law, frame, subject, related=others, otherwise=True).frame
    left = [name for name in told_.columns if name.endswith("_example")]
    rows = [row.asDict() for row in told_.drop("name", "district", "management_mode", "estate", *left).collect()]
    return {row.pop("id"): row for row in rows}


def _expected(rows: Mapping[str, Row]) -> dict[str, Row]:
    """What is told of rows with which nothing is wrong."""
    return {
        id_: {**{name: one for name, one in row.items() if name != "rules_disagree"}, "problems": ""}
        for id_, row in rows.items()
    }


@pytest.fixture
def as_it_comes(spark: Any) -> Iterator[Any]:
    """The session with what it does unless told otherwise: Java written for each plan, and compiled."""
    before = {name: spark.conf.get(name) for name in (_WHOLE, _HOW)}
    spark.conf.set(_WHOLE, "true")
    spark.conf.set(_HOW, "FALLBACK")
    yield spark
    for name, value in before.items():
        spark.conf.set(name, value)


def test_the_sample_register_comes_out_as_decided(as_it_comes: Any) -> None:
    spark = as_it_comes
    in_force = laws()["shipped"]

    assert _on_spark(in_force, _frame(spark, Estate, sample()), Estate) == _expected(told(in_force, sample()))


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

    assert _on_spark(law, _frame(spark, Estate, rows), Estate) == _expected(told(law, rows))


@few
@given(law=festivals(), drawn=st.lists(kites(), min_size=1, max_size=12), data=st.data())
def test_a_drawn_law_says_the_same_of_a_drawn_frame(
    law: Festival, drawn: Sequence[Any], data: st.DataObject, spark: Any
) -> None:
    rows: list[Facts] = []
    for place, (_, known) in enumerate(drawn):
        unknown = data.draw(st.frozensets(st.sampled_from(["torn", "ruling"])))
        rows.append((Kite(id=f"k{place}", **known), unknown - known.keys()))

    assert _on_spark(law.law, _frame(spark, Kite, rows), Kite) == _expected(told(law.law, rows))


def test_households_get_what_their_estates_decide(spark: Any) -> None:
    law = laws()["instruments"]
    estates = [Estate(**OLD), Estate(**{**OLD, "id": "young", "completion_year": 2010})]
    rows: list[Facts] = [
        (Household(id=str(place), estate=one, flat_area=Decimal("80.01"), served=True), ("vacant",) if place else ())
        for place, one in enumerate([*estates, None])
    ]
    alone: list[Facts] = [(one, ()) for one in estates]
    lost: Facts = (Household(id="lost", estate=Estate(id="nowhere")), ())
    frame, related = _frame(spark, Household, [*rows, lost]), {"estate": _frame(spark, Estate, alone)}
    found = _on_spark(law, frame, Household, related)

    related = {"estate": assess(law, related["estate"], conclusions=[])}
    assess(law, frame, Household, conclusions=["household_fee"], related=related).confirm(["0", "1", "2", "lost"])

    assert found.pop("lost")["problems"] == "no-such-subject"
    assert found == _expected(told(law, rows))
    nowhere = _on_spark(law, frame, Household).values()
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
    found = _on_spark(law, _frame(spark, Kite, rows), Kite)

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
    found = assess(laws()["shipped"], spark.createDataFrame(data, typed), conclusions=RATE)
    rows = {row["id"]: row.asDict() for row in found.frame.collect()}

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
    ("typed", "code"), [("id string, gross_floor_area string", "column-of-type"), ("name string", "no-id-column")]
)
def test_a_frame_that_holds_no_facts_is_refused(typed: str, code: str, spark: Any) -> None:
    with pytest.raises(TableError) as refused:
        assess(laws()["shipped"], spark.createDataFrame([], typed), conclusions=RATE)

    assert [problem.code for problem in refused.value.problems] == [code]


WORDS = {
    "街道托管": "亭湖区",
    " professional ": "ＴｉｎｇＨｕ",
    "subdistrict trust": "it's \\{another}\n",
    "不详": "亭湖",
    "nobody": "亭湖新区",
    "2019": "2019",
    "": "-",
}
IDS = ("B1", "ｂ１", "C-Ⅱ", "c-ii", "D１", "  e  ", "合　计", "填表人：", "小区编号", "F１", None, "", "G1", "Ｇ１")


def _odd() -> list[dict[str, Any]]:
    """Estates with words that mean a member, resemble one or mean nothing, and with ids that are hardly told apart."""
    worded = [{**OLD, "id": f"w{at}", "management_mode": mode, "district": district}
              for at, (mode, district) in enumerate(WORDS.items())]  # fmt: skip
    return [*worded, *({**OLD, "id": id_, "district": None} for id_ in IDS)]


def _both(
    spark: Any, rows: Sequence[Mapping[str, Any]], subject: type[attrs.AttrsInstance] = Estate
) -> tuple[Any, pl.DataFrame]:
    """The same rows as a frame of Spark and as one of polars, headed as registers are."""
    fields = {name: field for name, field in fields_of(subject).items() if name in rows[0]}
    headings = [field.term.zh for field in fields.values()]
    data = [tuple(_fitting(row[name], _typed(field)) for name, field in fields.items()) for row in rows]
    typed = ", ".join(f"`{heading}` {_typed(field)}" for heading, field in zip(headings, fields.values(), strict=True))
    kinds = {"string": pl.String, "boolean": pl.Boolean, "date": pl.Date}
    schema = {
        heading: kinds.get(_typed(field)) or pl.Decimal(24, getattr(field, "scale", 0))
        for heading, field in zip(headings, fields.values(), strict=True)
    }
    return spark.createDataFrame(data, typed), pl.DataFrame(data, schema=schema, orient="row")


def _typed(field: Any) -> str:
    """A text for events, which it says when nobody knows of them, and for what has no other type."""
    return "string" if is_event(field) else _type(field) or "string"


def _worded(facts: Facts) -> dict[str, Any]:
    """A subject as a row in which events are text."""
    one, unknown = facts
    row: dict[str, Any] = {}
    for name, field in fields_of(type(one)).items():
        if not isinstance(field, CollectionFact):
            value = getattr(one, name)
            row[name] = str(value).lower() if is_event(field) and value is not None else value
            row[name] = "不详" if name in unknown else row[name]
    return row


def _told(assessed: Assessment) -> dict[str, Row]:
    """What is told of each row, by all that is repeated of it; frames of Spark have no numbers of rows."""
    frame = assessed.frame
    rows = [row.asDict() for row in frame.collect()] if hasattr(frame, "sparkSession") else frame.drop("row").to_dicts()
    return {str([row[name] for name in ("id", "name", "district", "management_mode")]): row for row in rows}


def test_a_frame_of_spark_is_assessed_as_the_same_rows_in_polars(spark: Any) -> None:
    """Every conclusion about the sample register, also where nobody knows of an event, and the notes on its columns."""
    ours, theirs = _both(spark, [*map(_worded, sample())])
    law = laws()["instruments"]
    on_spark = assess(law, ours, otherwise=True)
    with assess(law, theirs, otherwise=True) as beside:
        expected = _told(beside)

    assert type(on_spark.frame) is type(ours)
    assert _told(on_spark) == expected
    assert (on_spark.problems, on_spark.notes) == (beside.problems, beside.notes)


def test_words_and_ids_mean_on_spark_what_they_mean_in_a_register(spark: Any) -> None:
    ours, theirs = _both(spark, _odd())
    law = laws()["shipped"]
    on_spark = assess(law, ours, conclusions=["professional_mode_open"])
    with assess(law, theirs, conclusions=["professional_mode_open"]) as beside:
        expected, count = _told(beside), beside.problem_count
    rows = _told(on_spark)

    assert rows == expected
    assert {row["problems"] for row in rows.values()} == {
        "",
        "blank:小区编号",
        "doubled-id",
        "not-an-estate",
        "looks-like:所在区",
        "looks-like:所在区|not-a-member:管理模式",
        "not-a-member:所在区|not-a-member:管理模式",
    }
    assert on_spark.problem_count == count


def test_a_row_without_a_fact_that_it_must_have_is_not_assessed(spark: Any) -> None:
    """A decision without who decided, or when; in a frame without the column, none is assessed."""
    whole: dict[str, Any] = {"decided_by": "district_government", "decided_on": date(2020, 3, 2)}
    changes: list[tuple[str | None, dict[str, Any]]] = [
        ("1", {}),
        ("2", {"decided_by": None}),
        ("3", {"decided_by": "nobody", "decided_on": None}),
        ("4", {"decided_by": " ", "decided_on": date(1900, 1, 1)}),
        ("合计", {"decided_by": None}),
        (None, {"decided_by": None}),
        ("5", {"decided_on": None}),
        ("５", {}),
    ]
    rows = [{"file_number": number, **whole, **changed} for number, changed in changes]
    law = laws()["shipped"]
    for names in (["file_number", *whole], ["file_number", "decided_on"]):
        ours, theirs = _both(spark, [{name: row[name] for name in names} for row in rows], ExtraDecision)
        on_spark = assess(law, ours, ExtraDecision)
        with assess(law, theirs, ExtraDecision) as beside:
            expected = {row["file_number"]: row for row in beside.frame.drop("row").to_dicts()}
        found = {row["file_number"]: row.asDict() for row in on_spark.frame.collect()}

        assert found == expected
        assert found["5"]["problems"].endswith("blank:决定日期|doubled-id")
    with pytest.raises(FactError, match="`decided_by` is blank"):
        on_spark.decision("1")


def test_sums_are_the_same_as_of_polars(spark: Any) -> None:
    ours, theirs = _both(spark, [*map(_worded, sample())])
    law, name = laws()["shipped"], "monthly_district_subsidy"
    on_spark = assess(law, ours, conclusions=[name])
    with assess(law, theirs, conclusions=[name]) as beside:
        assert amounts(on_spark, name, by=["district"]) == amounts(beside, name, by=["district"])
        assert standings(on_spark, by=["district"]) == standings(beside, by=["district"])
        assert fired(on_spark) == fired(beside)
        assert facts_to_collect(on_spark, name) == facts_to_collect(beside, name)


def test_a_row_is_decided_by_its_id(spark: Any) -> None:
    ours, theirs = _both(spark, _odd())
    law = laws()["shipped"]
    on_spark = assess(law, ours, conclusions=RATE)
    on_spark.confirm(on_spark.sample(4))
    with assess(law, theirs, conclusions=RATE) as beside:
        assert on_spark.explain("w1", "en") == beside.explain("w1", "en") == beside.explain(3, "en")
        assert on_spark.explain("Ｗ1", "en") == beside.explain("Ｗ1", "en") == beside.explain(3, "en")
    for row, why in (
        ("nowhere", "there is no row or id nowhere"),
        ("ｂ１", "several rows have"),
        (3, "name them by their ids"),
    ):
        with pytest.raises(FactError, match=why):
            on_spark.decision(row)


def test_an_event_named_as_unknown_is_unknown_in_columns_and_by_itself(spark: Any) -> None:
    rows: list[Facts] = [(Estate(**OLD), ("merged",)), (Estate(**{**OLD, "id": "none"}), ())]
    assessed = assess(laws()["shipped"], _frame(spark, Estate, rows), conclusions=["open_to_merging"])
    assessed.confirm(["old", "none"])

    assert [assessed.decision(id_).unknown_events for id_ in ("old", "none")] == [{"merged"}, frozenset()]


def test_columns_that_say_anything_else_than_decide_are_an_error(spark: Any) -> None:
    assessed = assess(laws()["shipped"], _both(spark, _odd())[0], conclusions=["completed_in_time"])
    (one,) = assessed.every
    rules = tuple(attrs.evolve(rule, id=f"{rule.id}_other") for rule in one.settled.rules)
    wrong = attrs.evolve(one, settled=attrs.evolve(one.settled, rules=rules))
    with pytest.raises(EnginesDisagreeError, match="frame w2: in columns `completed_in_time_rule` is"):
        attrs.evolve(assessed, every=(wrong,)).confirm(["w2"])


def test_what_spark_does_not_offer_is_refused_with_what_to_do_instead(spark: Any) -> None:
    law = laws()["shipped"]
    assessed = assess(law, _both(spark, _odd())[0], conclusions=[])
    with pytest.raises(TableError, match=r"assessed\.frame\.write"):
        assessed.write("results.csv")
    with pytest.raises(TableError, match="in the column `problems`"):
        list(assessed.row_problems())
    households = pl.DataFrame({"id": ["1"], "estate": ["w1"]})
    with pytest.raises(TableError, match="the register of `estate` is held elsewhere"):
        assess(law, households, Household, conclusions=[], related={"estate": assessed})
    garbage = spark.range(MOST_WORDS + 1).selectExpr("CAST(id AS STRING) AS id", "CONCAT('x', id) AS district")
    with pytest.raises(TableError, match="district: more than 10000 different words"):
        assess(law, garbage)


def test_spark_is_not_imported_for_a_frame_of_anything_else() -> None:
    code = "import sys, polars, datetime; from estate_policy import assess, load_policy\n"
    code += "assess(load_policy().on(datetime.date(2020, 1, 1)), polars.DataFrame({'id': ['1']}), conclusions=[])\n"
    code += "print('pyspark' in sys.modules)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout == "False\n"


def test_dates_count_as_rules_count_them(spark: Any) -> None:
    days = spark.sql("SELECT DATEDIFF(DAY, DATE '0001-01-01', DATE '2019-07-01') + 1 AS day").collect()

    assert days[0]["day"] == date(2019, 7, 1).toordinal()
