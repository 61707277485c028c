import subprocess
import sys
from pathlib import Path

import pytest

from estate_policy.loading import shipped_policy

ROOT = Path(__file__).parents[1]
REFORM = str(shipped_policy() / "reforms" / "raise-unrenovated-rate.yaml")


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The command with these arguments, in English."""
    command = [sys.executable, "-c", "from estate_policy.cli import main; main()", *arguments, "--lang", "en"]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT, encoding="utf-8")


def test_an_assessment_names_its_amendments() -> None:
    told = run("assess", "examples/register-2019.csv", "--amend", REFORM, "--engine", "exact").stdout

    assert "amended by: Raise the rate of unrenovated estates (example) (EXAMPLE instrument)" in told
    assert "rows rest on an EXAMPLE instrument" in told


def test_an_assessment_without_amendments_names_none() -> None:
    told = run("assess", "examples/register-2019.csv", "--engine", "exact").stdout

    assert "EXAMPLE" not in told


@pytest.mark.parametrize("command", [["check"], ["assess", "examples/register-2019.csv"]])
def test_an_amendment_laid_twice_is_refused(command: list[str]) -> None:
    told = run(*command, "--amend", REFORM, "--amend", REFORM)

    assert "is the name of another document or amendment" in told.stdout + told.stderr
    assert told.returncode in {1, 2}
