"""Addresses as people write them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportgen.addresses import Fault, on_the_wire, parse
from reportgen.deliver.message import delivery_key, message_id
from reportgen.model.delivery import Recipient


@pytest.mark.parametrize(
    ("text", "name", "address"),
    [
        ("claire@example.org", "", "claire@example.org"),
        ("  claire@example.org ", "", "claire@example.org"),
        ("Claire Morel <claire@example.org>", "Claire Morel", "claire@example.org"),
        ("<claire@example.org>", "", "claire@example.org"),
        ('"Morel, Claire" <claire@example.org>', "Morel, Claire", "claire@example.org"),
        ('"Claire \\"CM\\" Morel" <claire@example.org>', 'Claire "CM" Morel', "claire@example.org"),
        ("Zoé O’Neil (Paris) <zoé.o'neil+rp@exämple.fr>", "Zoé O’Neil (Paris)", "zoé.o'neil+rp@exämple.fr"),
        ("root@localhost", "", "root@localhost"),
    ],
)
def test_an_address_is_read_with_its_name(text: str, name: str, address: str) -> None:
    assert parse(text) == Recipient(name, address)


@pytest.mark.parametrize(
    ("text", "index"),
    [
        ("a@b.org;c@d.org", 7),
        ("a@b.org, c@d.org", 7),
        ("Morel, Claire <a@b.org>", 5),
        ('"Morel <a@b.org>', 0),
        ("Claire\r\nBcc: x@y.org <a@b.org>", 6),
        ("a@b.org\n", 7),
        ("a@b.org>", 4),
        ("A <a@b.org> <c@d.org>", 12),
        ("a\u202e@b.org", 1),
        ("a@b@c.org", 1),
        (".a@b.org", 0),
        ("a.@b.org", 1),
        ("a@b..org", 4),
        ("a@[127.0.0.1]", 2),
        ("", 0),
    ],
)
def test_what_a_library_would_mend_or_drop_in_silence_is_a_fault_at_its_place(text: str, index: int) -> None:
    found = parse(text)
    assert isinstance(found, Fault)
    assert found.index == index


def test_a_domain_goes_out_in_ascii_and_the_name_before_it_as_it_is() -> None:
    assert on_the_wire("zoé@exämple.org") == "zoé@xn--exmple-cua.org"


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader_and_no_line_break_gets_through(text: str) -> None:
    found = parse(text)
    if isinstance(found, Recipient):
        assert not set(found.name + found.address) & set("\r\n")
        assert found.address.count("@") == 1
    else:
        assert 0 <= found.index <= len(text)


def test_a_message_id_follows_from_client_cycle_and_reader_in_the_senders_domain() -> None:
    sender = Recipient("Agence Zoé", "halo@Agence-Zoé.example")
    one = message_id(delivery_key("maison-lumiere", "2026-10", "Zoe@Example.org"), sender)
    assert re.fullmatch(r"<[0-9a-f]{32}@xn--agence-zo-j4a\.example>", one)
    assert one == message_id(delivery_key("maison-lumiere", "2026-10", "zoe@example.ORG"), sender)
    others = {("northwind", "2026-10", "zoe@example.org"), ("maison-lumiere", "2026-09", "zoe@example.org"),
              ("maison-lumiere", "2026-10", "paul@example.org")}  # fmt: skip
    assert len({one, *(message_id(delivery_key(*key), sender) for key in others)}) == 4
