"""Parcels → what came of each: claimed, handed over and settled, in rounds, until all is done or the patience is over.

Who was refused for now stands in the next round, so one reader's full mailbox never keeps the others waiting. Each step
is recorded before the next is taken: whatever ends the program, the next run knows what is left to do.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reportgen.deliver.message import Envelope
from reportgen.deliver.server import Server
from reportgen.deliver.session import Outcome, Session, UnreachableError
from reportgen.model.delivery import DeliveryKey, DeliveryLog, Hashes, Receipt, Recipient

Tried = tuple[Receipt | None, bool]
"""What came of a parcel, None where another run has it in hand; and whether to try again."""
FIRST_PAUSE_S, GROWTH, LONGEST_PAUSE_S = 2.0, 2.5, 240.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One reader's mail; its bytes are made when they are needed, since they hold all files."""

    recipient: Recipient
    key: DeliveryKey
    message_id: str
    artifacts: Hashes
    envelope: Callable[[], Envelope]


@dataclass(frozen=True, slots=True)
class Post:
    """The world outside: the server, the clock, ``seconds`` that never run backwards, how to wait for some of them, and
    for how many to go on trying. ``context`` says which certificates are trusted; the machine's own where it is None.
    """

    server: Server
    clock: Callable[[], datetime]
    seconds: Callable[[], float]
    wait: Callable[[float], None]
    patience_s: float
    context: ssl.SSLContext | None = None


@dataclass(frozen=True, slots=True)
class Delivered:
    """``busy`` are those whose mail another run has in hand."""

    receipts: tuple[Receipt, ...]
    busy: tuple[Recipient, ...] = ()


def deliver(parcels: Sequence[Parcel], log: DeliveryLog, post: Post) -> Delivered:
    """Hands over every parcel that has not been sent yet. Receipts stand in the order of the parcels."""
    found: dict[DeliveryKey, Receipt | None] = {}
    pending = list(parcels)
    for pause in _pauses(post):
        if pause:
            post.wait(pause)
        tried = _round(pending, log, post)
        found |= {parcel.key: receipt for parcel, (receipt, _) in zip(pending, tried, strict=True)}
        pending = [parcel for parcel, (_, again) in zip(pending, tried, strict=True) if again]
        if not pending:
            break
    receipts = [(parcel, found[parcel.key]) for parcel in parcels]
    return Delivered(
        tuple(receipt for _, receipt in receipts if receipt),
        tuple(parcel.recipient for parcel, receipt in receipts if receipt is None),
    )


def _pauses(post: Post) -> Iterator[float]:
    """Seconds before each round; ends with the patience."""
    started, pause = post.seconds(), FIRST_PAUSE_S
    yield 0.0
    while post.seconds() - started + pause <= post.patience_s:
        yield pause
        pause = min(pause * GROWTH, LONGEST_PAUSE_S)


def _round(parcels: Sequence[Parcel], log: DeliveryLog, post: Post) -> list[Tried]:
    turn = _Turn(log, post)
    try:
        return [turn.take(parcel) for parcel in parcels]
    finally:
        turn.session.close()


class _Turn:
    """One round. A server that can't be reached is asked once."""

    def __init__(self, log: DeliveryLog, post: Post) -> None:
        self.log, self.post, self.session = log, post, Session(post.server, post.context)
        self.closed: UnreachableError | None = None

    def take(self, parcel: Parcel) -> Tried:
        claim = self.log.claim(parcel.key, parcel.message_id, parcel.artifacts, self.post.clock())
        if claim == "busy":
            return None, True
        if claim == "sent":
            return _receipt(parcel, Outcome("sent", ""), self.post.clock(), again=True), False
        outcome, again = self._handed_over(parcel)
        receipt = _receipt(parcel, outcome, self.post.clock())
        self.log.settle(parcel.key, outcome.state, receipt.at, outcome.detail)
        return receipt, again

    def _handed_over(self, parcel: Parcel) -> tuple[Outcome, bool]:
        if self.closed is None:
            try:
                outcome = self.session.deliver(parcel.envelope())
                return outcome, outcome.state in ("failed", "uncertain")
            except UnreachableError as error:
                self.closed = error
        return Outcome("failed", self.closed.detail), not self.closed.for_good


def _receipt(parcel: Parcel, outcome: Outcome, at: datetime, *, again: bool = False) -> Receipt:
    return Receipt(parcel.recipient, parcel.message_id, outcome.state, at, outcome.detail, again)
