"""Two whole simulated cases as a user has them: Robyn's weeks of a shop, and a shop with ads on two platforms.

The configs are written beside links to the files; what the report must say was worked out from the files by SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

import reportgen
from reportgen.model.scorecard import KpiScore
from reportgen.pipeline import Build

ROBYN, META, GOOGLE, ORDERS = (
    "robyn_dt_simulated_weekly.csv", "case_chosen_meta_ads.csv", "case_chosen_google_ads.csv",
    "case_chosen_shopify_orders.csv",
)  # fmt: skip
WEEKLY = f"""
version: 1
client: A shop by the week
locale: en_GB
currency: EUR
timezone: Europe/Berlin
cycle: week
sources:
  - name: facebook
    path: {ROBYN}
    channel: facebook
    columns: {{week: DATE, delivery: {{value: paid}}, impressions: facebook_I, ad_spend: facebook_S}}
  - {{name: shop, path: {ROBYN}, columns: {{week: DATE, gross_revenue: revenue}}, revenue_basis: {{tax: excluded}}}}
kpis:
  - {{id: shop_revenue, name: Revenue of all channels, formula: "gross_revenue[channel=all]", unit: currency}}
objectives:
  - id: seen
    family: awareness
    title: Be seen on Facebook
    role: Advertising keeps the shop in mind.
    kpis: [{{kpi: impressions, target: 100000000}}, {{kpi: cpm, target: 0.5}}]
  - id: sales
    family: sales
    title: Sell
    role: The shop lives on it.
    kpis: [{{kpi: shop_revenue, target: 3500000}}]
relations:
  - {{x: impressions, y: shop_revenue}}
  - {{x: ad_spend, y: shop_revenue}}
"""
MONTHLY = f"""
version: 1
client: A shop with ads
locale: en_IN
currency: INR
timezone: Asia/Kolkata
cycle: month
sources:
  - name: meta_ads
    path: {META}
    channel: meta
    columns: {{day: date, delivery: {{value: paid}}, campaign: campaign_name, ad_spend: spend, impressions: impressions,
              link_clicks: clicks}}
  - name: google_ads
    path: {GOOGLE}
    channel: paid_search
    columns: {{day: date, delivery: {{value: paid}}, campaign: campaign_name, ad_spend: spend}}
  - name: shop
    path: {ORDERS}
    columns: {{day: date, channel: utm_source, campaign: utm_campaign, orders: {{value: 1}}, gross_revenue: revenue,
              shipping: {{value: 0}}, refunds: {{value: 0}}}}
    sparse: true
    revenue_basis: {{tax: excluded}}
margin: 60%
objectives:
  - id: sales
    family: sales
    title: Sell through social media
    role: Ads bring orders at a profit.
    kpis: [{{kpi: orders, target: 60}}, {{kpi: revenue, target: 80000}}, {{kpi: roi_sales, target: 10%}}]
  - id: visits
    family: traffic
    title: Bring visitors
    role: Clicks lead to the shop.
    kpis: [{{kpi: link_clicks, target: 25000}}, {{kpi: cpc, target: 2}}]
campaigns:
  - {{name: Lookalike, match: {{campaign: "Lookalike*"}}, result: orders, reference: 1000}}
  - {{name: Retargeting, match: {{campaign: "Retargeting*"}}, result: orders, reference: 1000}}
