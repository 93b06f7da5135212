"""Report.slides + Theme → a native PowerPoint deck (Artifact): layouts, placeholders, tables, charts with workbooks.

Nothing is drawn as a picture but the client's logo. The deck is made in our own template, or in one of the agency's
(`deck_stage`); texts are fitted into its places, and what was cut stands whole in the notes. The same report gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.display import Display
from reportgen.model.artifact import Artifact
from reportgen.model.report import Report, Slide
from reportgen.render import deck_fill, deck_theme, ooxml
from reportgen.render.chart_pptx_columns import common
from reportgen.render.deck_faces import font_files
from reportgen.render.deck_measure import measured_in
from reportgen.render.deck_page import Page
from reportgen.render.deck_parts import Setting
from reportgen.render.deck_stage import Foreign, House, Stage, house_template
from reportgen.render.deck_template import drop_slides, open_template
from reportgen.render.deck_text import Paragraph, Words

if TYPE_CHECKING:
    from reportgen.render.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"


def render_deck(report: Report, theme: Theme, name: str) -> Artifact:
    """``name`` is the file's name. ``left_out`` of the artifact lists ``slide.part`` of texts that were cut or moved
    into the notes, ``remarks`` what is doubtful in the agency's template. Raises RenderError, naming the slide and the
    text, when a figure or status does not fit its place, and ConfigError when the agency's template cannot be used.
    """
    presentation, stage = _opened(theme)
    words = Words(Display(report.locale, report.currency), report.language)
    with measured_in(stage.face):
        left_out = _build(presentation, report, theme, stage, words)
    _set_properties(presentation, report, words)
    out = BytesIO()
    presentation.save(out)
    return Artifact(name, MEDIA_TYPE, ooxml.repeatable(out.getvalue()), left_out, remarks=stage.remarks)


def _opened(theme: Theme) -> tuple[Any, Stage]:
    """The presentation to fill, without slides but those that the config keeps."""
    from pptx import Presentation

    if theme.pptx_template is None:
        presentation = Presentation(str(house_template()))
        deck_theme.apply(presentation, theme.brand, theme.accent)
        return presentation, House(presentation)
    folder, file = theme.folder or Path(), theme.pptx_template
    presentation = open_template(folder, file)
    drop_slides(presentation, theme.keep_slides, file)
    named = theme.layouts.model_dump(exclude_none=True)
    return presentation, Foreign(presentation, file, named, font_files(theme.fonts, folder))


def _build(presentation: Any, report: Report, theme: Theme, stage: Stage, words: Words) -> tuple[str, ...]:
    """All slides; returns what was left out. They are all made before any is filled, since rows link to later ones.
    Slides of the template's that are kept follow them."""
    kept = list(presentation.slides._sldIdLst)
    slides = stage.spread(report.slides)
    made = [stage.add(slide) for slide in slides]
    targets: Mapping[str, Any] = {slide.id: page for slide, page in zip(slides, made, strict=True)}
    back = {target: slide.id for slide in slides for target in slide.link}
    step = _title_step(slides, made, stage, words)
    setting = Setting(report, theme, words, stage, targets, back, step)
    left_out: list[str] = []
    pages = [
        Page(setting, slide, page, number) for number, (slide, page) in enumerate(zip(slides, made, strict=True), 1)
    ]
    way = common(chart for page in pages if (chart := page.drawn()) is not None)
    for page in pages:
        left_out += page.build(way)
    for item in kept:
        presentation.slides._sldIdLst.append(item)
    groups = _groups(slides)
    ooxml.add_sections(presentation, groups + groups[-1:] * len(kept))
    if any(page.has_notes_slide for page in made):
        ooxml.list_notes_master(presentation)
    return tuple(left_out)


def _title_step(slides: Sequence[Slide], made: Sequence[Any], stage: Stage, words: Words) -> int:
    """One size for all titles but the cover's: the smallest that any of them needs."""
    title = stage.title
    with title.measured():
        return max(
            (
                deck_fill.title_step(
                    Paragraph(title.as_set(words.runs(slide.title))), title.style, stage.title_room(page, slide)
                )
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
