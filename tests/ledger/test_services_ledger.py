"""Many processes, kills at any moment, a full disk, a read-only one: the ledger stays whole, the next run goes on."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from reportgen.errors import LedgerError
from reportgen.ledger.schema import VERSION
from reportgen.ledger.store import Ledger
from tests.ledger.samples import AT, record
from tests.ledger.worker import watched

pytestmark = pytest.mark.services
OLDER = Path(__file__).resolve().parent / "older" / "v0001.db"


def worker(path: Path, recipients: int, last: int = 0, step: int = 0) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "tests.ledger.worker", *map(str, (path, recipients, last, step))]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def dead(process: subprocess.Popen[str]) -> str:
    """What it printed before it killed itself."""
    out, error = process.communicate()
    assert process.returncode == -signal.SIGKILL, error
    return out


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


def killed(process: subprocess.Popen[str], lines: int) -> str:
    """What it printed; it is killed once so many lines of it were read, wherever it is by then."""
    assert process.stdout is not None
    seen = "".join(process.stdout.readline() for _ in range(lines))
    process.kill()
    return seen + process.communicate()[0]


def test_kills_at_any_moment_leave_nobody_out_and_nothing_half_written(tmp_path: Path) -> None:
    """Nothing here waits for a time: however quick the machine, somebody is left to send to when each process ends."""
    path, chance, recipients, sent = tmp_path / "reportgen.db", random.Random(7), 300, Counter[str]()
    for number in range(1, 11):
        sent.update(killed(worker(path, 25 * number), chance.randrange(4)).split())
        sent.update(dead(worker(path, recipients, chance.randrange(1, 4), chance.randrange(1, 150))).split())
        for _ in range(2):  # between the server's yes and the commit
            sent.update(dead(worker(path, recipients, chance.randrange(1, 4))).split())
    process = worker(path, recipients)
    sent.update(process.communicate()[0].split())
    assert process.returncode == 0
    with Ledger(path) as ledger:
        attempts = ledger.attempts("lumiere", "2026-10")
    by_key = {attempt.key: attempt.state for attempt in attempts}
    assert (len(by_key), set(by_key.values())) == (recipients, {"sent"})
    assert set(sent) == {str(number) for number in range(recipients)}
    uncertain, copies = sum(attempt.state == "uncertain" for attempt in attempts), sum(sent.values()) - recipients
    assert 20 <= copies <= uncertain <= 40, "each second copy is listed"
    assert sound(path) == "ok"


def test_a_kill_during_an_upgrade_leaves_the_old_ledger_or_the_new_one(tmp_path: Path) -> None:
    """At moments from its first step to its last one, and just after."""
    steps: list[None] = []
    with watched(lambda: steps.append(None)), Ledger(Path(shutil.copy(OLDER, tmp_path / "whole.db"))):
        pass
    versions = []
    for number in range(13):
        path = Path(shutil.copy(OLDER, tmp_path / f"{number}.db"))
        dead(worker(path, 0, step=1 + number * len(steps) // 12))
        with closing(sqlite3.connect(path)) as connection:
            versions.append(str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0]))
        assert sound(path) == "ok"
        with Ledger(path) as ledger:
            assert len(ledger.history("maison-lumiere")) == 1
        copy = path.with_name(f"{path.name}.0001.bak")
        assert sound(copy) == "ok"
    assert versions == ["0001"] * 12 + [VERSION]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 400 KiB of its own."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", str(folder)]
    if os.geteuid() != 0 or subprocess.run(mount, check=False).returncode:  # root of a container may not either
        pytest.skip("needs root to mount a small file system")
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
