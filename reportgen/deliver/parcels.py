"""A letter's body and files + ``deliver`` → one parcel a reader."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from reportgen.addresses import Fault, parse
from reportgen.config.schema_deliver import Deliver
from reportgen.deliver.message import Sender, delivery_key, envelope, message_id
from reportgen.deliver.rounds import Parcel
from reportgen.errors import UsageError, meant, nearest
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import Approval, Hashes, Recipient
from reportgen.model.letter import MailBody


@dataclass(frozen=True, slots=True)
class Mailing:
    """What is sent: ``files`` are all documents of the report, ``attached`` those that go with the mail; the others are
    put into a folder."""

    client: str
    cycle: str
    body: MailBody
    files: tuple[Artifact, ...]
    attached: tuple[Artifact, ...]
    date: datetime


def recipient(text: str) -> Recipient:
    """An address of a config that was checked. Raises ValueError for one that is none."""
    found = parse(text)
    if isinstance(found, Fault):
        raise ValueError(found.what)
    return found


def recipients(deliver: Deliver, only: str = "") -> tuple[Recipient, ...]:
    """The config's readers, or the one with the address ``only``. Raises UsageError where it is none of them."""
    every = tuple(map(recipient, deliver.to))
    chosen = tuple(reader for reader in every if not only or reader.address.casefold() == only.casefold())
    if not chosen:
        known = [reader.address for reader in every]
        hint = meant(nearest(only, known)) or f" They are {', '.join(known)}."
        raise UsageError(f"--only {only}: not one of the config's readers.{hint}")
    return chosen


def hashes(files: Sequence[Artifact]) -> Hashes:
    """(name, SHA-256) of each, by name."""
    return tuple(sorted((file.name, hashlib.sha256(file.data).hexdigest()) for file in files))


def unapproved(files: Hashes, approvals: Sequence[Approval]) -> str:
    """Why files may not be sent: nobody approved any, or those of the last approval are others, each named; "" where a
    person approved every one of them, byte for byte. ``approvals`` are all of the cycle, oldest first."""
    if any(set(files) <= set(given.artifacts) for given in approvals):
        return ""
    if not approvals:
        return "nobody has approved these files"
    last = approvals[-1]
    approved = dict(last.artifacts)
    changed = [name for name, digest in files if name in approved and approved[name] != digest]
    new = [name for name, _ in files if name not in approved]
    told = [f"{', '.join(names)} {what}" for names, what in ((changed, "changed"), (new, "new")) if names]
    return f"these files are not those that {last.who} approved on {last.when:%Y-%m-%d}: {'; '.join(told)}"


def parcels(mailing: Mailing, deliver: Deliver, readers: Sequence[Recipient]) -> tuple[Parcel, ...]:
    """One mail a reader, each with its own Message-ID and its reader's address alone."""
    sender = Sender(recipient(deliver.sender), recipient(deliver.reply_to) if deliver.reply_to else None)
    digests = hashes(mailing.files)
    return tuple(_parcel(mailing, sender, reader, digests) for reader in readers)


def _parcel(mailing: Mailing, sender: Sender, reader: Recipient, digests: Hashes) -> Parcel:
    key = delivery_key(mailing.client, mailing.cycle, reader.address)
    made = partial(envelope, mailing.body, mailing.attached, sender, reader, date=mailing.date)
    return Parcel(reader, key, message_id(key, sender.sender), digests, made)
