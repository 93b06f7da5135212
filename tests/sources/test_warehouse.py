"""Warehouse tables as files: versions count once, micros are money, one kind of purchase is read, parts add up."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.sources.build import Folder, by_day, csv_text, findings, select, total

SOURCE = {"name": "warehouse", "path": "table.csv"}
BASIS = {"revenue_basis": {"tax": "excluded", "shipping": "out"}}


def test_of_a_posts_readings_the_newest_counts_and_its_month_is_not_told(folder: Folder) -> None:
    text = csv_text(
        {
            "date": "2026-10-02 07:00:00",
            "post_id": "1_2",
            "_fivetran_synced": "2026-10-02 20:00:00.100",
            "post_clicks": "4",
            "post_impressions": "100",
            "post_media_view": "",
            "post_reactions_like_total": "5",
            "post_reactions_love_total": "1",
        },
        {
            "date": "2026-10-03 07:00:00",
            "post_id": "1_2",
            "_fivetran_synced": "2026-10-03 20:00:00.100",
            "post_clicks": "5",
            "post_impressions": "120",
            "post_media_view": "",
            "post_reactions_like_total": "6",
            "post_reactions_love_total": "1",
        },
        {
            "date": "2026-10-03 07:00:00",
            "post_id": "1_3",
            "_fivetran_synced": "2026-10-03 20:00:00.200",
            "post_clicks": "",
            "post_impressions": "",
            "post_media_view": "70",
            "post_reactions_like_total": "",
            "post_reactions_love_total": "",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert total(facts, "impressions", of="posts", channel="facebook") == 190
    assert total(facts, "reactions") == 7
    assert {(fact.start, fact.end) for fact in facts.series} == {(date(2004, 1, 1), date(2026, 10, 4))}
    (finding,) = findings(facts, "older_versions")
    assert dict(finding.numbers) == {"rows": 1}


def test_a_table_of_versions_without_its_versions_is_refused(folder: Folder) -> None:
    text = "id,updated_time,created_time,page_id,is_published,share_count\n1,2026-10-02,2026-10-01,9,true,1\n"
    assert total(folder.write("table.csv", text).read(SOURCE), "posts") == 1
    (line,) = folder.write("table.csv", text.replace("updated_time", "changed")).problems(SOURCE)
    assert "not recognised" in line
    assert "updated_time" in line


def test_a_post_that_was_edited_is_one_post_on_its_day_here(folder: Folder) -> None:
    text = """id,updated_time,_fivetran_synced,created_time,is_published,page_id,share_count,message
