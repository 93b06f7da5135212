"""TikTok Ads Manager: ads by day, or the ads of a period that the source names."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from tests.sources.build import Folder, by_day, select, total

HEADER = (
    "By Day,Campaign name,Ad name,Cost,Impressions,Reach,Clicks (destination),Clicks (all),6-second video views,"
    "Conversions,Currency\n"
)
DAILY = (
    HEADER
    + """2026-10-01,Autumn,Ad one,20.50,4000,3500,40,90,300,2,EUR
2026-10-01,Autumn,Ad two,10.00,1000,900,10,20,80,1,EUR
2026-10-02,Autumn,Ad one,5.25,800,700,8,9,40,-,EUR
"""
)
TIKTOK = {"name": "tt", "path": "tt.csv"}


def test_ads_add_up_to_days_and_clicks_to_the_site_are_told_from_all_clicks(folder: Folder) -> None:
    facts = folder.write("tt.csv", DAILY).read(TIKTOK)
    assert by_day(facts, "ad_spend", channel="tiktok") == {"2026-10-01": Decimal("30.5"), "2026-10-02": Decimal("5.25")}
    assert (total(facts, "link_clicks"), total(facts, "clicks_all")) == (58, 119)
    assert total(facts, "conversions", claimed_by="tiktok_ads") == 3


def test_without_a_day_the_sources_period_counts(folder: Folder) -> None:
    text = "".join(line.partition(",")[2] for line in DAILY.splitlines(keepends=True)[:3])
    facts = folder.write("tt.csv", text).read({**TIKTOK, "period": "2026-10"})
    assert {(fact.start, fact.end) for fact in select(facts, "ad_spend")} == {(date(2026, 10, 1), date(2026, 11, 1))}
    (line,) = folder.problems(TIKTOK)
    assert "neither the rows nor the file's name say the period" in line
