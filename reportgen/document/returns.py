"""Views → the section *Investment and return*: what was spent, what came of it, by channel, and what to move."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.document.returns_channels import channels_panel
from reportgen.document.returns_costs import bridge_panel, costs_panel
from reportgen.document.returns_products import products_note, products_panel
from reportgen.document.returns_roi import assumes_panel, roi_panel
from reportgen.document.returns_units import cumulative_note, cumulative_panel, units_note, units_panel
from reportgen.document.view import Views
from reportgen.model.report import Panel, Panels, Section


def returns(report: Views, effort: Sequence[Panels] = ()) -> Section | None:
    """``effort``: what is proposed to be moved, set after the channels. None where there is nothing to show.

    What one result costs and the way to break-even fill the places that others leave empty, and then a row of their
    own; beside a proposal, whose rows fill the page, they become notes.
    """
    title = report.words.text("returns.title")
    if report.scorecard.returns is None:
        return Section("returns", title, tuple(effort)) if effort else None
    spare = [
        (panel, note(report))
        for panel, note in (
            (units_panel(report), units_note),
            (cumulative_panel(report), cumulative_note),
            (products_panel(report), products_note),
        )
        if panel is not None
    ]

    def beside(first: Panel | None, second: Panel | None) -> list[Panel]:
        if first is not None and second is None and spare:
            second = spare.pop(0)[0]
        return [panel for panel in (first, second) if panel is not None]

    rows = [
        beside(costs_panel(report), bridge_panel(report)),
        beside(roi_panel(report), assumes_panel(report)),
        [panel for panel in (channels_panel(report),) if panel is not None],
    ]
    rows = [row for row in rows if row]
    if effort and rows:
        last = rows[-1][-1]
        rows[-1][-1] = replace(last, notes=(*last.notes, *(note for _, note in spare if note)))
    elif spare:
        rows += [[panel for panel, _ in spare[place : place + 2]] for place in range(0, len(spare), 2)]
    blocks = (*(Panels(tuple(row)) for row in rows), *effort)
    return Section("returns", title, blocks) if blocks else None
