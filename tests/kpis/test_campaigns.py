"""A campaign's results: counted, claimed by its platform, none where the platform claims by campaign, or not known."""

from __future__ import annotations

from decimal import Decimal

from tests.kpis.build import config, every_day, facts, key, on, scorecard

GIVEN = [{"name": name, "match": {"campaign": name}, "result": "conversions", "reference": 30} for name in ("A", "B")]
SPENT = [on("2026-10-05", key("ad_spend", delivery="paid", campaign=name), 100) for name in ("A", "B")]
CLAIMED = on("2026-10-05", key("conversions", claimed_by="meta_ads", delivery="paid", campaign="A"), 7)
LEADS = every_day(key("leads"), 1)


def results(*rows):
    card = scorecard(config("leads", campaigns=GIVEN), facts(LEADS, SPENT, *rows))
    return [(row.results, row.claimed_by) for row in card.effort.campaigns]


def test_a_platform_that_claims_results_by_campaign_says_which_had_none():
    assert results(CLAIMED) == [(Decimal(7), "meta_ads"), (Decimal(0), "meta_ads")]


def test_where_nobody_counts_by_campaign_nothing_is_known():
    assert results() == [(None, ""), (None, "")]
