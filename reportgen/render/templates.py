"""The folders of templates, the client's own beside its config's files, then the package's and the checkout's → the
environment that fills them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportgen.render.sandbox import Sandbox


def own_folders(folders: Sequence[Path]) -> tuple[Path, ...]:
    """Where the client's templates may stand, first come first served; ``folders`` are those of the config's files."""
    return tuple(folder / "templates" for folder in folders)


def our_folders() -> tuple[Path, ...]:
    """Where ours stand: a wheel holds them in the package; an editable install has them in the checkout alone."""
    package = Path(__file__).resolve().parent.parent
    return package / "templates", package.parent / "templates"


@lru_cache(maxsize=4)
def sandbox(folders: tuple[Path, ...]) -> Sandbox:
    """In which the templates are filled; ``folders`` are those of the config's files. Loads Jinja."""
    from reportgen.render.sandbox import Sandbox

    return Sandbox(own_folders(folders), our_folders())
