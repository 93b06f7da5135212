"""`reportgen check`: configs → what is wrong with them, their data and their looks; nothing is rendered or written."""

from __future__ import annotations

import argparse
import sys

from reportgen.cli.common import GATE_HOLDS, Progress, run_reports, told_of
from reportgen.cli.options import add_config_options
from reportgen.cli.parser import Commands, add_command
from reportgen.errors import HeldError


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "check",
        "check what configs, their data and their looks lack, without rendering",
        ["acme.yaml", "clients/*.yaml --period 2026-10 -q"],
    )
    add_config_options(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    progress = Progress(options.quiet)
    return run_reports(
        options.configs, options.client, lambda config, client: _check(config, client, options, progress)
    )


def _check(config: str, client: str, options: argparse.Namespace, progress: Progress) -> int:
    from reportgen.cli.messages import holding_lines, warning_lines
    from reportgen.config.load import load_config
    from reportgen.pipeline import checked, today

    progress.step(f"{config}: checking")
    loaded = load_config(config, client)
    name = f"{config} ({client})" if client else config
    measured = checked(loaded, options.period, options.as_of or today(loaded.config.timezone))
    progress.done()
    for line in warning_lines(measured):
        progress.warn(told_of(name, line))
    if not options.quiet:
        print(f"{name}: ok, {measured.cycle.id}, gate {measured.scorecard.gate}")
    if measured.scorecard.gate != "hold":
        return 0
    for line in (GATE_HOLDS, *holding_lines(measured)):
        print(f"held: {name}: {line}", file=sys.stderr)
    return HeldError.exit_code
