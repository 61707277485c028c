"""SQL over whole columns says what `exact` says of every row: value, standing, rule, missing facts, bounds, readings.

By `--hypothesis-profile=nightly` fifty times as many laws and tables are drawn.
"""

import functools
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import Estate, Household, amend, load_amendment, load_policy
from estate_policy.errors import ColumnsError
from estate_policy.facts import SUBJECTS
from estate_policy.interpreters.sql import InColumns
from estate_policy.interpreters.told_columns import asked, told_columns
from estate_policy.law import LawInForce
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from estate_policy.schema import (
    CollectionFact,
    Identity,
    QuantityFact,
    ReferenceFact,
    checked_facts,
    fields_of,
    subject_name,
)
from estate_policy.testing import subjects
from tests.columns import Facts, about, by_exact, by_sql
from tests.generated import Festival, festivals, kites
from tests.kites import (
    DAY,
    KITE_REVERSED,
    SAID,
    WORDS,
    Kite,
    Tree,
    clause,
    conclusion,
    formula,
    parameter,
    read,
    reading,
)
from tests.turned_out import events

EXAMPLES = Path(__file__).parents[1] / "examples"
POLICY = load_policy()
INSTRUMENTS = ("sample-adoption", "guidance-price-table", "relief-schedule", "evaluation-bands")
ADOPTED = amend(POLICY, *(load_amendment(shipped_policy() / "instruments" / f"{one}.yaml") for one in INSTRUMENTS))
LAWS = {"shipped": POLICY.on(date(2020, 1, 1)), "instruments": ADOPTED.on(date(2020, 1, 1))}
DIVIDED = {
    "vote",
    "month_part",
    "coverage",
    "estate_stretch",
    "estate_year",
    "district_year",
    "instalment",
    "city_year",
}
"""Subjects about which a rule divides by what differs from row to row, or which are made of others."""

ANYTHING: Tree = {"r": {"when": "true", "discretion": {"by": "judges"}}}
FROM_HEIGHT_TO_SPAN: Tree = {"r": {"when": "true", "discretion": {"by": "judges", "within": ["height", "span"]}}}
HEIGHT_OR_SILENT: Tree = {"one": {"when": "entered", "then": "height"}, "none": {"when": "not entered", "silent": SAID}}
TWICE_OR_LESS: Tree = {"one": {"when": "q == a", "then": "silent * 2"}, "two": {"when": "q == b", "then": "-silent"}}

