"""A source's merged series → findings: a last day that looks unfinished, since the export was made before it was over.

Such a day counts as it stands. A later export brings it whole and takes its place; until then the reader is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Fact, Finding, Key, Origin
from reportgen.sources.extract import DAY

DAYS_BEFORE = 7
"""A whole week, so that a quiet day of the week has its like among them."""
SMALLEST = 50
"""Below it, half of a day is chance."""
_WATCHED = frozenset({"impressions", "sessions", "page_views", "video_views"})
"""Flows that never rest: a day of less than half of the week's weakest is hardly a whole one."""


def unfinished(source: str, series: Mapping[Key, Iterable[Fact]], origins: Sequence[Origin]) -> Iterator[Finding]:
    """For each watched measure and channel whose last day is below half of the weakest of the seven days before."""
    days: dict[tuple[str, str], dict[date, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    last: dict[tuple[str, str], Fact] = {}
    for key, facts in series.items():
        if key.measure not in _WATCHED or key.of or key.claimed_by or key.owner or key.delivery == "paid":
            continue
        about = key.measure, key.channel
        for fact in facts:
            if fact.end - fact.start == DAY:
                days[about][fact.start] += fact.value
                last[about] = max(last.get(about, fact), fact, key=lambda item: item.start)
    for (measure, channel), fact in sorted(last.items(), key=lambda item: item[0]):
        values = days[(measure, channel)]
        before = [values[day] for number in range(1, DAYS_BEFORE + 1) if (day := fact.start - number * DAY) in values]
        if len(before) == DAYS_BEFORE and min(before) >= SMALLEST and values[fact.start] * 2 < min(before):
            origin = origins[fact.origin]
            place = Place(file=origin.file, sheet=origin.table, row=fact.last_row)
            numbers = (("value", values[fact.start]), ("usual", min(before)))
            names = (channel,) if channel else ()
            yield Finding("unfinished_day", "notice", source, place, (measure,), names, fact.start, fact.end, numbers)
