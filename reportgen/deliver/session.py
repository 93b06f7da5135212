"""Envelope → a server, over a connection whose certificate is verified; and what the server said to it.

The only user of smtplib. What the library leaves open is decided here: without encryption nothing goes out where it was
asked for, and a connection that breaks after the message's end was said leaves it open whether the server has it.
"""

from __future__ import annotations

import re
import smtplib
import ssl
from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Literal

from reportgen.deliver.message import Envelope
from reportgen.deliver.server import Server

_MOST_WORDS = 300  # of what a server says
_CLOSING = 421
_GOODBYE_S = 5.0  # all is said by then: nobody waits long for the answer
_LINE_START = re.compile(rb"(?m)^\.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """sent: the server has taken it. refused: for good. failed: for now. uncertain: it may have been taken, or not.
    ``detail`` is the server's answer, or what happened to the connection."""

    state: Literal["sent", "refused", "failed", "uncertain"]
    detail: str


class UnreachableError(Exception):
    """The server can't be used; ``for_good``: not before somebody has mended something."""

    def __init__(self, detail: str, for_good: bool) -> None:
        super().__init__(detail)
        self.detail, self.for_good = detail, for_good


class Session:
    """One connection, opened when it is first needed, and again after it broke."""

    def __init__(self, server: Server, context: ssl.SSLContext | None = None) -> None:
        self._server, self._context = server, context or ssl.create_default_context()
        self._smtp: smtplib.SMTP | None = None

    def deliver(self, envelope: Envelope) -> Outcome:
        """Raises UnreachableError where nothing could be asked of the server."""
        if self._smtp is None:
            self._smtp = _opened(self._server, self._context)
        outcome, usable = _handed_over(self._smtp, envelope)
        if not usable:
            self.close()
        return outcome

    def close(self) -> None:
        if self._smtp is not None:
            with suppress(OSError, smtplib.SMTPException):
                if self._smtp.sock:
                    self._smtp.sock.settimeout(_GOODBYE_S)
                self._smtp.quit()
            self._smtp.close()
            self._smtp = None


def _opened(server: Server, context: ssl.SSLContext) -> smtplib.SMTP:
    smtp: smtplib.SMTP | None = None
    try:
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=server.timeout_s, context=context)
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=server.timeout_s)
        smtp.ehlo_or_helo_if_needed()
        if server.security == "starttls":
            _encrypt(smtp, context)
        if server.user:
            _sign_in(smtp, server)
        return smtp
    except UnreachableError:
        _drop(smtp)
        raise
    except (OSError, smtplib.SMTPException) as error:
        _drop(smtp)
        raise _unreachable(error, server) from None


def _drop(smtp: smtplib.SMTP | None) -> None:
    if smtp is not None:
        smtp.close()


def _unreachable(error: OSError | smtplib.SMTPException, server: Server) -> UnreachableError:
    where = f"{server.host}:{server.port}"
    if isinstance(error, ssl.SSLCertVerificationError):
        return UnreachableError(f"{where}: its certificate is not valid: {error.verify_message}", True)
    if isinstance(error, smtplib.SMTPResponseException):
        answer = _answer(error.smtp_code, error.smtp_error)
        return UnreachableError(f"{where}: {answer}", error.smtp_code >= 500)
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return UnreachableError(f"{where}: {_one_line(reason)}", False)


def _encrypt(smtp: smtplib.SMTP, context: ssl.SSLContext) -> None:
    if not smtp.has_extn("starttls"):
        raise UnreachableError("the server offers no encryption (STARTTLS), so nothing was sent", True)
    code, words = smtp.starttls(context=context)
    if code != 220:
        raise smtplib.SMTPResponseException(code, words)
    smtp.ehlo_or_helo_if_needed()


def _sign_in(smtp: smtplib.SMTP, server: Server) -> None:
    """By hand: the library's own way can't say a password with accents, and puts it into its error."""
    offered = smtp.esmtp_features.get("auth", "").upper().split()
    if "PLAIN" in offered:
        code, _ = smtp.docmd("AUTH", f"PLAIN {_coded(f'{chr(0)}{server.user}{chr(0)}{server.password}')}")
    elif "LOGIN" in offered:
        code, _ = smtp.docmd("AUTH", f"LOGIN {_coded(server.user)}")
        if code == 334:
            code, _ = smtp.docmd(_coded(server.password))
    else:
        raise UnreachableError("the server offers no way to sign in (AUTH PLAIN or LOGIN)", True)
    if code not in (235, 503):  # 503: signed in already
        # the server's own words may repeat what it was told
        raise UnreachableError(f"the server refused the user or the password ({code})", code >= 500)


def _coded(secret: str) -> str:
    return b64encode(secret.encode()).decode("ascii")


def _handed_over(smtp: smtplib.SMTP, envelope: Envelope) -> tuple[Outcome, bool]:
    """What came of it, and whether the connection may be used again."""
    if envelope.international and not smtp.has_extn("smtputf8"):
        return Outcome("refused", "the server takes no address with accents before the @ (SMTPUTF8)"), True
    ended = False
    try:
        for code, words in _preliminaries(smtp, envelope):
            if code not in (250, 251, 354):
                return _refusal(smtp, code, words)
        smtp.send(_LINE_START.sub(b"..", envelope.data))
        ended = True  # once the final full stop is on its way, the server may take the message
        smtp.send(b".\r\n")
        code, words = smtp.getreply()
    except (OSError, smtplib.SMTPException) as error:
        told = _one_line(str(error))
        return Outcome("uncertain" if ended else "failed", f"the connection broke: {told}"), False
    if code < 200:  # no answer of the protocol: nobody knows
        return Outcome("uncertain", _answer(code, words)), False
    return (Outcome("sent", _answer(code, words)), True) if code < 300 else _refusal(smtp, code, words)


def _preliminaries(smtp: smtplib.SMTP, envelope: Envelope) -> Iterator[tuple[int, bytes]]:
    """The server's answers before the message itself, each asked for when the one before was a yes."""
    options = ["SMTPUTF8", "BODY=8BITMIME"] if envelope.international else []
    if smtp.has_extn("size"):
        options.append(f"SIZE={len(envelope.data)}")
    yield smtp.mail(envelope.sender, options)
    yield smtp.rcpt(envelope.recipient)
    yield smtp.docmd("DATA")


def _refusal(smtp: smtplib.SMTP, code: int, words: bytes) -> tuple[Outcome, bool]:
    """For good from 500 on; else for now. The next reader's mail begins afresh."""
    outcome = Outcome("refused" if code >= 500 else "failed", _answer(code, words))
    if code == _CLOSING or code < 400:
        return outcome, False
    try:
        return outcome, smtp.rset()[0] == 250
    except (OSError, smtplib.SMTPException):
        return outcome, False


def _answer(code: int, words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else str(words)
    return _one_line(f"{code} {text}")


def _one_line(text: str) -> str:
    """Without line breaks and control characters: it goes to terminals and into the ledger."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= _MOST_WORDS else f"{line[: _MOST_WORDS - 1]}…"
