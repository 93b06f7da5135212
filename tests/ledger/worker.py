"""A process that delivers: `python -m tests.ledger.worker LEDGER RECIPIENTS [LAST [STEP]]`. Prints whom it "sent" to.

The print stands for the server's yes: a kill between it and the ledger's commit is the uncertain case.
"""

from __future__ import annotations

import os
import signal
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

from sqlalchemy import Engine, event

from reportgen.ledger.store import Ledger
from reportgen.model.delivery import DeliveryKey
from tests.ledger.samples import AT, PDF, record


def work(path: Path, recipients: int, last: int = 0, step: int = 0) -> None:
    """It kills itself so many steps of SQLite's after it has sent to ``last`` recipients; both 0: never."""
    left, done = (step if last == 0 else 0), 0

    def took_a_step() -> None:
        nonlocal left
        left -= 1
        if left == 0:
            die()

    with watched(took_a_step), Ledger(path) as ledger:
        ledger.record(record(), AT)
        for number in range(recipients):
            key = DeliveryKey("lumiere", "2026-10", f"{number}@example.com")
            if ledger.claim(key, f"<{number}@example.com>", (PDF,), AT) == "send":
                print(number, flush=True)
                done += 1
                if done == last:
                    left = step or die()
                ledger.settle(key, "sent", AT)


def die() -> NoReturn:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError("it lives on")


@contextmanager
def watched(took_a_step: Callable[[], None]) -> Iterator[None]:
    """Called at every instruction of SQLite's machine, on whatever connection is opened meanwhile."""

    def look(connection: sqlite3.Connection, _: object) -> None:
        connection.set_progress_handler(took_a_step, 1)

    event.listen(Engine, "connect", look)
    try:
        yield
    finally:
        event.remove(Engine, "connect", look)


if __name__ == "__main__":
    work(Path(sys.argv[1]), *map(int, sys.argv[2:]))
