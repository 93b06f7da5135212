"""X: exports of its first analytics (Twitter's, until 2024) and of the present one."""

from __future__ import annotations

from datetime import date

import pytest

from tests.sources.build import Folder, by_day, findings, select, total

TWEETS = (
    '"Tweet id","Tweet permalink","Tweet text","time","impressions","engagements","engagement rate","retweets",'
    '"replies","likes","user profile clicks","url clicks","hashtag clicks","detail expands","permalink clicks",'
    '"app opens","app installs","follows","email tweet","dial phone","media views","media engagements",'
    '"promoted impressions","promoted engagements","promoted engagement rate","promoted retweets","promoted replies",'
    '"promoted likes","promoted url clicks","promoted follows"\n'
)
NONE = ",".join(['"-"'] * 8)
FIRST = (
    f'"1401975206315368459","https://t.example/1","Two\nlines","2026-10-01 09:10 +0000","24323.0","293.0","0.012",'
    f'"8.0","1.0","28.0","46.0","123.0","0.0","87.0","0.0","0","0","2","0","0","7000","60",{NONE}\n'
)
SECOND = (
    '"1401975206315368460","https://t.example/2","Late","2026-10-01 22:30 +0000","100.0","9.0","0.09",'
    '"1.0","0.0","3.0","0.0","2.0","0.0","1.0","0.0","0","0","0","0","0","0","0",'
    '"50","5","0.1","1","0","2","4","1"\n'
)


def test_tweets_are_posts_whose_long_ids_stay_apart(folder: Folder) -> None:
    facts = folder.write("t.csv", TWEETS + FIRST + SECOND).read({"name": "x", "path": "t.csv"}, timezone="UTC")
    assert {(fact.key.channel, fact.key.of) for fact in facts.series} == {("x", "posts")}
    assert total(facts, "posts") == 2
    organic = {name: total(facts, name, delivery="organic") for name in ("impressions", "shares", "comments")}
    assert organic == {"impressions": 24423, "shares": 9, "comments": 1}
    assert total(facts, "interactions_given", delivery="organic") == 302
    assert (total(facts, "reactions", delivery="organic"), total(facts, "link_clicks", delivery="organic")) == (31, 125)


def test_promoted_figures_come_in_addition_and_a_dash_is_none(folder: Folder) -> None:
    facts = folder.write("t.csv", TWEETS + FIRST + SECOND).read({"name": "x", "path": "t.csv"}, timezone="UTC")
    assert [fact.value for fact in select(facts, "impressions", delivery="paid")] == [50]
    assert total(facts, "link_clicks", delivery="paid") == 4
    alone = folder.write("t.csv", TWEETS + FIRST).read({"name": "x", "path": "t.csv"}, timezone="UTC")
    assert {fact.key.delivery for fact in alone.series} == {"organic"}


def test_a_day_without_a_post_is_no_gap(folder: Folder) -> None:
    later = FIRST.replace("1401975206315368459", "1401975206315368999").replace("2026-10-01 09", "2026-10-09 09")
    facts = folder.write("t.csv", TWEETS + FIRST + later).read({"name": "x", "path": "t.csv"})
    assert list(by_day(facts, "posts")) == ["2026-10-01", "2026-10-09"]
    assert findings(facts, "missing_days") == []


def test_media_views_and_clicks_on_the_profile_are_not_read(folder: Folder) -> None:
    facts = folder.write("t.csv", TWEETS + FIRST).read({"name": "x", "path": "t.csv"})
    assert {fact.key.measure for fact in facts.series} == {
        "posts", "impressions", "interactions_given", "shares", "comments", "reactions", "link_clicks",
        "followers_gained",
    }  # fmt: skip


def test_a_tweets_time_is_utc_and_its_day_the_clients(folder: Folder) -> None:
    facts = folder.write("t.csv", TWEETS + SECOND).read({"name": "x", "path": "t.csv"}, timezone="Europe/Paris")
    assert list(by_day(facts, "posts")) == ["2026-10-02"]


def test_the_same_tweet_in_two_exports_counts_once_with_its_newest_figures(folder: Folder) -> None:
    folder.write("tweets_20261001_20261008.csv", TWEETS + FIRST.replace("24323.0", "100.0"))
    folder.write("tweets_20261001_20261101.csv", TWEETS + FIRST)
    facts = folder.read({"name": "x", "path": "*.csv"})
    assert (total(facts, "posts"), total(facts, "impressions")) == (1, 24323)


DAILY = '"Date","Tweets published","impressions","engagements","engagement rate","retweets","replies","{likes}",\
"user profile clicks","url clicks","follows","media views","promoted impressions","promoted engagements"\n'


