"""What the ad platforms claim together, held against what is counted in all."""

from tests.kpis.build import config, every_day, facts, key, scorecard, sparse


def claimed(measure, platform, channel="facebook"):
    return key(measure, channel, delivery="paid", claimed_by=platform)


def told(*rows, feeds=()):
    card = scorecard(config("leads"), facts(every_day(key("leads", ""), 10), *rows, feeds=feeds))
    return [(f.measures, f.source, dict(f.numbers)) for f in card.findings if f.kind == "claims_exceed"], card.gate


def test_claims_that_together_are_more_than_there_is_are_told_and_never_added():
    meta, tiktok = claimed("leads", "meta_ads"), claimed("leads", "tiktok_ads", "tiktok")
    assert told(every_day(meta, 6), every_day(tiktok, 5)) == (
        [(("leads",), "data", {"total": 310})],
        "send_with_notice",
    )
    assert told(every_day(meta, 6), every_day(tiktok, 4))[0] == []


def test_one_platform_may_claim_more_than_there_is():
    assert len(told(every_day(claimed("leads", "meta_ads"), 11))[0]) == 1


def test_purchases_are_held_against_the_orders_other_conversions_against_conversions():
    bought = [
        every_day(claimed("conversions", "meta_ads"), 6),
        every_day(claimed("gross_revenue", "meta_ads"), 300),
        every_day(key("conversions", ""), 50),
        every_day(key("orders", ""), 5),
    ]
    assert told(*bought)[0] == [(("conversions",), "data", {"total": 155})]
    assert told(bought[0], *bought[2:])[0] == []  # of no amount: they may be sign-ups


def test_what_is_counted_on_some_days_only_is_no_measure_of_claims():
    rows = every_day(claimed("orders", "meta_ads"), 6)
    assert told(rows, every_day(key("orders", ""), 5, but=[31]))[0] == []
    counted = every_day(key("orders", ""), 5, but=[31])
    assert told(rows, counted, feeds=sparse(counted))[0] == [(("orders",), "data", {"total": 150})]
