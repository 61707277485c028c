"""The register shipped in `examples/`: what is wrong in it is told, and what its estates get was worked out by hand."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from estate_policy.decision import Decision, decide
from estate_policy.errors import Cell
from estate_policy.facts import Estate
from estate_policy.law import LawInForce
from estate_policy.loading import amend, load_amendment, load_policy, shipped_policy
from estate_policy.outcome import Standing
from estate_policy.register import read_register
from tests.one_by_one import assess, standings

README = Path(__file__).parents[1] / "README.md"
SAMPLE = README.parent / "examples" / "register-2019.csv"
POLICY = load_policy()
REGISTER = read_register(SAMPLE, POLICY, Estate)
LAW = POLICY.on(date(2019, 7, 1))


def amended(*names: str) -> LawInForce:
    """The law of the same day with amendments that are shipped."""
    return amend(POLICY, *(load_amendment(shipped_policy() / f"{name}.yaml") for name in names)).on(LAW.day)


PRICED = amended("instruments/guidance-price-table")

# Row, column and what is wrong there: the table of mistakes in `examples/README.md`, and nothing else.
MISTAKES = [
    (22, "建成年份", "out-of-range"),
    (47, "建筑面积（㎡）", "not-a-number"),
    (62, "建成年份", "not-a-number"),
    (89, "建筑面积（㎡）", "not-a-number"),
    (103, "改造证明材料", "not-a-member"),
    (125, "建筑面积（㎡）", "out-of-range"),
    (144, "管理模式", "not-a-member"),
    (166, None, "doubled-id"),
    (167, None, "doubled-id"),
    (190, "是否落实整治改造", "not-a-truth"),
    (212, "建筑面积（㎡）", "too-many-decimals"),
    (225, "编号", "blank"),
    (238, "建筑面积（㎡）", "out-of-range"),
    (268, "建筑面积（㎡）", "cell-error"),
    (281, "建筑面积（㎡）", "not-a-number"),
]


def decided(name: str, law: LawInForce = LAW) -> Decision:
    """The decision about the estate of an id."""
    estate = next(entry.subject for entry in REGISTER.entries if entry.id == name)
    assert estate is not None
    return decide(law, estate)


def yearly(name: str) -> Decimal:
    """The yearly subsidy of an estate, which must be settled."""
    answer = decided(name)["yearly_district_subsidy"]
    assert answer.standing is Standing.SETTLED
    assert isinstance(answer.value, Decimal)
    return answer.value


def test_every_row_is_kept() -> None:
    rows = [entry.row for entry in REGISTER.entries]

    assert rows == list(range(2, 302))


def test_every_deliberate_mistake_is_told_with_its_row_and_column_and_nothing_else_is() -> None:
    told = []
    for problem in REGISTER.every_problem():
        assert isinstance(problem.location, Cell)
        assert problem.location.file == "register-2019.csv"
        told.append((problem.location.row, problem.location.heading, problem.code))

    assert told == MISTAKES


def test_only_rows_without_an_id_of_their_own_are_not_assessed() -> None:
    left_out = [(entry.row, entry.id) for entry in REGISTER.entries if entry.subject is None]

    assert left_out == [(166, "YD-053"), (167, "YD-053"), (225, None)]


def test_every_row_says_that_it_is_invented() -> None:
    lines = SAMPLE.read_text("utf-8-sig").splitlines()

    assert [line for line in lines[1:] if not line.endswith(",虚构数据")] == []


def test_a_trust_that_is_not_renovated() -> None:
    """TH-030: 1984, recognised, trust, not renovated, 10250.40 m².

    五(二)2: 街道社区托管…未落实整治改造补贴 0.3 元/m²·月. 10250.40 x 0.3 = 3075.12 a month, x 12 = 36901.44.
    """
    amount = yearly("TH-030")

    assert amount == Decimal("36901.44")


def test_a_self_governed_estate_that_is_renovated() -> None:
    """YD-026: 1992, recognised, self-governed, renovated and accepted, 18366.25 m².

    五(二)2: 自治管理模式老旧小区中已落实整治改造的补贴 0.1 元/m²·月. 1836.625 a month, x 12 = 22039.50.
    """
    amount = yearly("YD-026")

    assert amount == Decimal("22039.50")


def test_a_professional_estate_that_is_not_renovated() -> None:
    """TH-080: 1996, recognised, professional, not renovated, 23450.60 m².

    五(二)2: 专业化管理模式老旧小区补贴 0.1 元/m²·月, renovated or not. 2345.06 a month, x 12 = 28140.72.
    """
    amount = yearly("TH-080")

    assert amount == Decimal("28140.72")


def test_an_estate_of_2003_though_the_district_recognised_it() -> None:
    """TH-035: 35700.35 m², trust, not renovated, but completed in 2003.

    二: 1998 年前建成（含 1998 年）. Recognition does not change the year: nothing, and a finding.
    """
    amount = yearly("TH-035")

    assert amount == 0
    assert [finding.name for finding in decided("TH-035").findings] == ["recognised_though_late"]


def test_a_renovated_trust_whose_evidence_is_wanting() -> None:
    """KF-030: 1990, recognised, trust, recorded as renovated with 无 for evidence, `2778.43平方米`.

    五(二)2: 已落实整治改造的补贴 0.1 元/m²·月. 277.843 a month, x 12 = 3334.116, not rounded.
    """
    amount = yearly("KF-030")

    assert amount == Decimal("3334.116")
    assert [finding.name for finding in decided("KF-030").findings] == ["renovated_without_evidence"]


@pytest.mark.parametrize(
    ("name", "missing", "low", "high"),
    [
        # Trust, 20063.18 m², renovation unreadable: 0.1 or 0.3, so 20063.18 x 1.2 to 20063.18 x 3.6.
        ("YD-077", "renovated", "24075.816", "72227.448"),
        # Professional, unmeasured: from 0.01 m² to 10000000 m² at 0.1, so 0.01 x 1.2 to 10000000 x 1.2.
        ("TH-074", "gross_floor_area", "0.012", "12000000"),
        # Year unknown, trust, not renovated, 12797.89 m²: out of scope or 0.3, so 0 to 12797.89 x 3.6.
        ("DF-026", "completion_year", "0", "46072.404"),
    ],
)
def test_what_is_not_known_leaves_the_amount_open_within_bounds(name: str, missing: str, low: str, high: str) -> None:
    answer = decided(name)["yearly_district_subsidy"]

    assert (answer.standing, answer.missing) == (Standing.UNKNOWN, (missing,))
    assert (answer.low, answer.high) == (Decimal(low), Decimal(high))


def test_an_estate_of_which_nobody_knows_whether_it_was_built_in_phases_is_asked_about() -> None:
    """TH-004: 1988, trust, renovated, 4154.36 m²; a phase after 1998 is not ruled out: nothing, or 4154.36 x 1.2."""
    answer = decided("TH-004")["yearly_district_subsidy"]

    assert answer.missing == ("completed_in_phases", "first_phase_year", "last_phase_year")
    assert (answer.low, answer.high) == (Decimal(0), Decimal("4985.232"))


def test_years_of_phases_that_contradict_each_other_settle_nothing() -> None:
    """KF-004: the first phase of 1997, the last of 1992."""
    decision = decided("KF-004")

    assert [finding.name for finding in decision.findings] == ["phases_in_wrong_order"]
    assert decision["yearly_district_subsidy"].standing is Standing.SILENT


def test_an_unreadable_cell_on_which_nothing_rests_changes_nothing() -> None:
    """TH-061: `1994-1996` as completion year, but phases of 1994 and 1996, renovated trust, 15446.86 m²: x 1.2."""
    amount = yearly("TH-061")

    assert amount == Decimal("18536.232")


def test_where_phases_stand_on_both_sides_of_1998_the_text_is_silent() -> None:
    """TH-052: phases of 1996 and 2001; trust, not renovated, 8681.14 m²: nothing or, at 0.3, 8681.14 x 3.6."""
    answer = decided("TH-052")["yearly_district_subsidy"]

    assert answer.standing is Standing.SILENT
    assert (answer.low, answer.high) == (Decimal(0), Decimal("31252.104"))


@pytest.mark.parametrize(
    ("name", "excess"),
    [
        # The EXAMPLE table: grade one 0.50, two 0.40, three 0.30, each 20 % up: 0.60, 0.48, 0.36 at most.
        ("TH-009", "0.06"),  # three, 0.42
        ("TH-023", "0.07"),  # two, 0.55
        ("TH-030", "0.04"),  # three, 0.40
        ("TH-080", "0.15"),  # one, 0.75
        ("YD-026", "0.14"),  # three, 0.50
        ("YD-034", "0.01"),  # two, 0.49
        ("DF-010", "0.001"),  # three, 0.361
        ("KF-041", "0.09"),  # three, 0.45
        ("TH-062", "0"),  # three, 0.36
        ("TH-076", "-0.08"),  # two, `０．４０`
    ],
)
def test_fees_are_measured_against_the_example_table(name: str, excess: str) -> None:
    decision = decided(name, PRICED)

    assert decision["fee_excess"].value == Decimal(excess)
    assert decision["fee_compliant"].value is (Decimal(excess) <= 0)


@pytest.mark.parametrize(
    ("name", "below"),
    # Grade two 0.32, three 0.24 at least; fees of 0.20, 0.30, 0.16, 0.20, and of 0.24 and 0.361.
    [("TH-027", True), ("YD-021", True), ("DF-003", True), ("KF-030", True), ("YD-051", False), ("DF-010", False)],
)
def test_fees_below_the_example_table_are_noticed(name: str, below: bool) -> None:
    answer = decided(name, PRICED)["fee_below_band"]

    assert answer.value is below


def test_without_the_example_table_no_fee_is_too_high() -> None:
    """五(二)1 leaves the price to the price department: TH-080 charges 0.75."""
    answer = decided("TH-080")["fee_compliant"]

    assert answer.standing is Standing.DELEGATED


@pytest.mark.parametrize(
    ("name", "standing"),
    [
        ("TH-103", Standing.SETTLED),  # 0.85, but the assembly decided against the guidance price
        ("TH-044", Standing.DISCRETIONARY),  # 0.40 in grade three, and the assembly has not decided
        ("TH-088", Standing.DELEGATED),  # 四级, which the table does not list
        ("TH-001", Standing.SILENT),  # out of scope, without grade or fee: nothing to keep to
    ],
)
def test_what_the_example_table_cannot_say_stays_open(name: str, standing: Standing) -> None:
    answer = decided(name, PRICED)["fee_compliant"]

    assert answer.standing is standing


@pytest.mark.parametrize(
    ("name", "yearly"),
    [
        # Professional, at 0.1: area x 1.2.
        ("TH-025", "23619.168"),  # 19682.64 m²
        ("YD-046", "12495.888"),  # 10413.24 m²
        ("DF-018", "24718.248"),  # 20598.54 m²
        ("KF-016", "9046.392"),  # 7538.66 m²
        # Self-governed or trust, not renovated, at 0.3: area x 3.6.
        ("TH-067", "98993.448"),  # 27498.18 m²
        ("TH-083", "11798.712"),  # 3277.42 m²
        ("YD-003", "15297.552"),  # 4249.32 m²
        ("YD-064", "43873.956"),  # 12187.21 m²
        ("KF-019", "36066.6"),  # 10018.50 m²
    ],
)
def test_estates_of_1999_and_2000_are_out_by_the_year_alone(name: str, yearly: str) -> None:
    before, after = (
        decided(name, law)["yearly_district_subsidy"] for law in (LAW, amended("reforms/take-in-1999-2000"))
    )

    assert (before.value, after.value) == (Decimal(0), Decimal(yearly))


def test_with_the_example_instruments_estates_have_every_standing() -> None:
    """What README's first command shows, in its order."""
    names = ("sample-adoption", "guidance-price-table", "evaluation-bands")
    adopted = amended(*(f"instruments/{name}" for name in names))
    counts = standings(assess(adopted, REGISTER, "exact"))
    command = next(line for line in README.read_text("utf-8").splitlines() if line.startswith("python3 -m venv"))

    assert [word.split(".yaml")[0] for word in command.split("policy/instruments/")[1:]] == [*names]
    assert {standing for one in counts.values() for standing in one} == {*Standing}
    assert {sum(one.values()) for one in counts.values()} == {297}
