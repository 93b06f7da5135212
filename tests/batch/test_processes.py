"""`--jobs auto`: one process a core, and no more than the free memory has room for."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportgen.cli import processes as machine
from reportgen.cli.processes import WORKER_MIB, processes

MIB = 2**20


@pytest.fixture(autouse=True)
def many_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "cores", lambda: 16)


def say(root: Path, **files: str) -> Path:
    (root / "proc").mkdir(exist_ok=True)
    (root / "sys/fs/cgroup").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        path = root / "proc/meminfo" if name == "meminfo" else root / "sys/fs/cgroup" / name.replace("_", ".")
        path.write_text(text, "utf-8")
    return root


def test_where_nothing_is_told_of_memory_cores_decide(tmp_path: Path) -> None:
    assert processes(tmp_path) == 16
    assert processes(say(tmp_path, memory_max="max\n", memory_current="4096\n")) == 16


def test_a_machine_with_little_free_memory_is_not_filled(tmp_path: Path) -> None:
    free = f"MemTotal:       64000000 kB\nMemFree:            1000 kB\nMemAvailable:   {3 * WORKER_MIB * 1024 + 9} kB\n"
    assert processes(say(tmp_path, meminfo=free)) == 3
    assert processes(say(tmp_path, meminfo="MemAvailable:   1000 kB\n")) == 1, "slowly rather than not at all"


def test_a_container_has_its_own_limit_and_its_file_cache_counts_as_free(tmp_path: Path) -> None:
    most, used, cached = WORKER_MIB * 4 * MIB, WORKER_MIB * 3 * MIB, WORKER_MIB * MIB
    stat = f"anon 7\ninactive_file {cached - MIB}\nactive_file {MIB}\nslab 9\n"
    say(tmp_path, meminfo="MemAvailable:   64000000 kB\n")
    assert processes(say(tmp_path, memory_max=f"{most}\n", memory_current=f"{used}\n")) == 1
    assert processes(say(tmp_path, memory_stat=stat)) == 2
