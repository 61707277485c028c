"""durable-rules, kept where it was seen to be right: what reaches it, what comes back, and what happens if it fails."""

import gc
import os
import re
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Annotated, Any

import attrs
import pytest

from estate_policy import Engine, EngineFaultError, EnginesDisagreeError, LawInForce, decide, load_policy
from estate_policy.checked import checked_facts
from estate_policy.expr import And, Compare, Comparison, Constant, Expr, FactRef, Multiply, Not, Or
from estate_policy.interpreters import programs
from estate_policy.interpreters.alternatives import Alternative, alternatives
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.durable_rules import LAST, Matcher, definition, engine
from estate_policy.interpreters.engines import READERS
from estate_policy.interpreters.programs import PROPERTIES, RULES, Program, compiled
from estate_policy.kinds import PLAIN, Member, Quantity
from estate_policy.outcome import Known
from estate_policy.schema import Identity, QuantityFact
from estate_policy.terms import Term
from tests import engines
from tests.harbour import POLICY, Ship
from tests.kites import DAY, clause, read

SHIPS = [
    Ship(id=f"{number}", flag=flag, cargo=cargo, tonnage=tonnage, listed=listed, retired=retired, surveyed_unfit=unfit)
    for number, (flag, cargo, tonnage, listed, retired, unfit) in enumerate(
        (flag, cargo, tonnage, listed, retired, unfit)
        for flag in ("雾国", "沙国（南部）", "别国", None)
        for cargo in ("grain", "oil", None)
        for tonnage in (99, 500, None)
        for listed in (True, False, None)
        for retired in (True, None)
        for unfit in (True, None)
    )
]
SPAN, ENTERED, TETHERED = FactRef("span"), FactRef("entered"), FactRef("tethered")


def _number(number: int) -> Constant:
    return Constant(Fraction(number), Quantity(PLAIN))


@cache
def law() -> LawInForce:
    return load_policy(POLICY, (Ship,)).on(date(2020, 1, 1))


def unused() -> LawInForce:
    """A law for which no engine has made anything yet; that of the policy as it was read is kept."""
    return attrs.evolve(load_policy(POLICY, (Ship,))).on(date(2020, 1, 1))


@pytest.fixture
def fresh() -> LawInForce:
    return unused()


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[tuple[str, tuple[Any, ...]]]]:
    """Every call into the compiled engine, with its arguments."""
    made: list[tuple[str, tuple[Any, ...]]] = []

    def recorded(name: str, call: Callable[..., object]) -> Callable[..., object]:
        def record(*arguments: object) -> object:
            made.append((name, arguments))
            return call(*arguments)

        return record

    for name in dir(engine()):
        if not name.startswith("_") and name != "error":
            monkeypatch.setattr(engine(), name, recorded(name, getattr(engine(), name)))
    yield made
    # The networks that were built hold on to the recording.
    gc.collect()


# What reaches the engine.


def test_only_seven_functions_of_the_engine_are_called(calls: list[tuple[str, Any]]) -> None:
    """No timer, no batch, no event, no state read or set: what crashed or hung is never touched."""
    discarded = unused()
    for ship in SHIPS:
        decide(discarded, ship, engine="durable")
    del discarded
    gc.collect()

    assert {name for name, _ in calls} == {
        "create_ruleset",
        "delete_state",
        "assert_fact",
        "start_action_for_state",
        "complete_and_start_action",
        "retract_fact",
        "delete_ruleset",
    }


def test_a_fact_is_flat_and_holds_whole_numbers_alone(calls: list[tuple[str, Any]], fresh: LawInForce) -> None:
    """No name or text of a ship: nothing that could collide, wrap, or equal a number. One session, one identity."""
    for ship in SHIPS:
        decide(fresh, ship)
    facts = {arguments[1] for name, arguments in calls if name == "assert_fact"}

    assert len(facts) > 10
    assert [
        fact for fact in facts if not re.fullmatch(r'\{"k":1,"id":"1","sid":"0"(,"p\d{1,3}":-?\d{1,15})*\}', fact)
    ] == []