1_1,2026-10-04 09:00:00,2026-10-04,2026-10-03 22:30:00,true,9,2,a
1_1,2026-10-05 09:00:00,2026-10-05,2026-10-03 22:30:00,true,9,3,b
1_2,2026-10-05 09:00:00,2026-10-05,2026-10-04 10:00:00,false,9,,draft
"""
    facts = folder.write("table.csv", text).read(SOURCE)
    assert by_day(facts, "posts", of="posts") == {"2026-10-04": 1}  # half past midnight in Paris
    assert total(facts, "shares", of="posts") == 3


def test_a_pages_days_keep_the_platforms_day_and_its_level(folder: Folder) -> None:
    text = csv_text(
        {
            "date": "2026-10-01 07:00:00",
            "page_id": "9",
            "page_fans": "200",
            "page_fan_adds": "3",
            "page_fan_removes": "1",
            "page_impressions": "50",
            "page_media_view": "",
            "page_impressions_organic": "40",
            "page_impressions_paid": "10",
            "page_video_view_time": "90000",
        },
        {
            "date": "2026-10-02 07:00:00",
            "page_id": "9",
            "page_fans": "203",
            "page_fan_adds": "4",
            "page_fan_removes": "1",
            "page_impressions": "",
            "page_media_view": "60",
            "page_impressions_organic": "",
            "page_impressions_paid": "",
            "page_video_view_time": "",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert by_day(facts, "followers", account="9") == {"2026-10-01": 200, "2026-10-02": 203}
    assert by_day(facts, "impressions", delivery="all") == {"2026-10-01": 50, "2026-10-02": 60}
    assert (total(facts, "impressions", delivery="paid"), total(facts, "watch_seconds")) == (10, 90)


def test_days_of_a_tweet_are_added(folder: Folder) -> None:
    text = csv_text(
        {
            "account_id": "a",
            "date": "2026-10-01T07:00:00",
            "organic_tweet_id": "1",
            "placement": "ALL_ON_TWITTER",
            "clicks": "5",
            "engagements": "6",
            "follows": "1",
            "impressions": "100",
            "likes": "3",
            "replies": "1",
            "retweets": "2",
            "unfollows": "0",
            "url_clicks": "4",
            "video_total_views": "0",
        },
        {
            "account_id": "a",
            "date": "2026-10-01T07:00:00",
            "organic_tweet_id": "2",
            "placement": "ALL_ON_TWITTER",
            "clicks": "5",
            "engagements": "6",
            "follows": "0",
            "impressions": "100",
            "likes": "3",
            "replies": "1",
            "retweets": "2",
            "unfollows": "1",
            "url_clicks": "4",
            "video_total_views": "0",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert by_day(facts, "impressions", channel="x", delivery="organic") == {"2026-10-01": 200}
    assert (total(facts, "link_clicks"), total(facts, "clicks_all"), total(facts, "shares")) == (8, 10, 4)


def test_an_instagram_post_has_the_figures_of_its_own_kind(folder: Folder) -> None:
    text = csv_text(
        {
            "_fivetran_id": "a",
            "_fivetran_synced": "2026-10-04T10:00:00",
            "carousel_album_reach": "47",
            "carousel_album_views": "60",
            "carousel_album_saved": "2",
            "comment_count": "1",
            "id": "11",
            "like_count": "3",
            "story_reach": "",
            "story_views": "",
            "video_photo_reach": "",
            "video_photo_views": "",
            "video_photo_impressions": "",
            "video_photo_saved": "",
            "reel_reach": "",
            "reel_views": "",
        },
        {
            "_fivetran_id": "b",
            "_fivetran_synced": "2026-10-04T10:00:00",
            "carousel_album_reach": "",
            "carousel_album_views": "",
            "carousel_album_saved": "",
            "comment_count": "2",
            "id": "12",
            "like_count": "4",
            "story_reach": "",
            "story_views": "",
            "video_photo_reach": "50",
            "video_photo_views": "",
            "video_photo_impressions": "70",
            "video_photo_saved": "1",
            "reel_reach": "",
            "reel_views": "",
        },
        {
            "_fivetran_id": "c",
            "_fivetran_synced": "2026-10-04T10:00:00",
            "carousel_album_reach": "",
            "carousel_album_views": "",
            "carousel_album_saved": "",
            "comment_count": "0",
            "id": "13",
            "like_count": "5",
            "story_reach": "",
            "story_views": "",
            "video_photo_reach": "",
            "video_photo_views": "",
            "video_photo_impressions": "",
            "video_photo_saved": "",
            "reel_reach": "80",
            "reel_views": "90",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    found = {name: total(facts, name, of="posts") for name in ("impressions", "reach", "saves", "reactions")}
    assert found == {"impressions": 220, "reach": 177, "saves": 3, "reactions": 12}


def test_a_linkedin_posts_engagement_is_a_rate_and_is_not_read(folder: Folder) -> None:
    text = csv_text(
        {
            "_fivetran_id": "a",
            "_fivetran_synced": "2026-10-04 10:00:00",
            "_organization_entity_urn": "urn:li:organization:1",
            "click_count": "5",
            "comment_count": "1",
            "engagement": "0.08",
            "impression_count": "100",
            "like_count": "3",
            "share_count": "1",
            "unique_impressions_count": "90",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert {fact.key.measure: fact.value for fact in facts.series} == {
        "clicks_all": 5, "comments": 1, "impressions": 100, "reactions": 3, "shares": 1, "reach": 90,
    }  # fmt: skip


def test_youtubes_days_are_parts_that_add_up(folder: Folder) -> None:
    text = csv_text(
        {
            "_fivetran_id": "a",
            "date": "2026-10-01",
            "channel_id": "UC1",
            "comments": "0",
            "country_code": "FR",
            "likes": "1",
            "live_or_on_demand": "on_demand",
            "shares": "0",
            "subscribed_status": "subscribed",
            "subscribers_gained": "2",
            "subscribers_lost": "0",
            "video_id": "v1",
            "views": "10",
            "watch_time_minutes": "3.5",
        },
        {
            "_fivetran_id": "b",
            "date": "2026-10-01",
            "channel_id": "UC1",
            "comments": "0",
            "country_code": "BE",
            "likes": "1",
            "live_or_on_demand": "on_demand",
            "shares": "0",
            "subscribed_status": "subscribed",
            "subscribers_gained": "0",
            "subscribers_lost": "1",
            "video_id": "v1",
            "views": "10",
            "watch_time_minutes": "1.5",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert by_day(facts, "video_views", channel="youtube") == {"2026-10-01": 20}
    assert (total(facts, "watch_seconds"), total(facts, "followers_lost")) == (300, 1)


def test_millionths_of_google_ads_are_money_and_its_levels_repeat_each_other(folder: Folder) -> None:
    head = "_fivetran_id,customer_id,date,clicks,conversions,conversions_value,cost_micros,device,impressions"
    folder.write("account.csv", head + "\nx,1,2026-10-01,5,1,90,2500000,MOBILE,100\ny,1,2026-10-01,1,0,0,1,DESKTOP,9\n")
    folder.write("campaign.csv", head + ",id\nx,1,2026-10-01,6,1,90,2500001,MOBILE,109,77\n")
    facts = folder.read({**SOURCE, "path": "account.csv"})
    assert total(facts, "ad_spend", channel="paid_search", delivery="paid") == Decimal("2.500001")
    assert total(facts, "conversions", claimed_by="google_ads") == total(facts, "conversions") == 1
    assert total(folder.read({**SOURCE, "path": "*.csv"}), "clicks_all") == 6


def test_of_the_kinds_of_one_purchase_one_is_read(folder: Folder) -> None:
    head = "ad_id,date,_fivetran_id,index,action_type,value"
    rows = [
        ("omni_purchase", 2, 80),
        ("purchase", 2, 80),
        ("offsite_conversion.fb_pixel_purchase", 2, 80),
        ("offsite_conversion.fb_pixel_lead", 3, 240),
        ("lead", 3, 240),
    ]
    actions = "".join(f"1,2026-10-01,a,{at},{kind},{count},\n" for at, (kind, count, _) in enumerate(rows))
    amounts = "".join(f"1,2026-10-01,a,{at},{kind},{value}\n" for at, (kind, _, value) in enumerate(rows))
    counted = folder.write("table.csv", f"{head},inline\n{actions}").read(SOURCE)
    assert {(f.key.measure, f.key.claimed_by, f.value) for f in counted.series} == {
        ("conversions", "meta_ads", 2),
        ("leads", "meta_ads", 3),
    }
    valued = folder.write("table.csv", f"{head}\n{amounts}").read(SOURCE)
    assert [(f.key.measure, f.key.claimed_by, f.value) for f in valued.series] == [("gross_revenue", "meta_ads", 80)]


def test_names_without_figures_are_recognised_and_say_nothing(folder: Folder) -> None:
    folder.write("table.csv", "id,account_id,name,_fivetran_synced,updated_time\n1,2,Autumn,2026-10-01,2026-10-01\n")
    facts = folder.read(SOURCE)
    assert (facts.series, findings(facts, "no_rows")) == ((), [])


def test_money_of_an_event_that_is_no_purchase_is_none(folder: Folder) -> None:
    head = "_fivetran_id,bundle_sequence_id,date,name,ecommerce_purchase_revenue_in_usd,ecommerce_refund_value_in_usd"
    text = f"{head}\n1,1,2026-10-01,purchase,30,0\n2,1,2026-10-01,begin_checkout,50,0\n3,1,2026-10-02,session_start,,\n"
    facts = folder.write("table.csv", text).read({**SOURCE, **BASIS}, currency="USD")
    assert by_day(facts, "gross_revenue") == {"2026-10-01": 30}
    assert (total(facts, "conversions"), total(facts, "sessions")) == (1, 1)
    (line,) = folder.problems({**SOURCE, **BASIS})
    assert "the amounts are in USD, the report is in EUR" in line


def test_a_test_order_is_no_sale_and_shipping_is_what_the_goods_leave(folder: Folder) -> None:
    head = "id,financial_status,created_at,cancelled_at,test,currency,subtotal_price,total_tax,taxes_included,"
    head += "total_price,email"
    rows = [
        "1,paid,2026-10-01 22:30:00,,FALSE,EUR,108.00,20.00,TRUE,120.00,ada@example.org",
        "2,paid,2026-10-01 10:00:00,,TRUE,EUR,108.00,20.00,TRUE,120.00,ada@example.org",
        "3,paid,2026-10-03 10:00:00,,FALSE,EUR,100.00,20.00,FALSE,126.00,ada@example.org",
        "4,voided,2026-10-03 10:00:00,,FALSE,EUR,100.00,20.00,FALSE,126.00,ada@example.org",
        "5,paid,2026-10-03 10:00:00,2026-10-04 10:00:00,FALSE,EUR,100.00,20.00,FALSE,126.00,ada@example.org",
    ]
    facts = folder.write("table.csv", "\n".join([head, *rows, ""])).read(SOURCE)
    assert by_day(facts, "orders") == {"2026-10-01": 0, "2026-10-02": 1, "2026-10-03": 1}  # UTC becomes Paris
    assert total(facts, "shipping") == 10 + 6  # 12 with its tax inside, and 6 beside a tax on top
    assert "ada" not in repr(facts).casefold()


def test_articles_of_orders_are_no_orders(folder: Folder) -> None:
    folder.write("table.csv", "order_id,id,product_id,name,price,quantity\n1,2,3,Lamp,50,1\n1,4,5,Bulb,5,2\n")
    assert folder.read(SOURCE).series == ()


def test_youtubes_clicks_in_the_roll_up_are_views(folder: Folder) -> None:
    text = csv_text(
        {
            "created_timestamp": "2026-10-01 23:30:00",
            "post_id": "p1",
            "post_message": "Hello",
            "page_id": "9",
            "page_name": "Test",
            "post_url": "https://a.example/1",
            "platform": "facebook",
            "clicks": "7",
            "comments": "1",
            "impressions": "100",
            "likes": "3",
            "shares": "2",
        },
        {
            "created_timestamp": "2026-10-02 10:00:00",
            "post_id": "p2",
            "post_message": "Film",
            "page_id": "8",
            "page_name": "Test",
            "post_url": "https://a.example/2",
            "platform": "youtube",
            "clicks": "500",
            "comments": "1",
            "impressions": "",
            "likes": "3",
            "shares": "",
        },
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert {(f.key.channel, f.value) for f in select(facts, "clicks_all", of="posts")} == {("facebook", 7)}
    assert {(f.key.channel, f.value) for f in select(facts, "video_views", of="posts")} == {("youtube", 500)}
    assert by_day(facts, "posts", of="posts") == {"2026-10-02": 2}


@pytest.mark.parametrize(
    ("platform", "channel"), [("facebook_ads", "meta"), ("google_ads", "paid_search"), ("linkedin_ads", "linkedin")]
)
def test_a_platform_of_the_ads_roll_up_is_its_channel(folder: Folder, platform: str, channel: str) -> None:
    text = (
        f"date_day,platform,account_id,account_name,clicks,impressions,spend\n2026-10-01,{platform},1,Test,5,100,2.5\n"
    )
    facts = folder.write("table.csv", text).read(SOURCE)
    assert total(facts, "ad_spend", channel=channel, delivery="paid") == Decimal("2.5")
    assert select(facts, "conversions") == []
