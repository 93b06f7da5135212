"""What results are worth, margins that differ, what a customer is worth: domain §2.8, §2.10, §2.11, §4.3."""

from datetime import date
from decimal import Decimal

import pytest

from reportgen.errors import DataError
from tests.kpis.build import OCTOBER, config, every_day, facts, key, kpi, on, own, scorecard, sparse

MONTH = {"days": 31}


def sold(channel="instagram", gross="12000", tax="2000", shipping="800", refunds="500", **more):
    parts = {"gross_revenue": gross, "tax": tax, "shipping": shipping, "refunds": refunds}
    return [on(OCTOBER[0], key(measure, channel, **more), value, **MONTH) for measure, value in parts.items()]


def counted(channel="instagram", **counts):
    return [on(OCTOBER[0], key(measure, channel), value, **MONTH) for measure, value in counts.items()]


SHOP = {"margin": "38%", "costs": {"agency": 2900}}
LEAD = {"result": "leads", "low": 8, "base": 15, "high": 25, "stage": "lead"}


def full(*values, counts=None, **more):
    data = facts(sold(), counted(**(counts or {"leads": 120, "new_customers": 30})))
    return kpi(config("roi_full", **{**SHOP, "values": values, **more}), data).current


def test_leads_who_bought_are_in_the_margin_already():
    found = full(LEAD)
    assert round(found.value, 3) == Decimal("0.606")
    assert round(full({**LEAD, "exclusive": True}).value, 3) == Decimal("0.761")  # all 120 valued


def test_low_base_and_high_move_together():
    found = full(LEAD)
    assert [round(value, 3) for value in (found.low, found.high)] == [Decimal("0.388"), Decimal("0.916")]
    calls = {"result": "phone_contacts", "low": 1, "base": 2, "high": 3, "stage": "other"}
    both = full(LEAD, calls, counts={"leads": 120, "new_customers": 30, "phone_contacts": 290})
    assert [round(value, 3) for value in (both.low, both.value, both.high)] == [
        Decimal("0.488"), Decimal("0.806"), Decimal("1.216")
    ]  # fmt: skip
    plain = kpi(config("roi_sales", **SHOP), facts(sold())).current
    assert (plain.low, plain.high) == (None, None)


def test_more_buyers_than_leads_take_nothing_off():
    assert full(LEAD, counts={"leads": 20, "new_customers": 30}).value == Decimal(406) / 2900  # not (406 − 150) / 2900


def test_the_worth_of_a_lead_may_be_worked_out_of_the_same_cycle():
    counts = {"leads": 120, "new_customers": 30, "orders": 60, "qualified_leads": 48, "won_leads": 12}
    derived = {"result": "leads", "low": 8, "high": 25, "stage": "lead", "from": "lead_conversion_rate * aov * margin"}
    found = full(derived, counts=counts)
    each = Decimal(12) / 48 * (Decimal(8700) / 60) * Decimal("0.38")
    assert abs(found.value - (3306 + 90 * each - 2900) / 2900) < Decimal("1e-20")
    assert round(found.low, 3) == Decimal("0.388")


def test_a_worth_that_cannot_be_worked_out_gives_no_figure():
    counts = {"leads": 120, "new_customers": 30, "orders": 0}
    derived = {"result": "leads", "low": 8, "high": 25, "stage": "lead", "from": "aov * margin"}
    found = full(derived, counts=counts)
    assert (found.value, found.state, found.cause) == (None, "not_measured", "division_by_zero")


def test_what_values_need_and_nobody_gives_is_told():
    with pytest.raises(DataError, match="no source gives 'leads', 'new_customers'"):
        full(LEAD, counts={"posts": 1})
    with pytest.raises(DataError, match=r"no source gives 'valued_results'.* Write what a result is worth"):
        full(counts={"posts": 1})
    assert full({**LEAD, "exclusive": True}, counts={"leads": 120}).value is not None
    with pytest.raises(DataError, match="both the config and source 'data' say what results are worth"):
        full(LEAD, counts={"leads": 120, "new_customers": 30, "valued_results": 900})


