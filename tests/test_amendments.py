import pickle
import tempfile
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from estate_policy import Amendment, Policy, PolicyError, amend, decide, load_amendment, load_policy
from estate_policy.check import examine, examples_turned
from estate_policy.loading import shipped_policy
from estate_policy.terms import Language
from tests.changed import changed
from tests.harbour import POLICY, Ship

DAY = date(2020, 6, 1)
HARBOUR = load_policy(POLICY, (Ship,))
TRADER = Ship(id="A1", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False)
OVER_AGE = Ship(id="A2", flag="雾国", cargo="grain", tonnage=100, listed=True, retired=False, surveyed_unfit=True)
RATE = "harbour/2/parameters/grain_rate: {quote: grain pays 0.6 crowns, values: {always: 0.6}}"
READING = "harbour/2/readings/south_sandland: {quote: grain only, adopt: grain_only}"
NEVER = "harbour/2/assumptions/over_age_from: {quote: there is no over age, adopt: never}"
WORDS = (
    "grain pays 0.6 crowns, oil 2.5 crowns, grain only, there is no over age. The tide table: ships of less than 50"
    " tons are given 1 crown, of 50 tons and less than 500 tons 2 crowns, of 500 tons and more 3 crowns."
)


def written(*changes: str, name: str = "order", days: str = "2020-01-01..2020-12-31", **other: str) -> str:
    """The file of an amendment to the dues."""
    keys = {
        "amendment": name,
        "title": "{zh: 港务令, en: Order}",
        "source": "{zh: 港务长（虚构）, en: the harbour master (invented)}",
        "reason": "{zh: 试验, en: trial}",
        "in_force": days,
        "example": "true",
        "clauses": f'{{"1": {{title: {{zh: 一, en: one}}, text: "{WORDS}"}}}}',
    } | other
    lines = [f"{key}: {value}" for key, value in keys.items() if value]
    return "\n".join([*lines, *(["changes:"] if changes else []), *(f"  {change}" for change in changes)]) + "\n"


