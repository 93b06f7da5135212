"""`reportgen build`: configs → files, in one process or several; on a terminal stdout is their paths."""

from __future__ import annotations

import argparse
from contextlib import closing, suppress
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from reportgen.cli.common import batch_code, reports_of
from reportgen.cli.options import add_config_options, add_unattended, seconds
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import ReportgenError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportgen.cli.build_log import Log
    from reportgen.cli.build_summary import Records
    from reportgen.cli.one_build import Outcome, Task

LIMIT_S = 1800
ENDED = 130  # by Ctrl-C, as shells have it


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "build",
        "build reports and write their files",
        ["acme.yaml --period 2026-10 --out reports", "clients/*.yaml --jobs auto --summary summary.json -q"],
    )
    add_config_options(parser)
    parser.add_argument("--out", default=".", metavar="DIR", help="where the files go (default: the current folder)")
    parser.add_argument(
        "--format",
        action="append",
        metavar="LIST",
        help="some of pdf,pptx,json,xlsx (default: all but xlsx, the appendix workbook); may be repeated",
    )
    parser.add_argument("--paths", action="store_true", help="print the files' paths off a terminal too")
    batch = parser.add_argument_group("many reports")
    batch.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes; auto: one a core (default: 1)")
    batch.add_argument("--fail-fast", action="store_true", help="begin no further report after one that failed")
    batch.add_argument("--summary", metavar="FILE", help="write what came of each report as JSON")
    batch.add_argument("--only-failed", action="store_true", help="leave what ended well in the last --summary")
    batch.add_argument(
        "--time-limit",
        type=seconds,
        default=LIMIT_S,
        metavar="SECONDS",
        help=f"for one report, with several processes (default: {LIMIT_S})",
    )
    add_unattended(parser)
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    from reportgen.cli.processes import processes

    if text == "auto":
        return processes()
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of processes. Write auto, or a number from 1 to 256.")


def run(options: argparse.Namespace) -> int:
    from reportgen.cli.build_log import JsonLog, TextLog
    from reportgen.cli.build_summary import Summary
    from reportgen.cli.one_build import Outcome

    log: Log = JsonLog() if options.log == "json" else TextLog(options.quiet, 1, options.paths)
    try:
        before = _last_summary(options)
        tasks = _tasks(options, before)
        _refuse_clashes(tasks)
        _refuse_file(Path(options.out))
    except ReportgenError as error:
        log.refused(error)
        return error.exit_code
    if options.log == "text":
        log = TextLog(options.quiet, len(tasks), options.paths)
    found = {task: Outcome(task, "not_started", None) for task in tasks}
    summary = Summary(Path(options.summary) if options.summary else None, before)
    summary.keep(found.values())  # before the work: a place that can't be written to is told at once
    code = ENDED
    try:
        for outcome in _outcomes(tasks, options, log):
            found[outcome.task] = outcome
            log.ended(outcome)
            with suppress(OSError):  # a full disk is told at the end, and stops no report here
                summary.keep(found.values())
        code = batch_code([outcome.code or 0 for outcome in found.values()])
    finally:  # after Ctrl-C too
        summary.keep(found.values(), code)
    log.finished(list(found.values()))
    return code


def _last_summary(options: argparse.Namespace) -> Records:
    if not options.only_failed:
        return {}
    if not options.summary:
        raise UsageError("--only-failed: which run's? Name its summary: --summary FILE.")
    from reportgen.cli.build_summary import read_summary

    return read_summary(Path(options.summary))


def _tasks(options: argparse.Namespace, before: Records) -> list[Task]:
    from reportgen.cli.build_summary import kept_cycle
    from reportgen.cli.one_build import Task

    formats = _formats(options.format)
    return [
        Task(
            config=config,
            client=client,
            period=options.period,
            as_of=options.as_of,
            formats=formats,
            out=options.out,
            settled=options.settled,
            wait_s=options.wait,
            kept=kept_cycle(before, config, client),
        )
        for config, client in reports_of(options.configs, options.client)
    ]


def _formats(lists: Sequence[str] | None) -> tuple[str, ...]:
    """Those of each list that was given; the usual ones where there was none."""
    from reportgen.pipeline import USUAL_FORMATS

    if lists is None:
        return USUAL_FORMATS
    formats = tuple(name.strip() for given in lists for name in given.split(",") if name.strip())
    if not formats:
        raise UsageError("--format: it names no format. Write some of pdf,pptx,json,xlsx.")
    return formats


def _outcomes(tasks: Sequence[Task], options: argparse.Namespace, log: Log) -> Iterator[Outcome]:
    """Each as it comes; with --fail-fast up to the first that failed, and those that were in hand then."""
    from reportgen import batch
    from reportgen.cli.one_build import Outcome, build_one

    def enough(result: Outcome | batch.Lost) -> bool:
        return bool(options.fail_fast) and (isinstance(result, batch.Lost) or result.result == "failed")

    limit_s = options.time_limit or None
    with closing(batch.run(build_one, tasks, options.jobs, log.started, limit_s, enough)) as results:
        for task, result in results:
            yield Outcome(task, "failed", 1, lines=(result.why,)) if isinstance(result, batch.Lost) else result


def _refuse_clashes(tasks: Sequence[Task]) -> None:
    """Two reports of one name would write over each other's files; upper and lower case are one on many disks."""
    seen: dict[str, str] = {}
    for task in tasks:
        files = normalize("NFC", task.stem).casefold()
        if seen.get(files) == task.name:
            raise UsageError(f"{task.name}: it is named twice. Name it once.")
        if files in seen:
            raise UsageError(
                f"{task.name}: its files would be named like those of {seen[files]}. Build them into two folders."
            )
        seen[files] = task.name


def _refuse_file(out: Path) -> None:
    """Before the work: a folder can't be made where a file stands."""
    there = next((path for path in (out, *out.parents) if path.exists()), None)
    if there is not None and not there.is_dir():
        raise UsageError(f"--out {out}: {there} is a file. Name a folder: the files are called as the config is.")
