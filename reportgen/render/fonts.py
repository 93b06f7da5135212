"""The fonts that a report is set in, and widths measured from them: one list for pages, charts and mails.

Ours are files of this package. A theme may name others in their place, and fonts for other scripts (`font_choice`);
`in_use` makes them hold for all that is measured within it. Both of our families have tabular lining figures by
default, so no feature is switched on.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from reportgen.render.characters import Visible, is_plain, visible

SANS, SERIF = "Reportgen Sans", "Reportgen Serif"  # our families, and the names of the two roles
STAND_IN = "□"  # for a character that the fonts lack: seen, not silently lost
_NARROW_EM = 0.2  # of a narrow no-break space that a font lacks: engines make it of the space


@dataclass(frozen=True, slots=True)
class Face:
    """One font. ``file`` is a path, or the name of a file that is shipped; ``number`` its place in a collection."""

    family: str
    weight: int
    file: str
    number: int = 0

    @property
    def path(self) -> str:
        """Where it stands; the wheel is always unpacked, so a shipped one is a real file too."""
        return self.file if Path(self.file).is_absolute() else str(files("reportgen").joinpath("fonts", self.file))

    @property
    def asset(self) -> str:
        """The end of its address in a page."""
        return f"{re.sub(r'[^A-Za-z0-9]+', '-', self.family)}-{self.weight}"

    def data(self) -> bytes:
        """The bytes of a single font, taken out of its collection."""
        data = Path(self.path).read_bytes()
        if data[:4] != b"ttcf":
            return data
        from fontTools.ttLib import TTFont

        single = BytesIO()
        with TTFont(BytesIO(data), fontNumber=self.number, lazy=True, recalcTimestamp=False) as font:
            font.save(single)
        return single.getvalue()


FACES = (
    Face(SANS, 400, "ReportgenSans-Regular.ttf"),
    Face(SANS, 600, "ReportgenSans-Semibold.ttf"),
    Face(SANS, 700, "ReportgenSans-Bold.ttf"),
    Face(SERIF, 600, "ReportgenSerif-Semibold.ttf"),
)


@dataclass(frozen=True, slots=True)
class Fonts:
    """``sans`` and ``serif`` are a theme's own, empty = ours. ``named`` are the theme's for other scripts, ``found``
    those of this machine. A character is set in the first family that has it: the role's own, those named, ours,
    those found."""

    sans: tuple[Face, ...] = ()
    serif: tuple[Face, ...] = ()
    named: tuple[Face, ...] = ()
    found: tuple[Face, ...] = ()

    @property
    def faces(self) -> tuple[Face, ...]:
        return (*self.sans, *self.serif, *FACES, *self.named, *self.found)

    def families(self, role: str) -> tuple[str, ...]:
        """The names of a role's families, in the order in which characters are looked for."""
        return tuple(dict.fromkeys(face.family for face in self._ordered(role)))

    def stack(self, role: str, weight: int) -> tuple[Face, ...]:
        """One face of each of a role's families: that of the weight, else the nearest."""
        ordered = self._ordered(role)
        return tuple(
            min((face for face in ordered if face.family == family), key=lambda face: abs(face.weight - weight))
            for family in self.families(role)
        )

    def _ordered(self, role: str) -> tuple[Face, ...]:
        own = self.serif if role == SERIF else self.sans
        ours = tuple(face for face in FACES if face.family == role)
        last = tuple(face for face in FACES if face.family == SANS)
        return (*own, *self.named, *ours, *last, *self.found) if own else (*ours, *last, *self.named, *self.found)


OURS = Fonts()
_IN_USE: ContextVar[Fonts] = ContextVar("fonts", default=OURS)


@contextmanager
def in_use(fonts: Fonts) -> Iterator[None]:
    """Within it, everything is measured and set in these fonts."""
    token = _IN_USE.set(fonts)
    try:
        yield
    finally:
        _IN_USE.reset(token)


def current() -> Fonts:
    return _IN_USE.get()


def face(role: str, weight: int) -> Face:
    """The first face of a role, in the weight or the nearest."""
    return current().stack(role, weight)[0]


def width(text: str, role: str, weight: int, size: float) -> float:
    """The width of one line of ``text``, in the unit of ``size`` (points), without kerning: an upper bound but for rare
    pairs, and for letters that are joined. A character that no font has counts as wide as its missing-glyph sign."""
    advances, missing = _merged(current(), role, weight)
    return sum(advances.get(ord(char), missing) for char in text) * size


def printable(text: str) -> str:
    """``text`` with a visible stand-in for what the fonts lack, and without what would not be seen."""
    return text if _plain(current()).issuperset(text) else shown(text).text


def shown(text: str) -> Visible:
    """What is printed of ``text``, and the characters that no font has."""
    stack = current().stack(SANS, 400)
    return visible(text, tuple(advances_of(face.path, face.number)[0].keys() for face in stack), STAND_IN)


def line_count(text: str, role: str, weight: int, size: float, measure: float) -> int:
    """How many lines ``text`` takes when it is broken at spaces to the width ``measure`` (points)."""
    lines, used = 1, 0.0
    space = width(" ", role, weight, size)
    for word in text.split(" "):
        length = width(word, role, weight, size)
        if used and used + space + length > measure:
            lines, used = lines + 1, length
        else:
            used += (space if used else 0.0) + length
        if used > measure:  # a word wider than the line breaks anywhere
            lines += int(used / measure)
            used %= measure
    return lines


@lru_cache(maxsize=8)
def _plain(fonts: Fonts) -> frozenset[str]:
    """The characters of the first font that are always printed as they are."""
    first = fonts.stack(SANS, 400)[0]
    return frozenset(chr(code) for code in advances_of(first.path, first.number)[0] if is_plain(chr(code)))


@lru_cache(maxsize=64)
def advances_of(path: str, number: int = 0) -> tuple[dict[int, float], float]:
    """A font's advances by code point and that of its missing-glyph sign, in em."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True, fontNumber=number) as font:
        metrics, em = font["hmtx"].metrics, font["head"].unitsPerEm
        known = {code: metrics[name][0] / em for code, name in (font.getBestCmap() or {}).items()}
        return known, metrics[font.getGlyphOrder()[0]][0] / em


@lru_cache(maxsize=16)
def _merged(fonts: Fonts, role: str, weight: int) -> tuple[dict[int, float], float]:
    """The advances of a role's fonts, the first one that has a character deciding."""
    stack = fonts.stack(role, weight)
    merged: dict[int, float] = {}
    for face in reversed(stack):
        merged |= advances_of(face.path, face.number)[0]
    merged[0xFE0E] = 0.0  # says that a picture is set as text
    first, missing = advances_of(stack[0].path, stack[0].number)
    if 0x202F not in first:
        merged[0x202F] = _NARROW_EM
    return merged, missing
