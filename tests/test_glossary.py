"""The glossary is that of the code: what it names exists, what is public has a word, and no second word is used."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

import estate_policy
from estate_policy import EstatePolicyError, Standing
from estate_policy.wording import words

ROOT = Path(__file__).parents[1]
GLOSSARY = ROOT / "docs" / "glossary.md"
# The words of the law itself are its own.
TEXTS = [
    path
    for pattern in ("src/**/*.py", "docs/**/*.md", "*.md")
    for path in sorted(ROOT.glob(pattern))
    if path not in (GLOSSARY, ROOT / "docs" / "policy.md")
]
LABELS = {
    "page-parameters": "parameter",
    "page-readings": "reading",
    "page-reading": "reading",
    "page-assumptions": "assumption",
    "page-assumption": "assumption",
    "page-conclusion": "conclusion",
    "page-findings": "finding",
    "page-finding": "finding",
    "page-rule": "rule",
    "page-subject": "subject",
    "page-quote": "quote",
    "page-gap": "open point",
    "findings": "finding",
}
"""The names of things in what is told, and the words that they are."""


def test_a_word_stands_once() -> None:
    listed = [word for word, *_ in _rows()]

    assert sorted({word for word in listed if listed.count(word) > 1}) == []


def test_what_the_glossary_names_is_defined() -> None:
    assert sorted(_named() - _defined()) == []


def test_everything_public_has_its_word() -> None:
    """The errors share one: the class from which all of them derive."""
    errors = {name for name in estate_policy.__all__ if _is_error(getattr(estate_policy, name))}

    assert sorted(set(estate_policy.__all__) - errors - _named()) == []
    assert EstatePolicyError.__name__ in _named()


@pytest.mark.parametrize("standing", Standing, ids=lambda standing: standing.value)
def test_a_standing_has_the_chinese_word_in_which_it_is_told(standing: Standing) -> None:
    assert _chinese()[standing.value] == words(f"standing-{standing.value}", "zh")


@pytest.mark.parametrize(("key", "word"), LABELS.items(), ids=LABELS)
def test_a_thing_is_told_by_its_word(key: str, word: str) -> None:
    assert _chinese()[word] == words(key, "zh")
    assert words(key, "en").lower() in (word, f"{word}s")


def test_no_second_word_is_used_for_a_thing() -> None:
    used = [(path.relative_to(ROOT).as_posix(), word) for path in TEXTS for word in _second_words(path)]

    assert used == []


def test_a_second_word_is_noticed(tmp_path: Path) -> None:
    """Alone and in any case, not as a part of another word."""
    (tmp_path / "wrong.md").write_text("A Scenario, tariffs, 一项假设", "utf-8")

    assert _second_words(tmp_path / "wrong.md") == ["scenario", "假设"]


def _rows() -> list[tuple[str, str, str]]:
    """Word, Chinese, code."""
    tables = GLOSSARY.read_text("utf-8").partition("## Never say")[0]
    cells = [[cell.strip() for cell in line.split("|")] for line in tables.splitlines() if line.startswith("| ")]
    return [(cell[1], cell[2], cell[3]) for cell in cells if cell[1] != "word"]


def _chinese() -> dict[str, str]:
    return {word: chinese for word, chinese, _ in _rows()}


def _named() -> set[str]:
    return {name for _, _, code in _rows() for name in re.findall(r"`(\w+)`", code)}


@cache
def _defined() -> frozenset[str]:
    """The classes, functions and types that the modules of the library define."""
    names = set()
    for path in (ROOT / "src").rglob("*.py"):
        for node in ast.parse(path.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef | ast.FunctionDef):
                names.add(node.name)
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                names.add(node.targets[0].id)
    return frozenset(names)


def _is_error(thing: object) -> bool:
    return isinstance(thing, type) and issubclass(thing, EstatePolicyError)


@cache
def _never() -> tuple[str, ...]:
    table = GLOSSARY.read_text("utf-8").partition("## Never say")[2]
    listed = [line.split("|")[1] for line in table.splitlines() if line.startswith("| ")][1:]
    return tuple(word.strip() for cell in listed for word in cell.split(","))


def _second_words(path: Path) -> list[str]:
    text = path.read_text("utf-8")
    return [word for word in _never() if re.search(rf"\b{word}\b" if word.isascii() else word, text, re.IGNORECASE)]
