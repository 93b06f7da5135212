"""A template's theme fonts → the faces that its text is measured in.

A font that the config gives as a file is measured by it; Arial and its twins by the shipped widths. Of the families
that are known to run no wider, Arial's widths are safe. Any other is taken to run as wide as the widest in common use,
so that text has room in whatever face the reader's machine shows: it wraps early rather than overflow.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from reportgen.config.schema_theme import ROLES, Fonts, is_font_file
from reportgen.render.deck_measure import ARIAL, Face

_TWINS = ("arial", "helvetica", "helvetica neue", "liberation sans", "arimo", "nimbus sans")
_NARROWER = (
    "calibri", "calibri light", "carlito", "cambria", "caladea", "times new roman", "liberation serif", "garamond",
    "gill sans mt", "gill sans", "candara", "corbel", "arial narrow", "liberation sans narrow", "franklin gothic book",
)  # fmt: skip
_TALL = 1.23  # the height of a line in these, of the size
_STAND_IN = 1.3  # as much wider than Arial runs the font that LibreOffice shows in their place where it lacks them
_WIDEST = Face(stretch=1.16, stretch_bold=1.28, line=1.25)  # as Verdana runs; the line of a tall face


def font_files(fonts: Fonts, folder: Path) -> tuple[Path, ...]:
    """The files that the config's ``theme.fonts`` names, relative to ``folder``."""
    return tuple(folder / name for role in ROLES for name in fonts.listed(role) if is_font_file(name))


def face_of(typeface: str, files: Iterable[Path] = ()) -> Face:
    """What text in the family ``typeface`` is measured in; ``files`` are the fonts that the config gives."""
    name = typeface.strip().lower()
    own = _from_files(name, files)
    if own is not None:
        return own
    if name in _TWINS:
        return ARIAL
    return replace(ARIAL, line=_TALL, stand_in=_STAND_IN) if name in _NARROWER else _WIDEST


def is_guessed(typeface: str, files: Iterable[Path] = ()) -> bool:
    """Whether nothing is known of the family's widths, so that the widest in common use stand in for them."""
    return face_of(typeface, files) == _WIDEST


def _from_files(name: str, files: Iterable[Path]) -> Face | None:
    """The regular and bold file of a family; without a bold one the regular is taken to run a tenth wider."""
    from fontTools.ttLib import TTFont

    found: dict[bool, str] = {}
    line = 0.0
    for path in files:
        with TTFont(path, lazy=True, fontNumber=0) as font:
            names = {str(font["name"].getDebugName(number) or "").lower() for number in (1, 16)}
            if name not in names or font["post"].italicAngle:
                continue
            found.setdefault(font["OS/2"].usWeightClass >= 600, str(path))
            head = font["hhea"]
            line = max(line, (head.ascent - head.descent + head.lineGap) / font["head"].unitsPerEm)
    if not found:
        return None
    regular = found.get(False, found.get(True, ""))
    return Face(regular, found.get(True, regular), 1.0, 1.0 if True in found else 1.1, line * 1.02)
