"""A client's brand colour, and that of its data → the deck's theme colours, written into the template's theme parts.

The raw brand is only a mark (accent2, cover strip). Data, titles and panels take colours that are derived from it until
they have the contrast they need; a brand that would turn to mud on the way (yellow, lime, pale tints) gives charcoal.
"""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass, fields
from typing import Any

from reportgen.render.ooxml import A, rewrite_part, theme_parts
from reportgen.render.palette import contrast

WHITE, CHARCOAL = "FFFFFF", "333333"
_MOST_DARKENING = 0.25  # of HSL lightness; beyond it the colour no longer reads as the brand
_TITLE_CONTRAST = 12  # titles and the cover panel; 7 would do, deeper sets them off from the data
_MUD = (40 / 360, 100 / 360)  # hues that turn brown or olive when darkened
_FONTS = (
    '<a:fontScheme name="reportgen"><a:majorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/>'
    '</a:majorFont><a:minorFont><a:latin typeface="Arial"/><a:ea typeface=""/><a:cs typeface=""/></a:minorFont>'
    "</a:fontScheme>"
)
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_LINE = f'<a:ln w="{{}}" cap="flat" cmpd="sng" algn="ctr">{_FILL}<a:prstDash val="solid"/></a:ln>'
_FORMATS = (
    f'<a:fmtScheme name="reportgen"><a:fillStyleLst>{_FILL * 3}</a:fillStyleLst>'
    f"<a:lnStyleLst>{_LINE.format(6350)}{_LINE.format(9525)}{_LINE.format(12700)}</a:lnStyleLst>"
    f"<a:effectStyleLst>{'<a:effectStyle><a:effectLst/></a:effectStyle>' * 3}</a:effectStyleLst>"
    f"<a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
)


@dataclass(frozen=True, slots=True)
class Colours:
    """The twelve slots of a theme, in the schema's order, as RRGGBB. The defaults are the house's own."""

    dk1: str = "21252B"
    lt1: str = WHITE
    dk2: str = "12304F"
    lt2: str = "F1F4F8"
    accent1: str = "14568C"
    accent2: str = "D9622B"
    accent3: str = "5B7083"
    accent4: str = "2F7F86"
    accent5: str = "7A5C99"
    accent6: str = "8A6D1F"
    hlink: str = "14568C"
    folHlink: str = "5B4B8A"  # noqa: N815 - the schema's name


def _contrast(one: str, other: str) -> float:
    return contrast(f"#{one}", f"#{other}")


def _hls(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (0, 2, 4))
    return colorsys.rgb_to_hls(red, green, blue)


def _hex(hue: float, lightness: float, saturation: float) -> str:
    return "".join(f"{round(channel * 255):02X}" for channel in colorsys.hls_to_rgb(hue, lightness, saturation))


def darkened(colour: str, needed: float) -> tuple[str, float]:
    """The nearest darker colour with so much contrast on white, and the points of lightness that it took (0…1)."""
    hue, lightness, saturation = _hls(colour)
    for hundredth in range(int(lightness * 100) + 1):
        candidate = _hex(hue, max(lightness - hundredth / 100, 0), saturation)
        if _contrast(candidate, WHITE) >= needed:
            return candidate, hundredth / 100
    return "000000", lightness


def _tint(colour: str, share: float) -> str:
    """White with a share of the colour in it."""
    parts = (int(colour[place : place + 2], 16) for place in (0, 2, 4))
    return "".join(f"{round(255 + (part - 255) * share):02X}" for part in parts)


def colours_of(brand: str, accent: str | None = None) -> Colours:
    """``#RRGGBB`` → the theme. ``accent`` is the data's colour where they have one of their own; titles and panels keep
    the brand's."""
    mark = brand.lstrip("#").upper()
    own, given = _readable(mark), _readable((accent or brand).lstrip("#").upper())
    data = given or CHARCOAL
    if own is None:
        return Colours(dk2="2A2A2A", lt2="F3F3F2", accent1=data, accent2=mark, hlink=data)
    return Colours(dk2=darkened(own, _TITLE_CONTRAST)[0], lt2=_tint(own, 0.06), accent1=data, accent2=mark, hlink=data)


def _readable(colour: str) -> str | None:
    """The colour, darkened where text in it could not be read; None where it would turn to mud."""
    data, spent = darkened(colour, 4.5)
    hue, _, saturation = _hls(colour)
    muddy = spent > 0 and saturation > 0.1 and _MUD[0] <= hue <= _MUD[1]
    return None if spent > _MOST_DARKENING or muddy else data


def themed(theme: bytes, colours: Colours, fonts: bool = False) -> bytes:
    """A theme part with these colours; ``fonts``: with the house's fonts and flat formats too (for the template)."""
    slots = "".join(
        f'<a:{field.name}><a:srgbClr val="{getattr(colours, field.name)}"/></a:{field.name}>'
        for field in fields(colours)
    )
    text = theme.decode("utf-8")
    text = _swap(text, "clrScheme", f'<a:clrScheme name="reportgen">{slots}</a:clrScheme>')
    if fonts:
        text = _swap(_swap(text, "fontScheme", _FONTS), "fmtScheme", _FORMATS)
        text = re.sub(r'(<a:theme [^>]*?name=")[^"]*', r"\g<1>reportgen", text, count=1)
    return text.encode("utf-8")


def _swap(text: str, tag: str, new: str) -> str:
    return re.sub(f"<a:{tag}\\b.*?</a:{tag}>", lambda _: new, text, count=1, flags=re.DOTALL)


def apply(presentation: Any, brand: str, accent: str | None = None) -> None:
    """The client's colours in every theme part; the cover takes the raw brand where no text may be of it."""
    colours = colours_of(brand, accent)
    for part in theme_parts(presentation):
        rewrite_part(part, themed(part.blob, colours))
    if _readable(colours.accent2) is not None or _contrast(colours.accent2, colours.dk1) < 4.5:
        return
    cover = presentation.slide_layouts[0].part._element
    swaps = {"tx2": "accent2", "accent2": "tx1", "bg1": "tx1"}
    for slot in cover.iter(f"{A}schemeClr"):
        slot.set("val", swaps.get(slot.get("val"), slot.get("val")))
