"""Three years of many estates settled, and the same arithmetic in plain Python.

    python -m tests.benchmarks.settlement
    python -m tests.benchmarks.settlement 300 3000 30000

Every settlement runs in a process of its own, which settles all its estates at once. Its ledger is compared with plain
Python, estate by estate and year by year, before anything is reported. Plain Python knows no unknown: what is open in
the ledger, it leaves out.
"""

import itertools
import multiprocessing
import random
import resource
import statistics
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import attrs

from estate_policy import (
    Engine,
    Estate,
    EstateYear,
    History,
    RecordedDecision,
    Records,
    Settlement,
    Voucher,
    altered_on,
    amend,
    load_amendment,
    load_policy,
    settle,
    totals,
)
from estate_policy.history import Alteration
from estate_policy.loading import shipped_policy

YEARS = (2019, 2020, 2021)
SIZES = (300, 3000)
ENGINES: Sequence[Engine] = ("exact", "confirmed")
MODES = ("professional", "self_governance", "self_governance", "subdistrict_trust", "subdistrict_trust", "none")
DISTRICTS = ("亭湖区", "亭湖区", "亭湖区", "盐都区", "盐都区", "大丰区")
SHARES = {"亭湖区": Decimal("0.5"), "盐都区": Decimal("0.2")}
FEN = Decimal("0.01")

Amounts = dict[tuple[str, int, str], Decimal | Fraction]
"""What is to be paid: by estate, year and payer."""


def records(count: int) -> Records:
    """Invented estates, the same for the same count, with what is on record of three years."""
    drawn = random.Random(count)
    histories = tuple(_history(drawn, f"E{number:05}") for number in range(count))
    keys = [(history.id, year) for history in histories for year in YEARS]
    years = {key: _evaluated(drawn, key[0]) for key in keys}
    failed = [key for key in keys if years[key].evaluation_result == "failed"]
    return Records(
        histories,
        vouchers={history.id: tuple(_vouchers(drawn, history)) for history in histories},
        decisions={key: (_decision(drawn, number),) for number, key in enumerate(failed) if number % 2},
        years=years,
    )


def _history(drawn: random.Random, id_: str) -> History[Estate]:
    """A third is renovated in the course of a year; of one in a hundred the floor area is unknown."""
    mode = drawn.choice(MODES)
    estate = Estate(
        id=id_,
        district=drawn.choice(DISTRICTS),
        in_urban_area=True,
        recognised_by_district=True,
        completion_year=drawn.randint(1980, 2000),
        completed_in_phases=False,
        infrastructure_aged=True,
        supporting_facilities_incomplete=True,
        gross_floor_area=None if drawn.random() < 0.01 else Decimal(drawn.randint(100_000, 10_000_000)) / 100,
        management_mode=mode,
        renovated=False,
    )
    changes: list[Alteration] = []
    if drawn.random() < 1 / 3:
        changes.append(altered_on("renovated", value=True, day=_day(drawn)))
    if mode == "none":
        changes.append(altered_on("management_mode", value="self_governance", day=_day(drawn)))
    return History(estate, changes)


def _day(drawn: random.Random) -> date:
    return date(drawn.choice(YEARS), drawn.randint(1, 12), drawn.randint(1, 28))


def _vouchers(drawn: random.Random, history: History[Estate]) -> Iterator[Voucher]:
    """One a quarter, dated in its last month."""
    for year, quarter in itertools.product(YEARS, range(4)):
        yield Voucher(
            number=f"{history.id}-{year}-{quarter + 1}",
            voucher_date=date(year, 3 * quarter + 3, 1),
            service_from=date(year, 3 * quarter + 1, 1),
            service_to=date(year, 3 * quarter + 3, 1),
            amount=Decimal(drawn.randint(10_000, 3_000_000)) / 100,
            purpose="district_subsidy",
        )


def _evaluated(drawn: random.Random, id_: str) -> EstateYear:
    result = drawn.choices(("passed", "failed", "pending"), (8, 1, 1))[0]
    return EstateYear(id=id_, evaluation_result=result, joint_account_established=True)


def _decision(drawn: random.Random, number: int) -> RecordedDecision:
    kind = drawn.choice(("deduct_share", "cancel"))
    return RecordedDecision(
        file_number=f"盐房〔2020〕{number}号",
        decided_by="city_housing_with_finance",
        decided_on=date(2022, 3, 2),
        kind=kind,
        share=Decimal("0.2") if kind == "deduct_share" else None,
    )


