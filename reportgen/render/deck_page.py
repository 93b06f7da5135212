"""A Slide of the report → one slide of the file: its places filled, or removed where it has nothing for them.

In a foreign template the parts of a column are set under each other by what they need (`deck_stack`)."""

from __future__ import annotations

from collections.abc import Sequence

from reportgen.errors import RenderError
from reportgen.model.report import KeyFigure
from reportgen.model.text import Text
from reportgen.render import deck_fill, deck_stack, ooxml
from reportgen.render.chart_pptx_columns import Way
from reportgen.render.deck_area import between
from reportgen.render.deck_logo import place_agency, place_logo
from reportgen.render.deck_parts import FIGURES, Parts
from reportgen.render.deck_place import Drawn
from reportgen.render.deck_strip import strip
from reportgen.render.deck_style import (
    ACTION,
    COVER_SUBTITLE,
    COVER_TITLE,
    DECISION,
    HEADING,
    NOTICE,
    PREPARED_FOR,
    SECTION,
    SOURCE,
)
from reportgen.render.deck_tables import grid_of, least_height, with_room
from reportgen.render.deck_text import Paragraph, fitting_step

_COLUMNS = (40, 41, 42)


class Page(Parts):
    """One slide in the making, by its layout."""

    def build(self, way: Way) -> list[str]:
        """Fills the slide; returns ``slide.part`` of each text that was cut or moved into the notes. ``way``: how the
        deck's columns bear their values."""
        self.way = way
        {
            "cover": self._foreign_cover if self.setting.stage.stacks else self._cover,
            "summary": self._summary,
            "table": self._full_table,
            "objective": self._objective,
            "chart_and_table": self._chart_and_table,
            "actions": self._actions,
        }[self.slide.layout]()
        self.notes()
        ooxml.relate_addresses(self.page)
        if self.slide.layout != "cover":
            self.footer()
        self.setting.stage.finish(self.page, self.slide)
        return self.left_out

    def _cover(self) -> None:
        slide, words = self.slide, self.words
        self.fill(0, [Paragraph(words.runs(slide.title))], (COVER_TITLE,), "title")
        self.fill(1, [Paragraph(words.runs(slide.subtitle))], (COVER_SUBTITLE,), "subtitle")
        self.fill(
            13, [*self._cover_line(0), Paragraph(words.runs(slide.prepared_for))], (PREPARED_FOR,), "prepared_for"
        )
        notice = [Paragraph(words.runs(text), min(place, 1)) for place, text in enumerate(slide.notice)]
        self.fill(14, notice, NOTICE, "notice")
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
            self.fill(0, [Paragraph(words.runs(slide.title))], (title,), "title")
        below = self._cover_line(1)
        below += [Paragraph(words.runs(slide.prepared_for), 1)] if slide.prepared_for else []
        below += [Paragraph(words.runs(text, bold=True if n == 0 else None), 1) for n, text in enumerate(slide.notice)]
        self.fill(1, [Paragraph(words.runs(slide.subtitle)), *below], (subtitle, small), "subtitle")
        logo = self.setting.theme.logo
        if 11 in self.places and logo is None:
            self.places[11].remove()
        elif 11 in self.places:
            place_logo(self.page, self.places[11], logo, words.plain(self.setting.report.client), self.language)

    def _summary(self) -> None:
        self._frame()
        if not self.slide.key_figures:
            self.places[20].remove()
        for band in deck_stack.bands(self.slide.key_figures, self.setting.stage.narrow(self.slide)):
            self._strip(band)
        self.table()

    def _strip(self, key_figures: Sequence[KeyFigure]) -> None:
        """Key figures as a table; in a foreign template what follows moves up or down to its foot."""
        place, table = self.places[20], self.places.get(30)
        high = (
            deck_stack.room_of_strip(place, self.places[12], self.slide)
            if isinstance(place, Drawn)
            else place.box.height
        )
        size = place.box.width, high
        layout = strip(key_figures, self.words, size, self.where, lambda text: self.spill(text, "key_figures"))
        name = self.words.plain(self.slide.section) or self.words.plain(self.slide.title)
        self.put_table(20, layout, name, "; ".join(self.spoken(item) for item in key_figures))
        if isinstance(place, Drawn):
            self.places[20] = place.at(deck_stack.under(place.box, layout.high, self.places[12].box))
            if isinstance(table, Drawn):
                self.places[30] = table.at(self.places[20].box)

    def _full_table(self) -> None:
        self._frame()
        self.table()

    def _objective(self) -> None:
        self._frame()
        self._raise_decision()
        self._stack_side()
        self._stack_headings()
        if 15 in self.places:
            self._heading(16, self.slide.heading, "heading")
            self.chart()
        else:
            self.table()
        self.figures()
        self._decision()

    def _chart_and_table(self) -> None:
        self._frame()
        self._stack_headings()
        self._heading(16, self.slide.heading, "heading")
        self._heading(17, self.slide.table_heading, "table_heading")
        self.chart()
        self._stack_decision()
        self.table()
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
        stacks = self.setting.stage.stacks
        deck_stack.columns(self.places, columns, self._table_needs(airy=not stacks), whole=not stacks)
        room = self.places[_COLUMNS[0]].room()
        step = max((deck_fill.least_step(column, ACTION, room) for column in columns), default=0)
        for place, idx in enumerate(_COLUMNS):
            self.fill(idx, columns[place] if place < len(columns) else [], ACTION, "columns", step)
        self._heading(16, self.slide.table_heading, "table_heading")
        self.table()

    def _frame(self) -> None:
        """What all content slides share: section line, title, source line. A template of another's has no section line;
        there the chart's heading leads back."""
        self.title()
        if 10 in self.places:
            self.fill(10, [Paragraph(self.words.runs(self.slide.section))], (SECTION,), "section")
            if self.slide.section:
                self.lead_back(self.places[10])
        self.fill(12, [Paragraph(self.words.runs(self.slide.source))], (SOURCE,), "source")

    def _heading(self, idx: int, text: Text, part: str) -> None:
        runs = self.words.runs(text)
        self.fill(idx, [Paragraph(runs)], (HEADING,), part)
        if runs and idx == 16 and 10 not in self.places:
            self.lead_back(self.places[idx])

    def _decided(self) -> list[Paragraph]:
        slide, words = self.slide, self.words
        heading = Paragraph(words.runs(slide.decision_heading))
        return [heading, *(Paragraph(words.runs(text), 1) for text in slide.decision)]

    def _decision(self) -> None:
        self.fill(28, self._decided(), DECISION, "decision")

    def _raise_decision(self) -> None:
        """In our own template: over the places of figures that the slide does not have, where its text needs them."""
        free = [idx for idx in FIGURES[len(self.slide.key_figures) :] if idx in self.places]
        place, decided = self.places[28], self._decided()
        if self.setting.stage.stacks or not free or fitting_step(decided, DECISION, place.room()) == 0:
            return
        box, top = place.box, self.places[free[0]].box.top
        self.places[28] = place.at(between(box.left, top, box.right, box.bottom))

    def _stack_side(self) -> None:
        """Figures and decision as high as they need where their own boxes are too low; in our own template all figures
        stay."""
        shown = [self.figure(item) for item in self.slide.key_figures[: len(FIGURES)]]
        least = 1 if self.setting.stage.stacks else len(shown)
        kept = deck_stack.side(self.places, shown, self._decided(), least=least)
        for paragraphs in shown[kept:]:
            self.spill(" ".join(p.text for p in paragraphs), "key_figures")
        self.shown = kept

    def _stack_headings(self) -> None:
        """Headings of two lines where one is too short."""
        texts = {16: self.slide.heading, 17: self.slide.table_heading}
        deck_stack.headings(self.places, {idx: Paragraph(self.words.runs(text)) for idx, text in texts.items()})

    def _stack_decision(self) -> None:
        """The decision as high as it needs, the table over it in what is left: in a foreign template, and in our own
        where the decision's place is too low."""
        stacks, decided = self.setting.stage.stacks, self._decided()
        if stacks or fitting_step(decided, DECISION, self.places[28].room()) is None:
            deck_stack.decision(self.places, decided, self._table_needs(airy=not stacks))

    def _table_needs(self, *, airy: bool = False) -> int:
        """The least height of the slide's table, or with ``airy`` that of a table at its first size, in EMU."""
        if self.slide.table is None:
            return 0
        wide = self.places[30].box.width
        table, _ = with_room(self.slide.table, self.words, wide)
        return least_height(grid_of(table, self.words), wide, airy=airy)
