"""What rules read of other subjects: references, totals over collections, dates, and figures that are unstated."""

import itertools
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import FactError, PolicyError, Standing, decide, read_subject
from estate_policy.flaws import refuse_flaws
from estate_policy.interpreters.engines import READERS
from estate_policy.law import LawInForce
from estate_policy.worked import worked
from tests.kites import DAY, DOMAINS, LEFT, QUOTE, SAID, SILENT, Kite, Tree, assumption, clause, read, reading
from tests.teams import Club, Team, asked, law_of, ruled, teams, told

A, B = Kite(id="a", span=1, entered=True), Kite(id="b", span=2, entered=False)
NO_SPAN = Kite(id="n", entered=True)
NOT_KNOWN_ENTERED = Kite(id="u", span=3)


@pytest.mark.parametrize(
    ("formula", "team", "low", "high", "missing"),
    [
        ("leader.span", Team(leader=A), 1, 1, ()),
        ("leader.span", Team(leader=NO_SPAN), 0, 3, ("leader.span",)),
        ("leader.span", Team(), 0, 3, ("leader",)),
        ("leader.span * 0", Team(), 0, 0, ()),
        ("spare.span", Team(), 0, 3, ("spare.span",)),
        ("sum(one.span for one in kites)", Team(kites=[A, B]), 3, 3, ()),
        ("sum(one.span for one in kites)", Team(kites=[]), 0, 0, ()),
        ("sum(one.span for one in kites)", Team(), None, None, ("kites",)),
        ("sum(one.span for one in kites)", Team(kites=[B, NO_SPAN]), 2, 5, ("kites[n].span",)),
        ("sum(one.span for one in kites if one.entered)", Team(kites=[A, B]), 1, 1, ()),
        ("sum(one.span for one in kites if one.entered)", Team(kites=[A, NOT_KNOWN_ENTERED]), 1, 4, ("kites[u].entered",)),  # noqa: E501
        ("sum(one.height for one in kites if one.height > 0)", Team(kites=[Kite(height=2), Kite(id="x")]), 2, 4, ("kites[x].height",)),  # noqa: E501
        ("sum(one.height for one in kites if one.height <= -1)", Team(kites=[Kite(id="x")]), -2, 0, ("kites[x].height",)),  # noqa: E501
        ("sum(one.height for one in kites if one.height < 1 and one.height >= -1)", Team(kites=[Kite(id="x")]), -1, 1, ("kites[x].height",)),  # noqa: E501
        ("sum(one.height for one in kites if one.height < 1 or one.entered)", Team(kites=[Kite(id="x")]), -2, 2, ("kites[x].entered", "kites[x].height")),  # noqa: E501
        ("sum(one.height for one in kites if one.height > one.span)", Team(kites=[Kite(id="x", span=None)]), 0, 2, ("kites[x].height", "kites[x].span")),  # noqa: E501
        ("sum(one.height for one in kites if one.torn)", Team(kites=[Kite(height=2), Kite(id="x")]), 0, 0, ()),
        ("sum(one.span for one in lost)", Team(), 0, 0, ()),
        ("count(one for one in kites)", Team(kites=[A, B, NO_SPAN]), 3, 3, ()),
        ("count(one for one in kites if one.entered)", Team(kites=[A, B, NOT_KNOWN_ENTERED]), 1, 2, ("kites[u].entered",)),  # noqa: E501
        ("count(one for one in kites if one.entered if one.span > 0)", Team(kites=[A, B]), 1, 1, ()),
        ("sum(one.span * one.height for one in kites)", Team(kites=[Kite(span=0), Kite(id="x", span=2)]), -4, 4, ("kites[x].height",)),  # noqa: E501
    ],
)  # fmt: skip
def test_a_quantity_is_read_of_other_subjects_and_bounded_where_they_are_open(
    formula: str, team: Team, low: int | None, high: int | None, missing: tuple[str, ...]
) -> None:
    answer = asked(law_of("share", formula), team)

    assert (answer.low, answer.high, answer.missing) == (low, high, missing)


