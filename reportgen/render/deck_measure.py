"""Text in a face, at a size → widths and lines, by the shipped advance widths. All lengths are points.

PowerPoint and LibreOffice lay text out with the same advances, so what is measured here is what they show. Lines break
at U+0020 alone, as PowerPoint's do at the least; 2 % of the width is kept in hand.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_IN_HAND = 0.98


@dataclass(frozen=True, slots=True)
class Span:
    """Characters of one face: what is measured."""

    text: str
    bold: bool = False


@lru_cache(maxsize=2)
def _face(bold: bool) -> dict[int, float]:
    """Code point → advance in em."""
    path = Path(__file__).parent / "metrics" / f"arial-{'bold' if bold else 'regular'}.json"
    face = json.loads(path.read_text(encoding="utf-8"))
    unit = face["units_per_em"]
    return {
        int(start) + place: advance / unit
        for start, advances in face["advances"].items()
        for place, advance in enumerate(advances)
    }


@lru_cache(maxsize=16_384)
def width(text: str, size: float, bold: bool = False) -> float:
    """The width of one line; a character that the face lacks counts one em, as a fallback glyph may take it."""
    face = _face(bold)
    return sum(face.get(ord(sign), 1.0) for sign in text) * size


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


def fits_width(spans: Sequence[Span], size: float, room: float) -> bool:
    return max(wrap(spans, size, room), default=0.0) <= room
