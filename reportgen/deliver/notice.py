"""Why a report is held → a mail to the agency's own address, once for the same reasons. Always English."""

from __future__ import annotations

import hashlib
import textwrap
from collections.abc import Sequence
from datetime import datetime
from functools import partial

from reportgen.config.schema_deliver import Deliver
from reportgen.deliver.message import Sender, delivery_key, envelope, message_id
from reportgen.deliver.parcels import recipient
from reportgen.deliver.rounds import Parcel
from reportgen.model.delivery import HELD
from reportgen.model.letter import MailBody

_ITEM = textwrap.TextWrapper(
    72, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
)
"""Paths and commands stay whole."""


def notice_parcel(
    client: str, cycle: str, title: str, lines: Sequence[str], deliver: Deliver, to: str, date: datetime
) -> Parcel:
    """``title`` says which report; ``lines`` are the reasons. Other reasons make another message."""
    reasons = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12]
    key = delivery_key(client, f"{cycle}{HELD}{reasons}", recipient(to).address)
    listed = [_ITEM.fill(line) for line in lines]
    body = MailBody(f"Held: {title}", "\n".join([f"{title}: held, and sent to nobody.", "", *listed]) + "\n", "", "en")
    reader, sender = recipient(to), Sender(recipient(deliver.sender))
    made = partial(envelope, body, (), sender, reader, date=date)
    return Parcel(reader, key, message_id(key, sender.sender), (), made)
