"""A letter's body + its files + one reader → the bytes that a server is given, the same ones for the same input."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from reportgen.addresses import on_the_wire
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import DeliveryKey, Recipient
from reportgen.model.letter import MailBody

_DOMAIN = "reportgen.invalid"  # of no sender: the id follows from the key alone, whoever sends


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends, and where answers go."""

    sender: Recipient
    reply_to: Recipient | None = None


@dataclass(frozen=True, slots=True)
class Envelope:
    """What the server is told, and the message. ``international``: a name before an @ is not ASCII, so the server has
    to take it as it is (RFC 6531)."""

    sender: str
    recipient: str
    international: bool
    data: bytes


def delivery_key(client: str, cycle: str, address: str) -> DeliveryKey:
    """One address is one key, however its letters are written."""
    return DeliveryKey(client, cycle, on_the_wire(address).casefold())


def message_id(key: DeliveryKey) -> str:
    """One for a client, a cycle and a reader: what is sent a second time is known as the same message."""
    digest = hashlib.sha256("\0".join((key.client, key.cycle, key.address)).encode()).hexdigest()
    return f"<{digest[:32]}@{_DOMAIN}>"


def envelope(
    body: MailBody, files: Sequence[Artifact], sender: Sender, recipient: Recipient, identifier: str, date: datetime
) -> Envelope:
    """One reader's mail: plain text and HTML, the files attached."""
    named = [part for part in (sender.sender, recipient, sender.reply_to) if part]
    international = not all(part.address.rpartition("@")[0].isascii() for part in named)
    message = EmailMessage(policy=SMTPUTF8 if international else SMTP)
    message["From"] = _address(sender.sender)
    message["To"] = _address(recipient)
    if sender.reply_to:
        message["Reply-To"] = _address(sender.reply_to)
    message["Subject"] = body.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"  # keeps answering machines from answering
    message["Content-Language"] = body.language
    message.set_content(body.text, cte="quoted-printable")
    if body.html:
        message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    for file in files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.data, kind, subtype, filename=file.name)
    _fix_boundaries(message, identifier)
    addresses = (on_the_wire(sender.sender.address), on_the_wire(recipient.address))
    return Envelope(*addresses, international, message.as_bytes())


def _address(given: Recipient) -> Address:
    local, _, domain = on_the_wire(given.address).rpartition("@")
    return Address(given.name, local, domain)


def _fix_boundaries(message: EmailMessage, identifier: str) -> None:
    """The library draws them by lot; those of a message's id repeat."""
    name = hashlib.sha256(identifier.encode()).hexdigest()[:24]
    parts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{name}_{number}")
