"""View of a KPI whose target is still on its way → how far it has come of what was due, and where its pace leads
(algorithms §3)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.display import as_displayed
from reportgen.document import cells
from reportgen.document.view import View
from reportgen.document.wording import lowered
from reportgen.model.text import Figure, Text


def pace_notes(view: View) -> Iterator[Text]:
    """Nothing once the target's time is over; in its first days only what a cumulative one has come to, with how much
    of its days has data where some have none."""
    pace, cumulated = cells.pace_of(view), view.cumulated
    if pace is None:
        if cumulated is not None:
            yield view.words.text("notes.cumulated", value=cumulated)
            yield from _covered(view)
        return
    due = view.of(pace.due, "pace.due")
    if cumulated is None:
        yield view.words.text("notes.pace", value=view.of(pace.value, "pace.value"), due=due)
    else:
        told = lowered(cells.on_the_way(view))
        yield view.words.text("notes.cumulated_pace", value=cumulated, due=due, pace=told)
        yield from _covered(view)
    if pace.projection:
        low, high = (view.of(end, f"pace.{what}") for end, what in zip(pace.projection, ("low", "high"), strict=True))
        if as_displayed(low) == as_displayed(high):
            yield view.words.text("notes.projection", end=low, when=_when(view))
        else:
            yield view.words.text("notes.projection_span", low=low, high=high, when=_when(view))
    if pace.fallback:
        yield view.words.text("notes.linear_way")


def _covered(view: View) -> Iterator[Text]:
    coverage = view.score.target.coverage if view.score.target else None
    if coverage is not None:
        share = Figure(f"{view.id}.cumulated.coverage", coverage.share, "percent")
        yield view.words.text("notes.coverage", share=share, other=())


def _when(view: View) -> Text:
    """The end of the cycle, or the day by which a target that lasts longer is due."""
    if view.score.target and view.score.target.mode != "per_cycle":
        return view.words.text("notes.projected.due")
    return view.words.text("notes.projected.cycle", cycle=lowered(view.words.text(f"cycle.of_the.{view.period.kind}")))
