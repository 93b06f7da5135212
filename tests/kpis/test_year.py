"""The year to date: flows and ratios of sums, what a level gained, beside the same days of the year before."""

from datetime import date
from decimal import Decimal

from tests.kpis.build import config, every_day, facts, key, kpi, on, own

YEARS = (date(2025, 1, 1), date(2026, 11, 1))
COMPARE = ["previous", "year_ago", "ytd"]


def year(name, data, period="2026-10", target=None, as_of=date(2026, 11, 22), words=None, **more):
    row = {"kpi": name} | ({"target": target} if target is not None else {})
    return kpi(config(row, compare=COMPARE, **more), data, period, as_of=as_of, words=words).ytd


def test_only_a_report_that_asks_for_it_has_a_year_to_date():
    data = facts(every_day(key("leads"), 1, YEARS))
    assert kpi(config("leads"), data).ytd is None
    found = year("leads", data)
    assert (found.value.value, found.value.cycle.start, found.value.cycle.end) == (
        304,
        YEARS[1].replace(month=1),
        YEARS[1],
    )
    assert (found.year_ago.value.value, found.year_ago.delta.kind) == (304, "stable")
    assert found.year_ago.cycle.end == date(2025, 11, 1)  # not the whole of 2025


def test_a_rate_of_the_year_is_a_ratio_of_its_sums():
    clicks = [on("2026-01-05", key("link_clicks"), 30), on("2026-10-05", key("link_clicks"), 90)]
    views = [on("2026-01-05", key("impressions"), 1000), on("2026-10-05", key("impressions"), 9000)]
    assert year("ctr", facts(clicks, views)).value.value == Decimal("0.012")  # not (3 % + 1 %) / 2


def test_a_level_shows_what_it_gained_since_the_opening_of_the_year():
    marks = {"2024-12-31": 800, "2025-10-31": 950, "2025-12-31": 1000, "2026-10-31": 1240}
    found = year("audience", facts([on(day, key("followers"), value) for day, value in marks.items()]))
    assert (found.value.value, found.year_ago.value.value) == (240, 150)  # not 1240, nor 1240 − 950
    assert found.year_ago.delta.relative == Decimal("0.6")
    alone = year("audience", facts(on("2026-10-31", key("followers"), 1240)))
    assert (alone.value.value, alone.value.state) == (None, "missing")


def test_people_of_the_year_are_not_the_sum_of_its_months():
    months = [on(date(2026, m, 1), key("reach"), 100, days=28) for m in range(1, 11)]
    found = year("reach", facts(months, on("2026-10-01", key("reach"), 500, days=31)))
    assert (found.value.value, found.value.state) == (None, "not_measured")


def test_a_fiscal_year_begins_in_its_month():
    found = year("leads", facts(every_day(key("leads"), 1, YEARS)), fiscal_year_start=4)
    assert (found.value.value, found.value.cycle.start) == (214, date(2026, 4, 1))


def test_the_same_days_of_a_leap_year():
    data = facts(every_day(key("leads"), 1, (date(2023, 1, 1), date(2024, 3, 1))))
    found = year("leads", data, "2024-02", as_of=date(2024, 3, 5))
    assert (found.value.value, found.year_ago.value.value) == (60, 59)
    assert found.year_ago.delta.per_day == 0
    running = year("leads", data, "current", as_of=date(2024, 2, 29))
    assert (running.value.value, running.year_ago.value.value) == (59, 59)  # both to 28 February


def test_weeks_are_compared_with_the_same_weeks():
    data = facts(every_day(key("leads"), 1, (date(2024, 12, 30), date(2026, 11, 2))))
    found = year("leads", data, "2026-W10", cycle="week", as_of=date(2026, 11, 5))
    assert (found.value.value, found.year_ago.value.value) == (70, 70)
    assert (found.value.cycle.start, found.year_ago.cycle.start) == (date(2025, 12, 29), date(2024, 12, 30))
    data = facts(every_day(key("leads"), 1, (date(2026, 1, 5), date(2027, 1, 5))))
    last = year("leads", data, "2026-W53", cycle="week", as_of=date(2027, 1, 5))
    assert last.year_ago.cycle is None


def test_a_fiscal_year_of_weeks_begins_with_the_week_whose_thursday_is_the_first_in_it():
    data = facts(every_day(key("leads"), 1, (date(2024, 12, 30), date(2026, 11, 2))))
    found = year("leads", data, "2026-W18", cycle="week", as_of=date(2026, 11, 5), fiscal_year_start=4)
    assert (found.value.cycle.start, found.value.value) == (date(2026, 3, 30), 35)  # 1 April 2026 is a Wednesday
    assert (found.year_ago.cycle.start, found.year_ago.cycle.stop) == (date(2025, 3, 31), date(2025, 5, 5))
    before = year("leads", data, "2026-W13", cycle="week", as_of=date(2026, 11, 5), fiscal_year_start=4)
    assert before.value.cycle.start == date(2025, 3, 31)


def test_days_that_reach_into_the_next_year_end_the_old_one():
    data = facts(every_day(key("leads"), 1, (date(2025, 1, 1), date(2027, 3, 1))))
    days = {"days": 28, "from": date(2026, 12, 21)}
    old = year("leads", data, "2026-12-21", cycle=days, as_of=date(2027, 3, 1))
    assert (old.value.value, old.year_ago.value.value) == (365, 365)  # not 382 days of a year
    new = year("leads", data, "2027-01-18", cycle=days, as_of=date(2027, 3, 1))
    assert (new.value.value, new.value.cycle.start) == (45, date(2027, 1, 1))


def test_the_target_of_the_year_follows_from_the_cycles():
    data = facts(every_day(key("leads"), 9, YEARS), every_day(key("sessions"), 100, YEARS))
    assert year("leads", data, target=140).target == 1680
    assert year("leads", data, target=420, period="2026-Q3", cycle="quarter").target == 1680
    assert year("leads", data, target={"value": 1500, "mode": "cumulative"}).target == 1500
    since = {"start": date(2026, 5, 1)}
    assert year("leads", data, target={"value": 900, "mode": "cumulative"}, objective=since).target is None
    rate = own(mine=("leads[channel=social] / sessions[channel=social]", "percent"))
    assert year("mine", data, target="4%", words=rate).target == Decimal("0.04")  # not 48 %
    assert year("leads", data).target is None
    levels = facts(on("2026-10-31", key("followers"), 1240))
    assert year("audience", levels, target=1300).target is None


def test_cycles_a_year_are_those_that_fit_into_the_days_shown():
    rows = [on("2026-01-31", key("customers"), 100), on("2026-09-30", key("customers"), 100)]
    lost = every_day(key("customers_lost"), 1, (date(2026, 2, 1), date(2026, 11, 1)))
    data = facts(rows, lost)
    month = kpi(config("customer_lifetime"), data)
    assert month.current.value == 1 / (Decimal(31) / 100 * 12)
    running = kpi(config("customer_lifetime"), data, "current", as_of=date(2026, 10, 11)).current
    assert running.value == 1 / (Decimal(10) / 100 * (Decimal(365) / 10))  # not × 12, of ten days alone


def test_a_standing_is_of_whole_cycles_alone():
    rows = every_day(key("posts"), 1, YEARS)
    words = own(mine=("standing(posts)", "score"))
    assert year("mine", facts(rows), words=words).value.cause == "no_standing"
    now = kpi(config("mine"), facts(rows), "current", as_of=date(2026, 10, 20), words=words).current
    assert now.cause == "no_standing"
