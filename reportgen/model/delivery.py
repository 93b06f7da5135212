"""What was reported, who approved it, and to whom it went: what the ledger keeps and what deliveries ask of it.

A ``client`` is the name that its files begin with (the config's stem, or the client's id where one config serves
many), a ``cycle`` the cycle's id. Points in time have a zone. Passwords are never part of any of these values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, Protocol

from reportgen.model.text import Unit

AttemptState = Literal["claimed", "sent", "refused", "uncertain", "failed"]
Settled = Literal["sent", "refused", "uncertain", "failed"]
Claim = Literal["send", "sent", "busy"]
Hashes = tuple[tuple[str, str], ...]
"""(name, SHA-256 in hexadecimal digits) of files, by name."""
RETURNS, COSTS = "returns/", "costs/"
"""What stands before an objective's id, which may be empty, where a figure is none of an objective's own KPIs."""
HELD = " held "
"""What stands in a notice's key between the cycle and the reasons."""


@dataclass(frozen=True, slots=True, order=True)
class Recipient:
    """Who gets the report: a display name, empty where none is given, and the bare address."""

    name: str
    address: str


@dataclass(frozen=True, slots=True, order=True)
class DeliveryKey:
    """What is delivered once: a client's report of a cycle to an address. In the key of a notice that it is held,
    `HELD` and a hash of the reasons follow the cycle."""

    client: str
    cycle: str
    address: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt to deliver, as it stands.

    claimed: a process has it in hand. sent: the server has taken it. refused: for good. failed: for now; a later run
    tries again. uncertain: the server may have taken it, or not: a later run sends it again with the same
    ``message_id``. ``at`` is when it came to this state; ``detail`` the server's words, or why.
    """

    key: DeliveryKey
    message_id: str
    state: AttemptState
    at: datetime
    detail: str = ""
    artifacts: Hashes = ()


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of a report for one recipient; ``again``: it had been sent before, and nothing was done."""

    recipient: Recipient
    message_id: str
    state: Settled
    at: datetime
    detail: str = ""
    again: bool = False


@dataclass(frozen=True, slots=True)
class Approval:
    """A person's yes to these artifacts; ``sha256`` is that of them together (`together`)."""

    client: str
    cycle: str
    sha256: str
    who: str
    when: datetime
    artifacts: Hashes = ()


@dataclass(frozen=True, slots=True)
class ArchivedFigure:
    """A KPI's figure as it was reported: unrounded, None = missing.

    ``cycle`` is the one it is of, its objective's own where that has one, with its days ``[start, end)``; ``until`` the
    end of the days counted, where it was still running. ``formula`` is the one used; ``series`` names the choices and
    series that it stood on: figures with other ones are not compared. ``coverage`` is (days × channels with a value,
    expected), ``small_base`` (base found, base needed). ``target`` was in force, in ``mode``; ``counted`` is what the
    cycle then counted in its objective's mean.

    Figures of the returns stand under `RETURNS`, costs by kind under `COSTS`, those of a channel under `of_channel`.
    """

    objective: str
    kpi: str
    cycle: str
    start: date
    end: date
    until: date | None
    value: Decimal | None
    unit: str
    formula: str
    series: str
    state: str
    cause: str = ""
    coverage: tuple[int, int] = (0, 0)
    small_base: tuple[int, int] | None = None
    target: Decimal | None = None
    mode: str = ""
    counted: Decimal | None = None

    @property
    def listed(self) -> bool:
        """Whether it is one of an objective's own KPIs."""
        return "/" not in self.objective and "[" not in self.kpi


@dataclass(frozen=True, slots=True)
class RestatedFigure:
    """A figure of an earlier cycle that the report gave otherwise than that cycle's own had."""

    objective: str
    kpi: str
    cycle: str
    unit: Unit
    reported: Decimal
    restated: Decimal


@dataclass(frozen=True, slots=True)
class CycleRecord:
    """A cycle as it was reported: figures, what they were made of, and the files that came of it.

    ``start`` and ``end`` are the half-open range of the cycle's days; ``until`` the end of the days counted, where the
    cycle was still running. ``inputs`` and ``artifacts`` are hashes by name; ``findings`` are (kind, source);
    ``summary`` is the headline and a line for each decision, in the report's language. ``recorded_at`` is no part of
    the content: the same content is recorded once.
    """

    client: str
    cycle: str
    start: date
    end: date
    until: date | None
    as_of: date
    currency: str
    gate: str
    program: str
    config_sha256: str
    catalogue_sha256: str
    inputs: Hashes
    figures: tuple[ArchivedFigure, ...]
    findings: tuple[tuple[str, str], ...]
    artifacts: Hashes
    summary: tuple[str, ...] = ()
    restated: tuple[RestatedFigure, ...] = ()
    recorded_at: datetime | None = None


class DeliveryLog(Protocol):
    """What deliveries need of a ledger. Every call is atomic and durable when it returns, over processes."""

    def claim(self, key: DeliveryKey, message_id: str, artifacts: Hashes, at: datetime) -> Claim:
        """Asks for the right to deliver: send: it is the caller's now; sent: nothing is left to do; busy: another
        process has it in hand. A claim of a process that ended without a word is listed as uncertain and given out
        again. ``message_id`` is the one of the key's first attempt: raises ValueError where it is another."""
        ...

    def settle(self, key: DeliveryKey, state: Settled, at: datetime, detail: str = "") -> None:
        """Says what came of the caller's claim. Raises ValueError without one."""
        ...

    def attempts(self, client: str, cycle: str) -> tuple[Attempt, ...]:
        """All attempts of a client's cycle, oldest first."""
        ...


def of_channel(kpi: str, channel: str) -> str:
    """The id under which a KPI's figure for one channel is kept."""
    return f"{kpi}[channel={channel}]"


def together(artifacts: Iterable[tuple[str, str]]) -> str:
    """(name, SHA-256) of files → one SHA-256 of them all, whatever their order: what an approval is given to."""
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(artifacts))
    return hashlib.sha256(lines.encode()).hexdigest()
