"""The options that several commands share, and what their values may be."""

from __future__ import annotations

import argparse
from datetime import date

from reportgen.periods import YEARS

MOST_SECONDS = 604_800


def add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("config", metavar="CONFIG", help="a config file")
    add_client(parser)


def add_config_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("configs", nargs="+", metavar="CONFIG", help="a config file")
    add_period_options(parser)
    add_client(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors alone")


def add_period_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period",
        default="last",
        help="last (default), current, or a cycle: 2026-10, 2026-Q3, 2026-W41, 2026-H2, 2026",
    )
    add_as_of(parser)


def add_client(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--client", default="", metavar="ID", help="of a config for many clients, this one alone")


def add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day the report is made on (default: today where the client is)"
    )


def add_unattended(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("unattended")
    group.add_argument("--settled", action="store_true", help="leave with 4 while the cycle's data may still change")
    group.add_argument(
        "--wait", type=seconds, default=0, metavar="SECONDS", help="for another run of the same report (default: 0)"
    )
    group.add_argument("--log", choices=("text", "json"), default="text", help="json: one line an event, on stderr")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date. Write it like 2026-11-05.") from None
    if day.year not in YEARS:
        raise argparse.ArgumentTypeError(f"'{text}' is too far from any report. Write it like 2026-11-05.")
    return day


def seconds(text: str) -> float:
    if text.isdecimal() and int(text) <= MOST_SECONDS:
        return float(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds. Write one like 600.")
