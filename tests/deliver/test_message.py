"""The bytes that a server is given, read back by the standard library."""

from __future__ import annotations

import re
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.deliver.message import Envelope, Sender, envelope
from reportgen.model.delivery import Recipient
from reportgen.model.letter import MailBody
from tests.deliver.conftest import BODY, NOW, PDF, reader

IDENTIFIER = "<0123456789abcdef@example.org>"
SENDER = Sender(reader("Agence Halo <halo@example.org>"), reader("Équipe <equipe@example.org>"))


def made(to: Recipient, body: MailBody = BODY) -> Envelope:
    return envelope(body, (PDF,), SENDER, to, IDENTIFIER, NOW)


def read(made: Envelope) -> EmailMessage:
    return message_from_bytes(made.data, policy=policy.default)


def test_a_mail_holds_both_forms_and_the_files() -> None:
    message = read(made(reader("Zoé Morel <zoe@example.org>")))
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed", "multipart/alternative", "text/plain", "text/html", "application/pdf",
    ]  # fmt: skip
    assert message.get_body(("plain",)).get_content().replace("\r\n", "\n") == BODY.text  # type: ignore[union-attr]
    assert message.get_body(("html",)).get_content().strip() == BODY.html  # type: ignore[union-attr]
    (file,) = message.iter_attachments()
    assert (file.get_filename(), file.get_content()) == (PDF.name, PDF.data)


def test_the_headers_say_who_when_and_that_nobody_need_answer() -> None:
    message = read(made(reader("Zoé Morel <zoe@example.org>")))
    assert {name: str(message[name]) for name in message if name != "Content-Type"} == {
        "From": "Agence Halo <halo@example.org>",
        "To": "Zoé Morel <zoe@example.org>",
        "Reply-To": "Équipe <equipe@example.org>",
        "Subject": "Maison Lumière, octobre 2026",
        "Date": "Thu, 05 Nov 2026 07:00:00 +0000",
        "Message-ID": IDENTIFIER,
        "Auto-Submitted": "auto-generated",
        "Content-Language": "fr-FR",
        "MIME-Version": "1.0",
    }


def test_the_same_mail_is_the_same_bytes() -> None:
    assert made(reader("zoe@example.org")) == made(reader("zoe@example.org"))


def test_what_servers_refuse_is_not_in_it() -> None:
    data = made(reader("Zoé Morel <zoe@exämple.org>")).data
    assert data.isascii()
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    assert max(map(len, data.split(b"\r\n"))) <= 998
    assert made(reader("Zoé Morel <zoe@exämple.org>")).recipient == "zoe@xn--exmple-cua.org"


def test_an_accent_before_the_at_sign_is_written_as_it_is_and_needs_a_server_that_takes_it() -> None:
    given = made(reader("zoé@example.org"))
    assert given.international
    assert "To: zoé@example.org\r\n".encode() in given.data


@pytest.mark.parametrize("subject", ["Maison Lumière, octobre 2026 : +28,1\u202f%", "x" * 300, "é" * 190])
def test_a_subject_of_any_length_comes_back_whole(subject: str) -> None:
    body = MailBody(subject, "a\n", "<p>a</p>", "fr-FR")
    assert str(read(made(reader("zoe@example.org"), body))["Subject"]) == subject


NAMES = st.text(st.characters(categories=("L", "N", "P", "Zs", "S")), max_size=60)


@given(NAMES.map(lambda name: " ".join(name.split())))
def test_a_display_name_comes_back_as_it_was_and_adds_no_reader(name: str) -> None:
    given = envelope(MailBody("a", "a\n", "", "fr-FR"), (), SENDER, Recipient(name, "zoe@example.org"), IDENTIFIER, NOW)
    ((coded, address),) = getaddresses([str(message_from_bytes(given.data)["To"])])
    assert address == "zoe@example.org"
    assert str(make_header(decode_header(coded))) == name
