"""A font's file → its Faces, or what is wrong with it. Read with fontTools; nothing is drawn here.

Taken: TrueType and OpenType fonts with outlines (TTF, OTF, and collections of them), in upright static styles.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

LARGEST = 64_000_000  # bytes; the largest collections of Chinese, Japanese and Korean fonts stay below
_RESTRICTED = 0x0002  # of fsType: may not be embedded at all
_BITMAPS = 0x0200  # only its bitmaps may be
_COLOUR = ("CBDT", "sbix", "COLR", "SVG ")
_PICTURES = "is a colour font"
_WIDTHS = {-1: "condensed", 1: "expanded"}  # narrower and wider than usWidthClass 5, the normal


class FontError(Exception):
    """Why a file is not used, in words that go on after its name."""


@dataclass(frozen=True, slots=True)
class FontInfo:
    """What is said by a font of itself. ``weight`` is 1 to 1000; ``upright`` of normal width and slope, and ``style``
    in words why it is not."""

    path: str
    number: int
    family: str
    weight: int
    upright: bool
    style: str = ""


@lru_cache(maxsize=4096)
def font_infos(path: str) -> tuple[FontInfo, ...]:
    """The fonts of a file, one or those of a collection. Raises FontError."""
    try:
        with Path(path).open("rb") as file:
            head, size = file.read(12), file.seek(0, 2)
    except OSError as error:
        raise FontError(f"can't be read ({error.strerror})") from None
    if head[:4] in (b"wOFF", b"wOF2"):
        raise FontError("is a web font (WOFF), which charts and office programs can't read")
    if size > LARGEST:
        raise FontError(f"has {size // 1_000_000} MB, and {LARGEST // 1_000_000} are the most")
    count = int.from_bytes(head[8:12], "big") if head[:4] == b"ttcf" else 1
    return tuple(_info(path, number) for number in range(min(count, 64)))


def _info(path: str, number: int) -> FontInfo:
    from fontTools.ttLib import TTFont

    try:
        with TTFont(path, fontNumber=number, lazy=True) as font:
            _refuse(font)
            family = str(font["name"].getBestFamilyName() or "")
            os2, italic = font["OS/2"], font["post"].italicAngle
            slanted = bool(italic or os2.fsSelection & 1)
            style = "italic" if slanted else _WIDTHS.get((os2.usWidthClass > 5) - (os2.usWidthClass < 5), "")
            return FontInfo(path, number, family, int(os2.usWeightClass), not style, style)
    except FontError:
        raise
    except Exception:  # fontTools raises whatever a damaged table leads it to
        raise FontError("is not a font that can be read, or is damaged") from None


def _refuse(font: TTFont) -> None:
    """Raises FontError for a font that can't stand in a PDF."""
    if any(table in font for table in _COLOUR):
        raise FontError(f"{_PICTURES}: a report is set in outlines of one colour")
    if "glyf" not in font and "CFF " not in font and "CFF2" not in font:
        raise FontError("has no outlines")
    if "fvar" in font:
        raise FontError("is a variable font; name its static styles, each a file of its own")
    if "cmap" not in font or "hmtx" not in font:
        raise FontError("says no characters or no widths")
    kind = font["OS/2"].fsType
    if kind & 0x000F == _RESTRICTED or kind & _BITMAPS:
        raise FontError("may not be embedded in a document, says its maker (fsType)")
