"""How answers combine, each guarantee of `docs/semantics.md` by an example: 1 to 10 as the design numbers them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from estate_policy.answer import Answer
from estate_policy.decision import Decision, decide
from estate_policy.errors import NotInForceError, OpenAnswerError, RulesDisagreeError
from estate_policy.law import Policy
from estate_policy.loading import load_policy
from estate_policy.outcome import RuleEnd, Standing
from tests.harbour import POLICY, Ship
from tests.kites import (
    DAY,
    LEFT,
    SAID,
    SILENT,
    Kite,
    Tree,
    assumption,
    clause,
    conclusion,
    discretion,
    formula,
    parameter,
    read,
    reading,
)

TRADER: Mapping[str, Any] = {"flag": "雾国", "cargo": "grain", "tonnage": 100, "listed": True, "retired": False}
SOUTH: Mapping[str, Any] = {**TRADER, "flag": "沙国（南部）", "tonnage": 1000}


@pytest.fixture(scope="module")
def harbour() -> Policy:
    return load_policy(POLICY, [Ship])


def test_1_unknown_is_not_false(harbour: Policy) -> None:
    """Neither the rule for listed ships nor that for the others is applied, and no finding is noticed."""
    decision = _ship(harbour, TRADER, listed=None)

    assert _standing(decision["due_rate"]) == ("unknown",)
    assert _range(decision["due_rate"]) == (0, Decimal("0.5"))
    assert decision["due_rate"].missing == ("listed",)
    assert _ship(harbour, TRADER, retired=None).findings == ()
    assert [one.name for one in _ship(harbour, TRADER, retired=True).findings] == ["retired_with_cargo"]


def test_1_no_event_on_record_means_none_unless_the_record_is_incomplete(harbour: Policy) -> None:
    recorded = decide(harbour.on(DAY), Ship(id="a", **TRADER))["due_rate"]
    doubtful = decide(harbour.on(DAY), Ship(id="a", **TRADER), records_complete=False)["due_rate"]

    assert recorded.value == Decimal("0.5")
    assert (doubtful.standing, doubtful.missing) == (Standing.UNKNOWN, ("surveyed_unfit",))


def test_2_an_unknown_overriding_rule_blocks(harbour: Policy) -> None:
    """The words of the rule for grain are met, but the harbour master may be the one to decide."""
    answer = decide(harbour.on(DAY), Ship(id="a", **TRADER), records_complete=False)["due_rate"]

    assert (answer.rules, _range(answer)) == ((), (0, 3))
    assert [end.rule for end in answer.ends] == ["over_age"]


def test_2_an_overriding_rule_takes_the_place_of_those_it_overrides() -> None:
    rules: Tree = {
        "general": {"when": "true", "then": "1"},
        "special": {"when": "entered", "then": "2", "overrides": ["general"]},
        "more_special": {"when": "entered and tethered", "then": "3", "overrides": ["special"]},
    }
    law = {"c": conclusion("share", rules)}

    assert [_kite(law, entered=e, tethered=t)["c"].rules for e, t in ((False, True), (True, False), (True, True))] == [
        ("general",),
        ("special",),
        ("more_special",),
    ]
    assert _kite(law, entered=True)["c"].missing == ("tethered",)
    assert _kite(law, tethered=False)["c"].missing == ("entered",)


def test_2_where_every_rule_that_may_hold_gives_the_same_the_answer_is_settled() -> None:
    """What would be read to choose among them is not missing."""
    law = {
        "equal": conclusion("share", _if("entered", {"then": "p"}, {"then": "0.5"})),
        "formula": conclusion("share", _if("entered", {"then": "span"}, {"then": "span"})),
        "differing": conclusion("share", _if("entered", {"then": "p"}, {"then": "0.6"})),
    }
    decision = _kite(law)

    assert (decision["equal"].value, decision["equal"].rules) == (Decimal("0.5"), ("yes", "no"))
    assert (decision["formula"].missing, _range(decision["formula"])) == (("span",), (0, 3))
    assert (decision["differing"].missing, decision["differing"].low) == (("entered",), Decimal("0.5"))


def test_2_a_rule_that_is_left_alone_holds() -> None:
    """The rules cover every case: where all others are out the last one is in, though its own condition is open."""
    rules: Tree = {
        "both": {"when": "entered and tethered", "then": "1"},
        "other": {"when": "not entered or (entered and not tethered)", **_tree(SILENT)},
    }
    law = {"c": conclusion("share", rules), "sum": formula("share", "c + 1")}
    decision = _kite(law, tethered=False)

    assert (_standing(decision["c"]), decision["c"].rules, decision["c"].missing) == (("silent",), ("other",), ())
    assert (_standing(decision["sum"]), decision["sum"].rules) == (("silent",), ("formula",))


def test_3_nought_times_an_unknown_tonnage_is_nought(harbour: Policy) -> None:
    decision = _ship(harbour, TRADER, listed=False, tonnage=None, flag=None)

    assert decision["yearly_due"].value == 0


def test_3_nought_times_silence_is_nought() -> None:
    law = {"nothing": conclusion("share", {"only": {"when": "true", **_tree(SILENT)}})}

    assert _kite({**law, "c": formula("share", "nothing * height")}, height=0)["c"].value == 0


def test_3_causes_are_united_and_the_first_standing_is_the_headline(harbour: Policy) -> None:
    net = _ship(harbour, TRADER, tonnage=None)["net_due"]
    chosen = _ship(harbour, TRADER, tonnage=None, surveyed_unfit=True)["net_due"]
    of_other_lands = _ship(harbour, TRADER, flag="岛国", tonnage=None, surveyed_unfit=True)["net_due"]

    assert (_standing(net), net.missing) == (("delegated", "unknown"), ("tonnage",))
    assert _standing(chosen) == ("delegated", "discretionary", "unknown")
    assert _standing(of_other_lands) == ("silent", "discretionary", "unknown")


def test_3_a_condition_that_reads_silence_is_unknown_with_that_cause_never_false() -> None:
    law = {
        "nothing": conclusion("truth", {"only": {"when": "true", **_tree(SILENT)}}),
        "c": conclusion("share", _if("nothing", {"then": "1"}, {"then": "2"})),
    }
    answer = _kite(law)["c"]

    assert (_standing(answer), _range(answer), answer.rules) == (("silent",), (1, 2), ())
    assert [(end.conclusion, end.rule) for end in answer.ends] == [("nothing", "only")]


def test_3_a_false_part_decides_whatever_silence_stands_beside_it() -> None:
    law = {
        "nothing": conclusion("truth", {"only": {"when": "true", **_tree(SILENT)}}),
        "c": formula("truth", "nothing and entered"),
        "d": formula("truth", "entered or nothing"),
    }

    assert _kite(law, entered=False)["c"].value is False
    assert _kite(law, entered=True)["d"].value is True


def test_4_a_share_is_unknown_among_two_and_silence_while_the_place_is() -> None:
    share = {"share": conclusion("share", _by_home(SILENT))}
    unknown, silent = _kite(share)["share"], _kite(share, home="别处")["share"]

    assert (_standing(unknown), unknown.missing) == (("unknown",), ("home",))
    assert _range(unknown) == (Decimal("0.2"), Decimal("0.5"))
    assert [(end.rule, end.standing) for end in unknown.ends] == [("others", Standing.SILENT)]
    assert (_standing(silent), silent.missing, silent.low) == (("silent",), (), None)
    assert _kite(share, home="北丘")["share"].value == Decimal("0.5")


def test_4_nothing_bounds_what_an_instrument_or_an_unbound_choice_may_set() -> None:
    for end in (LEFT, discretion()):
        answer = _kite({"c": conclusion("share", _by_home(end))})["c"]

        assert (_standing(answer), _range(answer)) == (("unknown",), (None, None))


def test_4_silence_that_may_be_read_is_possible_and_silence_read_either_way_is_certain() -> None:
    nothing = conclusion("share", {"only": {"when": "true", **_tree(SILENT)}})
    law = {
        "nothing": nothing,
        "perhaps": conclusion("share", _if("entered", {"then": "nothing"}, {"then": "1"})),
        "anyhow": conclusion("share", _if("entered", {"then": "nothing"}, {"then": "nothing + span"})),
    }
    decision = _kite(law)

    assert (_standing(decision["perhaps"]), decision["perhaps"].missing) == (("unknown",), ("entered",))
    assert [end.rule for end in decision["perhaps"].ends] == ["only"]
    assert (_standing(decision["anyhow"]), decision["anyhow"].missing) == (("silent", "unknown"), ("entered", "span"))


def test_4_two_silences_are_possible_until_one_is_known() -> None:
    answer = _kite({"c": conclusion("share", _if("entered", _tree(SILENT), _tree(SILENT)))})["c"]

    assert (_standing(answer), [end.rule for end in answer.ends]) == (("unknown",), ["no", "yes"])


def test_5_contested_where_another_reading_gives_another_value(harbour: Policy) -> None:
    answer = _ship(harbour, SOUTH, cargo="oil")["due_rate"]

    assert (_standing(answer), answer.working_value) == (("contested",), 1)
    assert [(dict(one.readings), one.value) for one in answer.alternatives] == [({"south_sandland": "grain_only"}, 2)]
    with pytest.raises(OpenAnswerError, match="contested"):
        _ = answer.value


def test_5_settled_where_every_reading_gives_the_same(harbour: Policy) -> None:
    assert _ship(harbour, SOUTH)["due_rate"].value == Decimal("0.25")


def test_5_a_reading_is_the_same_throughout_what_is_read() -> None:
    """1 x 10 or 2 x 20, never 1 x 20."""
    law = {
        "one": conclusion("share", _if("q == a", {"then": "1"}, {"then": "2"})),
        "ten": conclusion("share", _if("q == a", {"then": "10"}, {"then": "20"})),
        "c": formula("share", "one * ten"),
        "even": formula("share", "20 * one - 2 * ten"),
    }
    decision = _kite(law)

    assert (decision["c"].working_value, [one.value for one in decision["c"].alternatives]) == (10, [40])
    assert decision["even"].value == 0


def test_5_the_readings_named_are_those_that_make_the_difference() -> None:
    law = {
        "c": conclusion(
            "share",
            {
                "both": {"when": "q == b and r == d", "then": "3"},
                "one": {"when": "q == b and r != d", "then": "2"},
                "none": {"when": "q == a", "then": "1"},
            },
        )
    }
    alternatives = _kite(law)["c"].alternatives

    assert [(dict(one.readings), one.value) for one in alternatives] == [({"q": "b"}, 2), ({"q": "b", "r": "d"}, 3)]


def test_5_each_reading_that_makes_the_difference_alone_is_named_and_none_beside_it() -> None:
    law = {"c": conclusion("share", _if("q == b or r == d", {"then": "2"}, {"then": "1"}))}
    alternatives = _kite(law)["c"].alternatives

    assert [(dict(one.readings), one.value) for one in alternatives] == [({"r": "d"}, 2), ({"q": "b"}, 2)]


def test_5_an_open_answer_lists_that_it_is_contested_too_and_is_not_headed_by_it() -> None:
    law = {"c": conclusion("share", _if("q == a", {"then": "span"}, {"then": "1"}))}
    answer = _kite(law)["c"]

    assert (_standing(answer), answer.working_value) == (("unknown", "contested"), None)
    assert [one.value for one in answer.alternatives] == [1]


def test_5_contested_where_the_other_reading_leaves_it_open() -> None:
    law = {"c": conclusion("share", _if("q == a", {"then": "1"}, {"then": "span"}))}
    answer = _kite(law)["c"]

    assert (_standing(answer), answer.missing) == (("contested",), ())
    assert [(one.value, one.missing) for one in answer.alternatives] == [(None, ("span",))]
    assert _kite(law, span=1)["c"].value == 1


def test_5_an_assumption_never_changes_the_standing() -> None:
    law = {"c": conclusion("share", _if("s == f", {"then": "1"}, {"then": "2"}))}

    assert (_standing(_kite(law)["c"]), _kite(law)["c"].value) == (("settled",), 1)


def test_6_a_recorded_decision_comes_before_discretion() -> None:
    law = {
        "c": conclusion(
            "share",
            {
                "granted": {"when": "ruling == upheld", "then": "1"},
                "refused": {"when": "ruling == dismissed", "then": "0"},
                "open": {"when": "ruling == none_given", **_tree(discretion("0", "p"))},
            },
        )
    }
    waiting = _kite(law)["c"]

    assert _kite(law, ruling="upheld")["c"].value == 1
    assert (_standing(waiting), _range(waiting)) == (("discretionary",), (0, Decimal("0.5")))


def test_6_the_ends_of_a_choice_may_be_unknown_themselves() -> None:
    law = {"c": conclusion("share", {"only": {"when": "true", **_tree(discretion("height", "span"))}})}
    answer = _kite(law)["c"]

    assert (_standing(answer), answer.missing) == (("discretionary", "unknown"), ("span", "height"))
    assert _range(answer) == (-2, 3)


def test_6_delegated_where_the_text_points_to_an_instrument(harbour: Policy) -> None:
    answer = _ship(harbour, TRADER)["tide_discount"]

    assert (_standing(answer), answer.rules) == (("delegated",), ("by_table",))


def test_7_what_is_missing_is_a_fact_or_a_rule_that_ends_without_a_value(harbour: Policy) -> None:
    answer = _ship(harbour, TRADER, flag=None, listed=None)["net_due"]

    assert answer.missing == ("flag", "listed")
    assert answer.ends == (
        RuleEnd("tide_discount", "by_table", Standing.DELEGATED),
        RuleEnd("tide_discount", "other_lands", Standing.SILENT),
    )


def test_8_bounds_come_from_ranges_and_rules_that_may_hold(harbour: Policy) -> None:
    decision = _ship(harbour, TRADER, cargo=None, tonnage=None)

    assert _range(decision["due_rate"]) == (0, 2)
    assert _range(decision["monthly_due"]) == (0, 200_000)
    assert decision["halved"].value is False


def test_8_truths_and_members_have_possible_values() -> None:
    law = {
        "shapes": conclusion("shape", _if("entered", {"then": "box"}, {"then": "delta"})),
        "truths": conclusion("truth", _if("entered", {"then": "true"}, {"then": "span > 1"})),
    }
    decision = _kite(law)

    assert (decision["shapes"].possible, decision["truths"].possible) == (("box", "delta"), (False, True))
    assert _kite(law, span=3)["truths"].value is True


def test_9_two_rules_that_hold_and_differ_are_an_error() -> None:
    """Reading the files without checking them is how such a law comes about."""
    rules: Tree = {"one": {"when": "entered", "then": "1"}, "other": {"when": "tethered", "then": "2"}}
    law = {"c": conclusion("share", rules)}

    with pytest.raises(RulesDisagreeError, match=r"`?one, other`? of `c` hold together"):
        _kite(law, entered=True, tethered=True)
    with pytest.raises(RulesDisagreeError, match="no rule of `c` holds"):
        _kite(law, entered=False, tethered=False)
    assert _kite(law, entered=True, tethered=False)["c"].value == 1


def test_9_two_rules_that_hold_and_agree_are_none() -> None:
    rules: Tree = {"one": {"when": "entered", "then": "1"}, "other": {"when": "tethered", "then": "1"}}

    assert _kite({"c": conclusion("share", rules)}, entered=True, tethered=True)["c"].value == 1


def test_10_the_value_of_an_open_answer_raises_saying_what_it_waits_for(harbour: Policy) -> None:
    decision = _ship(harbour, TRADER, tonnage=None, surveyed_unfit=True)

    for name, waits in (
        ("monthly_due", "due_rate.over_age"),
        ("net_due", "tide_discount.by_table"),
        ("tide_discount", "instrument"),
    ):
        with pytest.raises(OpenAnswerError, match=waits):
            _ = decision[name].value
    with pytest.raises(OpenAnswerError, match="missing: tonnage"):
        _ = _ship(harbour, TRADER, tonnage=None)["monthly_due"].value


def test_figures_and_rules_are_those_of_the_day(harbour: Policy) -> None:
    rates = [decide(harbour.on(day), Ship(id="a", **TRADER))["due_rate"].value for day in (
        date(2000, 1, 1), date(2009, 12, 31), date(2010, 1, 1)
    )]  # fmt: skip

    assert rates == [Decimal("0.4"), Decimal("0.4"), Decimal("0.5")]
    with pytest.raises(NotInForceError):
        harbour.on(date(1999, 12, 31))


def _ship(policy: Policy, facts: Mapping[str, Any], **changes: bool | int | str | None) -> Decision:
    return decide(policy.on(DAY), Ship(id="a", **{**facts, **changes}))


def _kite(conclusions: Mapping[str, Tree], **facts: bool | int | str | None) -> Decision:
    declared = clause(
        parameters={"p": parameter("0.5")},
        readings={"q": reading("a", "b"), "r": reading("c", "d")},
        assumptions={"s": assumption("f", "g")},
        conclusions=conclusions,
    )
    return decide(read({"1": declared}).on(DAY), _flown(facts))


def _flown(facts: Mapping[str, Any]) -> Kite:
    return Kite(**facts)


def _range(answer: Answer) -> tuple[object, object]:
    return answer.low, answer.high


def _standing(answer: Answer) -> tuple[str, ...]:
    return tuple(standing.value for standing in answer.standings)


def _if(condition: str, yes: Mapping[str, Tree], no: Mapping[str, Tree]) -> Tree:
    return {"yes": {"when": condition, **yes}, "no": {"when": f"not ({condition})", **no}}


def _by_home(others: Tree) -> Tree:
    return {
        "hill": {"when": 'home == "北丘"', "then": "50%"},
        "bay": {"when": 'home == "南湾"', "then": "20%"},
        "others": {"when": 'home not in ("北丘", "南湾")', **_tree(others)},
    }


def _tree(tree: Tree) -> Mapping[str, Tree]:
    assert isinstance(tree, Mapping)
    return tree


def test_8_what_the_contrary_of_an_open_truth_can_be_is_the_contrary() -> None:
    """Either rule that may hold and gives a value gives true; its contrary could only be false."""
    rules: Tree = {"yes": {"when": "entered", "then": "true"}, "none": {"when": "not entered", "silent": SAID}}
    conclusions = {"c": conclusion("truth", rules), "d": formula("truth", "not c")}
    decision = decide(read({"1": clause(conclusions=conclusions)}).on(DAY), Kite())

    assert (decision["c"].possible, decision["d"].possible) == ((True,), (False,))
