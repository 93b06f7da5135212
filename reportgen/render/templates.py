"""The folders of templates: the client's own beside its config's files, then the package's and the checkout's."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


def own_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Where the client's templates may stand, first come first served; ``folders`` are those of the config's files."""
    return tuple(folder / "templates" for folder in folders)


def our_folders() -> tuple[Path, ...]:
    """Where ours stand: a wheel holds them in the package; an editable install has them in the checkout alone."""
    package = Path(__file__).resolve().parent.parent
    return package / "templates", package.parent / "templates"