def day(when: str, impressions: int, promoted: str = "-") -> str:
    return f'"{when}","4","{impressions}","288","0.037","10","3","66","35","21","1","58","{promoted}","{promoted}"\n'


def test_the_last_day_of_an_export_is_partial_and_the_later_file_wins(folder: Folder) -> None:
    head = DAILY.format(likes="likes")
    folder.write("daily_20261001_20261003.csv", head + day("2026-10-02", 500) + day("2026-10-03", 7776))
    folder.write("daily_20261003_20261104.csv", head + day("2026-10-03", 30352) + day("2026-10-04", 900))
    facts = folder.read({"name": "x", "path": "*.csv"})
    assert by_day(facts, "impressions") == {"2026-10-02": 500, "2026-10-03": 30352, "2026-10-04": 900}
    (told,) = findings(facts, "overlap")
    assert (told.severity, told.start, told.end) == ("info", date(2026, 10, 3), date(2026, 10, 4))


@pytest.mark.parametrize("likes", ["likes", "favorites"])
def test_the_account_by_day_of_both_times_is_read_and_follows_by_tweet_are_no_gain(folder: Folder, likes: str) -> None:
    facts = folder.write("d.csv", DAILY.format(likes=likes) + day("2026-10-02", 500, "70")).read(
        {"name": "x", "path": "d.csv"}
    )
    assert (total(facts, "posts"), total(facts, "reactions"), total(facts, "shares")) == (4, 66, 10)
    assert {name: total(facts, "impressions", delivery=name) for name in ("organic", "paid")} == {
        "organic": 500,
        "paid": 70,
    }
    assert select(facts, "followers_gained") == []


CONTENT = "Post id,Date,Post text,{link},Impressions,Likes,Engagements,Bookmarks,{share},New follows,Replies,Reposts,\
Profile visits,{detail},{url},Hashtag clicks,Permalink clicks\n"
POST = '1888959709614682283,Mon Oct 12 2026,"One, two",https://x.example/1,104,7,13,2,5,1,3,4,6,4,9,0,0\n'


@pytest.mark.parametrize(
    "names",
    [
        {"link": "Link", "share": "Share", "detail": "Detail expands", "url": "Url clicks"},
        {"link": "Post Link", "share": "Shares", "detail": "Detail Expands", "url": "URL Clicks"},
    ],
    ids=["2024", "2026"],
)
def test_posts_of_the_present_analytics_are_read_in_both_spellings(folder: Folder, names: dict[str, str]) -> None:
    facts = folder.write("c.csv", CONTENT.format(**names) + POST).read({"name": "x", "path": "c.csv"})
    found = {fact.key.measure: fact.value for fact in facts.series}
    assert found == {
        "posts": 1, "impressions": 104, "reactions": 7, "interactions_given": 13, "saves": 2, "followers_gained": 1,
        "comments": 3, "shares": 4, "profile_visits": 6, "link_clicks": 9,
    }  # fmt: skip
    assert {(fact.key.of, fact.start) for fact in facts.series} == {("posts", date(2026, 10, 12))}


OVERVIEW = "Date,Impressions,Likes,Engagements,Bookmarks,Shares,New follows,Unfollows,Replies,Reposts,Profile visits,\
Create Post,Video views,Media views\n"
NEWEST_FIRST = '"Tue, Oct 13, 2026",9,0,3,0,8,2,1,0,0,5,0,4,40\n"Mon, Oct 12, 2026",162,9,14,1,0,3,2,1,2,7,1,6,60\n'


def test_the_account_by_day_gives_gains_and_losses_but_no_level(folder: Folder) -> None:
    facts = folder.write("o.csv", OVERVIEW + NEWEST_FIRST).read({"name": "x", "path": "o.csv"})
    assert by_day(facts, "impressions") == {"2026-10-12": 162, "2026-10-13": 9}
    assert (total(facts, "followers_gained"), total(facts, "followers_lost")) == (5, 3)
    assert select(facts, "followers") == []
    sums = {name: total(facts, name) for name in ("posts", "shares", "saves", "video_views", "profile_visits")}
    assert sums == {"posts": 1, "shares": 2, "saves": 1, "video_views": 10, "profile_visits": 12}


def test_posts_and_days_of_one_account_are_never_added(folder: Folder) -> None:
    names = {"link": "Link", "share": "Share", "detail": "Detail expands", "url": "Url clicks"}
    folder.write("x/content.csv", CONTENT.format(**names) + POST).write("x/overview.csv", OVERVIEW + NEWEST_FIRST)
    facts = folder.read({"name": "x", "path": "x/*.csv"})
    assert (total(facts, "impressions", of=""), total(facts, "impressions", of="posts")) == (171, 104)
