"""Maison Lumière's page on LinkedIn, where interior architects follow it → the page's exports as workbooks.

The page hands out a year at most, so that each of its three exports (content, followers, visitors) comes three times.
Nothing is sponsored there.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from maison_posts import Post, posts_of
from maison_story import STORY
from spread import FIRST, LAST, MONTHS, daily, days_between, days_of, jitter
from workbook import Cell, Sheets, workbook

WORKDAYS = (1.25, 1.35, 1.3, 1.3, 1.05, 0.35, 0.4)  # Monday first
EXPORTS = ((FIRST, date(2025, 8, 31)), (date(2025, 9, 1), date(2026, 8, 31)), (date(2026, 9, 1), LAST))
MADE = (
    "1756805400000",
    "1788255000000",
    "1793698200000",
)  # when, in the milliseconds that the page puts into the names
BANNER = (
    "Engagement metrics of your {}, organic and sponsored. Data may be two days late. All dates and times are in UTC."
)
PARTED = ("Clicks", "Reactions", "Comments", "Reposts", "Engagement rate")
CONTENT = (
    "Date",
    "Impressions (organic)",
    "Impressions (sponsored)",
    "Impressions (total)",
    "Unique impressions (organic)",
    *(f"{name} ({part})" for name in PARTED for part in ("organic", "sponsored", "total")),
)
POSTS = (
    "Post title,Post link,Post type,Campaign name,Posted by,Created date,Campaign start date,Campaign end date,"
    "Audience,Impressions,Views,Offsite Views,Clicks,Click through rate (CTR),Likes,Comments,Reposts,Follows,"
    "Engagement rate,Content Type"
)
FOLLOWERS = ("Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers")
PARTS, COUNTS, DEVICES = ("Overview", "Life", "Jobs", "Total"), ("page views", "unique visitors"), ("desktop", "mobile")
VISITORS = ("Date", *(f"{p} {c} ({d})" for p in PARTS for c in COUNTS for d in (*DEVICES, "total")))


def linkedin() -> Iterator[tuple[str, bytes]]:
    """Nine workbooks (name, bytes), named as the page does."""
    views, follows = _series("views"), _series("follows")
    content, posts, rng = _content(views), posts_of("linkedin"), Random("maison-lumiere linkedin visitors")
    visitors = [_visitors(day, seen, rng) for day, seen in views.items()]
    for (first, last), made in zip(EXPORTS, MADE, strict=True):
        span = slice((first - FIRST).days, (last - FIRST).days + 1)
        gained = [(_us(day), 0, follows[day], 0, follows[day]) for day in days_between(first, last)]
        written = [_post(post) for post in posts if first <= post.published.date() <= last]
        books: dict[str, Sheets] = {
            "content": {
                "Metrics": [(BANNER.format("page by day"),), CONTENT, *content[span]],
                "All posts": [(BANNER.format("posts"),), POSTS.split(","), *reversed(written)],
            },
            "followers": {"New followers": [FOLLOWERS, *gained]},
            "visitors": {"Visitor metrics": [VISITORS, *visitors[span]]},
        }
        for kind, sheets in books.items():
            yield f"linkedin/maison-lumiere_{kind}_{made}.xlsx", workbook(sheets)


def _us(day: date) -> str:
    return f"{day:%m/%d/%Y}"


def _series(what: str) -> dict[date, int]:
    """The page's daily numbers whose monthly sums are the story's."""
    rng = Random(f"maison-lumiere linkedin {what}")
    values: dict[date, int] = {}
    for n, month in enumerate(MONTHS):
        story = STORY[n][f"{what}_linkedin"]
        total = story * 1000 + int(rng.random() * 900) if what == "views" else story
        values |= dict(zip(days_of(month), daily(month, total, WORKDAYS, rng), strict=True))
    return values


def _content(views: dict[date, int]) -> list[tuple[Cell, ...]]:
    rng = Random("maison-lumiere linkedin content")
    rows = []
    for day, seen in views.items():
        month = (day.year - FIRST.year) * 12 + day.month - FIRST.month
        given = round(seen * STORY[month]["liveliness_linkedin"] / 1000 * jitter(rng, 0.3))
        comments, reposts = round(given * 0.07), round(given * 0.05)
        parts = (round(seen * 0.021 * jitter(rng, 0.4)), given - comments - reposts, comments, reposts)
        rate = round(sum(parts) / seen, 9) if seen else 0
        parted = (cell for value in parts for cell in (value, 0, value))
        rows.append((_us(day), seen, 0, seen, round(seen * 0.63), *parted, rate, 0, rate))
    return rows


def _post(post: Post) -> tuple[Cell, ...]:
    link = f"https://www.linkedin.example/feed/update/urn:li:activity:{7000000000000000000 + post.number}"
    clicks = round(post.views * 0.022)
    rate = round((clicks + post.interactions) / post.views, 9)
    head = (
        post.caption,
        link,
        "Organic",
        "",
        "Personne Fictive",
        f"{post.published:%m/%d/%Y}",
        "",
        "",
        "All followers",
    )
    life = (post.views, "", "", clicks, round(clicks / post.views, 9), post.reactions, post.comments, post.shares)
    return (*head, *life, round(post.views / 900), rate, "Image")


def _visitors(day: date, seen: int, rng: Random) -> tuple[Cell, ...]:
    """Page views and unique visitors of each part of the page, by device; the total is that of the parts."""
    desktop, mobile = round(seen * 0.011 * jitter(rng, 0.5)), round(seen * 0.007 * jitter(rng, 0.5))
    people = (round(desktop * 0.6), round(mobile * 0.7))
    overview = (desktop, mobile, desktop + mobile, *people, sum(people))
    return (_us(day), *overview, *(0,) * 12, *overview)
