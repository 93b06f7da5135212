"""Meta Ads Manager in English: reports by ad, pivots by month, what ads were given, and what is not read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, findings, select, total

HEADER = (
    "Reporting starts,Reporting ends,Campaign name,Ad name,Results,Result indicator,Reach,Impressions,"
    "Amount spent (EUR),Link clicks,Clicks (all),Purchases,Purchases conversion value,Post reactions,Post saves,"
    "3-second video plays,ThruPlays,Ends\n"
)
BY_AD = (
    HEADER
    + """2026-10-01,2026-10-31,,,,,"9,000","21,500",150.75,300,420,6,480.00,55,7,900,300,
2026-10-01,2026-10-31,Autumn,Ad one,466,actions:reach,"7,000","15,000",100.50,200,260,4,320.00,40,5,600,200,Ongoing
2026-10-01,2026-10-31,Autumn,Ad two,12,actions:link_click,"4,000","6,500",50.25,100,160,2,160.00,15,2,300,100,1970-01-01
"""
)
PIVOT = """Account name,Region,Month,Reach,Impressions,Currency,Amount spent (EUR),Reporting starts,Reporting ends
,,,"9,000","21,500",EUR,150.75,2026-09-01,2026-10-11
Shop,Bretagne,2026-09-01 - 2026-09-30,"4,000","10,000",EUR,70.25,2026-09-01,2026-10-11
Shop,Normandie,2026-09-01 - 2026-09-30,"3,000","6,500",EUR,50.00,2026-09-01,2026-10-11
Shop,Bretagne,2026-10-01 - 2026-10-11,"2,500","5,000",EUR,30.50,2026-09-01,2026-10-11
"""
ADS = {"name": "ads", "path": "ads.csv"}


def test_ads_are_added_and_their_reach_is_the_total_rows(folder: Folder) -> None:
    facts = folder.write("ads.csv", BY_AD).read(ADS)
    assert (total(facts, "ad_spend"), total(facts, "impressions")) == (Decimal("150.75"), 21500)
    assert [fact.value for fact in select(facts, "reach", campaign="")] == [9000]
    assert findings(facts, "total_row_differs") == []
    assert {fact.key.delivery for fact in facts.series} == {"paid"}


def test_reactions_saves_and_plays_of_ads_are_paid_and_results_of_changing_meaning_are_not_read(folder: Folder) -> None:
    facts = folder.write("ads.csv", BY_AD).read(ADS)
    read = {name: total(facts, name) for name in ("reactions", "saves", "views_3s", "completions")}
    assert read == {"reactions": 55, "saves": 7, "views_3s": 900, "completions": 300}
    assert Decimal(478) not in {total(facts, measure) for measure in {fact.key.measure for fact in facts.series}}


def test_purchases_are_the_platforms_claim(folder: Folder) -> None:
    facts = folder.write("ads.csv", BY_AD).read(ADS)
    assert total(facts, "conversions", claimed_by="meta_ads") == 6
    assert total(facts, "gross_revenue", claimed_by="meta_ads") == 480
    assert total(facts, "gross_revenue", claimed_by="") == 0


def test_a_month_of_a_pivot_ends_where_its_cell_says(folder: Folder) -> None:
    facts = folder.write("ads.csv", PIVOT).read(ADS)
    spent = {(fact.start, fact.end): fact.value for fact in select(facts, "ad_spend")}
    assert spent == {
        (date(2026, 9, 1), date(2026, 10, 1)): Decimal("120.25"),
        (date(2026, 10, 1), date(2026, 10, 12)): Decimal("30.5"),
    }
    reach = {(fact.start, fact.end): fact.value for fact in select(facts, "reach")}
    assert reach[date(2026, 9, 1), date(2026, 10, 12)] == 9000
    assert (date(2026, 9, 1), date(2026, 10, 1)) not in reach  # people of two regions


@pytest.mark.parametrize("names", [("a.csv", "b.csv"), ("b.csv", "a.csv")], ids=["last", "first"])
def test_a_report_by_platform_beside_one_without_is_not_added_to_it(folder: Folder, names: tuple[str, str]) -> None:
    folder.write(names[0], "Campaign name,Day,Amount spent (EUR),Reach\nA,2026-10-01,100,900\nB,2026-10-01,10,90\n")
    by_platform = "Campaign name,Platform,Day,Amount spent (EUR),Reach\nA,facebook,2026-10-01,60,500\n"
    facts = folder.write(names[1], f"{by_platform}A,instagram,2026-10-01,50,500\n").read({**ADS, "path": "*.csv"})
    assert total(facts, "ad_spend") == 110
    assert len({fact.origin for fact in facts.series}) == 1
    (finding,) = findings(facts, "overlap")
    assert (finding.severity, dict(finding.numbers)["changed"]) == ("info", 1)