@pytest.mark.parametrize(
    ("formula", "team", "expected"),
    [
        ("leader.entered", Team(leader=A), True),
        ("not leader.entered", Team(leader=B), True),
        ("leader.entered", Team(leader=NOT_KNOWN_ENTERED), None),
        ("leader.torn", Team(leader=A), False),
        ("spare.torn", Team(), False),
        ("leader.shape == box", Team(leader=Kite(shape="box")), True),
        ('leader.home != "北丘"', Team(leader=Kite(home="别处")), True),
        ("leader.span >= 1", Team(leader=A), True),
        ("leader.span > 1", Team(leader=A), False),
        ("all(one.entered for one in kites)", Team(kites=[]), True),
        ("all(one.entered for one in kites)", Team(kites=[A, B]), False),
        ("all(one.entered for one in kites)", Team(kites=[A, NOT_KNOWN_ENTERED]), None),
        ("all(one.entered for one in kites)", Team(kites=[B, NOT_KNOWN_ENTERED]), False),
        ("all(one.span > 0 for one in kites if one.entered)", Team(kites=[A, Kite(id="x", span=0, entered=False)]), True),  # noqa: E501
        ("any(one.entered for one in kites)", Team(kites=[]), False),
        ("any(one.entered for one in kites)", Team(kites=[B, A]), True),
        ("any(one.entered for one in kites)", Team(kites=[A, NOT_KNOWN_ENTERED]), True),
        ("any(one.entered for one in kites)", Team(kites=[B, NOT_KNOWN_ENTERED]), None),
        ("any(one.span > 1 for one in kites if one.entered)", Team(kites=[A, B]), False),
        ("any(one.entered for one in kites)", Team(), None),
        ("sum(one.span for one in kites) >= leader.span", Team(kites=[A, B], leader=Kite(span=3)), True),
        ("sum(one.span for one in kites) > leader.span", Team(kites=[A, B], leader=Kite(span=3)), False),
    ],
)  # fmt: skip
def test_a_truth_is_read_of_other_subjects(formula: str, team: Team, expected: bool | None) -> None:
    assert asked(law_of("truth", formula), team).working_value is expected


@pytest.mark.parametrize(
    ("formula", "given", "expected"),
    [
        ("founded >= start", date(2019, 6, 30), False),
        ("founded >= start", date(2019, 7, 31), True),
        ("founded < start + length", date(2022, 6, 30), True),
        ("founded < start + length", date(2022, 7, 1), False),
    ],
)
def test_months_are_compared_as_months_and_a_span_is_added_to_one(formula: str, given: date, expected: bool) -> None:
    figures = {
        "start": {"term": SAID, "unit": "month", "quote": QUOTE, "values": {"always": "2019-07"}},
        "length": {"term": SAID, "unit": "month", "quote": QUOTE, "values": {"always": "36"}},
    }
    law = teams({"asked": told("team", "truth", formula)}, parameters=figures).on(DAY)

    assert asked(law, Team(founded=given)).value is expected


def test_days_are_compared_as_days() -> None:
    figure = {"term": SAID, "unit": "day", "quote": QUOTE, "values": {"always": "2020-12-31"}}
    law = teams({"asked": told("team", "truth", "landed <= last")}, parameters={"last": figure}).on(DAY)

    assert [asked(law, Team(landed=date(2020, 12, 31))).value, asked(law, Team(landed=date(2021, 1, 1))).value] == [
        True,
        False,
    ]


def test_what_rests_on_an_unstated_figure_is_unknown_and_names_it() -> None:
    figure = {"term": SAID, "unit": "month", "assumption": "to_state", "values": "unstated"}
    law = teams(
        {"asked": told("team", "truth", "founded >= start")},
        parameters={"start": figure},
        assumptions={"to_state": {"term": SAID, "quote": QUOTE}},
    ).on(DAY)
    answer = asked(law, Team(founded=date(2019, 7, 1)))

    assert (answer.standing, answer.missing, answer.unstated) == (Standing.UNKNOWN, (), ("start",))


