"""What a channel costs: its own costs, and its part of the shared ones by hours or by posts (domain §2.9)."""

from datetime import date
from decimal import Decimal

from tests.kpis.build import SEPTEMBER, config, every_day, facts, key, kpi, scorecard

HOURS = [
    {"hours": 30, "hourly_rate": 10, "channel": "facebook"},
    {"hours": 10, "hourly_rate": 10, "channel": "instagram"},
]
LEADS = [*every_day(key("leads", "facebook"), 2), *every_day(key("leads", "instagram"), 1)]
POSTS = [*every_day(key("posts", "facebook"), 1), *every_day(key("posts", "instagram"), 4)]


def by_channel(name, costs, *rows, **more):
    found = kpi(config(name, costs=costs, **more), facts(LEADS, *rows))
    return {row.channel: row.value for row in found.channels}


def table(costs, *rows, period="2026-10"):
    card = scorecard(config("total_cost", costs=costs), facts(*(rows or [LEADS])), period)
    found = card.allocation
    return found.key, {row.channel: (row.direct, row.shared) for row in found.costs}, card


def test_shared_costs_follow_the_hours():
    found = by_channel("cost_per_lead", {"staff": HOURS, "agency": 620})
    assert found == {"facebook": Decimal(300 + 465) / 62, "instagram": Decimal(100 + 155) / 31}
    assert found["facebook"] != Decimal(300 + 310) / 62  # not in halves


def test_without_hours_they_follow_the_posts():
    found = by_channel("cost_per_lead", {"agency": 620}, POSTS)
    assert found == {"facebook": Decimal(620) / 5 / 62, "instagram": Decimal(620) * 4 / 5 / 31}


def test_hours_come_before_posts():
    assert by_channel("total_cost", {"staff": HOURS, "agency": 400}, POSTS) == {"facebook": 600, "instagram": 200}


def test_without_a_key_a_channel_has_no_cost_rather_than_a_guess():
    assert by_channel("cost_per_lead", {"agency": 620}) == {}
    key_, rows, _ = table({"agency": 620})
    assert (key_, rows) == ("", {"": (0, 620)})


def test_hours_of_no_channel_are_a_shared_cost_themselves():
    costs = {"staff": [*HOURS, {"hours": 20, "hourly_rate": 10}]}
    assert by_channel("total_cost", costs) == {"facebook": 300 + 150, "instagram": 100 + 50}


def test_few_hours_that_name_a_channel_say_nothing_about_the_many_that_name_none():
    few = {"staff": [HOURS[0], {"hours": 31, "hourly_rate": 10}], "agency": 620}
    assert by_channel("cost_per_lead", few) == {}  # all of it would fall on Facebook
    assert by_channel("total_cost", few, POSTS) == {
        "facebook": 300 + Decimal(930) / 5, "instagram": Decimal(930) * 4 / 5
    }  # fmt: skip
    half = {"staff": [HOURS[0], {"hours": 30, "hourly_rate": 10}]}
    found = kpi(config("total_cost", costs=half), facts(every_day(key("leads", "facebook"), 2), POSTS))
    assert {row.channel: row.value for row in found.channels} == {"facebook": 600}


def test_posts_of_some_channels_divide_nothing_where_another_has_results_or_costs_of_its_own():
    facebook = every_day(key("posts", "facebook"), 1)
    assert table({"agency": 620}, LEADS, facebook)[:2] == ("", {"": (0, 620)})  # Instagram's leads had their posts too
    assert by_channel("cost_per_lead", {"agency": 620}, facebook) == {}
    assert table({"staff": HOURS[:1], "agency": 620}, LEADS, POSTS)[0] == "hours"  # who names none worked none
    ads = {"agency": 620, "ads": {"amount": 31, "channel": "x"}}
    assert table(ads, POSTS)[:2] == ("", {"": (0, 620), "x": (31, 0)})
    silent = every_day(key("leads", "instagram"), 0)
    assert table({"agency": 620}, facebook, silent)[0] == "posts"


