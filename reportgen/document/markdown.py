"""A person's Markdown → paragraphs of styled characters. The only user of markdown-it.

Kept: paragraphs, semibold (italics too: the look has none), lists, links to http, https and mailto. Everything else is
words: headings are semibold paragraphs, rows of tables and lines of code paragraphs, HTML is shown as it is written. Of
an image its alternative text is left.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from markdown_it.token import Token

Loss = tuple[Literal["image", "link", "table", "html"], str]
_TAG = re.compile(r"</?[a-z][^<>]*>|<!--", re.IGNORECASE)
_ADDRESS = re.compile(r"(?:https?|mailto):[^\s<>\"]+", re.IGNORECASE)
_BULLET = "•"
_CELL = " · "


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one style. ``fixed`` ones (code, addresses) are printed as they are written."""

    text: str
    strong: bool = False
    address: str = ""
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``sign`` is a list item's bullet, or its number with a full stop; empty outside of lists. ``level`` counts from
    0."""

    stretches: tuple[Stretch, ...]
    sign: str = ""
    level: int = 0


@dataclass(frozen=True, slots=True)
class Parsed:
    """``losses`` are what is not printed as it was meant, in order: a kind and the address or words concerned."""

    paragraphs: tuple[Paragraph, ...]
    losses: tuple[Loss, ...] = ()


@dataclass(slots=True)
class _List:
    number: int | None  # of the next item; None = bullets

    def sign(self) -> str:
        if self.number is None:
            return _BULLET
        self.number += 1
        return f"{self.number - 1}."


@dataclass(slots=True)
class _Reader:
    """What is open while the tokens are read one after the other."""

    found: list[Paragraph] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    lists: list[_List] = field(default_factory=list)
    sign: str = ""
    strong: bool = False
    row: list[Stretch] | None = None

    def read(self, token: Token) -> None:
        if token.type in ("bullet_list_open", "ordered_list_open"):
            ordered = token.type == "ordered_list_open"
            self.lists.append(_List(int(token.attrGet("start") or 1) if ordered else None))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            self.lists.pop()
        elif token.type == "list_item_open":
            self.sign = self.lists[-1].sign()
        elif token.type in ("heading_open", "heading_close"):
            self.strong = token.type == "heading_open"
        elif token.type == "table_open":
            self.losses.append(("table", ""))
        elif token.type == "tr_open":
            self.row = []
        elif token.type == "tr_close":
            self._add(self.row or [])
            self.row = None
        elif token.type in ("fence", "code_block"):
            for line in token.content.splitlines():
                self._add([Stretch(line.strip(), fixed=True)])
        elif token.type == "inline":
            self._inline(token.children or [])

    def _inline(self, tokens: Sequence[Token]) -> None:
        stretches = list(_stretches(tokens, self.strong, self.losses))
        if self.row is None:
            self._add(stretches)
        else:
            self.row += [Stretch(_CELL), *stretches] if self.row and stretches else stretches

    def _add(self, stretches: list[Stretch]) -> None:
        """A paragraph, unless it is empty; only the first one of a list's item has the item's sign."""
        if any(stretch.text.strip() for stretch in stretches):
            self.found.append(Paragraph(tuple(_merged(stretches)), self.sign, max(len(self.lists) - 1, 0)))
            self.sign = ""


def parse(words: str) -> Parsed:
    """Markdown (CommonMark with tables) → what is printed of it."""
    from markdown_it import MarkdownIt

    reader = _Reader()
    reading = MarkdownIt("commonmark", {"html": False}).enable("table")
    reading.validateLink = lambda address: True  # type: ignore[assignment]  # refused here, where it can be told
    for token in reading.parse(words):
        reader.read(token)
    return Parsed(tuple(reader.found), tuple(reader.losses))


def _stretches(tokens: Sequence[Token], strong: bool, losses: list[Loss]) -> Iterator[Stretch]:
    """A paragraph's tokens → its characters with their styles; what is not printed as meant goes to ``losses``."""
    depth, address = int(strong), ""
    for token in tokens:
        style: dict[str, Any] = {"strong": depth > 0, "address": address}
        if token.type in ("strong_open", "em_open"):
            depth += 1
        elif token.type in ("strong_close", "em_close"):
            depth -= 1
        elif token.type == "link_open":
            href = str(token.attrGet("href") or "")
            address = href if _ADDRESS.fullmatch(href) else ""
            if not address:
                losses.append(("link", href))
        elif token.type == "link_close":
            address = ""
        elif token.type in ("softbreak", "hardbreak"):
            yield Stretch(" ", **style)
        elif token.type == "image":
            losses.append(("image", str(token.attrGet("src") or "")))
            yield Stretch(token.content, **style)
        elif token.type == "code_inline":
            yield Stretch(token.content, fixed=True, **style)
        elif token.content:
            losses += [("html", tag) for tag in _TAG.findall(token.content)[:1]]
            yield from _words(Stretch(token.content, **style))


def _words(stretch: Stretch) -> Iterator[Stretch]:
    """Bare addresses among the words are fixed."""
    at = 0
    for match in _ADDRESS.finditer(stretch.text):
        yield replace(stretch, text=stretch.text[at : match.start()])
        yield replace(stretch, text=match[0], fixed=True)
        at = match.end()
    yield replace(stretch, text=stretch.text[at:])


def _merged(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one style become one."""
    before: Stretch | None = None
    for stretch in stretches:
        if before is not None and replace(before, text=stretch.text) == stretch:
            before = replace(before, text=before.text + stretch.text)
        else:
            if before is not None and before.text:
                yield before
            before = stretch
    if before is not None and before.text:
        yield before
