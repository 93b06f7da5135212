"""Records, approvals and attempts ↔ the ledger's file. Every call is one transaction, on the disk when it returns."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import Row, insert, select, update
from sqlalchemy.engine import Connection

from reportgen.ledger import claims
from reportgen.ledger.connection import WAIT_S, connect, reading, told
from reportgen.ledger.rows import (
    TABLES,
    content_sha256,
    hashes,
    hashes_text,
    instant,
    instant_text,
    read_records,
    record_rows,
)
from reportgen.ledger.schema import approvals, attempts, files, records
from reportgen.model.delivery import HELD, Approval, Attempt, Claim, CycleRecord, DeliveryKey, Hashes, Settled


class Ledger:
    """An open ledger. To be closed; a context manager. Raises LedgerError, HeldError and DataError as it is opened,
    LedgerError and HeldError on each call.

    >>> with Ledger(Path("reportgen.db")) as ledger: ...
    """

    def __init__(self, path: Path, wait_s: float = WAIT_S) -> None:
        self.path = path
        self._engine = connect(path, wait_s)

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._engine.dispose()

    def record(self, record: CycleRecord, at: datetime) -> bool:
        """Keeps a cycle as it was reported. False: that very content is the last of its cycle already; an earlier one
        becomes the last again."""
        digest = content_sha256(record)
        with told(self.path), self._engine.begin() as connection:
            of_cycle = (records.c.client == record.client, records.c.cycle == record.cycle)
            rows = connection.execute(select(records.c.id, records.c.content_sha256, records.c.turn).where(*of_cycle))
            known = {row.content_sha256: row for row in rows}
            last = max((row.turn for row in known.values()), default=0)
            if digest in known:
                if known[digest].turn == last:
                    return False
                connection.execute(update(records).where(records.c.id == known[digest].id).values(turn=last + 1))
                return True
            self._insert(connection, record, digest, last + 1, at)
            return True

    def _insert(self, connection: Connection, record: CycleRecord, digest: str, turn: int, at: datetime) -> None:
        rows = record_rows(record)
        head = {**rows.head, "content_sha256": digest, "turn": turn, "recorded_at": instant_text(at)}
        number = connection.execute(insert(records).values(head).returning(records.c.id)).scalar_one()
        parts = (rows.figures, rows.files, rows.findings, rows.restatements)
        for table, given in zip(TABLES, parts, strict=True):
            if given:
                connection.execute(insert(table), [{"record": number, **row} for row in given])

    def history(self, client: str) -> tuple[CycleRecord, ...]:
        """All that was recorded of a client: by cycle, the last built last."""
        with told(self.path), reading(self._engine) as connection:
            order = (records.c.start, records.c.cycle, records.c.turn)
            numbers = connection.execute(select(records.c.id).where(records.c.client == client).order_by(*order))
            return read_records(connection, [row.id for row in numbers])

    def last(self, client: str, cycle: str) -> CycleRecord | None:
        """The last build of a client's cycle."""
        found = [record for record in self.history(client) if record.cycle == cycle]
        return found[-1] if found else None

    def reported(self, client: str, before: date) -> tuple[CycleRecord, ...]:
        """Each cycle that began before a day as it was reported, oldest first: the last record of which a file was
        sent, else the last that was built."""
        with told(self.path), reading(self._engine) as connection:
            where = (records.c.client == client, records.c.start < before.isoformat())
            heads = connection.execute(select(records).where(*where).order_by(records.c.turn))
            sent = _sent(connection, client)
            by_cycle: dict[tuple[str, str, str], list[Row[Any]]] = {}
            for head in heads:
                by_cycle.setdefault((head.start, head.end, head.cycle), []).append(head)
            chosen = [_chosen(connection, rows, sent) for _, rows in sorted(by_cycle.items())]
            return read_records(connection, chosen)

    def last_sent(self, client: str) -> tuple[str, date] | None:
        """Of the cycles that somebody was sent the one that began last: its id and its first day."""
        with told(self.path), reading(self._engine) as connection:
            sent = select(attempts.c.cycle).where(attempts.c.client == client, attempts.c.state == "sent")
            of_client = (records.c.client == client, records.c.cycle.in_(sent))
            found = select(records.c.cycle, records.c.start).where(*of_client).order_by(records.c.start.desc()).limit(1)
            row = connection.execute(found).one_or_none()
        return (row.cycle, date.fromisoformat(row.start)) if row else None

    def approve(self, approval: Approval) -> bool:
        """Keeps a person's approval. False: the same person had approved the same files."""
        with told(self.path), self._engine.begin() as connection:
            values = {
                "client": approval.client,
                "cycle": approval.cycle,
                "sha256": approval.sha256,
                "who": approval.who,
                "at": instant_text(approval.when),
                "artifacts": hashes_text(approval.artifacts),
            }
            done = connection.execute(insert(approvals).prefix_with("OR IGNORE").values(values))
            return done.rowcount > 0

    def approvals(self, client: str, cycle: str) -> tuple[Approval, ...]:
        """All approvals of a client's cycle, oldest first."""
        with told(self.path), reading(self._engine) as connection:
            where = (approvals.c.client == client, approvals.c.cycle == cycle)
            rows = connection.execute(select(approvals).where(*where).order_by(approvals.c.id))
            return tuple(
                Approval(row.client, row.cycle, row.sha256, row.who, instant(row.at), hashes(row.artifacts))
                for row in rows
            )

    def claim(self, key: DeliveryKey, message_id: str, artifacts: Hashes, at: datetime) -> Claim:
        """See `DeliveryLog.claim`."""
        with told(self.path), self._engine.begin() as connection:
            return claims.claim(connection, key, message_id, artifacts, at)

    def settle(self, key: DeliveryKey, state: Settled, at: datetime, detail: str = "") -> None:
        """See `DeliveryLog.settle`."""
        with told(self.path), self._engine.begin() as connection:
            claims.settle(connection, key, state, at, detail)

    def attempts(self, client: str, cycle: str) -> tuple[Attempt, ...]:
        """See `DeliveryLog.attempts`."""
        with told(self.path), reading(self._engine) as connection:
            where = (attempts.c.client == client, attempts.c.cycle == cycle)
            rows = connection.execute(select(attempts).where(*where).order_by(attempts.c.id))
            return tuple(claims.attempt(row) for row in rows)

    def notices(self, client: str) -> tuple[Attempt, ...]:
        """All attempts to say to the agency that a report of the client's is held, oldest first."""
        with told(self.path), reading(self._engine) as connection:
            where = (attempts.c.client == client, attempts.c.cycle.contains(HELD))
            rows = connection.execute(select(attempts).where(*where).order_by(attempts.c.id))
            return tuple(claims.attempt(row) for row in rows)


