"""Many processes, kills at any moment, a full disk, a read-only one: the ledger stays whole, the next run goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.errors import LedgerError
from reportgen.ledger.schema import VERSION
from reportgen.ledger.store import Ledger
from tests.ledger.samples import AT, record

pytestmark = pytest.mark.services
OLDER = Path(__file__).resolve().parent / "older" / "v0001.db"


def worker(path: Path, recipients: int, last: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.worker", str(path), str(recipients), str(last)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def sound(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])


def test_sixteen_processes_make_one_ledger_and_send_to_each_recipient_once(tmp_path: Path) -> None:
    path = tmp_path / "reportgen.db"
    done = [process.communicate() for process in [worker(path, 25) for _ in range(16)]]
    assert [error for _, error in done if error] == []
    assert Counter(number for out, _ in done for number in out.split()) == {str(n): 1 for n in range(25)}
    with Ledger(path) as ledger:
        assert [made.state for made in ledger.attempts("lumiere", "2026-10")] == ["sent"] * 25
        assert len(ledger.history("lumiere")) == 1
    assert sound(path) == "ok"


def killed(process: subprocess.Popen[str], chance: random.Random) -> str:
    """What it printed. It dies as it starts, or a moment after its first, second or third line: never by the clock
    alone, for a quick machine would be done before."""
    assert process.stdout is not None
    lines = chance.randrange(4)
    seen = "".join(process.stdout.readline() for _ in range(lines))
    time.sleep(chance.random() * (0.005 if lines else 0.2))
    process.kill()
    return seen + process.communicate()[0]


def test_kills_at_any_moment_leave_nobody_out_and_nothing_half_written(tmp_path: Path) -> None:
    path, chance, recipients, sent = tmp_path / "reportgen.db", random.Random(7), 300, Counter[str]()
    for _ in range(10):
        sent.update(killed(worker(path, recipients), chance).split())
        for _ in range(2):  # between the server's yes and the commit
            process = worker(path, recipients, last=chance.randrange(1, 4))
            sent.update(process.communicate()[0].split())
            assert process.returncode == -signal.SIGKILL
    process = worker(path, recipients)
    sent.update(process.communicate()[0].split())
    assert process.returncode == 0
    with Ledger(path) as ledger:
        attempts = ledger.attempts("lumiere", "2026-10")
    by_key = {attempt.key: attempt.state for attempt in attempts}
    assert (len(by_key), set(by_key.values())) == (recipients, {"sent"})
    assert set(sent) == {str(number) for number in range(recipients)}
    uncertain, copies = sum(attempt.state == "uncertain" for attempt in attempts), sum(sent.values()) - recipients
    assert 20 <= copies <= uncertain <= 30, "each second copy is listed"
    assert sound(path) == "ok"


def test_a_kill_during_an_upgrade_leaves_the_old_ledger_or_the_new_one(tmp_path: Path) -> None:
    chance, versions = random.Random(11), Counter[str]()
    for number in range(12):
        path = Path(shutil.copy(OLDER, tmp_path / f"{number}.db"))
        process = worker(path, 0)
        time.sleep(0.3 + chance.random() * 0.5)
        process.kill()
        process.communicate()
        with closing(sqlite3.connect(path)) as connection:
            versions[str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])] += 1
        assert sound(path) == "ok"
        with Ledger(path) as ledger:
            assert len(ledger.history("maison-lumiere")) == 1
        copy = path.with_name(f"{path.name}.0001.bak")
        assert sound(copy) == "ok"
    assert set(versions) <= {"0001", VERSION}


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB of its own."""
    if os.geteuid() != 0:
        pytest.skip("needs root to mount a small file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)], check=True)
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(path: Path) -> None:
    with Ledger(path) as ledger:
        for number in range(200):
            ledger.record(record(value=str(number), figures=record(value=str(number)).figures * 20), AT)


def test_a_full_disk_loses_nothing_that_was_recorded(small_disk: Path) -> None:
    path = small_disk / "reportgen.db"
    with pytest.raises(LedgerError, match="no space is left"):
        fill(path)
    with closing(sqlite3.connect(path)) as connection:
        kept = connection.execute("SELECT count(*) FROM records").fetchone()[0]
    assert kept > 0
    assert sound(path) == "ok"
    subprocess.run(["mount", "-o", "remount,size=4m", str(small_disk)], check=True)
    with Ledger(path) as ledger:
        assert len(ledger.history("lumiere")) == kept
        assert ledger.record(record(value="999"), AT)


def test_a_disk_that_is_full_from_the_start_is_said(small_disk: Path) -> None:
    (small_disk / "other").write_bytes(bytes(396 * 1024))
    with pytest.raises(LedgerError, match=r"no space is left|the disk failed"):
        Ledger(small_disk / "reportgen.db")
    (small_disk / "other").unlink()
    with Ledger(small_disk / "reportgen.db") as ledger:
        assert ledger.record(record(), AT)


def test_a_read_only_folder_is_said_and_what_it_holds_stays(small_disk: Path) -> None:
    path = small_disk / "reportgen.db"
    with Ledger(path) as ledger:
        ledger.record(record(), AT)
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(LedgerError, match="read-only"), Ledger(path) as ledger:
        ledger.record(record(value="2"), AT)
    with pytest.raises(LedgerError, match="read-only"):
        Ledger(small_disk / "new.db")
    subprocess.run(["mount", "-o", "remount,rw", str(small_disk)], check=True)
    with Ledger(path) as ledger:
        assert len(ledger.history("lumiere")) == 1
