"""TikTok's exports: Studio (overview, followers, viewers) and Business Suite (overview, audience, videos)."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.books import write_book
from tests.sources.build import Folder, by_day, findings, select, total

HEAD = '"Date","Video Views","Profile Views","Likes","Comments","Shares"\n'
APRIL = HEAD + '"April 12","1591","7","10","1","0"\n"April 13","1154","1","5","0","2"\n'
PERIOD = {"from": date(2025, 4, 1), "to": date(2025, 4, 30)}


def test_studios_overview_is_the_account_by_day_and_video_views_are_no_impressions(folder: Folder) -> None:
    facts = folder.write("o.csv", "\ufeff" + APRIL).read({"name": "t", "path": "o.csv", "period": PERIOD})
    assert by_day(facts, "video_views") == {"2025-04-12": 1591, "2025-04-13": 1154}
    sums = {name: total(facts, name) for name in ("profile_visits", "reactions", "comments", "shares")}
    assert sums == {"profile_visits": 8, "reactions": 15, "comments": 1, "shares": 2}
    assert select(facts, "impressions") == []
    assert {fact.key.channel for fact in facts.series} == {"tiktok"}


def test_a_workbook_with_numbers_as_text_gives_the_same(folder: Folder) -> None:
    rows = [line.replace('"', "").split(",") for line in APRIL.splitlines()]
    facts = write_book(folder, "Overview.xlsx", {"Overview": rows}).read(
        {"name": "t", "path": "Overview.xlsx", "period": PERIOD}
    )
    assert by_day(facts, "video_views") == {"2025-04-12": 1591, "2025-04-13": 1154}


def test_the_year_comes_from_the_files_name_before_any_guess(folder: Folder) -> None:
    folder.write("Overview_2024-04-01_2024-04-30.csv", APRIL)
    facts = folder.read({"name": "t", "path": "*.csv"})
    assert list(by_day(facts, "video_views")) == ["2024-04-12", "2024-04-13"]
    assert findings(facts, "year_assumed") == []


def test_the_day_of_the_export_in_the_files_name_bounds_the_year(folder: Folder) -> None:
    folder.write("Overview_2024-04-20.csv", APRIL)
    facts = folder.read({"name": "t", "path": "*.csv"})
    assert list(by_day(facts, "video_views")) == ["2024-04-12", "2024-04-13"]
    assert findings(facts, "year_assumed") == []


def test_without_any_other_word_it_is_the_newest_possible_year_which_is_told(folder: Folder) -> None:
    facts = folder.write("o.csv", APRIL).read({"name": "t", "path": "o.csv"}, as_of=date(2026, 4, 12))
    assert list(by_day(facts, "video_views")) == ["2025-04-12", "2025-04-13"]  # the thirteenth is yet to come
    (told,) = findings(facts, "year_assumed")
    assert told.severity == "info"


@pytest.mark.parametrize(
    "days",
    [("December 31", "January 1"), ("31 December", "1 January"), ("31 de diciembre", "1 de enero")],
    ids=["en_US", "en_GB", "es"],
)
def test_a_run_of_days_may_pass_the_turn_of_the_year_in_any_language(folder: Folder, days: tuple[str, str]) -> None:
    text = HEAD + "".join(f'"{day}","10","0","0","0","0"\n' for day in days)
    facts = folder.write("o.csv", text).read({"name": "t", "path": "o.csv"}, as_of=date(2026, 2, 1))
    assert list(by_day(facts, "video_views")) == ["2025-12-31", "2026-01-01"]


def test_followers_are_a_level_and_their_difference_is_net(folder: Folder) -> None:
    text = '"Date","Followers","Difference in followers from previous day"\n"28 August","308209","583"\n'
    facts = folder.write("f.csv", text + '"29 August","308200","-9"\n').read({"name": "t", "path": "f.csv"})
    assert [fact.value for fact in select(facts, "followers")] == [308209, 308200]
    assert total(facts, "followers_net") == 574
    assert select(facts, "followers_gained") == []


def test_viewers_are_the_people_of_a_day(folder: Folder) -> None:
    text = '"Date","Total Viewers","New Viewers","Returning Viewers"\n"28 August","900","700","200"\n'
    facts = folder.write("v.csv", text).read({"name": "t", "path": "v.csv"})
    assert [(fact.key.measure, fact.value) for fact in facts.series] == [("reach", 900)]


BUSINESS = (
    "\ufeffDate,Video views,Reached audience,Profile views,Likes,Shares,Comments,Phone number clicks ,Leads submission,"
    "Net growth,New followers,Lost followers\n"
    "2026/09/30,715,NAN,25,26,4,7,3,0,10,11,1\n2026/10/01,75155,75134,539,845,244,58,0,2,100,103,3\n"
)


def test_the_business_suite_by_day_says_nothing_where_it_has_nothing_to_tell(folder: Folder) -> None:
    facts = folder.write("b.csv", BUSINESS).read({"name": "t", "path": "b.csv"})
    assert by_day(facts, "reach") == {"2026-10-01": 75134}  # NAN is missing and no 0
    assert by_day(facts, "video_views") == {"2026-09-30": 715, "2026-10-01": 75155}
    assert {fact.key.measure for fact in facts.series} == {
        "video_views", "reach", "profile_visits", "reactions", "shares", "comments", "leads", "followers_net",
        "followers_gained", "followers_lost",
    }  # fmt: skip
    assert total(facts, "followers_net") == total(facts, "followers_gained") - total(facts, "followers_lost") == 110


def test_leads_of_the_platforms_own_form_bear_its_name(folder: Folder) -> None:
    facts = folder.write("b.csv", BUSINESS).read({"name": "t", "path": "b.csv"})
    assert total(facts, "leads", claimed_by="tiktok") == 2
    assert select(facts, "leads", claimed_by="") == []


def test_the_audience_gives_a_level_and_does_not_repeat_the_overview(folder: Folder) -> None:
    text = "Date,New followers,Total followers,Reached audience,Engaged audience\n"
    text += "2026/09/30,11,--,900,80\n2026/10/01,103,5103,75134,1200\n"
    facts = folder.write("t/a.csv", text).write("t/b.csv", BUSINESS).read({"name": "t", "path": "t/*.csv"})
    assert [(fact.start, fact.value) for fact in select(facts, "followers")] == [(date(2026, 10, 1), 5103)]
    assert [fact.value for fact in select(facts, "active_users")] == [80, 1200]
    assert total(facts, "followers_gained") == 114


def test_the_overviews_of_two_tools_are_one_account_and_are_not_added(folder: Folder) -> None:
    studio = (
        HEAD
        + '"September 30","715","25","26","7","4"\n"October 1","9","1","1","1","1"\n"October 2","50","1","1","0","0"\n'
    )
    facts = folder.write("t/b.csv", BUSINESS).write("t/o.csv", studio).read({"name": "t", "path": "t/*.csv"})
    assert by_day(facts, "video_views") == {"2026-09-30": 715, "2026-10-01": 9, "2026-10-02": 50}
    assert by_day(facts, "reach") == {"2026-10-01": 75134}  # what one of them alone gives stays
    (told,) = findings(facts, "overlap")
    assert (dict(told.names)["kept"], dict(told.numbers)) == ("o.csv", {"days": 2, "changed": 1})


def test_videos_are_posts_and_favourites_are_saves(folder: Folder) -> None:
    text = "Video title,Video link,Post time,Video views,Likes,Comments,Shares,Add to Favorites\n"
    text += "One,https://t.example/1,2026-10-02 18:00:00,900,50,4,3,12\n"
    text += "Two,https://t.example/2,2026-10-03 09:00:00,100,5,,1,0\n"
    facts = folder.write("v.csv", text).read({"name": "t", "path": "v.csv"})
    assert {fact.key.of for fact in facts.series} == {"posts"}
    sums = {name: total(facts, name) for name in ("posts", "video_views", "saves", "comments")}
    assert sums == {"posts": 2, "video_views": 1000, "saves": 12, "comments": 4}
