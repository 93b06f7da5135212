"""The five shades of a heat map in the deck, on the theme's data colour: ground and ink of a cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reportgen.render.deck_style import ACCENT, PAGE, TEXT


@dataclass(frozen=True, slots=True)
class Shade:
    """DrawingML colours; ``strong``: the figure is set bold."""

    ground: str
    ink: str
    strong: bool = False


def _tint(mod: int, saturation: int, off: int) -> str:
    """The data colour, drawn towards the page; in percent."""
    inner = f'<a:lumMod val="{mod}000"/><a:satMod val="{saturation}000"/><a:lumOff val="{off}000"/>'
    return f'<a:schemeClr val="accent1">{inner}</a:schemeClr>'


SHADES: Mapping[int, Shade] = MappingProxyType(
    {
        1: Shade(_tint(10, 50, 88), TEXT),
        2: Shade(_tint(25, 50, 70), TEXT),
        3: Shade(_tint(45, 50, 50), TEXT),
        4: Shade(_tint(85, 70, 12), PAGE, strong=True),
        5: Shade(ACCENT, PAGE, strong=True),
    }
)
"""From the palest to the darkest."""