def test_conclusions_of_other_subjects_are_read_with_their_rules() -> None:
    law = teams(
        {
            "flies": told("kite", "truth", "entered and not torn"),
            "reach": ruled(
                "kite", "share", {"one": {"when": "flies", "then": "span"}, "two": {"when": "not flies", "then": "0"}}
            ),
            "asked": told("team", "share", "leader.reach + sum(one.reach for one in kites if one.flies)"),
        }
    ).on(DAY)
    torn = Kite(id="x", span=3, entered=True, torn=True)

    assert asked(law, Team(leader=A, kites=[A, B, torn])).value == 2


def test_a_silent_member_leaves_the_total_open_and_is_named() -> None:
    law = teams(
        {
            "reach": ruled(
                "kite", "share", {"one": {"when": "entered", "then": "span"}, "two": {"when": "not entered", **SILENT}}
            ),
            "asked": told("team", "share", "sum(one.reach for one in kites)"),
        }
    ).on(DAY)
    answer = asked(law, Team(kites=[A, B]))

    assert (answer.standing, [(end.rule, str(end.path[0])) for end in answer.ends]) == (
        Standing.SILENT,
        [("two", "kites[b]")],
    )


def test_an_open_total_has_its_known_part_and_names_the_members_left_out() -> None:
    team = Team(kites=[A, B, NO_SPAN])
    open_total, known_total = (
        asked(law_of("share", "sum(one.span for one in kites)"), team),
        asked(law_of("share", "count(one for one in kites)"), team),
    )

    assert (open_total.known_part, open_total.left_out, known_total.known_part) == (Decimal(3), ("n",), None)


def test_a_member_that_may_not_count_may_only_possibly_end_the_total() -> None:
    law = teams(
        {
            "reach": ruled(
                "kite", "share", {"one": {"when": "torn", **LEFT}, "two": {"when": "not torn", "then": "span"}}
            ),
            "asked": told("team", "share", "sum(one.reach for one in kites if one.entered)"),
        }
    ).on(DAY)
    answer = asked(law, Team(kites=[Kite(id="x", torn=True)]))

    assert ([one.value for one in answer.standings], answer.missing, [end.rule for end in answer.ends]) == (
        ["unknown"],
        ("kites[x].entered",),
        ["one"],
    )


def test_a_reading_of_a_members_conclusion_makes_the_total_contested() -> None:
    law = teams(
        {
            "counts": told("kite", "truth", "entered or q == b"),
            "asked": told("team", "share", "count(one for one in kites if one.counts)"),
        },
        readings={"q": reading("a", "b")},
    ).on(DAY)
    answer = asked(law, Team(kites=[A, B]))

    assert (answer.standing, answer.working_value, [one.value for one in answer.alternatives]) == (
        Standing.CONTESTED,
        Decimal(1),
        [Decimal(2)],
    )


def test_an_assumption_of_a_members_conclusion_is_listed_with_the_answer() -> None:
    law = teams(
        {
            "counts": told("kite", "truth", "entered or s == g"),
            "asked": told("team", "truth", "all(one.counts or s == g for one in kites)"),
        },
        assumptions={"s": assumption("f", "g")},
    ).on(DAY)

    assert decide(law, Team(kites=[A])).to_dict()["answers"]["asked"]["trace"]["assumptions"] == ["s"]  # type: ignore[index]


def test_subjects_may_lie_several_steps_away() -> None:
    formula = "sum(one.leader.span for one in teams if any(two.entered for two in one.kites))"
    law = teams({"asked": told("club", "share", formula)}).on(DAY)
    one, other = Team(id="1", leader=B, kites=[A]), Team(id="2", leader=A, kites=[B])

    assert decide(law, Club(teams=[one, other]))["asked"].value == 2


def test_a_recorded_reference_that_is_withdrawn_is_unknown() -> None:
    law = law_of("truth", "spare.torn")

    assert asked(law, Team(), unknown_events=["spare"]).missing == ("spare",)
    assert asked(law, Team(leader=A), records_complete=False).missing == ("spare",)


def test_an_event_of_another_subject_can_be_unknown() -> None:
    law = law_of("truth", "any(one.torn for one in kites) or leader.torn")

    actual = asked(law, Team(kites=[A, B], leader=A), unknown_events=["kites[b].torn", "leader.torn"]).missing

    assert actual == ("leader.torn", "kites[b].torn")


