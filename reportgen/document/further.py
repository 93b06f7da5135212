"""Views → what stands beside the proposal: the pair that evolves together, and what more money would bring."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.relations import cleaned, evidence, overlay, relation_panel, shown, side_figures, title
from reportgen.document.scenario import scenario_note, scenario_panel
from reportgen.document.slide_objective import source_line
from reportgen.document.speaker import plain_notes
from reportgen.document.view import Views
from reportgen.document.wording import sentences
from reportgen.model.report import Panels, Slide


def further_panels(report: Views) -> tuple[Panels, ...]:
    """A row each, of those that there are: the lines are read over the whole width."""
    found = (scenario_panel(report), relation_panel(report))
    return tuple(Panels((panel,)) for panel in found if panel is not None)


def relation_slides(report: Views) -> list[Slide]:
    """The surest pair that evolves together; none where no pair does."""
    rows = shown(report)
    chart = overlay(report, rows[0]) if rows else None
    if chart is None:
        return []
    words, first = report.words, rows[0]
    return [
        Slide(
            id="relations",
            layout="objective",
            title=title(report, first),
            section=words.text("relations.section"),
            heading=chart.subtitle,
            key_figures=side_figures(report, first),
            chart=chart,
            decision_heading=words.text("relations.limits"),
            decision=(words.text("relations.caution"),),
            source=source_line(report, evidence(report, first), []),
            notes=plain_notes(report, title(report, first), sentences(evidence(report, first), cleaned(report, first))),
            group=words.string("deck.group.money"),
        )
    ]


def with_scenario(report: Views, slides: Sequence[Slide]) -> tuple[Slide, ...]:
    """The slides of money, the first with what more would bring under its box."""
    note = scenario_note(report)
    if not note or not slides:
        return tuple(slides)
    first, *rest = slides
    return (replace(first, decision=(*first.decision, note)), *rest)
