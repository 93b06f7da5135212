"""`reportgen send`: configs → their reports, built and mailed to each reader once; who had it before gets nothing."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from reportgen.cli.common import Progress, batch_code, reports_of
from reportgen.cli.options import add_config_options, add_unattended, seconds
from reportgen.cli.parser import Commands, add_command

if TYPE_CHECKING:
    from reportgen.cli.one_build import Outcome, Task
    from reportgen.cli.one_send import Patience, Sending
    from reportgen.deliver.parcels import Mailing
    from reportgen.deliver.rounds import Delivered
    from reportgen.model.delivery import Receipt

FAILED, HELD = 3, 4
PATIENCE_S = 900


def add(commands: Commands) -> None:
    parser = add_command(
        commands,
        "send",
        "build reports and mail each reader theirs, once",
        ["acme.yaml --dry-run", "acme.yaml --period 2026-10", "clients/*.yaml --settled -q"],
    )
    add_config_options(parser)
    parser.add_argument("--dry-run", action="store_true", help="show the mail and who would get it; send nothing")
    parser.add_argument("--only", default="", metavar="ADDRESS", help="send to this one of the config's readers")
    parser.add_argument("--strict", action="store_true", help="hold a report with a notice too")
    parser.add_argument(
        "--patience",
        type=seconds,
        default=PATIENCE_S,
        metavar="SECONDS",
        help=f"how long to go on in all where servers refuse for now (default: {PATIENCE_S})",
    )
    add_unattended(parser)
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    from reportgen.cli.build_log import JsonLog, TextLog
    from reportgen.cli.one_build import Task, outcome_of
    from reportgen.cli.one_send import Patience

    reports = reports_of(options.configs, options.client)
    tasks = [Task(config, client, options.period, options.as_of, (), "") for config, client in reports]
    log = JsonLog() if options.log == "json" else TextLog(options.quiet, len(tasks), False, "sending")
    outcomes, patience = [], Patience(options.patience)
    for task in tasks:
        log.started(task)
        outcomes.append(outcome_of(task, partial(_send, options=options, patience=patience)))
        log.ended(outcomes[-1])
    log.finished(outcomes)
    return batch_code([outcome.code or 0 for outcome in outcomes])


def _send(task: Task, cycles: list[str], options: argparse.Namespace, patience: Patience) -> Outcome:
    """``cycles`` gets the cycle's id as soon as it is known."""
    from reportgen.cli.one_build import Outcome
    from reportgen.cli.send_opening import opened

    with opened(task, cycles, options, patience) as sending:
        if options.dry_run:
            _show(sending, sending.mailing, task.name)
            return Outcome(task, "shown", 0)
        if sending.is_done:
            _say(options, f"{task.name}: {sending.cycle.id} was sent to everybody before")
            return Outcome(task, "kept", 0)
        delivered = sending.delivered()
        for receipt in delivered.receipts:
            _tell(task, sending.cycle.id, receipt, options)
        return _outcome(task, delivered, tuple(sending.notes))


def _outcome(task: Task, delivered: Delivered, notes: tuple[str, ...]) -> Outcome:
    """Raises the ledger's error where it failed before anybody was tried."""
    from reportgen.cli.one_build import Outcome

    lines = tuple(_lines(delivered))
    if delivered.stopped and all(receipt.again for receipt in delivered.receipts):
        raise delivered.stopped
    if delivered.stopped or any(receipt.state != "sent" for receipt in delivered.receipts):
        return Outcome(task, "unsent", FAILED, warnings=notes, lines=lines)
    held = bool(delivered.busy)
    return Outcome(task, "held" if held else "sent", HELD if held else 0, warnings=notes, lines=lines)


def _lines(delivered: Delivered) -> Iterator[str]:
    """Whatever did not go well, a line each."""
    from reportgen.cli.one_send import told

    yield from (told(receipt) for receipt in delivered.receipts if receipt.state != "sent")
    yield from (f"{reader.address}: another run has this mail in hand" for reader in delivered.busy)
    if delivered.stopped:
        yield f"{delivered.stopped} Who is not named here may still lack the mail: run again."


def _tell(task: Task, cycle: str, receipt: Receipt, options: argparse.Namespace) -> None:
    """A line of the log; on a terminal what went well, since what did not stands in the outcome."""
    from reportgen.cli.build_log import event

    if options.log == "json":
        report = {"config": task.config, "client": task.client, "period": cycle}
        mail = {"address": receipt.recipient.address, "message_id": receipt.message_id, "detail": receipt.detail}
        event("mail", {**report, **mail, "state": receipt.state, "again": receipt.again})
    elif receipt.state == "sent":
        _say(options, f"{task.name}: {'sent before' if receipt.again else 'sent'}: {receipt.recipient.address}")


def _say(options: argparse.Namespace, line: str) -> None:
    progress = Progress(options.quiet)
    if progress.terminal and options.log == "text":
        progress.done()
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
        for line in (sending.held, *sending.reasons):
            print(f"  held    {line}")
    print(f"  subject {mailing.body.subject}\n\n{mailing.body.text}")
