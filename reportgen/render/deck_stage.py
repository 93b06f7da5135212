"""A presentation → what slides are made of in it: a layout for each, places for its parts, the title's style.

`House` is our own template: its layouts have a placeholder for every part. `Foreign` is one of the agency's: our parts
are laid over the free area of its layout, and its own title, subtitle, footer and slide number are used as they stand.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from reportgen.errors import Problem, RenderError
from reportgen.model.report import Slide
from reportgen.render import deck_style as look
from reportgen.render import ooxml
from reportgen.render.deck_area import CM, Box
from reportgen.render.deck_choice import TITLE_STEPS, chosen_layouts
from reportgen.render.deck_colours import recolour, recolouring
from reportgen.render.deck_faces import face_of
from reportgen.render.deck_lay import holder, laid
from reportgen.render.deck_layouts import Offer, box_of, insets_of, kind_of, placed, title_of
from reportgen.render.deck_measure import ARIAL, Face, measured_in
from reportgen.render.deck_own import own_style
from reportgen.render.deck_place import Drawn, Held, Place, text_room
from reportgen.render.deck_remarks import remarks
from reportgen.render.deck_style import Style, w
from reportgen.render.deck_text import Run
from reportgen.render.templates import our_folders

_LAYOUTS = {
    "cover": "Cover", "summary": "Summary", "table": "Full table", "objective": "Objective",
    "chart_and_table": "Chart and table", "actions": "Actions",
}  # fmt: skip
_WITHOUT_CHART = "Table and side"  # an objective's slide whose chart is missing shows its KPIs there
_TITLE, _SOURCE, _LOGO = 0, 12, 11
_FRAME = (_TITLE, 10, _SOURCE, 91, 92)  # title, section, source, footer, number: not laid over the area
_NARROW = 26 * CM  # an area below this takes three key figures a row, and the objectives on a slide of their own
_GAP = round(0.2 * CM)
_MARK = 0.12  # of the slide: a larger place on a cover is a photograph's, not a mark's
_FOOTER_STEPS = (1.0, 0.92, 0.84, 0.75)


def house_template() -> Path:
    """Our own template's file. Raises RenderError when the installation lacks it."""
    places = [folder / "deck.pptx" for folder in our_folders()]
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise RenderError(f"the deck's template is missing: {places[0]}")
    return found


def house_layout(slide: Slide) -> str:
    """The layout of our own template that a slide takes."""
    tabled = slide.layout == "objective" and slide.chart is None and slide.table is not None
    return _WITHOUT_CHART if tabled else _LAYOUTS[slide.layout]


@dataclass(frozen=True, slots=True)
class Title:
    """How content titles stand: sizes, the face that they are measured in, whether they are set in capitals."""

    style: Style = look.TITLE
    face: Face = ARIAL
    capitals: bool = False

    def measured(self) -> AbstractContextManager[None]:
        return measured_in(self.face)

    def as_set(self, runs: tuple[Run, ...]) -> tuple[Run, ...]:
        """The runs as the template shows them."""
        return tuple(replace(run, text=run.text.upper()) for run in runs) if self.capitals else runs


@dataclass(frozen=True, slots=True)
class Footer:
    """The sizes that the footer may have, and the width of its line (points); ``font`` where it is to be said."""

    sizes: tuple[float, ...]
    width: float
    font: str = ""


class Stage(Protocol):
    """Where slides are made. ``stacks``: parts are set under each other by their measured heights; ``narrow``: key
    figures stand in rows of three; ``remarks``: what is doubtful in the template."""

    title: Title
    face: Face
    stacks: bool
    remarks: tuple[Problem, ...]

    def narrow(self, slide: Slide) -> bool: ...
    def spread(self, slides: Sequence[Slide]) -> tuple[Slide, ...]: ...
    def add(self, slide: Slide) -> Any: ...
    def places(self, page: Any, slide: Slide) -> dict[int, Place]: ...
    def title_room(self, page: Any, slide: Slide) -> tuple[float, float]: ...
    def cover_styles(self, page: Any) -> tuple[Style, Style, Style]: ...
    def footer(self, page: Any) -> Footer: ...
    def finish(self, page: Any, slide: Slide) -> None: ...


