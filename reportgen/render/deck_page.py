"""A Slide of the report → one slide of the file: its placeholders filled, or removed where it has nothing for them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.errors import RenderError
from reportgen.model.report import KeyFigure, Report, Slide
from reportgen.model.text import Text
from reportgen.render import deck_fill, deck_measure, ooxml
from reportgen.render.deck_grid import Layout
from reportgen.render.deck_logo import place_logo
from reportgen.render.deck_strip import strip
from reportgen.render.deck_style import (
    ACTION,
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
    w,
)
from reportgen.render.deck_tables import grid_of, set_table
from reportgen.render.deck_text import Paragraph, Run, Words, fitting_step, height, shortened, spans, without_widow

if TYPE_CHECKING:
    from reportgen.render.logo import Logo

_FIGURES = (20, 21, 22)
_COLUMNS = (40, 41, 42)
_NOTE = Style((12,))


@dataclass(frozen=True, slots=True)
class Setting:
    """What all slides share. ``targets`` are the file's slides by their id; ``title_step`` is the deck's title size."""

    report: Report
    logo: Logo | None
    words: Words
    targets: Mapping[str, Any]
    title_step: int


class Page:
    """One slide in the making: ``slide`` is what it says, ``page`` the slide of the file, ``number`` its place."""

    def __init__(self, setting: Setting, slide: Slide, page: Any, number: int) -> None:
        self.setting, self.slide, self.page, self.number = setting, slide, page, number
        self.words, self.language = setting.words, setting.report.language
        self.where = f"slide '{slide.id}'"
        self.places = {shape.placeholder_format.idx: shape for shape in page.placeholders}
        self.spilled: list[str] = []  # whole texts, for the notes
        self.left_out: list[str] = []

    def build(self) -> list[str]:
        """Fills the slide; returns ``slide.part`` of each text that was cut or moved into the notes."""
        {
            "cover": self._cover,
            "summary": self._summary,
            "table": self._full_table,
            "objective": self._objective,
            "chart_and_table": self._chart_and_table,
            "actions": self._actions,
        }[self.slide.layout]()
        self._notes()
        ooxml.relate_addresses(self.page)
        if self.slide.layout != "cover":
            ooxml.copy_footer(self.page, self._footer(), self.number, self.language)
        return self.left_out

    # -- layouts -------------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        slide, words = self.slide, self.words
        self._fill(0, [Paragraph(words.runs(slide.title))], (COVER_TITLE,), "title")
        self._fill(1, [Paragraph(words.runs(slide.subtitle))], (COVER_SUBTITLE,), "subtitle")
        self._fill(13, [Paragraph(words.runs(slide.prepared_for))], (PREPARED_FOR,), "prepared_for")
        notice = [Paragraph(words.runs(text), min(place, 1)) for place, text in enumerate(slide.notice)]
        self._fill(14, notice, NOTICE, "notice")
        client = words.plain(self.setting.report.client)
        place_logo(self.page, self.places[11], self.setting.logo, client, self.language)

    def _summary(self) -> None:
        self._frame()
        if self.slide.key_figures:
            high = self.places[20].height
            layout = strip(
                self.slide.key_figures, self.words, high, self.where, lambda text: self._spill(text, "key_figures")
            )
            name = self.words.plain(self.slide.section) or self.words.plain(self.slide.title)
            self._put_table(20, layout, name, "; ".join(self._spoken(item) for item in self.slide.key_figures))
        else:
            self._remove(20)
        self._table()

    def _full_table(self) -> None:
        self._frame()
        self._table()

    def _objective(self) -> None:
        self._frame()
        if 15 in self.places:
            self._heading(16, self.slide.heading, "heading")
            self._chart()
        else:
            self._table()
        self._figures()
        self._decision()

    def _chart_and_table(self) -> None:
        self._frame()
        self._heading(16, self.slide.heading, "heading")
        self._heading(17, self.slide.table_heading, "table_heading")
        self._chart()
        self._table()
        self._decision()

    def _actions(self) -> None:
        """Three columns at one size over the table of what comes next."""
        self._frame()
        columns = [
            [Paragraph(self.words.cell(column.heading)), *(Paragraph(self.words.runs(p), 1) for p in column.paragraphs)]
            for column in self.slide.columns
        ]
        if len(columns) > len(_COLUMNS):
            raise RenderError(f"{self.where}: {len(columns)} columns, and the layout has {len(_COLUMNS)}")
        room = deck_fill.room(self.places[_COLUMNS[0]])
        step = max((deck_fill.least_step(column, ACTION, room) for column in columns), default=0)
        for place, idx in enumerate(_COLUMNS):
            self._fill(idx, columns[place] if place < len(columns) else [], ACTION, "columns", step)
        self._heading(16, self.slide.table_heading, "table_heading")
        self._table()

    def _frame(self) -> None:
        """What all content slides share: section line, title, source line."""
        self._title()
        self._fill(10, [Paragraph(self.words.runs(self.slide.section))], (SECTION,), "section")
        self._fill(12, [Paragraph(self.words.runs(self.slide.source))], (SOURCE,), "source")

    def _heading(self, idx: int, text: Text, part: str) -> None:
        self._fill(idx, [Paragraph(self.words.runs(text))], (HEADING,), part)

    def _decision(self) -> None:
        slide, words = self.slide, self.words
        paragraphs = [Paragraph(words.runs(slide.decision_heading))]
        paragraphs += [Paragraph(words.runs(text), 1) for text in slide.decision]
        self._fill(28, paragraphs, DECISION, "decision")

    def _footer(self) -> str:
        """On one line: the client's name, which stands whole on the cover, is cut at a word."""
        whole = self.words.plain(self.setting.report.slide_footer)
        client = self.words.plain(self.setting.report.client)
        rest, size, room = whole.removeprefix(client), SOURCE.size(0), w(8) / EMU_PER_PT
        if rest == whole:
            return whole

        def fits(runs: tuple[Run, ...]) -> bool:
            return deck_measure.width("".join(run.text for run in runs) + rest, size) <= room * 0.98

        name = (Run(client),)
        return "".join(run.text for run in (name if fits(name) else shortened(name, fits))) + rest

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _spill(self, text: str, part: str) -> None:
        self.spilled.append(text)
        self.left_out.append(f"{self.slide.id}.{part}")

    def _remove(self, idx: int) -> None:
        element = self.places[idx]._element
        element.getparent().remove(element)

    def _fill(
        self, idx: int, paragraphs: Sequence[Paragraph], styles: tuple[Style, ...], part: str, step: int = 0
    ) -> None:
        place = self.places[idx]
        deck_fill.fill(place, paragraphs, styles, self.language, lambda text: self._spill(text, part), step)

    def _title(self) -> None:
        shape, step, runs = self.page.shapes.title, self.setting.title_step, self.words.runs(self.slide.title)
        wide, high = deck_fill.room(shape)
        whole = "".join(run.text for run in runs)
        if height((Paragraph(runs),), (TITLE,), step, wide) > high:
            self._spill(whole, "title")
            runs = shortened(runs, lambda cut: height((Paragraph(cut),), (TITLE,), step, wide) <= high)
        runs = without_widow(runs, TITLE, TITLE.size(step), wide)
        if not deck_measure.fits_width(spans(runs, TITLE), TITLE.size(step), wide):
            raise RenderError(f"{self.where}: a word of the title is wider than the slide: '{whole}'")
        deck_fill.write(shape, [Paragraph(runs)], (TITLE,), step, self.language)

    def _spoken(self, item: KeyFigure) -> str:
        parts = (item.name, item.value, item.change.text, item.status.text)
        return ", ".join(text for part in parts if (text := self.words.plain(part)))

    def _table(self) -> None:
        place, table = self.places[30], self.slide.table
        if table is None or not table.rows:
            self._remove(30)
            return
        grid = grid_of(table, self.words, [self._link(target) for target in self.slide.link])
        layout = set_table(grid, place.width, place.height, self.where, lambda text: self._spill(text, "table"))
        caption = self.words.plain(table.caption)
        self._put_table(30, layout, self.words.plain(table.heading) or caption, caption)

    def _link(self, target: str) -> str:
        """The relationship that leads to a slide; empty where there is no such slide."""
        from pptx.opc.constants import RELATIONSHIP_TYPE as RT

        page = self.setting.targets.get(target)
        return str(self.page.part.relate_to(page.part, RT.SLIDE)) if page is not None and page is not self.page else ""

    def _put_table(self, idx: int, layout: Layout, name: str, alt: str) -> None:
        frame = self.places[idx].insert_table(rows=1, cols=1)
        frame.height = layout.high
        old = frame._element.graphic.graphicData.tbl
        old.getparent().replace(old, ooxml.element(layout.xml(self.language)))
        ooxml.describe(frame, name, alt)

    def _chart(self) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        from reportgen.render.chart_pptx import Chart, fill_chart

        place, spec = self.places[15], self.slide.chart
        if spec is None:
            self._remove(15)
            return
        stand_in: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        stand_in.categories = [""]
        stand_in.add_series("", [0])
        size = place.width / EMU_PER_PT, place.height / EMU_PER_PT
        frame = place.insert_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, stand_in)
        fill_chart(frame.chart, Chart(spec, self.words, size), self.language, self.setting.report.created)
        ooxml.describe(frame, self.words.plain(spec.title), self.words.plain(spec.alt))

    def _figures(self) -> None:
        boxes = [
            (self.places[idx], self._named(idx, self._figure(item)))
            for idx, item in zip(_FIGURES, self.slide.key_figures, strict=False)
        ]
        for idx in _FIGURES[len(boxes) :]:
            self._remove(idx)
        step = deck_fill.figure_step(boxes, FIGURE, self.where)
        for shape, paragraphs in boxes:
            deck_fill.write(shape, paragraphs, FIGURE, step, self.language)

    def _named(self, idx: int, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """The figure with its name cut at a word where the box has no room for all of it."""
        box = deck_fill.room(self.places[idx])
        if fitting_step(paragraphs, FIGURE, box) is not None:
            return paragraphs
        name, *others = paragraphs

        def fits(runs: tuple[Run, ...]) -> bool:
            return deck_measure.spans_width(spans(runs, FIGURE[0]), FIGURE[0].size(0)) <= box[0] * 0.98

        cut = Paragraph(shortened(name.runs, fits))
        if cut != name:
            self._spill(name.text, "key_figures")
        return [cut, *others]

    def _figure(self, item: KeyFigure) -> list[Paragraph]:
        """Name, value, then change and status, each with its remark."""
        paragraphs = [Paragraph(self.words.runs(item.name)), Paragraph(self.words.runs(item.value), 1)]
        for cell in (item.change, item.status):
            runs, aside = self.words.cell(cell), self.words.aside(cell)
            if runs or aside:
                between = self.words.dot() if runs and aside else ()
                paragraphs.append(Paragraph((*runs, *between, *aside), 2))
        return paragraphs

    def _notes(self) -> None:
        """The labelled paragraphs, then whole texts of which the slide shows a part."""
        labelled = ((self.words.plain(label), self.words.plain(text)) for label, text in self.slide.notes.paragraphs)
        lines = [*(self._labelled(label, text) for label, text in labelled if text), *self.spilled]
        if not lines:
            return
        notes = self.page.notes_slide
        paragraphs = [Paragraph(self.words.runs((line,))) for line in lines]
        deck_fill.write(notes.notes_placeholder, paragraphs, (_NOTE,), 0, self.language)
        for shape in list(notes.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)

    def _labelled(self, label: str, text: str) -> str:
        return f"{label}{self.words.colon}{text}" if label else text
