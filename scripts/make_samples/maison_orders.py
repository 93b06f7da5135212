"""Maison Lumière's shop → Shopify's order exports: the orders that count, and those that must not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from maison_story import AUTUMN, ORDER_SHARE, STORY, WEEK
from shop import Order, deal, orders_csv
from spread import MONTHS, days_of, scatter, shares

OTHER_ORIGINS = (
    (("google", "organic", ""), 0.34),
    (("google", "cpc", "marque"), 0.18),
    (("newsletter", "email", ""), 0.16),
)
Origin = tuple[str, str, str]


def shop() -> Iterator[tuple[str, bytes]]:
    """Four exports that follow each other (name, bytes)."""
    rng = Random("maison-lumiere shopify")
    number = 1001
    for start in range(0, 26, 7):
        end = min(start + 7, 26)
        orders = [order for n in range(start, end) for order in _month(n, rng)]
        yield f"shopify/orders_{MONTHS[start]:%Y-%m}_{MONTHS[end - 1]:%Y-%m}.csv", orders_csv(orders, number, rng)
        number += len(orders)


def _month(n: int, rng: Random) -> list[Order]:
    """A month's orders by day."""
    social, others = STORY[n]["orders"], STORY[n]["other_orders"]
    origins: list[Origin | None] = []
    for network, count in zip(ORDER_SHARE, shares(social, list(ORDER_SHARE.values())), strict=True):
        origins += [_social_origin(network, n, rng) for _ in range(count)]
    origins += [_other_origin(rng) for _ in range(others)]
    baskets = deal(social, rng) + deal(others, rng)
    orders = [
        Order(_day(MONTHS[n], rng), basket, origin, _ending(rng))
        for basket, origin in zip(baskets, origins, strict=True)
    ]
    return sorted([*orders, *_void(n, rng)], key=lambda order: order.day)


def _void(n: int, rng: Random) -> Iterator[Order]:
    """A month's orders that are no sales; every fourth month the shop also tries its own checkout."""
    kinds = ["pending"] * 3 + ["voided"] + ["cancelled"] * 4 + ["test"] * (n % 4 == 1)
    for kind, basket in zip(kinds, deal(len(kinds), rng), strict=True):
        origin = _social_origin("instagram", n, rng) if rng.random() < 0.5 else _other_origin(rng)
        yield Order(_day(MONTHS[n], rng), basket, origin, kind)


def _ending(rng: Random) -> str:
    chance = rng.random()
    return "partially_refunded" if chance < 0.03 else "partially_paid" if chance < 0.033 else "paid"


def _day(month: date, rng: Random) -> date:
    days = days_of(month)
    return month + timedelta(scatter(1, [WEEK[day.weekday()] for day in days], rng).index(1))


def _social_origin(network: str, n: int, rng: Random) -> Origin:
    """The cart's UTM of an order that a network brought; paid in a part of the cases."""
    if network == "pinterest":
        return network, "social", "tableaux"
    autumn = network == "instagram" and n >= AUTUMN
    if rng.random() < (0.55 if autumn else 0.35):
        return network, "paid_social", "lumiere-automne-2026" if autumn else "toujours-actif"
    return network, "social", "publication"


def _other_origin(rng: Random) -> Origin | None:
    """Where any other order came from; about a third carries nothing."""
    chance = rng.random()
    for origin, share in OTHER_ORIGINS:
        chance -= share
        if chance < 0:
            return origin
    return None
