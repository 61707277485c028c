"""Amounts rounded where a rule says so, half up, and parts that are decided by the law of their own day."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Annotated

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate_policy import LawInForce, PolicyError, Standing
from estate_policy.checked import checked_facts
from estate_policy.decision import decide
from estate_policy.figures import rounded
from estate_policy.flaws import refuse_flaws
from estate_policy.interpreters.engines import READERS
from estate_policy.schema import CollectionFact, DateFact, Identity
from tests.kites import QUOTE, SAID, WORDS, Kite, Tree, clause, read
from tests.teams import Team, asked, teams, told

FEN = Fraction(1, 100)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("0.004", "0"),
        ("0.005", "0.01"),
        ("0.0149", "0.01"),
        ("0.015", "0.02"),
        ("-0.005", "0"),
        ("-0.0051", "-0.01"),
        ("-0.015", "-0.01"),
        ("12345.678", "12345.68"),
        ("1/3", "0.33"),
    ],
)
def test_an_amount_is_rounded_half_up(number: str, expected: str) -> None:
    assert rounded(Fraction(number), FEN) == Fraction(expected)


@given(st.fractions(), st.fractions(min_value=Fraction(1, 1000), max_value=1000))
def test_a_rounded_amount_is_the_nearest_multiple(number: Fraction, step: Fraction) -> None:
    whole = rounded(number, step)

    assert (whole / step).denominator == 1
    assert -step / 2 < whole - number <= step / 2


def figure(value: str, **more: str) -> Tree:
    return {"term": SAID, "unit": "share", "quote": QUOTE, "values": more or {"always": value}}


def law_of(formula: str, kind: str = "share", step: Tree | None = None) -> LawInForce:
    figures = {"step": step or figure("0.5"), "third": figure("0.3")}
    return teams({"asked": told("team", kind, formula)}, parameters=figures).on(date(2020, 1, 1))


@pytest.mark.parametrize("engine", READERS)
@pytest.mark.parametrize(("spans", "expected"), [((1,), "0.5"), ((1, 1), "0.5"), ((2, 2), "1.0"), ((3, 3), "2.0")])
def test_a_rule_rounds_to_the_nearest_step(engine: str, spans: Sequence[int], expected: str) -> None:
    """0.3 a span: 0.3 is nearest to 0.5, as 0.6 is; 1.2 to 1, 1.8 to 2."""
    law = law_of("round(sum(one.span * third for one in kites), step)")
    team = Team(kites=[Kite(id=str(place), span=span) for place, span in enumerate(spans)])

    assert asked(law, team, engine=engine).value == Decimal(expected)


@pytest.mark.parametrize("engine", READERS)
@pytest.mark.parametrize(("span", "expected"), [(1, False), (2, True), (None, None)])
def test_what_was_rounded_is_compared_like_any_amount(engine: str, span: int | None, expected: bool | None) -> None:
    """0.3 is rounded to 0.5, 0.6 as well; what rounding adds is 0.2 and -0.1."""
    law = law_of("round(leader.span * third, step) < leader.span * third", "truth")
    answer = asked(law, Team(leader=Kite(id="l", span=span)), engine=engine)

    assert answer.working_value is expected


def test_what_rounding_adds_to_an_open_amount_is_at_most_half_a_step() -> None:
    """A span of 0 to 3, at 0.3 each: 0 to 0.9, rounded 0 to 1."""
    team = Team(leader=Kite(id="l"))
    ends = [
        asked(law_of(formula), team)
        for formula in ("round(leader.span * third, step)", "round(leader.span * third, step) - leader.span * third")
    ]

    assert [(one.standing, one.low, one.high, one.missing) for one in ends] == [
        (Standing.UNKNOWN, Decimal(0), Decimal(1), ("leader.span",)),
        (Standing.UNKNOWN, Decimal("-0.25"), Decimal("0.25"), ("leader.span",)),
    ]


@pytest.mark.parametrize(
    ("step", "message"),
    [
        (figure("0"), "`step`, to which is rounded, is not a positive figure"),
        (None, "`third * third`, to which is rounded, is not a positive figure"),
    ],
)
def test_a_step_that_could_be_nought_is_refused(step: Tree | None, message: str) -> None:
    formula = "round(leader.span, step)" if step else "round(leader.span, third * third)"
    with pytest.raises(PolicyError) as caught:
        refuse_flaws(law_of(formula, step=step).policy)

    assert message in str(caught.value)


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Flight:
    """A flight of a kite, paid by the law of its day."""

    id: Annotated[str, Identity()]
    flown: Annotated[
        date,
        DateFact(
            term=WORDS,
            question=WORDS,
            unit="day",
            counts="days",
            low=date(2000, 1, 1),
            high=date(2030, 1, 1),
            governs=True,
            required=True,
        ),
    ]
    kites: Annotated[Sequence[Kite] | None, CollectionFact(term=WORDS, subject=Kite, question=WORDS)] = None


@attrs.frozen(kw_only=True, field_transformer=checked_facts)
class Season:
    """A season of flights."""

    id: Annotated[str, Identity()] = "s"
    flights: Annotated[Sequence[Flight] | None, CollectionFact(term=WORDS, subject=Flight, question=WORDS)] = None


@pytest.mark.parametrize("engine", READERS)
def test_a_part_is_decided_by_the_law_of_its_own_day(engine: str) -> None:
    """A span of 2 pays 0.3 a unit until the end of 2019, 0.6; from 2020 0.5, 1."""
    rate = figure("", **{"..2019-12-31": "0.3", "2020-01-01..": "0.5"})
    law = read(
        {
            "1": clause(
                conclusions={
                    "fee": told("kite", "share", "span * rate"),
                    "dear": told("kite", "truth", "fee > most"),
                    "paid": told("flight", "share", "sum(one.fee for one in kites)"),
                    "asked": told("season", "share", "sum(one.paid for one in flights)"),
                    "all_dear": told("season", "truth", "all(one.has_dear for one in flights)"),
                    "has_dear": told("flight", "truth", "any(one.dear for one in kites)"),
                },
                parameters={"rate": rate, "most": figure("0.8")},
            )
        },
        Kite,
        Flight,
        Season,
    ).on(date(2020, 6, 30))
    kites = [Kite(id="k", span=2)]
    days = (date(2019, 12, 31), date(2020, 1, 1))
    season = Season(flights=[Flight(id=str(place), flown=day, kites=kites) for place, day in enumerate(days)])
    decision = decide(law, season, engine=engine)  # type: ignore[arg-type]

    assert (decision["asked"].value, decision["all_dear"].value) == (Decimal("1.6"), False)


def test_a_day_that_governs_cannot_be_left_out() -> None:
    """A part of which nobody knows the day would look settled by whichever law is at hand."""
    with pytest.raises(TypeError, match="a day that governs is required"):
        DateFact(
            term=WORDS,
            question=WORDS,
            unit="day",
            counts="days",
            low=date(2000, 1, 1),
            high=date(2030, 1, 1),
            governs=True,
        )
