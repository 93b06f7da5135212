"""Maison Lumière's site by day and source → the exports of Google Analytics 4, one a calendar year."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from exports import ga4
from maison_story import LEAD_SHARE, ORDER_SHARE, SESSION_SHARE, STORY, WEEK
from spread import FIRST, LAST, MONTHS, days_of, jitter, scatter, shares

ACCOUNT = "Maison Lumière (client fictif)"
HEADER = ("Date", "Session source / medium", "Sessions", "Engaged sessions", "Key events", "First-time purchasers")
# where sessions are said to come from: (source / medium, share of the group's sessions, share of them that engage)
SOURCES = {
    "instagram": (
        ("instagram / social", 0.52, 0.64),
        ("instagram / paid_social", 0.33, 0.57),
        ("l.instagram.com / referral", 0.15, 0.61),
    ),
    "facebook": (
        ("facebook / social", 0.34, 0.49),
        ("facebook / paid_social", 0.48, 0.41),
        ("m.facebook.com / referral", 0.18, 0.47),
    ),
    "pinterest": (("pinterest / social", 1.0, 0.66),),
    "linkedin": (("linkedin / social", 0.7, 0.68), ("lnkd.in / referral", 0.3, 0.64)),
    "other": (
        ("google / organic", 0.46, 0.66),
        ("(direct) / (none)", 0.22, 0.58),
        ("google / cpc", 0.17, 0.61),
        ("newsletter / email", 0.11, 0.72),
        ("bing / organic", 0.04, 0.63),
    ),
}
Visit = tuple[date, str, int, int, int, int]  # day, source / medium, sessions, engaged, requests, first purchases


def visits() -> list[Visit]:
    """All that the site counted."""
    rng = Random("maison-lumiere ga4")
    return [visit for n in range(len(MONTHS)) for visit in _month(n, rng)]


def from_ads(visits: list[Visit]) -> dict[date, int]:
    """The sessions that search ads led to, by day."""
    return {day: sessions for day, source, sessions, *_ in visits if source == "google / cpc"}


def analytics(visits: list[Visit]) -> Iterator[tuple[str, bytes]]:
    """One export a year (name, bytes), sorted by sessions as the interface does."""
    for year in (2024, 2025, 2026):
        part = sorted((v for v in visits if v[0].year == year), key=lambda v: (-v[2], v[0], v[1]))
        first, last = max(FIRST, date(year, 1, 1)), min(LAST, date(year, 12, 31))
        rows = ((f"{day:%Y%m%d}", *rest) for day, *rest in part)
        yield f"ga4/data-export_{year}.csv", ga4(ACCOUNT, first, last, HEADER, rows)


def _month(n: int, rng: Random) -> Iterator[Visit]:
    """A month of the site; every network's part of each result is exact."""
    month = STORY[n]
    parts = zip(
        shares(month["sessions"], list(SESSION_SHARE.values())),
        shares(month["leads"], list(LEAD_SHARE.values())),
        shares(month["new_customers"], [ORDER_SHARE.get(network, 0) for network in SESSION_SHARE]),
        strict=True,
    )
    groups = dict(zip(SESSION_SHARE, parts, strict=True))
    others = month["other_sessions"]
    groups["other"] = (others, int(others * 0.021), int(month["other_orders"] * 0.6))
    for group, totals in groups.items():
        yield from _group(MONTHS[n], group, totals, rng)


def _group(month: date, group: str, totals: tuple[int, int, int], rng: Random) -> Iterator[Visit]:
    """A month of one group of sources: its sessions, requests and first purchases over days and sources."""
    sessions, leads, buyers = totals
    cells = [(day, *source) for day in days_of(month) for source in SOURCES[group]]
    weights = [WEEK[day.weekday()] * share * jitter(rng, 0.22) for day, _, share, _ in cells]
    seen = shares(sessions, weights)
    asked = scatter(leads, [weight * cell[3] for weight, cell in zip(weights, cells, strict=True)], rng)
    bought = scatter(buyers, weights, rng)
    for n, (day, source, _, engaged) in enumerate(cells):
        visits = max(seen[n], asked[n], bought[n])  # nobody asks or buys without a visit
        if visits:
            yield day, source, visits, round(visits * engaged * jitter(rng, 0.08)), asked[n], bought[n]
