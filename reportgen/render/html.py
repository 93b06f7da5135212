"""Pages + Theme → HTML and the assets it refers to. No number becomes text here: `display` does that."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations_with_replacement, groupby, pairwise
from typing import TYPE_CHECKING, Any

from reportgen.display import Display
from reportgen.errors import NOWHERE, ConfigError, Problem, RenderError
from reportgen.model.report import Definitions, Objective, Panels, Report, Sign, Table, Tile
from reportgen.model.text import Bullet, Emphasis, Link, Piece, Text
from reportgen.render import marks
from reportgen.render.assets import LOWER, PAPERS, assets, drawing_name
from reportgen.render.bidi import RightToLeft, directed
from reportgen.render.chart_svg import WIDTH
from reportgen.render.fonts import SANS, SERIF, current, line_count, printable, width
from reportgen.render.languages import language, spoken
from reportgen.render.logo import Logo
from reportgen.render.pages import Page, arrange
from reportgen.render.panels import SetPanel, chart_size, panel_rows
from reportgen.render.press import SCHEME
from reportgen.render.running_lines import footer, header_left, own_footer
from reportgen.render.shades import shades
from reportgen.render.table_widths import PAGE, cell_class, column_widths, text_widths
from reportgen.render.templates import sandbox
from reportgen.render.theme import Theme
from reportgen.render.tile_names import tile_name, two_lined

if TYPE_CHECKING:
    from markupsafe import Markup


NBSP, NARROW = "\u00a0", "\u202f"
_KINDS = (
    "masthead", "headline", "tiles", "besidetiles", "evidence", "table", "passages", "asks", "notice", "objective",
    "panels", "lines", "definitions",
)  # fmt: skip
_LOGO_MM = (45.0, 10.0)
_AGENCY_MM = (26.0, 7.0)
_VALUE_GAP = 5.0  # with the last digit's own edge, six points of white before the sparkline
_POINTS_PER_MM = 72 / 25.4
_GUTTER = 6.0  # mm
_MANY_TERMS, _SHORT_WORD = 12, 8
_BRACKETS = re.compile(r"\([^()]{1,24}\)")
_WITHOUT_END = re.compile(r"<(?:[\w-]+:)?(use|pattern|mask|marker|filter|clipPath)[\s/>]", re.IGNORECASE)
"""Parts of an SVG that draw others, and those again others: a page of them may take hours. Ours have none."""
_ORDINAL = re.compile(r"^1er(?=\W)")


@dataclass(frozen=True, slots=True)
class Fitted:
    """How a tile's parts share their lines: markup of the sparkline and of a bar that carries the tile's alternative
    text, the value's class, and which small texts go under their line."""

    spark: Markup
    bar_figure: Markup | None
    value_class: str
    previous_under: bool
    target_under: bool


