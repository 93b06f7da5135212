"""One brand colour, or two → the Palette of a report (OKLCH; contrasts by WCAG against white).

"At contrast k" is the lightest colour of a hue and chroma whose contrast with white is at least k. Where a colour falls
outside sRGB, its chroma is reduced until it fits.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, hypot, sin

Oklch = tuple[float, float, float]  # lightness 0…1, chroma, hue in radians
Rgb = tuple[float, float, float]  # sRGB, 0…1

MET, CLOSE, MISSED = "#17693A", "#8A5200", "#B3261E"
_WHITE = "#FFFFFF"
_PALE = 3  # brands with less contrast than this are pale: yellow, lime, sky
_STEPS = 24  # halvings of a search: finer than an eighth of a bit per channel


@dataclass(frozen=True, slots=True)
class Palette:
    """The colours as ``#RRGGBB``. ``brand`` is for the flag alone; ``on_brand`` is text upon it; the three states are
    fixed, whatever the brand."""

    brand: str
    current: str
    previous: str
    year_ago: str
    band: str
    ink: str
    grey: str
    rule: str
    on_brand: str
    met: str = MET
    close: str = CLOSE
    missed: str = MISSED


def palette(brand: str, accent: str | None = None) -> Palette:
    """``#RRGGBB`` → Palette. ``accent`` gives the data a hue of their own; text and rules keep the brand's."""
    data = accent or brand
    _, chroma, hue = _tone(data)
    _, quiet, own_hue = _tone(brand)
    ink = to_hex(_in_gamut((0.22, min(quiet, 0.015), own_hue)))
    return Palette(
        brand=brand.upper(),
        current=_current(data),
        previous=_at_contrast(3, min(chroma, 0.035), hue),
        year_ago=_at_contrast(1.75, min(chroma, 0.025), hue),
        band=to_hex(_in_gamut((0.93, min(chroma, 0.02), hue))),
        ink=ink,
        grey=_at_contrast(5.9, min(quiet, 0.012), own_hue),
        rule=to_hex(_in_gamut((0.84, min(quiet, 0.012), own_hue))),
        on_brand=_on_brand(brand, ink),
    )


def _tone(colour: str) -> Oklch:
    """The colour in OKLCH, a pale one with hardly any chroma: darkened it would turn to mud."""
    lightness, chroma, hue = to_oklch(colour)
    return lightness, min(chroma, 0.03) if contrast(colour, _WHITE) < _PALE else chroma, hue


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two colours, 1…21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _current(brand: str) -> str:
    """The brand where it is dark enough; else its hue made dark. Pale brands become a warm or cool charcoal, near-black
    ones are lifted until they read as a colour."""
    lightness, chroma, hue = _tone(brand)
    against_white = contrast(brand, _WHITE)
    if lightness < 0.30:
        return to_hex(_in_gamut((0.30, min(chroma, 0.09), hue)))
    if against_white >= 9.3:
        return brand.upper()
    if against_white < _PALE:
        return _at_contrast(11, chroma, hue)
    return _at_contrast(9.3, min(chroma, 0.13), hue)


def _on_brand(brand: str, ink: str) -> str:
    for colour in (_WHITE, ink):
        if contrast(colour, brand) >= 4.5:
            return colour
    return "#000000"


def _at_contrast(ratio: float, chroma: float, hue: float) -> str:
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        middle = (low + high) / 2
        if contrast(to_hex(_in_gamut((middle, chroma, hue))), _WHITE) >= ratio:
            low = middle
        else:
            high = middle
    return to_hex(_in_gamut((low, chroma, hue)))


def _in_gamut(colour: Oklch) -> Oklch:
    lightness, chroma, hue = colour
    if _fits(colour):
        return colour
    low, high = 0.0, chroma
    for _ in range(_STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if _fits((lightness, middle, hue)) else (low, middle)
    return lightness, low, hue


def _fits(colour: Oklch) -> bool:
    return all(-1e-6 <= channel <= 1 + 1e-6 for channel in _to_linear(colour))


def to_oklch(colour: str) -> Oklch:
    """``#RRGGBB`` → OKLCH (Ottosson's matrices)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    lightness = 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    return lightness, hypot(a, b), atan2(b, a)


def to_hex(colour: Oklch) -> str:
    """OKLCH → ``#RRGGBB``; what lies outside sRGB is clipped."""
    channels = (_encoded(min(max(channel, 0.0), 1.0)) for channel in _to_linear(colour))
    return "#" + "".join(f"{round(channel * 255):02X}" for channel in channels)


def _to_linear(colour: Oklch) -> Rgb:
    lightness, chroma, hue = colour
    a, b = chroma * cos(hue), chroma * sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def luminance(colour: str) -> float:
    """Of ``#RRGGBB``, 0…1 (WCAG)."""
    red, green, blue = (_linear(channel) for channel in _channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _channels(colour: str) -> Rgb:
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _encoded(channel: float) -> float:
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
