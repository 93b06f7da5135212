#!/usr/bin/env python3
"""Source Sans 3 and Source Serif 4 (static TTF) → the four fonts in ``reportgen/fonts``.

Usage: ``python scripts/make_fonts.py FOLDER``, where FOLDER holds the four originals named below (release 3.052 of
Source Sans, 4.005 of Source Serif, as Adobe ships them). Needs fontTools. The result repeats to the byte.

Changed from the originals, and nothing else:
- U+202F NARROW NO-BREAK SPACE is 195 units wide in the sans and 205 in the serif (it was 120 and 125), so that
  ``26 360 €`` reads as two groups and not as one clump;
- characters outside Latin, Greek, Cyrillic, punctuation and signs are left out, and so is the hinting;
- the names: "Source" is a reserved font name, so the families are called Reportgen Sans and Reportgen Serif.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import NamedTuple

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

NARROW_SPACE = 0x202F


class Font(NamedTuple):
    """An original with its checksum, and what is made of it."""

    original: str
    sha256: str
    family: str
    style: str
    narrow_space: int  # advance of U+202F, in 1/1000 em


FONTS = (
    Font(
        "SourceSans3-Regular.ttf",
        "4644c81b86ec9caaa76b634889968ed3c4f4f52f054855933acc7c2b21e53b0f",
        "Reportgen Sans",
        "Regular",
        195,
    ),
    Font(
        "SourceSans3-Semibold.ttf",
        "a3f4f8dcf343a8f24dc61951de93f3ba1558b15cd250ba24af8a40e957081b7d",
        "Reportgen Sans",
        "Semibold",
        195,
    ),
    Font(
        "SourceSans3-Bold.ttf",
        "9214b9d95e4231c609802815c2646c98174e2102d0d37f88978a7f8e71006e6a",
        "Reportgen Sans",
        "Bold",
        195,
    ),
    Font(
        "SourceSerif4-Semibold.ttf",
        "36db62940cb5728b12b1802476dc7fcf4c6c519a7bdd476ba23a4e555fc4655f",
        "Reportgen Serif",
        "Semibold",
        205,
    ),
)

KEPT = (
    (0x0020, 0x024F),  # Latin
    (0x0259, 0x0259),  # schwa
    (0x02B0, 0x036F),  # modifier letters, combining marks
    (0x0370, 0x03FF),  # Greek
    (0x0400, 0x04FF),  # Cyrillic
    (0x1D43, 0x1D61),  # raised letters: 1ᵉʳ
    (0x1E00, 0x1EFF),  # Latin with two marks (Vietnamese, Welsh)
    (0x2000, 0x206F),  # spaces, dashes, quotation marks
    (0x2070, 0x209C),  # raised and lowered figures
    (0x20A0, 0x20BF),  # currencies
    (0x2100, 0x214F),  # №, ™
    (0x2150, 0x215F),  # fractions
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # − ≤ ≥ ≈
    (0x25A0, 0x25FF),  # ▲ ▼ ●
    (0x2600, 0x27BF),  # ✓
    (0xFB00, 0xFB06),  # ligatures
)


def read(folder: Path, font: Font) -> TTFont:
    """Raises SystemExit when the original is not the one named here."""
    path = folder / font.original
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != font.sha256:
        raise SystemExit(f"{path}: SHA-256 is {found}, expected {font.sha256}.")
    return TTFont(path, recalcTimestamp=False)


def widen_narrow_space(ttf: TTFont, advance: int) -> None:
    """Gives U+202F a blank glyph of its own (the serif's thin space shares one with it) of the new width."""
    name = "narrownbspace"
    ttf.setGlyphOrder([*ttf.getGlyphOrder(), name])
    ttf["glyf"][name] = Glyph()
    ttf["hmtx"][name] = (round(advance * ttf["head"].unitsPerEm / 1000), 0)
    for table in ttf["cmap"].tables:
        if table.isUnicode() and table.format != 14:
            table.cmap[NARROW_SPACE] = name


def keep_characters(ttf: TTFont) -> None:
    options = Options(
        layout_features=["kern", "mark", "mkmk", "ccmp", "locl", "liga", "sups", "subs"],
        hinting=False,
        name_IDs=["*"],
        name_languages=["*"],
        notdef_outline=True,
        drop_tables=["DSIG", "FFTM", "meta", "STAT", "BASE"],
    )
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[code for low, high in KEPT for code in range(low, high + 1)])
    subsetter.subset(ttf)


def rename(ttf: TTFont, font: Font) -> None:
    """The reserved name goes from all names but the copyright and the note of what this was made from."""
    old, table = font.original.split("-")[0], ttf["name"]
    version, copyright_, licence, address = (table.getDebugName(key) for key in (5, 0, 13, 14))
    plain = font.style in ("Regular", "Bold")
    names = {
        0: copyright_,
        1: font.family if plain else f"{font.family} {font.style}",
        2: font.style if plain else "Regular",
        3: f"{font.family} {font.style}; {version}",
        4: f"{font.family} {font.style}",
        5: version,
        6: f"{font.family.replace(' ', '')}-{font.style}",
        10: f"Derived from {old}: the narrow no-break space is wider, fewer characters.",
        13: licence,
        14: address,
        16: font.family,
        17: font.style,
    }
    table.names = []
    for key, text in sorted(names.items()):
        table.setName(text, key, 3, 1, 0x409)


def main(folder: Path) -> None:
    target = Path(__file__).resolve().parent.parent / "reportgen" / "fonts"
    for font in FONTS:
        ttf = read(folder, font)
        widen_narrow_space(ttf, font.narrow_space)
        keep_characters(ttf)
        rename(ttf, font)
        path = target / f"{font.family.replace(' ', '')}-{font.style}.ttf"
        ttf.save(path)
        print(path.name, path.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