relations: [{{x: impressions, y: orders}}]
scenario: {{more: 50000}}
"""


@dataclass(frozen=True)
class Case:
    """A built report and the folder of its files, for the other tool."""

    build: Build
    folder: Path

    def sql(self, text: str, **files: str) -> Any:
        """The first row of a query over the files, each by a name."""
        import duckdb

        with duckdb.connect() as base:
            for name, file in files.items():
                base.read_csv(str(self.folder / file)).create_view(name)
            return base.sql(text).fetchall()[0]

    def kpi(self, objective: str, kpi: str) -> KpiScore:
        found = next(o for o in self.build.scorecard.objectives if o.id == objective)
        return next(score for score in found.kpis if score.id == kpi)

    def choice(self, objective: str) -> tuple[str, int]:
        decision = self.build.measured.insights.objective(objective).decision
        return decision.choice, decision.rule

    def pages(self) -> list[str]:
        from pypdf import PdfReader

        data = next(a.data for a in self.build.artifacts if a.name.endswith(".pdf"))
        return [page.extract_text() for page in PdfReader(BytesIO(data)).pages]


def made(
    shared: Path, folder: Path, text: str, period: str, as_of: date, files: tuple[str, ...], *formats: str
) -> Case:
    for file in files:
        source = shared / "data" / "real" / "datasets" / file
        if not source.is_file():
            pytest.skip("shared reference folder is absent")
        (folder / file).symlink_to(source)
    (folder / "case.yaml").write_text(text, "utf-8")
    return Case(reportgen.build(folder / "case.yaml", period, as_of, formats), folder)


@pytest.fixture(scope="module")
def weekly(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    return made(shared, tmp_path_factory.mktemp("weekly"), WEEKLY, "2019-W46", date(2019, 11, 20), (ROBYN,), "pdf")


@pytest.fixture(scope="module")
def monthly(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Case:
    folder = tmp_path_factory.mktemp("monthly")
    return made(shared, folder, MONTHLY, "2025-04", date(2025, 5, 5), (META, GOOGLE, ORDERS), "pdf", "pptx")


def near(value: object) -> Any:
    return pytest.approx(float(str(value)), rel=1e-9)


def test_the_weeks_figures_are_those_of_the_file(weekly: Case) -> None:
    row = "FROM robyn WHERE DATE = DATE '2019-11-11'"
    seen, spent, sold = weekly.sql(f"SELECT facebook_I, facebook_S, revenue {row}", robyn=ROBYN)
    assert float(weekly.kpi("seen", "impressions").current.value or 0) == near(seen)
    assert float(weekly.kpi("seen", "cpm").current.value or 0) == near(spent / seen * 1000)
    assert float(weekly.kpi("sales", "shop_revenue").current.value or 0) == near(sold)
    (before,) = weekly.sql("SELECT revenue FROM robyn WHERE DATE = DATE '2018-11-12'", robyn=ROBYN)
    year_ago = weekly.kpi("sales", "shop_revenue").year_ago.value
    assert year_ago
    assert float(year_ago.value or 0) == near(before)


def test_a_week_is_judged_against_the_same_week_of_the_years_before(weekly: Case) -> None:
    verdict = weekly.build.measured.insights.verdict("sales", "shop_revenue")
    assert "year_on_year" in verdict.labels
    assert verdict.kind == "usual"
    assert len(weekly.kpi("sales", "shop_revenue").history) == 77


def test_a_target_met_goes_on_and_one_short_for_weeks_does_not(weekly: Case) -> None:
    assert weekly.choice("seen") == ("continue", 2)
    choice, _ = weekly.choice("sales")
    short = "SELECT count(*) FROM robyn WHERE DATE >= DATE '2019-10-28' AND revenue >= 0.9 * 3500000"
    assert weekly.sql(short, robyn=ROBYN) == (0,)
    assert choice in ("change", "re_evaluate")


def test_four_years_of_weeks_are_judged_as_pairs_and_none_stands_out(weekly: Case) -> None:
    (weeks,) = weekly.sql("SELECT count(*) FROM robyn", robyn=ROBYN)
    relations = weekly.build.measured.insights.relations
    assert [(found.n, found.state) for found in relations] == [(weeks, "not_distinct")] * 2
    assert not any(found.provisional for found in relations)
    assert any("two pairs examined, no distinct relation" in page for page in weekly.pages())


def test_the_months_figures_are_those_of_the_shops_orders_not_of_the_platforms_claims(monthly: Case) -> None:
    files = {"shop": ORDERS, "meta": META}
    orders, revenue = monthly.sql(
        "SELECT count(*), sum(revenue) FROM shop WHERE utm_source = 'meta' AND date >= '2025-04-01'", **files
    )
    spent, clicks, claimed = monthly.sql(
        "SELECT sum(spend), sum(clicks), sum(purchases) FROM meta WHERE date >= '2025-04-01'", **files
    )
    assert monthly.kpi("sales", "orders").current.value == orders
    assert claimed > 5 * orders  # what the platform says of itself is no order
    assert monthly.kpi("sales", "revenue").current.value == Decimal(str(revenue))
    assert float(monthly.kpi("visits", "cpc").current.value or 0) == near(spent / clicks)
    assert float(monthly.kpi("sales", "roi_sales").current.value or 0) == near((revenue * 0.6 - spent) / spent)


def test_the_search_ads_are_no_cost_of_social_media(monthly: Case) -> None:
    (spent,) = monthly.sql("SELECT sum(spend) FROM meta WHERE date >= '2025-04-01'", meta=META)
    assert [(row.kind, float(row.amount)) for row in monthly.build.scorecard.costs] == [("ad_spend", near(spent))]


def test_a_loss_for_three_months_asks_for_a_change_and_visits_go_on(monthly: Case) -> None:
    assert monthly.choice("sales")[0] in ("change", "re_evaluate")
    assert monthly.choice("visits") == ("continue", 2)


def test_campaigns_are_judged_by_the_orders_that_bear_their_name(monthly: Case) -> None:
    effort = monthly.build.measured.insights.effort
    assert effort
    for row, (name, choice) in zip(effort.campaigns, (("Lookalike", ""), ("Retargeting", "pursue")), strict=True):
        files, like = {"shop": ORDERS, "meta": META}, f"LIKE '{name}%'"
        (cost,) = monthly.sql(f"SELECT sum(spend) FROM meta WHERE campaign_name {like}", **files)
        (orders,) = monthly.sql(f"SELECT count(*) FROM shop WHERE utm_campaign {like}", **files)
        assert (float(row.cost), row.results) == (near(cost), orders)
        assert row.choice == (choice or "cannot_tell")


def test_three_months_are_too_short_for_a_pair_and_without_new_customers_there_is_no_scenario(monthly: Case) -> None:
    (found,) = monthly.build.measured.insights.relations
    assert (found.n, found.state) == (12, "too_short")
    text = " ".join("\n".join(monthly.pages()).split())
    assert "too short, 12 complete weeks of the 52 that are needed" in text
    assert "no estimate, what new customers have cost is not known" in text


def test_the_reports_are_a_few_pages_and_the_deck_at_least_six_slides(weekly: Case, monthly: Case) -> None:
    from pptx import Presentation

    assert len(weekly.pages()) == 3
    assert 3 <= len(monthly.pages()) <= 5
    deck = next(a.data for a in monthly.build.artifacts if a.name.endswith(".pptx"))
    assert 6 <= len(Presentation(BytesIO(deck)).slides) <= 12
