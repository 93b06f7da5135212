"""Maison Lumière's search ads → campaign reports of Google Ads by day; clicks follow the site's `google / cpc` visits.

The reports are as the English interface hands them out, the currency and the campaigns are the client's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from exports import google_ads
from spread import FIRST, LAST, days_between, jitter

EXPORTS = ((FIRST, date(2025, 8, 31)), (date(2025, 9, 1), LAST))
HEADER = (
    "Day,Campaign,Currency code,Clicks,Impr.,CTR,Avg. CPC,Cost,Search impr. share,Conv. rate,Conv. value,Conversions"
)


@dataclass(frozen=True, slots=True)
class Search:
    """A campaign: its part of the visits, clicks per thousand impressions, sales that Google claims of 1000 clicks."""

    name: str
    part: float
    clicks_per_1000: int
    cpc: str
    sales_per_1000: int


SEARCHES = (
    Search("Marque – Maison Lumière", 0.44, 148, "0.19", 30),
    Search("Luminaires – Recherche", 0.56, 47, "0.46", 13),
)


@dataclass(frozen=True, slots=True)
class Served:
    """What a campaign delivered on a day, or all together."""

    clicks: int
    impressions: int
    cost: Decimal
    sales: Decimal
    value: Decimal


def search_ads(visits: dict[date, int]) -> Iterator[tuple[str, bytes]]:
    """Two reports (name, bytes). ``visits``: the site's sessions from the ads, by day."""
    rng = Random("maison-lumiere search")
    days = days_between(FIRST, LAST)
    served = {(day, search): _served(search, visits[day], rng) for day in days for search in SEARCHES}
    for first, last in EXPORTS:
        part = {key: one for key, one in served.items() if first <= key[0] <= last}
        rows = [(f"{day}", search.name, "EUR", *_cells(one)) for (day, search), one in part.items()]
        whole = _cells(_sum(list(part.values())))
        totals = [(f"Total: {what}", " --", "EUR", *whole) for what in ("Campaigns", "Account")]
        name = f"google_ads/campaign_report_{first:%Y-%m}_{last:%Y-%m}.csv"
        yield name, google_ads("Campaign report", first, last, (HEADER.split(","), *rows, *totals))


def _served(search: Search, visits: int, rng: Random) -> Served:
    """Some who click are gone before the site counts them."""
    clicks = round(visits * search.part * 1.09 * jitter(rng, 0.12))
    impressions = max(clicks, round(clicks * 1000 / search.clicks_per_1000 * jitter(rng, 0.2)))
    cost = round(clicks * Decimal(search.cpc) * Decimal(f"{jitter(rng, 0.15):.4f}"), 2)
    sales = Decimal(sum(rng.random() < search.sales_per_1000 / 1000 for _ in range(clicks)))
    sales -= Decimal("0.5") if sales and rng.random() < 0.2 else 0  # half of a sale is given to another click
    return Served(clicks, impressions, cost, sales, round(sales * Decimal(80 + int(rng.random() * 120)), 2))


def _sum(parts: list[Served]) -> Served:
    return Served(
        sum(one.clicks for one in parts),
        sum(one.impressions for one in parts),
        sum((one.cost for one in parts), Decimal(0)),
        sum((one.sales for one in parts), Decimal(0)),
        sum((one.value for one in parts), Decimal(0)),
    )


def _cells(one: Served) -> tuple[str, ...]:
    """Clicks, impressions and cost with what follows from them; sales as Google claims them."""
    rate = f"{one.clicks / one.impressions:.2%}" if one.impressions else " --"
    per_click = f"{one.cost / one.clicks:.2f}" if one.clicks else " --"
    seen = (f"{one.clicks:,}", f"{one.impressions:,}", rate, per_click, f"{one.cost:.2f}", "< 10%")
    buying = f"{one.sales / one.clicks:.2%}" if one.clicks else " --"
    return (*seen, buying, f"{one.value:.2f}", f"{one.sales:.2f}")
