"""A logo's file → Logo, or the Problem with it. SVG, PNG and JPEG, recognised from their content."""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reportgen.errors import Place, Problem
from reportgen.render.logo_raster import MOST_PIXELS, BrokenPictureError, TooManyPixelsError, pixels

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

MOST_BYTES = 5_000_000
MOST_ELEMENTS = 20_000
_DEEPEST = 200  # an element in an element, or by reference
_MOST_PICTURES = 10
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^)\"']+)")
_RASTER = {b"\x89PNG\r\n\x1a\n": "image/png", b"\xff\xd8\xff": "image/jpeg"}
_BROUGHT_IN = re.compile(r"@(import|font-face)", re.IGNORECASE)
_HREFS = ("href", "{http://www.w3.org/1999/xlink}href")


@dataclass(frozen=True, slots=True)
class Logo:
    """``data`` are the file's bytes, pixels as `logo_raster` leaves them; ``width`` and ``height`` give the shape
    (pixels or user units)."""

    data: bytes
    media_type: str
    width: float
    height: float


class _BadLogoError(Exception):
    """``kind``, what is wrong, and what would be right."""

    def __init__(self, kind: str, what: str, right: str) -> None:
        super().__init__(what)
        self.kind, self.what, self.right = kind, what, right


def read_logo(folder: Path, path: str, place: Place) -> Logo | Problem:
    """Reads and checks the file; ``path`` is relative to ``folder``."""
    try:
        return _logo(_bytes(folder / path))
    except _BadLogoError as error:
        return Problem(place, error.kind, error.what, error.right)


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise _BadLogoError("not_a_file", "the logo is not a file", "Name an SVG, PNG or JPEG file.")
        if size > MOST_BYTES:
            raise _BadLogoError(
                "logo_too_large",
                f"the logo's file has {size / 1e6:.1f} MB",
                f"A logo may have up to {MOST_BYTES / 1e6:.0f} MB; export a smaller one.",
            )
        return path.read_bytes()
    except FileNotFoundError:
        raise _BadLogoError("missing_file", "no such file", "The path is relative to the config's folder.") from None
    except OSError as error:
        raise _BadLogoError("unreadable_file", f"the logo cannot be read: {error.strerror}", "") from None


def _logo(data: bytes) -> Logo:
    if not data:
        raise _BadLogoError("empty_file", "the logo's file is empty", "Name an SVG, PNG or JPEG file.")
    for start, media_type in _RASTER.items():
        if data.startswith(start):
            return _raster(data, media_type)
    if b"<svg" in data[:4096]:
        return _svg(data)
    raise _BadLogoError("not_a_picture", "the logo is not an SVG, PNG or JPEG picture", "Export it as one of these.")


def _raster(data: bytes, media_type: str) -> Logo:
    try:
        made, (width, height) = pixels(data, media_type)
    except TooManyPixelsError as error:
        raise _BadLogoError(
            "logo_too_large",
            f"the logo has {error.size[0]} × {error.size[1]} pixels",
            f"A logo may have up to {MOST_PIXELS // 1_000_000} million pixels; 1000 wide is ample.",
        ) from None
    except BrokenPictureError:
        raise _BadLogoError("broken_picture", "the logo's picture is broken", "Export it again.") from None
    return Logo(made, media_type, width, height)


def _svg(data: bytes) -> Logo:
    from xml.etree import ElementTree

    if re.search(rb"<!(DOCTYPE|ENTITY)[^>]*\[", data) or b"<!ENTITY" in data:
        raise _BadLogoError("unsafe_svg", "the logo defines entities", "Export it as plain SVG.")
    try:
        root = ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise _BadLogoError("broken_picture", "the logo is not well-formed SVG", "Export it again.") from None
    _check_references(root)
    width, height = _svg_size(root)
    return Logo(_with_plain_pictures(data, root), "image/svg+xml", width, height)


