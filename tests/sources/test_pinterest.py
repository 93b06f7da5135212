"""Pinterest Analytics' overview, as far as it is known."""

from __future__ import annotations

from tests.sources.build import Folder, by_day, total

OVERVIEW = """Analytics overview
Date range,"2026-10-01 - 2026-10-02"
Content type,All
Claimed accounts,All

Date,Impressions,Outbound clicks,Saves
2026-10-01,120,4,3
2026-10-02,130,5,0

Top Boards
Pinterest Link,Impressions,Engagement,Pin clicks,Outbound clicks,Saves
https://www.pinterest.com/acme/one/,9999,99,50,20,30

Top Pins
Pinterest Link,Content Type,Source,Format,Impressions
https://www.pinterest.com/pin/1/,Organic,Your Pins,Standard,8888
"""


def test_the_days_are_read_and_the_best_boards_and_pins_are_not(folder: Folder) -> None:
    facts = folder.write("p.csv", OVERVIEW).read({"name": "p", "path": "p.csv"})
    assert by_day(facts, "impressions", channel="pinterest") == {"2026-10-01": 120, "2026-10-02": 130}
    assert (total(facts, "link_clicks"), total(facts, "saves")) == (9, 3)
    assert not {9999, 8888} & {fact.value for fact in facts.series}


def test_a_table_without_pinterests_lines_above_it_is_not_taken_for_one(folder: Folder) -> None:
    text = "Date,Impressions,Pin clicks\n2026-10-01,120,3\n"
    (line,) = folder.write("p.csv", text).problems({"name": "p", "path": "p.csv"})
    assert "not recognised" in line
    forced = folder.read({"name": "p", "path": "p.csv", "format": "pinterest_overview"})
    assert by_day(forced, "impressions", channel="pinterest") == {"2026-10-01": 120}
