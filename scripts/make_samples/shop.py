"""Orders → bytes in the layout of Shopify's order export, filled with people who do not exist.

One row a line item; order fields stand on an order's first row only; newest order first. Prices contain 20 % VAT and
are multiples of six cents, so that VAT, net shipping and net refunds are exact to the cent.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

HEADER = (
    "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,"
    "Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,"
    "Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Street,Billing Address1,Billing Address2,"
    "Billing Company,Billing City,Billing Zip,Billing Province,Billing Country,Billing Phone,Shipping Name,"
    "Shipping Street,Shipping Address1,Shipping Address2,Shipping Company,Shipping City,Shipping Zip,"
    "Shipping Province,Shipping Country,Shipping Phone,Notes,Note Attributes,Cancelled at,Payment Method,"
    "Payment Reference,Refunded Amount,Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,"
    "Source,Lineitem discount,Tax 1 Name,Tax 1 Value,Tax 2 Name,Tax 2 Value,Tax 3 Name,Tax 3 Value,Tax 4 Name,"
    "Tax 4 Value,Tax 5 Name,Tax 5 Value,Phone,Receipt Number,Duties,Billing Province Name,Shipping Province Name,"
    "Payment ID,Payment Terms Name,Next Payment Due At"
)

# name → cents, VAT included; every price is a multiple of 6
PRODUCTS = (
    ("Suspension Halo en verre fumé", 12990),
    ("Lampe à poser Lune", 6990),
    ("Applique Brume, laiton", 8490),
    ("Lampadaire Roseau", 24990),
    ("Guirlande guinguette 10 m", 3990),
    ("Ampoule LED à filament E27", 1290),
    ("Suspension Alizé en rotin", 15990),
    ("Lampe de bureau Atelier", 9990),
    ("Baladeuse rechargeable Ondine", 5490),
    ("Plafonnier Cercle", 18990),
    ("Lustre Canopée", 39990),
    ("Veilleuse Petite Ourse", 2490),
)
# what a customer carries home: (product, quantity) …; a deck that is shuffled and dealt keeps the mean basket steady
BASKETS = (
    ((0, 1),), ((0, 1), (5, 1)), ((1, 1),), ((1, 2),), ((2, 1),), ((2, 2),), ((3, 1),), ((4, 1),), ((4, 1), (5, 4)),
    ((6, 1),), ((6, 1), (5, 2)), ((7, 1),), ((7, 1), (5, 1)), ((8, 1),), ((8, 2),), ((9, 1),), ((9, 1), (2, 1)),
    ((10, 1),), ((11, 1),), ((1, 1), (11, 1)), ((0, 2),), ((6, 1), (4, 1)), ((3, 1), (5, 2)), ((7, 2),),
    ((2, 1), (5, 2)),
)  # fmt: skip

FIRST_NAMES = ("Camille", "Dominique", "Claude", "Alix", "Sacha", "Charlie", "Maxime", "Andréa", "Morgan", "Lou")
LAST_NAMES = ("Fictif", "Exemple", "Modèle", "Personne", "Invention", "Spécimen", "Factice", "Témoin")
TOWNS = ("Ville-Exemple", "Bourg-Fictif", "Saint-Modèle", "Port-Spécimen")


@dataclass(frozen=True, slots=True)
class Order:
    """An order before it has a number. ``origin`` is the cart's UTM: source, medium, campaign."""

    day: date
    basket: tuple[tuple[int, int], ...]
    origin: tuple[str, str, str] | None
    kind: str = "paid"  # paid | partially_refunded | partially_paid | pending | voided | cancelled | test


def deal(count: int, rng: Random) -> list[tuple[tuple[int, int], ...]]:
    """``count`` baskets from as many shuffled decks as needed."""
    dealt: list[tuple[tuple[int, int], ...]] = []
    while len(dealt) < count:
        dealt += sorted(BASKETS, key=lambda _: rng.random())
    return dealt[:count]


