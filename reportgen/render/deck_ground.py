"""What lies under a layout's content → its colour, and whether contrast can be judged by it.

A plain fill is its colour; a gradient whose stops are all dark, or all light, is judged by the stop that is hardest to
write on. Of a picture, a pattern, or a gradient from light to dark nobody can say: the page's own colour stands for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from reportgen.render.deck_colours import DARK, Scheme, modified
from reportgen.render.ooxml import A, P
from reportgen.render.palette import luminance

_FILLS = ("noFill", "solidFill", "gradFill", "blipFill", "pattFill")
_COLOURS = tuple(f"{A}{kind}" for kind in ("schemeClr", "srgbClr", "sysClr"))
_OF_BACKGROUNDS = 1000  # references from here on number the theme's fills for backgrounds, lower ones those of shapes


Fill = tuple[Any, str]
"""A fill's element, and the colour that stands for the theme's placeholder in it (empty: there is none)."""


def ground(layout: Any, scheme: Scheme, theme: bytes, shapes: Iterable[Any]) -> tuple[str, bool]:
    """``#RRGGBB`` under the content, and whether contrast can be judged by it: of the topmost of ``shapes``, which lie
    under the content, else of the layout's or the master's background. ``theme`` is the master's theme part."""
    fills = (*(_of_shape(shape._element, scheme, theme) for shape in shapes), *_backgrounds(layout, scheme, theme))
    for element, base in (fill for fill in fills if fill is not None):
        return _judged(_stops(element, base, scheme)) or (scheme.colour("bg1"), False)
    return scheme.colour("bg1"), True


def _judged(stops: Sequence[str]) -> tuple[str, bool] | None:
    """The colour that is hardest to write on; None where there is none, or some are dark and some light."""
    dark = {luminance(colour) < DARK for colour in stops}
    if len(dark) != 1:
        return None
    return (max if dark.pop() else min)(stops, key=luminance), True


def _stops(fill: Any, base: str, scheme: Scheme) -> list[str]:
    """The colours of a plain fill or a gradient; none of a picture or a pattern."""
    if fill.tag not in (f"{A}solidFill", f"{A}gradFill"):
        return []
    return [_colour(choice, base, scheme) for choice in fill.iter(*_COLOURS)]


def _colour(choice: Any, base: str, scheme: Scheme) -> str:
    modifiers = {e.tag.partition("}")[2]: round(int(e.get("val", "100000")) / 1000) for e in choice}
    value = choice.get("lastClr") or choice.get("val")
    if choice.tag != f"{A}schemeClr":
        return modified(f"#{value.upper()}", modifiers)
    return modified(base, modifiers) if value == "phClr" and base else scheme.colour(value, modifiers)


def _of_shape(element: Any, scheme: Scheme, theme: bytes) -> Fill | None:
    """What a drawn shape is filled with, by itself or by its style; None where what lies under it is seen."""
    own = [element.find(f"{P}blipFill"), *(element.find(f"{P}spPr/{A}{kind}") for kind in _FILLS)]
    fill = next((fill for fill in own if fill is not None), None)
    if fill is not None:
        return None if fill.tag == f"{A}noFill" else (fill, "")
    reference = element.find(f"{P}style/{A}fillRef")
    return None if reference is None else _referred(reference, scheme, theme)


def _backgrounds(layout: Any, scheme: Scheme, theme: bytes) -> Iterator[Fill | None]:
    """The layout's, then the master's; a reference stands for one of the theme's fills, made of the colour in it."""
    for owner in (layout, layout.slide_master):
        background = owner._element.find(f"{P}cSld/{P}bg")
        reference = background.find(f"{P}bgRef") if background is not None else None
        if reference is not None:
            yield _referred(reference, scheme, theme)
        elif background is not None:
            yield next((fill, "") for fill in background[0])


def _referred(reference: Any, scheme: Scheme, theme: bytes) -> Fill | None:
    from lxml import etree

    number = int(reference.get("idx", "0"))
    kind, place = ("bgFillStyleLst", number - _OF_BACKGROUNDS) if number > _OF_BACKGROUNDS else ("fillStyleLst", number)
    listed = etree.fromstring(theme, etree.XMLParser(resolve_entities=False)).find(f".//{A}{kind}")
    colour = next((_colour(choice, "", scheme) for choice in reference.iter(*_COLOURS)), "")
    fills = list(listed) if listed is not None else []
    return (fills[place - 1], colour) if 0 < place <= len(fills) else None
