"""Posts and what may be said of them: the figures that kpis hands over, the rankings and tests of insight.

A post's rate is interactions (or clicks) for each impression (or person reached, or view); all posts of a list are
counted alike, and only posts of one list are compared with each other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

Part = Literal["night", "morning", "afternoon", "evening"]
Question = Literal["format", "topic", "part"]
NoRanking = Literal["", "too_few_posts", "no_difference"]

PARTS: tuple[Part, ...] = ("night", "morning", "afternoon", "evening")
"""Six hours of the client's clock each, from midnight on."""


@dataclass(frozen=True, slots=True)
class PostFigure:
    """A post that is old enough, with its ``results`` (a count) and what they are set against, its ``base``.

    ``current``: this report judges it; older posts only tell what is usual. ``hour``: None where nobody knows.
    ``file`` and ``row``: where the list has it. ``parts``: the measures that ``results`` add up.
    """

    id: str
    published: date
    hour: int | None
    format: str
    topics: tuple[str, ...]
    text: str
    link: str
    results: Decimal
    base: Decimal
    current: bool
    file: str = ""
    row: int = 0
    parts: tuple[tuple[str, Decimal], ...] = ()

    @property
    def part(self) -> Part | None:
        return None if self.hour is None else PARTS[self.hour // 6]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A post that is not counted, and ``why``: published less than its list's ``age`` before the export, or without one
    of the measures (those that it ``lacks``)."""

    id: str
    published: date
    why: Literal["young", "incomplete"]
    file: str
    row: int
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PostList:
    """The posts of one channel and delivery, by day. ``results`` and ``base``: the measures that are counted, empty
    where too few posts have any.

    ``since``: the first day of posts that this report judges. ``age``: how many days before their export posts have to
    be published.
    """

    channel: str
    boosted: bool
    results: tuple[str, ...]
    base: str
    since: date
    age: int
    posts: tuple[PostFigure, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def young(self) -> int:
        return sum(post.why == "young" for post in self.left_out)

    @property
    def incomplete(self) -> int:
        return sum(post.why == "incomplete" for post in self.left_out)


@dataclass(frozen=True, slots=True)
class Content:
    """What was published from ``start`` to before ``end``. ``uncounted``: the lists of which no post can be counted."""

    start: date
    end: date
    lists: tuple[PostList, ...]
    uncounted: tuple[PostList, ...] = ()

    @property
    def all_lists(self) -> tuple[PostList, ...]:
        return (*self.lists, *self.uncounted)


@dataclass(frozen=True, slots=True)
class Fit:
    """What is usual in a list (algorithms §4): the ``mean`` rate m of all its posts, ``spread`` S² and ``between`` τ²,
    the variance of rates beyond chance. ``prior`` is b = m ÷ τ², how many of the base a post needs to weigh as much as
    what is usual; None where τ² is 0."""

    posts: int
    mean: float
    spread: float
    n0: float
    between: float
    prior: float | None


@dataclass(frozen=True, slots=True)
class RankedPost:
    """A post with its ``score``, the rate drawn towards the usual one by as much as chance may have moved it, and its
    90 % interval. ``index``: score ÷ usual rate, 1 = the channel's usual."""

    channel: str
    boosted: bool
    post: PostFigure
    score: float
    low: float
    high: float
    index: float


@dataclass(frozen=True, slots=True)
class Ranking:
    """The posts of one list: ``best`` and ``worst`` are the (at most three) that differ beyond chance, the furthest
    first. ``floor``: the least base that is ranked; ``below``: posts under it."""

    channel: str
    boosted: bool
    floor: float
    ranked: int
    below: int
    fit: Fit | None
    best: tuple[RankedPost, ...] = ()
    worst: tuple[RankedPost, ...] = ()
    reason: NoRanking = ""


@dataclass(frozen=True, slots=True)
class GroupVerdict:
    """Posts of one format, topic or part of the day against the rest: the ``ratio`` of their typical rates, each
    against its channel's, and the p-value adjusted for all groups of all questions."""

    question: Question
    name: str
    posts: int
    ratio: float
    t: float
    p: float

    @property
    def clear(self) -> bool:
        return self.p <= 0.05


@dataclass(frozen=True, slots=True)
class Slot:
    """Posts of one weekday (0 = Monday) and part of the day, or hour: how many, and their results ÷ those that are
    usual for so many of the base; None where there are fewer than three."""

    weekday: int
    part: Part
    posts: int
    index: float | None
    hour: int | None = None


@dataclass(frozen=True, slots=True)
class ContentInsight:
    """``best`` and ``worst`` of all channels by index; ``groups``: all that were tested, the clearest first; ``slots``:
    weekday × part of the day, where hours are known; ``hours``: weekday × hour, those with three posts alone."""

    rankings: tuple[Ranking, ...]
    best: tuple[RankedPost, ...] = ()
    worst: tuple[RankedPost, ...] = ()
    groups: tuple[GroupVerdict, ...] = ()
    slots: tuple[Slot, ...] = ()
    hours: tuple[Slot, ...] = ()
