"""The law in force on one day: its figures, its rules, and no more than is in force."""

import shutil
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from estate_policy import load_policy
from estate_policy.errors import NotInForceError
from estate_policy.interpreters.typed import kind_of
from estate_policy.law import Gives, Period, Policy, covers
from estate_policy.walk import conclusions_read
from tests.changed import DOCUMENT, load, loaded, problems
from tests.harbour import POLICY

FIRST, LAST_OF_OLD, FIRST_OF_NEW = date(2000, 1, 1), date(2009, 12, 31), date(2010, 1, 1)

ISLAND = """\
document: island
title: {zh: 岛屿规定, en: Rules of the Island}
in_force: 2010-01-01..2019-12-31
"""
ISLAND_RULES = """\
"i":
  title: {zh: 上岛, en: Landing}
  text: Who lands pays 3 crowns a month.
  parameters:
    landing_fee:
      term: {zh: 上岛费, en: landing fee}
      unit: crown/month
      quote: 3 crowns a month
      values: {always: 3}
  conclusions:
    fee:
      of: ship
      unit: crown/month
      term: {zh: 上岛费, en: landing fee}
      quote: Who lands pays
      is: landing_fee
  findings:
    landed_retired:
      of: ship
      when: retired
      says: {zh: 已退役, en: retired}
      quote: Who lands
"""


def with_island(folder: Path) -> Path:
    copy = Path(shutil.copytree(POLICY, folder / "policy"))
    (copy / "island").mkdir()
    (copy / "island/document.yaml").write_text(ISLAND, "utf-8")
    (copy / "island/01.yaml").write_text(ISLAND_RULES, "utf-8")
    return copy


@pytest.mark.parametrize(
    ("day", "written"),
    [(FIRST, "0.4"), (LAST_OF_OLD, "0.4"), (FIRST_OF_NEW, "0.5"), (date(2100, 1, 1), "0.5"), (date.max, "0.5")],
)
def test_a_figure_is_that_of_the_day(day: date, written: str) -> None:
    actual = loaded().on(day).figures["grain_rate"].written

    assert actual == Decimal(written)


def test_figures_may_be_written_in_any_order() -> None:
    old, new = "..2009-12-31: 0.4", "2010-01-01..: 0.5"

    actual = loaded((f"{{{old}, {new}}}", f"{{{new}, {old}}}")).parameters["grain_rate"].figures

    assert [str(figure.written) for figure in actual] == ["0.4", "0.5"]


@pytest.mark.parametrize(("figure", "exponent"), [("0.50", -2), ("50%", -2), ("50.00%", -4), ("00.5", -1)])
def test_a_figure_keeps_its_digits(figure: str, exponent: int) -> None:
    actual = loaded(("values: {always: 50%}", f"values: {{always: {figure}}}")).parameters["half"].figures[0]

    assert actual.written.as_tuple().exponent == exponent


def test_a_figure_is_exact_however_many_digits_it_has() -> None:
    digits = "12.345678901234567890123456789012345678901234567890"

    actual = loaded(("values: {always: 50%}", f"values: {{always: {digits}%}}")).parameters["half"].figures[0]

    assert actual.value * 100 == Fraction(digits)


@pytest.mark.parametrize("day", [date.min, date(1999, 12, 31)])
def test_before_its_first_day_no_document_is_in_force(day: date) -> None:
    with pytest.raises(NotInForceError) as caught:
        loaded().on(day)

    assert str(caught.value) == f"no document is in force on {day}"


def test_that_no_document_is_in_force_is_said_in_chinese() -> None:
    with pytest.raises(NotInForceError) as caught:
        loaded().on(date(1999, 12, 31))

    assert caught.value.text("zh") == "1999-12-31 没有任何文件生效"


@pytest.mark.parametrize("days", ["2000-01-01..2020-06-30", "..2020-06-30"])
def test_a_document_is_in_force_on_its_last_day_and_not_after(days: str) -> None:
    policy = loaded(("in_force: 2000-01-01..", f"in_force: {days}"), file=DOCUMENT)

    actual = policy.on(date(2020, 6, 30)).figures["oil_rate"].written
    with pytest.raises(NotInForceError):
        policy.on(date(2020, 7, 1))

    assert actual == Decimal(2)