def read(text: str) -> Amendment:
    """An amendment read from a file that says this."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "order.yaml"
        path.write_text(text, "utf-8")
        return load_amendment(path)


def amended(*changes: str, **other: str) -> Policy:
    """The dues with one amendment."""
    return amend(HARBOUR, read(written(*changes, **other)))


def refused(*texts: str, language: Language = "en") -> str:
    """What is said of amendments that are refused."""
    with pytest.raises(PolicyError) as error:
        amend(HARBOUR, *map(read, texts))
    assert all(problem.text(other) for problem in error.value.problems for other in get_args(Language))
    return error.value.text(language)


@pytest.mark.parametrize(
    ("day", "rate"),
    [("2019-12-31", "0.5"), ("2020-01-01", "0.6"), ("2020-12-31", "0.6"), ("2021-01-01", "0.5")],
)
def test_a_figure_holds_on_the_days_of_its_amendment_alone(day: str, rate: str) -> None:
    answer = decide(amended(RATE).on(date.fromisoformat(day)), TRADER)["due_rate"]

    assert answer.value == Decimal(rate)


def test_the_baseline_is_untouched() -> None:
    before = (HARBOUR.digest, decide(HARBOUR.on(DAY), TRADER).to_dict())
    changed = amended(RATE)

    assert (HARBOUR.digest, decide(HARBOUR.on(DAY), TRADER).to_dict()) == before
    assert changed.digest != HARBOUR.digest
    assert amend(HARBOUR) is HARBOUR


def test_an_amended_policy_can_go_to_another_process() -> None:
    policy = amended(RATE, READING)

    assert pickle.loads(pickle.dumps(policy)) == policy
    assert pickle.loads(pickle.dumps(policy.on(DAY))).amendments == policy.on(DAY).amendments


def test_an_adopted_reading_settles_what_was_contested_on_its_days_alone() -> None:
    large = Ship(id="A3", flag="沙国（南部）", cargo="oil", tonnage=1000, listed=True, retired=False)
    policy = amended(READING)
    inside, after = (decide(policy.on(day), large)["due_rate"] for day in (DAY, date(2021, 1, 1)))

    assert (inside.standing.value, inside.value, inside.examples) == ("settled", Decimal(2), ("order",))
    assert (after.standing.value, after.working_value, after.examples) == ("contested", Decimal(1), ())
    assert "仅限粮食" in decide(policy.on(DAY), large).explain("zh", "due_rate")


def test_an_adopted_assumption_is_followed() -> None:
    law = amended(NEVER).on(DAY)

    assert decide(law, OVER_AGE)["due_rate"].value == Decimal("0.5")


def band(name: str, quote: str, when: str) -> str:
    """A rule of the tide table."""
    path = f"harbour/2/conclusions/tide_discount/rules/{name}"
    case = f'subject_to_dues and flag in ("雾国", "沙国（南部）") and {when}'
    return f"{path}: {{quote: {quote}, when: '{case}', then: {name}_discount}}"


BANDS = (
    "harbour/2/conclusions/tide_discount/rules/by_table: {remove: true, quote: The tide table}",
    band("small", "less than 50 tons are given 1 crown", "tonnage < small_below"),
    band("middle", "less than 500 tons 2 crowns", "tonnage >= small_below and tonnage < large_from"),
    band("large", "500 tons and more 3 crowns", "tonnage >= large_from"),
)


def tide(*changes: str) -> str:
    """The tide table: its bands with the figures that it declares itself."""

    def figure(name: str, unit: str, quote: str, value: int) -> str:
        return (
            f"{name}: {{term: {{zh: {name}, en: {name}}}, unit: {unit}, quote: {quote}, values: {{always: {value}}}}}"
        )

    figures = [
        figure("small_below", "ton", "less than 50 tons", 50),
        figure("large_from", "ton", "500 tons and more", 500),
        figure("small_discount", "crown/month", "given 1 crown", 1),
        figure("middle_discount", "crown/month", "500 tons 2 crowns", 2),
        figure("large_discount", "crown/month", "more 3 crowns", 3),
    ]
    clauses = f'{{"1": {{title: {{zh: 一, en: one}}, text: "{WORDS}", parameters: {{{", ".join(figures)}}}}}}}'
    return written(*changes, clauses=clauses, days="always")


@pytest.mark.parametrize(("tons", "discount"), [("49.9", 1), (50, 2), ("499.9", 2), (500, 3)])
def test_an_instrument_of_bands_takes_the_place_of_what_was_left_to_it(tons: str | int, discount: int) -> None:
    ship = Ship(id="A4", flag="雾国", cargo="grain", tonnage=Decimal(tons), listed=True, retired=False)
    answers = decide(amend(HARBOUR, read(tide(*BANDS))).on(DAY), ship)

    assert answers["tide_discount"].value == discount
    assert answers["tide_discount"].citation.document == "order"
    assert (answers["net_due"].examples, answers["due_rate"].examples) == (("order",), ())


def test_a_schedule_with_a_gap_between_its_bands_is_refused() -> None:
    told = refused(tide(BANDS[0], BANDS[1], BANDS[3]))

    assert "tide_discount" in told
    assert "tonnage = 50" in told


def test_a_schedule_with_bands_that_overlap_is_refused() -> None:
    told = refused(tide(BANDS[0], BANDS[1].replace("< small_below", "<= small_below"), *BANDS[2:]))

    assert "`small` and `middle`" in told


def test_what_takes_a_discretionary_rule_away_shows_where_it_would_have_held() -> None:
    gone = "harbour/2/conclusions/due_rate/rules/over_age: {remove: true, quote: there is no over age}"
    # The rules of half rates override the one that goes.
    half = (
        f"harbour/2/conclusions/due_rate/rules/half_{cargo}: {{quote: grain only, then: {cargo}_rate * half,"
        f" when: subject_to_dues and cargo == {cargo} and halved}}"
        for cargo in ("grain", "oil")
    )
    law = amended(gone, *half).on(DAY)
    unfit, fit = (decide(law, ship)["due_rate"] for ship in (OVER_AGE, TRADER))

    assert (unfit.value, unfit.examples) == (Decimal("0.5"), ("order",))
    assert (fit.value, fit.examples) == (Decimal("0.5"), ())


def test_every_answer_that_an_example_contributed_to_says_so_and_no_other() -> None:
    decision = decide(amended(RATE).on(DAY), TRADER)
    touched = {name for name, answer in decision.items() if answer.examples}
    record = decision.to_dict()

    assert touched == {"due_rate", "monthly_due", "yearly_due", "net_due"}
    assert record["amendments"] == [{"name": "order", "title": {"zh": "港务令", "en": "Order"}, "example": True}]
    assert "示例办法：港务令" in decision.explain("zh", "due_rate")
    assert "EXAMPLE instrument: Order" in decision.explain("en", "due_rate")
    assert "EXAMPLE instrument: Order" not in decision.explain("en", "halved")


def test_what_is_no_example_is_not_called_one() -> None:
    decision = decide(amended(RATE, example="false").on(DAY), TRADER)

    assert decision["due_rate"].examples == ()
    assert "EXAMPLE" not in decision.explain("en")


CHANGES = (RATE, READING, NEVER, "harbour/2/parameters/oil_rate: {quote: oil 2.5 crowns, values: {always: 2.5}}")


@cache
def straight_on() -> tuple[list[Amendment], Policy]:
    """Amendments, and the dues with all of them, in the order in which they stand."""
    every = [read(written(change, name=f"order-{number}")) for number, change in enumerate(CHANGES)]
    return every, amend(HARBOUR, *every)


@given(st.permutations(range(len(CHANGES))))
@settings(max_examples=6, deadline=None)
def test_the_order_of_amendments_never_matters(order: list[int]) -> None:
    every, straight = straight_on()
    mixed = amend(HARBOUR, *(every[number] for number in order))
    stepwise = amend(amend(HARBOUR, every[order[0]]), *(every[number] for number in order[1:]))

    assert straight == mixed == stepwise
    assert decide(straight.on(DAY), OVER_AGE).to_dict() == decide(mixed.on(DAY), OVER_AGE).to_dict()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (RATE.replace("grain_rate", "grain_rat"), "did you mean `harbour/2/parameters/grain_rate`"),
        (RATE.replace("harbour/2", "harbour/3"), "leads to nothing in the policy"),
        (RATE.replace("pays 0.6", "pays 0.7"), "grain pays 0.7 crowns"),
        (RATE.replace("always: 0.6", "always: 0.65"), "0.65"),
        (RATE.replace("always", "..2020-06-30"), "no figure for 2020-07-01..2020-12-31"),
        (READING.replace("grain_only", "grain_onl"), "did you mean `grain_only`"),
        ("harbour/2/text: {quote: grain only}", "the words of a document cannot be amended"),
        ("harbour/title: {quote: grain only}", "the words of a document cannot be amended"),
        ("harbour/digest: {quote: grain only}", "the words of a document cannot be amended"),
        ("harbour/2/conclusions/due_rate/rules/nix: {remove: true, quote: grain only}", "leads to nothing"),
        ("harbour/2/conclusions/due_rate/rules/oil: {remove: true, quote: grain only}", "due_rate"),
    ],
)
def test_a_change_that_does_not_fit_is_refused(change: str, said: str) -> None:
    assert said in refused(written(change))


def test_an_amendment_of_an_amendment_is_refused_with_what_to_do_instead() -> None:
    first = read(written(RATE))
    second = read(written("order/1/parameters/toll: {quote: grain only, values: {always: 4}}", name="second"))

    with pytest.raises(PolicyError, match="an amendment cannot change another one"):
        amend(HARBOUR, first, second)


def test_words_cut_at_a_comma_are_told_to_stand_in_quotes() -> None:
    said = refused(written(RATE, title="{zh: 港务令, en: an order, amended}"))

    assert "`amended` is not a key here" in said
    assert "words that hold a comma stand in quotes" in said


@pytest.mark.parametrize("key", ["source", "reason", "in_force", "title", "amendment", "clauses"])
def test_an_amendment_must_say_who_made_it_why_and_when(key: str) -> None:
    assert f"`{key}` is missing" in refused(written(RATE, **{key: ""})) or key in refused(written(RATE, **{key: ""}))


@pytest.mark.parametrize("value", ["50%", "1998.5"])
def test_a_figure_of_years_is_a_whole_number(value: str) -> None:
    quote = f"built up to {value}"
    text = written(
        f"yancheng/二/parameters/latest_completion_year: {{quote: {quote}, values: {{always: {value}}}}}",
        clauses=f'{{"1": {{title: {{zh: 一, en: one}}, text: "{quote}"}}}}',
    )

    with pytest.raises(PolicyError, match=f"`{value}` is no date: it is no whole number"):
        amend(load_policy(), read(text))


def test_two_amendments_of_one_path_conflict_on_the_same_days_alone() -> None:
    one, other = (written(RATE, name=name) for name in ("one", "other"))
    later = written(RATE, name="later", days="2021-01-01..")
    told, chinese = refused(one, other), refused(one, other, language="zh")

    assert "`one` and `other` change the same on the same days" in told
    assert "在同一期间修订同一处" in chinese
    assert decide(amend(HARBOUR, read(one), read(later)).on(date(2022, 1, 1)), TRADER)["due_rate"].value == Decimal(
        "0.6"
    )


def test_two_amendments_of_one_name_are_refused() -> None:
    assert "the name of another document or amendment" in refused(written(RATE), written(READING))


def idle() -> Iterator[tuple[str, str]]:
    """Changes that have no effect, and their days."""
    days = "2020-01-01.."
    yield "harbour/2/parameters/oil_rate: {quote: The tide table, values: {always: 2}}", days
    yield "harbour/2/assumptions/over_age_from: {quote: grain only, adopt: by_survey}", days
    same = "{quote: grain only, when: subject_to_dues and cargo == oil and not halved, then: oil_rate}"
    yield f"harbour/2/conclusions/due_rate/rules/oil: {same}", days
    yield RATE, "1990-01-01..1990-12-31"


@pytest.mark.parametrize(("change", "days"), list(idle()))
def test_a_change_without_effect_is_reported_and_not_refused(change: str, days: str) -> None:
    policy = amended(change, days=days)

    assert ["no effect" in note.text("en") for note in policy.notes] == [True]
    assert decide(policy.on(DAY), TRADER)["due_rate"].value == Decimal("0.5")


def shipped() -> list[Path]:
    """The reforms that come with the library."""
    return sorted((shipped_policy() / "reforms").glob("*.yaml"))


def test_the_shipped_reforms_fit_the_shipped_policy() -> None:
    policy = load_policy()
    reforms = {path.stem: amend(policy, load_amendment(path)) for path in shipped()}
    found = {name: [one.text() for one in examine(reform, engine="exact")] for name, reform in reforms.items()}

    assert found == {"flat-rate": [], "raise-unrenovated-rate": [], "take-in-1999-2000": []}
    assert all(load_amendment(path).example and load_amendment(path).name == path.stem for path in shipped())


def test_the_shipped_instruments_fit_the_shipped_policy() -> None:
    """The examples of the price table were left behind when the policy came to be silent on fees out of scope."""
    policy = load_policy()
    instruments = sorted((shipped_policy() / "instruments").glob("*.yaml"))
    found = [one.text() for path in instruments for one in examine(amend(policy, load_amendment(path)), engine="exact")]

    assert len(instruments) == 7
    assert found == []


def test_the_shipped_rate_reforms_conflict() -> None:
    rates = [load_amendment(path) for path in shipped() if path.stem != "take-in-1999-2000"]

    assert len(rates) == 2
    with pytest.raises(PolicyError, match="change the same"):
        amend(load_policy(), *rates)


SMALL = "{name: a small ship, of: ship, from: trader, facts: {tonnage: 20}, expect: {tide_discount: {standing: settled"


def table(*examples: str) -> Amendment:
    """The tide table with examples of its own."""
    text = tide(*BANDS).replace("parameters: {", f"examples: [{', '.join(examples)}], parameters: {{", 1)
    return read(text)


def test_an_example_of_an_amendment_names_a_rule_that_the_amendment_adds() -> None:
    ship = f"{SMALL}, value: 1, rule: small}}}}}}"
    found = [problem.text() for problem in examine(amend(HARBOUR, table(ship)))]

    assert [problem for problem in found if "a small ship" in problem] == []
    assert [problem for problem in found if "tide_discount.small`" in problem] == []


def test_an_amendment_cannot_leave_out_a_figure_that_is_stated() -> None:
    """It was told as `it is so already`, and the figure held."""
    with pytest.raises(PolicyError) as error:
        amended("harbour/2/parameters/grain_rate: {quote: grain pays 0.6 crowns, values: unstated}")

    assert "an amendment states a figure; it cannot leave out one that is stated" in error.value.text("en")


def test_an_example_of_an_amendment_that_ends_is_worked_while_it_is_in_force() -> None:
    """The tide table ends with 2020; the law of today knows nothing of it."""
    found = [problem.text() for problem in examine(amend(HARBOUR, table(f"{SMALL}, value: 1, rule: small}}}}}}")))]

    assert [problem for problem in found if "a small ship" in problem] == []


def test_an_example_of_an_amendment_that_expects_another_of_its_rules_is_told_so() -> None:
    found = [problem.text() for problem in examine(amend(HARBOUR, table(f"{SMALL}, rule: middle}}}}}}")))]

    assert [problem.split(": ", 1)[1] for problem in found if "a small ship" in problem] == [
        "example “a small ship”: tide_discount rule should be middle, comes to small"
    ]


def test_an_example_of_an_amendment_cannot_name_a_rule_that_there_is_not_under_it() -> None:
    with pytest.raises(PolicyError) as error:
        amend(HARBOUR, table(f"{SMALL}, rule: smal}}}}}}"))

    assert "`smal` is not another rule of this conclusion (hint: did you mean `small`?)" in error.value.text("en")


def test_what_an_amendment_makes_overlap_is_reported_where_it_does() -> None:
    text = tide(BANDS[0], BANDS[1].replace("< small_below", "<= small_below"), *BANDS[2:])
    line = 1 + next(number for number, line in enumerate(text.splitlines()) if "rules/small:" in line)

    assert refused(text).startswith(f"order.yaml:{line}:")


def test_what_an_amendment_leaves_open_is_reported_where_it_does() -> None:
    taken = "harbour/2/conclusions/due_rate/rules/oil: {remove: true, quote: grain only}"

    assert refused(written(taken)).startswith("order.yaml:9:3: ")


def test_what_an_amendment_leaves_open_by_a_narrower_rule_is_reported_where_it_does() -> None:
    narrower = "when: subject_to_dues and cargo == oil and not halved and tonnage >= large, then: oil_rate"
    path = "harbour/2/conclusions/due_rate/rules/oil"

    assert refused(written(f"{path}: {{quote: grain only, {narrower}}}")).startswith("order.yaml:9:3: ")


def test_what_a_figure_of_an_amendment_makes_overlap_is_reported_in_its_clause() -> None:
    band = (
        'small_rate: {when: "subject_to_dues and tonnage < small_below", then: 0, quote: Grain pays}, '
        'large_rate: {when: "subject_to_dues and tonnage >= large", then: 0, quote: Grain pays}, '
        'middle_rate: {when: "subject_to_dues and tonnage >= small_below and tonnage < large", then: 0,'
        " quote: Grain pays}, "
        'free: {when: "not subject_to_dues", then: 0, quote: Grain pays}'
    )
    figure = (
        "    small_below: {term: {zh: 小船, en: small}, unit: ton, quote: 1000 tons and more, values: {always: 1000}}\n"
    )
    trial = f"    trial: {{of: ship, unit: crown/month, term: {{zh: 试, en: trial}}, rules: {{{band}}}}}\n"
    with changed(
        ("    months_a_year:\n", f"{figure}    months_a_year:\n"),
        ("    net_due:\n", f"{trial}    net_due:\n"),
    ) as folder:
        policy = load_policy(folder, (Ship,))
    change = "harbour/2/parameters/small_below: {quote: less than 50 tons, values: {always: 50}}"
    larger = "harbour/2/parameters/small_below: {quote: 5000, values: {always: 5000}}"
    fine = amend(policy, read(written(change)))
    with pytest.raises(PolicyError) as error:
        amend(policy, read(written(larger, clauses='{"1": {title: {zh: 一, en: one}, text: "5000"}}')))

    assert fine.notes == ()
    assert error.value.text("en").startswith("order.yaml:7:12: ")


def test_an_unstated_figure_is_stated_by_an_amendment_on_its_days_alone() -> None:
    with changed(
        (
            "unit: ton\n      quote: 1000 tons and more\n      values: {always: 1000}",
            "unit: ton\n      assumption: whole_months\n      values: unstated",
        )
    ) as folder:
        policy = load_policy(folder, (Ship,))
    law = amend(policy, read(written("harbour/2/parameters/large: {quote: less than 50 tons, values: {always: 50}}")))
    small, large = (
        Ship(id="A", flag="沙国（南部）", cargo="grain", tonnage=tons, listed=True, retired=False) for tons in (49, 50)
    )
    before, after = (decide(law.on(day), large)["halved"] for day in (date(2019, 12, 31), date(2021, 1, 1)))

    assert [decide(law.on(DAY), ship)["halved"].value for ship in (small, large)] == [False, True]
    assert [answer.unstated for answer in (before, after)] == [("large",), ("large",)]
    assert decide(law.on(DAY), large)["halved"].examples == ("order",)
    assert law.notes == ()


def test_the_examples_of_the_policy_that_an_amendment_turns_are_told_with_what_they_become() -> None:
    turned = [
        problem.text() for problem in examples_turned(HARBOUR, amended(RATE, days="2010-01-01..", example="false"))
    ]
    file = "policy/harbour/01-dues.yaml"

    assert [one.removeprefix(file).split(": ", 1)[1] for one in turned] == [
        "example “grain of Fogland”: due_rate 0.5 → 0.6; monthly_due 50 → 60; yearly_due 600 → 720",
        "example “large grain ship of South Sandland”: due_rate 0.25 → 0.3; monthly_due 250 → 300",
        "example “just not large”: due_rate 0.5 → 0.6; monthly_due 499.95 → 599.94",
        "example “flag unknown, not large”: due_rate 0.5 → 0.6",
    ]


def test_what_an_amendment_turns_while_it_is_in_force_is_told_though_it_has_ended() -> None:
    """The examples without a day are of 2010 and later; none of them is of the days after the amendment."""
    endless = examples_turned(HARBOUR, amended(RATE, days="2010-01-01..", example="false"))

    assert examples_turned(HARBOUR, amended(RATE, days="2010-01-01..2020-12-31", example="false")) == endless


def test_what_comes_out_otherwise_without_the_amendment_too_is_not_laid_to_it() -> None:
    """In 2009 grain paid 0.4 crowns as it was; `grain of Fogland`, which names no day, expects the 0.5 of today."""
    turned = examples_turned(HARBOUR, amended(READING, days="1990-01-01..2009-12-31", example="false"))

    assert [one.text() for one in turned if "due_rate 0.5" in one.text()] == []


def test_what_an_amendment_turns_is_told_in_chinese() -> None:
    (turned,) = examples_turned(HARBOUR, amended(NEVER, days="2010-01-01.."))

    assert "案例“over age”：due_rate discretionary → settled；due_rate low 0 → 0.5" in turned.text("zh")


def test_an_amendment_that_turns_no_example_of_the_policy_tells_none() -> None:
    assert examples_turned(HARBOUR, amended(READING, days="1990-01-01..1990-12-31")) == ()
