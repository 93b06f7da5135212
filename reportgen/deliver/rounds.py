"""Parcels → what came of each: claimed, handed over and settled, in rounds, until all is done or the patience is over.

Who was refused for now stands in the next round, so one reader's full mailbox never keeps the others waiting. Each step
is recorded before the next is taken: whatever ends the program, the next run knows what is left to do.
"""

from __future__ import annotations

import ssl
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from reportgen.deliver.message import Envelope
from reportgen.deliver.server import Server
from reportgen.deliver.session import Outcome, Session, UnreachableError
from reportgen.errors import HeldError, LedgerError
from reportgen.model.delivery import DeliveryKey, DeliveryLog, Hashes, Receipt, Recipient

Found = dict[DeliveryKey, Receipt | None]
"""What came of each parcel that was taken up; None where another run has it in hand."""
FIRST_PAUSE_S, GROWTH, LONGEST_PAUSE_S = 2.0, 2.5, 240.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One reader's mail; its bytes are made of its Message-ID when they are needed, since they hold all files."""

    recipient: Recipient
    key: DeliveryKey
    message_id: str
    artifacts: Hashes
    envelope: Callable[[str], Envelope]


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
    """``busy`` are those whose mail another run has in hand. ``stopped``: the ledger failed, and whoever has no receipt
    by then was not tried."""

    receipts: tuple[Receipt, ...]
    busy: tuple[Recipient, ...] = ()
    stopped: HeldError | LedgerError | None = None


def deliver(parcels: Sequence[Parcel], log: DeliveryLog, post: Post) -> Delivered:
    """Hands over every parcel that has not been sent yet. Receipts stand in the order of the parcels."""
    found: Found = {}
    pending, stopped = list(parcels), None
    try:
        for pause in _pauses(post):
            if pause:
                post.wait(pause)
            pending = _round(pending, found, log, post)
            if not pending:
                break
    except (HeldError, LedgerError) as error:  # what can't be recorded is not begun
        stopped = error
    known = [(parcel, found[parcel.key]) for parcel in parcels if parcel.key in found]
    return Delivered(
        tuple(receipt for _, receipt in known if receipt),
        tuple(parcel.recipient for parcel, receipt in known if receipt is None),
        stopped,
    )


def _pauses(post: Post) -> Iterator[float]:
    """Seconds before each round; ends with the patience."""
    started, pause = post.seconds(), FIRST_PAUSE_S
    yield 0.0
    while post.seconds() - started + pause <= post.patience_s:
        yield pause
        pause = min(pause * GROWTH, LONGEST_PAUSE_S)


def _round(parcels: Sequence[Parcel], found: Found, log: DeliveryLog, post: Post) -> list[Parcel]:
    """Takes up each parcel, and returns those to be tried again. Raises what the ledger raises; ``found`` then holds
    what came of the parcels until there."""
    turn = _Turn(found, log, post)
    try:
        return [parcel for parcel in parcels if turn.take(parcel)]
    finally:
        turn.session.close()


class _Turn:
    """One round. A server that can't be reached is asked once."""

    def __init__(self, found: Found, log: DeliveryLog, post: Post) -> None:
        self.found, self.log, self.post = found, log, post
        self.session = Session(post.server, post.context)
        self.closed: UnreachableError | None = None

    def take(self, parcel: Parcel) -> bool:
        """Whether to try again."""
        parcel = replace(parcel, message_id=self._known(parcel))
        claim = self.log.claim(parcel.key, parcel.message_id, parcel.artifacts, self.post.clock())
        if claim == "busy":
            self.found[parcel.key] = None
            return True
        if claim == "sent":
            self.found[parcel.key] = _receipt(parcel, Outcome("sent", ""), self.post.clock(), again=True)
            return False
        outcome, again = self._handed_over(parcel)
        receipt = _receipt(parcel, outcome, self.post.clock())
        self._settle(parcel, receipt)
        return again

    def _known(self, parcel: Parcel) -> str:
        """The Message-ID of the first attempt, whatever the sender's domain is now: a second copy bears it too."""
        earlier = self.log.attempts(parcel.key.client, parcel.key.cycle)
        return next((made.message_id for made in earlier if made.key == parcel.key), parcel.message_id)

    def _settle(self, parcel: Parcel, receipt: Receipt) -> None:
        """A yes of the server that can't be recorded is told here, for the next run can't know of it."""
        self.found[parcel.key] = receipt
        try:
            self.log.settle(parcel.key, receipt.state, receipt.at, receipt.detail)
        except (HeldError, LedgerError):
            if receipt.state == "sent":
                told = f"the server took it, but the ledger could not record it: {receipt.detail}"
                self.found[parcel.key] = replace(receipt, state="uncertain", detail=told)
            raise

    def _handed_over(self, parcel: Parcel) -> tuple[Outcome, bool]:
        if self.closed is None:
            try:
                outcome = self.session.deliver(parcel.envelope(parcel.message_id))
                return outcome, outcome.state in ("failed", "uncertain")
            except UnreachableError as error:
                self.closed = error
        return Outcome("failed", self.closed.detail), not self.closed.for_good


def _receipt(parcel: Parcel, outcome: Outcome, at: datetime, *, again: bool = False) -> Receipt:
    return Receipt(parcel.recipient, parcel.message_id, outcome.state, at, outcome.detail, again)