def test_leads_of_a_channel_without_sales_are_valued_too():
    leads = [*counted(leads=100, new_customers=30), *counted("linkedin", leads=20, new_customers=0)]
    found = kpi(config("roi_full", **SHOP, values=[LEAD]), facts(sold(), leads)).current
    assert round(found.value, 3) == Decimal("0.606")  # not (406 + 70 × 15) / 2900


MARGINS = {"default": "38%", "instagram": "50%"}
TWO = [*sold("facebook", 6000, 1000, 0, 0), *sold("instagram", 3600, 600, 0, 0)]


def test_margins_that_differ_are_applied_row_by_row_and_then_added():
    found = kpi(config("gross_margin", margin=MARGINS), facts(TWO))
    assert found.current.value == 5000 * Decimal("0.38") + 3000 * Decimal("0.50") == 3400
    assert found.current.value != 8000 * Decimal("0.44")  # the mean of the margins
    assert [(row.channel, row.value) for row in found.channels] == [("facebook", 1900), ("instagram", 1500)]
    assert [(i.expression, i.value) for i in found.current.inputs][-2:] == [
        ("margin", Decimal("0.38")),
        ("margin[channel=instagram]", Decimal("0.50")),
    ]
    assert found.current.inputs[0].value == 9600  # the sales themselves, before any margin


@pytest.mark.parametrize(
    ("formula", "unit", "right"),
    [
        ("margin * revenue", "currency", Decimal(3400)),
        ("gross_margin / revenue", "percent", Decimal(3400) / 8000),
        ("gross_margin / margin", "currency", Decimal(8000)),
        ("revenue / orders[channel=social] * margin", "currency", Decimal(3400) / 40),
        ("revenue / total_cost * margin", "ratio", Decimal(34)),
        ("gross_margin - total_cost", "currency", Decimal(3300)),
        ("total_cost * margin", "currency", Decimal(38)),  # a cost is no sale, though it is Instagram's
        ("orders[channel=social] * aov * margin", "currency", Decimal(3400)),
        ("orders[channel=social] * 3 * margin", "count", Decimal(40) * 3 * Decimal("0.38")),
        ("1 / margin", "ratio", 1 / Decimal("0.38")),
    ],
)
def test_a_margin_falls_on_the_sales_of_its_channel_wherever_it_stands(formula, unit, right):
    data = facts(TWO, counted("facebook", orders=25), counted(orders=15))
    settings = config("mine", margin=MARGINS, costs={"tools": {"amount": 100, "channel": "instagram"}})
    found = kpi(settings, data, words=own(mine=(formula, unit))).current
    assert abs(found.value - right) < Decimal("1e-20")


def customer(**more):
    rows = [
        *sold(gross=11400, tax=1900, shipping=600, refunds=400),
        *counted(orders=100),
        on("2026-10-31", key("orders_12m", "instagram"), 900),
        on("2025-11-01", key("buyers_12m", "instagram"), 500, days=365),
    ]
    words = more.pop("words", None)
    return kpi(config(more.pop("name", "clv"), margin="38%", **more), facts(rows), words=words).current.value


def test_a_customer_is_worth_his_yearly_margin_times_his_years():
    assert customer(yearly_churn="40%") == Decimal("145.35")  # not 85 € × 12 / 40 %
    assert customer(customer_years=2, yearly_churn="40%") == Decimal("58.14") * 2  # declared years come first
    assert customer(yearly_churn="10%") == Decimal("58.14") * 5  # at most five years


def test_years_are_discounted_where_a_rate_is_declared_and_only_in_the_lifetime_value():
    found = customer(customer_years=3, discount_rate="10%")
    years = (1 - 1 / Decimal("1.1") ** 3) / Decimal("0.1")
    assert abs(found - Decimal("58.14") * years) < Decimal("1e-20")
    assert customer(customer_years=3, discount_rate=0) == Decimal("58.14") * 3
    assert customer(name="customer_lifetime", customer_years=3, discount_rate="10%") == 3
    words = own(mine=("customer_lifetime * 2", "years"))
    assert customer(name="mine", words=words, customer_years=3, discount_rate="10%") == 6


def months(measure, values, channel="instagram", **more):
    spans = [date(2025, 11, 1), date(2025, 12, 1), *(date(2026, m, 1) for m in range(1, 12))]
    pairs = zip(spans[-1 - len(values) : -1], spans[-len(values) :], strict=True)
    return [
        on(start, key(measure, channel, **more), value, days=(end - start).days)
        for (start, end), value in zip(pairs, values, strict=True)
    ]


