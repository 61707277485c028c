"""Which facts of other subjects to ask for, and which would have to be otherwise, checked against trying everything."""

import itertools
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from estate_policy import Answer, Decision, Standing, asking, decide, inquire, next_question, smallest_sets, why_not
from estate_policy.law import LawInForce
from tests.kites import DAY, DOMAINS, EVENTS, QUOTE, SAID, Kite, Tree
from tests.teams import Club, Team, teams, told

brisk = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))

Known = Mapping[str, Any]
"""The facts of a team's kites by their places, `leader.span` or `kites[a].span`."""

KITES = ("leader", "spare", "kites[a]", "kites[b]")
ATOMS = (
    "leader.entered",
    "leader.shape == box",
    "leader.high",
    "leader.span > spare.span",
    "leader.span * spare.height > 0",
    "leader.home == spare.home",
    'spare.home == "北丘"',
    "spare.torn",
    "all(one.entered for one in kites)",
    "any(one.shape == box for one in kites)",
    "all(one.high or one.tethered for one in kites)",
    "count(one for one in kites if one.entered) == 1",
    "count(one for one in kites if one.span >= 2) > leader.span",
    "sum(one.span for one in kites if one.entered) > 1",
    "sum(one.span * one.height for one in kites if not one.torn) > leader.height",
)
HIGH = "height > 0 and span < 3"
"""What is concluded about each kite."""


def law(condition: str) -> LawInForce:
    return teams({"high": told("kite", "truth", HIGH), "asked": told("team", "truth", condition)}).on(DAY)


@st.composite
def conditions(draw: st.DrawFn) -> str:
    forms = st.sampled_from(["{0}", "not ({0})", "({0}) and ({1})", "({0}) or ({1})", "({0}) or not ({1})"])
    return draw(forms).format(draw(st.sampled_from(ATOMS)), draw(st.sampled_from(ATOMS)))


def places(condition: str) -> list[str]:
    """The facts that a condition can read, of whichever kite."""
    named = [fact for fact in DOMAINS if re.search(rf"\b{fact}\b", condition.replace("high", HIGH))]
    return [f"{kite}.{fact}" for kite in KITES for fact in named]


def team(known: Known) -> Team:
    made = {
        kite: Kite(id=kite[-2] if kite.endswith("]") else kite, **_of(kite, known))  # kites[a] is a
        for kite in KITES
    }
    return Team(leader=made["leader"], spare=made["spare"], kites=[made["kites[a]"], made["kites[b]"]])


def _of(kite: str, known: Known) -> dict[str, Any]:
    return {place.removeprefix(f"{kite}."): value for place, value in known.items() if place.startswith(f"{kite}.")}


def answer(law: LawInForce, known: Known) -> Answer:
    return decide(law, team(known), records_complete=False, engine="exact")["asked"]


def domain(place: str) -> Sequence[Any]:
    """Every value of a fact; homes that nobody names may differ."""
    fact = place.rpartition(".")[2]
    return [*DOMAINS[fact], "他处"] if fact == "home" else DOMAINS[fact]


def enough(law: LawInForce, known: Known, asked: Sequence[str]) -> Iterator[bool]:
    """For every value of some facts, whether nothing is missing then."""
    for values in itertools.product(*(domain(place) for place in asked)):
        yield not answer(law, {**known, **dict(zip(asked, values, strict=True))}).missing


def smallest(sets: list[frozenset[str]]) -> set[frozenset[str]]:
    return {one for one in sets if not any(other < one for other in sets)}


@st.composite
def cases(draw: st.DrawFn, most: int) -> tuple[str, dict[str, Any]]:
    """A condition and the facts that are known; the others can be completed in at most so many ways."""
    condition = draw(conditions())
    read = places(condition)
    known = {place: draw(st.sampled_from(list(domain(place)))) for place in read}
    left = most
    for place in draw(st.permutations(read)):
        left //= len(domain(place))
        if left:
            del known[place]
    return condition, known


