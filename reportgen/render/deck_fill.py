"""Paragraphs → a place's text, at the size that fits its box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.errors import RenderError
from reportgen.render.deck_measure import line_height
from reportgen.render.deck_place import Place
from reportgen.render.deck_style import Style
from reportgen.render.deck_text import Paragraph, Run, fitting_step, height, shortened, steps

_TOO_FEW = 3  # words that a paragraph under a heading must keep to be worth its line
Spill = Callable[[str], None]  # takes the whole of a text that was cut or moved, for the notes


def fill(
    place: Place, paragraphs: Sequence[Paragraph], styles: Sequence[Style], language: str, spill: Spill, step: int = 0
) -> None:
    """Free text: steps down, then its last paragraphs move out, then it is cut at a word; ``spill`` gets the whole.

    Without any text the placeholder is removed: its prompt would show. ``step`` is the least step to begin with.
    """
    if not any(p.runs for p in paragraphs):
        place.remove()
        return
    box = place.room()
    kept = list(paragraphs)
    found = fitting_step(kept, styles, box)
    while found is None and len(kept) > 2:
        spill(kept.pop().text)
        found = fitting_step(kept, styles, box)
    if found is None:
        found = steps(styles)[-1]
        spill(kept[-1].text)
        cut = _cut(kept, styles, box)
        kept[-1:] = [cut] if len(kept) == 1 or len(cut.text.split()) > _TOO_FEW else []
    place.write(kept, styles, max(found, step), language)


def _cut(kept: Sequence[Paragraph], styles: Sequence[Style], box: tuple[float, float]) -> Paragraph:
    step, last = steps(styles)[-1], kept[-1]

    def fits(runs: tuple[Run, ...]) -> bool:
        return height([*kept[:-1], Paragraph(runs, last.level)], styles, step, box[0]) <= box[1]

    return Paragraph(shortened(last.runs, fits), last.level)


def least_step(paragraphs: Sequence[Paragraph], styles: Sequence[Style], box: tuple[float, float]) -> int:
    """The first step that fits, or the last one where none does."""
    found = fitting_step(paragraphs, styles, box)
    return steps(styles)[-1] if found is None else found


def title_step(title: Paragraph, style: Style, room: tuple[float, float]) -> int:
    """The first step at which a title stands on two lines, where its place has room for more; else as `least_step`."""
    for step in steps((style,)):
        two = 2 * style.size(step) * style.spacing * line_height() + 1
        if height((title,), (style,), step, room[0]) <= min(two, room[1]):
            return step
    return least_step((title,), (style,), room)


def figure_step(boxes: Sequence[tuple[Place, Sequence[Paragraph]]], styles: Sequence[Style], where: str) -> int:
    """One step for all figures of a slide. Raises RenderError, naming ``where`` and the text that does not fit."""
    found = 0
    for place, paragraphs in boxes:
        step = fitting_step(paragraphs, styles, place.room())
        if step is None:
            text = " / ".join(p.text for p in paragraphs)
            wide, high = place.room()
            excess = height(paragraphs, styles, steps(styles)[-1], wide) - high
            raise RenderError(f"{where}: '{text}' does not fit its box ({max(excess, 0):.0f} pt too high); shorten it")
        found = max(found, step)
    return found
