"""Ratios: common ground, alternatives, selections, small bases (domain §2.5, §2.6, §4.1, §6.3)."""

from decimal import Decimal

import pytest

from tests.kpis.build import SEPTEMBER, config, every_day, facts, key, kpi, on, own, scorecard, sparse


def now(name, data, period="2026-10", **more):
    words = own(**more.pop("own")) if "own" in more else None
    return kpi(config(name, **more), data, period, words=words).current


def test_a_rate_is_a_ratio_of_sums_not_a_mean_of_ratios():
    rows = [
        *every_day(key("link_clicks", "facebook"), 1), *every_day(key("impressions", "facebook"), 100),
        *every_day(key("link_clicks", "instagram"), 30), *every_day(key("impressions", "instagram"), 300),
    ]  # fmt: skip
    found = now("ctr", facts(rows))
    assert found.value == Decimal(31) / 400  # not the mean of 1 % and 10 %
    low, high = Decimal("0.01"), Decimal("0.1")
    assert low < found.value < high


def test_interactions_of_a_day_whose_impressions_are_missing_stay_out():
    rows = [*every_day(key("reactions"), 10), *every_day(key("impressions"), 100, but=(30, 31))]
    found = now("engagement_rate", facts(rows))
    assert found.value == Decimal("0.1")  # not 310 / 2900
    assert (found.state, found.cause) == ("partial", "common_part")
    assert [(given.expression, given.value) for given in found.inputs] == [("reactions", 290), ("impressions", 2900)]


def test_a_network_that_never_gives_impressions_stays_out_of_the_rate():
    rows = [
        *every_day(key("reactions"), 10),
        *every_day(key("impressions"), 100),
        *every_day(key("reactions", "x"), 50),
    ]
    found = now("engagement_rate", facts(rows))
    assert found.value == Decimal("0.1")  # not 0.6
    assert (found.state, found.cause) == ("ok", "common_part")


def test_days_are_matched_network_by_network():
    rows = [
        *every_day(key("reactions", "facebook"), 10), *every_day(key("impressions", "facebook"), 100, but=(1,)),
        *every_day(key("reactions", "x"), 20, but=(2,)), *every_day(key("impressions", "x"), 100),
    ]  # fmt: skip
    found = now("engagement_rate", facts(rows))
    assert found.value == Decimal(300 + 600) / 6000
    assert (found.coverage.present, found.coverage.expected) == (60, 62)


def test_revenue_of_a_year_over_spend_of_a_week_is_no_return_on_ad_spend():
    sales = [on(f"2026-10-{day:02d}", key(m, delivery="paid"), v) for day in range(1, 32) for m, v in
             (("gross_revenue", 100), ("tax", 0), ("shipping", 0), ("refunds", 0))]  # fmt: skip
    spend = [on(f"2026-10-{day:02d}", key("ad_spend", delivery="paid"), 50) for day in range(1, 8)]
    found = now("roas", facts(sales, spend))
    assert (found.value, found.state) == (2, "partial")  # not 3100 / 350


def test_a_window_is_not_split_to_match_days():
    rows = [on("2026-10-01", key("reactions"), 310, days=31), *every_day(key("impressions"), 100, but=(9,))]
    found = now("engagement_rate", facts(rows))
    assert (found.value, found.cause) == (None, "no_common_part")
    whole = [on("2026-10-01", key("reactions"), 310, days=31), *every_day(key("impressions"), 100)]
    assert now("engagement_rate", facts(whole)).value == Decimal("0.1")


def test_clicks_of_ads_alone_are_not_set_against_all_impressions():
    ads = [*every_day(key("link_clicks", delivery="paid"), 5, source="ads"),
           *every_day(key("impressions", delivery="paid"), 100, source="ads")]  # fmt: skip
    page = every_day(key("impressions"), 1000)
    assert now("ctr", facts(ads, page)).value == Decimal("0.05")  # not 5 of 1000


def test_spend_of_meta_is_set_against_facebook_and_instagram_together():
    spend = every_day(key("ad_spend", "meta", delivery="paid"), 30)
    clicks = [*every_day(key("link_clicks", "facebook", delivery="paid"), 5),
              *every_day(key("link_clicks", "instagram", delivery="paid"), 10)]  # fmt: skip
    assert now("cpc", facts(spend, clicks)).value == 2


