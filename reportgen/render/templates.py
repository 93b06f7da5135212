"""Finds the files of ``templates/``: the client's own beside the config, else the package's, else the checkout's."""

from __future__ import annotations

from pathlib import Path

from reportgen.errors import RenderError


def template_folders(folder: Path | None = None) -> tuple[Path, ...]:
    """Where templates may stand, first come first served. A wheel holds them in the package; an editable install has
    them in the checkout alone."""
    package = Path(__file__).resolve().parent.parent
    own = (folder / "templates",) if folder is not None else ()
    return (*own, package / "templates", package.parent / "templates")


def find_template(name: str, folder: Path | None = None) -> Path:
    """``folder`` is the config's. Raises RenderError when no folder has the file."""
    for place in template_folders(folder):
        if (place / name).is_file():
            return place / name
    raise RenderError(f"the template '{name}' is missing: the installation is not complete")