class Setter:
    """Sets one Report in HTML: the functions that the template calls. ``assets`` fills as charts and bars are set."""

    def __init__(self, report: Report, theme: Theme, display: Display, setting: Setting | None = None) -> None:
        from markupsafe import Markup, escape

        self._markup, self._escape = Markup, escape
        self._setting = setting or Setting(report, theme, display)
        self.report, self.theme, self.display = report, theme, display
        self._html_signs = {sign: marks.sign_shape(sign, theme.palette) for sign in marks.SIGNS}  # type: ignore[arg-type]

    # Text

    def plain(self, text: Text) -> str:
        return printable(self.display.text(text))

    def text(self, text: Text) -> Markup:
        return self._markup("").join(self._part(part) for part in directed(text, lambda part: self.plain((part,))))

    def paragraphs(self, texts: tuple[Text, ...]) -> Markup:
        """Paragraphs, and lists of those that are items."""
        found = []
        for listed, group in groupby(texts, key=lambda text: bool(text) and isinstance(text[0], Bullet)):
            if listed:
                items = self._markup("").join(self._item(text) for text in group)
                found.append(self._markup('<ul class="items">{}</ul>').format(items))
            else:
                found += [self._markup("<p>{}</p>").format(self._paragraph(text)) for text in group]
        return self._markup("").join(found)

    def _item(self, text: Text) -> Markup:
        level = text[0].level if isinstance(text[0], Bullet) else 0
        style = f' style="margin-left: {8 * (level + 1)}pt"' if level else ""
        return self._markup(f"<li{style}>{{}}</li>").format(self.text(text))

    def _part(self, part: Piece | RightToLeft) -> Markup:
        if isinstance(part, RightToLeft):
            return self._markup('<bdi dir="rtl" lang="{}">{}</bdi>').format(language(part.text), part.text)
        if isinstance(part, Emphasis):
            return self._markup("<b>{}</b>").format(self.text(part.parts))
        if isinstance(part, Link):
            return self._markup('<a href="{}">{}</a>').format(part.address, self.text(part.parts))
        if isinstance(part, Bullet):
            return self._markup('<span class="bullet">{}</span>').format(self.text(part.parts))
        if isinstance(part, str):
            return self._markup("").join(self._spoken(name, words) for name, words in spoken(printable(part)))
        words = printable(self.display.figure(part))
        if part.unit in ("date", "day_month", "day_and_month") and _ORDINAL.match(words):
            return self._markup('1<sup class="ordinal">er</sup>{}').format(words[3:])
        return self._escape(words)

    def _spoken(self, name: str, words: str) -> Markup:
        return self._markup('<span lang="{}">{}</span>').format(name, words) if name else self._escape(words)

    def _paragraph(self, text: Text) -> Markup:
        """A short last word is not left alone on a line: *à 62*."""
        last = self.plain(text).rpartition(" ")[2]
        return self.title_text(text) if len(last) <= _SHORT_WORD else self.text(text)

    def title_text(self, text: Text) -> Markup:
        """A headline or the title of a chart: its last two words stay together, so that no line holds a single one."""
        parts = list(text)
        for index in range(len(parts) - 1, -1, -1):
            part = parts[index]
            if isinstance(part, str) and " " in part:
                head, _, tail = part.rpartition(" ")
                parts[index] = f"{head}{NBSP}{tail}"
                break
        return self.text(tuple(parts))

    def note_text(self, note: Text, table: Table) -> Markup:
        """A note that opens with the letter of a cell's reference has it raised."""
        letters = {cell.reference for row in table.rows for cell in row.cells if cell.reference}
        first = note[0] if note else ""
        letter = first.parts[0] if isinstance(first, Emphasis) and first.parts else first
        if isinstance(letter, str) and letter in letters:
            return self._markup("<sup>{}</sup>{}").format(letter, self.text(note[1:]))
        return self.text(note)

    @staticmethod
    def tied(text: Text) -> Text:
        """Short words in brackets stay together, so that a name breaks before them: ``Taux d'engagement / (par
        impression)``."""
        return tuple(_BRACKETS.sub(_tie, part) if isinstance(part, str) else part for part in text)

    def tile_name(self, tile: Tile) -> Markup:
        return self.text(tile_name(tile, self.display))

    def two_lined(self, tiles: Sequence[Tile]) -> bool:
        return two_lined(tiles, self.display)

    def tile_value(self, tile: Tile) -> Markup:
        """The figure large, a unit that stands behind a space small."""
        number, unit = _split_unit(self.plain(tile.value)) if tile.measured else (self.plain(tile.value), "")
        return self._markup("{}" + ('<span class="unit">{}</span>' if unit else "{}")).format(number, unit)

    # Drawings

    def sign_figure(self, sign: Sign, alt: str) -> Markup:
        """A sign that stands without its word, as a picture with an alternative text."""
        return self._figure(self._html_signs[sign], alt, 7, 7, "sign")

    def _figure(self, shape: str, alt: str, width_pt: float, height_pt: float, kind: str) -> Markup:
        size = f'viewBox="0 0 {width_pt:g} {height_pt:g}" style="width: {width_pt:g}pt; height: {height_pt:g}pt"'
        whole = f'<svg class="{kind}" {size}><title>{{}}</title>{shape.replace("{", "").replace("}", "")}</svg>'
        return self._markup(whole).format(alt)

    def fitted(self, tile: Tile) -> Fitted:
        """The sparkline narrows before it touches the value; then the value is set smaller."""
        palette, alt = self.theme.palette, self.plain(tile.alt)
        value = self._value_width(tile, 24)
        spark_width, value_class = marks.SPARK_WIDTH, "" if tile.measured else "unmeasured"
        if tile.spark is not None and value + _VALUE_GAP > marks.TILE_WIDTH - spark_width:
            spark_width = marks.SPARK_NARROW
        room = marks.TILE_WIDTH - (spark_width + _VALUE_GAP if tile.spark is not None else 0)
        if tile.measured and value > room:
            value_class = "close"
        shape = marks.spark_shape(tile.spark, palette, spark_width) if tile.spark is not None else ""
        spark = self._figure(shape, alt, spark_width, marks.SPARK_HEIGHT, "spark") if shape else self._markup("")
        bar = None
        if tile.has_bar and not shape:
            bar = self._figure(
                marks.bar_shape(tile.bar, palette), alt, marks.TILE_WIDTH, marks.BAR_HEIGHT, "bar-figure"
            )
        return Fitted(
            spark,
            bar,
            value_class,
            previous_under=not self._share_line(tile.change.text, tile.previous, 9),
            target_under=not self._share_line(tile.status.text, tile.target, 10.5),
        )

    def _value_width(self, tile: Tile, size: float) -> float:
        if not tile.measured:
            return width(self.plain(tile.value), SANS, 400, 14)
        number, unit = _split_unit(self.plain(tile.value))
        return width(number, SANS, 400, size) + width(unit, SANS, 400, 14)

    def _share_line(self, left: Text, right: Text, sign: float) -> bool:
        both = width(self.plain(left), SANS, 600, 9) + width(self.plain(right), SANS, 400, 7.5)
        return sign + both + 6 <= marks.TILE_WIDTH

    # Lines and pieces

    def panel_rows(self, block: Panels) -> tuple[tuple[SetPanel, ...], ...]:
        return panel_rows(block, self.display)

    def chart_size(self, panel: SetPanel) -> tuple[float, float]:
        return chart_size(panel, self.display, self.theme.palette, self._setting.close)

    def place(self, key: str) -> Markup:
        """The attributes of a piece: its name in the galley, else its gap where the page gives it another one."""
        if self._setting.galley:
            return self._markup(' id="{}"').format(key)
        gap = self._setting.gaps.get(key)
        return self._markup("" if gap is None else f' style="margin-top: {gap:g}pt"')

    def definition_columns(self, block: Definitions, key: str) -> tuple[tuple[tuple[Text, Text], ...], ...]:
        """Definitions in columns of about the same height where they stand on one page, else one after the other, for
        the engine to break."""
        if not (self._setting.galley or key in self._setting.undivided):
            return (block.items,)
        columns = self.definition_count(block)
        room = _POINTS_PER_MM * ((PAGE + _GUTTER) / columns - _GUTTER)
        texts = [self.plain((*term, ". ", *words)) for term, words in block.items]
        heights = [10.0 * line_count(words, SANS, 400, 7.5, room) + 4 for words in texts]
        ends = min(_divisions(len(heights), columns), key=lambda ends: _highest(heights, ends))
        return tuple(block.items[start:end] for start, end in pairwise(ends))

    @staticmethod
    def definition_count(block: Definitions) -> int:
        """In how many columns definitions stand: many take three, whose short last lines lose less room."""
        return 3 if len(block.items) > _MANY_TERMS else 2

    def column_widths(self, table: Table, page: float = PAGE) -> tuple[float, ...]:
        """In mm, for a table of the width ``page``. KPI tables are measured together, so that a column stands in the
        same place in all of them."""
        tables = self._kpi_tables(table) if table.name == "kpis" else [table]
        texts = [max(widths) for widths in zip(*(text_widths(table, self.display) for table in tables), strict=True)]
        return column_widths(table, texts, page)

    def _kpi_tables(self, table: Table) -> list[Table]:
        blocks = [block for page in self.report.pages for block in page.blocks]
        found = [block.table for block in blocks if isinstance(block, Objective)]
        keys = [column.key for column in table.columns]
        return [table, *(other for other in found if [column.key for column in other.columns] == keys)]

    def led(self, lines: tuple[Text, ...]) -> list[tuple[Markup, Markup]]:
        """Note lines as (lead, text); a lead that repeats the one above is said once."""
        found, before = [], None
        for line in lines:
            first, rest = (line[:1], line[1:]) if line and isinstance(line[0], Emphasis) else ((), line)
            found.append((self.text(first) if first != before else self._markup(""), self.text(rest)))
            before = first
        return found

    def footer(self) -> Markup:
        own = self.theme.footer
        return self.text((own_footer(printable(own)),) if own else footer(self.report, self.display))

    def _agency(self) -> dict[str, Any] | None:
        agency = self.theme.agency
        return {"name": printable(agency.name), "logo": _size(agency.logo, _AGENCY_MM)} if agency else None

    def context(self) -> dict[str, Any]:
        names = (
            "plain", "text", "paragraphs", "title_text", "note_text", "tile_name", "two_lined", "tile_value",
            "sign_figure", "fitted", "column_widths", "led", "tied", "panel_rows", "chart_size", "place",
            "definition_columns", "definition_count",
        )  # fmt: skip
        return {name: getattr(self, name) for name in names} | {
            "report": self.report,
            "logo": _size(self.theme.logo, _LOGO_MM),
            "agency": self._agency(),
            "cover": printable(self.theme.cover),
            "header_left": self.text(header_left(self.report, self.display)),
            "footer": self.footer(),
            "kind_of": kind_of,
            "drawing_name": drawing_name,
            "chart_width": WIDTH,
            "chart_height": float(PAPERS[self.theme.paper][self._setting.chart]),
            "cell_class": cell_class,
            "body_rows": lambda table: sum(row.kind == "body" for row in table.rows),
        }


