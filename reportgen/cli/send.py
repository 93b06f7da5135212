"""`reportgen send`: configs → their reports, built and mailed to each reader once; who had it before gets nothing."""

from __future__ import annotations

import argparse
import sys
from typing import TYPE_CHECKING

from reportgen.cli.common import Progress, add_config_options, run_reports

if TYPE_CHECKING:
    from argparse import _SubParsersAction

    from reportgen.cli.one_send import Sending
    from reportgen.deliver.parcels import Mailing
    from reportgen.deliver.rounds import Delivered
    from reportgen.model.delivery import Receipt

FAILED, HELD = 3, 4
PATIENCE_S = 900
_TOLD = {
    "refused": "refused by the server",
    "failed": "not sent yet, the next run tries again",
    "uncertain": "perhaps sent, the next run sends it again with the same Message-ID",
}


def add(commands: _SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("send", help="build reports and mail them to their readers", description=__doc__)
    add_config_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the mail and who would get it; send nothing")
    parser.add_argument("--only", default="", metavar="ADDRESS", help="send to this one of the config's readers")
    parser.add_argument("--strict", action="store_true", help="hold a report with a notice too")
    parser.add_argument("--settled", action="store_true", help="leave with 4 while the cycle's data may still change")
    parser.add_argument(
        "--patience",
        type=_seconds,
        default=PATIENCE_S,
        metavar="SECONDS",
        help=f"how long to go on where a server refuses for now (default: {PATIENCE_S})",
    )
    parser.set_defaults(run=run)


def _seconds(text: str) -> float:
    if text.isdecimal() and int(text) <= 86_400:
        return float(text)
    raise argparse.ArgumentTypeError(f"'{text}' is no number of seconds. Write one like 600.")


def run(options: argparse.Namespace) -> int:
    progress = Progress(options.quiet)
    return run_reports(options.configs, options.client, lambda config, client: _send(config, client, options, progress))


def _send(config: str, client: str, options: argparse.Namespace, progress: Progress) -> int:
    from reportgen.cli.one_send import opened

    name = f"{config} ({client})" if client else config
    progress.step(f"{name}: preparing")
    with opened(config, client, options) as sending:
        if not options.dry_run and sending.is_done:
            progress.done()
            _say(progress, f"{name}: {sending.cycle.id} was sent to everybody before")
            return 0
        mailing = sending.mailing
        progress.done()
        if options.dry_run:
            _show(sending, mailing, name)
            return 0
        for line in sending.notes:
            progress.warn(f"{name}: {line}")
        progress.step(f"{name}: sending")
        delivered = sending.delivered()
        progress.done()
    return _told(delivered, name, progress)


def _told(delivered: Delivered, name: str, progress: Progress) -> int:
    """A line a reader: on a terminal for what went well, always for what did not. Returns the exit code."""
    for receipt in delivered.receipts:
        if receipt.state == "sent":
            _say(progress, f"{name}: {_sent(receipt)}")
        else:
            words = f"{receipt.recipient.address}: {_TOLD[receipt.state]}: {receipt.detail}"
            print(f"error: {name}: {words}", file=sys.stderr)
    for reader in delivered.busy:
        print(f"held: {name}: {reader.address}: another run has this mail in hand", file=sys.stderr)
    if any(receipt.state != "sent" for receipt in delivered.receipts):
        return FAILED
    return HELD if delivered.busy else 0


def _sent(receipt: Receipt) -> str:
    return f"{'sent before' if receipt.again else 'sent'}: {receipt.recipient.address}"


def _say(progress: Progress, line: str) -> None:
    if progress.terminal:
        print(line, file=sys.stderr)


def _show(sending: Sending, mailing: Mailing, name: str) -> None:
    """The mail as its readers' programs show it without HTML, and what happens to whom."""
    kept = "" if mailing.attached else f", in {sending.deliver.folder}"
    print(f"{name}: {sending.cycle.id}, gate {sending.gate}; nothing is sent")
    for reader, state in sending.states():
        print(
            f"  to      {reader.name} <{reader.address}>: {state}"
            if reader.name
            else f"  to      {reader.address}: {state}"
        )
    print(f"  from    {sending.deliver.sender}")
    print(f"  files   {', '.join(file.name for file in mailing.files)}{kept}")
    if sending.held:
        print(f"  held    {sending.held}")
    print(f"  subject {mailing.body.subject}\n\n{mailing.body.text}")
