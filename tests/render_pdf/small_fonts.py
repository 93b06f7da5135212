"""Fonts of a few characters, made for a test: what they have, how wide, what they say of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.,%() éèàçœÉÀ’“”«»–…€£−"


def font(
    path: Path,
    family: str,
    characters: str = LETTERS,
    weight: int = 400,
    widths: Mapping[str, int] | None = None,
    may_embed: int = 0,
    width_class: int = 5,
) -> Path:
    """A TrueType font in which every character is a box of its width (600 units of 1000, or its own)."""
    from fontTools.fontBuilder import FontBuilder
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    names = {char: f"u{ord(char):05X}" for char in sorted(set(characters))}
    advances = {name: (widths or {}).get(char, 600) for char, name in names.items()}
    builder = FontBuilder(1000, isTTF=True)
    builder.setupGlyphOrder([".notdef", *names.values()])
    builder.setupCharacterMap({ord(char): name for char, name in names.items()})
    pen = TTGlyphPen(None)
    pen.moveTo((50, 0))
    for point in ((50, 500), (450, 500), (450, 0)):
        pen.lineTo(point)
    pen.closePath()
    box = pen.glyph()
    builder.setupGlyf(dict.fromkeys((".notdef", *advances), box))
    builder.setupHorizontalMetrics({".notdef": (500, 50), **{name: (width, 50) for name, width in advances.items()}})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    style = {400: "Regular", 600: "Semibold", 700: "Bold"}[weight]
    builder.setupNameTable({"familyName": family, "styleName": style, "psName": f"{family.replace(' ', '')}-{style}"})
    builder.setupOS2(
        usWeightClass=weight, usWidthClass=width_class, fsType=may_embed, sTypoAscender=800, sTypoDescender=-200
    )
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    builder.save(path)
    return path
