"""Text in a face, at a size → widths and lines, by advance widths. All lengths are points.

PowerPoint and LibreOffice lay text out with the same advances, so what is measured here is what they show. Lines break
at U+0020 alone, as PowerPoint's do at the least; 2 % of the width is kept in hand. Everything is measured in Arial,
whose widths are shipped, but within `measured_in`: a template's own font holds for the deck that is made in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reportgen.render.deck_style import LINE_HEIGHT

_IN_HAND = 0.98
_UNSEEN = "\u200c\u200d\u200e\ufe0e\ufe0f"  # joiners, a mark of direction, selectors


@dataclass(frozen=True, slots=True)
class Face:
    """What text is measured in: two files of advances (shipped, by name, or a font's path), how much wider than these
    the letters may run, and the height of a line; all factors. ``stand_in``: how much wider a word may run where the
    reader's program shows another font in its place."""

    regular: str = "arial-regular"
    bold: str = "arial-bold"
    stretch: float = 1.0
    stretch_bold: float = 1.0
    line: float = LINE_HEIGHT
    stand_in: float = 1.0


ARIAL = Face()
_face_in_use: ContextVar[Face] = ContextVar("face", default=ARIAL)


@contextmanager
def measured_in(face: Face) -> Iterator[None]:
    """Within it, text is measured in this face."""
    token = _face_in_use.set(face)
    try:
        yield
    finally:
        _face_in_use.reset(token)


def line_height() -> float:
    """Of the size, in the face in use."""
    return _face_in_use.get().line


def stand_in() -> float:
    """How much wider than measured a word may run, in the face in use."""
    return _face_in_use.get().stand_in


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one face: what is measured."""

    text: str
    bold: bool = False


@lru_cache(maxsize=8)
def advances(name: str) -> dict[int, float]:
    """Code point → advance in em; ``name`` is that of a shipped file or a font's path."""
    path = Path(__file__).parent / "metrics" / f"{name}.json"
    if path.is_file():
        face = json.loads(path.read_text(encoding="utf-8"))
        unit = face["units_per_em"]
        return {
            int(start) + place: advance / unit
            for start, widths in face["advances"].items()
            for place, advance in enumerate(widths)
        }
    from fontTools.ttLib import TTFont

    with TTFont(name, lazy=True, fontNumber=0) as font:
        metrics, unit = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: metrics[glyph][0] / unit for code, glyph in font.getBestCmap().items()}


def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line; a character that the face lacks counts one em, as a fallback glyph may take it."""
    return _width(_face_in_use.get(), text, bold) * size


@lru_cache(maxsize=16_384)
def _width(face: Face, text: str, bold: bool) -> float:
    name, stretch = (face.bold, face.stretch_bold) if bold else (face.regular, face.stretch)
    known = advances(name)
    return sum(known.get(ord(sign), 0.0 if sign in _UNSEEN else 1.0) for sign in text) * stretch


def spans_width(spans: Iterable[Span], size: float) -> float:
    return sum(width(span.text, size, span.bold) for span in spans)


def words(spans: Iterable[Span]) -> list[tuple[Span, ...]]:
    """Spans → words, each in its own faces: a word may run over several spans."""
    found: list[list[Span]] = [[]]
    for span in spans:
        first, *others = span.text.split(" ")
        found[-1].append(Span(first, span.bold))
        found += [[Span(other, span.bold)] for other in others]
    return [tuple(span for span in word if span.text) for word in found]


def longest_word(spans: Iterable[Span], size: float) -> float:
    return max((spans_width(word, size) for word in words(spans)), default=0.0)


def wrap(spans: Sequence[Span], size: float, room: float) -> list[float]:
    """Greedy lines in ``room`` points → the width of each line; a line wider than ``room`` holds one too long word."""
    lines: list[float] = []
    space = width(" ", size)
    for word in words(spans):
        advance = spans_width(word, size)
        if lines and lines[-1] + space + advance <= room * _IN_HAND:
            lines[-1] += space + advance
        else:
            lines.append(advance)
    return lines


def broken(text: str, size: float, room: float, bold: bool = False) -> str:
    """The text in as few lines as ``room`` points allow, each about as long as the others."""
    needed = len(wrap((Span(text, bold),), size, room))
    tried = (room * share / 20 for share in range(6, 20))
    narrow = next((less for less in tried if len(wrap((Span(text, bold),), size, less)) == needed), room)
    lines: list[str] = []
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and width(longer, size, bold) <= narrow * _IN_HAND:
            lines[-1] = longer
        else:
            lines.append(word)
    return "\n".join(lines)


def fits_width(spans: Sequence[Span], size: float, room: float) -> bool:
    return max(wrap(spans, size, room), default=0.0) <= room
