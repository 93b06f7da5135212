"""A letter's body + its files + one reader → the bytes that a server is given, the same ones for the same input."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from reportgen.addresses import on_the_wire
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import DeliveryKey, Recipient
from reportgen.model.letter import MailBody


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


def message_id(key: DeliveryKey, sender: Recipient) -> str:
    """One for a client, a cycle and a reader: what is sent a second time is known as the same message. In the sender's
    domain (RFC 5322 §3.6.4), as filters expect it."""
    digest = hashlib.sha256("\0".join((key.client, key.cycle, key.address)).encode()).hexdigest()
    return f"<{digest[:32]}@{on_the_wire(sender.address).rpartition('@')[2].lower()}>"


def envelope(
    body: MailBody, files: Sequence[Artifact], sender: Sender, recipient: Recipient, identifier: str, date: datetime
) -> Envelope:
    """One reader's mail: plain text and HTML, the files attached."""
    named = [part for part in (sender.sender, recipient, sender.reply_to) if part]
    international = not all(part.address.rpartition("@")[0].isascii() for part in named)
    message = EmailMessage(policy=SMTPUTF8 if international else SMTP)
    message["Subject"] = body.subject
    message["Date"] = format_datetime(date)
    message["Message-ID"] = identifier
    message["Auto-Submitted"] = "auto-generated"  # keeps answering machines from answering
    message.set_content(body.text, cte="quoted-printable")
    if body.html:
        message.add_alternative(body.html, subtype="html", cte="quoted-printable")
    for file in files:
        kind, _, subtype = file.media_type.partition("/")
        message.add_attachment(file.data, kind, subtype, filename=file.name)
    message["Content-Language"] = body.language
    _fix_boundaries(message, identifier)
    headers = {"From": sender.sender, "To": recipient} | ({"Reply-To": sender.reply_to} if sender.reply_to else {})
    lines = b"".join(_header(name, given) for name, given in headers.items())
    addresses = (on_the_wire(sender.sender.address), on_the_wire(recipient.address))
    return Envelope(*addresses, international, lines + message.as_bytes())


def _header(name: str, given: Recipient) -> bytes:
    """By hand: the library folds some names so that they are read with other spaces in them."""
    address = on_the_wire(given.address)
    if not given.name:
        return f"{name}: {address}\r\n".encode()
    if given.name.isascii():
        quoted = given.name.replace("\\", "\\\\").replace('"', '\\"')
        return f'{name}: "{quoted}" <{address}>\r\n'.encode()
    words = Header(given.name, "utf-8", header_name=name).encode(linesep="\r\n")
    return f"{name}: {words}\r\n <{address}>\r\n".encode()


def _fix_boundaries(message: EmailMessage, identifier: str) -> None:
    """The library draws them by lot; those of a message's id repeat."""
    name = hashlib.sha256(identifier.encode()).hexdigest()[:24]
    parts = (part for part in message.walk() if part.is_multipart())
    for number, part in enumerate(parts):
        part.set_boundary(f"=_{name}_{number}")
