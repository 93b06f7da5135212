"""A template's theme and colour map → the deck's own colour expressions in terms that can be read on its page.

The deck is written in the house's expressions on theme slots (`deck_style`); in a foreign template each is exchanged
for one that says the same there: the data colour is an accent that stands out from the page, older values are shades
where the page is dark, a status has the inks that can be read. What is too faint becomes plain text colour.
"""

from __future__ import annotations

import colorsys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from reportgen.render.deck_style import DARK_INKS
from reportgen.render.ooxml import A
from reportgen.render.palette import contrast, luminance

SLOTS = ("dk1", "lt1", "dk2", "lt2", "accent1", "accent2", "accent3", "accent4", "accent5", "accent6", "hlink",
         "folHlink")  # fmt: skip
DARK = 0.18  # luminance of a page on which light inks are needed
_READABLE, _SEEN, _TELLS_APART = 4.5, 3.0, 1.03  # contrasts of text, of bars, of a panel


@dataclass(frozen=True, slots=True)
class Scheme:
    """A theme's slots as ``#RRGGBB``, and the map from names on slides (tx1, bg1, …) to them."""

    slots: Mapping[str, str]
    names: Mapping[str, str]

    def colour(self, name: str, modifiers: Mapping[str, int] | None = None) -> str:
        """``#RRGGBB`` of a slot's name with modifiers in percent (lumMod, lumOff, satMod; shade and tint roughly)."""
        plain = self.slots.get(self.names.get(name, name), "#000000")
        return modified(plain, modifiers or {})


def modified(colour: str, modifiers: Mapping[str, int]) -> str:
    """The colour after DrawingML's modifiers, in their usual order."""
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    light = light * modifiers.get("lumMod", 100) / 100 + modifiers.get("lumOff", 0) / 100
    full = full * modifiers.get("satMod", 100) / 100
    light = light * modifiers.get("shade", 100) / 100
    light = 1 - (1 - light) * modifiers.get("tint", 100) / 100
    channels = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), min(max(full, 0), 1))
    return "#" + "".join(f"{round(min(max(channel, 0), 1) * 255):02X}" for channel in channels)


def scheme_of(theme: bytes, colour_map: Mapping[str, str]) -> Scheme:
    """A theme part's bytes and the attributes of ``p:clrMap`` → Scheme."""
    from lxml import etree

    root = etree.fromstring(theme, etree.XMLParser(resolve_entities=False))
    found = root.find(f".//{A}clrScheme")
    slots = {}
    for slot in SLOTS if found is not None else ():
        choice = next(iter(found.find(f"{A}{slot}")), None) if found.find(f"{A}{slot}") is not None else None
        if choice is not None:
            slots[slot] = f"#{(choice.get('lastClr') or choice.get('val') or '000000').upper()}"
    return Scheme(slots, dict(colour_map))


@dataclass(frozen=True, slots=True)
class Recolouring:
    """What the house's expressions become on one page. ``ink`` and ``ground`` are the names of text and page colour,
    ``data`` that of the current values, ``heading`` that of figures and titles; ``panel`` None: panels have a hairline
    in place of a fill. All others are colours as ``#RRGGBB``."""

    scheme: Scheme
    page: str
    ink: str
    ground: str
    heading: str
    data: str
    panel: str | None

    @property
    def dark(self) -> bool:
        return luminance(self.page) < DARK

    def exchanged(self, slot: str, modifiers: Mapping[str, int], text: bool) -> tuple[str, dict[str, int]]:
        """Slot and modifiers (percent) for what the house writes as these; ``text``: of letters, which must be read."""
        if text and slot == "bg1":  # the label on a current value
            return max((self.ground, self.ink), key=lambda name: self._against(name, self.data)), {}
        name = {"tx1": self.ink, "bg1": self.ground, "tx2": self.heading, "accent1": self.data}.get(slot, slot)
        kept = dict(modifiers)
        if self.dark and "lumOff" in kept:  # a tint on white is a shade on black
            kept = {"lumMod": round(100 - 0.74 * kept["lumOff"])}
        if text and not self.readable(self.scheme.colour(name, kept)):
            return self.ink, {}
        return name, kept

    def status(self, ink: str) -> str | None:
        """The fixed ink (RRGGBB) for a status that the house writes in this one; None: plain text."""
        return next((one for one in (ink, DARK_INKS.get(ink, ink)) if self.readable(f"#{one}")), None)

    def readable(self, colour: str) -> bool:
        """On the page, and on panels too where they are filled."""
        return all(contrast(colour, under) >= _READABLE for under in (self.page, self.panel or self.page))

    def _against(self, name: str, other: str) -> float:
        return contrast(self.scheme.colour(name), self.scheme.colour(other))


def recolouring(scheme: Scheme, page: str) -> Recolouring:
    """``page`` is the colour under the content, as ``#RRGGBB``."""

    def on_page(name: str) -> float:
        return contrast(scheme.colour(name), page)

    ink = "tx1" if on_page("tx1") >= _READABLE else max(("tx1", "bg1"), key=on_page)
    panel: str | None = scheme.colour("bg2")
    if panel is not None and (contrast(scheme.colour(ink), panel) < _READABLE or contrast(panel, page) < _TELLS_APART):
        panel = None
    grounds = (page, panel or page)
    heading = "tx2" if all(contrast(scheme.colour("tx2"), under) >= _READABLE for under in grounds) else ink
    accents = (f"accent{number}" for number in range(1, 7))
    data = next((name for name in accents if on_page(name) >= _SEEN), ink)
    return Recolouring(scheme, page, ink, "bg1" if ink == "tx1" else "tx1", heading, data, panel)


def recolour(root: Any, by: Recolouring) -> None:
    """Exchanges the colours of everything that is drawn within an element of a slide or chart."""
    for colour in list(root.iter(f"{A}schemeClr")):
        modifiers = {e.tag.partition("}")[2]: round(int(e.get("val")) / 1000) for e in colour}
        if colour.get("val") == "bg2" and by.panel is None:
            _outlined(colour, by)
            continue
        name, kept = by.exchanged(colour.get("val"), modifiers, _is_text(colour))
        _set(colour, name, kept)
    for colour in list(root.iter(f"{A}srgbClr")):
        status = by.status(colour.get("val"))
        if status is not None:
            colour.set("val", status)
            continue
        plain = colour.makeelement(f"{A}schemeClr", {"val": by.ink})
        colour.getparent().replace(colour, plain)


def _is_text(colour: Any) -> bool:
    return any(
        above.tag in (f"{A}rPr", f"{A}defRPr", f"{A}endParaRPr") for above in colour.iterancestors()
    ) and not any(above.tag == f"{A}ln" for above in colour.iterancestors())


def _set(colour: Any, name: str, modifiers: Mapping[str, int]) -> None:
    for old in list(colour):
        colour.remove(old)
    colour.set("val", name)
    for key, percent in modifiers.items():
        colour.append(colour.makeelement(f"{A}{key}", {"val": str(percent * 1000)}))


def _outlined(colour: Any, by: Recolouring) -> None:
    """A panel's fill gives way to a hairline around it."""
    fill = colour.getparent()
    name, modifiers = by.exchanged("tx1", {"lumMod": 25, "lumOff": 75}, text=False)
    _set(colour, name, modifiers)
    line = fill.makeelement(f"{A}ln", {"w": "6350"})
    fill.addprevious(fill.makeelement(f"{A}noFill", {}))
    fill.getparent().replace(fill, line)
    line.append(fill)
