"""Monthly totals → daily whole numbers that add up to them again.

The story of a sample is told in monthly totals; the days only have to look alive. Every function keeps the total
exactly. Only ``Random.random()`` and exact arithmetic are used, so the numbers are the same on every machine.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from random import Random

FIRST, LAST = date(2024, 9, 1), date(2026, 10, 31)
MONTHS: tuple[date, ...] = tuple(date(2024 + (8 + i) // 12, (8 + i) % 12 + 1, 1) for i in range(26))


def days_between(first: date, last: date) -> list[date]:
    """Every day from ``first`` to ``last``, both included."""
    return [first + timedelta(n) for n in range((last - first).days + 1)]


def days_of(month: date) -> list[date]:
    """The days of the month that begins on ``month``."""
    following = date(month.year + month.month // 12, month.month % 12 + 1, 1)
    return days_between(month, following - timedelta(1))


def jitter(rng: Random, amount: float) -> float:
    """A factor around 1, bell-shaped, never further than 1.5 × ``amount`` from it."""
    return 1 + amount * (rng.random() + rng.random() + rng.random() - 1.5)


def shares(total: int, weights: Sequence[float]) -> list[int]:
    """``total`` in whole parts in proportion to ``weights`` (largest remainder); their sum is ``total``."""
    whole = sum(weights)
    exact = [total * weight / whole for weight in weights]
    parts = [int(value) for value in exact]
    by_remainder = sorted(range(len(exact)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_remainder[: total - sum(parts)]:
        parts[i] += 1
    return parts


def scatter(total: int, weights: Sequence[float], rng: Random) -> list[int]:
    """``total`` single events dropped at random on cells of the given weights; their sum is ``total``."""
    edges = list(accumulate(weights))
    cells = [0] * len(edges)
    for _ in range(total):
        cells[min(bisect(edges, rng.random() * edges[-1]), len(edges) - 1)] += 1
    return cells


def daily(month: date, total: int, week: Sequence[float], rng: Random, noise: float = 0.25) -> list[int]:
    """A month's total over its days by the weekday's weight (Monday first) and some noise."""
    return shares(total, [week[day.weekday()] * jitter(rng, noise) for day in days_of(month)])
