"""Effort → EffortInsight: what a unit of effort gave on each channel, and whether some of it is better elsewhere.

Log ratios of a channel's yield to the rest's, their errors by the jackknife over cycles, widened for autocorrelation,
tested by Student's t with Holm's correction (algorithms §6). And the channel that takes effort and gives little.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise
from math import exp, log, sqrt
from statistics import fmean

from reportgen.insight.campaigns import against_reference
from reportgen.insight.student import p_two_sided, quantile
from reportgen.model.effort import (
    ChannelEffort,
    ChannelYield,
    Effort,
    EffortInsight,
    EffortSeries,
    Move,
    NoMove,
    Reallocation,
    Shares,
    Silent,
)

FEWEST_CYCLES = 6
MOST_CYCLES = 12
FEWEST_RESULTS = 30
LEVEL = 0.05
RATIO = 1.25  # by which a receiver's yield is above the donor's
SILENT_CYCLES = 3
_NOISE = 1e-9  # what binary arithmetic leaves of a difference that is none


@dataclass(frozen=True, slots=True)
class _Test:
    """The widening F of all standard errors, and the degrees of freedom that are left."""

    inflation: float
    df: float

    def p(self, estimate: float, error: float) -> float:
        """Two-sided; an estimate without any error is certain."""
        if error * self.inflation < _NOISE:
            return 1.0 if abs(estimate) < _NOISE else 0.0
        return p_two_sided(estimate / (error * self.inflation), self.df)


def judge_effort(effort: Effort) -> EffortInsight:
    """All that may be said of the effort: proposals, silent channels, campaigns that have cost something."""
    campaigns = (
        against_reference(row.name, row.cost, row.results, row.reference)
        for row in effort.campaigns
        if row.cost and row.results is not None
    )
    return EffortInsight(tuple(map(reallocate, effort.series)), silent(effort.shares), tuple(campaigns))


def reallocate(series: EffortSeries) -> Reallocation:
    """The yields of all channels of an objective, and a move where the difference is beyond chance."""
    k = len(series.cycles)
    judged = [item for item in series.channels if _enough(item)]
    bare = Reallocation(
        series.objective,
        series.result,
        series.unit,
        series.cycles,
        tuple(_bare(item) for item in series.channels),
        series.delivery,
        series.names,
        series.unmeasured,
        reason=_unjudged(series, judged),
    )
    if bare.reason:
        return bare
    test = _test(judged, k)
    found = {item.channel: item for item in _yields(judged, test, k)}
    move = _move(judged, found, test, k)
    return replace(
        bare,
        channels=tuple(found.get(item.channel, item) for item in bare.channels),
        inflation=test.inflation,
        df=test.df,
        move=move,
        reason="" if move else "usual",
    )


def _unjudged(series: EffortSeries, judged: Sequence[ChannelEffort]) -> NoMove:
    """Why the channels can't be judged; "" where they can."""
    if series.barrier:
        return series.barrier
    if len(series.cycles) < FEWEST_CYCLES:
        return "too_few_cycles"
    return "too_few_channels" if len(judged) < 2 else ""


def _enough(item: ChannelEffort) -> bool:
    """Enough results to be judged, and effort in two cycles at least, so that one can be left out."""
    return (
        not item.fixed and sum(item.results) >= FEWEST_RESULTS and sum(1 for effort in item.efforts if effort > 0) >= 2
    )


def _bare(item: ChannelEffort) -> ChannelYield:
    results, effort = sum(item.results, Decimal(0)), sum(item.efforts, Decimal(0))
    return ChannelYield(item.channel, results, effort, float(results / effort) if effort else None, fixed=item.fixed)


def _sums(item: ChannelEffort, without: int | None) -> tuple[float, float]:
    kept = [j for j in range(len(item.results)) if j != without]
    return float(sum(item.results[j] for j in kept)), float(sum(item.efforts[j] for j in kept))


def _theta(item: ChannelEffort, all_of: Sequence[ChannelEffort], without: int | None) -> float:
    """ln of the channel's yield to that of the rest, half a result added to either."""
    r, e = _sums(item, without)
    others = [_sums(other, without) for other in all_of if other is not item]
    rest_r, rest_e = sum(other[0] for other in others), sum(other[1] for other in others)
    return log(((r + 0.5) / e) / ((rest_r + 0.5) / rest_e))


def _jackknife(of: Callable[[int | None], float], k: int) -> tuple[float, list[float]]:
    """The standard error of an estimate over ``k`` cycles, and its pseudo-values in cycle order."""
    whole, left = of(None), [of(j) for j in range(k)]
    mean = fmean(left)
    return sqrt((k - 1) / k * sum((value - mean) ** 2 for value in left)), [k * whole - (k - 1) * v for v in left]


def _test(judged: Sequence[ChannelEffort], k: int) -> _Test:
    """F = √((1 + ρ)/(1 − ρ)) of the mean lag-one autocorrelation ρ of the channels' pseudo-values, kept in 0…0.7."""
    found = [_lag_one(_jackknife(_theta_of(item, judged), k)[1]) for item in judged]
    rho = min(max(fmean(found), 0.0), 0.7)
    inflation = sqrt((1 + rho) / (1 - rho))
    return _Test(inflation, max(2.0, (k - 1) / inflation**2))


