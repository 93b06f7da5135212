"""What an export of advertisements marks as not available is missing, and never 0; what it leaves empty is 0."""

from __future__ import annotations

from datetime import date

import pytest

from reportgen.sources import file_tables, packed
from tests.sources.build import Folder, by_day, feed, findings, select, total

META = {"name": "ads", "path": "*.csv", "channel": "facebook"}
HEAD = "Campaign name,Day,Amount spent (EUR),Link clicks\n"
GOOGLE = """Campaign report
"October 1, 2026 - October 31, 2026"
Day,Campaign,Currency code,Cost,Impr.,Clicks,Conversions
2026-10-01,Brand,EUR,10.00,100,4, --
2026-10-02,Brand,EUR,12.00,120,5, --
Total: Campaigns, --,EUR,22.00,220,9, --
"""


@pytest.fixture(params=[False, True], ids=["row by row", "packed"])
def ads(request: pytest.FixtureRequest, folder: Folder, monkeypatch: pytest.MonkeyPatch) -> Folder:
    if request.param:
        monkeypatch.setattr(file_tables, "LARGE_TEXT", 0)
        monkeypatch.setattr(packed, "MANY", 1)
        monkeypatch.setattr(packed, "_CHUNK", 1)
    return folder


def rows(first: int, last: int, clicks: str, name: str = "A") -> str:
    return "".join(f"{name},2026-10-{day:02},{day},{clicks}\n" for day in range(first, last + 1))


@pytest.mark.parametrize("mark", ["--", "-", "N/A", ""])
def test_a_column_without_one_figure_is_not_measured(ads: Folder, mark: str) -> None:
    facts = ads.write("a.csv", HEAD + rows(1, 5, mark)).read(META)
    assert total(facts, "ad_spend") == 15
    assert select(facts, "link_clicks") == []
    assert [item.key.measure for item in facts.feeds] == ["ad_spend"]


def test_a_column_that_is_not_there_is_not_measured(ads: Folder) -> None:
    facts = ads.write("a.csv", "Campaign name,Day,Amount spent (EUR)\nA,2026-10-01,5\n").read(META)
    assert {fact.key.measure for fact in facts.series} | {item.key.measure for item in facts.feeds} == {"ad_spend"}
    assert facts.findings == ()


def test_google_s_conversions_of_an_account_that_counts_none_are_not_measured(ads: Folder) -> None:
    facts = ads.write("a.csv", GOOGLE).read({**META, "channel": "paid_search"})
    assert (total(facts, "ad_spend"), select(facts, "conversions")) == (22, [])
    (told,) = findings(facts, "marked_unavailable")
    assert (told.severity, told.measures, dict(told.numbers)) == ("info", ("conversions",), {"days": 2})


def test_days_whose_every_row_says_not_available_are_missing_and_told(ads: Folder) -> None:
    facts = ads.write("a.csv", HEAD + rows(1, 4, "7") + rows(5, 9, "--") + rows(11, 12, "3")).read(META)
    assert feed(facts, "link_clicks").spans == (
        (date(2026, 10, 1), date(2026, 10, 5)),
        (date(2026, 10, 10), date(2026, 10, 13)),
    )
    assert feed(facts, "ad_spend").spans == ((date(2026, 10, 1), date(2026, 10, 13)),)
    (told,) = findings(facts, "marked_unavailable")
    assert told.severity == "notice"
    assert (told.start, told.end, dict(told.numbers)) == (date(2026, 10, 5), date(2026, 10, 10), {"days": 5})


def test_an_empty_cell_beside_figures_is_a_day_without_any(ads: Folder) -> None:
    facts = ads.write("a.csv", HEAD + rows(1, 4, "7") + rows(5, 9, "")).read(META)
    assert feed(facts, "link_clicks").spans == ((date(2026, 10, 1), date(2026, 10, 10)),)
    assert findings(facts, "marked_unavailable") == []


def test_a_campaign_without_a_figure_leaves_the_others_their_days(ads: Folder) -> None:
    facts = ads.write("a.csv", HEAD + rows(1, 3, "7") + rows(1, 4, "--", name="B")).read(META)
    assert by_day(facts, "link_clicks") == {"2026-10-01": 7, "2026-10-02": 7, "2026-10-03": 7}
    assert feed(facts, "link_clicks").spans == ((date(2026, 10, 1), date(2026, 10, 4)),)


def test_what_another_export_knows_of_such_a_day_counts(ads: Folder) -> None:
    ads.write("a_2026-10-06.csv", HEAD + rows(1, 5, "7")).write("b_2026-10-08.csv", HEAD + rows(4, 6, "--"))
    facts = ads.write("c_2026-10-09.csv", HEAD + rows(6, 6, "--") + rows(7, 8, "2")).read(META)
    assert total(facts, "link_clicks") == 39
    assert feed(facts, "link_clicks").spans[0] == (date(2026, 10, 1), date(2026, 10, 6))


def test_what_is_not_available_yet_is_not_told(ads: Folder) -> None:
    facts = ads.write("a.csv", HEAD + rows(1, 31, "7") + "A,2026-11-06,5,--\n").read(META)
    assert findings(facts, "marked_unavailable") == []
