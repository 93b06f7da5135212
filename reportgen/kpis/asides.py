"""One KPI's Scoring → what is printed beside its figure: rated mentions, and the figure by other attribution models."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from reportgen.kpis.expand import SOCIAL_ONLY
from reportgen.kpis.figure import Outcome
from reportgen.model.asides import Attributed, Tone

if TYPE_CHECKING:
    from reportgen.kpis.score import Scoring

RATED = ("positive_mentions", "neutral_mentions", "negative_mentions")
WITH_TONE = "net_sentiment"  # it leaves the neutral mentions out (domain §4.3)


def tone(kpi: Scoring, now: Outcome) -> Tone | None:
    """How many mentions were rated, and how many of them neutral; None for any other KPI, or without a figure."""
    if kpi.kpi.id != WITH_TONE or now.value is None:
        return None
    positive, neutral, negative = (kpi.engine.named(name, SOCIAL_ONLY, kpi.cycle).value for name in RATED)
    rated = sum((count for count in (positive, neutral, negative) if count is not None), Decimal(0))
    return Tone(rated, neutral)


def attributed(kpi: Scoring, now: Outcome) -> Iterator[Attributed]:
    """The figure by each source that gives its results with another stated attribution, that which counts first;
    nothing where no other does."""
    if now.value is None:
        return
    index = kpi.engine.shelf.index
    stated = {source.name: source.attribution for source in kpi.config.sources if source.attribution is not None}
    counts = {line.source for line in kpi.lines() if line.source in stated}
    if len(counts) != 1:
        return
    (first,) = counts
    others = {other.source for line in kpi.lines() for other in index.doubles(line) if line.source == first}
    told = [name for name in stated if name in others - {first} and stated[name] != stated[first]]
    found = [(name, kpi.engine.preferring(name).kpi(kpi.kpi, kpi.cycle).value) for name in told]
    known = [Attributed(name, value) for name, value in found if value is not None]
    if known:
        yield from (Attributed(first, now.value), *known)