def test_each_fact_is_taken_back_in_the_very_words(calls: list[tuple[str, Any]], fresh: LawInForce) -> None:
    decide(fresh, SHIPS[0])
    asserted = [arguments for name, arguments in calls if name == "assert_fact"]
    retracted = [arguments for name, arguments in calls if name == "retract_fact"]
    handles = {arguments[0] for arguments in asserted}

    assert asserted == retracted
    assert [engine().get_facts(handle, "0") for handle in handles] == ["[]" for _ in handles]


def test_no_thread_is_started_and_the_host_is_not_imported(fresh: LawInForce) -> None:
    """The host of durable-rules starts timers that race with the caller and keep it alive."""
    for ship in SHIPS[:20]:
        decide(fresh, ship)

    assert [name for name in sys.modules if name.split(".")[0] == "durable"] == []
    assert [thread.name for thread in threading.enumerate() if isinstance(thread, threading.Timer)] == []


def test_rules_are_conjunctions_of_single_positive_tests_on_whole_numbers() -> None:
    """No `$or`, `$not`, `$nex`, arithmetic or join, no dictionary of two keys, never an empty conjunction."""
    for program in _programs():
        for ruleset in _rulesets(program):
            rules = dict(definition(ruleset))

            assert rules.pop(LAST) == {"all": [{"m": {"k": 1}}], "pri": 2}
            for rule in rules.values():
                assert isinstance(rule, dict)
                assert rule["pri"] == 1
                [only] = rule["all"]
                tests = only["m"].get("$and", [only["m"]])

                assert tests[0] == {"k": 1}
                assert [test for test in tests[1:] if not _is_plain(test)] == []


def test_rulesets_stay_within_the_limits() -> None:
    """64 rules that match one fact, 255 alike, 511 tests of one node, 251 properties."""
    many = Or(tuple(Compare(Comparison.EQUAL, Multiply(SPAN, _number(n)), _number(n)) for n in range(1, 700)))
    wide = And(tuple(Compare(Comparison.UNEQUAL, Multiply(SPAN, _number(n)), _number(n)) for n in range(1, 700)))
    for program in [*_programs(), _compiled(many), _compiled(wide), _compiled(*[ENTERED] * 300)]:
        sizes = [(len(one.rules), len(one.reads)) for one in _rulesets(program)]

        assert max(rules for rules, _ in sizes) <= RULES == 60
        assert max(reads for _, reads in sizes) <= PROPERTIES == 200


def test_names_share_no_hash() -> None:
    """Of two names with one 32-bit hash the engine sees one property."""
    rules, properties = [str(n) for n in range(RULES)], [f"p{n}" for n in range(20_000)]
    names = ["k", "id", "sid", "$s", "m", LAST, *rules, *properties]

    assert len({_fnv(name) for name in names}) == len(names)


def test_whole_numbers_too_large_to_be_told_apart_are_compared_before() -> None:
    """From 2^53 on, the engine takes neighbours for equal; there the sign of the difference is handed in."""

    def weighed(high: int) -> QuantityFact:
        return QuantityFact(term=_WORD, unit="share", low=Decimal(0), high=Decimal(high), scale=3, question=_WORD)

    @attrs.frozen(kw_only=True, field_transformer=checked_facts)
    class Kite:
        id: Annotated[str, Identity()] = "k"
        light: Annotated[Decimal | None, weighed(1000)] = None
        heavy: Annotated[Decimal | None, weighed(2**53)] = None

    there = read({"0": clause()}, Kite).on(DAY)
    program = _compiled(
        *(Compare(Comparison.LESS, FactRef(name), _number(7)) for name in ("light", "heavy")),
        Compare(Comparison.LESS, FactRef("light"), Constant(Fraction(1, 3), Quantity(PLAIN))),
        law=there,
    )

    assert [one.says for one in program.properties] == [
        "digits of light",
        "sign of heavy > 7",
        "sign of light > 1/3",
    ]


# What comes back.


def test_one_question_is_answered_once_however_many_alternatives_are_met() -> None:
    """With `$or` a rule would fire for each."""
    program = _compiled(Or((ENTERED, TETHERED)))
    match = Matcher(program).match([1, 1])

    assert (match.verdicts, len(match.fired)) == ((True,), 2)


