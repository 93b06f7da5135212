"""Labels of charts set as whole lines, letters joined and ordered as their script has them.

WeasyPrint sets the text of an SVG one letter at a time, from left to right, because each might have a place of its own.
Arabic falls apart so, Hebrew runs backwards, and kerning is lost. Our labels have one place each, so a label is handed
over as a text of a single letter, which happens to be long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_ONE_BY_ONE = ("rotate", "textLength", "letter-spacing")


class _Whole(str):
    """Words that are gone through in one step."""

    __slots__ = ()

    def __iter__(self) -> Iterator[str]:
        return iter((str(self),))


def set_whole_lines() -> None:
    """From now on WeasyPrint sets labels so; called again, it changes nothing."""
    from weasyprint import svg

    letters = svg.text
    if getattr(letters, "whole", False):
        return

    def whole(drawing: Any, node: Any, font_size: float) -> None:
        placed = any(len(str(node.get(name, "")).split()) > 1 for name in ("x", "y", "dx", "dy"))
        if node.text and not placed and not any(node.get(name) for name in _ONE_BY_ONE):
            node._etree_node.text = _Whole(node.text)
        letters(drawing, node, font_size)

    whole.whole = True  # type: ignore[attr-defined]
    svg.TAGS.update({name: whole for name, draw in svg.TAGS.items() if draw is letters})
    svg.text = whole  # it is asked which of a drawing's elements are text