def test_the_share_of_the_whole_keeps_the_whole():
    rows = [every_day(key("sessions", c), n) for c, n in (("facebook", 2), ("instagram", 1), ("email", 7))]
    score = kpi(config("traffic_share"), facts(*rows))
    assert score.current.value == Decimal("0.3")
    assert [(row.channel, row.value) for row in score.channels] == [
        ("facebook", Decimal("0.2")),  # of all sessions: not 2 of 2
        ("instagram", Decimal("0.1")),
    ]


def test_division_by_zero_is_not_available():
    rows = [*every_day(key("reactions"), 0), *every_day(key("impressions"), 0)]
    found = now("engagement_rate", facts(rows))
    assert (found.value, found.state, found.cause) == (None, "not_measured", "division_by_zero")


def test_the_first_alternative_that_is_delivered_on_every_channel_is_used():
    both = [*every_day(key("reactions"), 1), *every_day(key("interactions_given"), 9)]
    assert (now("interactions", facts(both)).value, now("interactions", facts(both)).alternative) == (31, 0)
    given = now("interactions", facts(every_day(key("interactions_given"), 9)))
    assert (given.value, given.alternative, given.formula) == (279, 1, "interactions_given")


def test_alternatives_are_not_mixed_and_the_one_that_covers_most_is_partial():
    rows = [
        *every_day(key("reactions", "x"), 1), *every_day(key("interactions_given", "facebook"), 9),
        *every_day(key("interactions_given", "instagram"), 9),
    ]  # fmt: skip
    found = now("interactions", facts(rows))
    assert (found.value, found.alternative, found.state) == (558, 1, "partial")  # not 589
    assert (found.coverage.present, found.coverage.expected) == (62, 93)


def test_an_alternative_missing_some_days_gives_way_to_one_that_is_whole():
    rows = [*every_day(key("engaged_sessions"), 6, but=(3,)), *every_day(key("sessions"), 10)]
    rows += every_day(key("bounced_sessions"), 3)
    found = now("bounce_rate", facts(rows))
    assert (found.value, found.alternative) == (Decimal("0.3"), 1)


def test_an_outer_selection_applies_to_every_measure_inside():
    sales = {"gross_revenue": 100, "tax": 10, "shipping": 5, "refunds": 5}
    rows = [row for d, k in (("paid", 1), ("organic", 2)) for m, v in sales.items() for row in
            every_day(key(m, delivery=d), v * k)]  # fmt: skip
    assert now("paid", facts(rows), own={"paid": "revenue[delivery=paid]"}).value == 31 * 80
    assert now("one", facts(rows), own={"one": "revenue[channel=instagram]"}).cause == "no_channel"


def test_a_share_of_voice_needs_the_rivals_on_each_network_counted():
    rows = [*every_day(key("mentions", "x"), 1), *every_day(key("competitor_mentions", "x"), 3)]
    rows += every_day(key("mentions", "facebook"), 100)
    assert now("share_of_voice", facts(rows)).value == Decimal("0.25")  # not 101 of 104


def test_a_sum_of_the_clients_own_may_come_from_different_channels():
    rows = [*every_day(key("leads", "facebook"), 1), *every_day(key("phone_contacts", ""), 1)]
    words = {"contact_cost": ("total_cost / (leads + phone_contacts)", "currency")}
    assert now("contact_cost", facts(rows), own=words, costs={"tools": 620}).value == 10


@pytest.mark.parametrize(
    ("clicks", "views", "base"),
    [(10, 30, None), (9, 300, (9, 10)), (10, 29, (29, 30)), (9, 20, (20, 30))],
)
def test_a_rate_needs_thirty_below_and_ten_above(clicks, views, base):
    rows = [on("2026-10-05", key("link_clicks"), clicks), on("2026-10-05", key("impressions"), views)]
    assert now("ctr", facts(rows, feeds=sparse(rows))).small_base == base


