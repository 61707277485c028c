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

from estate_policy import Coverage, Estate, Household, amend, load_amendment, load_policy
from estate_policy.checked import checked_facts
from estate_policy.errors import ColumnsError, RulesDisagreeError
from estate_policy.facts import SUBJECTS
from estate_policy.interpreters.layers import Layers
from estate_policy.interpreters.masks import Causes
from estate_policy.interpreters.sql import InColumns
from estate_policy.interpreters.sql_text import joined, source_column
from estate_policy.interpreters.told_columns import asked, told_columns
from estate_policy.law import LawInForce
from estate_policy.loading import shipped_policy
from estate_policy.outcome import Missing
from estate_policy.register import read_register
from estate_policy.schema import CollectionFact, Identity, QuantityFact, ReferenceFact, fields_of, subject_name
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
    discretion,
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
    "split_month",
    "coverage",
    "estate_stretch",
    "estate_year",
    "instalment",
    "city_year",
}
"""Subjects about which a rule divides by what differs from row to row, or which are made of others."""

ANYTHING: Tree = {"r": {"when": "true", **discretion()}}
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
        within=conclusion("share", {"r": {"when": "true", **discretion("height", "span")}}),
        a=formula("share", "height * span"),
        b=formula("share", "(height - 1) * (height + 1)"),
        c=formula("share", "left * span"),
        d=formula("share", "left * height - silent"),
        e=formula("share", "left * left + within * height"),
        f=formula("share", "round(height * tenth * span, third) - height * tenth * span"),
        g=formula("truth", "not (a < b) and c >= d"),
        h=conclusion("share", TWICE_OR_LESS),
    )  # fmt: skip
    rows: list[Facts] = [
        (Kite(id=f"{height} {span} {entered}", height=height, span=span, entered=entered), ())
        for height in (None, -2, -1, 0, 1, 2)
        for span in (None, 0, 1, 3)
        for entered in (None, True, False)
    ]

    assert [by_exact(law, one) for one in rows] == _without_place(by_sql(law, "kite", rows))


def test_nought_bounds_what_nothing_else_does_and_a_divisor_below_nought_bounds_nothing() -> None:
    """By hand, of a height from -2 to 2 that nobody knows, beside a span of 0, of 3, and one from 0 to 3."""
    law = _law(
        left=conclusion("share", ANYTHING),
        at_span=conclusion("share", {"r": {"when": "true", **discretion("span", "span")}}),
        from_left=conclusion("share", {"r": {"when": "true", **discretion("left", "span")}}),
        nought=formula("share", "left * at_span"),
        endless=formula("share", "from_left * span"),
        apart=formula("share", "at_span * height - span * height"),
        halved=formula("share", "height / 0.5"),
        turned=formula("share", "height / -0.5"),
    )  # fmt: skip
    rows: list[Facts] = [(Kite(id=str(span), span=span), ()) for span in (0, 3, None)]
    told = by_sql(law, "kite", rows)
    ends = {
        name: [tuple(row[f"{name}_{end}"] for end in ("low", "high")) for row in told]
        for name in ("nought", "endless", "apart", "halved", "turned")
    }

    assert ends == {
        "nought": [(0, 0), (None, None), (None, None)],
        "endless": [(0, 0), (None, None), (None, None)],
        "apart": [(0, 0), (-12, 12), (-12, 12)],
        "halved": [(-4, 4)] * 3,
        "turned": [(None, None)] * 3,
    }
    assert _without_place(told) == [by_exact(law, one) for one in rows]


def test_whatever_comes_to_nought_settles_a_product_with_what_nothing_bounds() -> None:
    """By hand: 2 less 2 is nought, and 2 less 2.3 rounds up to it; that a number can get there is known beforehand."""
    law = _law(
        left=conclusion("share", ANYTHING),
        less=formula("share", "(height - span) * left"),
        rounded=formula("share", "round(height - 2.3, 1) * left"),
    )
    rows: list[Facts] = [(Kite(id=str(height), height=height, span=2), ()) for height in (1, 2)]
    told = by_sql(law, "kite", rows)

    assert [(row["less"], row["rounded"]) for row in told] == [(None, None), (0, 0)]
    assert [row["less_standing"] for row in told] == ["discretionary", "settled"]


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


