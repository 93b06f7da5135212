"""Each recipient of each cycle is one process's at a time, and gets the mail once."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from reportgen.ledger import claims
from reportgen.ledger.store import Ledger
from reportgen.model.delivery import DeliveryKey
from tests.ledger.samples import AT, PDF

KEY = DeliveryKey("lumiere", "2026-10", "claire@example.com")
ID = "<lumiere-2026-10-claire@example.com>"


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger(tmp_path / "reportgen.db") as opened:
        yield opened


def states(ledger: Ledger) -> list[str]:
    return [attempt.state for attempt in ledger.attempts("lumiere", "2026-10")]


def test_a_claim_is_given_once(ledger: Ledger) -> None:
    assert [ledger.claim(KEY, ID, (PDF,), AT) for _ in range(2)] == ["send", "busy"]
    attempt = ledger.attempts("lumiere", "2026-10")[0]
    assert (attempt.key, attempt.message_id, attempt.state, attempt.at, attempt.artifacts) == (
        KEY,
        ID,
        "claimed",
        AT,
        (PDF,),
    )


def test_what_was_sent_is_never_sent_again(ledger: Ledger) -> None:
    ledger.claim(KEY, ID, (PDF,), AT)
    ledger.settle(KEY, "sent", AT, "250 queued")
    assert ledger.claim(KEY, ID, ((PDF[0], "f" * 64),), AT + timedelta(days=30)) == "sent"
    assert states(ledger) == ["sent"]


@pytest.mark.parametrize("state", ["refused", "failed", "uncertain"])
def test_what_was_not_sent_is_given_out_again_and_both_attempts_are_listed(ledger: Ledger, state: str) -> None:
    ledger.claim(KEY, ID, (PDF,), AT)
    ledger.settle(KEY, state, AT, "451 try later")  # type: ignore[arg-type]
    assert ledger.claim(KEY, ID, (PDF,), AT) == "send"
    assert states(ledger) == [state, "claimed"]


def test_the_claim_of_a_process_that_was_killed_is_uncertain_and_given_out_at_once(tmp_path: Path) -> None:
    path = tmp_path / "reportgen.db"
    code = f"""
import os, signal
from pathlib import Path
from reportgen.ledger.store import Ledger
from tests.ledger.samples import AT, PDF
from tests.ledger.test_claims import ID, KEY
print(Ledger(Path({str(path)!r})).claim(KEY, ID, (PDF,), AT), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.stdout, done.returncode) == ("send\n", -9), done.stderr
    with Ledger(path) as ledger:
        assert states(ledger) == ["claimed"]
        assert ledger.claim(KEY, ID, (PDF,), AT + timedelta(seconds=1)) == "send"
        first, second = ledger.attempts("lumiere", "2026-10")
        assert (first.state, first.detail, first.at) == ("uncertain", claims.ENDED, AT + timedelta(seconds=1))
        assert (second.state, second.message_id) == ("claimed", first.message_id)


@pytest.mark.parametrize(
    ("later", "answer"),
    [
        (timedelta(minutes=14), "busy"),
        (timedelta(minutes=15), "send"),
        (-timedelta(minutes=14), "busy"),  # the clock was set back a little
        (-timedelta(days=1), "send"),  # and by a day: a claim from the future binds nobody
    ],
)
def test_a_process_of_another_machine_holds_its_claim_for_a_lease(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, later: timedelta, answer: str
) -> None:
    monkeypatch.setattr(claims, "owner", lambda: "elsewhere/pid:[1]/999999999")
    ledger.claim(KEY, ID, (PDF,), AT)
    monkeypatch.undo()
    assert ledger.claim(KEY, ID, (PDF,), AT + later) == answer


def test_a_claim_that_another_took_over_can_still_say_what_came_of_it(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.claim(KEY, ID, (PDF,), AT)
    monkeypatch.setattr(claims, "owner", lambda: "elsewhere/pid:[1]/1")
    assert ledger.claim(KEY, ID, (PDF,), AT + claims.LEASE) == "send"
    monkeypatch.undo()
    ledger.settle(KEY, "sent", AT + claims.LEASE, "250 queued")
    assert states(ledger) == ["sent", "claimed"]


def test_another_message_id_for_the_same_recipient_is_refused(ledger: Ledger) -> None:
    ledger.claim(KEY, ID, (PDF,), AT)
    with pytest.raises(ValueError, match=r"it can't be <other@example\.com> now"):
        ledger.claim(KEY, "<other@example.com>", (PDF,), AT)


def test_only_a_claim_can_be_settled(ledger: Ledger) -> None:
    with pytest.raises(ValueError, match="not claimed by this process"):
        ledger.settle(KEY, "sent", AT)


def test_recipients_cycles_and_clients_do_not_meet(ledger: Ledger) -> None:
    others = [
        DeliveryKey("lumiere", "2026-10", "paul@example.com"),
        DeliveryKey("lumiere", "2026-11", "claire@example.com"),
        DeliveryKey("other", "2026-10", "claire@example.com"),
    ]
    assert [ledger.claim(key, f"<{n}@example.com>", (PDF,), AT) for n, key in enumerate([KEY, *others])] == ["send"] * 4
    assert len(ledger.attempts("lumiere", "2026-10")) == 2
