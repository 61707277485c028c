"""The one module that calls durable-rules: compiled programs matched by its engine, the agenda drained here.

It is used below its own Python layer, through the functions which that layer calls: no timers, one session, one flat
fact at a time that is taken back, no action code. Why: `docs/decisions/0006-drive-durable-rules-below-its-host.md`.
"""

import functools
import importlib
import json
import os
import sys
import weakref
from collections import deque
from collections.abc import Mapping, Sequence
from types import ModuleType

import attrs

from estate_policy.errors import EngineFaultError, EngineMissingError, Problem
from estate_policy.interpreters.programs import OPERATORS, Program, Ruleset, Tested
from estate_policy.messages import Message

LAST = "last"
"""The rule of least priority that every fact matches."""

_SESSION = "0"
_FACT = f'{{"k":1,"id":"1","sid":"{_SESSION}"'


@attrs.frozen
class Match:
    """What came of a program: of each question whether it holds, and the rules that fired, by stage and ruleset."""

    verdicts: tuple[bool | None, ...]
    fired: tuple[str, ...]


class Matcher:
    """A program with its networks: built when needed, each lent to one caller at a time, never again after a fault."""

    def __init__(self, program: Program) -> None:
        """Build nothing yet."""
        self.program = program
        self._idle: deque[list[list[_Network]]] = deque()

    def match(self, values: Sequence[int | None]) -> Match:
        """What the program's rules make of the values of its properties.

        `EngineMissingError` where durable-rules cannot be imported, `EngineFaultError` where it does anything but what
        was asked of it.
        """
        engine()
        try:
            return self._match(values)
        except Exception as error:  # whatever it is, nothing may be concluded from this run
            raise EngineFaultError(Problem(Message("engine-fault", {"why": str(error)}))) from error

    def _match(self, values: Sequence[int | None]) -> Match:
        # A deque gives each thread its own networks without a lock, which a fork could leave closed.
        try:
            networks = self._idle.pop()
        except IndexError:
            networks = self._built()
        known = list(values)
        fired: list[str] = []
        verdicts: list[bool | None] = []
        for number, (stage, built) in enumerate(zip(self.program.stages, networks, strict=True)):
            verdicts = [None] * stage.questions
            for place, network in enumerate(built):
                for name in network.fired(known):
                    rule = network.ruleset.rules[int(name)]
                    if verdicts[rule.question] is not None and verdicts[rule.question] is not rule.holds:
                        raise _AstrayError(fired, after="rules for the contrary")
                    verdicts[rule.question] = rule.holds
                    fired.append(f"{number}.{place}.{name}")
            known += [None if verdict is None else int(verdict) for verdict in verdicts]
        self._idle.append(networks)
        return Match(tuple(verdicts), tuple(fired))

    def _built(self) -> "list[list[_Network]]":
        return [[_Network(ruleset) for ruleset in stage.rulesets] for stage in self.program.stages]


class _Network:
    """One ruleset in the engine's memory, freed with this object."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Build it, and fire once for a fact of which nothing is known: a session that never fired is not whole."""
        self.ruleset = ruleset
        self._keys = [(place, f',"p{place}":') for place in ruleset.reads]
        self._engine = engine()
        self._handle = self._engine.create_ruleset("rules", json.dumps(definition(ruleset)))
        whole: list[str] = []
        weakref.finalize(self, _free, self._engine, self._handle, whole).atexit = False
        self.fired([None] * (1 + max(ruleset.reads, default=0)))
        whole.append(_SESSION)

    def fired(self, values: Sequence[int | None]) -> list[str]:
        """The names of the rules that match."""
        known = "".join([f"{key}{values[place]}" for place, key in self._keys if values[place] is not None])
        names = self._drained(f"{_FACT}{known}}}")
        if not names or names.pop() != LAST or LAST in names or len(set(names)) < len(names):
            raise _AstrayError(names, after="the agenda")
        return names

    def _drained(self, fact: str) -> list[str]:
        """The names of the rules that fire for a fact, in order; the fact is forgotten after."""
        status, state = self._engine.assert_fact(self._handle, fact)
        if status != 0:
            raise _AstrayError(status, after="assert_fact")
        names: list[str] = []
        started = self._engine.start_action_for_state(self._handle, state)
        message = started[1] if started else None
        while message and len(names) <= len(self.ruleset.rules):
            names.append(message[2 : message.index('"', 2)])
            message = self._engine.complete_and_start_action(self._handle, state)
        status, _ = self._engine.retract_fact(self._handle, fact)
        if status != 0:
            raise _AstrayError(status, after="retract_fact")
        if message:
            raise _AstrayError(message, after="all rules")
        return names


def _free(engine: ModuleType, handle: int, sessions: Sequence[str]) -> None:
    """Give back a ruleset and before it its sessions, which would stay; only those that are whole may be deleted."""
    for session in sessions:
        engine.delete_state(handle, session)
    engine.delete_ruleset(handle)


class _AstrayError(Exception):
    """The engine answered something else than it must."""

    def __init__(self, found: object, *, after: str) -> None:
        """Say what was found after what."""
        super().__init__(f"{found} after {after}")


def definition(ruleset: Ruleset) -> Mapping[str, object]:
    """A ruleset in the words of durable-rules: conjunctions of positive tests, and the rule that fires last.

    >>> from estate_policy.expr import Comparison
    >>> from estate_policy.interpreters.programs import MatchRule
    >>> rule = MatchRule(0, True, (Tested(0, Comparison.EQUAL, 1), Tested(3, Comparison.LESS, 5000)))
    >>> definition(Ruleset((rule,), (0, 3)))["0"]
    {'all': [{'m': {'$and': [{'k': 1}, {'p0': 1}, {'$lt': {'p3': 5000}}]}}], 'pri': 1}
    """
    rules = {str(number): _rule([_test(test) for test in rule.tests], 1) for number, rule in enumerate(ruleset.rules)}
    return {**rules, LAST: _rule([], 2)}


def _rule(tests: Sequence[Mapping[str, object]], priority: int) -> Mapping[str, object]:
    whole = {"$and": [{"k": 1}, *tests]} if tests else {"k": 1}
    return {"all": [{"m": whole}], "pri": priority}


def _test(test: Tested) -> Mapping[str, object]:
    operator = OPERATORS[test.how]
    plain = {f"p{test.place}": test.against}
    return plain if operator is None else {operator: plain}


@functools.cache
def engine() -> ModuleType:
    """The compiled engine of durable-rules; `EngineMissingError` says what to install or set."""
    usual = sys.getdlopenflags()
    # On CPython 3.13 a build may name a symbol that is gone. Nothing used here calls it, so it is bound only if called.
    sys.setdlopenflags(os.RTLD_LAZY)
    try:
        return importlib.import_module("durable_rules_engine")
    except ImportError as error:
        problem = Problem(Message("engine-missing", {"why": str(error)}), hint=Message("install-engine"))
        raise EngineMissingError(problem) from error
    finally:
        sys.setdlopenflags(usual)