def test_what_is_just_beyond_64_bits_is_computed_in_decimals() -> None:
    """They hold 9,223,372,036,854,775,807."""
    law = _law(a=formula("share", "height * big * 5000000"))
    (row,) = by_sql(law, "kite", [(Kite(id="k", height=2), ())])

    assert row["a"] == Decimal(10_000_000_000_000_000_000)


def test_a_condition_that_38_digits_do_not_hold_is_refused() -> None:
    """Twice 5 with 37 noughts has 39."""
    with pytest.raises(ColumnsError) as refused:
        by_sql(_law(a=formula("truth", "height * big * big * big * 50 > span")), "kite", [])

    assert [problem.code for problem in refused.value.problems] == ["too-large-for-columns"]


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


def test_each_reading_that_alone_gives_another_value_is_told_of_and_both_together_no_more() -> None:
    rules = {
        "one": {"when": "q == a and p == c", "then": "1"},
        "ten": {"when": "not (q == a and p == c)", "then": "10"},
    }
    choices = {"q": reading("a", "b"), "p": reading("c", "d")}
    law = read({"1": clause(readings=choices, conclusions={"a": conclusion("share", rules)})}).on(DAY)
    (row,) = by_sql(law, "kite", [(Kite(), ())])

    assert (row["a"], row["a_otherwise"]) == (1, "10 (p=d)|10 (q=b)")
    assert [by_exact(law, (Kite(), ()))] == _without_place([row])


def test_another_reading_is_told_of_where_an_open_answer_can_be_something_else_alone() -> None:
    """It waits for the same, but could then be false and not true, a box and not a delta, the home and not 北丘."""
    silent: Tree = {"when": "not entered", "silent": SAID}

    def either(one: str, other: str) -> Tree:
        rules = {
            "one": {"when": "entered and q == a", "then": one},
            "two": {"when": "entered and q == b", "then": other},
        }
        return {**rules, "none": silent}

    law = _law(
        entry=conclusion("truth", {"one": {"when": "entered", "then": "true"}, "none": silent}),
        contrary=conclusion(
            "truth", {"one": {"when": "q == a", "then": "entry"}, "two": {"when": "q == b", "then": "not entry"}}
        ),
        above=conclusion(
            "truth",
            {"one": {"when": "height > 0", "then": "contrary"}, "none": {"when": "not (height > 0)", "silent": SAID}},
        ),
        tied=conclusion("truth", either("true", "tethered")),
        shaped=conclusion("shape", either("delta", "box")),
        housed=conclusion("home", either("北丘", "home")),
    )
    rows: list[Facts] = [(Kite(tethered=True, home="北丘"), ()), (Kite(tethered=False, home="别处"), ())]
    told = by_sql(law, "kite", rows)
    otherwise = {name: [row[f"{name}_otherwise"] for row in told] for name in about(law, "kite")}
    open_ = "? (q=b)"

    assert otherwise == {
        "entry": ["", ""],
        "contrary": [open_, open_],
        "above": [open_, open_],
        "tied": ["", open_],
        "shaped": [open_, open_],
        "housed": ["", open_],
    }
    assert [by_exact(law, one) for one in rows] == _without_place(told)


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