def test_other_bases():
    cost = {"costs": {"tools": 100}}
    leads = on("2026-10-05", key("leads"), 9)
    assert now("cost_per_lead", facts(leads, feeds=sparse([leads])), **cost).small_base == (9, 10)
    tone = [on("2026-10-05", key("positive_mentions"), 20), on("2026-10-05", key("negative_mentions"), 9)]
    assert now("net_sentiment", facts(tone, feeds=sparse(tone))).small_base == (29, 30)
    posts = [on("2026-10-05", key("shares", of="posts"), 9), on("2026-10-05", key("posts", of="posts"), 2)]
    assert now("amplification_rate", facts(posts, feeds=sparse(posts))).small_base == (2, 3)
    bounced = [on("2026-10-05", key("engaged_sessions"), 95), on("2026-10-05", key("sessions"), 100)]
    assert now("bounce_rate", facts(bounced, feeds=sparse(bounced))).small_base == (5, 10)
    levels = [on("2026-09-30", key("followers"), 1000), on("2026-10-31", key("followers"), 1003)]
    assert now("follower_growth", facts(levels)).small_base is None  # a change counts no events


def test_the_min_and_the_config_values():
    rows = [*every_day(key("customers_lost", "facebook"), 1), on("2026-09-30", key("customers", "facebook"), 310)]
    rows += [on("2026-10-31", key("customers", "facebook"), 300)]
    assert now("churn", facts(rows)).value == Decimal("0.1")
    assert now("customer_lifetime", facts(rows)).value == 1 / Decimal("1.2")


def test_the_standing_of_ten_seven_and_twelve_of_twelve_is_seventy_six():
    words = {"index": "standing(leads)"}
    months = [(2025, m) for m in (11, 12)] + [(2026, m) for m in range(1, 11)]
    values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10]
    rows = [
        on(f"{y}-{m:02d}-01", key("leads"), v, days=_length(y, m)) for (y, m), v in zip(months, values, strict=True)
    ]
    standing = now("index", facts(rows), own=words)
    assert round(standing.value, 2) == Decimal("79.17")  # rank 10 of 12
    assert now("index", facts(rows[-5:]), own=words).cause == "too_short_history"


def _length(year, month):
    return 28 if month == 2 else 30 if month in (4, 6, 9, 11) else 31


def test_inputs_lead_to_the_rows_of_their_tables():
    rows = [
        *every_day(key("reactions"), 10, SEPTEMBER),
        *every_day(key("reactions"), 10),
        *every_day(key("impressions"), 100),
    ]
    found = now("engagement_rate", facts(rows))
    trace = found.inputs[0].traces[0]
    assert (trace.source, trace.file, trace.first_row, trace.last_row, trace.count) == ("data", "data.csv", 2, 32, 31)
    score = scorecard(config("engagement_rate"), facts(rows)).objectives[0].kpis[0]
    assert score.history[-1].inputs == ()


def test_spend_is_set_against_all_leads_where_their_network_is_not_known():
    spend = every_day(key("ad_spend", "meta", delivery="paid"), 30)
    leads = [*every_day(key("leads", "other_social", delivery="paid"), 1),
             *every_day(key("leads", "facebook", delivery="paid"), 2)]  # fmt: skip
    assert now("media_cpl", facts(spend, leads)).value == 10  # not 15, Facebook's alone


def test_an_alternative_about_ads_need_not_cover_networks_without_ads():
    rows = [*every_day(key("ad_spend", delivery="paid"), 10), *every_day(key("interactions_given", delivery="paid"), 5)]
    rows += [*every_day(key("interactions_given"), 50), *every_day(key("interactions_given", "x"), 50)]
    found = now("cpe", facts(rows))
    assert (found.value, found.alternative, found.state) == (2, 0, "ok")


def test_tone_counts_what_is_rated_and_not_what_is_positive():
    tone = {"positive_mentions": 5, "neutral_mentions": 20, "negative_mentions": 10}
    rows = [on("2026-10-05", key(m), n) for m, n in tone.items()]
    assert now("positive_share", facts(rows, feeds=sparse(rows))).small_base is None


def test_of_two_formulas_that_cover_as_much_the_first_is_used():
    rows = [*every_day(key("comments"), 1, but=range(11, 32)), *every_day(key("shares"), 2, but=range(1, 22))]
    words = own(mine=("comments; else shares", "count"))
    found = kpi(config("mine"), facts(rows), words=words).current
    assert (found.alternative, found.value, found.state) == (0, 10, "partial")
    more = every_day(key("shares"), 2, but=range(1, 21))  # eleven days against ten
    found = kpi(config("mine"), facts(rows[:10], more), words=words).current
    assert (found.alternative, found.value) == (1, 22)
