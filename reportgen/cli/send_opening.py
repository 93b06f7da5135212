"""A config and the options of `reportgen send` → Sending, with its ledger open and no other run at it. The environment
enters here. Prints nothing."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.cli.one_send import Patience, Sending
from reportgen.errors import ConfigError, HeldError, Place, Problem

if TYPE_CHECKING:
    from reportgen.cli.one_build import Task
    from reportgen.config.schema import Loaded
    from reportgen.config.schema_deliver import Deliver
    from reportgen.deliver.server import Server
    from reportgen.ledger.store import Ledger
    from reportgen.periods import Cycle

BY_THE_CLOCK = frozenset({"last", "last-month", "current"})


@contextmanager
def opened(task: Task, cycles: list[str], options: argparse.Namespace, patience: Patience) -> Iterator[Sending]:
    """``cycles`` gets the cycle's id as soon as it is known. Raises ConfigError, UsageError, HeldError and LedgerError,
    before anything is built or sent."""
    from reportgen.config.load import load_config
    from reportgen.deliver.parcels import recipients
    from reportgen.periods import parse_period
    from reportgen.pipeline import today

    loaded = load_config(task.config, task.client)
    deliver = _deliver(loaded)
    as_of = options.as_of or today(loaded.config.timezone)
    cycle = parse_period(options.period, loaded.config.spec, as_of)
    cycles.append(cycle.id)
    if options.settled:
        from reportgen.cli.one_build import refuse_unsettled

        refuse_unsettled(loaded, cycle, as_of)
    readers = recipients(deliver, options.only)
    server = None if options.dry_run else _server(loaded, deliver)
    with ExitStack() as stack:
        ledger = _ledger(loaded, options.dry_run)
        if ledger is not None:
            stack.enter_context(ledger)
            if options.period in BY_THE_CLOCK:
                _refuse_earlier(ledger, loaded.stem, cycle)
        if not options.dry_run:
            stack.enter_context(_alone(loaded, options.wait))
        yield Sending(loaded, deliver, cycle, as_of, readers, server, ledger, options, patience)


def _deliver(loaded: Loaded) -> Deliver:
    """What the config says of delivery. Raises ConfigError where it says nothing, or names no server."""
    deliver = loaded.config.deliver
    if deliver is not None and deliver.smtp is not None:
        return deliver
    key = "deliver" if deliver is None else "deliver.smtp"
    cure = "Add deliver with to, from and smtp." if deliver is None else "Add smtp with the server's host."
    place = loaded.marks.place(tuple(key.split("."))) if loaded.marks else Place(key=key)
    problem = Problem(place, "missing_key", "this key is missing: without it nothing can be sent", cure)
    raise ConfigError([problem])


def _server(loaded: Loaded, deliver: Deliver) -> Server:
    from reportgen.config.placed import placed
    from reportgen.deliver.server import server

    assert deliver.smtp is not None
    try:
        return server(deliver.smtp, Path(loaded.folder), os.environ)
    except ConfigError as error:
        raise ConfigError(placed(error.problems, loaded.marks)) from None


def _ledger(loaded: Loaded, only_read: bool) -> Ledger | None:
    """None where nothing is to be written and none is there yet."""
    from reportgen.ledger.store import Ledger
    from reportgen.pipeline import ledger_path

    path = ledger_path(loaded)
    return None if path is None or (only_read and not path.exists()) else Ledger(path)


def _refuse_earlier(ledger: Ledger, stem: str, cycle: Cycle) -> None:
    """Raises HeldError for a cycle before one that was sent: the clock that named it has jumped back."""
    last = ledger.last_sent(stem)
    if last is not None and cycle.end <= last[1]:
        why = f"{cycle.id} is before {last[0]}, which was sent already: is this machine's clock right?"
        raise HeldError(f"{why} To send it all the same, name it: --period {cycle.id}")


def _alone(loaded: Loaded, wait_s: float) -> AbstractContextManager[None]:
    """The right to send this report; the ledger, which stands beside, says what another machine has in hand."""
    from reportgen.locks import locked
    from reportgen.pipeline import ledger_path

    path = ledger_path(loaded)
    assert path is not None
    return locked(path.with_name(f".{loaded.stem}.send.lock"), wait_s, "another run is sending this report")
