"""Where one name stands for several ways to compute a figure, its label says which one it is."""

from __future__ import annotations

from typing import Any

from reportgen.kpis.check import remarks
from tests.kpis.build import config, every_day, facts, key, kpi, scorecard

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


def test_a_full_cost_of_which_ads_alone_are_known_says_so() -> None:
    """310 € of ads in the month for 31 leads; other costs declared, be it none, make it full."""
    leads = every_day(key("leads", channel="instagram"), 1)
    bare = kpi(config("cost_per_lead"), facts(SPEND, leads))
    assert (bare.current.value, bare.form) == (10, "ads_only")
    assert kpi(config("cost_per_lead", costs={"tools": 0}), facts(SPEND, leads)).form == ""
    assert kpi(config("ad_spend"), facts(SPEND, leads)).form == ""


def test_ads_alone_are_remarked_with_the_kinds_that_may_be_declared() -> None:
    leads = every_day(key("leads", channel="instagram"), 1)
    told = list(remarks(scorecard(config("cost_per_lead"), facts(SPEND, leads))))
    assert [str(problem) for problem in told] == [
        "costs: of the full cost ads alone are known, so that 'cost_per_lead', 'total_cost' "
        "count nothing else. Write what else is paid for under costs (staff, agency, tools, production, creators, "
        "other); 0 where there is none."
    ]
    assert not list(remarks(scorecard(config("cost_per_lead", costs={"tools": 0}), facts(SPEND, leads))))
