"""The story of Maison Lumière, a French lighting shop that does not exist: monthly totals → its export files.

The light season runs from September to December and sleeps in summer. *Lumière d'automne* (Instagram, from 7 September
2026) sells; *Demande de devis* (Facebook, from 10 August 2026) spends and brings few requests. Facebook costs much and
brings little. Instagram's follows stop on 27 October 2026; its views have a hole from 10 to 16 June 2025.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random

from exports import meta_daily
from maison_ads import advertising
from maison_linkedin import linkedin
from maison_mentions import monitoring
from maison_orders import shop
from maison_posts import meta_posts
from maison_search import search_ads
from maison_site import analytics, from_ads, visits
from maison_story import STORY, WEEK
from spread import FIRST, LAST, MONTHS, daily, days_between, days_of, jitter

# what the page-level files call a metric: (file, title on Facebook, title on Instagram)
TITLES = (
    ("Follows", "Follows", "Instagram follows"),
    ("Interactions", "Content interactions", "Content interactions"),
    ("Link_clicks", "Link clicks", "Link clicks"),
    ("Reach", "Facebook reach", "Instagram reach"),
    ("Visits", "Facebook visits", "Instagram profile visits"),
)
PER_1000_VIEWS = {
    "facebook": {"Link_clicks": 6, "Reach": 610, "Visits": 11},
    "instagram": {"Link_clicks": 9, "Reach": 610, "Visits": 17},
}
FOLLOWS_END = date(2026, 10, 27)  # Instagram's follows were exported on the 28th and not again


def write(folder: Path) -> Iterator[Path]:
    """Write all files of the client under ``folder``; yields each path."""
    seen = visits()
    site = (*analytics(seen), *search_ads(from_ads(seen)))
    for name, content in (*_networks(), *meta_posts(), *linkedin(), *advertising(), *site, *shop(), *monitoring()):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        yield path


def _networks() -> Iterator[tuple[str, bytes]]:
    """Meta Business Suite: a file a metric and network; Instagram's views come in three exports."""
    for network in ("facebook", "instagram"):
        rng = Random(f"maison-lumiere {network}")
        views = _series(network, "views", rng)
        made = {"Follows": _series(network, "follows", rng), "Interactions": _series(network, "interactions", rng)}
        made |= {name: _rated(views, rate, rng) for name, rate in PER_1000_VIEWS[network].items()}
        if network == "facebook":
            yield "facebook/Views.csv", meta_daily("Views", views.items())
        else:
            made["Follows"] = {day: n for day, n in made["Follows"].items() if n and day <= FOLLOWS_END}
            yield from _instagram_views(views)
        for name, *titles in TITLES:
            yield f"{network}/{name}.csv", meta_daily(titles[network == "instagram"], made[name].items())


def _series(network: str, what: str, rng: Random) -> dict[date, int]:
    """A network's daily numbers whose monthly sums are the story's."""
    values: dict[date, int] = {}
    for n, month in enumerate(MONTHS):
        views = STORY[n][f"views_{network}"] * 1000 + int(rng.random() * 900)
        rate = STORY[n][f"liveliness_{network}"] + rng.random() * 0.8 - 0.4
        follows = STORY[n][f"follows_{network}"]
        total = {"views": views, "interactions": int(views / 1000 * rate), "follows": follows}[what]
        values |= dict(zip(days_of(month), daily(month, total, WEEK, rng), strict=True))
    return values


def _rated(views: dict[date, int], per_1000: int, rng: Random) -> dict[date, int]:
    """Daily numbers that follow the views."""
    return {day: round(value * per_1000 * jitter(rng, 0.2) / 1000) for day, value in views.items()}


def _instagram_views(views: dict[date, int]) -> Iterator[tuple[str, bytes]]:
    """Three exports: a week is missing between the first two; the third replaces the end of the second."""
    spans = {"Views": (FIRST, date(2025, 6, 9)), "Views_1": (date(2025, 6, 17), date(2026, 9, 13)),
             "Views_2": (date(2026, 9, 1), LAST)}  # fmt: skip
    for name, (first, last) in spans.items():
        part = {day: views[day] for day in days_between(first, last)}
        if name == "Views_1":
            part[last] = part[last] // 3  # the day of the export was not over
        yield f"instagram/{name}.csv", meta_daily("Views", part.items())
