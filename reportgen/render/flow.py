"""How the sections follow each other over the pages, from what a first layout shows.

Investment and actions start a page. Where the investment runs a little over its page it is set more closely; where it
fills part of a second one, the actions follow on there. With one objective all sections follow on. Objectives take half
a page each, or only the height they need where that saves a page. A last page with little on it is avoided where a
closer setting can.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reportgen.model.report import Objective
from reportgen.render.html import Setting, html
from reportgen.render.pages import Page
from reportgen.render.press import Press

if TYPE_CHECKING:
    from weasyprint.document import Document

_LITTLE, _PARTLY = 0.3, 0.6  # of a page's text area
_ALONE = ("summary", "returns")  # the investment starts a page, so that it is set the same without what stands between
_MARGINS = (24 + 18) * 96 / 25.4  # above and below the text area, in the layout's pixels


def laid_out(pages: tuple[Page, ...], setting: Setting, press: Press) -> Document:
    """The whole document; it is set once where the first setting is good."""

    def lay_out(*styles: str, only: tuple[str, ...] = ()) -> Document:
        style = " ".join(part for part in (setting.style, *styles) if part)
        chosen = tuple(page for page in pages if not only or page.id in only)
        return press.lay_out(html(chosen, replace(setting, style=style)))

    objectives = sum(isinstance(block, Objective) for page in pages for block in page.blocks)
    style = "flowing" if objectives <= 1 else ""
    document = lay_out(style)
    if _pages_of(document, "section-objectives") > (objectives + 1) // 2:  # some take more than half a page, some less
        lower = lay_out("low")
        style, document = ("low", lower) if len(lower.pages) < len(document.pages) else (style, document)
    over = 0.0 if objectives <= 1 else _over(document)
    if 0 < over <= _LITTLE and not _over(lay_out(style, "close", only=_ALONE)):
        return lay_out(style, "close")
    if 0 < over <= _PARTLY:
        style = f"{style} onward"
        document = lay_out(style)
    if len(document.pages) > 2 and _share(document, -1) <= _LITTLE:
        closer = lay_out(style, "close")
        return closer if len(closer.pages) < len(document.pages) else document
    return document


def _pages_of(document: Document, part: str) -> int:
    return sum(part in page.anchors for page in document.pages)


def _over(document: Document) -> float:
    """How much of its last page the investment fills, where it takes more than one; else 0."""
    found = [number for number, page in enumerate(document.pages) if "section-returns" in page.anchors]
    return _share(document, found[-1], "section-returns") if len(found) > 1 else 0.0


def _share(document: Document, number: int, part: str = "section-") -> float:
    """How much of a page's text area is filled by the sections whose id begins so."""
    page = document.pages[number]
    areas = [area for name, area in page.anchors.items() if name.startswith(part)]
    filled = max(area[3] for area in areas) - min(area[1] for area in areas) if areas else 0.0
    return float(filled / (page.height - _MARGINS))
