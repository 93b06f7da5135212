"""A KPI that covers fewer channels than its objective measures bears those that it stands on (domain §2.3)."""

from __future__ import annotations

from reportgen.model.scorecard import Scorecard
from tests.kpis.build import config, every_day, facts, key, scorecard, sparse

LINKEDIN = ("linkedin",)


def scopes(card: Scorecard) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    return {kpi.id: (kpi.covers, kpi.lacks) for kpi in card.objectives[0].kpis}


def test_a_rate_names_the_only_channel_that_gives_both_its_sides():
    rows = [
        *every_day(key("reactions", "facebook"), 10), *every_day(key("reactions", "linkedin"), 10),
        *every_day(key("impressions", "linkedin"), 100),
    ]  # fmt: skip
    found = scopes(scorecard(config("engagement_rate"), facts(rows)))
    assert found == {"engagement_rate": (LINKEDIN, ("facebook",))}


def test_a_count_of_one_channel_beside_a_count_of_several_names_it():
    rows = [
        *every_day(key("video_views", "linkedin"), 5),
        *every_day(key("impressions", "facebook"), 100), *every_day(key("impressions", "linkedin"), 100),
    ]  # fmt: skip
    found = scopes(scorecard(config("impressions", "video_views"), facts(rows)))
    assert found == {"impressions": ((), ()), "video_views": (LINKEDIN, ("facebook",))}


def test_what_stands_on_all_channels_of_its_objective_bears_none():
    rows = [
        *every_day(key("reactions", "linkedin"), 10), *every_day(key("impressions", "linkedin"), 100),
        *every_day(key("mentions", "x"), 10), *every_day(key("competitor_mentions", "x"), 10),
    ]  # fmt: skip
    found = scopes(scorecard(config("engagement_rate", "impressions", "share_of_voice"), facts(rows)))
    assert set(found.values()) == {((), ())}  # mentions are searched for where we need not be


def test_visits_of_more_channels_say_nothing_of_what_a_network_tells_of_itself():
    rows = [
        *every_day(key("link_clicks", "linkedin"), 5), *every_day(key("impressions", "linkedin"), 100),
        *every_day(key("sessions", "linkedin"), 5), *every_day(key("sessions", "facebook"), 5),
    ]  # fmt: skip
    found = scopes(scorecard(config("social_sessions", "ctr"), facts(rows)))
    assert set(found.values()) == {((), ())}


def test_a_shop_that_sold_nothing_through_a_network_covers_it():
    shop = [*every_day(key("orders", "facebook"), 2), *every_day(key("orders", "x"), 1)]
    site = [fact for name in ("facebook", "x", "linkedin") for fact in every_day(key("sessions", name), 100)]
    found = scopes(scorecard(config("social_sessions", "orders"), facts(shop, site, feeds=sparse(shop))))
    assert set(found.values()) == {((), ())}


def test_a_kpi_of_role_context_does_not_widen_what_the_objective_measures():
    rows = [
        *every_day(key("video_views", "linkedin"), 5),
        *every_day(key("impressions", "facebook"), 100), *every_day(key("impressions", "linkedin"), 100),
    ]  # fmt: skip
    found = scopes(scorecard(config({"kpi": "impressions", "role": "context"}, "video_views"), facts(rows)))
    assert found["video_views"] == ((), ())
    assert found["impressions"] == ((), ())
