"""WeeklyPairs → Relations: do two series evolve together beyond trend, season, events and their own memory?

Algorithms §5. The test compares the largest correlation over nine lags with that of series which have the same
spectrum as x but know nothing of y (phase-randomised surrogates; Theiler et al. 1992), and adjusts for the number of
pairs (Holm 1979). It never says why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from math import log, pi
from typing import TYPE_CHECKING, Any
from zlib import crc32

from reportgen.insight.effort import holm
from reportgen.model.relations import Relation, WeeklyPair, WeeklySeries

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Row = NDArray[Any]

FEWEST, SEASONAL = 52, 78  # weeks: for any verdict; for one with the season taken off
LAGS = 8
ORDERS = 4  # of the autoregression, at most
SURROGATES = 999
YEAR = 52.18  # weeks
LEVEL, LEAST = 0.05, 0.25  # adjusted p, and correlation, of what is shown


def relate(pairs: Sequence[WeeklyPair]) -> tuple[Relation, ...]:
    """A verdict on each pair, in their order."""
    found = [judge(pair) for pair in pairs]
    judged = [place for place, one in enumerate(found) if one.p is not None]
    adjusted = holm([found[place].p or 0.0 for place in judged])
    for place, p in zip(judged, adjusted, strict=True):
        one = replace(found[place], adjusted=p)
        together = p <= LEVEL and abs(one.r or 0.0) >= LEAST
        found[place] = replace(one, state="together" if together else "not_distinct")
    return tuple(found)


def judge(pair: WeeklyPair) -> Relation:
    """One pair alone, before the adjustment for the number of pairs."""
    x, y, n = pair.x.kpi, pair.y.kpi, len(pair.weeks)
    if n < FEWEST:
        return Relation(x, y, n, "too_short")
    columns = regressors(n, pair.events)
    left, right = (cleaned(series, columns) for series in (pair.x, pair.y))
    length = min(len(left), len(right))  # each has lost as many weeks as its own autoregression needs
    lag, r, p = strongest(left[-length:], right[-length:], f"{x} {y}", columns[-length:])
    return Relation(x, y, n, "not_distinct", n < SEASONAL, lag, r, p)


def p_of(reached: int) -> float:
    """The p-value where so many surrogates reach the statistic."""
    return (1 + reached) / (SURROGATES + 1)


def cleaned(series: WeeklySeries, columns: Row) -> Row:
    """What is left of a series without trend, season and events (`regressors`), and then without what its own past
    tells."""
    import numpy as np

    values = np.array([float(value) for value in series.values])
    if series.counted and values.min() >= 0:
        values = np.log1p(values)
    return _whitened(_left(columns, values))


def regressors(n: int, events: Sequence[Sequence[int]]) -> Row:
    """Columns of what is taken off: level, trend, from 78 weeks two waves of the year, and each event's weeks."""
    import numpy as np

    t = np.arange(n, dtype=float)
    columns = [np.ones(n), t / n]
    if n >= SEASONAL:
        columns += [wave(2 * pi * k * t / YEAR) for k in (1, 2) for wave in (np.sin, np.cos)]
    for places in events:
        column = np.zeros(n)
        column[list(places)] = 1
        columns.append(column)
    return np.column_stack(columns)


def strongest(x: Row, y: Row, seed: str, columns: Row) -> tuple[int, float, float]:
    """The lag in weeks by which x comes before y where they correlate most, that correlation, and its p-value.

    What was taken off x is taken off its surrogates as well: with more freedom than x has, they would correlate less.
    """
    import numpy as np

    found = _correlations(x[None, :], y)[0]
    lag = int(np.argmax(np.abs(found)))
    surrogates = _left(columns, _surrogates(x, seed).T).T
    highest = np.abs(_correlations(surrogates, y)).max(axis=1)
    reached = int(np.sum(highest >= abs(found[lag]) - 1e-12))
    return lag, float(found[lag]), p_of(reached)


def _left(columns: Row, values: Row) -> Row:
    """Residuals of least squares; of a series that the columns tell wholly exactly zero."""
    import numpy as np

    residuals = values - columns @ np.linalg.lstsq(columns, values, rcond=None)[0]
    small = 1e-9 * max(1.0, float(np.abs(values).max()))
    return np.where(np.abs(residuals) < small, 0.0, residuals)


def _whitened(values: Row) -> Row:
    """Residuals of the autoregression whose order has the least AIC; all orders are compared on the same weeks."""
    import numpy as np

    n = len(values) - ORDERS
    scores = []
    for order in range(ORDERS + 1):
        rest = _autoregressed(values, order)[-n:]
        squares = float(rest @ rest)
        if squares <= 0:
            return np.zeros(n)
        scores.append(n * log(squares / n) + 2 * order)
    return _autoregressed(values, scores.index(min(scores)))


def _autoregressed(values: Row, order: int) -> Row:
    import numpy as np

    if not order:
        centred: Row = values - values.mean()
        return centred
    past = [values[order - back : len(values) - back] for back in range(1, order + 1)]
    return _left(np.column_stack([np.ones(len(values) - order), *past]), values[order:])


def _correlations(rows: Row, y: Row) -> Row:
    """Pearson's r of each row with y, a column for each number of weeks that the row comes earlier, on the weeks that
    overlap; zero where one of the two does not vary."""
    import numpy as np

    n = len(y)
    shifted, size = np.zeros((n, LAGS + 1)), np.zeros((len(rows), LAGS + 1))
    for lag in range(LAGS + 1):
        ours, theirs = rows[:, : n - lag], y[lag:] - y[lag:].mean()
        shifted[: n - lag, lag] = theirs
        spread = np.einsum("ij,ij->i", ours, ours) - ours.sum(axis=1) ** 2 / (n - lag)
        size[:, lag] = np.sqrt(np.maximum(spread, 0) * float(theirs @ theirs))
    found: Row = np.divide(rows @ shifted, size, out=np.zeros_like(size), where=size > 1e-12)
    return found


def _surrogates(x: Row, seed: str) -> Row:
    """Series with x's spectrum and other phases. The generator is the one of numpy whose stream never changes."""
    import numpy as np

    spectrum = np.fft.rfft(x - x.mean())
    free = (len(x) - 1) // 2  # the mean and, of an even length, the highest frequency have no phase
    rng = np.random.RandomState(crc32(seed.encode()))
    turned = np.tile(spectrum, (SURROGATES, 1))
    turned[:, 1 : free + 1] *= np.exp(2j * pi * rng.random_sample((SURROGATES, free)))
    return np.fft.irfft(turned, n=len(x), axis=1)
