"""Maison Lumière's campaigns → the exports of Meta Ads Manager, a row a campaign and day of delivery."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from random import Random

from exports import comma, meta_ads
from maison_story import STORY, month_index
from spread import FIRST, LAST, days_between, jitter


@dataclass(frozen=True, slots=True)
class Campaign:
    """``budget`` in euros a day, ``cpm`` in euros; ``purchases`` are those that the platform claims per 1000 €."""

    platform: str
    name: str
    first: date
    last: date
    budget: str
    cpm: str
    clicks_per_1000: int
    purchases: int

    @property
    def always_on(self) -> bool:
        return self.first == FIRST


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a campaign delivered on a day, or several together."""

    day: date
    campaign: str
    reach: int
    impressions: int
    spend: Decimal
    clicks: int
    purchases: int
    value: Decimal


CAMPAIGNS = (
    Campaign("instagram", "Notoriété – Salon en lumière", FIRST, LAST, "11.00", "5.60", 9, 7),
    Campaign("instagram", "Noël 2024 – Idées cadeaux", date(2024, 11, 18), date(2024, 12, 20), "14.00", "8.20", 12, 19),
    Campaign(
        "instagram", "Printemps 2025 – Terrasses, balcons", date(2025, 4, 7), date(2025, 5, 11), "6.00", "6.60", 10, 11
    ),
    Campaign("instagram", "Noël 2025 – Idées cadeaux", date(2025, 11, 17), date(2025, 12, 20), "15.00", "8.30", 12, 20),
    Campaign(
        "instagram", "Printemps 2026 – Terrasses, balcons", date(2026, 4, 6), date(2026, 5, 10), "6.00", "6.70", 10, 11
    ),
    Campaign("instagram", "Lumière d’automne 2026 – Catalogue", date(2026, 9, 7), LAST, "21.00", "7.10", 16, 34),
    Campaign("instagram", "Avant-première Noël – Vidéo", date(2026, 10, 19), LAST, "12.00", "9.80", 11, 9),
    Campaign("facebook", "Trafic – Conseils d’éclairage", FIRST, LAST, "13.00", "6.40", 8, 2),
    Campaign("facebook", "Soldes d’hiver 2025", date(2025, 1, 8), date(2025, 2, 4), "7.00", "7.50", 9, 5),
    Campaign("facebook", "Soldes d’hiver 2026", date(2026, 1, 7), date(2026, 2, 3), "7.00", "7.70", 9, 5),
    Campaign("facebook", "Demande de devis – Formulaire", date(2026, 8, 10), LAST, "14.00", "11.80", 5, 0),
)
PAUSE = 0.04  # share of days on which an always-on campaign does not deliver (never on an export's first or last day)
ATTRIBUTION = "7 jours après un clic ou 1 jour après une vue"
EXPORTS = ((FIRST, date(2025, 8, 31)), (date(2025, 9, 1), LAST))
EDGES = frozenset(day for span in EXPORTS for day in span)


def advertising() -> Iterator[tuple[str, bytes]]:
    """Per platform two exports (name, bytes), the total row first."""
    for platform in ("facebook", "instagram"):
        rng = Random(f"maison-lumiere ads {platform}")
        rows = [row for day in days_between(FIRST, LAST) for row in _deliveries(platform, day, rng)]
        for first, last in EXPORTS:
            part = [row for row in rows if first <= row.day <= last]
            table = [_cells(first, last, _total(first, part)), *(_cells(row.day, row.day, row) for row in part)]
            yield f"meta_ads/{platform}_{first:%Y-%m}_{last:%Y-%m}.csv", meta_ads(table)


def _deliveries(platform: str, day: date, rng: Random) -> Iterator[Delivery]:
    """What the platform's campaigns delivered on a day; nothing on a day of rest."""
    season = STORY[month_index(day)]["views_instagram"] / 270
    for campaign in CAMPAIGNS:
        chance, factor = rng.random(), jitter(rng, 0.3)
        rests = campaign.always_on and chance < PAUSE and day not in EDGES
        if campaign.platform != platform or not campaign.first <= day <= campaign.last or rests:
            continue
        share = Decimal(f"{factor * (season if campaign.always_on else 1):.4f}")
        spend = round(Decimal(campaign.budget) * share, 2)
        impressions = int(spend / Decimal(campaign.cpm) * 1000 * Decimal(f"{jitter(rng, 0.1):.4f}"))
        bought = sum(rng.random() < float(spend) * campaign.purchases / 3000 for _ in range(3))
        value = sum((Decimal(90 + int(rng.random() * 190)) for _ in range(bought)), Decimal(0))
        clicks = round(impressions * campaign.clicks_per_1000 / 1000)
        yield Delivery(day, campaign.name, int(impressions * 0.74), impressions, spend, clicks, bought, value)


def _total(day: date, rows: list[Delivery]) -> Delivery:
    """The nameless total row; people are counted once, so its reach is far below the sum of the days'."""
    return Delivery(
        day,
        "",
        sum(row.reach for row in rows) // 9,
        sum(row.impressions for row in rows),
        sum((row.spend for row in rows), Decimal(0)),
        sum(row.clicks for row in rows),
        sum(row.purchases for row in rows),
        sum((row.value for row in rows), Decimal(0)),
    )


def _cells(first: date, last: date, row: Delivery) -> tuple[str, ...]:
    """A row's cells in the French interface's way; frequency and cost per click are derived there."""
    state = "" if not row.campaign else "active" if last >= date(2026, 10, 1) else "inactive"
    frequency = round(Decimal(row.impressions) / row.reach, 8) if row.reach else Decimal(0)
    cost_per_click = round(row.spend / row.clicks, 8) if row.clicks else Decimal(0)
    numbers = (row.reach, row.impressions, frequency, row.spend, row.clicks, cost_per_click, row.purchases, row.value)
    texts = (f"{first}", f"{last}", row.campaign, state, ATTRIBUTION if row.campaign else "")
    return (*texts, *(comma(Decimal(number)) for number in numbers))
