"""A config's pattern of files → the names that it finds."""

from __future__ import annotations

import glob
from pathlib import Path


def matching(pattern: str, folder: Path | None = None) -> list[str]:
    """What a pattern finds in ``folder``, as it leads there from it; ``**`` stands for any folders.

    An extension is found in capitals as well: exports end in ``.csv`` or ``.CSV``, and none is left out in silence.
    """
    return glob.glob(_any_extension(pattern), root_dir=folder, recursive=True)  # noqa: PTH207 (leads upwards too)


def _any_extension(pattern: str) -> str:
    name, dot, extension = pattern.rpartition(".")
    if not glob.has_magic(pattern) or not extension.isalnum():
        return pattern
    return name + dot + "".join(f"[{letter.lower()}{letter.upper()}]" for letter in extension)
