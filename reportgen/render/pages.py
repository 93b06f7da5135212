"""Report → the sections as the PDF sets them, and what gives way when page 1 is too full.

Steps are tried in order; each takes more away than the one before (the look's rules on pages). All are Report → Report,
so the figures that are printed after a step are the figures of its Report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from math import inf

from reportgen.display import Display
from reportgen.model.chart import ChartSpec
from reportgen.model.report import (
    Asks,
    Block,
    Headline,
    Masthead,
    Notice,
    Objective,
    Passages,
    Report,
    Row,
    Section,
    Table,
    Tiles,
)
from reportgen.model.text import Piece, Text
from reportgen.render.fonts import SANS, SERIF, line_count
from reportgen.render.kept_words import with_whole_words

COLUMN = 153.07  # points: four columns of the grid, 54 mm
_TEXT = 493.2  # the whole width, 174 mm
_ASK = 382.0  # beside the heading, 135 mm
_PASSAGE_LINES = 4
_KERNING = 1.015  # set text is a little narrower than the sum of its advances
_DEFINITION, _SNUG = 36.0, 12.0  # points: three lines with their gap; what a snug setting takes from a gap
_REASON = "reason"  # key of the column that gives way


@dataclass(frozen=True, slots=True)
class Evidence:
    """An objective's chart and commentary, standing by themselves on page 1."""

    chart: ChartSpec
    commentary: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class BesideTiles:
    """A single tile with the chart beside it."""

    tiles: Tiles
    chart: ChartSpec
    commentary: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Page:
    """A section as it is set; like model Section, with the renderer's own blocks."""

    id: str
    title: Text
    blocks: tuple[Block | Evidence | BesideTiles, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """What page 1 gives up: ``left_out`` names it (empty for mere space), ``style`` is the class of the page's body,
    ``chart`` whether a single objective's chart stands on page 1."""

    left_out: str
    style: str
    chart: bool = True


_STEPS = (
    Step("", ""),
    Step("tile_definitions", ""),
    Step("", "snug"),
    Step("", "snug snugger"),
    Step("objective_reasons", "snug snugger"),
    Step("passage_sentences", "snug snugger"),
    Step("objectives_met", "snug snugger"),
    Step("", "snug snugger snuggest"),
    Step("", "snug snugger snuggest", chart=False),
    Step("passage_ends", "snug snugger snuggest", chart=False),
)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A report as it is printed when ``left_out`` has given way on page 1; ``style`` is its body's class. ``gain``:
    the most that page 1 can be lower than in the first fitting, in points; what cannot be enough need not be set."""

    report: Report
    pages: tuple[Page, ...]
    style: str
    left_out: tuple[str, ...]
    gain: float


def fittings(report: Report, display: Display) -> Iterator[Fitting]:
    """The report as it is, then with more and more given up; steps that change nothing in this report are passed."""
    shown = report
    left_out: tuple[str, ...] = ()
    gain = 0.0
    before: Fitting | None = None
    for step in _STEPS:
        if step.left_out and (shorter := give_way(shown, step.left_out, display)) != shown:
            shown, left_out = shorter, (*left_out, step.left_out)
        gain += _most(step, report)
        fitting = Fitting(shown, arrange(shown, step.chart), step.style, left_out, gain)
        if before is None or replace(fitting, gain=before.gain) != before:
            yield fitting
        before = fitting


def _most(step: Step, report: Report) -> float:
    """The most points that a step can bring: definitions of three lines under each row of tiles, a gap over each block;
    of the others nothing is known."""
    blocks = [block for page in report.pages if page.id == "summary" for block in page.blocks]
    if step.left_out == "tile_definitions":
        return sum(_DEFINITION * -(-len(block.tiles) // 3) for block in blocks if isinstance(block, Tiles))
    if step.style == "snug":
        return _SNUG * (len(blocks) + 1)
    return 0.0 if step == _STEPS[0] else inf


def give_way(report: Report, part: str, display: Display) -> Report:
    """The report without the named part of page 1."""
    change = _CHANGES[part]
    pages = tuple(_changed(page, change, display) if page.id == "summary" else page for page in report.pages)
    return replace(report, pages=with_whole_words(report.pages, pages, display))


def _changed(section: Section, change: Callable[[Block, Display], Block], display: Display) -> Section:
    return replace(section, blocks=tuple(change(block, display) for block in section.blocks))


def _without_definitions(block: Block, _: Display) -> Block:
    if not isinstance(block, Tiles):
        return block
    return replace(block, tiles=tuple(replace(tile, definition=()) for tile in block.tiles))


def _without_reasons(block: Block, _: Display) -> Block:
    if not isinstance(block, Table):
        return block
    kept = [index for index, column in enumerate(block.columns) if column.key != _REASON]

    def shorter(rows: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            row if row.kind == "group" else replace(row, cells=tuple(row.cells[index] for index in kept))
            for row in rows
        )

    columns = tuple(block.columns[index] for index in kept)
    return replace(block, columns=columns, rows=shorter(block.rows), fewer=shorter(block.fewer))


def _without_those_met(block: Block, _: Display) -> Block:
    return replace(block, rows=block.fewer, fewer=()) if isinstance(block, Table) and block.fewer else block


def _shorter_passages(block: Block, display: Display, most: int) -> Block:
    """``most`` lines of each text, but no less than its first sentence."""
    if not isinstance(block, Passages):
        return block
    shorter = tuple(
        replace(passage, paragraphs=_first_lines(passage.paragraphs, display, most)) for passage in block.passages
    )
    return replace(block, passages=shorter)


def _first_lines(paragraphs: tuple[Text, ...], display: Display, most: int) -> tuple[Text, ...]:
    """The sentences that fit in so many lines, at least the first one."""
    kept: list[Text] = []
    used = 0
    for paragraph in paragraphs:
        sentences = _sentences(paragraph)
        for count in range(len(sentences), 0, -1):
            whole = count == len(sentences)
            text = paragraph if whole else tuple(part for sentence in sentences[:count] for part in sentence)
            lines = line_count(display.text(text).rstrip(), SANS, 400, 9, COLUMN * _KERNING)
            if used + lines <= most or (not kept and count == 1):
                kept.append(text)
                used += lines
                break
        if used >= most or not kept:
            break
    return tuple(kept)


def _sentences(text: Text) -> list[Text]:
    """A Text cut after every full stop (or ! ?) that a space follows; no Figure is ever cut."""
    found: list[list[Piece]] = [[]]
    for part in text:
        if not isinstance(part, str):
            found[-1].append(part)
            continue
        before = found[-1][-1] if found[-1] else ""
        if part.startswith(" ") and isinstance(before, str) and before.endswith((".", "!", "?")):
            found.append([])
        pieces = re.split(r"(?<=[.!?]) (?=\S|$)", part)
        for index, piece in enumerate(pieces):
            more = index < len(pieces) - 1
            if piece or more:
                found[-1].append(piece + (" " if more else ""))
            if more:
                found.append([])
    return [tuple(sentence) for sentence in found if sentence]


_CHANGES: dict[str, Callable[[Block, Display], Block]] = {
    "tile_definitions": _without_definitions,
    "objective_reasons": _without_reasons,
    "passage_sentences": partial(_shorter_passages, most=_PASSAGE_LINES),
    "passage_ends": partial(_shorter_passages, most=1),
    "objectives_met": _without_those_met,
}


def single_objective(report: Report) -> Objective | None:
    """The objective of a report that has only one, if it has a chart that page 1 can take over."""
    blocks = [block for page in report.pages for block in page.blocks]
    found = [block for block in blocks if isinstance(block, Objective)]
    tiles = [block for block in blocks if isinstance(block, Tiles)]
    if len(found) != 1 or found[0].chart is None or not tiles or len(tiles[0].tiles) > 3:
        return None
    return found[0]


def arrange(report: Report, chart_on_first: bool = True) -> tuple[Page, ...]:
    """The sections in the order of the pages. With one objective, page 1 takes over its chart and commentary."""
    single = single_objective(report) if chart_on_first else None
    return tuple(
        Page(page.id, page.title, tuple(moved for block in page.blocks for moved in _moved(block, single)))
        for page in report.pages
    )


def _moved(block: Block, single: Objective | None) -> tuple[Block | Evidence | BesideTiles, ...]:
    if single is None or single.chart is None:
        return (block,)
    if isinstance(block, Objective):
        return (replace(block, chart=None, commentary=()),)
    if isinstance(block, Tiles):
        if len(block.tiles) == 1:
            return (BesideTiles(block, single.chart, single.commentary),)
        return (block, Evidence(single.chart, single.commentary))
    return (block,)


def too_long(report: Report, display: Display) -> str:
    """The text of page 1 that exceeds its foreseen lines most, named for the user."""
    found: list[tuple[int, str, str]] = []
    for block in (block for page in report.pages if page.id == "summary" for block in page.blocks):
        for name, text, lines, foreseen in _measured(block, display):
            found.append((lines - foreseen, name, f"{lines} lines, {foreseen} are foreseen: “{text[:60]}…”"))
    excess, name, what = max(found, default=(0, "", ""), key=lambda item: item[0])
    return f"{name} is too long ({what})" if excess > 0 else "there are too many objectives and texts for one page"


def _measured(block: Block, display: Display) -> list[tuple[str, str, int, int]]:
    """Name, text, lines and foreseen lines of a block's texts."""
    if isinstance(block, Masthead):
        client = display.text(block.client)
        return [("the client's name", client, line_count(client, SERIF, 600, 11, 249), 3)]
    if isinstance(block, Headline):
        text = display.text(block.text)
        return [("the headline", text, line_count(text, SERIF, 600, 18, _TEXT), 4)]
    if isinstance(block, Passages):
        return [
            (f"the text under '{display.text(passage.heading)}'", text, line_count(text, SANS, 400, 9, COLUMN), 5)
            for passage in block.passages
            for text in [" ".join(display.text(paragraph) for paragraph in passage.paragraphs)]
        ]
    if isinstance(block, Asks):
        texts = [display.text(line) for line in block.lines]
        return [("a decision asked for", text, line_count(text, SANS, 400, 9, _ASK), 1) for text in texts]
    if isinstance(block, Notice):
        text = " ".join(display.text(paragraph) for paragraph in block.paragraphs)
        return [("the notice", text, line_count(text, SANS, 400, 9, 366), 4)]
    return []
