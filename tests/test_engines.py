"""The engines agree: on conditions and policies that nobody wrote, byte for byte, wherever they run."""

import hashlib
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from functools import cache
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import Engine, EngineMissingError, UnknownEngineError, decide, load_policy
from estate_policy.expr import (
    Add,
    And,
    Compare,
    Comparison,
    Constant,
    Expr,
    FactRef,
    Multiply,
    Not,
    Or,
    ParameterRef,
    Subtract,
)
from estate_policy.interpreters.durable_rules import engine
from estate_policy.kinds import PLAIN, Member, Quantity, Truth
from tests import engines
from tests.engines import Given
from tests.generated import Festival, festivals, kites
from tests.harbour import POLICY, Ship
from tests.kites import DOMAINS, Kite

ENGINES: Sequence[Engine] = ("confirmed", "durable", "exact")

# By the default profile 1,000 and 100 examples, by `--hypothesis-profile=nightly` fifty times as many.
USUAL = settings().max_examples
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]


LEAVES: Mapping[str, Expr] = {
    **{one: Constant(Fraction(one), Quantity(PLAIN)) for one in ("-2", "-1", "0", "1/3", "1/2", "1", "2", "3")},
    **{one: FactRef(one) for one in ("span", "height")},
    **{one: ParameterRef(one) for one in ("p2", "half")},
}


@st.composite
def _quantities(draw: st.DrawFn, depth: int) -> Expr:
    node = draw(st.sampled_from([None, Add, Subtract, Multiply])) if depth else None
    if node is None:
        return LEAVES[draw(st.sampled_from(list(LEAVES)))]
    return node(draw(_quantities(depth - 1)), draw(_quantities(depth - 1)))


def _members(fact: str) -> st.SearchStrategy[Expr]:
    """A fact, or a member that a rule can name; of an open enumeration facts can have others."""
    members: list[Expr] = [Constant(str(one), Member(fact)) for one in DOMAINS[fact] if one != "别处"]
    return st.sampled_from([FactRef(fact), *members])


@cache
def _conditions() -> st.SearchStrategy[Expr]:
    equal = st.sampled_from([Comparison.EQUAL, Comparison.UNEQUAL])
    tests: list[st.SearchStrategy[Expr]] = [
        st.sampled_from([FactRef("entered"), FactRef("tethered"), FactRef("torn")]),
        st.builds(Compare, st.sampled_from(Comparison), _quantities(0), _quantities(0)),
        st.builds(Compare, st.sampled_from(Comparison), _quantities(2), _quantities(1)),
        *(st.builds(Compare, equal, _members(fact), _members(fact)) for fact in ("shape", "home", "ruling")),
        st.sampled_from([Constant(True, Truth()), Constant(False, Truth())]),
    ]

    def larger(parts: st.SearchStrategy[Expr]) -> st.SearchStrategy[Expr]:
        several = st.lists(parts, min_size=2, max_size=5).map(tuple)
        return st.one_of(parts.map(Not), several.map(And), several.map(Or))

    return st.recursive(st.one_of(tests), larger, max_leaves=40)


_partly_known = st.fixed_dictionaries({fact: st.sampled_from([None, *domain]) for fact, domain in DOMAINS.items()})


@settings(max_examples=10 * USUAL, suppress_health_check=SLOW)
@given(st.lists(_conditions(), min_size=1, max_size=4), st.lists(_partly_known, min_size=1, max_size=4))
def test_either_engine_reads_conditions_alike(conditions: list[Expr], cases: list[Mapping[str, Given]]) -> None:
    program = engines.program(conditions)
    for known in cases:
        assert engines.matched(program, known) == engines.exact(conditions, known)


@settings(max_examples=USUAL, suppress_health_check=SLOW)
@given(festivals(), kites())
def test_the_decision_is_the_same_whoever_reads_the_conditions(festival: Festival, kite: tuple[Any, Any]) -> None:
    """And each conclusion under each of its readings: `confirmed` would say if one differed."""
    _, known = kite
    for complete in (True, False):
        each = [decide(festival.law, Kite(**known), records_complete=complete, engine=one) for one in ENGINES]

        assert each[0] == each[1] == each[2]


def test_the_same_bytes_from_each_engine_under_each_hash_seed() -> None:
    """Decisions, traces and explanations of an example in four; `.ci/run` compares those of all over CPythons.

    Each engine under a seed of its own: were any of them or any seed to make a difference, not all would be alike.
    """
    told = {
        (one, seed): subprocess.run(
            [sys.executable, "-m", "tests.told", one, "4"],
            env={**os.environ, "PYTHONHASHSEED": str(seed), "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            check=True,
        ).stdout
        for seed, one in enumerate(ENGINES)
    }

    assert [len(text) > 100_000 for text in told.values()] == [True] * 3
    assert len({hashlib.sha256(text).hexdigest() for text in told.values()}) == 1


WITHOUT = """
import sys
sys.modules["durable_rules_engine"] = None
from datetime import date
from estate_policy import EngineMissingError, Estate, decide, load_policy
law = load_policy().on(date(2019, 7, 1))
estate = Estate(id="TH-001", in_urban_area=False)
print(decide(law, estate, engine="exact")["in_scope"].value)
for engine in ("confirmed", "durable"):
    try:
        decide(law, estate, engine=engine)
    except EngineMissingError as error:
        print(error)
"""


def test_without_durable_rules_one_is_told_what_to_install_and_exact_decides() -> None:
    done = subprocess.run([sys.executable, "-c", WITHOUT], capture_output=True, text=True, check=True)
    settled, *told = done.stdout.splitlines()
    expected = (
        "durable-rules cannot be imported (import of durable_rules_engine halted; None in sys.modules) "
        "(hint: with gcc and the headers of Python there, run `CPPFLAGS=-DPyEval_CallObject=PyObject_CallObject "
        "pip install --no-cache-dir --force-reinstall durable-rules==2.0.28`; or decide with the engine `exact`)"
    )

    assert (settled, told) == ("False", [expected, expected])


COMMANDS = """
import sys
sys.modules["durable_rules_engine"] = None
from estate_policy.cli.run import run
for command in (["decide", "examples/estate.yaml"], ["assess", "examples/register-2019.csv"], ["check"]):
    print(run([*command], "en"), run([*command, "--engine", "exact"], "en"), file=sys.stderr)
"""


def test_without_durable_rules_commands_run_with_the_engine_exact() -> None:
    """The sample register holds problems on purpose: status 1."""
    done = subprocess.run([sys.executable, "-c", COMMANDS], capture_output=True, text=True, check=True)

    assert [line for line in done.stderr.splitlines() if line[0].isdigit()] == ["2 0", "2 1", "2 0"]


def test_a_missing_engine_is_an_import_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    engine.cache_clear()

    with pytest.raises(ImportError) as caught:
        engine()
    engine.cache_clear()

    assert isinstance(caught.value, EngineMissingError)


def test_the_engine_is_imported_when_it_is_needed_and_others_keep_their_flags() -> None:
    code = "import sys, estate_policy; print('durable_rules_engine' in sys.modules); before = sys.getdlopenflags()"
    code += (
        "; from estate_policy.interpreters.durable_rules import engine; engine(); print(sys.getdlopenflags() == before)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["False", "True"]


def test_an_engine_that_there_is_not_is_refused() -> None:
    law = load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))

    with pytest.raises(UnknownEngineError) as caught:
        decide(law, Ship(id="A"), engine=cast("Engine", "drools"))

    assert str(caught.value) == "there is no engine `drools` (hint: allowed: confirmed, durable, exact)"