@brisk
@given(cases(most=80))
def test_the_sets_are_those_that_trying_everything_finds(case: tuple[str, dict[str, Any]]) -> None:
    condition, known = case
    before = answer(law(condition), known)
    assume(before.missing)
    every = [
        (frozenset(facts), list(enough(law(condition), known, facts)))
        for size in range(len(before.missing) + 1)
        for facts in itertools.combinations(before.missing, size)
    ]
    found = smallest_sets(before)

    assert found.complete
    assert {frozenset(one) for one in found.always} == smallest([facts for facts, does in every if all(does)])
    assert {frozenset(one) for one in found.sometimes} == smallest([facts for facts, does in every if any(does)])
    for values in found.sometimes:
        assert not answer(law(condition), {**known, **values}).missing


@brisk
@given(cases(most=80))
def test_no_question_is_better_than_the_next_one(case: tuple[str, dict[str, Any]]) -> None:
    condition, known = case
    before = answer(law(condition), known)
    best = next_question(before)
    does = {fact: list(enough(law(condition), known, (fact,))) for fact in before.missing}

    assert (best is None) == (not before.missing)
    if best is not None:
        assert best.complete
        assert (best.settling == best.cells) == all(does[best.fact])
        assert (best.settling > 0) == any(does[best.fact])
        assert all(does[best.fact]) or not any(all(one) for one in does.values())
        assert any(does[best.fact]) or not any(any(one) for one in does.values())


@brisk
@given(cases(most=20), st.booleans())
def test_the_ways_are_those_that_trying_every_change_finds(case: tuple[str, dict[str, Any]], value: bool) -> None:
    condition, known = case
    expected = _tried(law(condition), condition, known, value)
    found = why_not(decided(law(condition), known), "asked", value)
    ways = [{one.fact: one.after for one in way} for way in found.ways]

    assert not found.ended
    if found.more:
        assert {_kind(way, condition, known) for way in ways} < {_kind(way, condition, known) for way in expected}
    elif expected or not ways:
        assert {_kind(way, condition, known) for way in ways} == {_kind(way, condition, known) for way in expected}
    else:
        assert {len(way) for way in ways} == {3}


def decided(law: LawInForce, known: Known) -> Decision:
    return decide(law, team(known), engine="exact")


def _tried(law: LawInForce, condition: str, known: Known, value: object) -> list[dict[str, Any]]:
    """Every smallest change of two facts at the most that leads to a value."""
    current = {place: EVENTS.get(place.rpartition(".")[2]) for place in places(condition)} | dict(known)
    for size in range(3):
        found = []
        for facts in itertools.combinations(places(condition), size):
            for values in itertools.product(*(domain(place) for place in facts)):
                changes = dict(zip(facts, values, strict=True))
                if not any(current[place] == to for place, to in changes.items()):
                    then = decided(law, {**known, **changes})["asked"]
                    if then.standing is Standing.SETTLED and then.value == value:
                        found.append(changes)
        if found:
            return found
    return []


def _kind(changes: Mapping[str, Any], condition: str, known: Known) -> frozenset[tuple[str, Any]]:
    """A way without how far its quantities go; a home that is neither named nor given is any other."""
    given = {known.get(place) for place in ("leader.home", "spare.home") if place in condition}
    others: list[str] = []
    kind = set()
    for place, value in sorted(changes.items()):
        told = None if place.endswith(("span", "height")) else value
        if place.endswith("home") and value not in {"北丘", "南湾"} | given:
            others += [] if value in others else [value]
            told = f"other {others.index(value)}"
        kind.add((place, told))
    return frozenset(kind)


NOT_ENTERED = Kite(id="a", entered=False)


