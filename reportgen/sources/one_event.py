"""A Layout with a column of events → one that reads a single event's conversions, without the visits beside it.

A conversion is one declared event: of several the counts are several measures. Visits and people of an event are those
in which it happened, and one visit stands in the rows of each of its events: they are no visits of the site.
"""

from __future__ import annotations

from dataclasses import replace

from reportgen.model.facts import Finding
from reportgen.sources.extract import Task
from reportgen.sources.layout import Layout, place
from reportgen.sources.recognise import Table

OF_VISITS = frozenset({"sessions", "engaged_sessions", "bounced_sessions", "page_views", "site_users"})


def of_one_event(table: Table, task: Task, layout: Layout) -> Layout | None:
    """None, with the problem told, where several events are counted."""
    if "event" not in layout.roles:
        return layout
    column, index = layout.roles["event"]
    names = _counted(table, layout, index)
    where = place(table, task, column=table.name_of(column))
    if len(names) > 1:
        what = f"conversions of {len(names)} events stand in one table: {', '.join(names[:6])}"
        header = str(table.header.cell(index)).strip()
        task.wrong(
            "several_events", what, f"Name the one that counts on the source: where: {{{header}: {names[0]}}}.", where
        )
        return None
    dropped = tuple(sorted({measure for _, measure, _ in layout.measures} & OF_VISITS))
    for measure in dropped:
        task.found(Finding("visits_of_events", "info", task.source.name, where, (measure,)))
    return replace(layout, measures=tuple(row for row in layout.measures if row[1] not in dropped))


def _counted(table: Table, layout: Layout, index: int) -> list[str]:
    """The events that have conversions, sorted; a row without an event is a total."""
    counts = [at for column, _, at in layout.measures if column.measure == "conversions"]
    rows = (row for row in table.rows if layout.wanted(row) and any(_some(row.cells[at]) for at in counts))
    return sorted({str(row.cells[index]).strip() for row in rows} - {""})


def _some(cell: object) -> bool:
    """Whether a cell's number is not zero, however it is written."""
    return not set("123456789").isdisjoint(str(cell))
