"""What a terminal or a log is told while reports are built or sent: Tasks, Outcomes → lines on stderr, paths on stdout.

Off a terminal a success says nothing but its warnings. ``json``: one line an event, on stderr, and nothing else.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from reportgen.cli.common import Progress, told_of
from reportgen.cli.one_build import Outcome, Task
from reportgen.errors import Problem, ReportgenError


class Log(Protocol):
    """What is told of a run."""

    def started(self, task: Task) -> None: ...

    def ended(self, outcome: Outcome) -> None: ...

    def finished(self, outcomes: Sequence[Outcome]) -> None: ...

    def refused(self, error: ReportgenError) -> None: ...


class TextLog:
    """For people. Of many reports each line says of which it is; ``doing`` is what is done with one."""

    def __init__(self, quiet: bool, total: int, paths: bool, doing: str = "building") -> None:
        self._doing, self._progress, self._quiet, self._total = doing, Progress(quiet), quiet, total
        self._paths = paths or (not quiet and (sys.stdout.isatty() or sys.stderr.isatty()))
        self._results: Counter[str] = Counter()

    def started(self, task: Task) -> None:
        if self._total == 1:
            self._progress.step(f"{task.name}: {self._doing}")
        else:
            self._count(task.name)

    def ended(self, outcome: Outcome) -> None:
        self._results[outcome.result] += 1
        self._progress.done()
        for line in outcome.warnings:
            self._progress.warn(told_of(outcome.task.name, line))
        for path in outcome.files if self._paths else ():
            print(path, flush=True)
        word = "held" if outcome.result == "held" else "error"
        for line in outcome.lines:
            alone = self._total == 1 and word == "error"
            print(f"{word}: {line if alone else told_of(outcome.task.name, line)}", file=sys.stderr)
        if self._total > 1:
            self._count(outcome.task.name)

    def finished(self, outcomes: Sequence[Outcome]) -> None:
        """The table, on a terminal, and wherever not all went well."""
        self._progress.done()
        bad = any(outcome.code != 0 for outcome in outcomes)
        if self._total > 1 and not self._quiet and (bad or self._progress.terminal):
            print("\n".join(table(outcomes)), file=sys.stderr)

    def refused(self, error: ReportgenError) -> None:
        print(f"error: {error}", file=sys.stderr)

    def _count(self, name: str) -> None:
        done = sum(self._results.values())
        bad = f", {self._results['failed']} failed" if self._results["failed"] else ""
        self._progress.step(f"{done}/{self._total}{bad}: {name}")


class JsonLog:
    """For machines. The time is this machine's, in UTC."""

    def started(self, task: Task) -> None:
        event("start", _of(task))

    def ended(self, outcome: Outcome) -> None:
        for line in outcome.warnings:
            event("warning", {**_of(outcome.task), "period": outcome.cycle, "message": line})
        event(outcome.result, outcome_json(outcome))

    def finished(self, outcomes: Sequence[Outcome]) -> None:
        event("finished", {"reports": len(outcomes), **Counter(str(outcome.result) for outcome in outcomes)})

    def refused(self, error: ReportgenError) -> None:
        problems = [problem_json(problem) for problem in getattr(error, "problems", ())]
        event("failed", {"code": error.exit_code, "message": str(error), "problems": problems})


def outcome_json(outcome: Outcome) -> dict[str, object]:
    """For the log and for the summary."""
    task = outcome.task
    return {
        "config": task.config,
        "client": task.client or None,
        "period": outcome.cycle or None,
        "result": outcome.result,
        "code": outcome.code,
        "seconds": round(outcome.seconds, 2),
        "files": list(outcome.files),
        "message": "\n".join(outcome.lines) or None,
        "problems": [problem_json(problem) for problem in outcome.problems],
    }


def problem_json(problem: Problem) -> dict[str, object]:
    """A Problem's parts, without the empty ones; its place's keys are those of Place."""
    place = {key: value for key in problem.place.__slots__ if (value := getattr(problem.place, key))}
    parts: dict[str, object] = {
        "kind": problem.kind,
        "what": problem.what,
        "would_be_right": problem.would_be_right,
        "candidates": list(problem.candidates),
        "place": place,
    }
    return {key: value for key, value in parts.items() if value}


def table(outcomes: Sequence[Outcome]) -> list[str]:
    """One line a report: config, period, result, seconds; and what they come to."""
    rows = [("config", "period", "result", "seconds")]
    rows += [(one.task.name, one.cycle or "-", one.result, f"{one.seconds:.1f}") for one in outcomes]
    widths = [max(len(row[place]) for row in rows) for place in range(4)]
    lines = [
        f"{row[0]:<{widths[0]}}  {row[1]:<{widths[1]}}  {row[2]:<{widths[2]}}  {row[3]:>{widths[3]}}" for row in rows
    ]
    counted = Counter(one.result for one in outcomes)
    total = ", ".join(f"{number} {name.replace('_', ' ')}" for name, number in counted.most_common())
    return [*lines, f"{len(outcomes)} reports: {total}"]


def _of(task: Task) -> dict[str, object]:
    return {"config": task.config, "client": task.client or None}


def event(name: str, told: Mapping[str, object]) -> None:
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": name, **told}
    line.pop("result", None)  # the event says it
    known = {key: value for key, value in line.items() if value not in (None, [], "")}
    print(json.dumps(known, ensure_ascii=False), file=sys.stderr, flush=True)
