"""The command line: arguments → calls, prints and exit codes. The only room that prints."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from reportgen import __version__
from reportgen.cli.common import refused
from reportgen.cli.parser import Command, Parser
from reportgen.errors import ReportgenError


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code (0 done, 1 our fault, 2 the user's, 3 not all were sent, 4 held)."""
    parser, commands = _parser()
    options, left = parser.parse_known_args(arguments)
    if left:
        commands[options.command].refuse(left[0])
    try:
        with _ended_as_by_ctrl_c():
            code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        sys.stderr.close()  # the reader of our output has gone: nothing more to say
        return 1
    except KeyboardInterrupt:
        return 130
    except ReportgenError as error:
        print(f"error: {error}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"error: {refused(error, parser.prog)}", file=sys.stderr)
        return 1
    return code


@contextmanager
def _ended_as_by_ctrl_c() -> Iterator[None]:
    """A request to end, as systemd and cron's time limits make it, cleans up as Ctrl-C does."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _parser() -> tuple[Parser, Mapping[str, Command]]:
    """The program's, and each command's by its name."""
    from reportgen.cli import approve, build, check, explain, history, kpis, schedule, send, sources, utm

    parser = Parser(
        prog="reportgen",
        description="Social-media ROI reporting as code: one YAML file becomes an executive PDF and a PowerPoint.",
        epilog="Exit codes: 0 done, 1 a fault of ours, 2 config, data or command line wrong, 3 not all sent, 4 held.",
    )
    parser.add_argument("--version", action="version", version=f"reportgen {__version__}")
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", dest="command", parser_class=Command
    )
    for command in (build, check, approve, send, history, schedule, sources, explain, kpis, utm):
        command.add(commands)
    return parser, commands.choices
