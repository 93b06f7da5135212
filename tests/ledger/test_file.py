"""The ledger's file: made, upgraded, or refused in clear words; never left half done."""

from __future__ import annotations

import re
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from reportgen.errors import DataError, HeldError, LedgerError
from reportgen.ledger import connection as opening
from reportgen.ledger.schema import VERSION, metadata
from reportgen.ledger.store import Ledger
from reportgen.model.delivery import DeliveryKey
from tests.ledger.samples import AT, record

OLDER = Path(__file__).resolve().parent / "older"


def sql(path: Path, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection, connection:
        return connection.execute(statement).fetchall()


@pytest.fixture
def older(tmp_path: Path) -> Path:
    return Path(shutil.copy(OLDER / "v0001.db", tmp_path / "reportgen.db"))


def test_an_older_ledger_is_copied_and_upgraded_with_all_that_it_holds(older: Path) -> None:
    before = older.read_bytes()
    with Ledger(older) as ledger:
        (made,) = ledger.history("maison-lumiere")
        leads, cost = made.figures
        assert (made.cycle, made.recorded_at) == ("2026-09", datetime(2026, 10, 5, 6, tzinfo=UTC))
        assert (leads.value, leads.target, leads.coverage) == (Decimal(118), Decimal(140), (30, 30))
        assert (cost.value, cost.cause, cost.small_base, cost.start) == (None, "no_rows", (3, 30), date(2026, 9, 1))
        assert made.artifacts == (("maison-lumiere-2026-09.pdf", "b" * 64),)
        assert ledger.approvals("maison-lumiere", "2026-09")[0].who == "Claire Martin"
        assert [a.state for a in ledger.attempts("maison-lumiere", "2026-09")] == ["sent", "claimed"]
        key = DeliveryKey("maison-lumiere", "2026-09", "paul@example.com")
        assert ledger.claim(key, "<2@example.com>", (), AT) == "send", (
            "nobody knows of that claim's process: its lease is over"
        )
    copy = older.with_name("reportgen.db.0001.bak")
    assert sql(copy, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert sql(copy, "SELECT count(*) FROM attempts") == [(2,)]
    assert sql(older, "SELECT version_num FROM alembic_version") == [(VERSION,)]
    assert older.read_bytes() != before


def test_an_upgrade_that_fails_leaves_the_ledger_as_it_was(older: Path) -> None:
    sql(older, "CREATE INDEX attempts_of ON records (client)")  # so that the migration's last step fails
    with pytest.raises(LedgerError, match=r"reportgen\.db: the ledger failed: index attempts_of already exists"):
        Ledger(older)
    assert sql(older, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert "owner" not in {row[1] for row in sql(older, "PRAGMA table_info(attempts)")}
    sql(older, "DROP INDEX attempts_of")
    Ledger(older).close()
    assert sql(older, "SELECT version_num FROM alembic_version") == [(VERSION,)]


def test_a_copy_that_can_not_be_made_leaves_the_ledger_as_it_was(older: Path) -> None:
    older.with_name(".reportgen.db.0001.bak.part").mkdir()
    with pytest.raises(OSError, match="part"):
        Ledger(older)
    assert sql(older, "SELECT version_num FROM alembic_version") == [("0001",)]


def test_a_newer_ledger_is_refused_and_not_changed(tmp_path: Path) -> None:
    path = tmp_path / "reportgen.db"
    Ledger(path).close()
    sql(path, "UPDATE alembic_version SET version_num = '0099'")
    before = path.read_bytes()
    with pytest.raises(DataError) as caught:
        Ledger(path)
    assert str(caught.value) == (
        f"{path}: a newer reportgen wrote this ledger: its version is 0099, this program reads up to {VERSION}. "
        "Update reportgen. The file was not changed."
    )
    assert path.read_bytes() == before
    assert [found.name for found in tmp_path.iterdir()] == ["reportgen.db"]


def test_another_programs_database_and_a_text_are_no_ledgers(tmp_path: Path) -> None:
    other, text = tmp_path / "other.db", tmp_path / "text.db"
    sql(other, "CREATE TABLE posts (id)")
    text.write_text("figures of October " * 100, "utf-8")
    with pytest.raises(DataError, match="another program's database, no ledger"):
        Ledger(other)
    with pytest.raises(DataError, match="no ledger, or it is damaged"):
        Ledger(text)
    assert sql(other, "SELECT name FROM sqlite_master") == [("posts",)]
    assert sql(other, "PRAGMA journal_mode") == [("delete",)]
    assert text.read_text("utf-8") == "figures of October " * 100


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="its folder is missing or read-only"):
        Ledger(tmp_path / "absent" / "reportgen.db")


def test_a_ledger_that_another_process_keeps_locked_is_waited_for_and_then_said(tmp_path: Path) -> None:
    path = tmp_path / "reportgen.db"
    with Ledger(path, wait_s=0.05) as ledger, closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(HeldError, match=re.escape(f"{path}: another process keeps the ledger locked")):
            ledger.record(record(), AT)
        assert ledger.history("lumiere") == (), "reading waits for nobody"
        other.execute("ROLLBACK")
        assert ledger.record(record(), AT)


def test_a_full_ledger_takes_nothing_or_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "reportgen.db"
    Ledger(path).close()
    real = opening._prepare

    def bounded(connection: sqlite3.Connection, entry: object) -> None:
        real(connection, entry)
        connection.execute("PRAGMA max_page_count = 1")  # no page more than there are

    monkeypatch.setattr(opening, "_prepare", bounded)
    many = record(figures=tuple(record().figures[0] for _ in range(200)))
    with Ledger(path) as ledger:
        with pytest.raises(LedgerError, match=r"no space is left for the ledger\. Nothing was recorded"):
            ledger.record(many, AT)
        assert ledger.history("lumiere") == ()
    monkeypatch.undo()
    with Ledger(path) as ledger:
        assert ledger.record(many, AT)
        assert len(ledger.history("lumiere")[0].figures) == 200


def test_a_ledger_is_a_write_ahead_log_that_is_on_the_disk_at_each_commit(tmp_path: Path) -> None:
    engine = opening.connect(tmp_path / "reportgen.db")
    with opening.reading(engine) as connection:
        modes = [connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in ("journal_mode", "synchronous")]
    engine.dispose()
    assert modes == ["wal", 2]


def test_the_tables_are_those_that_the_migrations_leave(tmp_path: Path) -> None:
    engine = opening.connect(tmp_path / "reportgen.db")
    with opening.reading(engine) as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()
    folder = Path(opening.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_heads() == [VERSION]