def _sent(connection: Connection, client: str) -> dict[str, list[Hashes]]:
    """Cycle → the files that were sent together."""
    where = (attempts.c.client == client, attempts.c.state == "sent")
    found: dict[str, list[Hashes]] = {}
    for row in connection.execute(select(attempts.c.cycle, attempts.c.artifacts).where(*where).distinct()):
        found.setdefault(row.cycle, []).append(hashes(row.artifacts))
    return found


def _chosen(connection: Connection, rows: list[Row[Any]], sent: dict[str, list[Hashes]]) -> int:
    """The number of the record that counts as reported; ``rows`` are of one cycle, the last built last. One of the
    whole cycle counts before any that was made while it ran, one of which all that was sent came before another."""
    rows = [row for row in rows if row.until is None] or rows
    if gone := sent.get(rows[0].cycle):
        where = (files.c.role == "artifact", files.c.record.in_([row.id for row in rows]))
        made: dict[int, set[tuple[str, str]]] = {}
        for file in connection.execute(select(files.c.record, files.c.name, files.c.sha256).where(*where)):
            made.setdefault(file.record, set()).add((file.name, file.sha256))
        rows = [row for row in rows if any(set(given) <= made.get(row.id, set()) for given in gone)] or rows
    return int(rows[-1].id)
