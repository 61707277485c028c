"""A policy examined: examples, rules that none uses, the promulgated text."""

import os
import shutil
from pathlib import Path

import pytest

from estate_policy import Estate, load_policy
from estate_policy.check import examine
from estate_policy.language.quotes import digest_of, normalised
from estate_policy.loading import shipped_policy
from tests.harbour import POLICY, Ship

OPINION = Path(__file__).parents[2] / "shared/source/opinion.md"
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
    words = "".join(clause.text for clause in policy.clauses.values())

    assert examine(policy) == ()
    assert {document.digest for document in policy.documents.values()} == {digest_of(words)}


@pytest.mark.skipif(not OPINION.exists(), reason="the promulgated text lies beside the checkout, and here it does not")
def test_every_word_of_the_opinion_is_carried_by_a_clause() -> None:
    assert examine(load_policy(shipped_policy(), (Estate,)), OPINION.read_text("utf-8")) == ()


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
        "“over age”: due_rate missing should be cargo, comes to ",
    ]


def test_an_example_that_expects_other_findings_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "findings: [retired_with_cargo]", "findings: []")

    assert [problem.split(": ", 1)[1] for problem in problems] == [
        "example “a retired ship with cargo”: findings should be -, comes to retired_with_cargo",
    ]


def test_a_rule_that_no_example_uses_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "facts: {surveyed_unfit: true}", "facts: {surveyed_unfit: false}")

    assert any(problem.endswith("no example uses the rule `due_rate.over_age`") for problem in problems)


def test_a_finding_that_no_example_raises_is_named(tmp_path: Path) -> None:
    problems = found(tmp_path, "when: retired and cargo in (grain, oil)", "when: retired and cargo == oil")

    assert any(problem.endswith("no example raises the finding `retired_with_cargo`") for problem in problems)


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


def test_a_text_with_another_digest_is_not_taken_for_the_promulgated_one(tmp_path: Path) -> None:
    shutil.copytree(shipped_policy(), tmp_path / "policy")
    policy = load_policy(tmp_path / "policy")
    words = "".join(clause.text for clause in policy.clauses.values())

    problems = [problem.code for problem in examine(policy, words + "（印发）")]

    assert problems == ["another-text", "text-not-carried"]


def test_a_clause_edited_against_the_digest_is_noticed_without_the_text(tmp_path: Path) -> None:
    shutil.copytree(shipped_policy(), tmp_path / "policy")
    file = next((tmp_path / "policy/yancheng").glob("06-*.yaml"))
    file.write_text(file.read_text("utf-8").replace("会商机制", "协商机制"), "utf-8")

    assert [problem.code for problem in examine(load_policy(tmp_path / "policy"))] == ["not-the-text"]


def _line(words: str) -> int:
    lines = (POLICY / os.path.relpath(DUES, "policy")).read_text("utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if line.strip().startswith(words))


def _first() -> str:
    first, *_ = load_policy(POLICY, (Ship,)).clauses.values()
    return normalised(first.text)
