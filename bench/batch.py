"""200 clients of one config: reports a minute in one process and in one a core, and what a worker's memory comes to.

Each client's report is the shop's of the samples, from the same files: PDF, deck and JSON. ``possible`` is the speed-up
that plain arithmetic has on this machine just then, whose cores may share more than their names tell.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from bench.cold import CHECKOUT
from reportgen import batch
from reportgen.cli.one_build import Outcome, Task, build_one
from reportgen.cli.processes import cores

REPORTS = int(os.environ.get("BENCH_REPORTS", "200"))
ALONE = max(10, REPORTS // 5)
"""In one process fewer are enough: after the first they take one time."""
_ARITHMETIC = "total = 0\nfor number in range(30_000_000):\n    total += number % 7"
_MIB = 1024 * (1 if sys.platform != "darwin" else 1024)

Made = tuple[Outcome, int, float]
"""What came of it, the worker's process id, and its memory then, in MiB."""


def made(task: Task) -> Made:
    outcome = build_one(task)
    return outcome, os.getpid(), memory()


def memory() -> float:
    """This process's resident set, in MiB; its peak where the system does not tell."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text("utf-8").splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MIB


def measure() -> list[dict[str, object]]:
    with tempfile.TemporaryDirectory() as folder:
        configs = _planted(Path(folder))
        alone = _run(configs[:ALONE], 1, folder)
        together = _run(configs, cores(), folder)
    for row, possible in ((alone, 1.0), (together, _possible(cores()))):
        row["possible"] = round(possible, 2)
        row["speed_up"] = round(float(str(row["reports_a_minute"])) / float(str(alone["reports_a_minute"])), 2)
    return [alone, together]


def _planted(folder: Path) -> list[Path]:
    shutil.copytree(CHECKOUT / "configs", folder / "configs")
    shop = folder / "configs" / "maison-lumiere.yaml"
    return [Path(shutil.copy(shop, shop.with_name(f"client-{number:03d}.yaml"))) for number in range(REPORTS)]


def _run(configs: list[Path], jobs: int, folder: str) -> dict[str, object]:
    out = str(Path(folder) / f"out-{jobs}")
    day = date(2026, 11, 5)
    tasks = [Task(str(config), "", "2026-10", day, ("pdf", "pptx", "json"), out) for config in configs]
    work: Callable[[Task], Made] = made
    seen: list[float] = []
    start = time.perf_counter()
    for _, result in batch.run(work, tasks, jobs):
        if isinstance(result, batch.Lost) or result[0].code != 0:
            raise SystemExit(f"a report failed: {result}")
        seen.append(result[2])
    seconds = time.perf_counter() - start
    return {
        "processes": jobs,
        "reports": len(tasks),
        "seconds": round(seconds, 1),
        "reports_a_minute": round(len(tasks) / seconds * 60, 1),
        "MiB_at_10": round(seen[min(9, len(seen) - 1)]),
        "MiB_at_last": round(seen[-1]),
        "MiB_most": round(max(seen)),
    }


def _possible(jobs: int) -> float:
    """How much more arithmetic as many processes do than one, in the same time."""
    alone, together = (_seconds_of(count) for count in (1, jobs))
    return jobs * alone / together


def _seconds_of(jobs: int) -> float:
    """Of ``jobs`` processes that all reckon at once; the median of three turns."""
    turns = []
    for _ in range(3):
        start = time.perf_counter()
        processes = [subprocess.Popen([sys.executable, "-c", _ARITHMETIC]) for _ in range(jobs)]
        for process in processes:
            process.wait()
        turns.append(time.perf_counter() - start)
    return sorted(turns)[1]
