"""What several commands share: running many configs, of which one failure never stops the rest, and their messages."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence

from reportgen.errors import ReportgenError

LOCALE = "en_GB"
"""What a terminal is told is English, whatever the report's language."""


def reports_of(configs: Sequence[str], client: str) -> list[tuple[str, str]]:
    """Each config with the id of each of its clients, or of the one that is asked for; "" where it has one alone.

    A config that can't be read stands for itself: what is wrong with it is told when its report is made.
    """
    from reportgen.config.extends import clients_of

    found: list[tuple[str, str]] = []
    for config in configs:
        try:
            ids = [row.id for row in clients_of(config)]
        except ReportgenError:
            ids = []
        found += [(config, one) for one in ids if not client or one == client] or [(config, client)]
    return found


def run_reports(configs: Sequence[str], client: str, run: Callable[[str, str], int]) -> int:
    """As `run_each`, for each client of each config: ``run`` gets the config and the client's id."""
    reports = {f"{config} ({one})" if one else config: (config, one) for config, one in reports_of(configs, client)}
    return run_each(list(reports), lambda name: run(*reports[name]))


def told_of(report: str, line: str) -> str:
    """A line with the report's name, unless it begins with it: the places in data files do not tell it."""
    return line if line.startswith(f"{report}:") else f"{report}: {line}"


def batch_code(codes: Sequence[int]) -> int:
    """The exit code of one report, or that of a batch: 1 if any ended with 1 or 2, else 3, else 4, else 0."""
    if len(codes) == 1:
        return codes[0]
    return next((code for bad, code in ((1, 1), (2, 1), (3, 3), (4, 4)) if bad in codes), 0)


def run_each(configs: Sequence[str], run: Callable[[str], int]) -> int:
    """Runs ``run`` for each config and prints its error; the exit code as `batch_code`."""
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
            print(f"error: {refused(error, config)}", file=sys.stderr)
            codes.append(1)
    return batch_code(codes)


def refused(error: OSError, about: str) -> str:
    """What the system would not do, and with which file; with ``about`` where it does not say."""
    return f"{error.filename or about}: {error.strerror or error}"


GATE_HOLDS = "quality.gate is hold and the data are not complete; do not send this report"


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
