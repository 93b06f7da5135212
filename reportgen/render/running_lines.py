"""The running lines over and under a page → the same, short enough for the page's width.

What gives way over a page, in this order: the kind of report, which page 1 has too; then the end of the client's name.
The cycle and what it is compared with stay whole. Under a page so, but the name is cut beside its kind where neither
line would hold both.
"""

from __future__ import annotations

from reportgen.display import Display
from reportgen.model.report import Report
from reportgen.model.text import Emphasis, Piece, Text
from reportgen.render.fonts import SANS, printable, width
from reportgen.render.table_widths import PAGE

_HEADER_NAME = 48  # characters of the client's name
_SHORTEST = 12
_SIZE, _POINTS_PER_MM = 7.5, 72 / 25.4
_BETWEEN = 18.0  # points of white between the left and the right line
_SEPARATOR, _LAST_PAGE = " · ", "88 / 88"
_AFTER_NAME = 3.0  # points, as in the stylesheet


def header_left(report: Report, display: Display) -> Text:
    """Client and kind of report, as far as the line on the right leaves room."""
    left, right = report.header
    name = printable(display.text(report.client))
    room = PAGE * _POINTS_PER_MM - _BETWEEN - _AFTER_NAME - _width(right, display, 400)
    whole = cut_name(left, name, _HEADER_NAME)
    if _width(whole, display, 600) <= room:
        return whole
    alone = tuple(part for part in left if isinstance(part, Emphasis))[:1] or left
    for most in range(_HEADER_NAME, _SHORTEST, -1):
        text = cut_name(alone, name, most)
        if _width(text, display, 600) <= room:
            return text
    return cut_name(alone, name, _SHORTEST)


def footer(report: Report, display: Display) -> Text:
    """Client, kind and cycle; of a name that lacks room beside them first the kind gives way, then its end."""
    room = _under()
    name = printable(display.text(report.client))
    short = (*report.client, _SEPARATOR, *_last(report.footer))
    cut = (cut_name(report.footer, name, most) for most in range(len(name) - 1, _SHORTEST, -1))
    wordings = (report.footer, short, *cut)
    return next((text for text in wordings if _width(text, display, 400) <= room), cut_name(short, name, _SHORTEST))


def _last(text: Text) -> Text:
    """What stands behind the last separator."""
    for at in range(len(text) - 1, -1, -1):
        piece = text[at]
        if isinstance(piece, str) and _SEPARATOR in piece:
            return (piece.rpartition(_SEPARATOR)[2], *text[at + 1 :])
    return text


def own_footer(line: str) -> str:
    """A client's own line, cut where it is too long for the page."""
    ends = (line, *(line[:end].rstrip(" ,;:·") + "…" for end in range(len(line) - 1, 0, -1)))
    return next(text for text in ends if width(text, SANS, 400, _SIZE) <= _under())


def _under() -> float:
    """Points beside the page's number."""
    return PAGE * _POINTS_PER_MM - _BETWEEN - width(_LAST_PAGE, SANS, 400, _SIZE)


def _width(text: Text, display: Display, weight: int) -> float:
    """In points, on one line."""
    return width(printable(display.text(text)), SANS, weight, _SIZE)


def cut_name(text: Text, name: str, most: int) -> Text:
    """The client's name in a running line, cut at a word with an ellipsis where it is longer than ``most``."""
    if len(name) <= most:
        return text
    short = name[: most - 1].rsplit(" ", 1)[0].rstrip(" ,;:") if " " in name[: most - 1] else name[: most - 1]
    return tuple(_renamed(part, name, short + "…") for part in text)


def _renamed(part: Piece, name: str, short: str) -> Piece:
    if isinstance(part, Emphasis):
        return Emphasis(tuple(item.replace(name, short) if isinstance(item, str) else item for item in part.parts))
    return part.replace(name, short) if isinstance(part, str) else part
