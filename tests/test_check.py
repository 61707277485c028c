"""A policy examined: examples, rules that none uses, the promulgated text."""

import os
import shutil
from pathlib import Path

import pytest

from estate_policy import load_policy
from estate_policy.check import examine
from estate_policy.language.quotes import digest_of, normalised
from estate_policy.law import Policy
from tests.harbour import POLICY, Ship
from tests.test_law import with_island

OPINION = Path(__file__).parents[2] / "shared/source/opinion.md"
OF_THE_TEXT = "sha256:e3d836fd3bde87ee616d9eb51d7cfc0f2cbc31d467a0fa08a598ca26695adb86"
DUES = "policy/harbour/01-dues.yaml"
TEXT = "".join(clause.text for clause in load_policy(POLICY, (Ship,)).clauses.values())


def found(folder: Path, old: str, new: str, source: str | None = None) -> list[str]:
    """What the examination says of the harbour policy with one text replaced."""
    shutil.copytree(POLICY, folder / "policy")
    file = folder / DUES
    text = file.read_text("utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), "utf-8")
    return [problem.text() for problem in examine(load_policy(folder / "policy", (Ship,)), source)]


def test_the_harbour_policy_is_fine() -> None:
    assert examine(load_policy(POLICY, (Ship,))) == ()


def test_the_shipped_policy_is_fine_and_carries_the_text_of_its_digest() -> None:
    policy = load_policy()
    words = "".join(clause.text for clause in policy.clauses.values() if clause.document == "yancheng")

    assert examine(policy, engine="exact") == ()
    assert policy.documents["yancheng"].digest == digest_of(words) == OF_THE_TEXT


@pytest.mark.skipif(not OPINION.exists(), reason="the promulgated text lies beside the checkout, and here it does not")
def test_every_word_of_the_opinion_is_carried_by_a_clause() -> None:
    assert examine(load_policy(), OPINION.read_text("utf-8"), engine="exact") == ()


def test_an_example_that_comes_out_otherwise_is_named_with_both_values(tmp_path: Path) -> None:
    problems = found(tmp_path, "monthly_due: 50\n", "monthly_due: 51\n")

    assert problems == [
        f"{DUES}:{_line('monthly_due: 50')}:9: example “grain of Fogland”: monthly_due should be 51, comes to 50",
    ]


def test_an_example_that_expects_another_standing_rule_or_bound_is_named(tmp_path: Path) -> None:
    problems = found(
        tmp_path,
        "due_rate: {standing: discretionary, low: 0, high: 3}",
        "due_rate: {standing: unknown, low: 1, high: 2, rule: oil, missing: [cargo]}",
    )

    assert [problem.split("example ")[1] for problem in problems] == [
        "“over age”: due_rate should be unknown, comes to discretionary",
        "“over age”: due_rate low should be 1, comes to 0",
        "“over age”: due_rate high should be 2, comes to 3",
        "“over age”: due_rate rule should be oil, comes to over_age",
        "“over age”: due_rate missing should be cargo, comes to nothing",
    ]


def test_an_example_that_expects_other_findings_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "findings: [retired_with_cargo]", "findings: []")

    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "example “a retired ship with cargo”: findings should be nothing, comes to retired_with_cargo",
    ]


def test_a_rule_that_no_example_uses_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "facts: {surveyed_unfit: true}", "facts: {surveyed_unfit: false}")

    assert any(problem.endswith("no example uses the rule `due_rate.over_age`") for problem in problems)


WITH_NEVER = (
    "rules: {usual: {when: 'over_age_from == by_survey', then: monthly_due - tide_discount},"
    " other: {when: 'over_age_from == never', then: monthly_due}}"
)
FOLLOWED = (
    "- {name: no over age, of: ship, from: trader, under: {over_age_from: never}, facts: {surveyed_unfit: true},"
    " expect: {due_rate: 0.5, net_due: 50}}\n    "
)


