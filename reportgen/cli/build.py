"""`reportgen build`: configs → files, in one process or several; on a terminal stdout is their paths."""

from __future__ import annotations

import argparse
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.common import add_config_options, batch_code, reports_of
from reportgen.errors import ReportgenError, UsageError

if TYPE_CHECKING:
    from argparse import _SubParsersAction
    from collections.abc import Sequence

    from reportgen.cli.build_log import Log
    from reportgen.cli.build_summary import Records
    from reportgen.cli.one_build import Outcome, Task

LIMIT_S = 1800


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("build", help="build reports and write them", description=__doc__)
    add_config_options(parser)
    parser.add_argument("--out", default=".", metavar="DIR", help="where the files go (default: the current folder)")
    parser.add_argument(
        "--format",
        default="pdf,pptx,json",
        metavar="LIST",
        help="some of pdf,pptx,json,xlsx (default: all but xlsx, the appendix workbook)",
    )
    parser.add_argument("--paths", action="store_true", help="print the files' paths off a terminal too")
    batch = parser.add_argument_group("many reports")
    batch.add_argument("--jobs", type=_jobs, default=1, metavar="N", help="processes; auto: one a core (default: 1)")
    batch.add_argument("--fail-fast", action="store_true", help="begin no further report after one that failed")
    batch.add_argument("--summary", metavar="FILE", help="write what came of each report as JSON")
    batch.add_argument("--only-failed", action="store_true", help="leave what ended well in the last --summary")
    batch.add_argument(
        "--time-limit",
        type=_seconds,
        default=LIMIT_S,
        metavar="SECONDS",
        help=f"for one report, with several processes (default: {LIMIT_S})",
    )
    cron = parser.add_argument_group("unattended")
    cron.add_argument("--settled", action="store_true", help="leave with 4 while the cycle's data may still change")
    cron.add_argument(
        "--wait", type=_seconds, default=0, metavar="SECONDS", help="for another run of the same report (default: 0)"
    )
    cron.add_argument("--log", choices=("text", "json"), default="text", help="json: one line an event, on stderr")
    parser.set_defaults(run=run)


def _jobs(text: str) -> int:
    from reportgen.batch import cores

    if text == "auto":
        return cores()
    if text.isdecimal() and 1 <= int(text) <= 256:
        return int(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of processes. Write auto, or a number from 1 to 256.")


def _seconds(text: str) -> float:
    if text.isdecimal() and int(text) <= 604_800:
        return float(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds. Write one like 600.")


def run(options: argparse.Namespace) -> int:
    from reportgen.cli.build_log import JsonLog, TextLog
    from reportgen.cli.build_summary import write_summary
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
    found: dict[Task, Outcome] = {}
    try:
        _build(tasks, options, log, found)
    finally:  # after Ctrl-C too
        outcomes = [found.get(task) or Outcome(task, "not_started", None) for task in tasks]
        code = batch_code([outcome.code or 0 for outcome in outcomes])
        if options.summary:
            write_summary(Path(options.summary), outcomes, code, before)
    log.finished(outcomes)
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

    formats = tuple(name.strip() for name in options.format.split(",") if name.strip())
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


def _build(tasks: Sequence[Task], options: argparse.Namespace, log: Log, found: dict[Task, Outcome]) -> None:
    """``found`` gets each Outcome as it comes."""
    from reportgen import batch
    from reportgen.cli.one_build import Outcome, build_one

    with closing(batch.run(build_one, tasks, options.jobs, log.started, options.time_limit or None)) as results:
        for task, result in results:
            found[task] = Outcome(task, "failed", 1, lines=(result.why,)) if isinstance(result, batch.Lost) else result
            log.ended(found[task])
            if options.fail_fast and found[task].result == "failed":
                return


def _refuse_clashes(tasks: Sequence[Task]) -> None:
    """Two reports of one name would write over each other's files."""
    seen: dict[str, str] = {}
    for task in tasks:
        if task.stem in seen:
            raise UsageError(
                f"{task.name}: its files would be named like those of {seen[task.stem]}. Build them into two folders."
            )
        seen[task.stem] = task.name


def _refuse_file(out: Path) -> None:
    """Before the work: a folder can't be made where a file stands."""
    there = next((path for path in (out, *out.parents) if path.exists()), None)
    if there is not None and not there.is_dir():
        raise UsageError(f"--out {out}: {there} is a file. Name a folder: the files are called as the config is.")
