"""Many tasks → their results, in worker processes; one that fails, hangs or dies never stops the rest.

The workers are forked from a process that has the heavy libraries loaded, and are replaced after RECYCLED_AFTER tasks,
because the engines below do not give all of their memory back. Each task has a folder of its own for temporary files,
taken away when it ends, however it ends. What a task does is the caller's: this module hands out, waits and replaces.
`multiprocessing.Pool` is no help here: it waits for ever for the task of a worker that died.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import shutil
import signal
import tempfile
import time
from collections import deque
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from multiprocessing.context import ForkServerContext, SpawnContext
    from multiprocessing.process import BaseProcess

    Context = ForkServerContext | SpawnContext

Task = TypeVar("Task")
Result = TypeVar("Result")

RECYCLED_AFTER = 25
_WARM = (
    "reportgen.pipeline", "reportgen.sources.read", "reportgen.kpis.evaluate", "reportgen.insight.decide",
    "reportgen.document.outline", "reportgen.render.pdf", "reportgen.render.deck", "reportgen.render.data",
    "reportgen.cli.one_build", "reportgen.cli.messages", "babel.numbers", "babel.dates", "duckdb", "python_calamine",
    "numpy", "reportgen.render.warm", "matplotlib.backends.backend_svg", "pikepdf", "pptx",
    "xlsxwriter", "reportgen.ledger.made", "reportgen.ledger.store",
)  # fmt: skip
"""What every build needs, loaded once; a name that is not there is passed over."""
_LEAVE_S = 5.0


@dataclass(frozen=True, slots=True)
class Lost:
    """In a result's place: why the worker could not give one."""

    why: str


def run(
    work: Callable[[Task], Result],
    tasks: Sequence[Task],
    jobs: int,
    started: Callable[[Task], None] = lambda _: None,
    limit_s: float | None = None,
    enough: Callable[[Result | Lost], bool] = lambda _: False,
) -> Generator[tuple[Task, Result | Lost], None, None]:
    """Each task with its result, in the order in which they end; closing the iterator ends the workers. After a result
    that is ``enough`` no further task is begun; those in hand are finished.

    With one job ``work`` runs in this process, where nothing bounds its time. ``work`` has to be a module's function.
    """
    if jobs > 1 and len(tasks) > 1:
        yield from _Pool(work, deque(tasks), started, limit_s, enough).results(min(jobs, len(tasks)))
        return
    for task in tasks:
        started(task)
        result = work(task)
        yield task, result
        if enough(result):
            return


@dataclass(eq=False)
class _Worker(Generic[Task]):
    """A process and the way to it; ``done`` counts what it was given, ``folder`` is for what its task puts aside."""

    process: BaseProcess
    pipe: Connection
    task: list[Task] = field(default_factory=list)  # none or one
    folder: str = ""
    until: float | None = None
    done: int = 0


@dataclass
class _Pool(Generic[Task, Result]):
    work: Callable[[Task], Result]
    tasks: deque[Task]
    started: Callable[[Task], None]
    limit_s: float | None
    enough: Callable[[Result | Lost], bool]
    workers: list[_Worker[Task]] = field(default_factory=list)

    def results(self, jobs: int) -> Generator[tuple[Task, Result | Lost], None, None]:
        context = _context()
        try:
            for _ in range(jobs):
                self._hire(context)
            while self.workers:
                for worker in self._ready():
                    result = self._result(worker)
                    (task,) = worker.task
                    worker.task.clear()
                    if self.enough(result):
                        self.tasks.clear()
                    self._next(worker, context, lost=isinstance(result, Lost))
                    yield task, result
        finally:
            _end(self.workers)

    def _hire(self, context: Context) -> None:
        ours, theirs = context.Pipe()
        process = context.Process(target=_serve, args=(theirs, self.work), daemon=True)
        process.start()
        theirs.close()  # so that the worker's end is the only one, and its death is seen
        worker: _Worker[Task] = _Worker(process, ours)
        self.workers.append(worker)
        self._give(worker)

    def _give(self, worker: _Worker[Task]) -> None:
        task = self.tasks.popleft()
        self.started(task)
        worker.task, worker.done, worker.folder = [task], worker.done + 1, tempfile.mkdtemp(prefix="reportgen-")
        worker.until = time.monotonic() + self.limit_s if self.limit_s else None
        try:
            worker.pipe.send((task, worker.folder))
        except OSError:
            return  # it has died: seen when its result is asked for

    def _next(self, worker: _Worker[Task], context: Context, lost: bool) -> None:
        """Another task, by this worker or, where it is used up or lost, by a new one."""
        if self.tasks and not lost and worker.done < RECYCLED_AFTER:
            self._give(worker)
            return
        self.workers.remove(worker)
        worker.pipe.close()  # the worker leaves when there is nobody to serve
        if self.tasks:
            self._hire(context)

    def _ready(self) -> list[_Worker[Task]]:
        """Those with a result, or whose time is up."""
        times = [worker.until for worker in self.workers if worker.until is not None]
        patience = max(0.0, min(times) - time.monotonic()) if times else None
        ready = wait([worker.pipe for worker in self.workers], patience)
        now = time.monotonic()
        return [
            worker
            for worker in self.workers
            if worker.pipe in ready or (worker.until is not None and worker.until <= now)
        ]

    def _result(self, worker: _Worker[Task]) -> Result | Lost:
        try:
            if not worker.pipe.poll():
                worker.process.kill()
                worker.process.join(_LEAVE_S)
                return Lost(f"it took longer than {self.limit_s:g} seconds")
            result: Result = worker.pipe.recv()
            return result
        except (EOFError, OSError):
            worker.process.join(_LEAVE_S)
            code = worker.process.exitcode
            how = f"by signal {-code}" if code is not None and code < 0 else f"with code {code}"
            return Lost(f"its process ended {how}; too little memory is the usual cause")
        finally:
            shutil.rmtree(worker.folder, ignore_errors=True)


def _context() -> Context:
    """Workers forked from a warm process, where the system knows how."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(list(_WARM))
    return context


def _end(workers: list[_Worker[Task]]) -> None:
    """Ends what still runs: politely, so that half-written files are taken away, then for good."""
    for worker in workers:
        worker.process.terminate()
    until = time.monotonic() + _LEAVE_S
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()
        worker.pipe.close()
        shutil.rmtree(worker.folder, ignore_errors=True)
    workers.clear()


def _serve(pipe: Connection, work: Callable[[Task], Result]) -> None:
    """A worker's life: Ctrl-C is the parent's affair, a request to end is obeyed with all clean-up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    while True:
        try:
            task, tempfile.tempdir = pipe.recv()
        except (EOFError, OSError):
            return
        result = work(task)
        with contextlib.suppress(BrokenPipeError):  # there is nobody to serve any more
            pipe.send(result)


def _leave(*_: object) -> None:
    raise SystemExit(128 + signal.SIGTERM)
