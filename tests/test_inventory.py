"""Every sentence of the Opinion works, and every open point is treated: two tables, each row with a case that shows it.

The tables stand in `tests/inventory/`, a file an area. Lists of what there is to show: `tests/inventory/README.md`.
"""

import functools
from collections.abc import Iterator, Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from estate_policy import Answer, Decision, Estate, decide, load_policy
from estate_policy.estate_years import MONTH_STATUS
from estate_policy.figures import decimal_of
from estate_policy.given import made
from estate_policy.history import History, altered_on
from estate_policy.interpreters.choices import adopting
from estate_policy.kinds import Member
from estate_policy.language.rules import BODIES
from estate_policy.law import Assumption, Conclusion, Example, Figure, Finding, LawInForce, Policy, Reading, Rule
from estate_policy.records import Records
from estate_policy.settlement import settle
from estate_policy.stretches import first_day, stretches
from estate_policy.trace import trace
from estate_policy.walk import conclusions_read

TABLES = Path(__file__).parent / "inventory"

WORKS_BY = ("rule", "duty", "routing", "definition", "finding")
CITED_ALONE = {"前言": "recital", "一(二)-b": "target", "一(三)": "principle", "四-0": "principle"}
"""What orders nothing that could be decided, with what it is: a citation is all it needs."""

TREATMENTS = ("reading", "assumption", "finding", "discretion", "instrument", "ask", "silent", "metadata", "note")
STANDINGS = {"discretion": "discretionary", "instrument": "delegated", "silent": "silent"}

SENTENCES = """
题 前言 一(一)-a 一(一)-b 一(二) 一(二)-b 一(三) 二 三-0a 三-0b 三-0c 三-0d 三-0e 三-0f 三-0g 三(一)
三(二) 三(三)-a 三(三)-b 三(三)-c 三-尾a 三-尾b 四-0 四(一)1-a 四(一)1-b 四(一)1-c 四(一)1-d 四(一)1-e
四(一)2-a 四(一)2-b 四(二)1 四(二)2 四(二)3 四(二)4 四(二)5 四(二)6 四(二)7 四(二)8 四(二)9-a 四(二)9-b
四(二)10 四(二)11 四(二)12 四(二)13 四(二)14 五(一)-a 五(一)-b 五(一)-c 五(二)1-a 五(二)1-b 五(二)1-c
五(二)1-d 五(二)1-e 五(二)1-f 五(二)2-a 五(二)2-b 五(二)2-c 五(二)2-d 五(二)2-e 五(二)2-f 五(二)2-g
五(二)2-h 五(二)2-i 五(二)3-a 五(二)3-b 五(二)3-c 五(二)3-d 五(二)3-e 五(三)-0 五(三)1 五(三)2 五(三)3
六(一)-a 六(一)-b 六(一)-c 六(二)-a 六(二)-b 六(二)-c 六(三)-a 六(三)-b
"""
"""The normative sentences of the Opinion, by clause and place in it."""
GAPS = [f"G-{number:02}" for number in range(1, 49)]

Row = Mapping[str, Any]


