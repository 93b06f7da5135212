"""The samples' files as reportgen reads them against a second opinion in plain SQL."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from reportgen.config.load import load_config
from reportgen.model.facts import Facts
from reportgen.sources.read import read_sources
from reportgen.vocabulary.channels import SOCIAL
from tests.samples import golden
from tests.sources.build import findings


def read(checkout: Path, name: str) -> Facts:
    loaded = load_config(checkout / "configs" / f"{name}.yaml")
    return read_sources(loaded.config, Path(loaded.folder), date(2026, 11, 5))


def by_cycle(facts: Facts, measure: str, quarters: bool, **key: str) -> dict[str, Decimal]:
    """Cycle → a measure's sum over the social channels, claims left out."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    wanted = {"claimed_by": "", **key}
    for fact in facts.series:
        fits = all(getattr(fact.key, name) == value for name, value in wanted.items())
        if fact.key.measure == measure and fact.key.channel in SOCIAL and fits:
            quarter = f"{fact.start.year}-Q{(fact.start.month + 2) // 3}"
            sums[quarter if quarters else f"{fact.start:%Y-%m}"] += fact.value
    return dict(sums)


@pytest.fixture(scope="module")
def shop(checkout: Path) -> Facts:
    return read(checkout, "maison-lumiere")


@pytest.fixture(scope="module")
def talent(checkout: Path) -> Facts:
    return read(checkout, "northwind-talent")


def expected(checkout: Path, client: str) -> dict[str, dict[str, Any]]:
    names, rows = golden.tables(golden.load(checkout / "configs" / "data"), client)
    return {row[0]: dict(zip(names, row, strict=True)) for row in rows}


def test_the_shops_months_are_those_of_plain_sql(checkout: Path, shop: Facts) -> None:
    months = expected(checkout, "maison_lumiere")
    assert len(months) == 26
    for measure, column, key in (
        ("ad_spend", "ad_spend", {"delivery": "paid"}),
        ("impressions", "impressions", {"delivery": "all"}),
        ("followers_gained", "gross_new_followers", {"delivery": "all"}),
        ("link_clicks", "link_clicks", {"delivery": "all"}),
        ("leads", "leads", {}),
        ("orders", "orders", {}),
    ):
        found = by_cycle(shop, measure, quarters=False, of="", **key)
        assert found == {month: row[column] for month, row in months.items()}, measure


def test_the_shops_posts_and_their_shares_are_those_of_plain_sql(checkout: Path, shop: Facts) -> None:
    posts, shares = (by_cycle(shop, name, quarters=False, of="posts") for name in ("posts", "shares"))
    for month, row in expected(checkout, "maison_lumiere").items():
        assert float(shares[month] / posts[month]) == pytest.approx(float(row["amplification_rate"])), month


def test_the_shops_mentions_are_those_of_plain_sql(checkout: Path, shop: Facts) -> None:
    ours, theirs = (by_cycle(shop, name, quarters=False) for name in ("mentions", "competitor_mentions"))
    told = {month: row["share_of_voice"] for month, row in expected(checkout, "maison_lumiere").items()}
    assert {month for month, share in told.items() if share is not None} == ours.keys()
    for month in ours:
        assert float(ours[month] / (ours[month] + theirs[month])) == pytest.approx(told[month]), month


def test_search_ads_are_of_no_social_network(shop: Facts) -> None:
    spent = {fact.key.channel for fact in shop.series if fact.key.measure == "ad_spend"}
    assert spent == {"facebook", "instagram", "paid_search"}


def test_the_shops_net_revenue_is_that_of_plain_sql(checkout: Path, shop: Facts) -> None:
    names = ("gross_revenue", "tax", "shipping", "refunds")
    gross, tax, shipping, refunds = (by_cycle(shop, name, quarters=False) for name in names)
    for month, row in expected(checkout, "maison_lumiere").items():
        net = gross[month] - tax[month] - shipping[month] - refunds[month]
        assert float(net) == pytest.approx(float(row["revenue"]), abs=0.01), month


def test_the_recruiters_quarters_are_those_of_plain_sql(checkout: Path, talent: Facts) -> None:
    quarters = expected(checkout, "northwind_talent")
    for measure, column in (
        ("impressions", "impressions"),
        ("sessions", "social_sessions"),
        ("applications", "applications"),
        ("hires", "hires"),
    ):
        found = by_cycle(talent, measure, quarters=True)
        assert found == {quarter: row[column] for quarter, row in quarters.items()}, measure


def test_the_gap_in_the_samples_is_found_and_every_total_row_agrees(shop: Facts) -> None:
    gaps = [(gap.start, gap.end, gap.channels) for gap in findings(shop, "missing_days")]
    assert gaps == [(date(2025, 6, 10), date(2025, 6, 17), ("instagram",))]
    assert findings(shop, "total_row_differs") == []


def test_buyers_stay_in_their_file(shop: Facts) -> None:
    text = repr(shop).casefold()
    assert "@example" not in text
    assert "rue de" not in text
