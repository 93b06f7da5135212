"""Letter + Theme → MailBody: a mail's plain text and its HTML. No number becomes text here: `display` does that.

The HTML fetches nothing: no picture, no font, no script. Sizes and light colours stand in each element, since mail
programs drop stylesheets; the one for dark devices stands in the head.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from reportgen.display import Display
from reportgen.errors import NOWHERE, ConfigError, Problem
from reportgen.model.letter import Letter, MailBody
from reportgen.model.report import Cell, Sign, Tile
from reportgen.model.text import Bullet, Emphasis, Link, Piece, Text
from reportgen.render.bidi import RightToLeft, directed, line
from reportgen.render.characters import visible
from reportgen.render.email_colours import dark, light
from reportgen.render.templates import sandbox
from reportgen.render.theme import Theme

if TYPE_CHECKING:
    from markupsafe import Markup

SIGNS: dict[Sign, str] = {
    "met": "●", "close": "◐", "missed": "○", "signal": "◆", "usual": "=", "unknown": "–", "up": "▲", "down": "▼",
    "flat": "–", "none": "",
}  # fmt: skip
"""The page's drawn signs as characters that mail programs' fonts have."""
WIDTH = 72  # characters of a line of plain text
_EVERY = (range(0x110000),)
_FETCHES = re.compile(r"<(img|link|script|iframe|object|embed|video|audio|source)\b|\burl\(|@import", re.IGNORECASE)


def render_email(letter: Letter, theme: Theme) -> MailBody:
    """Raises ConfigError for what is wrong with a template of the client's."""
    setter = _Setter(Display(letter.locale, letter.currency))
    subject = " ".join(setter.plain(letter.subject).split(" "))
    return MailBody(subject, _plain_text(letter, setter), _html(letter, theme, setter), letter.language)


def _html(letter: Letter, theme: Theme, setter: _Setter) -> str:
    values = {
        "letter": letter,
        "c": light(theme.palette),
        "d": dark(theme.palette),
        "brand": theme.palette.brand,
        "text": setter.text,
        "plain": setter.plain,
        "sign": SIGNS.__getitem__,
    }
    page = sandbox(theme.folders).fill("email.html.j2", values)
    if found := _FETCHES.search(page):
        what = f"a mail's template draws on '{found[0]}'"
        raise ConfigError(
            [Problem(NOWHERE, "template_refused", what, "A mail fetches nothing: use words and colours.")]
        )
    return page


class _Setter:
    """A Text as HTML and as characters."""

    def __init__(self, display: Display) -> None:
        from markupsafe import Markup, escape

        self._markup, self._escape, self._display = Markup, escape, display

    def plain(self, text: Text) -> str:
        return line(text, self._said)

    def _said(self, part: Piece) -> str:
        return visible(self._display.text((part,)), _EVERY, "").text

    def text(self, text: Text) -> Markup:
        return self._markup("").join(self._part(part) for part in directed(text, self._said))

    def _part(self, part: Piece | RightToLeft) -> Markup:
        if isinstance(part, RightToLeft):
            return self._markup('<span dir="rtl">{}</span>').format(part.text)
        if isinstance(part, Emphasis):
            return self._markup("<b>{}</b>").format(self.text(part.parts))
        if isinstance(part, Link):
            return self._markup('<a class="ink" href="{}">{}</a>').format(part.address, self.text(part.parts))
        if isinstance(part, Bullet):
            return self._markup("{} ").format(self.text(part.parts))
        return self._escape(self._said(part))


# Plain text


def _plain_text(letter: Letter, setter: _Setter) -> str:
    blocks = [
        _lines(
            setter,
            letter.masthead.client,
            letter.masthead.kind,
            (*letter.masthead.cycle, " ", *letter.masthead.comparison),
        ),
        _lines(setter, letter.headline.text),
        _headed(setter, letter.tiles.heading, "\n\n".join(_tile(setter, tile) for tile in letter.tiles.tiles)),
        _headed(setter, letter.decisions.heading, _decisions(setter, letter)),
    ]
    if letter.asks:
        blocks.append(
            _headed(setter, letter.asks.heading, "\n".join(_item(setter, text) for text in letter.asks.lines))
        )
    if letter.notice:
        blocks.append(_headed(setter, letter.notice.heading, _lines(setter, *letter.notice.paragraphs)))
    links = "".join(f"\n{setter.plain(words)}\n  {address}" for words, address in letter.links)
    blocks.append(_lines(setter, letter.files) + links)
    blocks.append(_lines(setter, letter.closing))
    return "\n\n".join(block for block in blocks if block) + "\n"


def _lines(setter: _Setter, *texts: Text) -> str:
    return "\n".join(_wrapped(setter.plain(text)) for text in texts if text)


def _headed(setter: _Setter, heading: Text, block: str) -> str:
    words = setter.plain(heading)
    return f"{words}\n{'-' * min(len(words), WIDTH)}\n{block}"


def _tile(setter: _Setter, tile: Tile) -> str:
    """The name; below it the value with its change, then the verdict, then the target."""
    now = [setter.plain(tile.value), _cell(setter, tile.change), setter.plain(tile.previous)]
    aim = [_cell(setter, tile.status), setter.plain(tile.target)]
    lines = (now, [_cell(setter, tile.verdict)], aim)
    return "\n".join([_wrapped(setter.plain(tile.name)), *_indented(lines)])


def _decisions(setter: _Setter, letter: Letter) -> str:
    rows = []
    for row in letter.decisions.rows:
        title, *cells = (_cell(setter, cell) for cell in row.cells)
        rows.append("\n".join([_wrapped(title), *_indented([[cell] for cell in cells])]))
    return "\n\n".join([*rows, *(_wrapped(setter.plain(note)) for note in letter.decisions.notes)])


def _indented(lines: list[list[str]] | tuple[list[str], ...]) -> Iterator[str]:
    for parts in lines:
        if told := "   ".join(part for part in parts if part):
            yield _wrapped(told, "  ")


def _item(setter: _Setter, text: Text) -> str:
    return textwrap.fill(setter.plain(text), WIDTH, initial_indent="- ", subsequent_indent="  ")


def _cell(setter: _Setter, cell: Cell) -> str:
    words = " ".join(part for part in (setter.plain(cell.text), setter.plain(cell.after)) if part)
    reference = f" ({cell.reference})" if cell.reference else ""
    return f"{SIGNS[cell.sign]} {words}{reference}".strip() if words else ""


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False, break_long_words=False
    )