def test_rules_that_contradict_themselves_under_another_reading_alone_are_told_of_too() -> None:
    """Read as b, a span of 2 is counted as 1 and as 0."""
    law = _law(
        a=conclusion(
            "share",
            {
                "one": {"when": "q == a or span > 1", "then": "1"},
                "other": {"when": "not (q == a or span > 1)", "then": "0"},
            },
        ),
        by_reading=conclusion("share", {"b": {"when": "q == b", "then": "0"}, "a": {"when": "q == a", "then": "1"}}),
    )
    one, other = law.conclusions["a"].rules
    read_as_b, _ = law.conclusions["by_reading"].rules
    more = attrs.evolve(other, condition=read_as_b.condition, when=read_as_b.when)
    broken = attrs.evolve(law, conclusions={"a": attrs.evolve(law.conclusions["a"], rules=(one, more))})
    rows: list[Facts] = [(Kite(id=str(span), span=span), ()) for span in (0, 2, None)]

    assert [row["fault"] for row in by_sql(broken, "kite", rows)] == [False, True, False]
    with pytest.raises(RulesDisagreeError):
        by_exact(broken, rows[1])


def test_the_order_of_facts_makes_no_difference() -> None:
    rules = {
        "one": {"when": "entered and span > 1", "then": "1"},
        "other": {"when": "not (entered and span > 1)", "then": "0"},
    }
    conclusions = {"a": conclusion("share", rules)}
    law = read({"1": clause(conclusions=conclusions)}, KITE_REVERSED).on(DAY)
    (row,) = by_sql(law, "kite", [(KITE_REVERSED(id="k"), ())])

    assert row["a_missing"] == "span|entered"


def test_what_is_rounded_of_a_number_that_is_never_known_is_open_too() -> None:
    """It came out as nought, and settled, for the nulls of which it is made are no facts that could be missing."""
    silent: Tree = {"one": {"when": "entered", "silent": SAID}, "none": {"when": "not entered", "silent": SAID}}
    law = read({"1": clause(conclusions={
        "a": conclusion("share", ANYTHING),
        "rounded": formula("share", "round(a, 1)"),
        "more": formula("share", "rounded + 1"),
        "above": formula("truth", "rounded > 1"),
        "third": formula("share", "round(a / 3, 0.5) * height"),
        "b": conclusion("share", silent),
        "of_silent": formula("share", "round(b * height, 1)"),
    })}).on(DAY)  # fmt: skip
    rows: list[Facts] = [
        (Kite(id=f"{entered} {height}", entered=entered, height=height), ())
        for entered in (None, True, False)
        for height in (None, 0, 2)
    ]

    assert [by_exact(law, one) for one in rows] == _without_place(by_sql(law, "kite", rows))


def test_what_is_counted_of_members_that_no_table_has_is_open() -> None:
    """Nothing of it reads a fact, so that every set of causes is the same in all rows."""
    law = LAWS["shipped"]
    names = [name for name in about(law, "coverage") if _fits(law, name)]
    rows: list[Facts] = [(Coverage(id="c", as_of=day), ()) for day in (None, date(2020, 12, 31), date(2021, 1, 1))]

    assert "fully_covered" in names
    assert [by_exact(law, one, names) for one in rows] == _without_place(by_sql(law, "coverage", rows, names))


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


def test_a_word_of_causes_is_a_number_of_64_bits_without_its_sign() -> None:
    """DuckDB would go on with more; PostgreSQL and Spark have no such number."""
    words = Causes().mask(*(Missing(f"f{place}") for place in range(100)))

    assert [int(bits.text) < 2**63 for bits in words.values()] == [True, True]


def test_a_column_is_carried_no_further_than_it_is_read() -> None:
    layers = Layers()
    more = layers.column(joined("({} + 1)", source_column("a")))
    twice = layers.column(joined("({} * {})", more, source_column("b")))
    told = layers.select("t", {"told": joined("({} - {})", twice, source_column("c"))}, ["id"])

    assert told == (
        'WITH l1 AS (\n  SELECT "id", "b", "c", ("a" + 1) AS "x0"\n  FROM t\n), '
        'l2 AS (\n  SELECT "id", "c", ("x0" * "b") AS "x1"\n  FROM l1\n)\n'
        'SELECT "id", ("x1" - "c") AS "told"\nFROM l2'
    )


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
