"""A path → the right to be the only process at work there; the system gives it back however the process ends."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from reportgen.errors import HeldError

_AGAIN_S = 0.1


@contextlib.contextmanager
def locked(path: Path, wait_s: float, what: str) -> Iterator[None]:
    """Holds the file ``path`` as a lock, made for the time and taken away after, with its folders that stay empty.

    Waits up to ``wait_s`` seconds for another holder. Raises HeldError with ``what`` when it is still held, OSError
    where the file can't be made.
    """
    missing = [folder for folder in path.parents if not folder.exists()]
    path.parent.mkdir(parents=True, exist_ok=True)
    until = time.monotonic() + wait_s
    while (handle := _taken(path)) is None:
        if time.monotonic() >= until:
            waited = f" (waited {wait_s:g} seconds)" if wait_s else ""
            raise HeldError(f"{what}{waited}")
        time.sleep(_AGAIN_S)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):  # Windows takes no file away that is open: it stays, empty
            path.unlink()
        os.close(handle)
        with contextlib.suppress(OSError):  # of a run that wrote nothing, nothing stays
            for folder in missing:
                folder.rmdir()


def _taken(path: Path) -> int | None:
    """The open lock file; None while another holds it, or took it away meanwhile."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _hold(handle)
        if os.path.samestat(os.fstat(handle), path.stat()):
            return handle
    except (BlockingIOError, PermissionError, FileNotFoundError):
        pass
    except BaseException:
        os.close(handle)
        raise
    os.close(handle)
    return None


def _hold(handle: int) -> None:
    """Raises BlockingIOError or PermissionError while another process holds it."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
