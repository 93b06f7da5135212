"""Sending: all that one report's delivery needs, made when it is asked for. The clock enters here. Prints nothing."""

from __future__ import annotations

import argparse
import time
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reportgen.errors import HeldError

if TYPE_CHECKING:
    from reportgen.config.schema import Loaded
    from reportgen.config.schema_deliver import Deliver
    from reportgen.deliver.parcels import Mailing
    from reportgen.deliver.rounds import Delivered, Post
    from reportgen.deliver.server import Server
    from reportgen.ledger.store import Ledger
    from reportgen.model.delivery import Approval, Receipt, Recipient
    from reportgen.periods import Cycle
    from reportgen.pipeline import Build

_STATES = {
    "sent": "sent before", "refused": "refused before, tried again", "failed": "not sent yet, tried again",
    "uncertain": "perhaps sent, sent again with the same Message-ID", "claimed": "in another run's hands",
}  # fmt: skip
_TOLD = {
    "refused": "refused by the server",
    "failed": "not sent yet, the next run tries again",
    "uncertain": "perhaps sent, the next run sends it again with the same Message-ID",
}
STRICT = "the report bears a notice: held by --strict"


def told(receipt: Receipt) -> str:
    """What did not go well with a reader's mail."""
    return f"{receipt.recipient.address}: {_TOLD[receipt.state]}: {receipt.detail}"


@dataclass(slots=True)
class Patience:
    """Seconds that a run may still wait for servers that refuse for now; what one report waits, the next can't."""

    left: float

    def wait(self, seconds: float) -> None:
        time.sleep(seconds)
        self.left -= seconds


@dataclass
class Sending:
    """One report's delivery to ``readers``. ``as_of`` is the day asked for. ``ledger`` is None where there is none yet,
    and ``server`` where nothing is sent."""

    loaded: Loaded
    deliver: Deliver
    cycle: Cycle
    as_of: date
    readers: tuple[Recipient, ...]
    server: Server | None
    ledger: Ledger | None
    options: argparse.Namespace
    patience: Patience

    @property
    def is_done(self) -> bool:
        """Whether everybody has had it: then not even a report is built."""
        return all(state == "sent" for state in self._last_states())

    def _last_states(self) -> list[str]:
        """Of each reader the state of the last attempt; empty where there was none."""
        from reportgen.deliver.message import delivery_key

        attempts = self.ledger.attempts(self.loaded.stem, self.cycle.id) if self.ledger else ()
        last = {attempt.key: attempt.state for attempt in attempts}
        keys = (delivery_key(self.loaded.stem, self.cycle.id, reader.address) for reader in self.readers)
        return [last.get(key, "") for key in keys]

    def states(self) -> list[tuple[Recipient, str]]:
        """Each reader with what happens, in words."""
        return [
            (reader, _STATES.get(state, "to be sent"))
            for reader, state in zip(self.readers, self._last_states(), strict=True)
        ]

    @cached_property
    def build(self) -> Build:
        from reportgen.pipeline import MAILED_FORMATS, build

        as_of = self.options.as_of or self._reported_on() or self.as_of
        return build(self.loaded, self.cycle.id, as_of, MAILED_FORMATS)

    def _reported_on(self) -> date | None:
        """The day of the report that readers have, else of the one that a person approved: made as of that day again,
        it is the same byte for byte, and nobody reads another one."""
        if self.ledger is None:
            return None
        client, cycle = self.loaded.stem, self.cycle.id
        approved = [given.artifacts for given in self.approvals]
        sent = [given.artifacts for given in self.ledger.attempts(client, cycle) if given.state == "sent"]
        records = [record for record in self.ledger.history(client) if record.cycle == cycle]
        for artifacts in (*reversed(sent), *reversed(approved)):
            for record in reversed(records):
                if set(artifacts) <= set(record.artifacts):
                    return record.as_of
        return None

    @cached_property
    def mailing(self) -> Mailing:
        from reportgen.pipeline import mailing

        return mailing(self.build, self.deliver, self._now())

    @property
    def gate(self) -> str:
        return self.build.scorecard.gate

    @property
    def approvals(self) -> tuple[Approval, ...]:
        return self.ledger.approvals(self.loaded.stem, self.cycle.id) if self.ledger else ()

    @property
    def held(self) -> str:
        """Why nothing may go out; empty where it may."""
        from reportgen.pipeline import held

        strict = self.options.strict and self._has_notice
        return held(self.build, self.mailing, self.deliver, self.approvals) or (STRICT if strict else "")

    @property
    def reasons(self) -> list[str]:
        """What of the data holds it; nothing where it waits for a person."""
        from reportgen.cli.messages import holding_lines

        waits = self.gate != "hold" and self.held != STRICT
        return [] if waits else holding_lines(self.build.measured)

    @property
    def _has_notice(self) -> bool:
        return self.gate == "send_with_notice"

    @property
    def notes(self) -> list[str]:
        """What is doubtful, for the agency; nothing where the report is whole."""
        from reportgen.cli.messages import warning_lines

        return ["sent with a notice", *warning_lines(self.build.measured)] if self._has_notice else []

    def delivered(self) -> Delivered:
        """Raises HeldError where nothing may go out; the agency is told why by mail."""
        from reportgen.pipeline import send

        assert self.ledger is not None
        if why := self.held:
            raise HeldError("\n".join([why, *self.reasons, *self._told_agency(why)]))
        return send(
            self.build, self.mailing, self.deliver, self.ledger, self._post(), self.approvals, self.options.only
        )

    def _told_agency(self, why: str) -> list[str]:
        """Sends the notice, where it has an address; returns what went wrong with that."""
        from reportgen.cli.messages import warning_lines
        from reportgen.pipeline import notify

        assert self.ledger is not None
        if self.deliver.notice is None:
            return []
        reasons = self.reasons
        lines = [*reasons, *warning_lines(self.build.measured)] if reasons else [why]
        found = notify(self.build, self.deliver, lines, self.ledger, self._post(), self._now())
        problems = [told(receipt) for receipt in found.receipts if receipt.state != "sent"]
        problems += [str(found.stopped)] if found.stopped else []
        return [f"the notice of it: {line}" for line in problems]

    def _post(self) -> Post:
        from reportgen.deliver.rounds import Post

        assert self.server is not None
        return Post(self.server, self._now, time.monotonic, self.patience.wait, self.patience.left)

    def _now(self) -> datetime:
        return datetime.now(ZoneInfo(self.loaded.config.timezone))
