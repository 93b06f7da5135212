"""What several commands share: their options, and running many configs of which one failure never stops the rest."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date

from reportgen.errors import ReportgenError


def add_config_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("configs", nargs="+", metavar="CONFIG", help="a config file")
    add_period_options(parser)
    parser.add_argument("-q", "--quiet", action="store_true", help="print errors alone")


def add_period_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--period",
        default="last",
        help="last (default), current, or a cycle: 2026-10, 2026-Q3, 2026-W41, 2026-H2, 2026",
    )
    add_as_of(parser)


def add_as_of(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--as-of", type=_day, metavar="DATE", help="the day the report is made on (default: today where the client is)"
    )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a date. Write it like 2026-11-05.") from None


def run_each(configs: Sequence[str], run: Callable[[str], int]) -> int:
    """Runs ``run`` for each config and prints its error; the exit code of one config, or a batch's.

    In a batch: 1 if any ended with 1 or 2, else 4, else 0.
    """
    codes = []
    for config in configs:
        try:
            codes.append(run(config))
        except ReportgenError as error:
            _print_error(error, config if len(configs) > 1 else "")
            codes.append(error.exit_code)
        except BrokenPipeError:
            raise
        except OSError as error:
            print(f"error: {error.filename or config}: {error.strerror or error}", file=sys.stderr)
            codes.append(1)
    if len(codes) == 1:
        return codes[0]
    return next((code for bad, code in ((1, 1), (2, 1), (4, 4)) if bad in codes), 0)


def held(config: str) -> int:
    """Says that the report is held, and returns the exit code for it."""
    print(
        f"held: {config}: quality.gate is hold and the data are not complete; do not send this report", file=sys.stderr
    )
    return 4


def _print_error(error: ReportgenError, config: str) -> None:
    """Each of its lines; in a batch with the config, which the places in data files do not tell."""
    for line in str(error).splitlines():
        named = f"{config}: {line}" if config and not line.startswith(config) else line
        print(f"error: {named}", file=sys.stderr)


class Progress:
    """Lines about what is being done, on a terminal only; and warnings, unless quiet."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.terminal = sys.stderr.isatty() and not quiet

    def step(self, text: str) -> None:
        if self.terminal:
            print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)

    def done(self) -> None:
        if self.terminal:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)

    def warn(self, text: str) -> None:
        if not self.quiet:
            self.done()
            print(f"warning: {text}", file=sys.stderr)
