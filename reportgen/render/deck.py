"""Report.slides + Theme → a native PowerPoint deck (Artifact): layouts, placeholders, tables, charts with workbooks.

Nothing is drawn as a picture but the client's logo. The deck's own layouts carry position and style; here texts are
fitted into them, and what was cut stands whole in the notes. The same report gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.artifact import Artifact
from reportgen.model.report import Report, Slide
from reportgen.render import deck_fill, deck_theme, ooxml
from reportgen.render.deck_page import Page, Setting
from reportgen.render.deck_style import TITLE
from reportgen.render.deck_text import Paragraph, Words

if TYPE_CHECKING:
    from reportgen.render.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LAYOUTS = {
    "cover": "Cover", "summary": "Summary", "table": "Full table", "objective": "Objective",
    "chart_and_table": "Chart and table", "actions": "Actions",
}  # fmt: skip
_WITHOUT_CHART = "Table and side"  # an objective's slide whose chart is missing shows its KPIs there


def render_deck(report: Report, theme: Theme, name: str) -> Artifact:
    """``name`` is the file's name. ``left_out`` of the artifact lists ``slide.part`` of texts that were cut or moved
    into the notes. Raises RenderError, naming the slide and the text, when a figure or status does not fit its place.
    """
    from pptx import Presentation

    presentation = Presentation(str(template()))
    deck_theme.apply(presentation, theme.brand)
    words = Words(Display(report.locale, report.currency), report.language)
    left_out = _build(presentation, report, theme, words)
    _set_properties(presentation, report, words)
    out = BytesIO()
    presentation.save(out)
    return Artifact(name, MEDIA_TYPE, ooxml.repeatable(out.getvalue()), left_out)


def template() -> Path:
    """The house template: in the installed package, or in the checkout that the package is run from."""
    package = Path(__file__).resolve().parent.parent
    places = (package / "templates" / "deck.pptx", package.parent / "templates" / "deck.pptx")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise RenderError(f"the deck's template is missing: {places[0]}")
    return found


def _build(presentation: Any, report: Report, theme: Theme, words: Words) -> tuple[str, ...]:
    """All slides; returns what was left out. They are all made before any is filled, since rows link to later ones."""
    layouts = {layout.name: layout for layout in presentation.slide_layouts}
    made = [presentation.slides.add_slide(layouts[_layout(slide)]) for slide in report.slides]
    targets: Mapping[str, Any] = {slide.id: page for slide, page in zip(report.slides, made, strict=True)}
    setting = Setting(report, theme.logo, words, targets, _title_step(report.slides, made, words))
    left_out: list[str] = []
    for number, (slide, page) in enumerate(zip(report.slides, made, strict=True), 1):
        left_out += Page(setting, slide, page, number).build()
    ooxml.add_sections(presentation, _groups(report.slides))
    return tuple(left_out)


def _layout(slide: Slide) -> str:
    tabled = slide.layout == "objective" and slide.chart is None and slide.table is not None
    return _WITHOUT_CHART if tabled else _LAYOUTS[slide.layout]


def _title_step(slides: Sequence[Slide], made: Sequence[Any], words: Words) -> int:
    """One size for all titles but the cover's: the smallest that any of them needs."""
    return max(
        (
            deck_fill.least_step((Paragraph(words.runs(slide.title)),), (TITLE,), deck_fill.room(page.shapes.title))
            for slide, page in zip(slides, made, strict=True)
            if slide.layout != "cover"
        ),
        default=0,
    )


def _groups(slides: Sequence[Slide]) -> list[str]:
    """The section of each slide; one without a name goes with its neighbour."""
    named = next((slide.group for slide in slides if slide.group), "")
    groups = []
    for slide in slides:
        named = slide.group or named
        groups.append(named)
    return groups


def _set_properties(presentation: Any, report: Report, words: Words) -> None:
    core, day = presentation.core_properties, report.created
    core.title, core.author, core.last_modified_by = words.plain(report.title), report.author, report.author
    core.subject, core.keywords, core.comments, core.category = words.plain(report.client), "", "", ""
    core.created = core.modified = datetime(day.year, day.month, day.day)
    core.language, core.revision = report.language, 1
