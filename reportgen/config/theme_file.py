"""A theme file → the theme keys that it brings into a config, and their places in it; theme paths → moved paths.

Its keys stand at its top, and are those of a config's ``theme`` but ``file``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.config.origins import Places
from reportgen.config.schema_theme import ROLES, is_font_file
from reportgen.config.wanted import found
from reportgen.errors import ConfigError, Place, Problem
from reportgen.strict_yaml import Path


@dataclass(frozen=True, slots=True)
class InTheme:
    """Places of a config's ``theme`` keys in a file where they stand at the top."""

    marks: Places

    def place(self, path: Path) -> Place:
        return self.marks.place(path[1:])

    def inside(self, path: Path, index: int) -> Place:
        return self.marks.inside(path[1:], index)


def as_theme(values: object, marks: Places) -> dict[str, object]:
    """A theme file's values as a config would hold them. Raises ConfigError where it can't be a theme."""
    if not isinstance(values, dict):
        what = f"expected a mapping of theme keys, found {found(values)}"
        raise ConfigError([Problem(marks.place(()), "wrong_type", what, "Write the theme's keys at its top.")])
    if "file" in values:
        what, cure = "a theme file names no other theme file", "Take it out, or name that file in the config."
        raise ConfigError([Problem(marks.place(("file",)), "theme_in_theme", what, cure)])
    return {"theme": values}


def moved_theme(theme: Any, moved: Callable[[Path, str], str]) -> object:
    """A theme as written, with each of its paths changed by ``moved``, which gets its key path and the path."""
    if not isinstance(theme, Mapping):
        return theme
    copy = dict(theme)
    for key in ("logo", "file", "pptx_template"):
        if isinstance(copy.get(key), str):
            copy[key] = moved((key,), copy[key])
    if isinstance(agency := copy.get("agency"), Mapping) and isinstance(agency.get("logo"), str):
        copy["agency"] = {**agency, "logo": moved(("agency", "logo"), agency["logo"])}
    if isinstance(fonts := copy.get("fonts"), Mapping):
        copy["fonts"] = {**fonts, **{role: _fonts(fonts[role], role, moved) for role in ROLES if role in fonts}}
    return copy


def _fonts(named: object, role: str, moved: Callable[[Path, str], str]) -> object:
    def one(name: object, path: Path) -> object:
        return moved(path, name) if isinstance(name, str) and is_font_file(name) else name

    if isinstance(named, list):
        return [one(name, ("fonts", role, index)) for index, name in enumerate(named)]
    return one(named, ("fonts", role))
