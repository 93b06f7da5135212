"""A server that refuses, breaks off and hangs: each reader has the mail once, or is told about, and nobody waits for
another."""

from __future__ import annotations

import socket
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.deliver.message import Envelope
from reportgen.deliver.rounds import deliver
from reportgen.errors import HeldError
from reportgen.ledger.claims import owner
from reportgen.ledger.store import Ledger
from reportgen.model.delivery import Attempt
from tests.deliver.conftest import Certificates, parcel, post
from tests.deliver.servers import HOST, Mailbox, serving

ZOE, PAUL, ANNE = "zoe@example.org", "paul@example.org", "anne@example.org"


def attempts(ledger: Ledger, address: str) -> list[Attempt]:
    return [attempt for attempt in ledger.attempts("maison-lumiere", "2026-10") if attempt.key.address == address]


def states(ledger: Ledger, address: str) -> list[str]:
    return [attempt.state for attempt in attempts(ledger, address)]


def test_every_reader_gets_one_mail_of_their_own_and_a_second_run_sends_nothing(ledger: Ledger) -> None:
    parcels = [parcel(f"Zoé Morel <{ZOE}>"), parcel(PAUL)]
    with serving(Mailbox()) as box:
        first = deliver(parcels, ledger, post(box))
        second = deliver(parcels, ledger, post(box))
    assert [(receipt.state, receipt.again) for receipt in first.receipts] == [("sent", False), ("sent", False)]
    assert [(receipt.state, receipt.again) for receipt in second.receipts] == [("sent", True), ("sent", True)]
    assert [to for to, _ in box.taken] == [ZOE, PAUL]
    assert str(box.messages(ZOE)[0]["To"]) == f"Zoé Morel <{ZOE}>"
    assert box.ids(ZOE) == [parcels[0].message_id] != box.ids(PAUL)
    assert PAUL not in box.taken[0][1].decode()


def test_a_refusal_for_now_is_tried_again_in_a_later_round_and_keeps_nobody_waiting(ledger: Ledger) -> None:
    with serving(Mailbox({ZOE: ["450 greylisted", "451 4.3.0 try later"]})) as box:
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box))
    assert [receipt.state for receipt in found.receipts] == ["sent", "sent"]
    assert [to for to, _ in box.taken] == [PAUL, ZOE]
    assert states(ledger, ZOE) == ["failed", "failed", "sent"]
    assert attempts(ledger, ZOE)[0].detail == "450 greylisted"


def test_a_refusal_for_good_is_told_for_its_reader_and_not_tried_again(ledger: Ledger) -> None:
    with serving(Mailbox({PAUL: ["550 5.1.1 no such mailbox"] * 9})) as box:
        found = deliver([parcel(ZOE), parcel(PAUL), parcel(ANNE)], ledger, post(box))
    assert [receipt.state for receipt in found.receipts] == ["sent", "refused", "sent"]
    assert found.receipts[1].detail == "550 5.1.1 no such mailbox"
    assert box.seen[PAUL] == 1
    assert states(ledger, PAUL) == ["refused"]


def test_patience_ends_and_the_next_run_goes_on(ledger: Ledger) -> None:
    with serving(Mailbox({ZOE: ["450 full"] * 3})) as box:
        first = deliver([parcel(ZOE)], ledger, post(box, patience_s=6))
        assert (first.receipts[0].state, box.seen[ZOE]) == ("failed", 2)  # at once, and after two seconds
        second = deliver([parcel(ZOE)], ledger, post(box))
    assert second.receipts[0].state == "sent"
    assert len(box.taken) == 1


def test_a_connection_cut_inside_the_message_has_sent_nothing(ledger: Ledger) -> None:
    with serving(Mailbox({ZOE: ["cut in data"]})) as box:
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box))
    assert [receipt.state for receipt in found.receipts] == ["sent", "sent"]
    assert len(box.ids(ZOE)) == 1
    assert states(ledger, ZOE) in (["failed", "sent"], ["uncertain", "sent"])  # the end may be in the system's buffer


