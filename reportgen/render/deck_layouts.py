"""A template's layout → what it offers to a slide: title, free area, colours. Placeholders are known by their type and
size, in whatever language their names are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from reportgen.render.deck_area import CM, Box, around, between, free_of, is_ground
from reportgen.render.deck_colours import Scheme, scheme_of
from reportgen.render.deck_ground import ground
from reportgen.render.deck_lay import Content
from reportgen.render.ooxml import A, P, placeholder

LEAST_WIDTH, LEAST_HEIGHT = 16 * CM, round(8.5 * CM)
TITLES, _FRAME = ("title", "ctrTitle"), ("ftr", "sldNum", "dt")
CONTENT = ("obj", "body", "tbl", "chart")
_LARGE = 0.2  # of the slide: a place that is meant for its content
_COLUMN = 5 * CM  # wide and high, at the least
_MARGIN = 1 * CM
_UNDER_TITLE, _OVER_FOOTER = round(0.4 * CM), round(0.3 * CM)
_DRAWN_TITLE, _LEAST_TITLE = round(2.2 * CM), round(1.8 * CM)
_INSETS = {"lIns": 91_440, "tIns": 45_720, "rIns": 91_440, "bIns": 45_720}


@dataclass(frozen=True, slots=True)
class Offer:
    """What one layout of the template has for us. ``title`` and ``area`` are EMU on a slide of ``slide``'s size;
    without a title of its own, one is to be drawn in ``title_drawn``, over the area. ``contents`` are the placeholders
    that the area is made of, ``drawn`` the layout's shapes that content must keep clear of; ``page`` is the colour
    under the content, ``plain_page`` whether contrast can be judged by it (no picture, no gradient from light to
    dark)."""

    layout: Any
    slide: Box
    title: Box | None
    title_drawn: Box | None
    area: Box
    contents: tuple[Content, ...]
    drawn: tuple[Box, ...]
    scheme: Scheme
    page: str
    plain_page: bool

    @property
    def enough(self) -> bool:
        return self.area.width >= LEAST_WIDTH and self.area.height >= LEAST_HEIGHT


def kind_of(place: Any) -> str:
    """A placeholder's type; one without is for any content."""
    return _kind(placeholder(place._element))


def _kind(held: Any) -> str:
    return str(held.get("type") or "obj")


def box_of(shape: Any) -> Box | None:
    """Where a shape is, as its master has it where it does not say; None where nobody says."""
    edges = shape.left, shape.top, shape.width, shape.height
    return None if None in edges else Box(*(int(edge) for edge in edges))


def insets_of(place: Any) -> tuple[int, int, int, int]:
    """Left, top, right, bottom: the placeholder's own, else those of the master's that it is based on."""
    bodies = [p._element.find(f"{P}txBody/{A}bodyPr") for p in based_on(place)]
    return tuple(  # type: ignore[return-value]
        next((int(body.get(side)) for body in bodies if body is not None and body.get(side)), default)
        for side, default in _INSETS.items()
    )


def based_on(place: Any) -> Iterator[Any]:
    """A placeholder, then the ones that it inherits from: the layout's, the master's. Of places with one number, as
    some programs give them, the one of the same type counts."""
    yield place
    layout = getattr(place.part, "slide_layout", None)
    if place._element.getparent().getparent().getparent().tag == f"{P}sld" and layout is not None:
        own, shapes = placeholder(place._element), layout._element.cSld.spTree
        found = [(shape, held) for shape in shapes if (held := placeholder(shape)) is not None]
        same = [(_kind(held), shape) for shape, held in found if held.idx == own.idx]
        if not same:
            return
        shape = next((shape for kind, shape in same if kind == _kind(own)), same[0][1])
        place = layout.placeholders._shape_factory(shape)
        yield place
    base = getattr(place, "_base_placeholder", None)
    if base is not None:
        yield base


def placed(shape: Any) -> Box | None:
    """Where a placeholder of a slide is, as it says itself or as what it inherits from has it."""
    for place in based_on(shape):
        if place._element.find(f"{P}spPr/{A}xfrm") is not None:
            return box_of(place)
    return None


