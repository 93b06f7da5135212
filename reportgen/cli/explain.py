"""`reportgen explain`: one KPI of a config → where its figure comes from, down to the rows of the files."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from reportgen.cli.common import add_client, add_period_options, run_each

if TYPE_CHECKING:
    from argparse import _SubParsersAction


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("explain", help="show where a KPI's figure comes from", description=__doc__)
    parser.add_argument("config", metavar="CONFIG", help="a config file")
    parser.add_argument("kpi", metavar="KPI", help="its id; `reportgen kpis` lists them")
    parser.add_argument("--objective", default="", metavar="ID", help="where several objectives list the KPI")
    parser.add_argument("--channel", default="", metavar="CHANNEL", help="of this channel alone, such as instagram")
    add_period_options(parser)
    add_client(parser)
    parser.add_argument("--format", default="tree", choices=("json", "tree"), help="default: tree")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    return run_each([options.config], lambda config: _explain(config, options))


def _explain(config: str, options: argparse.Namespace) -> int:
    from reportgen.cli.explain_json import as_json
    from reportgen.cli.explain_text import as_text
    from reportgen.config.load import load_config
    from reportgen.pipeline import explain, today

    loaded = load_config(config, options.client)
    as_of = options.as_of or today(loaded.config.timezone)
    found = explain(loaded, options.period, as_of, options.kpi, options.objective, options.channel)
    print(as_json(found) if options.format == "json" else as_text(found))
    return 0
