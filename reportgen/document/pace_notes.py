"""View of a KPI that still runs → how far it has come of what was due, and where its pace leads (algorithms §3)."""

from __future__ import annotations

from collections.abc import Iterator

from reportgen.display import as_displayed
from reportgen.document import cells
from reportgen.document.view import View
from reportgen.model.text import Text


def pace_notes(view: View) -> Iterator[Text]:
    """Nothing once the cycle is over, nor in its first days."""
    pace = cells.pace_of(view)
    if pace is None:
        return
    yield view.words.text("notes.pace", value=view.of(pace.value, "pace.value"), due=view.of(pace.due, "pace.due"))
    if pace.projection:
        low, high = (view.of(end, f"pace.{what}") for end, what in zip(pace.projection, ("low", "high"), strict=True))
        if as_displayed(low) == as_displayed(high):
            yield view.words.text("notes.projection", end=low)
        else:
            yield view.words.text("notes.projection_span", low=low, high=high)
    if pace.fallback:
        yield view.words.text("notes.linear_way")