@pytest.mark.parametrize(("fault", "copies"), [("cut after data", 2), ("lost", 1)])
def test_a_connection_cut_after_the_message_is_uncertain_and_sent_again_as_the_same_one(
    ledger: Ledger, fault: str, copies: int
) -> None:
    with serving(Mailbox({ZOE: [fault]})) as box:
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box))
    assert [receipt.state for receipt in found.receipts] == ["sent", "sent"]
    assert box.ids(ZOE) == [parcel(ZOE).message_id] * copies
    assert len({data for to, data in box.taken if to == ZOE}) == 1  # byte for byte
    assert states(ledger, ZOE) == ["uncertain", "sent"]


def test_a_server_that_hangs_is_given_up_after_a_time(ledger: Ledger) -> None:
    with serving(Mailbox({ZOE: ["hang"]})) as box:
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box, timeout_s=0.5))
    assert [receipt.state for receipt in found.receipts] == ["sent", "sent"]
    details = [attempt.detail for attempt in attempts(ledger, ZOE)]  # of a slow machine's greeting too, perhaps
    assert "the connection broke: Connection unexpectedly closed: timed out" in details


def test_a_server_that_is_not_there_is_asked_once_a_round(ledger: Ledger) -> None:
    with socket.socket() as nobody:
        nobody.bind((HOST, 0))  # without listening: the port is taken, and refuses
        box = Mailbox(port=nobody.getsockname()[1])
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box, patience_s=3))
    assert {(receipt.state, receipt.detail) for receipt in found.receipts} == {
        ("failed", f"127.0.0.1:{box.port}: Connection refused")
    }
    assert states(ledger, PAUL) == ["failed", "failed"]


def test_mail_goes_over_verified_encryption(ledger: Ledger, certificates: Certificates) -> None:
    for number, (security, implicit) in enumerate((("starttls", False), ("tls", True))):
        with serving(Mailbox(), certificates.good, implicit) as box:
            door = replace(post(box, security=security), context=certificates.client)
            found = deliver([parcel(ZOE, cycle=f"2026-0{number + 1}")], ledger, door)
        assert [receipt.detail for receipt in found.receipts] == ["250 taken"]


@pytest.mark.parametrize(
    ("which", "why"),
    [("expired", "certificate has expired"), ("other_host", "IP address mismatch, certificate is not valid for")],
)
@pytest.mark.parametrize("implicit", [False, True])
def test_a_wrong_certificate_ends_the_run_before_anything_is_said(
    ledger: Ledger, certificates: Certificates, which: str, why: str, implicit: bool
) -> None:
    with serving(Mailbox(), getattr(certificates, which), implicit) as box:
        door = post(box, security="tls" if implicit else "starttls")
        found = deliver([parcel(ZOE), parcel(PAUL)], ledger, replace(door, context=certificates.client))
    assert [receipt.state for receipt in found.receipts] == ["failed", "failed"]
    assert all(why in receipt.detail for receipt in found.receipts)
    assert states(ledger, ZOE) == ["failed"], "tried again in vain"
    assert not box.seen


def test_a_certificate_that_nobody_vouches_for_is_refused(ledger: Ledger, certificates: Certificates) -> None:
    with serving(Mailbox(), certificates.good) as box:
        found = deliver([parcel(ZOE)], ledger, post(box, security="starttls"))  # the machine's own authorities
    assert "unable to get local issuer certificate" in found.receipts[0].detail
    assert not box.seen


def test_without_starttls_nothing_is_said(ledger: Ledger) -> None:
    with serving(Mailbox()) as box:
        found = deliver([parcel(ZOE)], ledger, post(box, security="starttls"))
    assert (found.receipts[0].state, found.receipts[0].detail) == (
        "failed",
        "the server offers no encryption (STARTTLS), so nothing was sent",
    )
    assert not box.seen


