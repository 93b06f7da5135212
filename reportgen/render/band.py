"""A usual range that moves from cycle to cycle → the outlines of its area. Shared by sparklines and trend charts."""

from __future__ import annotations

from collections.abc import Sequence


def band_corners(
    across: Sequence[float], pairs: Sequence[tuple[float, float] | None], edges: tuple[float, float]
) -> list[list[tuple[float, float]]]:
    """One closed outline per run of cycles that have a range.

    ``across`` are the cycles' places, ``pairs`` their (low, high) in the drawing's own unit. At the first and the last
    cycle the area runs on to the drawing's edges; a range of a single cycle is as wide as half a step on either side.
    """
    outlines = []
    for first, last in _runs(pairs):
        half = (across[1] - across[0]) / 2 if len(across) > 1 else 0.0
        left = edges[0] if first == 0 else across[first] - half * (first == last)
        right = edges[1] if last == len(across) - 1 else across[last] + half * (first == last)
        known = [(across[t], pair) for t in range(first, last + 1) if (pair := pairs[t]) is not None]
        known = [(left, known[0][1]), *known, (right, known[-1][1])]
        outlines.append([(x, pair[0]) for x, pair in known] + [(x, pair[1]) for x, pair in reversed(known)])
    return outlines


def _runs(pairs: Sequence[object]) -> list[tuple[int, int]]:
    """First and last index of each run of items that are not None."""
    found: list[tuple[int, int]] = []
    for t, pair in enumerate(pairs):
        if pair is None:
            continue
        if found and found[-1][1] == t - 1:
            found[-1] = (found[-1][0], t)
        else:
            found.append((t, t))
    return found
