"""The view of the law says in PostgreSQL of every row what `exact` says, by a server of its own where there is one."""

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import attrs
import pytest

from estate_policy import Estate, Household
from estate_policy.compiled import View, view, view_statement
from tests.columns import Facts, Row, about
from tests.kites import DAY, Kite, clause, conclusion, formula, parameter, read
from tests.natural import laws, sample, table_of, told

_NOBODY = 65534
"""A user who is not root; root may not start a server."""


@attrs.frozen
class Server:
    """A server that listens in a folder alone."""

    folder: Path

    def run(self, script: str) -> str:
        """What a script prints."""
        command = [
            "psql",
            "-X",
            "-q",
            "-t",
            "-A",
            "-v",
            "ON_ERROR_STOP=1",
            "-h",
            str(self.folder),
            "-U",
            "law",
            "postgres",
        ]
        done = subprocess.run(command, input=script, capture_output=True, text=True, check=False, env=_environment())
        assert done.returncode == 0, done.stderr[-2000:]
        return done.stdout


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server of its own, which is gone when the tests are."""
    programs = {name: _program(name) for name in ("initdb", "pg_ctl", "postgres", "psql")}
    absent = [name for name, found in programs.items() if found is None]
    if absent:
        pytest.skip(f"PostgreSQL is not here: no {', '.join(absent)}")
    # A socket's path may have a hundred characters, which pytest's own folders use up.
    with tempfile.TemporaryDirectory(prefix="law") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, _NOBODY, _NOBODY)
        data = folder / "data"
        _as_somebody([programs["initdb"], "-D", data, "-U", "law", "-A", "trust", "-E", "UTF8", "--no-locale", "-N"])
        options = f"-k {folder} -c listen_addresses= -c fsync=off"
        log = folder / "log"
        _as_somebody([programs["pg_ctl"], "-D", data, "-o", options, "-l", log, "-w", "-t", "60", "start"])
        try:
            yield Server(folder)
        finally:
            _as_somebody([programs["pg_ctl"], "-D", data, "-m", "immediate", "-w", "stop"])


def _program(name: str) -> str | None:
    versions = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return str(versions[-1]) if versions else shutil.which(name)


def _as_somebody(command: Sequence[object]) -> None:
    """Run a command as a user who may run a server; skip what cannot be tested, with what it says."""
    as_nobody: dict[str, Any] = {"user": _NOBODY, "group": _NOBODY, "extra_groups": []} if os.geteuid() == 0 else {}
    done = subprocess.run(
        list(map(str, command)), check=False, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=_environment(),
        cwd="/", **as_nobody,
    )  # fmt: skip
    if done.returncode != 0:
        pytest.skip(f"PostgreSQL cannot be started: {done.stderr.decode(errors='replace')[-500:]}")


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PG")} | {"LC_ALL": "C.UTF-8"}


def _in_postgres(server: Server, made: View, subjects: Mapping[type, Sequence[Facts]]) -> dict[str, Row]:
    tables = [statement for subject, rows in subjects.items() for statement in table_of(made, subject, rows)]
    script = ";\n".join(["BEGIN", *tables, view_statement(made, "postgres")])
    printed = server.run(f'{script}SELECT row_to_json(told) FROM "{made.name}" AS told;\nROLLBACK;\n')
    rows = [json.loads(line, parse_int=Decimal, parse_float=Decimal) for line in printed.splitlines()]
    return {row.pop("id"): row for row in rows}


@cache
def _of_sample(law: str, server: Server) -> dict[str, Row]:
    """What a view of one of the laws says of the sample register."""
    return _in_postgres(server, view(laws()[law], Estate, about(laws()[law], "estate")), {Estate: sample()})


@pytest.mark.parametrize("law", ["shipped", "instruments"])
def test_a_view_over_the_sample_register_says_what_is_decided(law: str, server: Server) -> None:
    assert _of_sample(law, server) == told(laws()[law], sample())


def test_a_view_of_another_law_says_something_else(server: Server) -> None:
    assert _of_sample("shipped", server) != told(laws()["instruments"], sample())


def test_households_get_what_their_estates_decide(server: Server) -> None:
    law = laws()["instruments"]
    estates = [facts for facts, _ in sample() if isinstance(facts, Estate)][:40]
    rows: list[Facts] = [
        (
            Household(id=str(place), estate=one, flat_area=Decimal("80.01"), served=True),
            ("vacant",) if place % 3 else (),
        )
        for place, one in enumerate([*estates, None])
    ]
    alone: list[Facts] = [(facts, ()) for facts in estates]
    made = view(law, Household, about(law, "household"))

    assert _in_postgres(server, made, {Household: rows, Estate: alone}) == told(law, rows)


def test_large_numbers_and_choices_among_figures_are_exact(server: Server) -> None:
    """Half of 10000000000007 squared ends in a half, which goes up; below nought, too."""
    choice = {"high": {"when": "entered", "then": "many"}, "low": {"when": "not entered", "then": "more"}}
    law = read({"1": clause(
        parameters={"big": parameter("10000000000007"), "half": parameter("0.5"), "many": parameter("100000"),
                    "more": parameter("200000")},
        conclusions={
            "a": formula("share", "round(height * big * big * half, 1)"),
            "b": formula("share", "round(height * half, 1) + span * half"),
            "c": conclusion("share", choice),
            "d": formula("share", "c * c * height"),
        },
    )}).on(DAY)  # fmt: skip
    rows: list[Facts] = [
        (Kite(id=f"{height} {span} {entered}", height=height, span=span, entered=entered), ())
        for height in (None, -2, -1, 0, 1, 2)
        for span in (None, 0, 3)
        for entered in (None, True, False)
    ]
    made = view(law, Kite, about(law, "kite"))
    found = _in_postgres(server, made, {Kite: rows})

    assert found["1 None None"]["a"] == Decimal(50000000000070000000000025)
    assert found == told(law, rows)