def test_a_password_with_accents_signs_in_and_a_wrong_one_is_not_told(
    ledger: Ledger, certificates: Certificates
) -> None:
    with serving(Mailbox(), certificates.good, login=("halo", "clé €")) as box:
        door = replace(post(box, security="starttls", user="halo", password="clé €"), context=certificates.client)
        wrong = replace(door, server=replace(door.server, password="cle secret"))
        refused = deliver([parcel(ZOE)], ledger, wrong)
        taken = deliver([parcel(ZOE)], ledger, door)
    assert refused.receipts[0].detail == "the server refused the user or the password (535)"
    assert taken.receipts[0].state == "sent"
    told = repr((door, wrong, refused, taken, ledger.attempts("maison-lumiere", "2026-10")))
    assert "clé €" not in told
    assert "secret" not in told


def test_an_accent_before_the_at_sign_needs_a_server_that_takes_it(ledger: Ledger) -> None:
    accented = "zoé@exämple.org"
    with serving(Mailbox(), international=False) as box:
        found = deliver([parcel(accented)], ledger, post(box))
    assert found.receipts[0].detail == "the server takes no address with accents before the @ (SMTPUTF8)"
    with serving(Mailbox()) as box:
        found = deliver([parcel(accented)], ledger, post(box))
    assert found.receipts[0].state == "sent"
    assert [to for to, _ in box.taken] == ["zoé@xn--exmple-cua.org"]


def test_a_mail_in_the_hands_of_another_run_is_waited_for(ledger: Ledger) -> None:
    mine = parcel(ZOE)
    with serving(Mailbox()) as box:
        door = post(box, patience_s=10)
        ledger.claim(mine.key, mine.message_id, mine.artifacts, door.clock())
        busy = deliver([mine, parcel(PAUL)], ledger, door)
        ledger.settle(mine.key, "sent", door.clock())
        done = deliver([mine], ledger, door)
    assert [reader.address for reader in busy.busy] == [ZOE]
    assert [receipt.recipient.address for receipt in busy.receipts] == [PAUL]
    assert done.receipts[0].again
    assert not box.ids(ZOE)


def test_a_ledger_that_fails_after_the_servers_yes_ends_the_run_and_the_next_sends_the_same_message(
    tmp_path: Path,
) -> None:
    path = tmp_path / "reportgen.db"
    zoe, paul, anne = (parcel(address) for address in (ZOE, PAUL, ANNE))
    with Ledger(path, wait_s=0.05) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:

        def locking(message_id: str) -> Envelope:
            other.execute("BEGIN IMMEDIATE")
            return paul.envelope(message_id)

        with serving(Mailbox()) as box:
            first = deliver([zoe, replace(paul, envelope=locking), anne], ledger, post(box))
            other.execute("ROLLBACK")
            assert states(ledger, PAUL) == ["claimed"], "nothing half recorded"
            claims_of_the_dead(path)
            second = deliver([zoe, paul, anne], ledger, post(box))
        assert [(receipt.state, receipt.recipient.address) for receipt in first.receipts] == [
            ("sent", ZOE),
            ("uncertain", PAUL),
        ]
        assert first.receipts[1].detail == "the server took it, but the ledger could not record it: 250 taken"
        assert isinstance(first.stopped, HeldError)
        assert [(receipt.state, receipt.again) for receipt in second.receipts] == [
            ("sent", True), ("sent", False), ("sent", False),
        ]  # fmt: skip
        assert states(ledger, PAUL) == ["uncertain", "sent"]
    assert [to for to, _ in box.taken] == [ZOE, PAUL, PAUL, ANNE]
    assert len(set(box.ids(PAUL))) == 1


def claims_of_the_dead(path: Path) -> None:
    """As if the process that holds them had ended: it is this one."""
    with closing(sqlite3.connect(path)) as connection, connection:
        dead = f"{owner().rpartition('/')[0]}/999999999"
        connection.execute("UPDATE attempts SET owner = ? WHERE state = 'claimed'", [dead])


def test_nothing_is_handed_over_that_can_not_be_claimed(tmp_path: Path) -> None:
    path = tmp_path / "reportgen.db"
    with Ledger(path, wait_s=0.05) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with serving(Mailbox()) as box:
            found = deliver([parcel(ZOE), parcel(PAUL)], ledger, post(box))
    assert (found.receipts, found.busy, isinstance(found.stopped, HeldError)) == ((), (), True)
    assert not box.seen
