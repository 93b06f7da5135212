"""Facts' posts + cycle → Content: the figures of each post that is old enough, those of a list all counted alike.

A report judges the posts of its cycle, and those that were too young for the report before; the posts of a year tell
what is usual.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from reportgen.kpis.expand import COMPONENTS
from reportgen.model.content import Content, LeftOut, PostFigure, PostList
from reportgen.model.facts import Delivery, Post
from reportgen.periods import Cycle

AGE, SLOW_AGE = 7, 28  # days from publication to export
SLOW = frozenset({"youtube", "tiktok", "pinterest"})  # fed by search and by recommendation: posts live longer
YEAR = timedelta(days=365)
BASES = ("impressions", "reach", "video_views")
TOTALS = ("interactions_given", "link_clicks", "clicks_all")  # where a list has no interactions one by one


def content(posts: Sequence[Post], cycle: Cycle, as_of: date) -> Content | None:
    """None where no post was published. An export that does not tell its day was made by ``as_of``."""
    start = min(cycle.start, cycle.stop - YEAR)
    inside = [post for post in posts if start <= post.published < cycle.stop]
    apart = sorted({(post.channel, post.boosted) for post in inside})
    lists = [
        _List(cycle, as_of, [post for post in inside if (post.channel, post.boosted) == key]).made() for key in apart
    ]
    counted, not_counted = (tuple(item for item in lists if bool(item.posts) is some) for some in (True, False))
    return Content(start, cycle.stop, counted, not_counted) if lists else None


@dataclass(frozen=True, slots=True)
class _List:
    cycle: Cycle
    as_of: date
    posts: Sequence[Post]  # of one channel and delivery

    def made(self) -> PostList:
        first = self.posts[0]
        age = SLOW_AGE if first.channel in SLOW else AGE
        old: list[Post] = []
        young: list[Post] = []
        for post in self.posts:
            lived = (post.exported_on or self.as_of) - post.published
            (old if lived >= timedelta(days=age) else young).append(post)
        given = [_values(post) for post in old]
        results, base = _results(given), next(iter(_common(BASES, given)), "")
        since = self.cycle.start - timedelta(days=age)
        needed = (*(results or TOTALS[:1]), base or BASES[0])
        made, lost = [], []
        for post, values in zip(old, given, strict=True):
            lacks = tuple(name for name in needed if name not in values)
            if lacks:
                lost.append(_left_out(post, "incomplete", lacks))
            else:
                made.append(_figure(post, values, results, base, since))
        left_out = (*(_left_out(post, "young") for post in young), *lost)
        return PostList(first.channel, first.boosted, results, base, since, age, tuple(made), left_out)


def _left_out(post: Post, why: Literal["young", "incomplete"], lacks: tuple[str, ...] = ()) -> LeftOut:
    return LeftOut(post.id, post.published, why, post.file, post.row, lacks)


def _values(post: Post) -> Mapping[str, Decimal]:
    """Each measure over all deliveries: as the list gives it, else paid and organic together; people who were reached
    either way may be the same."""
    parts: dict[str, dict[Delivery, Decimal]] = {}
    for measure, delivery, value in post.values:
        parts.setdefault(measure, {})[delivery] = value
    return {
        measure: by["all"] if "all" in by else sum(by.values(), Decimal(0))
        for measure, by in parts.items()
        if "all" in by or len(by) == 1 or measure != "reach"
    }


def _results(given: Sequence[Mapping[str, Decimal]]) -> tuple[str, ...]:
    """The interactions that most posts tell; where none are told one by one, the platform's total, else clicks."""
    return _common(sorted(COMPONENTS), given) or _common(TOTALS, given)[:1]


def _common(measures: Iterable[str], given: Sequence[Mapping[str, Decimal]]) -> tuple[str, ...]:
    """The measures that at least half of the posts have."""
    return tuple(name for name in measures if given and 2 * sum(name in values for values in given) >= len(given))


def _figure(post: Post, values: Mapping[str, Decimal], results: tuple[str, ...], base: str, since: date) -> PostFigure:
    return PostFigure(
        post.id,
        post.published,
        post.hour,
        post.format,
        post.topics,
        post.text,
        post.link,
        sum((values[name] for name in results), Decimal(0)),
        values[base],
        post.published >= since,
        post.file,
        post.row,
        tuple((name, values[name]) for name in results),
    )
