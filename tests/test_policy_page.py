"""The policy in prose: the page that is kept in docs, and each of its parts on the invented harbour."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import attrs
import pytest

from estate_policy import Policy, load_policy
from estate_policy.document import policy_page
from estate_policy.expr import And, ChoiceRef, Compare, Comparison, Constant, Expr, FactRef, Not, Or
from estate_policy.interpreters.outline import Outline, outlined
from estate_policy.interpreters.prose import Voice, sentence
from estate_policy.kinds import Member
from estate_policy.page_headings import anchors_of
from estate_policy.terms import Language
from tests.harbour import POLICY, Ship
from tests.told import run_told

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def harbour() -> Policy:
    return load_policy(POLICY, [Ship])


@pytest.fixture(scope="module")
def page(harbour: Policy) -> str:
    return policy_page(harbour)
