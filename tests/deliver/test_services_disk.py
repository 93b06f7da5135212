"""A disk that is full, and a folder that can't be written: what can't be recorded or kept is not sent, and the next run
goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.deliver.message import Envelope
from reportgen.deliver.rounds import deliver
from reportgen.errors import LedgerError
from reportgen.ledger.store import Ledger
from tests.deliver.conftest import DECK, Write, parcel, post, send
from tests.deliver.servers import Mailbox, serving
from tests.deliver.test_faults import PAUL, ZOE, claims_of_the_dead, states

pytestmark = pytest.mark.services
FILLER = "other"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:  # root of a container may not either
        pytest.skip("needs root to mount a small file system")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def mounted(disk: Path, options: str) -> None:
    subprocess.run(["mount", "-o", f"remount,{options}", str(disk)], check=True)


def fill(disk: Path) -> None:
    """To the last byte."""
    with (disk / FILLER).open("ab", buffering=0) as file:
        for size in (4096, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                pass


def files(disk: Path) -> set[str]:
    return {path.name for path in disk.rglob("*") if not path.name.startswith("reportgen.db")} - {FILLER}


def test_a_disk_that_fills_up_during_a_mail_ends_the_run_and_the_next_sends_the_same_message(disk: Path) -> None:
    path = disk / "reportgen.db"
    zoe, paul = parcel(ZOE), parcel(PAUL)

    def filling(message_id: str) -> Envelope:
        fill(disk)
        return zoe.envelope(message_id)

    with serving(Mailbox()) as box:
        with Ledger(path) as ledger:
            first = deliver([replace(zoe, envelope=filling), paul], ledger, post(box))
        (disk / FILLER).unlink()
        claims_of_the_dead(path)
        with Ledger(path) as ledger:
            second = deliver([zoe, paul], ledger, post(box))
            assert states(ledger, ZOE) == ["uncertain", "sent"]
    assert isinstance(first.stopped, LedgerError)
    assert "no space is left" in str(first.stopped)
    assert [receipt.state for receipt in first.receipts] == ["uncertain"]
    assert [receipt.state for receipt in second.receipts] == ["sent", "sent"]
    assert [to for to, _ in box.taken] == [ZOE, ZOE, PAUL]
    assert len(set(box.ids(ZOE))) == 1


LINKED = "  folder: disk/public\n  link: https://files.example.org/r/\n  attach_up_to_mb: 0\n"
REPORT = "northwind-talent-2026-Q3.pptx"


def with_ledger_on_disk(config: str) -> str:
    text = Path(config).read_text("utf-8")
    assert "\nledger: reportgen.db\n" in text
    Path(config).write_text(text.replace("\nledger: ", "\nledger: disk/"), "utf-8")
    return config


def test_a_ledger_without_room_is_said_and_the_next_run_sends(
    write: Write, disk: Path, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = with_ledger_on_disk(write())
    fill(disk)
    assert send(config, "--quiet") == 1
    assert "no space is left" in capsys.readouterr().err
    assert not box.seen
    (disk / FILLER).unlink()
    assert send(config, "--quiet") == 0
    assert len(box.taken) == 2
    assert not files(disk)


def test_nobody_gets_a_link_to_files_that_found_no_room(
    write: Write, disk: Path, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = write(deliver=LINKED)
    (disk / "public").mkdir()
    fill(disk)
    assert send(config, "--quiet") == 1
    assert capsys.readouterr().err.endswith("No space left on device\n")
    assert not box.seen
    assert files(disk) == {"public"}, "no half file stays"
    (disk / FILLER).unlink()
    assert send(config, "--quiet") == 0
    assert len(box.taken) == 2
    assert (disk / "public" / REPORT).read_bytes() == DECK.data


@pytest.mark.parametrize("what", ["ledger", "folder"])
def test_what_can_not_be_written_is_said_before_anything_is_sent(
    write: Write, disk: Path, box: Mailbox, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    config = with_ledger_on_disk(write()) if what == "ledger" else write(deliver=LINKED)
    if what == "ledger":
        Ledger(disk / "reportgen.db").close()
    mounted(disk, "ro")
    assert send(config, "--quiet") == 1
    expected = {
        "ledger": f"error: {disk}/reportgen.db: the ledger can't be opened: its folder is missing or read-only. "
        "Allow writing, or name a file elsewhere in the config's ledger.\n",
        "folder": f"error: {disk}/public: Read-only file system\n",
    }
    assert capsys.readouterr().err == expected[what]
    assert not box.seen
    mounted(disk, "rw")
    assert send(config, "--quiet") == 0
    assert len(box.taken) == 2
