"""What a table's visits or orders say of their origin → findings: how many carry no tag, how many one nobody knows.

Nothing of it is hidden in a total: visits without a tag count as direct, unknown ones with the other channels.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

from reportgen.errors import Place
from reportgen.model.facts import Finding, Severity
from reportgen.sources.extract import Values, windows_of
from reportgen.vocabulary.personal import looks_personal

MUCH = 5  # percent: from here on the reader of page 1 is told
MOST_TAGS = 3
_COUNTED = ("sessions", "orders", "page_views", "conversions", "leads", "engaged_sessions")
_LONGEST = 60  # characters of a tag


def untagged(values: Values, unknown: Counter[str], source: str, place: Place) -> Iterator[Finding]:
    """``unknown``: tags or channel groups that no rule knows → their rows."""
    measure = next((name for name in _COUNTED if any(key.measure == name for key in values)), None)
    if measure is None:
        return
    by_channel: dict[str, Decimal] = defaultdict(Decimal)
    for key, series in values.items():
        if key.measure == measure and not key.claimed_by:
            by_channel[key.channel] += sum((value for _, value in series), Decimal(0))
    windows = windows_of(values)
    start, end = min(start for start, _ in windows), max(end for _, end in windows)
    total = sum(by_channel.values())
    share = {name: (by_channel[name] * 100 / total).quantize(Decimal("0.1")) for name in by_channel if total > 0}
    if share.get("direct"):
        numbers = (("share", share["direct"]),)
        yield Finding("untagged", "info", source, place, (measure,), (), start, end, numbers)
    if share.get("other"):
        severity: Severity = "notice" if share["other"] >= MUCH else "info"
        numbers, names = (("share", share["other"]),), (("tags", ", ".join(_shown(unknown))),)
        yield Finding("unknown_tags", severity, source, place, (measure,), (), start, end, numbers, names)


def _shown(unknown: Counter[str]) -> Iterator[str]:
    """The most frequent ones, first those with the most rows; an address or a number of a person's is not shown."""
    ranked = sorted(unknown, key=lambda text: (-unknown[text], text))
    for text in ranked[:MOST_TAGS]:
        yield "…" if looks_personal(text) else text[:_LONGEST]
