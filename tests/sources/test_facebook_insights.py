"""Facebook Insights, as it was exported until 2023: the page by day, lists of posts and videos, a workbook of XML."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO

import pytest

from tests.sources.build import Folder, by_day, feed, findings, select, total

PAGE = (
    ("Date", "", ("2/20/2026", "2/21/2026")),
    ("Lifetime Total Likes", "Lifetime: people who like your Page. (Unique Users)", (631, 633)),
    ("Daily New Likes", "Daily: new people (Unique Users)", (0, 2)),
    ("Daily Unlikes", "", (0, 1)),
    ("Weekly Total Impressions", "Weekly: (Total Count)", (90, 95)),
    ("Daily Total Impressions", "Daily: (Total Count)", (38, 9)),
    ("Daily Organic impressions", "", (30, 9)),
    ("Daily Paid Impressions", "", (8, 0)),
    ("Daily Logged-in Page Views", "Daily: Page Views (Unique Users)", (6, 4)),
    ("Daily Logged-in Page Views", "Daily: Page Views (Total Count)", (18, 4)),
    ("Daily Page consumptions by type - link clicks", "", (3, 0)),
)
POSTS = (
    ("Post ID", "", ("5_1", "5_2")),
    ("Permalink", "", ("https://f/1", "https://f/2")),
    ("Posted", "", ("08/18/2026 10:32:03 PM", "08/13/2026 05:57:17 AM")),
    ("Lifetime Post Total Reach", "Lifetime: (Unique Users)", (446, 931)),
    ("Lifetime Post Total Impressions", "Lifetime: (Total Count)", (934, 1910)),
    ("Lifetime Post Paid Impressions", "", (0, 10)),
    ("Lifetime Post Stories by action type - like", "(Total Count)", (12, "")),
    ("Lifetime Talking About This (Post) by action type - like", "(Unique Users)", (11, "")),
    ("Lifetime Organic Video Views", "viewed for more than 3 seconds (Total Count)", (20, "")),
    ("Lifetime Organic Video Views", "viewed for more than 3 seconds (Unique Users)", (19, "")),
)
Columns = Sequence[tuple[str, str, Sequence[object]]]


def text_of(columns: Columns, explained: bool = True) -> str:
    out = StringIO()
    rows = [[name for name, _, _ in columns], *([[about for _, about, _ in columns]] if explained else [])]
    csv.writer(out).writerows([*rows, *zip(*(cells for _, _, cells in columns), strict=True)])
    return out.getvalue()


@pytest.mark.parametrize("columns", [PAGE, PAGE[::-1]], ids=["in order", "turned round"])
def test_the_page_is_read_by_day_without_what_rolls(folder: Folder, columns: Columns) -> None:
    facts = folder.write("page.csv", text_of(columns), "cp1252").read({"name": "f", "path": "page.csv"})
    assert by_day(facts, "followers") == {"2026-02-20": 631, "2026-02-21": 633}
    assert by_day(facts, "impressions", delivery="all") == {"2026-02-20": 38, "2026-02-21": 9}
    assert (total(facts, "impressions", delivery="organic"), total(facts, "impressions", delivery="paid")) == (39, 8)
    assert (total(facts, "followers_gained"), total(facts, "followers_lost")) == (2, 1)
    assert by_day(facts, "profile_visits") == {"2026-02-20": 18, "2026-02-21": 4}  # times, not people
    assert feed(facts, "followers").sparse is False


def test_without_the_row_of_explanations_columns_of_one_name_are_not_read(folder: Folder) -> None:
    facts = folder.write("page.csv", text_of(PAGE, explained=False)).read({"name": "f", "path": "page.csv"})
    assert total(facts, "followers_gained") == 2
    assert select(facts, "profile_visits") == []
    assert findings(facts, "columns_alike")[0].measures == ("profile_visits",)


@pytest.mark.parametrize("columns", [POSTS, POSTS[::-1]], ids=["in order", "turned round"])
def test_posts_count_what_was_done_and_not_who_did_it(folder: Folder, columns: Columns) -> None:
    facts = folder.write("posts.csv", text_of(columns)).read({"name": "f", "path": "posts.csv"})
    assert by_day(facts, "posts") == {"2026-08-13": 1, "2026-08-19": 1}  # the evening in California
    assert by_day(facts, "reactions") == {"2026-08-13": 0, "2026-08-19": 12}
    assert by_day(facts, "views_3s", delivery="organic") == {"2026-08-19": 20}
    assert total(facts, "impressions", delivery="all", of="posts") == 2844


def test_videos_give_what_the_list_of_posts_lacks_so_that_nothing_counts_twice(folder: Folder) -> None:
    videos = (*POSTS[:6], ("Lifetime Total Video Views", "(Total Count)", (280, 163)))
    folder.write("posts.csv", text_of(POSTS)).write("videos.csv", text_of(videos))
    facts = folder.read({"name": "f", "path": "*.csv"})
    assert total(facts, "impressions", delivery="all") == 2844
    assert total(facts, "views_3s", delivery="all") == 443
    assert total(facts, "posts") == 2


def sheet(name: str, rows: Sequence[Sequence[object]]) -> str:
    def cell(value: object) -> str:
        kind = "Number" if isinstance(value, int) else "DateTime" if "T07" in str(value) else "String"
        return f'<Cell><Data ss:Type="{kind}">{value}</Data></Cell>'

    table = "".join("<Row>" + "".join(map(cell, row)) + "</Row>" for row in rows)
    return f'<Worksheet ss:Name="{name}"><Table>{table}</Table></Worksheet>'


WHEN = "2026-09-22T07:07:36.000"
ACTIONS = ("Description", "Post ID", "Permalink", "Posted", "share", "like", "comment")
CLICKS = ("Description", "Post ID", "Permalink", "Posted", "other clicks", "photo view", "link clicks")
BOOK = (
    '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
    'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">'
    + sheet(
        "Key Metrics",
        (
            ("Post ID", "Posted", "Lifetime Post Total Reach", "Lifetime Post Total Impressions"),
            ("", "", "Lifetime: (Unique Users)", "Lifetime: (Total Count)"),
            ("5_1", WHEN, 640, 699),
        ),
    )
    + sheet("Lifetime Talking About This(...", (ACTIONS, ("people", "5_1", "l", WHEN, 4, 62, 17)))
    + sheet("Lifetime Post Stories by act...", (ACTIONS, ("times", "5_1", "l", WHEN, 5, 65, "")))
    + sheet("Lifetime Post Consumers by type", (CLICKS, ("people", "5_1", "l", WHEN, 32, 48, 8)))
    + sheet("Lifetime Post Consumptions b...", (CLICKS, ("times", "5_1", "l", WHEN, 47, 49, 10)))
    + "</Workbook>"
)


def test_a_workbooks_sheets_of_counts_are_read_and_those_of_people_left_out_aloud(folder: Folder) -> None:
    facts = folder.write("posts.xls", BOOK).read({"name": "f", "path": "posts.xls"})
    found = {name: total(facts, name) for name in ("posts", "impressions", "shares", "reactions", "comments")}
    assert found == {"posts": 1, "impressions": 699, "shares": 5, "reactions": 65, "comments": 0}
    assert (total(facts, "link_clicks"), total(facts, "clicks_all")) == (10, 106)
    left = {dict(finding.names)["sheet"] for finding in findings(facts, "sheet_left_out")}
    assert left == {"Lifetime Talking About This(...", "Lifetime Post Consumers by type"}


def test_a_sheet_saved_as_a_text_cannot_be_told_from_that_of_people_and_is_refused(folder: Folder) -> None:
    text = f"{','.join(ACTIONS)}\ntimes,5_1,l,09/22/2026,5,65,\n"
    assert folder.write("stories.csv", text).problems({"name": "f", "path": "stories.csv"})
