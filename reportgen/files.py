"""Bytes → files that appear whole or not at all."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Mapping
from pathlib import Path


def write_whole(files: Mapping[Path, bytes]) -> None:
    """Writes every file beside its place, forces all to the disk, then renames them into place.

    If anything fails before the first rename, what stood there before is untouched and nothing is left behind.
    Raises OSError.
    """
    parts = {path: path.with_name(f".{path.name}.{os.getpid()}.part") for path in files}
    try:
        for path, data in files.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            with parts[path].open("wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())
        for path, part in parts.items():
            part.replace(path)
        for folder in sorted({path.parent for path in files}):
            _sync_folder(folder)
    finally:
        for part in parts.values():
            with contextlib.suppress(FileNotFoundError):
                part.unlink()


def _sync_folder(folder: Path) -> None:
    """Makes the renames themselves durable, where the system can."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
