"""LinkedIn's exports: a page's content, posts, followers and visitors, and a member's own analytics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from reportgen.model.facts import Facts
from tests.sources.books import Rows, write_book
from tests.sources.build import Folder, by_day, feed, findings, select, total

BANNER = ["Aggregated engagement metrics for your organic and sponsored content."]
DELIVERIES = ("organic", "sponsored", "total")


def content_header(shares: str = "Reposts") -> list[str]:
    """The header of a page's content by day."""
    triples = [f"{name} ({kind})" for name in ("Clicks", "Reactions", "Comments", shares) for kind in DELIVERIES]
    rates = [f"Engagement rate ({kind})" for kind in DELIVERIES]
    impressions = [f"Impressions ({kind})" for kind in DELIVERIES]
    return ["Date", *impressions, "Unique impressions (organic)", *triples, *rates]


DAYS: Rows = (
    ("10/01/2026", 90, 10, 100, 60, 4, 1, 5, 6, 2, 8, 1, 0, 1, 2, 0, 2, 0.14, 0.3, 0.16),
    ("10/02/2026", 40, 0, 40, 30, 2, 0, 2, 3, 0, 3, 0, 0, 0, 0, 0, 0, 0.125, 0, 0.125),
)


def page(folder: Folder, sheet: str, header: Sequence[str], rows: Rows = DAYS) -> Facts:
    write_book(folder, "page.xlsx", {sheet: [BANNER, header, *rows]})
    return folder.read({"name": "page", "path": "page.xlsx"})


@pytest.mark.parametrize(
    ("sheet", "shares"), [("Metrics", "Reposts"), ("Update metrics (aggregated)", "Shares")], ids=["now", "until 2023"]
)
def test_a_pages_days_are_read_in_both_generations(folder: Folder, sheet: str, shares: str) -> None:
    facts = page(folder, sheet, content_header(shares))
    assert by_day(facts, "impressions", delivery="all") == {"2026-10-01": 100, "2026-10-02": 40}
    assert (total(facts, "shares", delivery="all"), total(facts, "comments", delivery="all")) == (2, 1)
    assert {fact.key.channel for fact in facts.series} == {"linkedin"}
    assert findings(facts, "table_left_out") == []  # the banner is no table


def test_organic_and_sponsored_stand_beside_their_total_and_are_not_in_it_again(folder: Folder) -> None:
    facts = page(folder, "Metrics", content_header())
    split = {name: total(facts, "impressions", delivery=name) for name in ("all", "organic", "paid")}
    assert split == {"all": 140, "organic": 130, "paid": 10}
    assert split["all"] == split["organic"] + split["paid"]


def test_clicks_are_their_own_measure_and_rates_are_not_read(folder: Folder) -> None:
    facts = page(folder, "Metrics", content_header())
    assert total(facts, "clicks_all", delivery="all") == 7
    assert total(facts, "reactions", delivery="all") == 11  # clicks are in the engagement rate, not in here
    measures = {fact.key.measure for fact in facts.series}
    assert measures == {"impressions", "reach", "clicks_all", "reactions", "comments", "shares", "interactions_given"}


def test_a_pages_interactions_are_its_reactions_comments_and_shares_without_clicks(folder: Folder) -> None:
    facts = page(folder, "Metrics", content_header())
    assert by_day(facts, "interactions_given") == {"2026-10-01": 11, "2026-10-02": 3}


def test_of_a_page_without_its_shares_no_total_of_interactions_is_made(folder: Folder) -> None:
    header = [name for name in content_header() if not name.startswith("Reposts")]
    keep = [content_header().index(name) for name in header]
    facts = page(folder, "Metrics", header, [[row[index] for index in keep] for row in DAYS])
    assert total(facts, "comments", delivery="all") == 1
    assert select(facts, "interactions_given") == []


def test_unique_impressions_are_the_organic_reach_of_a_day(folder: Folder) -> None:
    facts = page(folder, "Metrics", content_header())
    assert [(fact.key.delivery, fact.value) for fact in select(facts, "reach")] == [("organic", 60), ("organic", 30)]


def test_dates_have_the_month_first_whatever_the_language_of_the_page_and_of_the_report(folder: Folder) -> None:
    header = ["Data", "Impressões (orgânicas)", "Impressões (patrocinadas)", "Impressões (total)", "Reações (total)"]
    rows = [("10/01/2026", 9, 1, 10, 3), ("10/02/2026", 4, 0, 4, 1)]
    write_book(folder, "pagina.xlsx", {"Métricas": [["Métricas agregadas"], header, *rows]})
    facts = folder.read({"name": "page", "path": "pagina.xlsx"}, locale="fr_FR")
    assert by_day(facts, "impressions", delivery="all") == {"2026-10-01": 10, "2026-10-02": 4}
    assert findings(facts, "dates_month_first") == []  # known of the export, nothing is assumed


