"""Student's t distribution for any degrees of freedom: two-sided p-values and quantiles.

By the regularised incomplete beta function, as a continued fraction (Lentz's method; NIST DLMF 8.17.22).
"""

from __future__ import annotations

from functools import lru_cache
from math import exp, lgamma, log

_STEPS = 300
_TINY = 1e-300
_EPSILON = 1e-15


def p_two_sided(t: float, df: float) -> float:
    """P(|T| ≥ |t|) with ``df`` > 0 degrees of freedom."""
    return _beta(df / (df + t * t), df / 2, 0.5)


@lru_cache(maxsize=32)  # all channels of a proposal ask for the same one
def quantile(p: float, df: float) -> float:
    """The t that T stays below with probability ``p`` (0.5 < p < 1)."""
    low, high = 0.0, 1.0
    while 1 - p_two_sided(high, df) / 2 < p:
        high *= 2
    while low < (middle := (low + high) / 2) < high:
        if 1 - p_two_sided(middle, df) / 2 < p:
            low = middle
        else:
            high = middle
    return middle


def _beta(x: float, a: float, b: float) -> float:
    """The regularised incomplete beta function I_x(a, b)."""
    if x <= 0 or x >= 1:
        return 0.0 if x <= 0 else 1.0
    if x > (a + 1) / (a + b + 2):  # where the fraction converges fast
        return 1 - _beta(1 - x, b, a)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log(1 - x))
    return front * _fraction(x, a, b) / a


def _fraction(x: float, a: float, b: float) -> float:
    c, d = 1.0, 1 / _away(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _STEPS):
        for term in (
            m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
            -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1)),
        ):
            d = 1 / _away(1 + term * d)
            c = _away(1 + term / c)
            value *= c * d
        if abs(c * d - 1) < _EPSILON:
            break
    return value


def _away(value: float) -> float:
    """The value, kept away from zero so that it can be divided by."""
    return value if abs(value) > _TINY else _TINY