@pytest.mark.parametrize(
    ("condition", "team", "sometimes", "unsearched"),
    [
        ("leader.entered or spare.entered", Team(spare=Kite()), ({"spare.entered": True},), ("leader",)),
        ("leader.entered or any(one.torn for one in kites)", Team(leader=Kite()), ({"leader.entered": True},), ("kites",)),  # noqa: E501
        ("leader.entered", Team(), (), ("leader",)),
        ("all(one.entered for one in kites)", Team(), (), ("kites",)),
    ],
)  # fmt: skip
def test_subjects_that_are_not_given_are_not_searched_and_that_is_said(
    condition: str, team: Team, sometimes: tuple[dict[str, object], ...], unsearched: tuple[str, ...]
) -> None:
    found = smallest_sets(decide(law(condition), team)["asked"])

    assert (found.always, found.sometimes, found.unsearched) == ((), sometimes, unsearched)
    assert not found.complete


def test_what_is_enough_whatever_it_is_is_so_whoever_leads() -> None:
    condition = "spare.entered or not spare.entered or leader.entered"
    found = smallest_sets(decide(law(condition), Team(spare=Kite()))["asked"])

    assert (found.always, found.unsearched) == ((("spare.entered",),), ("leader",))


def test_a_question_beside_a_subject_that_is_not_given_is_the_best_of_those_looked_at() -> None:
    decision = decide(law("leader.entered or spare.entered"), Team(spare=Kite()))
    best = next_question(decision["asked"])

    assert best is not None
    assert (best.fact, best.settling, best.cells, best.complete) == ("spare.entered", 1, 2, False)


def test_where_nothing_but_a_subject_is_missing_it_is_asked_for() -> None:
    decision = decide(law("leader.entered"), Team())

    assert next_question(decision["asked"]) is None
    assert "next: must be asked: kite" in decision.explain("en", "asked")
    assert inquire(decision["asked"]).explain("en").splitlines()[1:] == [
        "  which question is best was not searched; ask in turn, beginning with: kite",
        "  not every case was searched; there may be others, or fewer facts may do.",
        "  taken as they are, no other or further subjects were tried: kite",
        "  the missing facts, and what they may be:",
        "    · kite: kite Allowed: the facts about it",
    ]


def test_of_two_members_that_is_asked_whose_answer_settles_and_it_is_said_which() -> None:
    team = Team(leader=Kite(), kites=[Kite(id="a", entered=True), Kite(id="b")])
    decision = decide(law("all(one.entered for one in kites) and leader.span >= 0"), team)

    assert "next: must be asked first: b: kite (1 more missing)" in decision.explain("en", "asked")


CLUBS = teams({"asked": told("club", "truth", "all(one.leader.entered for one in teams)")}).on(DAY)


def club(*, entered: bool | None) -> Club:
    kite = Kite(id="k", entered=entered)
    return Club(teams=[Team(id="s", leader=Kite(entered=True)), Team(id="t", leader=kite)])


def test_facts_are_searched_however_far_the_subject_is() -> None:
    found = smallest_sets(decide(CLUBS, club(entered=None))["asked"])

    assert found.always == (("teams[t].leader.entered",),)
    assert found.complete


def test_facts_are_changed_however_far_the_subject_is() -> None:
    found = why_not(decide(CLUBS, club(entered=False)), "asked", value=True)

    assert [[(one.fact, one.before, one.after) for one in way] for way in found.ways] == [
        [("teams[t].leader.entered", False, True)]
    ]
    assert found.explain("en").splitlines()[1:] == [
        "  · kite t: kite: kite: no → yes",
        "  not every case was searched; there may be others.",
        "  taken as they are, no other or further subjects were tried: kite",
    ]


def test_changes_of_several_members_are_one_way() -> None:
    team = Team(kites=[NOT_ENTERED, Kite(id="b", entered=True), Kite(id="c")])
    found = why_not(decide(law("all(one.entered for one in kites)"), team), "asked", value=True)

    assert [[(one.fact, one.before, one.after) for one in way] for way in found.ways] == [
        [("kites[a].entered", False, True), ("kites[c].entered", None, True)]
    ]


