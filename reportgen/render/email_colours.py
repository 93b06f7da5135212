"""Palette → the mail's colours on white, and the same roles on the dark ground that a reader's device may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from reportgen.render.palette import Palette, contrast, to_hex, to_oklch

WHITE, DARK = "#FFFFFF", "#15181B"
_STEPS = 24
_MOST_CHROMA = 0.11  # lighter colours of more chroma glare on a dark ground


@dataclass(frozen=True, slots=True)
class MailColours:
    """``#RRGGBB``. ``ink`` is for text, ``grey`` for small text, ``rule`` for hairlines."""

    ground: str
    ink: str
    grey: str
    rule: str
    met: str
    close: str
    missed: str


def light(palette: Palette) -> MailColours:
    """The page's own."""
    own = palette
    return MailColours(WHITE, own.ink, own.grey, own.rule, own.met, own.close, own.missed)


@lru_cache(maxsize=16)
def dark(palette: Palette) -> MailColours:
    """Each role's hue at a contrast with the dark ground as on the page, or above."""
    return MailColours(
        ground=DARK,
        ink=_at_contrast(palette.ink, 14.5),
        grey=_at_contrast(palette.grey, 7.0),
        rule=_at_contrast(palette.rule, 1.7),
        met=_at_contrast(palette.met, 7.0),
        close=_at_contrast(palette.close, 7.0),
        missed=_at_contrast(palette.missed, 6.5),
    )


def _at_contrast(colour: str, ratio: float) -> str:
    """The darkest colour of this hue whose contrast with the dark ground is at least ``ratio``."""
    _, chroma, hue = to_oklch(colour)
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if contrast(to_hex((middle, min(chroma, _MOST_CHROMA), hue)), DARK) >= ratio and middle > _lightness(DARK):
            high = middle
        else:
            low = middle
    return to_hex((high, min(chroma, _MOST_CHROMA), hue))


def _lightness(colour: str) -> float:
    return to_oklch(colour)[0]
