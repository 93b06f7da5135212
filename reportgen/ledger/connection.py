"""A path → an Engine on an up-to-date ledger: made where there is none, upgraded where it is older.

WAL, so that readers never wait; every write is one transaction that begins by taking the lock (BEGIN IMMEDIATE), and is
on the disk when it returns (synchronous = FULL). SQLite undoes what a killed process left half done.
"""

from __future__ import annotations

import contextlib
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from reportgen.errors import DataError, HeldError, LedgerError, Place, Problem
from reportgen.ledger.schema import VERSION

APPLICATION = 0x7265706F  # tells our files from other SQLite files
WAIT_S = 60.0  # for another process's writing


def connect(path: Path, wait_s: float = WAIT_S) -> Engine:
    """Raises LedgerError, HeldError (another process keeps it locked) and DataError (no ledger, or a newer one)."""
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": wait_s})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    try:
        with told(path):
            _settle(engine, path, wait_s)
    except BaseException:
        engine.dispose()
        raise
    return engine


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """SQLite's errors in the user's words."""
    try:
        yield
    except DBAPIError as error:
        raise _in_words(error.orig, path) from error
    except sqlite3.Error as error:
        raise _in_words(error, path) from error


def reading(engine: Engine) -> Connection:
    """A connection that takes no lock."""
    return engine.connect().execution_options(reading=True)


def _in_words(error: BaseException | None, path: Path) -> Exception:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return HeldError(f"{path}: another process keeps the ledger locked. Try again when it has ended.")
    if code in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return _refused(path, "not_a_ledger", "this file is no ledger, or it is damaged", _PUT_BACK)
    reason = _REASONS.get(code)
    return LedgerError(f"{path}: {reason or f'the ledger failed: {error}'}")


_PUT_BACK = "Name another file in the config's ledger, or put a copy back in its place."
_REASONS = {
    sqlite3.SQLITE_FULL: "no space is left for the ledger. Nothing was recorded: make room and run again.",
    sqlite3.SQLITE_IOERR: "the disk failed, or no space is left on it. Nothing was recorded.",
    sqlite3.SQLITE_READONLY: "the ledger can't be written: the file or its folder is read-only. "
    "Allow writing, or name a file elsewhere in the config's ledger.",
    sqlite3.SQLITE_CANTOPEN: "the ledger can't be opened: its folder is missing or read-only. "
    "Allow writing, or name a file elsewhere in the config's ledger.",
    sqlite3.SQLITE_PERM: "the ledger can't be opened: it may not be read or written.",
}


def _refused(path: Path, kind: str, what: str, cure: str) -> DataError:
    return DataError([Problem(Place(file=str(path)), kind, what, cure)])


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None  # transactions are ours: see _begin
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def _begin(connection: Connection) -> None:
    read = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql("BEGIN" if read else "BEGIN IMMEDIATE")


def _settle(engine: Engine, path: Path, wait_s: float) -> None:
    """Makes, checks or upgrades the file."""
    with reading(engine) as connection:
        version = _version(connection, path)
    with contextlib.closing(engine.raw_connection()) as raw:
        _as_wal(raw.driver_connection, wait_s)  # type: ignore[arg-type]  # it is SQLite's
    if version == VERSION:
        return
    with engine.begin() as connection:
        version = _version(connection, path)  # again, now that nobody else can change it
        if version == VERSION:
            return
        if version:
            _copy(path, path.with_name(f"{path.name}.{version}.bak"))
        _upgrade(connection)
        connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")


def _as_wal(connection: sqlite3.Connection, wait_s: float) -> None:
    """SQLite does not wait when it changes the mode of a file that others are about to open."""
    until = time.monotonic() + wait_s
    while connection.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.01)


def _version(connection: Connection, path: Path) -> str:
    """The ledger's version, "" for an empty file. Raises DataError for another's file, and for a newer ledger."""
    tables = {row[0] for row in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if not tables:
        return ""
    if connection.exec_driver_sql("PRAGMA application_id").scalar_one() != APPLICATION:
        raise _refused(path, "not_a_ledger", "this file is another program's database, no ledger", _PUT_BACK)
    version = str(connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one())
    if version > VERSION:
        what = f"a newer reportgen wrote this ledger: its version is {version}, this program reads up to {VERSION}"
        raise _refused(path, "newer_ledger", what, "Update reportgen. The file was not changed.")
    return version


def _copy(path: Path, copy: Path) -> None:
    """The ledger as it stands, whole or not at all."""
    part = copy.with_name(f".{copy.name}.part")
    part.unlink(missing_ok=True)
    try:
        with (
            contextlib.closing(sqlite3.connect(path)) as source,
            contextlib.closing(sqlite3.connect(part)) as target,
        ):
            source.backup(target)
        part.replace(copy)
    finally:
        part.unlink(missing_ok=True)


def _upgrade(connection: Connection) -> None:
    """Alembic's migrations up to the newest, in the caller's transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