def standing(*rows, **more):
    return kpi(config("mine", **more), facts(*rows), words=own(mine=("standing(posts)", "score"))).current


def test_a_standing_is_the_rank_among_the_last_cycles_less_a_half():
    assert standing(months("posts", [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 10])).value == Decimal(950) / 12
    assert standing(months("posts", [1, 2, 3, 5, 5, 5])).value == 100 * (Decimal("5") - Decimal("0.5")) / 6  # ties
    assert standing(months("posts", [1, 2, 3, 4, 5])).cause == "too_short_history"


def test_cycles_before_a_break_have_no_rank():
    whole = months("posts", [9, 9, 9, 9, 1, 2, 3, 4, 5, 6])
    later = months("posts", [1, 2, 3, 4, 5, 6], "tiktok")  # a network that begins breaks the series
    assert standing(whole).value == 100 * (Decimal(6) - Decimal("0.5")) / 10
    assert standing(whole, later).value == 100 * (Decimal(6) - Decimal("0.5")) / 6


def test_the_influence_index_takes_the_declared_weights():
    ranks = {"reach": [*range(1, 10), 11, 12, 10], "mentions": list(range(1, 13))}
    rows = [row for measure, values in ranks.items() for row in months(measure, values)]
    rows += months("shares", [*range(1, 7), 8, 9, 10, 11, 12, 7], of="posts") + months("posts", [4] * 12, of="posts")

    def index(**weights):
        return kpi(config("influence_score", **weights), facts(rows)).current.value

    weights = {"reach": Decimal("0.34"), "amplification_rate": Decimal("0.33"), "mentions": Decimal("0.33")}
    given = index(influence_weights=weights)
    assert round(given, 1) == Decimal("76.4")
    assert round(index(), 1) == Decimal("76.4")
    assert round(index(influence_weights={"reach": 0, "amplification_rate": 1, "mentions": 0}), 1) == Decimal("54.2")


def test_what_posts_reached_is_added_over_the_posts():
    rows = [on("2026-10-03", key("reach", of="posts"), 2000), on("2026-10-17", key("reach", of="posts"), 3000)]
    rows += [on("2026-10-03", key("shares", of="posts"), 20), on("2026-10-17", key("shares", of="posts"), 40)]
    account = [on("2026-10-01", key("reach"), 4000, **MONTH)]
    assert kpi(config("share_rate"), facts(rows, account)).current.value == Decimal(60) / 5000  # not 60 / 4000


def test_a_row_of_exactly_the_cycle_stands_in_where_shorter_ones_leave_a_gap():
    whole = on("2026-10-01", key("hires"), 9, row=7, **MONTH)
    week = on("2026-09-28", key("hires"), 2, days=7)
    inside = on("2026-10-05", key("hires"), 4, days=7)
    found = kpi(config("hires"), facts(whole, week, inside)).current
    assert (found.value, found.state, found.inputs[0].traces[0].first_row) == (9, "ok", 7)  # not 4, 6, 13 or 15
    days = every_day(key("hires"), 1)
    assert kpi(config("hires"), facts(whole, days)).current.value == 31  # days without a gap count themselves
    rate = kpi(config("mine"), facts(whole, every_day(key("posts"), 1, but=(3,))), words=own(mine="hires / posts"))
    assert rate.current.cause == "no_common_part"  # a month can't be cut


def test_days_of_a_row_that_crosses_the_border_are_not_zero_in_a_sparse_export():
    rows = [on("2026-09-28", key("hires"), 7, days=7), on("2026-10-20", key("hires"), 2)]
    found = kpi(config("hires"), facts(rows, feeds=sparse(rows, (date(2026, 9, 1), OCTOBER[1])))).current
    assert (found.value, found.state, found.coverage.present) == (2, "partial", 27)


def test_a_scenario_is_of_the_figure_shown_alone():
    card = scorecard(config("roi_full", **SHOP, values=[LEAD]), facts(sold(), counted(leads=120, new_customers=30)))
    assert card.objectives[0].kpis[0].history[-1].low is not None