class House:
    """Our own template."""

    title, face, stacks = Title(), ARIAL, False
    remarks: tuple[Problem, ...] = ()

    def __init__(self, presentation: Any) -> None:
        self.presentation = presentation
        self.layouts = {layout.name: layout for layout in presentation.slide_layouts}

    def narrow(self, slide: Slide) -> bool:
        return False

    def spread(self, slides: Sequence[Slide]) -> tuple[Slide, ...]:
        return tuple(slides)

    def add(self, slide: Slide) -> Any:
        layout = self.layouts[house_layout(slide)]
        page, names = (
            self.presentation.slides.add_slide(layout),
            {p.placeholder_format.idx: p.name for p in layout.placeholders},
        )
        for shape in page.placeholders:
            shape.name = names[shape.placeholder_format.idx]  # what it is for, where python-pptx numbers the kinds
        return page

    def places(self, page: Any, slide: Slide) -> dict[int, Place]:
        return {shape.placeholder_format.idx: Held(shape) for shape in page.placeholders}

    def title_room(self, page: Any, slide: Slide) -> tuple[float, float]:
        return Held(page.shapes.title).room()

    def cover_styles(self, page: Any) -> tuple[Style, Style, Style]:
        """Title, subtitle, and what else stands there."""
        return look.COVER_TITLE, look.COVER_SUBTITLE, look.PREPARED_FOR

    def footer(self, page: Any) -> Footer:
        return Footer(look.SOURCE.steps[:1], w(8) / look.EMU_PER_PT)

    def finish(self, page: Any, slide: Slide) -> None:
        """Nothing is left to do: the layouts bear the client's colours."""