@dataclass(frozen=True, slots=True)
class Setting:
    """How a report is set. ``style`` is the class of the body: how tightly page 1 is set, and the sections. ``galley``
    names the pieces to be measured; ``gaps`` are those over pieces that differ from the stylesheet's, in points;
    ``undivided`` are the pieces that stand on one page."""

    report: Report
    theme: Theme
    display: Display
    style: str = ""
    galley: bool = False
    gaps: Mapping[str, float] = field(default_factory=dict)
    undivided: frozenset[str] = frozenset()

    @property
    def close(self) -> bool:
        return "close" in self.style.split()

    @property
    def chart(self) -> str:
        """The name of the height of the objectives' charts: lower ones where so two objectives stand on a page."""
        return next((name for style, name in LOWER.items() if style in self.style.split()), "chart")


def stylesheet(theme: Theme) -> str:
    """The CSS of a report; it refers to `assets`."""
    from markupsafe import Markup

    values = {
        "c": theme.palette,
        "faces": current().faces,
        "signs": marks.SIGNS,
        "shades": shades(theme.palette),
        "paper": PAPERS[theme.paper],
        "sans": Markup(", ".join(f"'{name}'" for name in current().families(SANS))),
        "serif": Markup(", ".join(f"'{name}'" for name in current().families(SERIF))),
    }
    return sandbox(theme.folders).fill("report.css.j2", values)


