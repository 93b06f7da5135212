"""Certificates of an authority that only these tests trust, a ledger on the disk, and letters and a report to send."""

from __future__ import annotations

import os
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
import trustme

from reportgen import pipeline
from reportgen.addresses import parse
from reportgen.cli import main
from reportgen.config.schema import Loaded
from reportgen.deliver.message import Sender, delivery_key, envelope, message_id
from reportgen.deliver.rounds import Parcel, Post
from reportgen.deliver.server import Server
from reportgen.ledger.store import Ledger
from reportgen.model.artifact import Artifact
from reportgen.model.delivery import Recipient
from reportgen.model.letter import MailBody
from reportgen.model.scorecard import Gate
from reportgen.pipeline import Build
from tests.deliver.servers import HOST, Mailbox, serving

NOW = datetime(2026, 11, 5, 7, 0, tzinfo=UTC)
BODY = MailBody("Maison Lumière, octobre 2026", "Bonjour\n.\n..point\n", "<p>Bonjour</p>", "fr-FR")
PDF = Artifact("maison-lumiere-2026-10.pdf", "application/pdf", bytes(range(256)) * 40)


@dataclass(frozen=True)
class Certificates:
    """``client`` trusts the authority; the others are a server's: a good one, one that has expired, another host's."""

    client: ssl.SSLContext
    good: ssl.SSLContext
    expired: ssl.SSLContext
    other_host: ssl.SSLContext


@pytest.fixture(scope="session")
def certificates() -> Certificates:
    authority = trustme.CA()
    long_ago = datetime.now(UTC) - timedelta(days=2)
    given = (
        authority.issue_cert(HOST),
        authority.issue_cert(HOST, not_before=long_ago - timedelta(days=30), not_after=long_ago),
        authority.issue_cert("mail.example.org"),
    )
    client, *servers = ssl.create_default_context(), *(ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) for _ in given)
    authority.configure_trust(client)
    for certificate, context in zip(given, servers, strict=True):
        certificate.configure_cert(context)
    return Certificates(client, *servers)


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "reportgen.db") as opened:
        yield opened


def reader(text: str) -> Recipient:
    found = parse(text)
    assert isinstance(found, Recipient)
    return found


SENDER = Sender(reader("Agence Halo <halo@example.org>"))


def parcel(text: str, sender: Sender = SENDER, cycle: str = "2026-10") -> Parcel:
    to = reader(text)
    key = delivery_key("maison-lumiere", cycle, to.address)
    made = partial(envelope, BODY, (PDF,), sender, to, date=NOW)
    return Parcel(to, key, message_id(key, sender.sender), ((PDF.name, "0" * 64),), made)


def post(box: Mailbox, patience_s: float = 60, **server: object) -> Post:
    """No time passes but what is waited; each look at the clock is a second later."""
    waited: list[float] = []
    looks = iter(range(1_000_000))
    return Post(
        server=replace(Server(HOST, box.port, "none"), **server),  # type: ignore[arg-type]
        clock=lambda: NOW + timedelta(seconds=next(looks)),
        seconds=lambda: sum(waited),
        wait=waited.append,
        patience_s=patience_s,
    )


CONFIG = """version: 1
extends: {base}
ledger: reportgen.db
{more}deliver:
  to: [Zoé Morel <zoe@example.org>, paul@example.org]
  from: Agence Halo <halo@example.org>
  notice: agence@example.org
  smtp: {{host: 127.0.0.1, port: {port}, security: none}}
{deliver}"""
DECK = Artifact("northwind-talent-2026-Q3.pptx", "application/vnd.test", bytes(range(256)) * 9)
Write = Callable[..., str]


@pytest.fixture(scope="session")
def kept() -> list[Build]:
    """A real build, once it was made, with a stand-in for the files: they only have to arrive."""
    return []


@pytest.fixture
def box() -> Iterator[Mailbox]:
    with serving(Mailbox()) as served:
        yield served


@pytest.fixture
def write(tmp_path: Path, checkout: Path, box: Mailbox, monkeypatch: pytest.MonkeyPatch, kept: list[Build]) -> Write:
    """Writes a config beside an empty ledger and returns its path."""
    real = pipeline.build

    def cheap(loaded: Loaded, period: str, as_of: date, formats: object) -> Build:
        if not kept:
            kept.append(replace(real(loaded, period, as_of, []), artifacts=(DECK,)))
        measured = kept[0].measured
        gate: Gate = "hold" if loaded.config.quality.gate == "hold" else "send_with_notice"
        first, *others = measured.scorecard.sources
        sources = (replace(first, state="partial" if gate == "hold" else "ok"), *others)
        measured = replace(measured, config=loaded, scorecard=replace(measured.scorecard, gate=gate, sources=sources))
        return replace(kept[0], measured=measured)

    monkeypatch.setattr(pipeline, "build", cheap)

    def written(more: str = "", deliver: str = "") -> str:
        base = os.path.relpath(checkout / "configs/northwind-talent.yaml", tmp_path)
        path = tmp_path / "northwind-talent.yaml"
        path.write_text(CONFIG.format(base=base, port=box.port, more=more, deliver=deliver), "utf-8")
        return str(path)

    return written


def send(config: str, *options: str) -> int:
    return main(["send", config, "--period", "2026-Q3", "--as-of", "2026-11-05", "--patience", "0", *options])