few = settings(max_examples=max(3, settings().max_examples // 10), suppress_health_check=list(HealthCheck))


@few
@given(festivals(), st.lists(kites(), min_size=1, max_size=12), st.data())
def test_a_drawn_law_says_the_same_of_a_drawn_table(law: Festival, drawn: Sequence[Any], data: st.DataObject) -> None:
    rows: list[Facts] = []
    for place, (_, known) in enumerate(drawn):
        unknown = data.draw(st.frozensets(st.sampled_from(["torn", "ruling"])))
        rows.append((Kite(id=f"k{place}", **known), unknown - known.keys()))

    expected = [by_exact(law.law, one) for one in rows]

    assert expected == _without_place(by_sql(law.law, "kite", rows))


@pytest.mark.parametrize("law", LAWS)
def test_the_sample_register_comes_out_as_decided(law: str) -> None:
    read_ = read_register(EXAMPLES / "register-2019.csv", POLICY, Estate)
    rows = [(one.subject, one.unknown_events) for one in read_.entries if one.subject is not None]
    expected = [by_exact(LAWS[law], one) for one in rows]

    assert expected == _without_place(by_sql(LAWS[law], "estate", rows))


CASES = [class_ for class_ in SUBJECTS if subject_name(class_) not in DIVIDED]


@pytest.mark.parametrize("class_", CASES, ids=[subject_name(one) for one in CASES])
@pytest.mark.parametrize("law", LAWS)
@few
@given(data=st.data())
def test_subjects_of_every_class_come_out_as_decided(law: str, class_: type, data: st.DataObject) -> None:
    """With facts unknown, events of which nobody knows, values at thresholds, and the subjects they refer to."""
    in_force = LAWS[law]
    drawn = data.draw(st.lists(subjects(in_force, class_), min_size=1, max_size=8))
    rows: list[Facts] = []
    for place, one in enumerate(drawn):
        alone = _without_collections(one, str(place))
        named = sorted(name for name in events(alone) if not _leads_to_collection(name, class_))
        rows.append((alone, data.draw(st.frozensets(st.sampled_from(named))) if named else ()))
    names = [name for name in about(in_force, subject_name(class_)) if _fits(in_force, name)]

    expected = [by_exact(in_force, one, names) for one in rows]

    assert expected == _without_place(by_sql(in_force, subject_name(class_), rows, names))


def test_households_get_what_their_estates_decide() -> None:
    """A household whose estate is not known, one whose estate is in scope, one whose estate is not."""
    law = LAWS["instruments"]
    old = Estate(id="old", in_urban_area=True, recognised_by_district=True, completion_year=1990,
                 completed_in_phases=False, infrastructure_aged=True, supporting_facilities_incomplete=True,
                 charged_rate=Decimal("0.35"))  # fmt: skip
    young = attrs.evolve(old, id="young", completion_year=2010)
    rows: list[Facts] = [
        (Household(id=str(place), estate=estate, flat_area=Decimal("80.01"), served=True), ())
        for place, estate in enumerate([old, young, old, None, attrs.evolve(old, id="gap", completion_year=None)])
    ]
    found = _without_place(by_sql(law, "household", rows))

    # 80.01 m2 at 0.35 yuan a month.
    assert found[0]["household_fee"] == Decimal("28.0035")
    assert found[3]["household_fee_missing"] == "estate"
    assert found[4]["household_fee_missing"] == "estate.completion_year"
    assert found == [by_exact(law, one) for one in rows]


def _law(**conclusions: Tree) -> LawInForce:
    figures = {"tenth": parameter("0.1"), "third": parameter("3"), "big": parameter("1000000000000")}
    choices = {"q": reading("a", "b")}
    return read({"1": clause(parameters=figures, readings=choices, conclusions=conclusions)}).on(DAY)


def test_every_end_of_an_interval_is_computed_as_for_one() -> None:
    """Products of ends below and above nought, of ends that are missing, and what nought makes of them."""
    law = _law(
        left=conclusion("share", ANYTHING),
        silent=conclusion("share", HEIGHT_OR_SILENT),
        within=conclusion("share", FROM_HEIGHT_TO_SPAN),
        a=formula("share", "height * span"),
        b=formula("share", "(height - 1) * (height + 1)"),
        c=formula("share", "left * span"),
        d=formula("share", "left * height - silent"),
        e=formula("share", "left * left + within * height"),
        f=formula("share", "round(height * tenth * span, third) - height * tenth * span"),
        g=formula("share", "round(height * tenth, tenth) / third"),
        h=formula("truth", "not (a < b) and c >= d"),
        i=conclusion("share", TWICE_OR_LESS),
    )  # fmt: skip
    rows: list[Facts] = [
        (Kite(id=f"{height} {span} {entered}", height=height, span=span, entered=entered), ())
        for height in (None, -2, -1, 0, 1, 2)
        for span in (None, 0, 1, 3)
        for entered in (None, True, False)
    ]
    names = [name for name in about(law, "kite") if name != "g"]

    assert [by_exact(law, one, names) for one in rows] == _without_place(by_sql(law, "kite", rows, names))


def test_ends_are_certain_where_every_rule_that_may_hold_has_them() -> None:
    """Silence whichever holds is a cause, silence that may be avoided a possible end; silences alone bound nothing."""
    law = _law(
        base=conclusion("share", HEIGHT_OR_SILENT),
        either=conclusion(
            "share",
            {
                "x": {"when": "tethered and span > 1", "then": "base + 1"},
                "y": {"when": "tethered and not (span > 1)", "then": "base + 2"},
                "z": {"when": "not tethered", "then": "3"},
            },
        ),
        mute=conclusion(
            "share",
            {
                "one": {"when": "entered", "then": "1"},
                "two": {"when": "not entered and tethered", "silent": SAID},
                "three": {"when": "not entered and not tethered", "silent": SAID},
            },
        ),
        above=conclusion(
            "share", {"p": {"when": "shape == box", "then": "mute"}, "q": {"when": "shape != box", "then": "5"}}
        ),
        said=conclusion(
            "truth",
            {
                "one": {"when": "entered", "then": "true"},
                "two": {"when": "not entered and tethered", "silent": SAID},
                "three": {"when": "not entered and not tethered", "silent": SAID},
            },
        ),
        unsaid=formula("truth", "not said"),
    )
    truths = (None, True, False)
    rows: list[Facts] = [
        (Kite(id=f"{entered} {tethered} {span}", entered=entered, tethered=tethered, span=span, height=1), ())
        for entered in truths
        for tethered in truths
        for span in (None, 1, 2)
    ]
    found = {row[0].id: told for row, told in zip(rows, by_sql(law, "kite", rows), strict=True)}  # type: ignore[attr-defined]

    assert found["False True None"]["either_standing"] == "silent"
    assert found["False None None"]["either_standing"] == "unknown"
    assert (found["False None 1"]["above_low"], found["True None 1"]["above_low"]) == (None, Decimal(1))
    assert [by_exact(law, one) for one in rows] == _without_place([*found.values()])


def test_what_64_bits_do_not_hold_is_computed_in_decimals() -> None:
    law = _law(
        a=formula("share", "height * big * big"),
        b=formula("truth", "a > span * big"),
        c=formula("share", "a * tenth + span"),
    )
    rows: list[Facts] = [(Kite(id=str(one), height=one, span=1), ()) for one in (None, -2, 0, 2)]
    found = _without_place(by_sql(law, "kite", rows))

    assert found[3]["c"] == Decimal(200000000000000000000001)
    assert found == [by_exact(law, one) for one in rows]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("height * big * big * big * big", "too-large-for-columns"),
        ("height / third", "not-in-columns"),
        ("1 / span", "not-in-columns"),
    ],
)
def test_what_does_not_fit_into_columns_is_refused_before_anything_is_computed(text: str, code: str) -> None:
    guarded = conclusion(
        "share", {"some": {"when": "span > 0", "then": text}, "none": {"when": "not (span > 0)", "then": "0"}}
    )
    with pytest.raises(ColumnsError) as refused:
        by_sql(_law(a=guarded), "kite", [])

    assert [problem.code for problem in refused.value.problems] == [code]


