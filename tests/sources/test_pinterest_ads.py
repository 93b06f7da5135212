"""Pinterest Ads Manager: campaigns by day."""

from __future__ import annotations

from decimal import Decimal

from tests.sources.build import Folder, by_day, total

HEADER = (
    "Date,Campaign name,Campaign ID,Spend in account currency,Impressions,Pin clicks,Outbound clicks,Saves,"
    "Total conversions,Checkouts,Checkout value in account currency\n"
)
DAILY = (
    HEADER
    + """2026-10-01,Autumn,626748,20.50,4000,90,40,12,5,2,150.00
2026-10-02,Autumn,626748,5.25,800,9,8,3,1,0,0
"""
)


def test_pin_clicks_stay_and_outbound_clicks_leave(folder: Folder) -> None:
    facts = folder.write("pins.csv", DAILY).read({"name": "pins", "path": "pins.csv"})
    assert by_day(facts, "ad_spend", channel="pinterest", delivery="paid") == {
        "2026-10-01": Decimal("20.5"),
        "2026-10-02": Decimal("5.25"),
    }
    assert (total(facts, "clicks_all"), total(facts, "link_clicks"), total(facts, "saves")) == (99, 48, 15)
    assert total(facts, "orders", claimed_by="pinterest_ads") == 2
    assert total(facts, "gross_revenue", claimed_by="pinterest_ads") == 150
