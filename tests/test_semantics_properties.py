"""The guarantees of `docs/semantics.md`, on policies that nobody wrote."""

import itertools
import random
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.interpreters.choices import preferred
from estate_policy.interpreters.exact import Case, conclude, evaluate
from estate_policy.kinds import Value
from estate_policy.law import LawInForce
from estate_policy.outcome import Among, Bounds, Known, Missing, Open, Outcome, Possible, RuleEnd, Standing
from tests.generated import Festival, completions, festivals, kites, shuffled
from tests.kites import DAY, DOMAINS, EVENTS, KITE_REVERSED, Kite, read
from tests.oracle import Hangs, Result, meaning

# By the default profile 200 and 100 examples, by `--hypothesis-profile=nightly` fifty times as many.
USUAL = settings().max_examples
SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large]
thorough = settings(max_examples=2 * USUAL, suppress_health_check=SLOW)
brisk = settings(max_examples=USUAL, suppress_health_check=SLOW)


@thorough
@given(festivals(), kites())
def test_complete_facts_come_to_what_the_naive_oracle_says(festival: Festival, kite: tuple[Any, Any]) -> None:
    every, _ = kite
    law = festival.law
    case = _case(law, every)
    for choices in _assignments(law):
        expected = meaning(law, _exact(every), choices)

        assert expected == {name: _two_valued(outcome) for name, outcome in _outcomes(case, choices).items()}


@thorough
@given(festivals(), kites())
def test_no_completion_of_the_facts_falls_outside_an_answer(festival: Festival, kite: tuple[Any, Any]) -> None:
    _, known = kite
    law = festival.law
    case = _case(law, known)
    decision = decide(law, Kite(**known), records_complete=False)
    unknown = [name for name in DOMAINS if name not in known]
    first = preferred(law)
    for choices in _assignments(law):
        outcomes = _outcomes(case, choices)
        for facts in completions(known, unknown):
            for name, result in meaning(law, _exact(facts), choices).items():
                assert _holds(outcomes[name], result), name
                if name in decision.answers and decision[name].standing is Standing.SETTLED:
                    assert result == decision[name].value
                if name not in decision.answers and choices == first and decision.findings:
                    assert result is True


@thorough
@given(festivals(), kites(), st.permutations(list(DOMAINS)), st.integers(0, 3))
def test_one_more_fact_never_contradicts(
    festival: Festival, kite: tuple[Any, Any], order: list[str], which: int
) -> None:
    every, _ = kite
    choices = list(_assignments(festival.law))[which]
    known: dict[str, Any] = {}
    before = _outcomes(_case(festival.law, known), choices)
    for fact in order:
        known[fact] = every[fact]
        after = _outcomes(_case(festival.law, known), choices)
        for name, outcome in after.items():
            _refines(before[name], outcome, fact)
        before = after


@thorough
@given(festivals(), kites())
def test_supplying_what_is_missing_ends_the_doubt(festival: Festival, kite: tuple[Any, Any]) -> None:
    every, _ = kite
    complete = decide(festival.law, Kite(**every))
    for answer in complete.values():
        known: dict[str, Any] = {}
        asked = decide(festival.law, Kite(), records_complete=False)[answer.name]
        while Standing.UNKNOWN in asked.standings:
            assert asked.missing
            assert known.keys().isdisjoint(asked.missing)
            known |= {name: every[name] for name in asked.missing}
            asked = decide(festival.law, Kite(**known), records_complete=False)[answer.name]

        assert answer.outcome == asked.outcome


@thorough
@given(festivals(), kites(), st.randoms(use_true_random=False))
def test_order_is_irrelevant(festival: Festival, kite: tuple[Any, Any], chance: random.Random) -> None:
    """Of clauses, conclusions, rules, options, and of the facts that the subject declares."""
    _, known = kite
    clauses = shuffled(festival.clauses, chance)
    assert isinstance(clauses, Mapping)
    elsewhere = decide(read(clauses, KITE_REVERSED).on(DAY), KITE_REVERSED(**dict(reversed(known.items()))))

    assert _said(decide(festival.law, Kite(**known))) == _said(elsewhere)


@brisk
@given(festivals(), kites())
def test_standings_follow_from_the_outcomes(festival: Festival, kite: tuple[Any, Any]) -> None:
    """Settled where every reading gives one value; contested first where the preferred is known and another differs."""
    _, known = kite
    law = festival.law
    case = _case(law, known)
    decision = decide(law, Kite(**known), records_complete=False)
    for answer in decision.values():
        outcomes = [conclude(case, answer.name, choices).outcome for choices in _assignments(law)]
        differ = any(outcome != answer.outcome for outcome in outcomes)

        assert (answer.standing is Standing.SETTLED) == (isinstance(answer.outcome, Known) and not differ)
        assert (answer.standing is Standing.CONTESTED) == (isinstance(answer.outcome, Known) and differ)
        assert (Standing.CONTESTED in answer.standings) == differ
        assert (Standing.UNKNOWN in answer.standings) == bool(answer.missing)
        assert all(_is_minimal(answer, alternative.readings) for alternative in answer.alternatives)