def test_properties_that_read_alike_are_one() -> None:
    """`$neq`, `$lt` and the rest test the same number."""
    program = _compiled(*(Compare(how, SPAN, _number(number)) for how in Comparison for number in (1, 2, 3)))

    assert [one.says for one in program.properties] == ["digits of span"]


@pytest.mark.parametrize("by", ["durable", "confirmed"])
def test_eight_threads_decide_as_one(by: Engine, fresh: LawInForce) -> None:
    expected = [decide(law(), ship, engine="exact") for ship in SHIPS]
    with ThreadPoolExecutor(8) as pool:
        rounds = list(pool.map(lambda ship: decide(fresh, ship, engine=by), SHIPS * 3))

    assert rounds == expected * 3


def test_a_fork_goes_on_deciding(fresh: LawInForce) -> None:
    """The networks that were built before serve the children and the parent."""
    expected = [decide(fresh, ship) for ship in SHIPS]
    children = [_forked(lambda: [decide(fresh, ship) for ship in SHIPS] == expected) for _ in range(4)]

    assert [decide(fresh, ship) for ship in SHIPS] == expected
    assert [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children] == [0, 0, 0, 0]


def test_networks_are_built_once_and_freed_with_their_law(calls: list[tuple[str, Any]]) -> None:
    discarded = unused()
    for ship in SHIPS:
        decide(discarded, ship)
    handles = {arguments[0] for name, arguments in calls if name == "assert_fact"}
    built = [name for name, _ in calls if name == "create_ruleset"]
    del discarded
    gc.collect()
    freed = [(name, arguments) for name, arguments in calls if name.startswith("delete")]

    assert len(built) == len(handles) <= len(law().conclusions) + 1
    assert sorted(freed) == [
        *(("delete_ruleset", (handle,)) for handle in sorted(handles)),
        *(("delete_state", (handle, "0")) for handle in sorted(handles)),
    ]


def test_a_session_that_never_fired_is_not_deleted(calls: list[tuple[str, Any]], fresh: LawInForce) -> None:
    """That ends the process."""
    with _faulty("start_action_for_state", lambda _: None), pytest.raises(EngineFaultError):
        decide(fresh, SHIPS[0])
    gc.collect()

    assert [name for name, _ in calls if name.startswith("delete")] == ["delete_ruleset"]


def test_what_is_made_for_discarded_laws_does_not_add_up() -> None:
    """A network left behind would be half a megabyte."""
    for _ in range(20):
        decide(unused(), SHIPS[0])
    before = resident()
    for _ in range(100):
        decide(unused(), SHIPS[0])
    gc.collect()

    assert resident() - before < 4_000_000


SOAK = """
import gc
from estate_policy import decide
from tests.test_durable_rules import SHIPS, law, resident
for number in range(105_000):
    if number == 5_000:
        before = resident()
    decide(law(), SHIPS[number % len(SHIPS)])
gc.collect()
print((resident() - before) / 100_000)
"""


@pytest.mark.skipif("ESTATE_POLICY_SOAK" not in os.environ, reason="a minute long: `.ci/run` has it run on one CPython")
def test_memory_is_flat_over_a_hundred_thousand_decisions() -> None:
    """In a process of its own, where nobody counts the lines that run."""
    path = {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", SOAK], env={**os.environ, **path}, capture_output=True, text=True, check=True
    )

    assert float(done.stdout) < 20  # bytes a decision


# What happens if it fails.


Fault = Callable[[object], object]
"""What comes back instead of what the engine did answer."""


def _raising(error: str) -> Fault:
    def fail(_: object) -> object:
        raise MemoryError if error == "memory" else engine().error(error)

    return fail