def test_a_rule_of_an_option_that_is_not_adopted_is_unused_until_an_example_follows_it(tmp_path: Path) -> None:
    without = found(tmp_path / "without", "is: monthly_due - tide_discount", WITH_NEVER)
    shutil.copytree(POLICY, tmp_path / "with" / "policy")
    file = tmp_path / "with" / DUES
    text = file.read_text("utf-8").replace("is: monthly_due - tide_discount", WITH_NEVER)
    file.write_text(text.replace("- name: over age\n", f"{FOLLOWED}- name: over age\n"), "utf-8")

    assert [problem.split(": ", 1)[1] for problem in without] == ["no example uses the rule `net_due.other`"]
    assert examine(load_policy(tmp_path / "with/policy", (Ship,))) == ()


def test_an_example_that_comes_out_otherwise_under_its_option_is_named(tmp_path: Path) -> None:
    wrong = FOLLOWED.replace("due_rate: 0.5, net_due: 50", "due_rate: 3")
    problems = found(tmp_path, "- name: over age\n", f"{wrong}- name: over age\n")

    assert [problem.split("example ")[1] for problem in problems] == [
        "“no over age”: due_rate should be 3, comes to 0.5",
    ]


def test_a_reading_that_an_example_follows_is_settled_there(tmp_path: Path) -> None:
    followed = (
        "- {name: oil in full, of: ship, from: trader, under: {south_sandland: grain_only},"
        " facts: {flag: 沙国（南部）, tonnage: 1000, cargo: oil}, expect: {due_rate: 2, halved: false}}\n    "
    )

    assert found(tmp_path, "- name: over age\n", f"{followed}- name: over age\n") == []


def test_an_example_states_a_figure_that_the_text_leaves_out(tmp_path: Path) -> None:
    unstated = "unit: ton\n      assumption: whole_months\n      values: unstated"
    stated = (
        "- {name: a large ship, of: ship, from: trader, under: {large: 100}, facts: {flag: 沙国（南部）},"
        " expect: {halved: true, due_rate: 0.25}}\n    "
        "- {name: a small one, of: ship, from: trader, under: {large: 100.1}, facts: {flag: 沙国（南部）},"
        " expect: {halved: false, due_rate: 0.5}}\n    "
        "- {name: nobody knows, of: ship, from: trader, facts: {flag: 沙国（南部）},"
        " expect: {halved: {standing: unknown, unstated: [large]}}}\n    "
    )
    shutil.copytree(POLICY, tmp_path / "policy")
    file = tmp_path / DUES
    text = file.read_text("utf-8")
    text = text.replace("unit: ton\n      quote: 1000 tons and more\n      values: {always: 1000}", unstated)
    file.write_text(text.replace("- name: over age\n", f"{stated}- name: over age\n"), "utf-8")
    problems = [problem.text() for problem in examine(load_policy(tmp_path / "policy", (Ship,)))]

    named = [one for one in problems if any(name in one for name in ("a large ship", "a small one", "nobody knows"))]

    assert ("unstated" in text, named) == (True, [])


def test_a_finding_that_no_example_raises_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "when: retired and cargo in (grain, oil)", "when: retired and cargo == oil")

    assert any(problem.endswith("no example raises the finding `retired_with_cargo`") for problem in problems)


def tried(folder: Path, rules: str, *expected: str) -> list[str]:
    """What the examination says of a truth `trial` with these rules, an example of a trader for each expectation."""
    shutil.copytree(POLICY, folder / "policy")
    file = folder / DUES
    trial = (
        "    trial:\n      of: ship\n      kind: truth\n      term: {zh: 试, en: trial}\n      quote: pay half of it\n"
        f"      rules: {rules}\n"
    )
    examples = "".join(
        f"- {{name: trial {number}, of: ship, from: trader, {one}}}\n    " for number, one in enumerate(expected)
    )
    text = file.read_text("utf-8").replace("    monthly_due:\n      of", f"{trial}    monthly_due:\n      of")
    file.write_text(text.replace("- name: over age\n", f"{examples}- name: over age\n"), "utf-8")
    problems = examine(load_policy(folder / "policy", (Ship,)))
    return [problem.text().split(": ", 1)[1] for problem in problems]


AS_RETIRED = "{whole: {when: 'true', then: retired}}"
IN_SERVICE, RETIRED = "expect: {trial: false}", "facts: {retired: true}, expect: {trial: true}"


