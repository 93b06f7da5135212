"""Content → ContentInsight: which posts differ from their channel's usual rate by more than chance, and when and how.

A post's rate is drawn towards the rate of all posts by an empirical-Bayes fit for counts, so that a small post cannot
lead by luck (algorithms §4; the moments are those of Clayton & Kaldor 1987, by Marshall 1991).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from math import inf, sqrt
from statistics import median

from reportgen.insight.content_groups import Judged, group_verdicts
from reportgen.model.content import (
    PARTS,
    Content,
    ContentInsight,
    Fit,
    PostFigure,
    PostList,
    RankedPost,
    Ranking,
    Slot,
)

FEWEST = 6  # posts of a list that is ranked
FLOOR, FLOOR_SHARE = 100, 0.20  # of the base; of its median
Z = 1.645  # of a 90 % interval
MOST = 3
FEWEST_IN_SLOT = 3


def judge_content(content: Content) -> ContentInsight:
    """All that may be said of the posts."""
    rankings = tuple(rank(given) for given in content.lists)
    judged = [
        Judged(number, post, ranking.fit.mean)
        for number, (given, ranking) in enumerate(zip(content.lists, rankings, strict=True))
        if ranking.fit
        for post in _above(given.posts, ranking.floor)
    ]
    return ContentInsight(
        rankings,
        best=_first((item for ranking in rankings for item in ranking.best), better=True, across=True),
        worst=_first((item for ranking in rankings for item in ranking.worst), better=False, across=True),
        groups=group_verdicts(judged),
        slots=tuple(_slots(judged)),
        hours=tuple(_hours(judged)),
    )


def rank(given: PostList) -> Ranking:
    """The posts of one list that this report judges, against all of them."""
    floor = max(float(FLOOR), FLOOR_SHARE * median([float(post.base) for post in given.posts] or [0.0]))
    posts = _above(given.posts, floor)
    bare = Ranking(given.channel, given.boosted, floor, len(posts), len(given.posts) - len(posts), None)
    if len(posts) < FEWEST:
        return replace(bare, reason="too_few_posts")
    found = fit([(float(post.results), float(post.base)) for post in posts])
    if found.prior is None:
        return replace(bare, reason="no_difference", fit=found)
    judged = scored(given, replace(bare, fit=found))
    best = _first((item for item in judged if item.low > found.mean), better=True)
    worst = _first((item for item in judged if item.high < found.mean), better=False)
    return replace(bare, fit=found, best=best, worst=worst)


def scored(given: PostList, ranking: Ranking) -> tuple[RankedPost, ...]:
    """All posts of a list that this report judges, the best first; none without a ``fit``, or where posts do not differ
    beyond chance."""
    found = ranking.fit
    if found is None or found.prior is None:
        return ()
    posts = (post for post in _above(given.posts, ranking.floor) if post.current)
    return tuple(sorted((_scored(given, post, found) for post in posts), key=_order(better=True, across=False)))


def fit(posts: Sequence[tuple[float, float]]) -> Fit:
    """What is usual among posts (results, base); two at least, each with a base above 0."""
    k, total = len(posts), sum(n for _, n in posts)
    mean = sum(y for y, _ in posts) / total
    n0 = (total - sum(n * n for _, n in posts) / total) / (k - 1)
    spread = sum(n * (y / n - mean) ** 2 for y, n in posts) / (k - 1)
    between = max(0.0, (spread - mean) / n0)
    return Fit(k, mean, spread, n0, between, mean / between if between > 0 else None)


def _above(posts: Iterable[PostFigure], floor: float) -> list[PostFigure]:
    return [post for post in posts if post.base >= floor]


def _scored(given: PostList, post: PostFigure, found: Fit) -> RankedPost:
    b = found.prior if found.prior is not None else inf
    drawn, weight = float(post.results) + b * found.mean, float(post.base) + b
    score, sd = drawn / weight, sqrt(drawn) / weight
    return RankedPost(given.channel, given.boosted, post, score, score - Z * sd, score + Z * sd, score / found.mean)


def _first(found: Iterable[RankedPost], *, better: bool, across: bool = False) -> tuple[RankedPost, ...]:
    """The three furthest from usual; of equals the one with the larger base, then the older one."""
    return tuple(sorted(found, key=_order(better=better, across=across))[:MOST])


def _order(*, better: bool, across: bool) -> Callable[[RankedPost], tuple[object, ...]]:
    sign = -1 if better else 1

    def order(item: RankedPost) -> tuple[object, ...]:
        value = item.index if across else item.score
        return sign * value, -item.post.base, item.post.published, item.channel, item.post.id

    return order


def _slots(judged: Sequence[Judged]) -> Iterator[Slot]:
    """Weekday by part of the day; none where no hour is known."""
    known = [item for item in judged if item.post.part is not None]
    for day in range(7) if known else ():
        for part in PARTS:
            held = [item for item in known if item.post.published.weekday() == day and item.post.part == part]
            yield Slot(day, part, len(held), _index(held))


def _hours(judged: Sequence[Judged]) -> Iterator[Slot]:
    cells: dict[tuple[int, int], list[Judged]] = {}
    for item in judged:
        if item.post.hour is not None:
            cells.setdefault((item.post.published.weekday(), item.post.hour), []).append(item)
    for (day, hour), held in sorted(cells.items()):
        part = held[0].post.part
        if len(held) >= FEWEST_IN_SLOT and part is not None:
            yield Slot(day, part, len(held), _index(held), hour)


def _index(held: Sequence[Judged]) -> float | None:
    """Results of posts ÷ those that are usual in their lists for so many of the base."""
    if len(held) < FEWEST_IN_SLOT:
        return None
    return sum(float(item.post.results) for item in held) / sum(item.usual * float(item.post.base) for item in held)
