"""How measures add up: by kind over time and across channels, by delivery, by source (domain §2.1–2.5, §6)."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.model.facts import Sample
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, on, own, sparse


def now(name, data, period="2026-10", **more):
    words = own(**more.pop("own")) if "own" in more else None
    return kpi(config(name, **more), data, period, words=words).current


def test_a_flow_is_the_sum_over_days_and_social_channels():
    rows = [every_day(key("impressions", c), n) for c, n in (("facebook", 10), ("instagram", 5), ("email", 100))]
    assert now("impressions", facts(*rows)).value == 465  # e-mail is no social network


def test_a_level_is_its_last_value_of_each_channel_never_the_sum_of_days():
    rows = [every_day(key("followers", "facebook"), 100), every_day(key("followers", "instagram"), 50)]
    assert now("audience", facts(*rows)).value == 150  # not 31 × 150


def test_a_level_older_than_three_days_at_the_end_is_stale():
    assert now("audience", facts(on("2026-10-28", key("followers"), 100))).state == "ok"
    old = now("audience", facts(on("2026-10-27", key("followers"), 100)))
    assert (old.value, old.state) == (100, "stale")
    gone = now("audience", facts(on("2026-09-30", key("followers"), 100), every_day(key("posts"), 1)))
    assert (gone.value, gone.state, gone.cause) == (None, "missing", "no_rows")


def test_the_net_change_is_from_the_last_level_before_the_cycle():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-01", key("followers"), 9900)]
    found = now("net_new_followers", facts(rows, on("2026-10-31", key("followers"), 10250)))
    assert found.value == 450  # not 350, from the first day inside
    assert [given.expression for given in found.inputs] == ["followers", "opening(followers)"]


def test_a_channel_without_an_opening_level_stays_out_of_the_net_change():
    rows = [on("2026-09-30", key("followers"), 9800), on("2026-10-31", key("followers"), 10250)]
    tiktok = on("2026-10-31", key("followers", "tiktok"), 3000)
    found = now("net_new_followers", facts(rows, tiktok))
    assert (found.value, found.state) == (450, "partial")  # not 3450: TikTok's followers are not all new


def test_people_of_days_are_never_added_to_people_of_the_cycle():
    found = now("reach", facts(every_day(key("reach"), 100)))
    assert (found.value, found.state, found.cause) == (None, "not_measured", "daily_unique")  # not 3100


def test_people_are_taken_where_the_window_is_exactly_the_cycle():
    rows = [*every_day(key("reach"), 100), on("2026-10-01", key("reach"), 1800, days=31)]
    assert now("reach", facts(rows)).value == 1800
    other = now("reach", facts(on("2026-10-02", key("reach"), 1700, days=28)))
    assert (other.value, other.cause) == (None, "other_window")


def test_people_across_channels_are_gross_and_said_so_and_medians_are_not_added():
    rows = [on("2026-10-01", key("reach", c), 1000, days=31) for c in ("facebook", "instagram")]
    assert (now("reach", facts(rows)).value, now("reach", facts(rows)).cause) == (2000, "gross_unique")
    rows = [on("2026-10-01", key("response_minutes_median", c), 60, days=31) for c in ("facebook", "instagram")]
    assert now("response_time", facts(rows)).cause == "not_additive"
    assert now("response_time", facts(rows[:1])).value == 1


def test_people_of_all_channels_are_not_added_to_those_of_each():
    words = own(users="site_users[channel=all]")
    whole, each = on("2026-10-01", key("site_users", ""), 90, days=31), on("2026-10-01", key("site_users"), 40, days=31)
    assert kpi(config("users"), facts(whole, each), words=words).current.value == 90


def test_people_reached_by_campaigns_or_accounts_are_not_added():
    rows = [on("2026-10-01", key("reach", campaign=c), 1000, days=31) for c in ("a", "b")]
    assert now("reach", facts(rows)).cause == "not_additive"
    whole = on("2026-10-01", key("reach"), 1500, days=31)
    assert now("reach", facts(rows, whole)).value == 1500
    rows = [on("2026-10-01", key("reach", account=a), 1000, days=31) for a in ("a", "b")]
    assert now("reach", facts(rows)).cause == "several_accounts"


def test_a_score_is_weighted_by_sample_size():
    rows = [
        on("2026-10-05", key("csat", ""), 4, sample=Sample(Decimal(90))),
        on("2026-10-20", key("csat", ""), 2, sample=Sample(Decimal(10))),
    ]
    assert now("csat", facts(rows)).value == Decimal("3.8")  # not 3
    bare = [on("2026-10-05", key("csat", ""), 4), on("2026-10-20", key("csat", ""), 2)]
    assert (now("csat", facts(bare)).value, now("csat", facts(bare)).cause) == (3, "unweighted")
    few = [on("2026-10-05", key("csat", ""), 4, sample=Sample(Decimal(29)))]
    assert now("csat", facts(few)).small_base == (29, 30)


def test_a_window_over_the_border_belongs_to_neither_cycle_and_one_that_cuts_it_exactly_counts():
    weeks = [
        on(day, key("impressions"), 70, days=7) for day in ("2026-09-28", "2026-10-05", "2026-10-12", "2026-10-19")
    ]
    found = now("impressions", facts(weeks, on("2026-10-26", key("impressions"), 70, days=7)))
    assert (found.value, found.state) == (210, "partial")  # not 350, nor a share of the weeks cut
    assert (found.coverage.present, found.coverage.expected) == (21, 31)
    crossing = now("impressions", facts(on("2026-09-28", key("impressions"), 70, days=40)))
    assert (crossing.value, crossing.state, crossing.cause) == (None, "not_measured", "crosses_cycle")
    whole = now("impressions", facts(on("2026-10-01", key("impressions"), 310, days=31)))
    assert (whole.value, whole.state) == (310, "ok")


def test_a_month_given_by_day_and_as_a_whole_counts_once():
    rows = [*every_day(key("impressions"), 10), on("2026-10-01", key("impressions"), 310, days=31)]
    assert now("impressions", facts(rows)).value == 310  # not 620


def test_an_absent_day_is_missing_in_a_dense_export_and_zero_in_a_sparse_one():
    rows = every_day(key("leads"), 2, but=range(11, 21))
    dense = now("leads", facts(rows))
    assert (dense.value, dense.state, dense.coverage.present) == (42, "partial", 21)
    full = now("leads", facts(rows, feeds=sparse(rows)))
    assert (full.value, full.state, full.coverage.present) == (42, "ok", 31)
    early = every_day(key("leads"), 2, but=range(11, 32))
    short = now("leads", facts(early, feeds=sparse(early, (OCTOBER[0], date(2026, 10, 25)))))
    assert (short.state, short.coverage.present) == ("partial", 24)  # after its span an export says nothing


def test_all_is_never_added_to_paid_or_organic():
    rows = [*every_day(key("impressions"), 10), *every_day(key("impressions", delivery="paid"), 4)]
    assert now("impressions", facts(rows)).value == 310  # not 434
    parts = [*every_day(key("impressions", delivery="organic"), 6), *every_day(key("impressions", delivery="paid"), 4)]
    assert now("impressions", facts(parts)).value == 310
    reach = [on("2026-10-01", key("reach", delivery=d), 500, days=31) for d in ("organic", "paid")]
    assert (now("reach", facts(reach)).value, now("reach", facts(reach)).cause) == (None, "no_delivery")  # not 1000


def test_all_counts_as_organic_only_where_no_ads_ran():
    posts = [*every_day(key("impressions", of="posts"), 100), *every_day(key("posts", of="posts"), 1)]
    assert now("views_per_post", facts(posts)).value == 100
    spend = every_day(key("ad_spend", "meta", delivery="paid"), 5)
    assert now("views_per_post", facts(posts, spend)).cause == "no_delivery"
    elsewhere = every_day(key("ad_spend", "linkedin", delivery="paid"), 5)
    assert now("views_per_post", facts(posts, elsewhere)).value == 100


def test_claims_are_never_in_a_total_nor_added_across_platforms():
    sales = every_day(key("gross_revenue", "facebook"), 10)
    meta = every_day(key("gross_revenue", "facebook", claimed_by="meta_ads", delivery="paid"), 50)
    tiktok = every_day(key("gross_revenue", "tiktok", claimed_by="tiktok_ads", delivery="paid"), 50)
    both = facts(sales, meta, tiktok)
    claim = {"claim": "gross_revenue[claimed_by=own]"}
    assert now("sold", both, own={"sold": "gross_revenue"}).value == 310  # not 3410
    assert now("claim", facts(sales, meta), own=claim).value == 1550
    assert (now("claim", both, own=claim).value, now("claim", both, own=claim).cause) == (None, "claims")
    assert now("claim", both, own={"claim": "gross_revenue[claimed_by=tiktok_ads]"}).value == 1550


def test_what_nobody_can_attribute_feeds_all_alone():
    orders = every_day(key("orders", ""), 3)
    found = now("orders", facts(orders))
    assert (found.value, found.state, found.cause) == (None, "not_measured", "no_attribution")
    assert now("every", facts(orders), own={"every": "orders"}).value == 93


def test_the_lifetime_of_posts_is_not_mixed_with_daily_figures():
    rows = [*every_day(key("shares"), 5), on("2026-10-03", key("shares", of="posts"), 40)]
    rows += [on("2026-10-03", key("posts", of="posts"), 4)]
    feeds = sparse(rows[-2:])
    assert now("amplification_rate", facts(rows, feeds=feeds)).value == 10
    assert now("virality", facts(rows, feeds=feeds), own={"virality": "shares"}).value == 155


def test_a_competitor_is_not_the_client():
    rows = [*every_day(key("mentions"), 3), *every_day(key("mentions", owner="Rival"), 5)]
    assert now("mentions", facts(rows)).value == 93
    assert now("share_of_voice", facts(rows)).value == Decimal(93) / (93 + 155)


def test_of_two_sources_the_one_named_first_counts_and_they_are_not_added():
    rows = [*every_day(key("leads"), 2, source="crm"), *every_day(key("leads"), 3, source="web")]
    names = [{"name": "web", "path": "w.csv"}, {"name": "crm", "path": "c.csv"}]
    assert now("leads", facts(rows), sources=names).value == 93  # not 155
    assert now("leads", facts(rows), sources=names[::-1]).value == 62


def test_two_accounts_of_a_network_add_up_but_an_unnamed_one_is_the_same():
    two = [*every_day(key("impressions", account="a"), 2), *every_day(key("impressions", account="b"), 3, source="two")]
    names = [{"name": "data", "path": "d.csv"}, {"name": "two", "path": "c.csv"}]
    assert now("impressions", facts(two), sources=names).value == 155
    same = [*every_day(key("impressions", account="a"), 2), *every_day(key("impressions"), 3, source="two")]
    assert now("impressions", facts(same), sources=names).value == 62


def test_a_total_without_channels_and_another_source_by_channel_are_one_thing_told_twice():
    shop = every_day(key("orders", ""), 10, source="shop")
    web = [*every_day(key("orders", "facebook"), 2, source="web"), *every_day(key("orders", "email"), 5, source="web")]
    names = [{"name": "shop", "path": "s.csv"}, {"name": "web", "path": "w.csv"}]
    share = {"share": ("orders[channel=social] / orders[channel=all]", "percent")}
    assert now("share", facts(shop, web), sources=names, own=share).value == Decimal("0.2")  # not 2 of 17
    assert now("share", facts(shop, web), sources=names[::-1], own=share).value == Decimal(2) / 7


def test_a_component_that_a_network_does_not_offer_is_absent_not_missing():
    rows = [every_day(key(m, "linkedin"), 1) for m in ("reactions", "comments", "shares")]
    found = now("interactions", facts(*rows))
    assert (found.value, found.state) == (93, "ok")
    assert [given.expression for given in found.inputs] == ["reactions", "comments", "shares"]


def test_a_component_missing_on_some_days_makes_the_figure_partial():
    rows = [*every_day(key("reactions"), 5), *every_day(key("comments"), 1, but=(4, 5))]
    found = now("interactions", facts(rows))
    assert (found.value, found.state, found.coverage.present) == (31 * 5 + 29, "partial", 29)


def test_yesterday_is_in_and_today_is_not_in_a_cycle_to_date():
    rows = every_day(key("leads"), 1)
    found = kpi(config("leads"), facts(rows), "current", as_of=date(2026, 10, 17)).current
    assert (found.value, found.coverage.expected) == (16, 16)


@pytest.mark.parametrize("period", ["2026-09", "2026-10"])
def test_a_channel_that_has_not_begun_is_not_expected(period):
    both = (SEPTEMBER[0], OCTOBER[1])
    rows = [*every_day(key("impressions"), 1, both), *every_day(key("impressions", "tiktok"), 1)]
    assert now("impressions", facts(rows), period).state == "ok"


def test_a_channel_that_stopped_is_missing_and_not_zero():
    both = (SEPTEMBER[0], OCTOBER[1])
    rows = [*every_day(key("impressions"), 1, both), *every_day(key("impressions", "tiktok"), 1, SEPTEMBER)]
    found = now("impressions", facts(rows))
    assert (found.value, found.state, found.coverage.share) == (31, "partial", Decimal("0.5"))


def test_a_score_says_by_how_much_it_may_be_off_by_hand():
    """n = 200, s = 67.082: ± 1.96 × 67.082 / √200 = 9.297 points."""
    up, down = Decimal("0.6"), Decimal("0.1")
    spread = 100 * (up + down - (up - down) ** 2).sqrt()
    data = facts(on("2026-10-05", key("nps", ""), 50, sample=Sample(Decimal(200), spread)))
    sample = now("nps", data).sample
    assert (sample.size, round(sample.half, 3)) == (200, Decimal("9.297"))


def test_counts_told_group_by_group_give_what_their_sums_would():
    """60/20/20 and 10/40/50 of 100 each: 70 + 70 of 200, NPS 0; s² = 0.7 × 100²."""
    groups = [(40, Decimal("0.8") - Decimal("0.16")), (-40, Decimal("0.6") - Decimal("0.16"))]
    rows = [
        on(f"2026-10-0{day}", key("nps", ""), score, sample=Sample(Decimal(100), 100 * square.sqrt()))
        for day, (score, square) in enumerate(groups, start=1)
    ]
    found = now("nps", facts(*rows))
    assert (found.value, found.sample.size) == (0, 200)
    assert round(found.sample.half, 6) == round(Decimal("1.96") * 100 * Decimal("0.7").sqrt() / Decimal(200).sqrt(), 6)


@pytest.mark.parametrize(("size", "spread"), [(29, Decimal(1)), (400, None)])
def test_few_answers_or_an_unknown_spread_give_no_interval(size, spread):
    rows = [
        on("2026-10-05", key("csat", ""), 4, sample=Sample(Decimal(size), spread)),
        on("2026-10-06", key("csat", "facebook"), 3),
    ]
    sample = now("csat", facts(rows[0])).sample
    assert (sample.size, sample.half) == (size, None)
    mixed = [rows[0], on("2026-10-07", key("csat", ""), 2, sample=Sample(Decimal(100), Decimal(1)))]
    assert (now("csat", facts(*mixed)).sample.half is None) == (spread is None)


def test_what_is_computed_from_scores_has_no_interval():
    data = facts(on("2026-10-05", key("csat", ""), 4, sample=Sample(Decimal(200), Decimal(1))))
    assert now("double", data, own={"double": ("csat * 2", "score")}).sample is None
