"""The config's theme and the files it names → Theme: what every renderer needs to look the same.

Logos are read and checked here, because the engines behind drop a broken picture in silence.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from reportgen.config import schema_theme
from reportgen.errors import ConfigError, Place, Problem
from reportgen.render.logo import Logo, read_logo
from reportgen.render.palette import Palette, palette

Paper = Literal["A4", "Letter"]


@dataclass(frozen=True, slots=True)
class Agency:
    """Who made the report: its mark is the logo, else the name."""

    name: str
    logo: Logo | None = None


@dataclass(frozen=True, slots=True)
class Theme:
    """``brand`` is the client's colour as ``#RRGGBB``, ``accent`` that of the data where it has one of its own;
    ``palette`` what follows from them. ``cover`` stands over the title, ``footer`` in place of ours; both may be empty.
    ``folder`` is the config's, to which the paths of ``fonts`` and ``pptx_template`` are relative; ``folders`` are
    those of all its files, where templates of the client's own may stand."""

    brand: str
    palette: Palette
    logo: Logo | None = None
    paper: Paper = "A4"
    accent: str | None = None
    agency: Agency | None = None
    cover: str = ""
    footer: str = ""
    folder: Path | None = None
    folders: tuple[Path, ...] = ()
    fonts: schema_theme.Fonts = field(default_factory=schema_theme.Fonts)
    pptx_template: str | None = None
    layouts: schema_theme.Layouts = field(default_factory=schema_theme.Layouts)
    keep_slides: tuple[int, ...] = ()


def make_theme(theme: schema_theme.Theme, folder: Path, folders: Sequence[Path] = ()) -> Theme:
    """``folder`` is the config's folder, ``folders`` are those of all its files. Raises ConfigError when a logo is
    missing, broken, or too large."""
    agency = theme.agency
    problems: list[Problem] = []
    logo = _logo(folder, theme.logo, "theme.logo", problems)
    mark = _logo(folder, agency.logo, "theme.agency.logo", problems) if agency else None
    if problems:
        raise ConfigError(problems)
    return Theme(
        brand=theme.brand.upper(),
        palette=palette(theme.brand, theme.accent),
        logo=logo,
        paper=theme.paper,
        accent=theme.accent.upper() if theme.accent else None,
        agency=Agency(_one_line(agency.name), mark) if agency else None,
        cover=_one_line(theme.cover or ""),
        footer=_one_line(theme.footer or ""),
        folder=folder,
        folders=tuple(folders) or (folder,),
        fonts=theme.fonts,
        pptx_template=theme.pptx_template,
        layouts=theme.layouts,
        keep_slides=theme.keep_slides,
    )


def _logo(folder: Path, name: str | None, key: str, problems: list[Problem]) -> Logo | None:
    if name is None:
        return None
    found = read_logo(folder, name, Place(key=key))
    if isinstance(found, Logo):
        return found
    problems.append(replace(found, what=f"{name}: {found.what}"))
    return None


def _one_line(text: str) -> str:
    return " ".join(text.split())
