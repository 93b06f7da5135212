"""The boxes of our own layout's parts → boxes in what another's layout has free. Lengths are EMU.

They are laid over the free area as a whole; where the layout has two columns that are wide enough, and our slide has
two as well, each column of ours takes one of theirs: a chart the one that is made for charts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reportgen.render.deck_area import CM, Box, between, mapped
from reportgen.render.deck_style import CONTENT_HEIGHT, CONTENT_TOP, w, x

CHART, TABLE, DECISION = 15, 30, 28
_HEADINGS = (16, 17)
_SIDE = {20, 21, 22, DECISION}
_OURS = Box(x(0), CONTENT_TOP, w(12), CONTENT_HEIGHT)
_LEAST = {True: round(9 * CM), False: round(6.5 * CM)}  # of a column with chart or table, and of figures
_FITTING = 0.5  # of a place: what fills so much of it is what it was made for


@dataclass(frozen=True, slots=True)
class Content:
    """A placeholder for content: its type, its number, its box less its insets."""

    kind: str
    index: int
    box: Box


def laid(
    ours: Mapping[int, Box], inner: Box, contents: Sequence[Content], narrow: bool, charted: bool
) -> dict[int, Box]:
    """The parts of our layout, by number, within ``inner``; ``charted``: the slide has a chart, not a table alone."""
    columns = _columns(ours, inner, contents, charted)
    if columns is not None:
        found = {}
        for idx, box in ours.items():
            source, target = next(column for column in columns if column[0].left <= box.left < column[0].right)
            found[idx] = mapped(box, source, target)
    else:
        ours = _with_wide_side(ours) if narrow and ours.keys() >= _SIDE else ours
        found = {idx: mapped(box, _OURS, inner) for idx, box in ours.items()}
    return _under_headings(ours, found)


def holder(idx: int, box: Box, contents: Sequence[Content]) -> Content | None:
    """The placeholder for charts or for tables that this part fills."""
    kind = {CHART: "chart", TABLE: "tbl"}.get(idx)
    fitting = (c for c in contents if c.kind == kind and box.shared(c.box).size >= _FITTING * c.box.size)
    return next(fitting, None)


def side_by_side(contents: Sequence[Content]) -> bool:
    """Whether these are two columns of about one height."""
    if len(contents) != 2:
        return False
    one, other = sorted((content.box for content in contents), key=lambda box: box.left)
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return one.right <= other.left and shared >= 0.7 * max(one.height, other.height)


def _columns(
    ours: Mapping[int, Box], inner: Box, contents: Sequence[Content], charted: bool
) -> tuple[tuple[Box, Box], tuple[Box, Box]] | None:
    """Our column of the chart, or of the table that stands for it, with the one of theirs; then the other. None where
    there are no such columns."""
    if DECISION not in ours or not side_by_side(contents):
        return None
    wanted = "chart" if charted else "tbl"
    main = next((content for content in contents if content.kind == wanted), None)
    main = main or min(contents, key=lambda content: (content.kind in ("tbl", "chart"), content.box.left))
    targets = [content.box.shared(inner) for content in (main, *(c for c in contents if c is not main))]
    edge = ours[DECISION].left
    tabled = CHART in ours and TABLE in ours
    if targets[0].width < _LEAST[True] or targets[1].width < _LEAST[tabled]:
        return None
    gutter = x(1) - x(0) - w(1)
    left, right = replace(_OURS, width=edge - gutter - _OURS.left), between(edge, _OURS.top, _OURS.right, _OURS.bottom)
    return (left, targets[0]), (right, targets[1])


def _under_headings(ours: Mapping[int, Box], laid: Mapping[int, Box]) -> dict[int, Box]:
    """Headings keep their height, whatever the area's, and what stands under one begins as far below it as ours."""
    found = dict(laid)
    for heading in (idx for idx in _HEADINGS if idx in ours):
        head = laid[heading]
        found[heading] = replace(head, height=ours[heading].height)
        for idx, box in ours.items():
            down = box.top - ours[heading].top
            if box.left == ours[heading].left and 0 < down <= 2 * ours[heading].height and idx not in _HEADINGS:
                found[idx] = between(laid[idx].left, head.top + down, laid[idx].right, laid[idx].bottom)
    return found


def _with_wide_side(ours: Mapping[int, Box]) -> dict[int, Box]:
    """Figures and decision take a column of the grid from what stands beside them."""
    column = x(1) - x(0)
    return {
        idx: between(box.left - column, box.top, box.right, box.bottom)
        if idx in _SIDE
        else replace(box, width=box.width - column)
        for idx, box in ours.items()
    }
