"""Costs by day, revenue, margin and ROI: the figures of domain §2.8 and §2.9, with what a careless sum would say."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportgen.errors import DataError
from reportgen.model.facts import Rate
from tests.kpis.build import config, every_day, facts, key, kpi, on, own, scorecard, sparse


def shop(gross="12000", tax="2000", shipping="800", refunds="500"):
    parts = {"gross_revenue": gross, "tax": tax, "shipping": shipping, "refunds": refunds}
    rows = [on("2026-10-12", key(measure), value) for measure, value in parts.items()]
    return facts(rows, feeds=sparse(rows))


COSTS = {"agency": 2900}


@pytest.mark.parametrize(
    ("name", "right", "careless"),
    [
        ("revenue", "8700", "12000"),
        ("gross_margin", "3306", "4560"),
        ("net_return", "406", "9100"),
    ],
)
def test_revenue_is_net_of_tax_shipping_and_refunds(name, right, careless):
    found = kpi(config(name, margin="38%", costs=COSTS), shop()).current.value
    assert found == Decimal(right) != Decimal(careless)


def test_roi_is_fourteen_percent_where_the_raw_shop_total_would_say_fifty_seven():
    found = kpi(config("roi_sales", margin="38%", costs=COSTS), shop()).current
    assert found.value == Decimal(406) / 2900
    assert round(found.value, 3) == Decimal("0.140")
    raw = kpi(config("roi_sales", margin="38%", costs=COSTS), shop(tax=0, shipping=0, refunds=0)).current.value
    assert round(raw, 3) == Decimal("0.572")
    assert [given.expression for given in found.inputs][-2:] == ["margin", "agency_fees"]


def test_without_a_margin_roi_counts_revenue_and_says_so_but_the_margin_itself_is_not_available():
    roi = kpi(config("roi_sales", costs=COSTS), shop()).current
    assert (roi.value, roi.cause) == (Decimal(5800) / 2900, "revenue_not_margin")
    margin = kpi(config("gross_margin", costs=COSTS), shop()).current
    assert (margin.value, margin.state, margin.cause) == (None, "not_measured", "no_margin")


def test_a_source_without_taxes_gives_no_revenue_rather_than_a_gross_one():
    rows = [on("2026-10-12", key("gross_revenue"), 12000)]
    with pytest.raises(DataError, match="no source gives 'refunds', 'shipping', 'tax'"):
        kpi(config("revenue"), facts(rows, feeds=sparse(rows)))


def test_the_message_about_what_is_taken_off_revenue_names_the_way_out():
    rows = [on("2026-10-12", key(name), 12000) for name in ("gross_revenue", "tax", "shipping")]
    way = r"refunds: \{value: 0\} in the columns of the source that has gross_revenue"
    with pytest.raises(DataError, match=way):
        kpi(config("revenue"), facts(rows, feeds=sparse(rows)))


POST = facts(every_day(key("posts"), 1))


def cost(costs, period="2026-10", **more):
    return kpi(config("total_cost", costs=costs, **more), POST, period).current.value


def test_a_monthly_amount_on_sixteen_of_thirty_one_days_counts_for_those_days():
    found = cost({"agency": {"amount": 1200, "from": date(2026, 10, 16)}})
    assert round(found, 2) == Decimal("619.35")  # not 1200, nor 600 for "half a month"


def test_a_running_cycle_carries_the_share_of_the_days_that_have_passed():
    as_of = date(2026, 10, 17)
    score = kpi(config("total_cost", costs={"agency": 1200}), POST, "current", as_of=as_of)
    assert round(score.current.value, 2) == Decimal("619.35")


@pytest.mark.parametrize(
    ("row", "right"),
    [
        ({"amount": 10, "per": "day"}, Decimal(310)),
        ({"amount": 70, "per": "week"}, Decimal(310)),
        ({"amount": 1200, "per": "month"}, Decimal(1200)),
        ({"amount": 920, "per": "quarter"}, Decimal(310)),
        ({"amount": 3650, "per": "year"}, Decimal(310)),
        ({"amount": 500, "per": "once", "from": date(2026, 10, 31)}, Decimal(500)),
        ({"amount": 500, "per": "once", "from": date(2026, 9, 30)}, Decimal(0)),
        ({"amount": 620, "per": "once", "from": date(2026, 10, 16), "to": date(2026, 11, 15)}, Decimal(320)),
        ({"amount": 1200, "per": "month", "to": date(2026, 9, 30)}, Decimal(0)),
    ],
)
def test_every_rhythm_falls_on_its_days(row, right):
    assert cost({"other": row}) == right


def test_hours_times_the_rate_are_the_staff_cost_and_the_kinds_named_add_up():
    costs = {"staff": {"hours": 42, "hourly_rate": 35}, "agency": 1200, "tools": 89}
    card = scorecard(config("total_cost", "staff_hours", costs=costs), POST)
    assert [score.current.value for score in card.objectives[0].kpis] == [Decimal(2759), Decimal(42)]
    lines = [(line.kind, line.amount) for line in card.costs]
    assert lines == [("staff_cost", 1470), ("agency_fees", 1200), ("tool_cost", 89)]
    inputs = [given.expression for given in card.objectives[0].kpis[0].current.inputs]
    assert inputs == ["staff_cost", "agency_fees", "tool_cost"]  # a kind never named is not counted, nor shown


def test_care_and_recruitment_leave_the_cost_of_acquisition():
    staff = [
        {"hours": 30, "hourly_rate": 35, "activity": "content"},
        {"hours": 12, "hourly_rate": 35, "activity": "care"},
    ]
    assert kpi(config("acquisition_cost", costs={"staff": staff, "tools": 89}), POST).current.value == 30 * 35 + 89


def test_ad_spend_comes_from_the_sources_and_joins_the_declared_costs():
    spend = every_day(key("ad_spend", "meta", delivery="paid"), 10)
    card = scorecard(config("total_cost", costs={"tools": 90}), facts(spend))
    assert card.objectives[0].kpis[0].current.value == 400
    assert [(line.kind, line.amount, line.previous) for line in card.costs] == [
        ("ad_spend", 310, None),
        ("tool_cost", 90, 90),
    ]


def test_a_cost_that_config_and_source_both_give_is_refused():
    spend = every_day(key("ad_spend", "meta", delivery="paid"), 10)
    with pytest.raises(DataError, match="would count twice"):
        scorecard(config("total_cost", costs={"ads": 300}), facts(spend))
    before = {"amount": 300, "to": date(2026, 9, 30)}
    assert kpi(config("total_cost", costs={"ads": before}), facts(spend)).current.value == 310
    linkedin = {"amount": 310, "channel": "linkedin"}
    assert kpi(config("total_cost", costs={"ads": linkedin}), facts(spend)).current.value == 620


def test_full_cost_per_lead_takes_all_costs_and_all_social_leads():
    spend = every_day(key("ad_spend", "facebook", delivery="paid"), 10)
    leads = [*every_day(key("leads", "facebook"), 1), *every_day(key("leads", "linkedin"), 1)]
    found = kpi(config("cost_per_lead", costs={"tools": 310}), facts(spend, leads)).current.value
    assert found == Decimal(620) / 62  # not 310 / 31, the channel with ads alone


def test_cost_is_taken_from_the_days_on_which_the_results_are_known():
    leads = every_day(key("leads"), 1, but=(1, 2, 3))
    found = kpi(config("cost_per_lead", costs={"tools": 310}), facts(leads)).current
    assert found.value == 10  # not 310 / 28
    assert (found.state, found.coverage.present, found.coverage.expected) == ("partial", 28, 31)


def test_the_cost_share_and_the_result_of_the_objective_make_the_cost_per_result():
    rows = [*every_day(key("orders", "facebook"), 1), *every_day(key("orders", "email"), 9)]
    settings = config("cost_per_result", costs={"tools": 620}, objective={"result": "orders", "cost_share": "50%"})
    assert kpi(settings, facts(rows)).current.value == 10  # social alone: not 310 / 310


def test_media_cost_per_lead_counts_spend_on_a_channel_without_any_lead():
    spend = [*every_day(key("ad_spend", "facebook"), 10), *every_day(key("ad_spend", "linkedin"), 10)]
    leads = every_day(key("leads", "facebook", delivery="paid"), 1)
    leads += every_day(key("leads", "email", delivery="organic"), 1)
    crm = facts(spend, leads, feeds=sparse(leads))
    assert kpi(config("media_cpl"), crm).current.value == 20  # not 10: LinkedIn's spend brought nothing


def test_a_shared_cost_is_not_given_to_a_channel_by_guess():
    leads = [*every_day(key("leads", "facebook"), 1), *every_day(key("leads", "linkedin"), 1)]
    shared = kpi(config("cost_per_lead", costs={"tools": 310}), facts(leads))
    assert shared.channels == ()
    direct = [{"amount": 62, "channel": "facebook"}, {"amount": 310, "channel": "linkedin"}]
    told = kpi(config("cost_per_lead", costs={"tools": direct}), facts(leads))
    assert [(row.channel, row.value) for row in told.channels] == [("linkedin", 10), ("facebook", 2)]


def dollars(*days, value=100, **more):
    return [on(day, key("ad_spend", "meta", delivery="paid", currency="USD"), value, **more) for day in days]


def euros(rates, *rows, **more):
    return kpi(config("ad_spend", rates=rates, **more), facts(*rows, every_day(key("posts"), 1))).current.value


def rate(when, value, currency="USD"):
    return {"from": currency, "date": when, "rate": Decimal(value)}


def test_other_money_is_converted_by_the_rate_of_its_day_then_month_then_year():
    rates = [rate("2026", "0.80"), rate("2026-10", "0.90"), rate("2026-10-05", "0.95")]
    assert euros(rates[2:], dollars("2026-10-05")) == 95
    assert euros(rates, dollars("2026-10-05", "2026-10-06")) == 95 + 90  # not 200, nor 190, nor 160
    assert euros(rates[:1], dollars("2026-10-05")) == 80
    both = [*dollars("2026-10-06"), on("2026-10-06", key("ad_spend", "linkedin", currency="EUR"), 50)]
    assert euros(rates, both) == 140  # not 150


def test_a_row_of_several_days_is_converted_at_the_mean_of_its_days():
    rates = [rate("2026-10", "0.90"), rate("2026-10-01", "1.00")]
    month = dollars("2026-10-01", value=310, days=31)
    assert abs(euros(rates, month) - 310 * (1 + 30 * Decimal("0.9")) / 31) < Decimal("1e-20")
    assert euros(rates[:1], month) == 279


def test_money_without_a_rate_is_refused_with_its_source_and_its_day():
    with pytest.raises(DataError) as caught:
        euros([rate("2026-10-05", "0.95")], dollars("2026-10-05", "2026-10-06", "2026-10-09"))
    assert [str(problem) for problem in caught.value.problems] == [
        "rates: source 'data' has amounts in USD of 2026-10-06 (and 1 more to 2026-10-09), and there is no rate for"
        " that day; the report is in EUR. Write rates: [{from: USD, date: 2026-10, rate: …}], or name a rates_file"
        " that has it."
    ]
    with pytest.raises(DataError, match="amounts in CHF of 2026-10-06, and"):
        euros([rate("2026-10", "0.95")], on("2026-10-06", key("ad_spend", "meta", currency="CHF"), 1))


def test_what_is_no_money_needs_no_rate():
    rows = [on("2026-10-06", key("link_clicks", "meta", currency="USD"), 7)]
    assert kpi(config("link_clicks"), facts(rows)).current.value == 7


@settings(max_examples=20)
@given(st.decimals("0.01", "9", places=2), st.lists(st.decimals("0.01", "999", places=2), min_size=1, max_size=9))
def test_scaling_the_money_by_its_rate_scales_the_figure(value, amounts):
    rows = [row for i, amount in enumerate(amounts) for row in dollars(date(2026, 10, i + 1), value=amount)]
    assert euros([rate("2026-10", value)], rows) == value * sum(amounts)


def test_a_year_of_costs_adds_up_to_its_months():
    words = own(cost_each=("total_cost", "currency"))
    settings = {"costs": {"agency": {"amount": 1000, "per": "year"}}}
    data = facts(every_day(key("posts"), 1, (date(2025, 1, 1), date(2026, 1, 1))))
    year = kpi(config("cost_each", cycle="year", **settings), data, "2025", words=words).current.value
    months = kpi(config("cost_each", **settings), data, "2025-12", words=words).history
    assert len(months) == 12
    assert abs(sum(value.value for value in months) - year) < Decimal("1e-20")
    assert year == 1000


ECB = [Rate("USD", "2026-10-02", Decimal("0.90"), "ecb.csv"), Rate("USD", "2026-10-05", Decimal("0.80"), "ecb.csv")]


def spent(*rows, read=ECB, **more):
    """The ad spend of these rows in dollars, with rates of a file."""
    found = replace(facts(*rows), rates=tuple(read))
    return kpi(config("ad_spend", **more), found).current


def usd(day, value, **more):
    return on(day, key("ad_spend", delivery="paid", currency="USD"), value, **more)


def test_rates_of_a_file_convert_each_day_at_its_own_and_a_weekend_at_the_last_known():
    found = spent(usd("2026-10-02", 10), usd("2026-10-04", 10, row=3), usd("2026-10-05", 10, row=4))
    assert found.value == 9 + 9 + 8
    assert found.inputs[0].traces[0].rates == tuple(ECB)


def test_a_rate_of_a_file_that_is_over_a_week_old_is_no_rate():
    assert spent(usd("2026-10-12", 10)).value == 8
    with pytest.raises(DataError, match=r"amounts in USD of 2026-10-13, and there is no rate"):
        spent(usd("2026-10-13", 10))
    with pytest.raises(DataError, match=r"of 2026-10-01, and there is no rate"):
        spent(usd("2026-10-01", 10))  # a later rate does not count backwards


def test_a_rate_of_the_config_comes_before_the_files():
    declared = [{"from": "USD", "date": "2026", "rate": 0.5}]
    found = spent(usd("2026-10-02", 10), rates=declared)
    assert found.value == 5
    assert found.inputs[0].traces[0].rates == (Rate("USD", "2026", Decimal("0.5")),)


def test_the_reports_own_money_has_no_rate():
    rows = on("2026-10-02", key("ad_spend", delivery="paid"), 10)
    assert spent(rows).inputs[0].traces[0].rates == ()


def test_a_row_of_several_days_keeps_all_of_its_rates():
    found = spent(usd("2026-10-04", 10, days=2))
    assert found.value == Decimal("8.5")  # the mean of 0.90 and 0.80
    assert found.inputs[0].traces[0].rates == tuple(ECB)