def _rows(section: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for file in sorted(TABLES.glob("*.yaml")):
        for name, row in (yaml.safe_load(file.read_text("utf-8")).get(section) or {}).items():
            assert name not in found, f"{name} has two rows"
            found[name] = row
    return found


SENTENCE_ROWS, GAP_ROWS = _rows("sentences"), _rows("gaps")


@functools.cache
def policy() -> Policy:
    """The shipped policy."""
    return load_policy()


@functools.cache
def decided(name: str, option: tuple[str, str] | None = None) -> Decision:
    """An example of the policy, decided; with another option of a reading or an assumption if one is named."""
    example = _example(name)
    subject, unknown = made(policy().subjects[example.subject], example.facts)
    law = _law(example.on, **{**example.under, **dict([option] if option else [])})
    return decide(law, subject, unknown_events=unknown, engine="exact")


@functools.cache
def _law(day: date | None, **under: str | Figure) -> LawInForce:
    """The law of a day, or of the last days, with some options and figures."""
    adopted = _adopted(**under)
    return adopted.on(day or first_day(stretches(adopted)[-1]))


@functools.cache
def _adopted(**under: str | Figure) -> Policy:
    return adopting(policy(), under)


def _example(name: str) -> Example:
    found = [example for example in policy().examples if example.name == name]
    assert found, f"there is no example “{name}”"
    return found[0]


def test_every_sentence_and_every_open_point_has_its_row() -> None:
    assert (sorted(SENTENCE_ROWS), sorted(GAP_ROWS)) == (sorted(SENTENCES.split()), GAPS)


@pytest.mark.parametrize("id_", sorted(SENTENCE_ROWS))
def test_a_sentence_works_and_a_case_shows_it(id_: str) -> None:
    row = SENTENCE_ROWS[id_]
    if id_ in CITED_ALONE:
        clauses = {clause for _, clause in policy().clauses}
        assert row["cites"] in clauses
        return
    decision = decided(row["shown_by"])
    shown = _shown(row["by"], row["shown_by"], decision)

    assert shown, f"“{row['shown_by']}” does not show `{row['by']}`"
    assert _clause_of(id_) in _clauses_cited(row["by"], decision), f"`{row['by']}` does not cite {_clause_of(id_)}"


@pytest.mark.parametrize("id_", [id_ for id_, row in sorted(SENTENCE_ROWS.items()) if "cites" not in row])
def test_what_makes_a_sentence_work_is_what_the_table_calls_it(id_: str) -> None:
    row = SENTENCE_ROWS[id_]
    assert row["works_by"] in WORKS_BY

    assert row["works_by"] in _may_be_called(row["by"])


def _may_be_called(name: str) -> set[str]:
    """What makes a sentence work by what it is in the policy: a definition is a conclusion or assumption put to use."""
    law = policy()
    if name in law.findings:
        return {"finding"}
    used = {read for one in law.conclusions.values() for read in (*conclusions_read(one), *_assumptions_of(one))}
    called = {"definition"} if name in used else set()
    if name in law.conclusions:
        one = law.conclusions[name]
        routing = one.subject == "matter" and one.kind == Member(BODIES)
        called.add("duty" if one.duty else "routing" if routing else "rule")
    return called


def _assumptions_of(conclusion: Conclusion) -> Iterator[str]:
    yield from conclusion.assumes
    for rule in conclusion.rules:
        yield from rule.assumes


def test_only_recitals_principles_and_qualitative_targets_are_merely_cited() -> None:
    cited = {id_: row["works_by"] for id_, row in SENTENCE_ROWS.items() if "cites" in row}

    assert cited == CITED_ALONE


def _clause_of(id_: str) -> str:
    """The clause of a sentence: `五(二)1-c` stands in `五(二)1`, `三-尾a` in `三(尾)`, `四-0` in `四`."""
    base = id_.partition("-")[0]
    return "三(尾)" if id_.startswith("三-尾") else base


def _clauses_cited(name: str, decision: Decision) -> set[str]:
    """The clauses on which a conclusion with the rules that gave its answer, a finding, or an assumption rests."""
    law = policy()
    if name in law.conclusions:
        one, held = law.conclusions[name], decision[name].rules
        cited = [one.citation, *one.also, *(rule.citation for rule in one.rules if rule.id in held)]
        return {citation.clause for citation in cited}
    found: Mapping[str, Finding | Assumption | Reading] = {**law.findings, **law.assumptions, **law.readings}
    return {found[name].citation.clause}


def _shown(name: str, example: str, decision: Decision) -> bool:
    """Whether an example's expectations or findings speak of the conclusion, finding, assumption or reading named."""
    law = policy()
    if name in law.conclusions:
        return any(one.conclusion == name for one in _example(example).expects)
    if name in law.findings:
        return name in (_example(example).findings or ())
    if name in law.assumptions:
        return any(name in _assumed(answer) for answer in decision.values())
    return name in law.readings and any(
        name in one.readings for answer in decision.values() for one in answer.alternatives
    )


def _assumed(answer: Answer) -> set[str]:
    return {assumption.name for assumption in trace(answer).assumptions}


@pytest.mark.parametrize("gap", sorted(GAP_ROWS))
def test_an_open_point_is_treated_as_it_says_and_a_case_shows_it(gap: str) -> None:
    row, law = GAP_ROWS[gap], policy()
    treatment, by, shown_by = row["treatment"], row["by"], row["shown_by"]
    assert treatment in TREATMENTS
    decision = decided(shown_by)
    match treatment:
        case "reading" | "assumption" | "metadata" | "note":
            choice: Reading | Assumption = (law.readings if treatment == "reading" else law.assumptions)[by]
            assert gap in choice.gaps
            assert _shown(by, shown_by, decision) or "otherwise" in row
        case "finding":
            assert by in [finding.name for finding in decision.findings]
            assert gap in law.findings[by].gaps
        case "ask":
            assert any(by in answer.missing for answer in decision.values())
        case _:
            expected = STANDINGS[treatment]
            ends = {end.standing.value for end in decision[by].ends}
            assert expected in ends | {one.value for one in decision[by].standings}
            assert gap in {named for rule in law.conclusions[by].rules for named in rule.gaps}


OTHERWISE = [(gap, one) for gap, row in sorted(GAP_ROWS.items()) for one in row.get("otherwise", ())]


@pytest.mark.parametrize(("gap", "otherwise"), OTHERWISE)
def test_the_other_way_to_treat_an_open_point_gives_another_result(gap: str, otherwise: Row) -> None:
    usual = _probed(gap, otherwise)
    other = _probed(gap, otherwise, (_choice(gap, otherwise), otherwise["option"]))

    assert other == str(otherwise["value"]).lower()
    assert other != usual


def _choice(gap: str, otherwise: Row) -> str:
    return str(otherwise.get("choice", GAP_ROWS[gap]["by"]))


def _probed(gap: str, otherwise: Row, option: tuple[str, str] | None = None) -> str:
    """What a conclusion comes to in the example of an open point, with another option if one is named."""
    example = otherwise.get("shown_by", GAP_ROWS[gap]["shown_by"])
    if "settled" in otherwise:
        return _came_to(settled(example, otherwise["settled"], option)[otherwise["conclusion"]])
    return _came_to(decided(example, option)[otherwise["conclusion"]])


def settled(name: str, altered: Row, option: tuple[str, str] | None) -> Decision:
    """The year of an estate that an example describes, which is altered on a day of it."""
    estate, _ = made(Estate, _example(name).facts)
    assert isinstance(estate, Estate)
    day = altered["day"]
    changes = [altered_on(fact, value=value, day=day) for fact, value in altered.items() if fact != "day"]
    law = _adopted(**dict([option] if option else []))
    (year,) = settle(law, Records((History(estate, changes),)), [day.year], engine="exact").years
    return year.estates[estate.id]


def _came_to(answer: Answer) -> str:
    """The value by the preferred readings, as tables of this test write it; where there is none, the standing."""
    value = answer.working_value
    if value is None:
        return answer.standing.value
    number = isinstance(value, int | Fraction) and not isinstance(value, bool)
    return f"{decimal_of(Fraction(value)):f}" if number else str(value).lower()


def test_every_other_option_that_an_open_point_has_is_shown() -> None:
    wanted = {
        (gap, choice.name, option)
        for choice in _all_choices()
        for gap in choice.gaps
        for option in _other_options(choice)
    }

    assert {(gap, _choice(gap, one), one["option"]) for gap, one in OTHERWISE} == wanted


def test_every_other_option_is_followed_by_an_example_unless_it_shows_in_a_settlement_alone() -> None:
    followed = {pair for example in policy().examples for pair in example.under.items()}
    choices = [choice for choice in _all_choices() if choice.name != MONTH_STATUS]
    left_out = [
        (one.name, option) for one in choices for option in _other_options(one) if (one.name, option) not in followed
    ]

    assert left_out == []


def _other_options(choice: Reading | Assumption) -> list[str]:
    usual = choice.preferred if isinstance(choice, Reading) else choice.adopted
    return [option for option in choice.options or () if option != usual]


def _all_choices() -> Iterator[Reading | Assumption]:
    yield from policy().readings.values()
    yield from policy().assumptions.values()


def _answering() -> Iterator[Reading | Assumption | Rule | Finding]:
    yield from _all_choices()
    yield from policy().findings.values()
    yield from (rule for conclusion in policy().conclusions.values() for rule in conclusion.rules)


def test_every_open_point_that_the_policy_names_is_in_the_list() -> None:
    named = {gap for one in _answering() for gap in one.gaps}

    assert named <= set(GAPS)
