"""Report: what the documents say, block by block, in words and Figures. No HTML, colour, point or path.

``Report.pages`` is what the PDF prints, ``Report.slides`` what the deck shows: a renderer prints every Text that its
part holds and adds no number of its own (page and slide numbers apart). So the figures of a document are those of
its Texts.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from reportgen.model.chart import ChartSpec
from reportgen.model.text import Text

Sign = Literal[
    "met", "close", "missed", "signal", "usual", "unknown", "up", "down", "flat", "none",
]  # fmt: skip
Tone = Literal["plain", "met", "close", "missed", "muted"]


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in a table or tile: a sign, a text, and small grey words after it. ``strong`` = semibold.

    ``sign_alt`` is set where the sign stands without its word and so needs an alternative text.
    ``reference`` is the raised letter of a note, after the text. ``shade`` of a heat map's cell: 0 is the page, 1 the
    palest to 5 the darkest of the data colour.
    """

    text: Text = ()
    sign: Sign = "none"
    tone: Tone = "plain"
    strong: bool = False
    after: Text = ()
    sign_alt: str = ""
    reference: str = ""
    shade: int = 0


@dataclass(frozen=True, slots=True)
class Column:
    """``key`` names the column for the renderer's widths (name, current, previous, change, verdict, …)."""

    key: str
    head: Text
    align: Literal["left", "right"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """``leads_to`` is the id of the objective whose block tells more, or empty."""

    cells: tuple[Cell, ...]
    kind: Literal["body", "total", "group"] = "body"
    leads_to: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """``name`` (objectives, kpis, sources, scoreboard, definitions; in panels costs, worths, channels, move, trials,
    planned) chooses the widths; a table of another name has its columns measured. ``heading`` may be empty;
    ``caption`` never is: it is the accessible label. ``fewer`` are the rows to print instead where there is no room for
    all of them (empty = there is no shorter form)."""

    name: str
    heading: Text
    caption: Text
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Text, ...] = ()
    fewer: tuple[Row, ...] = field(default=(), metadata={"instead": True})


@dataclass(frozen=True, slots=True)
class Spark:
    """Values of the last cycles, oldest first, None = gap, and for each cycle its usual range where there is one
    (empty = none at all). Drawn, not printed."""

    values: tuple[float | None, ...]
    band: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class Tile:
    """A KPI on page 1, line by line as SPEC §4 has it. ``bar`` = value ÷ target, None = outline alone; ``has_bar``
    False = no target. Not measured: ``value`` holds the words, ``measured`` is False."""

    id: str
    name: Text
    value: Text
    measured: bool
    change: Cell
    previous: Text
    verdict: Cell
    has_bar: bool
    bar: float | None
    status: Cell
    target: Text
    definition: Text
    spark: Spark | None
    alt: Text


@dataclass(frozen=True, slots=True)
class Masthead:
    client: Text
    kind: Text
    cycle: Text
    comparison: Text


@dataclass(frozen=True, slots=True)
class Headline:
    text: Text


@dataclass(frozen=True, slots=True)
class Tiles:
    heading: Text
    legend: Text
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Passage:
    """``own`` of the paragraphs, the first ones, are a person's words."""

    heading: Text
    paragraphs: tuple[Text, ...]
    own: int = 0


@dataclass(frozen=True, slots=True)
class Passages:
    """The three texts of page 1, side by side."""

    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """The decisions that a person asks for, a line each, at most three."""

    heading: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    heading: Text
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Objective:
    """An objective's block: header (title, role, status, decision), KPI table with notes, chart, commentary."""

    id: str
    title: Text
    role: Text
    status: Cell
    decision: Cell
    table: Table
    chart: ChartSpec | None
    commentary: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """A message over what shows it: a table, a chart, or paragraphs. ``subtitle`` says what is shown, small and grey;
    ``notes`` are small lines under it. Title and subtitle are printed instead of a chart's own, which stand in where
    they are empty."""

    title: Text
    subtitle: Text
    body: Table | ChartSpec | None = None
    paragraphs: tuple[Text, ...] = ()
    notes: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Panels:
    """One panel over the whole width, or two side by side (six columns each)."""

    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class Lines:
    """Short note lines, each with a semibold lead ("Rupture de série :")."""

    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Definitions:
    """Terms and definitions, alphabetical, set in two columns."""

    heading: Text
    items: tuple[tuple[Text, Text], ...]


Block = Masthead | Headline | Tiles | Table | Passages | Asks | Notice | Objective | Panels | Lines | Definitions


@dataclass(frozen=True, slots=True)
class Section:
    """``summary`` is page 1; ``objectives`` holds the Objective blocks; ``returns`` (investment and return) and
    ``actions`` hold Panels and start a page; ``notes`` closes and follows on. ``title`` may be empty."""

    id: Literal["summary", "objectives", "returns", "actions", "notes"]
    title: Text
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class SpeakerNotes:
    """Labelled paragraphs: (label, text); one without text is left out. The first ``spoken`` are for the talk, those
    after them for questions. ``moved`` is the label of what the slide has no room for, which follows the former."""

    paragraphs: tuple[tuple[Text, Text], ...]
    spoken: int = 0
    moved: Text = ()


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in the deck: name, value, change with verdict, status."""

    name: Text
    value: Text
    change: Cell
    status: Cell


@dataclass(frozen=True, slots=True)
class SlideColumn:
    """A column of the actions slide: its heading with a sign, and short paragraphs."""

    heading: Cell
    paragraphs: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Slide:
    """One slide; empty parts are not used by its layout.

    cover: title, subtitle, prepared_for, notice. summary: key_figures (≤ 6), table (objectives). table: table.
    objective: heading (of the chart), chart (or, where nothing can be drawn, ``table``: its KPIs), key_figures (≤ 3),
    decision_heading, decision. chart_and_table: heading, chart, table_heading, table, decision_heading, decision.
    actions: columns (≤ 3), table_heading, table. ``link`` names the slide
    ids that the rows of ``table`` lead to (same length), or is empty.
    """

    id: str
    layout: Literal["cover", "summary", "table", "objective", "chart_and_table", "actions"]
    title: Text
    section: Text = ()
    subtitle: Text = ()
    prepared_for: Text = ()
    notice: tuple[Text, ...] = ()
    key_figures: tuple[KeyFigure, ...] = ()
    table: Table | None = None
    heading: Text = ()
    chart: ChartSpec | None = None
    decision_heading: Text = ()
    decision: tuple[Text, ...] = ()
    source: Text = ()
    notes: SpeakerNotes = SpeakerNotes(())
    group: str = ""  # section of the deck in PowerPoint's navigation: its name in the report's language
    link: tuple[str, ...] = ()
    table_heading: Text = ()
    columns: tuple[SlideColumn, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that is printed. ``header`` and ``footer`` are the running lines of the PDF from page 2 on (left,
    right); ``slide_footer`` the deck's. ``created`` stands in the files' metadata (the report's date, not the
    clock's)."""

    title: Text
    client: Text
    author: str
    language: str  # BCP 47: fr-FR
    locale: str  # fr_FR
    currency: str
    created: date
    header: tuple[Text, Text]
    footer: Text
    slide_footer: Text
    pages: tuple[Section, ...]
    slides: tuple[Slide, ...]
