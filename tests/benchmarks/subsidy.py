"""One estate, six conclusions about its subsidy, by each engine here, by plain Python, and by peers.

    pip install zen-engine rule-engine cel-python
    python -m tests.benchmarks.subsidy

Each peer decides the same facts to the same answers, which is checked before anything is timed. Engines here also find
bounds, causes and the reason; plain Python, rule-engine and cel-python give values alone, zen-engine with its trace.
"""

import itertools
import json
import statistics
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

import attrs

from estate_policy import Engine, Estate, LawInForce, decide, load_policy
from estate_policy.decision import Decision
from estate_policy.trace import trace

SIX = (
    "completed_in_time",
    "in_scope",
    "guidance_price_applies",
    "district_subsidy_rate",
    "monthly_district_subsidy",
    "yearly_district_subsidy",
)
BASE = Estate(
    id="TH-001",
    district="亭湖区",
    in_urban_area=True,
    recognised_by_district=True,
    completed_in_phases=False,
    completion_year=1996,
    infrastructure_aged=True,
    supporting_facilities_incomplete=True,
    gross_floor_area=Decimal("12345.67"),
    management_mode="self_governance",
    renovated=False,
    owners_assembly_established=False,
)
ESTATES = [
    attrs.evolve(BASE, completion_year=year, management_mode=mode, renovated=renovated)
    for year in (1990, 1998, 1999)
    for mode in ("professional", "self_governance", "subdistrict_trust", "none")
    for renovated in (True, False)
]
"""All that the rules read is known of each, so that engines without an unknown can follow."""

Figures = tuple[bool, bool, Decimal, Decimal, Decimal]
By = Callable[[Estate], Figures]

SCOPE = (
    "in_urban_area and recognised_by_district and in_time and infrastructure_aged and supporting_facilities_incomplete"
)
TRUSTED = '(management_mode == "self_governance" or management_mode == "subdistrict_trust")'


def plain(estate: Estate) -> Figures:
    """As somebody would write it by hand."""
    in_time = cast("int", estate.completion_year) <= 1998
    in_scope = bool(
        estate.in_urban_area
        and estate.recognised_by_district
        and in_time
        and estate.infrastructure_aged
        and estate.supporting_facilities_incomplete
    )
    rate = Decimal(0)
    if in_scope and estate.management_mode == "professional":
        rate = Decimal("0.1")
    elif in_scope and estate.management_mode in ("self_governance", "subdistrict_trust"):
        rate = Decimal("0.1") if estate.renovated else Decimal("0.3")
    monthly = rate * Decimal(cast("Decimal", estate.gross_floor_area))
    return in_time, in_scope, rate, monthly, monthly * 12


def here(law: LawInForce, engine: Engine, *, traced: bool) -> By:
    """The engine here: which rule held and what keeps others open, or also every part that decided and was read."""

    def by(estate: Estate) -> Figures:
        decision = decide(law, estate, engine=engine)
        for name in SIX if traced else ():
            trace(decision[name])
        return _figures(decision)

    return by


def _figures(decision: Decision) -> Figures:
    values = [decision[name].working_value for name in SIX if name != "guidance_price_applies"]
    return cast("Figures", tuple(values))


def by_rule_engine() -> By:
    """rule-engine, a rule a conclusion."""
    import rule_engine  # noqa: PLC0415 a peer, installed for the benchmark alone

    in_time, scope = rule_engine.Rule("completion_year <= 1998"), rule_engine.Rule(SCOPE)
    rates = [
        (rule_engine.Rule('in_scope and management_mode == "professional"'), Decimal("0.1")),
        (rule_engine.Rule(f"in_scope and {TRUSTED} and renovated"), Decimal("0.1")),
        (rule_engine.Rule(f"in_scope and {TRUSTED} and not renovated"), Decimal("0.3")),
    ]
    amount = rule_engine.Rule("rate * area")

    def by(estate: Estate) -> Figures:
        facts = _facts(estate)
        facts["in_time"] = in_time.matches(facts)
        facts["in_scope"] = scope.matches(facts)
        rate = next((rate for rule, rate in rates if rule.matches(facts)), Decimal(0))
        monthly = amount.evaluate({"rate": rate, "area": Decimal(str(facts["gross_floor_area"]))})
        return facts["in_time"], facts["in_scope"], rate, monthly, monthly * 12

    return by


def by_cel() -> By:
    """cel-python, a program a conclusion, amounts in hundredths of a fen: the language has no decimals."""
    import celpy  # noqa: PLC0415 a peer, installed for the benchmark alone

    environment = celpy.Environment()

    def program(text: str) -> Any:  # noqa: ANN401 the peer's own type
        return environment.program(environment.compile(text))

    in_time, scope = program("completion_year <= 1998"), program(SCOPE.replace(" and ", " && "))
    trusted = TRUSTED.replace(" or ", " || ")
    rate = program(
        f'!in_scope ? 0 : management_mode == "professional" ? 1 : {trusted} ? (renovated ? 1 : 3) : 0',
    )
    amount = program("rate * area")

    def by(estate: Estate) -> Figures:
        facts = {name: celpy.json_to_cel(value) for name, value in _facts(estate).items()}
        facts["in_time"] = in_time.evaluate(facts)
        facts["in_scope"] = scope.evaluate(facts)
        facts["rate"] = rate.evaluate(facts)
        facts["area"] = celpy.json_to_cel(int(cast("Decimal", estate.gross_floor_area) * 100))
        monthly = Decimal(int(amount.evaluate(facts))) / 1000
        return bool(facts["in_time"]), bool(facts["in_scope"]), Decimal(int(facts["rate"])) / 10, monthly, monthly * 12

    return by


