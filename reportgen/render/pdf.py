"""Report + Theme → the PDF's bytes (WeasyPrint): tagged, with bookmarks and metadata, the same bytes every time.

Page 1 is one page, always: it is set, looked at, and where it overflows parts give way in the order of `pages.steps`.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from reportgen.display import Display
from reportgen.errors import RenderError
from reportgen.model.artifact import Artifact
from reportgen.model.report import Objective, Report, Table
from reportgen.render.html import Asset, Setting, assets, html
from reportgen.render.pages import Page, arrange, give_way, steps, too_long
from reportgen.render.pdf_tags import complete_tags
from reportgen.render.theme import Theme

if TYPE_CHECKING:
    from weasyprint.document import Document

MEDIA_TYPE = "application/pdf"
_SCHEME = "asset:"


def render_pdf(report: Report, theme: Theme, name: str) -> Artifact:
    """``name`` is the file's name. ``Artifact.left_out`` lists what gave way on page 1.

    Raises RenderError when page 1 does not fit whatever gives way, or a part of the report has no setting.
    """
    display = Display(report.locale, report.currency)
    served: dict[str, Asset] = {}
    left_out: tuple[str, ...] = ()
    for number, step in enumerate(steps(report)):
        left_out = (*left_out, step.left_out) if step.left_out else left_out
        shown = give_way(report, left_out, display)
        sections = arrange(shown, step.chart)
        served = served or assets(sections, theme, display)
        setting = Setting(shown, theme, display, step.style)
        if number and not _first_page_holds(_laid_out(html(sections[:1], setting), served), sections[:1]):
            continue  # page 1 alone tells, in a third of the time
        document = _laid_out(html(sections, setting), served)
        if _first_page_holds(document, sections):
            return Artifact(name, MEDIA_TYPE, _written(document, sections, display), left_out)
    raise RenderError(f"page 1 does not fit: {too_long(report, display)}")


def _laid_out(page: str, served: Mapping[str, Asset]) -> Document:
    with _cheap_import():
        from weasyprint import HTML
    with _no_errors():
        return HTML(string=page, base_url=_SCHEME, url_fetcher=_fetcher(served)).render(pdf_variant="pdf/ua-1")


def _first_page_holds(document: Document, sections: tuple[Page, ...]) -> bool:
    """The second section starts a page of its own: where that is the second page, the first one holds."""
    if len(sections) == 1:
        return len(document.pages) == 1
    return len(document.pages) > 1 and f"section-{sections[1].id}" in document.pages[1].anchors


def _written(document: Document, sections: tuple[Page, ...], display: Display) -> bytes:
    """The identifier is made of the content, so that other bytes have another one."""
    captions = [display.text(table.caption) for table in _tables(sections)]

    def finish(_: object, pdf: Any) -> None:
        complete_tags(pdf, captions)

    with _no_errors():
        first = document.write_pdf(pdf_variant="pdf/ua-1", pdf_identifier=_digest(sections), finisher=finish)
    return bytes(first)


def _digest(sections: tuple[Page, ...]) -> bytes:
    return sha256(repr(sections).encode()).hexdigest()[:32].encode()


def _tables(sections: tuple[Page, ...]) -> list[Table]:
    """In reading order."""
    blocks = [block for section in sections for block in section.blocks]
    found = [block.table if isinstance(block, Objective) else block for block in blocks]
    return [table for table in found if isinstance(table, Table)]


def _fetcher(served: Mapping[str, Asset]) -> Any:
    """Serves the report's own assets and nothing else: no file, no network, no data address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:
            if not url.startswith(_SCHEME) or url.removeprefix(_SCHEME) not in served:
                raise ValueError(f"a report may not fetch {url}")
            media_type, data = served[url.removeprefix(_SCHEME)]
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return Fetcher()


@contextmanager
def _no_errors() -> Iterator[None]:
    """WeasyPrint logs what it cannot draw and goes on; half a report is worse than none."""
    logger, found = logging.getLogger("weasyprint"), _Collected(logging.ERROR)
    before = logger.propagate, list(logger.handlers)
    logger.propagate, logger.handlers = False, [found]
    try:
        yield
    finally:
        logger.propagate, logger.handlers = before
    if found.messages:
        raise RenderError("the PDF could not be made: " + "; ".join(found.messages[:5]))


class _Collected(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def _cheap_import() -> Iterator[None]:
    """On Linux the loader finds libraries by their full names, which WeasyPrint tries as well; the search for short
    names starts a compiler for each of them, a quarter of a second in all."""
    if sys.platform != "linux" or "weasyprint" in sys.modules:
        yield
        return
    import ctypes.util

    search, ctypes.util.find_library = ctypes.util.find_library, lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = search
