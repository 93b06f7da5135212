"""Report.slides + Theme → a native PowerPoint deck (Artifact): layouts, placeholders, tables, charts with workbooks.

Nothing is drawn as a picture but the client's logo. The deck's own layouts carry position and style; here texts are fitted
into them, and what was cut stands whole in the notes. The same report gives the same bytes.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.artifact import Artifact
from reportgen.model.report import KeyFigure, Report, Slide
from reportgen.render import deck_fill, deck_measure, deck_theme, ooxml
from reportgen.render.deck_logo import place_logo
from reportgen.render.deck_strip import strip
from reportgen.render.deck_style import (
    COVER_SUBTITLE,
    COVER_TITLE,
    DECISION,
    EMU_PER_PT,
    FIGURE,
    HEADING,
    NOTICE,
    PREPARED_FOR,
    SECTION,
    SOURCE,
    TITLE,
    Style,
)
from reportgen.render.deck_tables import MOST_ROWS, Layout, grid_of, set_table
from reportgen.render.deck_text import Paragraph, Words, height, shortened, spans, without_widow

if TYPE_CHECKING:
    from reportgen.render.theme import Theme

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_LAYOUTS = {"cover": "Cover", "summary": "Summary", "table": "Full table", "objective": "Objective"}
_NOTES_SIZE = 12


def render_deck(report: Report, theme: Theme, name: str) -> Artifact:
    """``name`` is the file's name. ``left_out`` of the artifact lists ``slide.part`` of texts that were cut or moved into
    the notes. Raises RenderError, naming the slide and the text, when a figure or status does not fit its place.
    """
    from pptx import Presentation

    presentation = Presentation(str(template()))
    deck_theme.apply(presentation, theme.brand)
    deck = _Deck(report, theme, presentation)
    deck.build()
    _set_properties(presentation, report, deck.words)
    out = BytesIO()
    presentation.save(out)
    return Artifact(name, MEDIA_TYPE, ooxml.repeatable(out.getvalue()), tuple(deck.left_out))


def template() -> Path:
    """The house template: in the installed package, or in the checkout that the package is run from."""
    package = Path(__file__).resolve().parent.parent
    places = (package / "templates" / "deck.pptx", package.parent / "templates" / "deck.pptx")
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise RenderError(f"the deck's template is missing: {places[0]}")
    return found


class _Deck:
    """One deck in the making."""

    def __init__(self, report: Report, theme: Theme, presentation: Any) -> None:
        self.report, self.theme, self.presentation = report, theme, presentation
        self.words = Words(Display(report.locale, report.currency), report.language)
        self.slides = [part for slide in report.slides for part in _parts(slide)]
        self.left_out: list[str] = []

    def build(self) -> None:
        layouts = {layout.name: layout for layout in self.presentation.slide_layouts}
        made = [self.presentation.slides.add_slide(layouts[_LAYOUTS[slide.layout]]) for slide in self.slides]
        self.targets = {slide.id: page for slide, page in zip(reversed(self.slides), reversed(made), strict=True)}
        self.title_step = self._title_step(made)
        for slide, page in zip(self.slides, made, strict=True):
            _Page(self, slide, page).build()
        ooxml.add_sections(self.presentation, _groups(self.slides))

    def _title_step(self, made: list[Any]) -> int:
        """One size for all titles: the smallest that any needs."""
        found = 0
        for slide, page in zip(self.slides, made, strict=True):
            if slide.layout == "cover":
                continue
            room = deck_fill.room(page.shapes.title)
            runs = self.words.runs(slide.title)
            found = max(found, deck_fill.least_step((Paragraph(runs),), (TITLE,), room))
        return found


class _Page:
    """One slide in the making: ``slide`` is what it says, ``page`` the slide of the file."""

    def __init__(self, deck: _Deck, slide: Slide, page: Any) -> None:
        self.deck, self.slide, self.page = deck, slide, page
        self.words, self.language = deck.words, deck.report.language
        self.spilled: list[str] = []
        self.places = {shape.placeholder_format.idx: shape for shape in page.placeholders}

    @property
    def where(self) -> str:
        return f"slide '{self.slide.id}'"

    def build(self) -> None:
        if self.slide.layout == "cover":
            self._cover()
        else:
            self._frame()
            {"summary": self._summary, "table": self._table, "objective": self._objective}[self.slide.layout]()
        self._notes()
        if self.slide.layout != "cover":
            number = self.deck.slides.index(self.slide) + 1
            ooxml.copy_footer(self.page, self.words.plain(self.deck.report.slide_footer), number, self.language)

    # -- text ----------------------------------------------------------------------------------------------------------

    def _fill(self, idx: int, paragraphs: list[Paragraph], styles: tuple[Style, ...], part: str) -> None:
        def spill(text: str) -> None:
            self.spilled.append(text)
            self.deck.left_out.append(f"{self.slide.id}.{part}")

        deck_fill.fill(self.places[idx], paragraphs, styles, self.language, spill)

    def _cover(self) -> None:
        slide, words = self.slide, self.words
        self._fill(0, [Paragraph(words.runs(slide.title))], (COVER_TITLE,), "title")
        self._fill(1, [Paragraph(words.runs(slide.subtitle))], (COVER_SUBTITLE,), "subtitle")
        self._fill(13, [Paragraph(words.runs(slide.prepared_for))], (PREPARED_FOR,), "prepared_for")
        notice = [Paragraph(words.runs(text), min(n, 1)) for n, text in enumerate(slide.notice)]
        self._fill(14, notice, NOTICE, "notice")
        place_logo(
            self.page, self.places[11], self.deck.theme.logo, self.words.plain(self.deck.report.client), self.language
        )

    def _frame(self) -> None:
        """What all content slides share: section line, title, source line."""
        self._title()
        self._fill(10, [Paragraph(self.words.runs(self.slide.section))], (SECTION,), "section")
        self._fill(12, [Paragraph(self.words.runs(self.slide.source))], (SOURCE,), "source")

    def _title(self) -> None:
        step, room = self.deck.title_step, deck_fill.room(self.page.shapes.title)
        size, runs = TITLE.size(step), self.words.runs(self.slide.title)
        if height((Paragraph(runs),), (TITLE,), step, room[0]) > room[1]:
            self.spilled.append("".join(run.text for run in runs))
            self.deck.left_out.append(f"{self.slide.id}.title")
            runs = shortened(runs, lambda r: height((Paragraph(r),), (TITLE,), step, room[0]) <= room[1])
        runs = without_widow(runs, TITLE, size, room[0])
        if not deck_measure.fits_width(spans(runs, TITLE), size, room[0]):
            raise RenderError(
                f"{self.where}: a word of the title is wider than the slide: '{self.words.plain(self.slide.title)}'"
            )
        deck_fill.write(self.page.shapes.title, [Paragraph(runs)], (TITLE,), step, self.language)

    # -- layouts -------------------------------------------------------------------------------------------------------

    def _summary(self) -> None:
        place = self.places[20]
        if self.slide.key_figures:
            name = self.words.plain(self.slide.section) or self.words.plain(self.slide.title)
            alt = "; ".join(self._spoken(item) for item in self.slide.key_figures)
            self._put_table(20, strip(self.slide.key_figures, self.words, place.height, self.where), name, alt)
        else:
            place._element.getparent().remove(place._element)
        self._table()

    def _spoken(self, item: KeyFigure) -> str:
        parts = (item.name, item.value, item.change.text, item.status.text)
        return ", ".join(text for part in parts if (text := self.words.plain(part)))

    def _table(self) -> None:
        place, table = self.places[30], self.slide.table
        if table is None:
            place._element.getparent().remove(place._element)
            return
        links = [self._link(target) for target in self.slide.link]
        grid = grid_of(table, self.words, links)

        def spill(text: str) -> None:
            self.spilled.append(text)
            self.deck.left_out.append(f"{self.slide.id}.table")

        layout = set_table(grid, place.width, place.height, self.where, spill)
        caption = self.words.plain(table.caption)
        self._put_table(30, layout, self.words.plain(table.heading) or caption, caption)

    def _link(self, target: str) -> str:
        from pptx.opc.constants import RELATIONSHIP_TYPE as RT

        page = self.deck.targets.get(target)
        return str(self.page.part.relate_to(page.part, RT.SLIDE)) if page is not None and page is not self.page else ""

    def _put_table(self, idx: int, layout: Layout, name: str, alt: str) -> None:
        frame = self.places[idx].insert_table(rows=1, cols=1)
        frame.height = layout.high
        old = frame._element.graphic.graphicData.tbl
        old.getparent().replace(old, ooxml.element(layout.xml(self.language)))
        ooxml.describe(frame, name, alt)

    def _objective(self) -> None:
        slide, words = self.slide, self.words
        self._fill(16, [Paragraph(words.runs(slide.heading))], (HEADING,), "heading")
        self._chart()
        self._figures()
        decision = [Paragraph(words.runs(slide.decision_heading))]
        decision += [Paragraph(words.runs(text), 1) for text in slide.decision]
        self._fill(28, decision, DECISION, "decision")

    def _chart(self) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        from reportgen.render.chart_pptx import Chart, fill_chart

        place, spec = self.places[15], self.slide.chart
        if spec is None:
            place._element.getparent().remove(place._element)
            return
        stand_in = CategoryChartData()
        stand_in.categories = [""]
        stand_in.add_series("", [0])
        size = place.width / EMU_PER_PT, place.height / EMU_PER_PT
        frame = place.insert_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, stand_in)
        fill_chart(frame.chart, Chart(spec, self.words, size), self.language, self.deck.report.created)
        ooxml.describe(frame, self.words.plain(spec.title), self.words.plain(spec.alt))

    def _figures(self) -> None:
        boxes = []
        for idx, item in zip((20, 21, 22), self.slide.key_figures, strict=False):
            boxes.append((self.places[idx], self._figure(item)))
        for idx in (20, 21, 22)[len(boxes) :]:
            element = self.places[idx]._element
            element.getparent().remove(element)
        step = deck_fill.figure_step(boxes, FIGURE, self.where)
        for shape, paragraphs in boxes:
            deck_fill.write(shape, paragraphs, FIGURE, step, self.language)

    def _figure(self, item: KeyFigure) -> list[Paragraph]:
        paragraphs = [Paragraph(self.words.runs(item.name)), Paragraph(self.words.runs(item.value), 1)]
        for cell in (item.change, item.status):
            runs, aside = self.words.cell(cell), self.words.aside(cell)
            if runs or aside:
                between = self.words.dot() if runs and aside else ()
                paragraphs.append(Paragraph((*runs, *between, *aside), 2))
        return paragraphs

    # -- notes ---------------------------------------------------------------------------------------------------------

    def _notes(self) -> None:
        lines = [
            self._note(self.words.plain(label), self.words.plain(text)) for label, text in self.slide.notes.paragraphs
        ]
        lines += self.spilled
        if not lines:
            return
        notes = self.page.notes_slide
        style = Style((_NOTES_SIZE,))
        texts = [Paragraph(self.words.runs((line,))) for line in lines]
        deck_fill.write(notes.notes_placeholder, texts, (style,), 0, self.language)
        for shape in list(notes.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)

    def _note(self, label: str, text: str) -> str:
        space = "\u00a0" if self.language.startswith("fr") else ""
        return f"{label}{space}: {text}" if label else text


def _parts(slide: Slide) -> list[Slide]:
    """A table of more rows than a slide takes goes on, on slides of its own; a group is not parted from its name."""
    table = slide.table
    if table is None or slide.layout != "table" or len(table.rows) <= MOST_ROWS:
        return [slide]
    count = -(-len(table.rows) // MOST_ROWS)
    size = -(-len(table.rows) // count)
    parts = []
    for number, start in enumerate(range(0, len(table.rows), size), 1):
        rows, link = table.rows[start : start + size], slide.link[start : start + size]
        title = (*slide.title, f"\u00a0({number}/{count})")
        parts.append(replace(slide, title=title, table=replace(table, rows=rows), link=link))
    return parts


def _groups(slides: list[Slide]) -> list[str]:
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
