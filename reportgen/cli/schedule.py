"""`reportgen schedule`: a config → the files by which a scheduler makes each report when its data are final."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from datetime import time
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.common import reports_of, run_each
from reportgen.cli.options import add_as_of, add_config
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import UsageError

if TYPE_CHECKING:
    from reportgen.cli.schedule_formats import Plan
    from reportgen.config.schema import Config, Loaded

NOT_DUE = 4
WAIT_S = 600


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "schedule",
        "print what a scheduler needs to make each report when its data are final",
        ["acme.yaml", "acme.yaml --format systemd --at 07:15", "acme.yaml --due"],
    )
    add_config(parser)
    parser.add_argument(
        "--format", default="crontab", choices=("crontab", "systemd", "github"), help="default: crontab"
    )
    parser.add_argument("--at", type=_time, default=time(6, 30), metavar="HH:MM", help="where the client is (06:30)")
    parser.add_argument("--out", default="reports", metavar="DIR", help="of the reports, from the config's folder")
    parser.add_argument("--program", default="", metavar="PATH", help="how reportgen is called (default: as here)")
    parser.add_argument("--due", action="store_true", help="print nothing; 0 on the day of the report, else 4")
    add_as_of(parser)
    parser.set_defaults(run=run)


def _time(text: str) -> time:
    try:
        return time.fromisoformat(text).replace(second=0)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a time. Write it like 06:30.") from None


def run(options: argparse.Namespace) -> int:
    return run_each([options.config], lambda config: _due(config, options) if options.due else _print(config, options))


def _due(config: str, options: argparse.Namespace) -> int:
    from reportgen.cli.schedule_times import due_days, is_due
    from reportgen.config.load import load_config
    from reportgen.pipeline import today

    for path, client in reports_of([config], options.client):
        given = load_config(path, client).config
        due_days(given.spec, given.settle_days())  # refuses what is never right
        if is_due(given.spec, given.settle_days(), options.as_of or today(given.timezone)):
            return 0
    return NOT_DUE


def _print(config: str, options: argparse.Namespace) -> int:
    from reportgen.cli.schedule_formats import FORMATS
    from reportgen.config.load import load_config

    for given in (config, options.out, options.program):
        if any(ord(char) < 32 for char in given):
            raise UsageError(f"{given!r}: a name with a control character can't stand in a schedule.")
    every = [load_config(path, client) for path, client in reports_of([config], options.client)]
    plans = [_plan(loaded, options, loaded.client) for loaded in every]
    rhythms = {(plan.days, plan.zone, plan.guard, plan.secrets, plan.arguments[0]) for plan in plans}
    if len(rhythms) == 1 and not options.client:
        plans = [_plan(every[0], options, "")]  # one run for all clients
    print(FORMATS[options.format](plans, _program(options)), end="")
    return 0


def _plan(loaded: Loaded, options: argparse.Namespace, client: str) -> Plan:
    from reportgen.cli.schedule_formats import Plan
    from reportgen.cli.schedule_times import due_days
    from reportgen.pipeline import today

    config, path = loaded.config, Path(loaded.path)
    name, out = path.name, options.out
    if options.format == "github":  # runs at the repository's top, where this command does
        name, out = path.as_posix(), (path.parent / out).as_posix()
    one = ("--client", client) if client else ()
    days = due_days(config.spec, config.settle_days())
    arguments = (*_command(config, name, out, many=bool(config.clients) and not client), *one)
    return Plan(
        name=client or path.stem,
        folder=str(path.resolve().parent),
        arguments=arguments,
        guard=("schedule", name, "--due", *one) if any(day.every_day for day in days) else (),
        days=days,
        at=options.at,
        zone=config.timezone,
        secrets=_secrets(config) if arguments[0] == "send" else (),
        out=out,
        year=(options.as_of or today(config.timezone)).year,
    )


def _command(config: Config, name: str, out: str, *, many: bool) -> tuple[str, ...]:
    """`send` builds by itself; what a person has to approve first is built, and says that it waits."""
    alone = ("--settled", "--wait", str(WAIT_S))
    waits = config.deliver is not None and config.deliver.approval == "required"
    if config.deliver is not None and config.deliver.smtp is not None and not waits:
        return ("send", name, *alone, "--quiet")
    jobs = ("--jobs", "auto") if many else ()
    return ("build", name, *alone, *(() if waits else ("--quiet",)), "--out", out, *jobs)


def _secrets(config: Config) -> tuple[str, ...]:
    smtp = config.deliver.smtp if config.deliver else None
    named = (smtp.user, smtp.password) if smtp else ()
    return tuple(name.strip("${}") for name in named if name)


def _program(options: argparse.Namespace) -> list[str]:
    if options.program:
        return [options.program]
    if options.format == "github":
        return ["reportgen"]
    found = shutil.which("reportgen") or shutil.which(sys.argv[0])
    return [os.path.abspath(found)] if found else [sys.executable, "-m", "reportgen"]  # noqa: PTH100  a link stays one