def test_a_document_that_is_always_in_force_is_so_on_the_first_and_the_last_day_of_the_calendar() -> None:
    policy = loaded(("in_force: 2000-01-01..", "in_force: always"), file=DOCUMENT)

    actual = [policy.on(day).figures["oil_rate"].written for day in (date.min, date.max)]

    assert actual == [Decimal(2), Decimal(2)]


def named(policy: Policy, day: date) -> tuple[bool, bool, bool]:
    law = policy.on(day)
    return "landing_fee" in law.figures, "fee" in law.conclusions, "landed_retired" in law.findings


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (LAST_OF_OLD, (False, False, False)),
        (FIRST_OF_NEW, (True, True, True)),
        (date(2019, 12, 31), (True, True, True)),
        (date(2020, 1, 1), (False, False, False)),
    ],
)
def test_what_a_document_says_vanishes_with_it(tmp_path: Path, day: date, expected: tuple[bool, bool, bool]) -> None:
    actual = named(load(with_island(tmp_path)), day)

    assert actual == expected


def test_what_stays_in_force_cannot_read_what_vanishes(tmp_path: Path) -> None:
    folder = with_island(tmp_path)
    dues = folder / "harbour/01-dues.yaml"
    dues.write_text(dues.read_text("utf-8").replace("is: due_rate * tonnage", "is: due_rate * tonnage + fee"), "utf-8")

    actual = problems(folder)

    assert actual == [
        (
            "policy/harbour/01-dues.yaml:112:5: `monthly_due` reads `fee`, "
            "whose document `island` is not in force all the time"
        )
    ]


def test_what_vanishes_may_read_what_stays_in_force(tmp_path: Path) -> None:
    folder = with_island(tmp_path)
    path = folder / "island/01.yaml"
    path.write_text(path.read_text("utf-8").replace("is: landing_fee", "is: landing_fee + monthly_due"), "utf-8")

    actual = problems(folder)

    assert actual == []


def test_a_rule_is_in_force_from_its_first_day() -> None:
    old, new = (
        "{when: true, then: 0, in_force: ..2009-12-31}",
        "{when: true, then: monthly_due, in_force: 2010-01-01..}",
    )
    policy = loaded(("is: monthly_due - tide_discount", f"rules: {{old: {old}, new: {new}}}"))

    actual = [[rule.id for rule in policy.on(day).conclusions["net_due"].rules] for day in (LAST_OF_OLD, FIRST_OF_NEW)]

    assert actual == [["old"], ["new"]]


def test_each_conclusion_comes_after_those_that_it_reads() -> None:
    conclusions = loaded().on(FIRST).conclusions
    order = list(conclusions)

    pairs = [(read, name) for name in order for read in conclusions_read(conclusions[name])]

    assert pairs == [pair for pair in pairs if order.index(pair[0]) < order.index(pair[1])]


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period(), [True, True, True]),
        (Period(start=FIRST_OF_NEW), [False, True, True]),
        (Period(end=FIRST_OF_NEW), [True, True, False]),
        (Period(FIRST_OF_NEW, FIRST_OF_NEW), [False, True, False]),
    ],
)
def test_a_period_includes_its_first_and_its_last_day(period: Period, expected: list[bool]) -> None:
    actual = [covers(period, day) for day in (LAST_OF_OLD, FIRST_OF_NEW, date(2010, 1, 2))]

    assert actual == expected


def test_what_a_rule_gives_is_of_the_kind_and_unit_of_its_conclusion() -> None:
    """As the load proves it, so it is told afterwards of each formula; the invented world divides nothing."""
    law = load_policy().on(date(2020, 1, 1))
    given = [
        (one.name, kind_of(rule.effect.value, law, one.subject), one.kind)
        for one in law.conclusions.values()
        for rule in one.rules
        if isinstance(rule.effect, Gives)
    ]

    assert given == [(name, kind, kind) for name, _, kind in given]
