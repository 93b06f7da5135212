"""This machine → how many processes `--jobs auto` is: one a core, and no more than its free memory has room for."""

from __future__ import annotations

import os
from pathlib import Path

WORKER_MIB = 300
"""What a worker takes for itself while it makes a report; what all share is less than a second one's."""
_SYSTEM = Path("/")


def processes(root: Path = _SYSTEM) -> int:
    """At least one. ``root`` is where the system tells of itself; where it tells nothing of memory, cores decide."""
    free = free_mib(root)
    return cores() if free is None else max(1, min(cores(), int(free / WORKER_MIB)))


def cores() -> int:
    """Those that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def free_mib(root: Path) -> float | None:
    """What can be had without pushing anything out: of the machine, or of a container where it has less."""
    found = (_machine(root / "proc/meminfo"), _container(root / "sys/fs/cgroup"))
    return min((free for free in found if free is not None), default=None)


def _machine(file: Path) -> float | None:
    for line in _text(file).splitlines():
        name, _, rest = line.partition(":")
        if name == "MemAvailable":
            return int(rest.split()[0]) / 1024
    return None


def _container(folder: Path) -> float | None:
    """What a container of limited memory has left. What its files fill in the cache can be had back."""
    most, used = _text(folder / "memory.max").strip(), _text(folder / "memory.current").strip()
    if not (most.isdecimal() and used.isdecimal()):
        return None
    words = (line.split() for line in _text(folder / "memory.stat").splitlines())
    cached = sum(int(word[1]) for word in words if word[0] in ("inactive_file", "active_file"))
    return (int(most) - int(used) + cached) / 2**20


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except OSError:
        return ""
