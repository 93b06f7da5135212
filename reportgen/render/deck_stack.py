"""Parts of a column → boxes under each other, each as high as its text needs. For foreign templates, whose area may be
lower or narrower than our own slide. Lengths are EMU unless said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from reportgen.model.report import KeyFigure, Slide
from reportgen.render.deck_area import Box, between
from reportgen.render.deck_place import Drawn, Place
from reportgen.render.deck_style import ACTION, DECISION, EMU_PER_PT, FIGURE, HEADING, Style
from reportgen.render.deck_text import Paragraph, fitting_step, height, steps

_GAP = 108_000
_FIGURES, _COLUMNS = (20, 21, 22), (40, 41, 42)
_CHART, _HEADING, _DECISION, _TABLE = 15, 16, 28, 30
_MOST_OF_STRIP = 0.6  # of the area, where a table follows
_MOST_OF_DECISION = 0.45  # of its column


def bands(key_figures: Sequence[KeyFigure], narrow: bool) -> list[Sequence[KeyFigure]]:
    """Key figures in one row, or in rows of three."""
    most = 3 if narrow else 6
    return [key_figures[start : start + most] for start in range(0, len(key_figures), most)]


def room_of_strip(place: Drawn, source: Place, slide: Slide) -> int:
    """How high a row of key figures may be."""
    free = source.box.top - _GAP - place.box.top
    return round(free * _MOST_OF_STRIP) if slide.table is not None else free


def under(box: Box, high: int, source: Box) -> Box:
    """What is left under a part so high, down to the source line."""
    return between(box.left, box.top + high + _GAP, box.right, source.top - _GAP)


def side(
    places: dict[int, Place],
    figures: Sequence[Sequence[Paragraph]],
    decision: Sequence[Paragraph],
    *,
    least: int = 1,
) -> int:
    """Places figures and decision in their column; returns how many figures have room, at least so many."""
    boxes = [places[idx] for idx in _FIGURES]
    panel = places[_DECISION]
    fit = all(fitting_step(text, FIGURE, place.room()) is not None for text, place in zip(figures, boxes, strict=False))
    if fit and fitting_step(decision, DECISION, panel.room()) is not None:
        return len(figures)
    column = between(boxes[0].box.left, boxes[0].box.top, boxes[0].box.right, panel.box.bottom)
    below = _needed(decision, panel, DECISION, steps(DECISION)[-1]) if any(p.runs for p in decision) else 0
    for count in range(len(figures), least - 1, -1):
        for step in steps(FIGURE):
            needs = [_needed(text, boxes[0], FIGURE, step) for text in figures[:count]]
            if sum(needs) + _GAP * count + below <= column.height:
                _stack(places, column, needs)
                return count
    needs = [_needed(text, boxes[0], FIGURE, 0) for text in figures]
    if least == len(figures) and sum(needs) + _GAP * least + panel.box.height <= column.height:
        _stack(places, column, needs)  # the decision, which is cut, has what they leave
    return min(len(figures), least)


def _stack(places: dict[int, Place], column: Box, needs: Sequence[int]) -> None:
    top = column.top
    for idx, high in zip(_FIGURES, needs, strict=False):
        _move(places, idx, Box(column.left, top, column.width, high))
        top += high + _GAP
    _move(places, _DECISION, between(column.left, top, column.right, column.bottom))


def headings(places: dict[int, Place], texts: Mapping[int, Paragraph]) -> None:
    """Headings as high as their text needs at the smallest size, one height for both; what stands under them gives."""
    shown = {idx: text for idx, text in texts.items() if idx in places and text.runs}
    more = [_needed((text,), places[idx], (HEADING,), 9) - places[idx].box.height for idx, text in shown.items()]
    lower = max(more, default=0)
    if lower <= 0:
        return
    for idx in shown:
        box = places[idx].box
        _move(places, idx, Box(box.left, box.top, box.width, box.height + lower))
    for idx in (idx for idx in (_CHART, _TABLE) if idx in places):
        box = places[idx].box
        _move(places, idx, between(box.left, box.top + lower, box.right, box.bottom))


def decision(places: dict[int, Place], paragraphs: Sequence[Paragraph], table_needs: int) -> None:
    """The decision at the foot of its column, as large as the table over it leaves room for."""
    table, panel = places[_TABLE], places[_DECISION]
    column = between(table.box.left, table.box.top, table.box.right, panel.box.bottom)
    if not any(p.runs for p in paragraphs):
        _move(places, _TABLE, column)
        return
    most = min(column.height - table_needs - _GAP, round(column.height * _MOST_OF_DECISION))
    least = _needed(paragraphs[:1], panel, DECISION, 9)
    needs = [_needed(paragraphs, panel, DECISION, step) for step in steps(DECISION)]
    high = max(next((need for need in needs if need <= most), most), least)
    _move(places, _DECISION, between(column.left, column.bottom - high, column.right, column.bottom))
    _move(places, _TABLE, between(column.left, column.top, column.right, column.bottom - high - _GAP))


def columns(places: dict[int, Place], texts: Sequence[Sequence[Paragraph]], table_needs: int, *, whole: bool) -> None:
    """The columns of actions lower where the table under them needs the room. ``whole``: as low as their texts allow at
    their first size; else as low as heading and first line allow at their last."""
    panels = [places[idx] for idx in _COLUMNS]
    heading, table = places[_HEADING], places[_TABLE]
    missing = table_needs - table.box.height
    if missing <= 0:
        return
    box = panels[0].box
    step, count = (0, None) if whole else (9, 2)
    least = max((_needed(text[:count], panels[0], ACTION, step) for text in texts), default=0)
    lower = min(missing, max(box.height - least, 0))
    for idx, panel in zip(_COLUMNS, panels, strict=True):
        _move(places, idx, replace(panel.box, height=panel.box.height - lower))
    _move(places, _HEADING, replace(heading.box, top=heading.box.top - lower))
    _move(places, _TABLE, between(table.box.left, table.box.top - lower, table.box.right, table.box.bottom))


def _needed(paragraphs: Sequence[Paragraph], place: Place, styles: Sequence[Style], step: int) -> int:
    """The height of a box that holds the paragraphs, insets included."""
    wide, high = place.room()
    inset = place.box.height - round(high * EMU_PER_PT)
    return int(height(paragraphs, styles, step, wide) * EMU_PER_PT) + inset + EMU_PER_PT


def _move(places: dict[int, Place], idx: int, box: Box) -> None:
    places[idx] = places[idx].at(box)
