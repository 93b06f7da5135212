"""A process that delivers: `python -m tests.ledger.worker LEDGER RECIPIENTS [LAST]`. Prints whom it "sent" to.

The print stands for the server's yes: a kill between it and the ledger's commit is the uncertain case.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from reportgen.ledger.store import Ledger
from reportgen.model.delivery import DeliveryKey
from tests.ledger.samples import AT, PDF, record


def work(path: Path, recipients: int, last: int = 0) -> None:
    """``last``: it kills itself as it has sent to so many."""
    done = 0
    with Ledger(path) as ledger:
        ledger.record(record(), AT)
        for number in range(recipients):
            key = DeliveryKey("lumiere", "2026-10", f"{number}@example.com")
            if ledger.claim(key, f"<{number}@example.com>", (PDF,), AT) == "send":
                print(number, flush=True)
                done += 1
                if done == last:
                    os.kill(os.getpid(), signal.SIGKILL)
                ledger.settle(key, "sent", AT)


if __name__ == "__main__":
    work(Path(sys.argv[1]), *map(int, sys.argv[2:]))
