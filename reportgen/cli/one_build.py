"""A Task → its Outcome: one report built and written, in this process or in a worker. Prints nothing."""

from __future__ import annotations

import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from reportgen.cli.common import GATE_HOLDS, refused
from reportgen.errors import HeldError, Problem, ReportgenError
from reportgen.locks import locked

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded
    from reportgen.periods import Cycle

Result = Literal["built", "sent", "unsent", "shown", "held", "failed", "kept", "not_started"]


@dataclass(frozen=True, slots=True)
class Task:
    """A report to build or to send. ``as_of``: None for today where the client is. ``kept``: the cycle that an earlier
    run built, which is left as it is."""

    config: str
    client: str
    period: str
    as_of: date | None
    formats: tuple[str, ...]
    out: str
    settled: bool = False
    wait_s: float = 0
    kept: str = ""

    @property
    def name(self) -> str:
        return f"{self.config} ({self.client})" if self.client else self.config

    @property
    def stem(self) -> str:
        """What the files' names begin with."""
        return self.client or Path(self.config).stem


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a Task. ``code`` is the exit code of a run of this report alone; None of one not started.

    ``lines`` say why, as a terminal shows it; ``problems`` are the same for machines, where the error held Problems.
    """

    task: Task
    result: Result
    code: int | None
    cycle: str = ""
    seconds: float = 0.0
    files: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()


def build_one(task: Task) -> Outcome:
    return outcome_of(task, _built)


def outcome_of(task: Task, work: Callable[[Task, list[str]], Outcome]) -> Outcome:
    """Never raises but for Ctrl-C and a closed pipe: what goes wrong is told in the Outcome."""
    start = time.perf_counter()
    cycles: list[str] = []
    try:
        found = work(task, cycles)
    except BrokenPipeError:
        raise
    except ReportgenError as error:
        result: Result = "held" if isinstance(error, HeldError) else "failed"
        problems = getattr(error, "problems", ())
        found = Outcome(task, result, error.exit_code, lines=tuple(str(error).splitlines()), problems=problems)
    except OSError as error:
        found = Outcome(task, "failed", 1, lines=(refused(error, task.config),))
    except Exception:
        found = Outcome(task, "failed", 1, lines=tuple(traceback.format_exc().splitlines()))
    return replace(found, cycle="".join(cycles), seconds=time.perf_counter() - start)


def _built(task: Task, cycles: list[str]) -> Outcome:
    """``cycles`` gets the cycle's id as soon as it is known: a report that fails has one too."""
    from reportgen.cli.approve import waiting
    from reportgen.cli.font_lines import font_lines
    from reportgen.cli.messages import holding_lines, warning_lines
    from reportgen.config.load import load_config
    from reportgen.periods import parse_period
    from reportgen.pipeline import build, today, write

    loaded = load_config(task.config, task.client)
    as_of = task.as_of or today(loaded.config.timezone)
    cycle = parse_period(task.period, loaded.config.spec, as_of)
    cycles.append(cycle.id)
    if task.kept == cycle.id:
        return Outcome(task, "kept", 0)
    if task.settled:
        refuse_unsettled(loaded, cycle, as_of)
    with locked(Path(task.out) / f".{loaded.stem}.lock", task.wait_s, "another run is building this report"):
        made = build(loaded, task.period, as_of, task.formats)
        files = write(made, task.out)
    hold = made.scorecard.gate == "hold"
    return Outcome(
        task,
        "held" if hold else "built",
        4 if hold else 0,
        files=tuple(map(str, files)),
        warnings=(*warning_lines(made.measured), *font_lines(made), *waiting(made)),
        lines=(GATE_HOLDS, *holding_lines(made.measured)) if hold else (),
    )


def refuse_unsettled(loaded: Loaded, cycle: Cycle, as_of: date) -> None:
    """Raises HeldError before the cycle's data are final."""
    day = cycle.end + timedelta(days=loaded.config.settle_days())
    if as_of < day:
        raise HeldError(f"{cycle.id} has not settled: its data are final from {day} on (settle_days)")
