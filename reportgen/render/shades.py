"""The data colour → the five shades of a heat map in the PDF, each with the ink that can be read on it."""

from __future__ import annotations

from dataclasses import dataclass

from reportgen.render.palette import Palette, contrast

_SHARES = (0.08, 0.20, 0.36, 0.80, 1.0)  # of the data colour; the rest is the page
_WHITE = "#FFFFFF"


@dataclass(frozen=True, slots=True)
class Shade:
    """``strong``: of the two darkest, whose figures are set semibold."""

    ground: str
    ink: str
    strong: bool


def shades(palette: Palette) -> tuple[Shade, ...]:
    """From the palest to the darkest."""
    made = []
    for number, share in enumerate(_SHARES, start=1):
        ground = _mixed(palette.current, share)
        ink = max((palette.ink, _WHITE), key=lambda colour: contrast(colour, ground))
        made.append(Shade(ground, ink, number > len(_SHARES) - 2))
    return tuple(made)


def _mixed(colour: str, share: float) -> str:
    channels = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#" + "".join(f"{round(255 - share * (255 - channel)):02X}" for channel in channels)
