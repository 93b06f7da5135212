"""Views → the deck's slide of posts: a heat map of weekdays and parts of the day, and what groups of posts did."""

from __future__ import annotations

from decimal import Decimal

from reportgen.document.content_heat import (
    best_slot,
    heat_table,
    heat_title,
    index_figure,
    posts_figure,
    slots,
)
from reportgen.document.content_words import content_lines, found, group_lines
from reportgen.document.slide_objective import source_line
from reportgen.document.speaker import plain_notes
from reportgen.document.view import Views
from reportgen.document.wording import sentences
from reportgen.model.report import Cell, KeyFigure, Slide
from reportgen.model.text import Figure


def content_slides(report: Views) -> tuple[Slide, ...]:
    """None where nobody knows the hours."""
    if not slots(report):
        return ()
    words, title = report.words, heat_title(report)
    ends = {
        "first": found(report).start,
        "last": max(p.published for given in found(report).lists for p in given.posts),
    }
    days = {name: Figure(f"content.year.{name}", day, "date") for name, day in ends.items()}
    return (
        Slide(
            id="content",
            layout="objective",
            title=title,
            section=words.text("content.section"),
            table=heat_table(report),
            key_figures=_figures(report),
            decision_heading=words.text("content.heat.question"),
            decision=tuple(group_lines(report)),
            source=source_line(report, words.text("content.heat.source", **days), []),
            notes=plain_notes(report, title, sentences(*content_lines(report))),
            group=words.string("learning.deck.section"),
        ),
    )


def _figures(report: Views) -> tuple[KeyFigure, ...]:
    """The highest cell, all posts, the cells with too few of them."""
    words, given = report.words, slots(report)
    best, total = best_slot(given), sum(slot.posts for slot in given)
    few = sum(slot.index is None for slot in given)
    day = words.text(f"content.heat.head.on.d{best.weekday}")
    name = words.text("content.heat.best", day=day, part=words.text(f"content.part.{best.part}"))
    first = words.text("content.heat.posts", best.posts, posts=posts_figure(best))
    whole = Figure("content.slots.posts", Decimal(total), "count")
    figures = [KeyFigure(name, (index_figure(best),), Cell(first), Cell())]
    figures.append(
        KeyFigure(words.text("content.heat.all"), words.text("content.heat.posts", total, posts=whole), Cell(), Cell())
    )
    if few:
        counts = {
            "few": Figure("content.slots.few", Decimal(few), "count"),
            "all": Figure("content.slots", Decimal(len(given)), "count"),
        }
        value = words.text("content.heat.few_of", **counts)
        figures.append(KeyFigure(words.text("content.heat.few"), value, Cell(words.text("content.heat.fewer")), Cell()))
    return tuple(figures)