def orders_csv(orders: Iterable[Order], first_number: int, rng: Random) -> bytes:
    """Orders in the order of their making → the export's bytes, newest first."""
    groups = [_rows(order, first_number + n, rng) for n, order in enumerate(orders)]
    text = io.StringIO()
    writer = csv.DictWriter(text, HEADER.split(","), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(row for group in reversed(groups) for row in group)
    return text.getvalue().encode()


def _rows(order: Order, number: int, rng: Random) -> list[dict[str, str]]:
    """One dictionary a line item; the order's own fields are on the first."""
    created = _moment(order.day, rng)
    email, person = _person(rng)
    rows = [
        {
            "Name": f"#{number}",
            "Email": email,
            "Created at": _stamp(created),
            "Lineitem quantity": str(quantity),
            "Lineitem name": PRODUCTS[product][0],
            "Lineitem price": _money(PRODUCTS[product][1]),
            "Lineitem sku": f"ML-{product + 1:03}",
            "Lineitem requires shipping": "true",
            "Lineitem taxable": "true",
            "Lineitem fulfillment status": "fulfilled" if order.kind.startswith(("paid", "part")) else "pending",
            "Vendor": "Maison Lumière",
            "Lineitem discount": "0.00",
        }
        for product, quantity in order.basket
    ]
    rows[0] |= (
        person | _amounts(order, rng) | _course(order, created, rng) | {"Id": str(7_100_000_000_000 + number * 131)}
    )
    return rows


def _amounts(order: Order, rng: Random) -> dict[str, str]:
    """Money fields, VAT contained: subtotal after discount, shipping free from 90 €, VAT a sixth of the total."""
    goods = sum(PRODUCTS[product][1] * quantity for product, quantity in order.basket)
    discount = 900 if goods > 6000 and rng.random() < 0.12 else 0
    shipping = 0 if goods >= 9000 else 690
    total = goods - discount + shipping
    refunded = {"partially_refunded": PRODUCTS[order.basket[0][0]][1], "cancelled": total}.get(order.kind, 0)
    return {
        "Currency": "EUR",
        "Subtotal": _money(goods - discount),
        "Shipping": _money(shipping),
        "Taxes": _money(total // 6),
        "Total": _money(total),
        "Discount Code": "BIENVENUE" if discount else "",
        "Discount Amount": _money(discount),
        "Shipping Method": "Livraison offerte" if shipping == 0 else "Livraison standard",
        "Refunded Amount": _money(min(refunded, total)),
        "Outstanding Balance": _money({"pending": total, "partially_paid": total // 2}.get(order.kind, 0)),
        "Tax 1 Name": "FR TVA 20%",
        "Tax 1 Value": _money(total // 6),
    }


def _course(order: Order, created: datetime, rng: Random) -> dict[str, str]:
    """Where the order came from and what became of it."""
    paid = order.kind not in ("pending", "voided")
    shipped = order.kind in ("paid", "partially_refunded")
    origin = zip(("utm_source", "utm_medium", "utm_campaign"), order.origin or (), strict=False)
    return {
        "Financial Status": {"cancelled": "refunded", "test": "paid"}.get(order.kind, order.kind),
        "Paid at": _stamp(created + timedelta(seconds=4)) if paid else "",
        "Fulfillment Status": "fulfilled" if shipped else "unfulfilled",
        "Fulfilled at": _stamp(created + timedelta(hours=20 + int(rng.random() * 40))) if shipped else "",
        "Accepts Marketing": "yes" if rng.random() < 0.3 else "no",
        "Note Attributes": "\n".join(f"{name}: {value}" for name, value in origin if value),
        "Cancelled at": _stamp(created + timedelta(hours=5)) if order.kind == "cancelled" else "",
        "Payment Method": "bogus" if order.kind == "test" else "Shopify Payments",
        "Tags": "test" if order.kind == "test" else "",
        "Risk Level": "Low",
        "Source": "web",
    }


def _person(rng: Random) -> tuple[str, dict[str, str]]:
    """Somebody who cannot exist: example.org and telephone numbers reserved for fiction (06 39 98)."""
    first, last = FIRST_NAMES[int(rng.random() * 10)], LAST_NAMES[int(rng.random() * 8)]
    street = f"{1 + int(rng.random() * 98)} rue de l’Exemple"
    town = TOWNS[int(rng.random() * 4)]
    address = {"Name": f"{first} {last}", "Street": street, "Address1": street, "City": town, "Zip": "'00000"}
    address |= {"Country": "FR", "Phone": f"+33 6 39 98 {int(rng.random() * 90) + 10} {int(rng.random() * 90) + 10}"}
    email = f"client{int(rng.random() * 9000) + 1000}@example.org"
    return email, {f"Billing {key}": value for key, value in address.items()} | {"Shipping Name": f"{first} {last}"}


def _moment(day: date, rng: Random) -> datetime:
    """A local time between eight in the morning and midnight, now and then after midnight."""
    seconds = (8 * 3600 + int(rng.random() * 16 * 3600)) % 86400 if rng.random() < 0.97 else int(rng.random() * 5400)
    return datetime(day.year, day.month, day.day) + timedelta(seconds=seconds)


def _stamp(moment: datetime) -> str:
    """Local time with the offset of Paris, by the rule of the last Sundays (no time zone files needed)."""
    march, october = (date(moment.year, month, 31) for month in (3, 10))
    begins = datetime(moment.year, 3, 31 - (march.weekday() + 1) % 7, 2)
    ends = datetime(moment.year, 10, 31 - (october.weekday() + 1) % 7, 3)
    return f"{moment:%Y-%m-%d %H:%M:%S} {'+0200' if begins <= moment < ends else '+0100'}"


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02}"
