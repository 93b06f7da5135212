"""A Slide of the report → one slide of the file: its places filled, or removed where it has nothing for them.

In a foreign template the parts of a column are set under each other by what they need (`deck_stack`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reportgen.errors import RenderError
from reportgen.model.report import KeyFigure, Report, Slide
from reportgen.model.text import Text
from reportgen.render import deck_fill, deck_measure, deck_stack, deck_text, ooxml
from reportgen.render.deck_grid import Layout
from reportgen.render.deck_logo import place_agency, place_logo
from reportgen.render.deck_place import Drawn, Place, write_text
from reportgen.render.deck_stage import Stage
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
    Style,
)
from reportgen.render.deck_tables import grid_of, least_height, set_table, with_room
from reportgen.render.deck_text import Paragraph, Run, Words, fitting_step, height, shortened, spans, without_widow

if TYPE_CHECKING:
    from reportgen.render.theme import Theme

_FIGURES = (20, 21, 22)
_COLUMNS = (40, 41, 42)
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


class Page:
    """One slide in the making: ``slide`` is what it says, ``page`` the slide of the file, ``number`` its place."""

    def __init__(self, setting: Setting, slide: Slide, page: Any, number: int) -> None:
        self.setting, self.slide, self.page, self.number = setting, slide, page, number
        self.words, self.language = setting.words, setting.report.language
        self.where = f"slide '{slide.id}'"
        self.places: dict[int, Place] = setting.stage.places(page, slide)
        self.shown = len(_FIGURES)  # figures at the side
        self.spilled: list[str] = []  # whole texts, for the notes
        self.left_out: list[str] = []

    def build(self) -> list[str]:
        """Fills the slide; returns ``slide.part`` of each text that was cut or moved into the notes."""
        {
            "cover": self._foreign_cover if self.setting.stage.stacks else self._cover,
            "summary": self._summary,
            "table": self._full_table,
            "objective": self._objective,
            "chart_and_table": self._chart_and_table,
            "actions": self._actions,
        }[self.slide.layout]()
        self._notes()
        ooxml.relate_addresses(self.page)
        if self.slide.layout != "cover":
            self._footer()
        self.setting.stage.finish(self.page, self.slide)
        return self.left_out

    # -- layouts -------------------------------------------------------------------------------------------------------

    def _cover(self) -> None:
        slide, words = self.slide, self.words
        self._fill(0, [Paragraph(words.runs(slide.title))], (COVER_TITLE,), "title")
        self._fill(1, [Paragraph(words.runs(slide.subtitle))], (COVER_SUBTITLE,), "subtitle")
        self._fill(
            13, [*self._cover_line(0), Paragraph(words.runs(slide.prepared_for))], (PREPARED_FOR,), "prepared_for"
        )
        notice = [Paragraph(words.runs(text), min(place, 1)) for place, text in enumerate(slide.notice)]
        self._fill(14, notice, NOTICE, "notice")
        client, theme, place = words.plain(self.setting.report.client), self.setting.theme, self.places[11].box
        place_logo(self.page, self.places[11], theme.logo, client, self.language)
        if theme.agency:
            place_agency(self.page, theme.agency, place, self.language)

    def _cover_line(self, level: int) -> list[Paragraph]:
        """The theme's own line for the cover."""
        line = self.setting.theme.cover
        return [Paragraph(self.words.runs((line,)), level)] if line else []

    def _foreign_cover(self) -> None:
        """The client's name and all else under it in the template's own place for a subtitle."""
        slide, words = self.slide, self.words
        title, subtitle, small = self.setting.stage.cover_styles(self.page)
        with self.setting.stage.title.measured():
            self._fill(0, [Paragraph(words.runs(slide.title))], (title,), "title")
        below = self._cover_line(1)
        below += [Paragraph(words.runs(slide.prepared_for), 1)] if slide.prepared_for else []
        below += [Paragraph(words.runs(text, bold=True if n == 0 else None), 1) for n, text in enumerate(slide.notice)]
        self._fill(1, [Paragraph(words.runs(slide.subtitle)), *below], (subtitle, small), "subtitle")

    def _summary(self) -> None:
        self._frame()
        if not self.slide.key_figures:
            self.places[20].remove()
        for band in deck_stack.bands(self.slide.key_figures, self.setting.stage.narrow(self.slide)):
            self._strip(band)
        self._table()

    def _strip(self, key_figures: Sequence[KeyFigure]) -> None:
        """Key figures as a table; in a foreign template what follows moves up or down to its foot."""
        place, table = self.places[20], self.places.get(30)
        high = (
            deck_stack.room_of_strip(place, self.places[12], self.slide)
            if isinstance(place, Drawn)
            else place.box.height
        )
        size = place.box.width, high
        layout = strip(key_figures, self.words, size, self.where, lambda text: self._spill(text, "key_figures"))
        name = self.words.plain(self.slide.section) or self.words.plain(self.slide.title)
        self._put_table(20, layout, name, "; ".join(self._spoken(item) for item in key_figures))
        if isinstance(place, Drawn):
            self.places[20] = place.at(deck_stack.under(place.box, layout.high, self.places[12].box))
            if isinstance(table, Drawn):
                self.places[30] = table.at(self.places[20].box)

    def _full_table(self) -> None:
        self._frame()
        self._table()

    def _objective(self) -> None:
        self._frame()
        self._stack_side()
        self._stack_headings()
        if 15 in self.places:
            self._heading(16, self.slide.heading, "heading")
            self._chart()
        else:
            self._table()
        self._figures()
        self._decision()

    def _chart_and_table(self) -> None:
        self._frame()
        self._stack_headings()
        self._heading(16, self.slide.heading, "heading")
        self._heading(17, self.slide.table_heading, "table_heading")
        self._chart()
        self._stack_decision()
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
        if self.setting.stage.stacks:
            deck_stack.columns(self.places, columns, self._table_needs())
        room = self.places[_COLUMNS[0]].room()
        step = max((deck_fill.least_step(column, ACTION, room) for column in columns), default=0)
        for place, idx in enumerate(_COLUMNS):
            self._fill(idx, columns[place] if place < len(columns) else [], ACTION, "columns", step)
        self._heading(16, self.slide.table_heading, "table_heading")
        self._table()

    def _frame(self) -> None:
        """What all content slides share: section line, title, source line. A template of another's has no section line;
        there the chart's heading leads back."""
        self._title()
        if 10 in self.places:
            self._fill(10, [Paragraph(self.words.runs(self.slide.section))], (SECTION,), "section")
            if self.slide.section:
                self._lead_back(self.places[10])
        self._fill(12, [Paragraph(self.words.runs(self.slide.source))], (SOURCE,), "source")

    def _heading(self, idx: int, text: Text, part: str) -> None:
        runs = self.words.runs(text)
        self._fill(idx, [Paragraph(runs)], (HEADING,), part)
        if runs and idx == 16 and 10 not in self.places:
            self._lead_back(self.places[idx])

    def _decided(self) -> list[Paragraph]:
        slide, words = self.slide, self.words
        heading = Paragraph(words.runs(slide.decision_heading))
        return [heading, *(Paragraph(words.runs(text), 1) for text in slide.decision)]

    def _decision(self) -> None:
        self._fill(28, self._decided(), DECISION, "decision")

    def _stack_side(self) -> None:
        """In a foreign template: figures and decision as high as they need where their own boxes are too low."""
        if not self.setting.stage.stacks:
            return
        shown = [self._figure(item) for item in self.slide.key_figures[: len(_FIGURES)]]
        kept = deck_stack.side(self.places, shown, self._decided())
        for paragraphs in shown[kept:]:
            self._spill(" ".join(p.text for p in paragraphs), "key_figures")
        self.shown = kept

    def _stack_headings(self) -> None:
        """In a foreign template: headings of two lines where one is too short."""
        if self.setting.stage.stacks:
            texts = {16: self.slide.heading, 17: self.slide.table_heading}
            deck_stack.headings(self.places, {idx: Paragraph(self.words.runs(text)) for idx, text in texts.items()})

    def _stack_decision(self) -> None:
        """In a foreign template: the decision as high as it needs, the table over it in what is left."""
        if self.setting.stage.stacks:
            deck_stack.decision(self.places, self._decided(), self._table_needs())

    def _table_needs(self) -> int:
        """The least height of the slide's table, in EMU."""
        if self.slide.table is None:
            return 0
        wide = self.places[30].box.width
        table, _ = with_room(self.slide.table, self.words, wide)
        return least_height(grid_of(table, self.words), wide)

    def _footer(self) -> None:
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

    # -- parts ---------------------------------------------------------------------------------------------------------

    def _spill(self, text: str, part: str) -> None:
        self.spilled.append(text)
        self.left_out.append(f"{self.slide.id}.{part}")

    def _fill(
        self, idx: int, paragraphs: Sequence[Paragraph], styles: tuple[Style, ...], part: str, step: int = 0
    ) -> None:
        deck_fill.fill(self.places[idx], paragraphs, styles, self.language, lambda text: self._spill(text, part), step)

    def _title(self) -> None:
        """At the deck's one size for titles; cut at a word where even that is too large."""
        title, step, runs = self.setting.stage.title, self.setting.title_step, self.words.runs(self.slide.title)
        place, style = self.places[0], title.style
        wide, high = place.room()
        whole = "".join(run.text for run in runs)

        def fits(cut: tuple[Run, ...]) -> bool:
            return height((Paragraph(title.as_set(cut)),), (style,), step, wide) <= high

        with title.measured():
            if not fits(runs):
                self._spill(whole, "title")
                runs = shortened(runs, fits)
            runs = without_widow(runs, style, style.size(step), wide)
            if not deck_measure.fits_width(spans(title.as_set(runs), style), style.size(step), wide):
                raise RenderError(f"{self.where}: a word of the title is wider than the slide: '{whole}'")
        place.write([Paragraph(runs)], (style,), step, self.language)

    def _spoken(self, item: KeyFigure) -> str:
        parts = (item.name, item.value, item.change.text, item.status.text)
        return ", ".join(text for part in parts if (text := self.words.plain(part)))

    def _table(self) -> None:
        place, table = self.places.get(30), self.slide.table
        if place is None or table is None or not table.rows:
            if place is not None:
                place.remove()
            return
        if self.setting.stage.stacks:
            table, dropped = with_room(table, self.words, place.box.width)
            for text in dropped:
                self._spill(text, "table")
        grid = grid_of(table, self.words, [self._relation(target) for target in self.slide.link])
        size = place.box.width, place.box.height
        layout = set_table(grid, *size, self.where, lambda text: self._spill(text, "table"))
        caption = self.words.plain(table.caption)
        self._put_table(30, layout, self.words.plain(table.heading) or caption, caption)

    def _relation(self, target: str) -> str:
        """The relationship that leads to a slide; empty where there is no such slide."""
        from pptx.opc.constants import RELATIONSHIP_TYPE as RT

        page = self.setting.targets.get(target)
        return str(self.page.part.relate_to(page.part, RT.SLIDE)) if page is not None and page is not self.page else ""

    def _lead_back(self, place: Place) -> None:
        """A click on the place leads back to the slide whose row leads here."""
        link = self._relation(self.setting.back.get(self.slide.id, ""))
        if link:
            place.lead(link)

    def _put_table(self, idx: int, layout: Layout, name: str, alt: str) -> None:
        frame = self.places[idx].table()
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
            place.remove()
            return
        stand_in: Any = CategoryChartData()  # type: ignore[no-untyped-call]
        stand_in.categories = [""]
        stand_in.add_series("", [0])
        size = place.box.width / EMU_PER_PT, place.box.height / EMU_PER_PT
        frame = place.chart(XL_CHART_TYPE.COLUMN_CLUSTERED, stand_in)
        fill_chart(frame.chart, Chart(spec, self.words, size), self.language, self.setting.report.created)
        ooxml.describe(frame, self.words.plain(spec.title), self.words.plain(spec.alt))

    def _figures(self) -> None:
        boxes = [
            (self.places[idx], self._named(idx, self._figure(item)))
            for idx, item in zip(_FIGURES[: self.shown], self.slide.key_figures, strict=False)
        ]
        for idx in _FIGURES[len(boxes) :]:
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
        write_text(notes.notes_placeholder, paragraphs, (_NOTE,), 0, self.language)
        for shape in list(notes.placeholders):
            if shape.has_text_frame and not shape.text_frame.text:
                shape._element.getparent().remove(shape._element)

    def _labelled(self, label: str, text: str) -> str:
        return f"{label}{self.words.colon}{text}" if label else text
