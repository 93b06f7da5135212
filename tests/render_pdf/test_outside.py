"""Nothing from outside: no template, stylesheet or drawing makes the renderer read a file or an address."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from types import MappingProxyType

import pytest
from markupsafe import escape
from pypdf import PdfReader

from reportgen.config.schema_theme import Theme as Wanted
from reportgen.display import Display
from reportgen.errors import ConfigError, RenderError
from reportgen.model.report import Passages
from reportgen.render.html import Setting, html
from reportgen.render.logo import Logo
from reportgen.render.pages import arrange
from reportgen.render.pdf import render_pdf
from reportgen.render.press import Asset, Press, written
from reportgen.render.theme import make_theme
from tests.render_pdf import fixtures
from tests.render_pdf.conftest import theme

SECRET = "planted-words"
DRAWING = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="9"><text y="9">{SECRET}</text></svg>'


@pytest.fixture(scope="module")
def listener() -> Iterator[socket.socket]:
    """A socket of this machine that hears whoever comes."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        found.listen()
        found.setblocking(False)
        yield found


@pytest.fixture(params=["file", "path", "http", "ftp", "bare"])
def outside(request: pytest.FixtureRequest, tmp_path: Path, listener: socket.socket) -> str:
    """Where planted files are, as an address."""
    (tmp_path / "secret.txt").write_text(SECRET)
    (tmp_path / "secret.svg").write_text(DRAWING)
    (tmp_path / "secret.css").write_text(f'p::before {{ content: "{SECRET}" }}')
    here = f"127.0.0.1:{listener.getsockname()[1]}"
    return {
        "file": f"file://{tmp_path}", "path": str(tmp_path), "http": f"http://{here}", "ftp": f"ftp://{here}",
        "bare": f"//{here}",
    }[request.param]  # fmt: skip


PAGES = (
    '<link rel="attachment" href="{}/secret.txt">',
    '<a rel="attachment" href="{}/secret.txt">x</a>',
    '<link rel="stylesheet" href="{}/secret.css"><p>x',
    '<style>@import "{}/secret.css";</style><p>x',
    '<img src="{}/secret.svg" alt="x">',
    '<base href="{}/"><img src="secret.svg" alt="x">',
    '<object data="{}/secret.svg"></object>',
    '<embed src="{}/secret.svg">',
    '<p style="background-image: url({}/secret.svg)">x',
    '<svg viewBox="0 0 9 9"><image href="{}/secret.svg" width="9" height="9"/></svg>',
    '<svg viewBox="0 0 9 9"><image xlink:href="{}/secret.svg" width="9" height="9"/></svg>',
)
RULES = (
    '@import url("{}/secret.css");',
    'p {{ background: url("{}/secret.svg") }}',
    'p::before {{ content: url("{}/secret.svg") }}',
    'p {{ border: 1px solid; border-image: url("{}/secret.svg") 1 }}',
    'p {{ display: list-item; list-style-image: url("{}/secret.svg") }}',
    '@font-face {{ font-family: X; src: url("{}/secret.txt") }} p {{ font-family: X }}',
    '@color-profile --x {{ src: url("{}/secret.txt") }} p {{ color: color(--x 1 0 0) }}',
)
INERT = (
    '<iframe src="{}/secret.txt"></iframe>',
    '<meta http-equiv="refresh" content="0; url={}/secret.txt"><p>x',
    '<svg viewBox="0 0 9 9"><use href="{}/secret.svg#a"/></svg>',
    '<svg viewBox="0 0 9 9"><rect width="9" height="9" fill="url({}/secret.svg#a)"/></svg>',
    '<script src="{}/secret.txt"></script><p>x',
    '<!DOCTYPE x [<!ENTITY e SYSTEM "{}/secret.txt">]><p>&e;',
)


def printed(page: str, css: str = "", served: Mapping[str, Asset] = MappingProxyType({})) -> bytes:
    whole = f'<!doctype html><html lang="en"><head><title>x</title></head><body>{page}</body></html>'
    return written(Press(css, served).lay_out(whole), b"x", lambda _: None)


def unheard(listener: socket.socket) -> bool:
    try:
        listener.accept()
    except BlockingIOError:
        return True
    return False


@pytest.mark.parametrize("page", PAGES)
def test_a_page_that_asks_for_it_is_refused(page: str, outside: str, listener: socket.socket) -> None:
    with pytest.raises(ConfigError, match=r"a template asks for '.*secret") as caught:
        printed(page.format(outside))
    assert caught.value.problems[0].kind == "address_refused"
    assert unheard(listener)


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_that_asks_for_it_is_refused(rule: str, outside: str, listener: socket.socket) -> None:
    with pytest.raises(ConfigError, match=r"a template asks for '.*secret"):
        printed("<p>x", rule.format(outside))
    assert unheard(listener)


@pytest.mark.parametrize("page", INERT)
def test_what_is_not_refused_shows_nothing_of_it(page: str, outside: str, listener: socket.socket) -> None:
    data = printed(page.format(outside))
    found = PdfReader(BytesIO(data))
    assert SECRET not in "".join(each.extract_text() for each in found.pages)
    assert SECRET.encode() not in data
    assert not found.attachments
    assert unheard(listener)


