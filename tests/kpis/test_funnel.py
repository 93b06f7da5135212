"""The share that passed on from a step to the next: never more than all of them."""

from decimal import Decimal

from tests.kpis.build import SEPTEMBER, config, every_day, facts, key, scorecard

STEPS = [{"of": "impressions"}, {"of": "sessions"}, {"of": "leads"}]


def steps(*rows):
    card = scorecard(config("leads", funnel=STEPS), facts(*rows))
    return {step.id: step.rate for step in card.learning.funnel if step.rate}


def test_more_than_at_the_step_before_are_no_share_of_it():
    seen = every_day(key("impressions", "linkedin"), 10)
    rates = steps(seen, every_day(key("sessions", "linkedin"), 12), every_day(key("leads", "linkedin"), 3))
    above, kept = rates["sessions"], rates["leads"]
    assert (above.current.value, above.current.state, above.current.cause) == (None, "not_measured", "above_whole")
    assert above.history[-1].value is None
    assert kept.current.value == Decimal("0.25")
    whole = steps(seen, every_day(key("sessions", "linkedin"), 10), every_day(key("leads", "linkedin"), 3))
    assert whole["sessions"].current.value == 1


def test_no_change_is_given_against_what_is_no_share():
    rows = [*every_day(key("impressions", "x"), 10), *every_day(key("impressions", "x"), 10, SEPTEMBER)]
    visits = [*every_day(key("sessions", "x"), 5), *every_day(key("sessions", "x"), 12, SEPTEMBER)]
    rate = steps(rows, visits, every_day(key("leads", "x"), 1))["sessions"]
    assert rate.current.value == Decimal("0.5")
    assert (rate.previous.value.value, rate.previous.delta.kind) == (None, "none")


def test_contacts_stand_before_sales_only_where_an_objective_counts_them():
    rows = [
        *every_day(key("impressions", "x"), 100),
        *every_day(key("sessions", "x"), 20),
        *every_day(key("leads", "x"), 5),
        *every_day(key("orders", "x"), 2),
    ]

    def chain(*kpis: str) -> list[str]:
        return [step.id for step in scorecard(config(*kpis), facts(*rows)).learning.funnel]

    assert chain("orders") == ["impressions", "social_sessions", "orders"]
    assert chain("orders", "leads") == ["impressions", "social_sessions", "leads", "orders"]


def test_orders_of_earlier_customers_are_those_of_the_list_that_counts_the_orders():
    """The contacts have a customer a day as new; by the deals, which count the orders, one order in two is."""
    sources = [{"name": "contacts", "path": "contacts.csv"}, {"name": "deals", "path": "deals.csv"}]
    rows = [
        *every_day(key("impressions", "x"), 100),
        *every_day(key("sessions", "x"), 20),
        *every_day(key("new_customers", "x"), 2, source="contacts"),
        *every_day(key("new_customers", "x"), 1, source="deals"),
        *every_day(key("orders", "x"), 2, source="deals"),
    ]
    card = scorecard(config("orders", sources=sources), facts(*rows))
    *_, orders, repeat = card.learning.funnel
    assert (orders.count.current.value, repeat.count.current.value) == (62, 31)
    assert repeat.rate.current.value == Decimal("0.5")
