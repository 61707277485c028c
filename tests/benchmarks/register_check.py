"""What is written by hand is held to `decide`, which defines what is right, over a few thousand estates.

Every combination of missing facts is among the estates. All that is said of a conclusion is compared: value, standing,
rules, missing facts and bounds.
"""

import itertools
import pkgutil
import random
import tempfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import attrs
import polars as pl

from estate_policy import Estate, LawInForce, decide, load_policy
from estate_policy.answer import Answer
from estate_policy.resting import resting
from estate_policy.spread import bounds
from tests.benchmarks.register import BY_HAND
from tests.benchmarks.register_data import DISTRICTS, FACTS, MODES, write_rows

DAY = date(2019, 7, 1)
CONCLUSIONS = ("in_scope", "district_subsidy_rate", "monthly_district_subsidy", "yearly_district_subsidy")
SCALES = {
    "district_subsidy_rate": 10,
    "monthly_district_subsidy": 1000,
    "yearly_district_subsidy": 1000,
}
"""By what the columns written by hand count amounts, so that they are whole numbers."""

Cell = bool | int | str | None
Row = Mapping[str, Cell]
ByHand = Callable[[Path, Path], None]
"""From a register to its results, both in Parquet."""


def law() -> LawInForce:
    """The law of the day, with what the benchmark asks and what that reads, and no findings."""
    whole = load_policy().on(DAY)
    names = ("completed_in_time", *CONCLUSIONS)
    assert tuple(resting(whole, "estate").answers[CONCLUSIONS[-1]]) == FACTS
    return attrs.evolve(whole, conclusions={name: whole.conclusions[name] for name in names}, findings={})


def drawn_estates(more: int) -> list[Estate]:
    """Estates near what the rules compare: every combination of missing facts, then more with one in ten missing."""
    drawn = random.Random(more)
    combinations = itertools.product((True, False), repeat=len(FACTS))
    others = (tuple(drawn.random() < 0.9 for _ in FACTS) for _ in range(more))
    return [_estate(drawn, f"E{number:08}", given) for number, given in enumerate((*combinations, *others))]


def _estate(drawn: random.Random, id_: str, given: tuple[bool, ...]) -> Estate:
    facts = {
        "in_urban_area": drawn.random() < 0.9,
        "recognised_by_district": drawn.random() < 0.9,
        "completion_year": drawn.randint(1997, 2000),
        "completed_in_phases": drawn.random() < 0.5,
        "first_phase_year": drawn.randint(1997, 2000),
        "last_phase_year": drawn.randint(1997, 2000),
        "infrastructure_aged": drawn.random() < 0.7,
        "supporting_facilities_incomplete": drawn.random() < 0.7,
        "gross_floor_area": Decimal(drawn.choice((1, 33, 123_457, 1_000_000_000))) / 100,
        "management_mode": drawn.choice([*MODES]),
        "renovated": drawn.random() < 0.5,
    }
    told = {name: facts[name] for name, known in zip(FACTS, given, strict=True) if known}
    return Estate(id=id_, district=drawn.choice([*DISTRICTS]), **told)  # type: ignore[arg-type]


def frame(estates: list[Estate]) -> pl.DataFrame:
    """Estates as a register has them."""
    schema = dict.fromkeys(("id", "district", *FACTS), pl.Boolean()) | {
        "id": pl.String(),
        "district": pl.String(),
        "management_mode": pl.String(),
        "gross_floor_area": pl.Decimal(12, 2),
        **{name: pl.Int32() for name in FACTS if name.endswith("_year")},
    }
    rows = [{name: getattr(estate, name) for name in schema} for estate in estates]
    return pl.DataFrame(rows, schema=schema)


def expected(law_of_day: LawInForce, estate: Estate) -> Row:
    """What the columns say of an estate by its decision."""
    decision = decide(law_of_day, estate, engine="exact")
    row: dict[str, Cell] = {"id": estate.id}
    for name in CONCLUSIONS:
        row |= _told(name, decision[name])
    return row


def _told(name: str, answer: Answer) -> Iterator[tuple[str, Cell]]:
    value = answer.working_value
    yield name, value if isinstance(value, bool | None) else _counted(name, value)
    yield f"{name}_standing", answer.standing.value
    yield f"{name}_rule", "|".join(answer.rules)
    yield f"{name}_missing", "|".join(answer.missing)
    if name in SCALES:
        ends = bounds(answer)
        yield f"{name}_low", _counted(name, ends.low)
        yield f"{name}_high", _counted(name, ends.high)


def _counted(name: str, amount: Decimal | Fraction | str | None) -> int:
    assert isinstance(amount, Decimal | Fraction)
    counted = Fraction(amount) * SCALES[name]
    assert counted.denominator == 1
    return int(counted)


def differing(ways: Mapping[str, ByHand], more: int = 4000) -> list[str]:
    """What the ways say otherwise than the decisions, in words; nothing where they are right."""
    estates, law_of_day = drawn_estates(more), law()
    rows = [expected(law_of_day, estate) for estate in estates]
    found: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        register = Path(folder) / "register.parquet"
        write_rows(frame(estates), register)
        for name, by_hand in ways.items():
            results = Path(folder) / f"{name}.parquet"
            by_hand(register, results)
            told = pl.read_parquet(results).to_dicts()
            assert len(told) == len(rows)
            pairs = zip(estates, rows, told, strict=True)
            found += [f"{name}: {estate}: {other}, not {row}" for estate, row, other in pairs if other != row]
    return found


def checked() -> str:
    """That all ways by hand say what the decisions do; an `AssertionError` with the first that does not."""
    found = differing({name: pkgutil.resolve_name(work) for name, work in BY_HAND.items()})
    assert not found, (len(found), found[0])
    return f"{', '.join(BY_HAND)}: as `decide` has it"
