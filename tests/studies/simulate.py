"""Simulated histories whose truth is known: noise, autocorrelation, season, trend, steps, counts, channels.

Imports nothing of the program that is judged by them. Every function takes its own random generator.
"""

from __future__ import annotations

from math import cos, exp, pi, sqrt
from random import Random

Series = list[float]


def noise(rng: Random, n: int, mean: float = 100, sd: float = 10) -> Series:
    """Independent normal values."""
    return [rng.gauss(mean, sd) for _ in range(n)]


def autocorrelated(rng: Random, n: int, phi: float, mean: float = 100, sd: float = 10) -> Series:
    """An AR(1) process with this standard deviation of its values, after a run-in."""
    state, values = rng.gauss(0, sd), []
    for _ in range(n + 30):
        state = phi * state + rng.gauss(0, sd * sqrt(1 - phi * phi))
        values.append(mean + state)
    return values[30:]


def seasonal(rng: Random, n: int, size: float, mean: float = 100, sd: float = 10, period: int = 12) -> Series:
    """Noise on a yearly wave of ± ``size`` standard deviations, begun at a random month."""
    phase = rng.randrange(period)
    wave = [size * sd * cos(2 * pi * (i + phase) / period) for i in range(n)]
    return [value + season for value, season in zip(noise(rng, n, mean, sd), wave, strict=True)]


def trending(rng: Random, n: int, slope: float, mean: float = 100, sd: float = 10) -> Series:
    """Noise that rises by ``slope`` standard deviations a cycle."""
    return [value + slope * sd * i for i, value in enumerate(noise(rng, n, mean, sd))]


def stepped(rng: Random, before: int, after: int, size: float, mean: float = 100, sd: float = 10) -> Series:
    """Noise that stands ``size`` standard deviations higher, or lower, from one cycle on."""
    up = rng.choice((-1, 1))
    return noise(rng, before, mean, sd) + noise(rng, after, mean + up * size * sd, sd)


def following(rng: Random, n: int, lag: int, share: float, phi: float = 0.4) -> tuple[Series, Series]:
    """Two series, of which the second is, ``lag`` cycles later, this ``share`` of the first; the rest is noise."""
    first = autocorrelated(rng, n + lag, phi)
    rest = sqrt(1 - share * share)
    return first[lag:], [100 + share * (first[i] - 100) + rest * rng.gauss(0, 10) for i in range(n)]


def counts(rng: Random, n: int, mean: float, spread: float) -> Series:
    """Skewed counts: Poisson values whose mean is itself drawn, log-normal with this ``spread``."""
    return [float(poisson(rng, mean * exp(rng.gauss(-spread * spread / 2, spread)))) for _ in range(n)]


def poisson(rng: Random, mean: float) -> int:
    """A count with this mean: by inversion in parts, so that large means do not underflow."""
    found, left = 0, mean
    while left > 0:
        part, left = min(left, 30.0), left - 30.0
        limit, product = exp(-part), rng.random()
        while product > limit:
            found += 1
            product *= rng.random()
    return found


def channel(rng: Random, cycles: int, effort: float, yield_of: float, phi: float = 0.0) -> tuple[Series, list[int]]:
    """A channel's effort and results: counts of a yield that wanders by 0.3 (log), autocorrelated by ``phi``."""
    wander = autocorrelated(rng, cycles, phi, 0, 0.3)
    efforts = [round(effort * exp(rng.gauss(0, 0.05)), 2) for _ in range(cycles)]
    return efforts, [poisson(rng, e * yield_of * exp(w)) for e, w in zip(efforts, wander, strict=True)]


Published = tuple[int, int, str, int]
"""A simulated post: its interactions, its impressions, its format, the hour of its publication."""


def posts(rng: Random, count: int, rate: float, *, spread: float = 0.0, better: float = 1.0) -> list[Published]:
    """Posts of one channel whose rates vary by ``spread`` (log) around ``rate``; reels reach ``better`` times that."""
    made = []
    for _ in range(count):
        shape = rng.choice(("photo", "reel", "carousel", "video"))
        shown = round(exp(rng.gauss(7, 0.6)))
        own = rate * exp(rng.gauss(-spread * spread / 2, spread)) * (better if shape == "reel" else 1.0)
        made.append((poisson(rng, own * shown), shown, shape, rng.randrange(24)))
    return made