def test_rules_that_contradict_themselves_are_told_of_the_row_alone() -> None:
    """`exact` raises; a table goes on, and says of which rows."""
    law = _law(
        a=conclusion(
            "share", {"one": {"when": "span > 1", "then": "1"}, "other": {"when": "not (span > 1)", "then": "0"}}
        )
    )
    one, other = law.conclusions["a"].rules
    both = attrs.evolve(law.conclusions["a"], rules=(one, attrs.evolve(other, condition=one.condition, when=one.when)))
    broken = attrs.evolve(law, conclusions={"a": both})
    rows: list[Facts] = [(Kite(id=str(span), span=span), ()) for span in (0, 2, None)]

    assert [row["fault"] for row in by_sql(broken, "kite", rows)] == [True, True, False]


def test_the_order_of_facts_makes_no_difference() -> None:
    rules = {
        "one": {"when": "entered and span > 1", "then": "1"},
        "other": {"when": "not (entered and span > 1)", "then": "0"},
    }
    conclusions = {"a": conclusion("share", rules)}
    law = read({"1": clause(conclusions=conclusions)}, KITE_REVERSED).on(DAY)
    (row,) = by_sql(law, "kite", [(KITE_REVERSED(id="k"), ())])

    assert row["a_missing"] == "span|entered"


def _many(low: int) -> QuantityFact:
    return QuantityFact(term=WORDS, unit="share", low=Decimal(low), high=Decimal(9), scale=0, question=WORDS)


def test_more_facts_than_a_word_has_bits_are_all_named() -> None:
    """A hundred missing facts."""
    body: dict[str, Any] = {"id": "k"}
    hints: dict[str, Any] = {"id": Annotated[str, Identity()]}
    for place in range(100):
        hints[f"f{place}"] = Annotated[int | None, _many(0)]
        body[f"f{place}"] = None
    class_ = attrs.frozen(kw_only=True, field_transformer=checked_facts)(
        type("Kite", (), {**body, "__annotations__": hints, "__module__": __name__})
    )
    parts = [" + ".join(f"f{place}" for place in range(first, first + 10)) for first in range(0, 100, 10)]
    total = formula("share", " + ".join(f"({part})" for part in parts))
    law = read({"1": clause(conclusions={"a": total})}, class_).on(DAY)
    (row,) = by_sql(law, "kite", [(class_(id="k", f50=1), ())])

    assert row["a_missing"] == "|".join(f"f{place}" for place in range(100) if place != 50)
    assert (row["a_low"], row["a_high"]) == (Decimal(1), Decimal(892))


def _without_place(rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    return [{name: value for name, value in row.items() if name != "place"} for row in rows]


def _without_collections(one: Any, id_: str) -> Any:  # noqa: ANN401 of whichever class
    """A subject as a table has it: what it has of others is in other tables."""
    class_: type = type(one)
    changes: dict[str, Any] = {"id": id_} if "id" in fields_of(class_) else {}
    for name, field in fields_of(class_).items():
        value = getattr(one, name)
        if isinstance(field, CollectionFact):
            changes[name] = None
        elif attrs.has(type(value)):
            changes[name] = _without_collections(value, f"{name} of {id_}")
    return attrs.evolve(one, **changes)


def _leads_to_collection(name: str, class_: type) -> bool:
    first, _, rest = name.partition(".")
    field = fields_of(class_)[first]
    return isinstance(field, CollectionFact) or (
        isinstance(field, ReferenceFact) and bool(rest) and _leads_to_collection(rest, field.subject)
    )


@functools.cache
def _fits(law: LawInForce, name: str) -> bool:
    within = InColumns(law, law.conclusions[name].subject)
    try:
        told_columns(within, asked(within, name))
    except ColumnsError:
        return False
    return True