@pytest.mark.parametrize("name", ["@import url({}/secret.css);", "rect {{ fill: url({}/secret.svg) }}"])
def test_rules_in_a_drawing_bring_nothing_in(name: str, outside: str, listener: socket.socket) -> None:
    style = name.format(outside)
    page = f'<svg viewBox="0 0 9 9"><style>{style}</style><rect width="9" height="9"/></svg>'
    with suppress(ConfigError, RenderError):
        assert SECRET.encode() not in printed(page)
    assert unheard(listener)


SHAPE = '<rect width="9" height="9"/>'
REFUSED_LOGOS = {
    '<image href="{}/secret.svg" width="9" height="9"/>': "refers to another file",
    '<image href="#a" xlink:href="{}/secret.svg" width="9" height="9"/>': "refers to another file",
    '<use href="{}/secret.svg#a"/>': "refers to another file",
    '<filter id="f"><feImage href="{}/secret.svg"/></filter>': "refers to another file",
    '<linearGradient id="g" href="{}/secret.svg#a"/>': "refers to another file",
    '<text><tref xlink:href="{}/secret.svg#a"/></text>': "refers to another file",
    '<style>@import "{}/secret.css";</style>': "style holds @import",
    "<style>@Font-Face {{ font-family: X; src: url({}/secret.txt) }}</style>": "style holds @Font-Face",
}
INERT_LOGOS = (
    "<style>rect {{ fill: url({}/secret.svg#a) }}</style>",
    '<rect style="fill: url({}/secret.svg#a)" width="9" height="9"/>',
    '<rect mask="url({}/secret.svg#a)" width="9" height="9"/>',
    '<foreignObject><img xmlns="http://www.w3.org/1999/xhtml" src="{}/secret.svg"/></foreignObject>',
    '<a href="{}/secret.svg"/>',
)


def drawn_logo(folder: Path, content: str) -> Logo:
    names = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    (folder / "logo.svg").write_text(f'<svg {names} viewBox="0 0 30 10">{content}{SHAPE}</svg>')
    logo = make_theme(Wanted(logo="logo.svg"), folder).logo
    assert logo is not None
    return logo


@pytest.mark.parametrize(("content", "what"), REFUSED_LOGOS.items())
def test_a_logo_that_asks_for_it_is_refused(tmp_path: Path, content: str, what: str, outside: str) -> None:
    with pytest.raises(ConfigError, match=what):
        drawn_logo(tmp_path, content.format(outside))


@pytest.mark.parametrize("content", INERT_LOGOS)
def test_a_logo_shows_nothing_but_itself(tmp_path: Path, content: str, outside: str, listener: socket.socket) -> None:
    logo = drawn_logo(tmp_path, content.format(outside))
    data = printed('<img src="asset:logo" alt="x">', served={"logo": (logo.media_type, logo.data)})
    assert SECRET not in PdfReader(BytesIO(data)).pages[0].extract_text()
    assert unheard(listener)


def test_an_address_of_data_is_refused() -> None:
    with pytest.raises(ConfigError, match="a template asks for 'data:"):
        printed('<img alt="x" src="data:image/svg+xml,%3Csvg%20xmlns=%22http://www.w3.org/2000/svg%22/%3E">')


def test_the_planted_words_are_found_where_they_are_let_in() -> None:
    """Or the tests above would see nothing."""
    data = printed('<img src="asset:x" alt="x">', served={"x": ("image/svg+xml", DRAWING.encode())})
    assert SECRET in PdfReader(BytesIO(data)).pages[0].extract_text()


def test_a_listener_hears_who_comes(listener: socket.socket) -> None:
    with socket.create_connection(listener.getsockname()):
        assert not unheard(listener)


@pytest.mark.parametrize(
    ("name", "text", "what"),
    [
        ("parts/masthead.html.j2", '<img src="file:///etc/hostname" alt="x">', "asks for 'file:///etc/host"),
        ("own.css.j2", "@font-face { font-family: X; src: url(http://127.0.0.1/x) }", "asks for 'http://127.0.0.1/x'"),
        ("parts/masthead.html.j2", '<svg><g id="a"><use href="#b"/></g></svg>', "draws with 'use'"),
        ("parts/masthead.html.j2", '<svg><svg:Pattern id="a"/></svg>', "draws with 'Pattern'"),
    ],
)
def test_a_client_s_own_template_is_no_way_out(tmp_path: Path, name: str, text: str, what: str) -> None:
    path = tmp_path / "templates" / name
    path.parent.mkdir(parents=True)
    path.write_text(text)
    with pytest.raises(ConfigError, match=what):
        render_pdf(fixtures.one_objective(), replace(theme(), folders=(tmp_path,)), "x.pdf")


def test_markup_in_names_and_words_is_words(outside: str) -> None:
    """Client, objectives and commentary come from config and data: whatever they hold is printed as it is."""
    planted = f'<img src="{outside}/secret.svg"><link rel="attachment" href="{outside}/secret.txt">'
    report = fixtures.report(client=planted)
    [summary, *others] = report.pages
    words = tuple(replace(block, passages=(replace(block.passages[0], paragraphs=((planted,),)),))
                  if isinstance(block, Passages) else block for block in summary.blocks)  # fmt: skip
    report = replace(report, pages=(replace(summary, blocks=words), *others))
    page = html(arrange(report), Setting(report, theme(), Display(report.locale, report.currency)))
    assert page.count("&lt;img src=") >= 3
    assert outside not in "".join(re.findall(r"<[^>]*>", page.replace(f"<title>{escape(planted)}</title>", "")))