def plain(given: Records) -> Amounts:
    """As somebody would write it by hand: months by rate by area; share of the vouchers, as evaluated and decided."""
    due: Amounts = {}
    for history in given.estates:
        estate = attrs.asdict(history.first, recurse=False)
        changes = sorted((one.first or date.min, one.fact, one.value) for one in history.alterations)
        for year in YEARS:
            months, in_scope = Decimal(0), False
            for month in range(1, 13):
                while changes and changes[0][0] <= date(year, month, 1):
                    _, fact, value = changes.pop(0)
                    estate[fact] = value
                in_scope = _in_scope(estate)
                months += _rate(estate) if in_scope else 0
            if estate["gross_floor_area"] is not None:
                subsidy = (months * estate["gross_floor_area"]).quantize(FEN, ROUND_HALF_UP)
                due[history.id, year, "district_government"] = subsidy
            paid = sum(
                one.amount or 0
                for one in given.vouchers[history.id]
                if one.service_from is not None and one.service_from.year == year
            )
            if estate["district"] in SHARES or not in_scope:
                award = paid * SHARES[estate["district"]] if in_scope else Decimal(0)
                due[history.id, year, "city_finance"] = award * _paid_now(given, history.id, year)
    return {key: amount for key, amount in due.items() if amount}


def _in_scope(estate: dict[str, object]) -> bool:
    built = estate["completion_year"]
    return bool(
        estate["in_urban_area"]
        and estate["recognised_by_district"]
        and isinstance(built, int)
        and built <= 1998
        and estate["infrastructure_aged"]
        and estate["supporting_facilities_incomplete"]
    )


def _rate(estate: dict[str, object]) -> Decimal:
    if estate["management_mode"] == "none":
        return Decimal(0)
    if estate["management_mode"] == "professional" or estate["renovated"]:
        return Decimal("0.1")
    return Decimal("0.3")


def _paid_now(given: Records, id_: str, year: int) -> Decimal:
    """The share of an award that can be paid."""
    result = given.years[id_, year].evaluation_result
    if result == "failed" and (id_, year) in given.decisions:
        (decided,) = given.decisions[id_, year]
        return Decimal(0) if decided.kind == "cancel" else 1 - Decimal(decided.share or 0)
    return Decimal(1 if result == "passed" else 0)


def settled(settlement: Settlement) -> Amounts:
    """What the ledger says is to be paid for estates, without what is open."""
    sums = totals(
        (one for one in settlement.lines if one.estate is not None), lambda one: (one.estate, one.year, one.payer)
    )
    return {one.key: one.known for one in sums if one.known and not one.open}  # type: ignore[misc]


@attrs.frozen
class Run:
    """One settlement of so many estates: what it took, and what plain Python took, in seconds of the processor.

    `memory` is the most that the process had, `before` what it had when all records were there, in MB; `asked` what all
    answers and findings about an estate's year take once it is settled.
    """

    estates: int
    engine: Engine
    seconds: float
    plainly: float
    asked: float
    lines: int
    before: float
    memory: float


def run(count: int, engine: Engine) -> Run:
    """Settle three years of so many estates, and compare."""
    policy = amend(load_policy(), load_amendment(shipped_policy() / "instruments" / "sample-adoption.yaml"))
    given = records(count)
    before, start = _memory(), time.process_time()
    settlement = settle(policy, given, YEARS, engine=engine)
    seconds, memory = time.process_time() - start, _memory()
    plainly = []
    for _ in range(5):
        start = time.process_time()
        expected = plain(given)
        plainly.append(time.process_time() - start)
    assert settled(settlement) == expected
    return Run(
        count, engine, seconds, statistics.median(plainly), _asked(settlement), len(settlement.lines), before, memory
    )


def _asked(settlement: Settlement) -> float:
    """Seconds for all answers and findings about an estate's year, as the mean of some hundreds."""
    every = itertools.chain.from_iterable(year.estates.values() for year in settlement.years)
    some = list(itertools.islice(every, 300))
    start = time.process_time()
    for decision in some:
        deque(decision.values(), maxlen=0)
        deque(decision.findings, maxlen=0)
    return (time.process_time() - start) / len(some)


def _memory() -> float:
    """The most memory that this process had so far, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (2**20 if sys.platform == "darwin" else 2**10)


def main(sizes: Sequence[int]) -> None:
    """Print a table in Markdown."""
    columns = ("estates", "by", "lines", "s", "ms a year", "× plain", "ms asked", "MB", "kB a year")
    _write(columns)
    _write(["---:", "---", *["---:"] * (len(columns) - 2)])
    processes = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(1, processes, max_tasks_per_child=1) as apart:
        for size, engine in itertools.product(sizes, ENGINES):
            _write(_row(apart.submit(run, size, engine).result()))


def _row(one: Run) -> Iterator[str]:
    years = one.estates * len(YEARS)
    yield from (f"{one.estates:,}", f"`{one.engine}`", f"{one.lines:,}")
    yield from (f"{one.seconds:,.1f}", f"{one.seconds / years * 1000:.2f}", f"{one.seconds / one.plainly:,.0f}")
    yield f"{one.asked * 1000:.2f}"
    yield from (f"{one.memory:,.0f}", f"{(one.memory - one.before) * 1024 / years:.0f}")


def _write(cells: Iterable[str]) -> None:
    sys.stdout.write(f"| {' | '.join(cells)} |\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main([int(size) for size in sys.argv[1:]] or SIZES)
