"""Report + Theme → the PDF's bytes: tagged, with bookmarks and metadata, the same bytes every time.

Page 1 is one page, always: it is set alone first, and where it overflows parts give way in the order of
`pages.fittings`. Then the whole document is laid out, again only where `flow` finds a better sequence of pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from reportgen.collector import collector_paused
from reportgen.display import Display
from reportgen.errors import ConfigError, RenderError
from reportgen.model.artifact import Artifact
from reportgen.model.report import Objective, Panels, Report, Table
from reportgen.render.assets import assets
from reportgen.render.flow import laid_out, room_on
from reportgen.render.font_choice import choose
from reportgen.render.fonts import in_use, printable
from reportgen.render.galley import first_page_height
from reportgen.render.html import Setting, stylesheet
from reportgen.render.pages import Fitting, Page, arrange, fittings, too_long
from reportgen.render.panels import panel_rows
from reportgen.render.pdf_archive import archive
from reportgen.render.pdf_packing import pack
from reportgen.render.pdf_tags import complete_tags
from reportgen.render.press import Press, written
from reportgen.render.template_check import in_templates, not_read
from reportgen.render.theme import Theme

MEDIA_TYPE = "application/pdf"


def render_pdf(report: Report, theme: Theme, name: str, data: Artifact | None = None) -> Artifact:
    """``name`` is the file's name; ``data``, the report as data, is attached to it. ``Artifact.left_out`` lists what
    gave way on page 1.

    Raises RenderError when page 1 does not fit whatever gives way, or a part of the report has no setting, ConfigError
    for what is wrong with a font or a template of the client's.
    """
    try:
        return _made(report, theme, name, data)
    except ConfigError as error:
        raise ConfigError(in_templates(error.problems, theme.folders)) from None


def _made(report: Report, theme: Theme, name: str, data: Artifact | None) -> Artifact:
    display = Display(report.locale, report.currency)
    choice = choose(theme.fonts, theme.folder, report, display)
    with collector_paused(), in_use(choice.fonts):
        press = Press(stylesheet(theme), assets(arrange(report), theme, display))
        fitting = fitted(report, theme, display, press)
        pages = fitting.pages
        document = laid_out(pages, Setting(fitting.report, theme, display, fitting.style), press)
        ignored = not_read(press.ignored, theme.folders)
        captions = [printable(display.text(table.caption)) for table in _tables(pages, display)]
        places = {
            f"objective-{block.id}": printable(display.text(block.title))
            for page in pages
            for block in page.blocks
            if isinstance(block, Objective)
        }

        def finish(pdf: Any) -> None:
            complete_tags(pdf, captions, places)
            archive(pdf, data, printable(display.text(report.title)), report.created)
            pack(pdf)

        made = written(document, _digest(pages), finish)
        return Artifact(name, MEDIA_TYPE, made, fitting.left_out, choice.unprinted, (*choice.remarks, *ignored))


def fitted(report: Report, theme: Theme, display: Display, press: Press) -> Fitting:
    """The first fitting whose first section holds on one page. Raises RenderError when none does."""
    over: float | None = None
    for fitting in fittings(report, display):
        if over is not None and fitting.gain < over:
            continue
        height = first_page_height(fitting.pages, Setting(fitting.report, theme, display, fitting.style), press)
        room = room_on(theme.paper, first=True)
        if height <= room:
            return fitting
        over = height - room if over is None else over
    raise RenderError(f"page 1 does not fit: {too_long(report, display)}")


def _digest(pages: tuple[Page, ...]) -> bytes:
    """The identifier is made of the content, so that other bytes have another one."""
    return sha256(repr(pages).encode()).hexdigest()[:32].encode()


def _tables(pages: tuple[Page, ...], display: Display) -> Iterator[Table]:
    """In reading order."""
    for block in (block for page in pages for block in page.blocks):
        if isinstance(block, Panels):
            yield from (panel.table for row in panel_rows(block, display) for panel in row if panel.table)
        elif isinstance(block, Objective | Table):
            yield block.table if isinstance(block, Objective) else block
