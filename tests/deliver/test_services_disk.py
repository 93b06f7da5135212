"""A disk that is full, and a folder that can't be written: what can't be recorded or kept is not sent, and the next run
goes on."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportgen.deliver.message import Envelope
from reportgen.deliver.rounds import deliver
from reportgen.errors import LedgerError
from reportgen.ledger.store import Ledger
from tests.deliver.conftest import Write, parcel, post, send
from tests.deliver.servers import Mailbox, serving
from tests.deliver.test_faults import PAUL, ZOE, claims_of_the_dead, states

pytestmark = pytest.mark.services
FILLER = "other"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB of its own."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], check=True)
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

    def filling() -> Envelope:
        fill(disk)
        return zoe.envelope()

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


@pytest.fixture
def on_disk(write: Write, disk: Path) -> Callable[..., str]:
    """A config whose ledger and folder of files stand on the small disk."""

    def written() -> str:
        linked = "  folder: disk/public\n  link: https://files.example.org/r/\n  attach_up_to_mb: 0\n"
        config = Path(write(deliver=linked))
        config.write_text(config.read_text("utf-8").replace("ledger: ", "ledger: disk/"), "utf-8")
        return str(config)

    return written


def test_nobody_gets_a_mail_whose_files_found_no_room(
    on_disk: Callable[..., str], disk: Path, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = on_disk()
    fill(disk)
    assert send(config, "--quiet") == 1
    assert "no space is left" in capsys.readouterr().err
    (disk / FILLER).unlink()
    (disk / "public").mkdir()
    mounted(disk, "size=200k")
    assert send(config, "--quiet", "--only", "zoe@example.org") in (0, 1)
    mounted(disk, "size=400k")
    assert send(config, "--quiet") == 0
    assert sorted(to for to, _ in box.taken) == ["paul@example.org", "zoe@example.org"]
    assert files(disk) == {"public", "northwind-talent-2026-Q3.pptx"}


def test_a_folder_that_can_not_be_written_is_said_before_anything_is_sent(
    on_disk: Callable[..., str], disk: Path, box: Mailbox, capsys: pytest.CaptureFixture[str]
) -> None:
    config = on_disk()
    Ledger(disk / "reportgen.db").close()
    mounted(disk, "ro")
    assert send(config, "--quiet") == 1
    assert capsys.readouterr().err == (
        f"error: {disk}/reportgen.db: the ledger can't be opened: its folder is missing or read-only. "
        "Allow writing, or name a file elsewhere in the config's ledger.\n"
    )
    assert not box.seen
    mounted(disk, "rw")
    assert send(config, "--quiet") == 0
    assert len(box.taken) == 2
