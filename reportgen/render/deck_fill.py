"""Paragraphs → a place's text, at the size that fits its box."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reportgen.errors import RenderError
from reportgen.render.deck_measure import line_height
from reportgen.render.deck_place import Place
from reportgen.render.deck_style import Style
from reportgen.render.deck_text import NBSP, Paragraph, Run, fitting_step, height, shortened, steps

MORE = f"{NBSP}…"  # after a whole paragraph that others follow
_TOO_FEW = 3  # words that a paragraph under a heading must keep to be worth its line
Spill = Callable[[str], None]  # takes the whole of a text that was cut or moved, for the notes


def fill(
    place: Place, paragraphs: Sequence[Paragraph], styles: Sequence[Style], language: str, spill: Spill, step: int = 0
) -> None:
    """Free text: steps down, then its end is cut off, at a word or after a paragraph, with a mark that there is more;
    ``spill`` gets the whole of each paragraph that is not whole there, in their order.

    Without any text the placeholder is removed: its prompt would show. ``step`` is the least step to begin with.
    """
    if not any(p.runs for p in paragraphs):
        place.remove()
        return
    box = place.room()
    kept = list(paragraphs)
    found = fitting_step(kept, styles, box)
    if found is None:
        found = steps(styles)[-1]
        kept, whole = _cut(kept, styles, box)
        for paragraph in paragraphs[whole:]:
            spill(paragraph.text)
    place.write(kept, styles, max(found, step), language)


def _cut(
    paragraphs: Sequence[Paragraph], styles: Sequence[Style], box: tuple[float, float]
) -> tuple[list[Paragraph], int]:
    """As much of the paragraphs as fits at the last step, a mark where the rest is missing; how many are whole."""
    step = steps(styles)[-1]

    def fit(kept: Sequence[Paragraph]) -> bool:
        return height(kept, styles, step, box[0]) <= box[1]

    def shorter(before: list[Paragraph], last: Paragraph) -> list[Paragraph]:
        runs = shortened(last.runs, lambda runs: fit([*before, Paragraph(runs, last.level)]))
        return [*before, Paragraph(runs, last.level)]

    for count in range(len(paragraphs) - 1, 0, -1):
        before = list(paragraphs[:count])
        cut = shorter(before, paragraphs[count])
        if fit(cut) and len(cut[-1].text.split()) > _TOO_FEW:
            return cut, count
        marked = [*before[:-1], Paragraph((*before[-1].runs, Run(MORE)), before[-1].level)]
        if count > 1 and fit(marked):
            return marked, count
    return (list(paragraphs[:1]), 1) if fit(paragraphs[:1]) else (shorter([], paragraphs[0]), 0)


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
