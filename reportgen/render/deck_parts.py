"""The parts of a slide → text, tables and charts in its places, measured; what has no room goes to the notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.errors import RenderError
from reportgen.model.report import KeyFigure, Report, Slide
from reportgen.render import deck_fill, deck_measure, deck_text, ooxml
from reportgen.render.chart_pptx import Chart, fill_chart
from reportgen.render.chart_pptx_columns import Way
from reportgen.render.deck_grid import Layout
from reportgen.render.deck_place import Place, write_text
from reportgen.render.deck_stage import Stage
from reportgen.render.deck_style import EMU_PER_PT, FIGURE, Style
from reportgen.render.deck_tables import grid_of, set_table, with_room
from reportgen.render.deck_text import Paragraph, Run, Words, fitting_step, height, shortened, spans, without_widow

if TYPE_CHECKING:
    from reportgen.render.theme import Theme

FIGURES = (20, 21, 22)
_NOTE = Style((12,))


@dataclass(frozen=True, slots=True)
class Setting:
    """What all slides share. ``targets`` are the file's slides by their id, ``back`` the id of the slide that leads to
    a slide; ``title_step`` is the deck's title size."""

    report: Report
    theme: Theme
    words: Words
    stage: Stage
    targets: Mapping[str, Any]
    back: Mapping[str, str]
    title_step: int