class Foreign:
    """A template of the agency's. ``named`` are the layouts that the config chooses, by kind of slide; ``fonts`` the
    files of the config's fonts. Raises ConfigError, naming ``file``, when a layout is missing or has no room."""

    stacks = True

    def __init__(self, presentation: Any, file: str, named: Mapping[str, str], fonts: Sequence[Path] = ()) -> None:
        from pptx import Presentation

        self.presentation = presentation
        self.offers = chosen_layouts(presentation, named, file, fonts)
        ours: Any = Presentation(str(house_template()))
        self.models = {
            layout.name: {place.placeholder_format.idx: place for place in layout.placeholders}
            for layout in ours.slide_layouts
        }
        major, minor = ooxml.theme_fonts(self.offers["table"].layout)
        self.face = face_of(minor, fonts)
        self.title = self._title(face_of(major, fonts))
        content = [offer for kind, offer in self.offers.items() if kind != "cover"]
        self.remarks = remarks(file, (minor, major), fonts, content)

    def _title(self, face: Face) -> Title:
        """The smallest of the content titles' own styles, down to the least size of ours."""
        layouts = [offer.layout for kind, offer in self.offers.items() if kind != "cover"]
        places = [
            place for layout in layouts for place in layout.placeholders if kind_of(place) in ("title", "ctrTitle")
        ]
        if not places:
            return Title(look.TITLE, face)
        own = min(
            (own_style(place, TITLE_STEPS, look.TITLE.steps[-1]) for place in places),
            key=lambda found: found.style.steps[0],
        )
        return Title(own.style, face, own.capitals)

    def title_room(self, page: Any, slide: Slide) -> tuple[float, float]:
        over = self.offer(slide).title_drawn
        return Held(title_of(page)).room() if over is None else text_room(over, (0, 0, 0, 0))

    def cover_styles(self, page: Any) -> tuple[Style, Style, Style]:
        """Title and subtitle in the template's own sizes, the rest a good deal smaller."""
        title = self._style_of(page, ("title", "ctrTitle"), look.COVER_TITLE, look.TITLE.steps[-1])
        subtitle = self._style_of(page, ("subTitle", "body"), look.COVER_SUBTITLE, 14)
        small = tuple(size for size in (16.0, 14.0, 12.0) if size <= subtitle.size(0)) or (subtitle.size(0),)
        return title, subtitle, replace(subtitle, steps=small, before=6)

    @staticmethod
    def _style_of(page: Any, kinds: Sequence[str], usual: Style, floor: float) -> Style:
        place = next((s for s in page.placeholders if kind_of(s) in kinds), None)
        return replace(usual, own=-1) if place is None else own_style(place, TITLE_STEPS, floor).style

    def footer(self, page: Any) -> Footer:
        place = next((p for p in page.slide_layout.placeholders if kind_of(p) == "ftr"), None)
        box = box_of(place) if place is not None else None
        if place is None or box is None:
            return Footer(look.SOURCE.steps, 0.0)
        style = own_style(place, _FOOTER_STEPS, look.SOURCE.steps[-1]).style
        return Footer(style.steps, text_room(box, insets_of(place))[0], font="+mn-lt")

    def offer(self, slide: Slide) -> Offer:
        return self.offers[slide.layout]

    def narrow(self, slide: Slide) -> bool:
        return self.offer(slide).area.width < _NARROW

    def spread(self, slides: Sequence[Slide]) -> tuple[Slide, ...]:
        """Where an area is narrow the summary's objectives stand on a slide of their own, under the table's name."""
        return tuple(part for slide in slides for part in (self._parted(slide) if self.narrow(slide) else (slide,)))

    def _parted(self, slide: Slide) -> tuple[Slide, ...]:
        if slide.layout != "summary" or slide.table is None or not slide.key_figures:
            return (slide,)
        first = replace(slide, table=None, link=())
        second = replace(slide, id=f"{slide.id}.objectives", layout="table", title=slide.table.caption, key_figures=())
        return first, second

    def add(self, slide: Slide) -> Any:
        offer = self.offer(slide)
        page = self.presentation.slides.add_slide(offer.layout)
        ooxml.copy_colour_map(page)
        return page

    def places(self, page: Any, slide: Slide) -> dict[int, Place]:
        return self._cover(page) if slide.layout == "cover" else self._content(page, slide)

    def _content(self, page: Any, slide: Slide) -> dict[int, Place]:
        """Title and source line, and between them our parts as they lie on our own slide."""
        offer, models = self.offer(slide), self.models[house_layout(slide)]
        title = title_of(page)
        _remove_all_but(page, title)
        area, source = offer.area, round((1.05 if self.narrow(slide) else 0.6) * CM)
        inner = area.inside(0, 0, 0, source + _GAP)
        ours = {idx: box for idx, model in models.items() if (box := box_of(model)) is not None and idx not in _FRAME}
        boxes = laid(ours, inner, offer.contents, self.narrow(slide), slide.chart is not None)
        found: dict[int, Place] = {
            idx: Drawn(page, models[idx], box, holder=holder(idx, box, offer.contents)) for idx, box in boxes.items()
        }
        found[_SOURCE] = Drawn(page, models[_SOURCE], Box(area.left, area.bottom - source, area.width, source))
        over = offer.title_drawn
        found[_TITLE] = Held(title, fixed=True) if over is None else Drawn(page, models[_TITLE], over, "title")
        return found

    def _cover(self, page: Any) -> dict[int, Place]:
        """Title and subtitle: the layout's own, or boxes in its free area; the client's mark in a picture's small place
        where there is one."""
        offer, models, title = self.offers["cover"], self.models["Cover"], title_of(page)
        texts = [s for s in page.placeholders if kind_of(s) in ("subTitle", "body")]
        below = next((s for s in texts if kind_of(s) == "subTitle"), max(texts, key=_size, default=None))
        pictures = [s for s in page.placeholders if kind_of(s) == "pic" and 0 < _size(s) <= _MARK * offer.slide.size]
        mark = min(pictures, key=_size, default=None)
        _remove_all_but(page, title, below, mark)
        over = offer.title_drawn
        found: dict[int, Place] = {
            _TITLE: Held(title, fixed=True)
            if over is None
            else Drawn(page, self.models["Summary"][_TITLE], over, "title"),
            1: Held(below, fixed=True) if below is not None else Drawn(page, models[14], offer.area),
        }
        return found if mark is None else {**found, _LOGO: Held(mark)}

    def finish(self, page: Any, slide: Slide) -> None:
        """Our colours in the template's terms, on the slide and in its charts."""
        offer = self.offer(slide)
        by = recolouring(offer.scheme, offer.page)
        recolour(page._element, by)
        for shape in page.shapes:
            if shape.has_chart:
                recolour(shape.chart._chartSpace, by)


def _remove_all_but(page: Any, *kept: Any) -> None:
    """The placeholders that nothing will stand in: their prompts would show."""
    elements = [shape._element for shape in kept if shape is not None]
    for shape in list(page.placeholders):
        if shape._element not in elements:
            shape._element.getparent().remove(shape._element)


def _size(shape: Any) -> int:
    box = placed(shape)
    return box.size if box is not None else 0
