"""The config's theme and the files it names → Theme: what every renderer needs to look the same.

Logos are read and checked here, because the engines behind drop a broken picture in silence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from reportgen.config import schema_theme
from reportgen.errors import ConfigError, Place
from reportgen.render.logo import Logo, read_logo
from reportgen.render.palette import Palette, palette

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Theme:
    """``brand`` is the client's colour as ``#RRGGBB``; ``palette`` what follows from it. ``folder`` is the config's,
    where templates of the client's own may stand."""

    brand: str
    palette: Palette
    logo: Logo | None = None
    paper: Paper = "A4"
    folder: Path | None = None


def make_theme(theme: schema_theme.Theme, folder: Path) -> Theme:
    """``folder`` is the config's folder. Raises ConfigError when the logo is missing, broken, or too large."""
    logo = None
    if theme.logo is not None:
        found = read_logo(folder, theme.logo, Place(file=theme.logo, key="theme.logo"))
        if not isinstance(found, Logo):
            raise ConfigError([found])
        logo = found
    return Theme(brand=theme.brand.upper(), palette=palette(theme.brand), logo=logo, paper=theme.paper, folder=folder)
