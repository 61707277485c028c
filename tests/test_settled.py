"""Over every subject of the shipped policy: the engines agree, and nothing that is settled rests on anything open.

Subjects are drawn with facts unknown, events of which nobody knows, and values at and beside thresholds; and the
examples of the policy and of `examples/` are taken as they are. That nothing settled rests on what is open is told from
outside: whatever the blanks turn out to be, and whatever is decided upon where the text leaves something open, what was
settled stays as it was. By `--hypothesis-profile=nightly` fifty times as many subjects are drawn.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from estate_policy import (
    Engine,
    Estate,
    EstateYear,
    LawInForce,
    Standing,
    amend,
    decide,
    load_amendment,
    load_policy,
    read_subject,
)
from estate_policy.answer import Answer
from estate_policy.decision import Decision
from estate_policy.facts import SUBJECTS
from estate_policy.given import made
from estate_policy.interpreters.choices import adopting
from estate_policy.law import Conclusion, Figure
from estate_policy.loading import shipped_policy
from estate_policy.register import read_register
from estate_policy.stretches import first_day, stretches
from estate_policy.testing import subjects
from tests.turned_out import completed, decided_upon, events

POLICY = load_policy()
INSTRUMENTS = ("sample-adoption", "guidance-price-table", "evaluation-bands")
ADOPTED = amend(POLICY, *(load_amendment(shipped_policy() / "instruments" / f"{one}.yaml") for one in INSTRUMENTS))
DAY = date(2020, 1, 1)
LAWS = {"shipped": POLICY.on(DAY), "sample adopted": ADOPTED.on(DAY)}
EARLIER_AND_LATER = {str(day): POLICY.on(day) for day in map(first_day, stretches(POLICY)) if day != DAY}
SAMPLES = Path(__file__).parents[1] / "examples"
_LAWS = 8


def concluded(law: LawInForce, class_: type) -> list[Conclusion]:
    """What the law concludes about a subject."""
    return [one for one in law.conclusions.values() if law.policy.subjects[one.subject] is class_]


CASES = {f"{class_.__name__}, {name}": (law, class_) for class_ in SUBJECTS for name, law in LAWS.items()} | {
    f"{class_.__name__}, {name}": (law, class_)
    for class_ in SUBJECTS
    for name, law in EARLIER_AND_LATER.items()
    if concluded(law, class_) != concluded(LAWS["shipped"], class_)
}
each_case = pytest.mark.parametrize(("law", "class_"), CASES.values(), ids=CASES)
# By the default profile 10 examples, by `--hypothesis-profile=nightly` fifty times as many.
few = settings(max_examples=max(5, settings().max_examples // 10), suppress_health_check=list(HealthCheck))


@attrs.frozen
class Asked:
    """A subject as it is given to be decided: all that is not on record did not happen, or some of it may have."""

    subject: Any
    records_complete: bool = True
    unknown_events: frozenset[str] = frozenset()

    def decided(self, law: LawInForce, engine: Engine) -> Decision:
        """The decision by one engine."""
        return decide(
            law,
            self.subject,
            records_complete=self.records_complete,
            unknown_events=self.unknown_events,
            engine=engine,
        )

    def turned_out(self, law: LawInForce, chance: Random) -> Any:  # noqa: ANN401 of whichever class
        """The subject with everything known."""
        unknown = self.unknown_events if self.records_complete else frozenset(events(self.subject))
        return completed(law, self.subject, unknown, chance)


@cache
def asked(law: LawInForce, class_: type) -> st.SearchStrategy[Asked]:
    """Subjects of which some facts and events may be unknown."""
    return _asked(subjects(law, class_))


@st.composite
def _asked(draw: st.DrawFn, given_facts: st.SearchStrategy[Any]) -> Asked:
    subject = draw(given_facts)
    named = sorted(events(subject))
    doubtful = draw(st.frozensets(st.sampled_from(named))) if named else frozenset()
    return Asked(subject, draw(st.booleans()), doubtful)


@each_case
@few
@given(data=st.data())
def test_the_engines_agree_on_whoever_is_decided(law: LawInForce, class_: type, data: st.DataObject) -> None:
    """In every answer, its standings, causes, rules and conditions, under every reading; and in every finding."""
    one = data.draw(asked(law, class_))

    assert one.decided(law, "durable") == one.decided(law, "exact")


@each_case
@few
@given(data=st.data())
def test_nothing_settled_changes_whatever_the_rest_turns_out_to_be(
    law: LawInForce, class_: type, data: st.DataObject
) -> None:
    one = data.draw(asked(law, class_))
    seed = data.draw(st.integers(0, 2**32))

    assert contradictions(one, law, seed) == []


def test_nothing_settled_in_an_example_of_the_policy_rests_on_anything_open() -> None:
    """In its own law, with what it says to adopt and to state."""
    last = first_day(stretches(POLICY)[-1])

    @cache
    def law_of(day: date, under: tuple[tuple[str, str | Figure], ...]) -> LawInForce:
        return adopting(POLICY, dict(under)).on(day)

    found = []
    for seed, example in enumerate(POLICY.examples):
        subject, unknown = made(POLICY.subjects[example.subject], example.facts)
        law = law_of(example.on or last, tuple(example.under.items()))
        found += [
            (example.name, *one) for one in contradictions(Asked(subject, unknown_events=frozenset(unknown)), law, seed)
        ]

    assert found == []


@pytest.mark.parametrize("law", LAWS.values(), ids=LAWS)
def test_nothing_settled_in_the_sample_files_rests_on_anything_open(law: LawInForce) -> None:
    found = [one for seed, given in enumerate(samples()) for one in contradictions(given, law, seed)]

    assert found == []


def samples() -> Iterator[Asked]:
    """What the files of `examples/` hold, with the events that they say are unknown."""
    for file, class_ in (("estate.yaml", Estate), ("estate-year.yaml", EstateYear)):
        read = read_subject(SAMPLES / file, POLICY, class_)
        yield Asked(read.subject, unknown_events=read.unknown_events)
    for entry in read_register(SAMPLES / "register-2019.csv", POLICY, Estate).entries:
        if entry.subject is not None:
            yield Asked(entry.subject, unknown_events=entry.unknown_events)


def contradictions(given: Asked, law: LawInForce, seed: int) -> list[tuple[str, str]]:
    """What was settled or noticed about a subject and is not so once all is known, with the subject as it turned out.

    Once by the law as it is, once by one in which what the text leaves open is decided upon, too.
    """
    chance = Random(seed)
    before = given.decided(law, "exact")
    found = []
    for after_law in (law, decided_law(law, chance.randrange(_LAWS))):
        subject = given.turned_out(law, chance)
        after = decide(after_law, subject, engine="exact")
        found += [(name, repr(subject)) for name, answer in before.items() if not _stays(answer, after[name])]
        if after_law is law:
            found += [(name, repr(subject)) for name in before if not set(after[name].rules) <= _possible(before[name])]
            found += [(one.name, repr(subject)) for one in before.findings if one not in after.findings]
    return found


@cache
def decided_law(law: LawInForce, number: int) -> LawInForce:
    """One of the ways in which everything that the text leaves open can be decided upon."""
    return decided_upon(law, Random(number))


def _stays(before: Answer, after: Answer) -> bool:
    """Whether what was settled, if it was, still is so, with the same value."""
    if before.standing is not Standing.SETTLED:
        return True
    return after.standing is Standing.SETTLED and after.value == before.value


def _possible(answer: Answer) -> set[str]:
    """The rules that could give the answer."""
    return set(answer.rules or (rule.id for rule in answer.conclusion.rules))