def _check_references(root: Element) -> None:
    """A ``use`` of a ``use`` can keep a renderer busy for ever; a reference to elsewhere would not be drawn."""
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        raise _too_busy(f"has more than {MOST_ELEMENTS} elements")
    by_id = {element.get("id", ""): element for element in root.iter() if element.get("id")}
    for element in root.iter():
        name = _local(element)
        links = [link for key in _HREFS if (link := element.get(key))]
        if name == "use":
            targets = [by_id[link[1:]] for link in links if link[1:] in by_id]
            if any(_local(child) == "use" for target in targets for child in target.iter()):
                raise _BadLogoError("unsafe_svg", "the logo holds a 'use' inside a 'use'", "Export it as plain SVG.")
        outside = [link for link in links if not link.startswith(("#", "data:image/"))]
        if outside and name != "a":
            what = f"the logo refers to another file ({outside[0][:60]})"
            raise _BadLogoError("unsafe_svg", what, "Embed or leave it out.")
        if name == "style" and (found := _BROUGHT_IN.search("".join(element.itertext()))):
            raise _BadLogoError("unsafe_svg", f"the logo's style holds {found[0]}", "Export it as plain SVG.")
    if _work(root, by_id, {}, 0) > MOST_ELEMENTS:
        raise _too_busy(f"draws more than {MOST_ELEMENTS} elements, as it repeats some")


def _work(element: Element, by_id: dict[str, Element], known: dict[Element, int], depth: int) -> int:
    """How many elements are drawn for this one: itself, those in it, and those that it refers to, all over again."""
    if depth > _DEEPEST or known.get(element) == 0:
        raise _too_busy("is nested too deeply, or without end")
    if element in known:
        return known[element]
    known[element] = 0  # under way
    named = [name for value in element.attrib.values() for name in _REFERENCE.findall(value)]
    links = [element.get(key, "#").removeprefix("#") for key in _HREFS]
    below = [*element, *(by_id[name] for name in (*named, *links) if name in by_id)]
    known[element] = 1 + sum(_work(other, by_id, known, depth + 1) for other in below)
    return known[element]


def _too_busy(what: str) -> _BadLogoError:
    return _BadLogoError("logo_too_large", f"the logo {what}", "Simplify it.")


def _with_plain_pictures(data: bytes, root: Element) -> bytes:
    """Pictures in the logo are looked at and set like a logo of their own."""
    from xml.etree import ElementTree

    places = [(item, key) for item in root.iter() for key in _HREFS if item.get(key, "").startswith("data:")]
    if len(places) > _MOST_PICTURES:
        raise _too_busy(f"holds more than {_MOST_PICTURES} pictures")
    for element, key in places:
        try:
            picture = b64decode("".join(element.get(key, "").partition(",")[2].split()), validate=True)
        except ValueError:
            raise _BadLogoError("broken_picture", "a picture in the logo is broken", "Export it again.") from None
        media_type = next((kind for start, kind in _RASTER.items() if picture.startswith(start)), "")
        if not media_type:
            raise _BadLogoError(
                "not_a_picture", "a picture in the logo is not PNG or JPEG", "Embed it as one of these."
            )
        plain = b64encode(_raster(picture, media_type).data).decode()
        element.set(key, f"data:{media_type};base64,{plain}")
    return ElementTree.tostring(root) if places else data


def _svg_size(root: Element) -> tuple[float, float]:
    """Its shape: the view box, else width and height."""
    box = re.split(r"[\s,]+", root.get("viewBox", "").strip())
    try:
        numbers = [float(part) for part in box]
        width, height = numbers[2], numbers[3]
    except (ValueError, IndexError):
        width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if _local(root) != "svg" or not (0 < width < 1e6 and 0 < height < 1e6):
        raise _BadLogoError("no_size", "the logo has no size", "Give the svg element a viewBox.")
    return width, height


def _length(text: str) -> float:
    match = re.fullmatch(r"\s*(\d+(?:\.\d+)?|\.\d+)\s*(?:px|pt|mm|cm|in)?\s*", text)
    return float(match[1]) if match else 0.0


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
