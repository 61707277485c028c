"""Policies about several subjects: what is said of one is not said of another."""

from collections.abc import Iterable
from typing import Annotated

import attrs
import pytest

from estate_policy.checked import checked_facts
from estate_policy.errors import PolicyError
from estate_policy.language.reader import read_policy
from estate_policy.schema import Identity, TruthFact
from estate_policy.terms import Term
from tests.changed import Change, changed
from tests.harbour import Ship

_WORDS = Term("？", "?")
_LISTING = '"1":\n  title: {zh: 登记, en: Listing}\n'
_CLOSED = """\
    closed_berth:
      of: berth
      kind: truth
      term: {zh: 关闭, en: closed}
      quote: when it is listed
      is: not open
"""


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Berth:
    """A berth in Fog Harbour."""

    id: Annotated[str, Identity()]
    open: Annotated[bool | None, TruthFact(term=_WORDS, negated=_WORDS, question=_WORDS)] = None


def problems(*changes: Change) -> Iterable[str]:
    with changed(("    subject_to_dues:\n", _CLOSED + "    subject_to_dues:\n"), *changes) as folder:
        try:
            read_policy(folder, (Ship, Berth))
        except PolicyError as error:
            return [problem.removeprefix("policy/harbour/") for problem in str(error).splitlines()]
    return []


def test_a_policy_can_be_about_several_subjects() -> None:
    actual = problems()

    assert actual == []


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        (
            ("is: not open", "is: not listed"),
            "15:15: `listed` is neither a fact, a parameter, a conclusion nor a choice",
        ),
        (
            ("is: listed and", "is: closed_berth and"),
            "23:11: `closed_berth` is neither a fact, a parameter, a conclusion nor a choice",
        ),
        (
            ("expect: {subject_to_dues: false}", "expect: {closed_berth: false}"),
            "36:16: `closed_berth` is not a conclusion",
        ),
        (
            ("      of: ship\n      from: trader\n      facts: {retired: true}", "      of: berth\n      from: trader"),
            "34:13: `trader` is not a base case",
        ),
        (
            ("of: berth", "of: birth"),
            "11:11: `birth` is not a subject (hint: did you mean `berth`?)",
        ),
        (
            ("    large:\n", "    open:\n"),
            "60:5: `open` is a fact of `berth` already",
        ),
    ],
)
def test_what_is_another_subjects_is_unknown_to_this_one(change: Change, expected: str) -> None:
    actual = [problem.removeprefix("01-dues.yaml:") for problem in problems(change)]

    assert actual[:1] == [expected]
