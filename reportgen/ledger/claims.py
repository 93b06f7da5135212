"""Who may deliver what: the attempts' table under a write transaction of the caller.

A claim is a process's own for a lease, as long as that process lives. One that ended without a word leaves the attempt
uncertain: the server may have taken the message. It is given out again, with the same Message-ID.
"""

from __future__ import annotations

import os
import socket
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.engine import Connection

from reportgen.ledger.rows import hashes, hashes_text, instant, instant_text
from reportgen.ledger.schema import attempts
from reportgen.model.delivery import Attempt, Claim, DeliveryKey, Hashes, Settled

LEASE = timedelta(minutes=15)
"""How long a claim holds whose process can't be looked at: it runs on another machine, or the system does not tell."""
ENDED = "the process ended before it could say what came of it"


def claim(connection: Connection, key: DeliveryKey, message_id: str, artifacts: Hashes, at: datetime) -> Claim:
    """See `DeliveryLog.claim`."""
    last = connection.execute(select(attempts).where(*_of(key)).order_by(attempts.c.id.desc()).limit(1)).one_or_none()
    if last is not None:
        if last.message_id != message_id:
            raise ValueError(f"the Message-ID of {key} was {last.message_id}: it can't be {message_id} now")
        if last.state == "sent":
            return "sent"
        if last.state == "claimed":
            if not _given_up(last, at):
                return "busy"
            left = {"state": "uncertain", "detail": ENDED, "at": instant_text(at)}
            connection.execute(update(attempts).where(attempts.c.id == last.id).values(left))
    values = {
        "client": key.client,
        "cycle": key.cycle,
        "address": key.address,
        "message_id": message_id,
        "state": "claimed",
        "at": instant_text(at),
        "detail": "",
        "artifacts": hashes_text(artifacts),
        "claimed_at": instant_text(at),
        "owner": owner(),
    }
    connection.execute(insert(attempts).values(values))
    return "send"


def settle(connection: Connection, key: DeliveryKey, state: Settled, at: datetime, detail: str) -> None:
    """See `DeliveryLog.settle`. Of a claim that another process took over meanwhile, what came of it is told too."""
    mine = (*_of(key), attempts.c.owner == owner(), attempts.c.state.in_(("claimed", "uncertain")))
    number = connection.execute(
        select(attempts.c.id).where(*mine).order_by(attempts.c.id.desc()).limit(1)
    ).scalar_one_or_none()
    if number is None:
        raise ValueError(f"{key} is not claimed by this process")
    values = {"state": state, "at": instant_text(at), "detail": detail}
    connection.execute(update(attempts).where(attempts.c.id == number).values(values))


def attempt(row: Row[Any]) -> Attempt:
    key = DeliveryKey(row.client, row.cycle, row.address)
    return Attempt(key, row.message_id, row.state, instant(row.at), row.detail, hashes(row.artifacts))


def owner() -> str:
    """This process, told apart from those of other machines and containers."""
    try:
        space = os.readlink("/proc/self/ns/pid")  # noqa: PTH115  it names nothing that is a path
    except OSError:
        space = ""
    return f"{socket.gethostname()}/{space}/{os.getpid()}"


def _of(key: DeliveryKey) -> tuple[Any, ...]:
    return attempts.c.client == key.client, attempts.c.cycle == key.cycle, attempts.c.address == key.address


def _given_up(row: Row[Any], at: datetime) -> bool:
    """Whether a claim's process is gone or its lease over; a clock that jumped back far ends a lease as well."""
    if abs(at - instant(row.claimed_at)) >= LEASE:
        return True
    machine, _, process = str(row.owner).rpartition("/")
    return machine == owner().rpartition("/")[0] and process.isdigit() and not _alive(int(process))


def _alive(process: int) -> bool:
    if os.name != "posix":
        return True  # asking would end it
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
