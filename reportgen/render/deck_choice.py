"""A template's layouts → the one that each kind of slide takes: the one that the config names, else the first that has
room for a slide's content and for its title.

Layouts are known by the type that PowerPoint gives them and by what they have; a name counts only where the config
gives it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from reportgen.errors import ConfigError, Place, Problem, nearest
from reportgen.render import deck_style as look
from reportgen.render import ooxml
from reportgen.render.deck_area import CM, Box
from reportgen.render.deck_faces import face_of
from reportgen.render.deck_lay import side_by_side
from reportgen.render.deck_layouts import (
    CONTENT,
    LEAST_HEIGHT,
    LEAST_WIDTH,
    Offer,
    content_places,
    insets_of,
    kind_of,
    offer,
    title_of,
)
from reportgen.render.deck_own import own_style
from reportgen.render.deck_place import text_room
from reportgen.render.deck_template import refuse

KINDS = ("cover", "summary", "table", "objective", "chart_and_table", "actions")
TITLE_STEPS = (1.0, 0.92, 0.84, 0.77, 0.7, 0.64, 0.58, 0.53, 0.46)  # of a title's own size
_NEVER = ("secHead", "picTx", "vertTx", "vertTitleAndTx", "twoObj", "twoTxTwoObj", "objTx")
_LEAST_TITLE_WIDTH = 8 * CM
WHOLE = 2  # lines of a title that is not cut


def chosen_layouts(
    presentation: Any, named: Mapping[str, str], file: str, fonts: Sequence[Path] = ()
) -> dict[str, Offer]:
    """The layout for each kind of slide; ``named`` are the config's, ``fonts`` its font files.

    Raises ConfigError naming the layouts there are, when the config's is not one of them or none has the room.
    """
    layouts = [layout for master in presentation.slide_masters for layout in master.slide_layouts]
    return {kind: _chosen(presentation, layouts, kind, named, file, fonts) for kind in KINDS}


def _chosen(
    presentation: Any, layouts: Sequence[Any], kind: str, named: Mapping[str, str], file: str, fonts: Sequence[Path]
) -> Offer:
    names = [layout.name for layout in layouts]
    key = kind if kind in named else "content"
    if kind in named or (kind != "cover" and "content" in named):
        wanted = named[key]
        if wanted not in names:
            raise ConfigError([unknown_layout(file, key, wanted, names)])
        found = offer(presentation, layouts[names.index(wanted)])
        _refuse_without_room(found, kind, key, names, file, fonts)
        return found
    candidates = _covers(layouts) if kind == "cover" else _ranked(presentation, layouts, kind)
    fitting = _fitting((offer(presentation, layout) for layout in candidates), kind, fonts)
    if fitting is not None:
        return fitting
    key = "cover" if kind == "cover" else "content"
    room = "a title" if kind == "cover" else f"a title over {_least()} that are free for content"
    refuse(file, "no_layout_fits", f"no layout of the template has room for {room}",
           f"Name one in theme.layouts.{key}, or make one. It has {_listed(names)}.")  # fmt: skip


def _refuse_without_room(
    found: Offer, kind: str, key: str, names: Sequence[str], file: str, fonts: Sequence[Path]
) -> None:
    """Raises ConfigError for a layout of the config's that has too little room for a slide."""
    name, cure, told = found.layout.name, f"The layouts are {_listed(names)}.", f"theme.layouts.{key}"
    if kind != "cover" and not found.enough:
        what = f"layout '{name}' has {_measured(found.area)} free for content"
        refuse(file, "layout_too_small", what, f"A slide needs {_least()}. {cure}", key=told)
    if not title_lines(found, fonts):
        what = f"the title of layout '{name}' has {_measured(_seen_title(found))} on the slide"
        refuse(file, "title_too_small", what, f"It must hold a line of its text. {cure}", key=told)


