"""A tile's name → the same on two lines at most; a longer one ends with an ellipsis and stands whole in the tables."""

from __future__ import annotations

from collections.abc import Iterable

from reportgen.display import Display
from reportgen.model.report import Tile
from reportgen.model.text import Text
from reportgen.render import marks
from reportgen.render.fonts import SANS, line_count, printable

_MOST = 2


def tile_name(tile: Tile, display: Display) -> Text:
    """Cut at a word, or within one that no line holds."""
    whole = printable(display.text(tile.name))
    if _lines(whole) <= _MOST:
        return tile.name
    words = whole.split(" ")
    ends = [" ".join(words[:count]) for count in range(len(words) - 1, 0, -1)]
    ends += [words[0][:count] for count in range(len(words[0]) - 1, 0, -1)]
    return (next(cut for end in ends if _lines(cut := end.rstrip(" ,;:(") + "…") <= _MOST),)


def two_lined(tiles: Iterable[Tile], display: Display) -> bool:
    """Whether a name in a row of tiles takes two lines: all keep room for them, so that their figures stand level."""
    return any(_lines(printable(display.text(tile.name))) > 1 for tile in tiles)


def _lines(words: str) -> int:
    return line_count(words, SANS, 600, 9, marks.TILE_WIDTH)
