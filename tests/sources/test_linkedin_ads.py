"""LinkedIn Campaign Manager: UTF-16 with tabs, lines above the header, a day and campaign a row."""

from __future__ import annotations

from decimal import Decimal

from tests.sources.build import Folder, by_day, total

HEAD = """Campaign Performance Report (in UTC)
Report Start: October 1, 2026
Report End: October 2, 2026
Date Generated: November 3, 2026

"""
HEADER = (
    "Start Date (in UTC),Account Name,Currency,Campaign Name,Total Spent,Impressions,Clicks,Reactions,Comments,Shares,"
    "Follows,Viral Impressions,Conversions,Leads\n"
)
ROWS = (
    HEADER
    + """10/1/2026,Acme,EUR,Autumn,"1,050.25",40000,210,18,2,3,5,900,4,2
10/2/2026,Acme,EUR,Autumn,80.75,3000,12,1,0,0,0,70,1,0
"""
)


def test_a_campaign_report_is_paid_by_day_and_claims_its_leads(folder: Folder) -> None:
    text = HEAD + ROWS.replace(",", "\t").replace("1\t050", "1,050")
    facts = folder.write("li.csv", text, "utf-16-le").read({"name": "li", "path": "li.csv"}, locale="en_US")
    assert by_day(facts, "ad_spend") == {"2026-10-01": Decimal("1050.25"), "2026-10-02": Decimal("80.75")}
    assert total(facts, "impressions", channel="linkedin", delivery="paid", campaign="Autumn") == 43000
    assert (total(facts, "leads", claimed_by="linkedin_ads"), total(facts, "leads", claimed_by="")) == (2, 0)
    assert (total(facts, "clicks_all"), total(facts, "followers_gained")) == (222, 5)


def test_another_currency_is_refused(folder: Folder) -> None:
    (line,) = folder.write("li.csv", ROWS.replace("EUR", "CHF")).problems(
        {"name": "li", "path": "li.csv"}, locale="en_US"
    )
    assert "the amounts are in CHF, the report is in EUR" in line
