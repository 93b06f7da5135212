"""Workbook → .xlsx: real numbers and days with their formats, words as text whatever they begin with, no formula.

Each sheet is a table with a filter and a head that stays in sight. The same input gives the same bytes.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from math import ceil
from textwrap import wrap
from typing import Any

from reportgen.display import NBSP, Display
from reportgen.model.artifact import Artifact
from reportgen.model.text import Figure, Text
from reportgen.model.workbook import Sheet, Workbook

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_NAME = 31  # characters of a sheet's name
LONGEST_CELL = 32767  # characters
_UNNAMEABLE = re.compile(r"[\[\]:*?/\\]")
DAY = "yyyy-mm-dd"
LINE_PT = 15.0
A4 = 9  # as the file format numbers papers
WIDEST_PAGE = 200  # characters of a sheet that can be read on one printed page
NAMES = 2  # columns that say what a row of a wide sheet is
LONGEST_FOOT = 110  # characters: the file format takes 255 in all, and doubles each &


def render_workbook(workbook: Workbook, name: str) -> Artifact:
    """``name`` is the file's name."""
    import xlsxwriter

    display = Display(workbook.locale, workbook.currency)
    out, created = BytesIO(), workbook.created
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties(
            {
                "title": display.text(workbook.title),
                "subject": display.text(workbook.client),
                "author": workbook.author,
                "created": datetime(created.year, created.month, created.day, tzinfo=UTC),
            }
        )
        forms, foot = _Forms(book), _foot(workbook, display)
        for sheet in workbook.sheets:
            _set_up(_write(book, sheet, forms, display), sheet, foot)
    return Artifact(name, MEDIA_TYPE, out.getvalue())


class _Forms:
    """The cell formats of a workbook, each made once, in the reader's own usual font."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def __call__(self, **properties: object) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", **properties})
        return self._made[key]


def _write(book: Any, sheet: Sheet, forms: _Forms, display: Display) -> Any:
    page = book.add_worksheet(_UNNAMEABLE.sub(" ", display.text(sheet.title))[:LONGEST_NAME])
    looks: list[dict[str, object]] = []
    for place, column in enumerate(sheet.columns):
        figures = [_figure(row[place]) is not None for row in sheet.rows if row[place]]
        right = bool(figures) and figures[0]  # words in a column of figures stand on the right as well
        looks.append({"align": "right"} if right else {"align": "left", "indent": 1, "text_wrap": column.wraps})
        page.set_column(place, place, column.width)
        head = forms(**looks[-1] | {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
        page.write_string(0, place, display.text(column.head), head)
    page.set_row(0, 2 * LINE_PT)
    for line, row in enumerate(sheet.rows, 1):
        page.set_row(line, LINE_PT * _lines(sheet, row, display))
        for place, text in enumerate(row):
            _cell(page, line, place, text, forms, display, looks[place])
    page.autofilter(0, 0, len(sheet.rows), len(sheet.columns) - 1)
    return page


def _set_up(page: Any, sheet: Sheet, foot: str) -> None:
    """How a sheet scrolls and prints: its head stays; of a wide one, printed on pages side by side, its names too."""
    pages = ceil(sum(column.width for column in sheet.columns) / WIDEST_PAGE)
    names = NAMES if pages > 1 else 0
    page.freeze_panes(1, names)
    page.set_landscape()
    page.set_paper(A4)
    page.set_margins(left=0.5, right=0.5, top=0.5, bottom=0.7)
    page.fit_to_pages(pages, 0)
    page.repeat_rows(0)
    if names:
        page.repeat_columns(0, names - 1)
    page.set_footer(foot)


def _foot(workbook: Workbook, display: Display) -> str:
    """Client and report at the left of each printed page, the sheet and the page's number at its right."""
    told = f"{display.text(workbook.client)} · {display.text(workbook.title)}"[:LONGEST_FOOT].replace("&", "&&")
    return f"&L{told}&R&A · &P / &N"


def _lines(sheet: Sheet, row: tuple[Text, ...], display: Display) -> int:
    """The lines that a row's longest sentence takes: not every program measures it when it opens the file."""
    sentences = (display.text(text) for text, column in zip(row, sheet.columns, strict=True) if column.wraps)
    widths = (column.width - 4 for column in sheet.columns if column.wraps)
    return max((len(wrap(text, width)) for text, width in zip(sentences, widths, strict=True)), default=1) or 1


def _figure(text: Text) -> Figure | None:
    """The figure of a cell that is a number or a day."""
    if len(text) == 1 and isinstance(text[0], Figure) and isinstance(text[0].value, Decimal | date):
        return text[0]
    return None


def _cell(
    page: Any, row: int, column: int, text: Text, forms: _Forms, display: Display, look: dict[str, object]
) -> None:
    figure = _figure(text)
    if figure is None:
        if text:
            page.write_string(row, column, display.text(text)[:LONGEST_CELL], forms(**look))
    elif isinstance(figure.value, date):
        day = datetime(figure.value.year, figure.value.month, figure.value.day)
        page.write_datetime(row, column, day, forms(num_format=DAY, **look))
    elif isinstance(figure.value, Decimal):
        value, form = figure.value, display.number_format(figure.unit, figure.precision, signed=figure.signed)
        if figure.unit == "points":  # a spreadsheet scales by the percent sign alone: points stand as they are read
            value *= 100
            form = ";".join(f'{part}"{NBSP}pt"' for part in form.split(";"))
        page.write_number(row, column, float(value), forms(num_format=form, **look))
