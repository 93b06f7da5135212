"""Where one name stands for several ways to compute a figure, its label says which one it is."""

from __future__ import annotations

from typing import Any

from tests.kpis.build import config, every_day, facts, key, kpi

SPEND = every_day(key("ad_spend", delivery="paid"), 10)
LIKES = every_day(key("interactions_given"), 40)
CLAIMED = every_day(key("gross_revenue", claimed_by="meta_ads"), 30)
STAFF: dict[str, Any] = {"costs": {"tools": 310}}


def test_a_cost_per_interaction_says_whether_it_bears_the_media_cost_or_all_of_it() -> None:
    """10 € of ads for 20 paid interactions; 10 € of tools for 40."""
    paid = every_day(key("interactions_given", delivery="paid"), 20)
    media = kpi(config("cpe"), facts(SPEND, paid))
    assert (str(media.current.value), media.form) == ("0.5", "media")
    full = kpi(config("cpe", **STAFF), facts(LIKES))
    assert (str(full.current.value), full.form) == ("0.25", "full_cost")


def test_a_return_on_revenue_that_a_platform_claims_says_so() -> None:
    claimed = kpi(config("roas"), facts(SPEND, CLAIMED))
    assert (claimed.current.value, claimed.form) == (3, "claimed")
    assert kpi(config("leads"), facts(every_day(key("leads"), 1))).form == ""
