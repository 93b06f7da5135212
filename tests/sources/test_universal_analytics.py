"""Universal Analytics: days and channels, totals with an empty dimension, tables by page that are not read."""

from __future__ import annotations

from datetime import date

from tests.sources.build import Folder, by_day, findings, select, total

HEAD = "# ----------------------------------------\n# All Web Site Data\n# {title}\n# 20230403-20230405\n# ---\n\n"
OVERVIEW = (
    HEAD.format(title="Audience Overview")
    + """Day Index,Sessions
4/3/23,"1,204"
4/4/23,980
4/5/23,20
,"2,204"
"""
)
CHANNELS = (
    HEAD.format(title="Channels")
    + """Default Channel Grouping,Users,New Users,Sessions,Bounce Rate,Goal Completions,Revenue
Organic Search,900,700,"1,100",45.20%,12,€0.00
Paid Social,300,290,400,60.00%,2,€0.00
Social,500,410,604,55.10%,3,€0.00
(Other),90,88,100,70.00%,0,€0.00
,"1,700","1,488","2,204",50.00%,17,€0.00

Day Index,Sessions
4/3/23,"1,204"
4/4/23,980
4/5/23,20
,"2,204"
"""
)
PAGES = HEAD.format(title="Pages") + 'Page,Pageviews,Unique Pageviews\n/,700,600\n/tea,100,90\n,"2,204","2,000"\n\n'
UA = {"name": "web", "path": "*.csv"}


def test_days_are_read_with_short_years_and_the_total_without_a_day_is_not_added(folder: Folder) -> None:
    facts = folder.write("ua.csv", OVERVIEW).read(UA, locale="en_US")
    assert by_day(facts, "sessions") == {"2023-04-03": 1204, "2023-04-04": 980, "2023-04-05": 20}
    assert findings(facts, "total_row_differs") == []


def test_channels_stand_for_the_period_above_and_paid_social_is_told_apart(folder: Folder) -> None:
    facts = folder.write("ua.csv", CHANNELS).read(UA, locale="en_US")
    paid, organic = (select(facts, "sessions", channel="other_social", delivery=way) for way in ("paid", "organic"))
    assert [(fact.value, fact.start, fact.end) for fact in paid] == [(400, date(2023, 4, 3), date(2023, 4, 6))]
    assert [fact.value for fact in organic] == [604]
    assert total(facts, "conversions") == 17
    assert total(facts, "sessions", channel="other") == 100
    assert [fact.value for fact in select(facts, "site_users", channel="")] == [1700]  # the total row's


def test_a_table_by_page_lists_the_first_rows_only_and_is_left_out(folder: Folder) -> None:
    facts = folder.write("ua.csv", PAGES + "Day Index,Pageviews\n4/3/23,2000\n4/4/23,204\n").read(UA, locale="en_US")
    assert total(facts, "page_views") == 2204
    assert len(findings(facts, "table_left_out")) == 1
