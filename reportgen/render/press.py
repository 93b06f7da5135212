"""HTML, a stylesheet and assets → pages → PDF bytes. The only user of WeasyPrint's layout.

Nothing is fetched but the assets, and what the engine can't set is an error instead of a hole in the page.
"""

from __future__ import annotations

import logging
import platform
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportgen.errors import NOWHERE, ConfigError, Problem, RenderError
from reportgen.render.pdf_tags import keep_languages
from reportgen.render.svg_text import set_whole_lines

if TYPE_CHECKING:
    from weasyprint.document import Document

SCHEME = "asset:"
_VARIANT = "pdf/a-3a"  # pdf_archive makes it PDF/UA-1 as well
_DEAD_LINK = "No anchor #"  # a template of the client's own may leave out what page 1 leads to: words without a link
_HOMEBREW = {"arm64": Path("/opt/homebrew/lib"), "x86_64": Path("/usr/local/lib")}
_NO_PANGO = (
    "A PDF needs Pango. On Debian and Ubuntu: apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0; "
    "on macOS: brew install pango. Without it: --format json."
)

Asset = tuple[str, bytes]  # media type, bytes
Served = Mapping[str, Asset | Callable[[], Asset]]  # by their address; some are made when they are first asked for


class Press:
    """Sets pages in one stylesheet. Fonts, rules and pictures are read once, however many documents are laid out."""

    def __init__(self, stylesheet: str, served: Served) -> None:
        with cheap_import():
            from weasyprint import CSS
            from weasyprint.text.fonts import FontConfiguration
        set_whole_lines()
        keep_languages()
        self._fetcher, self._fonts = _fetcher(served), FontConfiguration()
        self._pictures: dict[str, object] = {}
        with _own_alone(self._fetcher), _warned() as self.ignored:
            self._css = CSS(string=stylesheet, base_url=SCHEME, url_fetcher=self._fetcher, font_config=self._fonts)

    def lay_out(self, page: str) -> Document:
        """``page`` is HTML. Raises ConfigError for an address that is not the report's own, RenderError for what can't
        be set."""
        from weasyprint import HTML

        with _own_alone(self._fetcher):
            source = HTML(string=page, base_url=SCHEME, url_fetcher=self._fetcher)
            return source.render(
                font_config=self._fonts, stylesheets=[self._css], pdf_variant=_VARIANT, cache=self._pictures
            )


def written(document: Document, identifier: bytes, finish: Callable[[Any], None]) -> bytes:
    """``finish`` gets the pydyf.PDF just before it is written; ``identifier`` stands in the file's trailer. Raises as
    `Press.lay_out`."""
    with _own_alone(document.url_fetcher):
        data = document.write_pdf(pdf_variant=_VARIANT, pdf_identifier=identifier, finisher=lambda _, pdf: finish(pdf))
    return bytes(data)


def _fetcher(served: Served) -> Any:
    """Serves the report's own assets and nothing else: no file, no network, no data address."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class Fetcher(URLFetcher):  # type: ignore[misc]
        def __init__(self) -> None:
            super().__init__()
            self.refused: list[str] = []

        def fetch(self, url: str, headers: object = None) -> Any:
            if not url.startswith(SCHEME) or url.removeprefix(SCHEME) not in served:
                self.refused.append(url)
                raise ValueError(f"a report may not fetch {url}")
            asset = served[url.removeprefix(SCHEME)]
            media_type, data = asset() if callable(asset) else asset
            return URLFetcherResponse(url, data, {"Content-Type": media_type})

    return Fetcher()


@contextmanager
def _own_alone(fetcher: Any) -> Iterator[None]:
    """Addresses that were refused are told whatever the engine makes of it: some it passes over, some it raises for."""
    fetcher.refused.clear()
    try:
        with _no_errors():
            yield
    except Exception:
        if not fetcher.refused:
            raise
    if fetcher.refused:
        cure = f"A page shows the report's own drawings alone: {SCHEME}logo, {SCHEME}agency and those that ours name."
        asked = [f"a template asks for '{url[:120]}'" for url in dict.fromkeys(fetcher.refused)]
        raise ConfigError([Problem(NOWHERE, "address_refused", what, cure) for what in asked])


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
    holes = [message for message in found.messages if not message.startswith(_DEAD_LINK)]
    if holes:
        raise RenderError("the PDF could not be made: " + "; ".join(holes[:5]))


@contextmanager
def _warned() -> Iterator[list[str]]:
    """The engine's warnings: of rules that it does not read."""
    logger, found = logging.getLogger("weasyprint"), _Collected(logging.WARNING)
    level = logger.level
    logger.addHandler(found)
    logger.setLevel(min(level or logging.WARNING, logging.WARNING))
    try:
        yield found.messages
    finally:
        logger.removeHandler(found)
        logger.setLevel(level)


class _Collected(logging.Handler):
    def __init__(self, level: int) -> None:
        super().__init__(level)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextmanager
def cheap_import() -> Iterator[None]:
    """Around the first import of WeasyPrint. Raises RenderError where the system has no Pango."""
    if "weasyprint" in sys.modules:
        yield
        return
    import ctypes.util

    search = ctypes.util.find_library
    ctypes.util.find_library = lambda name: _library(name, search)
    try:
        with redirect_stdout(StringIO()):  # where a library is missing it prints what to read
            yield
    except OSError as error:
        raise RenderError(f"{str(error).split(':')[0]}. {_NO_PANGO}") from error
    finally:
        ctypes.util.find_library = search


def _library(name: str, search: Callable[[str], str | None]) -> str | None:
    """A library's path by its short name. Linux's loader finds the full names, which WeasyPrint tries as well; a search
    would start a compiler for each. Any Python but Homebrew's does not look into Homebrew's folder."""
    if sys.platform == "linux":
        return None
    path = _HOMEBREW.get(platform.machine(), Path()) / f"lib{name}.dylib"
    return str(path) if path.exists() else search(name)