def test_a_conclusion_that_no_example_expects_is_named(tmp_path: Path) -> None:
    assert tried(tmp_path, AS_RETIRED) == ["no example expects the conclusion `trial`"]


@pytest.mark.parametrize(
    ("expected", "problems"),
    [
        ((IN_SERVICE,), ["no example expects `trial` to be true"]),
        ((RETIRED,), ["no example expects `trial` to be false"]),
        ((IN_SERVICE, RETIRED), []),
        (
            ("facts: {retired: unknown}, expect: {trial: {standing: unknown}}",),
            ["no example expects `trial` to be true", "no example expects `trial` to be false"],
        ),
    ],
)
def test_a_truth_that_the_examples_show_one_way_only_is_named(
    tmp_path: Path, expected: tuple[str, ...], problems: list[str]
) -> None:
    assert tried(tmp_path, AS_RETIRED, *expected) == problems


def test_a_truth_that_no_rule_gives_need_not_be_shown(tmp_path: Path) -> None:
    rules = "{retired: {when: retired, then: true}, in_service: {when: not retired, silent: {zh: 未提, en: not said}}}"
    silent = "expect: {trial: {standing: silent}}"

    assert tried(tmp_path, rules, silent, RETIRED) == []


def test_a_truth_that_somebody_else_may_give_need_not_be_shown(tmp_path: Path) -> None:
    rules = (
        "{retired: {when: retired, then: listed}, in_service: {when: not retired, discretion: {by: harbour_master}}}"
    )

    assert tried(tmp_path, rules, "expect: {trial: {standing: discretionary}}", RETIRED) == []


def test_an_example_is_worked_by_the_law_of_its_day(tmp_path: Path) -> None:
    problems = found(tmp_path, "on: 2009-12-31", "on: 2010-01-01")

    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "example “grain of Fogland before its rate was raised”: due_rate should be 0.4, comes to 0.5",
        "example “grain of Fogland before its rate was raised”: monthly_due should be 40, comes to 50",
        (
            "no example falls in 2000-01-01..2009-12-31, whose figures or rules are not those of any example"
            " (hint: add an example with `on: 2000-01-01`)"
        ),
    ]


def test_a_rule_is_used_by_an_example_of_the_days_on_which_it_was_in_force(tmp_path: Path) -> None:
    rules = (
        "rules: {old: {when: 'true', then: monthly_due, in_force: ..2009-12-31},"
        " new: {when: 'true', then: monthly_due - tide_discount, in_force: 2010-01-01..}}"
    )

    assert found(tmp_path, "is: monthly_due - tide_discount", rules) == []


def test_a_figure_written_for_two_stretches_of_time_needs_one_example_only(tmp_path: Path) -> None:
    twice = "values: {..2014-12-31: 2, 2015-01-01..: 2}"

    assert found(tmp_path, "values: {always: 2}", twice) == []


def test_an_example_of_a_day_without_any_law_is_named_and_the_rest_is_examined(tmp_path: Path) -> None:
    problems = found(tmp_path, "on: 2009-12-31", "on: 1999-12-31")

    assert [problem.split(": ", 1)[1].split(" (hint")[0] for problem in problems] == [
        "no document is in force on 1999-12-31",
        "no example falls in 2000-01-01..2009-12-31, whose figures or rules are not those of any example",
    ]


def test_an_example_on_which_rules_disagree_is_named_and_the_rest_is_examined(tmp_path: Path) -> None:
    trial = (
        "    trial:\n      of: ship\n      kind: truth\n      term: {zh: 试, en: trial}\n      quote: pay half of it\n"
        "      rules:\n        low: {when: due_rate <= oil_rate, then: true}\n"
        "        high: {when: due_rate >= oil_rate, then: false}\n"
    )
    problems = found(tmp_path, "    monthly_due:\n      of", f"{trial}    monthly_due:\n      of")

    assert [problem.split(": ", 1)[1].split(" (hint")[0] for problem in problems][:4] == [
        "not proved that `low` and `high` of `trial` never hold together: due_rate = 2",
        "the rules low, high of `trial` hold together and differ",
        "the rules low, high of `trial` hold together and differ",
        "no example uses the rule `due_rate.oil`",
    ]


