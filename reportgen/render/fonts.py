"""The fonts that reports are set in: files of this package, and widths measured from them.

Nothing is taken from the machine. Both families have tabular lining figures by default, so no feature is switched on.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

SANS, SERIF = "Reportgen Sans", "Reportgen Serif"
STAND_IN = "□"  # for a character that the fonts lack: seen, not silently lost


@dataclass(frozen=True, slots=True)
class Face:
    """One font file. ``path`` is where it stands; the wheel is always unpacked, so it is a real file."""

    family: str
    weight: int
    file: str

    @property
    def path(self) -> str:
        return str(files("reportgen").joinpath("fonts", self.file))

    def data(self) -> bytes:
        return files("reportgen").joinpath("fonts", self.file).read_bytes()


FACES = (
    Face(SANS, 400, "ReportgenSans-Regular.ttf"),
    Face(SANS, 600, "ReportgenSans-Semibold.ttf"),
    Face(SANS, 700, "ReportgenSans-Bold.ttf"),
    Face(SERIF, 600, "ReportgenSerif-Semibold.ttf"),
)


def face(family: str, weight: int) -> Face:
    """The file of a family and weight. Raises StopIteration for one that is not shipped."""
    return next(item for item in FACES if (item.family, item.weight) == (family, weight))


def width(text: str, family: str, weight: int, size: float) -> float:
    """The width of one line of ``text``, in the unit of ``size`` (points), without kerning: an upper bound but for rare
    pairs. A character that the font lacks counts as wide as its missing-glyph sign."""
    advances, missing, em = _advances(family, weight)
    return sum(advances.get(ord(char), missing) for char in text) * size / em


def supports(char: str, family: str = SANS, weight: int = 400) -> bool:
    """Whether the font has a glyph for ``char``."""
    return ord(char) in _advances(family, weight)[0]


def printable(text: str) -> str:
    """``text`` with a visible stand-in for what the fonts lack, and without control characters."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(_printable_char(char) for char in text)


def _printable_char(char: str) -> str:
    if supports(char):
        return char
    if char in "\n\t\r":
        return " "
    return "" if char in "\u200b\u200c\u200d\ufe0e\ufe0f\u00ad" or ord(char) < 32 else STAND_IN


@lru_cache(maxsize=8)
def _advances(family: str, weight: int) -> tuple[dict[int, int], int, int]:
    """Advance by code point, the advance of the missing glyph, units per em."""
    from fontTools.ttLib import TTFont

    with TTFont(face(family, weight).path, lazy=True) as font:
        metrics = font["hmtx"].metrics
        advances = {code: metrics[name][0] for code, name in font.getBestCmap().items()}
        return advances, metrics[".notdef"][0], font["head"].unitsPerEm


def line_count(text: str, family: str, weight: int, size: float, measure: float) -> int:
    """How many lines ``text`` takes when it is broken at spaces to the width ``measure`` (points)."""
    lines, used = 1, 0.0
    space = width(" ", family, weight, size)
    for word in text.split(" "):
        length = width(word, family, weight, size)
        if used and used + space + length > measure:
            lines, used = lines + 1, length
        else:
            used += (space if used else 0.0) + length
        if used > measure:  # a word wider than the line breaks anywhere
            lines += int(used / measure)
            used %= measure
    return lines
