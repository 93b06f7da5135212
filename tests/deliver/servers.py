"""A real SMTP server on this machine that fails as it is told; what it took is kept."""

from __future__ import annotations

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

HOST = "127.0.0.1"


@dataclass
class Mailbox:
    """``faults``: reader → what happens at each of the first attempts: an answer (``450 …``), ``cut in data``, ``cut
    after data``, ``hang``. ``taken``: (reader, message), in order. ``seen``: what was asked of the server."""

    faults: dict[str, list[str]] = field(default_factory=dict)
    taken: list[tuple[str, bytes]] = field(default_factory=list)
    seen: Counter[str] = field(default_factory=Counter)
    commands: list[str] = field(default_factory=list)
    port: int = 0

    def messages(self, reader: str) -> list[EmailMessage]:
        return [message_from_bytes(data, policy=policy.default) for to, data in self.taken if to == reader]

    def ids(self, reader: str) -> list[str]:
        return [str(message["Message-ID"]) for message in self.messages(reader)]

    def next_fault(self, reader: str) -> str:
        left = self.faults.get(reader, [])
        return left.pop(0) if left else ""


class _Handler:
    def __init__(self, box: Mailbox) -> None:
        self.box, self.fault = box, ""

    async def handle_RCPT(  # noqa: N802  (aiosmtpd's name)
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.box.seen[address] += 1
        self.fault = self.box.next_fault(address)
        if self.fault[:1].isdigit():
            return self.fault
        if self.fault == "hang":
            await asyncio.Event().wait()
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        (reader,) = envelope.rcpt_tos
        if self.fault != "lost":
            self.box.taken.append((reader, bytes(envelope.content or b"")))
        if self.fault in ("cut after data", "lost"):
            server.transport.abort()
        return "250 taken"


class _Server(SMTP):
    """Cuts the connection in the middle of a message where it is told to."""

    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802
        if self.event_handler.fault == "cut in data":
            await self.push("354 go on")
            await self._reader.readline()
            self.transport.abort()
            return
        await super().smtp_DATA(arg)


@contextmanager
def serving(
    box: Mailbox,
    tls: ssl.SSLContext | None = None,
    implicit: bool = False,
    login: tuple[str, str] | None = None,
    international: bool = True,
) -> Iterator[Mailbox]:
    """``tls``: the certificate, for STARTTLS or, with ``implicit``, from the first byte on. ``login``: user and
    password that it asks for."""

    def known(server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: object) -> AuthResult:
        assert isinstance(data, LoginPassword)
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == login, handled=False)

    options: dict[str, Any] = {"hostname": "test", "timeout": 600, "enable_SMTPUTF8": international}
    if tls is not None and not implicit:
        options |= {"tls_context": tls}
    if login is not None:
        options |= {"authenticator": known, "auth_required": True}
    loop = asyncio.new_event_loop()
    door = loop.create_server(
        lambda: _Server(_Handler(box), loop=loop, **options), HOST, 0, ssl=tls if implicit else None
    )
    server = loop.run_until_complete(door)
    box.port = server.sockets[0].getsockname()[1]
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    try:
        yield box
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        server.close()
        for task in asyncio.all_tasks(loop):
            task.cancel()
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.close()