def _theta_of(item: ChannelEffort, judged: Sequence[ChannelEffort]) -> Callable[[int | None], float]:
    return lambda without: _theta(item, judged, without)


def _lag_one(values: Sequence[float]) -> float:
    """Lag-one autocorrelation, corrected for the few values."""
    mean, k = fmean(values), len(values)
    spread = sum((value - mean) ** 2 for value in values)
    if spread < _NOISE:
        return 0.0
    r = sum((a - mean) * (b - mean) for a, b in pairwise(values)) / spread
    return r + (1 + 3 * r) / k


def _yields(judged: Sequence[ChannelEffort], test: _Test, k: int) -> list[ChannelYield]:
    thetas = [_theta(item, judged, None) for item in judged]
    errors = [_jackknife(_theta_of(item, judged), k)[0] for item in judged]
    adjusted = holm([test.p(theta, error) for theta, error in zip(thetas, errors, strict=True)])
    found = []
    for item, theta, error, p in zip(judged, thetas, errors, adjusted, strict=True):
        bare = _bare(item)
        low, high = _interval(item, test, k)
        found.append(ChannelYield(item.channel, bare.results, bare.effort, bare.rate, low, high, theta, error, p))
    return found


def holm(values: Sequence[float]) -> list[float]:
    """p-values adjusted for their number, in the order given (Holm 1979)."""
    order = sorted(range(len(values)), key=lambda index: values[index])
    adjusted, running = [0.0] * len(values), 0.0
    for rank, index in enumerate(order):
        running = max(running, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = running
    return adjusted


def _interval(item: ChannelEffort, test: _Test, k: int) -> tuple[float, float]:
    """80 % interval of the channel's yield."""

    def rate(without: int | None) -> float:
        r, e = _sums(item, without)
        return log((r or 0.5) / e)

    error, _ = _jackknife(rate, k)
    width = quantile(0.90, test.df) * error * test.inflation
    return exp(rate(None) - width), exp(rate(None) + width)


def _move(judged: Sequence[ChannelEffort], found: Mapping[str, ChannelYield], test: _Test, k: int) -> Move | None:
    by_name = {item.channel: item for item in judged}
    weak = [y for y in found.values() if y.theta is not None and y.theta < 0 and y.p is not None and y.p <= LEVEL]
    donor = min(weak, key=lambda y: (y.theta or 0.0, y.channel), default=None)
    if donor is None:
        return None
    able = [y for y in found.values() if y is not donor and _fits(by_name[y.channel], by_name[donor.channel])]
    receiver = max(able, key=lambda y: (y.rate or 0.0, y.channel), default=None)
    if receiver is None or not donor.rate or not receiver.rate:
        return None
    ratio = receiver.rate / donor.rate
    p = _ratio_p(by_name[receiver.channel], by_name[donor.channel], test, k)
    if ratio <= RATIO or p > LEVEL:
        return None
    amount = min(donor.effort / k / 5, receiver.effort / k / 4)
    return _effect(donor, receiver, amount, ratio, p)


def _fits(receiver: ChannelEffort, donor: ChannelEffort) -> bool:
    """Whether the receiver's audience is not known to be further from the wanted one than the donor's."""
    ours, theirs = receiver.audience_fit, donor.audience_fit
    return ours is None or theirs is None or ours >= theirs


def _ratio_p(receiver: ChannelEffort, donor: ChannelEffort, test: _Test, k: int) -> float:
    def ratio(without: int | None) -> float:
        (br, be), (dr, de) = _sums(receiver, without), _sums(donor, without)
        return log(((br + 0.5) / be) / ((dr + 0.5) / de))

    error, _ = _jackknife(ratio, k)
    return test.p(ratio(None), error)


def _effect(donor: ChannelYield, receiver: ChannelYield, amount: Decimal, ratio: float, p: float) -> Move:
    """Results that a move would bring in a cycle: returns diminish by a half, base a quarter."""
    b, b_low, b_high = receiver.rate or 0.0, receiver.low or 0.0, receiver.high or 0.0
    d, d_low, d_high = donor.rate or 0.0, donor.low or 0.0, donor.high or 0.0
    moved = float(amount)
    return Move(
        donor.channel,
        receiver.channel,
        amount,
        low=moved * (0.5 * b_low - d_high),
        base=0.75 * moved * (b - d),
        high=moved * (b_high - 0.5 * d_low),
        ratio=ratio,
        p=p,
    )


def silent(cycles: Sequence[Sequence[Shares]]) -> tuple[Silent, ...]:
    """Channels with at least a tenth of the effort and at most a third of that in every measured share, in each of the
    last three cycles. ``cycles``: the shares of each cycle, oldest first."""
    recent = cycles[-SILENT_CYCLES:]
    if len(recent) < SILENT_CYCLES:
        return ()
    mute = [{shares.channel for shares in cycle if _mute(shares)} for cycle in recent]
    always = set.intersection(*mute)
    return tuple(Silent(shares.channel, shares) for shares in recent[-1] if shares.channel in always)


def _mute(shares: Shares) -> bool:
    return (
        shares.effort >= Decimal("0.1")
        and bool(shares.measured)
        and all(part * 3 <= shares.effort for _, part in shares.measured)
    )