def test_ad_spend_is_never_divided():
    spend = every_day(key("ad_spend", "facebook", delivery="paid"), 10)
    costs = {"staff": HOURS, "agency": 400}
    assert by_channel("total_cost", costs, spend) == {"facebook": 300 + 300 + 310, "instagram": 100 + 100}
    together = every_day(key("ad_spend", "meta", delivery="paid"), 10)
    assert by_channel("total_cost", costs, together) == {"meta": 310}  # nobody knows whose these were
    _, rows, card = table(costs, LEADS, together)
    assert rows == {"facebook": (300, 300), "meta": (310, 0), "instagram": (100, 100)}
    assert sum(direct + shared for direct, shared in rows.values()) == card.objectives[0].kpis[0].current.value


def test_what_each_channel_cost_adds_up_to_the_full_cost():
    spend = every_day(key("ad_spend", "facebook", delivery="paid"), 10)
    key_, rows, card = table(
        {"staff": HOURS, "agency": 400, "tools": 93, "ads": {"amount": 31, "channel": "instagram"}}, LEADS, spend
    )
    assert key_ == "hours"
    assert card.allocation.shares == (("facebook", Decimal("0.75")), ("instagram", Decimal("0.25")))
    assert rows == {
        "facebook": (610, Decimal("369.75")), "instagram": (131, Decimal("123.25"))
    }  # fmt: skip
    assert sum(direct + shared for direct, shared in rows.values()) == card.objectives[0].kpis[0].current.value
    unspoken = {"ads": 50, "tools": 62}
    assert table(unspoken, POSTS)[:2] == (
        "posts", {"instagram": (0, Decimal("49.6")), "facebook": (0, Decimal("12.4")), "": (50, 0)}
    )  # fmt: skip


def test_shared_costs_of_a_source_are_divided_with_their_rows_named():
    tools = every_day(key("tool_cost", ""), 4)
    found = kpi(config("total_cost", costs={"staff": HOURS}), facts(LEADS, tools))
    assert {row.channel: row.value for row in found.channels} == {"facebook": 300 + 93, "instagram": 100 + 31}
    gap = every_day(key("tool_cost", ""), 4, but=(1,))
    partial = kpi(config("cost_per_lead", costs={"staff": HOURS}), facts(LEADS, gap))
    assert partial.current.coverage.present < partial.current.coverage.expected


def test_each_cycle_is_divided_by_its_own_hours():
    moved = [
        {"hours": 10, "hourly_rate": 10, "channel": "facebook", "to": date(2026, 9, 30)},
        {"hours": 10, "hourly_rate": 10, "channel": "instagram", "from": date(2026, 10, 1)},
    ]
    rows = [*LEADS, *every_day(key("leads", "facebook"), 1, SEPTEMBER)]
    found = kpi(config("total_cost", costs={"staff": moved, "agency": 400}), facts(rows)).channels
    assert {row.channel: (row.value, row.previous) for row in found} == {
        "facebook": (0, 500), "instagram": (500, 0)
    }  # fmt: skip


def test_acquisition_cost_of_a_channel_leaves_care_out():
    staff = [*HOURS, {"hours": 20, "hourly_rate": 10, "activity": "care"}]
    customers = every_day(key("new_customers", "facebook"), 1)
    found = by_channel("cac", {"staff": staff, "agency": 124}, customers)
    assert found == {"facebook": Decimal(300 + 93) / 31}  # not + 150 of care


def test_a_report_without_costs_has_no_allocation():
    assert scorecard(config("leads"), facts(LEADS)).allocation is None


def test_declared_shares_come_before_hours_and_posts():
    costs = {"staff": HOURS, "agency": 400, "shares": {"facebook": "20%", "instagram": "80%"}}
    assert by_channel("total_cost", costs, POSTS) == {"facebook": 300 + 80, "instagram": 100 + 320}
    key_, rows, card = table(costs, LEADS, POSTS)
    assert (key_, rows) == ("declared", {"facebook": (300, 80), "instagram": (100, 320)})
    assert card.allocation.shares == (("facebook", Decimal("0.2")), ("instagram", Decimal("0.8")))


def test_declared_shares_divide_no_ad_spend():
    costs = {"ads": 50, "tools": 100, "shares": {"x": "100%"}}
    assert table(costs)[:2] == ("declared", {"x": (0, 100), "": (50, 0)})
