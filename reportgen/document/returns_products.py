"""Views → the products that social networks sold most of, by net revenue: a table, or one line without room."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from reportgen.document.money import amount, decimals
from reportgen.document.view import Views
from reportgen.document.wording import join
from reportgen.model.report import Cell, Column, Panel, Row, Table
from reportgen.model.scorecard import ProductScore
from reportgen.model.text import Figure, Text

HEADS = ("product", "revenue", "quantity", "share")
MOST_TOLD = 3  # in a line; the table has them all


def products_panel(report: Views) -> Panel | None:
    """None where no order line tells what was sold."""
    given, words = report.scorecard.products, report.words
    if not given:
        return None
    precision = decimals(report, [row.revenue for row in given])
    columns = tuple(
        Column(key, words.text(f"returns.products.head.{key}"), "left" if key == "product" else "right")
        for key in HEADS
    )
    rows = tuple(
        Row(
            (
                Cell(words.own(row.name, f"product.{place}.name")),
                Cell((amount(f"product.{place}", row.revenue, precision),), strong=True),
                Cell((Figure(f"product.{place}.quantity", row.quantity, "count"),)),
                Cell((Figure(f"product.{place}.share", row.share, "percent", 1),)),
            )
        )
        for place, row in enumerate(given)
    )
    key = "only" if _sole(given) else "title"
    title = words.text(f"returns.products.{key}", product=words.own(given[0].name, "product.first.name"))
    table = Table("products", (), title, columns, rows)
    cycle = Figure("cycle.current", report.cycle, "cycle")
    return Panel(title, words.text("returns.products.subtitle", cycle=cycle), table, (), ())


def products_note(report: Views) -> Text:
    """*Produits les plus vendus par les réseaux sociaux : Suspension Lina 2 310 €, …*."""
    given, words = report.scorecard.products[:MOST_TOLD], report.words
    if not given:
        return ()
    precision = decimals(report, [row.revenue for row in given])
    told = [
        words.text(
            "returns.products.one",
            product=words.own(row.name, f"product.{place}.name"),
            revenue=amount(f"product.{place}", row.revenue, precision),
        )
        for place, row in enumerate(given)
    ]
    if _sole(given):
        return join(words.text("returns.products.only", product=told[0]), ".")
    products = reduce(lambda first, second: words.text("list.comma", first=first, second=second), told)
    return join(words.text("returns.products.note", products=products), ".")


def _sole(given: Sequence[ProductScore]) -> bool:
    """Whether one product alone was sold: it leads nothing."""
    return len(given) == 1 and given[0].share == 1