def title_of(page: Any) -> Any:
    """The slide's title placeholder, known by its type; None where there is none."""
    return next((shape for shape in page.placeholders if kind_of(shape) in TITLES), None)


def offer(presentation: Any, layout: Any) -> Offer:
    """What the layout has for us."""
    slide = Box(0, 0, int(presentation.slide_width), int(presentation.slide_height))
    places = [(kind_of(place), box) for place in layout.placeholders if (box := box_of(place)) is not None]
    title = next((box for kind, box in places if kind in TITLES), None)
    frame = [box for kind, box in places if kind in _FRAME]
    contents = content_places(layout, slide)
    if contents:
        wanted = around(content.box for content in contents)
    else:
        edges = (title.left, title.right) if title else (_MARGIN, slide.right - _MARGIN)
        top = title.bottom + _UNDER_TITLE if title else _MARGIN
        foot = min((box.top for box in frame if box.top > slide.height / 2), default=slide.height - _MARGIN)
        wanted = between(edges[0], top, edges[1], foot - _OVER_FOOTER)
    shapes = [(shape, box) for shape in _drawn(layout) if (box := box_of(shape)) is not None]
    drawn = tuple(box for _, box in shapes if not is_ground(box, wanted))
    scheme = _scheme(layout)
    page, plain = ground(layout, scheme, _theme(layout), [shape for shape, box in shapes if is_ground(box, wanted)])
    obstacles = (*drawn, *frame, *((title,) if title else ()))
    area, over = free_of(wanted.shared(slide), obstacles), None
    if title is None:
        over, area = _room_for_title(layout, area, slide, obstacles)
    return Offer(layout, slide, title, over, area, contents, drawn, scheme, page, plain)


def _room_for_title(layout: Any, area: Box, slide: Box, obstacles: Sequence[Box]) -> tuple[Box, Box]:
    """Where a title is drawn that the layout has no place for: where the master has it, if that is free; else in the
    upper part of the area. And the area without it."""
    places = (place for place in layout.slide_master.placeholders if kind_of(place) in TITLES)
    wanted = next((box for place in places if (box := box_of(place)) is not None), None)
    if wanted is not None:
        free = free_of(between(area.left, wanted.top, area.right, wanted.bottom).shared(slide), (*obstacles, area))
        if free.width >= area.width / 2 and free.height >= _LEAST_TITLE:
            return free, area
    over = Box(area.left, area.top, area.width, _DRAWN_TITLE)
    return over, area.inside(0, _DRAWN_TITLE + _UNDER_TITLE, 0, 0)


def content_places(layout: Any, slide: Box) -> tuple[Content, ...]:
    """The places for content of any kind: one that is large, and those that are columns beside or under it."""
    found = [
        Content(kind_of(place), int(place.placeholder_format.idx), box.inside(*insets_of(place)))
        for place in layout.placeholders
        if kind_of(place) in CONTENT and (box := box_of(place)) is not None
    ]
    if not any(content.box.size >= _LARGE * slide.size for content in found):
        return ()
    return tuple(c for c in found if c.box.width >= _COLUMN and c.box.height >= _COLUMN)


def _drawn(layout: Any) -> Iterator[Any]:
    """Seen shapes that are no placeholders, of the layout and, where it shows them, of its master: topmost first."""
    shows_master = layout._element.get("showMasterSp", "1") not in ("0", "false")
    for owner in (layout, *((layout.slide_master,) if shows_master else ())):
        for shape in reversed(list(owner.shapes)):
            properties = next(shape._element.iter(f"{P}cNvPr"), None)
            hidden = properties is not None and properties.get("hidden") in ("1", "true")
            if not shape.is_placeholder and not hidden:
                yield shape


def _theme(layout: Any) -> bytes:
    """The theme part of the layout's master."""
    from pptx.opc.constants import RELATIONSHIP_TYPE as RT

    return bytes(layout.slide_master.part.part_related_by(RT.THEME).blob)


def _scheme(layout: Any) -> Scheme:
    """The theme of the layout's master by its colour map, or by the layout's own."""
    own = layout._element.find(f"{P}clrMapOvr/{A}overrideClrMapping")
    found = own if own is not None else layout.slide_master._element.find(f"{P}clrMap")
    return scheme_of(_theme(layout), found.attrib if found is not None else {})