def test_an_example_about_what_is_not_in_force_on_its_day_is_named(tmp_path: Path) -> None:
    folder = with_island(tmp_path)
    path = folder / "island/01.yaml"
    example = '  examples: [{name: a landing, of: ship, on: "2015-01-01", facts: {retired: true}, expect: {fee: 3}}]\n'
    path.write_text(path.read_text("utf-8") + example, "utf-8")
    on_its_day = [problem.text() for problem in examine(load_policy(folder, (Ship,)))]
    path.write_text(path.read_text("utf-8").replace("2015-01-01", "2021-01-01"), "utf-8")
    later = [problem.text() for problem in examine(load_policy(folder, (Ship,)))]

    assert [problem for problem in on_its_day if "island" in problem] == []
    assert later[0] == (
        "policy/island/01.yaml:23:93: `fee` is not a conclusion about this subject"
        " (hint: it may not be in force on the day of the example: say `on:`)"
    )


def test_a_text_laid_out_otherwise_is_the_same_text() -> None:
    laid_out = "# Dues\n\n".replace("# Dues", "") + TEXT.replace(". ", ".\n\n**")

    assert examine(load_policy(POLICY, (Ship,)), laid_out) == ()


def test_a_clause_that_the_text_does_not_have_is_named_with_where_they_part() -> None:
    second = _line('"2":')
    problems = examine(load_policy(POLICY, (Ship,)), TEXT.replace("oil 2 crowns", "oil 3 crowns"))

    assert [problem.text() for problem in problems] == [
        f"{DUES}:{second}:2: the text lacks `2`; they part at: dmonth,oil2crowns;sh",
        "policy/harbour/document.yaml:1:1: no clause carries these words: "
        + normalised(TEXT.replace("oil 2 crowns", "oil 3 crowns"))[len(_first()) :][:60]
        + "…",
    ]


def test_words_that_no_clause_carries_are_named() -> None:
    problems = examine(load_policy(POLICY, (Ship,)), f"Preamble. {TEXT} Signed.")

    assert [problem.text() for problem in problems] == [
        "policy/harbour/document.yaml:1:1: no clause carries these words: Preamble.",
        "policy/harbour/document.yaml:1:1: no clause carries these words: Signed.",
    ]


def sealed(folder: Path, *changes: tuple[str, str]) -> Policy:
    """The harbour policy with the digest of its text, its dues then changed."""
    shutil.copytree(POLICY, folder / "policy")
    head, dues = folder / "policy/harbour/document.yaml", folder / DUES
    head.write_text(f"{head.read_text('utf-8')}digest: {digest_of(TEXT)}\n", "utf-8")
    text = dues.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    dues.write_text(text, "utf-8")
    return load_policy(folder / "policy", (Ship,))


def test_a_text_with_another_digest_is_not_taken_for_the_promulgated_one(tmp_path: Path) -> None:
    problems = [problem.code for problem in examine(sealed(tmp_path), f"{TEXT} Signed.")]

    assert problems == ["another-text", "text-not-carried"]


REWORDED = ("For other goods and", "For all other goods and")


def test_a_clause_edited_against_the_digest_is_noticed_without_the_text(tmp_path: Path) -> None:
    policy = sealed(tmp_path, REWORDED)
    now = digest_of("".join(clause.text for clause in policy.clauses.values()))
    line = len((tmp_path / "policy/harbour/document.yaml").read_text("utf-8").splitlines())

    assert [problem.text() for problem in examine(policy)] == [
        (
            f"policy/harbour/document.yaml:{line}:9: the clauses of `harbour` are not the text of its digest"
            f" (hint: restore the words or, where the text itself was amended, write `digest: {now}` or leave it out)"
        )
    ]


def test_a_document_without_a_digest_is_held_to_none(tmp_path: Path) -> None:
    assert found(tmp_path, *REWORDED) == []


def _line(words: str) -> int:
    lines = (POLICY / os.path.relpath(DUES, "policy")).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(words))


def _first() -> str:
    first, *_ = load_policy(POLICY, (Ship,)).clauses.values()
    return normalised(first.text)
