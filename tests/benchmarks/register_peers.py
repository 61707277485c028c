"""The rate and the amounts of every estate by OpenFisca or PolicyEngine, all rows at once, as their manuals have it.

    PYTHON tests/benchmarks/register_peers.py openfisca_core REGISTER RESULTS

It is run by an interpreter that has the peer and polars; nothing of this project is imported. A peer has no unknown: a
fact that nobody has given is false, nought or no mode. What the text leaves open is not in scope. The figures of the
peer are in single precision, as it keeps them.
"""

import importlib
import json
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import polars as pl

PERIOD = "2019"
MONTH = "2019-07"
YEARS = ("completion_year", "first_phase_year", "last_phase_year")
TRUTHS = (
    "in_urban_area",
    "recognised_by_district",
    "completed_in_phases",
    "infrastructure_aged",
    "supporting_facilities_incomplete",
    "renovated",
)
MODES = ("none", "professional", "self_governance", "subdistrict_trust")
NOT_THERE = 3
"""The status where the interpreter lacks the peer; `measuring` knows it."""

FIGURES = {"professional": 0.1, "renovated": 0.1, "unrenovated": 0.3, "latest_completion_year": 1998}


class Peer:
    """A tax and benefit system of one policy, in the manner that OpenFisca and PolicyEngine share."""

    def __init__(self, package: str) -> None:
        """Entity, parameters and variables."""
        of = self._of(package)
        self.builder = of("simulations").SimulationBuilder
        self.monthly, self.yearly = of("periods").MONTH, of("periods").YEAR
        self.variable = of("variables").Variable
        enums = of("indexed_enums") if package == "openfisca_core" else of("enums")
        self.enum = enums.Enum
        self.mode = enums.Enum("Mode", [(name, name) for name in MODES])
        self.encoded = enums.EnumArray
        self.estate = of("entities").build_entity(key="estate", plural="estates", label="", is_person=True)
        self.system = of("taxbenefitsystems").TaxBenefitSystem([self.estate])
        figures = {name: {"values": {"2000-01-01": {"value": figure}}} for name, figure in FIGURES.items()}
        self.system.parameters = of("parameters").ParameterNode("", data=figures)
        for variable in (*self._given(), *self._worked_out()):
            self.system.add_variable(variable)

    @staticmethod
    def _of(package: str) -> Any:  # noqa: ANN401 a peer's classes are known to nobody here
        def of(name: str) -> ModuleType:
            return importlib.import_module(f"{package}.{name}")

        return of

    def _named(self, name: str, type_: type, period: object, **more: object) -> type:
        members = {"value_type": type_, "entity": self.estate, "definition_period": period, "label": name, **more}
        return type(name, (self.variable,), members)

    def _given(self) -> list[type]:
        mode = {"possible_values": self.mode, "default_value": self.mode["none"]}
        return [
            *(self._named(name, bool, self.yearly) for name in TRUTHS),
            *(self._named(name, int, self.yearly) for name in YEARS),
            self._named("gross_floor_area", float, self.yearly),
            self._named("management_mode", self.enum, self.yearly, **mode),
        ]

    def _worked_out(self) -> list[type]:
        def in_scope(estate: Any, period: Any, parameters: Any) -> Any:  # noqa: ANN401
            latest, year = parameters(period).latest_completion_year, period.this_year
            first, last = estate("first_phase_year", year), estate("last_phase_year", year)
            phases = (last <= latest) & (first <= last)
            in_time = np.where(estate("completed_in_phases", year), phases, estate("completion_year", year) <= latest)
            truths = [estate(name, year) for name in TRUTHS if name not in ("completed_in_phases", "renovated")]
            return np.logical_and.reduce([in_time, *truths])

        def rate(estate: Any, period: Any, parameters: Any) -> Any:  # noqa: ANN401
            rates, year = parameters(period), period.this_year
            mode, renovated = estate("management_mode", year), estate("renovated", year)
            trusted = (mode == self.mode["self_governance"]) | (mode == self.mode["subdistrict_trust"])
            by_mode = np.select(
                [mode == self.mode["professional"], trusted & renovated, trusted],
                [rates.professional, rates.renovated, rates.unrenovated],
                0,
            )
            return estate("in_scope", period) * by_mode

        def monthly(estate: Any, period: Any) -> Any:  # noqa: ANN401
            return estate("district_subsidy_rate", period) * estate("gross_floor_area", period.this_year)

        def yearly(estate: Any, period: Any) -> Any:  # noqa: ANN401
            return estate("monthly_district_subsidy", period.first_month.offset(6, "month")) * 12

        return [
            self._named("in_scope", bool, self.monthly, formula=in_scope),
            self._named("district_subsidy_rate", float, self.monthly, formula=rate),
            self._named("monthly_district_subsidy", float, self.monthly, formula=monthly),
            self._named("yearly_district_subsidy", float, self.yearly, formula=yearly),
        ]

    def amounts(self, facts: pl.DataFrame) -> pl.DataFrame:
        """The rate and the amounts of every row."""
        simulation = self.builder().build_default_simulation(self.system, len(facts))
        for name in TRUTHS:
            simulation.set_input(name, PERIOD, facts[name].fill_null(value=False).to_numpy())
        for name in YEARS:
            simulation.set_input(name, PERIOD, facts[name].fill_null(0).to_numpy())
        area = facts["gross_floor_area"].cast(pl.Float64).fill_null(0)
        simulation.set_input("gross_floor_area", PERIOD, area.to_numpy())
        places = {name: place for place, name in enumerate(MODES)}
        modes = facts["management_mode"].fill_null("none").replace_strict(places, return_dtype=pl.Int16)
        simulation.set_input("management_mode", PERIOD, self.encoded(modes.to_numpy(), type(self.mode["none"])))
        periods = {
            "district_subsidy_rate": MONTH,
            "monthly_district_subsidy": MONTH,
            "yearly_district_subsidy": PERIOD,
        }
        found = {name: simulation.calculate(name, period) for name, period in periods.items()}
        return pl.DataFrame({"id": facts["id"], **{name: np.asarray(one) for name, one in found.items()}})


def main(package: str, register: Path, results: Path) -> None:
    """Print how long the work took, in seconds, and the most memory, in MB."""
    import resource  # noqa: PLC0415 not on every system

    try:
        peer = Peer(package)
    except ModuleNotFoundError:
        sys.exit(NOT_THERE)
    start = time.perf_counter()
    peer.amounts(pl.read_parquet(register)).write_parquet(results)
    seconds = time.perf_counter() - start
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