def html(sections: tuple[Page, ...], setting: Setting) -> str:
    """The whole document, without its stylesheet. Raises RenderError for a block that has no setting, and
    ConfigError for what is wrong with a template of the client's."""
    for section in sections:
        for block in section.blocks:
            kind_of(block)
    context = Setter(setting.report, setting.theme, setting.display, setting).context()
    values = {"sections": sections, "fit_class": setting.style, **context}
    page = sandbox(setting.theme.folders).fill("report.html.j2", values)
    if found := _WITHOUT_END.search(page):
        cure = "Draw it with plain shapes, or make it the logo."
        raise ConfigError([Problem(NOWHERE, "template_refused", f"a template draws with '{found[1]}'", cure)])
    return page


def to_html(report: Report, theme: Theme) -> str:
    """The report in one file, its stylesheet and assets inside, for another layout engine. Nothing gives way."""
    display, sections = Display(report.locale, report.currency), arrange(report)
    page = html(sections, Setting(report, theme, display))
    page = page.replace("</head>", f"<style>{stylesheet(theme)}</style></head>")
    for name, asset in assets(sections, theme, display).items():
        media_type, data = asset() if callable(asset) else asset
        page = page.replace(f"{SCHEME}{name}", f"data:{media_type};base64,{b64encode(data).decode()}")
    return page


def kind_of(block: object) -> str:
    """The name of a block's macro. Raises RenderError for a block that has none."""
    kind = type(block).__name__.lower()
    if kind not in _KINDS:
        raise RenderError(f"the PDF has no setting for a block of type '{type(block).__name__}'")
    return kind


def _divisions(items: int, columns: int) -> Iterator[tuple[int, ...]]:
    """Where so many items in their order may be parted in columns, the first one's beginning and the last one's end
    included."""
    for inner in combinations_with_replacement(range(items + 1), columns - 1):
        yield 0, *inner, items


def _highest(heights: Sequence[float], ends: Sequence[int]) -> float:
    return max(sum(heights[start:end]) for start, end in pairwise(ends))


def _split_unit(text: str) -> tuple[str, str]:
    """``26 360 €`` → ``26 360``, `` €``: a unit after a no-break space; ``€26,360`` and ``48.4%`` stay whole."""
    match = re.fullmatch(rf"(.*\d)([{NBSP}{NARROW}]\D+)", text)
    return (match[1], match[2]) if match else (text, "")


def _tie(match: re.Match[str]) -> str:
    return match[0].replace(" ", NBSP)


def _size(logo: Logo | None, most: tuple[float, float]) -> dict[str, str] | None:
    """A mark's size in mm, as large as ``most`` allows."""
    if logo is None:
        return None
    scale = min(most[0] / logo.width, most[1] / logo.height)
    return {"width": f"{logo.width * scale:.3f}", "height": f"{logo.height * scale:.3f}"}