def _fitting(offers: Iterable[Offer], kind: str, fonts: Sequence[Path]) -> Offer | None:
    """The first with room whose title holds two lines, else the first whose title holds one."""
    usable = [(found, title_lines(found, fonts)) for found in offers if kind == "cover" or found.enough]
    fitting = [(found, lines) for found, lines in usable if lines]
    return next((found for found, lines in fitting if lines >= WHOLE), fitting[0][0] if fitting else None)


def title_lines(found: Offer, fonts: Sequence[Path]) -> int:
    """How many lines, up to two, a title at its least size has in its place, as far as that lies on the slide."""
    place = title_of(found.layout)
    if found.title is None or place is None:
        return WHOLE  # one is drawn, and high enough
    wide, high = text_room(_seen_title(found), insets_of(place))
    style = own_style(place, TITLE_STEPS, look.TITLE.steps[-1]).style
    line = style.steps[-1] * style.spacing * face_of(ooxml.theme_fonts(found.layout)[0], fonts).line
    return max(min(int(high / line), WHOLE), 0) if wide * look.EMU_PER_PT >= _LEAST_TITLE_WIDTH else 0


def _seen_title(found: Offer) -> Box:
    return found.title.shared(found.slide) if found.title is not None else Box(0, 0, 0, 0)


def unknown_layout(file: str, key: str, wanted: str, names: Sequence[str]) -> Problem:
    """``key`` is the kind of slide for which ``theme.layouts`` names a layout that is not among ``names``."""
    what, cure = f"{file}: the template has no layout '{wanted}'", f"It has {_listed(names)}."
    return Problem(Place(key=f"theme.layouts.{key}"), "unknown_layout", what, cure, nearest(wanted, names))


def _covers(layouts: Sequence[Any]) -> Iterator[Any]:
    """Title slides first, then any layout with a title, then all."""
    yield from (layout for layout in layouts if layout._element.get("type") == "title")
    yield from (layout for layout in layouts if any(kind_of(place) == "ctrTitle" for place in layout.placeholders))
    yield from (layout for layout in layouts if title_of(layout) is not None)
    yield from layouts


def _ranked(presentation: Any, layouts: Sequence[Any], kind: str) -> list[Any]:
    """Layouts with just the places of this kind of slide first, then the others in their order."""
    slide = Box(0, 0, int(presentation.slide_width), int(presentation.slide_height))
    return sorted(_in_order(layouts), key=lambda layout: not _made_for(kind, content_places(layout, slide)))


def _in_order(layouts: Sequence[Any]) -> Iterator[Any]:
    """Content layouts by rank: content under a title, title alone, one large place, any title, without a title."""
    usable = [layout for layout in layouts if layout._element.get("type") not in (*_NEVER, "title")]
    titled = [layout for layout in usable if title_of(layout) is not None]
    for kind in ("obj", "titleOnly"):
        yield from (layout for layout in titled if layout._element.get("type") == kind)
    yield from (layout for layout in titled if _places(layout) == 1)
    yield from titled
    yield from (layout for layout in usable if title_of(layout) is None)


def _made_for(kind: str, contents: Sequence[Any]) -> bool:
    """Whether a layout's places are just those of our slide: for a table, a chart with words or a table beside it."""
    kinds = sorted(content.kind for content in contents)
    if kind == "table":
        return kinds == ["tbl"]
    beside = {"objective": (["body", "chart"], ["chart", "obj"]), "chart_and_table": (["chart", "tbl"],)}.get(kind, ())
    return kinds in beside and side_by_side(contents)


def _places(layout: Any) -> int:
    return sum(kind_of(place) in CONTENT for place in layout.placeholders)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)


def _measured(area: Box) -> str:
    return f"{max(area.width, 0) / CM:.1f} × {max(area.height, 0) / CM:.1f} cm"


def _least() -> str:
    return f"{LEAST_WIDTH / CM:.0f} × {LEAST_HEIGHT / CM:.1f} cm"