def by_zen() -> By:
    """zen-engine, an expression node for scope and a decision table for the rate, with its trace."""
    import zen  # noqa: PLC0415 a peer, installed for the benchmark alone

    def table(*rows: Sequence[str]) -> Mapping[str, object]:
        return {
            "hitPolicy": "first",
            "inputs": [{"id": "when", "name": "when", "field": ""}],
            "outputs": [{"id": "rate", "name": "rate", "field": "rate"}],
            "passThrough": True,
            "rules": [{"_id": f"r{number}", "when": when, "rate": rate} for number, (when, rate) in enumerate(rows)],
        }

    def expressions(**values: str) -> Mapping[str, object]:
        pairs = [{"id": key, "key": key, "value": value} for key, value in values.items()]
        return {"expressions": pairs, "passThrough": True}

    nodes: list[dict[str, object]] = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {
            "id": "time",
            "name": "time",
            "type": "expressionNode",
            "content": expressions(in_time="completion_year <= 1998"),
        },
        {"id": "scope", "name": "scope", "type": "expressionNode", "content": expressions(in_scope=SCOPE)},
        {
            "id": "rates",
            "name": "rates",
            "type": "decisionTableNode",
            "content": table(
                ('in_scope and management_mode == "professional"', "0.1"),
                (f"in_scope and {TRUSTED} and renovated", "0.1"),
                (f"in_scope and {TRUSTED} and not renovated", "0.3"),
                ("", "0"),
            ),
        },
        {
            "id": "amounts",
            "name": "amounts",
            "type": "expressionNode",
            "content": expressions(monthly="rate * gross_floor_area", yearly="rate * gross_floor_area * 12"),
        },
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    order = [cast("str", node["id"]) for node in nodes]
    edges = [
        {"id": f"{one}-{other}", "sourceId": one, "targetId": other, "type": "edge"}
        for one, other in itertools.pairwise(order)
    ]
    decision = zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))

    def by(estate: Estate) -> Figures:
        found = decision.evaluate(_facts(estate), {"trace": True})["result"]
        figures = [Decimal(str(found[name])) for name in ("rate", "monthly", "yearly")]
        return found["in_time"], found["in_scope"], figures[0], figures[1], figures[2]

    return by


def _facts(estate: Estate) -> dict[str, Any]:
    facts = attrs.asdict(estate)
    return {name: float(one) if isinstance(one, Decimal) else one for name, one in facts.items() if one is not None}


def timed(by: Callable[[Estate], object], rounds: int = 20) -> float:
    """Microseconds an estate: the median of several rounds over all of them."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        for estate in ESTATES:
            by(estate)
        taken.append((time.perf_counter() - start) / len(ESTATES))
    return statistics.median(taken) * 1e6


def only(law: LawInForce, names: Sequence[str]) -> LawInForce:
    """The law with some conclusions and no findings, as a policy of these alone would give it."""
    return attrs.evolve(law, conclusions={name: law.conclusions[name] for name in names}, findings={})


def main() -> None:
    """Print a table in Markdown."""
    loading = time.perf_counter()
    policy = load_policy()
    loading = time.perf_counter() - loading
    law = policy.on(date(2019, 7, 1))
    first = time.perf_counter()
    decide(law, BASE)
    first = time.perf_counter() - first
    six = only(law, SIX)
    engines: Sequence[Engine] = ("exact", "durable", "confirmed")
    ways: dict[str, By] = {"plain Python, `Decimal`, no trace": plain}
    ways |= {f"`{engine}`, with rules and causes": here(six, engine, traced=False) for engine in engines}
    ways |= {f"`{engine}`, with the whole trace": here(six, engine, traced=True) for engine in engines}
    for name, peer in (("rule-engine", by_rule_engine), ("cel-python", by_cel), ("zen-engine, traced", by_zen)):
        try:
            ways[name] = peer()
        except ImportError:
            sys.stderr.write(f"{name} is not installed\n")
    for name, by in ways.items():
        for estate in ESTATES:
            # Peers without decimals are held to the fen.
            expected, found = plain(estate), by(estate)
            assert [round(one, 2) for one in found] == [round(one, 2) for one in expected], (name, found, expected)
    took = {name: timed(by) for name, by in ways.items()}
    whole = {f"`{engine}`": timed(lambda estate, by=engine: decide(law, estate, engine=by)) for engine in engines}  # type: ignore[misc]
    lines = ["| six conclusions by | µs | × plain Python |", "|---|---:|---:|"]
    lines += [
        f"| {name} | {one:.1f} | {one / took['plain Python, `Decimal`, no trace']:.0f} |" for name, one in took.items()
    ]
    lines += ["", "| the whole estate policy by | µs | a second |", "|---|---:|---:|"]
    lines += [f"| {name} | {one:.0f} | {1e6 / one:,.0f} |" for name, one in whole.items()]
    lines += ["", f"load and check {loading:.3f} s; first decision after it {first * 1000:.1f} ms"]
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