def test_a_file_that_proves_the_day_first_is_read_so(folder: Folder) -> None:
    rows = [("01/10/2026", *DAYS[0][1:]), ("31/10/2026", *DAYS[1][1:])]
    facts = page(folder, "Metrics", content_header(), rows)
    assert list(by_day(facts, "impressions", delivery="all")) == ["2026-10-01", "2026-10-31"]


POSTS = (
    "Post title", "Post link", "Post type", "Campaign name", "Posted by", "Created date", "Campaign start date",
    "Campaign end date", "Audience", "Impressions", "Views", "Offsite Views", "Clicks", "Click through rate (CTR)",
    "Likes", "Comments", "Reposts", "Follows", "Engagement rate", "Content Type",
)  # fmt: skip
UPDATES = (
    "Update title", "Update link", "Update type", "Campaign name", "Posted by", "Created date", "Campaign start date",
    "Campaign end date", "Audience", "Impressions", "Video views", "Clicks", "Click through rate (CTR)",
    "Likes", "Comments", "Shares", "Follows", "Engagement rate",
)  # fmt: skip
LINK = "https://www.linkedin.com/feed/update/urn:li:activity:"
NEW_POSTS: Rows = (
    ("One", f"{LINK}1", "Organic", "", "Zoé Quelqu'un", "10/14/2026", "", "", "All followers", 300, 50, 7, 12, 0.04,
     20, 3, 2, 1, 0.12, "Video"),
    ("Two", f"{LINK}2", "Organic", "", "Zoé Quelqu'un", "10/15/2026", "", "", "All followers", 100, "", "", 4, 0.04,
     5, 0, 1, "", 0.1, "Article"),
)  # fmt: skip
OLD_POSTS: Rows = (
    ("One", f"{LINK}1", "Organic", "", "Zoé Quelqu'un", 46309, "", "", "All followers", 300, 50, 12, 0.04,
     20, 3, 2, 1, 0.12),
    ("Two", f"{LINK}2", "Organic", "", "Zoé Quelqu'un", 46310, "", "", "All followers", 100, "", 4, 0.04,
     5, 0, 1, "", 0.1),
)  # fmt: skip


@pytest.mark.parametrize(
    ("sheet", "header", "rows"),
    [("All posts", POSTS, NEW_POSTS), ("Update Engagement", UPDATES, OLD_POSTS)],
    ids=["now", "until 2023, serial days"],
)
def test_a_pages_posts_hold_values_of_their_life(folder: Folder, sheet: str, header: Sequence[str], rows: Rows) -> None:
    write_book(folder, "page.xlsx", {sheet: [["Engagement metrics for individual posts."], header, *rows]})
    facts = folder.read({"name": "page", "path": "page.xlsx"})
    assert {fact.key.of for fact in facts.series} == {"posts"}
    assert by_day(facts, "posts") == {"2026-10-14": 1, "2026-10-15": 1}
    sums = {name: total(facts, name) for name in ("impressions", "video_views", "clicks_all", "reactions", "shares")}
    assert sums == {"impressions": 400, "video_views": 50, "clicks_all": 16, "reactions": 25, "shares": 3}
    assert [fact.value for fact in select(facts, "followers_gained")] == [1]  # an empty cell is not 0


def test_an_export_of_both_kinds_keeps_days_and_posts_apart(folder: Folder) -> None:
    sheets = {"Metrics": [BANNER, content_header(), *DAYS], "All posts": [["Posts."], POSTS, *NEW_POSTS]}
    facts = write_book(folder, "acme_content_1760000000000.xlsx", sheets).read({"name": "p", "path": "*.xlsx"})
    assert total(facts, "impressions", of="", delivery="all") == 140
    assert total(facts, "impressions", of="posts") == 400
    assert "Quelqu'un" not in repr(facts)


def test_the_list_of_posts_speaks_for_the_days_of_the_table_beside_it(folder: Folder) -> None:
    early = [("10/01/2026", *DAYS[0][1:]), ("10/31/2026", *DAYS[1][1:])]
    sheets = {"Metrics": [BANNER, content_header(), *early], "All posts": [["Posts."], POSTS, *NEW_POSTS]}
    write_book(folder, "both.xlsx", sheets)
    write_book(folder, "alone.xlsx", {"All posts": [["Posts."], POSTS, *NEW_POSTS]})
    spans = {
        name: feed(folder.read({"name": "p", "path": name}), "posts").spans for name in ("both.xlsx", "alone.xlsx")
    }
    assert spans == {
        "both.xlsx": ((date(2026, 10, 1), date(2026, 11, 1)),),
        "alone.xlsx": ((date(2026, 10, 14), date(2026, 10, 16)),),
    }


