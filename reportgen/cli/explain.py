"""`reportgen explain`: a KPI or a topic of a report → where its figures come from, down to the rows of the files."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reportgen.cli.common import run_each
from reportgen.cli.options import add_config, add_period_options
from reportgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from datetime import date

    from reportgen.config.schema import Loaded


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "explain",
        "show where a report's figures come from, down to the rows of the files",
        ["acme.yaml", "acme.yaml cac --period 2026-10", "acme.yaml cac --channel instagram", "acme.yaml content"],
    )
    add_config(parser)
    parser.add_argument("subject", nargs="?", default="", help="a KPI's id, or a topic; without it both are listed")
    parser.add_argument("--objective", default="", metavar="ID", help="where several objectives list the KPI")
    parser.add_argument("--channel", default="", metavar="CHANNEL", help="a KPI of this channel alone: instagram")
    add_period_options(parser)
    parser.add_argument("--format", default="tree", choices=("json", "tree"), help="default: tree")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.config], lambda config: _explain(config, options))


def _explain(config: str, options: argparse.Namespace) -> int:
    from reportgen.config.load import load_config
    from reportgen.pipeline import today

    loaded = load_config(config, options.client)
    as_of = options.as_of or today(loaded.config.timezone)
    print(_told(loaded, as_of, options, as_data=options.format == "json"))
    return 0


def _told(loaded: Loaded, as_of: date, options: argparse.Namespace, *, as_data: bool) -> str:
    """A KPI of the config's own goes before a topic that is called so."""
    from reportgen.cli.explain_json import as_json
    from reportgen.cli.explain_list import check_name, list_json, list_text
    from reportgen.cli.explain_text import as_text
    from reportgen.cli.topics import BY_ID, topic_json, topic_text
    from reportgen.config.checks import full_catalogue
    from reportgen.errors import UsageError
    from reportgen.pipeline import explain, measure

    name, kpis = options.subject, full_catalogue(loaded.config).kpis
    if not name:
        return list_json(loaded.config) if as_data else list_text(loaded.config)
    if name in BY_ID and name not in kpis:
        for option in ("objective", "channel"):
            if getattr(options, option):
                raise UsageError(f"--{option} goes with a KPI. {name} is a topic, which is explained as a whole.")
        measured = measure(loaded, options.period, as_of, numbered=True)
        return topic_json(BY_ID[name], measured) if as_data else topic_text(BY_ID[name], measured)
    check_name(name, kpis)
    found = explain(loaded, options.period, as_of, name, options.objective, options.channel)
    return as_json(found) if as_data else as_text(found)
