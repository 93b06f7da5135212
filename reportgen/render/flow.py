"""How the sections follow each other over the pages, reckoned from the heights of their pieces.

Investment and actions start a page; with one objective all sections follow on. What may give: the investment, the
actions and the notes are set more closely, the investment follows on where an odd objective leaves half a page empty,
the actions where the investment does, and objectives take the height they need instead of half a page, or have lower
charts and closer rows. The fewest pages win, then those that leave the least white behind; where few lines would be
left for the last page, the notes begin it. What white is then left on a page of panels goes between them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import TYPE_CHECKING

from reportgen.model.report import Objective
from reportgen.render.assets import LOWER, PAPERS
from reportgen.render.galley import CLOSE_GAP, Piece, measured
from reportgen.render.html import Setting, html
from reportgen.render.pages import Page
from reportgen.render.press import Press

if TYPE_CHECKING:
    from weasyprint.document import Document

_HEIGHTS_MM = {"A4": 297.0, "Letter": 279.4}
_MARGINS_MM, _FIRST_MARGINS_MM = 24 + 18, 12 + 18
_POINTS_PER_MM = 72 / 25.4
_LITTLE, _FORGOTTEN = 0.3, 3.0  # of a page: a last page with less looks forgotten; how much that weighs
_UNFINISHED = 1.5  # how much weighs what an earlier page has white beyond so little
_COSTS = {
    "close": 0.02,
    "low": 0.05,
    "lower": 0.04,
    "lowest": 0.1,
    "tight": 0.03,
    "onward": 0.05,
    "together": 0.06,
    "apart": 0.04,
}  # what a setting costs beside the white it saves
_WIDER, _STEP, _SAFE = 12.0, 6.0, 12.0  # the most that a gap grows, in such steps; white that stays at the foot
_PANELS = ("returns", "actions")


@dataclass(slots=True)
class Filled:
    """A page with its pieces; ``used`` is how far down it is filled, in points."""

    pieces: list[Piece] = field(default_factory=list)
    used: float = 0.0


def laid_out(pages: tuple[Page, ...], setting: Setting, press: Press) -> Document:
    """The whole document; all but page 1 is measured first, then everything is set once."""
    rest = tuple(page for page in pages if page.id != "summary")
    pieces = measured(rest, setting, press) if rest else ()
    room = room_on(setting.theme.paper)
    half = float(PAPERS[setting.theme.paper]["half"].removesuffix("pt"))
    styles, filled = sequence(pieces, room, half) if pieces else (_plain(rest), [])
    style = " ".join(part for part in (setting.style, *sorted(styles)) if part)
    gaps = {} if "close" in styles else wider(filled, room)
    met = Counter(piece.key for page in filled for piece in page.pieces)
    undivided = frozenset(key for key, count in met.items() if count == 1)
    return press.lay_out(html(pages, replace(setting, style=style, gaps=gaps, undivided=undivided)))


def room_on(paper: str, first: bool = False) -> float:
    """The height of the text area in points; that of page 1 has no running header above it."""
    return (_HEIGHTS_MM[paper] - (_FIRST_MARGINS_MM if first else _MARGINS_MM)) * _POINTS_PER_MM


def _plain(pages: tuple[Page, ...]) -> frozenset[str]:
    """The styles of pages that could not be measured."""
    objectives = sum(isinstance(block, Objective) for page in pages for block in page.blocks)
    return frozenset({"flowing"} if objectives <= 1 else ())


def sequence(pieces: Sequence[Piece], room: float, half: float) -> tuple[frozenset[str], list[Filled]]:
    """The styles in which the pieces take the fewest pages and leave the least white, and those pages. ``half`` is the
    height of an objective that takes half a page."""
    found = [(styles, pages_of(pieces, styles, room, half)) for styles in _settings(pieces)]
    return min(found, key=lambda item: (len(item[1]), cost(item[0], item[1], room)))


def _settings(pieces: Sequence[Piece]) -> Iterator[frozenset[str]]:
    """The plainest first, so that it wins where another gains nothing."""
    if sum(piece.objective for piece in pieces) <= 1:
        for more in ((), ("close",), ("apart",), ("close", "apart")):
            yield frozenset({"flowing", *more})
        return
    for chosen in product((False, True), repeat=len(_COSTS)):
        styles = frozenset(name for name, wanted in zip(_COSTS, chosen, strict=True) if wanted)
        if not styles.issuperset(LOWER):  # one height of charts or the other
            yield styles


def cost(styles: frozenset[str], pages: Sequence[Filled], room: float) -> float:
    """White at the foot counts more the more of it stands together, and most where it takes a large part of a page; the
    last page may end anywhere but at its head."""
    *before, last = (1 - page.used / room for page in pages)
    forgotten = max(last - (1 - _LITTLE), 0.0)
    return (
        sum(white * white + _UNFINISHED * max(white - _LITTLE, 0.0) for white in before)
        + _FORGOTTEN * forgotten
        + sum(_COSTS.get(style, 0.0) for style in styles)
    )


def pages_of(pieces: Sequence[Piece], styles: frozenset[str], room: float, half: float) -> list[Filled]:
    """The pages as the engine breaks them: no piece is parted before its ``least`` beginning."""
    pages = [Filled()]
    for piece, before in zip(pieces, (None, *pieces), strict=False):
        starts = before is not None and before.section != piece.section and _starts_page(piece.section, styles)
        height, gap, least = _lengths(piece, styles, half)
        page = pages[-1]
        if page.pieces and (starts or page.used + gap + least > room):
            page = Filled()
            pages.append(page)
        page.used += height + (gap if page.pieces else 0.0)
        page.pieces.append(piece)
        while page.used > room and least < height:
            page.used, rest = room, page.used - room
            page = Filled([piece], rest)
            pages.append(page)
    return pages


def _starts_page(section: str, styles: frozenset[str]) -> bool:
    if section == "notes":
        return "apart" in styles
    if "flowing" in styles or section not in _PANELS:
        return False
    return ("together" if section == "returns" else "onward") not in styles


def _lengths(piece: Piece, styles: frozenset[str], half: float) -> tuple[float, float, float]:
    """Height, gap above and least height as they are in these styles."""
    if piece.objective:
        height = piece.height - sum(saved for style, saved in piece.lowered.items() if style in styles)
        height = height if {"low", "flowing"} & styles else max(height, half)
        return height, piece.gap, height
    if "close" not in styles:
        return piece.height, piece.gap, piece.least
    gap = piece.gap - CLOSE_GAP if piece.gap > CLOSE_GAP * 2 else piece.gap
    return piece.height - piece.saved, gap, min(piece.least, piece.height - piece.saved)


def wider(pages: Sequence[Filled], room: float) -> Mapping[str, float]:
    """The gaps over panels, in points by their key, that grow where a page before the last has white left."""
    found: dict[str, float] = {}
    for page in pages[:-1]:
        grow = [piece for piece in page.pieces[1:] if piece.section in _PANELS and not piece.leads]
        if not grow or not all(piece.section in _PANELS for piece in page.pieces):
            continue
        more = min(_WIDER, (room - page.used - _SAFE) / len(grow) // _STEP * _STEP)
        if more > 0:
            found |= {piece.key: piece.gap + more for piece in grow}
    return found
