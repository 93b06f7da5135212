"""Investment and return by hand: costs, the bridge, the wider ROI, what a customer is worth, channels, break-even."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.model.scorecard import CostLine
from tests.kpis.build import OCTOBER, SEPTEMBER, config, every_day, facts, key, kpi, on, scorecard, sparse

BOTH = ((date(2026, 9, 1), date(2026, 11, 1)),)
AUGUST_ON = ((date(2026, 8, 1), date(2026, 11, 1)),)


def sold(day, channel="facebook", gross=12000, tax=2000, shipping=800, refunds=500, **more):
    parts = {"gross_revenue": gross, "tax": tax, "shipping": shipping, "refunds": refunds, **more}
    return [on(day, key(measure, channel), value) for measure, value in parts.items()]


def shop(*rows, spans=BOTH):
    given = [row for part in rows for row in part]
    return facts(given, feeds=sparse(given, *spans))


def money(data, *kpis, period="2026-10", **more):
    return scorecard(config(*(kpis or ("revenue",)), **{"margin": "38%", **more}), data, period).returns


def worth(result="leads", low=8, base=15, high=25, stage="lead", **more):
    return {"result": result, "low": low, "base": base, "high": high, "stage": stage, **more}


def test_the_bridge_goes_from_net_revenues_margin_over_each_cost_to_the_net_gain():
    found = money(shop(sold("2026-10-12")), costs={"agency": 900, "tools": 2000})
    assert found.bridge.start == 3306  # 38 % of 8,700, not of 12,000 with taxes, shipping and refunds in it
    assert found.bridge.costs == (("tool_cost", 2000), ("agency_fees", 900))
    assert (found.bridge.rest, found.bridge.on_revenue) == (406, False)
    assert found.kpi("roi_sales").current.value == Decimal(406) / 2900


def test_costs_above_the_margin_leave_a_net_loss():
    found = money(shop(sold("2026-10-12")), costs={"agency": 4000})
    assert found.bridge.rest == -694


def test_without_a_margin_the_bridge_starts_from_revenue_and_says_so_and_a_customers_worth_is_left_out():
    found = money(shop(sold("2026-10-12", new_customers=30)), costs={"agency": 2900}, margin=None, customer_years=2)
    assert (found.bridge.start, found.bridge.rest, found.bridge.on_revenue) == (8700, 5800, True)
    assert found.kpi("clv") is None


def test_costs_of_half_a_cycle_stand_with_those_of_the_cycles_before_largest_first():
    costs = {"agency": {"amount": 1200, "from": date(2026, 10, 16)}, "tools": 89}
    found = money(shop(sold("2026-10-12")), costs=costs)
    assert [line.kind for line in found.costs] == ["agency_fees", "tool_cost"]
    assert (round(found.costs[0].amount, 2), found.costs[0].previous) == (Decimal("619.35"), 0)
    assert found.costs[1] == CostLine("tool_cost", Decimal(89), Decimal(89), Decimal(89))


def test_hours_are_told_by_their_rate():
    staff = [
        {"hours": 40, "hourly_rate": 42},
        {"hours": 22, "hourly_rate": 42, "from": date(2026, 10, 1)},
        {"hours": 5, "hourly_rate": 60},
    ]
    found = money(shop(sold("2026-10-12")), costs={"staff": staff})
    assert [(row.rate, row.hours, row.previous) for row in found.staff] == [(42, 62, 40), (60, 5, 5)]


def leads_of(count, bought):
    return shop(sold("2026-10-12", leads=count, new_customers=bought))


def test_leads_who_bought_are_in_the_margin_and_not_valued_again():
    found = money(leads_of(120, 30), costs={"agency": 2900}, values=[worth()])
    (valued,) = found.valued
    assert (valued.count, valued.bought) == (90, 30)
    assert (valued.low, valued.base, valued.high) == (8, 15, 25)
    full = found.kpi("roi_full").current
    assert [round(v, 3) for v in (full.low, full.value, full.high)] == [
        Decimal("0.388"), Decimal("0.606"), Decimal("0.916"),
    ]  # fmt: skip


def test_results_apart_from_the_chain_are_valued_in_full():
    found = money(leads_of(120, 30), costs={"agency": 2900}, values=[worth(exclusive=True)])
    assert (found.valued[0].count, found.valued[0].bought) == (120, 0)


def test_a_derived_worth_is_told_in_money():
    values = [{"result": "leads", "low": 1, "high": 900, "stage": "lead", "from": "aov * margin"}]
    found = money(shop(sold("2026-10-12", leads=40, new_customers=10, orders=10)), costs={"agency": 290}, values=values)
    assert found.valued[0].base == Decimal(8700) / 10 * Decimal("0.38")


def test_without_valued_results_there_is_no_wider_roi():
    found = money(leads_of(120, 30), costs={"agency": 2900})
    assert (found.valued, found.kpi("roi_full")) == ((), None)


def test_what_a_customer_costs_and_is_worth_and_when_he_has_paid_it_back():
    day = sold("2026-10-12", gross=1020, tax=0, shipping=0, refunds=0, orders=12, new_customers=12)
    year = [on("2026-10-31", key("orders_12m"), 18), on("2026-10-31", key("buyers_12m"), 10)]
    rows = [*day, *year]
    settings = {"yearly_churn": "40%", "costs": {"agency": 504}}
    found = money(facts(rows, feeds=sparse(rows)), **settings)
    assert found.kpi("cac").current.value == 42
    assert found.kpi("clv").current.value == Decimal("145.35")
    assert round(found.kpi("clv_to_cac").current.value, 2) == Decimal("3.46")
    assert round(found.kpi("cac_payback").current.value, 1) == Decimal("8.7")


def test_a_budget_stands_with_what_is_spent_of_it():
    found = money(shop(sold("2026-10-12")), {"kpi": "total_cost", "budget": 3000}, costs={"agency": 2700})
    (line,) = found.budgets
    assert (line.kpi, line.value, line.score.value, line.score.consumed) == ("total_cost", 2700, 3000, Decimal("0.9"))


def test_sales_of_no_channel_are_not_measured_and_costs_are_told_all_the_same():
    found = money(shop(sold("2026-10-12", channel="")), "total_cost", costs={"agency": 2900})
    assert (found.bridge, found.kpi("roi_sales"), found.cumulative) == (None, None, None)
    assert {row.current.cause for row in found.kpis if row.id == "net_return"} == {"no_attribution"}
    assert [line.amount for line in found.costs] == [2900]


def test_where_nothing_is_spent_and_nothing_sold_there_is_no_return():
    assert scorecard(config("posts"), facts(every_day(key("posts"), 1))).returns is None


def channels(*rows, **more):
    return money(shop(*rows), **more).channels


TWO = (
    sold("2026-10-12", "instagram", new_customers=20, leads=46),
    sold("2026-10-13", "facebook", gross=1200, tax=200, shipping=0, refunds=0, new_customers=6, leads=4),
)
SHARES = {"instagram": "75%", "facebook": "25%"}


def test_channels_and_what_is_left_over_add_up_to_the_whole():
    costs = {"agency": 2000, "ads": [{"amount": 300, "channel": "facebook"}], "shares": SHARES}
    table = channels(*TWO, costs=costs)
    instagram, facebook = table.rows
    assert (instagram.cost, instagram.revenue, instagram.net) == (1500, 8700, 1806)
    assert (facebook.cost, facebook.revenue, facebook.net) == (800, 1000, -420)
    assert (table.total.cost, table.total.revenue, table.total.net, table.rest) == (2300, 9700, 1386, None)
    assert instagram.revenue_per_cost == Decimal(8700) / 1500
    assert (instagram.cac, instagram.cac_base) == (75, None)
    assert table.results[0][0] == "leads"
    assert [row.results[0] for row in (*table.rows, table.total)] == [46, 4, 50]


def test_on_few_customers_the_base_is_told_beside_the_cost_of_one():
    table = channels(*TWO, costs={"agency": 2000, "shares": SHARES})
    assert table.rows[1].cac_base == (6, 10)


def test_shared_costs_that_nothing_divides_are_a_line_of_their_own_and_no_channel_has_a_full_cost():
    costs = {"agency": 2000, "ads": [{"amount": 300, "channel": "facebook"}]}
    table = channels(*TWO, costs=costs)
    assert table.unallocated
    assert [row.cost for row in table.rows] == [None, 300]  # what Instagram cost nobody can say
    assert {(row.revenue_per_cost, row.net, row.cac) for row in table.rows} == {(None, None, None)}
    assert (table.rest.cost, table.rest.revenue) == (2000, 0)
    assert table.total.cost == 2300


def test_a_channel_that_the_shop_tells_apart_and_never_names_sold_nothing():
    costs = {"ads": [{"amount": 184, "channel": "linkedin"}, {"amount": 500, "channel": "instagram"}]}
    linkedin = channels(*TWO, costs=costs).rows[-1]
    assert (linkedin.channel, linkedin.revenue, linkedin.revenue_per_cost, linkedin.net) == ("linkedin", 0, 0, -184)


def test_an_unknown_revenue_is_no_loss():
    dense = [row for part in TWO for row in part]
    days = [row._replace(start=OCTOBER[0], end=OCTOBER[1]) for row in dense]  # by month, so that absent is unknown
    costs = {"ads": [{"amount": 184, "channel": "linkedin"}, {"amount": 500, "channel": "instagram"}]}
    table = money(facts(days), costs=costs).channels
    linkedin = table.rows[-1]
    assert (linkedin.channel, linkedin.cost, linkedin.revenue, linkedin.net) == ("linkedin", 184, None, None)
    assert table.rest is None  # its cost is in the whole, and no line of its own
    assert table.total.net == sum(row.net for row in table.rows if row.net is not None) - 184


def test_a_channel_without_a_cost_has_a_gain_but_no_ratio():
    costs = {"agency": 2000, "shares": {"facebook": "100%"}}
    instagram = channels(*TWO, costs=costs).rows[0]
    assert (instagram.cost, instagram.net) == (0, 3306)
    assert (instagram.revenue_per_cost, instagram.cac) == (None, None)


def test_the_loss_of_a_channel_that_has_no_sales_stands_in_its_own_row():
    spent = every_day(key("ad_spend", "linkedin", delivery="paid"), 6)
    rows = [sold("2026-10-12", "instagram"), sold("2026-10-13", "facebook"), spent]
    table = channels(*rows, costs={"agency": 2000, "shares": SHARES})
    linkedin = next(row for row in table.rows if row.channel == "linkedin")
    assert (linkedin.cost, linkedin.net) == (186, -186)
    assert table.rest is None


def test_a_kind_of_cost_whose_rows_cross_the_cycles_border_is_told_as_missing_from_the_total():
    spent = on("2026-10-20", key("ad_spend", "facebook", delivery="paid"), 90, days=30)
    found = money(facts(sold("2026-10-12"), spent), costs={"agency": 900})
    assert found.uncounted == (("ad_spend", "crosses_cycle"),)
    assert [line.kind for line in found.costs] == ["agency_fees"]
    assert money(facts(sold("2026-10-12")), costs={"agency": 900}).uncounted == ()


def test_margins_of_their_own_count_by_channel():
    costs = {"agency": 2000, "shares": SHARES}
    table = channels(*TWO, costs=costs, margin={"default": "38%", "facebook": "10%"})
    assert [row.net for row in table.rows] == [1806, -400]
    assert table.total.net == 1406


def test_one_channel_alone_is_the_whole_and_has_no_table():
    assert channels(TWO[0], costs={"agency": 2000}) is None


def over_time(*rows, start=date(2026, 8, 1), costs=1000, **more):
    data = shop(*rows, spans=AUGUST_ON)
    objective = {"family": "sales", "start": start}
    return money(data, objective=objective, costs={"agency": costs}, margin="50%", **more).cumulative


def plain(day, gross, **more):
    return sold(day, gross=gross, tax=0, shipping=0, refunds=0, **more)


THREE = (plain("2026-08-05", 1000), plain("2026-09-05", 2600), plain("2026-10-05", 3000))


def test_first_a_charge_then_a_gain_and_the_cycle_that_broke_even_is_named():
    found = over_time(*THREE)
    assert [(point.cost, point.margin) for point in found.points] == [(1000, 500), (2000, 1800), (3000, 3300)]
    assert found.break_even.id == "2026-10"
    assert found.since == date(2026, 8, 1)


def test_a_cost_that_is_not_covered_yet_has_no_break_even():
    assert over_time(*THREE, costs=1200).break_even is None


def test_only_the_last_time_without_a_break_counts():
    rows = (plain("2026-08-05", 2400), plain("2026-09-05", 400), plain("2026-10-05", 4000))
    assert over_time(*rows).break_even.id == "2026-10"


def test_an_objective_that_begins_within_a_cycle_bears_the_days_from_then_on():
    found = over_time(*THREE, start=date(2026, 9, 16))
    assert [(point.cycle.id, point.cost, point.margin) for point in found.points] == [
        ("2026-09", 500, 0), ("2026-10", 1500, 1500),
    ]  # fmt: skip


def test_valued_results_have_a_break_even_of_their_own():
    rows = (*THREE[1:], plain("2026-08-05", 1000, leads=100))
    found = over_time(*rows, costs=1200, values=[worth(base=5, low=1, high=9, exclusive=True)])
    assert found.points[-1].valued == 500
    assert (found.break_even, found.wide_break_even.id) == (None, "2026-10")


@pytest.mark.parametrize("start", [None, date(2026, 11, 1), date(2026, 10, 1)])
def test_without_a_start_or_a_second_cycle_there_is_no_way_to_break_even(start):
    assert over_time(*THREE, start=start) is None


def test_a_cost_per_result_bears_the_objectives_share():
    data = facts(every_day(key("applications"), 2), every_day(key("applications"), 2, SEPTEMBER))
    objective = {"family": "recruitment", "cost_share": "40%"}
    found = money(data, "applications", objective=objective, costs={"agency": 620})
    ((name, _, score),) = found.per_result
    assert (name, score.current.value) == ("aim", Decimal(620) * Decimal("0.4") / 62)


def test_the_figures_are_those_of_the_objectives_own_table():
    data = shop(sold("2026-10-12"))
    settings = config("roi_sales", costs={"agency": 2900}, margin="38%")
    own = kpi(settings, data)
    assert scorecard(settings, data).returns.kpi("roi_sales").current.value == own.current.value
    assert OCTOBER[0] == scorecard(settings, data).returns.cycle.start
