"""A recognised Table → the Tables that the engine reads: newest versions, computed columns, events as measures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reportgen.sources.computed import computed
from reportgen.sources.events import by_event
from reportgen.sources.extract import Extract, Task, Values
from reportgen.sources.latest import newest
from reportgen.sources.recognise import Table


def prepared(table: Table, task: Task) -> tuple[Table, ...]:
    """One table, of events one for each day column; what is left out is told."""
    table = computed(newest(table, task), task.rules)
    return tuple(by_event(table, task)) if table.description.records == "events" else (table,)


def joined(parts: Sequence[Extract]) -> Extract:
    """What was read of the tables that one table was made into, as one: it speaks for all of their days."""
    if len(parts) == 1:
        return parts[0]
    values: Values = {}
    for part in parts:
        for key, series in part.values.items():
            values.setdefault(key, []).extend(series)
    spans = [part.span for part in parts if part.span]
    return replace(
        parts[0],
        values=values,
        windows=frozenset().union(*(part.windows for part in parts)),
        span=(min(start for start, _ in spans), max(end for _, end in spans)) if spans else None,
        by_row=frozenset().union(*(part.by_row for part in parts)),
        summed=frozenset().union(*(part.summed for part in parts)),
        posts={row: words for part in parts for row, words in part.posts.items()},
    )
