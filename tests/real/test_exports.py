"""Real exports, read as sources: the figures that were counted in the files by hand."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sources.build import Folder, findings, select, total

UCI = {
    "month": "Post Month",
    "year": {"value": 2014},
    "channel": {"value": "facebook"},
    "posts": {"value": 1},
    "reach": "Lifetime Post Total Reach",
    "reactions": "like",
}
DAILY = {
    "day": "Date",
    "impressions": "Impressions",
    "ad_spend": "Amount spent (UAH)",
    "sessions": "Sessions",
    "site_users": "Total users",
    "followers_gained": "Follows",
    "currency": "Currency",
}


@pytest.fixture
def real(shared: Path) -> Folder:
    return Folder(shared / "data" / "real")


def test_meta_follows_are_gains_of_two_networks(real: Folder) -> None:
    facts = real.read({"name": "m", "path": "meta_business_suite/mh4u_Follows.csv", "channel": "facebook"})
    assert total(facts, "followers_gained", channel="facebook") == 4795
    assert total(facts, "followers_gained", channel="instagram") == 1352


def test_meta_daily_files_of_all_shapes_are_read(real: Folder) -> None:
    facts = real.read({"name": "m", "path": "meta_business_suite/mh4u_[RV]*.csv"})
    assert (total(facts, "reach"), total(facts, "profile_visits")) == (3897137 + 150759, 81434 + 7101)
    brazil = real.read({"name": "m", "path": "meta_business_suite/ufscar*.csv", "channel": "instagram"})
    assert {fact.key.measure for fact in brazil.series} == {
        "reach",
        "link_clicks",
        "followers_gained",
        "profile_visits",
    }


def test_two_files_that_do_not_say_their_network_are_told_apart_by_a_person(real: Folder) -> None:
    source = {"name": "m", "path": "meta_business_suite/oigetit_Interactions*.csv", "channel": "facebook"}
    (line,) = real.problems(source)
    assert "names no network" in line
    assert "97 of 105 common days" in line


def test_the_reach_of_an_ads_file_is_its_total_rows_and_never_a_sum(real: Folder) -> None:
    facts = real.read({"name": "a", "path": "meta_ads/mh4u_ads*.xlsx"}, currency="UAH")
    assert total(facts, "ad_spend") == Decimal("77818.01")
    assert [fact.value for fact in select(facts, "reach")] == [1211188]
    assert findings(facts, "total_row_differs") == []


def test_the_spend_by_objective_is_the_total_row(real: Folder) -> None:
    facts = real.read({"name": "a", "path": "meta_ads/idr_objective*.csv"}, currency="IDR")
    assert total(facts, "ad_spend") == 12303123 + 9434718 == 21737841
    (reach,) = select(facts, "reach")
    assert (reach.value, reach.start, reach.end) == (1241190, date(2026, 3, 26), date(2026, 4, 26))


def test_two_levels_of_one_account_are_not_added(real: Folder) -> None:
    facts = real.read({"name": "a", "path": "meta_ads/idr*.csv"}, currency="IDR")
    assert total(facts, "ad_spend") == 21737841
    assert [finding.severity for finding in findings(facts, "overlap")] == ["info"]  # both make the same sum


def test_the_months_of_a_pivot_are_windows(real: Folder) -> None:
    facts = real.read({"name": "a", "path": "meta_ads/mh4u_report*.xlsx"}, currency="UAH")
    march = [fact for fact in select(facts, "ad_spend") if fact.start == date(2024, 3, 1)]
    assert [fact.end for fact in march] == [date(2024, 3, 12)]
    assert abs(total(facts, "ad_spend") - Decimal("77818.01")) < Decimal("0.005")


def test_analytics_exports_are_read_by_day_and_by_nth_day(real: Folder) -> None:
    days = real.read({"name": "w", "path": "ga4/mh4u*.csv"})
    assert (len(days.series), days.series[0].start, days.series[-1].start) == (
        241,
        date(2023, 7, 8),
        date(2024, 3, 4),
    )
    snapshot = real.read({"name": "w", "path": "ga4/sciencex*.csv"})
    assert total(snapshot, "sessions", channel="other_social") == 7
    assert len(select(snapshot, "site_users")) == 28


def test_eighty_one_orders_stand_in_ninety_eight_rows(real: Folder) -> None:
    facts = real.read({"name": "s", "path": "shopify/usd_orders_export.csv"}, currency="USD")
    assert total(facts, "orders") == 81
    assert total(facts, "gross_revenue") == Decimal("3305.78")
    assert Decimal(10) <= total(facts, "refunds") <= Decimal("10.60")


def test_a_thesis_workbook_is_a_tidy_table(real: Folder) -> None:
    source = {"name": "d", "path": "datasets/mh4u_combined_daily.xlsx", "channel": "facebook", "columns": DAILY}
    facts = real.read(source, currency="UAH")
    assert len(select(facts, "sessions")) == 241
    assert total(facts, "ad_spend") == Decimal("71115.11")
    assert facts.origins[0].table == "Sheet1"


def test_five_hundred_posts_of_an_open_data_set_fall_into_months(real: Folder) -> None:
    source = {"name": "p", "path": "datasets/uci_facebook_metrics.csv", "of": "posts", "columns": UCI}
    facts = real.read(source)
    assert total(facts, "posts", of="posts") == 500
    assert total(facts, "reach", of="posts") == 6951680
    assert {fact.start.year for fact in facts.series} == {2014}


def test_a_formula_in_a_cell_is_told_only_where_its_column_is_asked_for(real: Folder) -> None:
    columns = {**UCI, "reach": "Lifetime Post reach by people who like your Page"}
    (line,) = real.problems(
        {"name": "p", "path": "datasets/uci_facebook_metrics.csv", "of": "posts", "columns": columns}
    )
    assert "row 11, column 'Lifetime Post reach by people who like your Page': '23+24' is not a number" in line