def test_events_of_subjects_that_are_not_there_are_refused() -> None:
    with pytest.raises(FactError, match=r"`kites\[z\].torn` is not a recorded event"):
        asked(law_of("truth", "leader.torn"), Team(kites=[A], leader=A), unknown_events=["kites[z].torn"])


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"leader": "a"}, "`leader` is `a`, of type str (hint: allowed: one kite)"),
        ({"kites": A}, "`kites` is"),
        ({"kites": [A, A]}, "`kites` holds the id `a` twice"),
        ({"kites": [A, "b"]}, "`kites` is `b`, of type str (hint: allowed: a list of kite)"),
        ({"founded": "2019-07"}, "`founded` is `2019-07`, of type str (hint: allowed: a date from 2000-01-01 to 2030-12-31)"),  # noqa: E501 a case a line
        ({"founded": date(1999, 12, 31)}, "`founded` is `1999-12-31` (hint: allowed: a date from 2000-01-01 to 2030-12-31)"),  # noqa: E501 a case a line
    ],
)  # fmt: skip
def test_what_is_no_such_subject_or_date_is_refused(given: dict[str, object], message: str) -> None:
    with pytest.raises(FactError) as refused:
        Team(**given)  # type: ignore[arg-type]

    assert str(refused.value).startswith(message)


def test_a_member_of_an_enumeration_is_checked_wherever_the_subject_stands() -> None:
    with pytest.raises(FactError, match="`shape` is `sphere`"):
        asked(law_of("truth", "leader.torn"), Team(kites=[Kite(shape="sphere")], leader=A))


TRUTHS: dict[str, Callable[[Any], Any]] = {
    "all(one.entered for one in kites)": lambda team: all(one.entered for one in team.kites or ()),
    "any(one.span > 1 for one in kites if one.torn)": lambda team: any(
        one.span > 1 for one in team.kites or () if one.torn
    ),
    "leader.span < sum(one.span for one in kites)": lambda team: (
        team.leader.span < sum(one.span for one in team.kites or ())
    ),
}
NUMBERS: dict[str, Callable[[Any], Any]] = {
    "sum(one.span * one.height for one in kites if one.entered or one.torn)": lambda team: sum(
        one.span * one.height for one in team.kites or () if one.entered or one.torn
    ),
    "count(one for one in kites if one.shape == box) * leader.height": lambda team: (
        sum(one.shape == "box" for one in team.kites or ()) * team.leader.height
    ),
}
READ = ("entered", "torn", "span", "height", "shape")
LAWS = {formula: law_of(kind, formula) for kind, all_ in (("truth", TRUTHS), ("share", NUMBERS)) for formula in all_}
PLAIN = {**TRUTHS, **NUMBERS}


def _kite(id_: str, facts: Mapping[str, Any]) -> Kite:
    return Kite(id=id_, **facts)


@st.composite
def _teams(draw: st.DrawFn) -> tuple[Team, Sequence[Team]]:
    """A team of which little is unknown, and all the teams that it can turn out to be."""
    every = [_kite(id_, {name: draw(st.sampled_from(list(DOMAINS[name]))) for name in READ}) for id_ in "lab"]
    places = [(number, name) for number in range(3) for name in READ if name != "torn"]
    hidden = draw(st.lists(st.sampled_from(places), unique=True, max_size=3))
    shown = [
        evolve(kite, **dict[str, Any]({name: None for at, name in hidden if at == number}))
        for number, kite in enumerate(every)
    ]
    complete = []
    for values in itertools.product(*(DOMAINS[name] for _, name in hidden)):
        filled = list(shown)
        for (number, name), value in zip(hidden, values, strict=True):
            filled[number] = evolve(filled[number], **dict[str, Any]({name: value}))
        complete.append(Team(leader=filled[0], kites=filled[1:]))
    return Team(leader=shown[0], kites=shown[1:]), complete


