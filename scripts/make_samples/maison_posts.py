"""Maison Lumière's posts of the story's months → the content exports of Meta Business Suite, a row a post and its life.

Advice and « avant / après » are passed on most. Two exports a network: the days in which they overlap stand in both,
and the newer one has the later, higher values.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from exports import FACEBOOK_POSTS, INSTAGRAM_POSTS, meta_content
from maison_story import AUTUMN, STORY, WEEK
from spread import FIRST, LAST, MONTHS, days_of, jitter, scatter, shares

PARIS, CALIFORNIA = ZoneInfo("Europe/Paris"), ZoneInfo("America/Los_Angeles")
HOURS = (time(7, 30), time(12, 5), time(18, 20), time(20, 45))
EXPORTS = ((FIRST, date(2025, 9, 10)), (date(2025, 9, 1), LAST))  # the first was made on 10 September, ten days early
A_MONTH = {"facebook": 10, "instagram": 14, "linkedin": 5}
IN_POSTS = {"facebook": 0.52, "instagram": 0.47, "linkedin": 0.86}  # share of a month's views that its posts have
APPEAL = {"before_after": 1.5, "advice": 1.3, "product": 0.75, "home": 0.9, "autumn": 1.25}
PASSED_ON = {"before_after": 2.1, "advice": 1.7, "product": 0.4, "home": 0.6, "autumn": 1.4}
PER_100 = {  # of the interactions: comments, shares, saves; the rest are reactions
    "facebook": (9, 7, 0),
    "instagram": (4, 3, 7),
    "linkedin": (6, 5, 0),
}


@dataclass(frozen=True, slots=True)
class Post:
    """A post and what its life brought; ``published`` is the local time in Paris."""

    number: int
    published: datetime
    theme: str
    caption: str
    views: int
    reactions: int
    comments: int
    shares: int
    saves: int

    @property
    def interactions(self) -> int:
        return self.reactions + self.comments + self.shares + self.saves

    def so_far(self, part: float) -> Post:
        """The post as an early export has it."""
        names = ("views", "reactions", "comments", "shares", "saves")
        early = {name: int(getattr(self, name) * part) for name in names}
        return Post(self.number, self.published, self.theme, self.caption, **early)


def _captions() -> tuple[tuple[str, str], ...]:
    """(theme, text) of each caption."""
    texts = Path(__file__).with_name("maison_captions.txt").read_text("utf-8").strip().split("\n--\n")
    return tuple((theme, caption) for theme, _, caption in (text.partition("\n") for text in texts))


CAPTIONS = _captions()


def posts_of(network: str) -> list[Post]:
    """All posts of a network, the oldest first; a month's views and interactions follow the story's."""
    rng = Random(f"maison-lumiere posts {network}")
    return [post for n in range(len(MONTHS)) for post in _month(network, n, rng)]


def _month(network: str, n: int, rng: Random) -> Iterator[Post]:
    count = A_MONTH[network] + int(rng.random() * 3) - 1
    days = days_of(MONTHS[n])
    weights = [0 if day == FIRST else WEEK[day.weekday()] for day in days]
    times = sorted(
        datetime.combine(day, HOURS[int(rng.random() * len(HOURS))])
        for day, here in zip(days, scatter(count, weights, rng), strict=True)
        for _ in range(here)
    )
    open_now = [caption for caption in CAPTIONS if n >= AUTUMN or caption[0] != "autumn"]
    chosen = [open_now[int(rng.random() * len(open_now))] for _ in times]
    views = int(STORY[n][f"views_{network}"] * 1000 * IN_POSTS[network])
    liveliness = STORY[n][f"liveliness_{network}"]
    appeal = [APPEAL[theme] * jitter(rng, 0.35) for theme, _ in chosen]
    for place, seen in enumerate(shares(views, [weight**0.6 for weight in appeal])):
        theme, caption = chosen[place]
        interactions = int(seen * liveliness / 1000 * appeal[place] * 0.85)
        parts = _kinds(network, interactions, PASSED_ON[theme] * jitter(rng, 0.3))
        yield Post(100 * n + place, times[place], theme, caption, seen, *parts)


def _kinds(network: str, interactions: int, passed_on: float) -> tuple[int, int, int, int]:
    """Reactions, comments, shares and saves of so many interactions."""
    comments, shared, saved = (
        int(interactions * rate * factor / 100)
        for rate, factor in zip(PER_100[network], (1, passed_on, passed_on), strict=True)
    )
    return interactions - comments - shared - saved, comments, shared, saved


def meta_posts() -> Iterator[tuple[str, bytes]]:
    """Per network two exports (name, bytes), named by their period as the platform does."""
    for network, account in (("facebook", 109000000000417), ("instagram", 17840000000000417)):
        header, cells = {
            "facebook": (FACEBOOK_POSTS, _facebook),
            "instagram": (INSTAGRAM_POSTS, _instagram),
        }[network]
        posts = posts_of(network)
        for first, last in EXPORTS:
            part = [_seen_on(last, post) for post in posts if first <= post.published.date() <= last]
            name = f"{first:%b-%d-%Y}_{last:%b-%d-%Y}_{account % 10**6 + (last == LAST)}.csv"
            rows = [[str(cell) for cell in cells(account, post)] for post in part]
            yield f"{network}_posts/{name}", meta_content(header, rows)


def _seen_on(last: date, post: Post) -> Post:
    """A post of the first export's last days still had most of its life before it."""
    age = (last - post.published.date()).days
    return post.so_far((age + 2) / 14) if last != LAST and age < 12 else post


def _published(post: Post) -> str:
    """As Meta writes it, whatever the page's country: the time in California, the month first."""
    return f"{post.published.replace(tzinfo=PARIS).astimezone(CALIFORNIA):%m/%d/%Y %H:%M}"


def _facebook(page: int, post: Post) -> tuple[object, ...]:
    number = 122000000000000 + 1000 * post.number + post.number * 397 % 900
    link = f"https://www.facebook.example/maisonlumiere/posts/{number}"
    film, kind = (40, "Reels") if post.theme == "before_after" else (0, "Photos")
    clicks, link_clicks = round(post.views * 0.012), round(post.views * 0.004)
    watched = f"{post.views * 2.1:.3f}" if film else ""
    head = (number, page, "Maison Lumière (client fictif)", post.caption, "", film, _published(post))
    told = ("N/A", link, 0, 0, kind, "", "", "", "", "Lifetime")
    life = (post.views, round(post.views * 0.71), post.interactions, post.reactions, post.comments, post.shares)
    more = (clicks, link_clicks or "", clicks - link_clicks, "", watched, 2.1 if film else "", "", "")
    return (*head, *told, *life, *more)


def _instagram(account: int, post: Post) -> tuple[object, ...]:
    number = 18000000000000000 + 10**9 * post.number + post.number * 9973 % 10**8
    film, kind = (40, "IG reel") if post.theme in ("before_after", "autumn") else (0, "IG carousel")
    link = f"https://www.instagram.example/{'reel' if film else 'p'}/ML{post.number:05}/"
    head = (number, account, "maisonlumiere.exemple", "Maison Lumière (client fictif)", post.caption, film)
    told = (_published(post), link, kind, "", "Lifetime")
    follows = round(post.views / 4000) or ""
    return (*head, *told, post.views, round(post.views * 0.74), post.reactions, post.shares, post.comments, post.saves,
            follows)  # fmt: skip