@brisk
@given(festivals(), kites())
def test_a_complete_record_is_one_more_thing_known(festival: Festival, kite: tuple[Any, Any]) -> None:
    _, known = kite
    presumed = {**known, **{name: absent for name, absent in EVENTS.items() if name not in known}}
    complete = decide(festival.law, Kite(**known))

    assert _said(complete) == _said(decide(festival.law, Kite(**presumed), records_complete=False))


def _case(law: LawInForce, known: Mapping[str, Any]) -> Case:
    exact = _exact(known)
    return Case(law, "kite", {name: exact.get(name) for name in DOMAINS})


def _exact(facts: Mapping[str, Any]) -> dict[str, Value]:
    return {name: Fraction(value) if type(value) is int else value for name, value in facts.items()}


def _assignments(law: LawInForce) -> Iterator[dict[str, str]]:
    names = list(law.policy.readings)
    for options in itertools.product(*(law.policy.readings[name].options for name in names)):
        yield {**preferred(law), **dict(zip(names, options, strict=True))}


def _outcomes(case: Case, choices: Mapping[str, str]) -> dict[str, Outcome]:
    concluded = {name: conclude(case, name, choices).outcome for name in case.law.conclusions}
    return concluded | {name: evaluate(one.when, case, choices) for name, one in case.law.findings.items()}


def _two_valued(outcome: Outcome) -> Result:
    if isinstance(outcome, Known):
        return outcome.value
    assert not any(isinstance(cause, Missing) for cause in outcome.causes)
    return Hangs(_words(outcome.causes))


def _words(ends: Iterable[object]) -> frozenset[str]:
    return frozenset(f"{end.conclusion}.{end.rule}" for end in ends if isinstance(end, RuleEnd))


def _holds(outcome: Outcome, result: Result) -> bool:
    """Whether what came out for some completion was allowed for."""
    if isinstance(outcome, Known):
        return outcome.value == result
    if isinstance(result, Hangs):
        return result.on <= _words(outcome.causes | outcome.ends)
    if isinstance(result, Fraction):
        return _within(Bounds(result, result), outcome.possible)
    return _within(Among(frozenset({result})), outcome.possible)


def _within(inner: Possible, outer: Possible) -> bool:
    if isinstance(outer, Among):
        assert isinstance(inner, Among)
        return outer.values is None or (inner.values is not None and inner.values <= outer.values)
    assert isinstance(inner, Bounds)
    low_kept = outer.low is None or (inner.low is not None and outer.low <= inner.low)
    high_kept = outer.high is None or (inner.high is not None and inner.high <= outer.high)
    return low_kept and high_kept


def _refines(before: Outcome, after: Outcome, fact: str) -> None:
    if isinstance(before, Known) or Missing(fact) not in before.causes:
        assert before == after
        return
    if isinstance(after, Known):
        value = after.value
        inner = Bounds(value, value) if isinstance(value, Fraction) else Among(frozenset({value}))
        assert _within(inner, before.possible)
        return
    assert _missing(after) <= _missing(before) - {fact}
    assert _words(after.causes | after.ends) <= _words(before.causes | before.ends)
    # What can only be silent has no value, so nothing bounds it.
    if not _may_be_silent(after):
        assert _within(after.possible, before.possible)


def _missing(outcome: Open) -> set[str]:
    return {cause.fact for cause in outcome.causes if isinstance(cause, Missing)}


def _may_be_silent(outcome: Open) -> bool:
    ends = [end for end in outcome.causes | outcome.ends if isinstance(end, RuleEnd)]
    return any(end.standing is Standing.SILENT for end in ends)


def _is_minimal(answer: Answer, readings: Mapping[str, str]) -> bool:
    outcome = {one.outcome for one in answer.alternatives if one.readings == readings}
    return not any(one.readings.items() < readings.items() and one.outcome in outcome for one in answer.alternatives)


def _said(decision: Decision) -> object:
    answers = {
        answer.name: (
            answer.standings,
            answer.outcome,
            set(answer.rules),
            {(frozenset(one.readings.items()), one.outcome) for one in answer.alternatives},
        )
        for answer in decision.values()
    }
    return answers, [finding.name for finding in decision.findings]