@given(_teams(), st.sampled_from(sorted(LAWS)), st.sampled_from(sorted(READERS)))
def test_what_is_said_of_a_team_allows_for_every_team_it_can_be(
    drawn: tuple[Team, Sequence[Team]], formula: str, engine: str
) -> None:
    """A known value is that of each completion; what is possible holds them all; asking ends."""
    team, complete = drawn
    answer = asked(LAWS[formula], team, engine=engine)
    values = {Fraction(value) if isinstance(value := PLAIN[formula](one), int) else value for one in complete}
    if answer.standing is Standing.SETTLED:
        assert values == {answer.value}
    elif formula in TRUTHS:
        assert values <= set(answer.possible or ())
    else:
        assert all(answer.low <= value <= answer.high for value in values)  # type: ignore[operator]
    if len(complete) == 1:
        assert answer.standing is Standing.SETTLED


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("leader.sspan > 0", "`sspan` is neither a fact, a parameter, a conclusion nor a choice (hint: did you mean `span`?)"),  # noqa: E501 a case a line
        ("leadr.span > 0", "`leadr` is no subject that this one refers to (hint: did you mean `leader`?)"),
        ("kites.span > 0", "`kites` is several subjects: add them up, or ask of all or any"),
        ("leader > 0", "`leader` is a subject, not a value"),
        ("sum(one.span for one in leader) > 0", "`leader` is no collection of subjects"),
        ("sum(span for one in kites) > 0", "within a total, say whose `span` it is (hint: did you mean `one.span`?)"),
        ("all(founded > 0 for one in kites)", "`founded` is not of the members: a total reads nothing else of a subject"),  # noqa: E501 a case a line
        ("sum(one.entered for one in kites) > 0", "`one.entered` is a truth where a number is due"),
        ("all(one.span for one in kites)", "`one.span` is a share where a truth is due"),
        ("count(one.span for one in kites) > 0", "`count(one.span for one in kites)` is not in the grammar of conditions"),  # noqa: E501
        ("sum(one.span for one in kites for two in lost) > 0", "`sum(one.span for one in kites for two in…` is not in the grammar"),  # noqa: E501 a case a line
        ("sum([one.span for one in kites]) > 0", "`sum([one.span for one in kites])` is not in the grammar of conditions"),  # noqa: E501
        ("sum((one.span for one in kites), 0) > 0", "`sum((one.span for one in kites), 0)` is not in the grammar of condit"),  # noqa: E501 a case a line
        ("(one.entered for one in kites)", "`(one.entered for one in kites)` is not in the grammar of conditions"),
        ("sum(one.span for one in kites if one.span > 2) > 0", "the figure 2 in a rule cites nothing"),
        ("leader.span / leader.height > 0", "the divisor `leader.height` could be nought"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_of_other_subjects_is_refused(formula: str, expected: str) -> None:
    with pytest.raises(PolicyError) as refused:
        refuse_flaws(teams({"asked": told("team", "truth", formula)}))

    assert str(refused.value).partition(": ")[2].startswith(expected)


QUOTIENT: Tree = {
    "one": {"when": "height > 0", "then": "span / height"},
    "two": {"when": "not height > 0", "then": "0"},
}


@pytest.mark.parametrize(
    ("rules", "span", "height", "expected"),
    [
        (QUOTIENT, 3, 2, Decimal("1.5")),
        (QUOTIENT, 3, 0, Decimal(0)),
        (QUOTIENT, 0, 1, Decimal(0)),
    ],
)  # fmt: skip
def test_a_guarded_quotient_is_exact(rules: Tree, span: int, height: int, expected: Decimal) -> None:
    policy = teams({"quotient": ruled("kite", "share", rules)})
    refuse_flaws(policy)

    assert decide(policy.on(DAY), Kite(span=span, height=height))["quotient"].value == expected


def test_a_quotient_of_open_parts_is_bounded_where_its_divisor_cannot_be_nought() -> None:
    rules: Tree = {"one": {"when": "span > 0", "then": "height / span"}, "two": {"when": "not span > 0", "then": "0"}}
    law = teams({"quotient": ruled("kite", "share", rules)}).on(DAY)
    third = decide(law, Kite(span=3, height=1))["quotient"].value
    open_height = decide(law, Kite(span=2))["quotient"]

    assert (third, open_height.low, open_height.high) == (Fraction(1, 3), Decimal(-1), Decimal(1))


def _read(text: str, law: LawInForce) -> tuple[object, frozenset[str], list[str]]:
    """The team in a file of facts, the events that are unknown, and what is said of the file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "team.yaml")
        file.write_text(text, "utf-8")
        read = read_subject(file, law.policy, Team)
    return read.subject, read.unknown_events, [problem.text() for problem in read.problems]


def test_a_file_holds_the_facts_of_other_subjects_too() -> None:
    text = """
id: t
leader: {id: a, span: 1, entered: 是}
founded: 2019年7月
landed: 2020-12-31
lost: []
kites:
  - {id: b, span: 2, torn: unknown}
  - {span: 3}
"""

    assert _read(text, law_of("truth", "leader.entered")) == (
        Team(
            leader=A,
            founded=date(2019, 7, 1),
            landed=date(2020, 12, 31),
            lost=[],
            kites=[Kite(id="b", span=2), Kite(id="2", span=3)],
        ),
        frozenset({"kites[b].torn"}),
        [],
    )


def test_what_is_wrong_with_another_subject_is_said_where_it_stands_and_the_rest_is_read() -> None:
    text = """
id: t
leader: {id: a, spam: 1, span: 9}
kites: [b]
spare: unknown
founded: 2019
"""

    assert _read(text, law_of("truth", "leader.entered")) == (
        Team(leader=Kite(id="a")),
        frozenset({"spare"}),
        [
            "team.yaml:3:17: `spam` is not a fact of `kite` (hint: did you mean `span`?)",
            "team.yaml:3:26: `span` is `9` (hint: allowed: a share of 0 to 3, written 0.3 or 30%)",
            "team.yaml:4:8: `kites` should list the facts of the subject, or of each",
            (
                "team.yaml:6:1: `founded` is `2019`, which is not a date "
                "(hint: allowed: a date from 2000-01-01 to 2030-12-31)"
            ),
        ],
    )


def test_the_same_stands_in_json() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "team.json")
        file.write_text('{"id": "t", "leader": {"id": "a", "span": 1, "entered": true}, "kites": []}', "utf-8")
        read = read_subject(file, law_of("truth", "leader.entered").policy, Team)

    assert read.subject == Team(leader=A, kites=[])


def test_an_explanation_says_of_which_subject_it_speaks() -> None:
    law = law_of("share", "sum(one.span for one in kites) + leader.height")
    answer = decide(law, Team(kites=[A, NO_SPAN], leader=Kite(height=1)))
    english = answer.explain("en", "asked")

    assert "missing: kite n: kite (n: kite)" in english
    assert "computed: [sum over the kite of kite?] + kite: kite 100% = " in english


def test_an_example_may_speak_of_other_subjects() -> None:
    example: Tree = {
        "name": "a team",
        "of": "team",
        "facts": {"leader": {"from": "flyer", "height": "1"}, "kites": ["flyer", {"id": "x", "span": "unknown"}]},
        "expect": {"asked": {"standing": "unknown", "low": "2", "high": "5", "missing": ["kites[x].span"]}},
    }
    conclusions = {"asked": told("team", "share", "sum(one.span for one in kites) + leader.height - leader.height")}
    policy = read(
        {"1": clause(conclusions=conclusions, examples=[example])},
        Kite,
        Team,
        cases={"flyer": {"of": "kite", "facts": {"span": "2"}}},
    )

    assert [problem.text() for problem in worked(policy, "confirmed")] == []


@pytest.mark.parametrize(
    ("formula", "kites", "because"),
    [
        ("any(one.torn for one in kites)", (evolve(A, torn=True),), "for at least one of the kite, kite"),
        ("all(one.torn for one in kites)", (evolve(A, torn=True),), "for each of the kite, kite"),
        ("all(one.torn for one in kites)", (A,), "for at least one of the kite, kite"),
        ("any(one.torn for one in kites)", (A,), "for each of the kite, kite"),
    ],
)
def test_why_something_is_true_of_some_or_of_all_is_said_as_it_is(
    formula: str, kites: tuple[Kite, ...], because: str
) -> None:
    decision = decide(law_of("truth", formula), Team(kites=kites))

    assert f"because: {because}" in decision.explain("en", "asked")