FAULTS: Mapping[str, tuple[str, Fault]] = {
    "nothing can be built": ("create_ruleset", _raising("error code: 104")),
    "no memory to build": ("create_ruleset", _raising("memory")),
    "a fact is refused": ("assert_fact", _raising("error code: 204")),
    "no rule matches, not even the last": ("assert_fact", lambda _: (1, 1)),
    "a fact is said to be there already": ("assert_fact", lambda _: (2, 1)),
    "a fact is not answered": ("assert_fact", lambda _: None),
    "nothing starts": ("start_action_for_state", _raising("error code: 301")),
    "the agenda is lost": ("start_action_for_state", lambda _: None),
    "a rule fires that is not there": ("start_action_for_state", lambda _: ("{}", '{"99":{}}')),
    "a rule without a name fires": ("start_action_for_state", lambda _: ("{}", "{}")),
    "nothing goes on": ("complete_and_start_action", _raising("error code: 301")),
    "the agenda ends before the last rule": ("complete_and_start_action", lambda _: None),
    "a rule fires twice": ("complete_and_start_action", lambda message: message and '{"0":{}}'),
    "the last rule fires twice": ("complete_and_start_action", lambda _: f'{{"{LAST}":{{}}}}'),
    "a fact cannot be taken back": ("retract_fact", _raising("error code: 306")),
    "a fact was not there": ("retract_fact", lambda _: (2, 1)),
}


@contextmanager
def _faulty(call: str, fault: Fault) -> Iterator[None]:
    real = getattr(engine(), call)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine(), call, lambda *arguments: fault(real(*arguments)))
        yield


@pytest.mark.parametrize("name", FAULTS)
@pytest.mark.parametrize("by", ["durable", "confirmed"])
@pytest.mark.parametrize("used", [False, True], ids=["new", "used"])
def test_after_a_fault_nothing_is_decided_and_then_all_is_well(
    name: str, by: Engine, used: bool, fresh: LawInForce
) -> None:
    """Whatever it does wrong, the answer is an error, and the next call builds what it needs."""
    call, fault = FAULTS[name]
    if used and call != "create_ruleset":
        decide(fresh, SHIPS[-1], engine=by)
    with _faulty(call, fault), pytest.raises(EngineFaultError, match="durable-rules failed, and nothing was decided: "):
        decide(fresh, SHIPS[0], engine=by)

    assert decide(fresh, SHIPS[0], engine=by) == decide(law(), SHIPS[0], engine="exact")


def test_an_interruption_leaves_nothing_half_done(fresh: LawInForce) -> None:
    def interrupted(_: object) -> object:
        raise KeyboardInterrupt

    decide(fresh, SHIPS[-1])
    with _faulty("complete_and_start_action", interrupted), pytest.raises(KeyboardInterrupt):
        decide(fresh, SHIPS[0])

    assert decide(fresh, SHIPS[0]) == decide(law(), SHIPS[0], engine="exact")


def test_a_rule_that_the_engine_leaves_out_is_missed(fresh: LawInForce) -> None:
    """The agenda is in order, and yet a match is lost: only the confirmation can know."""
    start = engine().start_action_for_state

    def forgetful(handle: int, state: int) -> object:
        found = start(handle, state)
        while found and not found[1].startswith(f'{{"{LAST}"'):
            found = (found[0], engine().complete_and_start_action(handle, state))
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine(), "start_action_for_state", forgetful)
        with pytest.raises(EnginesDisagreeError):
            decide(fresh, SHIPS[0])


def _first_alternative(condition: Expr, *, wanted: bool, before: Collection[Expr]) -> tuple[Alternative, ...]:
    return alternatives(condition, wanted=wanted, before=before)[:1]


SPANS: Sequence[Mapping[str, engines.Given]] = [
    {"span": span, "height": 1, "shape": "box", "entered": entered} for span in (1, 2, 3) for entered in (True, False)
]
BOX = Compare(Comparison.EQUAL, FactRef("shape"), Constant("box", Member("shape")))
EVERY_SORT: Sequence[Expr] = [
    *(Compare(how, SPAN, other) for how in Comparison for other in (_number(2), FactRef("height"))),
    BOX,
    Not(BOX),
    ENTERED,
    Or((Not(ENTERED), BOX)),
]
BROKEN: Sequence[tuple[str, object]] = [
    ("_CONTRARY", {**programs._CONTRARY, Comparison.AT_LEAST: Comparison.AT_MOST}),  # noqa: SLF001
    ("_CONTRARY", {**programs._CONTRARY, Comparison.EQUAL: Comparison.EQUAL}),  # noqa: SLF001
    ("OPERATORS", {**programs.OPERATORS, Comparison.AT_LEAST: "$gt"}),
    ("OPERATORS", {**programs.OPERATORS, Comparison.UNEQUAL: None}),
    ("_sign", lambda _left, _right: lambda _case, _choices: 0),
    ("_truth", lambda _of: lambda _case, _choices: 1),
    ("_member", lambda _of, _members: lambda _case, _choices: -1),
    ("_digits", lambda _of, _scale: lambda _case, _choices: 0),
    ("alternatives", _first_alternative),
]


