"""Gaps and overlaps of rules: each is found with a case in which it occurs, and none is claimed that cannot occur."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

import attrs
import pytest

import estate_policy.flaws
from estate_policy.checked import checked_facts
from estate_policy.flaws import as_problem, flaws
from estate_policy.language.reader import read_policy
from estate_policy.law import Period
from estate_policy.schema import QuantityFact
from estate_policy.stretches import stretches
from estate_policy.terms import Term
from tests import harbour
from tests.changed import DOCUMENT, Change, changed, loaded, refused

_PLACE = "policy/harbour/01-dues.yaml"
_TRIAL = f"{_PLACE}:90:5"
_WHEN_OVER_AGE = "when: subject_to_dues and surveyed_unfit and over_age_from == by_survey"


def conclusion(name: str, rules: Mapping[str, str], kind: str = "kind: truth") -> Change:
    """A conclusion more, whose rules have these conditions or, where a mapping is written, are just so."""
    lines = [
        f"    {name}:",
        "      of: ship",
        f"      {kind}",
        "      term: {zh: 试, en: trial}",
        "      quote: pay half of it",
    ]
    lines += ["      rules:"]
    then = "true" if kind == "kind: truth" else "0"
    for rule, when in rules.items():
        lines.append(f"        {rule}: " + (when if when.startswith("{") else f"{{when: '{when}', then: {then}}}"))
    return "    halved:\n", "\n".join([*lines, "    halved:\n"])


def parameter(name: str, tons: str) -> Change:
    """A tonnage more."""
    words = f"term: {{zh: 吨位, en: tonnage}}, unit: ton, quote: pay half, values: {{always: {tons}}}"
    return "    half:\n", f"    {name}: {{{words}}}\n    half:\n"


def gap(case: str, line: int = 90, name: str = "trial") -> str:
    return f"{_PLACE}:{line}:5: no rule of `{name}` covers {case} (hint: add a rule, or one that is `silent:`)"


def overlap(rules: str, case: str, line: int = 90, name: str = "trial") -> str:
    hint = "if one prevails, let it say `overrides:`"
    return f"{_PLACE}:{line}:5: {rules} of `{name}` hold together, where {case} (hint: {hint})"


def test_the_policy_of_the_harbour_has_no_flaw() -> None:
    actual = list(flaws(loaded()))

    assert actual == []


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ({"a": "listed"}, [gap("listed = false")]),
        ({"a": "listed", "b": "not listed and retired"}, [gap("listed = false, retired = false")]),
        ({"a": "cargo == grain", "b": "cargo == oil"}, [gap("cargo = none")]),
        (
            {"a": "cargo in (grain, oil)", "b": "cargo not in (grain, none)"},
            [gap("cargo = none"), overlap("`a` and `b`", "cargo = oil")],
        ),
        ({"a": "tonnage < large", "b": "tonnage > large"}, [gap("tonnage = 1000")]),
        ({"a": "tonnage <= large", "b": "tonnage >= large"}, [overlap("`a` and `b`", "tonnage = 1000")]),
        ({"a": "tonnage <= large", "b": "tonnage > large + large"}, [gap("tonnage = 1000.1")]),
        ({"a": "large >= tonnage", "b": "large + large < tonnage"}, [gap("tonnage = 1000.1")]),
        ({"a": "tonnage > 0 * large and tonnage <= large"}, [gap("tonnage = 1000.1")]),
        ({"a": "tonnage >= large * half", "b": "tonnage < large * half * half"}, [gap("tonnage = 250")]),
        ({"a": "south_sandland == all_cargo"}, [gap("south_sandland = grain_only")]),
        (
            {"a": "over_age_from == never", "b": "listed"},
            [
                gap("over_age_from = by_survey, listed = false"),
                overlap("`a` and `b`", "over_age_from = never, listed = true"),
            ],
        ),
        ({"a": 'flag == "雾国"', "b": 'flag == "沙国（南部）"'}, [gap("flag = …")]),
        ({"a": 'flag != "雾国"', "b": 'flag != "沙国（南部）"'}, [overlap("`a` and `b`", "flag = …")]),
        (
            {"a": "listed == retired", "b": "listed"},
            [gap("listed = false, retired = true"), overlap("`a` and `b`", "listed = true, retired = true")],
        ),
        ({"a": "false"}, [gap("any")]),
        ({"a": "true", "b": "true"}, [overlap("`a` and `b`", "any")]),
        (
            {"a": "{when: listed, then: true, in_force: 2010-01-01..}", "b": "not listed"},
            [gap("listed = true (2000-01-01..2009-12-31)")],
        ),
        (
            {
                "a": "{when: listed, then: true, in_force: ..2010-01-01}",
                "b": "{when: true, then: false, in_force: 2010-01-01..}",
            },
            [
                gap("listed = false (2000-01-01..2009-12-31)"),
                overlap("`a` and `b`", "listed = true (2010-01-01..2010-01-01)"),
            ],
        ),
    ],
)
def test_a_gap_or_an_overlap_is_refused_with_a_case(rules: Mapping[str, str], expected: list[str]) -> None:
    actual = refused(conclusion("trial", rules))

    assert actual == expected


@pytest.mark.parametrize(
    "rules",
    [
        {"a": "true"},
        {"a": "listed", "b": "not listed"},
        {"a": "listed and retired", "b": "not listed or not retired"},
        {"a": "cargo == grain", "b": "cargo in (oil, none)"},
        {"a": "cargo == grain", "b": "cargo != grain"},
        {"a": 'flag == "雾国"', "b": 'flag != "雾国"'},
        {"a": "tonnage < large", "b": "tonnage == large", "c": "tonnage > large"},
        {"a": "0 < tonnage"},
        {"a": "half * 0 == 0"},
        {"a": "large > 0", "b": "large <= 0"},
        {"a": "tonnage <= large", "b": "tonnage > large and listed", "c": "large < tonnage and not listed"},
        {"a": "listed", "b": "{when: 'true', then: true, overrides: [a]}"},
        {
            "a": "{when: 'true', then: false, in_force: ..2009-12-31}",
            "b": "{when: 'true', then: true, in_force: 2010-01-01..}",
        },
        {"a": "south_sandland == all_cargo", "b": "south_sandland == grain_only"},
    ],
)
def test_rules_that_cover_every_case_once_are_accepted(rules: Mapping[str, str]) -> None:
    actual = refused(conclusion("trial", rules))

    assert actual == []


def test_a_choice_from_the_higher_to_the_lower_end_is_refused() -> None:
    actual = refused(("within: [0, highest_rate]", "within: [highest_rate, grain_rate]"))

    assert actual == [
        (f"{_PLACE}:103:9: `within` goes from 3 down to 0.4 (hint: write the lower end first)"),
        (f"{_PLACE}:103:9: `within` goes from 3 down to 0.5 (hint: write the lower end first)"),
    ]


def test_a_choice_of_one_value_is_accepted() -> None:
    actual = refused(("within: [0, highest_rate]", "within: [highest_rate, highest_rate]"))

    assert [problem for problem in actual if "within" in problem] == []


def test_thresholds_that_no_value_lies_between_leave_no_gap() -> None:
    """The tonnage has one decimal: between 1000 and 1000.1 there is nothing."""
    above = parameter("above", "1000.1")

    actual = refused(above, conclusion("trial", {"a": "tonnage <= large", "b": "tonnage >= above"}))

    assert actual == []


def test_a_threshold_that_no_value_meets_is_no_case() -> None:
    """The tonnage has one decimal: 999.95 is between two tonnages, and equals none."""
    between = parameter("between", "999.95")

    actual = refused(between, conclusion("trial", {"a": "tonnage < between", "b": "tonnage > between"}))

    assert actual == []


def test_the_highest_value_of_a_fact_is_a_case() -> None:
    """No ship has more than 100,000 tons."""
    highest = parameter("highest", "100000")

    below, all_there_are = (
        refused(highest, conclusion("trial", {"a": f"tonnage {sign} highest"})) for sign in ("<", "<=")
    )

    assert below == [gap("tonnage = 100000", line=91)]
    assert all_there_are == []


def test_a_threshold_out_of_the_range_of_its_fact_does_not_hide_the_gap() -> None:
    actual = refused(parameter("fleet", "1000000"), conclusion("trial", {"a": "tonnage > fleet"}))

    assert actual == [gap("tonnage = 1", line=91)]


@pytest.mark.parametrize(
    ("change", "place", "figure"),
    [
        (("then: grain_rate}", "then: grain_rate * 0.7}"), "108:9", "0.7"),
        (("is: monthly_due * months_a_year", "is: monthly_due * months_a_year * 3"), "123:11", "3"),
        (("then: oil_rate * half,", "then: oil_rate * (half - 20%),"), "111:9", "0.2"),
        (("not halved, then: oil_rate}", "not halved and half > 0.3, then: oil_rate}"), "109:9", "0.3"),
        (("within: [0, highest_rate]", "within: [0, highest_rate * 2]"), "103:9", "2"),
        (("when: retired and cargo in (grain, oil)", "when: retired and half < 1"), "19:5", "1"),
    ],
)
def test_a_figure_written_into_a_rule_cites_nothing_and_is_refused(change: Change, place: str, figure: str) -> None:
    actual = refused(change)

    assert actual == [
        (
            f"{_PLACE}:{place}: the figure {figure} in a rule cites nothing"
            " (hint: declare it as a parameter with the words it rests on)"
        )
    ]


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Ship(harbour.Ship):
    """A ship at a berth for so many tons."""

    berth: Annotated[
        Decimal | int | None,
        QuantityFact(
            unit="ton", low=Decimal(0), high=Decimal(500), scale=0, term=Term("泊位", "berth"), question=Term("？", "?")
        ),
    ] = None


def of_berths(rules: Mapping[str, str]) -> list[str]:
    with changed(conclusion("trial", rules)) as folder:
        return [as_problem(flaw).text() for flaw in flaws(read_policy(folder, (Ship,)))]


@pytest.mark.parametrize(
    "rules",
    [
        {"a": "tonnage < berth", "b": "tonnage > berth"},
        {"a": "tonnage < berth", "b": "berth < tonnage"},
    ],
)
def test_facts_are_compared_with_facts_and_the_case_shows_both(rules: Mapping[str, str]) -> None:
    actual = of_berths(rules)

    assert actual == [gap("berth = 1, tonnage = 1")]


@pytest.mark.parametrize(
    "rules",
    [
        {"a": "tonnage < berth", "b": "tonnage >= berth"},
        {"a": "tonnage < berth", "b": "berth <= tonnage"},
        {"a": "tonnage >= berth", "b": "tonnage < berth and berth < large"},
    ],
)
def test_rules_that_compare_facts_with_facts_and_cover_every_case_are_accepted(rules: Mapping[str, str]) -> None:
    actual = of_berths(rules)

    assert actual == []


def test_a_case_for_which_no_facts_are_found_is_not_proved() -> None:
    """A ship of more than 1000 tons is above every berth, which comparing the two does not know."""
    actual = of_berths({"a": "tonnage <= large", "b": "tonnage > large and tonnage > berth"})

    expected = gap("tonnage = 1000.1, berth = tonnage").replace(
        "no rule of `trial` covers", "not proved that the rules of `trial` cover"
    )
    assert actual == [expected]


def test_a_gap_that_what_other_rules_conclude_rules_out_is_none() -> None:
    """Whoever is subject to dues is listed."""
    actual = refused(conclusion("trial", {"a": "subject_to_dues and listed", "b": "not subject_to_dues"}))

    assert actual == []


def test_a_gap_that_what_other_rules_conclude_allows_is_shown_in_facts() -> None:
    actual = refused(conclusion("trial", {"a": "subject_to_dues and cargo == grain", "b": "not subject_to_dues"}))

    assert actual == [gap("listed = true, cargo = oil, retired = false")]


def test_a_gap_is_shown_in_facts_even_where_a_computed_amount_is_read_first() -> None:
    actual = refused(conclusion("trial", {"a": "due_rate > 0 and listed", "b": "due_rate <= 0 and listed"}))

    assert actual == [gap("listed = false")]


def test_a_gap_that_is_proved_comes_before_one_that_is_not() -> None:
    actual = refused(conclusion("trial", {"a": "listed and due_rate < highest_rate", "b": "not listed and retired"}))

    assert actual == [gap("listed = false, retired = false")]


def test_a_gap_that_depends_on_a_computed_amount_is_reported_as_not_proved_and_does_not_refuse_the_load() -> None:
    policy = loaded(conclusion("trial", {"a": "due_rate < highest_rate", "b": "due_rate > highest_rate"}))

    actual = [as_problem(flaw).text() for flaw in flaws(policy)]

    assert actual[:1] == [
        gap("due_rate = 3").replace("no rule of `trial` covers", "not proved that the rules of `trial` cover")
    ]


def test_an_overlap_that_depends_on_a_computed_amount_is_reported_as_not_proved() -> None:
    policy = loaded(conclusion("trial", {"a": "due_rate <= highest_rate", "b": "due_rate >= highest_rate"}))

    actual = [as_problem(flaw).text("zh") for flaw in flaws(policy)]

    assert actual[:1] == [
        f"{_TRIAL}: 未能证明 `trial` 的规则 `a` and `b` 不同时成立：due_rate = 3（提示：若一条优先，请写 `overrides:`）"
    ]


def test_a_gap_in_a_silence_is_none() -> None:
    """Where the text is silent the answer stays open; no rule need hold, and none does."""
    silent = conclusion("kept", {"a": "listed", "b": "{when: not listed, silent: {zh: 无, en: nothing}}"})

    actual = refused(conclusion("trial", {"a": "kept", "b": "not kept"}), silent)

    assert actual == []


def test_every_flaw_is_reported_in_chinese_too() -> None:
    actual = refused(conclusion("trial", {"a": "listed", "b": "listed"}), language="zh")

    assert actual == [
        f"{_TRIAL}: `trial` 没有规则涵盖：listed = false（提示：请加一条规则，或写 `silent:`）",
        f"{_TRIAL}: `trial` 的规则 `a` and `b` 会同时成立，例如：listed = true（提示：若一条优先，请写 `overrides:`）",
    ]


def test_an_override_that_is_dropped_leaves_an_overlap() -> None:
    actual = refused(("          overrides: [grain, oil]\n", ""))

    assert [problem.partition(" of ")[0] for problem in actual] == [f"{_PLACE}:96:5: `over_age` and `grain`"]


def test_flaws_of_several_conclusions_come_in_the_order_of_the_file() -> None:
    actual = refused(
        (
            "by_table:\n          when: subject_to_dues and",
            "by_table:\n          when: listed and subject_to_dues and not retired and listed and",
        ),
        ("{when: not subject_to_dues, then: 0}", "{when: not subject_to_dues and listed, then: 0}"),
        conclusion("trial", {"a": "listed and (retired or tide_discount > 0)"}),
    )

    assert [problem.split(": ")[0] for problem in actual] == [f"{_PLACE}:{line}:5" for line in (90, 131)]


def test_more_cases_than_are_looked_at_are_called_unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(estate_policy.flaws, "LARGEST_SEARCH", 50)
    both = "((listed == retired) == ((cargo == oil) == (surveyed_unfit == (tonnage < large))))"
    policy = loaded(conclusion("trial", {"a": both, "b": f"not {both}"}))

    actual = [as_problem(flaw).text() for flaw in flaws(policy) if flaw.conclusion.name == "trial"]

    assert actual == [f"{_TRIAL}: `trial` has more than 50 cases: not checked"]


def test_the_rules_are_examined_on_every_day_on_which_they_change() -> None:
    actual = stretches(
        loaded(
            conclusion(
                "trial",
                {
                    "a": "{when: 'true', then: true, in_force: ..2015-06-30}",
                    "b": "{when: 'true', then: true, in_force: 2015-07-01..9999-12-31}",
                },
            )
        )
    )

    assert actual == [
        Period(date(2000, 1, 1), date(2009, 12, 31)),
        Period(date(2010, 1, 1), date(2015, 6, 30)),
        Period(date(2015, 7, 1)),
    ]


def test_a_document_that_ends_is_not_examined_after_its_end() -> None:
    actual = stretches(loaded(("in_force: 2000-01-01..", "in_force: 2000-01-01..2009-12-31"), file=DOCUMENT))

    assert actual == [Period(date(2000, 1, 1), date(2009, 12, 31))]


def test_a_rule_overrides_another_only_while_it_is_in_force() -> None:
    actual = refused((_WHEN_OVER_AGE, f"in_force: 2010-01-01..\n          {_WHEN_OVER_AGE}"))

    assert actual == []