def test_total_followers_of_a_page_are_those_of_the_day_and_no_level(folder: Folder) -> None:
    header = ("Date", "Sponsored followers", "Organic followers", "Auto-invited followers", "Total followers")
    sheets = {
        "New followers": [header, ("10/14/2026", 1, 5, 2, 8), ("10/15/2026", 0, 3, 0, 3)],
        "Location": [("Location", "Total followers"), ("Paris", 700), ("Lyon", 90)],
    }
    facts = write_book(folder, "f.xlsx", sheets).read({"name": "p", "path": "f.xlsx"})
    assert select(facts, "followers") == []
    given = {name: total(facts, "followers_gained", delivery=name) for name in ("all", "organic", "paid")}
    assert given == {"all": 11, "organic": 8, "paid": 1}
    assert findings(facts, "sheet_left_out") != []


def test_of_a_pages_visitors_only_the_total_of_totals_is_read(folder: Folder) -> None:
    parts = ("Overview", "Life", "Jobs", "Total")
    header = ["Date"]
    for part in parts:
        header += [f"{part} {what} ({kind})" for what in ("page views", "unique visitors")
                   for kind in ("desktop", "mobile", "total")]  # fmt: skip
    rows = [("10/14/2026", *range(1, 25)), ("10/15/2026", *range(1, 25))]
    facts = write_book(folder, "v.xlsx", {"Visitor metrics": [header, *rows]}).read({"name": "p", "path": "v.xlsx"})
    assert {fact.key.measure for fact in facts.series} == {"profile_visits", "unique_visitors"}
    assert by_day(facts, "profile_visits") == {"2026-10-14": 21, "2026-10-15": 21}
    assert by_day(facts, "unique_visitors") == {"2026-10-14": 24, "2026-10-15": 24}


MEMBER = {
    "DISCOVERY": [("Overall Performance", "10/1/2026 - 10/14/2026"), ("Impressions", 320), ("Unique views", 150)],
    "ENGAGEMENT": [("Date", "Impressions", "Engagements"), ("10/14/2026", 20, 1), ("10/2/2026", 300, 25)],
    "TOP POSTS": [
        ("Maximum of 50 posts available to include in this list",),
        (),
        ("Post URL", "Post publish date", "Engagements", "", "Post URL", "Post publish date", "Impressions"),
        (f"{LINK}1", "10/2/2026", 999, "", f"{LINK}2", "10/3/2026", 9999),
    ],
    "FOLLOWERS": [
        ("Total followers on 10/14/2026:", 782),
        (),
        ("Date", "New followers"),
        ("10/13/2026", 3),
        ("10/14/2026", 1),
    ],
    "DEMOGRAPHICS": [("Top Demographics", "Value", "Percentage"), ("Companies", "Acme", "< 1%")],
}


def test_a_members_days_come_in_any_order_and_engagements_are_the_platforms_own(folder: Folder) -> None:
    facts = write_book(folder, "m.xlsx", MEMBER).read({"name": "m", "path": "m.xlsx"})
    assert by_day(facts, "impressions") == {"2026-10-02": 300, "2026-10-14": 20}
    assert total(facts, "interactions_given") == 26


def test_a_members_level_is_stated_above_the_table_and_is_known_of_one_day(folder: Folder) -> None:
    facts = write_book(folder, "m.xlsx", MEMBER).read({"name": "m", "path": "m.xlsx"})
    (level,) = select(facts, "followers")
    assert (level.value, level.end) == (782, date(2026, 10, 15))
    assert "followers" not in {name for told in findings(facts, "missing_days") for name in told.measures}
    assert total(facts, "followers_gained") == 4


def test_a_members_top_posts_are_a_selection_and_give_no_figure(folder: Folder) -> None:
    facts = write_book(folder, "m.xlsx", MEMBER).read({"name": "m", "path": "m.xlsx"})
    assert {fact.key.of for fact in facts.series} == {""}
    assert not {999, 9999} & {fact.value for fact in facts.series}
    left = {finding.place.sheet for finding in findings(facts, "sheet_left_out")}
    assert left == {"DISCOVERY", "DEMOGRAPHICS"}
