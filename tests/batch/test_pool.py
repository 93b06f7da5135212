"""The pool: a task that fails, hangs or ends its process never stops or delays the others."""

from __future__ import annotations

import itertools
import os
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from types import SimpleNamespace

import pytest

from reportgen import batch
from reportgen.batch import Lost, run


def work(task: str) -> str:
    """What a worker does with each kind of task."""
    if task == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    if task == "hang":
        time.sleep(600)
    return f"{task} {os.getpid()}"


@pytest.fixture(autouse=True)
def cold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_WARM", ())  # nothing is built here


def test_a_worker_that_dies_or_hangs_costs_its_own_task_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clock stands until all others are done, so that none of them is too slow, whatever the machine."""
    clock: Iterator[float] = itertools.repeat(0.0)
    monkeypatch.setattr(batch, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    found: dict[str, str | Lost] = {}
    tasks = ["die", "hang", *map(str, range(6))]
    for task, result in run(work, tasks, 2, limit_s=0.5):
        found[task] = result
        if len(found) == len(tasks) - 1:
            clock = itertools.count(1.0)
    assert found["die"] == Lost("its process ended by signal 9; too little memory is the usual cause")
    assert (list(found)[-1], found["hang"]) == ("hang", Lost("it took longer than 0.5 seconds"))
    assert {task for task, result in found.items() if str(result).startswith(f"{task} ")} == set(map(str, range(6)))


def test_workers_are_replaced_after_their_share(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "RECYCLED_AFTER", 2)
    found = dict(run(work, list(map(str, range(8))), 2))
    assert len(found) == 8
    assert len({str(result).split()[1] for result in found.values()}) >= 4


def test_leaving_early_ends_the_workers() -> None:
    with closing(run(work, ["0", "hang", "hang"], 2)) as results:
        task, result = next(results)
    assert task == "0"
    with pytest.raises(ProcessLookupError):
        os.kill(int(str(result).split()[1]), 0)


def test_one_job_works_in_this_process() -> None:
    assert list(run(work, ["0", "1"], 1)) == [("0", f"0 {os.getpid()}"), ("1", f"1 {os.getpid()}")]


def aside(task: str) -> list[str]:
    """Puts something aside, tells the file ``task`` where, and returns what lies there."""
    folder = Path(tempfile.gettempdir())
    (folder / Path(task).name).touch()
    Path(task).write_text(str(folder), "utf-8")
    if task.endswith("die"):
        os.kill(os.getpid(), signal.SIGKILL)
    return [path.name for path in folder.iterdir()]


def test_each_task_has_a_folder_of_its_own_for_temporary_files_of_which_nothing_stays(tmp_path: Path) -> None:
    tasks = [str(tmp_path / name) for name in ("0", "die", "1", "2")]
    found = dict(run(aside, tasks, 2))
    assert [found[task] for task in tasks if not task.endswith("die")] == [["0"], ["1"], ["2"]]
    folders = {Path(task).read_text("utf-8") for task in tasks}
    assert len(folders) == 4
    assert not [folder for folder in folders if Path(folder).exists()]


@pytest.mark.parametrize("jobs", [1, 2])
def test_after_what_is_enough_no_task_is_begun_and_those_in_hand_are_finished(jobs: int) -> None:
    begun: list[str] = []
    results = run(work, list("012345"), jobs, started=begun.append, enough=lambda _: True)
    assert sorted(task for task, _ in results) == begun == list("01")[:jobs]