class Parts:
    """The parts of one slide in the making: ``slide`` is what it says, ``page`` the slide of the file, ``number`` its
    place. Each method puts one part into its place, or removes the place where there is nothing for it."""

    def __init__(self, setting: Setting, slide: Slide, page: Any, number: int) -> None:
        self.setting, self.slide, self.page, self.number = setting, slide, page, number
        self.words, self.language = setting.words, setting.report.language
        self.where = f"slide '{slide.id}'"
        self.places: dict[int, Place] = setting.stage.places(page, slide)
        self.way: Way | None = None  # how columns bear their values
        self.shown = len(FIGURES)  # figures at the side
        self.spilled: list[str] = []  # whole texts, for the notes
        self.left_out: list[str] = []

    def spill(self, text: str, part: str) -> None:
        self.spilled.append(text)
        self.left_out.append(f"{self.slide.id}.{part}")

    def fill(
        self, idx: int, paragraphs: Sequence[Paragraph], styles: tuple[Style, ...], part: str, step: int = 0
    ) -> None:
        deck_fill.fill(self.places[idx], paragraphs, styles, self.language, lambda text: self.spill(text, part), step)

    def title(self) -> None:
        """At the deck's one size for titles; cut at a word where even that is too large."""
        title, step, runs = self.setting.stage.title, self.setting.title_step, self.words.runs(self.slide.title)
        place, style = self.places[0], title.style
        wide, high = place.room()
        whole = "".join(run.text for run in runs)

        def fits(cut: tuple[Run, ...]) -> bool:
            return height((Paragraph(title.as_set(cut)),), (style,), step, wide) <= high

        with title.measured():
            if not fits(runs):
                self.spill(whole, "title")
                runs = shortened(runs, fits)
            runs = without_widow(runs, style, style.size(step), wide)
            if not deck_measure.fits_width(spans(title.as_set(runs), style), style.size(step), wide):
                raise RenderError(f"{self.where}: a word of the title is wider than the slide: '{whole}'")
        place.write([Paragraph(runs)], (style,), step, self.language)

    def spoken(self, item: KeyFigure) -> str:
        parts = (item.name, item.value, item.change.text, item.status.text)
        return ", ".join(text for part in parts if (text := self.words.plain(part)))

    def table(self) -> None:
        place, table = self.places.get(30), self.slide.table
        if place is None or table is None or not table.rows:
            if place is not None:
                place.remove()
            return
        table, dropped = with_room(table, self.words, place.box.width, place.box.height)
        for text in dropped:
            self.spill(text, "table")
        grid = grid_of(table, self.words, [self._relation(target) for target in self.slide.link])
        size = place.box.width, place.box.height
        layout = set_table(grid, *size, self.where, lambda text: self.spill(text, "table"))
        caption = self.words.plain(table.caption)
        finding = self.words.plain(self.slide.title)
        told = f"{caption}{self.words.colon}{finding}" if finding != caption else caption
        self.put_table(30, layout, self.words.plain(table.heading) or caption, told)

    def _relation(self, target: str) -> str:
        """The relationship that leads to a slide; empty where there is no such slide."""
        from pptx.opc.constants import RELATIONSHIP_TYPE as RT

        page = self.setting.targets.get(target)
        return str(self.page.part.relate_to(page.part, RT.SLIDE)) if page is not None and page is not self.page else ""

    def lead_back(self, place: Place) -> None:
        """A click on the place leads back to the slide whose row leads here."""
        link = self._relation(self.setting.back.get(self.slide.id, ""))
        if link:
            place.lead(link)

    def put_table(self, idx: int, layout: Layout, name: str, alt: str) -> None:
        frame = self.places[idx].table()
        frame.height = layout.high
        old = frame._element.graphic.graphicData.tbl
        old.getparent().replace(old, ooxml.element(layout.xml(self.language)))
        ooxml.describe(frame, name, alt)

    def drawn(self) -> Chart | None:
        """The slide's chart in its place."""
        if self.slide.chart is None:
            return None
        box = self.places[15].box
        size = box.width / EMU_PER_PT, box.height / EMU_PER_PT
        return Chart(self.slide.chart, self.words, size, self.way)

    def chart(self) -> None:
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        place, spec, drawn = self.places[15], self.slide.chart, self.drawn()
        if spec is None or drawn is None:
            place.remove()
            return
        stand_in: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        stand_in.categories = [""]
        stand_in.add_series("", [0])
        frame = place.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, stand_in)
        fill_chart(frame.chart, drawn, self.language, self.setting.report.created)
        name = self.words.plain(self.slide.heading) or self.words.plain(spec.title)
        ooxml.describe(frame, name, self.words.plain(spec.alt))

    def figures(self) -> None:
        boxes = [
            (self.places[idx], self._named(idx, self.figure(item)))
            for idx, item in zip(FIGURES[: self.shown], self.slide.key_figures, strict=False)
        ]
        for idx in FIGURES[len(boxes) :]:
            self.places[idx].remove()
        step = deck_fill.figure_step(boxes, FIGURE, self.where)
        for place, paragraphs in boxes:
            place.write(paragraphs, FIGURE, step, self.language)

    def _named(self, idx: int, paragraphs: list[Paragraph]) -> list[Paragraph]:
        """The figure with its name cut at a word where the box has no room for all of it."""
        box = self.places[idx].room()
        if fitting_step(paragraphs, FIGURE, box) is not None:
            return paragraphs
        name, *others = paragraphs

        def fits(runs: tuple[Run, ...]) -> bool:
            return deck_measure.spans_width(spans(runs, FIGURE[0]), FIGURE[0].size(0)) <= box[0] * 0.98

        cut = Paragraph(shortened(name.runs, fits))
        if cut != name:
            self.spill(name.text, "key_figures")
        return [cut, *others]

    def figure(self, item: KeyFigure) -> list[Paragraph]:
        """Name, value, then change and status, each with its remark."""
        paragraphs = [Paragraph(self.words.runs(item.name)), Paragraph(self.words.runs(item.value), 1)]
        for cell in (item.change, item.status):
            runs, aside = self.words.cell(cell), self.words.aside(cell)
            if runs or aside:
                between = self.words.dot() if runs and aside else ()
                paragraphs.append(Paragraph((*runs, *between, *aside), 2))
        return paragraphs

    def notes(self) -> None:
        """The labelled paragraphs, and after those that are spoken the texts of which the slide shows a part, whole, in
        their order; not what is spoken anyway."""
        told = self.slide.notes
        labelled = [(self.words.plain(label), self.words.plain(text)) for label, text in told.paragraphs]
        lines = [self._labelled(label, text) for label, text in labelled if text]
        moved = [text for text in self.spilled if not any(text in line for line in lines)]
        label = self.words.plain(told.moved)
        lines[told.spoken : told.spoken] = [self._labelled("" if n else label, text) for n, text in enumerate(moved)]
        if not lines:
            return
        notes = self.page.notes_slide
        paragraphs = [Paragraph(self.words.runs((line,))) for line in lines]
        write_text(notes.notes_placeholder, paragraphs, (_NOTE,), 0, self.language)
        for shape in list(notes.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)

    def _labelled(self, label: str, text: str) -> str:
        return f"{label}{self.words.colon}{text}" if label else text

    def footer(self) -> None:
        """On one line, at the size that it needs. Where none is small enough, the client's name is cut at a word, which
        stands whole on the cover, then the report's; the cycle stays."""
        own = self.setting.theme.footer
        whole = self.words.plain((own,) if own else self.setting.report.slide_footer)
        rest = whole.removeprefix(self.words.plain(self.setting.report.client))
        tails = ("",) if own or rest == whole else (rest, f"  ·{whole.rpartition('·')[2]}", "")
        place = self.setting.stage.footer(self.page)

        def fits(text: str, size: float = place.sizes[-1]) -> bool:
            return deck_measure.width(text, size) <= place.width * 0.98

        texts = (whole, *(deck_text.cut_before(whole, tail, fits) for tail in tails))
        text = next((text for text in texts if fits(text)), texts[-1])
        size = next((size for size in place.sizes if fits(text, size)), place.sizes[-1])
        smaller = size if size != place.sizes[0] else 0
        ooxml.copy_footer(self.page, text, self.number, self.language, smaller, place.font)