def test_what_the_compiler_does_is_confirmed() -> None:
    assert [_confirmed(EVERY_SORT, given) for given in SPANS] == [engines.exact(EVERY_SORT, given) for given in SPANS]


@pytest.mark.parametrize(("step", "instead"), BROKEN)
def test_a_broken_step_of_the_compiler_is_caught(step: str, instead: object, monkeypatch: pytest.MonkeyPatch) -> None:
    """With a half of the conditions both for and against, or with each known to hold where it does not."""
    where = "estate_policy.interpreters.durable_rules" if step == "OPERATORS" else "estate_policy.interpreters.programs"
    monkeypatch.setattr(f"{where}.{step}", instead)

    with pytest.raises((EnginesDisagreeError, EngineFaultError)):
        deque((_confirmed(EVERY_SORT, given) for given in SPANS), maxlen=0)


def test_a_disagreement_shows_what_either_looked_at(fresh: LawInForce, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "_truth", lambda _of: lambda _case, _choices: None)

    with pytest.raises(EnginesDisagreeError) as caught:
        decide(fresh, SHIPS[0])
    first = caught.value.problems[0].text("en")

    assert first == (
        "`subject_to_dues`: of the condition `listed and (cargo != none) and (not retired)` durable-rules says ? "
        "(given member of cargo: -1, truth of listed: ?, truth of retired: ?; fired 0.0.0) and exact says false "
        "(read listed: true, cargo != none: true, cargo: grain, retired: true)"
    )


_WORD = Term("重", "weight")


def _compiled(*conditions: Expr, law: LawInForce = engines.LAW) -> Program:
    return compiled(engines.questions(conditions, law), law)


def _programs() -> list[Program]:
    """The programs of a whole law, and one that has each sort of test."""
    for ship in SHIPS:
        decide(law(), ship)
    shape = Compare(Comparison.UNEQUAL, FactRef("shape"), Constant("box", Member("shape")))
    every = [Compare(how, SPAN, other) for how in Comparison for other in (_number(2), FactRef("height"))]
    matchers: Mapping[str, Matcher] = law().prepared["matchers"]
    return [*(matcher.program for matcher in matchers.values()), _compiled(Or((And((*every, shape)), TETHERED)))]


def _confirmed(conditions: Sequence[Expr], given: Mapping[str, engines.Given]) -> engines.Verdicts:
    about = engines.case(given, read({"0": clause()}).on(DAY))
    outcomes = READERS["confirmed"](about, engines.questions(conditions), preferred(about.law))
    return tuple(bool(one.value) if isinstance(one, Known) else None for one in outcomes)


def _rulesets(program: Program) -> list[programs.Ruleset]:
    return [ruleset for stage in program.stages for ruleset in stage.rulesets]


def _is_plain(test: Mapping[str, Any]) -> bool:
    [(name, value)] = test.items()
    if name in ("$lt", "$lte", "$neq", "$gte", "$gt"):
        [(name, value)] = value.items()
    return re.fullmatch(r"p\d+", name) is not None and type(value) is int and abs(value) < 2**53


def _fnv(name: str) -> int:
    """The hash by which the engine knows names."""
    found = 2166136261
    for byte in name.encode():
        found = (found ^ byte) * 16777619 % 2**32
    return found


def resident() -> int:
    """Bytes of this process that are in memory."""
    return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _forked(same: Callable[[], bool]) -> int:
    child = os.fork()
    if child == 0:
        # Nothing of pytest may run in the child.
        os._exit(0 if same() else 1)
    return child