def test_the_subject_that_is_referred_to_is_searched_to_the_end() -> None:
    found = why_not(decide(law("leader.entered and not leader.entered"), Team(leader=Kite())), "asked", value=True)

    assert (found.ways, found.complete) == ((), True)


@pytest.mark.parametrize(
    ("condition", "team"),
    [
        ("all(one.entered for one in kites)", Team(kites=[])),
        ("leader.entered", Team()),
        # None is on record: what it would be like, nobody can say.
        ("spare.entered", Team()),
    ],
)
def test_where_other_subjects_might_do_it_is_never_said_that_there_is_no_way(condition: str, team: Team) -> None:
    found = why_not(decide(law(f"not ({condition})"), team), "asked", value=True)
    relation = condition.partition(".")[0] if "one" not in condition else "kites"

    assert (found.ways, [str(one) for one in found.unsearched], found.complete) == ((), [relation], False)


def test_among_very_many_subjects_nothing_is_searched_and_that_is_said() -> None:
    team = Team(kites=[Kite(id=str(number)) for number in range(asking.MOST_SUBJECTS)])
    decision = decide(law("all(one.entered for one in kites)"), team, engine="exact")
    found = why_not(decision, "asked", value=True)

    assert smallest_sets(decision["asked"]) == asking.SettlingSets((), (), ended=True)
    assert next_question(decision["asked"]) is None
    assert (found.ways, found.ended) == ((), True)
    assert found.explain("zh").endswith("  情形过多，未查完即止。")


def test_a_search_among_members_ends_in_seconds_and_claims_what_it_found() -> None:
    team = Team(kites=[Kite(id=str(number)) for number in range(30)])
    condition = "count(one for one in kites if one.entered and one.span > 1) > 15"
    answer = decide(law(condition), team, engine="exact")["asked"]
    started = time.process_time()
    found, best = smallest_sets(answer), next_question(answer)

    assert time.process_time() - started < 20
    assert (found.sometimes, found.ended, found.complete) == ((), True, False)
    assert best is not None
    # Two of three kinds of span spare the other fact, one of two answers to the other spares the span.
    assert best.fact == "kites[0].span"


def test_a_quantity_whose_values_are_too_many_is_named_and_no_set_with_it_always_settles() -> None:
    """Months since the founding are summed, so that any month may make the difference."""
    condition = "sum(one.founded for one in teams) > sum(one.founded for one in teams if one.leader.entered) + last"
    last: Tree = {"last": {"term": SAID, "unit": "month", "quote": QUOTE, "values": {"always": "2020-12"}}}
    law = teams({"asked": told("club", "truth", condition)}, parameters=last).on(DAY)
    found = smallest_sets(decide(law, Club(teams=[Team(id="t", leader=Kite())]))["asked"])

    assert found.unsearched == ("teams[t].founded",)
    assert found.always == ()
    assert not found.complete


def test_a_home_that_nobody_names_may_be_answered() -> None:
    decision = decide(law('leader.home not in ("北丘", "南湾") and leader.entered'), Team(leader=Kite(entered=True)))
    told = inquire(decision["asked"]).explain("zh").splitlines()

    assert told[-1] == "    · 风筝的风筝：风筝可填：北丘、南湾、其他"


def test_sets_that_do_for_some_answers_are_told_with_them_up_to_twenty() -> None:
    team = Team(kites=[Kite(id=f"{number:02}") for number in range(22)])
    decision = decide(law("any(one.home not in ('北丘', '南湾') for one in kites)"), team)
    told = inquire(decision["asked"]).explain("en").splitlines()
    first = told.index("  each of these lines is enough if its facts turn out like this, for instance:") + 1

    assert told[first] == "    · kite 00: kite: another that is not named"
    assert told[first + 20] == "    · … and 2 more"
