"""Posts with their lists' usual rates → GroupVerdicts: formats, topics and parts of the day against the rest.

Welch's t of log rates about their list's median, tested by permutation within each list; the greatest |t| of all groups
of all questions makes the p-values hold for them together (Westfall & Young 1993; algorithms §4).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import exp, fsum, log, sqrt
from statistics import fmean, median
from typing import TYPE_CHECKING

from reportgen.model.content import GroupVerdict, PostFigure, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FEWEST = 5  # posts of a group, and of the rest
PERMUTATIONS = 1999
SEED = 20_030_607
_AT_ONCE = 250  # permutations held at a time
_CERTAIN = 1e9  # |t| of a difference without any error
_EQUAL = 1e-9  # by which binary arithmetic may part two equal t


@dataclass(frozen=True, slots=True)
class Judged:
    """A post in a comparison: the number of its list, and that list's usual rate."""

    list: int
    post: PostFigure
    usual: float


@dataclass(frozen=True, slots=True)
class _Group:
    question: Question
    name: str
    members: frozenset[int]


def group_verdicts(judged: Sequence[Judged]) -> tuple[GroupVerdict, ...]:
    """Every group of enough posts, the clearest first."""
    groups = [group for group in _groups(judged) if FEWEST <= len(group.members) <= len(judged) - FEWEST]
    if not groups:
        return ()
    z = _centred(judged)
    found = [_compared(z, group.members) for group in groups]
    levels = _adjusted(z, [item.list for item in judged], groups, [t for _, t in found])
    verdicts = [_verdict(group, *seen, p) for group, seen, p in zip(groups, found, levels, strict=True)]
    return tuple(sorted(verdicts, key=lambda item: (item.p, -item.t, item.question, item.name)))


def _groups(judged: Sequence[Judged]) -> Iterator[_Group]:
    members: dict[tuple[Question, str], set[int]] = {}
    for number, item in enumerate(judged):
        for key in _labels(item.post):
            members.setdefault(key, set()).add(number)
    for (question, name), held in sorted(members.items()):
        yield _Group(question, name, frozenset(held))


def _labels(post: PostFigure) -> Iterator[tuple[Question, str]]:
    if post.format:
        yield "format", post.format
    for topic in post.topics:
        yield "topic", topic
    if post.part:
        yield "part", post.part


def _centred(judged: Sequence[Judged]) -> list[float]:
    """Log rates about the median of their list; half a result is added, so that none is the logarithm of 0."""
    rates = [log((float(item.post.results) + 0.5) / float(item.post.base)) for item in judged]
    by_list: dict[int, list[float]] = {}
    for item, rate in zip(judged, rates, strict=True):
        by_list.setdefault(item.list, []).append(rate)
    middle = {number: median(held) for number, held in by_list.items()}
    return [rate - middle[item.list] for item, rate in zip(judged, rates, strict=True)]


def _verdict(group: _Group, gap: float, t: float, p: float) -> GroupVerdict:
    return GroupVerdict(group.question, group.name, len(group.members), exp(gap), t, p)


def _compared(z: Sequence[float], members: frozenset[int]) -> tuple[float, float]:
    """Mean of the members less that of the rest, and Welch's |t|; summed without rounding, so that every machine finds
    the same."""
    own = [value for at, value in enumerate(z) if at in members]
    rest = [value for at, value in enumerate(z) if at not in members]
    gap = fmean(own) - fmean(rest)
    error = sqrt(_spread(own) / len(own) + _spread(rest) / len(rest))
    return gap, abs(gap) / error if error > _EQUAL else _CERTAIN if abs(gap) > _EQUAL else 0.0


def _spread(values: Sequence[float]) -> float:
    mean = fmean(values)
    return fsum((value - mean) ** 2 for value in values) / (len(values) - 1)


def _adjusted(z: Sequence[float], lists: Sequence[int], groups: Sequence[_Group], seen: Sequence[float]) -> list[float]:
    """The p-value of each group's |t| among the greatest of all groups in each permutation."""
    import numpy as np

    values = np.array(z)
    inside = np.array([[float(at in group.members) for at in range(len(z))] for group in groups])
    greatest = np.concatenate([_welch(part, inside).max(axis=1) for part in _permuted(values, lists)])
    return [(1 + int((greatest >= t * (1 - _EQUAL) - _EQUAL).sum())) / (PERMUTATIONS + 1) for t in seen]


def _permuted(values: NDArray[np.float64], lists: Sequence[int]) -> Iterator[NDArray[np.float64]]:
    """The values shuffled within their lists, some hundred times at once. The generator's stream never changes."""
    import numpy as np

    rng = np.random.RandomState(SEED)
    of_list = [np.flatnonzero(np.array(lists) == number) for number in sorted(set(lists))]
    for done in range(0, PERMUTATIONS, _AT_ONCE):
        part = np.empty((min(_AT_ONCE, PERMUTATIONS - done), len(values)))
        for places in of_list:
            part[:, places] = values[[rng.permutation(places) for _ in part]]
        yield part


def _welch(rows: NDArray[np.float64], inside: NDArray[np.float64]) -> NDArray[np.float64]:
    """|t| of each group in each row: the group's mean against the rest's, their variances apart."""
    import numpy as np

    size = inside.sum(axis=1)
    rest = inside.shape[1] - size
    squares = rows * rows
    held, held_squares = rows @ inside.T, squares @ inside.T
    own, other = held / size, (rows.sum(axis=1)[:, None] - held) / rest
    own_spread = (held_squares - size * own**2) / (size - 1)
    other_spread = (squares.sum(axis=1)[:, None] - held_squares - rest * other**2) / (rest - 1)
    error = np.sqrt(np.maximum(own_spread / size + other_spread / rest, 0.0))
    gap = np.abs(own - other)
    with np.errstate(divide="ignore", invalid="ignore"):
        found: NDArray[np.float64] = np.where(error > _EQUAL, gap / error, np.where(gap > _EQUAL, _CERTAIN, 0.0))
    return found
