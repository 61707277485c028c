"""Work measured in a process of its own: how long it takes, how long the process does, and its most memory.

The process that starts it must stay small, for a child's most memory is at least that of its parent.
"""

import json
import pkgutil
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import attrs

NOT_THERE = 3
"""The status of a process whose work is not written yet, or whose interpreter lacks the peer."""


@attrs.frozen
class Measured:
    """So many rows by one way: the work and the whole process, in seconds, and the most memory, in MB."""

    way: str
    rows: int
    seconds: float
    whole: float
    memory: float


def measured(way: str, rows: int, command: Sequence[str], rounds: int) -> Measured | None:
    """Medians of several rounds, each a process; `None` where it is not there to be measured."""
    taken = []
    for _ in range(rounds):
        start = time.perf_counter()
        process = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True)
        whole = time.perf_counter() - start
        if process.returncode == NOT_THERE:
            return None
        process.check_returncode()
        told = json.loads(process.stdout)
        taken.append((told["seconds"], whole, told["memory"]))
    seconds, whole, memory = (statistics.median(part) for part in zip(*taken, strict=True))
    return Measured(way, rows, seconds, whole, memory)


def command(work: str, *arguments: object) -> list[str]:
    """What to start for a function, `module:name`, that takes paths or numbers."""
    return [sys.executable, "-m", __name__, work, *map(str, arguments)]


def done(work: str, *arguments: object) -> str:
    """What a function returned in a process of its own, as text."""
    process = subprocess.run(command(work, *arguments), stdout=subprocess.PIPE, check=True, text=True)
    return str(json.loads(process.stdout)["returned"])


def main(work: str, arguments: Sequence[str]) -> int:
    """Do the work, and print what it took."""
    function = pkgutil.resolve_name(work)
    given = [int(one) if one.isdigit() else Path(one) for one in arguments]
    start = time.perf_counter()
    try:
        returned = function(*given)
    except NotImplementedError:
        return NOT_THERE
    seconds = time.perf_counter() - start
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    memory = most / (2**20 if sys.platform == "darwin" else 2**10) + _of_started()
    sys.stdout.write(json.dumps({"seconds": seconds, "memory": memory, "returned": str(returned)}) + "\n")
    return 0


def _of_started() -> float:
    """The most memory, in MB, of the processes that this one started and that still run, Java for Spark; on Linux."""
    started = [one for task in Path("/proc/self/task").glob("*/children") for one in task.read_text().split()]
    told = [Path(f"/proc/{one}/status").read_text().splitlines() for one in started]
    return sum(int(line.split()[1]) for lines in told for line in lines if line.startswith("VmHWM:")) / 2**10


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
