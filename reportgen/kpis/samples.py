"""Scores of several groups of people → the score of all of them, its sample and how far it may be off (domain §2.6).

Means are weighted by sample size. The variance of all answers is that inside the groups plus that between their means,
each by sample size, so that promoters and detractors counted group by group give what their sums would.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from reportgen.kpis.aggregate import ZERO
from reportgen.model.facts import Sample
from reportgen.model.scorecard import Sampled

NORMAL = Decimal("1.96")  # standard errors to either side that hold 95 % of all samples

Score = tuple[Decimal, Sample | None]


def pooled(scores: Sequence[Score]) -> Score:
    """The mean of at least one score, and its sample; unweighted, without one, where no score has a sample size."""
    known = [(value, sample) for value, sample in scores if sample is not None and sample.size]
    if not known:
        return sum((value for value, _ in scores), ZERO) / len(scores), None
    size = sum((sample.size for _, sample in known), ZERO)
    mean = sum((value * sample.size for value, sample in known), ZERO) / size
    if len(known) == 1:
        return mean, known[0][1]
    squares = ZERO
    for value, sample in known:
        if sample.spread is None:
            return mean, Sample(size)
        squares += sample.size * (sample.spread**2 + (value - mean) ** 2)
    return mean, Sample(size, (squares / size).sqrt())


def sampled(sample: Sample, least: int) -> Sampled:
    """The sample with the half width 1.96·s/√n of its 95 % interval; without one below ``least`` answers."""
    if sample.spread is None or sample.size < least:
        return Sampled(sample.size)
    return Sampled(sample.size, NORMAL * sample.spread / sample.size.sqrt())
